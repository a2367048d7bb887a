"""Accounts at the desk: from an invitation to work in a role, and the way out."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, date, datetime, timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import LazySettings
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.factories import OrganisationFactory, RelationFactory, UserFactory, account, somebody
from weltoffen.accounts.actions import close_account, give_role, invite, renew_invitation
from weltoffen.accounts.enums import RoleName
from weltoffen.accounts.models import DeskSession, Invitation, User
from weltoffen.accounts.selectors import grants_of
from weltoffen.audit.enums import EventName
from weltoffen.audit.models import AuditEvent
from weltoffen.casework.actions import make_feed
from weltoffen.organisations.enums import OrganisationKind

pytestmark = pytest.mark.django_db
DESK = "/desk/"
PASSWORD = "sieben Kraniche am See"
MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@pytest.fixture
def administrator() -> User:
    return account("verwaltung", RoleName.ADMINISTRATOR)


@pytest.fixture
def office(administrator: User, settings: LazySettings) -> Client:
    """The administrator's browser."""
    settings.WELTOFFEN_SECOND_FACTOR = []
    client = Client()
    client.force_login(administrator)
    return client


def of(name: str, user: User, *more: int) -> str:
    return reverse(f"desk:accounts-{name}", args=[user.pk, *more])


def text_of(answer: Any) -> str:
    return unescape(answer.content.decode())


def link_in(answer: Any) -> str:
    """Return the path of the link that is shown once."""
    found = re.search(r'id="invitation-link"[^>]*value="https?://[^/]+([^"]+)"', text_of(answer))
    assert found, text_of(answer)
    return found[1]


def opened(office: Client, **typed: str) -> Any:
    sent = {"username": "a.weber", "first_name": "Anna", "last_name": "Weber", "role": "reader"}
    return office.post(reverse("desk:accounts-add"), sent | typed)


def sign_in(name: str, password: str) -> Client:
    client = Client()
    client.post(reverse("account_login"), {"username": name, "password": password})
    return client


def user(name: str) -> User:
    return User.objects.get(username=name)


# --- end to end ----------------------------------------------------------------------------------


def test_from_the_invitation_to_work_in_the_role(office: Client) -> None:
    unit = OrganisationFactory(
        identifier="sportamt", name={"de": "Sportamt"}, kind=OrganisationKind.DEPARTMENT
    )
    answer = opened(office, role="contributor", unit=unit.identifier, reason="neu im Amt")
    link = link_in(answer)
    assert "no-store" in answer.headers["Cache-Control"]
    assert "Verschickt ist nichts" in text_of(answer)
    assert sign_in("a.weber", PASSWORD).get(DESK).status_code == 302
    browser = Client()
    page = browser.get(link)
    assert "„a.weber“" in text_of(page)
    assert page.headers["Referrer-Policy"] == "strict-origin"
    assert "no-store" in page.headers["Cache-Control"]
    done = browser.post(link, {"password": PASSWORD, "again": PASSWORD})
    assert done["Location"] == reverse("account_login")
    said = text_of(browser.get(done["Location"]))
    assert "Ihr Passwort ist gesetzt" in said
    browser.post(reverse("account_login"), {"username": "a.weber", "password": PASSWORD})
    assert browser.get(reverse("desk:tasks-add")).status_code == 200
    assert browser.get(reverse("desk:accounts")).status_code == 302
    assert browser.get(reverse("desk:relations-add")).status_code == 302
    again = Client().get(link)
    assert again.status_code == 410
    assert "schon angenommen" in text_of(again)
    sent = {"password": "ein ganz anderes Wort", "again": "ein ganz anderes Wort"}
    assert Client().post(link, sent).status_code == 410
    assert user("a.weber").check_password(PASSWORD)


