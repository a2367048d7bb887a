"""Pages of those who take part: the protocol's alone, and every look at a name is noted."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View

from weltoffen.accounts.models import User
from weltoffen.accounts.types import Verb
from weltoffen.desk.forms.participants import (
    FACTS,
    DeleteForm,
    KeepUntilForm,
    ParticipantForm,
    PastedForm,
)
from weltoffen.desk.kinds import ENCOUNTERS
from weltoffen.desk.participant_lines import lines_of, previewed, rows_of, table_of
from weltoffen.desk.protecting import may_see_names
from weltoffen.desk.views.editing import RecordFormPage
from weltoffen.desk.views.pages import RecordPage
from weltoffen.desk.views.parts import AmendPartPage, PartPage
from weltoffen.desk.views.places import recorded_country
from weltoffen.encounters.actions import (
    add_participant,
    add_participants,
    amend_participant,
    delete_participant,
    keep_names_until,
    note_look,
)
from weltoffen.encounters.enums import Answer, Group, PhotoConsent
from weltoffen.encounters.models import Encounter, Participant
from weltoffen.encounters.rules.days import (
    check_delete_after,
    last_day_of_names,
    takes_names,
)
from weltoffen.encounters.selectors import names_among
from weltoffen.ground.languages import fingerprint
from weltoffen.ground.problems import Refused
from weltoffen.intake.sheets.returning import as_xlsx

CHECKED = "checked"
LEFT_OUT = "leave"
"""Name of the boxes of lines that are not taken in."""
"""Hidden field: the fingerprint of the list that the page showed before it is taken in."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_USUALLY_KEPT = timedelta(days=90)
"""How long after an encounter names are kept, unless one says otherwise: enough for letters of
thanks and for a proof that a funder asks for."""


class NamesPage(RecordPage):
    """A page on which names of those who take part stand, or are typed in.

    Whoever may see the encounter and not the names is turned away. ``names_right`` is what one
    needs of the names, ``right`` what one needs of the encounter.
    """

    kind = ENCOUNTERS
    right = "see"
    names_right = Verb.SEE
    record: Encounter

    def prepare(self) -> None:
        """Let in who may see or change names, before anything is read."""
        if not may_see_names(self.request.user, self.names_right):
            raise PermissionDenied
        super().prepare()

    @property
    def viewer(self) -> User:
        """Return who looks."""
        user = self.request.user
        assert isinstance(user, User)  # DeskPage lets in nobody else
        return user

    def way(self) -> list[dict[str, Any]]:
        """Return the encounter, and of the pages about one name also their list."""
        here = {"url": names_url(self.record), "label": NAMES}
        return [*super().way(), *([] if isinstance(self, NameList) else [here])]


NAMES = _("Teilnehmende")


def names_url(encounter: Encounter) -> str:
    """Return the address of the list of names."""
    return ENCOUNTERS.url(encounter, "names")


class NameList(NamesPage, TemplateView):
    """Who takes part, with all that may be done about it."""

    template_name = "desk/participants.html"

    def get_page_title(self) -> str:
        """Return what the page lists."""
        return str(NAMES)

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the names, and note who looks."""
        with transaction.atomic():
            lines = lines_of(self.record)
            if lines:
                note_look(encounter=self.record, by=self.viewer)
        return self.render_to_response(self.get_context_data(lines=lines, **kwargs))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the ways to the further pages."""
        may_change = may_see_names(self.request.user, Verb.CHANGE)
        return super().get_context_data(**kwargs) | {
            "may_change_names": may_change,
            "takes_names": takes_names(self.record.latest, timezone.localdate()),
            "add_url": ENCOUNTERS.url(self.record, "name"),
            "paste_url": ENCOUNTERS.url(self.record, "paste"),
            "until_url": ENCOUNTERS.url(self.record, "until"),
            "export_url": ENCOUNTERS.url(self.record, "export"),
        }


def usual_day(encounter: Encounter) -> date:
    """Return the day after which names are deleted, unless one says otherwise."""
    usual = max(encounter.latest, timezone.localdate()) + _USUALLY_KEPT
    return min(usual, last_day_of_names(encounter.latest))


