"""Pages of documents and pictures: sheet, file, description, deletion for good."""

from __future__ import annotations

from typing import Any, cast

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.defaultfilters import filesizeformat
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.widgets.button import HeaderButton

from weltoffen.accounts.models import User
from weltoffen.accounts.selectors import within_reach
from weltoffen.audit.actions import note
from weltoffen.audit.enums import EventName
from weltoffen.desk.forms.documents import (
    FACTS,
    DescribingForm,
    ErasingForm,
    PictureWordsForm,
)
from weltoffen.desk.forms.fields import spoken
from weltoffen.desk.kinds import ACTS, DOCUMENTS, PICTURES, RELATIONS, SOURCES
from weltoffen.desk.naming import language, title_of
from weltoffen.desk.views.editing import AmendPage, RecordFormPage
from weltoffen.desk.views.pages import RecordPage, SheetPage
from weltoffen.desk.views.sheets import Fact, Listed, record_facts
from weltoffen.documents.actions import describe, erase
from weltoffen.documents.handing_out import current_of, original_of, version_of
from weltoffen.documents.models import Document, Picture, Version
from weltoffen.documents.rules.formats import BY_MEDIA_TYPE
from weltoffen.ground.dates import parse_date
from weltoffen.ground.problems import Refused
from weltoffen.ground.spoken import say_date, say_day
from weltoffen.publication.selectors.documents import published_file
from weltoffen.records.enums import Visibility
from weltoffen.relations.models import RelationDocument
from weltoffen.sources.models import Source

ACTIVE = {
    "javascript": _("ein Skript"),
    "attachments": _("angehängte Dateien"),
    "media": _("eingebettete Medien"),
    "forms": _("ein Formular, das Daten verschickt"),
}
"""What a PDF file could do besides being read, in words."""


class FiledSheet(SheetPage):
    """What is known of a file, and the way to it."""

    template_name = "desk/document.html"

    def get_header_buttons(self) -> list[Any]:
        """Add deletion for good, at the end."""
        buttons: list[Any] = super().get_header_buttons()
        if self.may("change"):
            label, url = _("Endgültig löschen"), self.kind.url(self.record, "erase")
            buttons.append(HeaderButton(label, url, icon_name="bin", priority=90))
        return buttons

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the facts and the file."""
        record = self.record
        return super().get_context_data(**kwargs) | {
            "facts": [*_facts(record), *record_facts(record)],
            "file_url": self.kind.url(record, "file"),
            "file_words": file_words(record.media_type, record.file_size),
            "is_picture": record.is_shown and record.media_type.startswith("image/"),
            "alt": str(getattr(record, "alt", "") or record.title),
            "active": [ACTIVE.get(each, each) for each in record.active],
            "is_checked": bool(record.sha256),
        }


class DocumentSheet(FiledSheet):
    """A document: its file, its versions, what it belongs to."""

    kind = DOCUMENTS

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add versions and what it belongs to."""
        document: Document = self.record
        may_use = SOURCES.may(self.request.user, "add") and bool(document.sha256)
        return super().get_context_data(**kwargs) | {
            "versions": _versions(document, may_change=self.may("change")),
            "version_url": self._version_url(document),
            "public_url": _public_url(document),
            "lists": [
                _belongings(document, self.request.user),
                _sources(document, self.request.user, may_use=may_use),
            ],
        }

    def _version_url(self, document: Document) -> str:
        """Return where a newer file is added; of what is public, to those only who may publish."""
        right = "publish" if document.visibility == Visibility.PUBLIC else "change"
        return DOCUMENTS.url(document, "version") if self.may(right) else ""


class PictureSheet(FiledSheet):
    """A picture for web pages."""

    kind = PICTURES


def file_words(media_type: str, size: int | None) -> str:
    """Return format and size as people say them."""
    found = BY_MEDIA_TYPE.get(media_type)
    return f"{found.name if found else media_type}, {filesizeformat(size or 0)}"


def _public_url(document: Document) -> str:
    found = published_file(document.identifier)
    return document.url if found is not None else ""


def _facts(record: Any) -> list[Fact]:
    facts = [
        Fact(_("Art"), record.get_kind_display()),
        Fact(_("Datum"), say_date(parse_date(record.on), language())),
        Fact(_("Worum es geht"), record.summary or ""),
        Fact(_("Sprache"), record.language),
        Fact(_("Von wem"), record.author),
        Fact(_("Lizenz oder Erlaubnis"), record.licence),
        Fact(_("Dateiname beim Hochladen"), record.received_name),
        Fact(_("Prüfsumme (SHA-256)"), record.sha256),
    ]
    if isinstance(record, Picture):
        facts[1:1] = [
            Fact(_("Alternativtext (deutsch)"), record.alt_de or "", language="de"),
            Fact(_("Alternativtext (englisch)"), record.alt_en or "", language="en"),
            Fact(_("Größe in Bildpunkten"), f"{record.width} × {record.height}"),
        ]
    return facts


