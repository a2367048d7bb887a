"""Which documents belong to a relation, and a document as a source."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from weltoffen.accounts.selectors import within_reach
from weltoffen.desk.forms.documents import LinkingForm
from weltoffen.desk.forms.fields import spoken
from weltoffen.desk.kinds import DOCUMENTS, RELATIONS
from weltoffen.desk.naming import title_of
from weltoffen.desk.views.editing import RecordFormPage
from weltoffen.desk.views.sheets import Listed
from weltoffen.desk.views.sources import AddSource
from weltoffen.desk.views.uploading import upload_url
from weltoffen.documents.enums import FileKind
from weltoffen.documents.models import Document
from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.records.actions import set_visibility
from weltoffen.records.enums import Visibility
from weltoffen.relations.actions import link_document, unlink_document
from weltoffen.relations.models import Act, Relation, RelationDocument
from weltoffen.sources.actions import receive_snapshot
from weltoffen.sources.enums import SourceKind, Standing
from weltoffen.sources.models import Source

_NOTHING = N_("Es ist noch nichts gewählt. Wählen Sie ein Dokument aus.")
_NOTHING_DONE = N_("Wählen Sie ein Dokument aus, oder setzen Sie einen Haken, um eines zu lösen.")
_KINDS = {FileKind.DEED: SourceKind.DEED, FileKind.LETTER: SourceKind.LETTER}


def documents_of(user: Any, *, relation: Relation | None = None, act: Act | None = None) -> Listed:
    """Return the documents of a relation or of an act that a person may see, for its sheet."""
    links = RelationDocument.objects.filter(**({"act": act} if act else {"relation": relation}))
    keys = links.values("document")
    found = within_reach(Document.objects.filter(pk__in=keys), user).distinct().order_by("on", "pk")
    items = [
        (f"{document.title} ({document.get_kind_display()})", DOCUMENTS.url(document))
        for document in found
    ]
    may_add = DOCUMENTS.may(user, "add")
    if act is not None:
        add_url = upload_url(act=act.identifier) if may_add else ""
        return Listed(
            _("Dokumente"), items, _("Noch keine Urkunde abgelegt."), add_url,
            _("Urkunde hochladen"),
        )  # fmt: skip
    assert relation is not None
    may_link = RELATIONS.may(user, "change", relation)
    add_url = RELATIONS.url(relation, "documents") if may_link else ""
    return Listed(
        _("Dokumente"), items, _("Noch kein Dokument zugeordnet."), add_url,
        _("Dokumente hochladen oder zuordnen"),
    )  # fmt: skip


class RelationDocuments(RecordFormPage):
    """The documents of a relation: add one that there is, take some away."""

    kind = RELATIONS
    page_title = _("Dokumente")
    form_class = LinkingForm
    template_name = "desk/relation_documents.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer those that the person may see to be taken away."""
        seen = within_reach(Document.objects.filter(relation_links__relation=self.record),
                            self.request.user)  # fmt: skip
        linked = [(str(each.pk), each.title) for each in seen.distinct().order_by("title", "pk")]
        return super().get_form_kwargs() | {"linked": linked}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the way to the upload."""
        may_add = DOCUMENTS.may(self.request.user, "add")
        url = upload_url(relation=self.record.identifier) if may_add else ""
        return super().get_context_data(**kwargs) | {"upload_url": url}

    def act(self, form: Any) -> Any:
        """Add and take away."""
        typed = form.cleaned_data
        gone = typed.get("gone") or []
        if typed["document"] is None and not gone:
            raise Refused(Problem("document", _NOTHING_DONE if "gone" in form.fields else _NOTHING))
        for document in Document.objects.filter(pk__in=gone):
            unlink_document(relation=self.record, document=document, by=self.person)
        if typed["document"] is not None:
            link_document(
                relation=self.record,
                document=typed["document"],
                act=typed["act"],
                by=self.person,
            )
        return self.record

    def success(self, record: Any) -> str:
        """Say that it is kept."""
        return gettext("Welche Dokumente zu „%(title)s“ gehören, ist gespeichert.") % {
            "title": title_of(record)
        }


class UseAsSource(AddSource):
    """A source made of a document: the file stays where it is, the source knows its fingerprint.

    Snapshots are never deleted, while the law may ask for a document to be: so the bytes are not
    copied. The source is as hidden as the document.
    """

    page_title = _("Als Quelle verwenden")
    document: Document

    def prepare(self) -> None:
        """Read the document, if the person may see it."""
        seen = DOCUMENTS.seen_by(self.request.user)
        among = seen.exclude(sha256="")
        self.document = get_object_or_404(among, identifier=self.kwargs["identifier"])

    def get_initial(self) -> dict[str, Any]:
        """Begin with what is said of the document."""
        document = self.document
        return super().get_initial() | {
            "title": document.title,
            "publisher": document.author,
            "kind": _KINDS.get(FileKind(document.kind), SourceKind.OTHER),
            "standing": Standing.READ,
            "content_date": spoken(document.on),
            "language": document.language or "de",
        }

    def act(self, form: Any) -> Source:
        """Record the source with the file's fingerprint as its first version."""
        source = super().act(form)
        version = self.document.versions.get(sha256=self.document.sha256)
        receive_snapshot(
            source=source,
            received_on=localtime(version.added_at).date(),
            media_type=version.media_type[:80],
            sha256=version.sha256,
            by=self.person,
        )
        if self.document.visibility == Visibility.RESTRICTED:
            set_visibility(record=source, visibility=Visibility.RESTRICTED, by=self.person)
        return source

    def cancel_url(self) -> str:
        """Return to the document."""
        return DOCUMENTS.url(self.document)
