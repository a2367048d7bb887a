"""Beginning changes of many records: chosen in a list, or brought back in a table."""

from __future__ import annotations

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from weltoffen.accounts.models import User
from weltoffen.accounts.selectors import within_reach
from weltoffen.desk.faults import faults_of
from weltoffen.desk.forms.lists import BackForm, ManyForm
from weltoffen.desk.kinds import Kind
from weltoffen.desk.list_columns import headings_of
from weltoffen.desk.naming import first_of, titles_of
from weltoffen.desk.views import body_lists, document_lists, encounter_lists, lists, work_lists
from weltoffen.desk.views.pages import RELATED
from weltoffen.desk.views.record_list import PICKED, RecordList
from weltoffen.desk.views.saved_views import kind_named
from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.lists.actions import MOST_CHANGES, begin_change
from weltoffen.lists.enums import Origin
from weltoffen.lists.fields import FIELDS
from weltoffen.lists.returning import compared, read_back
from weltoffen.lists.types import FieldsOfKind, Line, Returned

LIST_VIEWS: dict[str, type[RecordList]] = (
    lists.LISTS
    | body_lists.LISTS
    | document_lists.LISTS
    | encounter_lists.LISTS
    | work_lists.WORK_LISTS
)
NAMED = 12
"""So many of the chosen records are named; the others are counted."""
_NOBODY_CHOSEN = N_("Gewählt ist kein Eintrag. Haken Sie in der Liste an, welche gemeint sind.")
_UNKNOWN_FILTER = N_(
    "Nach „%(label)s“ ließ sich nicht filtern: „%(value)s“ gibt es dort nicht oder nicht mehr. "
    "Gehen Sie zurück zur Liste, und wählen Sie den Filter neu."
)
_NOTHING_MEANT = N_(
    "Es ist nichts ausgefüllt. Tragen Sie ein, was künftig bei allen gelten soll, oder haken Sie "
    "an, was leer werden soll."
)
_ALL_SO = N_("Alle gewählten Einträge sagen das schon. Zu ändern ist nichts.")
_TOO_MANY = N_("Gewählt sind %(count)d Einträge; auf einmal gehen %(most)d. Filtern Sie enger.")
_NO_DIFFERENCE = N_(
    "In dieser Tabelle steht nichts anderes als im Register. Haben Sie die geänderte Datei "
    "gespeichert und diese ausgewählt?"
)
_OTHER_LIST = N_(
    "Keine Zeile dieser Tabelle nennt etwas, das in der Liste „%(kind)s“ steht und das Sie sehen "
    "dürfen. Ist es die Tabelle einer anderen Liste?"
)


