"""Pages of relations and charters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from weltoffen.accounts.selectors import may_see_history, within_reach
from weltoffen.desk.contacting import tie_lines
from weltoffen.desk.encounter_words import encounters_on_sheet
from weltoffen.desk.forms.relations import CharterForm, NewRelationForm, RelationForm
from weltoffen.desk.homes import home, relation_between
from weltoffen.desk.kinds import (
    ACTS,
    CHARTERS,
    LEDGER,
    ORGANISATIONS,
    RELATIONS,
    SOURCES,
    THEMES,
    kind_of,
)
from weltoffen.desk.naming import language, relation_identifier, title_of
from weltoffen.desk.reviewing.amended import amendments_of
from weltoffen.desk.reviewing.rights import of_seen_sources
from weltoffen.desk.standing import act_rows, folded, standing
from weltoffen.desk.views.acts import may_replace
from weltoffen.desk.views.document_links import documents_of
from weltoffen.desk.views.editing import AmendPage, FormPage
from weltoffen.desk.views.pages import SheetPage
from weltoffen.desk.views.partner_parts import in_office, jumps, shown_to_public
from weltoffen.desk.views.sheets import Fact, Listed, linked, record_facts, text_url
from weltoffen.ground.identifiers import identifier_from
from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.ground.spoken import say_day
from weltoffen.intake.still_said import outlived
from weltoffen.records.selectors import free_identifier
from weltoffen.relations.actions import amend_relation, record_instrument, record_relation
from weltoffen.relations.enums import ActKind, InstrumentKind
from weltoffen.relations.models import Instrument, Relation
from weltoffen.relations.selectors import dropped
from weltoffen.sources.models import Passage
from weltoffen.sources.selectors import where_text_is_known

_THERE_IS = N_(
    "Diese Beziehung gibt es schon: %(relation)s (%(identifier)s). Öffnen Sie sie und fügen Sie "
    "dort Akte hinzu, oder wählen Sie eine andere Seite."
)


class RelationSheet(SheetPage):
    """A relation today: how it stands, since when, and the chain of its acts."""

    kind = RELATIONS
    template_name = "desk/relation.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add how it stands and its acts."""
        relation: Relation = self.record
        today = timezone.localdate()
        user = self.request.user
        rows = act_rows(relation, user)
        lists = [
            *filter(None, [encounters_on_sheet(relation, user)]),
            documents_of(user, relation=relation),
            *filter(None, [in_office(relation, user, today)]),
            _disagreements_of(relation, user),
            _themes_of(relation, may_change=self.may("change")),
        ]
        context = super().get_context_data(**kwargs)
        return context | {
            "jumps": jumps(
                lists,
                has_casework=bool(context.get("casework")),
                is_of_the_office=may_see_history(user),
            ),
            "shown": shown_to_public(relation, rows),
            "acts": folded(rows),
            "amended": amendments_of(row.act.pk for row in rows),
            "words": words_of([row.act.pk for row in rows], self.request.user),
            "standing": standing(relation, rows, today),
            "today": say_day(today, language()),
            "is_dropped": bool(dropped([relation.pk])),
            "facts": _facts(relation),
            "ties": tie_lines(
                relation.ties.select_related("organisation__merged_into", "relation"),
                of_relation=True,
                user=self.request.user,
            ),
            "tie_url": RELATIONS.url(relation, "tie"),
            "lists": lists,
            "may_add_act": ACTS.may(self.request.user, "add"),
            "may_replace_act": may_replace(self.request.user),
            "may_change_act": ACTS.may(self.request.user, "change"),
            "add_act_url": RELATIONS.url(relation, "act"),
            "is_of_the_office": may_see_history(self.request.user),
        }


def words_of(acts: Iterable[int], user: Any) -> dict[int, list[tuple[str, str]]]:
    """Return, by act, the words that prove it and can be seen in their text: words and address."""
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    if not SOURCES.may(user, "see"):
        return {}
    cited: QuerySet[Any] = Passage.objects.filter(citations__act__in=list(acts))
    cited = of_seen_sources(cited, user, "snapshot__source__")
    cited = cited.annotate(act=F("citations__act"))
    for passage in where_text_is_known(cited).filter(can_be_seen=True).order_by("citations__id"):
        found[passage.act].append((Truncator(passage.quote).chars(70), text_url(passage)))
    return dict(found)


def _facts(relation: Relation) -> list[Fact]:
    counterpart = relation.counterpart
    lead = relation.lead
    return [
        Fact(_("Diese Stadt"), title_of(relation.home), kind_of(relation.home).url(relation.home)),
        Fact(_("Andere Seite"), title_of(counterpart), kind_of(counterpart).url(counterpart)),
        Fact(
            _("Federführend"),
            title_of(lead) if lead else "",
            ORGANISATIONS.url(lead) if lead else "",
        ),
        Fact(_("Kurzbeschreibung"), relation.summary),
        Fact(_("Offene Frage"), relation.open_question, is_internal=True),
        *record_facts(relation),
    ]


def _themes_of(relation: Relation, *, may_change: bool) -> Listed:
    found = list(relation.themes.distinct())
    return Listed(
        _("Themen"),
        linked(THEMES, found),
        _("Dieser Beziehung ist noch kein Thema zugeordnet."),
        RELATIONS.url(relation, "themes") if may_change else "",
        _("Themen zuordnen"),
    )


