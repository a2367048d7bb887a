"""Pages of people and the offices that they hold."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from weltoffen.desk.contacting import contact_lines, office_lines
from weltoffen.desk.forms.people import PERSON_FACTS, NewOfficeForm, OfficeForm, PersonForm
from weltoffen.desk.kinds import ORGANISATIONS, PEOPLE
from weltoffen.desk.naming import title_of
from weltoffen.desk.protecting import is_hidden, may_see_protected, note_access
from weltoffen.desk.views.editing import AmendPage, CitingPage, FormPage, RecordFormPage
from weltoffen.desk.views.merging import merged_facts
from weltoffen.desk.views.pages import SheetPage, is_closed, is_merged
from weltoffen.desk.views.parts import AmendPartPage
from weltoffen.desk.views.sheets import Fact, record_facts
from weltoffen.ground.dates import UNKNOWN_TEXT, parse_interval
from weltoffen.organisations.actions import (
    amend_office,
    amend_person,
    record_office,
    record_person,
)
from weltoffen.organisations.models import Office, Organisation, Person
from weltoffen.organisations.selectors import contacts_of, offices_of


class PersonSheet(SheetPage):
    """A person: the offices held today and before, and how to reach them."""

    kind = PEOPLE
    template_name = "desk/person.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add facts, offices and contacts; what is protected stays out."""
        person: Person = self.record
        contacts = list(contacts_of(person))
        hidden = person.do_not_name or any(is_hidden(contact) for contact in contacts)
        return super().get_context_data(**kwargs) | {
            "facts": [*_facts(person), *merged_facts(person), *record_facts(person)],
            "offices": office_lines(offices_of(person), of_person=True, user=self.request.user),
            "contacts": contact_lines(person, contacts),
            "office_url": PEOPLE.url(person, "office"),
            "contact_url": PEOPLE.url(person, "contact"),
            "reveal_url": PEOPLE.url(person, "reveal")
            if hidden and may_see_protected(self.request.user)
            else "",
            "is_merged": is_merged(person),
            "is_closed": is_closed(person),
            "lists": [],
        }


def _facts(person: Person) -> list[Fact]:
    if person.forgotten_on is not None:
        return [Fact(_("Name"), gettext("gelöscht, wie der Datenschutz es verlangt"))]
    if person.do_not_name:
        return [Fact(_("Name"), gettext("geschützt: wird nirgends genannt"))]
    return [
        Fact(_("Akademischer Grad"), person.academic_title),
        Fact(_("Vorname"), person.given_name),
        Fact(_("Familienname"), person.family_name),
        Fact(_("Anrede"), person.get_salutation_display()),
        Fact(_("Pronomen"), person.pronouns),
        Fact(_("Einordnen unter"), person.sort_as),
    ]


def _typed(form: Any) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in PERSON_FACTS}


class AddPerson(FormPage):
    """A new person."""

    kind = PEOPLE
    page_title = _("Person anlegen")
    form_class = PersonForm
    initial = {"owner": "coordination", "salutation": "neutral"}
    intro = _(
        "Erfassen Sie nur, wen das Büro für seine Arbeit braucht. Ämter und Kontakte fügen Sie "
        "danach auf dem Blatt hinzu. Neue Einträge sind intern; der Verlauf hält keine Namen fest."
    )

    def act(self, form: Any) -> Person:
        """Record it."""
        return record_person(by=self.person, **_typed(form))

    def success(self, record: Any) -> str:
        """Say what comes next."""
        return gettext("„%(title)s“ ist angelegt. Fügen Sie jetzt Amt und Kontakt hinzu.") % {
            "title": title_of(record)
        }


class AmendPerson(AmendPage):
    """A person that there is; whoever opens a protected one is noted."""

    kind = PEOPLE
    form_class = PersonForm

    def prepare(self) -> None:
        """Let in to a protected name those only who may see it."""
        super().prepare()
        if self.record.do_not_name and not may_see_protected(self.request.user):
            raise PermissionDenied

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form; note it where that shows a protected name."""
        with transaction.atomic():
            if self.record.do_not_name:
                note_access(self.record, "name", self.person)
            return super().get(*args, **kwargs)

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save; note it where the answer may show what somebody else has changed meanwhile."""
        with transaction.atomic():
            if self.record.do_not_name:
                note_access(self.record, "name", self.person)
        return super().post(*args, **kwargs)

    def initial_of(self, record: Any) -> dict[str, Any]:
        """Return what the register has."""
        return {name: getattr(record, name) for name in PERSON_FACTS}

    def amend(self, record: Any, form: Any) -> Person:
        """Amend it."""
        return amend_person(person=record, by=self.person, **_typed(form))


class AddOffice(RecordFormPage, CitingPage):
    """An office that a person holds or held."""

    kind = PEOPLE
    page_title = _("Amt hinzufügen")
    form_class = NewOfficeForm
    one_row = True
    evidence_heading = _("Beleg für das Amt (wenn es einen gibt)")
    intro = _("Mehrere Ämter zur selben Zeit sind möglich. Frühere bleiben stehen.")

    def get_initial(self) -> dict[str, Any]:
        """Begin with the organisation from whose sheet one comes."""
        wanted = self.request.GET.get("organisation", "")
        found = ORGANISATIONS.own_records.filter(identifier=wanted).first() if wanted else None
        return {"organisation": found} if isinstance(found, Organisation) else {}

    def act(self, form: Any) -> Person:
        """Record it."""
        passages = self.citations(form)
        record_office(
            person=self.record,
            title=form.texts("title"),
            organisation=form.cleaned_data["organisation"],
            municipality=form.cleaned_data["municipality"],
            valid=form.valid(),
            passage=passages[0] if passages else None,
            by=self.person,
        )
        return self.record  # type: ignore[no-any-return]

    def success(self, record: Any) -> str:
        """Say that it is there."""
        return gettext("Das Amt ist hinzugefügt.")


class AmendOffice(AmendPartPage):
    """How an office is called, and from when until when it is held: here it also ends."""

    kind = PEOPLE
    part_number = "office"
    page_title = _("Amt bearbeiten")
    form_class = OfficeForm
    intro = _("Endet das Amt, tragen Sie unter „Bis“ den letzten Tag ein; der Eintrag bleibt.")

    def parts(self) -> QuerySet[Office]:
        """Return the person's offices."""
        return offices_of(self.record)

    def initial_of_part(self, part: Any) -> dict[str, Any]:
        """Return what the register has."""
        return {"title_de": part.title_de, "title_en": part.title_en} | span_of(part.valid)

    def amend_part(self, part: Any, form: Any) -> None:
        """Amend it."""
        title = form.texts("title", part)
        amend_office(office=part, title=title, valid=form.valid(), by=self.person)

    def success(self, record: Any) -> str:
        """Say that it is kept."""
        return gettext("Das Amt ist gespeichert.")


def span_of(valid: str) -> dict[str, str]:
    """Return the two ends of an interval as a form begins with them."""
    span = parse_interval(valid)
    ends = {"since": span.start, "until": span.end}
    return {
        name: end.text if end and end.text != UNKNOWN_TEXT else "" for name, end in ends.items()
    }
