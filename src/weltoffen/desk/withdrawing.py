"""What is public for one relation's sake only, and what something else that is public needs too."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext, ngettext

from weltoffen.desk.accompanying import Accompanying, Line, lines_of
from weltoffen.organisations.models import Organisation
from weltoffen.places.models import Municipality
from weltoffen.publication.selectors.sources import publicly_used
from weltoffen.records.enums import Visibility
from weltoffen.records.models import Record
from weltoffen.relations.models import (
    Act,
    Citation,
    Disagreement,
    DutyEvidence,
    Instrument,
    Position,
    Relation,
    RelationTheme,
)
from weltoffen.sources.models import Passage, Source

_PUBLIC = Q(visibility=Visibility.PUBLIC)


def left_without(relation: Relation) -> list[Accompanying]:
    """Return what is public around a relation and for nothing else: it may be withdrawn along."""
    found = [_acts(relation), _disagreements(relation)]
    counterpart = relation.counterpart
    if counterpart.visibility == Visibility.PUBLIC and not _is_needed(counterpart, relation):
        found.append(_counterpart(counterpart))
    shared = _shared(relation)
    found += [_source(source) for source in _sources(relation) if source.pk not in shared]
    return [each for each in found if each.records]


def needed_besides(relation: Relation) -> list[Line]:
    """Return what is public around a relation and stays so, because something else needs it."""
    lines: list[Line] = []
    counterpart = relation.counterpart
    if counterpart.visibility == Visibility.PUBLIC and _is_needed(counterpart, relation):
        lines += lines_of([counterpart])
    shared = _shared(relation)
    return lines + lines_of([source for source in _sources(relation) if source.pk in shared])


def _acts(relation: Relation) -> Accompanying:
    acts = relation.acts.filter(_PUBLIC).select_related("corrects", "corrected_by")
    records = tuple(acts.order_by("earliest", "id"))
    label = ngettext(
        "auch %(count)d Akt zurücknehmen", "auch %(count)d Akte zurücknehmen", len(records)
    )
    return Accompanying("acts", label % {"count": len(records)}, _unseen(), records)


def _disagreements(relation: Relation) -> Accompanying:
    records = tuple(relation.disagreements.filter(_PUBLIC))
    label = ngettext(
        "auch %(count)d Widerspruch zurücknehmen",
        "auch %(count)d Widersprüche zurücknehmen",
        len(records),
    )
    return Accompanying("disagreements", label % {"count": len(records)}, _unseen(), records)


def _unseen() -> str:
    return gettext(
        "Ohne die Beziehung ist das öffentlich nirgends zu sehen. Bleibt es freigegeben, ist es "
        "wieder zu sehen, sobald die Beziehung es ist."
    )


def _counterpart(counterpart: Record) -> Accompanying:
    if isinstance(counterpart, Organisation):
        remark = gettext("Sie behält sonst ihre eigene öffentliche Seite.")
    else:
        remark = gettext(
            "Ohne Beziehung hat sie keine öffentliche Seite. Bleibt sie freigegeben, ist sie mit "
            "der nächsten öffentlichen Beziehung wieder zu sehen."
        )
    label = gettext("auch die andere Seite zurücknehmen")
    return Accompanying("counterpart", label, remark, (counterpart,))


def _source(source: Source) -> Accompanying:
    remark = gettext(
        "Sie behält sonst ihre öffentliche Seite und ihren Platz in der Liste der Quellen; nur "
        "ihre Textstellen zu dieser Beziehung sind dort nicht mehr zu sehen."
    )
    label = gettext("auch die Quelle „%(title)s“ zurücknehmen") % {"title": source.title}
    return Accompanying(f"source-{source.pk}", label, remark, (source,))


def _sources(relation: Relation) -> list[Source]:
    """Return the public sources of whatever is said about a relation."""
    passages = Q(pk__in=Citation.objects.filter(act__relation=relation).values("passage"))
    passages |= Q(pk__in=Position.objects.filter(disagreement__relation=relation).values("passage"))
    for model in (RelationTheme, DutyEvidence):
        uses = model._default_manager.filter(relation=relation)
        passages |= Q(pk__in=uses.values("passage"))
    about = Passage.objects.filter(passages)
    found = Source.objects.filter(_PUBLIC, snapshots__passages__in=about)
    return list(found.distinct().order_by("title", "pk"))


def _shared(relation: Relation) -> set[int]:
    """Return the sources that prove something public besides a relation.

    A relation that is public and hidden by one of its sides needs its sources all the same: it is
    seen again as soon as that side is.
    """

    def other_relations(before: str) -> Q:
        return Q(**{f"{before}visibility": Visibility.PUBLIC}) & ~Q(**{f"{before}pk": relation.pk})

    used = Passage.objects.filter(publicly_used(other_relations))
    return set(used.values_list("snapshot__source", flat=True))


def _is_needed(counterpart: Record, relation: Relation) -> bool:
    """Say whether something public besides a relation names its counterpart."""
    others = Relation.objects.filter(_PUBLIC).exclude(pk=relation.pk)
    acts = Act.objects.filter(_PUBLIC, relation__in=others)
    if isinstance(counterpart, Municipality):
        return (  # also as the place of an act, or as the city of a body or of a question
            others.filter(Q(home=counterpart) | Q(municipality=counterpart)).exists()
            or acts.filter(place=counterpart).exists()
            or Organisation.objects.filter(_PUBLIC, municipality=counterpart).exists()
            or Disagreement.objects.filter(_PUBLIC, home=counterpart).exists()
        )
    if isinstance(counterpart, Organisation):
        return (
            others.filter(Q(network=counterpart) | Q(lead=counterpart)).exists()
            or acts.filter(body=counterpart).exists()
            or Instrument.objects.filter(_PUBLIC, issuer=counterpart).exists()
        )
    return others.filter(instrument_id=counterpart.pk).exists()
