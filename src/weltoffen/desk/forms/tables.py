"""Forms for taking in a table: the file, and what its columns mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from weltoffen.desk.forms.fields import FileInput, text
from weltoffen.desk.forms.reading import WhoseForm
from weltoffen.desk.forms.refusable import RefusableForm
from weltoffen.intake.models import SheetUpload
from weltoffen.intake.opening.registry import LIMIT
from weltoffen.intake.opening.results import MIB
from weltoffen.intake.sheets import Layout, Meaning
from weltoffen.intake.sheets.guessing import LOOKED_AT
from weltoffen.intake.sheets.limits import letter
from weltoffen.intake.sheets.types import SEVERAL
from weltoffen.intake.tabling import named_after
from weltoffen.intake.types import Kind, Standing
from weltoffen.sources.models import Source

MEANINGS: Mapping[Meaning, Any] = {
    Meaning.NAME: _("Partner (Name)"),
    Meaning.COUNTRY: _("Land"),
    Meaning.REGION: _("Region oder Bundesstaat"),
    Meaning.KIND: _("Art der Beziehung"),
    Meaning.SINCE: _("seit"),
    Meaning.UNTIL: _("bis"),
    Meaning.STATUS: _("Status"),
    Meaning.DECIDED_ON: _("Datum des Ratsbeschlusses"),
    Meaning.PAPER: _("Drucksachennummer"),
    Meaning.HOMEPAGE: _("Homepage (nur im Beleg)"),
    Meaning.NOTE: _("Bemerkung (auf den Status hin gelesen)"),
    Meaning.PERSON: _("Angaben zu Personen (nie übernommen)"),
    Meaning.IGNORED: _("nicht übernehmen"),
}
"""What a column may mean, as it is offered."""
KINDS: Mapping[Kind, Any] = {
    Kind.TWIN: _("Städtepartnerschaft"),
    Kind.FRIENDSHIP: _("Städtefreundschaft"),
    Kind.PROJECT: _("Projektpartnerschaft"),
    Kind.CLIMATE: _("Klimapartnerschaft"),
    Kind.SOLIDARITY: _("Solidaritätspartnerschaft"),
    Kind.CONTACT: _("Kontakt"),
    Kind.NETWORK: _("Mitgliedschaft in einem Netzwerk"),
    Kind.CHARTER: _("Charta oder Selbstverpflichtung"),
}
STANDINGS: Mapping[Standing, Any] = {
    Standing.ACTIVE: _("ohne Einschränkung genannt"),
    Standing.LIMITED: _("eingeschränkt"),
    Standing.RESTING: _("ruht"),
    Standing.ENDED: _("beendet"),
    Standing.PLANNED: _("geplant"),
}
NO_HEADER = "none"
_SAMPLES = 4


class UploadForm(RefusableForm):
    """The file with the table."""

    file = forms.FileField(
        label=_("Datei"),
        help_text=_("Excel (XLSX) oder CSV, eine Zeile je Beziehung, bis 5.000 Zeilen."),
        max_length=255,
        error_messages={
            "required": _("Es fehlt die Datei. Wählen Sie eine Excel- oder CSV-Datei aus."),
            "empty": _("Die Datei ist leer. Prüfen Sie, ob sie vollständig gespeichert ist."),
        },
        widget=FileInput(attrs={"accept": ".xlsx,.xlsm,.csv,.tsv,.txt"}),
    )

    def clean_file(self) -> Any:
        """Refuse what is too large before it is read into memory."""
        file = self.cleaned_data["file"]
        if file.size > LIMIT:
            raise forms.ValidationError(
                gettext("Die Datei ist größer als %(limit)s MB. Teilen Sie sie, oder nehmen Sie "
                        "Bilder heraus.") % {"limit": LIMIT // MIB}
            )  # fmt: skip
        return file


OWN = "own"


class TableSourceForm(WhoseForm):
    """What a table is called, whose word it is, and whether it is a newer version of another."""

    title = text(
        _("Wie soll die Tabelle heißen?"),
        _("So heißt sie unter den Quellen und bei jedem Beleg, der aus ihr kommt."),
        missing=_("Es fehlt, wie die Tabelle heißen soll."),
        longest=200,
    )
    publisher = text(
        _("Herausgeber"), _("Bei der eigenen Stadt dürfen Sie das leer lassen."), longest=120
    )
    revises = forms.ChoiceField(
        label=_("Eine Datei dieses Namens haben Sie schon eingelesen. Diese hier ist"),
        help_text=_("Bei einer neuen Fassung gilt weiter, was bei der Quelle steht. Die anderen "
                    "Felder brauchen Sie dann nicht."),
        error_messages={
            "required": _("Wählen Sie, ob die Tabelle eine neue Fassung oder etwas Eigenes ist."),
        },
    )  # fmt: skip

    def __init__(
        self,
        data: Any = None,
        *,
        upload: SheetUpload,
        earlier: Sequence[Source],
        same_name: bool = True,
    ) -> None:
        chosen = upload.revises.identifier if upload.revises else ""
        initial = {
            "title": upload.title or named_after(upload.name),
            "publisher_side": upload.publisher_side,
            "publisher": upload.publisher,
            "source_kind": upload.source_kind,
            "revises": chosen or (OWN if upload.is_described or not same_name else ""),
        }
        super().__init__(data, initial=initial)
        self.order_fields(["revises", "title", "publisher_side", "publisher", "source_kind"])
        self.earlier = {each.identifier: each for each in earlier}
        if not earlier:
            del self.fields["revises"]
            return
        fields: dict[str, Any] = self.fields
        if not same_name:
            fields["revises"].label = _("Diese Tabelle ist")
        fields["revises"].choices = [
            ("", _("bitte wählen")),
            *((each.identifier, _("eine neue Fassung von „%(title)s“") % {"title": each.title})
              for each in earlier),
            (OWN, _("eine eigene Quelle")),
        ]  # fmt: skip
        if data is not None and data.get("revises") in self.earlier:
            for name in ("title", "publisher_side", "source_kind"):
                fields[name].required = False

    def clean(self) -> dict[str, Any]:
        """Ask who says it, unless that is known already."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if typed.get("revises") not in self.earlier:
            self.ask_who()
        return typed

    @property
    def told(self) -> dict[str, Any]:
        """Return what was said, as far as it can be kept; what is missing or wrong is left out."""
        names = ("title", "publisher", "publisher_side", "source_kind")
        found = {name: self.cleaned_data.get(name, "") for name in names}
        return found | {"revises": self.earlier.get(self.cleaned_data.get("revises", ""))}


