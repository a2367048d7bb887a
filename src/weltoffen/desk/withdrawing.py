"""What is public for one relation's sake only, and what something else that is public needs too."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q
from django.utils.translation import gettext, ngettext

from weltoffen.desk.accompanying import Accompanying, Line, lines_of
from weltoffen.organisations.models import Organisation
from weltoffen.organisations.selectors import own_entries
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


def around(relation: Relation) -> tuple[list[Accompanying], list[Line]]:
    """Return what may be withdrawn along with a relation, and what stays, both public now.

    What is public for nothing else is offered, also the sources that only the counterpart needs
    besides: they go with it, or stay with it. What something else that is public needs stays.
    """
    counterpart = relation.counterpart
    is_public = counterpart.visibility == Visibility.PUBLIC
    stays = is_public and _is_needed(counterpart, relation)
    leaving = counterpart if is_public and not stays else None
    of_relation, of_leaving = _sources(_said_about(relation)), _sources(_said_of(leaving))
    candidates = [*of_relation, *(each for each in of_leaving if each not in of_relation)]
    needed = _needed(candidates, relation)
    still_needed = _needed(candidates, relation, leaving) if leaving and needed else needed
    found = [_acts(relation), _disagreements(relation)]
    if leaving is not None:
        only_its = [each for each in candidates if each.pk in needed - still_needed]
        found.append(_counterpart(leaving, only_its))
    found += [_source(source) for source in of_relation if source.pk not in needed]
    staying = lines_of([counterpart]) if stays else []
    staying += lines_of([source for source in of_relation if source.pk in still_needed])
    return [each for each in found if each.records], staying


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


def _counterpart(counterpart: Record, sources: Sequence[Source]) -> Accompanying:
    if isinstance(counterpart, Organisation):
        remark = gettext("Sie behält sonst ihre eigene öffentliche Seite.")
    else:
        remark = gettext(
            "Ohne Beziehung hat sie keine öffentliche Seite. Bleibt sie freigegeben, ist sie mit "
            "der nächsten öffentlichen Beziehung wieder zu sehen."
        )
    label = gettext("auch die andere Seite zurücknehmen")
    if sources:
        label = ngettext(
            "auch die andere Seite zurücknehmen und mit ihr %(count)d Quelle, die nur sie "
            "noch braucht",
            "auch die andere Seite zurücknehmen und mit ihr %(count)d Quellen, die nur sie "
            "noch braucht",
            len(sources),
        ) % {"count": len(sources)}
    return Accompanying("counterpart", label, remark, (counterpart, *sources))


def _source(source: Source) -> Accompanying:
    remark = gettext(
        "Sie behält sonst ihre öffentliche Seite und ihren Platz in der Liste der Quellen; nur "
        "ihre Textstellen zu dieser Beziehung sind dort nicht mehr zu sehen."
    )
    label = gettext("auch die Quelle „%(title)s“ zurücknehmen") % {"title": source.title}
    return Accompanying(f"source-{source.pk}", label, remark, (source,))


def _said_about(relation: Relation) -> Q:
    """Return the passages on which rests whatever is said about a relation."""
    passages = Q(pk__in=Citation.objects.filter(act__relation=relation).values("passage"))
    passages |= Q(pk__in=Position.objects.filter(disagreement__relation=relation).values("passage"))
    for model in (RelationTheme, DutyEvidence):
        uses = model._default_manager.filter(relation=relation)
        passages |= Q(pk__in=uses.values("passage"))
    return passages


def _said_of(counterpart: Record | None) -> Q:
    """Return the passages on which a counterpart's own names, texts and duties rest."""
    if isinstance(counterpart, Organisation):
        return Q(pk__in=counterpart.names.filter(passage__isnull=False).values("passage"))
    if isinstance(counterpart, Instrument):
        versions, duties = counterpart.versions.values("passage"), counterpart.duties
        return Q(pk__in=versions) | Q(pk__in=duties.values("passage"))
    return Q(pk__in=())


def _sources(passages: Q) -> list[Source]:
    """Return the public sources of passages."""
    found = Source.objects.filter(_PUBLIC, snapshots__passages__in=Passage.objects.filter(passages))
    return list(found.distinct().order_by("title", "pk"))


def _needed(
    sources: Sequence[Source], relation: Relation, counterpart: Record | None = None
) -> set[int]:
    """Return those of some sources that prove something public besides a relation.

    With a counterpart: besides that as well. A relation that is public and hidden by one of its
    sides needs its sources all the same: it is seen again as soon as that side is.
    """

    def other_relations(before: str) -> Q:
        return Q(**{f"{before}visibility": Visibility.PUBLIC}) & ~Q(**{f"{before}pk": relation.pk})

    used = Passage.objects.filter(
        publicly_used(other_relations, counterpart), snapshot__source__in=sources
    )
    return set(used.values_list("snapshot__source", flat=True))


def _is_needed(counterpart: Record, relation: Relation) -> bool:
    """Say whether something public besides a relation names its counterpart."""
    others = Relation.objects.filter(_PUBLIC).exclude(pk=relation.pk)
    acts = Act.objects.filter(_PUBLIC, relation__in=others)
    if isinstance(counterpart, Municipality):
        return (  # also as the place of an act, or as the city of a body or of a question
            others.filter(Q(home=counterpart) | Q(municipality=counterpart)).exists()
            or acts.filter(place=counterpart).exists()
            or Organisation.objects.filter(
                own_entries(), _PUBLIC, municipality=counterpart
            ).exists()
            or Disagreement.objects.filter(_PUBLIC, home=counterpart).exists()
        )
    if isinstance(counterpart, Organisation):
        return (
            others.filter(Q(network=counterpart) | Q(lead=counterpart)).exists()
            or acts.filter(Q(body=counterpart) | Q(body__merged_into=counterpart)).exists()
            or Instrument.objects.filter(_PUBLIC, issuer=counterpart).exists()
        )
    return others.filter(instrument_id=counterpart.pk).exists()
