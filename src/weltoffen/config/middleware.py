"""What differs by path: the desk's content security policy and its language."""

from __future__ import annotations

from collections.abc import Callable

from csp.constants import HEADER, SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import translation
from django.utils.functional import cached_property


class ContentSecurityPolicy(CSPMiddleware):
    """Send the strict policy everywhere but on the desk.

    Wagtail's editor needs inline script and style (wagtail issue 1288, open since 2015), so the
    desk gets a policy that allows these two and nothing else more.
    """

    @cached_property
    def desk_path(self) -> str:
        """Return the path under which the desk lives."""
        return reverse("wagtailadmin_home")

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Add the header, unless the answer is a file, which has a stricter one of its own."""
        if getattr(response, "keeps_its_policy", False):
            return response
        if request.path.startswith(self.desk_path):
            # A page previewed at the desk was answered inside, as if it were on the portal, and
            # forbids what the desk must do: show it in a frame.
            response.headers.pop(HEADER, None)
            response._csp_replace = {  # type: ignore[attr-defined]
                "script-src": [SELF, UNSAFE_INLINE],
                "style-src": [SELF, UNSAFE_INLINE],
                "frame-ancestors": [SELF],
            }
        return super().process_response(request, response)


class DeskLanguage:
    """Speak at the desk the language that somebody chose there, whatever the browser asks for.

    Wagtail does so within its pages; what it answers outside of them (that a page is missing) would
    else come in the browser's language.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer in the chosen language."""
        if not request.path.startswith(reverse("wagtailadmin_home")):
            return self.get_response(request)
        profile = getattr(request.user, "wagtail_userprofile", None)
        if profile is None:
            return self.get_response(request)
        language = profile.get_preferred_language()
        with translation.override(language):
            response = self.get_response(request)
        response.headers["Content-Language"] = language  # LocaleMiddleware would say the browser's
        return response
