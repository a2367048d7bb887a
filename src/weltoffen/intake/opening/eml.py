"""Messages: who wrote when to whom, and what, with the attachments that hold text."""

from __future__ import annotations

import email
import re
import time
from collections.abc import Callable, Iterable
from email import policy
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from typing import Any

from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.intake.opening import html, plain
from weltoffen.intake.opening.decoding import decode
from weltoffen.intake.opening.results import (
    DAMAGED,
    MIB,
    Opened,
    Received,
    language_code,
    one_line,
)

MEDIA_TYPE = "message/rfc822"
LIMIT = 25 * MIB
"""Bytes, attachments included."""

_ATTACHED = N_(
    "Der Anhang „%(file)s“ wurde nicht mitgelesen. Ist er wichtig, speichern Sie ihn, und laden "
    "Sie ihn für sich hoch."
)
_TOO_DEEP = N_(
    "Die Nachricht ist tiefer als %(depth)s Ebenen verschachtelt; was tiefer liegt, wurde nicht "
    "gelesen. Ist es wichtig, speichern Sie die innere Nachricht, und laden Sie sie für sich hoch."
)
# Part of the text, which is the same for every reader; so it is not translated.
_HEADING = "Anhang: %s"
_READ = ("txt", "text", "md", "html", "htm", "pdf", "docx", "xlsx", "csv", "eml")
"""Endings of attachments that are opened."""
_MOST_READ = 10
_LONGEST_READING = 60.0
"""Seconds after which no further attachment of a message is opened."""
_MOST_CHARACTERS = 5_000_000
"""Characters of attachments after which no further one is opened."""
_SHOWN = ("From", "To", "Cc", "Date", "Subject")
_LONGEST_HEADER = 10_000
"""Characters; decoding takes more than linear time."""
_MOST_PARTS = 200
_DEEPEST = 20
_WORD = r"=\?[^?\s]{1,40}\?[bq]\?[^?\s]*\?="
_ENCODED_WORDS = re.compile(rf"{_WORD}(?:\s+{_WORD})*", re.IGNORECASE)
_LONGEST_TYPE = 16 * 1024
"""Bytes of one Content-Type; splitting its parameters takes quadratic time."""
_TYPES = re.compile(
    rb"(?:\A|[\r\n])content-type:[^\r\n]*(?:(?:\r\n|\r|\n)[ \t][^\r\n]*)*", re.IGNORECASE
)
# Each of these costs the parser a message, a header or a frame; no letter has as many.
_AT_MOST = (
    (re.compile(rb"boundary\s*=", re.IGNORECASE), 500),
    (re.compile(rb"[\r\n]--"), 20_000),
    (re.compile(rb"[\r\n][!-9;-~]{1,76}:"), 100_000),
)


def open_eml(received: Received, opener: Callable[[Received], Opened] | None = None) -> Opened:
    """Return a message: its main headers as lines, its text, and the texts attached to it.

    Where a message comes as text and as a page, the text is taken. ``opener`` opens attachments;
    without one, and beyond the first few, they are named in the notes only.
    """
    received.limit(LIMIT)
    if _is_overloaded(received.body):
        received.refuse(DAMAGED, kind="EML")
    try:
        # The old policy: the new one parses headers into trees, and fails on some wrong ones.
        message = email.message_from_bytes(received.body, policy=policy.compat32)
    except (ValueError, LookupError, TypeError, AttributeError):
        received.refuse(DAMAGED, kind="EML")
    shown = [f"{name}: {value}" for name in _SHOWN if (value := _header(message, name))]
    parts = _Parts(received, opener)
    parts.take(message)
    text = "\n".join(shown) + "\n\n" + "\n\n".join((*parts.texts, *parts.attached))
    return Opened(
        text.strip("\n"),
        MEDIA_TYPE,
        parts.language,
        _header(message, "Subject"),
        tuple(parts.notes),
    )


def _is_overloaded(body: bytes) -> bool:
    """Say whether parsing would take long or much memory, before it is tried."""
    if any(len(found[0]) > _LONGEST_TYPE for found in _TYPES.finditer(body)):
        return True
    return any(sum(1 for _found in pattern.finditer(body)) > most for pattern, most in _AT_MOST)


def _header(message: Message, name: str) -> str:
    """Return a header decoded, on one line; "" where it is missing."""
    items = message.raw_items()
    raw = next((str(value) for key, value in items if key.lower() == name.lower()), "")
    return _readable(raw[:_LONGEST_HEADER])


def _readable(raw: str) -> str:
    """Return a header's raw value with its encoded words decoded."""
    # Bytes outside ASCII reach us as surrogates: a header that should have been encoded.
    shown = _characters(raw.encode("utf-8", "surrogateescape"), "")
    return one_line(_ENCODED_WORDS.sub(_decoded_words, shown))


