"""Signing in by the city's service: against a real OpenID Connect provider on this machine."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

import httpx
import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from tests.factories import UserFactory, account, somebody
from weltoffen.accounts.actions import invite
from weltoffen.accounts.enums import RoleName
from weltoffen.accounts.models import Invitation, User
from weltoffen.audit.enums import EventName
from weltoffen.audit.models import AuditEvent

pytestmark = [pytest.mark.django_db, pytest.mark.enable_socket]
DESK = "/desk/"
ROLES = ["international=coordinator", "sport=contributor:sportamt", "it=administrator"]


class Provider:
    """The city's service, as a person meets it in the browser."""

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer

    def knows(self, subject: str, **claims: object) -> None:
        """Say what the service says of somebody."""
        answer = httpx.put(f"{self.issuer}/users/{subject}", json=claims)
        assert answer.status_code == 204, answer.text

    def sign_in(self, address: str, subject: str) -> str:
        """Sign in as somebody at the address one was sent to; return where one is sent back."""
        answer = httpx.post(address, data={"sub": subject, "action": "authorize"})
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"]


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    """Run the service as a process of its own, and return its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [
        sys.executable,
        "-m",
        "oidc_provider_mock",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
    ]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(200):
            try:
                httpx.get(f"{address}/.well-known/openid-configuration")
                break
            except httpx.TransportError:
                assert process.poll() is None, "the service ended"
                time.sleep(0.05)
        yield address
    finally:
        process.terminate()
        process.wait()


@pytest.fixture
def provider(issuer: str, settings: LazySettings) -> Provider:
    settings.WELTOFFEN_OIDC_ROLES = ROLES
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "city",
                    "name": "Mit dem Stadtkonto anmelden",
                    "client_id": "weltoffen",
                    "secret": "geheim",
                    "settings": {"server_url": issuer},
                }
            ],
        }
    }
    return Provider(issuer)


def leave_for(client: Client, next_page: str = "") -> str:
    """Press the button on the sign-in page; return the address at the service."""
    page = client.get(reverse("account_login"))
    assert "Mit dem Stadtkonto anmelden" in page.content.decode()
    address = reverse("openid_connect_login", args=["city"])
    query = urlencode({"process": "login"} | ({"next": next_page} if next_page else {}))
    answer = client.get(f"{address}?{query}")
    assert answer.status_code == 302
    return answer["Location"]


def come_back(client: Client, address: str) -> str:
    """Follow the service's answer; return where the desk leads."""
    parts = urlsplit(address)
    answer = client.get(urlunsplit(("", "", parts.path, parts.query, "")))
    assert answer.status_code == 302, answer.content.decode()[:500]
    return answer["Location"]


def signed_in(provider: Provider, subject: str) -> Client:
    client = Client()
    come_back(client, provider.sign_in(leave_for(client), subject))
    return client


def held(name: str) -> set[tuple[str, str, bool]]:
    rows = User.objects.get(username=name).assignments.filter(ended_at__isnull=True)
    return {(each.role, each.unit, each.is_by_claims) for each in rows}


def test_one_comes_in_with_the_roles_that_the_service_says(provider: Provider) -> None:
    provider.knows("s1", preferred_username="koordination", groups=["international", "unbekannt"])
    client = Client()
    wanted = reverse("desk:relations")
    asked = leave_for(client, wanted)
    query = parse_qs(urlsplit(asked).query)
    assert query["code_challenge_method"] == ["S256"]
    assert query["response_type"] == ["code"]
    assert come_back(client, provider.sign_in(asked, "s1")) == wanted
    assert client.get(wanted).status_code == 200
    assert held("koordination") == {("coordinator", "", True)}
    (entry,) = AuditEvent.objects.filter(event=EventName.SIGN_IN)
    assert entry.by_name == "koordination"
    assert not User.objects.get(username="koordination").has_usable_password()


def test_roles_follow_what_the_service_says_the_next_time(provider: Provider) -> None:
    provider.knows("s1", preferred_username="sport", groups=["international"])
    signed_in(provider, "s1")
    provider.knows("s1", preferred_username="sport", groups="sport")
    signed_in(provider, "s1")
    assert held("sport") == {("contributor", "sportamt", True)}
    provider.knows("s1", preferred_username="sport")
    client = signed_in(provider, "s1")
    assert held("sport") == set()
    assert client.get(DESK).status_code == 403
    assert User.objects.filter(username="sport").count() == 1


def test_of_what_the_service_says_only_the_roles_are_kept(provider: Provider) -> None:
    provider.knows(
        "s1", preferred_username="koordination", groups=["international"], address={"locality": "X"}
    )
    for _ in range(2):
        signed_in(provider, "s1")
    (known,) = SocialAccount.objects.all()
    assert (known.uid, known.extra_data) == ("s1", {})
    assert not SocialToken.objects.exists()


def test_an_address_alone_opens_nobodys_account(provider: Provider) -> None:
    victim = account("verwaltung", RoleName.ADMINISTRATOR)
    victim.email = "verwaltung@stadt.example"
    victim.save()
    provider.knows(
        "fremd", preferred_username="verwaltung", email=victim.email, email_verified=True
    )
    client = signed_in(provider, "fremd")
    assert client.get(DESK).status_code == 403
    newcomer = SocialAccount.objects.get().user
    assert newcomer != victim
    assert newcomer.username != "verwaltung"


def test_a_program_cannot_be_taken_over_by_its_name(provider: Provider) -> None:
    UserFactory(username="demo-register", is_function=True, is_active=False)
    provider.knows("s1", preferred_username="demo-register", groups=["international"])
    client = signed_in(provider, "s1")
    assert client.get(DESK).status_code == 200
    assert not SocialAccount.objects.get().user.is_function


