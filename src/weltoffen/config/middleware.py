"""Two content security policies by path: the portal's strict one and the desk's."""

from __future__ import annotations

from csp.constants import HEADER, SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
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
        """Add the header."""
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
