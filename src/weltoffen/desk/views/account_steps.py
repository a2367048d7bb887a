"""What is done to an account: amending, roles, closing, sessions, second factors."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from weltoffen.accounts.actions import (
    amend_account,
    close_account,
    end_sessions,
    give_role,
    reopen_account,
    reset_second_factor,
    take_role,
)
from weltoffen.accounts.models import Assignment
from weltoffen.accounts.selectors import in_force
from weltoffen.desk.account_words import RoleLine, limits_of, role_line
from weltoffen.desk.forms.accounts import AmendAccountForm, ReasonForm, RoleForm
from weltoffen.desk.forms.casework import NothingForm
from weltoffen.desk.sessions import NUMBER
from weltoffen.desk.views.account_sheet import AccountPage
from weltoffen.desk.views.editing import FormPage
from weltoffen.ground.problems import Refused

MEANT = "meant"
"""Hidden field: which of two opposite steps the page offered when it was opened."""
CLOSE, REOPEN = "close", "reopen"


class AccountFormPage(AccountPage, FormPage):
    """A form about an account that there is; it leads back to its sheet."""

    right = "change"

    def do(self, form: Any) -> str:
        """Call the action, and return the sentence that says what was done."""
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        """Act, or show what was refused; everything typed stays."""
        try:
            with transaction.atomic():
                said = self.do(form)
        except Refused as refusal:
            form.refuse(refusal)
            return self.form_invalid(form)
        messages.success(self.request, said)
        return HttpResponseRedirect(self.sheet_url)

    def cancel_url(self) -> str:
        """Return to the sheet."""
        return self.sheet_url


class StepPage(AccountFormPage):
    """A step that only asks for a reason: it says what follows, and is pressed."""

    form_class: Any = ReasonForm
    consequences: Any = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say what follows; nothing is saved here, something is done."""
        context = super().get_context_data(**kwargs)
        return context | {
            "intro": self.consequences,
            "submit_button_label": self.get_page_title(),
            "submit_button_active_label": _("Einen Augenblick …"),
            "is_not_saved": True,
        }


class AmendAccount(AccountFormPage):
    """Name and address of an account's person."""

    page_title = _("Bearbeiten")
    form_class = AmendAccountForm

    def get_initial(self) -> dict[str, Any]:
        """Begin with what there is."""
        return {name: getattr(self.account, name) for name in self.form_class.base_fields}

    def do(self, form: Any) -> str:
        """Amend it."""
        amend_account(account=self.account, by=self.person, **form.cleaned_data)
        return gettext("Die Angaben zum Konto „%(name)s“ sind gespeichert.") % _named(self)


class GiveRole(AccountFormPage):
    """A further role for an account."""

    page_title = _("Rolle geben")
    form_class = RoleForm
    submit_label = _("Rolle geben")

    def do(self, form: Any) -> str:
        """Give it."""
        given = give_role(user=self.account, by=self.person, **form.limits())
        values = {"role": str(role_line(given, limits_of([given]))), **_named(self)}
        return gettext("„%(name)s“ hat jetzt die Rolle „%(role)s“.") % values


class TakeRole(StepPage):
    """Taking one of an account's roles."""

    page_title = _("Rolle nehmen")

    @cached_property
    def held(self) -> Assignment:
        """Return the role, as long as the account has it."""
        of_account = self.account.assignments.filter(in_force()).select_related("given_by")
        return get_object_or_404(of_account, pk=self.kwargs["assignment"])

    @cached_property
    def line(self) -> RoleLine:
        """Return the role in words."""
        return role_line(self.held, limits_of([self.held]))

    @property
    def consequences(self) -> Any:
        """Say what follows."""
        said = gettext(
            "„%(name)s“ verliert die Rolle „%(role)s“ sofort. Was die Person eingetragen hat, "
            "bleibt."
        ) % {"role": str(self.line), **_named(self)}
        if not self.held.is_by_claims:
            return said
        more = gettext(
            "Diese Rolle kam vom Anmeldedienst der Stadt: Sie kommt bei der nächsten Anmeldung "
            "wieder, solange der Dienst sie nennt."
        )
        return f"{said} {more}"

    def do(self, form: Any) -> str:
        """Take it."""
        take_role(assignment=self.held, by=self.person, reason=form.cleaned_data["reason"])
        values = {"role": str(self.line), **_named(self)}
        return gettext("„%(name)s“ hat die Rolle „%(role)s“ nicht mehr.") % values


