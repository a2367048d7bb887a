"""Lists of records: Wagtail's own list view with search, filters, order, pages and export."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django.db.models import Count, Q, QuerySet
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.models import IndexView

from weltoffen.accounts.selectors import may_see_history, within_reach
from weltoffen.desk import filters
from weltoffen.desk.columns import DeskTable, HoldsColumn, LinkColumn, title, visibility
from weltoffen.desk.kinds import (
    ACTS,
    CHARTERS,
    LEDGER,
    MUNICIPALITIES,
    RELATIONS,
    SOURCES,
    Kind,
)
from weltoffen.desk.naming import titles_of
from weltoffen.desk.policies import VIEWING, RolePolicy
from weltoffen.desk.searching import listed
from weltoffen.desk.standing import act_date, axis_words, phase_words
from weltoffen.intake.still_said import outlived
from weltoffen.relations.enums import ActKind, Axis
from weltoffen.relations.models import Act, Relation
from weltoffen.relations.selectors import dropped, states
from weltoffen.relations.types import UNSET


class RecordList(IndexView):
    """The list of one kind of record. ``nothing`` is said where there is none at all."""

    kind: Kind
    nothing: Any
    related: tuple[str, ...] = ()
    paginate_by = 50
    is_searchable = True
    show_other_searches = False
    table_class = DeskTable
    results_template_name = "desk/list_results.html"
    any_permission_required = VIEWING
    breadcrumbs_items = [{"url": reverse_lazy("wagtailadmin_home"), "label": _("Heute")}]

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        """Take from the kind what Wagtail's view asks for."""
        self.model = self.kind.model
        self.permission_policy = RolePolicy(self.kind.model)
        self.header_icon = self.kind.icon
        self.page_title = self.kind.plural
        self.index_url_name = f"desk:{self.kind.name}"
        self.index_results_url_name = f"desk:{self.kind.name}-results"
        self.export_filename = self.kind.name
        self.add_url_name = f"desk:{self.kind.name}-add" if self.kind.can_be_added else None
        super().setup(request, *args, **kwargs)

    @cached_property
    def add_item_label(self) -> Any:
        """Return the label of the button that begins a new record."""
        return self.kind.adding

    def get_base_queryset(self) -> QuerySet[Any]:
        """Return the records of the kind that the person may see, with what their line shows."""
        found = within_reach(super().get_base_queryset(), self.request.user)
        return found.select_related(*self.related)

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Find as the search over the whole register does."""
        if not self.is_searching:
            return queryset
        return listed(queryset, self.kind.name, self.search_query)

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Give each shown line what it needs beyond its row, for all lines at once."""
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        lines = list(context["object_list"])
        self.prepare(lines)
        return context | {"nothing": self.nothing}

    def prepare(self, lines: Sequence[Any]) -> None:
        """Set what a line shows beyond its row."""
        titles = titles_of(lines)
        for line in lines:
            line.desk_title = titles[line.pk]


HEADINGS = {
    "desk_title": _("Name"),
    "desk_on": _("Wann"),
    "identifier": _("Kennung"),
    "get_visibility_display": _("Sichtbarkeit"),
    "get_kind_display": _("Art"),
}


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
    list_export = [
        "identifier", "desk_title", "desk_phase", "desk_bond", "desk_channel", "desk_exchange",
        "desk_civil", "acts_count", "open_question", "get_visibility_display",
    ]  # fmt: skip
    export_headings = HEADINGS | {
        "desk_phase": _("Form heute"),
        "desk_bond": Axis.BOND.label,
        "desk_channel": Axis.CHANNEL.label,
        "desk_exchange": Axis.EXCHANGE.label,
        "desk_civil": Axis.CIVIL.label,
        "acts_count": _("Akte"),
    }

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        """Keep what the office has yet to settle from guests."""
        super().setup(request, *args, **kwargs)
        if not may_see_history(request.user):
            self.list_export = [name for name in self.list_export if name != "open_question"]

    def get_base_queryset(self) -> QuerySet[Relation]:
        """Count the acts that hold too."""
        found = super().get_base_queryset()
        held = Q(acts__corrected_by__isnull=True) & ~Q(acts__kind=ActKind.RETRACTION)
        return cast(QuerySet[Relation], found.annotate(acts_count=Count("acts", filter=held)))

    def prepare(self, lines: Sequence[Any]) -> None:
        """Add how each relation stands today."""
        super().prepare(lines)
        keys = [line.pk for line in lines]
        found, gone = states(timezone.localdate(), keys), dropped(keys)
        for line in lines:
            stands = found.get(line.pk, UNSET)
            line.desk_phase = gettext("zurückgenommen") if line.pk in gone else phase_words(stands)
            for axis in (Axis.BOND, Axis.CHANNEL, Axis.EXCHANGE, Axis.CIVIL):
                setattr(line, f"desk_{axis}", axis_words(axis, stands))