def _disagreements_of(relation: Relation, user: Any) -> Listed:
    may_add = LEDGER.may(user, "add")
    add_url = f"{LEDGER.add_url}?relation={relation.identifier}" if may_add else ""
    found = list(within_reach(relation.disagreements.all(), user))
    over = outlived(found)
    titled = zip(found, linked(LEDGER, found), strict=True)
    return Listed(
        _("Widersprüche"),
        [
            (f"{title} ({gettext('überholt')})" if each.pk in over else title, url)
            for each, (title, url) in titled
        ],
        _("Zu dieser Beziehung ist kein Widerspruch festgehalten."),
        add_url,
        LEDGER.adding,
    )


class AddRelation(FormPage):
    """A new relation: its two sides."""

    kind = RELATIONS
    page_title = _("Beziehung anlegen")
    form_class = NewRelationForm
    intro = _(
        "Eine Beziehung verbindet diese Stadt mit genau einer anderen Seite. Welche Form sie hat "
        "und wie sie steht, sagen die Akte, die Sie danach hinzufügen. Neue Einträge sind intern."
    )

    existing: Relation | None = None

    def get_initial(self) -> dict[str, Any]:
        """Begin with the city whose register this is."""
        return {"home": home()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the way to the relation that there is already."""
        found = self.existing
        there_is = [(title_of(found), RELATIONS.url(found))] if found else []
        return super().get_context_data(**kwargs) | {"existing": there_is}

    def act(self, form: Any) -> Relation:
        """Record it; the action judges whether there is exactly one other side."""
        typed = form.cleaned_data
        self.existing = relation_between(typed["home"], form.counterparts)
        if self.existing is not None:
            values = {"relation": title_of(self.existing), "identifier": self.existing.identifier}
            raise Refused(Problem(self.existing.counterpart_kind, _THERE_IS, values))
        names = ("home", "municipality", "network", "instrument", "lead", "open_question")
        sides = form.counterparts
        suggested = relation_identifier(typed["home"], sides[0]) if sides else "x"
        return record_relation(
            identifier=typed["identifier"] or free_identifier(Relation, suggested),
            summary=form.texts("summary"),
            by=self.person,
            **{name: typed[name] for name in names},
        )

    def success(self, record: Any) -> str:
        """Say what comes next."""
        return gettext("Die Beziehung ist angelegt. Fügen Sie jetzt ihren ersten Akt hinzu.")


class AmendRelation(AmendPage):
    """What may change of a relation."""

    kind = RELATIONS
    form_class = RelationForm

    def initial_of(self, record: Any) -> dict[str, Any]:
        """Return what the register has."""
        names = ("lead", "summary_de", "summary_en", "open_question", "owner", "review_by")
        return {name: getattr(record, name) for name in names}

    def amend(self, record: Any, form: Any) -> Relation:
        """Amend it."""
        names = ("lead", "open_question", "owner", "review_by")
        return amend_relation(
            relation=record,
            summary=form.texts("summary", record),
            by=self.person,
            **{name: form.cleaned_data[name] for name in names},
        )


class CharterSheet(SheetPage):
    """A charter: what it is, its versions and duties, and who acceded."""

    kind = CHARTERS

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add facts and lists."""
        charter: Instrument = self.record
        return super().get_context_data(**kwargs) | {
            "facts": _charter_facts(charter),
            "lists": [_accessions(charter, self.request.user), _duties(charter)],
        }


def _charter_facts(charter: Any) -> list[Fact]:
    issuer = charter.issuer
    steps = ", ".join(str(ActKind(step).label) for step in charter.accession_path)
    versions = "; ".join(version.label for version in charter.versions.all())
    return [
        Fact(_("Name"), charter.name_de),
        Fact(_("Name (englisch)"), charter.name_en or ""),
        Fact(_("Art"), charter.get_kind_display()),
        Fact(_("Worum es geht"), charter.description),
        Fact(
            _("Getragen von"),
            title_of(issuer) if issuer else "",
            ORGANISATIONS.url(issuer) if issuer else "",
        ),
        Fact(_("Webadresse"), charter.website),
        Fact(_("Schritte des Beitritts"), steps),
        Fact(_("Textfassungen"), versions),
        *record_facts(charter),
    ]


def _accessions(charter: Instrument, user: Any) -> Listed:
    seen = within_reach(charter.accessions.all(), user)
    found = seen.select_related("home", "municipality", "network", "instrument")
    return Listed(
        _("Beziehungen"), linked(RELATIONS, list(found)), _("Noch keine Stadt ist beigetreten.")
    )


def _duties(charter: Instrument) -> Listed:
    items = [(f"{duty.code}: {duty.wording}", "") for duty in charter.duties.all()]
    return Listed(_("Pflichten"), items, _("Es sind keine Pflichten erfasst."))


class AddCharter(FormPage):
    """A new charter, pledge or resolution."""

    kind = CHARTERS
    page_title = _("Charta anlegen")
    form_class = CharterForm

    def act(self, form: Any) -> Instrument:
        """Record it."""
        typed = form.cleaned_data
        return record_instrument(
            identifier=typed["identifier"]
            or free_identifier(Instrument, identifier_from(typed["name_de"])),
            kind=InstrumentKind(typed["kind"]),
            name=form.texts("name"),
            description=form.texts("description"),
            issuer=typed["issuer"],
            website=typed["website"],
            by=self.person,
        )
