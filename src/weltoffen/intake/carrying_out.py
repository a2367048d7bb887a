"""Carrying a run out: one attempt after another, each whole or not at all.

What can take long (fetching, opening, reading) happens outside of any transaction; what it gave is
kept in one. So a run that was killed is simply carried out again: what was settled stays, what was
not is tried once more, and nothing is there twice.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.intake.actions.proposing import propose
from weltoffen.intake.actions.receiving import (
    Came,
    fail_attempt,
    keep_unchanged,
    keep_what_came,
    known_snapshot,
)
from weltoffen.intake.asking import Model, consult, merged
from weltoffen.intake.enums import AttemptState
from weltoffen.intake.fetching.types import Fetched, Known, NotModified
from weltoffen.intake.models import Attempt, Run
from weltoffen.intake.opening import open_bytes
from weltoffen.intake.reading.findings import findings_in
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
MOST_READ = 200_000
"""Characters of a text that are read. The longest article of an encyclopaedia has about as many;
what is longer is no page that somebody wrote, and some rules take long with one endless line."""
_TOO_LONG = N_(
    "Der Text ist sehr lang: Gelesen wurden die ersten %(read)d von %(all)d Zeichen. Teilen Sie "
    "die Datei, wenn das Ende wichtig ist."
)
_NO_TEXT = N_(
    "Darin steht kein Text, den wir lesen können. Ist es ein Bild oder eine gescannte Seite, "
    "brauchen wir sie mit erkanntem Text."
)


def carry_out(run: Run, *, fetch: Fetch, by: User, model: Model | None = None) -> Iterator[Attempt]:
    """Try what still waits in a run, and yield each attempt when it is settled.

    Whoever iterates may stop at any time; what is left waits. A fault ends its attempt, not the
    run. A ``model`` reads beside the rules, if one is given.
    """
    while (attempt := _next(run)) is not None:
        yield carry_out_one(attempt, fetch=fetch, by=by, model=model)


def _next(run: Run) -> Attempt | None:
    waiting = run.attempts.filter(state=AttemptState.WAITING)
    return waiting.select_related("run__home").order_by("position").first()


def carry_out_one(
    attempt: Attempt, *, fetch: Fetch, by: User, model: Model | None = None
) -> Attempt:
    """Try one address or file, and settle it."""
    try:
        _try(attempt, fetch, by, model)
    except Refused as refused:
        fail_attempt(attempt=attempt, problem=refused.problems[0], by=by)
    except Exception as error:  # whatever it is, the others still want to be read
        _LOG.exception("reading %s failed", attempt)
        values = {"error": type(error).__name__}
        fail_attempt(attempt=attempt, problem=Problem("", _UNFORESEEN, values), by=by)
    attempt.refresh_from_db()
    return attempt


def _try(attempt: Attempt, fetch: Fetch, by: User, model: Model | None) -> None:
    if not attempt.address:
        handed_in = Fetched(
            asked="", address="", passed=(), ip="", body=bytes(attempt.pending or b""),
            claimed_type=attempt.claimed_type, etag="", last_modified="",
        )  # fmt: skip
        _read(attempt, handed_in, by, model)
        return
    earlier = _last_success(attempt.address)
    fetched = fetch(attempt.address, _known(earlier))
    if isinstance(fetched, NotModified):
        assert earlier is not None  # only what is known can be unchanged
        assert earlier.snapshot is not None  # held by a constraint
        _find_anew(attempt, earlier.snapshot, by, model)
        return
    _read(attempt, fetched, by, model)


def _find_anew(attempt: Attempt, snapshot: Snapshot, by: User, model: Model | None) -> None:
    """Read what we have of a page that has not changed, for this home and by today's rules."""
    today = timezone.localdate()
    home = attempt.run.home
    found, problems = read_text(text_of(snapshot) or "", home.name, today, model)
    named = reader(today, None if problems else model)
    keep_unchanged(attempt=attempt, snapshot=snapshot, found=found, reader=named, by=by)


def _last_success(address: str) -> Attempt | None:
    """Return the attempt that last got a page whose validators the server may be asked with."""
    got = Attempt.objects.filter(address=address, state=AttemptState.READ)
    got = got.filter(~Q(etag="") | ~Q(last_modified=""))
    return got.select_related("snapshot").order_by("-id").first()


def _known(earlier: Attempt | None) -> Known | None:
    if earlier is None:
        return None
    return Known(earlier.answered_by, earlier.etag, earlier.last_modified)


def _read(attempt: Attempt, got: Fetched, by: User, model: Model | None) -> None:
    opened = open_bytes(got.body, media_type=got.claimed_type, name=attempt.name)
    if not opened.text.strip():
        raise Refused(Problem(attempt.name, _NO_TEXT))
    there = known_snapshot(got.body)
    # Passages of a snapshot that is there already count on its own text.
    text = (rendered_text(there) if there else None) or opened.text
    today = timezone.localdate()
    found, problems = read_text(text, attempt.run.home.name, today, model)
    came = Came(
        body=got.body,
        opened=replace(opened, notes=(*opened.notes, *problems)),
        answered_by=got.address,
        etag=got.etag,
        last_modified=got.last_modified,
    )
    # What a model that failed would have found is still to be found: it did not read the text.
    named = reader(today, None if problems else model)
    keep_what_came(attempt=attempt, came=came, found=found, reader=named, by=by)


def read_text(
    text: str, home: str, read_on: date, model: Model | None = None
) -> tuple[list[Found], tuple[Problem, ...]]:
    """Return what a text of a home municipality states, read on a day, and what went wrong.

    Only a model can go wrong; what the rules found then stands all the same.
    """
    read, cut = _within_bounds(text)
    by_rules = findings_in(read, home, read_on)
    if model is None:
        return by_rules, cut
    consulted = consult(read, home, model)
    return merged(by_rules, consulted.found), (*cut, *consulted.problems)


def _within_bounds(text: str) -> tuple[str, tuple[Problem, ...]]:
    """Return as much of a text as is read, up to the end of a line, and a note where it is cut."""
    if len(text) <= MOST_READ:
        return text, ()
    end = text.rfind("\n", 0, MOST_READ)
    end = end if end > MOST_READ // 2 else MOST_READ
    return text[:end], (Problem("", _TOO_LONG, {"read": end, "all": len(text)}),)


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


def read_again(
    snapshot: Snapshot, *, home: Municipality, by: User, model: Model | None = None
) -> int:
    """Read what we have of a snapshot with the rules as they are now; return how much is new.

    Nothing is proposed again that waits or was decided; a snapshot without a text gives nothing.
    """
    text = _ensured_text(snapshot, by)
    if text is None:
        return 0
    today = timezone.localdate()
    found, problems = read_text(text, home.name, today, model)
    named = reader(today, None if problems else model)
    return len(propose(snapshot=snapshot, home=home, found=found, reader=named, by=by))
