"""What came of decisions: acts, citations, entries of the ledger."""

from __future__ import annotations

from weltoffen.desk.kinds import ACTS, LEDGER
from weltoffen.intake.models import Statement


def to_settle(statement: Statement) -> str:
    """Return where the open contradiction is settled that accepting entered, ``""`` for none."""
    for each in statement.consequences.all():
        entered = each.disagreement if each.undone_at is None else None
        if entered is not None and not entered.settled:
            return LEDGER.url(entered, "settle")
    return ""


def only_cited(statement: Statement) -> bool:
    """Say whether what accepting brought about was a citation of an act that there was.

    Taking that back leaves the citation where it is.
    """
    came = [each for each in statement.consequences.all() if each.undone_at is None]
    return bool(came) and all(each.act is not None and not each.is_new for each in came)


def came_of_it(statement: Statement) -> list[tuple[str, str]]:
    """Return what accepting brought about and holds: what it is called, and its address."""
    found: list[tuple[str, str]] = []
    for each in statement.consequences.all():
        if each.undone_at is not None:
            continue
        if each.act is not None:
            found.append((each.act.title, ACTS.url(each.act)))
        elif each.disagreement is not None:
            found.append((str(each.disagreement), LEDGER.url(each.disagreement)))
    return found
