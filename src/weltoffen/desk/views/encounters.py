"""Pages of encounters: the sheet, adding, amending, calling off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import HeaderButton

from weltoffen.accounts.models import User
from weltoffen.accounts.selectors import may_see_history, within_reach
from weltoffen.casework.selectors import about_of
from weltoffen.desk.busy_with import ABOUT
from weltoffen.desk.encounter_words import counted, relations_of, when_words
from weltoffen.desk.forms.encounters import (
    FACTS,
    GUEST,
    HOST,
    MOST,
    RELATION,
    CallOffForm,
    EncounterForm,
    listed,
)
from weltoffen.desk.forms.evidence import MORE
from weltoffen.desk.forms.fields import spoken
from weltoffen.desk.kinds import (
    ENCOUNTERS,
    MUNICIPALITIES,
    ORGANISATIONS,
    RELATIONS,
    TASKS,
)
from weltoffen.desk.naming import language, title_of, year_of
from weltoffen.desk.protecting import may_see_names
from weltoffen.desk.views.editing import AmendPage, FormPage, RecordFormPage
from weltoffen.desk.views.pages import SheetPage
from weltoffen.desk.views.parts import ConfirmPage
from weltoffen.desk.views.sheets import Fact, Listed, linked, record_facts
from weltoffen.encounters.actions import (
    amend_encounter,
    call_off,
    record_encounter,
    resume,
    set_bodies,
    set_relations,
)
from weltoffen.encounters.enums import Direction, EncounterKind, Side
from weltoffen.encounters.models import Encounter
from weltoffen.encounters.selectors import kept_names, tallies_of
from weltoffen.ground.dates import parse_date, parse_interval
from weltoffen.ground.identifiers import identifier_from
from weltoffen.ground.spoken import say_day
from weltoffen.organisations.models import Organisation
from weltoffen.records.enums import Role
from weltoffen.records.selectors import free_identifier

_SIDES = ((HOST, Side.HOST), (GUEST, Side.GUEST))


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One step that is to follow, with the address at which it becomes a task."""

    text: str
    task_url: str


