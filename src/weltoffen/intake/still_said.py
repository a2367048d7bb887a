"""Which answers of the ledger their source has given up: its newest version says so no more.

Nothing of this is stored: it follows from the versions that are here. An answer that was given up
stays in the ledger with its proof, and contradicts nobody any more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from weltoffen.intake.enums import StatementStatus, StatementType
from weltoffen.intake.models import Reading, Statement
from weltoffen.intake.rules.known import Spot
from weltoffen.records.selectors import leading_text
from weltoffen.relations.models import Citation, Disagreement, Position
from weltoffen.sources.models import Snapshot
from weltoffen.sources.selectors import newest_without

_VALUES = {
    "since": "since",
    "until": "until",
    "form": "kind",
    "status": "status",
    "status-since": "status_on",
    "day": "on",
    "paper-number": "paper_number",
}
"""Which value of a statement a difference is about."""


def given_up(answers: Iterable[Position]) -> dict[int, Snapshot]:
    """Return, by answer, the newest version of its source where that does not give it any more.

    Gone are the quoted words, and what they say: an answer that the version gives in other words
    stands, and of a version that nobody has had read nothing can be told. The answers come with the
    snapshots of their passages; the number of queries is fixed.
    """
    asked = list(answers)
    without = newest_without([each.passage for each in asked])
    gone = {each.pk: each for each in asked if each.passage_id in without}
    newest = {pk: without[each.passage_id] for pk, each in gone.items()}
    homes = _homes({each.disagreement_id for each in gone.values()})
    read = _read_here(newest.values())
    gone = {
        pk: each
        for pk, each in gone.items()
        if (newest[pk].pk, homes[each.disagreement_id]) in read
    }
    said = _said_in({pk for e in gone.values() for pk in (e.passage.snapshot_id, newest[e.pk].pk)})

    def by(snapshot: int, answer: Position) -> list[Statement]:
        return said.get((snapshot, homes[answer.disagreement_id]), [])

    return {
        pk: newest[pk]
        for pk, each in gone.items()
        if not _says_the_same(each, by(each.passage.snapshot_id, each), by(newest[pk].pk, each))
    }


def _homes(questions: Iterable[int]) -> dict[int, int]:
    """Return the home of each question, both by their keys."""
    return dict(Disagreement.objects.filter(pk__in=questions).values_list("pk", "home"))


def _read_here(snapshots: Iterable[Snapshot]) -> set[tuple[int, int]]:
    """Return the versions that were looked through for what they say of which home, by keys."""
    readings = Reading.objects.filter(snapshot__in={each.pk for each in snapshots})
    return set(readings.values_list("snapshot_id", "home_id"))


def _said_in(snapshots: Iterable[int]) -> dict[tuple[int, int], list[Statement]]:
    """Return what versions say of which home, but for what somebody rejected as misread."""
    found: dict[tuple[int, int], list[Statement]] = defaultdict(list)
    rows = Statement.objects.filter(snapshot__in=snapshots).exclude(type=StatementType.CLAIM)
    for each in rows.exclude(status=StatementStatus.REJECTED):
        found[each.snapshot_id, each.home_id].append(each)
    return found


def _says_the_same(answer: Position, before: list[Statement], now: list[Statement]) -> bool:
    standing = [each for each in now if each.status != StatementStatus.SUPERSEDED]
    passage = answer.passage
    if passage.start is None or passage.end is None:
        return False
    spot = Spot(passage.snapshot_id, passage.start, passage.end)
    proving = [e for e in before if Spot(e.snapshot_id, e.start, e.end).touches(spot)]
    return any(_agree(old, new) for old in proving for new in standing)


def _agree(old: Statement, new: Statement) -> bool:
    """Say whether two versions say the same of one partner, in what was disputed."""
    disputed = [each["field"] for each in old.compared.get("differences", ())]
    names = [_VALUES[field] for field in disputed if field in _VALUES]
    return old.type == new.type and _what(old, names) == _what(new, names)


def _what(statement: Statement, names: list[str]) -> Any:
    said = statement.proposed
    if not names:
        return said
    return [said.get(name) for name in ("home", "name", *names)]


def outlived(questions: Iterable[Disagreement]) -> frozenset[int]:
    """Return the keys of the open questions on which the sources of today do not disagree.

    Fewer than two answers are left to them, because newer versions of their sources gave the
    others up. Nobody has settled them, and they stay. What proves an act that holds is left: the
    register itself says so, whatever became of the source.
    """
    still_open = [each.pk for each in questions if not each.settled]
    answers = list(
        Position.objects.filter(disagreement__in=still_open)
        .select_related("passage__snapshot")
        .defer("passage__snapshot__body")
    )
    gone = given_up(answers)
    held = Citation.objects.filter(
        passage__in=[each.passage_id for each in answers if each.pk in gone],
        act__corrected_by__isnull=True,
    )
    ours = set(held.values_list("passage_id", flat=True))
    left: dict[int, set[str]] = defaultdict(set)
    for each in answers:
        if each.pk not in gone or each.passage_id in ours:
            left[each.disagreement_id].add(leading_text(each, "answer").casefold())
    touched = {each.disagreement_id for each in answers if each.pk in gone}
    return frozenset(pk for pk in touched if len(left[pk]) < 2)
