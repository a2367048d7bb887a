"""What is published together with a record, because the record means little without it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext, ngettext

from weltoffen.desk.kinds import kind_of
from weltoffen.desk.naming import titles_of
from weltoffen.desk.quoting import Quoted, quoted
from weltoffen.desk.standing import act_date
from weltoffen.ground.languages import fingerprint
from weltoffen.records.enums import Visibility
from weltoffen.records.models import Record
from weltoffen.records.selectors import withdrawn_once
from weltoffen.relations.enums import ActKind
from weltoffen.relations.models import Act, Disagreement, Relation
from weltoffen.sources.models import Passage, Source


@dataclass(frozen=True, slots=True)
class Line:
    """One record as a line: what it is, its sheet, and what else one must know of it."""

    text: str
    url: str
    marks: tuple[str, ...] = ()


def lines_of(records: Sequence[Record]) -> list[Line]:
    """Return records of one kind as lines."""
    titles = titles_of(records)
    return [_line(record, titles[record.pk]) for record in records]


def line_of(record: Record) -> Line:
    """Return one record as a line: of an act also when, which kind, and what replaces it."""
    return lines_of([record])[0]


def _line(record: Record, title: str) -> Line:
    url = kind_of(record).url(record)
    if not isinstance(record, Act):
        return Line(title, url)
    return Line(f"{act_date(record)}, {record.get_kind_display()}: {title}", url, _marks(record))


def _marks(act: Any) -> tuple[str, ...]:
    """Say how an act hangs together with others: replaced by one, or in the place of one."""
    marks = []
    after: Act | None = getattr(act, "corrected_by", None)
    if after is not None:
        said = (
            gettext("ist als Irrtum gekennzeichnet: %(act)s")
            if after.kind == ActKind.RETRACTION
            else gettext("ist berichtigt, an seiner Stelle steht: %(act)s")
        )
        marks.append(said % {"act": _told(after)})
    if act.corrects is not None:
        said = (
            gettext("kennzeichnet als Irrtum: %(act)s")
            if act.kind == ActKind.RETRACTION
            else gettext("tritt an die Stelle von: %(act)s")
        )
        marks.append(said % {"act": _told(act.corrects)})
    return tuple(marks)


def _told(act: Act) -> str:
    return f"„{act.title}“ ({act_date(act)}, {act.identifier})"


@dataclass(frozen=True, slots=True)
class Accompanying:
    """Records that may go along when another is published or withdrawn.

    ``remark`` says what the public misses otherwise, or sees. ``is_expected`` ticks the box
    beforehand. ``quotes`` are the words that become public with sources.
    """

    name: str
    label: str
    remark: str
    records: tuple[Record, ...]
    is_expected: bool = True
    quotes: tuple[Quoted, ...] = ()

    @property
    def lines(self) -> list[Line]:
        """Return the records as the page lists them, those of a kind together."""
        of_kinds = groupby(self.records, key=type)
        return [line for _kind, records in of_kinds for line in lines_of(list(records))]

    @property
    def token(self) -> str:
        """Return what the box sends: it stands for just the records and words shown with it."""
        records = sorted(record.identifier for record in self.records)
        shown = " ".join([*records, *(each.mark for each in self.quotes)])
        return f"{self.name}:{fingerprint(shown)}"


def accompanying_of(record: Record) -> list[Accompanying]:
    """Return what is still internal around a record that is about to be published."""
    found: list[Accompanying] = []
    if isinstance(record, Relation):
        found += [*_sides(record), *_acts(record), *_disagreements(record)]
        shown = record.acts.exclude(pk__in=Act.undone_unseen(record.pk))
        found.append(_sources(record, citations__act__in=shown))
    elif isinstance(record, Act):
        found += [_relation(record.relation), _sources(record, citations__act=record)]
        if record.pk not in Act.undone_unseen(record.relation_id):
            found.append(_corrections(record))
    elif isinstance(record, Disagreement):
        found.append(_sources(record, pk__in=record.positions.values("passage")))
    return [each for each in found if each.records]


def _sides(relation: Relation) -> list[Accompanying]:
    """Return the relation's two sides, as far as they are internal."""
    remark = gettext(
        "Noch intern. Eine Beziehung ist erst zu sehen, wenn beide Seiten öffentlich sind."
    )
    sides: tuple[tuple[str, str, Record], ...] = (
        ("counterpart", gettext("auch die andere Seite veröffentlichen"), relation.counterpart),
        ("home", gettext("auch diese Stadt veröffentlichen"), relation.home),
    )
    return [
        Accompanying(name, label, remark, (side,))
        for name, label, side in sides
        if side.visibility != Visibility.PUBLIC
    ]