class EncounterSheet(SheetPage):
    """An encounter: what it is about, who was counted, how many names are kept, what follows."""

    kind = ENCOUNTERS
    template_name = "desk/encounter.html"
    record: Encounter

    def get_header_buttons(self) -> list[Any]:
        """Add that it does not take place, or does after all."""
        buttons = super().get_header_buttons()
        if self.may("change"):
            is_off = bool(self.record.withdrawn_because)
            label = _("Absage zurücknehmen") if is_off else _("Absagen")
            url = ENCOUNTERS.url(self.record, "resume" if is_off else "off")
            icon = "resubmit" if is_off else "cross"
            buttons.append(HeaderButton(label, url, icon_name=icon, priority=45))
        return buttons

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add facts, the count, the names that are kept, and what follows."""
        encounter, user = self.record, self.request.user
        is_of_the_office = may_see_history(user)
        return super().get_context_data(**kwargs) | {
            "when": when_words(encounter),
            "facts": [*_facts(encounter, self.request.user), *record_facts(encounter)],
            "counted": counted(tallies_of(encounter)),
            "counts_url": ENCOUNTERS.url(encounter, "counts"),
            "is_of_the_office": is_of_the_office,
            "kept": _kept_words(encounter) if is_of_the_office else "",
            "names_url": ENCOUNTERS.url(encounter, "names") if may_see_names(user) else "",
            "follow_ups": self._follow_ups() if is_of_the_office else [],
            "lists": list(_lists(encounter, user)),
        }

    def _follow_ups(self) -> list[FollowUp]:
        """Return the lines of what follows, each on its way to a task."""
        may_plan = TASKS.may(self.request.user, "add")
        lines = [line.strip(" -–•\t") for line in self.record.follow_ups.splitlines()]
        return [
            FollowUp(line, _task_url(self.record, line) if may_plan else "")
            for line in lines
            if line
        ]


def _task_url(encounter: Encounter, title: str) -> str:
    return f"{TASKS.add_url}?{urlencode({ABOUT: about_of(encounter), 'title': title[:200]})}"


def _kept_words(encounter: Encounter) -> str:
    """Say how many names are kept and until when, without any of them."""
    kept = kept_names(encounter)
    if kept is None:
        return gettext("Namen von Teilnehmenden sind keine gespeichert.")
    days = {
        "n": kept.heads,
        "first": say_day(kept.first_day, language()),
        "last": say_day(kept.last_day, language()),
    }
    said = (
        gettext("Gespeicherte Namen: %(n)d. Sie werden nach dem %(last)s gelöscht.")
        if kept.first_day == kept.last_day
        else gettext(
            "Gespeicherte Namen: %(n)d. Die ersten werden nach dem %(first)s gelöscht, die letzten "
            "nach dem %(last)s."
        )
    ) % days
    if kept.first_day >= encounter.latest:
        return said
    too_soon = gettext(
        "Das ist vor dem Ende der Begegnung: Das Protokoll kann den Löschtag für alle ändern."
    )
    return f"{said} {too_soon}"


def _facts(encounter: Encounter, user: Any) -> list[Fact]:
    place = encounter.municipality
    answered = within_reach(Encounter.objects.filter(returned_by=encounter), user).first()
    first = encounter.first_timers
    return [
        Fact(_("Wann"), when_words(encounter)),
        Fact(_("Art"), encounter.get_kind_display()),
        Fact(_("Richtung"), encounter.get_direction_display()),
        Fact(
            _("Ort"), title_of(place) if place else "", MUNICIPALITIES.url(place) if place else "",
        ),
        Fact(_("Stätte"), encounter.venue),
        Fact(_("Thema"), encounter.theme),
        Fact(_("Programm"), encounter.programme),
        Fact(_("Sprachen"), encounter.languages),
        Fact(_("Zum ersten Mal dabei"), "" if first is None else first),
        Fact(
            _("Gegenbesuch zu"), answered.title if answered else "",
            ENCOUNTERS.url(answered) if answered else "", is_internal=True,
        ),
    ]  # fmt: skip


def _lists(encounter: Encounter, user: Any) -> Sequence[Listed]:
    """Return with whom it was, as far as the person may see them, and what answered it."""
    found = [
        Listed(
            RELATIONS.plural,
            linked(RELATIONS, relations_of([encounter], user)[encounter.pk]),
            _("Keine Beziehung, die Sie sehen dürfen."),
        )
    ]
    rows = list(encounter.bodies.select_related("organisation__merged_into"))
    seen = within_reach(Organisation.objects.all(), user)
    keys = set(seen.filter(pk__in=[r.organisation_id for r in rows]).values_list("pk", flat=True))
    for heading, side in ((_("Gastgebend"), Side.HOST), (_("Zu Gast"), Side.GUEST)):
        bodies = [r.organisation for r in rows if r.side == side and r.organisation_id in keys]
        if bodies:
            found.append(Listed(heading, linked(ORGANISATIONS, bodies), ""))
    answers = list(within_reach(encounter.returned_by.all(), user))
    if answers:
        found.append(Listed(_("Erwidert durch"), linked(ENCOUNTERS, answers), ""))
    return found


class EncounterFormPage(FormPage):
    """What adding and amending share: as many fields for relations and bodies as are needed."""

    kind = ENCOUNTERS
    form_class = EncounterForm
    template_name = "desk/encounter_form.html"

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """Give more fields where these were asked for, without judging what was typed."""
        if MORE not in request.POST:
            return super().post(request, *args, **kwargs)
        form = self.get_form()
        form.is_quiet = True
        return self.render_to_response(self.get_context_data(form=form))

    def get_form_kwargs(self) -> dict[str, Any]:
        """Say how many fields there are: one more than is known, or as many as were sent."""
        kwargs = super().get_form_kwargs()
        names = self.request.POST if self.request.method == "POST" else kwargs["initial"]
        lengths = {}
        for beginning in (RELATION, HOST, GUEST):
            there = sum(name.startswith(f"{beginning}-") for name in names)
            length = there if self.request.method == "POST" else there + 1
            lengths[beginning] = min(max(length, 1) + 2 * (MORE in self.request.POST), MOST)
        return kwargs | {"lengths": lengths}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the button that gives more fields."""
        context = super().get_context_data(**kwargs)
        if context["form"].is_quiet:
            context |= {"faults": []}
        return context | {"more": MORE}