def test_a_demanded_second_factor_is_set_up_before_anything_else(
    office: Client, settings: LazySettings
) -> None:
    link = link_in(opened(office, role="protocol"))
    settings.WELTOFFEN_SECOND_FACTOR = ["protocol"]
    Client().post(link, {"password": PASSWORD, "again": PASSWORD})
    assert sign_in("a.weber", PASSWORD).get(DESK)["Location"] == reverse("mfa_index")


def test_a_new_password_by_a_link_does_not_get_round_the_second_factor(office: Client) -> None:
    known = account("weber", RoleName.READER)
    TOTP.activate(known, generate_totp_secret())
    link = link_in(office.post(of("invite", known)))
    browser = Client()
    browser.post(link, {"password": PASSWORD, "again": PASSWORD})
    assert browser.get(DESK).status_code == 302
    login = browser.post(reverse("account_login"), {"username": "weber", "password": PASSWORD})
    assert login["Location"] == reverse("mfa_authenticate")


# --- the link ------------------------------------------------------------------------------------


def test_what_is_wrong_with_a_link_is_said_in_plain_words() -> None:
    with time_machine.travel(MONDAY, tick=False) as clock:
        invitation, old = invite(username="neu", role=RoleName.READER, by=somebody())
        _second, token = renew_invitation(account=invitation.account, by=somebody())
        replaced = Client().get(reverse("invitation", args=[old]))
        clock.shift(timedelta(days=8))
        expired = Client().get(reverse("invitation", args=[token]))
    unknown = Client().get(reverse("invitation", args=["falsch"]))
    assert [each.status_code for each in (replaced, expired, unknown)] == [410, 410, 404]
    assert "durch eine neue ersetzt" in text_of(replaced)
    assert "sieben Tage" in text_of(expired)
    assert "beim Kopieren abgeschnitten" in text_of(unknown)


def test_a_closed_account_is_not_opened_by_its_link() -> None:
    invitation, token = invite(username="neu", role=RoleName.READER, by=somebody())
    User.objects.filter(pk=invitation.account_id).update(is_active=False)
    assert Client().get(reverse("invitation", args=[token])).status_code == 410


def test_guessing_links_locks_out_who_guesses_and_nobody_else(settings: LazySettings) -> None:
    settings.AXES_FAILURE_LIMIT = 3
    _invitation, token = invite(username="neu", role=RoleName.READER, by=somebody())
    right = reverse("invitation", args=[token])
    guessing = Client(REMOTE_ADDR="10.0.0.1")
    for number in range(3):
        answer = guessing.get(reverse("invitation", args=[f"geraten-{number}"]))
    assert answer.status_code in (404, 429)
    assert guessing.get(right).status_code == 429
    assert Client(REMOTE_ADDR="10.0.0.2").get(right).status_code == 200
    refused = AuditEvent.objects.filter(event=EventName.SIGN_IN_REFUSED)
    assert refused.count() == 3
    assert not any("geraten" in str(vars(each)) for each in refused)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"password": PASSWORD, "again": "anders"}, "verschieden"),
        ({"password": "kurz", "again": "kurz"}, "zu kurz"),
        ({"password": "", "again": ""}, "Wählen Sie ein Passwort"),
    ],
)
def test_a_password_that_will_not_do_is_said_at_its_field(typed: dict[str, str], said: str) -> None:
    _invitation, token = invite(username="neu", role=RoleName.READER, by=somebody())
    answer = Client().post(reverse("invitation", args=[token]), typed)
    assert answer.status_code == 200
    assert said in text_of(answer)
    assert Invitation.objects.get().used_at is None


def test_who_opens_the_link_signed_in_as_somebody_else_leaves_that_account(office: Client) -> None:
    link = link_in(opened(office))
    office.post(link, {"password": PASSWORD, "again": PASSWORD})
    assert office.get(DESK).status_code == 302


