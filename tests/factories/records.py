"""One factory per record; each calls the room's action, so that what tests build could be real."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import factory
from PIL import Image

from weltoffen.accounts.actions import ensure_function_account, give_role
from weltoffen.accounts.enums import RoleName
from weltoffen.accounts.models import User
from weltoffen.casework.actions import (
    plan_task,
    receive_request,
    record_criterion,
    record_note,
    record_text_block,
    write_comment,
)
from weltoffen.casework.enums import Channel, Language, NoteKind, Topic, Wish
from weltoffen.casework.models import Comment, Criterion, Note, Request, Task, TextBlock
from weltoffen.documents.actions import file_document, file_picture
from weltoffen.documents.models import Document, Picture
from weltoffen.documents.receiving import receive
from weltoffen.encounters.actions import add_participant, record_encounter
from weltoffen.encounters.enums import Direction, EncounterKind
from weltoffen.encounters.models import Encounter, Participant
from weltoffen.organisations.actions import (
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
from weltoffen.organisations.models import ContactDetail, Office, Organisation, Person
from weltoffen.places.actions import record_country, record_municipality
from weltoffen.places.models import Country, Municipality
from weltoffen.records.enums import Role, Visibility
from weltoffen.relations.actions import (
    Effects,
    record_act,
    record_instrument,
    record_relation,
    record_theme,
)
from weltoffen.relations.enums import ActKind, InstrumentKind, Phase, Status, ThemeKind
from weltoffen.relations.models import Act, Instrument, Relation, Theme
from weltoffen.sources.actions import receive_snapshot, record_passage, record_source
from weltoffen.sources.enums import SourceKind, Standing
from weltoffen.sources.models import Passage, Snapshot, Source


def somebody() -> User:
    """Return the account that acts in tests."""
    return ensure_function_account(username="tester")


def account(username: str, role: RoleName, *, unit: str = "", relation: str = "") -> User:
    """Return an account that has a role, and perhaps another one already."""
    user = User.objects.filter(username=username).first() or UserFactory(username=username)
    give_role(user=user, role=role, unit=unit, relation=relation, by=somebody())
    return user


class _ByAction(factory.django.DjangoModelFactory):
    """Calls ``action`` with the declared values instead of saving a row."""

    class Meta:
        abstract = True

    by = factory.LazyFunction(somebody)

    @classmethod
    def _create(cls, model_class: type, *args: Any, **kwargs: Any) -> Any:
        return cls.action(**kwargs)

    @staticmethod
    def action(**kwargs: Any) -> Any:
        raise NotImplementedError


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"person-{n}")


class CountryFactory(_ByAction):
    class Meta:
        model = Country

    code = "FR"
    label = factory.LazyAttribute(lambda country: {"de": f"Land {country.code}"})
    action = staticmethod(record_country)


class MunicipalityFactory(_ByAction):
    class Meta:
        model = Municipality

    identifier = factory.Sequence(lambda n: f"ort-{n}")
    name = factory.LazyAttribute(lambda place: {"de": place.identifier.title()})
    country = factory.SubFactory(CountryFactory)
    visibility = Visibility.PUBLIC
    latitude = 50.0
    longitude = 8.0
    action = staticmethod(record_municipality)


class SourceFactory(_ByAction):
    class Meta:
        model = Source

    identifier = factory.Sequence(lambda n: f"quelle-{n}")
    kind = SourceKind.WEB_PAGE
    standing = Standing.READ
    title = factory.LazyAttribute(lambda source: f"Titel von {source.identifier}")
    publisher = "Stadt"
    visibility = Visibility.PUBLIC
    action = staticmethod(record_source)


class SnapshotFactory(_ByAction):
    class Meta:
        model = Snapshot

    source = factory.SubFactory(SourceFactory)
    received_on = dt.date(2020, 1, 1)
    action = staticmethod(receive_snapshot)


class PassageFactory(_ByAction):
    class Meta:
        model = Passage

    snapshot = factory.SubFactory(SnapshotFactory)
    quote = factory.Sequence(lambda n: f"Worte {n}")
    action = staticmethod(record_passage)


class OrganisationFactory(_ByAction):
    class Meta:
        model = Organisation

    identifier = factory.Sequence(lambda n: f"stelle-{n}")
    kind = OrganisationKind.NETWORK
    name = factory.LazyAttribute(lambda body: {"de": body.identifier.title()})
    visibility = Visibility.PUBLIC
    action = staticmethod(record_organisation)


class PersonFactory(_ByAction):
    class Meta:
        model = Person

    identifier = factory.Sequence(lambda n: f"person-{n}")
    family_name = factory.Sequence(lambda n: f"Familie{n}")
    action = staticmethod(record_person)


class OfficeFactory(_ByAction):
    class Meta:
        model = Office

    person = factory.SubFactory(PersonFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    title = "Vorsitz"
    action = staticmethod(record_office)


class ContactFactory(_ByAction):
    class Meta:
        model = ContactDetail

    of = factory.SubFactory(OrganisationFactory)
    kind = ContactKind.EMAIL
    value = "stelle@stadt.example"
    purpose = ContactPurpose.COOPERATION
    legal_ground = LegalGround.PUBLIC_TASK
    action = staticmethod(record_contact)


class InstrumentFactory(_ByAction):
    class Meta:
        model = Instrument

    identifier = factory.Sequence(lambda n: f"charta-{n}")
    kind = InstrumentKind.CHARTER
    name = factory.LazyAttribute(lambda charter: {"de": charter.identifier.title()})
    visibility = Visibility.PUBLIC
    action = staticmethod(record_instrument)


class ThemeFactory(_ByAction):
    class Meta:
        model = Theme

    identifier = factory.Sequence(lambda n: f"thema-{n}")
    kind = ThemeKind.FIELD
    label = factory.LazyAttribute(lambda theme: {"de": theme.identifier.title()})
    action = staticmethod(record_theme)


class RelationFactory(_ByAction):
    class Meta:
        model = Relation

    class Params:
        with_network = factory.Trait(
            municipality=None, network=factory.SubFactory(OrganisationFactory)
        )
        with_instrument = factory.Trait(
            municipality=None, instrument=factory.SubFactory(InstrumentFactory)
        )
        internal = factory.Trait(visibility=Visibility.INTERNAL)

    identifier = factory.Sequence(lambda n: f"beziehung-{n}")
    home = factory.SubFactory(
        MunicipalityFactory, country=factory.SubFactory(CountryFactory, code="DE")
    )
    municipality = factory.SubFactory(MunicipalityFactory)
    visibility = Visibility.PUBLIC
    action = staticmethod(record_relation)


class ActFactory(_ByAction):
    class Meta:
        model = Act

    class Params:
        twinning = factory.Trait(effects=Effects(phase=Phase.TWIN, bond=Status.ACTIVE))
        internal = factory.Trait(visibility=Visibility.INTERNAL)

    identifier = factory.Sequence(lambda n: f"akt-{n}")
    relation = factory.SubFactory(RelationFactory)
    kind = ActKind.SIGNATURE
    on = "1977-07-04"
    title = factory.LazyAttribute(lambda act: {"de": f"Akt {act.identifier}"})
    citations = factory.LazyFunction(lambda: [PassageFactory()])
    visibility = Visibility.PUBLIC
    action = staticmethod(record_act)


class DocumentFactory(_ByAction):
    class Meta:
        model = Document

    identifier = factory.Sequence(lambda n: f"dokument-{n}")
    title = factory.LazyAttribute(lambda document: f"Titel von {document.identifier}")
    received = factory.LazyAttribute(
        lambda document: receive(name="brief.txt", body=document.identifier.encode())
    )
    action = staticmethod(file_document)


class PictureFactory(_ByAction):
    class Meta:
        model = Picture

    class Params:
        body = factory.Sequence(lambda n: _drawn(n))

    identifier = factory.Sequence(lambda n: f"bild-{n}")
    title = factory.LazyAttribute(lambda picture: f"Titel von {picture.identifier}")
    alt = factory.LazyAttribute(lambda picture: {"de": f"Zu sehen ist {picture.identifier}"})
    author = "Stadt"
    licence = "CC BY 4.0"
    received = factory.LazyAttribute(
        lambda picture: receive(name="foto.png", body=picture.body, for_pages=True)
    )
    action = staticmethod(file_picture)


def _drawn(number: int) -> bytes:
    """Return a picture like no other."""
    written = io.BytesIO()
    Image.new("RGB", (9, 9), (number % 256, number // 256 % 256, 99)).save(written, "PNG")
    return written.getvalue()


class NoteFactory(_ByAction):
    class Meta:
        model = Note

    about = factory.SubFactory(RelationFactory)
    kind = NoteKind.PHONE
    on = dt.date(2020, 1, 1)
    topic = factory.Sequence(lambda n: f"Gespräch {n}")
    action = staticmethod(record_note)


class CommentFactory(_ByAction):
    class Meta:
        model = Comment

    about = factory.SubFactory(RelationFactory)
    text = factory.Sequence(lambda n: f"Das sehen wir anders {n}.")
    action = staticmethod(write_comment)


class TaskFactory(_ByAction):
    class Meta:
        model = Task

    title = factory.Sequence(lambda n: f"Etwas tun {n}")
    owner = Role.COORDINATION
    action = staticmethod(plan_task)


class RequestFactory(_ByAction):
    class Meta:
        model = Request

    subject = factory.Sequence(lambda n: f"Bitte um Auskunft {n}")
    wish = Wish.INFORMATION
    channel = Channel.MAIL
    received_on = dt.date(2020, 1, 1)
    purpose = "Bearbeitung der Anfrage"
    delete_by = dt.date(2120, 1, 1)
    action = staticmethod(receive_request)


class TextBlockFactory(_ByAction):
    class Meta:
        model = TextBlock

    title = factory.Sequence(lambda n: f"Baustein {n}")
    topic = Topic.OPENING
    language = Language.DE
    text = "{anrede},"
    action = staticmethod(record_text_block)


class CriterionFactory(_ByAction):
    class Meta:
        model = Criterion

    wish = Wish.INFORMATION
    question = factory.Sequence(lambda n: f"Passt es zu uns {n}?")
    weight = 1
    action = staticmethod(record_criterion)


class EncounterFactory(_ByAction):
    class Meta:
        model = Encounter

    identifier = factory.Sequence(lambda n: f"begegnung-{n}")
    relations = factory.LazyFunction(lambda: [RelationFactory()])
    kind = EncounterKind.VISIT
    direction = Direction.INCOMING
    title = factory.LazyAttribute(lambda encounter: {"de": f"Titel von {encounter.identifier}"})
    valid = "2118-05-03/2118-05-07"
    action = staticmethod(record_encounter)


class ParticipantFactory(_ByAction):
    class Meta:
        model = Participant

    encounter = factory.SubFactory(EncounterFactory)
    name = factory.Sequence(lambda n: f"Vorname Name-{n}")
    purpose = "Einladung"
    delete_after = dt.date(2120, 1, 1)
    action = staticmethod(add_participant)
