"""Recording encounters: with whom, when, what came of them, and that one did not take place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.db import models, transaction

from weltoffen.encounters.actions.participants import fit_names
from weltoffen.encounters.enums import Direction, EncounterKind, Side
from weltoffen.encounters.models import Encounter, EncounterBody, EncounterRelation
from weltoffen.encounters.rules.days import day_columns
from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.organisations.models import Organisation
from weltoffen.records.actions import Texts, amend, keep, log, put_wording
from weltoffen.records.enums import Visibility
from weltoffen.records.redacting import forget_words
from weltoffen.relations.models import Relation

if TYPE_CHECKING:
    from weltoffen.accounts.models import User

_FACTS = {
    "municipality", "venue", "theme", "programme", "languages", "first_timers", "returns",
    "outcome", "follow_ups", "owner", "review_by",
}  # fmt: skip
FREE_TEXTS = (
    "title", "theme", "venue", "programme", "outcome", "follow_ups", "withdrawn_because",
)  # fmt: skip
"""In which fields people write what they like."""
_NOT_CHANGEABLE = N_("„%(field)s“ kann nicht geändert werden. Nehmen Sie diese Angabe heraus.")
_NO_RELATION = N_("Es fehlt, mit wem die Begegnung ist. Wählen Sie mindestens eine Beziehung.")
_NO_REASON = N_("Es fehlt, warum die Begegnung nicht stattfand. Ein Satz genügt.")
_TAKES_PLACE = N_("Diese Begegnung ist nicht abgesagt. Laden Sie die Seite neu.")


@transaction.atomic
def record_encounter(
    *,
    identifier: str,
    relations: Iterable[Relation],
    kind: EncounterKind,
    direction: Direction,
    title: Texts,
    valid: str,
    by: User,
    bodies: Mapping[Side, Iterable[Organisation]] | None = None,
    visibility: Visibility = Visibility.INTERNAL,
    **facts: Any,
) -> Encounter:
    """Record that both sides met or will; ``valid`` is an EDTF date or interval.

    ``facts`` are ``municipality``, ``venue``, ``theme``, ``programme`` (a line for each day),
    ``languages``, ``first_timers`` (how many never took part before), ``returns`` (the encounter
    that this one answers), ``outcome``, ``follow_ups``, ``owner``, ``unit`` and ``review_by``.
    """
    _refuse_others(facts, _FACTS | {"unit"})
    among = list(dict.fromkeys(relations))
    if not among:
        raise Refused(Problem("relations", _NO_RELATION))
    encounter = Encounter(
        identifier=identifier,
        kind=kind,
        direction=direction,
        visibility=visibility,
        **day_columns(valid),
        **facts,
    )
    put_wording(encounter, title=title)
    keep(encounter)
    for relation in among:
        keep(EncounterRelation(encounter=encounter, relation=relation))
    for side, organisations in (bodies or {}).items():
        for organisation in dict.fromkeys(organisations):
            keep(EncounterBody(encounter=encounter, organisation=organisation, side=side))
    log(
        "encounters.encounter.record",
        encounter,
        by=by,
        data={"relations": [relation.identifier for relation in among]},
    )
    return encounter


@transaction.atomic
def amend_encounter(
    *,
    encounter: Encounter,
    by: User,
    valid: str | None = None,
    title: Texts = None,
    **changes: Any,
) -> Encounter:
    """Change what is said of an encounter; the history keeps what stood there before.

    Where it moves, names of participants stay as long as they may: until it is over, and not longer
    than the bound allows.
    """
    _refuse_others(changes, _FACTS | {"kind", "direction"})
    days = {} if valid is None else day_columns(valid)
    if days:
        fit_names(encounter=encounter, latest=days["latest"], by=by)
    amend(
        encounter,
        action="encounters.encounter.amend",
        by=by,
        wording={"title": title},
        **changes,
        **days,
    )
    return encounter


@transaction.atomic
def forget_named(*, encounter: Encounter, names: Collection[str], by: User) -> bool:
    """Take somebody's names out of what is said of an encounter, and out of its history.

    What stood around them stays. Says whether a name stood there.
    """
    return forget_words(
        record=encounter,
        fields=FREE_TEXTS,
        names=names,
        action="encounters.encounter.forget-name",
        by=by,
    )


@transaction.atomic
def set_relations(*, encounter: Encounter, relations: Iterable[Relation], by: User) -> None:
    """Say with which relations an encounter is: just these, at least one."""
    wanted = list(dict.fromkeys(relations))
    if not wanted:
        raise Refused(Problem("relations", _NO_RELATION))
    links = list(encounter.relation_links.select_related("relation"))
    before = [link.relation for link in links]
    for link in links:
        if link.relation not in wanted:
            link.delete()
    for relation in wanted:
        if relation not in before:
            keep(EncounterRelation(encounter=encounter, relation=relation))
    _log_linked("relations", encounter, before, wanted, by=by)


@transaction.atomic
def set_bodies(
    *, encounter: Encounter, side: Side, organisations: Iterable[Organisation], by: User
) -> None:
    """Say which organisations were on one side of an encounter: just these, or none."""
    wanted = list(dict.fromkeys(organisations))
    rows = list(encounter.bodies.filter(side=side).select_related("organisation"))
    before = [row.organisation for row in rows]
    for row in rows:
        if row.organisation not in wanted:
            row.delete()
    for organisation in wanted:
        if organisation not in before:
            keep(EncounterBody(encounter=encounter, organisation=organisation, side=side))
    _log_linked(str(side), encounter, before, wanted, by=by)


@transaction.atomic
def call_off(*, encounter: Encounter, because: str, by: User) -> Encounter:
    """Say that an encounter did not take place; it stays in the register."""
    if not because.strip():
        raise Refused(Problem("withdrawn_because", _NO_REASON))
    amend(
        encounter,
        action="encounters.encounter.call-off",
        by=by,
        withdrawn_because=because.strip(),
    )
    return encounter


@transaction.atomic
def resume(*, encounter: Encounter, by: User) -> Encounter:
    """Say that an encounter which was called off takes place after all."""
    if not encounter.withdrawn_because:
        raise Refused(Problem("", _TAKES_PLACE))
    amend(encounter, action="encounters.encounter.resume", by=by, withdrawn_because="")
    return encounter


def _log_linked(
    what: str,
    encounter: Encounter,
    before: Iterable[Relation | Organisation],
    after: Iterable[Relation | Organisation],
    *,
    by: User,
) -> None:
    """Log by their identifiers what was linked before and is now, where that differs."""
    said = [", ".join(sorted(_identifiers(rows))) for rows in (before, after)]
    if said[0] != said[1]:
        data = {"before": said[0] or "–", "after": said[1] or "–"}
        log(f"encounters.encounter.set-{what}", encounter, by=by, data=data)


def _identifiers(rows: Iterable[models.Model]) -> list[str]:
    return [str(getattr(row, "identifier", row.pk)) for row in rows]


def _refuse_others(given: Mapping[str, Any], known: set[str]) -> None:
    others = sorted(set(given) - known)
    if others:
        raise Refused(*(Problem(field, _NOT_CHANGEABLE, {"field": field}) for field in others))
