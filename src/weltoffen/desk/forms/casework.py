"""Typing in notes, comments and tasks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from weltoffen.accounts.enums import RoleName
from weltoffen.accounts.models import Assignment, User
from weltoffen.accounts.rules.rights import could
from weltoffen.accounts.selectors import in_force
from weltoffen.accounts.types import Area, Grant, Verb
from weltoffen.casework.enums import NoteKind, Priority, Repeat
from weltoffen.desk.forms.fields import DayField, RecordField, choice, long_text
from weltoffen.desk.forms.fields import text as line
from weltoffen.desk.forms.refusable import RefusableForm
from weltoffen.desk.kinds import RELATIONS
from weltoffen.records.enums import Role, Visibility

Groups = tuple[tuple[Any, tuple[str, ...]], ...]
RELATED = ("home", "municipality", "network", "instrument")
_FOR_WHOM = _(
    "Intern: alle im Büro. Eingeschränkt: nur die Koordination und die zuständige Stelle."
)
_NO_RELATION = _("Es fehlt, wozu das gehört. Wählen Sie die Beziehung aus der Vorschlagsliste.")


def relation_field(*, missing: Any = "", help_text: Any = "") -> RecordField:
    """Return the field for what something is about, where no record led here."""
    return RecordField(
        RELATIONS,
        label=_("Beziehung"),
        related=RELATED,
        missing=missing,
        required=bool(missing),
        help_text=help_text,
    )


def for_whom() -> forms.ChoiceField:
    """Return the field for who sees what the office is busy with."""
    return choice(
        _("Wer sie sieht"),
        Visibility,
        _FOR_WHOM,
        missing=_("Wählen Sie, wer das sieht."),
        without=(Visibility.PUBLIC, Visibility.PARTNER),
    )


class AboutForm(RefusableForm):
    """A form about a record; where the record is known, nobody is asked for it."""

    groups: Groups = ()

    def __init__(self, *args: Any, has_about: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_about and "relation" in self.fields:
            del self.fields["relation"]
        self.groups = tuple(
            (heading, tuple(name for name in names if name in self.fields))
            for heading, names in self.groups
        )


class NoteForm(AboutForm):
    """A call, a letter, a meeting, a thought."""

    relation: Any = relation_field(missing=_NO_RELATION)
    kind = choice(_("Art"), NoteKind, missing=_("Es fehlt die Art. Wählen Sie sie aus."))
    on = DayField(label=pgettext_lazy("im Kalender", "Tag"), has_come=True, required=True)
    spoken_with = line(_("Mit wem"), _("Name oder Funktion, so weit es nötig ist."), longest=160)
    topic = line(
        _("Thema"), missing=_("Es fehlt, worum es ging. Ein paar Worte genügen."), longest=160
    )
    text = long_text(_("Was gesagt oder vereinbart wurde"))
    visibility: Any = for_whom()

    groups: Groups = (
        (_("Was war"), ("relation", "kind", "on", "spoken_with", "topic", "text")),
        (_("Für wen"), ("visibility",)),
    )


class AmendNoteForm(NoteForm):
    """A note that there is; who sees it is changed with who answers for it."""

    relation: Any = None
    visibility: Any = None
    groups: Groups = ((_("Was war"), ("kind", "on", "spoken_with", "topic", "text")),)


class CommentForm(AboutForm):
    """Something to be said to a record."""

    relation: Any = relation_field(missing=_NO_RELATION)
    text = forms.CharField(
        label=_("Kommentar"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=5000,
        error_messages={"required": _("Es fehlt der Kommentar. Schreiben Sie ihn in das Feld.")},
        help_text=_("Der Wortlaut bleibt, wie er ist; zurückziehen können Sie ihn jederzeit."),
    )
    visibility: Any = choice(
        _("Wer ihn sieht"),
        Visibility,
        _("Für die Partnerstadt: auch deren Gäste sehen ihn und die Antwort."),
        missing=_("Wählen Sie, wer den Kommentar sieht."),
        without=(Visibility.PUBLIC, Visibility.RESTRICTED),
    )

    groups: Groups = ((_("Kommentar"), ("relation", "text", "visibility")),)

    def __init__(self, *args: Any, is_guest: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_guest:
            del self.fields["visibility"]
            names = tuple(name for name in ("relation", "text") if name in self.fields)
            self.groups = ((self.groups[0][0], names),)


class AnswerCommentForm(RefusableForm):
    """The answer to a comment."""

    answer = forms.CharField(
        label=_("Antwort"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=5000,
        error_messages={"required": _("Es fehlt die Antwort. Schreiben Sie sie in das Feld.")},
        help_text=_("Sie sieht, wer auch den Kommentar sieht."),
    )
    groups: Groups = ((_("Antwort"), ("answer",)),)


class NothingForm(RefusableForm):
    """Nothing to type: only to be confirmed."""

    groups: Groups = ()


class PersonChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Chooses an account by the name of its person."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the person's name, else the account's."""
        return str(obj.get_full_name() or obj.get_username())


def people_at_the_desk() -> QuerySet[User]:
    """Return the accounts that can take something on: open, with a role that sees tasks."""
    found = User.objects.filter(is_active=True, is_function=False)
    roles = [
        role for role in RoleName if could([Grant(role, "x", "x")], Verb.CHANGE, Area.CASEWORK)
    ]
    held = Assignment.objects.filter(in_force(), role__in=roles)
    return found.filter(pk__in=held.values("user"))


class TaskForm(AboutForm):
    """What is to be done, by whom, until when."""

    title = line(
        _("Aufgabe"),
        _("Was zu tun ist, in wenigen Worten."),
        missing=_("Es fehlt, was zu tun ist. Ein paar Worte genügen."),
        longest=160,
    )
    due = DayField(label=_("Fällig am"), help_text=_("Leer lassen, wenn es keinen Tag gibt."))
    owner = choice(_("Zuständig"), Role, missing=_("Wählen Sie, wer dafür zuständig ist."))
    assignee = PersonChoice(
        label=_("Übernommen von"),
        queryset=people_at_the_desk(),
        required=False,
        empty_label=_("niemandem im Besonderen"),
        help_text=_("Bleibt das offen, sehen es alle, die dafür zuständig sind."),
    )
    relation: Any = relation_field(help_text=_("Leer lassen, wenn es zu keiner gehört."))
    text = long_text(_("Was dazu zu sagen ist"))
    priority = choice(_("Dringlichkeit"), Priority, missing=_("Wählen Sie, wie eilig es ist."))
    repeat = choice(_("Kommt wieder"), Repeat, missing=_("Wählen Sie, ob die Aufgabe wiederkommt."))
    visibility: Any = for_whom()

    groups: Groups = (
        (_("Was, bis wann, wer"), ("title", "due", "owner", "assignee", "relation", "text")),
        (_("Genauer"), ("priority", "repeat", "visibility")),
    )


class AmendTaskForm(TaskForm):
    """A task that there is."""

    relation: Any = None
    visibility: Any = None
    groups: Groups = (
        (_("Was, bis wann, wer"), ("title", "due", "owner", "assignee", "text")),
        (_("Genauer"), ("priority", "repeat")),
    )
