"""What a person accepted or rejected together, and the way to take all of it back at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.http import urlencode
from django.utils.translation import gettext

from weltoffen.desk.reviewing.telling import title_of_values
from weltoffen.intake.enums import TAKEN, StatementStatus
from weltoffen.intake.models import Statement

_LAST = "desk-last-batch"
"""Under which name a session keeps between which moments its last batch was decided."""
_REJECTED = "rejected"
_MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class LastBatch:
    """The batch that was decided last: how many still stand, and where it is taken back."""

    count: int
    url: str
    is_rejected: bool


def is_rejected(asked: Mapping[str, Any]) -> bool:
    """Say whether it is a batch that was rejected; else it was accepted."""
    return asked.get("what") == _REJECTED


def decided_together(by: Any, asked: Mapping[str, Any]) -> QuerySet[Statement]:
    """Return what a person decided between two moments, unless taken back since."""
    begin, end = (_moment(asked.get(name)) for name in ("from", "to"))
    if begin is None or end is None:
        return Statement.objects.none()
    return Statement.objects.filter(
        decided_by=by,
        decided_at__gte=begin,
        decided_at__lte=end,
        status__in=[StatementStatus.REJECTED] if is_rejected(asked) else TAKEN,
        carried_from__isnull=True,
    ).order_by("snapshot_id", "start", "id")


def remember(request: HttpRequest, decided: Sequence[Statement]) -> str:
    """Keep a batch as this session's last one; return where it is seen and taken back."""
    moments = [each.decided_at for each in decided if each.decided_at]
    asked = {"from": min(moments).isoformat(), "to": max(moments).isoformat()}
    if decided[0].status == StatementStatus.REJECTED:
        asked["what"] = _REJECTED
    request.session[_LAST] = asked
    return _url(asked)


def forget(request: HttpRequest) -> None:
    """Let the last batch be: something else was decided after it."""
    request.session.pop(_LAST, None)


def last_batch(request: HttpRequest, snapshot: int | None = None) -> LastBatch | None:
    """Return this session's last batch as long as any of it stands, or of it a page's."""
    asked = request.session.get(_LAST)
    if not asked:
        return None
    batch = decided_together(request.user, asked)
    if snapshot is not None and not batch.filter(snapshot=snapshot).exists():
        return None
    count = batch.count()
    return LastBatch(count, _url(asked), is_rejected(asked)) if count else None


def named(statements: Iterable[Statement]) -> str:
    """Return in a sentence what several statements are about; of many only the first."""
    titles = [title_of_values(each.type, each.values, each.quote) for each in statements]
    told = ", ".join(dict.fromkeys(titles[:_MOST_NAMED]))
    if len(titles) > _MOST_NAMED:
        values = {"names": told, "count": len(titles) - _MOST_NAMED}
        return gettext("Es sind: %(names)s und %(count)d weitere.") % values
    return gettext("Es sind: %(names)s.") % {"names": told}


def _url(asked: Mapping[str, str]) -> str:
    return f"{reverse('desk:proposals-taken')}?{urlencode(asked)}"


def _moment(typed: str | None) -> datetime | None:
    try:
        found = parse_datetime(typed or "")
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None
