"""Cases to try the desk with: plainly invented, functions only, and never part of a register.

``weltoffen demo`` writes them, once; ``load-demo`` does not: a real register begins with that.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from weltoffen.accounts.actions import ensure_function_account
from weltoffen.casework.actions import (
    add_step,
    plan_task,
    receive_request,
    record_criterion,
    record_note,
    record_text_block,
)
from weltoffen.casework.enums import (
    Channel,
    Language,
    NoteKind,
    Priority,
    Repeat,
    StepKind,
    Topic,
    Wish,
)
from weltoffen.casework.models import Criterion, Request
from weltoffen.records.enums import Role
from weltoffen.relations.models import Relation

if TYPE_CHECKING:
    from weltoffen.accounts.models import User

ACCOUNT = "demo-cases"
_PURPOSE = "Bearbeitung der Anfrage"
_BLOCKS = (
    ("Anrede und Dank", Topic.OPENING, Language.DE,
     "{anrede},\n\nvielen Dank für Ihre Nachricht vom {eingang}."),
    ("Eingang bestätigen", Topic.RECEIPT, Language.DE,
     "Wir prüfen Ihr Anliegen „{betreff}“ und melden uns bis {frist}."),
    ("Schon viele Partnerstädte", Topic.PARTNERSHIP, Language.DE,
     "Die Stadt beginnt zurzeit keine neue Partnerschaft. Gern nennen wir Ihnen Wege, auf denen "
     "Vereine und Schulen ohne sie zusammenfinden."),
    ("Gruß", Topic.CLOSING, Language.DE, "Mit freundlichen Grüßen\n{zustaendig}"),
    ("Salutation", Topic.OPENING, Language.EN,
     "{anrede},\n\nthank you for your message of {eingang}."),
)  # fmt: skip
_CRITERIA = (
    (Wish.PARTNERSHIP, "Gibt es schon Kontakte zwischen Vereinen oder Schulen?", 3),
    (Wish.PARTNERSHIP, "Trägt ein Fachbereich die Beziehung mit?", 2),
    (Wish.GRANT, "Geht es um eine unserer Partnerstädte?", 3),
    (Wish.GRANT, "Sind junge Menschen beteiligt?", 2),
    (Wish.SPEAKER, "Ist der Anlass öffentlich?", 1),
)


@transaction.atomic
def write_cases(today: date) -> bool:
    """Write the cases, once; says whether they are new."""
    if Request.objects.exists() or Criterion.objects.exists():
        return False
    by = ensure_function_account(username=ACCOUNT)
    for title, topic, language, text in _BLOCKS:
        record_text_block(title=title, topic=topic, language=language, text=text, by=by)
    for wish, question, weight in _CRITERIA:
        record_criterion(wish=wish, question=question, weight=weight, by=by)
    relation = Relation.objects.filter(municipality__isnull=False).order_by("sort_name").first()
    _write_requests(relation, today, by)
    _write_tasks(relation, today, by)
    return True


def _write_requests(relation: Relation | None, today: date, by: User) -> None:
    delete_by = today + timedelta(days=730)
    receive_request(
        subject="Beispiel: Partnerschaft mit einer weiteren Stadt",
        wish=Wish.PARTNERSHIP,
        channel=Channel.MAIL,
        received_on=today - timedelta(days=12),
        deadline=today - timedelta(days=2),
        text="Erfundene Anfrage zum Ausprobieren: Eine Stadtverwaltung fragt nach einer "
        "Partnerschaft.",
        sender_name="Stadtverwaltung Beispielstadt",
        sender_email="anfrage@stadt.example",
        purpose=_PURPOSE,
        delete_by=delete_by,
        by=by,
    )
    begun = receive_request(
        subject="Beispiel: Zuschuss für eine Jugendbegegnung",
        wish=Wish.GRANT,
        channel=Channel.FORM,
        received_on=today - timedelta(days=5),
        deadline=today + timedelta(days=9),
        text="Erfundene Anfrage zum Ausprobieren: Ein Verein plant eine Begegnung.",
        sender_organisation="Beispielverein",
        sender_email="verein@verein.example",
        about=relation,
        purpose=_PURPOSE,
        delete_by=delete_by,
        by=by,
    )
    add_step(request=begun, kind=StepKind.BEGIN, by=by)


def _write_tasks(relation: Relation | None, today: date, by: User) -> None:
    plan_task(
        title="Beispiel: Jahresbericht an den Rat schreiben",
        owner=Role.COORDINATION,
        due=today + timedelta(days=6),
        repeat=Repeat.YEARLY,
        by=by,
    )
    plan_task(
        title="Beispiel: Fehlende Urkunde suchen",
        owner=Role.COORDINATION,
        due=today - timedelta(days=3),
        priority=Priority.HIGH,
        about=relation,
        by=by,
    )
    plan_task(
        title="Beispiel: Gastgeschenk auswählen",
        owner=Role.PROTOCOL,
        due=today + timedelta(days=20),
        by=by,
    )
    if relation is not None:
        record_note(
            about=relation,
            kind=NoteKind.PHONE,
            on=today - timedelta(days=1),
            topic="Beispiel: Termin für den Gegenbesuch",
            spoken_with="internationales Büro der Partnerstadt",
            text="Erfundenes Telefonat zum Ausprobieren: Vorschlag für das Frühjahr folgt.",
            by=by,
        )
