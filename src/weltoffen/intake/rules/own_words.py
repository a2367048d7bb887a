"""What a person changes of a proposal because the office knows better than the text.

A quote proves what it states and nothing else. So what the text states is kept as its own act, with
its words, and what the office knows stands in its place as a correction: proved by the office's own
word, and saying what the source names instead.

Where the text states what was put (reading had it wrong), it is the text's word after all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from weltoffen.ground.dates import EdtfDate, parse_date
from weltoffen.ground.languages import LEADING
from weltoffen.intake.enums import Verdict
from weltoffen.intake.reading.dates import dates_in
from weltoffen.intake.rules import own_wording
from weltoffen.intake.rules.deciding import BINDING, Heard, Intent, PlannedAct, acts_of, decide
from weltoffen.intake.rules.deciding import tells_standing as is_standing
from weltoffen.intake.rules.naming import same_place
from weltoffen.intake.rules.verdicts import Difference, Match
from weltoffen.intake.rules.wording import Words
from weltoffen.intake.types import Found, FoundAct, FoundClaim, FoundRelation, Standing
from weltoffen.intake.types import Side as FoundSide
from weltoffen.relations.enums import Side, Status

_DATES = ("since", "until", "on", "status_on", "term_until")
_ADDED = ("term_until", "body", "side")
"""What is not compared with the register, and would be lost where all else agrees."""
_KNOWN = (Verdict.AGREES, Verdict.CONTRADICTS)
_WRITTEN = ("body", "paper_number")
_JUDGED = ("kind", "status", "side")
"""What no single word of a text gives: only a person can say that the text says so."""


def own_fields(proposed: Found, now: Found, *, text_says_so: bool = False) -> tuple[str, ...]:
    """Return the fields in which the office knows otherwise than the text.

    A changed date is the office's own, even where the words have it: it may be said there of
    something else. ``text_says_so`` is a person's word that reading mistook the text; of a date
    that holds where the quoted words have it, as nearly or as roughly. A body or a number counts
    as the text's where the words have it. What was only taken away, whose relation it is and which
    place is meant are readings of the text.
    """
    if isinstance(now, FoundClaim) or type(proposed) is not type(now):
        return ()
    changed = [
        name
        for name in (*_DATES, *_WRITTEN, *_JUDGED)
        if getattr(proposed, name, None) != getattr(now, name, None) and _is_told(name, now)
    ]
    return tuple(name for name in changed if not _is_the_texts(name, now, text_says_so))


def unquoted_dates(fields: Sequence[str]) -> list[str]:
    """Return which of these fields are dates that the quoted words do not have."""
    return [name for name in fields if name in _DATES]


def _is_told(name: str, now: Found) -> bool:
    return getattr(now, name) not in (None, "", FoundSide.UNKNOWN)


def _is_the_texts(name: str, now: Found, text_says_so: bool) -> bool:
    value, words = getattr(now, name), now.quote.words
    if name in _DATES:
        return text_says_so and states_date(words, parse_date(value))
    return text_says_so or (name in _WRITTEN and _has_words(words, value))


def _has_words(text: str, words: str) -> bool:
    """Say whether a text has these words as words: "Rat" does not stand in "beraten"."""
    whole = rf"(?<!\w){re.escape(words)}(?!\w)"
    return re.search(whole, text, re.IGNORECASE) is not None


def states_date(words: str, wanted: EdtfDate) -> bool:
    """Say whether words name a date, at least as exactly, and "about" it only where it is so."""
    named = [text for dated in dates_in(words) for text in (dated.on, *(dated.span or ())) if text]
    return any(
        stated.agrees_with(wanted)
        and stated.precision >= wanted.precision
        and stated.approximate == wanted.approximate
        for stated in map(parse_date, named)
    )


def name_in_the_text(proposed: Found, now: Found) -> str:
    """Return how the text calls the other side where a person put quite another name, else ""."""
    if isinstance(now, FoundClaim) or isinstance(proposed, FoundClaim):
        return ""
    is_same = (
        same_place(proposed.name, now.name) or now.name.casefold() in now.quote.words.casefold()
    )
    return "" if is_same else proposed.name


def as_stated(proposed: Found, now: Found, fields: Sequence[str]) -> Found:
    """Return what the text states of whom the amended statement is about.

    A standing goes with its times: whoever puts another one has put theirs away too.
    """
    with_it = ("until", "status_on") if "status" in fields else ()
    values: dict[str, Any] = {name: getattr(proposed, name) for name in (*fields, *with_it)}
    return replace(now, **values)


def to_compare(now: Found, fields: Sequence[str]) -> Found:
    """Return what the office knows as it is compared: an end that it puts says that it is over."""
    if isinstance(now, FoundRelation) and "until" in fields and now.until:
        return replace(now, status=Standing.ENDED)
    return now


def decide_own(
    said: Found, said_match: Match, now: Found, match: Match, heard: Heard, fields: Sequence[str]
) -> Intent:
    """Return what accepting does where the office knows otherwise than the text in ``fields``.

    ``said`` is what the text states and ``now`` what the office knows, each with how it stands to
    the register. What the text states is always kept: by its own act, by a citation or in the
    ledger. What contradicts the register goes to the ledger, each side with its own proof; no quote
    becomes the proof of an act that says otherwise.
    """
    assert not isinstance(now, FoundClaim)
    assert not isinstance(said, FoundClaim)
    if isinstance(now, FoundAct) and isinstance(said, FoundAct):
        return _decide_act(said, said_match, now, match, heard, fields)
    assert isinstance(now, FoundRelation)
    known = match.verdict in _KNOWN
    text = decide(said, said_match, heard)
    base = Intent(relation=match.relation) if known else decide(now, match, heard)
    own = match.differences if match.verdict is Verdict.CONTRADICTS else ()
    acts = _paired(base.acts, text.acts, _Telling(said, now, match, heard, fields, bool(own)))
    return replace(
        base, acts=tuple(acts), cites=text.cites, disputes=text.disputes, own_disputes=own
    )


def _decide_act(
    said: FoundAct,
    said_match: Match,
    now: FoundAct,
    match: Match,
    heard: Heard,
    fields: Sequence[str],
) -> Intent:
    """Return the same of an act: a day that the register has otherwise goes to the ledger."""
    text = decide(said, said_match, heard)
    own = match.differences if match.verdict is Verdict.CONTRADICTS else ()
    nearer = match
    if match.verdict is Verdict.AGREES:
        adds = bool(set(fields) & set(_ADDED)) or said_match.verdict is Verdict.MORE_EXACT
        nearer = replace(match, verdict=Verdict.MORE_EXACT) if adds else match
    base = (
        decide(now, nearer, heard)
        if nearer.verdict in (Verdict.NEW, Verdict.MORE_EXACT)
        else Intent(relation=match.relation)
    )
    acts, stated, disputes = base.acts, text.acts, text.disputes
    if match.verdict is Verdict.NEW and said_match.act is not None:
        if day := _days(said.on, now.on, said_match):
            acts, own = (), day
    elif match.act is not None and said_match.verdict is Verdict.NEW:
        stated, disputes = (), _days(now.on, said.on, match)
    telling = _Telling(said, now, match, heard, fields, bool(own))
    return replace(
        base,
        acts=tuple(_paired(acts, stated, telling)),
        cites=text.cites,
        disputes=disputes,
        own_disputes=own,
    )


def _days(ours: str | None, theirs: str | None, match: Match) -> tuple[Difference, ...]:
    """Return as a difference that an act of the register is said to be of another day."""
    if ours is None or theirs is None or ours == theirs:
        return ()
    known = next((each.ours for each in match.differences if each.field == "day"), ours)
    return (Difference("day", known, theirs, match.act),)


def unkept(intent: Intent, match: Match, fields: Sequence[str]) -> tuple[str, ...]:
    """Return the fields of the office's own that nothing would keep, so that nothing is lost.

    A term without a day says nothing, nor does the time of a standing that is none. What the
    register says already needs no keeping.
    """
    acts = [act for act in intent.acts if act.is_own]
    if "term_until" in fields and not any(act.term_until for act in acts):
        return ("term_until",)
    is_kept = acts or intent.own_disputes or match.verdict is Verdict.AGREES
    return () if is_kept else tuple(fields)


@dataclass(frozen=True, slots=True)
class _Telling:
    """What the text states and what the office knows, and how that stands to the register."""

    said: FoundRelation | FoundAct
    now: FoundRelation | FoundAct
    match: Match
    heard: Heard
    fields: Sequence[str]
    is_disputed: bool

    @property
    def rest(self) -> Words:
        return own_wording.source_names(self.said, self.fields)

    def own(self, act: PlannedAct, instead: PlannedAct | None) -> PlannedAct:
        """Return an act as the office's own, in place of what the text states."""
        side = act.side if isinstance(self.now, FoundAct) else Side.HOME
        stands = is_standing(act) or (instead is not None and self._is_lifted(act, instead))
        return replace(
            act, title=self._title(stands), side=side, is_own=True, instead=instead,
            owns=tuple(self.fields),
        )  # fmt: skip

    def _is_lifted(self, act: PlannedAct, instead: PlannedAct) -> bool:
        return is_standing(instead) and "phase" not in act.effects

    def _title(self, stands: bool) -> Words:
        if isinstance(self.now, FoundAct):
            return own_wording.knows_act(self.now, self.fields, self.rest)
        if stands:
            return _standing_title(self.now, self.fields, self.rest)
        return own_wording.knows_partner(self.now, self.rest)

    def is_contested(self, stated: PlannedAct) -> bool:
        """Say whether the office knows otherwise what an act of the text tells."""
        if isinstance(self.now, FoundAct):
            return False
        if is_standing(stated):
            return bool(set(self.fields) & {"status", "status_on", "until"})
        return bool(set(self.fields) & {"since", "kind"}) and not self.is_disputed

    def instead_of(self, stated: PlannedAct) -> PlannedAct:
        """Return what the office says where only the text tells of a beginning or a standing."""
        assert isinstance(self.now, FoundRelation)
        as_new = replace(self.match, verdict=Verdict.NEW)
        if not is_standing(stated):
            begun = replace(self.now, status=Standing.ACTIVE, until=None)
            return acts_of(begun, as_new, self.heard)[0]
        if self.now.status is not Standing.ACTIVE or self.now.until:
            return acts_of(self.now, as_new, self.heard)[-1]
        holds = {
            axis: Status.ACTIVE
            for axis in stated.effects
            if axis != "bond" or self.now.kind in BINDING
        }
        told = replace(stated, effects=holds)
        on = _lifted_on(self.now, self.fields)
        return replace(told, on=on, known_by=None) if on else told


