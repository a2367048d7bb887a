"""Pages of acts: adding, correcting, retracting. An act is never edited."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from weltoffen.desk.doubts import PUBLIC_PROOFS
from weltoffen.desk.forms.acts import ActForm, RetractionForm, initial_of
from weltoffen.desk.homes import usual_side
from weltoffen.desk.kinds import ACTS, MUNICIPALITIES, ORGANISATIONS, RELATIONS
from weltoffen.desk.naming import act_identifier, language, person_title, title_of
from weltoffen.desk.questions import Question, about_act, about_form
from weltoffen.desk.reviewing.amended import amendments_of
from weltoffen.desk.standing import act_row
from weltoffen.desk.views.document_links import documents_of
from weltoffen.desk.views.editing import CitingPage, RecordFormPage
from weltoffen.desk.views.pages import RecordPage, SheetPage
from weltoffen.desk.views.sheets import Fact, proof_of, record_facts
from weltoffen.ground.dates import parse_date
from weltoffen.ground.problems import Problem, Refused
from weltoffen.ground.spoken import say_day
from weltoffen.records.enums import Visibility
from weltoffen.records.selectors import free_identifier
from weltoffen.relations.actions import correct_act, record_act, retract_act
from weltoffen.relations.enums import ActKind
from weltoffen.relations.models import Act, Relation
from weltoffen.sources.models import Passage
from weltoffen.sources.selectors import where_text_is_known


class ActSheet(SheetPage):
    """An act: what it says, what proves it, and what stands in its place."""

    kind = ACTS
    template_name = "desk/act.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add facts and proofs."""
        act = (
            Act.objects.annotate(
                proofs=Count("citations", distinct=True), public_proofs=PUBLIC_PROOFS
            )
            .select_related("corrects", "corrected_by")
            .get(pk=self.record.pk)
        )
        proofs = where_text_is_known(
            Passage.objects.filter(citations__act=act).select_related("snapshot__source")
        )
        return super().get_context_data(**kwargs) | {
            "lists": [documents_of(self.request.user, act=self.record)],
            "facts": _facts(self.record),
            "row": act_row(act),
            "amendments": amendments_of([act.pk]).get(act.pk, []),
            "proofs": [proof_of(passage) for passage in proofs.order_by("citations__id")],
            "may_replace": may_replace(self.request.user),
            "signatories_url": ACTS.url(self.record, "signatories")
            if self.may("change") and self.record.signatories.exists()
            else "",
            "relation_is_public": self.record.relation.visibility == Visibility.PUBLIC,
        }


def may_replace(user: Any) -> bool:
    """Say whether a user may put an act in the place of another: correct or retract it."""
    return ACTS.may(user, "add") and ACTS.may(user, "change")


def _facts(act: Any) -> list[Fact]:
    body, place = act.body, act.place
    signed = "; ".join(map(_signed, act.signatories.select_related("held_by__person")))
    relation = act.relation
    return [
        Fact(_("Beziehung"), title_of(relation), RELATIONS.url(relation)),
        Fact(_("Wer handelte"), act.get_side_display()),
        Fact(
            _("Gremium oder Stelle"),
            title_of(body) if body else "",
            ORGANISATIONS.url(body) if body else "",
        ),
        Fact(_("Ort"), place or "", MUNICIPALITIES.url(place) if place else ""),
        Fact(_("Drucksachennummer"), act.paper_number),
        Fact(_("Unterzeichnende"), signed),
        Fact(_("Was geschah (englisch)"), act.title_en or ""),
        Fact(_("Anmerkung"), act.note),
        Fact(_("Öffentliche Formulierung"), act.wording),
        Fact(_("Erfasst am"), say_day(act.recorded_at.date(), language())),
        Fact(_("Erfasst von"), act.recorded_by.get_username(), is_internal=True),
        *record_facts(act),
    ]


def _signed(signatory: Any) -> str:
    """Return who signed: the office that the act names, and who held it, where that is known."""
    said = f"{signatory.get_side_display()}: {signatory.office}"
    if signatory.held_by is None:
        return said
    return f"{said} ({person_title(signatory.held_by.person)})"


