"""People, offices and contacts to try the desk with: invented, called by their function only.

``weltoffen demo`` writes them, once; ``load-demo`` does not: a real register begins with that.
Nobody is meant by any of them, and their addresses lead nowhere (RFC 2606).
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from weltoffen.accounts.actions import ensure_function_account
from weltoffen.demo.invented_cases import ACCOUNT
from weltoffen.organisations.actions import (
    note_sign_of_life,
    record_contact,
    record_office,
    record_organisation,
    record_person,
)
from weltoffen.organisations.enums import (
    ContactKind,
    ContactPurpose,
    LegalGround,
    OrganisationKind,
)
from weltoffen.organisations.models import Organisation, Person
from weltoffen.places.models import Municipality
from weltoffen.records.enums import Visibility
from weltoffen.relations.actions import name_signatory, tie_organisation
from weltoffen.relations.enums import TieRole
from weltoffen.relations.models import Relation, Signatory

if TYPE_CHECKING:
    from weltoffen.accounts.models import User


@transaction.atomic
def write_people(today: date) -> bool:
    """Write them, once and into the register of Dortmund; says whether they are new."""
    relation = Relation.objects.filter(identifier="dortmund-amiens").first()
    if relation is None or Person.objects.exists():
        return False
    by = ensure_function_account(username=ACCOUNT)
    club = _club("freundeskreis-amiens", "Freundeskreis Amiens (erfunden)", by)
    _club("freundeskreis-amiens-e-v", "Freundeskreis Amiens e. V. (erfunden)", by)
    heard = today - timedelta(days=40)
    note_sign_of_life(organisation=club, on=heard.isoformat(), what="Brief zum Sommerfest", by=by)
    tie_organisation(relation=relation, organisation=club, role=TieRole.CLUB, valid="1990/..",
                     by=by)  # fmt: skip
    _write_chair(club, today, by)
    _write_partner(relation.municipality, today, by)
    _write_protected(by)
    _write_mayor(relation.home, by)
    return True


def _club(identifier: str, name: str, by: User) -> Organisation:
    return record_organisation(
        identifier=identifier, kind=OrganisationKind.ASSOCIATION, name={"de": name},
        visibility=Visibility.INTERNAL, by=by,
    )  # fmt: skip


def _write_chair(club: Organisation, today: date, by: User) -> None:
    chair = record_person(family_name="Vereinsvorsitz (erfunden)", by=by)
    record_office(person=chair, organisation=club, valid="2019/..", by=by,
                  title={"de": "Vorsitz", "en": "Chair"})  # fmt: skip
    record_office(person=chair, organisation=club, valid="2011/2018", by=by,
                  title={"de": "Kassenführung", "en": "Treasurer"})  # fmt: skip
    record_contact(
        of=chair, kind=ContactKind.EMAIL, value="vorsitz@freundeskreis.example",
        purpose=ContactPurpose.COOPERATION, legal_ground=LegalGround.CONSENT,
        consent_on=today - timedelta(days=400), consent_by="Formular vom Vereinstag", by=by,
    )  # fmt: skip
    record_contact(
        of=chair, kind=ContactKind.MOBILE, value="+49 170 000000", is_restricted=True, by=by,
        purpose=ContactPurpose.EMERGENCY, legal_ground=LegalGround.PUBLIC_TASK,
        delete_by=today + timedelta(days=300),
    )  # fmt: skip
    record_contact(
        of=club, kind=ContactKind.EMAIL, value="post@freundeskreis.example", by=by,
        purpose=ContactPurpose.INVITATION, legal_ground=LegalGround.NOT_PERSONAL,
    )  # fmt: skip


def _write_partner(town: Municipality | None, today: date, by: User) -> None:
    if town is None:
        return
    desk = record_person(family_name="Referat für Internationales (erfunden)", by=by)
    record_office(person=desk, municipality=town, valid="2021/..", by=by,
                  title={"de": "Leitung Internationales", "en": "Head of international affairs"},
                  )  # fmt: skip
    record_contact(
        of=desk, kind=ContactKind.PHONE, value="+33 3 00 00 00 00", by=by,
        purpose=ContactPurpose.TRAVEL, legal_ground=LegalGround.PUBLIC_TASK,
        delete_by=today + timedelta(days=700),
    )  # fmt: skip


def _write_protected(by: User) -> None:
    guest = record_person(family_name="Gast eines Schutzprogramms (erfunden)", do_not_name=True,
                          by=by)  # fmt: skip
    record_contact(
        of=guest, kind=ContactKind.EMAIL, value="gast@schutz.example", by=by,
        purpose=ContactPurpose.EMERGENCY, legal_ground=LegalGround.VITAL_INTERESTS,
    )  # fmt: skip


def _write_mayor(home: Municipality, by: User) -> None:
    """Let the office that signed deeds be held by its function; no source names who it was."""
    mayor = record_person(family_name="Amt des Oberbürgermeisters", by=by)
    office = record_office(
        person=mayor, municipality=home, by=by,
        title={"de": "Oberbürgermeister der Stadt Dortmund", "en": "Lord Mayor of Dortmund"},
    )  # fmt: skip
    for each in Signatory.objects.filter(office_de=office.title_de, side="home"):  # type: ignore[attr-defined]
        name_signatory(signatory=each, office=office, by=by)
