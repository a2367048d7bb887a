"""Who gets in: every address of the desk is asked by those who may not."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

import tests.jobs.works  # noqa: F401 - registers work to ask for
import weltoffen.desk as desk_room
from tests.factories import (
    ActFactory,
    CommentFactory,
    ContactFactory,
    CriterionFactory,
    DocumentFactory,
    EncounterFactory,
    InstrumentFactory,
    MunicipalityFactory,
    NoteFactory,
    OfficeFactory,
    OrganisationFactory,
    ParticipantFactory,
    PassageFactory,
    PersonFactory,
    PictureFactory,
    RelationFactory,
    RequestFactory,
    SourceFactory,
    TaskFactory,
    TextBlockFactory,
    ThemeFactory,
    UserFactory,
    account,
    somebody,
)
from tests.intake.road.texts import read
from tests.intake.sheets.samples import DESCRIBED
from weltoffen.accounts.enums import RoleName
from weltoffen.accounts.models import User
from weltoffen.accounts.selectors import area_of_model
from weltoffen.accounts.types import Area
from weltoffen.casework.actions import make_feed
from weltoffen.desk.kinds import KINDS
from weltoffen.desk.urls import urlpatterns
from weltoffen.encounters.models import Encounter
from weltoffen.intake.actions import Upload, begin_survey, describe_sheet
from weltoffen.intake.models import Attempt
from weltoffen.intake.tabling import begin, go_on, preview, take
from weltoffen.jobs.actions import ask
from weltoffen.lists.actions import begin_change
from weltoffen.lists.enums import Origin
from weltoffen.organisations.actions import merge
from weltoffen.organisations.models import Organisation, Person
from weltoffen.places.models import Municipality
from weltoffen.records.models import Record
from weltoffen.relations.actions import Answer, record_disagreement, tie_organisation
from weltoffen.relations.enums import TieRole
from weltoffen.relations.models import Relation


def one_of_each() -> dict[str, Record]:
    """Make a record of each kind."""
    relation = RelationFactory()
    return {
        "relations": relation,
        "acts": ActFactory(relation=relation),
        "encounters": EncounterFactory(relations=[relation]),
        "municipalities": MunicipalityFactory(),
        "organisations": OrganisationFactory(),
        "people": PersonFactory(),
        "charters": InstrumentFactory(),
        "sources": SourceFactory(),
        "ledger": record_disagreement(
            identifier="frage",
            home=relation.home,
            relation=relation,
            question="Seit wann?",
            answers=[Answer("1977", PassageFactory()), Answer("1978", PassageFactory())],
            by=somebody(),
        ),
        "themes": ThemeFactory(),
        "documents": DocumentFactory(),
        "pictures": PictureFactory(),
        "requests": RequestFactory(),
        "tasks": TaskFactory(),
        "notes": NoteFactory(about=relation),
        "comments": CommentFactory(about=relation),
        "textblocks": TextBlockFactory(),
        "criteria": CriterionFactory(),
    }


def numbers() -> dict[str, int]:
    """Make a job, and a page and a table that were read, and return what their addresses are
    made of.
    """
    job = ask(kind="tests.once", by=somebody())
    home = MunicipalityFactory(identifier=settings.WELTOFFEN_HOME, name={"de": "Heimstadt"})
    attempt = read(home, "Heimstadt ist seit 1970 Partnerstadt von Lyon in Frankreich.")
    assert attempt.snapshot is not None
    statement = attempt.snapshot.statements.get(type="relation")
    held = account("betreut", RoleName.READER).assignments.get()
    survey = begin_survey(home=home, section="https://stadt.example/partner/", by=somebody())
    return {
        "number": job.pk,
        "account": held.user_id,
        "assignment": held.pk,
        "survey": survey.pk,
        "feed": own_feed(),
        "bulk": own_changes(),
        "run": attempt.run_id,
        "attempt": taken_table(home).pk,
        "snapshot": attempt.snapshot.pk,
        "statement": statement.pk,
        "merge": merge(
            survivor=OrganisationFactory(), merged=OrganisationFactory(), by=somebody()
        ).pk,
    }


def parts(records: dict[str, Record]) -> dict[str, int]:
    """Return the numbers of rows that belong to records, by where their pages are."""
    person, organisation = records["people"], records["organisations"]
    relation = records["relations"]
    assert isinstance(person, Person)
    assert isinstance(organisation, Organisation)
    encounter = records["encounters"]
    assert isinstance(relation, Relation)
    assert isinstance(encounter, Encounter)
    tie = tie_organisation(
        relation=relation, organisation=organisation, role=TieRole.TAKES_PART, by=somebody()
    )
    return {
        "people/offices": OfficeFactory(person=person).pk,
        "people/contacts": ContactFactory(of=person, is_restricted=True).pk,
        "organisations/contacts": ContactFactory(of=organisation).pk,
        "relations/ties": tie.pk,
        "encounters/participants": ParticipantFactory(encounter=encounter).pk,
    }


def own_feed() -> int:
    """Return the number of a calendar's address; it is there for its own account only."""
    owner, _is_new = User.objects.get_or_create(username="koordination")
    return make_feed(account=owner, name="Telefon", by=owner)[0].pk


