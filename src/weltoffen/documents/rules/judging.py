"""Whether an uploaded file may be kept: its bytes decide, and its name must not say otherwise."""

from __future__ import annotations

from email import policy
from email.parser import BytesParser
from typing import NoReturn

from weltoffen.documents.rules import formats
from weltoffen.documents.rules.formats import EML, OF_WORDS, PDF
from weltoffen.documents.rules.packages import NOT_AN_OFFICE_FILE, format_of_package
from weltoffen.documents.rules.tails import is_two_things
from weltoffen.documents.types import Format, InPdf, Judged, Limits
from weltoffen.ground.problems import N_, Problem, Refused

_EMPTY = N_("„%(name)s“ ist leer. Wählen Sie die richtige Datei aus.")
_TOO_LARGE = N_(
    "„%(name)s“ ist %(size)s MB groß; angenommen werden bis zu %(limit)s MB. Verkleinern Sie die "
    "Datei, zum Beispiel mit geringerer Auflösung beim Scannen, oder teilen Sie sie."
)
_DRAWING = N_(
    "„%(name)s“ ist eine SVG-Zeichnung oder eine Webseite, und solche Dateien können Programme "
    "enthalten. Speichern Sie das Bild als JPEG oder PNG, die Seite als PDF."
)
_PROGRAM = N_(
    "„%(name)s“ ist ein Programm oder Skript. Solche Dateien werden nicht aufbewahrt; laden Sie "
    "das Dokument selbst hoch."
)
_OLD_OFFICE = N_(
    "„%(name)s“ ist in einem alten Office- oder Outlook-Format (.doc, .xls, .ppt, .msg). Speichern "
    "Sie es als .docx, .xlsx, .pptx oder PDF, eine E-Mail als .eml."
)
_GIF = N_("„%(name)s“ ist ein GIF-Bild. Speichern Sie das Bild als JPEG oder PNG.")
_UNKNOWN = N_(
    "Was in „%(name)s“ steht, ist keines der Formate, die aufbewahrt werden. Speichern Sie ein "
    "Dokument als PDF, ein Bild als JPEG oder PNG, eine E-Mail als .eml."
)
_OTHER_ENDING = N_(
    "„%(name)s“ ist dem Inhalt nach %(found)s, der Name endet aber anders. Benennen Sie die Datei "
    "um, sodass sie auf .%(ending)s endet, oder wählen Sie die richtige Datei."
)
_NO_ENDING = N_(
    "Der Name „%(name)s“ sagt nicht, was für ein Text es ist. Benennen Sie die Datei um, sodass "
    "sie auf .txt, .csv oder .eml endet."
)
_LATE_PDF = N_(
    "„%(name)s“ beginnt nicht wie eine PDF-Datei, enthält aber eine. Drucken Sie das Dokument in "
    "eine neue PDF-Datei und laden Sie diese hoch."
)
_TWO_THINGS = N_(
    "Hinter dem Ende von „%(name)s“ stehen noch andere Daten, als wäre die Datei zweierlei. Öffnen "
    "und speichern Sie sie noch einmal, ein Dokument als neue PDF-Datei, ein Bild als JPEG oder "
    "PNG."
)
_NO_MAIL = N_(
    "„%(name)s“ ist keine E-Mail: Es fehlen Angaben wie Absender und Datum. Speichern Sie die "
    "E-Mail noch einmal als .eml, oder laden Sie den Text als .txt hoch."
)
_BAD_ATTACHMENT = N_(
    "Die E-Mail „%(name)s“ hat einen Anhang, der nicht aufbewahrt wird: „%(attached)s“. Speichern "
    "Sie die E-Mail ohne diesen Anhang, oder als PDF."
)
_LOCKED = N_(
    "„%(name)s“ ist mit einem Kennwort geschützt. Speichern Sie sie ohne Kennwort, zum Beispiel "
    "als Druck in eine neue PDF-Datei, und laden Sie diese hoch."
)
_UNREADABLE = N_(
    "„%(name)s“ ist beschädigt oder lässt sich nicht prüfen. Drucken Sie das Dokument in eine neue "
    "PDF-Datei und laden Sie diese hoch."
)
_STARTS_PROGRAMS = N_(
    "„%(name)s“ kann beim Öffnen Programme starten. Drucken Sie das Dokument in eine neue "
    "PDF-Datei und laden Sie diese hoch."
)
_NO_PICTURE = N_(
    "„%(name)s“ ist kein Bild. Wählen Sie ein Foto als JPEG, PNG, WebP, TIFF oder HEIC, oder laden "
    "Sie die Datei als Dokument hoch."
)
_GIF_MARKS = (b"GIF87a", b"GIF89a")
_HEADER_WITHIN = 1024
_BAD_ENDINGS = frozenset(
    [
        "exe",
        "dll",
        "com",
        "bat",
        "cmd",
        "ps1",
        "vbs",
        "vbe",
        "js",
        "jse",
        "wsf",
        "hta",
        "scr",
        "pif",
        "msi",
        "jar",
        "lnk",
        "iso",
        "img",
        "chm",
        "reg",
        "app",
        "sh",
        "html",
        "htm",
        "xhtml",
        "svg",
        "svgz",
        "docm",
        "xlsm",
        "pptm",
        "xlsb",
        "dotm",
        "xltm",
    ]
)
LAUNCH = "launch"
"""What a look into a PDF calls an action that starts a program."""


