"""Typing in acts, their corrections and retractions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from weltoffen.desk.forms.addresses import IdentifierField
from weltoffen.desk.forms.fields import (
    DATE_HELP,
    DayField,
    LastDayField,
    RecordField,
    SpokenDateField,
    choice,
    long_text,
    spoken,
    text,
)
from weltoffen.desk.forms.refusable import RefusableForm
from weltoffen.desk.kinds import ACTS, MUNICIPALITIES, ORGANISATIONS
from weltoffen.desk.naming import language
from weltoffen.ground.dates import UNKNOWN_TEXT
from weltoffen.ground.languages import LANGUAGES
from weltoffen.relations.actions import Effects
from weltoffen.relations.enums import ActKind, Axis, Phase, Side, Status
from weltoffen.relations.models import Act
from weltoffen.sources.models import Passage

UNCHANGED = _("unverändert")
_THEIR_COUNCIL = _(
    "Als Art ist „Ratsbeschluss der anderen Seite“ gewählt: Da handelt die andere Seite. Wählen "
    "Sie hier „die andere Seite“, oder oben „Ratsbeschluss“, wenn der eigene Rat beschloss."
)
_OUR_COUNCIL = _(
    "Als Art ist „Ratsbeschluss“ gewählt: Da handelt diese Stadt. Wählen Sie oben „Ratsbeschluss "
    "der anderen Seite“, wenn deren Rat beschloss."
)


class PassageChoice(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Passages that already prove something about the same relation."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the words and where they stand."""
        words = f"„{obj.quote}“" if obj.quote else str(obj.gist)
        words = words if len(words) <= 160 else f"{words[:160]} …"
        place = f", {obj.locator}" if obj.locator else ""
        return f"{words} ({obj.snapshot.source.title}, {obj.snapshot.source.publisher}{place})"


