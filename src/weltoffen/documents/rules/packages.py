"""Office documents, which are ZIP files: which of them they are, and what they could do.

Nothing is unpacked to the disk. Only the small parts that say what the others are get read, and of
each no more than a limit, whatever the archive claims of its size.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from typing import NoReturn

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from weltoffen.documents.rules.formats import DOCX, ODS, ODT, PPTX, XLSX
from weltoffen.documents.types import Format
from weltoffen.ground.problems import N_, Problem, Refused

MOST_PARTS = 10_000
MOST_UNPACKED = 200_000_000
"""Bytes of all parts together, as the archive claims."""
MOST_OF_A_PART = 8_000_000
"""Bytes read of one part that says what others are."""
DEEPEST = 2
"""How deep an office document within another is followed."""

NOT_AN_OFFICE_FILE = N_(
    "„%(name)s“ ist ein Archiv (ZIP) und kein Office-Dokument. Packen Sie es aus und laden Sie die "
    "einzelnen Dateien hoch."
)
_DAMAGED = N_(
    "„%(name)s“ ist beschädigt und lässt sich nicht öffnen. Speichern Sie das Dokument noch einmal "
    "und laden Sie es dann hoch."
)
_TOO_MUCH = N_(
    "„%(name)s“ wäre ausgepackt riesig oder besteht aus zu vielen Teilen. Speichern Sie das "
    "Dokument als PDF und laden Sie dieses hoch."
)
_MACROS = N_(
    "„%(name)s“ enthält Makros oder eingebettete Programme. Speichern Sie das Dokument ohne Makros "
    "(als .docx, .xlsx oder .pptx) oder als PDF und laden Sie es dann hoch."
)
_OUTSIDE = N_(
    "„%(name)s“ lädt beim Öffnen Inhalte von woanders nach (%(what)s). Speichern Sie das Dokument "
    "als PDF und laden Sie dieses hoch."
)
_LOCKED = N_(
    "„%(name)s“ ist mit einem Kennwort geschützt. Speichern Sie das Dokument ohne Kennwort und "
    "laden Sie es dann hoch."
)
_OF_CONTENT = {
    DOCX.media_type + ".main+xml": DOCX,
    XLSX.media_type + ".main+xml": XLSX,
    PPTX.media_type + ".main+xml": PPTX,
}
_OF_MIMETYPE = {each.media_type.encode(): each for each in (ODT, ODS)}
_PROGRAMS = re.compile(
    r"vbaproject|vbadata|macrosheet|activex|oleobject|(?:^|/)(?:basic|scripts)/|\.(?:exe|dll|js|vbs"
    r"|bat|cmd|ps1|scr|hta|jar|swf|html?|svgz?)$",
    re.IGNORECASE,
)
_INNER = re.compile(r"\.(?:docx|xlsx|pptx|docm|xlsm|pptm|xlsb|odt|ods)$", re.IGNORECASE)
_HARMLESS_LINKS = ("/hyperlink",)
_SCRIPTS = re.compile(rb"script:event-listener|vnd\.sun\.star\.script|office:script", re.IGNORECASE)
_ENCRYPTED = 0x1
_END = b"PK\x05\x06"
_END_LENGTH = 22


def format_of_package(body: bytes, name: str, *, depth: int = 0) -> Format:
    """Return which office document a ZIP file is; refuses what is none, or could do something."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            _judge_parts(archive, body, name)
            found = _format(archive, name)
            if found in (ODT, ODS):
                _judge_open_document(archive, name)
            else:
                _judge_relationships(archive, name)
            _judge_inner(archive, name, depth)
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, ValueError, KeyError) as e:
        raise Refused(Problem("file", _DAMAGED, {"name": name})) from e
    except (ParseError, DefusedXmlException) as error:
        raise Refused(Problem("file", _DAMAGED, {"name": name})) from error
    return found


def _refuse(sentence: str, name: str, **values: str) -> NoReturn:
    raise Refused(Problem("file", sentence, {"name": name, **values}))


