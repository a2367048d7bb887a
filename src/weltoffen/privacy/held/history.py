"""Who did what: the history, the security log, and the many columns that say who it was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Max, Min, TextField
from django.db.models.functions import Cast
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import ModelLogEntry, PageLogEntry

from weltoffen.accounts.models import User
from weltoffen.audit.models import AuditEvent
from weltoffen.jobs.actions import delete_old_jobs
from weltoffen.jobs.models import Job
from weltoffen.jobs.selectors import old_jobs
from weltoffen.privacy.enums import Activity, Affected, Ground, Then
from weltoffen.privacy.held.accounts import why_kept
from weltoffen.privacy.held.rows import holding
from weltoffen.privacy.held.words import NAME_GOES, NAME_STAYS_UNTIL_ASKED
from weltoffen.privacy.types import IN_HISTORY, Held, Kind, Months, Room, Subject
from weltoffen.records.redacting import redact_words
from weltoffen.records.rules.words import names_somebody, pattern_of

MOST_TOLD = 2_000
"""Events of the security log that are told one by one."""


def _kept_with(subject: Subject) -> dict[int, str]:
    """Return the accounts of somebody, each with why it stays as it is; empty where it goes."""
    accounts = User.objects.filter(pk__in=subject.accounts).order_by("pk")
    return {account.pk: why_kept(account) for account in accounts}


def _find_authored(subject: Subject) -> Iterator[Held]:
    for key, kept in _kept_with(subject).items():
        for model, moment in ((ModelLogEntry, "timestamp"), (PageLogEntry, "timestamp")):
            rows = model.objects.filter(user_id=key)
            if told := _spanned(rows, moment):
                yield Held(
                    key=f"accounts.user:{key}#{model._meta.model_name}",
                    title=gettext("Was mit diesem Konto getan wurde"),
                    values=((gettext("Verlauf"), told),),
                    is_certain=True,
                    fate=Then.KEPT if kept else Then.ANONYMISED,
                    why=kept
                    or gettext(
                        "Der Verlauf bleibt, damit nachvollziehbar ist, was galt; wer es war, "
                        "steht nach dem Löschen nicht mehr darin."
                    ),
                )


def _entries_naming(names: Collection[str]) -> Counter[tuple[int, str]]:
    """Return of which records the history names somebody, and in how many entries.

    By the key of the record's type and the record's own: it may be gone.
    """
    entries = ModelLogEntry.objects.annotate(said=Cast("data", TextField()))
    entries = entries.filter(holding(names, ("said", "label")))
    found = pattern_of(names)
    rows = entries.values_list("content_type_id", "object_id", "label", "data")
    return Counter(
        (kind, key)
        for kind, key, label, data in rows.iterator()
        if kind is not None and names_somebody([label, data], found)
    )


def _find_told(subject: Subject) -> Iterator[Held]:
    for (kind, key), count in sorted(_entries_naming(subject.names).items()):
        model = ContentType.objects.get_for_id(kind).model_class()
        if model is None:
            continue
        row = model._default_manager.filter(pk=key).first()
        title = gettext("nicht mehr vorhanden") if row is None else str(row)
        told = ngettext("%(count)d Eintrag", "%(count)d Einträge", count) % {"count": count}
        yield Held(
            key=f"{model._meta.label_lower}:{key}{IN_HISTORY}",
            title=f"{capfirst(model._meta.verbose_name)}: {title}",
            values=((gettext("Im Verlauf"), told),),
            is_certain=False,
            fate=Then.ANONYMISED,
            why=str(NAME_GOES),
        )


def _forget_told(*, subject: Subject, keys: Collection[str], by: Any) -> list[str]:
    done = []
    for kind, key in sorted(_entries_naming(subject.names)):
        model = ContentType.objects.get_for_id(kind).model_class()
        if model is None:
            continue
        name = f"{model._meta.label_lower}:{key}{IN_HISTORY}"
        if name in keys and redact_words(of=model, key=key, names=subject.names, by=by):
            done.append(name)
    return done


def _find_jobs(subject: Subject) -> Iterator[Held]:
    for key, kept in _kept_with(subject).items():
        if told := _spanned(Job.objects.filter(asked_by_id=key), "asked_at"):
            yield Held(
                key=f"accounts.user:{key}#job",
                title=gettext("Aufträge dieses Kontos"),
                values=((gettext("Aufträge"), told),),
                is_certain=True,
                fate=Then.KEPT if kept else Then.ANONYMISED,
                why=kept,
            )


def _spanned(rows: Any, moment: str) -> str:
    """Return how many rows there are and from when until when; nothing where there are none."""
    found = rows.aggregate(first=Min(moment), last=Max(moment))
    count = rows.count()
    if not count:
        return ""
    days = {name: date_format(localtime(at), "SHORT_DATE_FORMAT") for name, at in found.items()}
    return ngettext(
        "%(count)d Eintrag vom %(first)s", "%(count)d Einträge von %(first)s bis %(last)s", count
    ) % ({"count": count} | days)


def _find_events(subject: Subject) -> Iterator[Held]:
    for key in sorted(subject.accounts):
        events = AuditEvent.objects.filter(by_key=key).order_by("-number")[:MOST_TOLD]
        told = tuple(
            (date_format(localtime(event.at), "SHORT_DATETIME_FORMAT"), event.event_label)
            for event in events
        )
        if told:
            yield Held(
                key=f"accounts.user:{key}#audit",
                title=gettext("Im Sicherheitsprotokoll"),
                values=told,
                is_certain=True,
                fate=Then.KEPT,
                why=gettext(
                    "Das Sicherheitsprotokoll wird nie geändert und geht nach seiner eigenen "
                    "Frist (Art. 17 Abs. 3 b mit Art. 32 DSGVO)."
                ),
            )


def _audit_rule() -> str:
    years = int(settings.WELTOFFEN_AUDIT_YEARS)
    return ngettext(
        "nach %(years)d Jahr (Einstellung WELTOFFEN_AUDIT_YEARS)",
        "nach %(years)d Jahren (Einstellung WELTOFFEN_AUDIT_YEARS)",
        years,
    ) % {"years": years}


AUTHORS = Kind(
    "authors",
    _("Wer etwas angelegt, geändert, entschieden hat"),
    Activity.ACCESS,
    (Affected.ACCOUNT_HOLDERS,),
    _("nachvollziehen, wer was getan hat"),
    Ground.EMPLOYMENT,
    _("alle, die am Schreibtisch arbeiten, außer Gästen"),
    Then.ANONYMISED,
    {
        "wagtailcore.modellogentry": ("user", "object_id"),
        "wagtailcore.pagelogentry": ("user", "label", "data"),
        "wagtailcore.revision": ("user",),
        "wagtailcore.page": ("owner", "locked_by"),
        "wagtailcore.uploadedfile": ("uploaded_by_user", "file"),
        "wagtailcore.workflowstate": ("requested_by",),
        "wagtailcore.taskstate": ("finished_by", "comment"),
        "wagtailcore.comment": ("user", "text", "resolved_by"),
        "wagtailcore.commentreply": ("user", "text"),
        "wagtaildocs.document": ("uploaded_by_user",),
        "wagtailimages.image": ("uploaded_by_user",),
        "documents.document": ("uploaded_by_user",),
        "documents.picture": ("uploaded_by_user",),
        "casework.note": ("written_by",),
        "casework.comment": ("written_by", "answered_by"),
        "casework.requeststep": ("by",),
        "casework.assessment": ("by",),
        "casework.task": ("assignee", "done_by"),
        "organisations.merge": ("merged_by", "undone_by"),
        "relations.act": ("recorded_by",),
        "intake.run": ("asked_by",),
        "intake.columnmapping": ("remembered_by",),
        "intake.sheetupload": ("uploaded_by",),
        "intake.reading": ("read_by",),
        "intake.statement": ("decided_by",),
        "intake.sectionsurvey": ("asked_by",),
        "privacy.term": ("amended_by",),
    },
    rule=_("mit dem Konto: Wird es gelöscht, bleibt, was getan wurde, ohne Namen stehen"),
    find=_find_authored,
)
TOLD = Kind(
    "told",
    _("Was der Verlauf früher über jemanden sagte"),
    Activity.RELATIONS,
    (Affected.CONTACTS, Affected.OFFICE_HOLDERS, Affected.PARTICIPANTS),
    _("nachvollziehen, was galt"),
    Ground.PUBLIC_TASK,
    _("alle, die am Schreibtisch arbeiten, außer Gästen"),
    Then.KEPT,
    {"wagtailcore.modellogentry": ("label", "data")},
    rule=NAME_STAYS_UNTIL_ASKED,
    find=_find_told,
    forget=_forget_told,
)
JOBS = Kind(
    "jobs",
    _("Beendete Aufträge im Hintergrund"),
    Activity.SECURITY,
    (Affected.ACCOUNT_HOLDERS,),
    _("sehen, ob etwas gelang, und woran es scheiterte"),
    Ground.EMPLOYMENT,
    _("Koordination und Administration"),
    Then.DELETED,
    {"jobs.job": ("asked_by", "arguments", "note_values", "fault_values", "fault", "trace")},
    since=_("seit dem Ende des Auftrags"),
    months=Months(12, 1, 36),
    due=lambda until: old_jobs(until).count(),
    carry_out=lambda *, until, most, by: delete_old_jobs(by=by, until=until, most=most),
    find=_find_jobs,
)
SECURITY_LOG = Kind(
    "security-log",
    _("Sicherheitsprotokoll"),
    Activity.SECURITY,
    (Affected.ACCOUNT_HOLDERS,),
    _("Missbrauch erkennen und nachweisen"),
    Ground.SECURITY,
    _("die Administration"),
    Then.DELETED,
    {"audit.auditevent": ("by_name", "about", "data")},
    rule=lazy(_audit_rule, str)(),
    find=_find_events,
)

ROOM = Room(
    kinds=(AUTHORS, TOLD, JOBS, SECURITY_LOG),
    nobody={
        "jobs.job.kind": "welche Arbeit",
        "jobs.job.note": "ein Satz ohne Namen",
        "jobs.job.worker": "welcher Prozess",
        "jobs.presence": "welche Prozesse laufen",
        "jobs.schedule": "welche Arbeit wann",
        "audit.auditevent.event": "der Name eines Ereignisses",
        "audit.auditevent.previous": "eine Prüfsumme",
        "audit.auditevent.hash": "eine Prüfsumme",
        "audit.auditseal": "Nummern und eine Prüfsumme",
        "wagtailcore.modellogentry.action": "der Name einer Handlung",
        "wagtailcore.pagelogentry.action": "der Name einer Handlung",
        "privacy.term": "Fristen und ihr Grund",
        "privacy.deletion": "Zahlen; das Protokoll nennt niemanden",
        "privacy.forgotten": "Kennungen von Einträgen, die niemanden mehr nennen",
    },
)
