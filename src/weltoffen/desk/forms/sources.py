"""Typing in sources, what was received of them, and passages."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from weltoffen.desk.forms.addresses import IdentifierField, WebAddressField
from weltoffen.desk.forms.fields import (
    DayField,
    LanguageField,
    SpokenDateField,
    choice,
    long_text,
    text,
)
from weltoffen.desk.forms.refusable import RefusableForm
from weltoffen.desk.kinds import SOURCES
from weltoffen.records.enums import Role
from weltoffen.sources.enums import Publisher, SourceKind, Standing

FACTS = (
    "kind", "standing", "publisher_side", "title", "publisher", "address", "paper_number",
    "language",
)  # fmt: skip


class SourceForm(RefusableForm):
    """How a source is described."""

    title = text(
        _("Titel"),
        missing=_("Es fehlt der Titel. Schreiben Sie ihn so, wie er in der Quelle steht."),
        longest=200,
    )
    publisher = text(
        _("Herausgeber"),
        _("Die Stelle, nicht eine Person."),
        missing=_("Es fehlt, wer die Quelle herausgibt. Nennen Sie die Stelle."),
        longest=120,
    )
    publisher_side = choice(
        _("Wessen Wort ist es?"),
        Publisher,
        missing=_("Es fehlt, wessen Wort die Quelle ist. Wählen Sie es aus."),
    )
    kind = choice(_("Art"), SourceKind, missing=_("Es fehlt die Art der Quelle. Wählen Sie sie."))
    standing = choice(
        _("Kenntnis"), Standing, missing=_("Es fehlt, ob die Quelle dem Büro vorliegt.")
    )
    address = WebAddressField(
        label=_("Adresse"),
        help_text=_("Im Netz mit https:// am Anfang, oder die Stelle im Archiv in Worten."),
        max_length=500,
        or_place=True,
    )
    paper_number = text(_("Drucksachennummer"), longest=40)
    content_date = SpokenDateField(
        label=_("Stand des Inhalts"),
        has_come=True,
        error_messages={"required": _("Es fehlt der Stand. Schreiben Sie „unbekannt“, wenn er "
                                      "nicht dasteht.")},
    )  # fmt: skip
    content_note_de = text(
        _("Bemerkung zum Stand (deutsch)"),
        _("Woran man den Stand erkennt, wenn er nicht dasteht."),
        longest=300,
    )
    content_note_en = text(_("Bemerkung zum Stand (englisch)"), longest=300)
    language = LanguageField(
        error_messages={"required": _("Es fehlt die Sprache der Quelle, etwa Deutsch oder de.")}
    )
    owner = choice(_("Zuständig"), Role, missing=_("Wählen Sie, wer dafür zuständig ist."))
    review_by = DayField(label=_("Prüfen bis"), help_text=_("Wann jemand wieder nachsehen soll."))
    identifier = IdentifierField(
        SOURCES,
        _("Leer lassen: Sie wird aus Herausgeber und Titel gebildet. Sie bleibt für immer gleich."),
    )

    groups = (
        (_("Quelle"), ("title", "publisher", "publisher_side", "kind", "standing")),
        (_("Fundort"), ("address", "paper_number", "language")),
        (_("Stand"), ("content_date", "content_note_de", "content_note_en")),
        (_("Verwaltung"), ("owner", "review_by", "identifier")),
    )


class PassageForm(RefusableForm):
    """Words of a source."""

    aliases = {"gist": "gist_de"}

    quote = long_text(
        _("Wortlaut"), _("Genau so, wie es in der Quelle steht, ohne Anführungszeichen.")
    )
    gist_de = long_text(
        _("oder sinngemäß (deutsch)"), _("In eigenen Worten, wenn der Wortlaut nicht vorliegt.")
    )
    gist_en = long_text(_("sinngemäß (englisch)"))
    locator = text(
        _("Fundstelle"), _("Zum Beispiel Seite 3 oder Absatz „Geschichte“."), longest=120
    )

    groups = ((_("Textstelle"), ("quote", "gist_de", "gist_en", "locator")),)


class SnapshotForm(RefusableForm):
    """What was received of a source, once and for ever."""

    aliases = {"body": "text"}

    received_on = DayField(
        label=_("Erhalten am"),
        required=True,
        has_come=True,
        error_messages={"required": _("Es fehlt, wann die Fassung ankam. Geben Sie den Tag an.")},
    )
    text = long_text(
        _("Text der Fassung"),
        _("Den ganzen Text der Seite hier einfügen. Zitate werden dann damit verglichen. Leer "
          "lassen, wenn hier niemand den Wortlaut hat."),
    )  # fmt: skip

    groups = ((_("Fassung"), ("received_on", "text")),)

    def body(self) -> bytes | None:
        """Return the text as bytes, None where none was given."""
        typed: Any = self.cleaned_data["text"]
        return typed.encode() if typed else None
