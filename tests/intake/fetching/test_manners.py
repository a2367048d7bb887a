"""Being a good guest: robots.txt, pauses, and what a server asks for."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.intake.fetching.serving import leading_to, page, serving, with_limits
from tests.intake.fetching.test_fetching import TEXT, fetched, refusal
from weltoffen.ground.problems import Refused
from weltoffen.intake.fetching import Means, Policy
from weltoffen.intake.fetching.addresses import allowed
from weltoffen.intake.fetching.manners import Rules, retry_after, wait_for

POLICY = Policy(contact="register@stadt.example")
HOME = allowed("https://stadt.example/", POLICY)


@dataclass
class Watch:
    """A clock that goes on only while somebody sleeps by it."""

    now: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def means(self) -> Means:
        return Means(clock=lambda: self.now, sleep=self.sleep)


@pytest.mark.parametrize(
    ("text", "target", "may"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nAllow: /a/b\nDisallow: /a", "/a/c", False),
        ("User-agent: *\nDisallow: /*?druck=", "/a?druck=1", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf?x", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: weltoffen\nAllow: /", "/a", True),
        ("User-agent: Weltoffen\nDisallow: /\n\nUser-agent: *\nAllow: /", "/a", False),
        ("User-agent: other\nDisallow: /", "/a", True),
        ("<!DOCTYPE html><p>nothing here", "/a", True),
    ],
)
def test_the_longest_rule_for_us_decides(text, target, may):
    assert Rules(text).allow(allowed(f"https://stadt.example{target}", POLICY)) is may


@pytest.mark.parametrize(
    ("delay", "pause"), [("5", 5), ("0.5", 0.5), ("-1", 0), ("nan", 0), ("inf", 0), ("soon", 0)]
)
def test_a_pause_is_a_sensible_number_of_seconds(delay, pause):
    assert Rules(f"User-agent: *\nCrawl-delay: {delay}").pause == pause


@given(st.text(max_size=200))
def test_any_robots_txt_can_be_read(text):
    rules = Rules(text)
    assert rules.allow(HOME) in {True, False}
    assert rules.pause >= 0
    assert all(isinstance(each, str) for each in rules.sitemaps)


@given(st.floats(0, 1e6), st.floats(0, 1e6))
def test_nobody_waits_longer_than_the_policy_lets(now, free_at):
    try:
        wait = wait_for(now, free_at, POLICY, HOME)
    except Refused:
        assert free_at - now > POLICY.longest_wait
        return
    assert 0 <= wait <= POLICY.longest_wait
    assert now + wait >= free_at - 1e-6


@pytest.mark.parametrize(
    ("status", "header", "seconds"),
    [
        (503, "120", 120),
        (429, "0", 0),
        (200, "120", 0),
        (503, "", 0),
        (503, "bald", 0),
        (503, "-5", 0),
        (503, "9" * 400, 86_400),
        (503, "²", 0),
        (503, "Sun, 22 Nov 2026 12:01:00 GMT", 60),
        (503, "Sun, 22 Nov 2026 11:00:00 GMT", 0),
        (503, "Sun, 22 Nov 2026 12:01:00", 60),
    ],
)
def test_a_wish_to_come_later_is_understood(status, header, seconds):
    assert retry_after(status, header, datetime(2026, 11, 22, 12, tzinfo=UTC)) == seconds


def robots(text: str, *headers: str) -> dict[str, bytes]:
    return {"/robots.txt": page(text.encode(), *headers)}


def test_what_robots_txt_forbids_is_not_asked_for():
    answers = {**robots("User-agent: weltoffen\nDisallow: /a"), "/a": page(TEXT), "/": page(TEXT)}
    with serving(answers) as server:
        means = Means()
        assert "robots.txt" in refusal(server.at("/a"), server.policy, means)
        assert fetched(server.at("/"), server.policy, means).body == TEXT
        assert server.targets == ["/robots.txt", "/"]


def test_a_redirect_into_what_is_forbidden_is_not_followed():
    answers = {**robots("User-agent: *\nDisallow: /a"), "/": leading_to("/a"), "/a": page(TEXT)}
    with serving(answers) as server:
        assert "robots.txt" in refusal(server.at("/"), server.policy)
        assert "/a" not in server.targets


@pytest.mark.parametrize("status", ["404 N", "403 F", "410 G"])
def test_without_a_robots_txt_everything_may_be_fetched(status):
    with serving({"/robots.txt": page(status=status), "/": page(TEXT)}) as server:
        assert fetched(server.at("/"), server.policy).body == TEXT


@pytest.mark.parametrize("status", ["500 E", "503 U", "429 T", "304 N"])
def test_where_robots_txt_fails_nothing_is_fetched(status):
    with serving({"/robots.txt": page(status=status), "/": page(TEXT)}) as server:
        assert status[:3] in refusal(server.at("/"), server.policy)
        assert "/" not in server.targets


def test_robots_txt_itself_cannot_lead_inside():
    with serving({"/robots.txt": leading_to("http://169.254.169.254/"), "/": page(TEXT)}) as server:
        assert "169.254.169.254" in refusal(server.at("/"), server.policy)
        assert server.targets == ["/robots.txt"]


def test_of_a_long_robots_txt_the_beginning_counts():
    text = "User-agent: *\nDisallow: /a\n" + "# more\n" * 5000 + "Disallow: /\n"
    with serving({**robots(text), "/": page(TEXT)}) as server:
        policy = with_limits(server.policy, robots=1000)
        means = Means()
        assert fetched(server.at("/"), policy, means).body == TEXT
        refusal(server.at("/a"), policy, means)


def test_robots_txt_is_read_once_a_day():
    watch = Watch()
    with serving({"/": page(TEXT)}) as server:
        means = watch.means()
        for _ in range(3):
            fetched(server.at("/"), server.policy, means)
        assert server.targets.count("/robots.txt") == 1
        watch.now += 24 * 3600
        fetched(server.at("/"), server.policy, means)
        assert server.targets.count("/robots.txt") == 2


def test_between_two_requests_to_a_host_there_is_a_pause():
    watch = Watch()
    with serving({"/": leading_to("/b"), "/b": page(TEXT)}) as server:
        policy = replace(server.policy, pause=2.0)
        means = watch.means()
        fetched(server.at("/"), policy, means)
        assert watch.slept == [2.0]  # the redirect is a request too
        watch.now += 0.5
        fetched(server.at("/b"), policy, means)
        assert watch.slept == [2.0, 1.5]
        watch.now += 10
        fetched(server.at("/b"), policy, means)
        assert watch.slept == [2.0, 1.5]


def test_a_site_may_ask_for_longer_pauses_but_not_for_any():
    watch = Watch()
    with serving({**robots("User-agent: *\nCrawl-delay: 20"), "/": page(TEXT)}) as server:
        means = watch.means()
        policy = replace(server.policy, longest_wait=30.0)
        for _ in range(2):
            fetched(server.at("/"), policy, means)
        assert watch.slept == [20.0]
        sentence = refusal(server.at("/"), replace(policy, longest_wait=10.0), means)
        assert "20 Sekunden" in sentence


def test_time_spent_waiting_does_not_count_against_the_fetch():
    watch = Watch()

    def sleep(seconds: float) -> None:
        watch.sleep(seconds)
        time.sleep(0.5)  # longer than the whole fetch may take

    with serving({"/": leading_to("/b"), "/b": page(TEXT)}) as server:
        policy = with_limits(replace(server.policy, pause=2.0), in_all=0.45)
        means = replace(watch.means(), sleep=sleep)
        assert fetched(server.at("/"), policy, means).body == TEXT


def test_who_asks_to_be_left_alone_is_left_alone():
    watch = Watch()
    answer = page(b"", "Retry-After: 600", status="503 Service Unavailable")
    with serving({"/": answer, "/b": page(TEXT)}) as server:
        means = watch.means()
        assert "503" in refusal(server.at("/"), server.policy, means)
        assert "600 Sekunden" in refusal(server.at("/b"), server.policy, means)
        watch.now += 600
        assert fetched(server.at("/b"), server.policy, means).body == TEXT
        assert server.targets == ["/robots.txt", "/", "/b"]
