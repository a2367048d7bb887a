"""Pages with files: documents, a newer version of one, a picture."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from weltoffen.desk.forms.documents import FACTS, KEPT, DocumentsForm, PictureForm, VersionForm
from weltoffen.desk.forms.fields import spoken
from weltoffen.desk.kinds import ACTS, DOCUMENTS, PICTURES, RELATIONS
from weltoffen.desk.naming import title_of
from weltoffen.desk.views.documents import file_words
from weltoffen.desk.views.editing import FormPage, RecordFormPage
from weltoffen.documents.actions import add_version, file_document, file_picture
from weltoffen.documents.enums import FileKind
from weltoffen.documents.models import Document, Filed, Picture
from weltoffen.documents.types import Received
from weltoffen.ground.identifiers import identifier_from
from weltoffen.records.enums import Visibility
from weltoffen.records.selectors import free_identifier
from weltoffen.relations.actions import link_document


class UploadPage(FormPage):
    """A form with files, which wait while something else is mended."""

    template_name = "desk/upload_form.html"
    submit_label = _("Hochladen")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what waits already."""
        context = super().get_context_data(**kwargs)
        form = context["form"]
        waiting = form.waiting if form.is_bound else ""
        hidden = [(KEPT, waiting)] if waiting else []
        return context | {
            "hidden": [*context["hidden"], *hidden],
            "received": [
                (each.received_sha256, each.name, file_words(each.media_type, each.size))
                for each in form.received
            ],
            "submit_button_active_label": _("Wird hochgeladen und geprüft …"),
        }


class AddDocuments(UploadPage):
    """One document or several, each with its own record."""

    kind = DOCUMENTS
    page_title = _("Dokumente hochladen")
    form_class = DocumentsForm
    initial = {"kind": FileKind.OTHER, "visibility": Visibility.INTERNAL}
    filed: list[Document]

    def get_initial(self) -> dict[str, Any]:
        """Begin with the relation or the act from whose sheet one came."""
        initial = super().get_initial()
        user = self.request.user
        act = ACTS.seen_by(user).filter(identifier=self.request.GET.get("act", "")[:96])
        found_act = act.select_related("relation").first()
        if found_act is not None:
            return initial | {"act": found_act, "kind": FileKind.DEED, "on": spoken(found_act.on)}
        among = RELATIONS.seen_by(user).select_related(
            "home", "municipality", "network", "instrument"
        )
        relation = among.filter(identifier=self.request.GET.get("relation", "")[:96]).first()
        return initial | ({"relation": relation} if relation is not None else {})

    def act(self, form: Any) -> Any:
        """File each, and say what it belongs to."""
        self.filed = [self._file(form, received) for received in form.received]
        return self.filed[0]

    def _file(self, form: Any, received: Received) -> Document:
        typed = form.cleaned_data
        title = title_for(typed["title"], received.name, several=len(form.received) > 1)
        document = file_document(
            identifier=_identifier(Document, title),
            received=received,
            summary=form.texts("summary"),
            on=typed["on"] or "XXXX",
            visibility=Visibility(typed["visibility"]),
            by=self.person,
            **{name: typed[name] for name in FACTS if name != "title"},
            title=title,
        )
        if typed["relation"] is not None:
            link_document(
                relation=typed["relation"], document=document, act=typed["act"], by=self.person
            )
        return document

    def next_url(self, record: Any) -> str:
        """Go to the document, or to where several belong."""
        if len(self.filed) == 1:
            return DOCUMENTS.url(record)
        link = record.relation_links.select_related("relation").first()
        return RELATIONS.url(link.relation) if link else DOCUMENTS.list_url

    def success(self, record: Any) -> str:
        """Say how many are there."""
        count = len(self.filed)
        return ngettext(
            "Das Dokument „%(title)s“ ist abgelegt. Es ist nicht öffentlich, bis Sie es "
            "veröffentlichen.",
            "%(count)d Dokumente sind abgelegt. Sie sind nicht öffentlich, bis Sie sie "
            "veröffentlichen.",
            count,
        ) % {"title": title_of(record), "count": count}


def title_for(typed: str, name: str, *, several: bool) -> str:
    """Return the title of a file: as typed, of several with its name, or after its name alone."""
    stem = name.rpartition(".")[0].replace("_", " ").strip() or name
    if not typed:
        return stem[:200]
    return f"{typed} – {stem}"[:200] if several else typed


def _identifier(model: type[Filed], title: str) -> str:
    return free_identifier(model, identifier_from(title) or str(model._meta.model_name))


class AddPicture(UploadPage):
    """A picture for web pages."""

    kind = PICTURES
    page_title = _("Bild hochladen")
    form_class = PictureForm

    def act(self, form: Any) -> Any:
        """File it."""
        typed = form.cleaned_data
        return file_picture(
            identifier=_identifier(Picture, typed["title"]),
            received=form.received[0],
            title=typed["title"],
            alt=form.texts("alt"),
            summary=form.texts("summary"),
            on=typed["on"] or "XXXX",
            author=typed["author"],
            licence=typed["licence"],
            by=self.person,
        )


class AddVersion(UploadPage, RecordFormPage):
    """A newer file of a document; the earlier ones stay."""

    kind = DOCUMENTS
    right = "change"
    page_title = _("Neue Fassung")
    form_class = VersionForm
    intro = _(
        "Die neue Datei tritt an die Stelle der jetzigen, auch öffentlich, wenn das Dokument "
        "öffentlich ist. Die früheren Fassungen bleiben hier am Schreibtisch."
    )

    def prepare(self) -> None:
        """Let in to what is public those only who may publish: the new file is public at once."""
        super().prepare()
        if self.record.visibility == Visibility.PUBLIC and not self.may("publish"):
            raise PermissionDenied

    def get_form_kwargs(self) -> dict[str, Any]:
        """Say whether it is a deed, of which a scan is kept as it came."""
        return super().get_form_kwargs() | {"is_deed": self.record.kind == FileKind.DEED}

    def act(self, form: Any) -> Any:
        """Add it."""
        add_version(
            document=self.record,
            received=form.received[0],
            note=form.cleaned_data["note"],
            by=self.person,
        )
        return self.record

    def success(self, record: Any) -> str:
        """Say that it is there."""
        return gettext("Die neue Fassung ist abgelegt.")


def upload_url(**about: str) -> str:
    """Return the address of the upload, beginning with a relation or an act."""
    (name, identifier), *_rest = about.items()
    return f"{reverse('desk:documents-add')}?{name}={identifier}"
