"""Pages about who takes part in a relation, and who held the offices that signed an act."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from weltoffen.accounts.models import User
from weltoffen.desk.contacting import time_words
from weltoffen.desk.forms.ties import NewTieForm, SignatoriesForm, TieForm, field_of
from weltoffen.desk.kinds import ACTS, ORGANISATIONS, RELATIONS
from weltoffen.desk.naming import person_title, title_of, titles_of
from weltoffen.desk.views.editing import CitingPage, RecordFormPage
from weltoffen.desk.views.parts import AmendPartPage, ConfirmPage, PartPage
from weltoffen.desk.views.people import span_of
from weltoffen.organisations.models import Office
from weltoffen.relations.actions import amend_tie, name_signatory, tie_organisation, untie
from weltoffen.relations.models import Act, OrganisationTie, Relation


class AddTie(RecordFormPage, CitingPage):
    """An organisation that takes part in a relation."""

    kind = RELATIONS
    page_title = _("Mitwirkende hinzufügen")
    form_class = NewTieForm
    one_row = True
    evidence_heading = _("Beleg dafür (wenn es einen gibt)")
    intro = _(
        "Wer trägt die Beziehung mit: Vereine, Schulen, Hochschulen, Ämter und Unternehmen beider "
        "Seiten. Öffentlich wird das nicht."
    )

    def get_initial(self) -> dict[str, Any]:
        """Begin with the organisation from whose sheet one comes."""
        wanted = self.request.GET.get("organisation", "")
        found = ORGANISATIONS.own_records.filter(identifier=wanted).first() if wanted else None
        return {"organisation": found} if found else {}

    def act(self, form: Any) -> Relation:
        """Record it."""
        passages = self.citations(form)
        typed = form.cleaned_data
        tie_organisation(
            relation=self.record,
            organisation=typed["organisation"],
            role=typed["role"],
            remark=typed["remark"],
            valid=form.valid(),
            passage=passages[0] if passages else None,
            by=self.person,
        )
        return self.record  # type: ignore[no-any-return]

    def success(self, record: Any) -> str:
        """Say that it is there."""
        return gettext("Die Mitwirkung ist vermerkt.")


class TiePage(PartPage):
    """A page about one organisation's part in a relation."""

    kind = RELATIONS
    part_number = "tie"

    def parts(self) -> QuerySet[OrganisationTie]:
        """Return who takes part in the relation."""
        found: QuerySet[OrganisationTie] = self.record.ties.select_related(
            "organisation__merged_into", "relation"
        )
        return found


class AmendTie(TiePage, AmendPartPage):
    """In what role an organisation takes part and when; here it also ends."""

    page_title = _("Mitwirkung bearbeiten")
    form_class = TieForm
    intro = _("Ist sie zu Ende, tragen Sie unter „Bis“ den letzten Tag ein; der Eintrag bleibt.")

    def initial_of_part(self, part: Any) -> dict[str, Any]:
        """Return what the register has."""
        return {"role": part.role, "remark": part.remark} | span_of(part.valid)

    def amend_part(self, part: Any, form: Any) -> None:
        """Amend it."""
        typed = form.cleaned_data
        amend_tie(
            tie=part, role=typed["role"], remark=typed["remark"], valid=form.valid(), by=self.person
        )

    def success(self, record: Any) -> str:
        """Say that it is kept."""
        return gettext("Die Mitwirkung ist gespeichert.")


class RemoveTie(TiePage, ConfirmPage):
    """Takes a mistaken entry away."""

    verb = _("Mitwirkung wegnehmen")

    def consequences(self) -> list[str]:
        """Say for what this is, and for what it is not."""
        return [
            gettext("„%(organisation)s“ steht dann nicht mehr bei dieser Beziehung.")
            % {"organisation": title_of(self.part.organisation)},
            gettext(
                "Nur wenn es ein Irrtum war. Hat die Mitwirkung geendet, tragen Sie stattdessen "
                "das Ende ein. Der Verlauf zeigt weiter, was hier stand."
            ),
        ]

    def do(self) -> None:
        """Take it away."""
        user = self.request.user
        assert isinstance(user, User)  # DeskPage lets in nobody else
        untie(tie=self.part, by=user)

    def done(self) -> str:
        """Say that it is gone."""
        return gettext("Die Mitwirkung ist weggenommen.")


class NameSignatories(RecordFormPage):
    """Which people held the offices that signed; what the act says stays as it is."""

    kind = ACTS
    page_title = _("Unterschriften zuordnen")
    form_class = SignatoriesForm
    intro = _(
        "Der Akt nennt nur das Amt, und das bleibt so. Hier ordnen Sie zu, wer es an diesem Tag "
        "innehatte. Zur Wahl stehen alle, deren Amtszeit passt; öffentlich wird das nicht."
    )

    def _signatories(self) -> list[Any]:
        return list(self.record.signatories.select_related("held_by").order_by("position"))

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer for each signature who can have given it."""
        offered = _offered(self.record)
        return super().get_form_kwargs() | {
            "signatories": [(each, offered) for each in self._signatories()]
        }

    def get_initial(self) -> dict[str, Any]:
        """Begin with what the register has."""
        return {field_of(each): str(each.held_by_id or "") for each in self._signatories()}

    def act(self, form: Any) -> Act:
        """Keep each."""
        for signatory in form.signatories:
            chosen = form.cleaned_data[field_of(signatory)]
            office = Office.objects.select_related("person").get(pk=chosen) if chosen else None
            name_signatory(signatory=signatory, office=office, by=self.person)
        return self.record  # type: ignore[no-any-return]

    def success(self, record: Any) -> str:
        """Say that it is kept."""
        return gettext("Die Zuordnung ist gespeichert.")


def _offered(act: Act) -> list[tuple[str, str]]:
    """Return both sides' offices that can have been held on an act's day, and those chosen."""
    relation = act.relation
    towns = [pk for pk in (relation.home_id, relation.municipality_id) if pk is not None]
    bodies = [pk for pk in (relation.network_id, act.body_id) if pk is not None]
    of_sides = Q(municipality__in=towns) | Q(organisation__municipality__in=towns)
    in_time = Q(earliest__lte=act.latest, latest__gte=act.earliest)
    chosen = Q(signatures__act=act)
    found = Office.objects.filter(chosen | (in_time & (of_sides | Q(organisation__in=bodies))))
    offices = list(
        found.distinct().select_related("person", "organisation__merged_into", "municipality")
    )
    titles = titles_of(list({o.organisation for o in offices if o.organisation is not None}))
    return sorted(((str(o.pk), _said(o, titles)) for o in offices), key=lambda line: line[1])


def _said(office: Office, titles: dict[int, str]) -> str:
    body = office.organisation
    where = titles[body.pk] if body is not None else str(office.municipality)
    parts = (where, office.title, person_title(office.person), time_words(office.valid))
    return " · ".join(part for part in parts if part)