class CitedForm(RefusableForm):
    """Any form that cites passages: those that the relation has can be ticked."""

    aliases = {"citations": "passages", "evidence": "passages"}

    passages = PassageChoice(
        label=_("Textstellen, die schon erfasst sind"),
        queryset=Passage.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, passages: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Passage.objects.filter(pk__in=list(passages)).select_related("snapshot__source")
        field: Any = self.fields["passages"]
        field.queryset = known.order_by("snapshot__source__title", "pk")


class ActForm(CitedForm):
    """What an act says."""

    aliases = CitedForm.aliases | {
        "earliest": "on", "latest": "on", "relation": "kind", "office": "signatories",
    }  # fmt: skip
    stand_ins = {
        "on": UNKNOWN_TEXT, "kind": ActKind.STATED, "side": Side.UNKNOWN, "signatories": (),
        "passages": (),
    }  # fmt: skip

    on = SpokenDateField(
        label=_("Wann"),
        help_text=DATE_HELP,
        error_messages={"required": _("Es fehlt, wann es geschah. Schreiben Sie „unbekannt“, wenn "
                                      "der Tag nicht bekannt ist.")},
    )  # fmt: skip
    kind = choice(
        _("Was für ein Akt"),
        ActKind,
        missing=_("Es fehlt, was für ein Akt es ist. Wählen Sie die Art aus."),
        without=(ActKind.RETRACTION,),
    )
    side = choice(_("Wer handelte"), Side, missing=_("Wählen Sie, wer handelte."))
    title_de = text(
        _("Was geschah (deutsch)"),
        _("Ein kurzer Satz, wie er öffentlich stehen kann."),
        missing=_("Es fehlt, was geschah. Schreiben Sie einen kurzen Satz."),
    )
    title_en = text(_("Was geschah (englisch)"))
    note_de = long_text(_("Anmerkung (deutsch)"))
    note_en = long_text(_("Anmerkung (englisch)"))
    known_by = DayField(
        label=_("Geschehen bis"),
        help_text=_("Nur wenn der Tag unbekannt ist: Bis wann es sicher geschehen war."),
    )
    phase = choice(capfirst(Axis.PHASE.label), Phase, blank=UNCHANGED)
    bond = choice(capfirst(Axis.BOND.label), Status, blank=UNCHANGED)
    channel = choice(capfirst(Axis.CHANNEL.label), Status, blank=UNCHANGED)
    exchange = choice(capfirst(Axis.EXCHANGE.label), Status, blank=UNCHANGED)
    civil = choice(capfirst(Axis.CIVIL.label), Status, blank=UNCHANGED)
    term_until = LastDayField(
        label=_("Befristet bis"), help_text=_("Der letzte Tag, an dem die Bindung gilt.")
    )
    planned_for = text(
        _("Geplant für"),
        _("Nur bei einer geplanten Bindung: für wann, zum Beispiel 2027 oder Frühjahr 2027."),
        longest=40,
    )
    wording_de = long_text(
        _("Öffentliche Formulierung (deutsch)"), _("Wie die Stadt den neuen Stand selbst sagt.")
    )
    wording_en = long_text(_("Öffentliche Formulierung (englisch)"))
    body = RecordField(ORGANISATIONS, label=_("Gremium oder Stelle"), required=False)
    place = RecordField(MUNICIPALITIES, label=_("Ort"), required=False, related=("country",))
    paper_number = text(_("Drucksachennummer"), _("Zum Beispiel 23871-22."), longest=40)
    signatories = long_text(
        _("Unterzeichnende"),
        _("Je Zeile ein Amt, nie ein Name, davor die Seite (hier, dort, beide, dritte) und danach, "
          "wenn man will, das Amt auf Englisch: „hier: Oberbürgermeister | Lord Mayor“."),
    )  # fmt: skip
    identifier = IdentifierField(
        ACTS,
        _("Leer lassen: Sie wird aus Beziehung, Jahr und Art gebildet und bleibt für immer."),
    )

    groups = (
        (_("Der Akt"), ("on", "kind", "side", "title_de", "title_en", "known_by")),
        (
            _("Was er ändert"),
            ("phase", "bond", "channel", "exchange", "civil", "term_until", "planned_for"),
        ),
        (_("Öffentlicher Wortlaut"), ("wording_de", "wording_en", "note_de", "note_en")),
        (_("Umstände"), ("body", "place", "paper_number", "signatories")),
        (_("Verwaltung"), ("identifier",)),
    )
    folded = ("wording_de", "body", "identifier")
    """A group whose first field is named here is folded until something is in it."""

    def clean_side(self) -> str:
        """Refuse a side that says other than the kind of the act does."""
        kind, side = self.cleaned_data.get("kind"), str(self.cleaned_data["side"])
        if kind == ActKind.COUNTERPART_COUNCIL and side != Side.COUNTERPART:
            raise ValidationError(_THEIR_COUNCIL)
        if kind == ActKind.COUNCIL and side == Side.COUNTERPART:
            raise ValidationError(_OUR_COUNCIL)
        return side

    def clean_signatories(self) -> list[tuple[Side, dict[str, str]]]:
        """Return the offices with their side."""
        lines = [line.strip() for line in self.cleaned_data["signatories"].splitlines()]
        return [_signatory(line) for line in lines if line]

    def effects(self) -> Effects:
        """Return what the act changed."""
        typed = self.cleaned_data
        axes = {str(axis): typed[str(axis)] for axis in Axis}
        return Effects(**axes, term_until=typed["term_until"], planned_for=typed["planned_for"])

    def said(self) -> dict[str, Any]:
        """Return everything that ``record_act`` takes of what was typed here."""
        typed = self.cleaned_data
        plain = ("on", "known_by", "body", "place", "paper_number", "signatories")
        return {name: typed[name] for name in plain} | {
            "kind": ActKind(typed["kind"]),
            "side": Side(typed["side"]),
            "effects": self.effects(),
            "title": self.texts("title"),
            "note": self.texts("note"),
            "wording": self.texts("wording"),
        }


class RetractionForm(CitedForm):
    """Why an act is retracted."""

    aliases = CitedForm.aliases | {"title": "reason_de"}
    stand_ins = {"passages": ()}

    reason_de = text(
        _("Warum der Akt ein Irrtum ist (deutsch)"),
        _("Ein Satz, wie er öffentlich stehen kann."),
        missing=_("Es fehlt der Grund. Schreiben Sie, warum der Akt nicht stattgefunden hat."),
    )
    reason_en = text(_("Grund (englisch)"))

    groups = ((_("Grund"), ("reason_de", "reason_en")),)


_WORDS = {
    "de": {"home": "hier", "counterpart": "dort", "both": "beide", "third": "dritte",
           "unknown": "unbekannt"},
    "en": {"home": "here", "counterpart": "there", "both": "both", "third": "third",
           "unknown": "unknown"},
}  # fmt: skip
_SIDES = {word: Side(side) for words in _WORDS.values() for side, word in words.items()}


def _signatory(line: str) -> tuple[Side, dict[str, str]]:
    said, _colon, offices = line.partition(":")
    side = _SIDES.get(said.strip().casefold())
    german, _bar, english = (part.strip() for part in offices.partition("|"))
    if side is None or not german:
        raise ValidationError(
            gettext("In der Zeile „%(line)s“ fehlt die Seite oder das Amt. Schreiben Sie „hier: "
                    "Amt“ für diese Stadt oder „dort: Amt“ für die andere Seite.") % {"line": line}
        )  # fmt: skip
    return side, {"de": german} | ({"en": english} if english else {})


def _signatory_line(signatory: Any) -> str:
    english = f" | {signatory.office_en}" if signatory.office_en else ""
    words = _WORDS.get(language(), _WORDS["en"])
    return f"{words[signatory.side]}: {signatory.office_de}{english}"


def initial_of(act: Act) -> dict[str, Any]:
    """Return what the form begins with when an act is corrected: all that the old one said."""
    plain = (
        "kind", "side", "known_by", "term_until", "body", "place", "paper_number",
        *(str(axis) for axis in Axis),
    )  # fmt: skip
    texts = (f"{name}_{code}" for name in ("title", "note", "wording") for code in LANGUAGES)
    return {name: getattr(act, name) for name in (*plain, *texts)} | {
        "on": spoken(act.on),
        "planned_for": spoken(act.planned_for) if act.planned_for else "",
        "signatories": "\n".join(_signatory_line(s) for s in act.signatories.all()),
        "passages": [citation.passage_id for citation in act.citations.all()],
    }