def passages_of(relation: Relation) -> list[int]:
    """Return the passages that prove acts of a relation or answer a disagreement about it."""
    proving = Passage.objects.filter(citations__act__relation=relation)
    return list(proving.values_list("pk", flat=True).distinct())


class ActFormPage(CitingPage):
    """A form for an act or about one; it cites passages."""

    kind = ACTS
    evidence_help = _(
        "Jeder Akt braucht mindestens einen Beleg. Wählen Sie eine Quelle und geben Sie an, was "
        "sie sagt: im Wortlaut oder sinngemäß."
    )

    @property
    def relation(self) -> Relation:
        """Return the relation that the act belongs to."""
        raise NotImplementedError

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the passages that the relation has."""
        return super().get_form_kwargs() | {"passages": passages_of(self.relation)}

    def recorded(self, form: Any, record: Callable[..., Act]) -> Act:
        """Record the passages, then the act with them; show the faults of both at once.

        Where the passages are refused, the act is judged without any: that refuses it too, so
        nothing is written, but everything that is wrong comes to light in one go.
        """
        faults: tuple[Problem, ...] = ()
        passages: list[Passage] = []
        try:
            passages = self.citations(form)
        except Refused as refusal:
            faults = refusal.problems
        try:
            return record(citations=passages, by=self.person)
        except Refused as refusal:
            others = (p for p in refusal.problems if not (faults and p.where == "citations"))
            raise Refused(*faults, *others) from refusal

    def identifier(self, form: Any) -> str:
        """Return the identifier typed, or one suggested out of relation, year and kind."""
        typed: str = form.cleaned_data.get("identifier", "")
        on = parse_date(form.cleaned_data["on"])
        wanted = act_identifier(self.relation, on, form.cleaned_data["kind"])
        return typed or free_identifier(Act, wanted)


class AddAct(RecordPage, ActFormPage):
    """A new act of a relation. The record of this page is the relation."""

    kind = RELATIONS
    right = "see"
    form_class = ActForm
    page_title = _("Akt hinzufügen")

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Let in those who may add acts; to see the relation is not enough."""
        if not ACTS.may(request.user, "add"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def relation(self) -> Relation:
        """Return the relation that the act belongs to."""
        return self.record  # type: ignore[no-any-return]

    def get_initial(self) -> dict[str, Any]:
        """Begin with who acts mostly."""
        return {"side": usual_side(self.relation)}

    def cancel_url(self) -> str:
        """Return to the relation."""
        return RELATIONS.url(self.record)

    def questions(self, form: Any) -> list[Question]:
        """Ask about an act that the relation has already, and about its form."""
        said = form.said()
        asked = (*about_act(self.relation, said), *about_form(self.relation, said["effects"].phase))
        return [*super().questions(form), *asked]

    def act(self, form: Any) -> Act:
        """Record the act with its passages."""
        said = form.said() | {"identifier": self.identifier(form), "relation": self.relation}
        return self.recorded(form, partial(record_act, **said))

    def next_url(self, record: Any) -> str:
        """Return to the relation, which shows the act in its chain."""
        return RELATIONS.url(record.relation)

    def success(self, record: Any) -> str:
        """Say that it is there, and that nobody outside sees it yet."""
        return gettext(
            "Der Akt „%(title)s“ ist hinzugefügt (%(identifier)s). Er ist intern, bis Sie ihn "
            "veröffentlichen."
        ) % {"title": record.title, "identifier": record.identifier}


class ReplacingPage(RecordFormPage, ActFormPage):
    """A form for an act in the place of another.

    It takes two rights: a new act is added, and what the register says by the old one changes.
    """

    right = "change"

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Let in those who may also add acts."""
        if not may_replace(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def relation(self) -> Relation:
        """Return the relation of both acts."""
        return self.record.relation  # type: ignore[no-any-return]

    def prepare(self) -> None:
        """Read the act; a retraction is neither corrected nor retracted."""
        super().prepare()
        if self.record.kind == ActKind.RETRACTION:
            raise Http404

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead to the act that stands in this one's place already, before anything is typed."""
        after = Act.objects.filter(corrects=self.record).first()
        if after is None:
            return super().get(request, *args, **kwargs)
        messages.warning(
            request,
            gettext("„%(title)s“ ist schon berichtigt. An seiner Stelle steht dieser Akt.")
            % {"title": self.record.title},
        )
        return HttpResponseRedirect(ACTS.url(after))

    def next_url(self, record: Any) -> str:
        """Return to the relation."""
        return RELATIONS.url(record.relation)


class CorrectAct(ReplacingPage):
    """Another act in the place of a mistaken one."""

    form_class = ActForm
    page_title = _("Berichtigen")
    intro = _(
        "Ein Akt wird nicht überschrieben: Was Sie hier speichern, tritt an seine Stelle. Der alte "
        "bleibt im Verlauf sichtbar."
    )

    @property
    def warning(self) -> str:
        """Say what the public sees meanwhile."""
        if self.record.visibility != Visibility.PUBLIC:
            return ""
        return gettext(
            "Der alte Akt ist öffentlich. Öffentlich tritt die Berichtigung erst an seine Stelle, "
            "wenn Sie auch sie veröffentlichen."
        )

    def get_initial(self) -> dict[str, Any]:
        """Begin with all that the old act said."""
        return initial_of(self.record)

    def questions(self, form: Any) -> list[Question]:
        """Ask about an act that the relation has already, and about its form where that changes.

        Those corrected are no such acts.
        """
        said = form.said()
        asked = [*super().questions(form), *about_act(self.relation, said, corrected=self.record)]
        phase = said["effects"].phase
        return asked if phase == self.record.phase else [*asked, *about_form(self.relation, phase)]

    def act(self, form: Any) -> Act:
        """Record the correction."""
        said = form.said() | {"identifier": self.identifier(form), "act": self.record}
        return self.recorded(form, partial(correct_act, **said))

    def success(self, record: Any) -> str:
        """Say which act holds now."""
        return gettext(
            "Berichtigt: „%(title)s“ tritt an die Stelle des alten Akts. Er ist intern, bis Sie "
            "ihn veröffentlichen."
        ) % {"title": record.title}


class RetractAct(ReplacingPage):
    """Marking an act as a mistake: it never took place."""

    form_class = RetractionForm
    page_title = _("Als Irrtum kennzeichnen")
    submit_label = _("Als Irrtum kennzeichnen")
    intro = _(
        "Kennzeichnen Sie einen Akt als Irrtum, wenn er nicht stattgefunden hat: Er bleibt im "
        "Verlauf sichtbar, gilt aber nirgends mehr, und das lässt sich nicht rückgängig machen. "
        "War nur etwas daran falsch, berichtigen Sie ihn. Soll ihn nur die Öffentlichkeit nicht "
        "sehen, veröffentlichen Sie ihn nicht mehr. Als Beleg ist angehakt, worauf er beruhte: Wer "
        "dort nachliest, sieht, dass es nicht dasteht."
    )

    def get_initial(self) -> dict[str, Any]:
        """Begin with what the mistaken act rested on: nobody has to prove a slip of the pen."""
        rested_on = self.record.citations.values_list("passage_id", flat=True)
        return super().get_initial() | {"passages": list(rested_on)}

    def act(self, form: Any) -> Act:
        """Record the retraction."""
        wanted = f"{self.record.identifier}-{ActKind.RETRACTION}"
        retract = partial(
            retract_act,
            act=self.record,
            identifier=free_identifier(Act, wanted),
            reason=form.texts("reason"),
        )
        return self.recorded(form, retract)

    def success(self, record: Any) -> str:
        """Say that the act holds no longer."""
        return gettext("Der Akt „%(title)s“ ist als Irrtum gekennzeichnet und gilt nicht mehr.") % {
            "title": self.record.title
        }
