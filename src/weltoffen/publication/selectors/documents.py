"""Documents that are public: themselves, and what they belong to."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from weltoffen.documents.handing_out import Handed, current_of
from weltoffen.documents.models import Document
from weltoffen.documents.rules.formats import BY_MEDIA_TYPE
from weltoffen.ground.dates import parse_date
from weltoffen.ground.spoken import say_date
from weltoffen.publication import wording
from weltoffen.publication.types.documents import PublishedDocument
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


def published_documents(relation: int, language: str) -> tuple[PublishedDocument, ...]:
    """Return the public documents of a relation, by their date; one query."""
    links = (
        shown_links()
        .filter(relation=relation, document__visibility=Visibility.PUBLIC)
        .select_related("document", "act")
        .order_by("document__on", "document__title", "pk")
    )
    with wording.speaking(language):
        return tuple(_published(link, language) for link in links)


def _published(link: RelationDocument, language: str) -> PublishedDocument:
    document = link.document
    on = parse_date(document.on)
    return PublishedDocument(
        identifier=document.identifier,
        title=document.title,
        kind=document.kind,
        kind_label=str(document.get_kind_display()),
        on=on,
        on_words=say_date(on, language),
        language=document.language,
        summary=wording.worded(document, "summary", language),
        address=document.url,
        format=BY_MEDIA_TYPE[document.media_type].name,
        size=document.file_size or 0,
        act=link.act.identifier if link.act else "",
    )
