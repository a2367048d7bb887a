"""Taking statements into the register: the only way on for what a machine found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.intake.actions.applying import Applied, OwnWord, apply
from weltoffen.intake.actions.counterparts import counterpart_for, relation_with
from weltoffen.intake.actions.proposing import compare_again, day_on, said_by
from weltoffen.intake.actions.turns import one_at_a_time
from weltoffen.intake.chosen_before import chosen_before
from weltoffen.intake.enums import CONTESTED, DECIDED, OPEN, StatementStatus, StatementType, Verdict
from weltoffen.intake.models import Consequence, Statement
from weltoffen.intake.rules.deciding import Heard, Intent, NewCounterpart, decide, is_certain
from weltoffen.intake.rules.known import KnownRegister, Spot
from weltoffen.intake.rules.matching import compare
from weltoffen.intake.rules.own_words import (
    as_stated,
    decide_own,
    name_in_the_text,
    own_fields,
    sentence,
    to_compare,
    unkept,
    unquoted_dates,
)
from weltoffen.intake.rules.receiving import side_of
from weltoffen.intake.rules.rows import as_begun
from weltoffen.intake.rules.verdicts import Match
from weltoffen.intake.selectors import (
    contested,
    decided_otherwise,
    known_register,
    shares_words,
    with_relation,
)
from weltoffen.intake.stating import found_of
from weltoffen.intake.types import Found, FoundClaim, FoundRelation, Quote
from weltoffen.places.models import Municipality
from weltoffen.records.actions import keep, log
from weltoffen.sources.enums import Publisher
from weltoffen.sources.models import Snapshot

if TYPE_CHECKING:
    from weltoffen.accounts.models import User

_DECIDED = N_(
    "Über diesen Vorschlag ist schon entschieden (%(status)s). Nehmen Sie die Entscheidung zuerst "
    "zurück, wenn Sie anders entscheiden wollen."
)
_WHICH_PLACE = N_(
    "„%(name)s“ kann mehrere Orte meinen. Wählen Sie den Ort, der gemeint ist, und nehmen Sie den "
    "Vorschlag dann an."
)
_WHICH_COUNTERPART = N_(
    "Der Text nennt mit „%(name)s“ nur ein Land. Wählen Sie den Ort dort, oder halten Sie fest, "
    "dass er noch nicht benannt ist."
)
_NOT_OURS = N_(
    "Diese Beziehung gehört nach dem Text zu %(home)s, nicht zu Ihrer Stadt. Ändern Sie die Angabe "
    "„wessen Beziehung“, wenn das nicht stimmt, oder lehnen Sie den Vorschlag ab."
)
_NOT_IN_THE_WORDS = N_(
    "Im Wortlaut „%(quote)s“ steht diese Zeit nicht. Nehmen Sie das Häkchen bei „Der Text sagt es "
    "so“ heraus: Dann hält das Register sie als Kenntnis des Büros fest."
)
_NOT_KEPT = N_(
    "Diese Angabe könnte das Register so nicht festhalten: Eine Frist braucht den Tag des Aktes "
    "und endet nach ihm; „Stand seit“ braucht einen Stand, der ruht, eingeschränkt, beendet oder "
    "geplant ist. Ergänzen Sie das, oder nehmen Sie die Angabe heraus."
)

_Day = tuple[int, date]
"""A home municipality by its key, and the day on which its register is asked."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which place a person says is meant: a record, one of the gazetteer, or none named yet."""

    municipality: Municipality | None = None
    place: int | None = None
    unnamed: bool = False


@transaction.atomic
def accept(
    *,
    statement: Statement,
    by: User,
    amended: Mapping[str, Any] | None = None,
    chosen: Chosen | None = None,
    reason: str = "",
    text_says_so: bool = False,
) -> Statement:
    """Take a statement into the register, as proposed or with some values ``amended``.

    What is amended is the office's own word, as every date and all else that the quoted words do
    not have: it is recorded as such beside what the text states, with the ``reason``, which is
    public where the act is.
    ``text_says_so`` says that reading mistook the text, and that the text states what was put.

    What that does, :func:`~weltoffen.intake.rules.deciding.decide` says from how the statement
    stands to the register at this moment: a new act with its citation, a citation more, an entry in
    the ledger, or nothing but the decision. Refuses a statement that is decided already, one of a
    place that nobody has told, one that is not about the home municipality, and a date that the
    text is said to state, although its words do not.
    """
    one_at_a_time(statement.home)
    taken = take(
        statement, by=by, amended=amended, chosen=chosen, reason=reason,
        text_says_so=text_says_so, known=None,
    )  # fmt: skip
    compare_again(home=taken.home, by=by)
    return taken


