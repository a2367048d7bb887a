"""What is to do in the register: how many, and where it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from weltoffen.casework.selectors import tasks_of_mine, waiting_requests
from weltoffen.desk.kinds import (
    ACTS,
    COMMENTS,
    KINDS,
    LEDGER,
    RELATIONS,
    REQUESTS,
    TASKS,
    Kind,
)
from weltoffen.desk.reviewing.rights import may_see_proposals, may_see_runs
from weltoffen.desk.views.proposals import open_statements
from weltoffen.intake.enums import AttemptState
from weltoffen.intake.models import Run
from weltoffen.intake.still_said import outlived
from weltoffen.lists.enums import Stage
from weltoffen.lists.selectors import changes_of
from weltoffen.records.enums import Visibility
from weltoffen.relations.models import Disagreement, Relation
from weltoffen.relations.selectors import tells_something, to_be_published


@dataclass(frozen=True, slots=True)
class ToDo:
    """Something to do: how many, what, and where."""

    count: int
    what: str
    url: str


def to_do(user: Any) -> list[ToDo]:
    """Return what is to do among the records that a user may change; what is done is left out."""
    kinds = [kind for kind in KINDS.values() if kind.may(user, "change")]
    found = [_unpublished(kind) for kind in kinds if kind.is_told]
    if RELATIONS in kinds:
        found = [*_of_relations(), *found]
    if LEDGER in kinds:
        found.append(_of_the_ledger())
    if may_see_proposals(user):
        found.insert(0, _proposals())
    if may_see_runs(user):
        found.insert(1, _failed())
    own = (*_of_casework(user), _to_look_through(user))
    return [each for each in (*own, *_to_review(user), *found) if each.count]


def _to_look_through(user: Any) -> ToDo:
    """Return one's own tables that came back, and other changes of many records, left half done."""
    count = changes_of(user).filter(stage=Stage.OPEN).count()
    what = ngettext(
        "Sammeländerung wartet auf Ihre Durchsicht",
        "Sammeländerungen warten auf Ihre Durchsicht",
        count,
    )
    return ToDo(count, what, reverse("desk:bulk-changes"))


def _to_review(user: Any) -> Iterator[ToDo]:
    """Yield, per kind, the records whose review day has come."""
    for kind in KINDS.values():
        if kind.may(user, "change"):
            due = kind.seen_by(user).filter(review_by__lte=timezone.localdate())
            yield _count(due, _naming(kind, gettext("%(kind)s zu prüfen")), kind, "review=due")


def _of_casework(user: Any) -> list[ToDo]:
    """Return what of one's own is overdue or due, and who waits for an answer."""
    found = []
    today = timezone.localdate()
    if TASKS.may(user, "change"):
        mine = tasks_of_mine(user)
        found += [
            _count(
                mine.filter(due__lt=today),
                lambda n: ngettext("Aufgabe überfällig", "Aufgaben überfällig", n),
                TASKS,
                "whose=mine&due=overdue",
            ),
            _count(
                mine.filter(due=today),
                lambda n: ngettext("Aufgabe heute fällig", "Aufgaben heute fällig", n),
                TASKS,
                "whose=mine&due=today",
            ),
        ]
    if REQUESTS.may(user, "change"):
        found.append(
            _count(
                waiting_requests(user).filter(deadline__lt=today),
                lambda n: ngettext("Anfrage überfällig", "Anfragen überfällig", n),
                REQUESTS,
                "due=overdue",
            )
        )
        found.append(
            _count(
                waiting_requests(user),
                lambda n: ngettext("Anfrage wartet auf Antwort", "Anfragen warten auf Antwort", n),
                REQUESTS,
                "state=waiting",
            )
        )
    if COMMENTS.may(user, "change"):
        unanswered = COMMENTS.seen_by(user).filter(answer="", withdrawn_at__isnull=True)
        from_outside = unanswered.filter(visibility=Visibility.PARTNER)
        found.append(
            _count(
                from_outside,
                lambda n: ngettext(
                    "Kommentar mit der Partnerstadt ohne Antwort",
                    "Kommentare mit der Partnerstadt ohne Antwort",
                    n,
                ),
                COMMENTS,
                "answered=no",
            )
        )
    return found


def _of_relations() -> list[ToDo]:
    relations = Relation.objects.all()
    without_acts = relations.filter(acts__isnull=True)
    in_question = relations.exclude(open_question="")
    return [
        _count(
            without_acts,
            lambda n: ngettext("Beziehung ohne Akte", "Beziehungen ohne Akte", n),
            RELATIONS,
            "todo=no-acts",
        ),
        _count(
            in_question,
            lambda n: ngettext("Beziehung mit offener Frage", "Beziehungen mit offener Frage", n),
            RELATIONS,
            "todo=question",
        ),
    ]


def _of_the_ledger() -> ToDo:
    unsettled = Disagreement.objects.filter(settled=False)
    return _count(
        unsettled.exclude(pk__in=outlived(unsettled)),
        lambda n: ngettext("Widerspruch nicht geklärt", "Widersprüche nicht geklärt", n),
        LEDGER,
        "settled=false",
    )


def _proposals() -> ToDo:
    count = open_statements().count()
    what = ngettext(
        "Vorschlag wartet auf Entscheidung", "Vorschläge warten auf Entscheidung", count
    )
    return ToDo(count, what, reverse("desk:proposals"))


def _failed() -> ToDo:
    """Return what could not be read the last time; whoever reads again has seen it."""
    run = Run.objects.order_by("-pk").first()
    count = run.attempts.filter(state=AttemptState.FAILED).count() if run is not None else 0
    what = ngettext(
        "Seite oder Datei beim letzten Einlesen gescheitert",
        "Seiten oder Dateien beim letzten Einlesen gescheitert",
        count,
    )
    return ToDo(count, what, reverse("desk:runs-sheet", args=[run.pk]) if run is not None else "")


def _unpublished(kind: Kind) -> ToDo:
    holds = tells_something() if kind is ACTS else Q()
    internal = kind.model._default_manager.filter(holds, visibility=Visibility.INTERNAL)
    query = "visibility=internal&holds=yes" if kind is ACTS else "visibility=internal"
    if kind is RELATIONS:
        internal, query = to_be_published(), "todo=publish"

    return _count(
        internal, _naming(kind, gettext("%(kind)s noch nicht veröffentlicht")), kind, query
    )


def _naming(kind: Kind, said: str) -> Callable[[int], str]:
    """Return what says something of so many records of a kind."""
    return lambda count: said % {"kind": kind.singular if count == 1 else kind.plural}


def _count(records: QuerySet[Any], what: Callable[[int], str], kind: Kind, query: str) -> ToDo:
    count = records.count()
    return ToDo(count, what(count), f"{kind.list_url}?{query}")
