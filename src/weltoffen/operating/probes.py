"""Whether this installation lives and is ready, for what watches it.

``/gesund/`` answers as long as the process can; ``/bereit/`` looks at what it needs. Both are
answered before anything else: by whatever host name or address a probe asks, without HTTPS, session
or language. They say of each part that it is well or not, and never why; why stands in the log.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Mapping
from datetime import timedelta

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse

from weltoffen.jobs.selectors import is_worker_seen

ALIVE, READY = "gesund", "bereit"
ASKED_APART = 10.0
"""Seconds between two looks at tables that are not up to date: it takes a tenth of a second."""
_OK, _FAILING = "ok", "failing"
_LOG = logging.getLogger(__name__)


class Probes:
    """Answers the two addresses, and passes everything else on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self._tables = TablesUpToDate()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a probe."""
        asked = request.path_info.strip("/")
        if asked == ALIVE:
            return _answer(request, {})
        if asked == READY:
            return _answer(request, self.parts())
        return self.get_response(request)

    def parts(self) -> dict[str, bool]:
        """Return what is needed to serve and whether it is well, most needed first."""
        has_database = _is_well("database", _database_answers)
        found = {
            "database": has_database,
            "tables": has_database and _is_well("tables", self._tables.are),
        }
        if settings.WELTOFFEN_WORKER_MINUTES:
            found["worker"] = has_database and _is_well("worker", _worker_is_seen)
        return found | {"media": _is_well("media", _media_is_writable)}


def _answer(request: HttpRequest, parts: Mapping[str, bool]) -> HttpResponse:
    if request.method not in ("GET", "HEAD"):
        return HttpResponse(status=405, headers={"Allow": "GET, HEAD", "Cache-Control": "no-store"})
    is_ok = all(parts.values())
    status = 200 if is_ok else 503
    told = {name: _OK if is_well else _FAILING for name, is_well in parts.items()}
    whole = _OK if is_ok else _FAILING
    answer: HttpResponse = JsonResponse({"status": whole, "parts": told}, status=status)
    if (
        request.accepted_types
        and request.get_preferred_type(["application/json", "text/plain"]) == "text/plain"
    ):
        lines = [whole, *(f"{name}: {state}" for name, state in told.items())]
        text = "".join(f"{line}\n" for line in lines)
        answer = HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Robots-Tag"] = "noindex"
    answer.headers["Vary"] = "Accept"
    return answer


def _is_well(part: str, look: Callable[[], bool]) -> bool:
    try:
        is_well = look()
    except (DatabaseError, OSError) as error:
        _LOG.warning("%s does not answer: %s", part, type(error).__name__)
        return False
    if not is_well:
        _LOG.warning("%s is not as it has to be", part)
    return is_well


def _database_answers() -> bool:
    connection = connections[DEFAULT_DB_ALIAS]
    if not connection.in_atomic_block:  # no request is under way here, so nobody else does it
        connection.close_if_unusable_or_obsolete()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def _worker_is_seen() -> bool:
    return is_worker_seen(within=timedelta(minutes=settings.WELTOFFEN_WORKER_MINUTES))


def _media_is_writable() -> bool:
    return os.path.isdir(settings.MEDIA_ROOT) and os.access(settings.MEDIA_ROOT, os.W_OK)


class TablesUpToDate:
    """Remembers that all migrations are applied: within one process that does not change."""

    def __init__(self) -> None:
        self._were = False
        self._looked = -ASKED_APART

    def are(self) -> bool:
        """Say whether they are; where not, look again after a while only."""
        if self._were or time.monotonic() - self._looked < ASKED_APART:
            return self._were
        executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
        self._were = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        self._looked = time.monotonic()
        return self._were
