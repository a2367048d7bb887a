"""Pictures are drawn anew: nothing is left of the file but what one sees."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from tests.documents import samples
from weltoffen.documents.rules import formats
from weltoffen.documents.rules.judging import judge
from weltoffen.documents.rules.pictures import redraw
from weltoffen.documents.types import Limits
from weltoffen.ground.problems import Refused

LIMITS = Limits(megabytes=5, megapixels=0.01)


def opened(body: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(body))
    image.load()
    return image


@pytest.mark.parametrize(
    ("body", "found", "kept", "for_pages"),
    [
        (samples.jpeg(), formats.JPEG, formats.JPEG, formats.JPEG),
        (samples.png(), formats.PNG, formats.PNG, formats.PNG),
        (samples.webp(), formats.WEBP, formats.WEBP, formats.WEBP),
        (samples.tiff(), formats.TIFF, formats.TIFF, formats.JPEG),
        (samples.heic(), formats.HEIC, formats.JPEG, formats.JPEG),
    ],
)
def test_what_a_picture_becomes(body, found, kept, for_pages):
    for wanted, flag in ((kept, False), (for_pages, True)):
        drawn = redraw(body, found, "a", LIMITS, for_pages=flag)
        assert drawn.format == wanted
        assert judge(drawn.body, f"a.{wanted.endings[0]}", LIMITS) == wanted
        red, _green, blue = opened(drawn.body).convert("RGB").getpixel((5, 5))
        assert red > 200 > 60 > blue, "the left is red"


def test_place_person_and_remark_are_gone_and_the_picture_stands_upright():
    body = samples.with_place()
    assert opened(body).getexif().get_ifd(0x8825)
    drawn = redraw(body, formats.JPEG, "a.jpg", LIMITS)
    image = opened(drawn.body)
    assert dict(image.getexif()) == {}
    assert {"exif", "comment", "icc_profile"} & set(image.info) == set()
    assert b"Mustermann" not in drawn.body
    assert b"geheime" not in drawn.body
    assert (drawn.width, drawn.height) == (20, 40) == image.size
    assert image.getpixel((10, 5))[0] > 200, "what was left is on top"


def test_a_colour_profile_that_makes_no_sense_is_dropped():
    drawn = redraw(samples.with_profile(), formats.JPEG, "a.jpg", LIMITS)
    assert b"<script>" not in drawn.body
    assert "icc_profile" not in opened(drawn.body).info


def test_what_stood_behind_the_picture_is_gone():
    drawn = redraw(samples.png() + b"A" * 5000, formats.PNG, "a.png", LIMITS)
    assert b"AAAA" not in drawn.body


def test_transparent_parts_stay_and_go_to_png_where_the_format_has_none():
    body = samples.encoded(samples.picture("RGBA"), "PNG")
    assert opened(redraw(body, formats.PNG, "a", LIMITS).body).mode == "RGBA"


def test_all_pages_of_a_scan_stay():
    drawn = redraw(samples.tiff(3), formats.TIFF, "a.tif", LIMITS)
    assert drawn.pages == 3 == opened(drawn.body).n_frames
    with pytest.raises(Refused, match="mehrere Seiten"):
        redraw(samples.tiff(3), formats.TIFF, "a.tif", LIMITS, for_pages=True)


def test_a_picture_that_would_fill_gigabytes_is_refused_before_it_is_unpacked():
    with pytest.raises(Refused, match="mehr als 100 Millionen Bildpunkte"):
        redraw(samples.bomb_png(), formats.PNG, "a.png", Limits(5, 100))


def test_many_small_pages_count_together():
    body = samples.tiff(20)  # 800 points each
    with pytest.raises(Refused, match="Bildpunkte"):
        redraw(body, formats.TIFF, "a.tif", LIMITS)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
def test_every_way_to_keep_colours_is_drawn(mode):
    form, found = ("TIFF", formats.TIFF) if mode in ("CMYK", "I;16") else ("PNG", formats.PNG)
    body = samples.encoded(samples.picture("L").convert(mode) if mode == "I;16"
                           else samples.picture(mode), form)  # fmt: skip
    drawn = redraw(body, found, "a", LIMITS, for_pages=True)
    assert drawn.width == 40
    assert opened(drawn.body).size == (40, 20)


@pytest.mark.parametrize("cut", [10, 40, 70])
def test_a_broken_picture_is_refused_with_advice(cut):
    with pytest.raises(Refused, match="speichern Sie es als JPEG oder PNG"):
        redraw(samples.png()[:cut], formats.PNG, "a.png", LIMITS)
