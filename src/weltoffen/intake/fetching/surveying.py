"""Reading the maps of a site: which pages there are in a section of it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from weltoffen.ground.problems import Problem, Refused
from weltoffen.intake.fetching import maps
from weltoffen.intake.fetching.addresses import Address, allowed
from weltoffen.intake.fetching.types import Fetched, Policy
from weltoffen.intake.fetching.visiting import OURS, Means, fetch, rules_at

Tell = Callable[[int, int, int], None]
"""Told before each map is asked for: how many were, how many are known of, and the pages so far."""


def _tell_nobody(_tried: int, _known: int, _pages: int) -> None:
    """Stand where nobody wants to know how far it is."""


@dataclass(frozen=True, slots=True)
class Survey:
    """The pages of a section. ``read`` are the maps that were read.

    ``problems`` say which maps could not be read, and ``complete`` is false where maps or pages
    were left out because of them or of a limit.
    """

    pages: tuple[maps.Entry, ...]
    read: tuple[str, ...]
    problems: tuple[Problem, ...]
    complete: bool


@dataclass(slots=True)
class _Progress:
    waiting: deque[tuple[Address, int]]
    pages: dict[str, maps.Entry] = field(default_factory=dict)
    read: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    tried: set[str] = field(default_factory=set)
    cut: bool = False


def survey(
    section: str,
    *,
    sitemap: str | None = None,
    policy: Policy,
    means: Means = OURS,
    tell: Tell = _tell_nobody,
) -> Survey:
    """Return the pages that a site's maps name in a section, such as ``https://…/international/``.

    ``sitemap`` is where to begin; without it, what robots.txt names, else ``/sitemap.xml``. Each
    map is a fetch of its own, as polite as any. Raises ``Refused`` where the section's address is
    refused or no map at all could be read. What ``tell`` raises ends it.
    """
    there = allowed(section, policy)
    begin = [allowed(sitemap, policy)] if sitemap else _named_by_robots(there, policy, means)
    so_far = _Progress(deque((each, 0) for each in begin))
    while so_far.waiting and len(so_far.tried) < policy.sitemaps.documents:
        tried = len(so_far.tried)
        tell(tried, tried + len(so_far.waiting), len(so_far.pages))
        address, depth = so_far.waiting.popleft()
        if str(address) not in so_far.tried:
            so_far.tried.add(str(address))
            _read_one(so_far, address, depth, there, policy, means)
    if so_far.problems and not so_far.read:
        raise Refused(*so_far.problems)
    complete = not (so_far.cut or so_far.problems or so_far.waiting)
    pages = tuple(so_far.pages.values())
    return Survey(pages, tuple(so_far.read), tuple(so_far.problems), complete)


def _named_by_robots(section: Address, policy: Policy, means: Means) -> list[Address]:
    usual = Address(section.scheme, section.host, section.port, "/sitemap.xml")
    found = []
    for text in rules_at(section, policy=policy, means=means).sitemaps:
        try:
            found.append(allowed(text, policy))
        except Refused:
            continue  # a robots.txt may name anything; what is no address is no map
    return found or [usual]


def _read_one(
    so_far: _Progress, address: Address, depth: int, section: Address, policy: Policy, means: Means
) -> None:
    limits = policy.sitemaps
    own = replace(policy, limits=replace(policy.limits, size=limits.size))
    try:
        found = fetch(str(address), policy=own, means=means)
        assert isinstance(found, Fetched)  # nothing was known, so nothing can be unmodified
        site_map = maps.read(found.body, limits, str(address))
    except Refused as refusal:
        so_far.problems.extend(refusal.problems)
        return
    so_far.read.append(str(address))
    so_far.cut |= site_map.cut
    for page in maps.pages_within(site_map.pages, section, policy):
        if len(so_far.pages) < limits.addresses:
            so_far.pages.setdefault(page.address, page)
        else:
            so_far.cut = True
    further = maps.maps_beside(site_map.maps, address, policy)
    if depth < limits.depth:
        so_far.waiting.extend((each, depth + 1) for each in further)
    else:
        so_far.cut |= bool(further)