@transaction.atomic
def accept_all(*, statements: Iterable[Statement], by: User) -> list[Statement]:
    """Take all statements that are certain, the surest first, and return them.

    One whose words somebody rejected or amended in another statement is not among them, nor one
    that shares its words with another that is contested.

    Each is compared anew before its turn: of two that contradict each other only the surer is
    taken, and the other waits. The order is that of :func:`_turn`.
    """
    waiting = [each for each in statements if each.status in OPEN]
    homes = {each.home_id: each.home for each in waiting}
    for _pk, home in sorted(homes.items()):
        one_at_a_time(home)
    doubted = {*decided_otherwise(waiting), *contested(waiting)}
    left: list[Statement] = []
    waiting = [each for each in waiting if each.pk not in doubted]
    registers: dict[_Day, KnownRegister] = {}
    taken = []
    for kind, of_kind in groupby(sorted(waiting, key=_turn), key=lambda each: each.type):
        if kind == StatementType.CLAIM:
            registers.clear()  # what was taken before changed the counts
        for statement in of_kind:
            day = statement.home_id, day_on(statement.snapshot)
            if day not in registers:
                registers[day] = known_register(statement.home, day[1])
            found = said_by(statement)
            match = compare(found, registers[day], _spot(statement))
            if match.verdict in CONTESTED:
                left.append(statement)
            if not is_certain(found, match) or any(shares_words(statement, e) for e in left):
                continue
            taken.append(take(statement, by=by, known=registers[day]))
            registers = _knowing(registers, taken[-1], match)
    for home in homes.values() if taken else ():
        compare_again(home=home, by=by)
    return taken


def _turn(statement: Statement) -> tuple[int, float, int]:
    """Order relations before the acts in them, and both before what is counted of them."""
    return (
        list(StatementType).index(StatementType(statement.type)),
        -statement.confidence,
        statement.pk,
    )


def _knowing(
    registers: dict[_Day, KnownRegister], taken: Statement, match: Match
) -> dict[_Day, KnownRegister]:
    """Return the registers as they are after a statement was taken; only its relation changed."""
    if taken.relation_id is None or match.verdict is Verdict.AGREES:
        return registers
    return {
        (home, day): (
            replace(known, relations=with_relation(known, taken.relation_id, day))
            if home == taken.home_id
            else known
        )
        for (home, day), known in registers.items()
    }


def _spot(statement: Statement) -> Spot:
    return Spot(statement.snapshot_id, statement.start, statement.end)


def take(
    statement: Statement,
    *,
    by: User,
    known: KnownRegister | None,
    amended: Mapping[str, Any] | None = None,
    chosen: Chosen | None = None,
    reason: str = "",
    text_says_so: bool = False,
    stands: Match | None = None,
    begins: bool = False,
) -> Statement:
    """Take one statement, compared with ``known`` where that is given, without comparing others.

    ``stands`` is how it stands to the register where that is known already, as of a table's row,
    whose statements are looked at together. ``begins`` says that the relation is taken for its
    beginning, since another statement of the row tells how it stands.

    Part of an action: whoever calls it holds the transaction and calls ``compare_again`` at last.
    """
    now = still_open(statement)
    register = known or known_register(now.home, day_on(now.snapshot))
    if chosen is None and amended is None and stands is None:
        chosen = _as_chosen_before(now, register)
    changes = dict(amended or {}) | _changes(chosen)
    values = {
        name: value
        for name, value in (now.values | changes).items()
        if value is not None or name in now.proposed
    }
    if values != now.proposed:
        now.amended = values
    found = said_by(now)
    given = _given(chosen, found, now.home, by)
    told = as_begun(found) if begins and isinstance(found, FoundRelation) else found
    match = stands or _matched(told, register, now, given)
    _refuse_unclear(found, match, given)
    fields = _own_fields(now, found, text_says_so)
    intent, own = _intent(told, match, now, given), None
    if fields:
        match = _matched(to_compare(found, fields), register, now, given)
        said = as_stated(_proposed(now), _placed(found, given), fields)
        said_match = _matched(said, register, now, given)
        heard = heard_in(now)
        intent = decide_own(said, said_match, _placed(found, given), match, heard, fields)
        if lost := unkept(intent, match, fields):
            raise Refused(*(Problem(name, _NOT_KEPT) for name in lost))
        if words := sentence(said, found, fields, intent):
            own = OwnWord(words, reason)
    applied = apply(
        intent=intent, statement=now, found=found, given=given, by=by, own=own,
        named=name_in_the_text(_proposed(now), found),
    )  # fmt: skip
    is_amended = now.amended is not None
    now.status = StatementStatus.AMENDED if is_amended else StatementStatus.ACCEPTED
    now.decided_by, now.decided_at, now.reason = by, timezone.now(), reason
    now.verdict, now.compared = match.verdict, match.as_values()
    now.relation_id, now.matched_id = applied.relation or match.relation, match.act
    keep(now)
    _note_consequences(now, applied)
    data = {"quote": now.quote[:200], "verdict": str(match.verdict), "reason": reason}
    log("intake.statement.accept", now, by=by, data=data)
    return now


def _proposed(statement: Statement) -> Found:
    """Return what the text states, as it was read."""
    quote = Quote(statement.quote, statement.start, statement.end)
    return found_of(statement.type, statement.proposed, quote, statement.rule, statement.confidence)


