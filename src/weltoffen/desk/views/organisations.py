"""Pages of organisations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from weltoffen.accounts.selectors import may
from weltoffen.accounts.types import Verb
from weltoffen.desk.contacting import contact_lines, office_lines, tie_lines
from weltoffen.desk.forms.organisations import (
    FACTS,
    FurtherNameForm,
    NewOrganisationForm,
    OrganisationForm,
)
from weltoffen.desk.forms.people import SignForm
from weltoffen.desk.kinds import MUNICIPALITIES, ORGANISATIONS, RELATIONS
from weltoffen.desk.list_columns import names_seen
from weltoffen.desk.naming import language
from weltoffen.desk.protecting import is_hidden, may_see_protected
from weltoffen.desk.questions import Question, about_names
from weltoffen.desk.views.body_lists import say_sign
from weltoffen.desk.views.editing import AmendPage, CitingPage, RecordFormPage
from weltoffen.desk.views.merging import merged_facts
from weltoffen.desk.views.pages import RELATED, SheetPage, is_closed, is_merged
from weltoffen.desk.views.sheets import Fact, Listed, linked, proof_of, record_facts
from weltoffen.ground.dates import parse_date, parse_interval
from weltoffen.ground.identifiers import identifier_from
from weltoffen.ground.spoken import say_date, say_interval
from weltoffen.organisations.actions import (
    amend_organisation,
    name_organisation,
    note_sign_of_life,
    record_organisation,
)
from weltoffen.organisations.models import Organisation, OrganisationName
from weltoffen.organisations.selectors import contacts_of, names_without_end, offices_in
from weltoffen.records.enums import Visibility
from weltoffen.records.selectors import free_identifier
from weltoffen.relations.actions.relations import follow_name
from weltoffen.sources.models import Passage
from weltoffen.sources.selectors import where_text_is_known


class OrganisationSheet(SheetPage):
    """An organisation, the names it bears and bore, and its relations."""

    kind = ORGANISATIONS
    template_name = "desk/organisation.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add facts, names with their passages, and relations."""
        organisation: Organisation = self.record
        contacts = list(contacts_of(organisation))
        ties = organisation.ties.select_related(
            *(f"relation__{name}" for name in RELATED["relations"]), "organisation"
        )
        return super().get_context_data(**kwargs) | {
            "facts": _facts(organisation, self.request.user),
            "names": _names(organisation),
            "name_url": ORGANISATIONS.url(organisation, "name"),
            "names_url": ORGANISATIONS.url(organisation, "names"),
            "lists": [_relations_of(organisation, self.request.user)],
            "offices": office_lines(
                offices_in(organisation), of_person=False, user=self.request.user
            ),
            "contacts": contact_lines(organisation, contacts),
            "ties": tie_lines(ties, of_relation=False, user=self.request.user),
            "contact_url": ORGANISATIONS.url(organisation, "contact"),
            "sign_url": ORGANISATIONS.url(organisation, "sign"),
            "sign": say_sign(organisation),
            "reveal_url": ORGANISATIONS.url(organisation, "reveal")
            if any(map(is_hidden, contacts)) and may_see_protected(self.request.user)
            else "",
            "is_merged": is_merged(organisation),
            "is_closed": is_closed(organisation),
        }


def _facts(organisation: Organisation, user: Any) -> list[Fact]:
    city = organisation.municipality
    since = organisation.active_since
    since = say_date(parse_date(since), language()) if since else ""
    place = f"{organisation.postal_code} {organisation.locality}".strip()
    return [
        Fact(_("Art"), organisation.get_kind_display()),
        Fact(
            _("Stadt"),
            names_seen([city], user).get(city.pk) if city else "",
            MUNICIPALITIES.url(city) if city and may(user, Verb.SEE, city) else "",
        ),
        Fact(_("Aufgabe"), organisation.task),
        Fact(_("Webadresse"), organisation.website),
        Fact(_("Anschrift"), ", ".join(filter(None, (organisation.street, place)))),
        Fact(_("Stadtbezirk"), organisation.district),
        Fact(_("Aktiv seit"), since),
        Fact("Wikidata", organisation.wikidata_id),
        *merged_facts(organisation),
        *record_facts(organisation),
    ]


def _names(organisation: Organisation) -> list[dict[str, Any]]:
    names = list(organisation.names.all())
    cited = Passage.objects.filter(pk__in=[name.passage_id for name in names if name.passage_id])
    known = where_text_is_known(cited.select_related("snapshot__source"))
    passages = {each.pk: each for each in known}
    return [
        {
            "name": name,
            "valid": "" if name.valid == "../.." else _borne(name.valid),
            "proof": proof_of(passages[name.passage_id]) if name.passage_id else None,
        }
        for name in names
    ]


