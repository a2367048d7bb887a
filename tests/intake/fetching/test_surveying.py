"""Reading the map of a site: what lies in a section, within limits, and nothing from outside."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.intake.fetching.serving import Served, packed, page, serving
from weltoffen.ground.problems import Refused
from weltoffen.intake.fetching import Means, Policy, SitemapLimits, survey
from weltoffen.intake.fetching.addresses import allowed
from weltoffen.intake.fetching.maps import Entry, maps_beside, pages_within, read

POLICY = Policy(contact="register@stadt.example")
LIMITS = SitemapLimits()
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
HERE = "https://stadt.example/sitemap.xml"


def pages(*addresses: str) -> bytes:
    inside = "".join(f"<url><loc>\n {each} </loc></url>" for each in addresses)
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset {NAMESPACE}>{inside}</urlset>'.encode()


def index(*addresses: str) -> bytes:
    inside = "".join(f"<sitemap><loc>{each}</loc></sitemap>" for each in addresses)
    return f"<sitemapindex {NAMESPACE}>{inside}</sitemapindex>".encode()


def test_a_list_names_pages_and_when_they_changed():
    body = (
        f'<urlset {NAMESPACE} xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">'
        "<url><image:image><image:loc>https://stadt.example/x.png</image:loc></image:image>"
        "<loc>https://stadt.example/a?b=1&amp;c</loc><lastmod>2026-11-01</lastmod></url>"
        "<url><loc></loc></url><url/></urlset>"
    ).encode()
    found = read(body, LIMITS, HERE)
    assert found.pages == (Entry("https://stadt.example/a?b=1&c", "2026-11-01"),)
    assert not found.cut


@pytest.mark.parametrize("form", [bytes, packed])
def test_an_index_names_maps_packed_or_not(form):
    assert read(form(index("/a", "/b")), LIMITS, HERE).maps == ("/a", "/b")


def test_of_too_many_pages_the_first_count():
    found = read(pages("a", "b", "c"), replace(LIMITS, addresses=2), HERE)
    assert [each.address for each in found.pages] == ["a", "b"]
    assert found.cut


NAMES = "abcdefghi"
ENTITIES = "".join(
    f'<!ENTITY {after} "{f"&{name};" * 10}">' for name, after in itertools.pairwise(NAMES)
)
BOMB = (
    f'<!DOCTYPE urlset [<!ENTITY a "aaaaaaaaaa">{ENTITIES}]>'
    f"<urlset {NAMESPACE}><url><loc>&i;</loc></url></urlset>"
).encode()
NO_MAPS = [
    b"", b"hello", b"<html><body>404</body></html>", pages("a")[:-5], BOMB,
    b'<!DOCTYPE urlset SYSTEM "file:///etc/passwd"><urlset><url><loc>a</loc></url></urlset>',
    b'<!DOCTYPE urlset [<!ENTITY x SYSTEM "file:///etc/passwd">]><urlset>&x;</urlset>',
    b"<urlset><url><loc>&x;</loc></url></urlset>", b"<urlset>" + b"<url>" * 1000,
    b'<?xml version="1.0" encoding="nowhere"?><urlset/>', b"\x1f\x8b",
    packed(pages("a"))[:-9], b"\x00" * 100, b"<a><urlset/></a>",
]  # fmt: skip


@pytest.mark.parametrize("body", NO_MAPS, ids=range(len(NO_MAPS)))
def test_what_is_no_map_is_refused_with_a_sentence(body):
    with pytest.raises(Refused, match="keine Sitemap"):
        read(body, LIMITS, HERE)


@pytest.mark.parametrize("body", [b" " * 1001, packed(b" " * 10_000_000)], ids=range(2))
def test_a_map_that_is_too_large_is_refused(body):
    with pytest.raises(Refused, match="größer"):
        read(body, replace(LIMITS, size=1000), HERE)


@given(
    st.binary(max_size=200) | st.binary(max_size=100).map(lambda b: b"<urlset>" + b + b"</urlset>")
)
def test_any_bytes_are_a_map_or_refused(body):
    try:
        read(body, LIMITS, HERE)
    except Refused:
        return


def test_only_pages_in_the_section_that_may_be_fetched_are_kept():
    section = allowed("https://stadt.example/international/", POLICY)
    named = ["https://stadt.example/international/lyon#x", "http://stadt.example/international/a",
             "https://stadt.example/international/lyon", "https://stadt.example/intern",
             "https://stadt.example/international/../intern",
             "https://andere.example/international/", "https://u:p@stadt.example/international/b",
             "file:///international/c",
             "/international/", "https://stadt.example:22/international/"]  # fmt: skip
    found = pages_within(map(Entry, named), section, POLICY)
    assert [each.address for each in found] == [
        "https://stadt.example/international/lyon",
        "http://stadt.example/international/a",
    ]


def test_an_index_names_maps_of_its_own_host_only():
    here = allowed(HERE, POLICY)
    named = ["https://stadt.example/a.xml", "https://andere.example/a.xml", "file:///a.xml", "a"]
    assert [str(each) for each in maps_beside(named, here, POLICY)] == [named[0]]


def surveyed(server: Served, policy: Policy | None = None, sitemap: str | None = None):
    section = server.at("/welt/")
    return survey(section, sitemap=sitemap, policy=policy or server.policy, means=Means())


def addresses(found) -> list[str]:
    return [each.address for each in found.pages]


def test_the_usual_map_is_read():
    with serving({}) as server:
        server.answers["/sitemap.xml"] = page(pages(server.at("/welt/a"), server.at("/b")))
        found = surveyed(server)
        assert addresses(found) == [server.at("/welt/a")]
        assert found.read == (server.at("/sitemap.xml"),)
        assert found.complete


def test_robots_txt_may_name_the_map_and_an_index_further_ones():
    with serving({}) as server:
        at = server.at
        server.answers |= {
            "/robots.txt": page(f"Sitemap: {at('/i')}\nSitemap: file:///x\n".encode()),
            "/i": page(index(at("/1"), at("/2"), at("/1"), at("/i"), "http://10.0.0.1/")),
            "/1": page(packed(pages(at("/welt/a"))), "Content-Type: application/gzip"),
            "/2": page(packed(pages(at("/welt/b"), at("/welt/a"))), "Content-Encoding: gzip"),
        }
        found = surveyed(server)
        assert addresses(found) == [at("/welt/a"), at("/welt/b")]
        assert found.read == (at("/i"), at("/1"), at("/2"))
        assert found.complete


def test_a_map_may_be_given_by_hand():
    with serving({}) as server:
        server.answers["/m"] = page(pages(server.at("/welt/a")))
        assert addresses(surveyed(server, sitemap=server.at("/m"))) == [server.at("/welt/a")]


def test_a_map_that_cannot_be_read_is_said_and_the_others_count():
    with serving({}) as server:
        at = server.at
        server.answers |= {
            "/sitemap.xml": page(index(at("/1"), at("/2"))),
            "/2": page(pages(at("/welt/b"))),
        }
        found = surveyed(server)
        assert addresses(found) == [at("/welt/b")]
        assert ["404" in problem.says() for problem in found.problems] == [True]
        assert not found.complete


def test_a_site_without_any_map_is_refused():
    with serving({}) as server, pytest.raises(Refused, match="404"):
        surveyed(server)


@pytest.mark.parametrize(
    ("limits", "read_maps"),
    [(SitemapLimits(documents=3), 3), (SitemapLimits(depth=1), 2), (SitemapLimits(depth=0), 1)],
)
def test_number_and_depth_of_maps_are_limited(limits, read_maps):
    with serving({}) as server:
        at = server.at
        server.answers["/sitemap.xml"] = page(index(at("/0")))
        server.answers |= {f"/{n}": page(index(at(f"/{n + 1}"))) for n in range(9)}
        found = surveyed(server, replace(server.policy, sitemaps=replace(limits)))
        assert len(found.read) == read_maps
        assert not found.complete


def test_the_number_of_pages_is_limited_over_all_maps():
    with serving({}) as server:
        at = server.at
        server.answers |= {
            "/sitemap.xml": page(index(at("/1"), at("/2"))),
            "/1": page(pages(at("/welt/a"), at("/welt/b"))),
            "/2": page(pages(at("/welt/c"), at("/welt/d"))),
        }
        found = surveyed(server, replace(server.policy, sitemaps=SitemapLimits(addresses=3)))
        assert len(found.pages) == 3
        assert not found.complete


def test_a_section_of_a_host_that_nobody_knows_says_so_once_and_nothing_of_robots_txt():
    section = "https://gibt-es-nicht.example/a/"
    with pytest.raises(Refused) as caught:
        survey(section, policy=POLICY, means=Means(resolve=lambda _name, _seconds: []))
    [problem] = caught.value.problems
    assert f"Den Namen in {section} kennt niemand" in problem.says()
