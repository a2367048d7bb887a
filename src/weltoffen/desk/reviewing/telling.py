"""Proposals as people read them: what is stated, how it stands to the register, what follows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext, pgettext

from weltoffen.desk.kinds import ACTS, RELATIONS
from weltoffen.desk.naming import language, titles_of
from weltoffen.desk.offered_places import country_names, name_of, offered
from weltoffen.desk.reviewing import foretelling, outcomes, words
from weltoffen.desk.reviewing.counting import counted
from weltoffen.desk.reviewing.versions import as_chosen
from weltoffen.desk.views.sheets import Fact
from weltoffen.intake.enums import DECIDED, OPEN, StatementStatus, StatementType, Verdict
from weltoffen.intake.foreseeing import Foreseen, foresee
from weltoffen.intake.models import Statement
from weltoffen.intake.rules.deciding import CERTAIN
from weltoffen.intake.said import differences_in_words
from weltoffen.intake.types import DEED
from weltoffen.places.gazetteer import place
from weltoffen.relations.models import Act, Relation

Link = tuple[str, str]
_SIDES = ("home", "municipality__country", "network", "instrument")


@dataclass(frozen=True, slots=True)
class Told:
    """One proposal in words. ``number`` is its place on the page, as the text bears it too.

    ``does`` says what accepting does, ``before`` what an earlier reading said otherwise: label,
    before, after. ``came_of_it`` leads to what accepting brought about, ``to_settle`` to where an
    open contradiction among it is settled. ``sibling`` says what was decided about the same words
    in another proposal, where that was not taken as it stood, ``chosen`` that accepting takes the
    place that was chosen for this name in this source before. ``is_dropped`` says that nothing
    known of the relation holds any more: it was taken back.
    """

    statement: Statement
    number: int
    kind: str
    title: str
    details: str
    facts: Sequence[Fact]
    verdict: str
    verdict_label: str
    differences: str
    relation: Link | None
    acts: Sequence[Link]
    confidence: int
    is_sure: bool
    does: Sequence[str] = ()
    is_certain: bool = False
    before: Sequence[tuple[str, str, str]] = ()
    came_of_it: Sequence[Link] = field(default=())
    to_settle: str = ""
    sibling: str = ""
    chosen: str = ""
    is_dropped: bool = False

    @property
    def pk(self) -> int:
        """Return the primary key of the statement."""
        return self.statement.pk

    @property
    def is_open(self) -> bool:
        """Say whether nobody has decided yet."""
        return self.statement.status in OPEN

    @property
    def is_put_off(self) -> bool:
        """Say whether somebody put it off."""
        return self.statement.status == StatementStatus.LATER

    @property
    def is_decided(self) -> bool:
        """Say whether somebody decided."""
        return self.statement.status in DECIDED

    @property
    def is_known(self) -> bool:
        """Say whether the register says it with these words: there is nothing to decide."""
        return self.statement.status == StatementStatus.KNOWN

    @property
    def wants_a_place(self) -> bool:
        """Say whether a place has to be chosen before it can be accepted."""
        return self.verdict == Verdict.UNCLEAR

    @property
    def can_be_accepted(self) -> bool:
        """Say whether it can be accepted as it is."""
        is_claim = self.statement.type == StatementType.CLAIM
        return is_claim or self.verdict not in (Verdict.UNCLEAR, Verdict.NOT_OURS)

    @property
    def can_be_amended(self) -> bool:
        """Say whether its values can be changed; a claim is only taken note of."""
        return self.statement.type != StatementType.CLAIM


def with_all(statements: QuerySet[Statement]) -> QuerySet[Statement]:
    """Return statements with all that telling them reads, in a fixed number of queries."""
    related = statements.select_related(
        "snapshot__source", "home__country", "decided_by", "replaces", "matched",
        *(f"relation__{side}" for side in _SIDES),
    ).defer("snapshot__body")  # fmt: skip
    return related.prefetch_related("consequences__act", "consequences__disagreement")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What several proposals speak of, read once: countries by code, places by GeoNames id.

    ``recorded`` are the register's places by relation, ``numbers`` both numbers of a claim by
    statement, ``names`` what places are called in the language that is spoken.
    """

    home: str
    countries: Mapping[str, str]
    places: Mapping[int, str]
    recorded: Mapping[int, str] = field(default_factory=dict)
    numbers: Mapping[int, str] = field(default_factory=dict)
    names: Mapping[int, str] = field(default_factory=dict)

    def country(self, values: Mapping[str, Any]) -> str:
        """Return the name of the country that is stated or certain, ``""`` for none.

        One that is likely by size alone is a guess, and the place that was chosen names its own.
        """
        if values.get("country_is_likely"):
            return ""
        return self.countries.get(str(values.get("country") or ""), "")