class CloseAccount(StepPage):
    """Closing an account, or opening it again: what the page said that it would do."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add which of the two is meant: somebody else may do the same meanwhile."""
        meant = CLOSE if self.account.is_active else REOPEN
        return super().get_context_data(**kwargs) | {"hidden": [(MEANT, meant)]}

    def get_page_title(self) -> Any:
        """Name what is to be done."""
        return _("Konto schließen") if self.account.is_active else _("Konto wieder öffnen")

    @property
    def consequences(self) -> Any:
        """Say what follows."""
        if self.account.is_active:
            return _(
                "Niemand kommt mehr mit diesem Konto herein: Alle Sitzungen enden sofort, Passwort "
                "und Passkeys gelten nicht mehr, geheime Kalenderadressen antworten nicht mehr, "
                "eine offene Einladung verfällt. Was die Person eingetragen hat, bleibt mit ihrem "
                "Namen stehen. Sie können das Konto jederzeit wieder öffnen."
            )
        return _(
            "Die Person kommt wieder herein, mit den Rollen, dem Passwort und den Passkeys, die "
            "das Konto hatte; auch ihre Kalenderadressen antworten wieder."
        )

    def do(self, form: Any) -> str:
        """Close it, or open it."""
        is_closing = self.request.POST.get(MEANT) != REOPEN
        act = close_account if is_closing else reopen_account
        said = (
            gettext("Das Konto „%(name)s“ ist geschlossen.")
            if is_closing
            else gettext("Das Konto „%(name)s“ ist wieder offen.")
        )
        act(account=self.account, by=self.person, reason=form.cleaned_data["reason"])
        return said % _named(self)


class EndSessions(StepPage):
    """Ending all sessions of an account."""

    page_title = _("Überall abmelden")
    form_class = NothingForm
    consequences = _(
        "Alle Sitzungen dieses Kontos enden sofort, auf allen Geräten. Die Person kann sich wieder "
        "anmelden. Was sie gerade tippt und noch nicht gespeichert hat, kann verloren gehen."
    )

    def do(self, form: Any) -> str:
        """End them; one's own session here goes on."""
        is_own = self.account.pk == self.person.pk
        but = self.request.session.get(NUMBER) if is_own else None
        held = end_sessions(account=self.account, by=self.person, but=but)
        if is_own:
            update_session_auth_hash(self.request, held)
        return gettext("„%(name)s“ ist überall abgemeldet.") % _named(self)


class ResetFactors(StepPage):
    """Removing the second factors of somebody who lost their device."""

    page_title = _("Zweite Faktoren entfernen")
    consequences = _(
        "Passkeys, Authenticator-App und Notfallcodes dieses Kontos werden entfernt und "
        "alle Sitzungen beendet. Prüfen Sie vorher, dass wirklich diese Person darum bittet, zum "
        "Beispiel am Telefon. Bei der nächsten Anmeldung richtet sie einen neuen zweiten Faktor "
        "ein, wenn ihre Rolle ihn braucht; hat sie nur einen Passkey, laden Sie sie danach neu ein."
    )

    def do(self, form: Any) -> str:
        """Remove them."""
        reason = form.cleaned_data["reason"]
        count = reset_second_factor(account=self.account, by=self.person, reason=reason)
        if not count:
            return gettext("„%(name)s“ hatte keinen zweiten Faktor.") % _named(self)
        return ngettext(
            "Bei „%(name)s“ ist %(count)d zweiter Faktor entfernt.",
            "Bei „%(name)s“ sind %(count)d zweite Faktoren entfernt.",
            count,
        ) % {"count": count, **_named(self)}


def _named(page: AccountPage) -> dict[str, str]:
    return {"name": page.account.get_username()}
