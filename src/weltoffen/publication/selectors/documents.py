"""Documents that are public: themselves, and what they belong to."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from weltoffen.documents.handing_out import Handed, current_of
from weltoffen.documents.models import Document
from weltoffen.records.enums import Visibility
from weltoffen.relations.models import RelationDocument
from weltoffen.relations.selectors import shown_to_public


def shown_links() -> QuerySet[RelationDocument]:
    """Return the links whose relation the public sees, and whose act, where there is one."""
    public_act = Q(act__isnull=True) | Q(act__visibility=Visibility.PUBLIC)
    return RelationDocument.objects.filter(public_act, shown_to_public("relation__"))


def published_file(identifier: str) -> Handed | None:
    """Return the file of a public document, None where there is none for everybody.

    A document that belongs to relations is public with one of them at the earliest: the deed of an
    internal act would tell of the act.
    """
    links = RelationDocument.objects.filter(document=OuterRef("pk"))
    found = Document.objects.filter(
        Q(Exists(shown_links().filter(document=OuterRef("pk")))) | ~Q(Exists(links)),
        identifier=identifier,
        visibility=Visibility.PUBLIC,
    ).first()
    return current_of(found) if found else None
