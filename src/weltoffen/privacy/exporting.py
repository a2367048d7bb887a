"""All that is held on somebody, as a file for them, readable and for machines (Art. 15 GDPR)."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language, gettext

from weltoffen.privacy.selectors import held_on, months_in_force
from weltoffen.privacy.types import Held, Kind, Subject
from weltoffen.privacy.wording import term_in_words

READABLE, FOR_MACHINES = "auskunft.html", "auskunft.json"


@dataclass(frozen=True, slots=True)
class Part:
    """What is held of one kind, with all that has to be told of it."""

    kind: Kind
    term: str
    held: tuple[Held, ...]


def parts_for(subject: Subject, ticked: Collection[str]) -> list[Part]:
    """Return what is told: what is theirs for certain, of the rest what is ticked."""
    found = (
        (kind, tuple(one for one in held if one.is_certain or one.key in ticked))
        for kind, held in held_on(subject)
    )
    return [
        Part(kind, term_in_words(kind, months_in_force(kind)), held) for kind, held in found if held
    ]


def disclosure(name: str, parts: Collection[Part]) -> bytes:
    """Return the file: a page to read and the same as JSON, in one archive."""
    at = timezone.localtime()
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(READABLE, _page(name, parts, at))
        archive.writestr(
            FOR_MACHINES, json.dumps(_data(name, parts, at), ensure_ascii=False, indent=2)
        )
    return written.getvalue()


def _data(name: str, parts: Collection[Part], at: datetime) -> dict[str, Any]:
    return {
        "about": name,
        "made_at": at.isoformat(timespec="seconds"),
        "kinds": [
            {
                "kind": part.kind.name,
                "title": str(part.kind.title),
                "purpose": str(part.kind.purpose),
                "ground": str(part.kind.ground.label),
                "recipients": str(part.kind.recipients),
                "term": part.term,
                "held": [
                    {
                        "key": held.key,
                        "title": held.title,
                        "values": [
                            {"label": label, "value": value} for label, value in held.values
                        ],
                    }
                    for held in part.held
                ],
            }
            for part in parts
        ],
    }


_STYLE = (
    "body{font:1rem/1.5 sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem;"
    "color-scheme:light dark}dt{font-weight:600;margin-top:.5rem}dd{margin:0;"
    "overflow-wrap:anywhere;white-space:pre-line}h3{margin-top:2rem}"
)


def _page(name: str, parts: Collection[Part], at: datetime) -> str:
    return format_html(
        '<!doctype html><html lang="{}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><title>{}</title><style>{}</style>'
        "</head><body><h1>{}</h1><p>{}</p><p>{}</p>{}</body></html>\n",
        get_language() or "de",
        gettext("Auskunft nach Art. 15 DSGVO"),
        _STYLE,
        gettext("Auskunft nach Art. 15 DSGVO: %(name)s") % {"name": name},
        gettext("Zusammengestellt am %(at)s aus weltoffen, dem Register des Büros.")
        % {"at": date_format(at, "SHORT_DATETIME_FORMAT")},
        gettext(
            "Sie können verlangen, dass Angaben berichtigt, gelöscht oder nicht weiter verarbeitet "
            "werden (Art. 16 bis 18 und 21 DSGVO), und sich bei der Aufsichtsbehörde für den "
            "Datenschutz beschweren (Art. 77 DSGVO). Entscheidungen trifft hier kein Programm."
        ),
        format_html_join("", "{}", ((section,) for section in _sections(parts))),
    )


def _sections(parts: Collection[Part]) -> Iterator[str]:
    if not parts:
        yield format_html("<p>{}</p>", gettext("Es ist nichts gespeichert."))
    for part in parts:
        told = (
            (gettext("Wofür"), part.kind.purpose),
            (gettext("Rechtsgrundlage"), part.kind.ground.label),
            (gettext("Wer es bekommt"), part.kind.recipients),
            (gettext("Wie lange"), part.term),
        )
        yield format_html("<h2>{}</h2>{}", part.kind.title, _listed(told))
        for held in part.held:
            yield format_html("<h3>{}</h3>{}", held.title, _listed(held.values))


def _listed(pairs: Collection[tuple[Any, Any]]) -> str:
    return format_html("<dl>{}</dl>", format_html_join("", "<dt>{}</dt><dd>{}</dd>", pairs))
