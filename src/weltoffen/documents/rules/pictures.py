"""Drawing a picture anew, so that nothing of the file is kept but what one sees.

Places, names of cameras and persons, previews and whatever else a file carries along are gone
afterwards; the picture stands upright and has sRGB colours.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from typing import NoReturn

from PIL import Image, ImageCms, ImageOps, ImageSequence
from pillow_heif import register_heif_opener

from weltoffen.documents.rules.formats import HEIC, JPEG, PNG, TIFF, WEBP
from weltoffen.documents.types import Format, Limits, Redrawn
from weltoffen.ground.problems import N_, Problem, Refused

register_heif_opener(thumbnails=False)

MOST_PAGES = 200
QUALITY = 90
"""Of JPEG and WebP: no loss that one sees."""
_OPENED_AS = {JPEG: "JPEG", PNG: "PNG", WEBP: "WEBP", TIFF: "TIFF", HEIC: "HEIF"}
_WITH_ALPHA = ("RGBA", "LA", "PA", "La", "RGBa")
_DAMAGED = N_(
    "„%(name)s“ lässt sich nicht als Bild öffnen. Öffnen Sie es in einem Bildprogramm, speichern "
    "Sie es als JPEG oder PNG und laden Sie dieses hoch."
)
_TOO_LARGE = N_(
    "„%(name)s“ hat mehr als %(limit)s Millionen Bildpunkte. Verkleinern Sie das Bild, oder "
    "scannen Sie mit geringerer Auflösung (300 dpi genügen)."
)
_PAGES = N_(
    "„%(name)s“ hat mehrere Seiten. Als Bild wird nur eine Seite angenommen: Speichern Sie die "
    "gewünschte Seite als JPEG oder PNG, oder laden Sie die Datei als Dokument hoch."
)
_TOO_MANY = N_(
    "„%(name)s“ hat mehr als %(limit)s Seiten. Teilen Sie die Datei, oder speichern Sie sie als "
    "PDF."
)


def redraw(
    body: bytes, found: Format, name: str, limits: Limits, *, for_pages: bool = False
) -> Redrawn:
    """Return a picture drawn anew; ``for_pages`` is for one that web pages show.

    TIFF stays TIFF, because scans have several pages and lose nothing there; a picture for web
    pages becomes JPEG, or PNG where it has transparent parts.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what is wrong is found by drawing it
            with Image.open(io.BytesIO(body), formats=[_OPENED_AS[found]]) as image:
                _judge_size(image, name, limits)
                pages = list(_upright(image, name, limits, for_pages=for_pages))
                return _written(pages, found, for_pages=for_pages)
    except Refused:
        raise
    except Image.DecompressionBombError:
        _refuse(_TOO_LARGE, name, limit=f"{limits.megapixels:g}")
    except Exception as error:  # the libraries have many ways to say that a file is broken
        raise Refused(Problem("file", _DAMAGED, {"name": name})) from error


def _refuse(sentence: str, name: str, **values: object) -> NoReturn:
    raise Refused(Problem("file", sentence, {"name": name, **values}))


def _judge_size(image: Image.Image, name: str, limits: Limits, drawn: int = 0) -> int:
    """Refuse more picture points than the limit; nothing is unpacked yet."""
    points = drawn + image.width * image.height
    if points > limits.megapixels * 1_000_000:
        _refuse(_TOO_LARGE, name, limit=f"{limits.megapixels:g}")
    return points


def _upright(
    image: Image.Image, name: str, limits: Limits, *, for_pages: bool
) -> Iterator[Image.Image]:
    frames = getattr(image, "n_frames", 1)
    if image.format != "TIFF":  # a moving picture stands still afterwards
        frames = 1
    if frames > 1 and for_pages:
        _refuse(_PAGES, name)
    if frames > MOST_PAGES:
        _refuse(_TOO_MANY, name, limit=MOST_PAGES)
    drawn = 0
    for number, frame in enumerate(ImageSequence.Iterator(image)):
        if number == frames:
            return
        drawn = _judge_size(frame, name, limits, drawn)
        yield _in_srgb(ImageOps.exif_transpose(frame))


def _in_srgb(image: Image.Image) -> Image.Image:
    """Return a picture with sRGB colours, in one of four plain modes, without anything else."""
    profile = image.info.get("icc_profile")
    plain = _plain(image)
    if profile and image.mode in ("RGB", "RGBA", "CMYK"):
        plain = _converted(image if image.mode == "CMYK" else plain, profile) or plain
    bare = Image.new(plain.mode, plain.size)
    bare.paste(plain)
    return bare


def _plain(image: Image.Image) -> Image.Image:
    if image.mode in ("1", "L", "RGB", "RGBA"):
        return image
    if image.mode in _WITH_ALPHA or "transparency" in image.info:
        return image.convert("RGBA")
    if image.mode.startswith(("I;16", "I", "F")):
        return image.convert("L")
    return image.convert("RGB")


def _converted(image: Image.Image, profile: bytes) -> Image.Image | None:
    """Return a picture in sRGB by its own profile; None where the profile makes no sense."""
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    try:
        return ImageCms.profileToProfile(
            image,
            ImageCms.ImageCmsProfile(io.BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            outputMode=mode,
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None


def _written(pages: list[Image.Image], found: Format, *, for_pages: bool) -> Redrawn:
    first = pages[0]
    target = _target(found, first, for_pages=for_pages)
    written = io.BytesIO()
    if target == TIFF:
        first.save(written, "TIFF", compression="tiff_lzw", save_all=True, append_images=pages[1:])
    elif target == PNG:
        first.save(written, "PNG", optimize=False)
    elif target == WEBP:
        first.save(written, "WEBP", quality=QUALITY)
    else:
        solid = first if first.mode in ("L", "RGB") else first.convert("RGB")
        solid.save(written, "JPEG", quality=QUALITY, progressive=True)
    return Redrawn(written.getvalue(), target, first.width, first.height, len(pages))


def _target(found: Format, image: Image.Image, *, for_pages: bool) -> Format:
    if found in (JPEG, PNG, WEBP) or (found == TIFF and not for_pages):
        return found
    return PNG if image.mode in ("RGBA", "1") else JPEG