def surroundings(statements: Iterable[Statement], home: str) -> Surroundings:
    """Return what statements speak of; each with what an earlier reading said in its place."""
    all_values = [
        values
        for each in statements
        for values in (each.values, each.proposed, each.replaces.proposed if each.replaces else {})
    ]
    codes = {str(values["country"]) for values in all_values if values.get("country")}
    ids = {values["place"] for values in all_values if values.get("place")}
    spots = [spot for number in ids if (spot := place(number)) is not None]
    lines = {line.value: f"{line.name} ({line.details})" for line in offered(spots)}
    names = {spot.geonames_id: name_of(spot) for spot in spots}
    return Surroundings(home, country_names(codes), lines, names=names)


def told(statements: Iterable[Statement]) -> list[Told]:
    """Return proposals in words; they come as :func:`with_all` gives them."""
    standing = list(statements)
    seen = foresee(each for each in standing if each.status in OPEN)
    relations = _relations(standing, seen)
    acts = _acts(standing, seen)
    around = surroundings(standing, standing[0].home.name if standing else "")
    numbers = counted(standing)
    around = replace(around, recorded=_places(relations.values()), numbers=numbers)
    links = _links(relations)
    return [
        _told(each, number, seen.get(each.pk), links, acts, around)
        for number, each in enumerate(standing, start=1)
    ]


def _relations(
    statements: Sequence[Statement], seen: Mapping[int, Foreseen]
) -> dict[int, Relation]:
    """Return the relations that are spoken of."""
    known = {each.relation_id: each.relation for each in statements if each.relation}
    wanted = {each.match.relation for each in seen.values() if each.match.relation} - set(known)
    if wanted:
        found = Relation.objects.filter(pk__in=wanted).select_related(*_SIDES)
        known |= {each.pk: each for each in found}
    return {pk: each for pk, each in known.items() if pk is not None and each is not None}


def _links(relations: Mapping[int, Relation]) -> dict[int, Link]:
    titles = titles_of(list(relations.values()))
    return {pk: (titles[pk], RELATIONS.url(relation)) for pk, relation in relations.items()}


def _places(relations: Iterable[Relation]) -> dict[int, str]:
    """Return the place of the other side by the relation's key, as the register calls it."""
    return {
        each.pk: f"{each.municipality}, {each.municipality.country}"
        for each in relations
        if each.municipality is not None
    }


def _acts(statements: Sequence[Statement], seen: Mapping[int, Foreseen]) -> dict[int, Act]:
    known = {each.matched_id: each.matched for each in statements if each.matched}
    wanted = {pk for each in seen.values() for pk in _acts_of(each)} - set(known)
    if wanted:
        known |= {act.pk: act for act in Act.objects.filter(pk__in=wanted)}
    return {pk: act for pk, act in known.items() if pk is not None and act is not None}


def _acts_of(foreseen: Foreseen) -> list[int]:
    named = [foreseen.match.act, foreseen.intent.cites]
    named += [each.act for each in foreseen.match.differences]
    named += [each.replaces for each in foreseen.intent.acts]
    return [pk for pk in named if pk is not None]


def _told(
    statement: Statement,
    number: int,
    foreseen: Foreseen | None,
    relations: Mapping[int, Link],
    acts: Mapping[int, Act],
    around: Surroundings,
) -> Told:
    values = statement.values
    verdict, relation, act = statement.verdict, statement.relation_id, statement.matched_id
    if foreseen is not None:
        # What is shown and what accepting does come from the register as it is now.
        statement.compared = foreseen.match.as_values()
        verdict = foreseen.match.verdict
        relation, act = foreseen.match.relation, foreseen.match.act
    titles = {pk: title for pk, (title, _url) in relations.items()}
    # Of a contradiction these are the acts that say what the register says.
    saying = [each["act"] for each in statement.compared.get("differences", ())]
    keys = dict.fromkeys(pk for pk in saying if pk) or {act: None}
    compared = [acts[pk] for pk in keys if pk in acts]
    return Told(
        statement=statement,
        number=number,
        kind=words.kind_of_values(statement.type, values),
        title=_title(statement, around),
        details=details(statement.type, values, around),
        facts=[
            Fact(gettext("Gezählt"), around.numbers.get(statement.pk, "")),
            *facts(
                statement.type,
                values,
                around,
                _recorded(verdict, relation, around),
                of_a_deed=statement.rule.startswith(f"{DEED}/"),
            ),
        ],
        verdict=verdict,
        verdict_label=str(words.SHORT[Verdict(verdict)]),
        differences=differences_in_words(statement),
        relation=relations.get(relation or 0),
        acts=[(each.title, ACTS.url(each)) for each in compared],
        confidence=round(statement.confidence * 100),
        is_sure=statement.confidence >= CERTAIN,
        does=foretelling.sentences(foreseen, around.home, titles, acts) if foreseen else (),
        is_certain=bool(foreseen and foreseen.is_certain),
        before=_before(statement, around),
        came_of_it=outcomes.came_of_it(statement),
        to_settle=outcomes.to_settle(statement),
        sibling=_decision_of(foreseen.sibling) if foreseen and foreseen.sibling else "",
        chosen=as_chosen(foreseen.chosen, statement) if foreseen and foreseen.chosen else "",
        is_dropped=bool(foreseen and foreseen.revives),
    )


