"""Terms, grounds and the people concerned, in words."""

from __future__ import annotations

from collections.abc import Sequence

from django.apps import apps
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext

from weltoffen.privacy.types import Kind

_YEAR = 12


def span_in_words(months: int) -> str:
    """Return so many months, in years where they are whole ones."""
    if months % _YEAR == 0:
        years = months // _YEAR
        return ngettext("%(n)d Jahr", "%(n)d Jahre", years) % {"n": years}
    return ngettext("%(n)d Monat", "%(n)d Monate", months) % {"n": months}


def term_in_words(kind: Kind, months: int | None) -> str:
    """Return how long a kind is kept, and from when on."""
    if months is None:
        return str(kind.rule)
    return gettext("%(span)s, %(since)s") % {
        "span": span_in_words(months), "since": kind.since,
    }  # fmt: skip


def people_in_words(kind: Kind) -> str:
    """Return whose data a kind are."""
    return ", ".join(str(each.label) for each in kind.people)


def texts_to_read_in_words(names: Sequence[str]) -> str:
    """Return what a person has to do about texts that a backup brings back; "" without any."""
    if not names:
        return ""
    sentence = ngettext(
        "Aus %(count)d Text oder Verlauf war auf Verlangen ein Name genommen; mit der Sicherung "
        "kann er wieder darin stehen, und wessen er war, ist nirgends aufbewahrt. Lesen Sie nach:",
        "Aus %(count)d Texten oder Verläufen war auf Verlangen ein Name genommen; mit der "
        "Sicherung kann er wieder darin stehen, und wessen er war, ist nirgends aufbewahrt. Lesen "
        "Sie nach:",
        len(names),
    ) % {"count": len(names)}
    return "\n".join([sentence, *(f"  {name}" for name in names)])


def fields_in_words(kind: Kind) -> list[str]:
    """Return what is kept, a line for each sort of entry: "Kontaktangabe: Wert, Zweck"."""
    lines = []
    for label, names in kind.fields.items():
        try:
            model = apps.get_model(label)
        except LookupError:  # the search keeps another table on each of the databases
            continue
        fields = (model._meta.get_field(name) for name in names)
        said = dict.fromkeys(str(getattr(field, "verbose_name", field.name)) for field in fields)
        lines.append(f"{capfirst(str(model._meta.verbose_name))}: {', '.join(said)}")
    return sorted(lines)
