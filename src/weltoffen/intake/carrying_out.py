"""Carrying a run out: one attempt after another, each whole or not at all.

What can take long (fetching, opening, reading) happens outside of any transaction; what it gave is
kept in one. So a run that was killed is simply carried out again: what was settled stays, what was
not is tried once more, and nothing is there twice.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.intake.actions.receiving import (
    Came,
    fail_attempt,
    keep_unchanged,
    keep_what_came,
    known_snapshot,
)
from weltoffen.intake.asking import Model, Tell, consult, merged, tell_nobody
from weltoffen.intake.enums import AttemptState
from weltoffen.intake.fetching.types import Fetched, Known, NotModified
from weltoffen.intake.models import Attempt, Run
from weltoffen.intake.opening import open_bytes
from weltoffen.intake.reading.findings import findings_in
from weltoffen.intake.reading.folding import folded
from weltoffen.intake.rules.bounds import within_bounds
from weltoffen.intake.types import Found
from weltoffen.intake.versions import OPENER, reader
from weltoffen.places.models import Municipality
from weltoffen.sources.actions import render_snapshot
from weltoffen.sources.models import Snapshot
from weltoffen.sources.selectors import rendered_text, text_of

if TYPE_CHECKING:
    from weltoffen.accounts.models import User

Fetch = Callable[[str, Known | None], Fetched | NotModified]
"""Gets an address; what is known of it lets the server say that nothing changed."""
_LOG = logging.getLogger(__name__)
_UNFORESEEN = N_(
    "Beim Lesen ist etwas geschehen, womit das Programm nicht rechnet (%(error)s). Die anderen "
    "Adressen und Dateien wurden gelesen. Sagen Sie der Administration Bescheid; der Grund steht "
    "im Protokoll des Servers."
)
_LOOKS_LIKE_A_TABLE = N_(
    "Das sieht nach einer Tabelle aus, und Sätze, die wir verstehen, stehen nicht darin. Lesen Sie "
    "sie unter „Tabelle einlesen“ ein: Dort sagen Sie, was in welcher Spalte steht."
)
_NO_TEXT = N_(
    "Darin steht kein Text, den wir lesen können. Ist es ein Bild oder eine gescannte Seite, "
    "brauchen wir sie mit erkanntem Text."
)


def carry_out(
    run: Run, *, fetch: Fetch, by: User, model: Model | None = None, tell: Tell = tell_nobody
) -> Iterator[Attempt]:
    """Try what still waits in a run, and yield each attempt when it is settled.

    Whoever iterates may stop at any time; what is left waits. A fault ends its attempt, not the
    run. A ``model`` reads beside the rules, if one is given; ``tell`` hears how far it is in a
    text.
    """
    while (attempt := _next(run)) is not None:
        yield carry_out_one(attempt, fetch=fetch, by=by, model=model, tell=tell)


def _next(run: Run) -> Attempt | None:
    waiting = run.attempts.filter(state=AttemptState.WAITING)
    return waiting.select_related("run__home").order_by("position").first()


def carry_out_one(
    attempt: Attempt,
    *,
    fetch: Fetch,
    by: User,
    model: Model | None = None,
    tell: Tell = tell_nobody,
) -> Attempt:
    """Try one address or file, and settle it."""
    try:
        _try(attempt, fetch, by, _Reading(model, tell))
    except Refused as refused:
        fail_attempt(attempt=attempt, problem=refused.problems[0], by=by)
    except Exception as error:  # whatever it is, the others still want to be read
        _LOG.exception("reading %s failed", attempt)
        values = {"error": type(error).__name__}
        fail_attempt(attempt=attempt, problem=Problem("", _UNFORESEEN, values), by=by)
    attempt.refresh_from_db()
    return attempt


@dataclass(frozen=True, slots=True)
class _Reading:
    """How texts are read: with which model beside the rules, and who hears how far it is."""

    model: Model | None
    tell: Tell

    def read(self, text: str, home: Municipality) -> tuple[list[Found], tuple[Problem, ...], str]:
        """Return what is found today, what went wrong, and the name of what read.

        What a passage says twice, as an act and of how the relation stands, is given once.
        What a model that failed would have found is still to be found: it did not read the text.
        """
        today = timezone.localdate()
        found, problems = read_text(text, home.name, today, self.model, self.tell)
        return folded(found), problems, reader(today, None if problems else self.model)


def _try(attempt: Attempt, fetch: Fetch, by: User, reading: _Reading) -> None:
    if not attempt.address:
        handed_in = Fetched(
            asked="", address="", passed=(), ip="", body=bytes(attempt.pending or b""),
            claimed_type=attempt.claimed_type, etag="", last_modified="",
        )  # fmt: skip
        _read(attempt, handed_in, by, reading)
        return
    earlier = _last_success(attempt.address)
    fetched = fetch(attempt.address, _known(earlier))
    if isinstance(fetched, NotModified):
        assert earlier is not None  # only what is known can be unchanged
        assert earlier.snapshot is not None  # held by a constraint
        _find_anew(attempt, earlier.snapshot, by, reading)
        return
    _read(attempt, fetched, by, reading)


def _find_anew(attempt: Attempt, snapshot: Snapshot, by: User, reading: _Reading) -> None:
    """Read what we have of a page that has not changed, for this home and by today's rules."""
    found, problems, named = reading.read(text_of(snapshot) or "", attempt.run.home)
    keep_unchanged(
        attempt=attempt, snapshot=snapshot, found=found, reader=named, notes=problems, by=by
    )