def _judge_parts(archive: zipfile.ZipFile, body: bytes, name: str) -> None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        _refuse(_TOO_MUCH, name)
    end = body.rfind(_END)
    comment = int.from_bytes(body[end + 20 : end + 22], "little")
    names = [part.filename for part in parts]
    is_odd = (
        len(body) != end + _END_LENGTH + comment
        or len({each.casefold() for each in names}) != len(names)
        or any(_leaves(each) for each in names)
    )
    if is_odd:
        _refuse(_DAMAGED, name)
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        _refuse(_LOCKED, name)


def _leaves(part: str) -> bool:
    return part.startswith("/") or "\\" in part or ".." in part.split("/") or ":" in part


def _read(archive: zipfile.ZipFile, part: str) -> bytes:
    with archive.open(part) as opened:
        found = opened.read(MOST_OF_A_PART + 1)
    if len(found) > MOST_OF_A_PART:
        raise ValueError(part)
    return found


def _format(archive: zipfile.ZipFile, name: str) -> Format:
    parts = archive.namelist()
    if any(_PROGRAMS.search(part) for part in parts):
        _refuse(_MACROS if _says_office(parts) else NOT_AN_OFFICE_FILE, name)
    if parts and parts[0] == "mimetype":
        found = _OF_MIMETYPE.get(_read(archive, "mimetype").strip())
    elif "[Content_Types].xml" in parts:
        found = _by_content_types(_read(archive, "[Content_Types].xml"), name)
    else:
        found = None
    if found is None:
        _refuse(NOT_AN_OFFICE_FILE, name)
    return found


def _says_office(parts: Iterable[str]) -> bool:
    return bool({"mimetype", "[Content_Types].xml"} & set(parts))


def _by_content_types(body: bytes, name: str) -> Format | None:
    types = [each.get("ContentType", "") for each in fromstring(body, forbid_dtd=True)]
    lowered = [each.lower() for each in types]
    if any("macroenabled" in each or "vba" in each or "activex" in each for each in lowered):
        _refuse(_MACROS, name)
    return next((_OF_CONTENT[each] for each in types if each in _OF_CONTENT), None)


def _judge_relationships(archive: zipfile.ZipFile, name: str) -> None:
    """Refuse what is fetched from elsewhere when opened; a link that one clicks is none."""
    for part in archive.namelist():
        if not part.endswith(".rels"):
            continue
        for each in fromstring(_read(archive, part), forbid_dtd=True):
            kind = each.get("Type", "")
            is_outside = each.get("TargetMode", "").lower() == "external"
            if is_outside and not kind.endswith(_HARMLESS_LINKS):
                _refuse(_OUTSIDE, name, what=kind.rpartition("/")[2] or "?")


def _judge_open_document(archive: zipfile.ZipFile, name: str) -> None:
    if b"encryption-data" in _read(archive, "META-INF/manifest.xml"):
        _refuse(_LOCKED, name)
    for part in archive.namelist():
        if part.rpartition("/")[2] in ("content.xml", "styles.xml"):
            words = _read_all(archive, part)
            if _SCRIPTS.search(words):
                _refuse(_MACROS, name)


def _read_all(archive: zipfile.ZipFile, part: str) -> bytes:
    """Read a large part; its size was judged with that of all parts, and is not exceeded."""
    size = archive.getinfo(part).file_size
    with archive.open(part) as opened:
        return opened.read(min(size, MOST_UNPACKED))


def _judge_inner(archive: zipfile.ZipFile, name: str, depth: int) -> None:
    """Judge office documents within: a chart brings its table along, which may bring more."""
    for part in archive.infolist():
        if not _INNER.search(part.filename):
            continue
        if depth >= DEEPEST or part.file_size > MOST_OF_A_PART:
            _refuse(_TOO_MUCH, name)
        format_of_package(_read(archive, part.filename), name, depth=depth + 1)
