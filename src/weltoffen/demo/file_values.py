"""YAML as text that knows where it stands.

Nothing is guessed while reading: ``no`` stays a country code, ``1977`` a date that somebody wrote.
What a value means, its field says (``field_readers``). Errors name file, line and field.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from weltoffen.ground.problems import N_, Problem, Refused

_Loader: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
_NULL = "tag:yaml.org,2002:null"
_DEEPEST = 12
"""Twice as deep as register files are; the parser below recurses without a limit of its own."""

_NOT_YAML = N_(
    "Die Datei lässt sich hier nicht als YAML lesen (%(reason)s). Prüfen Sie Einrückung, "
    "Doppelpunkte und Anführungszeichen in dieser und der Zeile davor."
)
_NOT_TEXT = N_("Die Datei ist kein Text in UTF-8. Speichern Sie sie in dieser Kodierung.")
_TOO_DEEP = N_(
    "Hier sind zu viele Klammern oder Einrückungen ineinander geschachtelt. So tief reicht keine "
    "Registerdatei; prüfen Sie, ob eine Klammer zu viel ist."
)
_NO_LIST = N_(
    "Hier wird eine Liste erwartet. Beginnen Sie jeden Eintrag mit einem Bindestrich am "
    "Zeilenanfang."
)
_NO_MAPPING = N_("Hier werden Felder erwartet. Schreiben Sie sie als „Feld: Wert“ untereinander.")
_NO_SCALAR = N_("Hier wird ein einzelner Wert erwartet, keine Liste und keine weiteren Felder.")
_EMPTY = N_("Hinter dem Feld steht nichts. Tragen Sie einen Wert ein oder nehmen Sie es heraus.")
_TWICE = N_("Das Feld „%(name)s“ kommt in diesem Eintrag zweimal vor. Lassen Sie es einmal stehen.")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a file: its name, the line counted from one, and the field that stands there."""

    file: str
    line: int
    field: str = ""

    def __str__(self) -> str:
        spot = f"{self.file}, Zeile {self.line}"
        return f"{spot}: {self.field}" if self.field else spot

    def at(self, field: str) -> Spot:
        """Return the same line, seen as the place of a field."""
        return Spot(self.file, self.line, field)

    def problem(self, sentence: str, **values: object) -> Problem:
        """Return what is wrong here; ``values`` fill the sentence."""
        return Problem(str(self), sentence, values)

    def refusal(self, sentence: str, **values: object) -> Refused:
        """Return the refusal of what stands here."""
        return Refused(self.problem(sentence, **values))


@dataclass(frozen=True, slots=True)
class Value:
    """Something written in a file, not yet understood."""

    node: yaml.Node
    spot: Spot

    def text(self) -> str:
        """Return the one value written here, without outer blanks; refuses anything else."""
        if not isinstance(self.node, yaml.ScalarNode):
            raise self.spot.refusal(_NO_SCALAR)
        if self.node.tag == _NULL or not self.node.value.strip():
            raise self.spot.refusal(_EMPTY)
        return str(self.node.value).strip()

    def items(self) -> list[Value]:
        """Return the members of the list written here; refuses anything else."""
        if not isinstance(self.node, yaml.SequenceNode):
            raise self.spot.refusal(_NO_LIST)
        return [self._inside(node, self.spot.field) for node in self.node.value]

    def fields(self) -> dict[str, Value]:
        """Return the fields by name; refuses what has none, and a field given twice."""
        if not isinstance(self.node, yaml.MappingNode):
            raise self.spot.refusal(_NO_MAPPING)
        found: dict[str, Value] = {}
        for key, node in self.node.value:
            name = self._inside(key, "").text()
            if name in found:
                raise self._inside(key, name).spot.refusal(_TWICE, name=name)
            found[name] = Value(node, self._inside(key, name).spot)
        return found

    def is_text(self) -> bool:
        """Say whether one value stands here, and neither a list nor fields."""
        return isinstance(self.node, yaml.ScalarNode)

    def _inside(self, node: yaml.Node, field: str) -> Value:
        return Value(node, Spot(self.spot.file, node.start_mark.line + 1, field))


def entries_of(file: Path) -> Iterator[Value]:
    """Yield the entries of a file that holds one list; refuses a file that is anything else."""
    try:
        text = file.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise Spot(file.name, 1).refusal(_NOT_TEXT) from None
    try:
        _refuse_depth(text, file.name)
        node = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = 1 if mark is None else mark.line + 1
        reason = getattr(error, "problem", None) or type(error).__name__
        raise Spot(file.name, line).refusal(_NOT_YAML, reason=reason) from None
    if node is None:
        raise Spot(file.name, 1).refusal(_NO_LIST)
    yield from Value(node, Spot(file.name, 1)).items()


def _refuse_depth(text: str, file: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _DEEPEST:
                mark = event.start_mark
                raise Spot(file, mark.line + 1 if mark else 1).refusal(_TOO_DEEP)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