def own_changes() -> int:
    """Return the number of changes of many records; they are there for who began them only."""
    owner, _is_new = User.objects.get_or_create(username="koordination")
    return begin_change(kind="relations", origin=Origin.LIST, differences=[], rows=0, by=owner).pk


def taken_table(home: Municipality) -> Attempt:
    """Take a table of one row, and return the attempt that read it."""
    file = Upload("alt.csv", b"Ort;Land;Art\nLeeds;GB;Partnerstadt")
    held = begin(home=home, file=file, by=somebody())
    describe_sheet(upload=held, by=somebody(), **DESCRIBED)
    held = take(held, preview(held, localdate()), by=somebody())
    attempt = go_on(held, by=somebody(), seconds=60).attempt
    assert attempt is not None
    return attempt


def addresses() -> list[str]:
    """Return every address of the desk, with records that exist."""
    return list(named_addresses().values())


def named_addresses() -> dict[str, str]:
    """Return every address of the desk by its name, with records that exist."""
    records, keys = one_of_each(), numbers()
    rows = parts(records)
    file = Upload("partner.csv", b"Ort;Land;Art\nAmiens;FR;Partnerstadt")
    uploaded = begin(home=MunicipalityFactory(), file=file, by=somebody())
    describe_sheet(upload=uploaded, by=somebody(), **DESCRIBED)
    found = {}
    for pattern in urlpatterns:
        arguments = [str(keys[name]) for name in pattern.pattern.converters if name in keys]
        if "identifier" in pattern.pattern.converters:
            kind, _record, *rest = str(pattern.pattern).split("/")
            arguments = [records[kind].identifier]
            if part := rows.get(f"{kind}/{rest[0]}"):
                arguments.append(str(part))
        elif "name" in pattern.pattern.converters:
            arguments = ["relations"]
        elif "term" in pattern.pattern.converters:
            arguments = ["spoken-with"]
        elif "who" in pattern.pattern.converters:
            arguments = ["person", records["people"].identifier]
        elif "upload" in pattern.pattern.converters:
            form = ["csv"] if "form" in pattern.pattern.converters else []
            arguments = [str(uploaded.pk), *form]
        found[str(pattern.name)] = reverse(f"desk:{pattern.name}", args=arguments)
    assert len(found) == len(urlpatterns) > 40
    return found


def read_to_the_end(answer: Any) -> None:
    """Read a file that was answered, so that it is closed."""
    if answer.streaming:
        answer.getvalue()


@pytest.fixture
def every_address(db: None) -> list[str]:
    return addresses()


def test_nobody_gets_in_without_signing_in(every_address: list[str]) -> None:
    login = reverse("wagtailadmin_login")
    for address in every_address:
        answer = Client().get(address)
        assert answer.status_code == 302, address
        assert answer["Location"].startswith(login), address


def test_nothing_is_taken_from_anybody_who_is_not_signed_in(every_address: list[str]) -> None:
    for address in every_address:
        answer = Client().post(address)
        assert answer.status_code == 403, address
        assert "Ihre Sitzung ist abgelaufen" in answer.content.decode()


def test_an_account_without_a_role_gets_no_further_than_the_door(
    every_address: list[str],
) -> None:
    client = Client()
    client.force_login(UserFactory())
    for address in every_address:
        answer = client.get(address)
        assert answer.status_code == 403, address
        assert "noch ohne Rolle" in answer.content.decode()


OF_ADMINISTRATORS = (
    "/desk/security/", "/desk/accounts/", "/desk/privacy/terms/", "/desk/privacy/people/",
    "/desk/privacy/held/", "/desk/privacy/name/",
)  # fmt: skip
"""Where what the coordination does not see begins."""


OF_PROTOCOL = r"/encounters/[^/]+/(names?|paste|until|export|participants)/"
"""Names of those who take part in visits, which only the protocol sees."""


OF_ONE_ACCOUNT = r"/desk/(calendar|lists/changes)/\d+/"
"""What is there for the account that made it, and for nobody else."""