class ActList(RecordList):
    """Acts of all relations."""

    kind = ACTS
    nothing = _("Noch ist kein Akt erfasst. Akte werden bei ihrer Beziehung hinzugefügt.")
    related = (
        "relation__home", "relation__municipality", "relation__network", "relation__instrument",
        "corrected_by",
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
            get_url=lambda act: RELATIONS.url(act.relation),
        ),
        HoldsColumn("desk_mark", label=_("Gilt")),
        visibility(),
    ]
    list_export = [
        "identifier", "on", "desk_on", "get_kind_display", "get_side_display", "desk_title",
        "desk_relation", "phase", "bond", "channel", "exchange", "civil", "paper_number",
        "desk_mark", "get_visibility_display",
    ]  # fmt: skip
    export_headings = HEADINGS | {
        "desk_title": _("Was geschah"),
        "on": "EDTF",
        "get_side_display": _("Wer"),
        "desk_relation": _("Beziehung"),
        "desk_mark": _("Gilt"),
    }

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
        relations = {line.relation_id: line.relation for line in lines}
        titles = titles_of(list(relations.values()))
        for line in lines:
            line.desk_on = act_date(line)
            line.desk_relation = titles[line.relation_id]
            after = getattr(line, "corrected_by", None)
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
    list_export = [
        "identifier", "name_de", "name_en", "endonym", "country", "region", "latitude",
        "longitude", "geonames_id", "wikidata_id", "ags", "get_visibility_display",
    ]  # fmt: skip
    export_headings = HEADINGS | {"country": _("Land")}


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
    list_export = [
        "identifier", "name_de", "name_en", "get_kind_display", "website",
        "get_visibility_display",
    ]  # fmt: skip
    export_headings = HEADINGS


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
    list_export = [
        "identifier", "title", "publisher", "get_publisher_side_display", "get_kind_display",
        "get_standing_display", "address", "paper_number", "content_date", "language",
        "passages_count", "get_visibility_display",
    ]  # fmt: skip
    export_headings = HEADINGS | {
        "get_publisher_side_display": _("Wessen Wort"),
        "get_standing_display": _("Kenntnis"),
        "passages_count": _("Textstellen"),
    }

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
    list_export = [
        "identifier", "desk_title", "desk_relation", "desk_settled", "reason",
        "get_visibility_display",
    ]  # fmt: skip
    export_headings = HEADINGS | {
        "desk_title": _("Frage"),
        "desk_relation": _("Beziehung"),
        "desk_settled": _("Geklärt"),
    }

    def prepare(self, lines: Sequence[Any]) -> None:
        """Add the relation and whether it is settled."""
        super().prepare(lines)
        relations = {line.relation_id: line.relation for line in lines if line.relation_id}
        titles = titles_of(list(relations.values()))
        over = outlived(lines)
        for line in lines:
            line.desk_relation = titles.get(line.relation_id, "")
            open_ = gettext("überholt") if line.pk in over else gettext("noch nicht")
            line.desk_settled = gettext("ja") if line.settled else open_


LISTS = {
    view.kind.name: view
    for view in (
        RelationList, ActList, MunicipalityList, CharterList, SourceList,
        DisagreementList,
    )
}  # fmt: skip
