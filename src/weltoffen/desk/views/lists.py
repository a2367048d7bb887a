"""Lists of records: Wagtail's own list view with search, filters, order, pages and export."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from weltoffen.accounts.selectors import reach_condition, within_reach
from weltoffen.desk import filters
from weltoffen.desk.columns import HoldsColumn, LinkColumn, title, visibility
from weltoffen.desk.kinds import (
    ACTS,
    CHARTERS,
    LEDGER,
    MUNICIPALITIES,
    RELATIONS,
    SOURCES,
)
from weltoffen.desk.list_columns import name_relations
from weltoffen.desk.standing import act_date, axis_words, phase_words
from weltoffen.desk.views.record_list import RecordList
from weltoffen.intake.still_said import outlived
from weltoffen.relations.enums import ActKind, Axis
from weltoffen.relations.models import Act, Relation
from weltoffen.relations.selectors import states_and_counts
from weltoffen.relations.types import UNSET


class RelationList(RecordList):
    """Relations, each with how it stands today."""

    kind = RELATIONS
    nothing = _("Noch ist keine Beziehung erfasst.")
    related = ("home", "municipality", "network", "instrument")
    filterset_class = filters.RelationFilters
    default_ordering = "sort_name"
    columns = [
        title(RELATIONS, "sort_name"),
        Column("desk_phase", label=_("Form heute")),
        Column("desk_bond", label=_("Bindung")),
        Column("desk_exchange", label=capfirst(Axis.EXCHANGE.label)),
        Column("acts_count", label=_("Akte"), sort_key="acts_count"),
        visibility(),
    ]
    further = [
        Column("desk_channel", label=capfirst(Axis.CHANNEL.label)),
        Column("desk_civil", label=capfirst(Axis.CIVIL.label)),
    ]

    def get_base_queryset(self) -> QuerySet[Relation]:
        """Count the acts that hold too, where the list is put in order by their number."""
        found = cast(QuerySet[Relation], super().get_base_queryset())
        if str(self.ordering).lstrip("-") != "acts_count":
            return found
        seen = within_reach(Act.objects.all(), self.request.user)
        held = seen.filter(relation=OuterRef("pk"), corrected_by__isnull=True)
        of_one = held.exclude(kind=ActKind.RETRACTION).order_by().values("relation")
        counted = Subquery(of_one.annotate(n=Count("pk")).values("n"))
        return found.annotate(acts_count=Coalesce(counted, 0))

    def prepare(self, lines: Sequence[Any]) -> None:
        """Add how each relation stands today."""
        super().prepare(lines)
        seen = reach_condition(Act, self.request.user)
        told = states_and_counts(timezone.localdate(), [line.pk for line in lines], seen)
        found = {relation: (stands, held) for relation, stands, held in told}
        for line in lines:
            stands, line.acts_count = found.get(line.pk, (UNSET, 0))
            is_gone = line.pk in found and not line.acts_count
            line.desk_phase = gettext("zurückgenommen") if is_gone else phase_words(stands)
            for axis in (Axis.BOND, Axis.CHANNEL, Axis.EXCHANGE, Axis.CIVIL):
                setattr(line, f"desk_{axis}", axis_words(axis, stands))


class ActList(RecordList):
    """Acts of all relations."""

    kind = ACTS
    nothing = _("Noch ist kein Akt erfasst. Akte werden bei ihrer Beziehung hinzugefügt.")
    related = (
        "relation__home", "relation__municipality", "relation__network", "relation__instrument",
    )  # fmt: skip
    filterset_class = filters.ActFilters
    default_ordering = "-latest"
    columns = [
        title(ACTS, "title_de"),
        Column("desk_on", label=_("Wann"), sort_key="latest"),
        Column("get_kind_display", label=_("Art"), sort_key="kind"),
        LinkColumn(
            "desk_relation",
            label=_("Beziehung"),
            sort_key="relation__sort_name",
            get_url=lambda act: act.desk_relation_url,
        ),
        HoldsColumn("desk_mark", label=_("Gilt")),
        visibility(),
    ]
    further = [
        Column("on", label=_("Datum (EDTF)"), sort_key="latest"),
        Column("get_side_display", label=_("Wer"), sort_key="side"),
        Column("get_phase_display", label=_("Form danach"), sort_key="phase"),
        *(
            Column(f"get_{axis}_display", label=capfirst(axis.label), sort_key=str(axis))
            for axis in (Axis.BOND, Axis.CHANNEL, Axis.EXCHANGE, Axis.CIVIL)
        ),
        Column("paper_number", label=_("Drucksachennummer"), sort_key="paper_number"),
    ]

    def get_base_queryset(self) -> QuerySet[Act]:
        """Leave out what marks an act as a mistake: it is told with that act.

        Who looks for just these, or takes the list along as a table, gets them.
        """
        found = cast(QuerySet[Act], super().get_base_queryset())
        wanted = self.request.GET.get("kind") == ActKind.RETRACTION
        return found if wanted or self.is_export else found.exclude(kind=ActKind.RETRACTION)

    def prepare(self, lines: Sequence[Any]) -> None:
        """Add the date in words, the relation, and whether the act holds."""
        super().prepare(lines)
        name_relations(lines, self.request.user)
        # Read by itself: joined, it misleads SQLite into looking through all acts for each line.
        replacing = Act.objects.filter(corrects__in=[line.pk for line in lines])
        in_place = {act.corrects_id: act for act in replacing}
        for line in lines:
            line.desk_on = act_date(line)
            after = in_place.get(line.pk)
            line.desk_after = (after.title, ACTS.url(after)) if after else None
            line.desk_mark = gettext("ja") if after is None else _replaced_words(after)


def _replaced_words(after: Act) -> str:
    if after.kind == ActKind.RETRACTION:
        return gettext("nein, als Irrtum gekennzeichnet")
    return gettext("nein, berichtigt")


class MunicipalityList(RecordList):
    """Municipalities."""

    kind = MUNICIPALITIES
    nothing = _("Noch ist kein Ort erfasst.")
    related = ("country",)
    filterset_class = filters.MunicipalityFilters
    default_ordering = "name_de"
    columns = [
        title(MUNICIPALITIES, "name_de"),
        Column("country", label=_("Land"), sort_key="country__label_de"),
        Column("region", label=_("Region"), sort_key="region"),
        visibility(),
    ]


class CharterList(RecordList):
    """Charters, pledges, resolutions."""

    kind = CHARTERS
    nothing = _("Noch ist keine Charta erfasst.")
    filterset_class = filters.CharterFilters
    default_ordering = "name_de"
    columns = [
        title(CHARTERS, "name_de", _("Charta")),
        Column("get_kind_display", label=_("Art"), sort_key="kind"),
        visibility(),
    ]
    further = [
        Column("name_en", label=_("Name (Englisch)"), sort_key="name_en"),
        Column("website", label=_("Webadresse")),
    ]


class SourceList(RecordList):
    """Sources, with how many passages are kept of each."""

    kind = SOURCES
    nothing = _("Noch ist keine Quelle erfasst.")
    filterset_class = filters.SourceFilters
    default_ordering = "title"
    columns = [
        title(SOURCES, "title"),
        Column("publisher", label=_("Herausgeber"), sort_key="publisher"),
        Column("get_kind_display", label=_("Art"), sort_key="kind"),
        Column("passages_count", label=_("Textstellen"), sort_key="passages_count"),
        visibility(),
    ]

    def get_base_queryset(self) -> QuerySet[Any]:
        """Count the passages too."""
        found = super().get_base_queryset()
        return cast(QuerySet[Any], found.annotate(passages_count=Count("snapshots__passages")))


class DisagreementList(RecordList):
    """The ledger of disagreements."""

    kind = LEDGER
    nothing = _("Noch ist kein Widerspruch festgehalten.")
    related = ("relation__home", "relation__municipality", "relation__network",
               "relation__instrument")  # fmt: skip
    filterset_class = filters.DisagreementFilters
    default_ordering = "question_de"
    columns = [
        title(LEDGER, "question_de", _("Frage")),
        Column("desk_relation", label=_("Beziehung")),
        Column("desk_settled", label=_("Geklärt"), sort_key="settled"),
        visibility(),
    ]
    further = [Column("reason", label=_("Begründung"))]

    def prepare(self, lines: Sequence[Any]) -> None:
        """Add the relation and whether it is settled."""
        super().prepare(lines)
        name_relations(lines, self.request.user)
        over = outlived(lines)
        for line in lines:
            open_ = gettext("überholt") if line.pk in over else gettext("noch nicht")
            line.desk_settled = gettext("ja") if line.settled else open_


LISTS = {
    view.kind.name: view
    for view in (
        RelationList, ActList, MunicipalityList, CharterList, SourceList,
        DisagreementList,
    )
}  # fmt: skip
