"""Recording acts, correcting them, taking them back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import get_language

from weltoffen.ground.dates import UNKNOWN, EdtfDate, parse_date
from weltoffen.ground.languages import LANGUAGES, LEADING
from weltoffen.ground.problems import N_, Problem, Refused, refuse_if_any
from weltoffen.ground.spoken import read_date, say_day
from weltoffen.organisations.models import Organisation
from weltoffen.places.models import Municipality
from weltoffen.records.actions import Texts, keep, log, put_wording, says_something
from weltoffen.records.enums import Visibility
from weltoffen.records.selectors import leading_text
from weltoffen.relations.enums import ActKind, Phase, Side, Status
from weltoffen.relations.models import Act, Citation, Relation, Signatory
from weltoffen.sources.models import Passage

if TYPE_CHECKING:
    from weltoffen.accounts.models import User


_NO_CITATION = N_(
    "Ein Akt braucht mindestens einen Beleg. Geben Sie die Textstelle an, die ihn zeigt."
)
_NO_TITLE = N_("Es fehlt, was geschah. Schreiben Sie einen kurzen Satz.")
_TERM_TOO_EARLY = N_(
    "Die Befristung endet, bevor der Akt beginnt. Geben Sie einen Tag nach dem %(on)s an."
)
_TERM_WITHOUT_BOND = N_(
    "Befristet sein kann nur eine Bindung. Geben Sie an, welche förmliche Bindung der Akt bewirkt, "
    "oder lassen Sie die Befristung weg."
)
_NOT_PLANNED = N_(
    "Für wann geplant ist, kann nur bei einer geplanten Bindung stehen. Wählen Sie als förmliche "
    "Bindung „geplant“, oder lassen Sie die Zeit weg."
)
_PLANNED_BACK = N_(
    "Geplant sein kann etwas nur für später: Diese Zeit liegt vor dem Tag des Akts. "
    "Berichtigen Sie eines von beiden."
)
_KNOWN_TOO_EARLY = N_(
    "„Geschehen bis“ liegt vor dem frühesten möglichen Tag des Akts. Berichtigen Sie eines von "
    "beiden."
)
_RETRACTION_CHANGES = N_(
    "Eine Rücknahme sagt nur, dass ein Akt nicht stattgefunden hat; sie ändert selbst nichts. "
    "Lassen Sie diese Angabe weg, oder berichtigen Sie den Akt stattdessen."
)
_RETRACTS_NOTHING = N_(
    "Es fehlt, welcher Akt zurückgenommen wird. Wählen Sie den Akt, der nicht stattgefunden hat."
)
_CORRECTS_ITSELF = N_(
    "Ein Akt kann sich nicht selbst berichtigen. Wählen Sie den Akt, an dessen Stelle dieser tritt."
)
_OTHER_RELATION = N_(
    "Der berichtigte Akt „%(identifier)s“ gehört zu einer anderen Beziehung. Wählen Sie einen Akt "
    "derselben Beziehung."
)
_ALREADY_CORRECTED = N_(
    "Der Akt „%(identifier)s“ ist schon durch „%(by)s“ berichtigt. Berichtigen Sie diesen."
)
_CHANGES_NOTHING = N_(
    "Diese Berichtigung ändert nichts: Sie sagt dasselbe wie der Akt „%(identifier)s“ und nennt "
    "dieselben Belege. Ändern Sie, was daran falsch ist, oder brechen Sie ab."
)
_NOT_SAID = {
    "id", "identifier", "relation", "corrects", "recorded_at", "recorded_by", "visibility", "owner",
    "review_by", "made_from", "title", "note", "wording",
}  # fmt: skip
"""Columns of an act that say nothing of what happened, and the copies without a language."""
_Offices = Sequence[tuple[Side, Mapping[str, str]]]


@dataclass(frozen=True, slots=True)
class Effects:
    """What an act changed, from its day on; blank means that it left that alone.

    ``term_until`` is the first day on which a limited bond no longer holds. ``planned_for`` is for
    when a bond is planned: a date as people write it or EDTF, ``""`` where nobody says.
    """

    phase: Phase | str = ""
    bond: Status | str = ""
    channel: Status | str = ""
    exchange: Status | str = ""
    civil: Status | str = ""
    term_until: date | None = None
    planned_for: str = ""


def _problems(
    on: EdtfDate, known_by: date | None, effects: Effects, citations: Sequence[Passage]
) -> list[Problem]:
    """Judge an act before anything is written."""
    problems = []
    if not citations:
        problems.append(Problem("citations", _NO_CITATION))
    if effects.term_until is not None and effects.term_until <= on.earliest:
        problems.append(Problem("term_until", _TERM_TOO_EARLY, {"on": _said(on.earliest)}))
    if effects.term_until is not None and not effects.bond:
        problems.append(Problem("term_until", _TERM_WITHOUT_BOND))
    if effects.planned_for and effects.bond != Status.PLANNED:
        problems.append(Problem("planned_for", _NOT_PLANNED))
    if effects.planned_for and parse_date(effects.planned_for).latest < on.earliest:
        problems.append(Problem("planned_for", _PLANNED_BACK))
    if known_by is not None and known_by < on.earliest:
        problems.append(Problem("known_by", _KNOWN_TOO_EARLY))
    return problems


def _read(on: str, effects: Effects) -> tuple[EdtfDate, Effects, list[Problem]]:
    """Return both times as EDTF, and what cannot be read: that counts as not known.

    A time ahead that is not known says nothing.
    """
    problems: list[Problem] = []

    def read(typed: str, where: str) -> EdtfDate:
        try:
            return read_date(typed, where)
        except Refused as refusal:
            problems.extend(refusal.problems)
            return UNKNOWN

    when = read(on, "on")
    ahead = read(effects.planned_for, "planned_for") if effects.planned_for else UNKNOWN
    effects = replace(effects, planned_for=ahead.text if ahead.is_known else "")
    return when, effects, problems


def _said(day: date) -> object:
    """Return a day that is said in the language in which its sentence will be read."""
    return lazy(lambda: say_day(day, get_language() or LEADING), str)()


def _retraction_problems(kind: ActKind, effects: Effects, corrects: Act | None) -> list[Problem]:
    """Judge a retraction: it names the act that it takes back, and changes nothing itself."""
    if kind != ActKind.RETRACTION:
        return []
    problems = [
        Problem(name, _RETRACTION_CHANGES) for name, value in asdict(effects).items() if value
    ]
    if corrects is None:
        problems.append(Problem("corrects", _RETRACTS_NOTHING))
    return problems


def _correction_problems(
    identifier: str, relation: Relation, corrects: Act | None
) -> list[Problem]:
    """Judge which act a correction points at."""
    if corrects is None:
        return []
    if corrects.identifier == identifier:
        return [Problem("corrects", _CORRECTS_ITSELF)]
    values = {"identifier": corrects.identifier}
    if corrects.relation_id != relation.pk:
        return [Problem("corrects", _OTHER_RELATION, values)]
    later = Act.objects.filter(corrects=corrects).first()
    if later is not None:
        return [Problem("corrects", _ALREADY_CORRECTED, values | {"by": later.identifier})]
    return []


def _unchanged(act: Act, citations: Sequence[Passage], signatories: _Offices) -> list[Problem]:
    """Judge whether a correction says anything else than the act that it corrects."""
    old = act.corrects
    if old is None:
        return []
    offices = [
        _signed(each.side, {code: getattr(each, f"office_{code}") for code in LANGUAGES})
        for each in old.signatories.order_by("position")
    ]
    before = _said_by(old), set(old.citations.values_list("passage", flat=True)), offices
    after = _said_by(act), {each.pk for each in citations}, [_signed(*each) for each in signatories]
    if before != after:
        return []
    return [Problem("corrects", _CHANGES_NOTHING, {"identifier": old.identifier})]


def _said_by(act: Act) -> dict[str, object]:
    fields = (field for field in Act._meta.concrete_fields if field.name not in _NOT_SAID)
    return {field.name: getattr(act, field.attname) or None for field in fields}


def _signed(side: str, office: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    return str(side), {code: text for code, text in office.items() if text}


@transaction.atomic
def record_act(
    *,
    identifier: str,
    relation: Relation,
    kind: ActKind,
    on: str,
    title: Texts,
    citations: Sequence[Passage],
    by: User,
    effects: Effects = Effects(),
    side: Side = Side.UNKNOWN,
    known_by: date | None = None,
    body: Organisation | None = None,
    place: Municipality | None = None,
    paper_number: str = "",
    note: Texts = None,
    wording: Texts = None,
    signatories: _Offices = (),
    corrects: Act | None = None,
    visibility: Visibility = Visibility.INTERNAL,
) -> Act:
    """Record an act with the passages that prove it.

    ``on`` is a date as people write it or EDTF, as exact as known. ``known_by`` bounds an unknown
    date: by that day a source tells of the act as done. Refuses, naming each field: an impossible
    date, a term that ends before it begins, an act without citation, a correction that points at
    itself, at another relation's act or at an act already corrected, or that says nothing else than
    it, a retraction that changes something or names no act.
    """
    when, effects, problems = _read(on, effects)
    problems += _problems(when, known_by, effects, citations)
    problems += _retraction_problems(kind, effects, corrects)
    problems += _correction_problems(identifier, relation, corrects)
    if not says_something(title):
        problems.append(Problem("title", _NO_TITLE))
    refuse_if_any(problems)
    retracts = kind == ActKind.RETRACTION
    act = Act(
        identifier=identifier,
        relation=relation,
        kind=kind,
        on=when.text,
        known_by=known_by,
        earliest=when.earliest,
        latest=min(when.latest, known_by) if known_by else when.latest,
        side=side,
        body=body,
        place=place,
        paper_number=paper_number,
        corrects=corrects,
        visibility=visibility,
        recorded_at=timezone.now(),
        recorded_by=by,
        **asdict(effects),
    )
    put_wording(act, title=title, note=note, wording=wording)
    refuse_if_any(_unchanged(act, citations, signatories))
    keep(act)
    for passage in dict.fromkeys(citations):
        keep(Citation(act=act, passage=passage))
    for position, (signing_side, office) in enumerate(signatories, start=1):
        signatory = Signatory(act=act, side=signing_side, position=position)
        put_wording(signatory, office=office)
        keep(signatory)
    verb = "record" if corrects is None else "retract" if retracts else "correct"
    log(f"relations.act.{verb}", act, by=by, data=_entry(act))
    log(f"relations.relation.{verb}-act", relation, by=by, data=_entry(act))
    return act


def _entry(act: Act) -> dict[str, str]:
    entry = {"act": act.identifier, "on": act.on, "title": leading_text(act, "title")}
    if act.corrects is not None:
        entry["corrects"] = act.corrects.identifier
        entry["corrected"] = leading_text(act.corrects, "title")
    return entry


def correct_act(*, act: Act, identifier: str, by: User, **said: object) -> Act:
    """Record an act that stands in the place of a mistaken one, which stays visible in history.

    ``said`` is everything that :func:`record_act` takes but ``relation`` and ``corrects``.
    """
    return record_act(
        identifier=identifier,
        relation=act.relation,
        corrects=act,
        by=by,
        **said,  # type: ignore[arg-type]
    )


@transaction.atomic
def retract_act(
    *,
    act: Act,
    identifier: str,
    reason: Texts,
    citations: Sequence[Passage],
    by: User,
) -> Act:
    """Take an act back: it never took place. Nothing stands in its place.

    Like every new record the retraction is internal until it is published.
    """
    return record_act(
        identifier=identifier,
        relation=act.relation,
        kind=ActKind.RETRACTION,
        on=act.on,
        title=reason,
        citations=citations,
        corrects=act,
        by=by,
    )


@transaction.atomic
def cite_act(*, act: Act, passage: Passage, by: User) -> Citation:
    """Add a passage that proves an act too; the same again gives the citation that is there."""
    known = Citation.objects.filter(act=act, passage=passage).first()
    if known is not None:
        return known
    citation = Citation(act=act, passage=passage)
    keep(citation)
    data = {"act": act.identifier, "title": leading_text(act, "title")}
    log("relations.act.cite", act, by=by, data=data)
    log("relations.relation.cite-act", act.relation, by=by, data=data)
    return citation
