"""Counts and figures that a text claims, in words: "160 Nationen", "18,2 % mit …".

The reader says in codes what is counted and measured; each of them has its words here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

COUNTED: Mapping[str, Any] = {
    "twin": ngettext_lazy("Partnerstadt", "Partnerstädte"),
    "friendship": ngettext_lazy("Freundschaft", "Freundschaften"),
    "project": ngettext_lazy("Projektpartnerschaft", "Projektpartnerschaften"),
    "climate": ngettext_lazy("Klimapartnerschaft", "Klimapartnerschaften"),
    "solidarity": ngettext_lazy("Solidaritätspartnerschaft", "Solidaritätspartnerschaften"),
    "partner": ngettext_lazy("Partnerschaft aller Arten", "Partnerschaften aller Arten"),
    "network": ngettext_lazy("Städtenetzwerk", "Städtenetzwerke"),
    "network-members": ngettext_lazy("Mitglied des Netzwerks", "Mitglieder des Netzwerks"),
}
"""What is counted; as many as the number says."""
SCOPES: Mapping[str, Any] = {
    "": "",
    "-part": _("nur ein Teil davon"),
    "-others": _("ohne die zuvor genannten"),
    "-national": _("in einem Land oder in Europa"),
    "-other-city": _("einer anderen Stadt"),
}
"""Whose they are, where not all of the page's city; the codes end so."""
MEASURED: Mapping[str, Any] = {
    "inhabitants": _("Einwohnerinnen und Einwohner"),
    "foreign-residents": _("Menschen mit ausländischer Staatsangehörigkeit"),
    "migration-background": _("Menschen mit Einwanderungsgeschichte"),
    "foreign-share": _("der Bevölkerung mit ausländischer Staatsangehörigkeit"),
    "migration-share": _("der Bevölkerung mit Einwanderungsgeschichte"),
    "nations": _("Nationen, aus denen Menschen kommen"),
}
"""What is measured, as it stands behind the number."""
UNITS: Mapping[str, Any] = {"people": "", "nations": "", "percent": "%"}
"""What stands between number and measure; people and nations are said by the measure."""


def said_number(value: Any) -> str:
    """Return a number as people write it, ``""`` for none."""
    if value is None:
        return ""
    whole = float(value).is_integer()
    return str(number_format(int(value) if whole else value, use_l10n=True, force_grouping=whole))


def counted_in_words(values: Mapping[str, Any]) -> str:
    """Return how many of what are claimed: "elf Partnerstädte" is "11 Partnerstädte"."""
    of, scope = _parts(str(values.get("of") or ""))
    many = int(values.get("value") or 0)
    what = COUNTED[of] % many if of in COUNTED else gettext("Partner")
    said = f"{_number(values)} {what}".strip()
    return f"{said} ({SCOPES[scope]})" if scope else said


def measured_in_words(values: Mapping[str, Any]) -> str:
    """Return a figure with its measure: "18,2 % der Bevölkerung mit …"."""
    measure = MEASURED.get(str(values.get("measure")), gettext("Menschen"))
    parts = (_number(values), UNITS.get(str(values.get("unit")), ""), measure)
    return " ".join(str(part) for part in parts if part)


def _number(values: Mapping[str, Any]) -> str:
    number = said_number(values.get("value"))
    if not values.get("approximate") or not number:
        return number
    return gettext("rund %(number)s") % {"number": number}


def _parts(code: str) -> tuple[str, str]:
    """Return what is counted and the scope behind it."""
    for scope in SCOPES:
        if scope and code.endswith(scope):
            return code.removesuffix(scope), scope
    return code, ""
