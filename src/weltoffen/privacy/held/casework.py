"""Who asks the office for something, with whom it spoke, and what reminds of deadlines."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from weltoffen.accounts.models import User
from weltoffen.casework.actions import (
    forget_all_spoken_with,
    forget_digests,
    forget_named,
    forget_reminders,
    forget_sender,
    forget_senders,
    forget_spoken_with,
)
from weltoffen.casework.actions.forgetting import FREE_TEXTS as TEXTS
from weltoffen.casework.models import DigestWish, Feed, Note, Request
from weltoffen.casework.selectors.retention import (
    digests_sent,
    notes_naming_somebody,
    senders_due,
)
from weltoffen.privacy.enums import Activity, Affected, Ground, Then
from weltoffen.privacy.held.rows import about_of, called, called_as, naming, values_of
from weltoffen.privacy.held.words import NAME_GOES, NAME_STAYS_UNTIL_ASKED, OPEN_YET
from weltoffen.privacy.types import IN_TEXT, Held, Kind, Months, Room, Subject

_SENDER = (
    "sender_name", "sender_organisation", "sender_email", "sender_phone", "text", "purpose",
    "received_on", "delete_by",
)  # fmt: skip


def _find_requests(subject: Subject) -> Iterator[Held]:
    known = Request.objects.filter(forgotten_on__isnull=True)
    # An address may be a club's, a name somebody else's.
    alike = Q(pk__in=called_as(known, subject.names, "sender_name").values("pk"))
    for email in subject.emails:
        alike |= Q(sender_email__iexact=email)
    certain = known.filter(pk__in=subject.requests)
    perhaps = known.filter(alike).exclude(pk__in=subject.requests)
    for is_certain, rows in ((True, certain), (False, perhaps)):
        for request in rows.order_by("pk"):
            answers = [
                (step.get_kind_display(), step.text) for step in request.steps.exclude(text="")
            ]
            yield Held(
                key=about_of(request),
                title=request.subject,
                values=(*values_of(request, _SENDER), *answers),
                is_certain=is_certain,
                fate=Then.ANONYMISED,
            )


def _forget_requests(*, subject: Subject, keys: Collection[str], by: Any) -> list[str]:
    certain = {held.key for held in _find_requests(subject) if held.is_certain}
    done = []
    for request in called(Request.objects.filter(forgotten_on__isnull=True), {*certain, *keys}):
        forget_sender(request=request, by=by)
        done.append(about_of(request))
    return done


def _find_notes(subject: Subject) -> Iterator[Held]:
    for note in naming(Note.objects.all(), subject.names, ("spoken_with",)):
        yield Held(
            key=about_of(note),
            title=note.topic,
            values=values_of(note, ("on", "spoken_with", "topic")),
            is_certain=False,
            fate=Then.ANONYMISED,
        )


def _forget_notes(*, subject: Subject, keys: Collection[str], by: Any) -> list[str]:
    done = []
    for note in called(Note.objects.exclude(spoken_with=""), keys):
        forget_spoken_with(note=note, by=by)
        done.append(about_of(note))
    return done


def _find_texts(subject: Subject) -> Iterator[Held]:
    for model, fields in TEXTS.items():
        for row in naming(model._default_manager.all(), subject.names, fields):
            yield Held(
                key=f"{about_of(row)}{IN_TEXT}",
                title=f"{model._meta.verbose_name}: {row}",
                values=values_of(row, fields),
                is_certain=False,
                fate=Then.ANONYMISED,
                why=str(NAME_GOES),
            )


def _forget_texts(*, subject: Subject, keys: Collection[str], by: Any) -> list[str]:
    done = []
    for model, fields in TEXTS.items():
        for row in naming(model._default_manager.all(), subject.names, fields):
            key = f"{about_of(row)}{IN_TEXT}"
            if key in keys and forget_named(record=row, names=subject.names, by=by):
                done.append(key)
    return done


def _find_reminders(subject: Subject) -> Iterator[Held]:
    still_open = set(
        User.objects.filter(pk__in=subject.accounts, is_active=True).values_list("pk", flat=True)
    )
    for feed in Feed.objects.filter(account_id__in=subject.accounts):
        yield Held(
            key=about_of(feed),
            title=gettext("Kalenderadresse"),
            values=values_of(feed, ("name", "made_at", "revoked_at", "last_fetched_on")),
            is_certain=True,
            fate=Then.KEPT if feed.account_id in still_open else Then.ANONYMISED,
            why=str(OPEN_YET) if feed.account_id in still_open else "",
        )
    for wish in DigestWish.objects.filter(account_id__in=subject.accounts):
        yield Held(
            key=about_of(wish),
            title=gettext("Wunsch nach der täglichen E-Mail"),
            values=values_of(wish, ("is_wanted",)),
            is_certain=True,
            fate=Then.KEPT if wish.account_id in still_open else Then.ANONYMISED,
            why=str(OPEN_YET) if wish.account_id in still_open else "",
        )


def _forget_reminders(*, subject: Subject, keys: Collection[str], by: Any) -> list[str]:
    named = called(User.objects.all(), keys).values("pk")
    closed = Q(pk__in=subject.accounts, is_active=False)
    accounts = User.objects.filter(closed | Q(pk__in=named)).order_by("pk")
    return [about_of(account) for account in accounts if forget_reminders(account=account, by=by)]


def _delete_due(*, until: date, most: int, by: Any) -> int:
    return forget_senders(by=by, on=until, most=most)


SENDERS = Kind(
    "senders",
    _("Absender von Anfragen, ihr Wortlaut und die Antworten"),
    Activity.REQUESTS,
    (Affected.SENDERS,),
    _("Anfragen beantworten und nachvollziehen"),
    Ground.PUBLIC_TASK,
    _("das Büro und die Fachbereiche, an die eine Anfrage weitergegeben wird"),
    Then.ANONYMISED,
    {
        "casework.request": (*Request.PERSONAL_FIELDS,),
        "casework.requeststep": ("text",),
        "casework.assessment": ("reason",),
        "casework.answermail": ("fault",),
    },
    rule=_("bis zu dem Tag, der bei der Anfrage steht; sie selbst bleibt, ohne Namen"),
    due=lambda on: senders_due(on).count(),
    carry_out=_delete_due,
    find=_find_requests,
    forget=_forget_requests,
)
SPOKEN_WITH = Kind(
    "spoken-with",
    _("Mit wem gesprochen wurde (Notizen)"),
    Activity.RELATIONS,
    (Affected.CONTACTS, Affected.OFFICE_HOLDERS),
    _("ein Gespräch wieder aufnehmen können"),
    Ground.PUBLIC_TASK,
    _("das Büro"),
    Then.ANONYMISED,
    {"casework.note": ("spoken_with",)},
    since=_("seit dem Tag des Gesprächs"),
    months=Months(36, 3, 120),
    due=lambda until: notes_naming_somebody(until).count(),
    carry_out=lambda *, until, most, by: forget_all_spoken_with(by=by, until=until, most=most),
    find=_find_notes,
    forget=_forget_notes,
)
FREE_TEXTS = Kind(
    "free-texts",
    _("Freie Texte in Notizen, Aufgaben und Kommentaren"),
    Activity.RELATIONS,
    (Affected.CONTACTS, Affected.OFFICE_HOLDERS),
    _("festhalten, worum es ging; Namen gehören nicht hinein"),
    Ground.PUBLIC_TASK,
    _("das Büro; freigegebene Kommentare auch die Partnerstadt"),
    Then.KEPT,
    {model._meta.label_lower: fields for model, fields in TEXTS.items()},
    rule=NAME_STAYS_UNTIL_ASKED,
    find=_find_texts,
    forget=_forget_texts,
)
REMINDERS = Kind(
    "reminders",
    _("Tägliche E-Mails und Kalenderadressen"),
    Activity.ACCESS,
    (Affected.ACCOUNT_HOLDERS,),
    _("an Fristen erinnern, wer das wünscht"),
    Ground.EMPLOYMENT,
    _("der Mailserver der Stadt, wenn einer eingerichtet ist"),
    Then.DELETED,
    {
        "casework.digestsent": ("account",),
        "casework.digestwish": ("account",),
        "casework.feed": ("account", "name"),
    },
    since=_("seit dem Tag der E-Mail; Kalenderadressen gehen mit dem Konto"),
    months=Months(3, 1, 12),
    due=lambda until: digests_sent(until).count(),
    carry_out=lambda *, until, most, by: forget_digests(by=by, until=until, most=most),
    find=_find_reminders,
    forget=_forget_reminders,
)

ROOM = Room(
    kinds=(SENDERS, SPOKEN_WITH, FREE_TEXTS, REMINDERS),
    nobody={
        "casework.note.about": "die Kennung eines Eintrags",
        "casework.note.unit": "die Kennung eines Fachbereichs",
        "casework.note.made_from": "Fingerabdrücke von Übersetzungen",
        "casework.comment.about": "die Kennung eines Eintrags",
        "casework.comment.unit": "die Kennung eines Fachbereichs",
        "casework.comment.made_from": "Fingerabdrücke von Übersetzungen",
        "casework.task.about": "die Kennung eines Eintrags",
        "casework.task.unit": "die Kennung eines Fachbereichs",
        "casework.task.made_from": "Fingerabdrücke von Übersetzungen",
        "casework.task.cause": "der Anlass in Worten der Maschine",
        "casework.request.about": "die Kennung eines Eintrags",
        "casework.request.unit": "die Kennung eines Fachbereichs",
        "casework.request.made_from": "Fingerabdrücke von Übersetzungen",
        "casework.request.subject": "worum es geht; die Hilfe am Feld verbietet Namen",
        "casework.request.purpose": "wofür Angaben gebraucht werden",
        "casework.feed.token_hash": "eine Prüfsumme",
        "casework.criterion": "Fragen, nach denen beurteilt wird",
        "casework.textblock": "Textbausteine ohne Namen",
    },
)
