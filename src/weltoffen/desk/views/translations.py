"""Translating one record, and the list of what is not translated yet."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from weltoffen.accounts.selectors import within_reach
from weltoffen.accounts.types import Verb
from weltoffen.desk.forms.translations import TranslationForm
from weltoffen.desk.kinds import EVERY_KIND, Kind
from weltoffen.desk.naming import titles_of
from weltoffen.desk.translating import Gap, lacking, wordings
from weltoffen.desk.views.editing import AmendPage
from weltoffen.desk.views.pages import RELATED
from weltoffen.ground.problems import Refused
from weltoffen.records.actions import put_translations
from weltoffen.records.rules.translations import Lag

FEW = 5
"""So many records of each kind are shown at first."""
MANY = 50


class TranslatePage(AmendPage):
    """The German wordings of a record, each with a field beside it for its translation."""

    page_title = _("Übersetzung")
    form_class = TranslationForm
    template_name = "desk/translation_form.html"
    intro = _(
        "Bei jedem Feld steht der deutsche Wortlaut; er ist das Original und ändert sich hier "
        "nicht. Wo eine Übersetzung fehlt, zeigt die öffentliche Seite den deutschen Wortlaut."
    )

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the form the wordings that there are."""
        return super().get_form_kwargs() | {"gaps": wordings(self.kind, self.record)}

    def initial_of(self, record: Any) -> dict[str, Any]:
        """Return the translations; the originals too, by whose change one is warned."""
        found = wordings(self.kind, record)
        originals = {f"original-{gap.name}": gap.original for gap in found}
        return {gap.name: gap.text for gap in found} | originals

    def amend(self, record: Any, form: Any) -> Any:
        """Write what was typed, row by row; all faults come at once."""
        problems = []
        for part, texts in form.changed():
            try:
                put_translations(record=record, part=part, texts=texts, by=self.person)
            except Refused as refusal:
                prefix = "" if part is None else f"{part.pk}-"
                problems += [
                    type(p)(f"{prefix}{p.where}", p.sentence, p.values) for p in refusal.problems
                ]
        if problems:
            raise Refused(*problems)
        return record

    def success(self, record: Any) -> str:
        """Say whether anything is left to do."""
        left = sum(gap.needs is not Lag.NONE for gap in wordings(self.kind, record))
        if left:
            return gettext("Gespeichert. Noch offen: %(count)d.") % {"count": left}
        return gettext("Gespeichert. Alle Übersetzungen sind vollständig.")


def _told(gaps: list[Gap]) -> list[str]:
    words = {Lag.MISSING: gettext("fehlt"), Lag.STALE: gettext("veraltet")}
    return [
        f"{gap.label} ({gap.language_name}): {words[gap.needs]}"
        for gap in gaps
        if gap.needs is not Lag.NONE
    ]


class MissingTranslations(WagtailAdminTemplateMixin, TemplateView):
    """What is not translated, over all kinds that the person may change; or of one, in pages."""

    template_name = "desk/missing_translations.html"
    page_title = _("Fehlende Übersetzungen")
    header_icon = "globe"
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let in those who may change records of any kind."""
        self.kinds = [kind for kind in EVERY_KIND if kind.may(request.user, "change")]
        if not self.kinds:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        return [
            {"url": reverse_lazy("wagtailadmin_home"), "label": _("Heute")},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add a group per kind."""
        asked = self.request.GET.get("kind", "")
        chosen = [kind for kind in self.kinds if kind.name == asked]
        groups = [self._group(kind, len(chosen) == 1) for kind in chosen or self.kinds]
        return super().get_context_data(**kwargs) | {
            "groups": [group for group in groups if group["count"]],
            "is_one_kind": bool(chosen),
            "all_url": reverse("desk:translations"),
        }

    def _group(self, kind: Kind, in_pages: bool) -> dict[str, Any]:
        mine = within_reach(lacking(kind), self.request.user, Verb.CHANGE)
        found = mine.select_related(*RELATED.get(kind.name, ())).order_by("pk")
        pages = Paginator(found, MANY if in_pages else FEW)
        page = pages.get_page(self.request.GET.get("p") if in_pages else 1)
        records = list(page.object_list)
        titles = titles_of(records)
        return {
            "kind": kind,
            "count": pages.count,
            "page": page,
            "in_pages": in_pages,
            "rest": not in_pages and pages.num_pages > 1,
            "url": f"{reverse('desk:translations')}?kind={kind.name}",
            "lines": [
                (titles[r.pk], kind.url(r, "translate"), _told(wordings(kind, r))) for r in records
            ],
        }
