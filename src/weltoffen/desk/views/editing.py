"""Pages with a form that hands what was typed to an action."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.log_actions import registry

from weltoffen.accounts.models import User
from weltoffen.desk.both_wrote import (
    BASE,
    brought_together,
    clashes_in,
    read_base,
    sent_by,
    shown_by,
    take_over,
)
from weltoffen.desk.doubts import doubts_about
from weltoffen.desk.earlier_states import entries_with_states, fill_with, state_after
from weltoffen.desk.evidence import FAULTY, keep_evidence
from weltoffen.desk.faults import Fault, faults_of, led_to_proof
from weltoffen.desk.forms.evidence import MORE, BaseEvidence, EvidenceForm, evidence
from weltoffen.desk.forms.refusable import RefusableForm
from weltoffen.desk.kinds import kind_of
from weltoffen.desk.naming import title_of
from weltoffen.desk.questions import Question, about_source, answer_to
from weltoffen.desk.views.pages import DeskPage, RecordPage
from weltoffen.ground.dates import UNKNOWN_TEXT
from weltoffen.ground.languages import fingerprint
from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.records.models import Record
from weltoffen.sources.models import Passage

SEEN = "seen"
"""Hidden field: the fingerprint of the record as it was when the form was opened."""
ANSWERED = "answered"
"""Hidden field: which questions the page asked; whoever saves with it has answered them."""
_CHANGED_MEANWHILE = N_(
    "Während Sie schrieben, hat %(who)s diesen Eintrag geändert (%(what)s). Nichts von Ihnen ist "
    "verloren: Prüfen Sie Ihre Angaben hier unten und speichern Sie noch einmal, dann gelten Ihre."
)
_BROUGHT_TOGETHER = N_(
    "Während Sie schrieben, hat %(who)s diesen Eintrag geändert (%(what)s). Nichts ist verloren: "
    "Was Sie nicht angerührt haben, steht hier unten schon so, wie es jetzt im Register ist; was "
    "Sie geschrieben haben, steht da wie zuvor. Prüfen Sie es und speichern Sie noch einmal."
)

RESTORE = "restore"
"""Names, in the address of the form, the entry of the history whose state fills it."""


class FormPage(DeskPage, FormView):  # type: ignore[type-arg]
    """A form whose input goes to :meth:`act`.

    What the action refuses comes back to the field it names; everything typed stays, and the
    transaction around the action takes care that nothing is half-written.
    """

    template_name = "desk/form.html"
    http_method_names = ["get", "post", "head", "options"]
    right = "add"
    submit_label: Any = _("Speichern")
    intro: Any = ""
    warning: Any = ""

    def act(self, form: Any) -> Record:
        """Do it, and return the record to be shown next."""
        raise NotImplementedError

    @property
    def person(self) -> User:
        """Return who acts."""
        return cast(User, self.request.user)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Tell the form who fills it in."""
        return {**super().get_form_kwargs(), "person": self.person}

    def questions(self, form: Any) -> list[Question]:
        """Return what to ask before this is saved."""
        return []

    def form_valid(self, form: Any) -> HttpResponse:
        """Act, or show what was refused; what has to be asked first is asked once.

        The action is tried even then, and undone: nobody answers questions about what is refused
        afterwards.
        """
        asked = self.questions(form)
        if self.request.POST.get(ANSWERED) == answer_to(asked):
            asked = []
        try:
            with transaction.atomic():
                record = self.act(form)
                if asked:  # never False: that would clear a mark set within the action
                    transaction.set_rollback(True)
        except Refused as refusal:
            form.refuse(refusal)
            return self.form_invalid(form)
        if asked:
            return self.render_to_response(self.get_context_data(form=form, questions=asked))
        messages.success(self.request, self.success(record))
        address = self.next_url(record)
        if address != kind_of(record).url(record):  # its own sheet says it anyway
            for doubt in doubts_about(record):
                messages.warning(self.request, doubt)
        return HttpResponseRedirect(address)

    def form_invalid(self, form: Any) -> HttpResponse:
        """Show the form again, with everything that was typed and all that is to be changed."""
        return self.render_to_response(self.get_context_data(form=form))

    def judge_the_rest(self, form: Any) -> None:
        """Show what the action would refuse as well, so that everything wrong comes at once.

        The action itself judges: it is tried with something harmless where a field could not be
        read, and undone whatever comes of it. For a record that is missing nothing can stand in.
        """
        said = set(form.errors)
        if any(name in said and field.required for name, field in form.records.items()):
            return
        form.stand_in()
        try:
            with transaction.atomic():
                self.act(form)
                transaction.set_rollback(True)
        except Refused as refusal:
            form.refuse(refusal, besides=said)

    def faults(self, form: Any) -> list[Fault]:
        """Return what is to be changed, for the list above the form."""
        return faults_of(form)

    def success(self, record: Record) -> str:
        """Return the sentence that says what was done."""
        return gettext("„%(title)s“ ist gespeichert.") % {"title": title_of(record)}

    def next_url(self, record: Record) -> str:
        """Return the page to be shown next."""
        return kind_of(record).url(record)

    def cancel_url(self) -> str:
        """Return where one gets without saving."""
        return self.kind.list_url

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the form's groups and the words around it."""
        context = super().get_context_data(**kwargs)
        form = context["form"]
        asked = context.get("questions", ())
        return context | {
            "groups": grouped(form),
            "faults": self.faults(form),
            "hidden": [(ANSWERED, answer_to(asked))] if asked else [],
            "submit_button_label": _("Trotzdem speichern") if asked else self.submit_label,
            "submit_button_active_label": _("Wird gespeichert …"),
            "cancel_url": self.cancel_url(),
            "intro": self.intro,
            "warning": self.warning,
            "has_unsaved_changes": form.is_bound,
            "media": context.get("media", forms.Media()) + form.media,
        }