@pytest.mark.parametrize("address", ["weber@stadt.example", ""])
def test_the_link_is_mailed_where_mail_goes_out(
    office: Client, settings: LazySettings, address: str
) -> None:
    settings.WELTOFFEN_MAIL_FROM = "buero@stadt.example"
    answer = opened(office, email=address)
    if not address:
        assert mail.outbox == []
        return
    (sent,) = mail.outbox
    assert sent.to == [address]
    assert link_in(answer) in sent.body
    assert f"auch an {address} verschickt" in text_of(answer)


def test_a_mail_server_that_fails_costs_nothing_but_the_mail(
    office: Client, settings: LazySettings
) -> None:
    settings.WELTOFFEN_MAIL_FROM = "buero@stadt.example"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    answer = opened(office, email="weber@stadt.example")
    assert "ließ sich nicht verschicken" in text_of(answer)
    assert Client().get(link_in(answer)).status_code == 200


# --- the pages -----------------------------------------------------------------------------------


def test_what_is_wrong_with_a_new_account_is_said_and_nothing_typed_is_lost(office: Client) -> None:
    UserFactory(username="A.Weber")
    answer = opened(office, role="contributor", reason="Vertretung")
    page = text_of(answer)
    assert "Ein Konto „a.weber“ gibt es schon" in page
    assert "Vertretung" in page
    unit_missing = text_of(opened(office, username="neu", role="contributor"))
    assert "braucht einen Fachbereich" in unit_missing
    assert not User.objects.filter(username="neu").exists()


def listed(office: Client, **asked: str) -> list[str]:
    page = office.get(reverse("desk:accounts"), asked)
    return [line.username for line in page.context["object_list"]]


def test_the_list_says_how_each_account_stands_and_is_narrowed(office: Client) -> None:
    relation = RelationFactory()
    guest = UserFactory(username="gast", first_name="Zoé", last_name="Martin")
    give_role(user=guest, role=RoleName.GUEST, relation=relation.identifier, by=somebody())
    UserFactory(username="lader", is_function=True, is_active=False)
    invite(username="neu", role=RoleName.READER, by=somebody())
    closed = account("zu", RoleName.READER)
    close_account(account=closed, by=somebody())
    TOTP.activate(guest, generate_totp_secret())
    assert listed(office) == ["gast", "neu", "verwaltung", "zu"]
    assert listed(office, role="guest") == ["gast"]
    assert listed(office, standing="closed") == ["zu"]
    assert listed(office, never="yes") == ["gast", "neu", "zu"]
    assert listed(office, factor="yes") == ["gast"]
    assert listed(office, factor="no") == ["neu", "verwaltung", "zu"]
    assert listed(office, q="zoe") == ["gast"]
    assert listed(office, q="niemand") == []
    page = text_of(office.get(reverse("desk:accounts")))
    for words in ("eingeladen", "geschlossen", "noch nie", "Zoé Martin"):
        assert words in page
    assert f"Gast aus einer Partnerstadt: {relation.home.name}" in page


def test_the_list_goes_along_as_a_table_and_that_is_noted(office: Client) -> None:
    answer = office.get(reverse("desk:accounts"), {"export": "csv"})
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[1][0] == "verwaltung"
    assert "verwaltet das Programm" in rows[1][3]
    assert AuditEvent.objects.get(event=EventName.LIST_EXPORTED).by_name == "verwaltung"


def test_a_long_list_takes_as_few_queries_as_a_short_one(
    office: Client, django_assert_max_num_queries: Any
) -> None:
    relation, unit = RelationFactory(), OrganisationFactory()

    def more(count: int) -> None:
        for number in range(count):
            each = UserFactory(username=f"konto-{count}-{number}")
            give_role(user=each, role=RoleName.GUEST, relation=relation.identifier, by=somebody())
            give_role(user=each, role=RoleName.CONTRIBUTOR, unit=unit.identifier, by=somebody())

    more(1)
    office.get(reverse("desk:accounts"))
    with django_assert_max_num_queries(11) as few:
        office.get(reverse("desk:accounts-results"))
    more(12)
    with django_assert_max_num_queries(len(few.captured_queries)):
        office.get(reverse("desk:accounts-results"))


