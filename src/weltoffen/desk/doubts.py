"""What may be right and is worth a second look: said after saving and on the record's sheet.

Nothing is refused for it. The rules take values and return sentences; ``doubts_about`` fetches.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from weltoffen.desk.naming import language
from weltoffen.ground.dates import EdtfDate, parse_date
from weltoffen.ground.spoken import say_date
from weltoffen.records.enums import Visibility
from weltoffen.records.models import Record
from weltoffen.relations.enums import ActKind
from weltoffen.relations.models import Act, Relation
from weltoffen.sources.models import Source

PUBLIC_PROOFS = Count(
    "citations",
    filter=Q(citations__passage__snapshot__source__visibility=Visibility.PUBLIC),
    distinct=True,
)
"""How many passages of public sources prove an act."""


def lies_ahead(on: EdtfDate, today: date, *, holds: bool) -> bool:
    """Say whether an act that holds cannot have happened yet."""
    return holds and on.earliest > today


def is_unproved_in_public(*, is_public: bool, holds: bool, public_proofs: int) -> bool:
    """Say whether the public is told of an act without being shown any source."""
    return is_public and holds and not public_proofs


def doubts_about(record: Record) -> list[str]:
    """Return what is worth a second look in a record, each in a sentence."""
    if isinstance(record, Relation):
        return list(_about_relation(record))
    if isinstance(record, Act):
        return list(_about_act(record, timezone.localdate()))
    if isinstance(record, Source):
        return list(_about_source(record))
    return []


def _mistaken_in_public(act: Act) -> Iterator[str]:
    """Say that the public is told what the register knows to be wrong."""
    if act.visibility == Visibility.PUBLIC and act.problems_of_publishing():
        yield gettext(
            "„%(title)s“ ist berichtigt, aber die Berichtigung ist noch intern: Öffentlich gilt "
            "weiter der alte Akt. Veröffentlichen Sie, was an seiner Stelle steht."
        ) % {"title": act.title}


def _about_relation(relation: Relation) -> Iterator[str]:
    corrected = relation.acts.filter(corrected_by__isnull=False)
    for act in corrected.order_by("earliest", "id"):
        yield from _mistaken_in_public(act)
    if relation.acts.exists():
        return
    if relation.visibility == Visibility.PUBLIC:
        yield gettext(
            "Diese Beziehung ist öffentlich, hat aber noch keinen Akt: Die öffentliche Seite kann "
            "nichts über sie sagen. Fügen Sie hinzu, was am besten belegt ist."
        )
    else:
        yield gettext(
            "Diese Beziehung hat noch keinen Akt. Ohne Akte sagt das Register nichts über sie: "
            "Fügen Sie hinzu, was am besten belegt ist."
        )


def _about_act(act: Act, today: date) -> Iterator[str]:
    yield from _mistaken_in_public(act)
    on = parse_date(act.on)
    holds = act.kind != ActKind.RETRACTION and not Act.objects.filter(corrects=act).exists()
    if lies_ahead(on, today, holds=holds):
        yield gettext(
            "„%(title)s“ liegt in der Zukunft (%(on)s) und ändert bis dahin nichts. Stimmt das "
            "Datum nicht, berichtigen Sie den Akt."
        ) % {"title": act.title, "on": say_date(on, language())}
    if is_unproved_in_public(
        is_public=act.visibility == Visibility.PUBLIC,
        holds=holds,
        public_proofs=_public_proofs(act),
    ):
        yield gettext(
            "„%(title)s“ ist öffentlich, aber keine seiner Quellen: Die öffentliche Seite sagt es "
            "ohne Beleg. Veröffentlichen Sie eine seiner Quellen."
        ) % {"title": act.title}


def _public_proofs(act: Act) -> int:
    return act.citations.filter(passage__snapshot__source__visibility=Visibility.PUBLIC).count()


def _about_source(source: Source) -> Iterator[str]:
    """Count the public acts that are left without any public source because this one is none."""
    if source.visibility == Visibility.PUBLIC:
        return
    cited = Act.objects.filter(
        visibility=Visibility.PUBLIC,
        corrected_by__isnull=True,
        citations__passage__snapshot__source=source,
    ).exclude(kind=ActKind.RETRACTION)
    among: Any = Act.objects.filter(pk__in=cited.values("pk")).annotate(proofs=PUBLIC_PROOFS)
    left = among.filter(proofs=0).count()
    if left:
        yield ngettext(
            "Diese Quelle ist intern. %(count)d öffentlicher Akt hat deshalb öffentlich keinen "
            "Beleg. Veröffentlichen Sie die Quelle, oder belegen Sie ihn aus einer öffentlichen.",
            "Diese Quelle ist intern. %(count)d öffentliche Akte haben deshalb öffentlich keinen "
            "Beleg. Veröffentlichen Sie die Quelle, oder belegen Sie sie aus einer öffentlichen.",
            left,
        ) % {"count": left}