class NamesFormPage(NamesPage, RecordFormPage):
    """A form about names; returns to their list."""

    right = "see"
    names_right = Verb.CHANGE

    def next_url(self, record: Any) -> str:
        """Return to the list."""
        return names_url(self.record)

    def cancel_url(self) -> str:
        """Return there too."""
        return names_url(self.record)


def usual_facts(encounter: Encounter) -> dict[str, Any]:
    """Return what a form begins with: the purpose that was given last, and the usual day."""
    last = encounter.participants.order_by("-pk").values_list("purpose", flat=True).first()
    day = usual_day(encounter)
    return {"group": Group.ADULT, "purpose": last or "", "delete_after": day}


class AddParticipant(NamesFormPage):
    """Somebody more."""

    page_title = _("Person hinzufügen")
    form_class = ParticipantForm
    intro = _(
        "Erfassen Sie nur, was die Vorbereitung braucht. Der Verlauf hält nichts davon fest, und "
        "nach dem Löschtag bleibt nur die Zahl."
    )

    def get_initial(self) -> dict[str, Any]:
        """Begin with what is usual."""
        return usual_facts(self.record) | {
            "answer": Answer.OPEN,
            "photo_consent": PhotoConsent.NOT_ASKED,
        }

    def act(self, form: Any) -> Encounter:
        """Name them."""
        add_participant(encounter=self.record, by=self.person, **_facts(form, self.person))
        return self.record

    def success(self, record: Any) -> str:
        """Say that it is there."""
        return gettext("Die Person ist hinzugefügt.")


def _facts(form: Any, by: User) -> dict[str, Any]:
    facts: dict[str, Any] = form.facts()
    if facts["country"]:
        facts["country"] = recorded_country(facts["country"], by)
    return facts


class PasteParticipants(NamesFormPage):
    """A list copied from a table: shown first as it was read, then taken in."""

    page_title = _("Liste einfügen")
    form_class = PastedForm
    template_name = "desk/participants_paste.html"
    submit_label = _("Liste prüfen")
    intro = _(
        "Zuerst sehen Sie, wie die Liste gelesen wird; aufgenommen wird sie erst danach. Gruppe, "
        "Land, Zweck und Löschtag gelten für alle darin: Fügen Sie Jugendliche und Begleitende "
        "nacheinander ein."
    )

    def get_initial(self) -> dict[str, Any]:
        """Begin with what is usual."""
        return usual_facts(self.record)

    def form_valid(self, form: Any) -> HttpResponse:
        """Take the list in, if this very list was shown before; show it else."""
        mark = _mark(form)
        try:
            check_delete_after(
                form.cleaned_data["delete_after"], self.record.latest, timezone.localdate()
            )
        except Refused as refusal:
            form.refuse(refusal)
            return self.form_invalid(form)
        if self.request.POST.get(CHECKED) == mark:
            return super().form_valid(form)
        with transaction.atomic():
            known = names_among(self.record, [each.name for each in form.people])
            if known:
                note_look(encounter=self.record, by=self.person)
        context = self.get_context_data(form=form, people=previewed(form.people, known))
        return self.render_to_response(
            context
            | {
                "hidden": [*context["hidden"], (CHECKED, mark)],
                "has_unsaved_changes": True,
                "submit_button_label": gettext("Liste aufnehmen"),
            }
        )

    def act(self, form: Any) -> Encounter:
        """Take all of them in, or none."""
        typed = form.cleaned_data
        country = recorded_country(typed["country"], self.person) if typed["country"] else None
        self.added = add_participants(
            encounter=self.record,
            people=[
                each
                for number, each in enumerate(form.people, start=1)
                if str(number) not in self.request.POST.getlist(LEFT_OUT)
            ],
            purpose=typed["purpose"],
            delete_after=typed["delete_after"],
            group=Group(typed["group"]),
            country=country,
            by=self.person,
        )
        return self.record

    def success(self, record: Any) -> str:
        """Say how many there are now."""
        count = len(self.added)
        return ngettext(
            "%(n)d Person ist aufgenommen.", "%(n)d Personen sind aufgenommen.", count
        ) % {"n": count}