def _decoded_words(found: re.Match[str]) -> str:
    try:
        pieces = decode_header(found[0])
    except (HeaderParseError, ValueError):
        return found[0]
    return "".join(
        piece if isinstance(piece, str) else _characters(piece, charset or "")
        for piece, charset in pieces
    )


def _characters(body: bytes, charset: str) -> str:
    if not body.strip(b" \t\r\n\0"):
        return ""
    try:
        return decode(Received(body, f"text/plain; charset={charset}")).text
    except Refused:  # a header is no reason to refuse the message
        return "\ufffd"


class _Parts:
    """What the parts of a message hold, in their order."""

    def __init__(
        self, received: Received, opener: Callable[[Received], Opened] | None = None
    ) -> None:
        self._received = received
        self._opener = opener
        self._ends = time.monotonic() + _LONGEST_READING
        self.attached: list[str] = []
        self._count = 0
        self.texts: list[str] = []
        self.notes: list[Problem] = []
        self.language = ""

    def take(self, part: Message, depth: int = 0) -> None:
        self._count += 1
        if self._count > _MOST_PARTS:
            self._received.refuse(DAMAGED, kind="EML")
        if depth > _DEEPEST:
            self._note_depth()
            return
        self.language = self.language or language_code(_header(part, "Content-Language"))
        inside = part.get_payload()
        if part.is_multipart() and isinstance(inside, list):
            if part.get_content_type() == "multipart/alternative":
                inside = _best(inside)
            for piece in inside:
                if isinstance(piece, Message):
                    self.take(piece, depth + 1)
        elif _is_attached(part):
            self._attach(part)
        else:
            self._read(part)

    def _note_depth(self) -> None:
        """Say once that what lies deeper was left out."""
        note = Problem(self._received.name, _TOO_DEEP, {"depth": _DEEPEST})
        if note not in self.notes:
            self.notes.append(note)

    def _attach(self, part: Message) -> None:
        """Open an attachment that may hold text; name it where it is not read."""
        file = _file_name(part)
        body = part.get_payload(decode=True)
        attached = Received(body if isinstance(body, bytes) else b"", _claim(part), file)
        if self._opener is None or not self._may_read(attached):
            self._name(file or _readable(part.get_content_type()))
            return
        try:
            opened = self._opener(attached)
        except Refused as refused:
            self._name(file)
            self._say(refused.problems)
            return
        self.attached.append(f"{_HEADING % file}\n\n{opened.text}".strip("\n"))
        self._say(opened.notes)

    def _may_read(self, attached: Received) -> bool:
        return (
            attached.suffix in _READ
            and len(self.attached) < _MOST_READ
            and sum(map(len, self.attached)) < _MOST_CHARACTERS
            and time.monotonic() < self._ends
        )

    def _say(self, problems: Iterable[Problem]) -> None:
        """Note what was said of an attachment; its place is its name, in the message."""
        where = self._received.name
        self.notes += [problem.inside(where) if where else problem for problem in problems]

    def _name(self, file: str) -> None:
        self.notes.append(Problem(self._received.name, _ATTACHED, {"file": file}))

    def _read(self, part: Message) -> None:
        body = part.get_payload(decode=True)
        if not isinstance(body, bytes) or not body.strip(b" \t\r\n\0"):
            return
        received = Received(body, _claim(part), self._received.name)
        is_page = part.get_content_type() == "text/html"
        opened = html.open_html(received) if is_page else plain.open_plain(received)
        self.texts.append(opened.text.strip("\n"))
        self.notes += opened.notes
        self.language = self.language or opened.language


def _claim(part: Message) -> str:
    """Return the claimed type where it names an encoding; nothing else in it is of use."""
    charset = part.get_param("charset")
    return f"{part.get_content_type()}; charset={charset}" if isinstance(charset, str) else ""


def _best(alternatives: list[Any]) -> list[Any]:
    """Return the plain text among alternatives; else the last one, which senders like most."""
    texts = [part for part in alternatives if part.get_content_type() == "text/plain"]
    return texts[:1] or alternatives[-1:]


def _is_attached(part: Message) -> bool:
    readable = part.get_content_type() in ("text/plain", "text/html")
    return not readable or part.get_content_disposition() == "attachment"


def _file_name(part: Message) -> str:
    """Return an attachment's name; parameters that nobody can parse give none."""
    try:
        raw = part.get_filename() or ""
    except (ValueError, LookupError, TypeError, AttributeError):
        return ""
    return _readable(raw[:200])
