"""The drawn map and the markup of all drawings: safe, well-formed, every mark a link."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tests.portal.reading import HOSTILE, WORDS, classes, parsed
from weltoffen.portal.drawing import markup, placement
from weltoffen.portal.drawing.markup import Drawing, element
from weltoffen.portal.drawing.placement import text_width
from weltoffen.portal.drawing.projection import EUROPE, WORLD, Frame
from weltoffen.portal.drawing.shapes import MarkerKind, MarkerState, swatch
from weltoffen.portal.drawing.worldmap import (
    BOUNDARY_NOTE,
    CROWD,
    Marker,
    boundary_note_key,
    on_map,
    world_map,
)

DORTMUND = Marker("home", "Dortmund", "/", 51.51, 7.47, MarkerKind.HOME)
PLACES = {
    "Amiens": (49.9, 2.3),
    "Leeds": (53.8, -1.55),
    "Rostow am Don": (47.23, 39.72),
    "Buffalo": (42.89, -78.88),
    "Netanya": (32.33, 34.86),
    "Novi Sad": (45.25, 19.85),
    "Zwickau": (50.73, 12.49),
    "Xi’an": (34.26, 108.93),
    "Trabzon": (41.0, 39.73),
    "Kumasi": (6.69, -1.62),
    "Schytomyr": (50.26, 28.67),
    "Cluj-Napoca": (46.77, 23.6),
    "Dura": (31.5, 35.03),
    "Pittsburgh": (40.44, -79.99),
}
MARKERS = [
    Marker(f"city-{number}", name, f"/id/{number}", *place, number=number, note="seit langem")
    for number, (name, place) in enumerate(PLACES.items(), start=1)
]

texts = st.text(max_size=30)
longitudes = st.floats(-180, 180)
markers = st.builds(
    Marker,
    identifier=texts,
    label=texts,
    href=st.just("/id/x"),
    latitude=st.floats(-90, 90),
    longitude=longitudes,
    kind=st.sampled_from(MarkerKind),
    state=st.sampled_from(MarkerState),
    number=st.none() | st.integers(1, 99),
    note=texts,
)


def draw_map(shown: list[Marker], frame: Frame = WORLD, home: Marker | None = None) -> Drawing:
    return world_map(shown, base="/map.svg", frame=frame, home=home, **WORDS)


@given(texts, texts)
def test_what_is_written_is_what_is_read(text: str, value: str) -> None:
    drawn = element("text", {"class": value}, text)
    root = etree.fromstring(drawn)
    assert root.tag == "text"
    assert len(root) == 0
    assert set(root.attrib) == {"class"}
    shown = "".join(c for c in text if markup.escape(c)).replace("\r\n", "\n").replace("\r", "\n")
    assert (root.text or "") == shown


def test_drawings_are_put_into_templates_as_they_are() -> None:
    drawn = element("g", {}, "<")
    assert drawn.__html__() == "<g>&lt;</g>"


@pytest.mark.parametrize("name", ["style", "STYLE", "onclick", "onLoad", 'x" y', "", "a b"])
def test_no_style_and_no_event_can_be_written(name: str) -> None:
    with pytest.raises(ValueError, match="no attribute"):
        element("g", {name: "x"})


@pytest.mark.parametrize("name", ["script", "Style", "foreignObject", "a b", "g>"])
def test_no_script_can_be_written(name: str) -> None:
    with pytest.raises(ValueError, match="no element"):
        element(name, {})


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", " JAVA\tscript:x", "\x00data:text/html,x", "vbscript:x"]
)
def test_no_link_leads_into_code(address: str) -> None:
    with pytest.raises(ValueError, match="no link"):
        element("a", {"href": address})


@pytest.mark.parametrize("address", ["/id/a:b", "#act-1", "?on=2018-12-31", "https://example.org/"])
def test_other_links_stay(address: str) -> None:
    assert etree.fromstring(element("a", {"href": address})).get("href") == address


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_coordinates_are_numbers(value: float) -> None:
    with pytest.raises(ValueError, match="no place"):
        markup.number(value)


@given(st.floats(-1e6, 1e6))
def test_coordinates_are_short_and_near(value: float) -> None:
    written = markup.number(value)
    assert abs(float(written) - value) <= 0.0051
    assert not written.endswith(".")


@pytest.mark.parametrize("frame", [WORLD, EUROPE], ids=lambda frame: frame.name)
def test_every_marker_is_a_link_with_a_name(frame: Frame) -> None:
    root = parsed(draw_map(MARKERS, frame, DORTMUND))
    links = classes(root, "wo-map-link")
    shown = on_map(MARKERS, frame)
    assert sorted(link.get("href") for link in links) == sorted(
        [DORTMUND.href, *(marker.href for marker in shown)]
    )
    names = {link.get("href"): link.find("title").text for link in links}
    assert names["/id/1"] == "1. Amiens: seit langem"
    assert root.get("role") == "group"


def test_europe_leaves_out_what_lies_elsewhere() -> None:
    missing = {marker.label for marker in MARKERS} - {m.label for m in on_map(MARKERS, EUROPE)}
    assert missing == {"Buffalo", "Pittsburgh", "Xi’an", "Kumasi"}


@pytest.mark.parametrize("frame", [WORLD, EUROPE], ids=lambda frame: frame.name)
def test_names_on_the_map_do_not_overlap(frame: Frame) -> None:
    root = parsed(draw_map(MARKERS, frame, DORTMUND))
    size = {"world": 13.0, "europe": 14.5}[frame.name]
    boxes = []
    for label in classes(root, "wo-map-label"):
        length = text_width(label.text, size)
        shift = {"start": 0, "middle": length / 2, "end": length}[label.get("text-anchor")]
        left, line = float(label.get("x")) - shift, float(label.get("y"))
        boxes.append(placement.Box(left, line - size * 0.74, left + length, line + size * 0.24))
    assert len(boxes) >= 9
    assert not [pair for pair in itertools.combinations(boxes, 2) if pair[0].meets(pair[1])]


def test_the_home_city_is_always_named() -> None:
    for frame in (WORLD, EUROPE):
        texts_shown = [
            t.text for t in classes(parsed(draw_map(MARKERS, frame, DORTMUND)), "wo-map-label")
        ]
        assert "Dortmund" in texts_shown


@given(st.lists(markers, max_size=6), st.sampled_from([WORLD, EUROPE]))
def test_any_marker_makes_a_sound_map(shown: list[Marker], frame: Frame) -> None:
    root = parsed(draw_map(shown, frame))
    assert len(classes(root, "wo-map-link")) == len(on_map(shown, frame))


def test_hostile_names_stay_names() -> None:
    marker = Marker(HOSTILE, HOSTILE, '/a?x=<b>&y="', 10, 10, number=1, note=HOSTILE)
    drawn = world_map(
        [marker], base="/m.svg", language=HOSTILE, title=HOSTILE, description=HOSTILE, home=DORTMUND
    )
    root = parsed(drawn)
    assert "<script" not in drawn
    assert root.find("title").text == HOSTILE.replace("\x00", "").replace("\x1f", "")
    (link,) = [a for a in classes(root, "wo-map-link") if a.get("href") != "/"]
    assert link.get("href") == '/a?x=<b>&y="'


def test_kinds_differ_in_shape_and_states_in_more_than_colour() -> None:
    def geometry(kind: MarkerKind, state: MarkerState) -> tuple[str, ...]:
        root = parsed(swatch(kind, state))
        return tuple(f"{found.tag} {found.get('d')}" for found in root.iter() if found.tag != "g")

    kinds = [geometry(kind, MarkerState.CERTAIN) for kind in MarkerKind]
    assert len(set(kinds)) == len(MarkerKind)
    drawn = [
        (
            geometry(MarkerKind.TWIN, state),
            classes(parsed(swatch(MarkerKind.TWIN, state)), f"wo-map-state-{state}"),
        )
        for state in MarkerState
    ]
    assert all(named for _, named in drawn)
    # Certain is filled and planned dotted by CSS; the other three bear a sign of their own.
    assert len({shape for shape, _ in drawn}) == len(MarkerState) - 1


@pytest.mark.parametrize(
    ("state", "signs"),
    [
        (MarkerState.CERTAIN, []),
        (MarkerState.POSSIBLE, ["wo-map-core-dot"]),
        (MarkerState.RESTING, ["wo-map-core"]),
        (MarkerState.PLANNED, []),
        (MarkerState.ENDED, ["wo-map-core"]),
    ],
)
def test_each_state_bears_its_sign(state: MarkerState, signs: list[str]) -> None:
    root = parsed(swatch(MarkerKind.TWIN, state))
    found = [name for name in ("wo-map-core", "wo-map-core-dot") if classes(root, name)]
    assert found == signs


def test_arcs_lead_to_all_but_what_has_ended() -> None:
    ended = Marker("x", "X", "/x", 40, 20, state=MarkerState.ENDED)
    assert len(classes(parsed(draw_map([*MARKERS, ended], home=DORTMUND)), "wo-map-arc")) == len(
        MARKERS
    )
    assert classes(parsed(draw_map(MARKERS)), "wo-map-arc") == []


def test_a_crowd_is_drawn_as_dots_without_names() -> None:
    crowd = [
        Marker(str(i), "Stadt", f"/{i}", 40 + i % 20, i % 30, number=i) for i in range(CROWD + 1)
    ]
    root = parsed(draw_map(crowd, home=DORTMUND))
    assert len(classes(root, "wo-map-link")) == CROWD + 2
    assert [label.text for label in classes(root, "wo-map-label")] == ["Dortmund"]
    assert classes(root, "wo-map-arc") == []


def test_an_empty_map_is_a_map() -> None:
    root = parsed(draw_map([]))
    (base,) = classes(root, "wo-map-base")
    assert base.get("href") == "/map.svg"


def test_prefixes_keep_two_maps_on_a_page_apart() -> None:
    pages = [
        parsed(world_map(MARKERS, base="/m.svg", prefix=prefix, **WORDS)) for prefix in ("a", "b")
    ]
    first, second = ({found.get("id") for found in page.iter()} - {None} for page in pages)
    assert first.isdisjoint(second)
    with pytest.raises(ValueError, match="prefix"):
        world_map([], base="/m.svg", prefix="1", **WORDS)


def test_the_boundary_note_speaks_both_languages() -> None:
    assert set(BOUNDARY_NOTE) == {"de", "en"}
    assert boundary_note_key() == "portal.map.boundaries"


def test_a_box_that_scrolls_can_be_reached_and_has_a_name() -> None:
    hint, box = etree.fromstring(
        markup.scrolling(draw_map([]), sheet="world", label=HOSTILE, hint=HOSTILE)
    )
    assert "script" in (hint.text or "")
    assert (box.get("role"), box.get("tabindex")) == ("region", "0")
    assert "script" in box.get("aria-label")
    assert len(box.xpath(".//svg")) == 1
    with pytest.raises(ValueError, match="no sheet"):
        markup.scrolling(draw_map([]), sheet="moon", label="x", hint="h")
