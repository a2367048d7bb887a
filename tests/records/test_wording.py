"""Putting wording into columns: nothing typed is lost, and what is missing is missing."""

from __future__ import annotations

import pytest

from tests.factories import (
    ActFactory,
    CountryFactory,
    MunicipalityFactory,
    OrganisationFactory,
    PassageFactory,
    RelationFactory,
    somebody,
)
from weltoffen.ground.languages import fingerprint
from weltoffen.ground.problems import Refused
from weltoffen.organisations.actions import amend_organisation, name_organisation
from weltoffen.places.actions import amend_municipality
from weltoffen.places.models import Municipality
from weltoffen.records.actions import put_wording, said_in, says_something
from weltoffen.relations.actions import Answer, amend_relation, record_disagreement
from weltoffen.relations.models import Act, Disagreement

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (None, {}),
        ("Rat", {"de": "Rat"}),
        ({"de": None}, {}),
        ({"de": "Rat", "en": None}, {"de": "Rat"}),
    ],
)
def test_wording_is_read_by_language(given, said):
    assert said_in(given) == said
    assert says_something(given) == ("de" in said)


@pytest.mark.parametrize(
    ("write", "field"),
    [
        (lambda text: ActFactory(title=text), "title"),
        (lambda text: MunicipalityFactory(name=text), "name"),
        (lambda text: OrganisationFactory(name=text), "name"),
        (lambda text: CountryFactory(label=text), "label"),
    ],
)
@pytest.mark.parametrize("missing", [None, {"de": None}, {"de": " "}, {}])
def test_wording_that_must_be_there_and_is_not_is_refused_at_its_field(write, field, missing):
    with pytest.raises(Refused) as refusal:
        write(missing)
    assert field in {where.removesuffix("_de") for where in refusal.value.by_field()}


@pytest.mark.parametrize(
    ("write", "field"),
    [
        (lambda text: ActFactory(title=text), "title"),
        (lambda text: ActFactory(wording=text), "wording"),
        (lambda text: MunicipalityFactory(name=text), "name"),
        (lambda text: OrganisationFactory(name=text), "name"),
        (lambda text: OrganisationFactory(task=text), "task"),
        (lambda text: PassageFactory(quote="", gist=text), "gist"),
        (lambda text: RelationFactory(summary=text), "summary"),
        (
            lambda text: amend_relation(relation=RelationFactory(), summary=text, by=somebody()),
            "summary",
        ),
        (
            lambda text: amend_municipality(
                municipality=MunicipalityFactory(), name=text, by=somebody()
            ),
            "name",
        ),
        (
            lambda text: amend_organisation(
                organisation=OrganisationFactory(), task=text, by=somebody()
            ),
            "task",
        ),
        (
            lambda text: name_organisation(
                organisation=OrganisationFactory(), name=text, by=somebody()
            ),
            "name",
        ),
    ],
)
def test_language_that_the_register_does_not_speak_is_refused(write, field):
    with pytest.raises(Refused) as refusal:
        write({"de": "Deutsch", "tlh": "tlhIngan"})
    (sentence,) = refusal.value.by_field()[field]
    assert "„tlh“" in sentence
    assert "de, en" in sentence


def test_amending_with_nothing_changes_nothing():
    place = MunicipalityFactory(name={"de": "Mailand", "en": "Milan"})
    amend_municipality(municipality=place, name={"de": None, "en": None}, by=somebody())
    place.refresh_from_db()
    assert (place.name_de, place.name_en) == ("Mailand", "Milan")


def test_translation_given_before_its_german_text_is_not_stale():
    place = Municipality()
    put_wording(place, name={"en": "Milan", "de": "Mailand"})
    assert place.made_from["name_en"] == fingerprint("Mailand")


def test_answer_that_is_used_without_a_german_reason_is_refused():
    home = MunicipalityFactory()
    answers = [Answer("1977", PassageFactory(), is_used=True), Answer("1978", PassageFactory())]
    with pytest.raises(Refused, match="warum die Stadt"):
        record_disagreement(
            identifier="frage",
            home=home,
            question="Seit wann?",
            answers=answers,
            reason={"de": None},
            by=somebody(),
        )
    assert not Disagreement.objects.exists()


def test_refused_wording_leaves_no_act():
    with pytest.raises(Refused):
        ActFactory(note={"xx": "x"})
    assert not Act.objects.exists()
