"""Single cells: kinds, standings and countries as people write them in tables.

Each function gives the value, or raises ``Refused`` with a sentence; nothing is guessed.
"""

from __future__ import annotations

import re
from typing import Final

from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.intake.reading.countries import country_of
from weltoffen.intake.reading.standings import standings_in
from weltoffen.intake.reading.words import kinds_in
from weltoffen.intake.types import Kind, Standing
from weltoffen.places.gazetteer import fold

_NOTHING = frozenset(
    {"", "k a", "ka", "n a", "na", "n n", "nn", "unbekannt", "unknown", "inconnu", "offen", "keine",
     "keine angabe", "none", "null"}
)  # fmt: skip
"""Folded; signs alone fold to nothing."""

_KIND = N_(
    "„%(text)s“ ist keine Art von Beziehung, die wir kennen. Schreiben Sie Partnerstadt, "
    "Freundschaft, Projekt, Klima, Solidarität, Kontakt, Netzwerk oder Charta."
)
_STATUS = N_(
    "„%(text)s“ ist kein Status, den wir kennen. Schreiben Sie aktiv, eingeschränkt, ruht, beendet "
    "oder geplant."
)
_COUNTRY = N_(
    "Ein Land „%(text)s“ kennen wir nicht. Schreiben Sie seinen Namen aus oder seinen Code, zum "
    "Beispiel Frankreich oder FR."
)
_HOMEPAGE = N_(
    "„%(text)s“ ist keine Adresse im Netz. Schreiben Sie sie wie https://www.beispiel.org."
)

_KINDS: Final[dict[str, Kind]] = {
    **dict.fromkeys(
        ("partnerstadt", "stadtepartnerschaft", "partnerschaft", "partnergemeinde",
         "stadtepartner",
         "partnerkommune", "jumelage", "ville jumelee", "twin", "twinning", "twin town",
         "twin city",
         "sister city", "sister town", "partner city", "kommunalpartnerschaft",
         "gemeindepartnerschaft", "innerdeutsche partnerschaft", "verschwisterung"),
        Kind.TWIN,
    ),
    **dict.fromkeys(
        ("freundschaft", "stadtefreundschaft", "freundschaftsstadt", "befreundete stadt",
         "befreundet", "friendship", "friendship city", "amitie", "ville amie"),
        Kind.FRIENDSHIP,
    ),
    **dict.fromkeys(
        ("projekt", "projektpartnerschaft", "projektpartner", "project", "project partnership",
         "projet"),
        Kind.PROJECT,
    ),
    **dict.fromkeys(("klima", "klimapartnerschaft", "klimapartner", "climate"), Kind.CLIMATE),
    **dict.fromkeys(
        ("solidaritat", "solidaritatspartnerschaft", "solidarity", "solidarite"), Kind.SOLIDARITY
    ),
    **dict.fromkeys(("kontakt", "kontakte", "contact", "kooperation"), Kind.CONTACT),
    **dict.fromkeys(("netzwerk", "network", "reseau", "mitgliedschaft"), Kind.NETWORK),
    **dict.fromkeys(("charta", "charter", "charte", "selbstverpflichtung"), Kind.CHARTER),
}  # fmt: skip
_STANDINGS: Final[dict[str, Standing]] = {
    **dict.fromkeys(
        ("aktiv", "active", "laufend", "lauft", "besteht", "bestehend", "ja", "actif", "gultig",
         "in kraft"),
        Standing.ACTIVE,
    ),
    **dict.fromkeys(("ruht", "ruhend", "pausiert", "ausgesetzt", "resting", "suspended",
                     "en sommeil"), Standing.RESTING),
    **dict.fromkeys(("eingeschrankt", "limited", "restreint"), Standing.LIMITED),
    **dict.fromkeys(("beendet", "ehemalig", "aufgelost", "ended", "former", "termine"),
                    Standing.ENDED),
    **dict.fromkeys(("geplant", "planned", "in planung", "in vorbereitung", "prevu"),
                    Standing.PLANNED),
}  # fmt: skip


def is_blank(cell: str) -> bool:
    """Say whether a cell says nothing, be it in words: "-", "k. A.", "unbekannt"."""
    return fold(cell) in _NOTHING


_TOO_VAGUE = frozenset({"inaktiv", "inactive", "inactif", "nicht aktiv", "passiv"})
"""Folded; a relation of which an office says no more than this may rest or have ended."""


def is_vague(cell: str) -> bool:
    """Say whether a status leaves open whether a relation rests or has ended: "inaktiv"."""
    return fold(cell) in _TOO_VAGUE


def kind_of(cell: str) -> Kind | None:
    """Return the kind of relation that a cell names, None where it names none or several."""
    exact = _KINDS.get(fold(cell))
    if exact is not None:
        return exact
    found = {kind for _start, _end, kind in kinds_in(cell)}
    return found.pop() if len(found) == 1 else None


def standing_of(cell: str) -> Standing | None:
    """Return how a relation stands by a cell, None where it does not say or says several."""
    exact = _STANDINGS.get(fold(cell))
    if exact is not None or is_vague(cell):
        return exact
    found = {standing for _start, _end, standing in standings_in(cell)}
    return found.pop() if len(found) == 1 else None


def read_kind(cell: str) -> Kind:
    """Return the kind that a cell names; refuses other words."""
    found = kind_of(cell)
    if found is None:
        raise _refused(_KIND, text=cell)
    return found


def read_standing(cell: str) -> Standing:
    """Return how a relation stands; refuses other words."""
    found = standing_of(cell)
    if found is None:
        raise _refused(_STATUS, text=cell)
    return found


def read_country(cell: str) -> str:
    """Return the ISO 3166-1 code of a country by name, code or sign of vehicles; refuses others."""
    found = country_of(cell) or (country_of(cell.upper()) if len(cell) == 2 else None)
    if found is None:
        raise _refused(_COUNTRY, text=cell)
    return found


def check_homepage(cell: str) -> None:
    """Refuse what is no address of a page."""
    if not re.fullmatch(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?#]\S*)?", cell):
        raise _refused(_HOMEPAGE, text=cell)


def _refused(sentence: str, **values: str) -> Refused:
    return Refused(Problem("", sentence, values))
