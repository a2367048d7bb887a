"""Uploading files and saying what they are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from weltoffen.desk.forms.fields import (
    FileInput,
    LanguageField,
    RecordField,
    SpokenDateField,
    choice,
    long_text,
    text,
)
from weltoffen.desk.forms.refusable import RefusableForm
from weltoffen.desk.kinds import ACTS, DOCUMENTS, RELATIONS
from weltoffen.documents.enums import FileKind
from weltoffen.documents.receiving import limits, receive
from weltoffen.documents.rules.formats import FORMATS
from weltoffen.documents.rules.formats import PICTURES as PICTURE_FORMATS
from weltoffen.documents.rules.judging import refuse_large
from weltoffen.documents.types import Format, Received
from weltoffen.ground.problems import Refused
from weltoffen.records.enums import Visibility

KEPT = "kept"
"""Hidden field: what was uploaded before and waits for the form, signed for this person."""
DROPPED = "dropped"
"""Boxes at what was uploaded before: leave it out after all."""
LONGEST_WAIT = 24 * 60 * 60
"""Seconds for which an uploaded file waits for its form; half of what sweeping leaves alone."""
MOST = 20
FACTS = ("title", "kind", "language", "author", "licence")


class _OneFile(FileInput):
    """Takes one file."""


class _SeveralFiles(FileInput):
    """Takes several files at once; one may drop them onto it."""

    allow_multiple_selected = True
    button = _("Dateien wählen …")


class UploadField(forms.FileField):
    """Files as they were chosen; the form looks at them."""

    def __init__(self, formats: Iterable[Format], *, several: bool, **kwargs: Any) -> None:
        endings = [f".{ending}" for each in formats for ending in each.endings]
        widget = _SeveralFiles() if several else _OneFile()
        widget.attrs["accept"] = ",".join(endings)
        super().__init__(required=False, widget=widget, **kwargs)

    def clean(self, value: Any, initial: Any = None) -> list[Any]:
        """Return the files, those without a byte too: what is wrong with each is said by name."""
        chosen = value if isinstance(value, list) else [value]
        return [each for each in chosen if each]


class UploadForm(RefusableForm):
    """A form with files. What was looked at once need not be chosen again.

    ``received`` are the files that may be kept: those just chosen, and those that came with an
    earlier press on the button and wait in the store.
    """

    for_pages = False
    several = False
    aliases = {"file": "files"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.who = kwargs.get("person")
        self.received: list[Received] = []

    @property
    def keeps_original(self) -> bool:
        """Return whether a picture is kept also as it came: the scan of a deed is evidence."""
        return self.data.get("kind") == FileKind.DEED

    def clean(self) -> dict[str, Any]:
        """Look at every file; each that is refused is told by name, the others wait."""
        typed = super().clean() or self.cleaned_data
        self.received = self._waiting()
        faults: list[str] = []
        for upload in typed.get("files") or []:
            try:
                self._take(self._looked_at(upload))
            except Refused as refusal:
                faults += [problem.says(gettext) for problem in refusal.problems]
        if not self.several:
            self.received = self.received[-1:]
        if len(self.received) > MOST:
            self.received = self.received[:MOST]
            faults.append(
                gettext("Auf einmal gehen höchstens %(most)d Dateien. Die ersten sind bereit; "
                        "laden Sie die übrigen danach hoch.") % {"most": MOST}
            )  # fmt: skip
        if faults:
            self.add_error("files", ValidationError(faults))
        elif not self.received:
            self.add_error("files", gettext("Es fehlt die Datei. Wählen Sie sie aus."))
        return typed

    def _looked_at(self, upload: Any) -> Received:
        refuse_large(upload.size, upload.name, limits())
        return receive(
            name=upload.name,
            body=upload.read(),
            for_pages=self.for_pages,
            with_original=self.keeps_original and not self.for_pages,
        )

    def _take(self, received: Received) -> None:
        """Add a file, unless it was chosen twice."""
        if received.received_sha256 not in {each.received_sha256 for each in self.received}:
            self.received.append(received)

    def _waiting(self) -> list[Received]:
        dropped = set(self.data.getlist(DROPPED)) if hasattr(self.data, "getlist") else set()
        try:
            values = signing.loads(self.data.get(KEPT, ""), salt=self._salt, max_age=LONGEST_WAIT)
        except signing.BadSignature:
            return []
        return [
            received
            for received in map(Received.of_values, values)
            if received.received_sha256 not in dropped
        ]

    @property
    def waiting(self) -> str:
        """Return what the page sends back, so that no file has to be chosen twice."""
        values = [received.as_values() for received in self.received]
        return signing.dumps(values, salt=self._salt, compress=True) if values else ""

    @property
    def _salt(self) -> str:
        return f"weltoffen.desk.uploads.{getattr(self.who, 'pk', None)}"


def _language() -> LanguageField:
    return LanguageField(required=False)


def _date() -> SpokenDateField:
    return SpokenDateField(label=_("Datum"), required=False, has_come=True)


class DescribingForm(RefusableForm):
    """What is said of a document."""

    title = text(
        _("Titel"), missing=_("Es fehlt der Titel. Schreiben Sie, was das Dokument ist."),
        longest=200,
    )  # fmt: skip
    kind = choice(_("Art"), FileKind, missing=_("Wählen Sie, was es ist."))
    on = _date()
    language = _language()
    author = text(_("Von wem"), _("Die Stelle, von der es stammt."), longest=200)
    licence = text(
        _("Lizenz oder Erlaubnis"), _("Nötig nur, wenn es veröffentlicht werden soll."), longest=200
    )
    summary_de = long_text(_("Worum es geht (deutsch)"))
    summary_en = long_text(_("Worum es geht (englisch)"))

    groups: Any = (
        (_("Was es ist"), ("title", "kind", "on", "language")),
        (_("Inhalt und Herkunft"), ("summary_de", "summary_en", "author", "licence")),
    )


class DocumentsForm(UploadForm, DescribingForm):
    """Several files at once, of one kind and to one relation."""

    several = True
    files: Any = UploadField(
        FORMATS,
        several=True,
        label=_("Dateien"),
        help_text=_(
            "PDF, Bilder, Word, Excel, PowerPoint, OpenDocument, Text, CSV oder E-Mail (.eml). Bei "
            "Fotos werden Ort und Namen aus der Datei entfernt."
        ),
    )
    title = text(
        _("Titel"), _("Leer lassen: Jede Datei heißt dann nach ihrem Dateinamen."), longest=160
    )
    relation = RecordField(
        RELATIONS,
        label=_("Beziehung"),
        related=("home", "municipality", "network", "instrument"),
        help_text=_("Zu welcher Beziehung es gehört; kann auch später gesagt werden."),
    )
    act = RecordField(
        ACTS,
        label=_("Akt"),
        related=("relation",),
        help_text=_("Wenn es die Urkunde oder der Beschluss eines Aktes ist."),
    )
    visibility = choice(
        _("Wer es sieht"),
        Visibility,
        _("Intern: alle am Schreibtisch. Eingeschränkt, wenn darin steht, was nur wenige wissen "
          "dürfen. Veröffentlicht wird erst später, mit Absicht."),
        missing=_("Wählen Sie, wer das Dokument sieht."),
        without=(Visibility.PUBLIC,),
    )  # fmt: skip

    groups: Any = (
        (_("Dateien"), ("files",)),
        (_("Was es ist"), ("title", "kind", "on", "language")),
        (_("Wozu es gehört, und wer es sieht"), ("relation", "act", "visibility")),
        (_("Inhalt und Herkunft"), ("summary_de", "summary_en", "author", "licence")),
    )
    folded = ("summary_de",)

    def clean(self) -> dict[str, Any]:
        """Take the relation from the act, where only the act is given."""
        typed = super().clean()
        act = typed.get("act")
        if act is not None and typed.get("relation") is None:
            typed["relation"] = act.relation
        return typed


class VersionForm(UploadForm):
    """A newer file of a document."""

    files: Any = UploadField(FORMATS, several=False, label=_("Datei"))
    note = text(_("Was ist neu?"), _("Zum Beispiel: mit Unterschriften."), longest=240)

    groups: Any = ((_("Neue Fassung"), ("files", "note")),)

    def __init__(self, *args: Any, is_deed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_deed = is_deed

    @property
    def keeps_original(self) -> bool:
        """Return whether the document is a deed."""
        return self.is_deed


class PictureWordsForm(RefusableForm):
    """What is said of a picture."""

    aliases = {"alt": "alt_de"}

    title = text(_("Titel"), missing=_("Es fehlt der Titel. Geben Sie dem Bild einen Namen."),
                 longest=200)  # fmt: skip
    alt_de = text(
        _("Alternativtext (deutsch)"),
        _("Was zu sehen ist, in einem Satz, für alle, die das Bild nicht sehen. Vor dem "
          "Veröffentlichen nötig."),
        longest=300,
    )  # fmt: skip
    alt_en = text(_("Alternativtext (englisch)"), longest=300)
    author = text(_("Von wem"), _("Wer das Bild gemacht hat. Vor dem Veröffentlichen nötig."),
                  longest=200)  # fmt: skip
    licence = text(
        _("Lizenz oder Erlaubnis"),
        _("Zum Beispiel CC BY 4.0, oder wer die Erlaubnis gab. Vor dem Veröffentlichen nötig."),
        longest=200,
    )
    on = _date()
    summary_de = long_text(_("Worum es geht (deutsch)"))
    summary_en = long_text(_("Worum es geht (englisch)"))

    groups: Any = (
        (_("Was zu sehen ist"), ("title", "alt_de", "alt_en")),
        (_("Rechte und Herkunft"), ("author", "licence", "on", "summary_de", "summary_en")),
    )


class PictureForm(UploadForm, PictureWordsForm):
    """A picture for web pages."""

    for_pages = True
    aliases = UploadForm.aliases | PictureWordsForm.aliases
    files: Any = UploadField(
        PICTURE_FORMATS,
        several=False,
        label=_("Bilddatei"),
        help_text=_(
            "JPEG, PNG, WebP, TIFF oder HEIC. Das Bild wird neu gespeichert: Ort, Kamera und Namen "
            "aus der Datei verschwinden."
        ),
    )

    groups: Any = ((_("Bild"), ("files",)), *PictureWordsForm.groups)


class ErasingForm(RefusableForm):
    """Why something has to be deleted for good."""

    reason = text(
        _("Begründung"),
        _("Bleibt als Einziges stehen. Nennen Sie keine Namen und nicht, was in der Datei stand."),
        missing=_("Es fehlt, warum die Datei gelöscht werden muss. Schreiben Sie einen Satz."),
        longest=200,
    )
    sure = forms.BooleanField(
        label=_("Ja, endgültig löschen"),
        error_messages={"required": _("Setzen Sie den Haken, wenn Sie sicher sind.")},
    )

    groups: Any = ((_("Endgültig löschen"), ("reason", "sure")),)


class LinkingForm(RefusableForm):
    """Which documents belong to a relation, and one more."""

    aliases = {"document": "document"}

    document = RecordField(
        DOCUMENTS,
        label=_("Weiteres Dokument"),
        help_text=_("Eines, das schon hochgeladen ist."),
    )
    act = RecordField(
        ACTS, label=_("Akt"), related=("relation",),
        help_text=_("Wenn es zu einem Akt dieser Beziehung gehört."),
    )  # fmt: skip
    gone: Any = forms.MultipleChoiceField(
        label=_("Lösen"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Mit Haken gehört das Dokument nicht mehr hierher; abgelegt bleibt es."),
    )

    def __init__(self, *args: Any, linked: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups: Any = ((_("Dokumente"), ("document", "act")),)
        offered: Any = self.fields["gone"]
        offered.choices = linked
        if linked:
            self.groups = (*self.groups, (_("Schon zugeordnet"), ("gone",)))
        else:
            del self.fields["gone"]
