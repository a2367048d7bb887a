"""Decisions and what is decided: "beschloss, … zu beenden" is one act, and so is "ruht seit dem
Beschluss vom …"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from weltoffen.intake.reading.act_cues import DECIDE, Cue, bound_date
from weltoffen.intake.reading.act_words import STATES, Form
from weltoffen.intake.reading.dates import Dated
from weltoffen.intake.types import ActKind


def governed(text: str, cues: Sequence[Cue], dates: Sequence[Dated]) -> list[tuple[Cue, ActKind]]:
    """Put what is decided to the decision; what nobody decides to do is no act."""
    found: list[tuple[Cue, ActKind]] = []
    for cue in cues:
        before = found[-1] if found else None
        decided = before is not None and before[0].kind in DECIDE
        between = text[before[0].end : cue.start] if before else ""
        is_of_it = decided and ";" not in between
        if _is_what_to_do(text, cue, between if decided else "", dates):
            if before and is_of_it:
                found[-1] = (before[0], _refined(before[1], cue.kind))
            elif cue.form is Form.NOUN:
                found.append((cue, cue.kind))
        elif before and _is_decided_state(text, before[0], cue, dates):
            decision = cue if cue.form is Form.NOUN else before[0]
            found[-1] = (decision, before[1] if decision is cue else cue.kind)
        elif before and _is_by_decision(text, before[0], cue, dates):
            found[-1] = (cue, _BY_DECISION.get(cue.kind, cue.kind))
        elif before and _is_what_was_decided(text, before[0], cue, dates):
            found[-1] = (cue, _BY_DECISION.get(before[1], before[1]))
        elif before and _tells_no_more(text, before[0], cue, dates):
            continue
        else:
            found.append((cue, cue.kind))
    return found


_BY_DECISION = {ActKind.ACCESSION: ActKind.ACCESSION_COUNCIL}

_BY = re.compile(r"\b(?:mit|durch|per|by|par|through)\s(?:\w+\s){0,2}\Z", re.IGNORECASE)


def _is_by_decision(text: str, one: Cue, two: Cue, dates: Sequence[Dated]) -> bool:
    """Say whether a decision without a date is only how the next act came: "mit Ratsbeschluss"."""
    return two.form is Form.FINITE and _is_undated_decision(text, one, dates)


def _is_decided_state(text: str, one: Cue, two: Cue, dates: Sequence[Dated]) -> bool:
    """Say whether a dated decision and what came of it are one act: "ruht seit dem Beschluss …".

    So is a decision that is told twice: "Par délibération du …, le conseil a approuvé".

    What has a date of its own is another act.
    """
    decision, state = (one, two) if one.form is Form.NOUN else (two, one)
    bound = bound_date(text, decision, dates)
    if decision.kind is not ActKind.COUNCIL or decision.form is not Form.NOUN or bound is None:
        return False
    if state.kind not in (*STATES, *DECIDE) or state.form is not Form.FINITE:
        return False
    is_joined = state is one and _BY_DECISION_OF.fullmatch(text, one.end, two.start) is not None
    return is_joined or not any(each is not bound and each.on for each in dates)


_BY_DECISION_OF = re.compile(
    r"\s(?:seit|durch|mit|nach|per|gemäß|laut|by|since|following|par|depuis|suite à)"
    r"\s(?:\w+\s){0,3}"
)


def _tells_no_more(text: str, one: Cue, two: Cue, dates: Sequence[Dated]) -> bool:
    """Say whether a noun only says again that it was decided: "approuvé (délibération n° …)"."""
    if two.kind is not ActKind.COUNCIL or two.form is not Form.NOUN:
        return False
    is_again = one.kind is ActKind.COUNCIL and bound_date(text, two, dates) is None
    return is_again or _is_undated_decision(text, two, dates)


def _is_undated_decision(text: str, cue: Cue, dates: Sequence[Dated]) -> bool:
    return (
        cue.kind is ActKind.COUNCIL and cue.form is Form.NOUN
        and bound_date(text, cue, dates) is None and _BY.search(text, 0, cue.start) is not None
    )  # fmt: skip


def _is_what_was_decided(text: str, one: Cue, two: Cue, dates: Sequence[Dated]) -> bool:
    """Say whether a noun is what is then decided: "den Beitritt zum … beschlossen"."""
    return (
        two.kind is ActKind.COUNCIL and two.form is Form.FINITE and one.form is Form.NOUN
        and one.kind in (*DECIDE, *STATES, ActKind.ACCESSION)
        and bound_date(text, one, dates) is None
    )  # fmt: skip


_THAT = re.compile(r"\b(?:dass|daß|that|que)\b|\bqu['’]")


def _is_what_to_do(text: str, cue: Cue, between: str, dates: Sequence[Dated]) -> bool:
    """Say whether words tell what somebody decides to do; ``between`` parts them from that."""
    if cue.form is Form.NOUN:
        return cue.kind not in DECIDE and bound_date(text, cue, dates) is None
    return cue.form is Form.INFINITIVE or (cue.kind in STATES and _THAT.search(between) is not None)


def _refined(decision: ActKind, decided: ActKind) -> ActKind:
    if decision is ActKind.COUNCIL and decided in (*STATES, ActKind.MANDATE, ActKind.RESOLUTION):
        return decided
    return ActKind.ACCESSION_COUNCIL if decided is ActKind.ACCESSION else decision
