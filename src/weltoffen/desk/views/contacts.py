"""Pages of contacts, and the one page that shows what is protected and notes who looked."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from weltoffen.accounts.models import User
from weltoffen.desk.contacting import contact_lines
from weltoffen.desk.forms.people import CONTACT_FACTS, ContactForm, WithdrawalForm
from weltoffen.desk.protecting import is_hidden, may_see_protected, note_access
from weltoffen.desk.views.editing import RecordFormPage
from weltoffen.desk.views.pages import RecordPage
from weltoffen.desk.views.parts import AmendPartPage, ConfirmPage, PartPage
from weltoffen.desk.views.people import span_of
from weltoffen.organisations.actions import (
    amend_contact,
    delete_contact,
    record_contact,
    withdraw_consent,
)
from weltoffen.organisations.models import ContactDetail, Person
from weltoffen.organisations.selectors import contacts_of, protected_name_of


class AddContact(RecordFormPage):
    """A new way to reach somebody. ``kind`` comes with the address."""

    page_title = _("Kontakt hinzufügen")
    form_class = ContactForm
    intro = _(
        "Zu jedem Kontakt gehören Zweck und Rechtsgrundlage. Kontakte sind nie öffentlich, und der "
        "Verlauf hält sie nicht fest: Gelöscht ist gelöscht."
    )

    def act(self, form: Any) -> Any:
        """Record it."""
        record_contact(of=self.record, by=self.person, **form.facts())
        return self.record

    def success(self, record: Any) -> str:
        """Say that it is there."""
        return gettext("Der Kontakt ist hinzugefügt.")


class ContactPage(PartPage):
    """A page about one contact; to a restricted one only those get who may see it."""

    part_number = "contact"

    def parts(self) -> QuerySet[ContactDetail]:
        """Return the record's contacts."""
        return contacts_of(self.record)

    def prepare(self) -> None:
        """Read it, and turn away who may not see it."""
        super().prepare()
        if is_hidden(self.part) and not may_see_protected(self.request.user):
            raise PermissionDenied


class AmendContact(ContactPage, AmendPartPage):
    """How somebody is reached; whoever opens a restricted one is noted."""

    page_title = _("Kontakt bearbeiten")
    form_class = ContactForm

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form; note it where that shows something restricted."""
        with transaction.atomic():
            if is_hidden(self.part):
                note_access(self.record, "contacts", self.person)
            return super().get(*args, **kwargs)

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save; note it where the answer may show what somebody else has changed meanwhile."""
        with transaction.atomic():
            if is_hidden(self.part):
                note_access(self.record, "contacts", self.person)
        return super().post(*args, **kwargs)

    def initial_of_part(self, part: Any) -> dict[str, Any]:
        """Return what the register has."""
        return {name: getattr(part, name) for name in CONTACT_FACTS} | span_of(part.valid)

    def amend_part(self, part: Any, form: Any) -> None:
        """Amend it."""
        amend_contact(contact=part, by=self.person, **form.facts())

    def success(self, record: Any) -> str:
        """Say that it is kept."""
        return gettext("Der Kontakt ist gespeichert.")


class WithdrawConsent(ContactPage, AmendPartPage):
    """That somebody took consent back: from that day on the contact is not used."""

    page_title = _("Einwilligung widerrufen")
    form_class = WithdrawalForm
    intro = _(
        "Ab dem Tag des Widerrufs darf der Kontakt nicht mehr genutzt werden und ist zu löschen. "
        "Hier wird nur der Tag vermerkt; löschen können Sie ihn danach auf dem Blatt."
    )

    def initial_of_part(self, part: Any) -> dict[str, Any]:
        """Return what the register has."""
        return {"on": part.consent_withdrawn_on}

    def amend_part(self, part: Any, form: Any) -> None:
        """Keep it."""
        withdraw_consent(contact=part, on=form.cleaned_data["on"], by=self.person)

    def success(self, record: Any) -> str:
        """Say what follows."""
        return gettext("Der Widerruf ist vermerkt. Der Kontakt ist jetzt zu löschen.")


class DeleteContact(ContactPage, ConfirmPage):
    """Deletes a contact for good."""

    verb = _("Kontakt löschen")

    def consequences(self) -> list[str]:
        """Say that it cannot be brought back."""
        return [
            gettext("Gelöscht wird: %(kind)s (%(purpose)s).")
            % {"kind": self.part.get_kind_display(), "purpose": self.part.get_purpose_display()},
            gettext(
                "Das lässt sich nicht zurücknehmen. Der Verlauf sagt danach nur, dass es einen "
                "Kontakt gab, nicht welchen."
            ),
        ]

    def do(self) -> None:
        """Delete it."""
        user = self.request.user
        assert isinstance(user, User)  # DeskPage lets in nobody else
        delete_contact(contact=self.part, by=user)

    def done(self) -> str:
        """Say that it is gone."""
        return gettext("Der Kontakt ist gelöscht.")


class RevealPage(RecordPage, TemplateView):
    """Shows a protected name and restricted contacts, and notes who looked."""

    template_name = "desk/reveal.html"

    def get_page_title(self) -> str:
        """Return what is asked."""
        return gettext("Geschütztes ansehen")

    def prepare(self) -> None:
        """Let in who may see what is protected."""
        super().prepare()
        if not may_see_protected(self.request.user):
            raise PermissionDenied

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Note it, then show it."""
        user = request.user
        assert isinstance(user, User)  # DeskPage lets in nobody else
        contacts = [contact for contact in contacts_of(self.record) if is_hidden(contact)]
        is_named = isinstance(self.record, Person) and self.record.do_not_name
        with transaction.atomic():
            if is_named:
                note_access(self.record, "name", user)
            if contacts:
                note_access(self.record, "contacts", user)
        shown = {
            "is_shown": True,
            "may_edit": self.may("change"),
            "name": protected_name_of(self.record) if is_named else "",
            "contacts": contact_lines(self.record, contacts, shown=True),
        }
        return self.render_to_response(self.get_context_data(**shown))