def _borne(valid: str) -> str:
    return say_interval(parse_interval(valid), language())


def _relations_of(organisation: Organisation, user: Any) -> Listed:
    among = RELATIONS.seen_by(user).select_related(*RELATED["relations"])
    found = among.filter(network=organisation) | among.filter(lead=organisation)
    return Listed(
        _("Beziehungen"),
        linked(RELATIONS, list(found[:200])),
        _("An keiner Beziehung als Netzwerk oder federführend beteiligt."),
    )


def _facts_typed(form: Any, of: Any = None) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in FACTS} | {"task": form.texts("task", of)}


class AddOrganisation(CitingPage):
    """A new organisation under the name it bears."""

    kind = ORGANISATIONS
    page_title = _("Organisation anlegen")
    form_class = NewOrganisationForm
    initial = {"owner": "coordination"}
    one_row = True
    evidence_heading = _("Beleg für den Namen (wenn es einen gibt)")

    def act(self, form: Any) -> Organisation:
        """Record it with its name."""
        passages = self.citations(form)
        return record_organisation(
            identifier=form.cleaned_data["identifier"]
            or free_identifier(Organisation, identifier_from(form.cleaned_data["name_de"])),
            name=form.texts("name"),
            valid=form.valid(),
            named_by=passages[0] if passages else None,
            by=self.person,
            **_facts_typed(form),
        )


class AmendOrganisation(AmendPage):
    """An organisation that there is; its names have pages of their own."""

    kind = ORGANISATIONS
    form_class = OrganisationForm

    def initial_of(self, record: Any) -> dict[str, Any]:
        """Return what the register has."""
        return {name: getattr(record, name) for name in (*FACTS, "task_de", "task_en")}

    def amend(self, record: Any, form: Any) -> Organisation:
        """Amend it."""
        typed = _facts_typed(form, record)
        return amend_organisation(organisation=record, by=self.person, **typed)


class NoteSignOfLife(AmendPage):
    """When the organisation was last heard of."""

    kind = ORGANISATIONS
    page_title = _("Lebenszeichen vermerken")
    form_class = SignForm
    intro = _(
        "Vermerken Sie, wann Sie zuletzt von der Organisation gehört haben und was es war. Das "
        "Register rechnet das nicht aus: Es steht, bis jemand ein neueres einträgt."
    )

    def initial_of(self, record: Any) -> dict[str, Any]:
        """Return what the register has."""
        return {"last_sign": record.last_sign, "last_sign_what": record.last_sign_what}

    def amend(self, record: Any, form: Any) -> Organisation:
        """Note it."""
        typed = form.cleaned_data
        return note_sign_of_life(
            organisation=record,
            on=typed["last_sign"],
            what=typed["last_sign_what"],
            by=self.person,
        )

    def success(self, record: Any) -> str:
        """Say that it is kept."""
        return gettext("Das Lebenszeichen ist vermerkt.")


class NameOrganisation(RecordFormPage, CitingPage):
    """A further name of an organisation."""

    kind = ORGANISATIONS
    page_title = _("Name hinzufügen")
    form_class = FurtherNameForm
    one_row = True
    evidence_heading = _("Beleg für den Namen (wenn es einen gibt)")
    intro = _("Frühere Namen bleiben stehen. Angezeigt wird der Name, der am jeweiligen Tag galt.")

    replaced: Sequence[OrganisationName] = ()

    @property
    def warning(self) -> str:
        """Say that a public organisation shows its new name at once."""
        if self.record.visibility != Visibility.PUBLIC:
            return ""
        return gettext("Diese Organisation ist öffentlich: Der Name ist sofort für alle zu sehen.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the names that have no end."""
        return super().get_form_kwargs() | {"names": names_without_end(self.record)}

    def questions(self, form: Any) -> list[Question]:
        """Ask about names that have no end either."""
        names = about_names(self.record, form.valid(), form.replaced())
        return [*super().questions(form), *names]

    def act(self, form: Any) -> Organisation:
        """Add the name, and end those that it replaces."""
        passages = self.citations(form)
        self.replaced = form.replaced()
        name_organisation(
            organisation=self.record,
            name=form.texts("name"),
            valid=form.valid(),
            passage=passages[0] if passages else None,
            replaces=self.replaced,
            by=self.person,
        )
        follow_name(counterpart=self.record, by=self.person)
        return self.record  # type: ignore[no-any-return]

    def success(self, record: Any) -> str:
        """Say that the name is there, and which ended with it."""
        if not self.replaced:
            return gettext("Der Name ist hinzugefügt.")
        ended = (f"„{given.name}“ ({_borne(given.valid)})" for given in self.replaced)
        return gettext("Der Name ist hinzugefügt. Damit endet: %(names)s.") % {
            "names": "; ".join(ended)
        }