def _recorded(verdict: str, relation: int | None, around: Surroundings) -> str:
    """Return the register's place where it is clear that it is meant, ``""`` else."""
    return "" if verdict == Verdict.UNCLEAR else around.recorded.get(relation or 0, "")


def title_of_values(type_: str, values: dict[str, Any], quote: str) -> str:
    """Return whom or what a statement is about."""
    if type_ == StatementType.CLAIM:
        return words.claimed(values, quote)
    return str(values.get("name"))


def _title(statement: Statement, around: Surroundings) -> str:
    """Return whom or what a statement is about; a reader of another language is told both names."""
    title = title_of_values(statement.type, statement.values, statement.quote)
    place: Any = statement.values.get("place")
    name = around.names.get(place, title)
    is_other = language() != statement.snapshot.source.language and name != title
    return f"{name} ({title})" if is_other else title


def details(type_: str, values: dict[str, Any], around: Surroundings) -> str:
    """Return in a line what is stated beside the name."""
    parts: list[str] = []
    if type_ == StatementType.CLAIM:
        return str(values.get("basis") or "")
    parts.append(around.country(values))
    if type_ == StatementType.ACT:
        parts += [words.day(values.get("on")), str(values.get("body") or "")]
    else:
        parts += [words.since(values.get("since")), words.until(values.get("until"))]
        if values.get("status") != "active":
            parts.append(standing_of(values))
    if values.get("home") and values["home"] != around.home:
        parts.append(gettext("Beziehung von %(home)s") % {"home": values["home"]})
    return " · ".join(part for part in parts if part)


def standing_of(values: dict[str, Any]) -> str:
    """Return how a relation stands by a statement, with since or for when: "ruht (seit 2023)"."""
    said = str(words.STANDINGS.get(str(values.get("status")), ""))
    if not values.get("status_on"):
        return said
    on = str(values["status_on"])
    if values.get("status") == "planned":
        return gettext("%(status)s (für %(day)s)") % {"status": said, "day": words.day(on)}
    return f"{said} ({words.since(on)})"


def facts(
    type_: str,
    values: dict[str, Any],
    around: Surroundings,
    recorded: str = "",
    *,
    of_a_deed: bool = False,
) -> list[Fact]:
    """Return what is stated, field by field; ``recorded`` is the register's place, if known.

    ``of_a_deed`` says that the text tells the deed alone, and not how the relation stands.
    """
    if type_ == StatementType.CLAIM:
        return [
            Fact(gettext("Stand"), words.day(values.get("on"))),
            Fact(gettext("Bezug"), str(values.get("basis") or "")),
        ]
    where = around.places.get(values.get("place") or 0, "")
    if values.get("ambiguous"):
        where = recorded or gettext("mehrere Orte heißen so")
    of = "" if values.get("home") == around.home else str(values.get("home") or "")
    shared = [
        Fact(gettext("Land"), around.country(values)),
        Fact(gettext("Ort"), where),
        Fact(gettext("Wessen Beziehung"), of),
    ]
    if type_ == StatementType.ACT:
        return [
            Fact(gettext("Wann"), words.day(values.get("on"))),
            Fact(gettext("Wer handelte"), words.side(values.get("side"))),
            Fact(gettext("Gremium"), str(values.get("body") or "")),
            Fact(gettext("Drucksachennummer"), str(values.get("paper_number") or "")),
            Fact(gettext("Befristet bis"), words.day(values.get("term_until"))),
            *shared,
        ]
    return [
        Fact(gettext("Seit"), words.day(values.get("since"))),
        Fact(gettext("Bis"), words.day(values.get("until"))),
        Fact(
            pgettext("wie es steht", "Stand"),
            gettext("sagt der Text nicht") if of_a_deed else standing_of(values),
        ),
        *shared,
    ]


def _before(statement: Statement, around: Surroundings) -> list[tuple[str, str, str]]:
    """Return what an earlier reading of the same words said otherwise."""
    old = statement.replaces
    if old is None:
        return []

    def lines(type_: str, values: dict[str, Any]) -> dict[str, str]:
        kind = {gettext("Art"): words.kind_of_values(type_, values)}
        return kind | {str(f.label): str(f.value) for f in facts(type_, values, around)}

    was, now = lines(old.type, old.proposed), lines(statement.type, statement.proposed)
    changed = [
        (label, was.get(label, ""), now.get(label, ""))
        for label in dict.fromkeys([*was, *now])
        if was.get(label, "") != now.get(label, "")
    ]
    if old.quote != statement.quote:
        changed.append((gettext("Wortlaut"), old.quote, statement.quote))
    return changed


def _decision_of(sibling: Statement) -> str:
    """Say what was decided about another proposal of the same words."""
    values = {
        "kind": words.kind_of_values(sibling.type, sibling.values),
        "status": sibling.get_status_display(),
        "reason": sibling.reason,
    }
    if sibling.reason:
        return gettext("%(kind)s – %(status)s: %(reason)s") % values
    return gettext("%(kind)s – %(status)s") % values
