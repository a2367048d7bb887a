"""Permanent addresses: ``/id/<identifier>`` leads to a page, or is a JSON document.

Which of the two, the request says: by ``.json`` at the end, or by ``Accept``. A request that can
take neither is led to the page, so 406 never happens. Documents may be read by scripts of any
site.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
    JsonResponse,
)
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from weltoffen.ground.identifiers import check_identifier
from weltoffen.ground.languages import LANGUAGES
from weltoffen.ground.problems import Refused
from weltoffen.portal.day import PARAMETER, Day, day_of
from weltoffen.portal.documents import Document, Documents
from weltoffen.portal.paths import path_of, paths
from weltoffen.portal.rendering import current_language, home_city
from weltoffen.portal.views.errors import not_found
from weltoffen.publication.selectors import (
    Named,
    published_count,
    published_disagreement,
    published_home,
    published_organisation,
    published_relation,
    published_rows,
    published_source,
    published_theme,
    what_is,
)

ENDING = ".json"
LANGUAGE = "lang"
_HTML, _JSON, _LINKED = "text/html", "application/json", "application/ld+json"


class SeeOther(HttpResponseRedirect):
    """What is asked for is no document; a page tells about it (RFC 9110, 15.4.4)."""

    status_code = 303


@require_safe
def identified(request: HttpRequest, identifier: str) -> HttpResponse:
    """Lead to the page of what is named, or give its document."""
    if identifier.endswith("/") and identifier.strip("/"):
        return _without_slash(request, identifier)
    asked = request.GET.get(LANGUAGE, "")
    language = asked if asked in LANGUAGES else current_language()
    bare = identifier.removesuffix(ENDING)
    as_json = bare != identifier or _wants_document(request)
    with translation.override(language):
        answer = _document(request, bare, language) if as_json else _page(request, bare, language)
    patch_vary_headers(answer, ("Accept", "Accept-Language"))
    answer.headers["Content-Language"] = language
    return answer


def _wants_document(request: HttpRequest) -> bool:
    """Say whether data are preferred to a page; who asks for linked data gets the same JSON."""
    return request.get_preferred_type([_HTML, _JSON, _LINKED]) in (_JSON, _LINKED)


def _without_slash(request: HttpRequest, identifier: str) -> HttpResponse:
    """Lead to the address as it is written everywhere else, for ever."""
    path = reverse("identified", kwargs={"identifier": identifier.strip("/")})
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)


def _named(identifier: str) -> Named | None:
    try:
        return what_is(check_identifier(identifier), home_city())
    except Refused:
        return None


def _page(request: HttpRequest, identifier: str, language: str) -> HttpResponse:
    named = _named(identifier)
    if named is None:
        return not_found(request)
    typed = request.GET.get(PARAMETER, "")
    query = f"?{urlencode({PARAMETER: typed})}" if typed else ""
    path, _hash, fragment = page_of(named, language).partition("#")
    return SeeOther(f"{path}{query}" + (f"#{fragment}" if fragment else ""))


def page_of(named: Named, language: str) -> str:
    """Return the address of the page that tells about something."""
    to = paths(language)
    if named.kind == "act":
        return to.act(named.relation, named.identifier)
    if named.kind == "counterpart":
        return to.relation(named.relation)
    if named.kind == "home":
        return path_of(language, "home")
    leads: dict[str, Callable[[str], str]] = {
        "relation": to.relation,
        "organisation": to.organisation,
        "source": to.source,
        "disagreement": to.disagreement,
        "theme": to.theme,
        "counting-rule": to.rule,
    }
    return leads[named.kind](named.identifier)


def _document(request: HttpRequest, identifier: str, language: str) -> HttpResponse:
    documents = Documents(settings.WELTOFFEN_ADDRESS, language)
    day = day_of(request)
    if day.problem is not None:
        sentence = day.problem.says(_)
        return _answer(documents.problem(400, identifier, sentence), 400)
    named = _named(identifier)
    if named is not None and named.kind == "counterpart":
        return _elsewhere(request, named.relation)
    found = document_of(named, day, documents) if named else None
    if found is None:
        sentence = _("Unter dieser Kennung ist nichts veröffentlicht.")
        return _answer(documents.problem(404, identifier, sentence), 404)
    return _answer(found)


def _elsewhere(request: HttpRequest, identifier: str) -> HttpResponse:
    """Lead to the document of a relation, for a counterpart that has none of its own."""
    path = reverse("identified", kwargs={"identifier": f"{identifier}{ENDING}"})
    query = request.META.get("QUERY_STRING", "")
    answer = SeeOther(f"{path}?{query}" if query else path)
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer


def _answer(document: Document, status: int = 200) -> JsonResponse:
    answer = JsonResponse(
        document, status=status, json_dumps_params={"ensure_ascii": False, "indent": 1}
    )
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer


def document_of(named: Named, day: Day, documents: Documents) -> Document | None:
    """Return the document of something public, as on a day."""
    makers: dict[str, Callable[[Named, Day, Documents], Document | None]] = {
        "relation": _relation,
        "act": _act,
        "organisation": _organisation,
        "source": _source,
        "disagreement": _disagreement,
        "theme": _theme,
        "counting-rule": _count,
        "home": _home,
    }
    return makers[named.kind](named, day, documents)


def _relation(named: Named, day: Day, documents: Documents) -> Document | None:
    found = published_relation(named.relation, day.on, documents.language, with_neighbours=False)
    return documents.relation(found) if found else None


def _act(named: Named, day: Day, documents: Documents) -> Document | None:
    found = published_relation(named.relation, day.on, documents.language, with_neighbours=False)
    for act in found.acts if found else ():
        if found and act.identifier == named.identifier:
            return documents.act(found, act)
    return None


def _organisation(named: Named, day: Day, documents: Documents) -> Document | None:
    found = published_organisation(named.identifier, day.on, documents.language)
    return documents.organisation(found) if found else None


def _source(named: Named, day: Day, documents: Documents) -> Document | None:
    found = published_source(named.identifier, day.on, documents.language)
    return documents.source(found) if found else None


def _disagreement(named: Named, day: Day, documents: Documents) -> Document | None:
    found = published_disagreement(named.identifier, day.on, documents.language)
    return documents.disagreement(found) if found else None


def _theme(named: Named, day: Day, documents: Documents) -> Document | None:
    found = published_theme(named.identifier, home_city(), day.on, documents.language)
    return documents.theme(found, day.on) if found else None


def _count(named: Named, day: Day, documents: Documents) -> Document:
    return documents.count(
        published_count(named.identifier, home_city(), day.on, documents.language)
    )


def _home(named: Named, day: Day, documents: Documents) -> Document | None:
    home = published_home(home_city(), documents.language)
    rows = published_rows(home_city(), day.on, documents.language)
    return documents.home(named.identifier, home.name, day.on, rows) if home else None
