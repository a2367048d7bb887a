"""What somebody changed of a proposal before it became an act: said, put instead, by whom, why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext

from weltoffen.desk.reviewing import words
from weltoffen.desk.reviewing.telling import Surroundings, facts, surroundings
from weltoffen.intake.models import Consequence, Statement


@dataclass(frozen=True, slots=True)
class Amendment:
    """One decision that changed what a text says.

    ``lines`` are label, what the text says, what was put instead. ``who`` is a function where the
    account has one, ``why`` the reason as it was typed. ``url`` leads to the words.
    """

    lines: Sequence[tuple[str, str, str]]
    quote: str
    who: str
    when: str
    why: str
    url: str


def amendments_of(acts: Iterable[int]) -> dict[int, list[Amendment]]:
    """Return, by act, what was changed when it was taken in; acts without any are left out."""
    came = Consequence.objects.filter(
        act__in=list(acts), is_new=True, undone_at=None, statement__amended__isnull=False
    ).select_related("statement__home", "statement__decided_by", "statement__replaces")
    came = came.prefetch_related("statement__decided_by__groups").order_by("id")
    statements = [each.statement for each in came]
    if not statements:
        return {}
    around = surroundings(statements, statements[0].home.name)
    found: dict[int, list[Amendment]] = defaultdict(list)
    for each in came:
        lines = changed_lines(each.statement, around)
        if lines and each.act_id is not None:
            found[each.act_id].append(_amendment(each.statement, lines))
    return dict(found)


def changed_lines(statement: Statement, around: Surroundings) -> list[tuple[str, str, str]]:
    """Return label, as proposed, as amended, for each value that differs."""
    was = _worded(statement.type, statement.proposed, around)
    now = _worded(statement.type, statement.values, around)
    return [
        (label, was.get(label, ""), now.get(label, ""))
        for label in dict.fromkeys([*was, *now])
        if was.get(label, "") != now.get(label, "")
    ]


def _worded(type_: str, values: dict[str, Any], around: Surroundings) -> dict[str, str]:
    named = {
        gettext("Name"): str(values.get("name") or ""),
        gettext("Art"): words.kind_of_values(type_, values),
    }
    return named | {str(f.label): str(f.value) for f in facts(type_, values, around)}


def _amendment(statement: Statement, lines: Sequence[tuple[str, str, str]]) -> Amendment:
    moment = statement.decided_at
    return Amendment(
        lines=lines,
        quote=statement.quote,
        who=_function_of(statement.decided_by),
        when=date_format(localtime(moment), "SHORT_DATETIME_FORMAT") if moment else "",
        why=statement.reason,
        url=reverse("desk:bench", args=[statement.snapshot_id]) + f"?at={statement.pk}",
    )


def _function_of(user: Any) -> str:
    """Return an account's functions with its name, or the name alone where it has none."""
    if user is None:
        return ""
    groups = ", ".join(sorted(group.name for group in user.groups.all()))
    name = str(user.get_username())
    return f"{groups} ({name})" if groups else name