def test_the_sheet_tells_all_there_is_and_that_somebody_looked(office: Client) -> None:
    known = account("weber", RoleName.READER)
    give_role(user=known, role=RoleName.PROTOCOL, by=somebody(), last_day=date(2099, 5, 1))
    known.set_password(PASSWORD)
    known.save()
    RecoveryCodes.activate(known)
    sign_in("weber", "falsch")
    sign_in("weber", PASSWORD).get(DESK, headers={"User-Agent": "Firefox (Windows)"})
    TOTP.activate(known, generate_totp_secret())
    page = text_of(office.get(of("sheet", known)))
    for words in (
        "liest mit", "Protokoll", "bis 1. Mai 2099", "Anmeldung abgewiesen", "angemeldet",
        "Firefox, Windows", "Authenticator-App", "Notfallcodes", "Rolle gegeben",
    ):  # fmt: skip
        assert words in page, words
    seen = AuditEvent.objects.get(event=EventName.ACCOUNT_SEEN)
    assert (seen.by_name, seen.about) == ("verwaltung", "accounts.user:weber")


def test_there_is_no_sheet_of_a_program(office: Client) -> None:
    program = UserFactory(is_function=True, is_active=False)
    assert office.get(of("sheet", program)).status_code == 404


def test_roles_are_given_and_taken_with_a_reason(office: Client) -> None:
    known = account("weber", RoleName.READER)
    office.post(
        of("role", known),
        {"role": "protocol", "last_day": "31.12.2099", "reason": "Vertretung"},
    )
    given = known.assignments.get(role="protocol")
    assert given.last_day == date(2099, 12, 31)
    assert "Protokoll, bis 31.12.2099. Grund: Vertretung" in text_of(office.get(of("sheet", known)))
    take = of("role-take", known, given.pk)
    assert "sofort" in text_of(office.get(take))
    office.post(take, {"reason": "ist zurück"})
    assert {grant.role for grant in grants_of(user("weber"))} == {RoleName.READER}
    assert "Grund: ist zurück" in text_of(office.get(of("sheet", known)))
    assert office.get(take).status_code == 404
    elsewhere = of("role-take", user("verwaltung"), known.assignments.get(role="reader").pk)
    assert office.get(elsewhere).status_code == 404


@pytest.mark.parametrize("step", ["close", "factors"])
def test_nobody_shuts_out_themselves(office: Client, administrator: User, step: str) -> None:
    account("zweite", RoleName.ADMINISTRATOR)
    answer = office.post(of(step, administrator), {"reason": ""})
    assert answer.status_code == 200
    assert "Noch nicht getan" in text_of(answer)
    assert office.get(DESK).status_code == 200
    own = administrator.assignments.get()
    answer = office.post(of("role-take", administrator, own.pk), {"reason": ""})
    assert "nur jemand anderes" in text_of(answer)


def test_a_closed_account_loses_sessions_feeds_and_passkeys_until_it_is_opened(
    office: Client,
) -> None:
    known = account("weber", RoleName.COORDINATOR)
    known.set_password(PASSWORD)
    known.save()
    _feed, secret = make_feed(account=known, name="Telefon", by=known)
    calendar = reverse("calendar-feed", args=[secret])
    browser = sign_in("weber", PASSWORD)
    assert (browser.get(DESK).status_code, Client().get(calendar).status_code) == (200, 200)
    office.post(of("close", known), {"reason": "im Ruhestand"})
    assert (browser.get(DESK).status_code, Client().get(calendar).status_code) == (302, 404)
    assert sign_in("weber", PASSWORD).get(DESK).status_code == 302
    assert "Wieder öffnen" in text_of(office.get(of("sheet", known)))
    office.post(of("close", known), {"reason": "doch noch da", "meant": "reopen"})
    assert browser.get(DESK).status_code == 302
    assert sign_in("weber", PASSWORD).get(DESK).status_code == 200


