"""From typed evidence to passages, through the actions of the room ``sources``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone

from weltoffen.accounts.models import User
from weltoffen.desk.forms.evidence import EvidenceForm
from weltoffen.desk.naming import free_identifier
from weltoffen.ground.identifiers import identifier_from
from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.sources.actions import receive_snapshot, record_passage, record_source
from weltoffen.sources.enums import Publisher, SourceKind, Standing
from weltoffen.sources.models import Passage, Source

FAULTY = N_("Ein Beleg ist noch nicht vollständig. Was fehlt, steht bei den Angaben dazu.")


@transaction.atomic
def keep_evidence(rows: Iterable[EvidenceForm], by: User) -> list[Passage]:
    """Record the passages typed in rows, with their sources where these are new.

    The passages come in the order of the rows. All rows are tried, so that a person sees every
    fault at once: each is shown at its own field, and the refusal raised at the end undoes what
    the good rows wrote.
    """
    kept, is_faulty = [], False
    for row in rows:
        if not row.is_valid():
            is_faulty = True
            continue
        try:
            kept.append(_keep(row, by))
        except Refused as refusal:
            row.refuse(refusal)
            is_faulty = True
    if is_faulty:
        raise Refused(Problem("evidence", FAULTY))
    return kept


@transaction.atomic
def _keep(row: EvidenceForm, by: User) -> Passage:
    typed = row.cleaned_data
    source = _source(row, by)
    return passage_of(
        source,
        quote=typed["quote"],
        gist=typed["gist"],
        locator=typed["locator"],
        by=by,
    )


def _source(row: EvidenceForm, by: User) -> Source:
    chosen: Source | None = row.cleaned_data["source"]
    if chosen is not None:
        return chosen
    typed = {
        name.removeprefix("new_"): value
        for name, value in row.cleaned_data.items()
        if name.startswith("new_")
    }
    standing = Standing.READ if row.cleaned_data["quote"] else Standing.REPORTED
    return record_source(
        identifier=free_identifier(Source, identifier_from(typed["publisher"], typed["title"])),
        kind=SourceKind(typed["kind"]),
        standing=standing,
        title=typed["title"],
        publisher=typed["publisher"],
        publisher_side=Publisher(typed["publisher_side"]),
        address=typed["address"],
        content_date=typed["content_date"] or "XXXX",
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
    versions = list(source.snapshots.order_by("-received_on", "-pk"))
    if not versions:
        versions = [receive_snapshot(source=source, received_on=timezone.localdate(), by=by)]
    kept_whole = [version for version in versions if version.body is not None]
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