def test_every_page_opens_for_the_coordination(every_address: list[str], desk: Client) -> None:
    for closed in OF_ADMINISTRATORS:
        assert any(address.startswith(closed) for address in every_address), closed
    for address in every_address:
        answer = desk.get(address)
        is_closed = address.startswith(OF_ADMINISTRATORS) or re.search(OF_PROTOCOL, address)
        assert answer.status_code == (302 if is_closed else 200), address
        read_to_the_end(answer)


@pytest.fixture
def administrator(db: None) -> Client:
    """The browser of somebody who may do everything."""
    client = Client()
    client.force_login(UserFactory(username="wurzel", is_superuser=True))
    return client


def test_every_page_opens_for_an_administrator(
    every_address: list[str], administrator: Client
) -> None:
    for address in every_address:
        wanted = 404 if re.fullmatch(OF_ONE_ACCOUNT, address) else 200
        answer = administrator.get(address)
        assert answer.status_code == wanted, address
        read_to_the_end(answer)


DELETED_FOR_GOOD = r"/(contacts|participants)/\d+/$"
"""What is deleted for good, on a page of its own: personal data that is needed no more."""


def test_nothing_is_deleted_at_the_desk(every_address: list[str], administrator: Client) -> None:
    before = {name: kind.model._default_manager.count() for name, kind in KINDS.items()}
    for address in every_address:
        assert administrator.delete(address).status_code == 405, address
        if not re.search(DELETED_FOR_GOOD, address):
            assert administrator.get(f"{address}delete/").status_code == 404, address
    assert before == {name: kind.model._default_manager.count() for name, kind in KINDS.items()}


def test_the_menu_shows_the_register_to_those_who_may_see_it(
    desk: Client, onlooker: Client
) -> None:
    shown = desk.get(reverse("wagtailadmin_home")).content.decode()
    hidden = onlooker.get(reverse("wagtailadmin_home")).content.decode()
    for kind in KINDS.values():
        assert f'"{kind.list_url}"' in shown
        opened = area_of_model(kind.model) in (
            Area.RELATIONS, Area.DOCUMENTS, Area.ENCOUNTERS,
        )  # fmt: skip
        assert (f'"{kind.list_url}"' in hidden) is opened
    assert "wagtail.org" not in shown


@pytest.mark.django_db
def test_the_login_asks_in_german() -> None:
    page = Client().get(reverse("wagtailadmin_login")).content.decode()
    label = re.search(r'<label[^>]*for="id_password"[^>]*>\s*([^<]*)', page)
    assert label
    assert label[1].strip() == "Passwort"


@pytest.mark.parametrize("address", ["relations/gibt-es-nicht/", "was/ist/das/"])
def test_a_missing_page_of_the_desk_speaks_our_words_and_leads_back(
    desk: Client, address: str
) -> None:
    answer = desk.get(f"{reverse('wagtailadmin_home')}{address}")
    page = answer.content.decode()
    assert answer.status_code == 404
    assert "Diese Seite gibt es hier nicht" in page
    assert "Wagtail" not in page.split("<main")[1]
    for back in (reverse("wagtailadmin_home"), reverse("desk:relations"), reverse("desk:sources")):
        assert f'href="{back}"' in page


@pytest.mark.parametrize("role", [RoleName.READER, RoleName.PROTOCOL, RoleName.COORDINATOR])
@pytest.mark.django_db
def test_only_who_keeps_the_register_puts_one_act_in_the_place_of_another(role: RoleName) -> None:
    client = Client()
    client.force_login(account("jemand", role))
    act = ActFactory(identifier="alt")
    may = role == RoleName.COORDINATOR
    sheets = (
        reverse("desk:acts-sheet", args=["alt"]),
        reverse("desk:relations-sheet", args=[act.relation.identifier]),
    )
    assert (client.get(f"{sheets[1]}act/").status_code == 200) is may
    for verb in ("correct", "retract"):
        address = reverse(f"desk:acts-{verb}", args=["alt"])
        assert (client.get(address).status_code == 200) is may
        assert (client.post(address).status_code == 200) is may
        for sheet in sheets:
            assert (f'href="{address}"' in client.get(sheet).content.decode()) is may


WRITES = {"save", "create", "bulk_create", "update", "bulk_update", "delete", "get_or_create"}


def test_the_desk_writes_through_actions_only() -> None:
    source = Path(desk_room.__file__).parent
    for file in source.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Attribute):
                assert node.attr not in WRITES, f"{file.name}, line {node.lineno}: {node.attr}"
