"""A folder of readable files becomes a register, or is refused with every fault in it.

A section lies in one file or in several: ``relations.yaml``, ``relations-networks.yaml``. The whole
folder is judged before anybody writes any of it down.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from weltoffen.demo import types
from weltoffen.demo.entry_shapes import Entry, entry, parts_of, references_in
from weltoffen.demo.file_values import Spot, entries_of
from weltoffen.ground.problems import N_, Problem, Refused, refuse_if_any

DORTMUND: Final = Path(__file__).parent / "dortmund"
"""The packaged register."""

_NO_FOLDER = N_("Diesen Ordner gibt es nicht. Geben Sie einen Ordner mit Registerdateien an.")
_NO_FILES = N_(
    "In diesem Ordner liegt keine Registerdatei. Erwartet werden Dateien wie relations.yaml."
)
_NO_SECTION = N_(
    "Zu welchem Teil des Registers die Datei gehört, ist nicht zu erkennen. Ihr Name beginnt mit "
    "einem von: %(known)s."
)
_TAKEN = N_("„%(name)s“ ist schon vergeben: %(first)s. Wählen Sie eine andere Kennung.")
_NOT_THERE = N_(
    "„%(name)s“ kommt unter den Einträgen der Art „%(kind)s“ nicht vor. Prüfen Sie die "
    "Schreibweise, oder ergänzen Sie den Eintrag."
)
_UNUSED = N_(
    "Die Textstelle „%(name)s“ belegt nichts. Führen Sie sie dort an, wo sie gilt, oder nehmen Sie "
    "sie heraus."
)

SECTIONS: Final[dict[str, tuple[str, type[Entry]]]] = {
    "countries": ("country", types.CountryEntry),
    "sources": ("source", types.SourceEntry),
    "passages": ("passage", types.PassageEntry),
    "municipalities": ("municipality", types.MunicipalityEntry),
    "organisations": ("organisation", types.OrganisationEntry),
    "instruments": ("instrument", types.InstrumentEntry),
    "themes": ("theme", types.ThemeEntry),
    "relations": ("relation", types.RelationEntry),
    "ledger": ("disagreement", types.DisagreementEntry),
}
"""Per section, the kind by which references name its entries, and their shape."""


def read_register(folder: Path = DORTMUND) -> types.Register:
    """Read and judge a folder of register files.

    Raises ``Refused`` with all problems of the files; each names file, line and field. References
    are judged once every entry is readable.
    """
    found: dict[str, list[Entry]] = {section: [] for section in SECTIONS}
    problems: list[Problem] = []
    for file in _files(folder):
        try:
            section = _section_of(file)
            for said in _entries(file, SECTIONS[section][1], problems):
                found[section].append(said)
        except Refused as refused:
            problems += refused.problems
    refuse_if_any(problems)
    refuse_if_any(_reference_problems(found))
    tuples: dict[str, Any] = {section: tuple(entries) for section, entries in found.items()}
    return types.Register(**tuples)


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise Refused(Problem(str(folder), _NO_FOLDER))
    files = sorted(folder.glob("*.yaml"))
    if not files:
        raise Refused(Problem(str(folder), _NO_FILES))
    return files


def _section_of(file: Path) -> str:
    for section in SECTIONS:
        if file.stem == section or file.stem.startswith(f"{section}-"):
            return section
    raise Spot(file.name, 1).refusal(_NO_SECTION, known=", ".join(SECTIONS))


def _entries(file: Path, shape: type[Entry], problems: list[Problem]) -> Iterator[Entry]:
    """Yield the readable entries of a file; what is wrong with the others goes to ``problems``."""
    read = entry(shape)
    for value in entries_of(file):
        try:
            yield read(value)
        except Refused as refused:
            problems += refused.problems


def _name_of(said: Entry) -> tuple[str, Spot]:
    """Return the name by which others refer to an entry, and where it is given."""
    field = next(field for field in ("identifier", "code", "key") if hasattr(said, field))
    return getattr(said, field), said.spot.at(field)


def _reference_problems(found: dict[str, list[Entry]]) -> Iterator[Problem]:
    """Judge names: each given once, each reference to one that is there, no passage for nothing."""
    kinds: dict[str, Iterable[Entry]] = {SECTIONS[name][0]: found[name] for name in found}
    kinds["act"] = list(parts_of(found["relations"], types.ActEntry))
    known: dict[str, dict[str, Spot]] = {kind: {} for kind in kinds}
    for kind, entries in kinds.items():
        for said in entries:
            name, spot = _name_of(said)
            if name in known[kind]:
                yield spot.problem(_TAKEN, name=name, first=known[kind][name])
            known[kind].setdefault(name, spot)
    used: set[str] = set()
    for entries in found.values():
        for reference in (r for said in entries for r in references_in(said)):
            if reference.name not in known[reference.to]:
                yield reference.spot.problem(_NOT_THERE, name=reference.name, kind=reference.to)
            elif reference.to == "passage":
                used.add(reference.name)
    for name, spot in known["passage"].items():
        if name not in used:
            yield spot.problem(_UNUSED, name=name)
