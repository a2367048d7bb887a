"""Typing in requests, what happens to them, how they are judged, and their answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from weltoffen.casework.enums import (
    Channel,
    Language,
    Outcome,
    RequestState,
    StepKind,
    Topic,
    Verdict,
    Wish,
)
from weltoffen.casework.models import Assessment, Criterion, TextBlock
from weltoffen.casework.rules.composing import PLACES
from weltoffen.casework.rules.requests import may_follow
from weltoffen.desk.forms.casework import AboutForm, Groups, for_whom, relation_field
from weltoffen.desk.forms.fields import DayField, FileInput, choice, long_text
from weltoffen.desk.forms.fields import text as line
from weltoffen.desk.forms.refusable import RefusableForm
from weltoffen.records.enums import Role

_SENDER = ("sender_name", "sender_organisation", "sender_email", "sender_phone")


class MailFileForm(RefusableForm):
    """A saved mail with which a request begins."""

    file = forms.FileField(
        label=_("Gespeicherte E-Mail (.eml)"),
        widget=FileInput(attrs={"accept": ".eml,message/rfc822"}),
        help_text=_(
            "Ziehen Sie die Nachricht aus dem Mailprogramm auf den Schreibtisch des Rechners, und "
            "wählen Sie dann die Datei. Noch wird nichts gespeichert."
        ),
        error_messages={
            "required": _("Es fehlt die Datei. Wählen Sie eine gespeicherte E-Mail aus."),
            "empty": _("Die Datei ist leer. Speichern Sie die Nachricht noch einmal."),
        },
    )
    groups: Groups = ((_("E-Mail übernehmen"), ("file",)),)


class RequestForm(AboutForm):
    """Who asks for what, until when, and how long we keep who asked."""

    subject = line(
        _("Betreff"),
        _("Worum es geht, ohne Namen von Personen: Der Betreff bleibt stehen."),
        missing=_("Es fehlt, worum es geht. Ein paar Worte genügen."),
        longest=160,
    )
    wish: Any = choice(_("Anliegen"), Wish, missing=_("Wählen Sie, worum gebeten wird."))
    channel = choice(_("Weg"), Channel, missing=_("Wählen Sie, wie die Anfrage kam."))
    received_on = DayField(
        label=_("Eingegangen am"),
        has_come=True,
        required=True,
        error_messages={"required": _("Es fehlt, wann die Anfrage einging.")},
    )
    deadline = DayField(label=_("Frist"), help_text=_("Bis wann geantwortet sein soll."))
    owner = choice(_("Zuständig"), Role, missing=_("Wählen Sie, wer dafür zuständig ist."))
    relation: Any = relation_field(help_text=_("Leer lassen, wenn es keine betrifft."))
    text = long_text(_("Wortlaut"))
    language = choice(_("Sprache der Antwort"), Language, missing=_("Wählen Sie die Sprache."))
    sender_name = line(_("Name"), longest=160)
    sender_organisation = line(_("Organisation"), longest=160)
    sender_email = forms.EmailField(
        label=_("E-Mail"),
        required=False,
        error_messages={
            "invalid": _("Das ist keine E-Mail-Adresse. Sie sieht aus wie name@stadt.example.")
        },
    )
    sender_phone = line(_("Telefon"), longest=40)
    purpose = line(
        _("Wozu wir das aufbewahren"),
        missing=_("Es fehlt der Zweck. Ohne ihn dürfen Angaben zu Personen nicht bleiben."),
        longest=160,
    )
    delete_by = DayField(
        label=_("Löschen am"),
        required=True,
        help_text=_("An diesem Tag werden Name, Adresse und Wortlaut von selbst gelöscht."),
        error_messages={"required": _("Es fehlt, wann die Angaben zur Person gelöscht werden.")},
    )
    visibility: Any = for_whom()

    groups: Groups = (
        (
            _("Anliegen"),
            ("subject", "wish", "channel", "received_on", "deadline", "owner", "relation", "text"),
        ),
        (_("Absender"), (*_SENDER, "language")),
        (_("Datenschutz"), ("purpose", "delete_by", "visibility")),
    )


class AmendRequestForm(RequestForm):
    """A request that there is. What was forgotten is not asked for again."""

    relation: Any = None
    visibility: Any = None
    groups: Groups = (
        (
            _("Anliegen"),
            ("subject", "wish", "channel", "received_on", "deadline", "owner", "text"),
        ),
        (_("Absender"), (*_SENDER, "language")),
        (_("Datenschutz"), ("purpose", "delete_by")),
    )

    def __init__(self, *args: Any, is_forgotten: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_forgotten:
            for name in (*_SENDER, "text", "purpose", "delete_by"):
                del self.fields[name]
            kept = (
                (heading, [n for n in names if n in self.fields]) for heading, names in self.groups
            )
            self.groups = tuple((heading, tuple(names)) for heading, names in kept if names)


class StepForm(RefusableForm):
    """What happened to a request. Only what can come next is offered; answers have their page."""

    kind = forms.ChoiceField(
        label=_("Was geschah"),
        error_messages={"required": _("Wählen Sie, was geschah.")},
    )
    on = DayField(label=pgettext_lazy("im Kalender", "Tag"), has_come=True, required=True)
    passed_to = choice(
        _("Weiter an"), Role, _("Nur beim Weitergeben: wer nun zuständig ist."), blank=_("–")
    )
    outcome = choice(
        _("Ergebnis"), Outcome, _("Nur beim Abschließen: was aus dem Anliegen wurde."), blank=_("–")
    )
    text = long_text(_("Vermerk oder Begründung"))
    groups: Groups = ((_("Schritt"), ("kind", "on", "passed_to", "outcome", "text")),)

    def __init__(self, *args: Any, state: RequestState, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        follows = may_follow(state) - {StepKind.ANSWER}
        field: Any = self.fields["kind"]
        offered = [(kind.value, kind.label) for kind in StepKind if kind in follows]
        field.choices = [("", _("bitte wählen")), *offered]
        needed = [(StepKind.PASS_ON, "passed_to"), (StepKind.CLOSE, "outcome")]
        gone = {name for kind, name in needed if kind not in follows}
        for name in gone:
            del self.fields[name]
        names = tuple(name for name in self.groups[0][1] if name not in gone)
        self.groups = ((self.groups[0][0], names),)


class AssessForm(RefusableForm):
    """A verdict and a reason for each criterion of a request."""

    def __init__(
        self,
        *args: Any,
        judged: Sequence[tuple[Criterion, Assessment | None]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.judged = judged
        groups = []
        for criterion, given in judged:
            verdict, reason = self.names(criterion)
            self.fields[verdict] = forms.ChoiceField(
                label=_("Urteil"),
                choices=[("", _("noch kein Urteil")), *Verdict.choices],
                required=False,
                initial=given.verdict if given else "",
            )
            self.fields[reason] = forms.CharField(
                label=_("Begründung"),
                max_length=240,
                required=False,
                initial=given.reason if given else "",
            )
            heading = gettext("%(question)s (Gewicht %(weight)d)") % {
                "question": criterion.question, "weight": criterion.weight,
            }  # fmt: skip
            groups.append((heading, (verdict, reason)))
        self.groups = tuple(groups)

    @staticmethod
    def names(criterion: Criterion) -> tuple[str, str]:
        """Return the names of a criterion's two fields."""
        return f"verdict-{criterion.pk}", f"reason-{criterion.pk}"


