"""One line for each request, and a number that stands in every line written meanwhile."""

from __future__ import annotations

import logging
import re
import secrets
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from weltoffen.operating.log_lines import REQUEST

HEADER = "X-Request-ID"
_SANE = re.compile(r"[A-Za-z0-9._-]{8,64}")
_NUMBER = re.compile(r"<int:(\w+)>")
_LOG = logging.getLogger("weltoffen.requests")


class RequestLines:
    """Writes a line for each request, but for the files of the package."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Number the request, pass it on, write its line."""
        number = _number_of(request)
        began = time.perf_counter()
        before = REQUEST.set(number)
        try:
            response = self.get_response(request)
            response.headers[HEADER] = number
            if _LOG.isEnabledFor(logging.INFO) and not _is_of_the_package(request, response):
                self._tell(request, response, time.perf_counter() - began)
        finally:
            REQUEST.reset(before)
        return response

    def _tell(self, request: HttpRequest, response: HttpResponseBase, seconds: float) -> None:
        told = {
            "method": request.method if request.method in _METHODS else "other",
            "route": route_of(request),
            "status": response.status_code,
            "ms": round(seconds * 1000, 1),
        }
        # Who asks is said only where the page wanted to know it: looking would cost a query.
        user = getattr(request, "_cached_user", None)
        if user is not None and user.pk is not None:
            told["user"] = user.pk
        _LOG.info("%(method)s %(route)s %(status)d", told, extra={"told": told})


_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def _number_of(request: HttpRequest) -> str:
    """Return the number that a proxy gave the request, if it is one, else a new one."""
    given = str(request.headers.get(HEADER, ""))
    return given if _SANE.fullmatch(given) else secrets.token_hex(8)


def _is_of_the_package(request: HttpRequest, response: HttpResponseBase) -> bool:
    return request.path.startswith(str(settings.STATIC_URL)) and response.status_code < 400


def route_of(request: HttpRequest) -> str:
    """Return the pattern of the address that was asked for, never the address itself.

    An address may hold a name, a search, a secret. Numbers are none of these and are filled in.
    What no pattern fits, is named so.
    """
    match = request.resolver_match
    if match is None:
        return "(unknown)"
    if "(?" in match.route:  # no pattern that people read: an editorial page, by its view
        return f"({match.view_name})"
    numbers = match.kwargs
    return "/" + _NUMBER.sub(lambda found: str(numbers.get(found[1], found[0])), match.route)