def _paired(
    planned: Sequence[PlannedAct], stated: Sequence[PlannedAct], telling: _Telling
) -> Iterator[PlannedAct]:
    """Yield the acts of the office's own, each with that of the text which it corrects.

    What both say stays the text's, as does what the office says nothing of.
    """
    unmet = [act for act in stated if act not in planned]
    for act in planned:
        if act in stated:
            yield act
            continue
        instead = _counterpart(act, unmet, telling.now)
        if instead is not None:
            unmet.remove(instead)
        yield telling.own(act, instead)
    for act in unmet:
        is_contested = telling.is_contested(act)
        yield telling.own(telling.instead_of(act), act) if is_contested else act


def _counterpart(
    act: PlannedAct, unmet: Sequence[PlannedAct], now: FoundRelation | FoundAct
) -> PlannedAct | None:
    """Return which act of the text one of the office's own corrects."""
    if isinstance(now, FoundAct):
        return unmet[-1] if unmet else None
    alike = [one for one in unmet if is_standing(one) == is_standing(act)]
    ahead = [one for one in unmet if _is_plan(one) or _is_plan(act)]
    return next(iter(alike or ahead), None)


def _is_plan(act: PlannedAct) -> bool:
    return act.effects.get("bond") == Status.PLANNED


def sentence(said: Found, now: Found, fields: Sequence[str], intent: Intent) -> str:
    """Return in the leading language what the office knows, as it is kept for a proof.

    That is what its acts say; of what goes to the ledger, what it knows otherwise than the text.
    """
    assert not isinstance(now, FoundClaim)
    assert not isinstance(said, FoundClaim)
    rest = own_wording.source_names(said, fields)
    told = [act.title for act in intent.acts if act.is_own]
    if intent.own_disputes:
        told += _disputed(now, fields, rest)
    return " ".join(dict.fromkeys(f"{each[LEADING]}." for each in told))


def _disputed(now: FoundRelation | FoundAct, fields: Sequence[str], rest: Words) -> Iterator[Words]:
    if isinstance(now, FoundAct):
        yield own_wording.knows_act(now, fields, rest)
        return
    if set(fields) & {"since", "kind"} or now.status is Standing.ACTIVE:
        yield own_wording.knows_partner(now, rest)
    if set(fields) - {"since", "kind"} and (now.until or now.status is not Standing.ACTIVE):
        yield _standing_title(now, fields, rest)


def _standing_title(now: FoundRelation, fields: Sequence[str], rest: Words) -> Words:
    if now.status is Standing.ACTIVE and not now.until:
        return own_wording.knows_standing(now, now.status, _lifted_on(now, fields), rest)
    standing = Standing.ENDED if now.status is Standing.ACTIVE else now.status
    return own_wording.knows_standing(now, standing, now.until or now.status_on, rest)


def _lifted_on(now: FoundRelation, fields: Sequence[str]) -> str | None:
    """Return since when it is without a limit, where the office puts a time of its own."""
    return now.status_on if "status_on" in fields else None
