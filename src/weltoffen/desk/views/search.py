"""One search over the whole register: its page, and suggestions while one types."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views import View
from django.views.generic import TemplateView
from wagtail.admin.search import SearchArea
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from weltoffen.desk.found import findables, lines, seen_by
from weltoffen.desk.naming import language
from weltoffen.finding.actions import catch_up
from weltoffen.finding.rules.asking import LONGEST
from weltoffen.finding.selectors import meant, search, waiting_count

SHOWN, SUGGESTED, LAST_PAGE = 20, 8, 50
"""So many hits on a page, so many suggestions, and no further pages than that."""

OF_THE_DIALOG = {
    "label": _("Im ganzen Register suchen"),
    "close": _("Schließen"),
    "found": _("Treffer"),
    "nothing": _("Nichts gefunden."),
    "meant": _("Meinten Sie:"),
    "all": _("Alle Treffer zeigen"),
    "failed": _("Die Suche antwortet nicht. Drücken Sie die Eingabetaste für die ganze Seite."),
    "help": _("Pfeiltasten wählen, Eingabetaste öffnet, Escape schließt."),
}
"""What the script of the dialog says."""


def may_search(user: Any) -> bool:
    """Say whether there is anything that a person may see."""
    return any(kind.may(user) for kind in findables().values())


class RegisterSearch(SearchArea):
    """Leads the sidebar's box here. The first area is the one that the box uses."""

    def __init__(self) -> None:
        super().__init__(
            _("Register"), reverse("desk:search"), name="register", icon_name="search", order=1
        )

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to those who may see records."""
        return may_search(request.user)


class Searching(View):
    """What the page and the suggestions share: who may, and what was typed."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let in those who may see records of any kind."""
        if not may_search(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def typed(self) -> str:
        """Return what was typed, without what nobody types."""
        typed = self.request.GET.get("q", "").replace("\x00", " ")
        # A space at the end says that the last word is finished.
        return (" ".join(typed.split()) + " " * typed.endswith(" "))[:LONGEST]


class SearchPage(Searching, WagtailAdminTemplateMixin, TemplateView):
    """What was found, best first, with the words that show why; narrowed to a kind if one wants."""

    template_name = "desk/search.html"
    page_title = _("Suche")
    header_icon = "search"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        return [
            {"url": reverse_lazy("wagtailadmin_home"), "label": _("Heute")},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what was typed and what was found."""
        context = {"typed": self.typed.strip(), "longest": LONGEST, "lines": [], "count": 0}
        if self.typed.strip():
            catch_up()
            context |= self.found()
        return super().get_context_data(**kwargs) | context

    def found(self) -> dict[str, Any]:
        """Ask the index, and what was meant where it has nothing."""
        seen = seen_by(self.request.user)
        chosen = self.request.GET.get("kind", "")
        kind = findables().get(chosen)
        page = self.page()
        found = search(
            self.typed,
            kinds=[chosen] if kind else None,
            seen=seen,
            limit=SHOWN,
            offset=(page - 1) * SHOWN,
            language=language(),
        )
        count = found.counts.get(chosen, 0) if kind else found.total
        guesses = [] if found.total else meant(self.typed, seen=seen)
        list_url = kind.list_url() if kind else ""
        return {
            "lines": lines(found, self.request.user),
            "count": count,
            "total": found.total,
            "chosen": kind,
            "kinds": self.kinds(found.counts, chosen),
            "all_url": self.url(),
            "list_url": f"{list_url}?{urlencode({'q': self.typed.strip()})}" if list_url else "",
            "meant": [(guess, self.url(q=guess)) for guess in guesses],
            "page": page,
            "before_url": self.url(kind=chosen, p=page - 1) if page > 1 else "",
            "next_url": self.url(kind=chosen, p=page + 1) if self.has_more(count, page) else "",
            "waiting": waiting_count(),
        }

    def page(self) -> int:
        """Return the number of the page that was asked for, the first if it is none."""
        asked = self.request.GET.get("p", "")
        return min(max(int(asked), 1), LAST_PAGE) if asked.isdecimal() and len(asked) < 4 else 1

    def has_more(self, count: int, page: int) -> bool:
        """Say whether there are hits behind this page."""
        return count > page * SHOWN and page < LAST_PAGE

    def kinds(self, counts: Any, chosen: str) -> list[dict[str, Any]]:
        """Return the kinds of which there are hits, to narrow the search by."""
        return [
            {
                "label": kind.plural, "count": counts[name], "url": self.url(kind=name),
                "is_chosen": name == chosen, "icon": kind.icon,
            }
            for name, kind in findables().items()
            if counts.get(name)
        ]  # fmt: skip

    def url(self, **changes: Any) -> str:
        """Return the address of this search, changed in a part."""
        asked = {"q": self.typed.strip()} | {
            name: value for name, value in changes.items() if value
        }
        return f"{reverse('desk:search')}?{urlencode(asked)}"


class SearchSuggestions(Searching):
    """The best hits for what was typed so far, as values for the dialog."""

    def get(self, request: HttpRequest) -> JsonResponse:
        """Answer. Asked without a word, get ready: the dictionaries take a moment to be read."""
        typed = self.typed
        if not typed.strip():
            search("bereit", seen=seen_by(request.user), limit=1)
            return JsonResponse({"found": [], "count": 0, "said": "", "meant": []})
        catch_up()
        seen = seen_by(request.user)
        found = search(typed, seen=seen, limit=SUGGESTED, language=language())
        said = ngettext("%(count)d Treffer", "%(count)d Treffer", found.total)
        return JsonResponse(
            {
                "found": [
                    {
                        "title": line.title,
                        "url": line.url,
                        "kind": str(line.kind.singular),
                        "why": line.why,
                        "excerpt": line.excerpt,
                    }
                    for line in lines(found, request.user)
                ],
                "count": found.total,
                "said": said % {"count": found.total},
                "meant": [] if found.total else meant(typed, seen=seen),
            }
        )
