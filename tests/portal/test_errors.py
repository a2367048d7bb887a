"""When something goes wrong: what happened, what looks like it, how to go on."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.test import Client, RequestFactory
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from tests.portal.public import HOSTILE, MOST_QUERIES, check, get, links, said
from weltoffen.ground.identifiers import LONGEST
from weltoffen.portal.views import errors

NAMES = st.text("abcdefghij-", min_size=3, max_size=12)


@pytest.mark.django_db
@pytest.mark.usefixtures("loaded")
class TestNotFound:
    @pytest.mark.parametrize(
        ("path", "suggested"),
        [
            ("/de/beziehungen/dortmund-rostow/", "/de/beziehungen/dortmund-rostow-am-don/"),
            ("/de/partnerstadt/rostow/", "/de/beziehungen/dortmund-rostow-am-don/"),
            ("/de/partnerstaedte/Amiens/", "/de/beziehungen/dortmund-amiens/"),
            ("/de/staedtepartnerschaften/xian/", "/de/beziehungen/dortmund-xian/"),
            ("/de/partnerstädte/", "/de/partnerstaedte/"),
            ("/de/quelle/", "/de/quellen/"),
            ("/de/themen/wassser/", "/de/themen/water/"),
            ("/en/kumasi.json", "/en/beziehungen/dortmund-kumasi/"),
            ("/id/dortmund-kumassi", "/de/beziehungen/dortmund-kumasi/"),
        ],
    )
    def test_what_looks_like_it_is_offered(self, path, suggested):
        page = get(path, status=404, **{"accept-language": "de"})
        offered = list(links(page, "//section[h2[@id='close']]//a").values())
        wanted = suggested.removeprefix("/en")
        assert [href for href in offered if href.endswith(wanted.split("/", 3)[-1])], offered

    def test_the_ways_on_are_always_there(self):
        page = get("/de/%F0%9F%98%80%F0%9F%98%80/", status=404)
        assert not page.xpath("//*[@id='close']")
        assert set(links(page, "//section[h2[@id='ways']]//a").values()) == {
            "/de/", "/de/partnerstaedte/", "/de/uebersicht/",
        }  # fmt: skip

    @pytest.mark.parametrize("language", ["de", "en"])
    def test_it_speaks_the_language_of_the_address(self, language):
        other = "en" if language == "de" else "de"
        page = get(f"/{language}/nichts-davon/", status=404, **{"accept-language": other})
        assert page.get("lang") == language

    def test_it_says_which_address_and_nothing_more_of_it(self):
        page = get("/de/gibt-es-nicht/", status=404)
        assert said(page, "//main//code") == "/de/gibt-es-nicht/"

    @pytest.mark.parametrize(
        "path", [HOSTILE, "\x00", "x" * 5000, "%", "../../etc/passwd", "ä" * 500, "a\nb", "-" * 300]
    )
    def test_hostile_addresses_are_only_not_found(self, path):
        quoted = "".join(f"%{byte:02x}" for byte in path.encode())
        get(f"/de/{quoted}/x/", status=404)
        get(f"/de/beziehungen/{quoted}/", status=404)

    def test_it_asks_the_database_little(self, django_assert_max_num_queries):
        client = Client()
        client.get("/de/nichts/")
        for path in ("/de/dortmund-rostow-am-dom/", "/de/quellen/nichts/", "/id/nichts"):
            with django_assert_max_num_queries(MOST_QUERIES):
                client.get(path)

    def test_machines_are_told_not_to_keep_it(self):
        assert get("/de/nichts/", status=404).xpath("//meta[@name='robots']/@content") == [
            "noindex"
        ]

    def test_an_address_without_language_is_tried_with_the_readers(self):
        answer = Client(headers={"accept-language": "de"}).get("/partnerstaedte/?on=2018-12-31")
        assert answer.status_code == 302
        assert answer["Location"] == "/de/partnerstaedte/?on=2018-12-31"

    def test_outside_of_the_languages_nothing_is_sent_elsewhere(self):
        for path in ("/id/nope", "/id/a/b", "/static/nope.css", "/media/nope", "/wp-login.php"):
            assert Client().get(path).status_code == 404, path


def test_when_all_is_broken_a_page_comes_without_the_database():
    """No mark for the database, so asking it would fail this test."""
    for path, language in (("/de/x/", "de"), ("/en/x/", "en"), ("/x", "de"), ("", "de")):
        request = RequestFactory().get("/")
        request.path = path
        answer = errors.broken(request)
        assert answer.status_code == 500
        page = html.document_fromstring(answer.content.decode())
        check(page)
        assert page.get("lang") == language
        assert "Der Fehler liegt bei uns" in page.text_content()
        assert "The fault is ours" in page.text_content()
        assert page.xpath("//a/@href") == [f"/{language}/"]


@pytest.mark.parametrize(
    ("view", "status", "words", "problem"),
    [
        (errors.bad_request, 400, "können wir nicht lesen", SuspiciousOperation("geheim")),
        (errors.forbidden, 403, "keinen Zugang", PermissionDenied("geheim")),
    ],
)
def test_refusals_are_plain_and_tell_no_secret(view, status, words, problem):
    with translation.override("de"):
        answer = view(RequestFactory().get("/de/"), problem)
    assert answer.status_code == status
    page = html.document_fromstring(answer.content.decode())
    check(page)
    assert words in said(page, "//h1")
    assert "geheim" not in page.text_content()


def test_a_host_that_is_not_ours_is_refused_plainly():
    answer = Client(headers={"host": "evil.example"}).get("/de/")
    assert answer.status_code == 400
    assert b"<h1>" in answer.content


@pytest.mark.django_db
def test_a_form_without_its_protection_says_what_to_do():
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "de"})
    answer = client.post("/desk/login/", {"username": "x", "password": "y"})
    assert answer.status_code == 403
    page = html.document_fromstring(answer.content.decode())
    check(page)
    assert "Formular ist abgelaufen" in said(page, "//h1")
    assert page.get("lang") == "de"


class TestClosest:
    @given(st.lists(NAMES, max_size=30), NAMES)
    def test_what_is_exactly_it_comes_first(self, others, wanted):
        known = [(f"key-{i}", word) for i, word in enumerate(others)] + [("it", wanted)]
        found = errors.closest(wanted, known)
        assert len(found) == len(set(found)) <= errors.MOST
        if found[0] != "it":
            assert dict(known)[found[0]] == wanted

    @given(NAMES, st.lists(NAMES, max_size=10))
    def test_all_that_is_offered_is_known(self, wanted, words):
        known = [(word, word) for word in words]
        assert set(errors.closest(wanted, known)) <= set(words)

    def test_one_mistyped_letter_is_forgiven(self):
        assert errors.closest("kumassi", [("k", "kumasi"), ("l", "leeds")]) == ["k"]

    def test_a_part_of_a_name_is_enough(self):
        assert errors.closest("rostow", [("r", "rostow-am-don"), ("l", "leeds")]) == ["r"]

    def test_nothing_like_it_offers_nothing(self):
        assert errors.closest("qqqqqq", [("r", "rostow-am-don")]) == []

    @given(st.text(max_size=300))
    def test_any_path_gives_an_identifier_or_nothing(self, path):
        found = errors.wanted_identifier(path)
        assert len(found) <= LONGEST
        assert found == "" or set(found) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
