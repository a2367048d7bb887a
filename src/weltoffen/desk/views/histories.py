"""Who changed what: of one record, and the latest of all."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import attrgetter, or_
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from django.urls import reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry

from weltoffen.accounts.selectors import may_see_history, reach_condition, within_reach
from weltoffen.desk.columns import LinkColumn, MomentColumn
from weltoffen.desk.earlier_states import change_of
from weltoffen.desk.history_filters import ChangeFilters
from weltoffen.desk.ignored_filters import TellingFilters
from weltoffen.desk.kinds import WITH_SHEETS, Kind, has_kind, kind_of
from weltoffen.desk.naming import titles_of
from weltoffen.desk.views.earlier import AFTER
from weltoffen.desk.views.pages import RELATED, RecordPage
from weltoffen.records.models import Record
from weltoffen.relations.models import Act, Relation
from weltoffen.sources.models import Passage, Snapshot, Source

LOOKS = ("organisations.person.look", "organisations.organisation.look")
"""Somebody looked: that is for the record's own history, and no change."""
TWICE_TOLD = ("relations.act.record", "relations.act.correct", "relations.act.retract")
"""Told of the relation too, in the same moment; the list of all changes tells them once."""

TOLD_WITH = ("user", "user__wagtail_userprofile", "content_type")
"""What is read together with an entry."""


def history_of(record: Record, user: Any) -> QuerySet[ModelLogEntry]:
    """Return a record's entries, newest first, with those of what belongs to it.

    What belongs to it and the user may not see is left out. To a relation belong its acts; that
    they were recorded it tells itself. To a source belong its snapshots and passages.
    """
    entries = registry.get_logs_for_instance(record)
    if isinstance(record, Relation):
        acts = within_reach(record.acts.all(), user).values_list("pk", flat=True)
        of_acts = _about(Act, acts) & ~Q(action__in=TWICE_TOLD)
        entries = ModelLogEntry.objects.filter(_about(Relation, [record.pk]) | of_acts)
        entries = entries.exclude(_tells_of_unseen(record.acts.all(), user))
    if isinstance(record, Source):
        snapshots = record.snapshots.values_list("pk", flat=True)
        passages = Passage.objects.filter(snapshot__in=snapshots).values_list("pk", flat=True)
        entries = ModelLogEntry.objects.filter(
            _about(Source, [record.pk]) | _about(Snapshot, snapshots) | _about(Passage, passages)
        )
    told: QuerySet[ModelLogEntry] = entries.select_related(*TOLD_WITH)
    return told


def _about(model: type[Any], keys: Iterable[int]) -> Q:
    content_type = ContentType.objects.get_for_model(model)
    return Q(content_type=content_type, object_id__in=[str(key) for key in keys])


def latest_changes(user: Any) -> QuerySet[ModelLogEntry]:
    """Return the entries of all records that a user may see, newest first."""
    seen = reduce(or_, (_seen(kind, user) for kind in WITH_SHEETS), Q(pk__in=()))
    entries = ModelLogEntry.objects.filter(seen).exclude(action__in=(*TWICE_TOLD, *LOOKS))
    entries = entries.exclude(_tells_of_unseen(Act.objects.all(), user))
    found: QuerySet[ModelLogEntry] = entries.select_related(*TOLD_WITH)
    return found


def _tells_of_unseen(acts: QuerySet[Act], user: Any) -> Q:
    """Return the condition for a relation's entries about acts that a user may not see.

    These are those that are restricted, so they are few.
    """
    condition = reach_condition(Act, user)
    if condition is None:
        return Q(pk__in=())
    unseen = acts.exclude(pk__in=acts.filter(condition).values("pk"))
    named = list(unseen.values_list("identifier", flat=True))
    told = Q(data__act__in=named) & Q(action__startswith="relations.relation.")
    return told if named else Q(pk__in=())


def _seen(kind: Kind, user: Any) -> Q:
    """Return the condition for entries about those records of a kind that a user may see."""
    condition = reach_condition(kind.model, user)
    of_kind = Q(content_type=ContentType.objects.get_for_model(kind.model))
    if condition is None:
        return of_kind
    if not kind.may(user, "see"):
        return Q(pk__in=())
    keys = kind.seen_by(user).annotate(key=Cast("pk", CharField())).values("key")
    return of_kind & Q(object_id__in=keys)


