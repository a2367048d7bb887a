"""A whole fetch: robots.txt, waiting, looking up, asking, following redirects, reading."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from http.client import HTTPException, HTTPResponse

from weltoffen.ground.problems import N_
from weltoffen.intake.fetching import manners, networks
from weltoffen.intake.fetching.addresses import Address, allowed, redirected
from weltoffen.intake.fetching.answers import (
    NOT_MODIFIED,
    REDIRECTS,
    Broken,
    TooLarge,
    asking_for_changes,
    claimed_type,
    judge_status,
    location_of,
    unpacked,
    usable_date,
    usable_etag,
)
from weltoffen.intake.fetching.looking_up import Resolve, by_the_system
from weltoffen.intake.fetching.refusing import refused
from weltoffen.intake.fetching.trust import NoAuthorities
from weltoffen.intake.fetching.types import IP, Fetched, Known, NotModified, Policy
from weltoffen.intake.fetching.wire import Deadline, asked, blocks_of

_MOST_REMEMBERED = 1000


class Visits:
    """When each host may be asked again, and what its robots.txt said. Safe among threads.

    Times are seconds of the clock that :class:`Means` carries.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._free_at: dict[str, float] = {}
        self._rules: dict[str, tuple[float, manners.Rules]] = {}

    def rules_for(self, address: Address, now: float) -> manners.Rules | None:
        """Return the site's rules, unless unknown or too old."""
        with self._lock:
            read_at, rules = self._rules.get(address.origin, (0.0, None))
        return rules if rules is not None and now - read_at < manners.ROBOTS_LAST else None

    def learn(self, address: Address, rules: manners.Rules, now: float) -> None:
        """Remember the site's rules, read now."""
        with self._lock:
            if len(self._rules) >= _MOST_REMEMBERED:
                del self._rules[next(iter(self._rules))]
            self._rules[address.origin] = (now, rules)

    def take_turn(self, address: Address, now: float, pause: float, policy: Policy) -> float:
        """Return how many seconds to wait, and let the next one wait ``pause`` longer."""
        with self._lock:
            wait = manners.wait_for(now, self._free_at.get(address.host, now), policy, address)
            # Who is free anyway need not be remembered.
            self._free_at = {host: at for host, at in self._free_at.items() if at > now}
            self._free_at[address.host] = now + wait + pause
        return wait

    def leave_alone(self, address: Address, until: float) -> None:
        """Do not ask a host before then."""
        with self._lock:
            self._free_at[address.host] = max(until, self._free_at.get(address.host, until))


@dataclass(frozen=True, slots=True)
class Means:
    """With what a fetch is done: the resolver, the clock and sleep of politeness, the memory.

    The limits of time on the network go by the machine's own clock, whatever ``clock`` says.
    """

    resolve: Resolve = by_the_system
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    visits: Visits = field(default_factory=Visits)


OURS = Means()
"""What the whole process shares, so that all its fetches together are polite."""


@dataclass(frozen=True, slots=True)
class _Visit:
    """One fetch on its way; ``robots`` says that it is after a robots.txt, which asks no leave.

    ``page`` is then the page for whose sake it is asked for: of a server that cannot be reached
    that is what people know.
    """

    asked: str
    policy: Policy
    means: Means
    deadline: Deadline
    known: Known | None = None
    robots: bool = False
    page: Address | None = None


@dataclass(frozen=True, slots=True)
class _Arrived:
    """The end of a chain of redirects."""

    status: int
    address: Address
    passed: tuple[str, ...]
    ip: IP
    body: bytes
    headers: dict[str, str]


