"""Two entries that are one: finding them, looking at what would move, merging, taking it back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages

from weltoffen.accounts.models import User
from weltoffen.desk.forms.fields import RecordField
from weltoffen.desk.kinds import ORGANISATIONS, PEOPLE, Kind, has_kind, kind_of
from weltoffen.desk.naming import person_title, title_of, titles_of
from weltoffen.desk.views.pages import RELATED, DeskPage, RecordPage
from weltoffen.desk.views.sheets import Fact
from weltoffen.ground.languages import fingerprint
from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.organisations.actions import merge, undo_merge
from weltoffen.organisations.enums import MergeOf
from weltoffen.organisations.models import Merge, Office, Organisation, Person
from weltoffen.organisations.rules.duplicates import Why
from weltoffen.organisations.selectors import (
    Plan,
    merge_that_led_away,
    merged_into,
    plan,
    possibly_same_organisations,
    possibly_same_people,
    sides,
    undoing,
)
from weltoffen.records.models import Record
from weltoffen.relations.actions.relations import follow_name
from weltoffen.relations.models import OrganisationTie

SEEN = "seen"
MOST_LISTED = 12
MOST_PAIRS = 100
"""So many pairs are shown at once; who has settled these sees the next."""
_CHANGED_MEANWHILE = N_(
    "Inzwischen hat sich geändert, was umgestellt würde. Sehen Sie die Liste noch einmal durch und "
    "bestätigen Sie dann."
)
_KIND_OF = {MergeOf.ORGANISATION: ORGANISATIONS, MergeOf.PERSON: PEOPLE}
WHY = {
    Why.SAME_NAME: _("gleicher Name"),
    Why.NEARLY_SAME_NAME: _("fast gleicher Name"),
    Why.INITIALS: _("gleicher Familienname, Vorname abgekürzt"),
}


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of one kind that move or stay: how many, and the first few of them."""

    label: str
    count: int
    rows: tuple[tuple[str, str], ...]
    more: int


def merged_facts(record: Organisation | Person) -> list[Fact]:
    """Return which entries lead to a record, and where it leads itself, each with its merge."""
    facts = []
    led_away = merge_that_led_away(record)
    if led_away is not None and record.merged_into is not None:
        title = title_of(record.merged_into)
        facts.append(Fact(_("Zusammengeführt mit"), title, kind_of(record).url(record.merged_into)))
        facts.append(Fact(_("Zusammenführung"), gettext("ansehen oder zurücknehmen"),
                          undo_url(led_away)))  # fmt: skip
    facts += [
        Fact(_("Aufgegangen ist darin"), each.merged, undo_url(each))
        for each in merged_into(record)
    ]
    return facts


def undo_url(done: Merge) -> str:
    """Return the page on which a merge is taken back."""
    return reverse("desk:merge-undo", args=[done.pk])


def _groups(found: Iterable[tuple[type[models.Model], str, tuple[models.Model, ...]]]) -> list[Any]:
    return [_group(model, field, rows) for model, field, rows in found if rows]


def _group(model: type[models.Model], field: str, rows: tuple[models.Model, ...]) -> Group:
    label = str(model._meta.verbose_name_plural)
    if len([f for f in model._meta.fields if f.related_model is Organisation]) > 1:
        label = f"{label}: {model._meta.get_field(field).verbose_name}"  # type: ignore[union-attr]
    shown = rows[:MOST_LISTED]
    return Group(label, len(rows), tuple(_lines(model, shown)), len(rows) - len(shown))


def _lines(model: type[models.Model], rows: tuple[Any, ...]) -> Iterable[tuple[str, str]]:
    if issubclass(model, Record) and has_kind(model):
        kind = kind_of(model)
        among = model._default_manager.select_related(*RELATED.get(kind.name, ()))
        records: list[Any] = list(among.filter(pk__in=[row.pk for row in rows]))
        titles = titles_of(records)
        return [(titles[record.pk], kind.url(record)) for record in records]
    if model is Office:
        return [(f"{row.title} ({person_title(row.person)})", "") for row in rows]
    if model is OrganisationTie:
        return [(f"{title_of(row.relation)}: {row.get_role_display()}", "") for row in rows]
    return [(str(row), "") for row in rows]