def _acts(relation: Relation) -> list[Accompanying]:
    """Return the relation's internal acts: apart those that mend what is public already, those
    that were public once, and those that never were. What was undone before it was ever public,
    stays in the register's history alone.

    Of a relation whose acts were withdrawn with it, only these are expected; one of which nothing
    was ever public says nothing without its acts, so they are expected then.
    """
    internal = (
        relation.acts.exclude(visibility=Visibility.PUBLIC)
        .exclude(pk__in=Act.undone_unseen(relation.pk))
        .select_related("corrects", "corrected_by")
        .order_by("earliest", "id")
    )
    once = withdrawn_once(Act, internal)
    again = tuple(act for act in internal if act.pk in once)
    mending = [act for act in internal if act not in again and _mends_what_is_public(act, once)]
    others = tuple(act for act in internal if act not in mending and act not in again)
    label = ngettext(
        "auch %(count)d Akt veröffentlichen", "auch %(count)d Akte veröffentlichen", len(others)
    )
    label_again = ngettext(
        "auch %(count)d Akt wieder veröffentlichen",
        "auch %(count)d Akte wieder veröffentlichen",
        len(again),
    )
    remark = gettext("Ohne ihre Akte sagt die öffentliche Seite nicht, wie die Beziehung steht.")
    never = gettext("Noch nie öffentlich. Sehen Sie sie durch, bevor Sie sie zeigen.")
    is_bare = not again and not relation.acts.filter(visibility=Visibility.PUBLIC).exists()
    return [
        Accompanying(
            "mending",
            gettext("auch veröffentlichen, was öffentliche Akte berichtigt"),
            gettext("Ohne die Berichtigung sagt die öffentliche Seite, was nicht stimmt."),
            tuple(mending),
        ),
        Accompanying("again", label_again % {"count": len(again)}, remark, again),
        Accompanying(
            "acts",
            label % {"count": len(others)},
            remark if is_bare else never,
            others,
            is_expected=is_bare,
        ),
    ]


def _disagreements(relation: Relation) -> list[Accompanying]:
    """Return the questions about the relation on which sources differ; expected if once public."""
    internal = relation.disagreements.exclude(visibility=Visibility.PUBLIC)
    once = withdrawn_once(Disagreement, internal)
    label = gettext("auch veröffentlichen, wo Quellen sich widersprechen: „%(question)s“")
    said = {True: gettext("War schon öffentlich."), False: gettext("Noch nie öffentlich.")}
    return [
        Accompanying(
            f"disagreement-{each.pk}",
            label % {"question": each.question},
            said[each.pk in once],
            (each,),
            is_expected=each.pk in once,
        )
        for each in internal
    ]


def _mends_what_is_public(act: Act, once: Collection[int]) -> bool:
    """Say whether an act stands in the place of one that is public, or is to be so again."""
    before = act.corrects
    while before is not None:
        if before.visibility == Visibility.PUBLIC or before.pk in once:
            return True
        before = before.corrects
    return False


def _corrections(act: Act) -> Accompanying:
    """Return the acts that stand in an act's place, the last of them last."""
    found: list[Act] = []
    after = Act.objects.filter(corrects=act).first()
    while after is not None:
        if after.visibility != Visibility.PUBLIC:
            found.append(after)
        after = Act.objects.filter(corrects=after).first()
    return Accompanying(
        "corrections",
        gettext("auch veröffentlichen, was an seiner Stelle steht"),
        gettext("Dieser Akt ist berichtigt. Ohne die Berichtigung stünde er öffentlich falsch da."),
        tuple(found),
    )


def _sources(record: Record, **cited_by: Any) -> Accompanying:
    passages = Passage.objects.filter(**cited_by)
    internal = Source.objects.exclude(visibility=Visibility.PUBLIC)
    records = tuple(internal.filter(snapshots__passages__in=passages).distinct())
    count = len(records)
    label = ngettext(
        "auch %(count)d Quelle veröffentlichen", "auch %(count)d Quellen veröffentlichen", count
    )
    remark = gettext("Von internen Quellen zeigt die öffentliche Seite keine Textstelle.")
    quotes = tuple(quoted(records, passages, record))
    return Accompanying("sources", label % {"count": count}, remark, records, quotes=quotes)


def _relation(relation: Relation) -> Accompanying:
    is_internal = relation.visibility != Visibility.PUBLIC
    return Accompanying(
        "relation",
        gettext("auch die Beziehung veröffentlichen"),
        gettext("Die Beziehung ist noch intern. Der Akt wird erst mit ihr öffentlich sichtbar."),
        (relation,) if is_internal else (),
        is_expected=False,
    )
