"""Fetching from a real server: what comes back, what is sent, and where it may lead."""

from __future__ import annotations

import socket
from dataclasses import replace

import pytest

from tests.intake.fetching.serving import (
    CONTACT,
    leading_to,
    packed,
    page,
    resolving,
    serving,
)
from weltoffen.ground.problems import Refused
from weltoffen.intake.fetching import Fetched, Known, Means, NotModified, Policy, fetch

TEXT = "<p>Städtepartnerschaft</p>".encode()
DATE = "Sat, 21 Nov 2026 10:00:00 GMT"


def refusal(address: str, policy: Policy, means: Means | None = None) -> str:
    """Return the one sentence with which an address is refused."""
    with pytest.raises(Refused) as caught:
        fetch(address, policy=policy, means=means or Means())
    (problem,) = caught.value.problems
    assert problem.where == "address"
    return problem.says()


def fetched(address: str, policy: Policy, means: Means | None = None) -> Fetched:
    found = fetch(address, policy=policy, means=means or Means())
    assert isinstance(found, Fetched)
    return found


def test_a_page_comes_back_as_it_is_with_what_was_said_of_it():
    headers = ["Content-Type: text/html; charset=utf-8", 'ETag: "a"', f"Last-Modified: {DATE}"]
    with serving({"/a?b=c": page(TEXT, *headers)}) as server:
        address = server.at("/a?b=c")
        found = fetched(address + "#part", server.policy)
    assert found == Fetched(
        asked=address + "#part",
        address=address,
        passed=(),
        ip="127.0.0.1",
        body=TEXT,
        claimed_type="text/html; charset=utf-8",
        etag='"a"',
        last_modified=DATE,
    )


def test_a_request_says_who_asks_and_nothing_else():
    with serving({"/": page(TEXT)}) as server:
        fetched(server.at("/"), server.policy)
        sent = server.headers("/")
        assert sent["host"] == f"127.0.0.1:{server.port}"
    assert sent["user-agent"].startswith("weltoffen/")
    assert CONTACT in sent["user-agent"]
    assert set(sent) == {"host", "user-agent", "accept", "accept-encoding", "connection"}


def test_a_claimed_type_is_kept_and_not_believed():
    with serving({"/": page(b"%PDF-1.7", "Content-Type: text/html")}) as server:
        found = fetched(server.at("/"), server.policy)
    assert (found.claimed_type, found.body) == ("text/html", b"%PDF-1.7")


@pytest.mark.parametrize(
    ("body", "header"),
    [
        (packed(TEXT), "Content-Encoding: gzip"),
        (packed(TEXT[:5]) + packed(TEXT[5:]) + b"\0\0", "Content-Encoding: GZIP"),
        (TEXT, "Content-Encoding: identity"),
    ],
    ids=["one", "two", "none"],
)
def test_a_packed_body_is_unpacked(body, header):
    with serving({"/": page(body, header)}) as server:
        assert fetched(server.at("/"), server.policy).body == TEXT


def test_a_body_in_chunks_is_put_together():
    answer = (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n1\r\n!\r\n0\r\n\r\n"
    )
    with serving({"/": answer}) as server:
        assert fetched(server.at("/"), server.policy).body == b"hello!"


def test_a_page_that_did_not_change_is_not_sent_again():
    with serving({"/": page(TEXT, 'ETag: W/"a"', f"Last-Modified: {DATE}")}) as server:
        address = server.at("/")
        known = fetched(address, server.policy).known
        server.answers["/"] = b"HTTP/1.1 304 Not Modified\r\n\r\n"
        again = fetch(address, known=known, policy=server.policy, means=Means())
        assert again == NotModified(address, address)
        sent = server.headers("/")
    assert (sent["if-none-match"], sent["if-modified-since"]) == ('W/"a"', DATE)


def test_validators_go_to_the_address_that_gave_them_only():
    with serving({"/": leading_to("/new"), "/new": page(TEXT)}) as server:
        known = Known(server.at("/new"), '"a"')
        fetch(server.at("/"), known=known, policy=server.policy, means=Means())
        assert "if-none-match" not in server.headers("/")
        assert server.headers("/new")["if-none-match"] == '"a"'


def test_validators_that_are_none_are_not_sent():
    with serving({"/": page(TEXT, "ETag: a b", "Last-Modified: gestern")}) as server:
        found = fetched(server.at("/"), server.policy)
        assert (found.etag, found.last_modified) == ("", "")
        known = Known(server.at("/"), '"a"\r\nX: y', "gestern\r\nX: y")
        fetch(server.at("/"), known=known, policy=server.policy, means=Means())
        assert not {"if-none-match", "if-modified-since", "x"} & set(server.headers("/"))


def test_not_modified_without_having_asked_for_changes_is_refused():
    with serving({"/": page(status="304 Not Modified")}) as server:
        assert "304" in refusal(server.at("/"), server.policy)


@pytest.mark.parametrize("status", ["404 N", "410 G", "403 F", "500 E", "204 N", "206 P"])
def test_an_answer_that_is_not_the_page_is_refused(status):
    with serving({"/": page(b"sorry", status=status)}) as server:
        assert status[:3] in refusal(server.at("/"), server.policy)


