"""Signing in: what the installation says, and what follows for allauth and axes.

See docs/operate/sign-in.md. Part of the base settings, in a file of its own for its length.
"""

from __future__ import annotations

from datetime import timedelta

from weltoffen.accounts.rules.claims import known_roles, mapping_from
from weltoffen.config import env

WELTOFFEN_OIDC_ISSUER = env.web_address(
    "WELTOFFEN_OIDC_ISSUER",
    env.text("WELTOFFEN_OIDC_ISSUER", "Adresse des Anmeldedienstes der Stadt (OpenID Connect)", ""),
)
_OIDC = bool(WELTOFFEN_OIDC_ISSUER)
WELTOFFEN_OIDC_LABEL = env.text(
    "WELTOFFEN_OIDC_LABEL",
    "was auf dem Knopf zu diesem Dienst steht",
    "Mit dem Stadtkonto anmelden",
)
WELTOFFEN_OIDC_CLIENT = env.part_of(
    "WELTOFFEN_OIDC_ISSUER",
    "WELTOFFEN_OIDC_CLIENT",
    "Kennung, unter der dieser Dienst weltoffen kennt",
    is_on=_OIDC,
)
WELTOFFEN_OIDC_SECRET = env.secret(
    "WELTOFFEN_OIDC_SECRET", "Geheimnis, mit dem sich weltoffen bei diesem Dienst ausweist"
)
WELTOFFEN_OIDC_CLAIM = env.text(
    "WELTOFFEN_OIDC_CLAIM",
    "welche Angabe des Dienstes Rollen nennt, etwa groups oder realm_access.roles",
    "groups",
)
WELTOFFEN_OIDC_ROLES = env.judged(
    "WELTOFFEN_OIDC_ROLES",
    env.words(
        "WELTOFFEN_OIDC_ROLES",
        "welcher Wert dieser Angabe welche Rolle gibt, etwa international=coordinator",
        "",
    ),
    mapping_from,
)
WELTOFFEN_LOCAL_ACCOUNTS = env.flag(
    "WELTOFFEN_LOCAL_ACCOUNTS", "ob man sich mit Name und Passwort anmelden kann", default=True
)
WELTOFFEN_SECOND_FACTOR = env.judged(
    "WELTOFFEN_SECOND_FACTOR",
    env.words(
        "WELTOFFEN_SECOND_FACTOR",
        "Rollen, die bei der Anmeldung mit Passwort einen zweiten Faktor brauchen",
        "administrator,protocol",
    ),
    known_roles,
)
WELTOFFEN_SESSION_IDLE = env.number(
    "WELTOFFEN_SESSION_IDLE",
    "Minuten ohne Aufruf, nach denen man sich neu anmeldet",
    240,
    least=5,
    most=1440,
)
WELTOFFEN_SESSION_HOURS = env.number(
    "WELTOFFEN_SESSION_HOURS",
    "Stunden, nach denen man sich in jedem Fall neu anmeldet",
    12,
    least=1,
    most=72,
)
WELTOFFEN_PROXIES = int(
    env.number(
        "WELTOFFEN_PROXIES",
        "wie viele Server vor weltoffen stehen, deren X-Forwarded-For gilt",
        1,
        least=0,
        most=5,
    )
)
WELTOFFEN_ASK_FOR_ROLE = env.text(
    "WELTOFFEN_ASK_FOR_ROLE",
    "wen fragt, wer sich anmelden kann und noch keine Rolle hat",
    "die Administration Ihres Büros",
)
ACCOUNT_ADAPTER = "weltoffen.accounts.signing_in.Accounts"
_FORMS = "weltoffen.desk.forms.signing_in"
ACCOUNT_FORMS = {
    "login": f"{_FORMS}.SignInForm",
    "reauthenticate": f"{_FORMS}.PasswordAgainForm",
    "change_password": f"{_FORMS}.NewPasswordForm",
}
MFA_FORMS = {
    "authenticate": f"{_FORMS}.CodeForm",
    "reauthenticate": f"{_FORMS}.CodeAgainForm",
    "activate_totp": f"{_FORMS}.AppForm",
    "add_webauthn": f"{_FORMS}.AddPasskeyForm",
    "edit_webauthn": f"{_FORMS}.RenamePasskeyForm",
}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_UNIQUE_EMAIL = False
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "wagtailadmin_login"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
ACCOUNT_EMAIL_NOTIFICATIONS = False
ALLAUTH_TRUSTED_PROXY_COUNT = WELTOFFEN_PROXIES
SOCIALACCOUNT_ADAPTER = "weltoffen.accounts.signing_in.Service"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_EMAIL_REQUIRED = False
SOCIALACCOUNT_STORE_TOKENS = False
# By a link: browsers hold a form's policy (form-action 'self') against every page that the service
# sends somebody on to, and which hosts these are only the service knows. Somebody who is made to
# follow the link ends up signed in as themselves.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "city",
                "name": WELTOFFEN_OIDC_LABEL,
                "client_id": WELTOFFEN_OIDC_CLIENT,
                "secret": WELTOFFEN_OIDC_SECRET,
                "settings": {"server_url": WELTOFFEN_OIDC_ISSUER},
            }
        ]
        if _OIDC
        else [],
    }
}
MFA_ADAPTER = "weltoffen.accounts.signing_in.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # a passkey stands for both factors
MFA_ALLOW_UNVERIFIED_EMAIL = True  # accounts are opened under a function's name, without addresses
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = ["username", "ip_address"]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_TEMPLATE = "desk/locked_out.html"
AXES_USERNAME_CALLABLE = "weltoffen.accounts.signing_in.name_unseen"
AXES_SENSITIVE_PARAMETERS = ["username", "password", "ip_address"]
AXES_DISABLE_ACCESS_LOG = True  # the security log tells of it
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_CLIENT_IP_CALLABLE = "weltoffen.accounts.signing_in.address_of"
