"""The forms with which one signs in and sets up second factors, in the desk's words."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

_SIX = _("Die sechs Ziffern, die Ihre App gerade zeigt.")
_KNOWN_BY = _("Damit Sie ihn wiedererkennen, zum Beispiel Diensttelefon.")
_ANY_CODE = _("Die sechs Ziffern aus Ihrer App, oder einer Ihrer Notfallcodes.")


class SignInForm(LoginForm):
    """allauth's form with the field names that password managers know from this desk."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Anmeldename")
        self.fields["password"].label = _("Passwort")
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)

    def add_prefix(self, field_name: str) -> str:
        """Call the field for the account's name ``username``."""
        name: str = super().add_prefix(field_name)
        return "username" if name == "login" else name


def _say(form: forms.Form, name: str, label: Any, help_text: Any = "") -> None:
    """Give a field of allauth's our words; a word inside the field is no label."""
    field = form.fields[name]
    field.label, field.help_text = label, help_text
    field.widget.attrs.pop("placeholder", None)


class CodeForm(AuthenticateForm):
    """The second step of signing in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "code", _("Code"), _ANY_CODE)


class CodeAgainForm(ReauthenticateByCodeForm):
    """A code, asked once more before something important."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "code", _("Code"), _ANY_CODE)


class AppForm(ActivateTOTPForm):
    """The first code of an authenticator app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "code", _("Code aus der App"), _SIX)


class AddPasskeyForm(AddWebAuthnForm):
    """A new passkey. One that proves who holds it signs in by itself; that is the usual wish."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(
            self, "name", _("Name"), _("Damit Sie ihn wiedererkennen, zum Beispiel Diensttelefon.")
        )
        _say(
            self,
            "passwordless",
            _("Damit auch ohne Passwort anmelden"),
            _("Das Gerät fragt dann nach Fingerabdruck, Gesicht oder PIN."),
        )
        self.fields["passwordless"].initial = True


class RenamePasskeyForm(EditWebAuthnForm):
    """What a passkey is called."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(
            self, "name", _("Name"), _("Damit Sie ihn wiedererkennen, zum Beispiel Diensttelefon.")
        )


class PasswordAgainForm(ReauthenticateForm):
    """One's password, asked once more before something important."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "password", _("Passwort"))


class NewPasswordForm(ChangePasswordForm):
    """A new password in the place of the old one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "oldpassword", _("Bisheriges Passwort"))
        _say(self, "password1", _("Neues Passwort"), self.fields["password1"].help_text)
        _say(self, "password2", _("Neues Passwort, noch einmal"))
