"""How to behave as a guest: what ``robots.txt`` allows, and how long to wait. Judges only.

Sources: RFC 9309 (robots.txt); Crawl-delay, which no RFC knows but many sites use; RFC 9110,
10.2.3 (Retry-After).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache

from protego import Protego

from weltoffen.ground.problems import N_
from weltoffen.intake.fetching.addresses import Address
from weltoffen.intake.fetching.refusing import refused
from weltoffen.intake.fetching.types import PRODUCT, Policy

ROBOTS_LAST = 24 * 3600.0
"""Seconds for which a ``robots.txt`` may be remembered (RFC 9309, 2.4)."""
LONGEST_RETRY = 24 * 3600.0
"""Seconds beyond which a wish to come again later is not followed; it would be no wish."""
_TOO_MANY = 429
_UNAVAILABLE = 503


@lru_cache(maxsize=64)
def _parsed(text: str) -> Protego:
    return Protego.parse(text)


@dataclass(frozen=True, slots=True)
class Rules:
    """What a ``robots.txt`` says to us; ``text`` is empty where everything is allowed."""

    text: str

    def allow(self, address: Address) -> bool:
        """Say whether the page may be fetched, by the longest rule that fits."""
        return _parsed(self.text).can_fetch(str(address), PRODUCT)

    @property
    def pause(self) -> float:
        """Return the seconds asked for between two requests; 0 if none, or no sensible number."""
        delay = _parsed(self.text).crawl_delay(PRODUCT)
        return delay if delay is not None and math.isfinite(delay) and delay > 0 else 0.0

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """Return the maps of the site that it names, as written."""
        return tuple(_parsed(self.text).sitemaps)


def rules_of(status: int, body: bytes, address: Address) -> Rules:
    """Return the rules by what a site answered to the request for its ``robots.txt``.

    Where there is none, everything is allowed (RFC 9309, 2.3.1.3). Where the server fails, nothing
    is (2.3.1.4); so too where it says that it has too much to do, which the RFC leaves open.
    Raises ``Refused``.
    """
    if 200 <= status < 300:
        return Rules(body.decode("utf-8", errors="replace").removeprefix("\ufeff"))
    if 400 <= status < 500 and status != _TOO_MANY:
        return Rules("")
    raise refused(
        N_(
            "Bei %(address)s ist nicht zu erfahren, ob der Abruf erlaubt ist: robots.txt "
            "antwortet mit %(status)d. Versuchen Sie es später noch einmal."
        ),
        str(address),
        status=status,
    )


def judge_robots(rules: Rules, address: Address) -> None:
    """Raise ``Refused`` if the site asks us not to fetch this page."""
    if not rules.allow(address):
        raise refused(
            N_(
                "Die Seite %(address)s soll nach dem Wunsch ihres Betreibers (robots.txt) nicht "
                "automatisch abgerufen werden. Speichern Sie sie im Browser und legen Sie die "
                "Datei ab, oder fragen Sie den Betreiber."
            ),
            str(address),
        )


def wait_for(now: float, free_at: float, policy: Policy, address: Address) -> float:
    """Return the seconds to wait until a host may be asked again. Times are of one clock.

    Raises ``Refused`` where that is longer than the policy waits.
    """
    wait = max(0.0, free_at - now)
    if wait > policy.longest_wait:
        raise refused(
            N_(
                "Der Server von %(address)s bittet, erst in %(seconds)d Sekunden wieder zu fragen. "
                "Versuchen Sie es dann noch einmal."
            ),
            str(address),
            seconds=math.ceil(wait),
        )
    return wait


def retry_after(status: int, header: str, now: datetime) -> float:
    """Return for how many seconds a server asks to be left alone; 0 if it does not.

    ``header`` is Retry-After, in seconds or as a date; ``now`` carries a zone.
    """
    if status not in {_TOO_MANY, _UNAVAILABLE}:
        return 0.0
    number = header.isascii() and header.isdigit()
    seconds = float(header[:9]) if number else _until(header, now)
    return min(max(seconds, 0.0), LONGEST_RETRY)


def _until(header: str, now: datetime) -> float:
    try:
        then = parsedate_to_datetime(header)
    except (TypeError, ValueError, OverflowError):
        return 0.0
    # Without a zone it is UTC: HTTP knows no other.
    return ((then if then.tzinfo else then.replace(tzinfo=UTC)) - now).total_seconds()
