"""From typed evidence to passages, through the actions of the room ``sources``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from weltoffen.accounts.models import User
from weltoffen.desk.forms.evidence import EvidenceForm
from weltoffen.ground.dates import UNKNOWN_TEXT
from weltoffen.ground.identifiers import identifier_from
from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.records.selectors import free_identifier
from weltoffen.sources.actions import receive_snapshot, record_passage, record_source
from weltoffen.sources.enums import Publisher, SourceKind, Standing
from weltoffen.sources.models import Passage, Source
from weltoffen.sources.selectors import newest_first

FAULTY = N_("Ein Beleg ist noch nicht vollständig. Was fehlt, steht bei den Angaben dazu.")


class _NewSource(NamedTuple):
    """A new source as it was typed; two rows with the same mean one."""

    title: str
    publisher: str
    kind: str
    publisher_side: str
    address: str
    content_date: str


@transaction.atomic
def keep_evidence(rows: Iterable[EvidenceForm], by: User) -> list[Passage]:
    """Record the passages typed in rows, with their sources where these are new.

    The passages come in the order of the rows. All rows are tried, so that a person sees every
    fault at once: each is shown at its own field, and the refusal raised at the end undoes what
    the good rows wrote. A new source that is typed in several rows alike is recorded once; it was
    read as soon as one of them has its words.
    """
    typed = list(rows)
    good = [row for row in typed if row.is_valid()]
    read = {_new_source(row) for row in good if row.cleaned_data["quote"]}
    new: dict[_NewSource, Source] = {}
    kept, is_faulty = [], len(good) < len(typed)
    for row in good:
        key = _new_source(row)
        standing = Standing.READ if key in read else Standing.REPORTED
        try:
            passage = _keep(row, new.get(key), standing, by)
        except Refused as refusal:
            row.refuse(refusal)
            is_faulty = True
            continue
        kept.append(passage)
        if row.cleaned_data["source"] is None:
            new[key] = passage.snapshot.source
    if is_faulty:
        raise Refused(Problem("evidence", FAULTY))
    return kept


@transaction.atomic
def _keep(row: EvidenceForm, same: Source | None, standing: Standing, by: User) -> Passage:
    typed = row.cleaned_data
    return passage_of(
        typed["source"] or same or _record(_new_source(row), standing, by),
        quote=typed["quote"],
        gist=typed["gist"],
        locator=typed["locator"],
        by=by,
    )


def _new_source(row: EvidenceForm) -> _NewSource:
    return _NewSource(*(row.cleaned_data[f"new_{name}"] for name in _NewSource._fields))


def _record(typed: _NewSource, standing: Standing, by: User) -> Source:
    return record_source(
        identifier=free_identifier(Source, identifier_from(typed.publisher, typed.title)),
        kind=SourceKind(typed.kind),
        standing=standing,
        title=typed.title,
        publisher=typed.publisher,
        publisher_side=Publisher(typed.publisher_side),
        address=typed.address,
        content_date=typed.content_date or UNKNOWN_TEXT,
        by=by,
    )


@transaction.atomic
def passage_of(
    source: Source,
    *,
    quote: str,
    gist: Mapping[str, str] | str,
    locator: str,
    by: User,
) -> Passage:
    """Record words of a source, in the newest version of it that has them.

    A source of which nothing was kept yet gets a version without body, dated today. Where versions
    are kept word for word and none has the quote, the newest one's refusal is raised.
    """
    versions = list(newest_first(source.snapshots.defer("body")))
    if not versions:
        versions = [receive_snapshot(source=source, received_on=timezone.localdate(), by=by)]
    kept_whole = [version for version in versions if version.has_body]
    tried = kept_whole if quote and kept_whole else versions[:1]
    refusals = []
    for snapshot in tried:
        try:
            return record_passage(
                snapshot=snapshot, quote=quote, gist=gist or None, locator=locator, by=by
            )
        except Refused as refusal:
            refusals.append(refusal)
    raise refusals[0]
