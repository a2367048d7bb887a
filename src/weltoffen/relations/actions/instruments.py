"""Recording charters, their text versions, duties, and what was done about them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction

from weltoffen.ground.dates import parse_date
from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.organisations.models import Organisation
from weltoffen.records.actions import Texts, keep, log, put_wording
from weltoffen.records.enums import Visibility
from weltoffen.relations.enums import ActKind, InstrumentKind
from weltoffen.relations.models import (
    Duty,
    DutyEvidence,
    Instrument,
    InstrumentVersion,
    Relation,
)
from weltoffen.sources.models import Passage

if TYPE_CHECKING:
    from weltoffen.accounts.models import User

_OTHER_INSTRUMENT = N_(
    "Die Pflicht „%(code)s“ gehört nicht zu dieser Charta. Wählen Sie eine Pflicht der Charta, um "
    "die es in der Beziehung geht."
)


@transaction.atomic
def record_instrument(
    *,
    identifier: str,
    kind: InstrumentKind,
    name: Texts,
    by: User,
    description: Texts = None,
    issuer: Organisation | None = None,
    website: str = "",
    accession_path: Sequence[ActKind] = (),
    visibility: Visibility = Visibility.INTERNAL,
) -> Instrument:
    """Record a charter, pledge, resolution, initiative or title."""
    instrument = Instrument(
        identifier=identifier,
        kind=kind,
        issuer=issuer,
        website=website,
        accession_path=[str(ActKind(step)) for step in accession_path],
        visibility=visibility,
    )
    put_wording(instrument, name=name, description=description)
    keep(instrument)
    log("relations.instrument.record", instrument, by=by)
    return instrument


@transaction.atomic
def record_instrument_version(
    *, instrument: Instrument, label: str, dated: str, passage: Passage, by: User
) -> InstrumentVersion:
    """Record a dated version of an instrument's text."""
    version = InstrumentVersion(
        instrument=instrument, label=label, dated=parse_date(dated, "dated").text, passage=passage
    )
    keep(version)
    log("relations.instrument.version", instrument, by=by, data={"label": label})
    return version


@transaction.atomic
def record_duty(
    *,
    instrument: Instrument,
    code: str,
    role: Texts,
    wording: Texts,
    position: int,
    passage: Passage,
    by: User,
) -> Duty:
    """Record one duty that an instrument brings, in our own words."""
    duty = Duty(instrument=instrument, code=code, position=position, passage=passage)
    put_wording(duty, role=role, wording=wording)
    keep(duty)
    log("relations.instrument.duty", instrument, by=by, data={"code": code})
    return duty


@transaction.atomic
def record_duty_evidence(
    *, relation: Relation, duty: Duty, measure: Texts, passage: Passage, by: User
) -> DutyEvidence:
    """Record what the city has done about a duty."""
    if relation.instrument_id != duty.instrument_id:
        raise Refused(Problem("duty", _OTHER_INSTRUMENT, {"code": duty.code}))
    evidence = DutyEvidence(relation=relation, duty=duty, passage=passage)
    put_wording(evidence, measure=measure)
    keep(evidence)
    log("relations.relation.duty-evidence", relation, by=by, data={"duty": duty.code})
    return evidence
