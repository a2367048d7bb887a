"""Two people at the same record: the second is told, and neither loses what was typed."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import MunicipalityFactory, somebody
from weltoffen.desk.both_wrote import brought_together, read_base
from weltoffen.desk.forms.places import LOOK_UP
from weltoffen.places.actions import amend_municipality
from weltoffen.places.models import Municipality

SEEN = re.compile(r'name="seen" value="([0-9a-f]+)"')
TOLD = "Während Sie schrieben, hat"


@pytest.fixture
def city(db: None) -> Municipality:
    """A place that two people amend."""
    return MunicipalityFactory(identifier="kumasi", name="Kumasi", region="")


def _page(city: Municipality) -> str:
    return reverse("desk:municipalities-edit", args=[city.identifier])


def _typed(city: Municipality, seen: str, **typed: str) -> dict[str, str]:
    good = {"name_de": "Kumasi", "country": city.country.label, "owner": "coordination"}
    return good | {"seen": seen} | typed


def _shown(page: str) -> str:
    found = SEEN.search(page)
    assert found
    return found[1]


def test_the_second_person_is_told_and_may_save_again(desk: Client, city: Municipality) -> None:
    seen = _shown(desk.get(_page(city)).content.decode())
    amend_municipality(municipality=city, by=somebody(), region="Ashanti")
    told = desk.post(_page(city), _typed(city, seen, region="Aschanti")).content.decode()
    assert TOLD in told
    assert 'value="Aschanti"' in told
    assert Municipality.objects.get().region == "Ashanti"
    desk.post(_page(city), _typed(city, _shown(told), region="Aschanti"))
    assert Municipality.objects.get().region == "Aschanti"


@pytest.mark.parametrize("between", [{"latitude": "95"}, {LOOK_UP: "1"}])
def test_a_fault_or_a_look_up_in_between_does_not_hide_what_somebody_else_changed(
    desk: Client, city: Municipality, between: dict[str, str]
) -> None:
    seen = _shown(desk.get(_page(city)).content.decode())
    amend_municipality(municipality=city, by=somebody(), region="Ashanti")
    back = desk.post(_page(city), _typed(city, seen, **between)).content.decode()
    again = desk.post(_page(city), _typed(city, _shown(back))).content.decode()
    assert (TOLD in back) != (TOLD in again)


def base_of(page: str) -> str:
    found = re.search(r'name="base" value="([^"]*)"', page)
    assert found
    return html.unescape(found[1])


def test_what_the_second_did_not_touch_is_taken_over_from_the_first(
    desk: Client, city: Municipality
) -> None:
    opened = desk.get(_page(city)).content.decode()
    base = base_of(opened)
    amend_municipality(municipality=city, by=somebody(), region="Ashanti", name={"de": "Kumasi!"})
    typed = _typed(city, _shown(opened), base=base, name_en="Kumasi city")
    told = desk.post(_page(city), typed).content.decode()
    assert TOLD in told
    assert 'value="Ashanti"' in told
    assert 'value="Kumasi!"' in told
    assert "Das haben beide geändert" not in told
    again = typed | {"region": "Ashanti", "name_de": "Kumasi!"}
    again |= {"seen": _shown(told), "base": base_of(told)}
    assert desk.post(_page(city), again).status_code == 302
    city = Municipality.objects.get()
    assert (city.name_de, city.name_en, city.region) == ("Kumasi!", "Kumasi city", "Ashanti")


def test_what_both_wrote_is_shown_side_by_side(desk: Client, city: Municipality) -> None:
    opened = desk.get(_page(city)).content.decode()
    amend_municipality(municipality=city, by=somebody(), region="Ashanti")
    typed = _typed(city, _shown(opened), base=base_of(opened), region="Aschanti")
    told = desk.post(_page(city), typed).content.decode()
    assert "Im Register steht jetzt: „Ashanti“" in told
    assert 'value="Aschanti"' in told


texts = st.dictionaries(st.sampled_from("abc"), st.text(max_size=3), min_size=1)


@given(texts, texts, texts)
def test_nobody_loses_what_they_wrote(
    base: dict[str, str], sent: dict[str, str], now: dict[str, str]
) -> None:
    both = brought_together(base, sent, now)
    for name in base.keys() & sent.keys() & now.keys():
        touched = sent[name].strip() != base[name].strip()
        assert not (touched and name in both.taken_over), "the second's own words stay"
        if now[name] != base[name] and not touched:
            assert both.taken_over[name] == now[name], "the first's words are taken over"
        if name in both.clashing:
            assert touched
            assert both.clashing[name] == now[name] != base[name]


@pytest.mark.parametrize("sent", ["", "{", "[]", '{"a": 1}'])
def test_a_base_that_cannot_be_read_is_none(sent: str) -> None:
    assert read_base(sent) == {}
