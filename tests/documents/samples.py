"""Files as people upload them, and as somebody would who means harm; all made here."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import Any

from PIL import Image, ImageCms
from PIL.TiffImagePlugin import IFDRational
from pillow_heif import from_pillow
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    TextStringObject,
)

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = {
    "docx": f"{_OFFICE}wordprocessingml.document.main+xml",
    "xlsx": f"{_OFFICE}spreadsheetml.sheet.main+xml",
    "pptx": f"{_OFFICE}presentationml.presentation.main+xml",
}
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"


def picture(mode: str = "RGB", size: tuple[int, int] = (40, 20), **pixels: Any) -> Image.Image:
    """Return a picture that is red on the left and blue on the right."""
    drawn = Image.new("RGB", size, "red")
    drawn.paste("blue", (size[0] // 2, 0, size[0], size[1]))
    return drawn.convert(mode)


def encoded(image: Image.Image, form: str, **options: Any) -> bytes:
    written = io.BytesIO()
    image.save(written, form, **options)
    return written.getvalue()


def png(**options: Any) -> bytes:
    return encoded(picture(), "PNG", **options)


def jpeg(**options: Any) -> bytes:
    return encoded(picture(), "JPEG", **options)


def webp() -> bytes:
    return encoded(picture(), "WEBP")


def gif() -> bytes:
    return encoded(picture("P"), "GIF")


def tiff(pages: int = 1) -> bytes:
    rest = [picture() for _number in range(pages - 1)]
    return encoded(picture(), "TIFF", save_all=True, append_images=rest)


def heic() -> bytes:
    written = io.BytesIO()
    from_pillow(picture(size=(64, 64))).save(written, quality=90)
    return written.getvalue()


def with_place() -> bytes:
    """Return a photo that tells where it was taken and by whom, lying on its side."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turn right to see it upright
    exif[0x013B] = "Erika Mustermann"
    place = exif.get_ifd(0x8825)
    place[1], place[2] = "N", (IFDRational(51), IFDRational(30), IFDRational(0))
    place[3], place[4] = "E", (IFDRational(7), IFDRational(27), IFDRational(0))
    return encoded(picture(), "JPEG", exif=exif.tobytes(), comment=b"geheime Bemerkung")


def with_profile() -> bytes:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    return encoded(picture(), "JPEG", icc_profile=profile + b"<script>")


def bomb_png(side: int = 30_000) -> bytes:
    """Return a small file whose picture would fill gigabytes."""

    def chunk(name: bytes, body: bytes) -> bytes:
        sum_ = struct.pack(">I", zlib.crc32(name + body))
        return struct.pack(">I", len(body)) + name + body + sum_

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    lines = zlib.compress(b"\x00" * 100_000, 9)
    ends = chunk(b"IDAT", lines) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + ends


def pdf(**catalogue: Any) -> bytes:
    """Return a PDF file of one page, with further entries in its catalogue."""
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    for name, value in catalogue.items():
        writer._root_object[NameObject(f"/{name}")] = value
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def _action(kind: str, **more: Any) -> DictionaryObject:
    entries = {NameObject("/S"): NameObject(f"/{kind}")}
    entries |= {NameObject(f"/{name}"): value for name, value in more.items()}
    return DictionaryObject(entries)


def pdf_with_script() -> bytes:
    return pdf(OpenAction=_action("JavaScript", JS=TextStringObject("app.alert(1)")))


def pdf_that_launches() -> bytes:
    return pdf(OpenAction=_action("Launch", F=TextStringObject("cmd.exe")))


def pdf_with_hidden_launch() -> bytes:
    """Return one that starts a program where a button on the page is pressed."""
    writer = PdfWriter()
    page = writer.add_blank_page(100, 100)
    button = DictionaryObject(
        {
            NameObject("/Subtype"): NameObject("/Link"),
            NameObject("/A"): _action("Launch", F=TextStringObject("calc.exe")),
        }
    )
    page[NameObject("/Annots")] = ArrayObject([writer._add_object(button)])
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def pdf_with_attachment() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_attachment("rechnung.exe", b"MZ")
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def pdf_locked(password: str = "geheim", owner: str = "chef") -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt(password, owner, algorithm="AES-256")
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def office(kind: str = "docx", *, main: str = "", **parts: str | bytes) -> bytes:
    """Return an office document; a part's name has ``__`` for its slash and ``_`` for its dot."""
    content = main or MAIN[kind]
    found: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Override PartName="/main.xml" '
        f'ContentType="{content}"/></Types>',
        "main.xml": "<w/>",
    }
    return zipped(found | {_path(name): body for name, body in parts.items()})


def _path(name: str) -> str:
    return name.replace("__", "/").replace("_", ".")


def linking_outside(kind: str = "attachedTemplate") -> bytes:
    rels = (
        f'<Relationships xmlns="{_RELS}"><Relationship Id="r1" TargetMode="External" '
        f'Type="{_KIND}/{kind}" Target="https://boese.example/x"/></Relationships>'
    )
    return zipped_with("word/_rels/document.xml.rels", rels)


def zipped_with(name: str, body: str | bytes) -> bytes:
    """Return a DOCX file with one further part."""
    with zipfile.ZipFile(io.BytesIO(office())) as plain:
        parts: dict[str, str | bytes] = {each: plain.read(each) for each in plain.namelist()}
    return zipped(parts | {name: body})


def open_document(kind: str = "text", **parts: str) -> bytes:
    found: dict[str, str | bytes] = {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "META-INF/manifest.xml": "<manifest/>",
        "content.xml": "<office/>",
    }
    return zipped(found | {_path(name): body for name, body in parts.items()})


def zipped(parts: dict[str, str | bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return written.getvalue()


def mail(attached: str = "", body: bytes = b"Brief") -> bytes:
    lines = ["From: a@example.org", "To: b@example.org", "Subject: Brief", "MIME-Version: 1.0"]
    if not attached:
        return "\r\n".join([*lines, "", "Guten Tag"]).encode()
    lines += [
        'Content-Type: multipart/mixed; boundary="x"', "", "--x",
        "Content-Type: application/octet-stream",
        f'Content-Disposition: attachment; filename="{attached}"', "", body.decode("latin-1"),
        "--x--", "",
    ]  # fmt: skip
    return "\r\n".join(lines).encode("latin-1")
