"""What sheets are made of: facts, lists of links, passages with what they prove."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from weltoffen.accounts.selectors import may_see_history
from weltoffen.desk.kinds import SOURCES, WITH_SHEETS, Kind
from weltoffen.desk.naming import language, title_of, titles_of
from weltoffen.ground.spoken import say_day
from weltoffen.organisations.models import Organisation
from weltoffen.publication.wording import worded
from weltoffen.records.models import Record
from weltoffen.sources.models import Passage


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a sheet. ``url`` links it, ``language`` marks text in another language.

    ``is_internal`` is for what the office keeps to itself, also before a guest of a partner city.
    """

    label: Any
    value: Any
    url: str = ""
    language: str = ""
    is_internal: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of links under a heading; ``nothing`` is said where it is empty.

    ``add_url`` and ``add_label`` lead to where one can add to it.
    """

    heading: Any
    items: Sequence[tuple[str, str]]
    nothing: Any
    add_url: str = ""
    add_label: Any = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """A passage as it is shown: exact words, or what the source says in our words.

    ``is_checked`` says of exact words whether they were compared with a text that is kept here,
    ``text_url`` leads to them in that text, ``""`` where it is not here.
    """

    words: str
    is_quote: bool
    is_checked: bool
    locator: str
    source: str
    source_url: str
    received_on: str
    is_public: bool
    language: str
    text_url: str = ""


def record_facts(record: Record) -> list[Fact]:
    """Return what every record has."""
    reviewed = say_day(record.review_by, language()) if record.review_by else ""
    return [
        Fact(_("Zuständig"), record.get_owner_display(), is_internal=True),
        Fact(_("Zugehöriger Fachbereich"), _unit_of(record), is_internal=True),
        Fact(_("Prüfen bis"), reviewed, is_internal=True),
        Fact(_("Sichtbarkeit"), record.get_visibility_display()),
        Fact(_("Kennung"), record.identifier),
    ]


def reachable_proofs(proofs: Iterable[Proof], user: Any) -> list[Proof]:
    """Return proofs as a person may see them: who sees no sources, the public ones unlinked."""
    if SOURCES.may(user, "see"):
        return list(proofs)
    return [replace(each, source_url="", text_url="") for each in proofs if each.is_public]


def _unit_of(record: Record) -> str:
    """Return the name of the department that a record belongs to."""
    unit = Organisation.objects.filter(identifier=record.unit).first() if record.unit else None
    return title_of(unit) if unit is not None else record.unit or ""


def reachable(facts: Iterable[Fact], user: Any) -> list[Fact]:
    """Return the facts that a person may see, without links to kinds of which they see none."""
    if not may_see_history(user):
        facts = [fact for fact in facts if not fact.is_internal]
    closed = tuple(kind.list_url for kind in WITH_SHEETS if not kind.may(user, "see"))
    return [replace(fact, url="") if fact.url.startswith(closed) else fact for fact in facts]


def linked(kind: Kind, records: Sequence[Any]) -> list[tuple[str, str]]:
    """Return records as pairs of title and address."""
    titles = titles_of(records)
    return [(titles[record.pk], kind.url(record)) for record in records]


def proof_of(passage: Passage) -> Proof:
    """Return a passage as it is shown; its snapshot and source are selected.

    It is led to its place in the text, and known to stand there, where it comes from
    ``where_text_is_known``.
    """
    snapshot = passage.snapshot
    source = snapshot.source
    return Proof(
        words=passage.quote or worded(passage, "gist", language()).text,
        is_quote=bool(passage.quote),
        is_checked=bool(
            passage.quote and (snapshot.has_body or getattr(passage, "stands_there", False))
        ),
        locator=passage.locator,
        source=f"{source.title} ({source.publisher})",
        source_url=SOURCES.url(source),
        received_on=say_day(snapshot.received_on, language()),
        is_public=source.visibility == "public",
        language=source.language if passage.quote else "",
        text_url=text_url(passage) if getattr(passage, "can_be_seen", False) else "",
    )


def text_url(passage: Passage) -> str:
    """Return the address at which a passage is seen in its text."""
    url = reverse("desk:snapshot", args=[passage.snapshot_id])
    return f"{url}?passage={passage.pk}#passage"
