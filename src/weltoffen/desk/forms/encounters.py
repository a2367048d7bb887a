"""Typing in encounters: what, when, with whom, what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from weltoffen.desk.forms.fields import (
    DayField,
    RecordField,
    SpokenDateField,
    choice,
    long_text,
    text,
)
from weltoffen.desk.forms.people import SpanForm
from weltoffen.desk.forms.refusable import RefusableForm
from weltoffen.desk.kinds import ENCOUNTERS, MUNICIPALITIES, ORGANISATIONS, RELATIONS
from weltoffen.encounters.enums import Direction, EncounterKind
from weltoffen.records.enums import Role

FACTS = (
    "kind", "direction", "municipality", "venue", "theme", "programme", "languages",
    "first_timers", "returns", "outcome", "follow_ups", "owner", "review_by",
)  # fmt: skip
RELATION, HOST, GUEST = "relation", "host", "guest"
"""Beginnings of the names of fields of which there may be any number."""
LISTS: dict[str, tuple[Any, Any]] = {
    RELATION: (_("Beziehung"), _("Weitere Beziehung")),
    HOST: (_("Gastgebend"), _("Weitere gastgebende Organisation")),
    GUEST: (_("Zu Gast"), _("Weitere Organisation zu Gast")),
}
MOST = 40
"""So many of each may be given."""


def of_list(beginning: str, number: int) -> str:
    """Return the name of a field that is one of several."""
    return f"{beginning}-{number}"


def listed(beginning: str, records: Iterable[Any]) -> dict[str, Any]:
    """Return records as a form begins with them, a field each."""
    return {of_list(beginning, number): each for number, each in enumerate(records, start=1)}


class EncounterForm(SpanForm):
    """An encounter. ``lengths`` says how many fields there are for relations, hosts and guests."""

    aliases = {
        "valid": "since", "title": "title_de", "relations": of_list(RELATION, 1),
    }  # fmt: skip
    ends_before = _("Die Begegnung endet (%(until)s), bevor sie beginnt (%(since)s). Berichtigen "
                    "Sie eines von beiden.")  # fmt: skip

    title_de = text(
        _("Titel (deutsch)"),
        _("Woran man sie in Listen erkennt: „Jugendchor aus Amiens zu Gast“. Namen von "
          "Teilnehmenden gehören nicht hierher."),
        missing=_("Es fehlt, wie die Begegnung heißt."),
        longest=200,
    )  # fmt: skip
    title_en = text(_("Titel (englisch)"), longest=200)
    kind = choice(_("Art"), EncounterKind, missing=_("Es fehlt die Art. Wählen Sie sie aus."))
    direction = choice(
        _("Richtung"), Direction, missing=_("Es fehlt, wer zu wem kommt. Wählen Sie es aus.")
    )
    theme = text(_("Thema"), _("In wenigen Worten: Hafenlogistik, Chorgesang, Klimaschutz."))
    since = SpokenDateField(
        label=_("Von"),
        help_text=_("So genau wie bekannt: 3.5.2026, Mai 2026 oder 2026."),
        error_messages={"required": _("Es fehlt, wann die Begegnung beginnt.")},
    )
    until = SpokenDateField(
        label=_("Bis"),
        required=False,
        help_text=_("Der letzte Tag. Leer lassen, wenn sie nur einen Tag dauert."),
    )
    municipality = RecordField(
        MUNICIPALITIES, label=_("Ort"), required=False, related=("country",),
        help_text=_("In welcher Stadt. Bei einem Treffen im Netz leer lassen."),
    )  # fmt: skip
    venue = text(_("Stätte"), _("Rathaus, Schule, Konzerthaus."), longest=200)
    programme = long_text(_("Programm"), _("Eine Zeile für jeden Tag oder Punkt."))
    languages = text(_("Sprachen"), _("Worin gesprochen und gedolmetscht wird."), longest=200)
    first_timers = forms.IntegerField(
        label=_("Zum ersten Mal dabei"),
        required=False,
        min_value=0,
        max_value=1_000_000,
        help_text=_("Wie viele noch nie an einer Begegnung teilnahmen."),
        error_messages={
            "invalid": _("Das ist keine ganze Zahl. Geben Sie eine Anzahl an, etwa 12."),
            "min_value": _("Weniger als niemand geht nicht. Geben Sie 0 oder mehr an."),
        },
    )
    returns = RecordField(
        ENCOUNTERS, label=_("Gegenbesuch zu"), required=False,
        help_text=_("Welche frühere Begegnung damit erwidert wird."),
    )  # fmt: skip
    outcome = long_text(_("Ergebnis"), _("Was herauskam und was verabredet wurde."))
    follow_ups = long_text(
        _("Wie es weitergeht"),
        _("Eine Zeile für jeden Schritt. Auf dem Blatt machen Sie mit einem Klick eine Aufgabe "
          "daraus."),
    )  # fmt: skip
    owner = choice(_("Zuständig"), Role, missing=_("Wählen Sie, wer dafür zuständig ist."))
    review_by = DayField(label=_("Prüfen bis"), help_text=_("Wann jemand wieder nachsehen soll."))

    folded = ("programme",)

    def __init__(self, *args: Any, lengths: dict[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person = kwargs.get("person")
        for beginning, length in lengths.items():
            for number in range(1, length + 1):
                self._add_field(beginning, number, person)
        self.lengths = lengths

    def _add_field(self, beginning: str, number: int, person: Any) -> None:
        """Add a field that chooses a relation or an organisation, dressed as the others are."""
        first, further = LISTS[beginning]
        is_relation = beginning == RELATION
        related = ("home", "municipality", "network", "instrument") if is_relation else (
            "municipality", "merged_into",
        )  # fmt: skip
        name = of_list(beginning, number)
        missing = _("Es fehlt, mit wem die Begegnung ist. Wählen Sie mindestens eine Beziehung.")
        field = RecordField(
            RELATIONS if is_relation else ORGANISATIONS,
            label=first if number == 1 else further,
            missing=missing if is_relation and number == 1 else "",
            related=related,
        )
        field.person = person
        field.begin_with(self.initial.get(name))
        field.widget.attrs |= {
            "autocomplete": "off", "aria-describedby": f"id_{name}-errors",
        }  # fmt: skip
        self.fields[name] = field

    @property
    def groups(self) -> tuple[tuple[object, tuple[str, ...]], ...]:
        """Return the fields in their order on the page."""
        return (
            (_("Worum es geht"), ("title_de", "title_en", "kind", "direction", "theme")),
            (_("Wann und wo"), ("since", "until", "municipality", "venue")),
            (_("Mit wem"), (*self._names(RELATION), *self._names(HOST), *self._names(GUEST))),
            (_("Programm, Sprachen, Gegenbesuch"),
             ("programme", "languages", "first_timers", "returns")),
            (_("Was daraus wurde"), ("outcome", "follow_ups")),
            (_("Verwaltung"), ("owner", "review_by")),
        )  # fmt: skip

    def _names(self, beginning: str) -> tuple[str, ...]:
        return tuple(of_list(beginning, n + 1) for n in range(self.lengths[beginning]))

    def chosen(self, beginning: str) -> list[Any]:
        """Return the relations, hosts or guests that were chosen."""
        found = (self.cleaned_data.get(name) for name in self._names(beginning))
        return [each for each in found if each is not None]

    def valid(self) -> str:
        """Return the interval as EDTF; without an end, it is the day of the beginning."""
        since, until = self.cleaned_data["since"], self.cleaned_data["until"]
        return f"{since}/{until}" if until else str(since)

    def facts(self) -> dict[str, Any]:
        """Return what was typed, as the actions take it."""
        return {name: self.cleaned_data[name] for name in FACTS}


class CallOffForm(RefusableForm):
    """Why an encounter does not take place."""

    aliases = {"withdrawn_because": "because"}

    because = text(
        _("Warum sie nicht stattfindet"),
        _("Ein Satz fürs Büro: „Reisewarnung“ oder „zu wenige Anmeldungen“."),
        missing=_("Es fehlt, warum die Begegnung nicht stattfindet. Ein Satz genügt."),
        longest=200,
    )
    groups = ((_("Absage"), ("because",)),)
