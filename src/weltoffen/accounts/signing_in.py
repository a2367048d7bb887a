"""How people sign in: what we decide where django-allauth leaves a choice.

Local accounts are opened by an administrator, nobody signs up. Who comes from the city's sign-in
service (OpenID Connect) is known by its issuer and its number for them, never by an e-mail address
alone: addresses are given to others, and a service may say any.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import logging
from collections.abc import Mapping
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from cryptography.fernet import Fernet
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from weltoffen.accounts.actions import ensure_function_account, follow_claims
from weltoffen.accounts.models import User
from weltoffen.accounts.rules.claims import Limited, claimed, mapping_from, wanted_of

_LOG = logging.getLogger(__name__)
SERVICE = "sign-in-service"
"""The function account under which the service gives and takes roles."""
PROVIDER = "city"
"""What the one service is called in addresses."""


class Accounts(DefaultAccountAdapter):
    """Local accounts: opened by an administrator, with a name and no need of an address."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _(
            "Benutzername oder Passwort stimmt nicht. Prüfen Sie beides, auch Groß- und "
            "Kleinschreibung, und versuchen Sie es noch einmal."
        ),
        "too_many_login_attempts": _(
            "Zu viele Versuche in kurzer Zeit. Warten Sie fünf Minuten, dann geht es wieder."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Let nobody open an account for themselves."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Lead to the desk."""
        return reverse("wagtailadmin_home")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Lead back to one's own account."""
        return reverse("wagtailadmin_account")

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing of having signed in: the page that follows says enough."""
        template = kwargs.get("message_template") or (args[2] if len(args) > 2 else "")
        if template and template.endswith(("logged_in.txt", "logged_out.txt")):
            return
        super().add_message(*args, **kwargs)


class Service(DefaultSocialAccountAdapter):
    """Accounts of the city's sign-in service."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Open an account for whoever the service knows; what they may do, their roles say."""
        return True

    def is_auto_signup_allowed(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Ask nobody for what the service has said."""
        return True

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Keep of what was said only what is needed; let a known account follow its claims."""
        wanted = roles_said(sociallogin.account.extra_data)
        sociallogin.account.extra_data = {}
        sociallogin.state["roles"] = wanted
        if sociallogin.is_existing:
            sociallogin.account.save(update_fields=["extra_data"])
            _follow(sociallogin.user, wanted)

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None) -> User:
        """Open the account, and give it the roles that the service asked for."""
        user: User = super().save_user(request, sociallogin, form)
        _follow(user, sociallogin.state["roles"])
        return user

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Any = None,
        extra_context: Any = None,
    ) -> None:
        """Lead back to the sign-in, which then says that it did not work and what to do."""
        why = "cancelled" if error == "cancelled" else "failed"
        if why == "failed":  # for the city's IT; it says nothing of the person
            _LOG.warning("event=city-sign-in-failed error=%r reason=%r", error, str(exception))
        raise ImmediateHttpResponse(HttpResponseRedirect(f"{reverse('account_login')}?city={why}"))


class SecondFactors(DefaultMFAAdapter):
    """Second factors. The seeds of authenticator apps are kept encrypted."""

    def get_totp_issuer(self) -> str:
        """Return what an authenticator app calls this installation."""
        return "weltoffen"

    def encrypt(self, text: str) -> str:
        """Return a seed as it is kept."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return a seed as it was."""
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> Fernet:
    key = hashlib.sha256(b"second factors\0" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


FACTORS = {
    Authenticator.Type.WEBAUTHN: _("Passkey"),
    Authenticator.Type.TOTP: _("Authenticator-App"),
    Authenticator.Type.RECOVERY_CODES: _("Wiederherstellungscodes"),
}


def factors_of(user: User) -> list[str]:
    """Return what an account has besides a password, in words."""
    kinds = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    return [str(words) for kind, words in FACTORS.items() if kind in kinds]


def roles_said(data: Mapping[str, Any]) -> frozenset[Limited]:
    """Return the roles for what a service said of somebody: in its token, or when asked."""
    mapped = mapping_from(settings.WELTOFFEN_OIDC_ROLES)
    said = [data.get("id_token"), data.get("userinfo"), data]
    values = [claimed(each, settings.WELTOFFEN_OIDC_CLAIM) for each in said if each]
    return wanted_of(mapped, frozenset().union(*values))


def _follow(user: User, wanted: frozenset[Limited]) -> None:
    follow_claims(user=user, wanted=wanted, by=ensure_function_account(username=SERVICE))


def name_unseen(request: HttpRequest | None, credentials: Mapping[str, Any] | None) -> str:
    """Return what the count of failed sign-ins calls an account.

    Not its name: some type their password into that field.
    """
    typed = (credentials or {}).get("username") or ""
    if not typed and request is not None:
        typed = request.POST.get("username", "")
    digest = hmac.new(settings.SECRET_KEY.encode(), str(typed).casefold().encode(), hashlib.sha256)
    return digest.hexdigest()


def address_of(request: HttpRequest | None) -> str | None:
    """Return the address that a request came from, as far as the servers before us say it."""
    if request is None:
        return None
    try:
        return str(Accounts(request).get_client_ip(request))
    except PermissionDenied:  # a command's or a test's request, or fewer servers than were said
        return None