class ManyPage(WagtailAdminTemplateMixin, TemplateView):
    """A page on which changes of many records of one list begin."""

    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let in those who may change records of the list."""
        kind = kind_named(kwargs["name"])
        if kind.name not in FIELDS:
            raise Http404
        if not kind.may(request.user, "change"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def kind(self) -> Kind:
        """Return whose list it is."""
        return kind_named(self.kwargs["name"])

    @property
    def of(self) -> FieldsOfKind:
        """Return what of the kind may change."""
        return FIELDS[self.kind.name]

    @property
    def person(self) -> User:
        """Return who acts."""
        return cast(User, self.request.user)

    def get_header_icon(self) -> str:
        """Return the icon of the kind."""
        return self.kind.icon

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        return [
            {"url": reverse_lazy("wagtailadmin_home"), "label": _("Heute")},
            {"url": self.kind.list_url, "label": self.kind.plural},
            {"url": "", "label": self.get_page_title()},
        ]

    def to_preview(self, returned: Returned, origin: Origin, name: str = "") -> HttpResponse:
        """Keep what differs, and show it; refuses where nothing does."""
        found = compared(self.of, returned, self.person)
        if not found:
            raise Refused(Problem("", _NO_DIFFERENCE if origin is Origin.TABLE else _ALL_SO))
        if (
            origin is Origin.TABLE
            and len(found) == len(returned.lines) > 1
            and all(difference.field == "" for difference in found)
        ):
            raise Refused(Problem("file", _OTHER_LIST, {"kind": str(self.kind.plural)}))
        bulk = begin_change(
            kind=self.kind.name,
            origin=origin,
            differences=found,
            rows=len(returned.lines),
            file_name=name,
            ignored=returned.ignored,
            by=self.person,
        )
        return HttpResponseRedirect(reverse("desk:bulk-change", args=[bulk.pk]))


class ChangeMany(ManyPage):
    """Says what is to change of the records that were chosen in a list."""

    template_name = "desk/lists/change.html"
    page_title = _("Mehrere ändern")
    http_method_names = ["get", "post", "head", "options"]

    @cached_property
    def asked(self) -> QueryDict:
        """Return what chose the records: by the address, then by the form."""
        return self.request.POST if self.request.method == "POST" else self.request.GET

    @cached_property
    def identifiers(self) -> list[str]:
        """Return the chosen records that the person may see, in the order of the list."""
        if self.asked.get("all"):
            if self._list.ignored_filters:  # the list would be longer than it was meant
                return []
            found = self._list.get_queryset().values_list("identifier", flat=True)
            return list(found[: MOST_CHANGES + 1])
        picked = list(dict.fromkeys(self.asked.getlist(PICKED)))[:MOST_CHANGES]
        among = self.of.model._default_manager.filter(identifier__in=picked)
        seen = set(within_reach(among, self.person).values_list("identifier", flat=True))
        return [each for each in picked if each in seen]

    @property
    def why_nobody(self) -> Problem:
        """Return why there is nothing to change."""
        if self.asked.get("all") and self._list.ignored_filters:
            label, value = self._list.ignored_filters[0]
            return Problem("", _UNKNOWN_FILTER, {"label": label, "value": value})
        return Problem("", _NOBODY_CHOSEN)

    @cached_property
    def _list(self) -> RecordList:
        """Return the list as it was asked for."""
        view = LIST_VIEWS[self.kind.name]()
        request = HttpRequest()
        request.user = self.request.user
        request.method = "GET"
        request.GET = QueryDict(self.asked.get("asked", "")[:2000])
        view.setup(request)
        return view

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add which records are meant, and the form."""
        form = kwargs.pop("form", None) or self._form()
        few = self.of.model._default_manager.filter(identifier__in=self.identifiers[:NAMED])
        records = list(few.select_related(*RELATED.get(self.kind.name, ())))
        titles = titles_of(records)
        names = [titles[each.pk] for each in records]
        hidden = len(self.identifiers) - len(names)
        return super().get_context_data(**kwargs) | {
            "form": form,
            "faults": faults_of(form),
            "kind": self.kind,
            "count": len(self.identifiers),
            "names": first_of([*names, *([""] * hidden)], NAMED),
            "picked": [] if self.asked.get("all") else self.identifiers,
            "all": self.asked.get("all", ""),
            "asked": self.asked.get("asked", ""),
            "nobody": self.why_nobody.says(gettext) if not self.identifiers else "",
        }

    def _form(self) -> ManyForm:
        made = ManyForm.of_kind(self.of)
        data = self.request.POST if self.request.method == "POST" else None
        return made(data, of=self.of, person=self.person)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Compare what is wanted with the register, and show it before anything is written."""
        form = self._form()
        if form.is_valid():
            try:
                return self._begin(form)
            except Refused as refusal:
                form.refuse(refusal)
        return self.render_to_response(self.get_context_data(form=form))

    def _begin(self, form: ManyForm) -> HttpResponse:
        wanted = form.wanted()
        count = len(self.identifiers)
        if not count:
            raise Refused(self.why_nobody)
        if count > MOST_CHANGES:
            raise Refused(Problem("", _TOO_MANY, {"count": count, "most": MOST_CHANGES}))
        if not wanted:
            raise Refused(Problem("", _NOTHING_MEANT))
        lines = tuple(
            Line(number, identifier, wanted)
            for number, identifier in enumerate(self.identifiers, start=1)
        )
        letters = dict.fromkeys(("identifier", *wanted), "")
        return self.to_preview(Returned(lines, letters), Origin.LIST)


class BringBack(ManyPage):
    """Takes a table that went out from this list, was changed, and comes back."""

    template_name = "desk/lists/back.html"
    page_title = _("Geänderte Tabelle einlesen")
    http_method_names = ["get", "post", "head", "options"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the form."""
        form = kwargs.pop("form", None) or BackForm(person=self.person)
        return super().get_context_data(**kwargs) | {
            "form": form,
            "faults": faults_of(form),
            "kind": self.kind,
            "export_url": f"{self.kind.list_url}?export=xlsx",
            "coming": [str(field.label) for field in self.of.fields],
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Read the table and show what differs; nothing of it is written yet."""
        form = BackForm(request.POST, request.FILES, person=self.person)
        if form.is_valid():
            file = form.cleaned_data["file"]
            try:
                returned = read_back(file.read(), file.name, self._headings())
                return self.to_preview(returned, Origin.TABLE, file.name)
            except Refused as refusal:
                form.refuse(refusal)
        return self.render_to_response(self.get_context_data(form=form))

    def _headings(self) -> dict[str, str]:
        view = LIST_VIEWS[self.kind.name]()
        view.setup(self.request)
        return headings_of(self.kind, view.offered)