class AnswerForm(RefusableForm):
    """The answer as it goes out, and which blocks are taken into it."""

    blocks: Any = forms.MultipleChoiceField(
        label=_("Textbausteine"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Sie werden unten angefügt, in dieser Reihenfolge, mit eingesetzten Angaben."),
    )
    text = forms.CharField(
        label=_("Antwort"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("Steht noch etwas in geschweiften Klammern, geht die Antwort nicht hinaus."),
    )
    by_mail = forms.BooleanField(label=_("Per E-Mail verschicken"), required=False)

    def __init__(
        self, *args: Any, blocks: Iterable[TextBlock], mail_to: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        topics = dict(Topic.choices)
        found = list(blocks)
        field: Any = self.fields["blocks"]
        field.choices = [(str(b.pk), f"{topics[b.topic]}: {b.title}") for b in found]
        first: tuple[str, ...] = ("blocks",)
        if not found:
            del self.fields["blocks"]
            first = ()
        last: tuple[str, ...] = ("text", "by_mail")
        if mail_to:
            self.fields["by_mail"].help_text = gettext("An %(address)s.") % {"address": mail_to}
        else:
            del self.fields["by_mail"]
            last = ("text",)
        self.groups = tuple(
            (heading, names)
            for heading, names in ((_("Bausteine"), first), (_("Wortlaut"), last))
            if names
        )


class TextBlockForm(RefusableForm):
    """Words that are used again and again."""

    title = line(_("Name"), missing=_("Es fehlt der Name des Bausteins."), longest=120)
    topic = choice(_("Thema"), Topic, missing=_("Wählen Sie das Thema."))
    language = choice(_("Sprache"), Language, missing=_("Wählen Sie die Sprache."))
    text = forms.CharField(
        label=_("Text"),
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": _("Es fehlt der Text des Bausteins.")},
    )
    groups: Groups = ((_("Baustein"), ("title", "topic", "language", "text")),)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = (f"{{{name}}} – {gettext(meaning)}" for name, meaning in PLACES.items())
        self.fields["text"].help_text = gettext(
            "Platzhalter werden aus der Anfrage gefüllt: %(places)s."
        ) % {"places": "; ".join(told)}


class AmendTextBlockForm(TextBlockForm):
    """A block that there is."""

    is_retired = forms.BooleanField(
        label=_("Gilt nicht mehr"),
        required=False,
        help_text=_("Er wird dann nicht mehr angeboten; gelöscht wird er nicht."),
    )
    groups: Groups = ((_("Baustein"), ("title", "topic", "language", "text", "is_retired")),)


class CriterionForm(RefusableForm):
    """A question by which requests of one kind are judged."""

    wish: Any = choice(
        _("Anliegen"), Wish, missing=_("Wählen Sie, für welche Anfragen die Frage gilt.")
    )
    question = line(
        _("Frage"),
        _("So, dass „ja“ für das Anliegen spricht."),
        missing=_("Es fehlt die Frage."),
        longest=200,
    )
    weight = forms.TypedChoiceField(
        label=_("Gewicht"),
        choices=[(number, str(number)) for number in range(1, 10)],
        coerce=int,
        initial=1,
        help_text=_("1 zählt wenig, 9 viel."),
    )
    groups: Groups = ((_("Kriterium"), ("wish", "question", "weight")),)


class AmendCriterionForm(CriterionForm):
    """A criterion that there is; for which requests it is asked does not change."""

    wish: Any = None
    is_retired = forms.BooleanField(
        label=_("Gilt nicht mehr"),
        required=False,
        help_text=_("Neue Anfragen werden nicht mehr danach beurteilt; alte Urteile bleiben."),
    )
    groups: Groups = ((_("Kriterium"), ("question", "weight", "is_retired")),)


class FeedForm(RefusableForm):
    """What a calendar's address is for."""

    name = line(
        _("Wofür"),
        _("Zum Beispiel: Kalender auf dem Diensttelefon."),
        missing=_("Es fehlt, wofür die Adresse ist. So wissen Sie später, welche Sie widerrufen."),
        longest=80,
    )
    groups: Groups = ((_("Neue Adresse"), ("name",)),)
