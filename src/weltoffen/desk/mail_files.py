"""A saved mail as the beginning of a request."""

from __future__ import annotations

import re
from datetime import date
from email.utils import parseaddr, parsedate_to_datetime
from typing import Any

from django.utils import timezone

from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.intake.opening import open_bytes

MESSAGE = "message/rfc822"
LONGEST = 20_000
"""Characters of a mail that are taken over; the rest is attachments and old mails."""
_NO_MAIL = N_(
    "Das ist keine gespeicherte E-Mail. Wählen Sie eine Datei, die auf .eml endet, oder tragen Sie "
    "die Anfrage von Hand ein."
)
_HEADERS = ("From", "To", "Cc", "Date", "Subject")


def request_in(body: bytes, name: str) -> dict[str, Any]:
    """Return what a form for a request begins with. Raises ``Refused`` for what is no mail."""
    opened = open_bytes(body, media_type=MESSAGE, name=name)
    if opened.media_type != MESSAGE:
        raise Refused(Problem("file", _NO_MAIL))
    head, _blank, text = opened.text.partition("\n\n")
    headers = dict(
        line.split(": ", 1) for line in head.splitlines() if line.partition(": ")[0] in _HEADERS
    )
    sender, address = _sender(headers.get("From", ""))
    return {
        "subject": opened.title[:160],
        "sender_name": sender[:160],
        "sender_email": address if "@" in address else "",
        "received_on": _day(headers.get("Date", "")),
        "text": text.strip()[:LONGEST],
        "channel": "mail",
        "language": opened.language if opened.language in ("de", "en", "fr") else "de",
    }


def _sender(said: str) -> tuple[str, str]:
    """Return name and address of a sender, "Family, Given <address>" too, decoded as it is."""
    found = re.fullmatch(r"\s*(.*?)\s*<([^<>\s]+@[^<>\s]+)>\s*", said)
    return (found[1].strip("\"' "), found[2]) if found else parseaddr(said)


def _day(said: str) -> date:
    """Return the day of a mail in the office's time; today where it says none, or one ahead."""
    today = timezone.localdate()
    try:
        sent = parsedate_to_datetime(said)
    except (TypeError, ValueError, IndexError, OverflowError):
        return today
    if sent.tzinfo is None:
        return min(sent.date(), today)
    return min(timezone.localtime(sent).date(), today)