def _last_success(address: str) -> Attempt | None:
    """Return the attempt that last got a page whose validators the server may be asked with."""
    got = Attempt.objects.filter(address=address, state=AttemptState.READ)
    got = got.filter(~Q(etag="") | ~Q(last_modified=""))
    return got.select_related("snapshot").order_by("-id").first()


def _known(earlier: Attempt | None) -> Known | None:
    if earlier is None:
        return None
    return Known(earlier.answered_by, earlier.etag, earlier.last_modified)


def _read(attempt: Attempt, got: Fetched, by: User, reading: _Reading) -> None:
    opened = open_bytes(got.body, media_type=got.claimed_type, name=attempt.name)
    if not opened.text.strip():
        raise Refused(Problem(attempt.name, _NO_TEXT))
    there = known_snapshot(got.body)
    # Passages of a snapshot that is there already count on its own text.
    text = (rendered_text(there) if there else None) or opened.text
    found, problems, named = reading.read(text, attempt.run.home)
    looks = (Problem(attempt.name, _LOOKS_LIKE_A_TABLE),) if opened.tables and not found else ()
    came = Came(
        body=got.body,
        opened=replace(opened, notes=(*opened.notes, *looks, *problems)),
        answered_by=got.address,
        etag=got.etag,
        last_modified=got.last_modified,
    )
    keep_what_came(attempt=attempt, came=came, found=found, reader=named, by=by)


def read_text(
    text: str, home: str, read_on: date, model: Model | None = None, tell: Tell = tell_nobody
) -> tuple[list[Found], tuple[Problem, ...]]:
    """Return what a text of a home municipality states, read on a day, and what went wrong.

    Only a model can go wrong; what the rules found then stands all the same.
    """
    read, cut = within_bounds(text)
    by_rules = findings_in(read, home, read_on)
    if model is None:
        return by_rules, cut
    consulted = consult(read, home, model, tell)
    return merged(by_rules, consulted.found), (*cut, *consulted.problems)


def _ensured_text(snapshot: Snapshot, by: User) -> str | None:
    """Return the text of a snapshot, opening its bytes if nobody has yet; None without bytes."""
    text = rendered_text(snapshot)
    if text is not None or snapshot.body is None:
        return text
    opened = open_bytes(bytes(snapshot.body), media_type=snapshot.media_type)
    rendering = render_snapshot(
        snapshot=snapshot,
        text=opened.text,
        language=opened.language,
        opened_by=OPENER,
        by=by,
    )
    return rendering.text


@dataclass(frozen=True, slots=True)
class ReadAgain:
    """What a snapshot states as it is read now, by what it was read, and what went wrong."""

    found: list[Found]
    reader: str
    problems: tuple[Problem, ...] = ()


def read_again(
    snapshot: Snapshot,
    *,
    home: Municipality,
    by: User,
    model: Model | None = None,
    tell: Tell = tell_nobody,
) -> ReadAgain | None:
    """Read what we have of a snapshot with the rules, and the model, as they are now.

    None where there is no text. What is found, ``actions.propose`` keeps: nothing is proposed again
    that waits or was decided.
    """
    text = _ensured_text(snapshot, by)
    if text is None:
        return None
    found, problems, named = _Reading(model, tell).read(text, home)
    return ReadAgain(found, named, problems)
