"""What is held on somebody who asks: looked up, shown, taken along, deleted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages

from weltoffen.accounts.models import User
from weltoffen.casework.models import Request
from weltoffen.desk.faults import faults_of
from weltoffen.desk.forms.privacy import LookUpForm, ReasonForm
from weltoffen.desk.kinds import PEOPLE
from weltoffen.desk.views.editing import grouped
from weltoffen.desk.views.privacy import PrivacyDeskPage
from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.organisations.models import Person
from weltoffen.organisations.selectors import name_of
from weltoffen.privacy.actions import forget_on_request, note_disclosure, note_looked_up
from weltoffen.privacy.enums import Then
from weltoffen.privacy.exporting import disclosure, parts_for
from weltoffen.privacy.selectors import (
    held_on,
    looked_up,
    months_in_force,
    name_of_subject,
    subject_of,
)
from weltoffen.privacy.types import Held, Kind, Named
from weltoffen.privacy.wording import term_in_words

BY_NAME = "privacy.name"
"""What the security log calls a name that stands in no entry of its own: it never says which."""
_NOTHING_TICKED = N_(
    "Es ist nichts angekreuzt. Kreuzen Sie an, was zu dieser Person gehört. Gehört nichts davon zu "
    "ihr, gibt es hier nichts mitzugeben und nichts zu löschen; sagen Sie ihr das."
)
_NOTHING_GOES = N_(
    "Nichts von dem, was zu dieser Person gehört, kann hier gelöscht werden. Warum, steht jeweils "
    "dabei."
)
TAKE, ASK, DELETE = "take", "ask", "delete"
_FATES = {
    Then.DELETED: _("wird gelöscht"),
    Then.ANONYMISED: _("wird anonymisiert"),
    Then.COUNTED: _("wird gelöscht; die Anzahl bleibt"),
    Then.KEPT: _("bleibt"),
}


@dataclass(frozen=True, slots=True)
class Hit:
    """Somebody of whom may be asked."""

    title: str
    what: str
    url: str


class LookUpPage(PrivacyDeskPage, FormView):  # type: ignore[type-arg]
    """Of whom is asked. The name is sent and not put into an address, which others might read."""

    page_title = _("Auskunft und Löschen auf Verlangen")
    template_name = "desk/look_up.html"
    form_class = LookUpForm
    http_method_names = ["get", "post", "head", "options"]
    keeping = True

    def get_form_kwargs(self) -> dict[str, Any]:
        """Tell the form who fills it in."""
        return super().get_form_kwargs() | {"person": self.person}

    def form_valid(self, form: Any) -> HttpResponse:
        """Show whom it may be."""
        with transaction.atomic():
            note_looked_up(about=BY_NAME, by=self.person)
            hits = [_hit(found) for found in looked_up(form.cleaned_data["who"])]
        return self.render_to_response(self.get_context_data(form=form, hits=hits, asked=True))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the form's groups."""
        context = super().get_context_data(**kwargs)
        form = context["form"]
        return context | {"groups": grouped(form), "faults": faults_of(form)}


def _hit(found: Person | User | Request) -> Hit:
    if isinstance(found, Person):
        shown = name_of(found) or gettext("Name geschützt (%(identifier)s)") % {
            "identifier": found.identifier
        }
        return Hit(shown, gettext("Person im Register"), _address("person", found.identifier))
    if isinstance(found, User):
        return Hit(name_of_subject(found), gettext("Konto"), _address("account", str(found.pk)))
    what = gettext("Anfrage: %(subject)s") % {"subject": found.subject}
    return Hit(name_of_subject(found), what, _address("request", found.identifier))


def _address(of: str, who: str) -> str:
    return reverse("desk:privacy-held", args=[of, who])


@dataclass(frozen=True, slots=True)
class ShownKind:
    """What of one kind is held on somebody, in words."""

    title: str
    term: str
    lines: tuple[ShownHeld, ...]
    anchor: str


@dataclass(frozen=True, slots=True)
class ShownHeld:
    """One thing that is held. Where only the name says so, people tick it."""

    held: Held
    fate: str
    is_ticked: bool
    url: str