class RecordFormPage(RecordPage, FormPage):
    """A form about a record that there is."""

    right = "change"

    def cancel_url(self) -> str:
        """Return to the record's sheet."""
        return self.kind.url(self.record)


class AmendPage(RecordFormPage):
    """Changes a record that may change, unless somebody else has done so meanwhile."""

    page_title = _("Bearbeiten")
    told_of_change = False
    restored: list[str] | None = None

    def initial_of(self, record: Any) -> dict[str, Any]:
        """Return what the form begins with; also that by which a change is noticed."""
        raise NotImplementedError

    def amend(self, record: Any, form: Any) -> Record:
        """Call the room's action."""
        raise NotImplementedError

    def get_initial(self) -> dict[str, Any]:
        """Begin with what the register has."""
        return self.initial_of(self.record)

    def get_form(self, form_class: Any = None) -> Any:
        """Fill the form with an earlier state, where one is to be restored."""
        form = super().get_form(form_class)
        asked = self.request.GET.get(RESTORE, "")
        entries = entries_with_states(self.record) if asked and not form.is_bound else []
        for entry in entries:
            if str(entry.pk) == asked:
                self.restored = fill_with(form, state_after(self.record, entry))
        return form

    def act(self, form: Any) -> Record:
        """Amend the record, unless it is no longer the one that the person saw."""
        locked = self.kind.model._default_manager.select_for_update().get(pk=self.record.pk)
        if self.request.POST.get(SEEN) != self.seen(locked):
            self.told_of_change = True
            base = read_base(self.request.POST.get(BASE, ""))
            sentence = _BROUGHT_TOGETHER if base else _CHANGED_MEANWHILE
            clashes = self._bring_together(locked, form, base)
            raise Refused(Problem("", sentence, _last_change(locked)), *clashes)
        return self.amend(locked, form)

    def _bring_together(self, record: Any, form: Any, base: Mapping[str, str]) -> list[Problem]:
        """Take over what the person did not touch; return what to say of fields that both wrote."""
        both = brought_together(base, sent_by(form), shown_by(self._fresh_form(record)))
        data = form.data.copy()
        for name, said in both.taken_over.items():
            take_over(data, form.add_prefix(name), form.fields[name], said)
        form.data = data
        return clashes_in(both.clashing)

    def _fresh_form(self, record: Any) -> Any:
        """Return the form as it is for whoever opens it now."""
        given = self.get_form_kwargs()
        given = {name: value for name, value in given.items() if name not in ("data", "files")}
        return self.get_form_class()(**given | {"initial": self.initial_of(record)})

    def seen(self, record: Any) -> str:
        """Return the fingerprint of what the form shows of a record."""
        return fingerprint(json.dumps(self.initial_of(record), default=_plain, sort_keys=True))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the fingerprint of the record as the person saw it.

        A form that comes back for another reason, such as a fault or a look-up, keeps the first
        one: what somebody else changed meanwhile is still to be told.
        """
        self.record.refresh_from_db()
        sent = "" if self.told_of_change else self.request.POST.get(SEEN, "")
        context = super().get_context_data(**kwargs)
        seen = (SEEN, sent or self.seen(self.record))
        if self.restored is not None:
            context |= {"warning": self._restoring(), "has_unsaved_changes": bool(self.restored)}
        base = "" if self.told_of_change else self.request.POST.get(BASE, "")
        shown = base or json.dumps(shown_by(self._fresh_form(self.record)))
        return context | {"hidden": [*context["hidden"], seen, (BASE, shown)]}

    def _restoring(self) -> str:
        """Say what of the form is of an earlier state."""
        if not self.restored:
            return gettext("Was hier bearbeitet wird, war damals wie heute. Es ändert sich nichts.")
        return gettext(
            "Noch nicht gespeichert: Diese Angaben stehen hier so, wie sie damals waren: "
            "%(fields)s. Prüfen Sie sie und speichern Sie dann."
        ) % {"fields": ", ".join(self.restored)}


class CitingPage(FormPage):
    """A form with passages: some that there are may be ticked, others are typed in rows.

    ``one_row`` is for what takes one passage only.
    """

    template_name = "desk/citing_form.html"
    one_row = False
    row_form = EvidenceForm
    rows = 1
    evidence_heading: Any = _("Belege")
    evidence_help: Any = ""
    row_name: Any = _("Beleg")
    more_label: Any = _("Weiteren Beleg angeben")

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """Give more rows where these were asked for, without judging what was typed."""
        if MORE not in request.POST:
            return super().post(request, *args, **kwargs)
        form = self.get_form()
        form.is_quiet = True
        return self.render_to_response(self.get_context_data(form=form))

    @cached_property
    def evidence(self) -> BaseEvidence:
        """Return the rows for passages."""
        sent = self.request.POST if self.request.method == "POST" else None
        return evidence(sent, person=self.person, form=self.row_form, extra=self.rows)

    def citations(self, form: Any) -> list[Passage]:
        """Return the passages ticked and those typed, the latter recorded just now."""
        self.evidence.is_valid()
        typed = keep_evidence(self.evidence.rows(), self.person)
        return list(dict.fromkeys([*form.cleaned_data.get("passages", ()), *typed]))

    def questions(self, form: Any) -> list[Question]:
        """Ask about sources typed in rows that the register has already."""
        asked: list[Question] = []
        for row in self.evidence.rows():
            if row.is_valid() and row.has_new_source:
                typed = row.cleaned_data
                asked += about_source(
                    title=typed["new_title"],
                    content_date=typed["new_content_date"] or UNKNOWN_TEXT,
                    address=typed["new_address"],
                )
        return list(dict.fromkeys(asked))

    def form_invalid(self, form: Any) -> HttpResponse:
        """Judge all the rest as well, so that everything wrong is shown at once."""
        self.evidence.is_valid()
        self.judge_the_rest(form)
        return super().form_invalid(form)

    def faults(self, form: Any) -> list[Fault]:
        """Add what is wrong in the rows, instead of the sentence that something is."""
        if form.is_quiet or not form.is_bound:
            return []
        found = faults_of(form, self.evidence.forms, str(self.row_name))
        found = [fault for fault in found if fault.sentence != gettext(FAULTY)]
        if "passages" not in form.fields or not self.evidence.forms:
            return found
        source = self.evidence.forms[0]["source"]
        return led_to_proof(found, form["passages"], source, str(self.evidence_heading))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the rows."""
        context = super().get_context_data(**kwargs)
        return context | {
            "evidence": self.evidence,
            "more": "" if self.one_row else MORE,
            "ticked": context["form"]["passages"] if "passages" in context["form"].fields else None,
        }


def grouped(form: RefusableForm) -> list[dict[str, Any]]:
    """Return a form's fields by their groups; what is folded opens where something is in it."""
    folded = getattr(form, "folded", ())
    return [
        {
            "heading": heading,
            "id": f"group-{number}",
            "fields": [form[name] for name in names],
            "is_folded": names[0] in folded,
            "is_open": any(form[name].errors or form[name].value() for name in names),
        }
        for number, (heading, names) in enumerate(form.groups, start=1)  # type: ignore[attr-defined]
        if names
    ]


def _plain(value: Any) -> str:
    return value.identifier if isinstance(value, Record) else str(value)


def _last_change(record: Record) -> dict[str, str]:
    last = registry.get_logs_for_instance(record).first()
    if last is None:
        return {"who": gettext("jemand"), "what": "?"}
    return {"who": last.user_display_name, "what": str(last.message).rstrip(".")}