@pytest.mark.parametrize("status", ["301 M", "302 F", "303 S", "307 T", "308 P"])
def test_redirects_are_followed_and_recorded(status):
    answers = {"/": leading_to("b/", status), "/b/": leading_to("/ä", status)}
    with serving({**answers, "/%C3%A4": page(TEXT)}) as server:
        found = fetched(server.at("/"), server.policy)
        assert found.passed == (server.at("/"), server.at("/b/"))
        assert found.address == server.at("/%C3%A4")


def test_the_policy_of_everyday_reaches_no_local_server():
    with serving({"/": page(TEXT)}) as server:
        policy = Policy(contact=CONTACT)
        refusal(server.at("/"), policy)
        refusal(server.at("/"), replace(policy, ports=frozenset({server.port})))
        assert server.heads == []


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.0.0.2", "10.0.0.1", "192.168.0.1", "172.16.0.1", "169.254.169.254",
     "100.64.0.1", "0.0.0.0", "224.0.0.1", "[::1]", "[::]", "[fe80::1]", "[fd00:ec2::254]",
     "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[ff02::1]"],
)  # fmt: skip
def test_no_internal_address_is_reached(host):
    sentence = refusal(f"http://{host}/", Policy(contact=CONTACT))
    assert "nicht im öffentlichen Netz" in sentence


@pytest.mark.parametrize(
    "location",
    ["http://127.0.0.1/", "http://169.254.169.254/latest/meta-data/", "http://[::1]/",
     "http://localhost/", "file:///etc/passwd", "http://0x7f.1/", "//10.0.0.1/",
     "http://intern.example/", "http://u:p@127.0.0.1/", "gopher://127.0.0.1/", ""],
)  # fmt: skip
def test_no_redirect_leads_inside(location):
    means = resolving({"intern.example": ["8.8.8.8", "10.1.2.3"]})
    with serving({"/": leading_to(location)}) as server:
        refusal(server.at("/"), server.policy, means)
        assert server.targets == ["/robots.txt", "/"]


def test_a_redirect_to_another_port_of_the_same_host_is_judged_anew():
    with serving({"/": page(TEXT)}) as inside:
        with serving({"/": leading_to(inside.at("/"))}) as server:
            refusal(server.at("/"), server.policy)
        assert inside.heads == []


def test_redirects_in_a_circle_are_refused():
    with serving({"/": leading_to("/b"), "/b": leading_to("/#x")}) as server:
        assert "im Kreis" in refusal(server.at("/"), server.policy)


def test_endless_redirects_are_refused_after_five():
    answers = {f"/{n}": leading_to(f"/{n + 1}") for n in range(20)}
    with serving({**answers, "/5": page(TEXT)}) as server:
        assert len(fetched(server.at("/0"), server.policy).passed) == 5
    with serving(dict(answers)) as server:
        assert "mehr als 5-mal" in refusal(server.at("/0"), server.policy)
        assert server.targets == ["/robots.txt", *(f"/{n}" for n in range(6))]


def test_a_name_is_reached_at_the_address_that_was_judged():
    asked: list[str] = []
    with serving({"/": page(TEXT)}) as server:
        means = resolving({"stadt.example": ["127.0.0.1"]}, asked)
        found = fetched(server.at("/", "stadt.example"), server.policy, means)
        assert server.headers("/")["host"] == f"stadt.example:{server.port}"
    assert found.ip == "127.0.0.1"
    assert asked == ["stadt.example"] * 2  # once for robots.txt, once for the page


def test_a_name_whose_answer_changes_is_judged_by_what_is_connected_to():
    """DNS rebinding: each answer is judged, and what was judged is not asked for again."""
    with serving({"/": page(TEXT)}) as server:
        answers = iter([["127.0.0.1"], ["127.0.0.2"]])
        means = Means(resolve=lambda _name, _seconds: next(answers))
        sentence = refusal(server.at("/", "stadt.example"), server.policy, means)
        assert "127.0.0.2" in sentence
        assert server.targets == ["/robots.txt"]


@pytest.mark.parametrize("answer", [["127.0.0.1", "10.0.0.1"], ["::1", "127.0.0.1"], ["nobody"]])
def test_a_mixed_answer_is_refused_before_anything_is_sent(answer):
    with serving({"/": page(TEXT)}) as server:
        means = resolving({"stadt.example": answer})
        refusal(server.at("/", "stadt.example"), server.policy, means)
        assert server.heads == []


def test_a_name_that_nobody_knows_is_refused():
    sentence = refusal("https://stadt.example/", Policy(CONTACT), resolving({}))
    assert "Den Namen in https://stadt.example/ kennt niemand" in sentence


def test_a_resolver_that_cannot_answer_now_is_told_as_such_and_not_of_robots_txt():
    def resolve(_name: str, _seconds: float) -> list[str]:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    sentence = refusal("https://stadt.example/", Policy(CONTACT), Means(resolve=resolve))
    assert "Der Name in https://stadt.example/ ließ sich nicht nachschlagen" in sentence


@pytest.mark.parametrize("error", [TimeoutError(), OSError("no resolver"), UnicodeError("x")])
def test_a_resolver_that_fails_is_a_refusal(error):
    def resolve(_name: str, _seconds: float) -> list[str]:
        raise error

    refusal("https://stadt.example/", Policy(CONTACT), Means(resolve=resolve))
