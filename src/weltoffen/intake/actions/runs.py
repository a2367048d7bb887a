"""Asking for addresses and files to be read, and calling it off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.intake.actions.receiving import fail_attempt
from weltoffen.intake.enums import AttemptState
from weltoffen.intake.fetching.refusing import masked
from weltoffen.intake.models import Attempt, Run
from weltoffen.places.models import Municipality
from weltoffen.records.actions import keep, log
from weltoffen.sources.enums import Publisher, SourceKind
from weltoffen.sources.models import Source

if TYPE_CHECKING:
    from weltoffen.accounts.models import User

MOST = 500
"""So many addresses and files one run has at most."""
_NOTHING = N_(
    "Es fehlt, was gelesen werden soll. Laden Sie eine Datei hoch oder fügen Sie einen Text ein; "
    "wo Abrufen eingeschaltet ist, geht auch eine Adresse."
)
_TOO_MANY = N_(
    "Das sind %(count)s Adressen und Dateien; auf einmal lesen wir bis zu %(most)s. Teilen Sie sie "
    "auf mehrere Vorgänge auf."
)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was handed over: its name, its bytes, and what was said of their type.

    ``revises`` is the source of which it is a newer version, None where it is a source of its own.
    ``title`` is what its source shall be called, blank where the text's own words shall say it.
    """

    name: str
    body: bytes
    claimed_type: str = ""
    revises: Source | None = None
    title: str = ""


@transaction.atomic
def begin_run(
    *,
    home: Municipality,
    by: User,
    addresses: Sequence[str] = (),
    files: Sequence[Upload] = (),
    publisher: str = "",
    publisher_side: Publisher = Publisher.HOME,
    source_kind: SourceKind = SourceKind.WEB_PAGE,
    unfit: Mapping[str, Problem] = MappingProxyType({}),
) -> Run:
    """Ask for addresses and files to be read for a home municipality; nothing is read yet.

    An address that stands there twice is read once. ``publisher`` is who answers for what is said;
    blank takes the home municipality, or the host of an address if it is not the home's word.
    Of an address with a password only that it had one is kept, and it will be refused for that.
    ``unfit`` says of addresses among them why they cannot be asked for: each fails at once, for its
    own reason, and the others are read.
    """
    wanted = list(dict.fromkeys(masked(each.strip()) for each in addresses if each.strip()))
    count = len(wanted) + len(files)
    if not count:
        raise Refused(Problem("addresses", _NOTHING))
    if count > MOST:
        raise Refused(Problem("addresses", _TOO_MANY, {"count": count, "most": MOST}))
    run = Run(
        home=home,
        asked_by=by,
        asked_at=timezone.now(),
        publisher=publisher,
        publisher_side=publisher_side,
        source_kind=source_kind,
    )
    keep(run)
    attempts = [Attempt(run=run, address=address) for address in wanted]
    attempts += [
        Attempt(
            run=run,
            name=each.name[-255:],
            pending=each.body,
            claimed_type=each.claimed_type[:200],
            revises=each.revises,
            title=each.title[:200],
        )
        for each in files
    ]
    for position, attempt in enumerate(attempts, start=1):
        attempt.position = position
        keep(attempt)
    log("intake.run.begin", run, by=by, data={"count": count})
    known = {masked(address.strip()): problem for address, problem in unfit.items()}
    for attempt in attempts:
        if attempt.address in known:
            fail_attempt(attempt=attempt, problem=known[attempt.address], by=by)
    return run


@transaction.atomic
def cancel_run(*, run: Run, by: User) -> Run:
    """Call off what has not been read yet; what has been read stays."""
    waiting = run.attempts.select_for_update().filter(state=AttemptState.WAITING)
    left = list(waiting)
    if not left:
        return run
    for attempt in left:
        attempt.state = AttemptState.CANCELLED
        attempt.pending = None
        attempt.ended_at = timezone.now()
        keep(attempt)
    run.cancelled_at = timezone.now()
    keep(run)
    log("intake.run.cancel", run, by=by, data={"count": len(left)})
    return run