class MergePage(RecordPage, TemplateView):
    """Chooses the other entry, shows what would move, and merges."""

    template_name = "desk/merge.html"
    right = "change"
    http_method_names = ["get", "post", "head", "options"]

    def get_page_title(self) -> str:
        """Return what is asked."""
        return gettext("Zusammenführen")

    def field(self) -> forms.Field:
        """Return the field that chooses the other entry."""
        field = RecordField(
            self.kind,
            label=_("Derselbe Eintrag ist auch"),
            required=True,
            missing=_("Es fehlt der andere Eintrag."),
            related=RELATED.get(self.kind.name, ()),
        )
        field.person = self.request.user
        return field

    def other(self, typed: str) -> Any:
        """Return the other entry; raises ``Refused`` where nothing or not one thing was meant."""
        try:
            return self.field().clean(typed)
        except ValidationError as error:
            raise Refused(
                *(Problem("other", "%(message)s", {"message": said}) for said in error.messages)
            ) from error

    def pair(self, sent: Any) -> tuple[Any, Any]:
        """Return which entry stays and which one leads to it."""
        other = self.other(sent.get("other", ""))
        return (other, self.record) if sent.get("stays") == "other" else (self.record, other)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the field, and the preview once the other entry is known."""
        sent = self.request.POST if self.request.method == "POST" else self.request.GET
        typed = sent.get("other", "")
        widget = self.field().widget.render("other", typed, {"id": "id_other"})
        context = super().get_context_data(**kwargs) | {
            "widget": widget,
            "label": self.field().label,
            "typed": typed,
            "stays": sent.get("stays", "this"),
            "errors": kwargs.get("errors", []),
        }
        if not typed:
            return context
        try:
            survivor, merged = self.pair(sent)
        except Refused as refusal:
            return context | {"errors": _sentences(refusal)}
        return context | self.preview(survivor, merged)

    def preview(self, survivor: Any, merged: Any) -> dict[str, Any]:
        """Return what the merge would do, for the page."""
        planned = plan(survivor, merged)
        moving = [(move.model, move.field, move.rows) for move in planned.moves]
        labels = type(merged)._meta
        return {
            "survivor": title_of(survivor),
            "merged": title_of(merged),
            "survivor_id": survivor.identifier,
            "merged_id": merged.identifier,
            "problems": [problem.says(gettext) for problem in planned.problems],
            "moves": _groups(
                (model, field, rows)
                for (model, field, rows), move in zip(moving, planned.moves, strict=True)
                if not move.is_fixed
            ),
            "fixed": _groups(
                (move.model, move.field, move.rows) for move in planned.moves if move.is_fixed
            ),
            "same": _groups((move.model, move.field, move.same) for move in planned.moves),
            "filled": [
                str(labels.get_field(_field(type(merged), name)).verbose_name)
                for name in planned.filled
                if labels.get_field(_field(type(merged), name)).editable
            ],
            "is_public": survivor.visibility == "public",
            "seen": seen_of(survivor, merged, planned),
            "is_previewed": True,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Merge what was previewed, unless it is another thing by now."""
        try:
            with transaction.atomic():
                survivor, merged = self.pair(request.POST)
                if request.POST.get(SEEN) != seen_of(survivor, merged, plan(survivor, merged)):
                    raise Refused(Problem("", _CHANGED_MEANWHILE))
                user = _user(request)
                told = {"merged": title_of(merged), "survivor": title_of(survivor)}
                done = merge(survivor=survivor, merged=merged, by=user)
                if isinstance(survivor, Organisation):
                    follow_name(counterpart=survivor, by=user)
        except Refused as refusal:
            errors = _sentences(refusal)
            return self.render_to_response(self.get_context_data(errors=errors))
        messages.success(
            request,
            gettext("„%(merged)s“ leitet jetzt zu „%(survivor)s“. Zurücknehmen können Sie das "
                    "jederzeit auf dem Blatt.")
            % told,
            buttons=[messages.button(undo_url(done), _("Gleich zurücknehmen"))],
        )  # fmt: skip
        return HttpResponseRedirect(self.kind.url(survivor))


def _field(model: type[models.Model], name: str) -> str:
    return next(f.name for f in model._meta.concrete_fields if name in (f.name, f.attname))


def seen_of(survivor: Record, merged: Record, planned: Plan) -> str:
    """Return the fingerprint of what a preview showed."""
    rows = [
        f"{move.model._meta.label}.{move.field}:{[row.pk for row in move.rows]}"
        for move in planned.moves
    ]
    return fingerprint(" ".join([survivor.identifier, merged.identifier, *planned.filled, *rows]))


def _sentences(refusal: Refused) -> list[str]:
    return [said for found in refusal.by_field(gettext).values() for said in found]


