"""What the office is busy with, as a part of every sheet: notes, tasks, comments."""

from __future__ import annotations

from typing import Any, cast

from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from weltoffen.casework.actions import (
    amend_note,
    answer_comment,
    record_note,
    withdraw_comment,
    write_comment,
)
from weltoffen.casework.enums import NoteKind
from weltoffen.casework.models import Comment, Note
from weltoffen.casework.selectors import record_of
from weltoffen.desk.busy_with import day_of, own_unit
from weltoffen.desk.due_words import name_of
from weltoffen.desk.forms.casework import (
    AmendNoteForm,
    AnswerCommentForm,
    CommentForm,
    NoteForm,
    NothingForm,
)
from weltoffen.desk.kinds import (
    COMMENTS,
    NOTES,
    has_kind,
    kind_of,
)
from weltoffen.desk.naming import language, title_of
from weltoffen.desk.views.about import AboutPage, back_to
from weltoffen.desk.views.editing import AmendPage, RecordFormPage
from weltoffen.desk.views.pages import SheetPage
from weltoffen.desk.views.sheets import Fact, record_facts
from weltoffen.desk.views.touching import BasedPage
from weltoffen.ground.spoken import say_day
from weltoffen.records.enums import Visibility
from weltoffen.records.models import Record


class AddNote(AboutPage):
    """A new note."""

    kind = NOTES
    page_title = _("Notiz schreiben")
    form_class = NoteForm

    def get_initial(self) -> dict[str, Any]:
        """Begin with today."""
        return {"on": timezone.localdate(), "kind": NoteKind.NOTE, "visibility": "internal"}

    def act(self, form: Any) -> Any:
        """Write it down."""
        typed = form.cleaned_data
        return record_note(
            about=cast(Record, self.chosen(form)),  # the form demands one
            kind=NoteKind(typed["kind"]),
            on=typed["on"],
            topic=typed["topic"],
            text=typed["text"],
            spoken_with=typed["spoken_with"],
            visibility=Visibility(typed["visibility"]),
            unit=own_unit(self.person),
            by=self.person,
        )


class WorkSheet(SheetPage):
    """The sheet of a note, a comment or a task: facts, and the way back to what it is about."""

    template_name = "desk/sheet.html"

    def way(self) -> list[dict[str, Any]]:
        """Return what it is about."""
        about = record_of(self.record.about) if self.record.about else None
        if about is None or not has_kind(type(about)):
            return []
        kind = kind_of(about)
        if not kind.may(self.request.user, "see", about):
            return []
        return [{"url": kind.url(about), "label": title_of(about)}]

    def about_fact(self) -> Fact:
        """Return what it is about, as a fact."""
        found = self.way()
        return Fact(
            _("Betrifft"), found[0]["label"] if found else "", found[0]["url"] if found else ""
        )

    def facts(self) -> list[Fact]:
        """Return what the sheet tells."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the facts."""
        facts = [*self.facts(), *record_facts(self.record)]
        return super().get_context_data(**kwargs) | {"facts": facts}


class NoteSheet(WorkSheet):
    """A note."""

    kind = NOTES

    def facts(self) -> list[Fact]:
        """Return what was noted."""
        note: Note = self.record
        return [
            self.about_fact(),
            Fact(_("Art"), note.get_kind_display()),
            Fact(pgettext_lazy("im Kalender", "Tag"), say_day(note.on, language())),
            Fact(_("Mit wem"), note.spoken_with),
            Fact(_("Thema"), note.topic),
            Fact(_("Text"), note.text),
            Fact(_("Geschrieben von"), name_of(note.written_by)),
        ]


class AmendNote(AmendPage):
    """A note that there is."""

    kind = NOTES
    form_class = AmendNoteForm

    def initial_of(self, record: Any) -> dict[str, Any]:
        """Return what was noted."""
        names = ("kind", "on", "topic", "text", "spoken_with")
        return {name: getattr(record, name) for name in names}

    def amend(self, record: Any, form: Any) -> Any:
        """Amend it."""
        names = ("kind", "on", "topic", "text", "spoken_with")
        return amend_note(note=record, by=self.person, **{n: form.cleaned_data[n] for n in names})


