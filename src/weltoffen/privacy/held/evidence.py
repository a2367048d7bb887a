"""Who is named in sources, in what was read of them, in acts and in what is said of relations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from weltoffen.ground.problems import N_
from weltoffen.intake.models import Attempt, Statement
from weltoffen.privacy.enums import Activity, Affected, Ground, Then
from weltoffen.privacy.held.rows import about_of, naming, values_of
from weltoffen.privacy.types import Held, Kind, Subject
from weltoffen.records.rules.words import excerpts, pattern_of
from weltoffen.relations.models import (
    Act,
    Disagreement,
    DutyEvidence,
    OrganisationTie,
    Position,
    Relation,
    Signatory,
)
from weltoffen.sources.models import Passage, Rendering, Source

_STAYS = N_(
    "Ein Beleg bleibt, wie er erhalten wurde (Art. 17 Abs. 3 b und d DSGVO). Ist er zu Unrecht "
    "hier, nehmen Sie ihn aus der Öffentlichkeit, und fragen Sie die oder den "
    "Datenschutzbeauftragten."
)
_AMEND = N_(
    "Diesen Text hat das Büro geschrieben: Nehmen Sie den Namen auf seinem Blatt heraus, wenn er "
    "dort nicht stehen muss. Danach steht er nur noch im Verlauf, und von dort geht er hier."
)


@dataclass(frozen=True, slots=True)
class _Texts:
    """Where names may stand: a model's fields, of long ones only the words around; and what then.

    ``of`` leads to what is named in the heading, for rows that say nothing by themselves.
    """

    model: type[Any]
    fields: tuple[str, ...]
    why: str = _STAYS
    is_long: bool = False
    of: str = ""


LOOKED_AT = (
    _Texts(Source, ("title", "publisher", "content_note")),
    _Texts(Passage, ("quote", "gist")),
    _Texts(Rendering, ("text",), is_long=True, of="snapshot"),
    _Texts(Act, ("title", "note", "wording")),
    _Texts(Signatory, ("office",), of="act"),
    _Texts(Relation, ("summary", "open_question"), _AMEND),
    _Texts(Disagreement, ("question", "reason"), _AMEND),
    _Texts(Position, ("answer",), _AMEND, of="disagreement"),
    _Texts(OrganisationTie, ("remark",), _AMEND, of="relation"),
    _Texts(DutyEvidence, ("measure",), _AMEND, of="relation"),
    _Texts(Statement, ("proposed", "amended", "quote", "compared", "reason"), is_long=True),
    _Texts(
        Attempt, ("title", "answered_by", "fault", "notes"), is_long=True, of="address",
    ),
)  # fmt: skip


def _find(subject: Subject) -> Iterator[Held]:
    found = pattern_of(subject.names)
    for texts in LOOKED_AT:
        for row in naming(texts.model.objects.all(), subject.names, texts.fields):
            if texts.is_long:
                said = [
                    each for name in texts.fields for each in excerpts(getattr(row, name), found)
                ]
                values = tuple((gettext("Wortlaut"), each) for each in dict.fromkeys(said))
            else:
                values = values_of(row, texts.fields)
            yield Held(
                key=about_of(row),
                title=f"{texts.model._meta.verbose_name}: {_heading(row, texts.of)[:80]}",
                values=values,
                is_certain=False,
                fate=Then.KEPT,
                why=gettext(texts.why),
            )


def _heading(row: Model, of: str) -> str:
    return str(getattr(row, of) if of else row)


EVIDENCE = Kind(
    "evidence",
    _("Quellen, Textstellen und Akte"),
    Activity.RELATIONS,
    (Affected.NAMED, Affected.OFFICE_HOLDERS),
    _("belegen, was die Stadt beschlossen und unterschrieben hat"),
    Ground.ARCHIVE,
    _("die Öffentlichkeit, soweit der Eintrag öffentlich ist"),
    Then.KEPT,
    {
        "sources.source": ("title", "publisher", "content_note"),
        "sources.snapshot": ("body",),
        "sources.rendering": ("text",),
        "sources.passage": ("quote", "gist"),
        "relations.act": ("title", "note", "wording"),
        "relations.signatory": ("office", "held_by"),
        "relations.relation": ("summary", "open_question"),
        "relations.disagreement": ("question", "reason"),
        "relations.position": ("answer",),
        "relations.organisationtie": ("remark",),
        "relations.dutyevidence": ("measure",),
        "intake.attempt": ("title", "pending", "answered_by", "fault", "notes"),
        "intake.statement": ("proposed", "amended", "quote", "compared", "reason"),
    },
    rule=_("bleibt: Was öffentlich oder im Amt geschah und belegt ist, wird nicht gelöscht"),
    find=_find,
)
