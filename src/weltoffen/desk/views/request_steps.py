"""Going on with requests: what happened, how they are judged, forgetting who asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from weltoffen.casework.actions import add_step, assess, forget_sender
from weltoffen.casework.enums import Outcome, RequestState, StepKind, Verdict
from weltoffen.casework.models import Request
from weltoffen.casework.selectors import judged_by, score, state
from weltoffen.desk.forms.casework import NothingForm
from weltoffen.desk.forms.requests import AssessForm, StepForm
from weltoffen.desk.kinds import REQUESTS
from weltoffen.desk.views.editing import RecordFormPage
from weltoffen.desk.views.requests import score_words
from weltoffen.desk.views.touching import BasedPage
from weltoffen.ground.problems import Problem, Refused
from weltoffen.records.enums import Role


class AddStep(RecordFormPage):
    """What happened to a request."""

    kind = REQUESTS
    page_title = _("Schritt festhalten")
    form_class = StepForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer what can come next."""
        return super().get_form_kwargs() | {"state": state(self.record)}

    def get_initial(self) -> dict[str, Any]:
        """Begin with today, and with what was pressed."""
        return {"on": timezone.localdate(), "kind": self.request.GET.get("kind", "")}

    def act(self, form: Any) -> Any:
        """Add it."""
        typed = form.cleaned_data
        kind = StepKind(typed["kind"])
        add_step(
            request=self.record,
            kind=kind,
            on=typed["on"],
            text=typed["text"],
            passed_to=_given(Role, typed, "passed_to", kind is StepKind.PASS_ON),
            outcome=_given(Outcome, typed, "outcome", kind is StepKind.CLOSE),
            by=self.person,
        )
        return self.record

    def success(self, record: Any) -> str:
        """Say how the request stands now."""
        return gettext("Festgehalten. Die Anfrage ist jetzt: %(state)s.") % {
            "state": RequestState(state(record)).label
        }


def _given(made: Any, typed: Mapping[str, Any], name: str, is_asked: bool) -> Any:
    """Return what was chosen for a step that asks for it; what others left there is not meant."""
    chosen = typed.get(name, "") if is_asked else ""
    return made(chosen) if chosen else None


class AssessRequest(BasedPage):
    """How far a request meets its criteria."""

    kind = REQUESTS
    page_title = _("Beurteilen")
    form_class = AssessForm
    intro = _("Zu jedem Urteil gehört ein Grund. Die Summe rechnet das Programm; was noch nicht "
              "bekannt ist, zählt nicht mit.")  # fmt: skip

    def get_form_kwargs(self) -> dict[str, Any]:
        """Ask by the criteria of its kind."""
        return super().get_form_kwargs() | {"judged": judged_by(self.record)}

    def act(self, form: Any) -> Any:
        """Judge by each criterion with a verdict; all faults come at once, each at its field."""
        untouched = self.untouched(form)
        problems = []
        for criterion, _given_before in form.judged:
            verdict, reason = form.names(criterion)
            if not form.cleaned_data.get(verdict) or {verdict, reason} <= untouched:
                continue
            try:
                assess(
                    request=self.record,
                    criterion=criterion,
                    verdict=Verdict(form.cleaned_data[verdict]),
                    reason=form.cleaned_data[reason],
                    by=self.person,
                )
            except Refused as refusal:
                names = {"reason": reason, "verdict": verdict, "criterion": verdict}
                problems += [Problem(names.get(p.where, verdict), p.sentence, p.values)
                             for p in refusal.problems]  # fmt: skip
        if problems:
            raise Refused(*problems)
        return self.record

    def success(self, record: Any) -> str:
        """Say what it adds up to."""
        return score_words(score(judged_by(record)))


class ForgetSender(RecordFormPage):
    """Removing who asked before the day has come."""

    kind = REQUESTS
    page_title = _("Angaben zur Person löschen")
    form_class = NothingForm
    submit_label = _("Endgültig löschen")
    warning = _("Name, Adresse, Wortlaut und die Texte aller Schritte werden gelöscht und lassen "
                "sich nicht zurückholen. Die Anfrage selbst und ihre Tage bleiben.")  # fmt: skip

    def act(self, form: Any) -> Request:
        """Forget it."""
        return forget_sender(request=self.record, by=self.person)

    def success(self, record: Any) -> str:
        """Say that it is gone."""
        return gettext("Die Angaben zur Person sind gelöscht.")