def _mark(form: Any) -> str:
    """Return what stands for all that was typed: whoever changes anything is shown it again."""
    return fingerprint("\n".join(str(form.cleaned_data[name]) for name in sorted(form.fields)))


class ParticipantPage(NamesPage, PartPage):
    """A page about one person."""

    part_number = "participant"

    def parts(self) -> QuerySet[Participant]:
        """Return those who take part in the encounter."""
        return self.record.participants.select_related("encounter", "country")


class AmendParticipant(ParticipantPage, NamesFormPage, AmendPartPage):
    """What is kept of a person; whoever opens it is noted."""

    page_title = _("Person bearbeiten")
    form_class = ParticipantForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show or save it, and note who looks: also the answer to a form may show a name."""
        with transaction.atomic():
            answer = super().dispatch(request, *args, **kwargs)
            note_look(encounter=self.record, by=self.viewer)
        return answer

    def initial_of_part(self, part: Any) -> dict[str, Any]:
        """Return what the register has."""
        return {name: getattr(part, name) for name in FACTS} | {
            "country": part.country.label if part.country else None
        }

    def amend_part(self, part: Any, form: Any) -> None:
        """Amend it."""
        amend_participant(participant=part, by=self.person, **_facts(form, self.person))

    def success(self, record: Any) -> str:
        """Say that it is kept."""
        return gettext("Die Angaben zur Person sind gespeichert.")


class DeleteParticipant(ParticipantPage, NamesFormPage):
    """Deletes what is kept of one person, at once and for good."""

    page_title = _("Person löschen")
    submit_label = _("Endgültig löschen")
    form_class = DeleteForm
    warning = _(
        "Das lässt sich nicht zurücknehmen. Der Verlauf sagt danach nur, dass jemand gelöscht "
        "wurde, nicht wer."
    )

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show whom it is about, and note who looks."""
        with transaction.atomic():
            answer = super().dispatch(request, *args, **kwargs)
            note_look(encounter=self.record, by=self.viewer)
        return answer

    def get_initial(self) -> dict[str, Any]:
        """Count who said that they come, and after a visit whoever did not decline."""
        said_yes = self.part.answer in (Answer.YES, Answer.DEPUTY)
        is_over = self.record.latest < timezone.localdate()
        return {"is_counted": said_yes or (is_over and self.part.answer != Answer.NO)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the person."""
        return super().get_context_data(**kwargs) | {
            "intro": gettext("Gelöscht wird: %(name)s") % {"name": self.part.name}
        }

    def act(self, form: Any) -> Encounter:
        """Delete it."""
        delete_participant(
            participant=self.part, is_counted=form.cleaned_data["is_counted"], by=self.person
        )
        return self.record

    def success(self, record: Any) -> str:
        """Say that it is gone."""
        return gettext("Die Angaben zur Person sind gelöscht.")


class KeepUntil(NamesFormPage):
    """Until when all names of an encounter are kept."""

    page_title = _("Löschtag ändern")
    form_class = KeepUntilForm
    intro = _("Zum Beispiel wenn die Begegnung verschoben ist oder der Nachweis länger dauert.")

    def get_initial(self) -> dict[str, Any]:
        """Begin with the last day there is."""
        days = list(self.record.participants.values_list("delete_after", flat=True))
        return {"delete_after": max(days, default=usual_day(self.record))}

    def act(self, form: Any) -> Encounter:
        """Set it for all."""
        keep_names_until(
            encounter=self.record, delete_after=form.cleaned_data["delete_after"], by=self.person
        )
        return self.record

    def success(self, record: Any) -> str:
        """Say until when."""
        return gettext("Der Löschtag gilt jetzt für alle Namen dieser Begegnung.")


class ExportParticipants(NamesPage, View):
    """Those who take part as a table for Excel; taking it along is noted."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer the file, and note who takes it along."""
        with transaction.atomic():
            rows = rows_of(self.record)
            note_look(encounter=self.record, by=self.viewer, export="xlsx")
        answer = HttpResponse(as_xlsx(table_of(rows), gettext("Teilnehmende")), content_type=XLSX)
        name = f"{self.record.identifier}-teilnehmende.xlsx"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer
