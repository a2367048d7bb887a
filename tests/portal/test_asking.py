"""The form for requests: what comes in, what is refused, and that nothing typed is lost."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from tests.portal.public import HOSTILE
from tests.portal.showing import check, home_city, shown, words
from weltoffen.accounts.models import User
from weltoffen.casework.actions import (
    ask_by_form,
    form_account,
    number_for_asking,
)
from weltoffen.casework.actions.asking import ACCOUNT
from weltoffen.casework.enums import Channel, Language, RequestState, Wish
from weltoffen.casework.models import Request
from weltoffen.casework.rules.asking import LONGEST_TEXT, MOST_AN_HOUR, asking_problems
from weltoffen.casework.selectors import state
from weltoffen.ground.problems import Refused
from weltoffen.portal.asking import number_in, sealed_number
from weltoffen.records.enums import Visibility

pytestmark = pytest.mark.django_db
ADDRESS, ARRIVED = "/de/anfrage/", "/de/anfrage/angekommen/"
TYPED = {
    "wish": "speaker",
    "text": "Wir feiern am 3. Mai 50 Jahre Schulaustausch.\nWer spricht ein Grußwort?",
    "sender_email": "vorstand@verein.example",
    "sender_name": "Der Vorstand",
    "sender_organisation": "Verein der Freunde",
    "sender_phone": "0231 1234",
    "website": "",
}


@pytest.fixture
def stranger() -> Client:
    """A browser without a session, that a forged form could come from."""
    return Client(enforce_csrf_checks=True)


def opened(client: Client, address: str = ADDRESS) -> str:
    """Open the page and return the number under its seal."""
    return str(shown(client, address).xpath("string(//input[@name='number']/@value)"))


def sent(client: Client, address: str = ADDRESS, **typed: Any) -> Any:
    given = TYPED | {"number": typed.pop("number", None) or opened(client, address)} | typed
    return client.post(address, given)


def read(answer: Any) -> html.HtmlElement:
    page = html.document_fromstring(answer.content.decode())
    check(page)
    return page


class TestReceiving:
    def test_a_request_lies_with_the_office_as_received(self, stranger):
        answer = sent(stranger)
        request = Request.objects.get()
        assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, ARRIVED)
        assert (request.wish, request.channel) == (Wish.SPEAKER, Channel.FORM)
        assert (request.sender_name, request.sender_email) == (
            "Der Vorstand", "vorstand@verein.example",
        )  # fmt: skip
        assert request.text.splitlines() == TYPED["text"].splitlines()
        assert request.visibility == Visibility.INTERNAL
        assert state(request) is RequestState.RECEIVED
        assert request.steps.get().by == User.objects.get(username=ACCOUNT)

    def test_what_stays_when_the_sender_goes_names_nobody(self, stranger):
        sent(stranger, address="/en/request/")
        request = Request.objects.get()
        assert request.subject == "Vortrag oder Grußwort: Anfrage über das Formular"
        assert request.language == Language.EN

    def test_the_page_after_it_names_the_number_in_both_languages(self, stranger):
        leads = sent(stranger)["Location"]
        page = shown(stranger, leads)
        number = Request.objects.get().identifier
        assert number in words(page.find(".//main"))
        english = page.xpath("string(//nav//a[@hreflang='en']/@href)")
        assert number in words(shown(stranger, english).find(".//main"))

    @pytest.mark.parametrize("number", ["", "1", HOSTILE, "f" * 17])
    def test_the_page_after_it_repeats_nothing_that_is_no_number(self, stranger, number):
        page = shown(stranger, f"{ARRIVED}?number={number}")
        assert not page.xpath("//*[@class='wo-ask__number']")

    def test_sent_twice_it_is_one_request(self, stranger):
        number = opened(stranger)
        first, second = sent(stranger, number=number), sent(stranger, number=number)
        assert first["Location"] == second["Location"]
        assert Request.objects.count() == 1

    def test_no_cookie_is_set_and_nothing_is_kept_on_the_way(self, stranger):
        for answer in (stranger.get(ADDRESS), sent(stranger), sent(stranger, text="")):
            assert not answer.cookies
            assert "no-store" in answer["Cache-Control"]

    def test_it_is_deleted_two_years_later(self, stranger):
        with time_machine.travel(dt.datetime(2024, 2, 29, 12, tzinfo=dt.UTC), tick=False):
            page = shown(stranger, ADDRESS)
            assert "28. Februar 2026" in words(page.find(".//main"))
            sent(stranger)
        assert Request.objects.get().delete_by == dt.date(2026, 2, 28)


class TestRefusing:
    @pytest.mark.parametrize(
        ("field", "given"),
        [
            ("wish", ""),
            ("wish", "everything"),
            ("text", "  \n"),
            ("text", "x" * (LONGEST_TEXT + 1)),
            ("text", "a\x00b"),
            ("sender_email", ""),
            ("sender_email", "verein"),
            ("sender_name", "x" * 161),
            ("sender_phone", "1" * 41),
            ("website", "https://buy.example"),
        ],
    )
    def test_a_fault_is_said_above_and_at_its_field(self, stranger, field, given):
        answer = sent(stranger, **{field: given})
        page = read(answer)
        assert answer.status_code == 422
        (above,) = page.xpath("//section[@role='alert']//li/a/@href")
        (faulty,) = page.xpath("//*[@aria-invalid='true']")
        assert above == f"#{faulty.get('id')}"
        assert faulty.get("name") == field
        assert not faulty.xpath("ancestor::*[@hidden]")
        assert not Request.objects.exists()

    def test_nothing_typed_is_lost(self, stranger):
        page = read(sent(stranger, sender_email="verein"))
        for name in ("sender_name", "sender_organisation", "sender_phone"):
            assert page.xpath(f"string(//input[@name='{name}']/@value)") == TYPED[name]
        assert page.xpath("string(//input[@name='sender_email']/@value)") == "verein"
        assert page.xpath("string(//textarea)").splitlines()[-1] == "Wer spricht ein Grußwort?"
        assert page.xpath("string(//option[@selected]/@value)") == "speaker"

    def test_the_number_stays_the_same_while_faults_are_mended(self, stranger):
        number = opened(stranger)
        page = read(sent(stranger, number=number, text=""))
        assert page.xpath("string(//input[@name='number']/@value)") == number

    @pytest.mark.parametrize("number", ["-", "0123456789abcdef", HOSTILE])
    def test_what_did_not_come_from_the_page_comes_back_to_it(self, stranger, number):
        page = read(sent(stranger, number=number))
        assert not Request.objects.exists()
        fresh = page.xpath("string(//input[@name='number']/@value)")
        assert sent(stranger, number=fresh).status_code == 302
        assert Request.objects.count() == 1

    def test_a_page_that_was_open_for_days_is_sent_once_more(self, stranger):
        with time_machine.travel(dt.datetime(2026, 1, 1, tzinfo=dt.UTC), tick=False):
            number = opened(stranger)
        with time_machine.travel(dt.datetime(2026, 1, 3, tzinfo=dt.UTC), tick=False):
            page = read(sent(stranger, number=number))
        assert "lange offen" in words(page.xpath("//section[@role='alert']")[0])
        assert words(page.find(".//textarea")).startswith("Wir feiern")

    def test_what_is_typed_is_shown_as_text(self, stranger):
        page = read(sent(stranger, text=HOSTILE, sender_name=HOSTILE, sender_email=HOSTILE))
        assert page.xpath("string(//textarea)").strip() == HOSTILE
        assert page.xpath("string(//input[@name='sender_name']/@value)") == HOSTILE

    def test_more_than_an_office_can_get_wait_until_the_hour_is_over(self, stranger):
        def ask() -> None:
            ask_by_form(
                number=number_for_asking(), wish=Wish.OTHER, language=Language.DE,
                sender={"text": "?"}, by=form_account(),
            )  # fmt: skip

        with time_machine.travel(dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC), tick=False):
            for _each in range(MOST_AN_HOUR):
                ask()
            with pytest.raises(Refused):
                ask()
            answer = sent(stranger)
            assert answer.status_code == 422
            assert words(read(answer).find(".//textarea")).startswith("Wir feiern")
        with time_machine.travel(dt.datetime(2026, 1, 1, 13, 1, tzinfo=dt.UTC), tick=False):
            assert sent(stranger).status_code == 302
        assert Request.objects.count() == MOST_AN_HOUR + 1


class TestOffering:
    def test_the_office_leads_there(self, client):
        from tests.factories import OrganisationFactory
        from weltoffen.organisations.enums import OrganisationKind

        OrganisationFactory(kind=OrganisationKind.OFFICE, municipality=home_city())
        assert shown(client, "/de/buero/").xpath(f"//a[@href='{ADDRESS}']")
        assert shown(client, "/en/page-map/").xpath("//a[@href='/en/request/']")

    def test_a_city_that_wants_none_has_none(self, client, settings):
        settings.WELTOFFEN_REQUEST_FORM = False
        number = sealed_number()
        post = client.post(ADDRESS, TYPED | {"number": number})
        for answer in (client.get(ADDRESS), client.get(ARRIVED), post):
            assert answer.status_code == 404
        assert not Request.objects.exists()
        assert not shown(client, "/de/uebersicht/").xpath(f"//a[@href='{ADDRESS}']")


@given(st.text(max_size=80))
def test_only_what_was_sealed_is_a_number(made_up):
    assert number_in(made_up) == ""


def test_under_a_seal_lies_a_number():
    number = number_in(sealed_number())
    assert len(number) == 16
    assert number != number_in(sealed_number())


@pytest.mark.parametrize(("came", "taken"), [(0, True), (29, True), (30, False), (500, False)])
def test_the_limit(came, taken):
    assert (asking_problems(came) == []) is taken