class AddComment(AboutPage):
    """Something said to a record, also by a guest."""

    kind = COMMENTS
    page_title = _("Kommentieren")
    form_class = CommentForm

    @property
    def is_guest(self) -> bool:
        """Say whether the person could comment for the partner city alone."""
        return not NOTES.may(self.request.user, "see")

    def get_initial(self) -> dict[str, Any]:
        """Begin with the office."""
        return {"visibility": Visibility.INTERNAL}

    def get_form_kwargs(self) -> dict[str, Any]:
        """Ask guests nothing about who sees it."""
        return super().get_form_kwargs() | {"is_guest": self.is_guest}

    def act(self, form: Any) -> Any:
        """Say it."""
        seen_by = Visibility.PARTNER if self.is_guest else form.cleaned_data["visibility"]
        return write_comment(
            about=cast(Record, self.chosen(form)),  # the form demands one
            text=form.cleaned_data["text"],
            visibility=Visibility(seen_by),
            by=self.person,
        )

    def success(self, record: Any) -> str:
        """Say that it is there."""
        return gettext("Der Kommentar ist gespeichert.")


class CommentSheet(WorkSheet):
    """A comment with its answer."""

    kind = COMMENTS

    def facts(self) -> list[Fact]:
        """Return what was said; what was withdrawn is told to who wrote it alone."""
        comment: Comment = self.record
        is_own = comment.written_by_id == self.request.user.pk
        is_gone = comment.withdrawn_at is not None
        return [
            self.about_fact(),
            Fact(_("Kommentar"), comment.text if is_own or not is_gone else ""),
            Fact(_("Zurückgezogen"), gettext("ja") if is_gone else ""),
            Fact(_("Geschrieben von"), name_of(comment.written_by)),
            Fact(_("Geschrieben am"), say_day(day_of(comment.written_at), language())),
            Fact(_("Antwort"), comment.answer),
            Fact(_("Beantwortet von"), name_of(comment.answered_by)),
        ]


class AnswerComment(BasedPage):
    """The answer to a comment."""

    kind = COMMENTS
    page_title = _("Antworten")
    form_class = AnswerCommentForm
    record: Comment

    @property
    def intro(self) -> str:
        """Show what is answered; what was withdrawn meanwhile is read by nobody."""
        return "" if self.record.withdrawn_at is not None else f"„{self.record.text}“"

    def get_initial(self) -> dict[str, Any]:
        """Begin with the answer that there is."""
        return {"answer": self.record.answer}

    def act(self, form: Any) -> Any:
        """Answer it, unless somebody else has done so meanwhile in other words."""
        self.untouched(form)
        return answer_comment(
            comment=self.record, answer=form.cleaned_data["answer"], by=self.person
        )

    def success(self, record: Any) -> str:
        """Say that it is there."""
        return gettext("Die Antwort ist gespeichert.")

    def next_url(self, record: Any) -> str:
        """Return to what the comment is about."""
        return back_to(record)


class WithdrawComment(RecordFormPage):
    """Taking one's own comment back."""

    kind = COMMENTS
    right = "see"
    page_title = _("Kommentar zurückziehen")
    form_class = NothingForm
    submit_label = _("Zurückziehen")
    intro = _(
        "Der Kommentar bleibt aufgehoben, aber niemand außer Ihnen liest ihn noch. Zurückziehen "
        "kann ihn nur, wer ihn geschrieben hat."
    )

    def act(self, form: Any) -> Any:
        """Withdraw it; the action refuses those who did not write it."""
        return withdraw_comment(comment=self.record, by=self.person)

    def success(self, record: Any) -> str:
        """Say that it is withdrawn."""
        return gettext("Der Kommentar ist zurückgezogen.")

    def next_url(self, record: Any) -> str:
        """Return to what the comment is about."""
        return back_to(record)
