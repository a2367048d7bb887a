"""No page asks more often because the register is larger, and none more than ten times.

The same register is recorded small and large: of every kind three and fifteen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import resolve

from tests.factories import (
    ActFactory,
    InstrumentFactory,
    OrganisationFactory,
    PassageFactory,
    RelationFactory,
    SnapshotFactory,
    SourceFactory,
    ThemeFactory,
    somebody,
)
from tests.portal.public import MOST_QUERIES
from tests.portal.showing import home_city, queries
from weltoffen.accounts.actions import ensure_group
from weltoffen.accounts.enums import RoleName
from weltoffen.organisations.actions import name_organisation
from weltoffen.organisations.enums import OrganisationKind
from weltoffen.organisations.models import Organisation
from weltoffen.places.models import Municipality
from weltoffen.portal.actions import prepare_editorial_pages
from weltoffen.portal.urls import urlpatterns as portal_addresses
from weltoffen.records.enums import Visibility
from weltoffen.relations.actions import (
    Answer,
    Effects,
    record_disagreement,
    record_duty,
    record_duty_evidence,
    tag_relation,
)
from weltoffen.relations.enums import ActKind, Phase, Side, Status
from weltoffen.relations.models import Relation, Theme
from weltoffen.relations.rules.counting import COUNTING_RULES
from weltoffen.sources.models import Passage

pytestmark = pytest.mark.django_db
FEW, MANY = 3, 15
PHASES = (Phase.TWIN, Phase.PROJECT, Phase.MEMBERSHIP, Phase.COMMITMENT)
TWIN, NETWORK, CHARTER = "twin-0", "membership-0", "commitment-0"
PAGES = {
    "home": "/de/",
    "list": "/de/partnerstaedte/",
    "list, once": "/de/partnerstaedte/?on=1990-01-01",
    "list, of all cities": "/de/partnerstaedte/?home=all",
    "list, of a country": "/de/partnerstaedte/?home=all&country=fr",
    "projects": "/de/projektpartnerschaften/",
    "networks": "/de/netzwerke-und-chartas/",
    "partner": f"/de/beziehungen/{TWIN}/",
    "partner, in English": f"/en/relations/{TWIN}/",
    "network": f"/de/beziehungen/{NETWORK}/",
    "charter": f"/de/beziehungen/{CHARTER}/",
    "counting": "/de/wie-wir-zaehlen/",
    **{f"rule {rule}": f"/de/wie-wir-zaehlen/{rule}/" for rule in COUNTING_RULES},
    "rule, in doubt": "/de/wie-wir-zaehlen/partner-cities/?on=1960-06-01",
    "ledger": "/de/widersprueche/",
    "disagreement": "/de/widersprueche/question-0/",
    "sources": "/de/quellen/",
    "source": "/de/quellen/source/",
    "themes": "/de/themen/",
    "theme": "/de/themen/theme/",
    "office": "/de/buero/",
    "ask": "/de/anfrage/",
    "asked": "/de/anfrage/angekommen/?number=0123456789abcdef",
    "organisation": "/de/organisationen/office/",
    "page map": "/de/uebersicht/",
    "imprint": "/de/impressum/",
    "sitemap": "/sitemap.xml",
    "document of a relation": f"/id/{TWIN}.json",
    "document of an act": "/id/twin-0-1960.json",
    "document of a charter": f"/id/{CHARTER}.json",
    "document of a rule": "/id/partner-cities.json",
    "document of a source": "/id/source.json",
    "document of an organisation": "/id/office.json",
    "document of a theme": "/id/theme.json",
    "document of a disagreement": "/id/question-0.json",
    "document of the city": "/id/dortmund.json",
}


@dataclass(frozen=True)
class Register:
    """What everything that is recorded hangs on."""

    home: Municipality
    office: Organisation
    passage: Passage
    theme: Theme

    def grow(self, numbers: range) -> None:
        """Record as much more of every kind."""
        for number in numbers:
            theme = ThemeFactory(said_of=Phase.TWIN, passage=self.passage)
            OrganisationFactory(kind=OrganisationKind.DEPARTMENT, municipality=self.home)
            name_organisation(
                organisation=self.office, name=f"Name {number}", by=somebody(),
                passage=self.passage,
            )  # fmt: skip
            PassageFactory(snapshot=SnapshotFactory(), quote="Worte")
            relations = [self._relation(phase, number) for phase in PHASES]
            for relation in relations:
                for each in (theme, self.theme):
                    tag_relation(relation=relation, theme=each, passage=self.passage, by=somebody())
            record_disagreement(
                identifier=f"question-{number}", home=self.home, relation=relations[0],
                question="?", answers=[Answer("1", self.passage), Answer("2", self.passage)],
                visibility=Visibility.PUBLIC, by=somebody(),
            )  # fmt: skip
            self._grow_charter(number)

    def _relation(self, phase: Phase, number: int) -> Relation:
        kind: dict[str, Any] = {}
        if phase == Phase.MEMBERSHIP:
            kind = {"municipality": None, "network": OrganisationFactory()}
        elif phase == Phase.COMMITMENT:
            kind = {"municipality": None, "instrument": InstrumentFactory()}
        relation = RelationFactory(
            identifier=f"{phase}-{number}", home=self.home, lead=self.office, **kind
        )
        for on, kind_of_act in (("1960", ActKind.SIGNATURE), ("1961", ActKind.STATED)):
            ActFactory(
                identifier=f"{phase}-{number}-{on}", relation=relation, on=on, kind=kind_of_act,
                side=Side.HOME, effects=Effects(phase=phase, bond=Status.ACTIVE),
                body=self.office, signatories=[(Side.HOME, {"de": "Amt"})],
                citations=[self.passage],
            )  # fmt: skip
        return relation

    def _grow_charter(self, number: int) -> None:
        charter = Relation.objects.get(identifier=CHARTER)
        assert charter.instrument is not None
        duty = record_duty(
            instrument=charter.instrument, code=str(number), role="Rolle", wording="Pflicht",
            position=number, passage=self.passage, by=somebody(),
        )  # fmt: skip
        record_duty_evidence(
            relation=charter, duty=duty, measure="Getan", passage=self.passage, by=somebody()
        )


@pytest.fixture
def register() -> Register:
    """A register with nothing in it but what the rest will hang on."""
    prepare_editorial_pages(
        by=somebody(),
        editors=ensure_group(role=RoleName.COORDINATOR),
        public_address="http://127.0.0.1:8000",
    )
    home = home_city()
    snapshot = SnapshotFactory(source=SourceFactory(identifier="source"))
    return Register(
        home=home,
        office=OrganisationFactory(
            identifier="office", kind=OrganisationKind.OFFICE, municipality=home
        ),
        passage=PassageFactory(snapshot=snapshot),
        theme=ThemeFactory(identifier="theme"),
    )


def test_queries_are_few_and_do_not_grow_with_the_register(client: Client, register: Register):
    register.grow(range(FEW))
    few = _asked(client)
    assert {page: number for page, number in few.items() if number > MOST_QUERIES} == {}
    register.grow(range(FEW, MANY))
    assert _asked(client) == few


def _asked(client: Client) -> dict[str, int]:
    for page in ("home", "list, once"):  # keeps the city's name and its first day for minutes
        queries(client, PAGES[page])
    return {page: queries(client, address) for page, address in PAGES.items()}


def test_every_kind_of_page_is_asked_for():
    asked = {
        resolve(address.partition("?")[0]).view_name
        for address in PAGES.values()
        if not address.startswith("/en/")
    }
    kinds = {f"portal:{pattern.name}" for pattern in portal_addresses}
    assert kinds | {"sitemap", "identified", "wagtail_serve"} == asked
