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
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from weltoffen.accounts.actions import ensure_function_account, follow_claims, join_by_service
from weltoffen.accounts.models import Invitation, User
from weltoffen.accounts.rules.claims import Limited, claimed, mapping_from, wanted_of
from weltoffen.ground.problems import N_, Refused

_LOG = logging.getLogger(__name__)
SERVICE = "sign-in-service"
"""The function account under which the service gives and takes roles."""
INVITED = "weltoffen-invitation"
"""Under which name a session keeps the number of the invitation that its browser showed."""
_HAS_ONE = N_(
    "Mit Ihrem Stadtkonto haben Sie hier schon ein Konto, und mit dem sind Sie jetzt angemeldet. "
    "Die Einladung ist unbenutzt geblieben; sagen Sie der Administration Bescheid."
)
PROVIDER = "city"
"""What the one service is called in addresses."""


_CODE = _(
    "Dieser Code stimmt nicht. Nehmen Sie den, den die App jetzt zeigt; er wechselt alle 30 "
    "Sekunden. Stimmt er nie, prüfen Sie die Uhr Ihres Telefons."
)


class Accounts(DefaultAccountAdapter):
    """Local accounts: opened by an administrator, with a name and no need of an address."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _(
            "Anmeldename oder Passwort stimmt nicht. Prüfen Sie beides, auch Groß- und "
            "Kleinschreibung, und versuchen Sie es noch einmal."
        ),
        "too_many_login_attempts": _(
            "Zu viele Versuche in kurzer Zeit. Warten Sie fünf Minuten, dann geht es wieder."
        ),
        "rate_limited": _(
            "Zu viele Versuche in kurzer Zeit. Warten Sie fünf Minuten, dann geht es wieder."
        ),
        "incorrect_code": _CODE,
        "incorrect_password": _("Das ist nicht Ihr Passwort. Versuchen Sie es noch einmal."),
        "enter_current_password": _(
            "Das ist nicht Ihr bisheriges Passwort. Versuchen Sie es noch einmal."
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
        invited = request.session.pop(INVITED, None)
        sociallogin.state["roles"] = wanted
        if sociallogin.is_existing:
            sociallogin.account.save(update_fields=["extra_data"])
            _follow(sociallogin.user, wanted)
            if invited is not None:
                messages.warning(request, gettext(_HAS_ONE))
        elif invited is not None and _is_joined(request, sociallogin, invited):
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

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _CODE,
        "cannot_delete_authenticator": _(
            "Dieser zweite Faktor lässt sich nicht entfernen. Richten Sie zuerst einen anderen ein."
        ),
        "cannot_generate_recovery_codes": _(
            "Notfallcodes gibt es erst, wenn Sie einen Passkey oder eine App haben."
        ),
    }

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        """Suggest a name for a passkey, until its person finds a better one."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return "Passkey" if number == 1 else f"Passkey {number}"

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
    Authenticator.Type.RECOVERY_CODES: _("Notfallcodes"),
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


@transaction.atomic
def _is_joined(request: HttpRequest, sociallogin: SocialLogin, invited: int) -> bool:
    """Give a stranger the account that their browser was just invited to, and say whether it did.

    The invitation proves what a name or an address cannot. Where it is no longer open, they get an
    account of their own, as everybody does whom the service knows.
    """
    invitation = Invitation.objects.select_related("account").filter(pk=invited).first()
    if invitation is None:
        return False
    try:
        account = join_by_service(invitation=invitation, by=invitation.account)
    except Refused:
        return False
    sociallogin.connect(request, account)
    return True


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