def fetch(
    address: str, *, known: Known | None = None, policy: Policy, means: Means = OURS
) -> Fetched | NotModified:
    """Get a page as its server gives it to anybody, within the policy's limits.

    ``known`` is what an earlier fetch learned; with it, only changes are asked for. Each redirect
    is judged like an address given by hand: form, robots.txt, and every IP address behind the name.
    No cookies, credentials or referrers are sent.

    Raises ``Refused`` with one problem, whose ``where`` is ``address``, whatever goes wrong.
    """
    visit = _Visit(address, policy, means, Deadline(policy.limits.in_all), known)
    arrived = _arrived(visit, allowed(address, policy))
    if arrived.status == NOT_MODIFIED:
        return NotModified(address, str(arrived.address))
    return Fetched(
        asked=address,
        address=str(arrived.address),
        passed=arrived.passed,
        ip=str(arrived.ip),
        body=arrived.body,
        claimed_type=claimed_type(arrived.headers.get("content-type", "")),
        etag=usable_etag(arrived.headers.get("etag", "")),
        last_modified=usable_date(arrived.headers.get("last-modified", "")),
    )


def _arrived(visit: _Visit, address: Address) -> _Arrived:
    """Follow redirects to the end."""
    passed: list[str] = []
    while True:
        found = _step(visit, address, tuple(passed))
        if isinstance(found, _Arrived):
            return found
        passed.append(str(address))
        if str(found) in passed:
            raise refused(
                N_(
                    "Die Seite %(address)s leitet im Kreis weiter. Prüfen Sie die Adresse im "
                    "Browser."
                ),
                visit.asked,
            )
        if len(passed) > visit.policy.limits.redirects:
            raise refused(
                N_(
                    "Die Seite %(address)s leitet mehr als %(most)d-mal weiter. Geben Sie die "
                    "Adresse an, bei der der Browser ankommt."
                ),
                visit.asked,
                most=visit.policy.limits.redirects,
            )
        address = found


def _step(visit: _Visit, address: Address, passed: tuple[str, ...]) -> _Arrived | Address:
    """Ask once; return the page, or the address to which it leads on."""
    if not visit.robots:
        rules = _rules(visit, address)
        manners.judge_robots(rules, address)
        _wait(visit, address, rules)
    with _in_sentences(visit.page or address, visit.policy):
        ips = _looked_up(visit, address)
        headers = {"User-Agent": visit.policy.user_agent, "Accept": "*/*"}
        conditions = asking_for_changes(visit.known, address)
        with asked(address, ips, headers | conditions, visit.policy, visit.deadline) as (
            answer,
            ip,
        ):
            if answer.status in REDIRECTS:
                location = location_of(answer.headers.get("Location"))
                return redirected(address, location, visit.policy)
            _hear(visit, address, answer)
            body = _body(visit, address, answer, bool(conditions))
            named = {name.lower(): str(value) for name, value in reversed(answer.headers.items())}
            return _Arrived(answer.status, address, passed, ip, body, named)


def _body(visit: _Visit, address: Address, answer: HTTPResponse, conditional: bool) -> bytes:
    if answer.status == NOT_MODIFIED and conditional:
        return b""
    if visit.robots and not 200 <= answer.status < 300:
        return b""
    if not visit.robots:
        judge_status(answer.status, address)
    encoding = ", ".join(answer.headers.get_all("Content-Encoding", []))
    if not visit.robots:
        return b"".join(unpacked(blocks_of(answer), encoding, visit.policy.limits.size))
    return _beginning(unpacked(blocks_of(answer), encoding, visit.policy.limits.robots))


def _beginning(blocks: Iterator[bytes]) -> bytes:
    """Return a body as far as it was within its limit."""
    kept = []
    try:
        for block in blocks:
            kept.append(block)
    except TooLarge:
        pass
    return b"".join(kept)


def _hear(visit: _Visit, address: Address, answer: HTTPResponse) -> None:
    """Follow a server's wish to be left alone for a while."""
    header = str(answer.headers.get("Retry-After", ""))
    seconds = manners.retry_after(answer.status, header, datetime.now(UTC))
    if seconds:
        visit.means.visits.leave_alone(address, visit.means.clock() + seconds)


