"""The page with the form for requests, and the one that says that a request has come."""

from __future__ import annotations

import re

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from weltoffen.casework.actions import ask_by_form, form_account
from weltoffen.casework.enums import Language, Wish
from weltoffen.casework.rules.asking import kept_until
from weltoffen.ground.problems import N_, Refused
from weltoffen.portal.asking import SENDER, AskForm, number_in, sealed_number
from weltoffen.portal.editorial import SLUGS
from weltoffen.portal.paths import path_of
from weltoffen.portal.rendering import Link, Page, current_language, show

_NUMBER = re.compile(r"[0-9a-f]{16}")
_OPEN_TOO_LONG = N_(
    "Diese Seite war lange offen. Ihre Angaben stehen noch da und sind nicht abgeschickt: Schicken "
    "Sie sie noch einmal ab."
)


def _offered() -> None:
    """Refuse as if there were no such page where the city does not offer the form."""
    if not settings.WELTOFFEN_REQUEST_FORM:
        raise Http404


# A form that nobody signed in for: there is no session that a forged one could misuse, and a token
# against forgery would need a cookie, which the portal does not set.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Show the form, and receive what is sent by it. What cannot be received stays filled in."""
    _offered()
    if request.method != "POST":
        return _form(request, AskForm())
    form = AskForm(request.POST)
    number = number_in(request.POST.get("number", ""))
    if not form.is_valid():
        return _form(request, form, request.POST["number"] if number else "")
    if not number:
        return _form(request, form, refused=(_(_OPEN_TOO_LONG),))
    return _received(request, form, number)


def _received(request: HttpRequest, form: AskForm, number: str) -> HttpResponse:
    """Hand the request to the office, and lead on, so that loading again sends nothing twice."""
    typed = form.cleaned_data
    language = current_language()
    try:
        ask_by_form(
            number=number,
            wish=Wish(typed["wish"]),
            language=Language(language),
            sender={name: typed[name] for name in SENDER},
            by=form_account(),
        )
    except Refused as refusal:
        said = tuple(problem.says(_) for problem in refusal.problems)
        return _form(request, form, request.POST["number"], refused=said)
    return HttpResponseRedirect(f"{path_of(language, 'asked')}?number={number}")


def _form(
    request: HttpRequest, form: AskForm, number: str = "", refused: tuple[str, ...] = ()
) -> HttpResponse:
    language = current_language()
    page = Page(
        title=_("Anfrage an das Büro"),
        description=_(
            "Sie suchen eine Partnerin für ein Projekt, ein Grußwort, Hilfe oder eine Auskunft? "
            "Schreiben Sie uns."
        ),
        route="ask",
        trail=(Link(path_of(language, "office"), _("Das Büro")),),
        way="office",
    )
    return show(
        request,
        "ask.jinja",
        page,
        status=422 if form.errors or refused else 200,
        form=form,
        number=number or sealed_number(),
        refused=refused,
        kept_until=kept_until(timezone.localdate()),
        privacy=f"{path_of(language, 'home')}{SLUGS['privacy'][language]}/",
    )


@never_cache
@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """Say that the request has come, under which number, and what happens now."""
    _offered()
    language = current_language()
    given = request.GET.get("number", "")
    number = given if _NUMBER.fullmatch(given) else ""
    page = Page(
        title=_("Ihre Anfrage ist angekommen"),
        description=_("Das Büro hat Ihre Anfrage und antwortet Ihnen per E-Mail."),
        route="asked",
        trail=(
            Link(path_of(language, "office"), _("Das Büro")),
            Link(path_of(language, "ask"), _("Anfrage an das Büro")),
        ),
        kept=(("number", number),) if number else (),
        way="office",
    )
    return show(
        request,
        "asked.jinja",
        page,
        number=f"anfrage-{number}" if number else "",
        kept_until=kept_until(timezone.localdate()),
    )
