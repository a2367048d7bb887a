"""The page on which one says how many took part."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from weltoffen.desk.faults import Fault, faults_of
from weltoffen.desk.forms.encounter_counts import BaseCount, CountForm, count_lines
from weltoffen.desk.forms.evidence import MORE
from weltoffen.desk.kinds import ENCOUNTERS
from weltoffen.desk.naming import title_of
from weltoffen.desk.views.editing import AmendPage
from weltoffen.desk.views.places import recorded_country
from weltoffen.encounters.actions import set_counts
from weltoffen.encounters.models import Encounter
from weltoffen.encounters.selectors import tallies_of
from weltoffen.encounters.types import Tally
from weltoffen.places.models import Country


class AmendCounts(AmendPage):
    """How many took part, by country and group: lines of a table."""

    kind = ENCOUNTERS
    page_title = _("Teilnehmende zählen")
    form_class = CountForm
    template_name = "desk/encounter_counts.html"
    intro = _(
        "Eine Zeile für jedes Land und jede Gruppe. Tage und Nächte sind die einer Person; die "
        "Summen rechnet das Programm. Die Zahlen bleiben, wenn Namen gelöscht werden."
    )

    def initial_of(self, record: Any) -> dict[str, Any]:
        """Return what the register has."""
        return {"counts": [_values(tally) for tally in tallies_of(record)]}

    @cached_property
    def lines(self) -> BaseCount:
        """Return the lines: what was sent, or what the register has."""
        countries = {each.code: each for each in Country.objects.all()}
        initial = [
            {
                "country": countries.get(tally.country), "group": tally.group,
                "heads": tally.heads, "days": tally.days, "nights": tally.nights,
            }
            for tally in tallies_of(self.record)
        ]  # fmt: skip
        sent = self.request.POST if self.request.method == "POST" else None
        return count_lines(sent, initial=initial, person=self.person)

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """Give more lines where these were asked for; else judge each line, then all together."""
        form = self.get_form()
        if MORE in request.POST:
            form.is_quiet = True
            return self.render_to_response(self.get_context_data(form=form))
        lines_are_right = self.lines.is_valid()
        if not (form.is_valid() and lines_are_right):
            return self.form_invalid(form)
        return self.form_valid(form)

    def amend(self, record: Any, form: Any) -> Encounter:
        """Keep just these lines."""
        tallies = [
            Tally(
                country=self._code(line["country"]),
                group=line["group"],
                heads=line["heads"],
                days=line["days"],
                nights=line["nights"],
            )
            for line in self.lines.lines()
        ]
        set_counts(encounter=record, tallies=tallies, by=self.person)
        return record  # type: ignore[no-any-return]

    def _code(self, country: Country | str | None) -> str:
        return recorded_country(country, self.person).code if country else ""

    def faults(self, form: Any) -> list[Fault]:
        """Add what is wrong in the lines."""
        if form.is_quiet or not form.is_bound:
            return []
        return faults_of(form, self.lines.forms, str(_("Zeile")))

    def success(self, record: Any) -> str:
        """Say that it is kept."""
        return gettext("Die Zählung von „%(title)s“ ist gespeichert.") % {"title": title_of(record)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the lines and the button that gives more of them."""
        context = super().get_context_data(**kwargs)
        return context | {"lines": self.lines, "more": MORE}


def _values(tally: Tally) -> list[Any]:
    return [tally.country, tally.group, tally.heads, tally.days, tally.nights]