def rules_at(address: Address, *, policy: Policy, means: Means = OURS) -> manners.Rules:
    """Return what a site's robots.txt says, remembered or asked for. Raises ``Refused``."""
    return _rules(_Visit(str(address), policy, means, Deadline(policy.limits.in_all)), address)


def _rules(visit: _Visit, address: Address) -> manners.Rules:
    means = visit.means
    rules = means.visits.rules_for(address, means.clock())
    if rules is None:
        there = Address(address.scheme, address.host, address.port, "/robots.txt")
        asked_for = replace(visit, asked=str(there), known=None, robots=True, page=address)
        found = _arrived(asked_for, there)
        rules = manners.rules_of(found.status, found.body, address)
        means.visits.learn(address, rules, means.clock())
    return rules


def _wait(visit: _Visit, address: Address, rules: manners.Rules) -> None:
    means = visit.means
    pause = max(visit.policy.pause, rules.pause)
    wait = means.visits.take_turn(address, means.clock(), pause, visit.policy)
    if wait:
        before = time.monotonic()
        means.sleep(wait)
        visit.deadline.extend(time.monotonic() - before)


def _looked_up(visit: _Visit, address: Address) -> tuple[IP, ...]:
    """Return where to connect: looked up once, judged, and not looked up again."""
    if address.ip is not None:
        found = [address.host]
    else:
        seconds = visit.deadline.within(visit.policy.limits.connecting)
        found = list(visit.means.resolve(address.host, seconds))
    return networks.judged(found, address.port, visit.policy, str(visit.page or address))


@contextmanager
def _in_sentences(address: Address, policy: Policy) -> Iterator[None]:
    """Turn what goes wrong on the network into a refusal."""
    try:
        yield
    except NoAuthorities as error:
        raise refused(
            N_(
                "%(address)s wurde nicht abgerufen: Die Datei %(file)s mit zusätzlichen "
                "Zertifizierungsstellen ist nicht zu gebrauchen (%(why)s). Wer weltoffen betreibt, "
                "berichtigt WELTOFFEN_AUTHORITIES."
            ),
            str(address),
            file=str(error.file),
            why=error.why,
        ) from error
    except ssl.SSLCertVerificationError as error:
        raise refused(
            N_(
                "Das Zertifikat von %(address)s ist nicht gültig (%(reason)s). Sehen Sie im "
                "Browser nach, und melden Sie es dem Betreiber der Seite."
            ),
            str(address),
            reason=error.verify_message,
        ) from error
    except TimeoutError as error:
        raise refused(
            N_(
                "Der Server von %(address)s hat nicht rechtzeitig geantwortet. Versuchen Sie es "
                "später noch einmal."
            ),
            str(address),
        ) from error
    except TooLarge as error:
        raise refused(
            N_(
                "Die Seite %(address)s ist größer als erlaubt (%(size)d Bytes). Speichern Sie den "
                "Teil, den Sie brauchen, und legen Sie ihn als Datei ab."
            ),
            str(address),
            size=policy.limits.size,
        ) from error
    except (HTTPException, Broken, ValueError, ssl.SSLError) as error:
        raise refused(
            N_(
                "Der Server von %(address)s antwortet nicht so, wie HTTP es verlangt. Sehen Sie im "
                "Browser nach, oder versuchen Sie es später noch einmal."
            ),
            str(address),
        ) from error
    except socket.gaierror as error:
        raise refused(
            N_(
                "Der Name in %(address)s ließ sich nicht nachschlagen. Prüfen Sie die "
                "Schreibweise, oder versuchen Sie es später noch einmal."
            ),
            str(address),
        ) from error
    except OSError as error:
        raise refused(
            N_(
                "Der Server von %(address)s ist nicht zu erreichen. Prüfen Sie die Adresse, oder "
                "versuchen Sie es später noch einmal."
            ),
            str(address),
        ) from error
