"""What reading's stored values are called at the desk."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from weltoffen.desk.naming import language
from weltoffen.desk.reviewing.measures import counted_in_words, measured_in_words, said_number
from weltoffen.ground.dates import EdtfDate, Interval, parse_date
from weltoffen.ground.problems import Refused
from weltoffen.ground.spoken import say_date, say_interval
from weltoffen.intake.enums import Verdict
from weltoffen.intake.types import Kind, Standing
from weltoffen.relations.enums import ActKind, Side

KINDS: dict[str, Any] = {
    Kind.TWIN: _("Städtepartnerschaft"),
    Kind.FRIENDSHIP: _("Städtefreundschaft"),
    Kind.PROJECT: _("Projektpartnerschaft"),
    Kind.CLIMATE: _("Klimapartnerschaft"),
    Kind.SOLIDARITY: _("Solidaritätspartnerschaft"),
    Kind.CONTACT: _("Kontakt"),
    Kind.NETWORK: _("Netzwerk"),
    Kind.CHARTER: _("Charta"),
}
STANDINGS: dict[str, Any] = {
    Standing.ACTIVE: _("ohne Einschränkung genannt"),
    Standing.LIMITED: _("eingeschränkt"),
    Standing.RESTING: _("ruht"),
    Standing.ENDED: _("beendet"),
    Standing.PLANNED: _("geplant"),
}
CLAIMS: dict[str, Any] = {
    "count": _("Anzahl"),
    "figure": _("Kennzahl"),
    "list-mismatch": _("Liste gegen ihre Zahl"),
    "superlative": _("Superlativ"),
    "announced": _("Ankündigung"),
    "doubled-unit": _("doppelte Einheit"),
    "goal-title": _("Titel eines Ziels"),
    "office-name": _("Name des Büros"),
}
SHORT: dict[str, Any] = {
    Verdict.CONTRADICTS: _("widerspricht"),
    Verdict.UNCLEAR: _("unklar"),
    Verdict.NEW: _("neu"),
    Verdict.MORE_EXACT: _("genauer"),
    Verdict.AGREES: _("stimmt überein"),
    Verdict.PASSED: _("schon vorbei"),
    Verdict.UNCHECKED: _("nicht prüfbar"),
    Verdict.NOT_OURS: _("nicht unsere"),
}
"""The verdicts as labels, in the order in which an office looks at them."""


def day(edtf: Any) -> str:
    """Return an EDTF date in words, ``""`` for none; what is no date, as it stands."""
    if not edtf:
        return ""
    try:
        return say_date(parse_date(str(edtf)), language())
    except Refused:
        return str(edtf)


def since(edtf: Any) -> str:
    """Return since when: "seit 1977", "seit etwa 1977"; ``""`` for none."""
    return _open_ended(edtf, lambda on: Interval(on, None))


def until(edtf: Any) -> str:
    """Return until when: "bis 1990", "bis zum 1. Mai 1990"; ``""`` for none."""
    return _open_ended(edtf, lambda on: Interval(None, on))


def says_since(title: str, edtf: Any) -> bool:
    """Say whether a title tells by itself since when, so that the date need not stand behind it."""
    told = since(edtf)
    return bool(told) and re.search(rf"{re.escape(told)}(?!\w)", title) is not None


def _open_ended(edtf: Any, spanned: Callable[[EdtfDate], Interval]) -> str:
    if not edtf:
        return ""
    try:
        return say_interval(spanned(parse_date(str(edtf))), language())
    except Refused:
        return str(edtf)


def kind_of_values(type_: str, values: dict[str, Any]) -> str:
    """Return what kind of thing is stated: of relation, of act, of claim."""
    if type_ == "claim":
        return capfirst(str(CLAIMS.get(str(values.get("what")), values.get("what"))))
    kind = str(values.get("kind"))
    if type_ == "act":
        return capfirst(str(ActKind(kind).label)) if kind in ActKind.values else kind
    return capfirst(str(KINDS.get(kind, kind)))


def side(value: Any) -> str:
    """Return who acted."""
    return str(Side(str(value)).label) if value in Side.values else ""


def claimed(values: dict[str, Any], quote: str) -> str:
    """Return in few words what a claim says."""
    if values.get("what") == "count":
        return counted_in_words(values)
    if values.get("what") == "figure":
        return measured_in_words(values)
    if values.get("what") == "list-mismatch":
        stated = {"stated": values.get("stated"), "listed": values.get("listed")}
        return gettext("angekündigt %(stated)s, genannt %(listed)s") % stated
    said = str(values.get("name") or quote)
    return said if len(said) <= 80 else f"{said[:80]} …"


def read_in_part(read: int, of: int) -> str:
    """Return that only the beginning of a text was read; both are numbers of characters."""
    values = {"read": said_number(read), "of": said_number(of)}
    return gettext("teilweise gelesen: die ersten %(read)s von %(of)s Zeichen") % values