def _own_fields(statement: Statement, found: Found, text_says_so: bool) -> tuple[str, ...]:
    """Return in which fields the office knows otherwise than the text."""
    if statement.amended is None:
        return ()
    fields = own_fields(_proposed(statement), found, text_says_so=text_says_so)
    if text_says_so and (unquoted := unquoted_dates(fields)):
        values = {"quote": statement.quote[:120]}
        raise Refused(*(Problem(name, _NOT_IN_THE_WORDS, values) for name in unquoted))
    return fields


def still_open(statement: Statement) -> Statement:
    """Return a statement as it is now, locked; refuses one that is decided."""
    now = (
        Statement.objects.select_for_update(of=("self",))
        .select_related("snapshot__source", "home__country")
        .defer("snapshot__body")
        .get(pk=statement.pk)
    )
    if now.status in (*DECIDED, StatementStatus.SUPERSEDED):
        values = {"status": now.get_status_display()}
        raise Refused(Problem("status", _DECIDED, values))
    return now


def _changes(chosen: Chosen | None) -> dict[str, Any]:
    if chosen is None or chosen.unnamed:
        return {}
    place = chosen.place or (chosen.municipality.geonames_id if chosen.municipality else None)
    return {"place": place, "ambiguous": False}


def _as_chosen_before(statement: Statement, register: KnownRegister) -> Chosen | None:
    """Return the place that a person chose for this name in this source, where it is asked for."""
    if compare(said_by(statement), register, _spot(statement)).verdict is not Verdict.UNCLEAR:
        return None
    before = chosen_before([statement]).get(statement.pk)
    return Chosen(municipality=before.municipality) if before else None


def _given(
    chosen: Chosen | None, found: Found, home: Municipality, by: User
) -> Municipality | None:
    """Return the municipality that a person chose, recorded now if it is not one of ours yet."""
    if chosen is None or isinstance(found, FoundClaim):
        return None
    if chosen.municipality is not None:
        return chosen.municipality
    wanted = NewCounterpart("municipality", found.name, found.country, chosen.place)
    made = counterpart_for(wanted, home=home, by=by, unnamed=chosen.unnamed)
    assert isinstance(made, Municipality)
    return made


def _matched(
    found: Found, register: KnownRegister, statement: Statement, given: Municipality | None
) -> Match:
    """Compare a statement with the register; with a place that was given, with its relation."""
    match = compare(found, register, _spot(statement))
    if given is None or match.relation is not None or match.verdict is Verdict.NOT_OURS:
        return match
    relation = relation_with(statement.home, given)
    if relation is None:
        return Match(Verdict.NEW)
    only = [each for each in register.relations if each.pk == relation.pk]
    assert not isinstance(found, FoundClaim)
    nearer = replace(found, place=only[0].geonames_id, name=only[0].title, country=None)
    return compare(nearer, replace(register, relations=tuple(only)), _spot(statement))


def _refuse_unclear(found: Found, match: Match, given: Municipality | None) -> None:
    if match.verdict is Verdict.NOT_OURS and not isinstance(found, FoundClaim):
        raise Refused(Problem("home", _NOT_OURS, {"home": found.home or "?"}))
    if match.verdict is Verdict.UNCLEAR and given is None and not isinstance(found, FoundClaim):
        sentence = _WHICH_PLACE if match.asks == "place" else _WHICH_COUNTERPART
        raise Refused(Problem("place", sentence, {"name": found.name}))


def _intent(found: Found, match: Match, statement: Statement, given: Municipality | None) -> Intent:
    return decide(_placed(found, given), match, heard_in(statement))


def _placed(found: Found, given: Municipality | None) -> Found:
    """Return a finding with the country of the place that was chosen, where it names none."""
    if given is not None and not isinstance(found, FoundClaim) and found.country is None:
        return replace(found, country=given.country.code)
    return found


def heard_in(statement: Statement) -> Heard:
    """Return whose word a statement is, and when it was heard."""
    return heard_from(statement.snapshot, statement.home)


def heard_from(snapshot: Snapshot, home: Municipality) -> Heard:
    """Return whose word a snapshot is to a home municipality, and when it was heard.

    A source is described as seen from the home that read it first. For another home what its own
    run said counts: one city's own word is the other side's to its partner.
    """
    source = snapshot.source
    side, publisher = source.publisher_side, source.publisher
    attempts = snapshot.attempts.select_related("run").order_by("id")
    first = attempts.first()
    if first is not None and first.run.home_id != home.pk:
        own = attempts.filter(run__home=home).first()
        side = own.run.publisher_side if own else Publisher.THIRD
        publisher = (own.run.publisher if own else "") or publisher
    return Heard(
        side=side_of(side),
        publisher="" if side == Publisher.HOME else publisher,
        by=snapshot.received_on,
        home_country=home.country.code,
        language=source.language,
    )


def _note_consequences(statement: Statement, applied: Applied) -> None:
    for act, is_new in applied.acts:
        keep(Consequence(statement=statement, act=act, is_new=is_new))
    for each in applied.disputes:
        keep(
            Consequence(
                statement=statement,
                disagreement=each.question,
                is_new=each.is_new,
                answer=each.answer,
                reopened=each.reopened,
            )
        )