def with_records(entries: Iterable[ModelLogEntry]) -> list[ModelLogEntry]:
    """Return entries, each with its record's name and address: ``desk_title``, ``sheet_url``."""
    entries = list(entries)
    wanted: dict[type[Any], set[str]] = {}
    for entry in entries:
        model = entry.content_type.model_class()
        if has_kind(model):
            wanted.setdefault(model, set()).add(entry.object_id)
    told: dict[tuple[type[Any], str], tuple[str, str]] = {}
    for model, keys in wanted.items():
        told |= _told(model, keys)
    for entry in entries:
        about = (entry.content_type.model_class(), entry.object_id)
        entry.desk_title, entry.sheet_url = told.get(about, (entry.label, ""))
    return entries


def _told(model: type[Any], keys: set[str]) -> dict[tuple[type[Any], str], tuple[str, str]]:
    kind = kind_of(model)
    among = model._default_manager.select_related(*RELATED.get(kind.name, ()))
    records = list(among.filter(pk__in=keys))
    titles = titles_of(records)
    return {(model, str(r.pk)): (titles[r.pk], kind.url(r)) for r in records}


def _record() -> Column:
    return TitleColumn(
        "desk_title", label=_("Eintrag"), width="28%", get_url=attrgetter("sheet_url")
    )


def _message() -> Column:
    return Column("message", label=_("Was geschah"))


def _person() -> Column:
    return Column("user_display_name", label=_("Wer"), width="18%")


def _moment() -> Column:
    return MomentColumn("timestamp", label=_("Wann"), width="18%")


class HistoryPage(RecordPage, BaseListingView):
    """Who changed what in one record. Guests are not told."""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Let in those who are told who of the office wrote what."""
        if not may_see_history(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    paginate_by = 50
    is_searchable = False

    def get_page_title(self) -> str:
        """Name the record: the way here may be folded."""
        return gettext("Verlauf: %(title)s") % {"title": self.record_title}

    @cached_property
    def columns(self) -> list[Any]:
        """Return what happened, who, when; of a relation also to which of its acts."""
        about = [_record()] if isinstance(self.record, Relation) else []
        return [*about, _message(), _person(), _moment(), self._state()]

    def _state(self) -> Column:
        """Return the way to what the record said after an entry that changed it."""
        return LinkColumn(
            "desk_state",
            label=_("Stand danach"),
            width="14%",
            get_url=lambda entry: (
                f"{self.kind.url(self.record, 'earlier')}?{AFTER}={entry.pk}"
                if entry.desk_has_state
                else ""
            ),
        )

    def get_base_queryset(self) -> QuerySet[ModelLogEntry]:
        """Return the record's entries."""
        return history_of(self.record, self.request.user)

    def get_index_url(self) -> str:
        """Return this page, for its further pages."""
        return self.kind.url(self.record, "history")

    def get_table(self, object_list: Any) -> Any:
        """Add the records, and where a state can be looked at, before the table is drawn."""
        entries = with_records(object_list)
        for entry in entries:
            own = entry.object_id == str(self.record.pk) and change_of(entry, self.record)
            entry.desk_has_state = bool(own)
            entry.desk_state = gettext("ansehen") if own else "–"
        return super().get_table(entries)

    @cached_property
    def no_results_message(self) -> Any:
        """Say that there is nothing."""
        return _("Zu diesem Eintrag ist noch nichts aufgezeichnet.")


class ChangesPage(TellingFilters):
    """The latest changes of all records."""

    page_title = _("Letzte Änderungen")
    header_icon = "history"
    paginate_by = 50
    is_searchable = False
    breadcrumbs_items = [{"url": reverse_lazy("wagtailadmin_home"), "label": _("Heute")}]
    filterset_class = ChangeFilters
    results_template_name = "desk/list_results.html"
    index_url_name = "desk:changes"
    index_results_url_name = "desk:changes-results"
    nothing = _("Noch hat niemand etwas geändert.")

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Let in those who are told who of the office wrote what."""
        if not may_see_history(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def columns(self) -> list[Any]:
        """Return which record, what happened, who, when."""
        return [_record(), _message(), _person(), _moment()]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what is said where nothing is there."""
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        return context | {"nothing": self.nothing}

    def get_base_queryset(self) -> QuerySet[ModelLogEntry]:
        """Return the entries of what the person may see."""
        return latest_changes(self.request.user)

    def get_table(self, object_list: Any) -> Any:
        """Add the records before the table is drawn."""
        return super().get_table(with_records(object_list))
