"""Nothing public names what is internal: no list, page or document, of whatever kind it is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from django.core.cache import cache
from django.test import Client
from lxml import etree

from tests.factories import (
    ActFactory,
    InstrumentFactory,
    MunicipalityFactory,
    OrganisationFactory,
    PassageFactory,
    RelationFactory,
    ThemeFactory,
    somebody,
)
from tests.portal.showing import home_city
from tests.relations.test_corrections import EXCHANGE, recorded
from tests.relations.test_state import START
from weltoffen.organisations.models import Organisation
from weltoffen.places.models import Municipality
from weltoffen.publication.selectors import (
    published_addresses,
    published_count,
    published_news,
    published_overview,
    published_page,
    published_relation,
    published_rows,
    what_is,
)
from weltoffen.records.actions import publish, withdraw
from weltoffen.records.enums import Visibility
from weltoffen.records.models import Record
from weltoffen.relations.actions import (
    Answer,
    Effects,
    record_disagreement,
    record_duty,
    record_duty_evidence,
    record_instrument_version,
    tag_relation,
)
from weltoffen.relations.enums import ActKind, Phase, Status
from weltoffen.relations.models import Act, Disagreement, Instrument, Relation, Theme
from weltoffen.relations.rules.counting import COUNTING_RULES
from weltoffen.relations.selectors import count
from weltoffen.sources.models import Source

pytestmark = pytest.mark.django_db
HIDDEN = "Verborgenheim"
KINDS = ("municipality", "network", "instrument", "home")
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    """Forget the home city's name, which pages keep for minutes."""
    cache.clear()
    yield
    cache.clear()


def register_with(kind: str) -> tuple[Record, Relation]:
    """Record a register in which one record of a kind bears the name, and all that leads to it."""
    name = {"de": HIDDEN, "en": HIDDEN}
    home = home_city(HIDDEN if kind == "home" else "Dortmund")
    factories = {
        "municipality": MunicipalityFactory,
        "network": OrganisationFactory,
        "instrument": InstrumentFactory,
    }
    side = "municipality" if kind == "home" else kind
    counterpart = factories[side](**({} if kind == "home" else {"name": name}))
    sides = {"municipality": None} | {side: counterpart}
    relation = RelationFactory(home=home, **sides)
    others = [RelationFactory(home=home, municipality=MunicipalityFactory()) for _ in range(2)]
    theme, passage = ThemeFactory(), PassageFactory()
    for number, one in enumerate((relation, *others)):
        tag_relation(relation=one, theme=theme, passage=passage, by=somebody())
        ActFactory(
            relation=one, on=f"197{number}", kind=ActKind.COUNCIL, citations=[passage],
            effects=Effects(phase=Phase.TWIN, bond=Status.ACTIVE),
        )  # fmt: skip
    record_disagreement(
        identifier="seit-wann", home=home, relation=relation, question="Seit wann?",
        answers=[Answer("1970", passage), Answer("1971", PassageFactory())],
        visibility=Visibility.PUBLIC, by=somebody(),
    )  # fmt: skip
    bearer: Record = home if kind == "home" else relation.counterpart
    if kind in ("municipality", "home"):
        ActFactory(relation=others[0], place=bearer, on="1980")
    if isinstance(bearer, Instrument):
        of_text = {"passage": passage, "by": somebody()}
        record_instrument_version(instrument=bearer, label=HIDDEN, dated="2000", **of_text)
        duty = record_duty(
            instrument=bearer, code="1", role="Rolle", wording=HIDDEN, position=1, **of_text
        )
        record_duty_evidence(relation=relation, duty=duty, measure=HIDDEN, **of_text)
    return bearer, relation


def everything_said() -> Iterator[tuple[str, str]]:
    """Yield each public page and document, by address: those there are and those there were."""
    client = Client()
    listed = etree.fromstring(client.get("/sitemap.xml").content)
    addresses = [found.text.partition("127.0.0.1:8000")[2] for found in listed.iter(SITEMAP)]
    addresses += [f"{address}?on=1975-06-01" for address in addresses]
    addresses += ["/de/partnerstaedte/?home=all", "/sitemap.xml"]
    kinds = (Relation, Act, Organisation, Source, Disagreement, Municipality, Instrument, Theme)
    known = [name for kind in kinds for name in kind.objects.values_list("identifier", flat=True)]
    addresses += [f"/id/{name}.json" for name in (*known, *COUNTING_RULES)]
    addresses += [f"/de/beziehungen/{one.identifier}/" for one in Relation.objects.all()]
    addresses += [f"/de/quellen/{one.identifier}/" for one in Source.objects.all()]
    for address in addresses:
        yield address, client.get(address, follow=True).content.decode()


