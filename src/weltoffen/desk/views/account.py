"""A person's own settings: Wagtail's page, on which name and e-mail may stay empty."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse_lazy
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access
from wagtail.admin.forms.account import NameEmailForm
from wagtail.admin.views.account import (
    AccountView,
    AvatarSettingsPanel,
    BaseSettingsPanel,
    LocaleSettingsPanel,
    NameEmailSettingsPanel,
)
from wagtail.users.models import UserProfile

from weltoffen.accounts.models import User
from weltoffen.accounts.selectors import in_force
from weltoffen.accounts.signing_in import factors_of
from weltoffen.audit.enums import EventName
from weltoffen.audit.models import AuditEvent
from weltoffen.casework import mailing
from weltoffen.casework.actions import wish_digest
from weltoffen.casework.actions.reminding import NO_MAIL
from weltoffen.casework.selectors import wants_digest
from weltoffen.desk.kinds import TASKS


class NameForm(NameEmailForm):
    """Name and e-mail, each only if one wants to.

    The desk opens accounts under a function's name. Who chooses a language or a theme is not held
    up by questions about their person.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False


class NamePanel(NameEmailSettingsPanel):
    """Wagtail's panel with our form; what was not sent at all stays as it is."""

    form_class = NameForm

    def get_form(self) -> Any:
        """Return the form, unbound where none of its fields was sent."""
        if any(name.startswith(f"{self.name}-") for name in self.request.POST):
            return super().get_form()
        return self.form_class(instance=self.user, prefix=self.name)


class LanguagePanel(LocaleSettingsPanel):
    """Wagtail's panel under a German name, which its catalogue lacks."""

    title = _("Sprache")


class DigestForm(forms.Form):
    """Whether the daily mail is wanted. It is saved by the action."""

    is_wanted = forms.BooleanField(
        label=_("Jeden Morgen eine E-Mail mit dem, was fällig ist"),
        required=False,
        help_text=_("Nur an Tagen, an denen für Sie etwas überfällig ist oder in den nächsten "
                    "sieben Tagen fällig wird."),
    )  # fmt: skip

    shown = forms.CharField(widget=forms.HiddenInput, required=False, initial="1")

    def __init__(self, *args: Any, account: User, address: str | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account
        self.address = account.email if address is None else address.strip()

    def clean_is_wanted(self) -> bool:
        """Refuse the wish where there is no address, neither kept nor typed just now."""
        is_wanted = bool(self.cleaned_data["is_wanted"])
        if is_wanted and not self.address:
            raise forms.ValidationError(gettext(NO_MAIL))
        return is_wanted

    def save(self) -> None:
        """Hand it to the action, with the account as the panel before has left it."""
        fresh = User._default_manager.get(pk=self.account.pk)
        wish_digest(account=fresh, is_wanted=self.cleaned_data["is_wanted"], by=fresh)


class DigestPanel(BaseSettingsPanel):
    """The daily mail, for those who have deadlines, where mail can go out at all."""

    name = "digest"
    title = _("Tägliche E-Mail")
    order = 420
    form_class = DigestForm

    def is_active(self) -> bool:
        """Show it where it can have an effect."""
        return mailing.is_set_up() and TASKS.may(self.user, "see")

    def get_form(self) -> Any:
        """Return the form; its hidden mark tells a box without a tick from no box at all."""
        posted = self.request.POST
        sent = posted if f"{self.name}-shown" in posted else None
        typed = None if sent is None else sent.get("name_email-email")
        known = {"is_wanted": wants_digest(self.user)}
        return self.form_class(
            sent, prefix=self.name, account=self.user, address=typed, initial=known
        )


class NothingToSave(forms.Form):
    """A panel that only tells something sends nothing."""

    def save(self) -> None:
        """Save nothing."""


class SigningInPanel(BaseSettingsPanel):
    """What one may do here, how one signs in, and when one last did."""

    name = "signing-in"
    title = _("Rollen und Anmeldung")
    order = 50
    template_name = "desk/parts/signing_in_panel.html"
    shown = 5

    def get_form(self) -> Any:
        """Return a form without fields, which is always valid."""
        return NothingToSave(self.request.POST or None, prefix=self.name)

    def get_context_data(self) -> dict[str, Any]:
        """Add the roles, the second factors, and the last times one signed in."""
        held = self.user.assignments.filter(in_force()).order_by("role", "unit")
        signed_in = AuditEvent.objects.filter(
            event=EventName.SIGN_IN, by_name=self.user.get_username()
        ).order_by("-number")
        context: dict[str, Any] = super().get_context_data()
        return context | {
            "roles": list(held),
            "factors": factors_of(self.user),
            "may_have_factors": self.user.has_usable_password(),
            "signed_in": list(signed_in[: self.shown]),
        }


_OURS = {NameEmailSettingsPanel: NamePanel, LocaleSettingsPanel: LanguagePanel}


def _ours(panel: Any) -> Any:
    ours = _OURS.get(type(panel))
    return panel if ours is None else ours(panel.request, panel.user, panel.profile)


class OwnAccount(AccountView):
    """Wagtail's page of settings with our panels in the place of its own."""

    def get_panels(self) -> list[Any]:
        """Return the panels in their order."""
        # Without Wagtail's for a picture of oneself: that file would be kept as it came.
        panels = super().get_panels()
        ours = [_ours(panel) for panel in panels if not isinstance(panel, AvatarSettingsPanel)]
        profile = UserProfile.get_for_user(self.request.user)
        digest = DigestPanel(self.request, self.request.user, profile)
        signing_in = SigningInPanel(self.request, self.request.user, profile)
        return [signing_in, *ours, *([digest] if digest.is_active() else [])]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here, which begins as on every page of the desk."""
        _start, *further = super().get_breadcrumbs_items()
        return [{"url": reverse_lazy("wagtailadmin_home"), "label": _("Heute")}, *further]

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """Save as Wagtail does, and say so in the language that was just chosen.

        Wagtail's own message speaks the one chosen before: it reads the profile before the forms
        write it. It is taken off the pile, and ours laid there.
        """
        answer: HttpResponseBase = super().post(request)
        if answer.status_code == FOUND:
            list(get_messages(request))
            profile = UserProfile.objects.get(user=request.user)
            with override(profile.get_preferred_language()):
                messages.success(request, gettext("Ihre Einstellungen sind gespeichert."))
        return answer


FOUND = 302
own_account = require_admin_access(OwnAccount.as_view())