def test_an_open_invitation_is_withdrawn_on_its_page(office: Client) -> None:
    link = link_in(opened(office))
    address = of("invite", user("a.weber"))
    assert "Ein Link ist noch offen" in text_of(office.get(address))
    office.post(address, {"do": "withdraw"})
    assert Client().get(link).status_code == 410
    assert "zurückgezogen" in text_of(office.get(of("sheet", user("a.weber"))))


def test_an_administrator_signs_somebody_out_everywhere(office: Client) -> None:
    known = account("weber", RoleName.READER)
    browser = Client()
    browser.force_login(known)
    browser.get(DESK)
    office.post(of("sessions", known))
    assert browser.get(DESK).status_code == 302
    assert office.get(DESK).status_code == 200


def test_ones_own_name_and_address_are_kept_by_the_administration(office: Client) -> None:
    known = invite(username="weber", role=RoleName.READER, by=somebody())[0].account
    address = of("edit", known)
    wrong = office.post(address, {"first_name": "Anna", "last_name": "W", "email": "weber"})
    assert wrong.status_code == 200
    office.post(address, {"first_name": "Anna", "last_name": "W", "email": "w@x.example"})
    known.refresh_from_db()
    assert (known.get_full_name(), known.email) == ("Anna W", "w@x.example")
    assert "w@x.example" not in str([each.details for each in AuditEvent.objects.all()])


# --- one's own sessions --------------------------------------------------------------------------


def test_one_leaves_everywhere_else_and_stays_here(office: Client) -> None:
    known = account("weber", RoleName.READER)
    here, there = Client(HTTP_USER_AGENT="Firefox (Linux)"), Client()
    for client in (here, there):
        client.force_login(known)
        assert client.get(DESK).status_code == 200
    page = text_of(here.get(reverse("desk:own-sessions")))
    assert "diese hier" in page
    assert "Firefox, Linux" in page
    assert reverse("desk:own-sessions") in text_of(here.get(reverse("wagtailadmin_account")))
    here.post(reverse("desk:own-sessions"))
    assert (here.get(DESK).status_code, there.get(DESK).status_code) == (200, 302)
    assert DeskSession.objects.filter(account=known, ended_at__isnull=True).count() == 1


def test_who_signs_out_has_left(office: Client) -> None:
    office.get(DESK)
    office.post(reverse("account_logout"))
    assert DeskSession.objects.get().ended_at is not None


# --- Wagtail's own pages -------------------------------------------------------------------------

WAGTAILS = (
    "users/", "users/new/", "users/1/", "users/1/delete/", "users/results/", "groups/",
    "groups/new/", "groups/1/", "groups/1/users/", "bulk/accounts/user/delete/",
    "bulk/accounts/user/set_active_state/", "bulk/accounts/user/assign_role/",
)  # fmt: skip


@pytest.mark.parametrize("address", WAGTAILS)
def test_wagtails_pages_for_accounts_are_closed_for_all(office: Client, address: str) -> None:
    root = Client()
    root.force_login(UserFactory(username="wurzel", is_superuser=True))
    victim = account("weber", RoleName.READER)
    where = f"{DESK}{address}?id={victim.pk}"
    for client in (root, office):
        assert client.get(where).status_code == 404
        assert client.post(where, {"mark_as_active": "False"}).status_code == 404
    victim.refresh_from_db()
    assert victim.is_active


def test_no_way_leads_there_and_one_leads_to_ours(office: Client) -> None:
    root = Client()
    root.force_login(UserFactory(username="wurzel", is_superuser=True))
    for client in (root, office):
        for page in (DESK, reverse("desk:search")):
            shown = text_of(client.get(page))
            assert "/desk/users/" not in shown
            assert "/desk/groups/" not in shown
            assert reverse("desk:accounts") in shown
