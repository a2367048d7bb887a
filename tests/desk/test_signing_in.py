"""Signing in by name and password: what the door lets through, and what it says."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from axes.models import AccessAttempt
from django.conf import LazySettings
from django.middleware.csrf import rotate_token
from django.test import Client, RequestFactory
from django.urls import reverse
from lxml import html

from tests.factories import UserFactory, account
from weltoffen.accounts.enums import RoleName
from weltoffen.accounts.models import User
from weltoffen.audit.enums import EventName
from weltoffen.audit.models import AuditEvent
from weltoffen.casework.models import TextBlock

pytestmark = pytest.mark.django_db
DESK = "/desk/"
PASSWORD = "ein-langes-Passwort-7"
MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@pytest.fixture
def coordinator() -> User:
    user = account("koordination", RoleName.COORDINATOR)
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client: Client, name: str = "koordination", password: str = PASSWORD, **more: str):
    return client.post(reverse("account_login"), {"username": name, "password": password} | more)


def events(name: EventName) -> list[AuditEvent]:
    return list(AuditEvent.objects.filter(event=name))


def test_one_lands_where_one_wanted_to_go(coordinator: User) -> None:
    client = Client()
    wanted = reverse("desk:relations")
    asked = client.get(wanted)
    assert asked["Location"] == f"{reverse('wagtailadmin_login')}?next={wanted}"
    page = client.get(asked["Location"]).content.decode()
    assert f'value="{wanted}"' in page
    assert sign_in(client, next=wanted)["Location"] == wanted
    assert sign_in(Client())["Location"] == DESK
    assert sign_in(Client(), next="https://woanders.example/")["Location"] == DESK
    assert [event.by_name for event in events(EventName.SIGN_IN)] == ["koordination"] * 3


@pytest.mark.parametrize(("name", "password"), [("koordination", "falsch"), ("niemand", PASSWORD)])
def test_a_refusal_does_not_tell_whether_there_is_such_an_account(
    coordinator: User, name: str, password: str
) -> None:
    answer = sign_in(Client(), name, password)
    page = answer.content.decode()
    (said,) = re.findall(r'<li class="error">(.*?)</li>', page)
    assert "Anmeldename" in said
    assert "Passwort" in said
    assert f'value="{name}"' in page


def test_too_many_wrong_passwords_lock_the_name_and_the_right_one_does_not_help(
    coordinator: User, settings: LazySettings
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": None}
    settings.AXES_FAILURE_LIMIT = 3
    with time_machine.travel(MONDAY, tick=False) as clock:
        for number in range(3):
            answer = sign_in(Client(REMOTE_ADDR=f"10.0.0.{number}"), password="falsch")
        assert answer.status_code == 429
        assert "In 15 Minuten können Sie es wieder versuchen" in answer.content.decode()
        assert sign_in(Client(REMOTE_ADDR="10.0.1.1")).status_code == 429
        clock.shift(timedelta(minutes=16))
        assert sign_in(Client(REMOTE_ADDR="10.0.1.1")).status_code == 302
    assert [event.about for event in events(EventName.LOCKED_OUT)][:1] == [
        "accounts.user:koordination"
    ]


def test_too_many_wrong_names_lock_the_machine_they_come_from(
    coordinator: User, settings: LazySettings
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": None}
    settings.AXES_FAILURE_LIMIT = 3
    for number in range(3):
        sign_in(Client(REMOTE_ADDR="10.0.0.1"), name=f"geraten-{number}")
    assert sign_in(Client(REMOTE_ADDR="10.0.0.1")).status_code == 429
    assert sign_in(Client(REMOTE_ADDR="10.0.0.2")).status_code == 302


def test_what_was_typed_as_a_name_is_kept_nowhere(coordinator: User) -> None:

    sign_in(Client(), name="mein-geheimes-Passwort")
    (kept,) = AccessAttempt.objects.all()
    assert "geheimes" not in " ".join(str(value) for value in vars(kept).values())
    assert "geheimes" not in " ".join(str(vars(each)) for each in AuditEvent.objects.all())


def test_who_has_no_role_is_told_whom_to_ask(settings: LazySettings) -> None:
    settings.WELTOFFEN_ASK_FOR_ROLE = "das Büro für Internationale Beziehungen"
    client = Client()
    client.force_login(UserFactory(username="neu"))
    for address in (DESK, reverse("desk:relations"), reverse("wagtailadmin_account")):
        answer = client.get(address)
        assert answer.status_code == 403
        page = answer.content.decode()
        assert "Fragen Sie das Büro für Internationale Beziehungen" in page
        assert "„neu“" in page
    assert client.post(reverse("account_logout")).status_code == 302
    assert client.get(DESK).status_code == 302


def test_a_session_ends_when_nobody_is_there_and_after_its_hours(
    coordinator: User, settings: LazySettings
) -> None:
    settings.WELTOFFEN_SESSION_IDLE, settings.WELTOFFEN_SESSION_HOURS = 60, 4
    client = Client()
    with time_machine.travel(MONDAY, tick=False) as clock:
        sign_in(client)
        for _ in range(4):
            assert client.get(DESK).status_code == 200
            clock.shift(timedelta(minutes=59))
        assert client.get(DESK).status_code == 200
        clock.shift(timedelta(minutes=5))
        assert client.get(DESK)["Location"].startswith(reverse("wagtailadmin_login"))
        sign_in(client)
        assert client.get(DESK).status_code == 200
        clock.shift(timedelta(minutes=61))
        assert client.get(DESK).status_code == 302


def test_a_page_left_open_does_not_keep_its_session_by_looking_again(
    coordinator: User, settings: LazySettings
) -> None:
    settings.WELTOFFEN_SESSION_IDLE = 60
    client = Client()
    with time_machine.travel(MONDAY, tick=False) as clock:
        sign_in(client)
        assert client.get(DESK).status_code == 200
        clock.shift(timedelta(minutes=40))
        by_itself = client.get(reverse("desk:jobs"), headers={"X-Unattended": "yes"})
        assert by_itself.status_code == 200
        clock.shift(timedelta(minutes=21))
        assert client.get(reverse("desk:jobs")).status_code == 302


def test_a_form_sent_after_the_session_ended_is_not_lost_in_a_sign_in(coordinator: User) -> None:
    late = Client(enforce_csrf_checks=True, headers={"origin": "http://testserver"})
    address = reverse("desk:textblocks-add")
    typed = {
        "title": "Dank", "topic": "opening", "language": "de", "text": "Guten Tag,\n\nvielen <b>",
    }  # fmt: skip
    answer = late.post(address, typed | {"password": "geheim"})
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "Ihre Sitzung ist abgelaufen" in page
    assert "geheim" not in page
    sent = sent_again(page)
    assert sent == typed | {"csrfmiddlewaretoken": sent["csrfmiddlewaretoken"]}
    late.force_login(coordinator)
    rotate_token(request := RequestFactory().get("/"))
    late.cookies["csrftoken"] = request.META["CSRF_COOKIE"]
    once_more = late.post(address, sent)
    assert once_more.status_code == 403
    assert "Fast geschafft" in once_more.content.decode()
    assert not TextBlock.objects.exists()
    assert late.post(address, sent_again(once_more.content.decode())).status_code == 302
    assert TextBlock.objects.get().text == typed["text"]


@pytest.mark.django_db
@pytest.mark.parametrize("origin", ["https://evil.example", "null", ""])
def test_what_another_site_sends_does_not_come_back(origin: str) -> None:
    elsewhere = Client(headers={"origin": origin} if origin else {})
    page = elsewhere.post(reverse("desk:tasks-add"), {"title": "Überweisen"}).content.decode()
    assert "Ihre Sitzung ist abgelaufen" in page
    assert "Überweisen" not in page


def sent_again(page: str) -> dict[str, str]:
    """Return what the browser sends when the button of a page is pressed."""
    form = html.document_fromstring(page).forms[-1]
    values = {name: value.replace("\r\n", "\n") for name, value in form.form_values()}
    return {name: value.removeprefix("\n") for name, value in values.items()}  # as browsers read


def test_where_there_are_no_local_accounts_no_password_lets_in(
    coordinator: User, settings: LazySettings
) -> None:
    settings.WELTOFFEN_LOCAL_ACCOUNTS = False
    assert "username" not in Client().get(reverse("account_login")).content.decode()
    client = Client()
    sign_in(client)
    assert client.get(DESK).status_code == 302


@pytest.mark.parametrize("name", ["account_signup", "account_email", "account_reset_password",
                                  "account_set_password", "socialaccount_connections"])  # fmt: skip
def test_nobody_opens_an_account_for_themselves(name: str) -> None:
    assert Client().get(reverse(name)).status_code == 404
    assert (
        Client().post(reverse(name), {"username": "ich", "password1": PASSWORD}).status_code == 404
    )


def code_of(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def test_a_role_that_demands_a_second_factor_leads_to_it_and_no_further(
    coordinator: User, settings: LazySettings
) -> None:
    settings.WELTOFFEN_SECOND_FACTOR = ["coordinator"]
    client = Client()
    sign_in(client)
    answer = client.get(reverse("desk:relations"))
    assert answer["Location"] == reverse("mfa_index")
    assert (
        "Ihre Rolle braucht einen zweiten Faktor"
        in client.get(reverse("mfa_index")).content.decode()
    )
    assert (
        client.get(reverse("wagtailadmin_sprite")).headers["Content-Type"].startswith("image/svg")
    ), "the pages before the door show icons, too"
    again = client.get(reverse("mfa_activate_totp"))["Location"]
    assert again.startswith(reverse("account_reauthenticate"))
    client.post(again, {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r'value="([A-Z2-7]{16,})"', page)
    assert secret, page
    done = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret[1])})
    assert done.status_code == 302
    assert client.get(reverse("desk:relations")).status_code == 200
    assert [event.by_name for event in events(EventName.FACTOR_ADDED)][:1] == ["koordination"]
    kept = Authenticator.objects.get(type="totp")
    assert secret[1] not in str(kept.data)


def test_the_second_factor_is_asked_for_after_the_password(coordinator: User) -> None:
    secret = generate_totp_secret()
    TOTP.activate(coordinator, secret)
    RecoveryCodes.activate(coordinator)
    client = Client()
    assert sign_in(client)["Location"] == reverse("mfa_authenticate")
    assert client.get(DESK).status_code == 302
    wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert wrong.status_code == 200
    assert client.post(reverse("mfa_authenticate"), {"code": code_of(secret)}).status_code == 302
    assert client.get(DESK).status_code == 200


def test_a_recovery_code_works_once(coordinator: User) -> None:
    TOTP.activate(coordinator, generate_totp_secret())
    (code, *_more) = RecoveryCodes.activate(coordinator).get_unused_codes()
    answers = []
    for _ in range(2):
        client = Client()
        sign_in(client)
        client.post(reverse("mfa_authenticate"), {"code": code})
        answers.append(client.get(DESK).status_code)
    assert answers == [200, 302]


def test_a_new_session_number_comes_with_every_sign_in(coordinator: User) -> None:
    client = Client()
    client.get(reverse("account_login"))
    client.session["x"] = 1
    before = client.session.session_key
    sign_in(client)
    assert client.session.session_key != before
