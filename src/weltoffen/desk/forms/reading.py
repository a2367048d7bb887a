"""Saying what is to be read: addresses, files, a pasted text, a section of a site."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from weltoffen.desk.forms.fields import FileInput, RecordField, choice, text
from weltoffen.desk.forms.refusable import RefusableForm
from weltoffen.desk.kinds import SOURCES
from weltoffen.desk.reviewing.measures import said_number
from weltoffen.ground.problems import Problem, Refused
from weltoffen.intake.actions import Upload
from weltoffen.intake.fetching import Policy
from weltoffen.intake.fetching.networks import judged_as_given
from weltoffen.intake.outgoing import policy
from weltoffen.intake.rules.bounds import MOST_READ
from weltoffen.intake.rules.receiving import UNNAMED
from weltoffen.sources.enums import Publisher, SourceKind

MEGABYTES = 25
"""A file may be so large; what is larger holds pictures, and no more text."""
NO_FETCHING = _(
    "Seiten aus dem Netz abzurufen ist auf dieser Installation ausgeschaltet; einschalten kann es, "
    "wer weltoffen für Sie betreibt, meist Ihre IT. Bis dahin speichern Sie eine Seite im Browser "
    "und laden die Datei hoch, oder Sie fügen ihren Text ein."
)
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*://|www\.)\S+", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s,;<>]+")
_NO_TEXT_BUT_ADDRESSES = _(
    "Das sind Adressen, kein Text. Tragen Sie sie oben unter „Adressen“ ein, dann werden die "
    "Seiten gelesen."
)
_NO_TEXT_BUT_ADDRESSES_OFF = _("Das sind Adressen, kein Text.")
_NOTHING = _(
    "Es fehlt, was gelesen werden soll. Geben Sie eine Adresse an, laden Sie eine Datei hoch oder "
    "fügen Sie einen Text ein."
)
_NOTHING_OFF = _(
    "Es fehlt, was gelesen werden soll. Laden Sie eine Datei hoch oder fügen Sie einen Text ein."
)
_JUDGING = Policy(contact="https://weltoffen.example/")
"""With it an address is judged where none is asked for."""


class FilesInput(FileInput):
    """Takes several files at once; one may drop them onto it."""

    allow_multiple_selected = True
    button = _("Dateien wählen …")


class FilesField(forms.FileField):
    """Several files, none of them empty or too large."""

    widget = FilesInput

    def clean(self, value: Any, initial: Any = None) -> list[Any]:
        """Return the files; every fault names its file."""
        found, faults = [], []
        for each in value or []:
            if each.size > MEGABYTES * 1_000_000:
                said = gettext(
                    "„%(name)s“ ist größer als %(most)d MB. Speichern Sie den Text "
                    "daraus als eigene Datei, oder fügen Sie ihn unten ein."
                )
                faults.append(said % {"name": each.name, "most": MEGABYTES})
            else:
                found.append(each)
        if faults:
            raise ValidationError(faults)
        return found  # fmt: skip


_WHO = _("Es fehlt der Herausgeber. Schreiben Sie hin, wer das sagt, zum Beispiel „Stadt Amiens“.")
_WHICH_KIND = _("Wählen Sie, was es ist.")


class WhoseForm(RefusableForm):
    """Whose word it is, and what kind of source it makes.

    Nothing is chosen beforehand: whose word something is, is a statement too.
    """

    publisher_side = choice(
        _("Wessen Wort ist es?"),
        Publisher,
        _("Was die Stadt selbst sagt, bindet sie. Was andere sagen, wird als deren Angabe "
          "festgehalten."),
        missing=_("Wählen Sie, wessen Wort es ist."),
    )  # fmt: skip
    publisher = text(
        _("Herausgeber"),
        _("Leer lassen: Dann steht dort Ihre Stadt, bei fremden Seiten deren Adresse."),
        longest=120,
    )
    source_kind = choice(_("Was für eine Quelle ist es?"), SourceKind, missing=_WHICH_KIND)

    def ask_who(self) -> None:
        """Ask who says it, where it is not the city itself and no address tells."""
        side = self.cleaned_data.get("publisher_side")
        if side and side != Publisher.HOME and not self.cleaned_data.get("publisher"):
            self.add_error("publisher", _WHO)


_SAID_BY_THE_SOURCE = {
    "publisher_side": "publisher_side", "publisher": "publisher", "source_kind": "kind",
}  # fmt: skip


class ReadingForm(WhoseForm):
    """What is to be read. The fields are optional; something has to be in one of them."""

    aliases = {"files": "documents"}

    source_kind = choice(
        _("Was für eine Quelle ist es?"),
        SourceKind,
        _("Bei Seiten im Netz dürfen Sie das offen lassen: Dann ist es eine Webseite."),
    )

    addresses = forms.CharField(
        label=_("Adressen"),
        help_text=_("Eine in jeder Zeile, zum Beispiel https://www.stadt.example/partner."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
    )
    documents = FilesField(
        label=_("Dateien"),
        help_text=_("Webseiten, PDF mit Text, Word, Excel, CSV, E-Mails oder Text; auch mehrere "
                    "zugleich. Sie können sie hierher ziehen."),
        required=False,
    )  # fmt: skip
    pasted = forms.CharField(
        label=_("Text"),
        help_text=_("Aus einer E-Mail, einem Brief oder von einer Seite kopiert. Gelesen werden "
                    "bis zu %(most)s Zeichen; was länger ist, teilen Sie vorher auf."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        strip=False,
    )  # fmt: skip
    pasted_name = text(
        _("Wie soll dieser Text heißen?"),
        _("Daran erkennen Sie ihn wieder, zum Beispiel „Brief aus Amiens, 3. Mai 2024“."),
        longest=120,
    )
    revises = RecordField(
        SOURCES,
        label=_("Neue Fassung von"),
        help_text=_("Nur bei genau einer Datei oder einem Text, wenn Sie eine frühere Fassung "
                    "schon haben; wessen Wort es ist, steht dann fest. Seiten von einer Adresse "
                    "werden von selbst erkannt."),
    )  # fmt: skip

    groups: tuple[tuple[Any, tuple[str, ...]], ...] = (
        (_("Seiten im Netz"), ("addresses",)),
        (_("Dateien von Ihrem Rechner"), ("documents",)),
        (_("Oder einen Text einfügen"), ("pasted", "pasted_name")),
        (_("Was es ist"), ("publisher_side", "publisher", "source_kind", "revises")),
    )
    folded = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.data.get("revises"):  # whose word a new version is, its source says
            self.fields["publisher_side"].required = False
        pasted = self["pasted"]
        pasted.help_text %= {"most": said_number(MOST_READ)}
        if not settings.WELTOFFEN_FETCH:
            del self.fields["addresses"]
            self["source_kind"].help_text = ""
            self.groups = self.groups[1:]
        self.unfit: dict[str, Problem] = {}

    @property
    def typed_addresses(self) -> Sequence[str]:
        """Return the addresses that were typed, good and bad."""
        return lines_of(str(self.cleaned_data.get("addresses") or ""))

    def clean_addresses(self) -> str:
        """Note which lines are no address of a page, and why."""
        typed = str(self.cleaned_data["addresses"])
        for line in lines_of(typed):
            problem = fault_of_address(line)
            if problem is not None:
                self.unfit[line] = problem
        return typed

    def clean_pasted(self) -> str:
        """Refuse addresses that were put where a text belongs: nobody would look what they say."""
        typed = str(self.cleaned_data["pasted"])
        parts = [part for part in _BETWEEN.split(typed) if part]
        if parts and all(_ADDRESS.fullmatch(part) for part in parts):
            if "addresses" in self.fields:
                raise ValidationError(_NO_TEXT_BUT_ADDRESSES)
            raise ValidationError([_NO_TEXT_BUT_ADDRESSES_OFF, NO_FETCHING])
        return typed

    def clean(self) -> dict[str, Any]:
        """Refuse a predecessor where it is not clear of what it is one.

        Addresses that are none keep nothing else from being read, if there is anything else.
        """
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if (
            self.unfit
            and not self._handed_over(typed)
            and set(self.typed_addresses) <= set(self.unfit)
        ):
            for problem in self.unfit.values():
                self.add_error("addresses", problem.says(gettext))
        self._ask_for_something(typed)
        if earlier := typed.get("revises"):
            for name, of_source in _SAID_BY_THE_SOURCE.items():
                typed[name] = typed.get(name) or getattr(earlier, of_source)
        elif self._handed_over(typed) or "addresses" not in self.fields:
            self.ask_who()
            if not typed.get("source_kind") and "source_kind" not in self.errors:
                self.add_error("source_kind", _WHICH_KIND)
        elif not typed.get("source_kind"):
            typed["source_kind"] = SourceKind.WEB_PAGE
        if typed.get("revises") and len(self._handed_over(typed)) != 1:
            self.add_error(
                "revises",
                gettext("Von einer früheren Fassung gibt es genau eine neue. Geben Sie dazu eine "
                        "einzige Datei oder einen einzigen Text an, oder lassen Sie das Feld "
                        "leer."),
            )  # fmt: skip
        return typed

    def _ask_for_something(self, typed: dict[str, Any]) -> None:
        """Say that nothing is there to be read, beside whatever else is missing."""
        fields = ("addresses", "documents", "pasted")
        given = self._handed_over(typed) or self.typed_addresses
        if given or any(name in self.errors for name in fields):
            return
        if "addresses" in self.fields:
            self.add_error("addresses", _NOTHING)
        else:
            self.add_error("documents", _NOTHING_OFF)

    @staticmethod
    def _handed_over(typed: dict[str, Any]) -> list[Any]:
        pasted = [typed["pasted"]] if (typed.get("pasted") or "").strip() else []
        return [*(typed.get("documents") or []), *pasted]

    def uploads(self) -> list[Upload]:
        """Return files and pasted text as they are handed to the action."""
        typed = self.cleaned_data
        found = [
            Upload(each.name, each.read(), each.content_type or "", typed["revises"])
            for each in typed["documents"]
        ]
        if typed["pasted"].strip():
            title = typed["pasted_name"]
            body = typed["pasted"].replace("\r\n", "\n").encode()
            as_text = "text/plain; charset=utf-8"
            found.append(Upload(title or UNNAMED, body, as_text, typed["revises"], title))
        return found


class SectionForm(WhoseForm):
    """A section of a site, and which of its pages are to be read."""

    section = text(
        _("Adresse des Bereichs"),
        _("Alles darunter wird gesucht, zum Beispiel https://www.stadt.example/international/."),
        missing=_("Es fehlt die Adresse des Bereichs. Kopieren Sie sie aus dem Browser."),
        longest=500,
    )
    sitemap = text(
        _("Adresse der Sitemap"),
        _("Leer lassen: Dann wird sie dort gesucht, wo sie üblich ist."),
        longest=500,
    )

    groups = (
        (_("Bereich einer Website"), ("section", "sitemap")),
        (_("Was es ist"), ("publisher_side", "publisher", "source_kind")),
    )

    def clean_section(self) -> str:
        """Refuse what nobody may ask for."""
        return _fit(str(self.cleaned_data["section"]))

    def clean_sitemap(self) -> str:
        """Refuse what nobody may ask for; blank stays blank."""
        return _fit(str(self.cleaned_data["sitemap"]))


def fault_of_address(typed: str) -> Problem | None:
    """Return why an address cannot be asked for, as far as one knows without asking."""
    try:
        judged_as_given(typed, policy() if settings.WELTOFFEN_FETCH else _JUDGING)
    except Refused as refusal:
        return refusal.problems[0]
    return None


def _fit(typed: str) -> str:
    problem = fault_of_address(typed) if typed else None
    if problem is not None:
        raise ValidationError(problem.says(gettext))
    return typed


def lines_of(typed: str) -> Sequence[str]:
    """Return the addresses typed one in a line."""
    return [line.strip() for line in typed.splitlines() if line.strip()]