def test_a_closed_account_stays_closed_whatever_the_service_says(provider: Provider) -> None:
    provider.knows("s1", preferred_username="ehemalig", groups=["international"])
    signed_in(provider, "s1")
    User.objects.filter(username="ehemalig").update(is_active=False)
    client = Client()
    assert come_back(client, provider.sign_in(leave_for(client), "s1")) == reverse(
        "account_inactive"
    )
    assert client.get(DESK).status_code == 302
    assert client.get(reverse("account_inactive")).status_code == 200


@pytest.mark.parametrize("changed", ["state", "code"])
def test_an_answer_that_was_not_asked_for_lets_nobody_in(provider: Provider, changed: str) -> None:
    provider.knows("s1", preferred_username="koordination", groups=["international"])
    client = Client()
    answer = urlsplit(provider.sign_in(leave_for(client), "s1"))
    query = {name: values[0] for name, values in parse_qs(answer.query).items()}
    query[changed] = "anders"
    where = come_back(client, f"{answer.path}?{urlencode(query)}")
    assert where == f"{reverse('account_login')}?city=failed"
    assert "hat nicht geklappt" in client.get(where).content.decode()
    assert not User.objects.filter(username="koordination").exists()


def test_an_answer_meant_for_another_browser_lets_nobody_in(provider: Provider) -> None:
    provider.knows("s1", preferred_username="koordination", groups=["international"])
    answer = provider.sign_in(leave_for(Client()), "s1")
    other = Client()
    come_back(other, answer)
    assert other.get(DESK).status_code == 302


def test_who_declines_at_the_service_is_told_so(provider: Provider) -> None:
    client = Client()
    answer = httpx.post(leave_for(client), data={"sub": "s1", "action": "deny"})
    where = come_back(client, answer.headers["Location"])
    assert where in {f"{reverse('account_login')}?city={why}" for why in ("cancelled", "failed")}


def test_where_the_service_does_not_answer_the_desk_says_so(
    provider: Provider, settings: LazySettings
) -> None:
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    app["settings"]["server_url"] = "http://localhost:9"
    answer = Client().post(reverse("openid_connect_login", args=["city"]))
    assert answer.status_code == 302
    assert answer["Location"] == f"{reverse('account_login')}?city=failed"


def test_no_second_factor_is_asked_of_whom_the_service_has_asked(
    provider: Provider, settings: LazySettings
) -> None:
    settings.WELTOFFEN_SECOND_FACTOR = ["administrator"]
    provider.knows("s1", preferred_username="it", groups=["it"])
    assert signed_in(provider, "s1").get(DESK).status_code == 200


def by_invitation(client: Client, link: str) -> str:
    """Press the city's button on an invitation's page; return the address at the service."""
    assert "Mit dem Stadtkonto anmelden" in client.get(link).content.decode()
    answer = client.post(link, {"do": "city"})
    assert answer.status_code == 302, answer.content.decode()[:300]
    return answer["Location"]


@pytest.fixture
def link(db: None) -> str:
    """The link of somebody who was invited as a reader."""
    _invitation, token = invite(username="a.weber", role=RoleName.READER, by=somebody())
    return reverse("invitation", args=[token])


def test_who_is_invited_comes_to_that_account_with_the_city_account(
    provider: Provider, link: str
) -> None:
    provider.knows("s1", preferred_username="anna.weber", groups=["sport"])
    client = Client()
    come_back(client, provider.sign_in(by_invitation(client, link), "s1"))
    assert client.get(DESK).status_code == 200
    assert held("a.weber") == {("reader", "", False), ("contributor", "sportamt", True)}
    assert not User.objects.filter(username="anna.weber").exists()
    assert Invitation.objects.get().used_at is not None
    assert Client().get(link).status_code == 410
    assert not User.objects.get(username="a.weber").has_usable_password()
    provider.knows("s1", preferred_username="anna.weber")
    signed_in(provider, "s1")
    assert held("a.weber") == {("reader", "", False)}


def test_an_invitation_that_somebody_else_opened_here_is_not_theirs(
    provider: Provider, link: str
) -> None:
    provider.knows("fremd", preferred_username="fremd", groups=["sport"])
    client = Client()
    by_invitation(client, link)  # and never came back
    come_back(client, provider.sign_in(leave_for(client), "fremd"))
    assert SocialAccount.objects.get().user.username == "fremd"
    assert Invitation.objects.get().used_at is None


def test_an_invitation_that_ended_meanwhile_gives_no_account_away(
    provider: Provider, link: str
) -> None:
    provider.knows("s1", preferred_username="anna.weber")
    client = Client()
    asked = by_invitation(client, link)
    Invitation.objects.update(withdrawn_at=Invitation.objects.get().made_at)
    come_back(client, provider.sign_in(asked, "s1"))
    assert SocialAccount.objects.get().user.username == "anna.weber"


def test_who_has_an_account_already_is_told_so(provider: Provider, link: str) -> None:
    provider.knows("s1", preferred_username="anna.weber", groups=["sport"])
    signed_in(provider, "s1")
    client = Client()
    come_back(client, provider.sign_in(by_invitation(client, link), "s1"))
    assert "haben Sie hier schon ein Konto" in client.get(DESK).content.decode()
    assert Invitation.objects.get().used_at is None


def test_where_there_are_no_local_accounts_the_link_sets_no_password(
    provider: Provider, link: str, settings: LazySettings
) -> None:
    settings.WELTOFFEN_LOCAL_ACCOUNTS = False
    page = Client().get(link).content.decode()
    assert 'name="password"' not in page
    Client().post(link, {"password": "sieben Kraniche am See", "again": "sieben Kraniche am See"})
    assert not User.objects.get(username="a.weber").has_usable_password()
