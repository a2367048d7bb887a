"""Recording themes, and which relations are about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.records.actions import Texts, amend, keep, log, put_wording
from weltoffen.relations.enums import Phase, ThemeKind
from weltoffen.relations.models import Relation, RelationTheme, Theme
from weltoffen.sources.models import Passage

if TYPE_CHECKING:
    from weltoffen.accounts.models import User

_NOT_TAGGED = N_(
    "Das Thema „%(theme)s“ ist der Beziehung nicht zugeordnet. Laden Sie die Seite neu: Vielleicht "
    "hat es gerade jemand anderes weggenommen."
)
_TAGGED_BY_IT = N_(
    "Das Thema „%(theme)s“ ist mit dieser Textstelle schon zugeordnet. Nennen Sie eine andere "
    "Textstelle oder ein anderes Thema."
)
_NUMBERED = N_(
    "Eine Nummer von 1 bis 17 hat jedes Ziel für nachhaltige Entwicklung, ein Feld der "
    "Zusammenarbeit hat keine. Ändern Sie die Nummer oder die Art."
)
_NUMBER_TAKEN = N_(
    "Das Ziel %(number)s gibt es schon: „%(theme)s“. Bearbeiten Sie dieses, oder wählen Sie eine "
    "andere Nummer."
)


@transaction.atomic
def record_theme(
    *,
    identifier: str,
    kind: ThemeKind,
    label: Texts,
    by: User,
    number: int | None = None,
    description: Texts = None,
    said_of: Phase | str = "",
    passage: Passage | None = None,
) -> Theme:
    """Record a field of cooperation or one of the 17 goals."""
    _judge_number(None, kind, number)
    theme = Theme(identifier=identifier, kind=kind, number=number, said_of=said_of, passage=passage)
    put_wording(theme, label=label, description=description)
    keep(theme)
    log("relations.theme.record", theme, by=by)
    return theme


@transaction.atomic
def tag_relation(*, relation: Relation, theme: Theme, passage: Passage, by: User) -> RelationTheme:
    """Record that a relation is about a theme, as a passage says; several passages may say so."""
    if RelationTheme.objects.filter(relation=relation, theme=theme, passage=passage).exists():
        raise Refused(Problem("theme", _TAGGED_BY_IT, {"theme": theme.label}))
    link = RelationTheme(relation=relation, theme=theme, passage=passage)
    keep(link)
    log("relations.relation.tag", relation, by=by, data={"theme": theme.identifier})
    return link


@transaction.atomic
def untag_relation(*, relation: Relation, theme: Theme, by: User) -> None:
    """Take a theme from a relation, with all passages that said so; the history keeps which."""
    links = RelationTheme.objects.filter(relation=relation, theme=theme)
    passages = list(links.order_by("passage").values_list("passage", flat=True))
    if not passages:
        raise Refused(Problem("theme", _NOT_TAGGED, {"theme": theme.label}))
    links.delete()
    data = {"theme": theme.identifier, "passages": passages}
    log("relations.relation.untag", relation, by=by, data=data)


@transaction.atomic
def amend_theme(
    *,
    theme: Theme,
    by: User,
    kind: ThemeKind,
    number: int | None,
    label: Texts = None,
    description: Texts = None,
) -> Theme:
    """Change how a theme is called and described; the history keeps what was there before."""
    _judge_number(theme, kind, number)
    wording = {"label": label, "description": description}
    amend(theme, action="relations.theme.amend", by=by, wording=wording, kind=kind, number=number)
    return theme


def _judge_number(theme: Theme | None, kind: ThemeKind, number: int | None) -> None:
    is_goal = number is not None and 1 <= number <= 17
    if is_goal != (kind == ThemeKind.SDG) or (number is not None and not is_goal):
        raise Refused(Problem("number", _NUMBERED))
    if number is None:
        return
    others = Theme.objects.filter(number=number)
    twin = others.exclude(pk=theme.pk).first() if theme else others.first()
    if twin is not None:
        values = {"number": number, "theme": twin.label}
        raise Refused(Problem("number", _NUMBER_TAKEN, values))