def _versions(document: Document, *, may_change: bool) -> list[dict[str, Any]]:
    base = DOCUMENTS.url(document, "file")
    return [
        {
            "number": version.number,
            "added": say_day(localtime(version.added_at).date(), language()),
            "note": version.note,
            "words": file_words(version.media_type, version.size),
            "sha256": version.sha256,
            "url": f"{base}?version={version.number}",
            "original_url": (
                f"{base}?version={version.number}&original=1"
                if version.original and may_change
                else ""
            ),
        }
        for version in document.versions.all()
    ]


def _belongings(document: Document, user: Any) -> Listed:
    seen = within_reach(RELATIONS.model._default_manager.all(), user)
    links = RelationDocument.objects.filter(document=document, relation__in=seen).select_related(
        "act", "relation__home", "relation__municipality", "relation__network",
        "relation__instrument",
    )  # fmt: skip
    items: list[tuple[str, str]] = []
    for link in links:
        items.append((title_of(link.relation), RELATIONS.url(link.relation)))
        if link.act is not None and ACTS.may(user, "see", link.act):
            items.append((link.act.title, ACTS.url(link.act)))
    return Listed(_("Gehört zu"), items, _("Es gehört noch zu keiner Beziehung."))


def _sources(document: Document, user: Any, *, may_use: bool) -> Listed:
    shas = document.versions.values("sha256")
    found: QuerySet[Any] = within_reach(Source.objects.filter(snapshots__sha256__in=shas), user)
    return Listed(
        _("Als Quelle verwendet"),
        [(source.title, SOURCES.url(source)) for source in found.distinct()],
        _("Noch nicht. Als Quelle kann es Akte belegen."),
        DOCUMENTS.url(document, "source") if may_use else "",
        _("Als Quelle verwenden"),
    )


class FileOfRecord(RecordPage, View):
    """The file itself, for those who may see the record; earlier ones by their number."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Hand out the file. Nobody between may keep it."""
        caching = "private, no-cache"
        if self.record.visibility == Visibility.RESTRICTED:
            caching = "private, no-store"
            about = f"{self.record._meta.label_lower}:{self.record.identifier}"
            note(EventName.RESTRICTED_SEEN, by=cast(User, request.user), about=about)
        answer: HttpResponseBase = self._wanted(request).answer(request, caching=caching)
        return answer

    def _wanted(self, request: HttpRequest) -> Any:
        number = request.GET.get("version", "")
        if not number or not isinstance(self.record, Document):
            return current_of(self.record)
        found: Version | None = None
        if number.isdecimal() and len(number) < 6:
            found = self.record.versions.filter(number=int(number)).first()
        if found is None:
            raise Http404
        if "original" not in request.GET:
            return version_of(found)
        if not found.original or not self.may("change"):
            raise Http404
        return original_of(found)


class _Describe(AmendPage):
    """Changes what is said of a file."""

    wordings: tuple[str, ...] = ("summary",)
    facts: tuple[str, ...] = FACTS

    def initial_of(self, record: Any) -> dict[str, Any]:
        """Return what the register has."""
        names = [
            *self.facts,
            *(f"{name}_{code}" for name in self.wordings for code in ("de", "en")),
        ]
        date = "" if record.on == "XXXX" else spoken(record.on)
        return {name: getattr(record, name) or "" for name in names} | {"on": date}

    def amend(self, record: Any, form: Any) -> Any:
        """Describe it."""
        typed = form.cleaned_data
        return describe(
            record=record,
            on=typed["on"] or "XXXX",
            by=self.person,
            **{name: typed[name] for name in self.facts},
            **{name: form.texts(name, record) for name in self.wordings},
        )


class DescribeDocument(_Describe):
    """What is said of a document."""

    kind = DOCUMENTS
    form_class = DescribingForm


class DescribePicture(_Describe):
    """What is said of a picture."""

    kind = PICTURES
    form_class = PictureWordsForm
    wordings = ("alt", "summary")
    facts = ("title", "author", "licence")


class ErasePage(RecordFormPage):
    """Deletes a document or a picture with all its files, for good."""

    page_title = _("Endgültig löschen")
    form_class = ErasingForm
    submit_label = _("Endgültig löschen")
    warning = _(
        "Das ist nur für Dateien da, die nicht aufbewahrt werden dürfen, etwa aus Gründen des "
        "Datenschutzes. Alle Fassungen werden gelöscht und lassen sich nicht zurückholen. Soll nur "
        "die Öffentlichkeit den Eintrag nicht mehr sehen, nehmen Sie ihn aus der Öffentlichkeit."
    )

    def act(self, form: Any) -> Any:
        """Delete it."""
        erase(record=self.record, reason=form.cleaned_data["reason"], by=self.person)
        return self.record

    def form_valid(self, form: Any) -> Any:
        """Delete, and return to the list: the record has no page any more."""
        try:
            self.act(form)
        except Refused as refusal:
            form.refuse(refusal)
            return self.form_invalid(form)
        messages.success(self.request, gettext("Der Eintrag und seine Dateien sind gelöscht."))
        return HttpResponseRedirect(self.kind.list_url)