class AddEncounter(EncounterFormPage):
    """A new encounter, mostly begun on the sheet of a relation."""

    page_title = ENCOUNTERS.adding
    intro = _(
        "Eine Begegnung kann mehrere Beziehungen betreffen. Wie viele teilnehmen, geben Sie danach "
        "auf dem Blatt an. Neue Einträge sind intern."
    )

    def get_initial(self) -> dict[str, Any]:
        """Begin with the relation from whose sheet one comes."""
        wanted = self.request.GET.get("relation", "")
        seen = RELATIONS.seen_by(self.request.user) if wanted else None
        found = seen.filter(identifier=wanted).first() if seen is not None else None
        return {"owner": Role.COORDINATION} | listed(RELATION, [found] if found else [])

    def act(self, form: Any) -> Encounter:
        """Record it."""
        typed = form.cleaned_data
        relations = form.chosen(RELATION)
        year = year_of(parse_date(typed["since"]))
        first = relations[0].identifier if relations else ""
        facts = form.facts()
        return record_encounter(
            identifier=free_identifier(Encounter, identifier_from(first, year, typed["title_de"])),
            relations=relations,
            bodies={side: form.chosen(name) for name, side in _SIDES},
            kind=EncounterKind(facts.pop("kind")),
            direction=Direction(facts.pop("direction")),
            title=form.texts("title"),
            valid=form.valid(),
            by=self.person,
            **facts,
        )


class AmendEncounter(EncounterFormPage, AmendPage):
    """An encounter that there is."""

    def initial_of(self, record: Any) -> dict[str, Any]:
        """Return what the register has."""
        span = parse_interval(record.valid)
        since = spoken(span.start.text) if span.start else ""
        until = spoken(span.end.text) if span.end and span.end != span.start else ""
        links = record.relation_links.select_related("relation__home", "relation__municipality")
        rows = list(record.bodies.select_related("organisation"))
        return (
            {name: getattr(record, name) for name in FACTS}
            | {"title_de": record.title_de, "title_en": record.title_en}
            | {"since": since, "until": until}
            | listed(RELATION, [link.relation for link in links])
            | listed(HOST, [row.organisation for row in rows if row.side == Side.HOST])
            | listed(GUEST, [row.organisation for row in rows if row.side == Side.GUEST])
        )

    def amend(self, record: Any, form: Any) -> Encounter:
        """Amend it, then with whom it is."""
        amend_encounter(
            encounter=record,
            title=form.texts("title", record),
            valid=form.valid(),
            by=self.person,
            **form.facts(),
        )
        set_relations(encounter=record, relations=form.chosen(RELATION), by=self.person)
        for name, side in _SIDES:
            set_bodies(encounter=record, side=side, organisations=form.chosen(name), by=self.person)
        return record  # type: ignore[no-any-return]


class CallOff(RecordFormPage):
    """That an encounter does not take place."""

    kind = ENCOUNTERS
    page_title = _("Absagen")
    submit_label = _("Absagen")
    form_class = CallOffForm
    intro = _(
        "Die Begegnung bleibt im Register, mit dem Grund. Namen von Teilnehmenden bleiben bis zu "
        "ihrem Löschtag; das Protokoll kann sie früher löschen."
    )

    def act(self, form: Any) -> Encounter:
        """Keep the reason."""
        return call_off(encounter=self.record, because=form.cleaned_data["because"], by=self.person)

    def success(self, record: Any) -> str:
        """Say that it is called off."""
        return gettext("„%(title)s“ ist abgesagt.") % {"title": title_of(record)}


class Resume(ConfirmPage):
    """That an encounter takes place after all."""

    kind = ENCOUNTERS
    verb = _("Absage zurücknehmen")

    def consequences(self) -> list[str]:
        """Say what it was called off for."""
        return [
            gettext("Abgesagt war sie mit dem Grund: %(because)s")
            % {"because": self.record.withdrawn_because},
            gettext("Danach gilt sie wieder als Begegnung, die stattfindet oder stattfand."),
        ]

    def do(self) -> None:
        """Take the call-off back."""
        user = self.request.user
        assert isinstance(user, User)  # DeskPage lets in nobody else
        resume(encounter=self.record, by=user)

    def done(self) -> str:
        """Say that it is on again."""
        return gettext("Die Absage ist zurückgenommen.")