def telling(word: str) -> list[str]:
    """Return the addresses that say a word."""
    return [address for address, text in everything_said() if word in text]


@pytest.mark.parametrize("kind", KINDS)
def test_a_withdrawn_side_of_a_relation_is_named_nowhere(kind: str) -> None:
    bearer, relation = register_with(kind)
    assert f"/de/beziehungen/{relation.identifier}/" in telling(HIDDEN)
    withdraw(record=bearer, by=somebody())
    cache.clear()
    assert telling(HIDDEN) == []
    pages = telling(f"/{relation.identifier}")
    assert [page for page in pages if relation.identifier not in page] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_relation_with_a_withdrawn_side_comes_out_of_no_selector(kind: str) -> None:
    bearer, relation = register_with(kind)
    home, rule = relation.home.identifier, {"network": "networks", "instrument": "charters"}
    rule_of_kind = rule.get(kind, "partner-cities")

    def found() -> list[bool]:
        overview = published_overview(home, START, "de")
        pages = [published_page(START, "de", home=of, rule=rule_of_kind) for of in (home, None)]
        return [
            published_relation(relation.identifier, START, "de") is not None,
            what_is(relation.identifier, home) is not None,
            what_is(relation.acts.get().identifier, home) is not None,
            *(
                relation.identifier in [row.identifier for row in rows]
                for rows in (
                    published_rows(home, START, "de"),
                    published_count(rule_of_kind, home, START, "de").members,
                    overview.rows,
                    *(page.rows for page in pages),
                )
            ),
            relation.identifier in [news.relation for news in overview.news],
            relation.identifier in [one.relation for one in overview.disagreements],
            relation.identifier
            in [m.identifier for m in count(rule_of_kind, home, START, public_only=True).members],
        ]

    assert all(found())
    withdraw(record=bearer, by=somebody())
    assert not any(found())
    publish(record=bearer, by=somebody())
    assert all(found())


def test_a_question_about_a_hidden_relation_stands_in_no_list_of_pages() -> None:
    relation = RelationFactory()
    home = relation.home.identifier
    record_disagreement(
        identifier="seit-wann", home=relation.home, relation=relation, question="Seit wann?",
        answers=[Answer("1970", PassageFactory()), Answer("1971", PassageFactory())],
        visibility=Visibility.PUBLIC, by=somebody(),
    )  # fmt: skip

    def listed() -> bool:
        return "seit-wann" in {each.identifier for each in published_addresses(home, START, "de")}

    assert listed()
    withdraw(record=relation, by=somebody())
    assert not listed()


@pytest.mark.parametrize("seen", ["".join(letters) for letters in product("pi", repeat=3)])
def test_a_chain_of_corrections_reads_the_same_wherever_it_is_shown(seen: str) -> None:
    acts = recorded(seen)
    relation = acts[0].relation
    home = relation.home.identifier
    shown = [act.identifier for act, letter in zip(acts, seen, strict=True) if letter == "p"]
    hidden = {act.identifier for act in acts} - set(shown)
    exchange = [str(value) for value, letter in zip(EXCHANGE, seen, strict=True) if letter == "p"][
        -1:
    ]

    page = published_relation(relation.identifier, START, "de")
    assert page is not None
    chain = {act.identifier: (act.corrects, act.corrected_by) for act in page.acts}
    beside = ["", *shown, ""]
    assert chain == {name: (beside[at], beside[at + 2]) for at, name in enumerate(shown)}
    (row,) = published_rows(home, START, "de")
    for status in (page.row.exchange, row.exchange):
        assert list(status.values) == (exchange or [""])
        assert list(status.acts) == shown[-1:]
    for news in (
        published_news(home, START, "de"), published_overview(home, START, "de").news
    ):  # fmt: skip
        assert [one.identifier for one in news] == shown[-1:]
    for name in hidden:
        assert what_is(name, home) is None
        assert name not in repr(page)


def test_the_neighbour_of_a_corrected_relation_stands_by_what_the_public_knows() -> None:
    home = home_city()
    city = RelationFactory(home=home)
    ActFactory(relation=city, on="1990", twinning=True)
    other = RelationFactory(home=home)
    wrong = ActFactory(relation=other, on="1980", twinning=True)
    between = ActFactory(relation=other, on="1985", twinning=True, corrects=wrong, internal=True)
    page = published_relation(city.identifier, START, "de")
    assert page is not None
    assert page.before is not None
    assert page.before.since_words == "seit 1980"
    ActFactory(relation=other, on="1995", twinning=True, corrects=between)
    page = published_relation(city.identifier, START, "de")
    assert page is not None
    assert (page.before, page.after and page.after.since_words) == (None, "seit 1995")