def judge(body: bytes, name: str, limits: Limits, *, only_pictures: bool = False) -> Format:
    """Return the format that bytes have and may be kept in, or refuse them with a sentence.

    Of a PDF file, what it could do is judged by :func:`judge_pdf` after a look into it; a picture
    shows whether it is one when it is drawn anew.
    """
    _judge_size(body, name, limits)
    _refuse_dangerous(body, name)
    found = formats.by_mark(body)
    if found is None and formats.is_package(body):
        found = format_of_package(body, name)
    if found is None:
        found = _of_words(body, name)
    _judge_name(found, name)
    if only_pictures and not found.is_picture:
        _refuse(_NO_PICTURE, name)
    if is_two_things(body, found):
        _refuse(_TWO_THINGS, name)
    return found


def judge_pdf(seen: InPdf, name: str) -> Judged:
    """Return how a PDF file may be kept, or refuse it, by what a look into it found.

    One that could do something besides being read is only downloaded: programs that open it warn,
    a browser's page would not.
    """
    if seen.is_locked:
        _refuse(_LOCKED, name)
    if not seen.is_readable:
        _refuse(_UNREADABLE, name)
    if LAUNCH in seen.active:
        _refuse(_STARTS_PROGRAMS, name)
    return Judged(PDF, is_shown=not seen.active, active=seen.active)


def _refuse(sentence: str, name: str, **values: object) -> NoReturn:
    raise Refused(Problem("file", sentence, {"name": name, **values}))


def _judge_size(body: bytes, name: str, limits: Limits) -> None:
    if not body:
        _refuse(_EMPTY, name)
    refuse_large(len(body), name, limits)


def refuse_large(size: int, name: str, limits: Limits) -> None:
    """Refuse a file of so many bytes, before it is read."""
    if size > limits.megabytes * 1_000_000:
        _refuse(_TOO_LARGE, name, size=f"{size / 1e6:.1f}", limit=f"{limits.megabytes:g}")


def _refuse_dangerous(body: bytes, name: str) -> None:
    if formats.is_program(body):
        _refuse(_PROGRAM, name)
    if formats.is_old_office(body):
        _refuse(_OLD_OFFICE, name)
    if formats.is_archive(body):
        _refuse(NOT_AN_OFFICE_FILE, name)
    if formats.is_markup(body):
        _refuse(_DRAWING, name)
    if body.startswith(_GIF_MARKS):
        _refuse(_GIF, name)
    if not body.startswith(b"%PDF-") and b"%PDF-" in body[:_HEADER_WITHIN]:
        _refuse(_LATE_PDF, name)


def _of_words(body: bytes, name: str) -> Format:
    """Return the format of a text, which its name has to tell: text has no mark of its own."""
    if not formats.is_words(body):
        _refuse(_UNKNOWN, name)
    found = formats.by_ending(name)
    if found not in OF_WORDS:
        _refuse(_UNKNOWN if found else _NO_ENDING, name)
    if found == EML:
        _judge_mail(body, name)
    return found


def _judge_name(found: Format, name: str) -> None:
    if formats.ending_of(name) not in found.endings:
        _refuse(_OTHER_ENDING, name, found=found.name, ending=found.endings[0])


def _judge_mail(body: bytes, name: str) -> None:
    """Refuse what is no message, and one that brings a program or a page along."""
    message = BytesParser(policy=policy.default).parsebytes(body)
    if not (message["From"] and (message["Date"] or message["Subject"] or message["To"])):
        _refuse(_NO_MAIL, name)
    for part in message.walk():
        attached = part.get_filename()
        if part.is_multipart() or attached is None:
            continue
        payload = part.get_payload(decode=True) or b""
        is_bad = isinstance(payload, bytes) and (
            formats.is_program(payload) or formats.is_markup(payload)
        )
        if is_bad or formats.ending_of(attached) in _BAD_ENDINGS:
            _refuse(_BAD_ATTACHMENT, name, attached=attached)
