"""What is still public of decisions that were taken back, and where that is mended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from weltoffen.desk.kinds import ACTS
from weltoffen.desk.naming import title_of
from weltoffen.intake.models import Consequence, Statement
from weltoffen.records.enums import Visibility
from weltoffen.relations.models import Act
from weltoffen.relations.selectors import shown_to_public


@dataclass(frozen=True, slots=True)
class StillPublic:
    """An act that was taken back and is public all the same, until ``url`` is gone through."""

    title: str
    url: str


def still_public(statements: Iterable[Statement]) -> list[StillPublic]:
    """Return what the public still reads of decisions that were taken back.

    A decision about a page's version before counts with what was carried over from it.
    """
    keys = [each.pk for each in statements]
    undone = Consequence.objects.filter(
        Q(statement__in=keys) | Q(statement__carried_to__in=keys),
        shown_to_public("act__relation__"),
        is_new=True,
        undone_at__isnull=False,
        act__visibility=Visibility.PUBLIC,
    )
    acts = {each.act_id: each.act for each in undone.select_related("act").order_by("pk")}
    mended = ((act, _mending(act)) for act in acts.values() if act is not None)
    return [StillPublic(title_of(act), ACTS.url(by, "publish")) for act, by in mended if by]


def _mending(act: Act) -> Act | None:
    """Return the last act that stands in an act's place, where the public sees none that does."""
    last, after = None, Act.objects.filter(corrects=act).first()
    while after is not None:
        if after.visibility == Visibility.PUBLIC:
            return None
        last, after = after, Act.objects.filter(corrects=after).first()
    return last
