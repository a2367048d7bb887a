"""Saying which documents belong to a relation or to one of its acts.

The history of a relation names documents by their number only: a document may have to be deleted
with everything that names it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from weltoffen.documents.models import Document
from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.records.actions import keep, log
from weltoffen.relations.models import Act, Relation, RelationDocument

if TYPE_CHECKING:
    from weltoffen.accounts.models import User

_NOT_OF_IT = N_(
    "Der Akt „%(act)s“ gehört zu einer anderen Beziehung. Wählen Sie einen Akt dieser Beziehung."
)
_BELONGS = N_(
    "Dieses Dokument gehört schon zu der Beziehung. Soll es zu einem anderen Akt gehören, lösen "
    "Sie es zuerst."
)
_NOT_LINKED = N_(
    "Dieses Dokument gehört nicht zu der Beziehung. Laden Sie die Seite neu: Vielleicht hat es "
    "gerade jemand anderes gelöst."
)


@transaction.atomic
def link_document(
    *, relation: Relation, document: Document, by: User, act: Act | None = None
) -> RelationDocument:
    """Say that a document belongs to a relation, or to one of its acts, as its deed does."""
    if act is not None and act.relation_id != relation.pk:
        raise Refused(Problem("act", _NOT_OF_IT, {"act": act.title}))
    known = RelationDocument.objects.filter(relation=relation, document=document).first()
    if known is not None and known.act_id is None and act is not None:
        known.act = act  # it becomes more exact
        keep(known, only=["act"])
    elif known is not None:
        raise Refused(Problem("document", _BELONGS))
    else:
        known = RelationDocument(relation=relation, document=document, act=act)
        keep(known)
    data = {"document": document.pk, "act": act.identifier if act else ""}
    log("relations.relation.link-document", relation, by=by, data=data)
    return known


@transaction.atomic
def unlink_document(*, relation: Relation, document: Document, by: User) -> None:
    """Say that a document does not belong to a relation, nor to its acts; the document stays."""
    gone, _rows = RelationDocument.objects.filter(relation=relation, document=document).delete()
    if not gone:
        raise Refused(Problem("document", _NOT_LINKED))
    log("relations.relation.unlink-document", relation, by=by, data={"document": document.pk})