def _user(request: HttpRequest) -> User:
    user = request.user
    assert isinstance(user, User)  # DeskPage lets in nobody else
    return user


class DuplicatesPage(DeskPage, TemplateView):
    """Entries of one kind that may be one, with the way to look at them side by side."""

    template_name = "desk/duplicates.html"
    right = "change"

    def get_page_title(self) -> str:
        """Return what is shown."""
        return gettext("Doppelte Einträge")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the pairs."""
        found = possibly_same_people() if self.kind is PEOPLE else possibly_same_organisations()
        within = set(self.kind.own_seen_by(_user(self.request)).values_list("pk", flat=True))
        pairs = [pair for pair in found if {pair.first, pair.second} <= within]
        shown = pairs[:MOST_PAIRS]
        keys = {key for pair in shown for key in (pair.first, pair.second)}
        records = {
            record.pk: record
            for record in self.kind.own_records.select_related(
                *RELATED.get(self.kind.name, ())
            ).filter(pk__in=keys)
        }
        titles = titles_of(list(records.values()))
        return super().get_context_data(**kwargs) | {
            "pairs": [
                {
                    "first": _side(self.kind, records[pair.first], titles),
                    "second": _side(self.kind, records[pair.second], titles),
                    "why": WHY[pair.why],
                    "url": f"{self.kind.url(records[pair.first], 'merge')}"
                    f"?other={records[pair.second].identifier}",
                }
                for pair in shown
            ],
            "more": len(pairs) - len(shown),
        }


def _side(kind: Kind, record: Any, titles: dict[int, str]) -> dict[str, str]:
    town = str(record.municipality or "") if isinstance(record, Organisation) else ""
    return {"title": titles[record.pk], "url": kind.url(record), "town": town,
            "identifier": record.identifier}  # fmt: skip


class UndoMergePage(DeskPage, TemplateView):
    """Says what taking a merge back would do, and does it."""

    template_name = "desk/merge_undo.html"
    right = "change"
    merge: Merge

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Find out of which kind the two entries are, then let in those who may."""
        self.kind = ORGANISATIONS  # whose rights are asked where there is no such merge
        found = Merge.objects.filter(pk=kwargs["merge"]).first()
        if found is not None:
            self.kind = _KIND_OF[MergeOf(found.of)]
        return super().dispatch(request, *args, **kwargs)

    def prepare(self) -> None:
        """Read the merge; who may not change both entries sees nothing of it."""
        self.merge = get_object_or_404(Merge, pk=self.kwargs["merge"])
        if not all(self.kind.may(_user(self.request), "change", e) for e in sides(self.merge)):
            raise Http404

    def get_page_title(self) -> str:
        """Return what is asked."""
        return gettext("Zusammenführung zurücknehmen")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what would move back, and what cannot."""
        survivor, merged = sides(self.merge)
        found = undoing(self.merge)
        return super().get_context_data(**kwargs) | {
            "merge": self.merge,
            "survivor": title_of(survivor),
            "survivor_id": survivor.identifier,
            "survivor_url": self.kind.url(survivor),
            "merged_id": merged.identifier,
            "merged_url": self.kind.url(merged),
            "problems": [problem.says(gettext) for problem in found.problems],
            "back": _groups(found.back),
            "stay": [(f"{row._meta.verbose_name}: {row}", "") for row in found.stay],
            "gone": found.gone,
            "kept": [
                str(type(survivor)._meta.get_field(_field(type(survivor), name)).verbose_name)  # type: ignore[union-attr]
                for name in found.kept
            ],
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take it back."""
        survivor, merged = sides(self.merge)
        try:
            with transaction.atomic():
                user = _user(request)
                found = undo_merge(done=self.merge, by=user)
                if isinstance(survivor, Organisation) and isinstance(merged, Organisation):
                    follow_name(counterpart=survivor, by=user)
                    follow_name(counterpart=merged, by=user)
        except Refused as refusal:
            for sentence in _sentences(refusal):
                messages.error(request, sentence)
            return HttpResponseRedirect(request.path)
        messages.success(request, gettext("Es sind wieder zwei Einträge."))
        if found.stay:
            messages.warning(
                request,
                ngettext(
                    "%(count)d Angabe hat sich inzwischen geändert und bleibt, wo sie ist.",
                    "%(count)d Angaben haben sich inzwischen geändert und bleiben, wo sie sind.",
                    len(found.stay),
                )
                % {"count": len(found.stay)},
            )
        return HttpResponseRedirect(self.kind.url(merged))