@dataclass(frozen=True, slots=True)
class Column:
    """A column as it is shown: its letter, its heading, what stands in it, and the field."""

    letter: str
    heading: str
    samples: Sequence[str]
    field: Any


class ColumnsForm(RefusableForm):
    """Which sheet, which row holds the headings, and what each column means."""

    sheet = forms.TypedChoiceField(label=_("Blatt"), coerce=int)
    header = forms.ChoiceField(
        label=_("Zeile mit den Überschriften"),
        help_text=_("Gelesen wird, was darunter steht."),
    )
    kind = forms.ChoiceField(
        label=_("Art, wo die Zeile keine nennt"),
        help_text=_("Gilt für Zeilen ohne Art, oder für alle, wenn es keine solche Spalte gibt."),
        required=False,
    )
    fills_down = forms.BooleanField(
        label=_("Leere Zellen bei Land, Region und Art lesen wie die darüber (verbundene Zellen)"),
        required=False,
    )
    remember = forms.BooleanField(
        label=_("Zuordnung für Tabellen mit denselben Überschriften merken"), required=False
    )

    def __init__(
        self,
        data: Any = None,
        *,
        sheets: Sequence[str],
        sheet: int,
        rows: Sequence[Sequence[str]],
        layout: Layout,
    ) -> None:
        initial = {
            "sheet": sheet,
            "header": NO_HEADER if layout.header is None else str(layout.header),
            "kind": str(layout.kind or ""),
            "fills_down": layout.fills_down,
            "remember": True,
        }
        initial |= {f"meaning_{n}": str(each) for n, each in enumerate(layout.meanings)}
        super().__init__(data, initial=initial)
        self.rows, self.layout = rows, layout
        chosen: dict[str, Any] = self.fields
        chosen["sheet"].choices = list(enumerate(sheets))
        chosen["header"].choices = [(NO_HEADER, _("keine Überschriften")), *self._headers()]
        chosen["kind"].choices = [("", _("keine: solche Zeilen sind Fehler")), *_pairs(KINDS)]
        for number in range(len(layout.meanings)):
            self.fields[f"meaning_{number}"] = forms.ChoiceField(
                label=_("Bedeutung der Spalte %(letter)s") % {"letter": letter(number)},
                choices=_pairs(MEANINGS),
                widget=forms.Select(attrs={"aria-describedby": f"column-{number}"}),
            )

    def _headers(self) -> list[tuple[str, str]]:
        last = max(LOOKED_AT, (self.layout.header or 0) + 1)
        return [
            (str(n), gettext("Zeile %(row)s: %(words)s") % {"row": n + 1, "words": _words(row)})
            for n, row in enumerate(self.rows[:last])
            if any(cell.strip() for cell in row)
        ]

    @property
    def columns(self) -> list[Column]:
        """Return the columns with their fields."""
        header = self.layout.header
        heads = self.rows[header] if header is not None and header < len(self.rows) else ()
        return [
            Column(
                letter(n),
                heads[n].strip() if n < len(heads) else "",
                self._samples(n),
                self[f"meaning_{n}"],
            )
            for n in range(len(self.layout.meanings))
        ]

    def _samples(self, column: int) -> list[str]:
        below = self.rows[self.layout.first :]
        found = dict.fromkeys(
            row[column].strip()[:40] for row in below if column < len(row) and row[column].strip()
        )
        return list(found)[:_SAMPLES]

    def clean(self) -> dict[str, Any]:
        """Refuse a table without partners, and a meaning that two columns have."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        meanings = self.meanings
        if Meaning.NAME not in meanings:
            self.add_error(
                None,
                gettext("Keine Spalte nennt den Partner. Wählen Sie bei der Spalte mit den Orten "
                        "„Partner (Name)“."),
            )  # fmt: skip
        for number, each in enumerate(meanings):
            if each not in SEVERAL and each in meanings[:number]:
                values = {"letter": letter(meanings.index(each)), "meaning": MEANINGS[each]}
                self.add_error(
                    f"meaning_{number}",
                    gettext("„%(meaning)s“ ist schon die Bedeutung der Spalte %(letter)s. Wählen "
                            "Sie für eine von beiden etwas anderes.") % values,
                )  # fmt: skip
        if Meaning.KIND not in meanings and not data.get("kind"):
            self.add_error(
                "kind",
                gettext("Keine Spalte nennt die Art der Beziehung. Wählen Sie, welche Art für alle "
                        "Zeilen gilt."),
            )  # fmt: skip
        return data

    @property
    def meanings(self) -> tuple[Meaning, ...]:
        """Return what was chosen for the columns; what was not understood is ignored."""
        found = [
            self.cleaned_data.get(f"meaning_{n}") or Meaning.IGNORED
            for n in range(len(self.layout.meanings))
        ]
        return tuple(Meaning(each) for each in found)

    @property
    def chosen(self) -> Layout:
        """Return the layout that was chosen."""
        kind = self.cleaned_data.get("kind")
        return Layout(
            header_of(self.cleaned_data["header"]),
            self.meanings,
            Kind(kind) if kind else None,
            self.cleaned_data["fills_down"],
        )


def header_of(chosen: str) -> int | None:
    """Return the index of the row of headings from what was chosen, None for none."""
    return int(chosen) if chosen.isdecimal() else None


def _words(row: Sequence[str]) -> str:
    words = " | ".join(cell.strip() for cell in row if cell.strip())
    return words if len(words) <= 60 else f"{words[:59]}…"


def _pairs(offered: Mapping[Any, Any]) -> list[tuple[str, Any]]:
    return [(str(value), label) for value, label in offered.items()]