class HeldPage(PrivacyDeskPage, FormView):  # type: ignore[type-arg]
    """All that is held on somebody. Whoever opens it is noted, and so is what they take along."""

    template_name = "desk/held.html"
    form_class = ReasonForm
    http_method_names = ["get", "post", "head", "options"]
    keeping = True
    found: Person | User | Request | Named

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Note who looks, and show it."""
        self.found = self._find()
        return self.shown()

    def shown(self) -> HttpResponse:
        """Note who looks, and show it with an empty form."""
        with transaction.atomic():
            note_looked_up(about=self.about, by=self.person, found=self.things)
            form = self.form_class(person=self.person)
            return self.render_to_response(self.get_context_data(form=form))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Note who looks, then take it along or delete it; to delete is asked once more."""
        self.found = self._find()
        note_looked_up(about=self.about, by=self.person, found=self.things)
        return super().post(request, *args, **kwargs)

    def _find(self) -> Person | User | Request | Named:
        who = self.kwargs["who"]
        rows: Any = {
            "person": Person.objects.filter(identifier=who, merged_into__isnull=True),
            "account": User.objects.filter(pk=int(who) if who.isdecimal() else 0),
            "request": Request.objects.filter(identifier=who),
        }.get(self.kwargs["of"])
        found = rows.first() if rows is not None else None
        if found is None:
            raise Http404
        return found  # type: ignore[no-any-return]

    @cached_property
    def things(self) -> list[tuple[Kind, list[Held]]]:
        """Return all that is held, by kind."""
        return held_on(subject_of(self.found))

    def get_page_title(self) -> str:
        """Say what is shown, without a name that is protected."""
        return gettext("Was gespeichert ist: %(name)s") % {"name": self.name}

    @property
    def name(self) -> str:
        """Return how the person is called."""
        return name_of_subject(self.found)

    @property
    def about(self) -> str:
        """Return what the security log calls what was asked about."""
        if isinstance(self.found, Named):
            return BY_NAME
        return f"{self.found._meta.label_lower}:{getattr(self.found, 'identifier', self.found.pk)}"

    @property
    def ticked(self) -> list[str]:
        """Return what somebody ticked as theirs."""
        return self.request.POST.getlist("theirs")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Tell the form who fills it in."""
        return super().get_form_kwargs() | {"person": self.person}

    def form_valid(self, form: Any) -> HttpResponse:
        """Do what was pressed."""
        do = self.request.POST.get("do")
        reason = form.cleaned_data["reason"]
        try:
            self._refuse_nothing(do)
            if do == DELETE:
                return self._delete(reason)
            if do == ASK:
                return self.render_to_response(self.get_context_data(form=form, confirming=True))
            return self._take(reason)
        except Refused as refusal:
            form.refuse(refusal)
            return self.form_invalid(form)

    def _refuse_nothing(self, do: str | None) -> None:
        """Refuse to tell or to delete nothing only because no box was ticked."""
        every = [line for kind in self._shown() for line in kind.lines]
        is_theirs = [line for line in every if line.held.is_certain or line.is_ticked]
        if every and not is_theirs:
            raise Refused(Problem("", _NOTHING_TICKED))
        if do in (ASK, DELETE) and every and not any(self._goes(line) for line in every):
            raise Refused(Problem("", _NOTHING_GOES))

    def _take(self, reason: str) -> HttpResponse:
        parts = parts_for(subject_of(self.found), self.ticked)
        count = sum(len(part.held) for part in parts)
        with transaction.atomic():
            note_disclosure(about=self.about, reason=reason, by=self.person, count=count)
            body = disclosure(self.name, parts)
        return HttpResponse(
            body,
            content_type="application/zip",
            headers={
                "Content-Disposition": 'attachment; filename="auskunft.zip"',
                "Cache-Control": "no-store",
            },
        )

    def _delete(self, reason: str) -> HttpResponse:
        counts = forget_on_request(
            subject=subject_of(self.found), about=self.about, ticked=self.ticked, reason=reason,
            by=self.person,
        )  # fmt: skip
        count = sum(counts.values())
        if count:
            said = gettext("Gelöscht oder anonymisiert: %(count)d. Das Protokoll nennt niemanden.")
            messages.success(self.request, said % {"count": count})
        else:
            messages.warning(self.request, gettext("Es war nichts zu löschen."))
        return HttpResponseRedirect(reverse("desk:privacy-people"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what is held, and what would become of it."""
        context = super().get_context_data(**kwargs)
        form = context["form"]
        shown = list(self._shown())
        lines = [line for kind in shown for line in kind.lines]
        return context | {
            "kinds": shown,
            "faults": faults_of(form),
            "may_be_deleted": any(line.held.fate is not Then.KEPT for line in lines),
            "going": [line for line in lines if self._goes(line)],
            "staying": [line for line in lines if not self._goes(line)],
            "confirming": kwargs.get("confirming", False),
            "back": self.request.path,
            "ticked": self.ticked,
        }

    def _goes(self, line: ShownHeld) -> bool:
        return line.held.fate is not Then.KEPT and (line.held.is_certain or line.is_ticked)

    def _shown(self) -> Iterator[ShownKind]:
        for kind, found in self.things:
            lines = (
                ShownHeld(held, str(_FATES[held.fate]), held.key in self.ticked, _sheet(held.key))
                for held in found
            )
            term = term_in_words(kind, months_in_force(kind))
            yield ShownKind(str(kind.title), term, tuple(lines), f"kind-{kind.name}")


def _sheet(key: str) -> str:
    """Return the address of the record's own sheet, where administrators may open it."""
    label, _colon, identifier = key.partition(":")
    if label != PEOPLE.model._meta.label_lower or "#" in identifier:
        return ""
    return PEOPLE.url(identifier)
