"""Pages of disagreements."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from weltoffen.desk.evidence import keep_evidence
from weltoffen.desk.forms.ledger import NONE, AnswerForm, DisagreementForm, SettlingForm
from weltoffen.desk.homes import home
from weltoffen.desk.kinds import LEDGER, MUNICIPALITIES, RELATIONS
from weltoffen.desk.naming import title_of
from weltoffen.desk.reviewing.versions import no_longer_there
from weltoffen.desk.views.editing import AmendPage, CitingPage
from weltoffen.desk.views.pages import RELATED, SheetPage
from weltoffen.desk.views.sheets import Fact, proof_of, record_facts
from weltoffen.ground.identifiers import identifier_from
from weltoffen.intake.still_said import given_up, outlived
from weltoffen.records.selectors import free_identifier
from weltoffen.relations.actions import (
    Answer,
    record_disagreement,
    reopen_disagreement,
    use_answer,
)
from weltoffen.relations.models import Disagreement, Position, Relation
from weltoffen.sources.models import Passage, Snapshot
from weltoffen.sources.selectors import where_text_is_known

REOPEN = "reopen"
"""Name of the button that opens a settled question again."""


class DisagreementSheet(SheetPage):
    """A question on which sources disagree, with all answers."""

    kind = LEDGER
    template_name = "desk/disagreement.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add facts and answers."""
        disagreement: Disagreement = self.record
        answers = list(_answers(disagreement))
        gone = given_up(answers)
        cited = where_text_is_known(Passage.objects.filter(pk__in=[a.passage_id for a in answers]))
        passages = {each.pk: each for each in cited.select_related("snapshot__source")}
        return super().get_context_data(**kwargs) | {
            "facts": _facts(disagreement),
            "settle_url": LEDGER.url(disagreement, "settle"),
            "reopen": REOPEN,
            "is_outlived": bool(outlived([disagreement])),
            "answers": [
                {
                    "answer": each.answer,
                    "is_used": each.is_used,
                    "gone": no_longer_there(gone[each.pk]) if each.pk in gone else "",
                    "proof": proof_of(passages[each.passage_id]),
                }
                for each in answers
            ],
        }


def _facts(disagreement: Disagreement) -> list[Fact]:
    relation = disagreement.relation
    return [
        Fact(
            _("Beziehung"),
            title_of(relation) if relation else "",
            RELATIONS.url(relation) if relation else "",
        ),
        Fact(_("Diese Stadt"), disagreement.home, MUNICIPALITIES.url(disagreement.home)),
        Fact(_("Warum die Stadt ihre Antwort verwendet"), disagreement.reason),
        Fact(_("Geklärt"), gettext("ja") if disagreement.settled else gettext("noch nicht")),
        *record_facts(disagreement),
    ]


class SettleDisagreement(AmendPage):
    """Says which answer the city uses, and why; or opens the question again."""

    kind = LEDGER
    page_title = _("Klären")
    form_class = SettlingForm
    intro = _(
        "Alle Antworten bleiben mit ihren Belegen stehen. Sie sagen, welche die Stadt verwendet "
        "und warum; die Akte der Beziehung ändern sich dadurch nicht. Ist der Widerspruch "
        "öffentlich, steht dort sofort, was Sie speichern."
    )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Open the question again where that button was pressed."""
        if REOPEN not in request.POST:
            return super().post(request, *args, **kwargs)
        with transaction.atomic():
            locked = Disagreement.objects.select_for_update().get(pk=self.record.pk)
            reopen_disagreement(disagreement=locked, by=self.person)
        messages.success(
            request,
            gettext(
                "Wieder offen, auch auf der öffentlichen Seite, wenn es dort eine gibt. Die "
                "Antworten stehen da wie zuvor."
            ),
        )
        return HttpResponseRedirect(LEDGER.url(self.record))

    def get_form_kwargs(self) -> dict[str, Any]:
        """Add the answers with where they stand."""
        return super().get_form_kwargs() | {"answers": _choices(self.record)}

    def initial_of(self, record: Any) -> dict[str, Any]:
        """Begin with the answer in use; ``answers`` is there to notice a further one."""
        rows = list(record.positions.values_list("pk", "is_used"))
        used = [str(pk) for pk, is_used in rows if is_used]
        return {
            "answer": used[0] if used else (NONE if record.settled else ""),
            "reason_de": record.reason_de,
            "reason_en": record.reason_en or "",
            "answers": [pk for pk, _is_used in rows],
        }

    def amend(self, record: Any, form: Any) -> Disagreement:
        """Use the answer."""
        typed = form.cleaned_data["answer"]
        position = None if typed == NONE else record.positions.get(pk=int(typed))
        return use_answer(
            disagreement=record, position=position, reason=form.texts("reason"), by=self.person
        )

    def success(self, record: Any) -> str:
        """Say that it is settled."""
        return gettext("„%(title)s“ ist geklärt.") % {"title": title_of(record)}


def _choices(disagreement: Disagreement) -> list[tuple[str, str]]:
    answers = list(_answers(disagreement))
    gone = given_up(answers)
    return [(str(each.pk), _choice(each, gone.get(each.pk))) for each in answers]


def _choice(answer: Position, gone_in: Snapshot | None) -> str:
    said = f"{answer.answer} – {answer.passage.snapshot.source.title}"
    return f"{said} ({no_longer_there(gone_in)})" if gone_in is not None else said


def _answers(disagreement: Disagreement) -> QuerySet[Position]:
    answers = disagreement.positions.select_related("passage__snapshot__source")
    return answers.defer("passage__snapshot__body")


class AddDisagreement(CitingPage):
    """A new entry of the ledger: a question, and at least two sources that answer it."""

    kind = LEDGER
    page_title = _("Widerspruch anlegen")
    form_class = DisagreementForm
    row_form = AnswerForm
    rows = 2
    row_name = _("Antwort")
    more_label = _("Weitere Antwort angeben")
    evidence_heading = _("Antworten der Quellen")
    evidence_help = _("Mindestens zwei Antworten, jede mit ihrem Beleg. Alle bleiben stehen.")

    def get_initial(self) -> dict[str, Any]:
        """Begin with the relation from whose sheet one came, else with this city."""
        among = Relation.objects.select_related(*RELATED["relations"])
        relation = among.filter(identifier=self.request.GET.get("relation", "")).first()
        return {"relation": relation, "home": relation.home} if relation else {"home": home()}

    def act(self, form: Any) -> Disagreement:
        """Record the question with all answers."""
        typed = form.cleaned_data
        self.evidence.is_valid()
        rows = self.evidence.rows()
        passages = keep_evidence(rows, self.person)
        answers = [
            Answer(row.texts("answer"), passage, row.cleaned_data["is_used"])
            for row, passage in zip(rows, passages, strict=True)
        ]
        return record_disagreement(
            identifier=typed["identifier"]
            or free_identifier(Disagreement, identifier_from(typed["question_de"])),
            home=typed["home"],
            relation=typed["relation"],
            question=form.texts("question"),
            reason=form.texts("reason") if typed["reason_de"] else None,
            settled=typed["settled"],
            answers=answers,
            by=self.person,
        )
