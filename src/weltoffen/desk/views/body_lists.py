"""The lists of organisations and of people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import HeaderButton

from weltoffen.desk import filters
from weltoffen.desk.columns import title, visibility
from weltoffen.desk.kinds import ORGANISATIONS, PEOPLE
from weltoffen.desk.list_columns import names_seen
from weltoffen.desk.naming import language
from weltoffen.desk.views.record_list import RecordList
from weltoffen.ground.dates import parse_date
from weltoffen.ground.spoken import say_date
from weltoffen.organisations.models import Office, Organisation
from weltoffen.organisations.selectors import own_entries


class MergeableList(RecordList):
    """A list that leaves out entries which only lead to another one, unless asked for them."""

    def get_base_queryset(self) -> QuerySet[Any]:
        """Leave out what was merged with another entry."""
        found = super().get_base_queryset()
        wanted = self.request.GET.get("entries") == filters.MERGED
        return found if wanted else found.filter(own_entries())

    @cached_property
    def header_buttons(self) -> list[Any]:
        """Add the way to what may be entered twice."""
        buttons = list(super().header_buttons)
        if self.kind.may(self.request.user, "change"):
            buttons.append(
                HeaderButton(
                    _("Doppelte suchen"), f"{self.kind.list_url}_duplicates/",
                    icon_name="resubmit", priority=20,
                )
            )  # fmt: skip
        return buttons


class OrganisationList(MergeableList):
    """Organisations, under the name that each bears today."""

    kind = ORGANISATIONS
    nothing = _("Noch ist keine Organisation erfasst.")
    related = ("municipality", "merged_into")
    filterset_class = filters.OrganisationFilters
    default_ordering = "identifier"
    columns = [
        title(ORGANISATIONS, "identifier"),
        Column("get_kind_display", label=_("Art"), sort_key="kind"),
        Column(
            "municipality", label=_("Stadt"), accessor="desk_town",
            sort_key="municipality__name_de",
        ),
        Column("desk_sign", label=_("Letztes Lebenszeichen"), sort_key="last_sign_latest"),
        visibility(),
    ]  # fmt: skip
    further = [Column("last_sign", label=_("Lebenszeichen (EDTF)"), sort_key="last_sign_latest")]

    def prepare(self, lines: Sequence[Any]) -> None:
        """Add the town, and the last sign of life in words."""
        super().prepare(lines)
        towns = names_seen((line.municipality for line in lines), self.request.user)
        for line in lines:
            line.desk_town = towns.get(line.municipality_id, "")
            line.desk_sign = say_sign(line)


def say_sign(organisation: Organisation) -> str:
    """Say when an organisation was last heard of, and what that was; ``""`` if nobody noted it."""
    if not organisation.last_sign:
        return ""
    on = say_date(parse_date(organisation.last_sign), language())
    return f"{on}: {organisation.last_sign_what}"


class PersonList(MergeableList):
    """People, with the offices that they hold today; protected names are not told."""

    kind = PEOPLE
    nothing = _("Noch ist keine Person erfasst.")
    related = ("merged_into",)
    filterset_class = filters.PersonFilters
    default_ordering = "sort_key"
    columns = [
        title(PEOPLE, "sort_key", _("Name")),
        Column("desk_offices", label=_("Im Amt")),
        visibility(),
    ]

    def get_base_queryset(self) -> QuerySet[Any]:
        """Leave out of whom nothing is kept any more."""
        return super().get_base_queryset().filter(forgotten_on__isnull=True)

    def prepare(self, lines: Sequence[Any]) -> None:
        """Add who holds which office today, of all lines at once."""
        super().prepare(lines)
        today = timezone.localdate()
        among = Office.objects.filter(
            person__in=[line.pk for line in lines], earliest__lte=today, latest__gte=today
        ).select_related("organisation", "municipality")
        offices = list(among)
        bodies = names_seen((office.organisation for office in offices), self.request.user)
        towns = names_seen((office.municipality for office in offices), self.request.user)
        held: dict[int, list[str]] = defaultdict(list)
        for office in offices:
            if office.organisation is not None:
                body = bodies[office.organisation.pk]
            else:
                body = towns.get(office.municipality_id or 0, "")
            held[office.person_id].append(
                gettext("%(office)s (%(body)s)") % {"office": office.title, "body": body}
            )
        for line in lines:
            line.desk_offices = "; ".join(held[line.pk])


LISTS = {view.kind.name: view for view in (OrganisationList, PersonList)}
