"""``weltoffen audit verify | show | export FILE | seal``: the security log for the city's IT."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from weltoffen.audit.actions import note, seal_old
from weltoffen.audit.enums import EventName
from weltoffen.audit.models import AuditEvent
from weltoffen.audit.rules import exported, oldest_kept, parse_anchor
from weltoffen.audit.selectors import entries, noted, verified
from weltoffen.audit.types import Finding
from weltoffen.ground.problems import N_, Problem, Refused

MOST_SHOWN = 50
"""Events that ``show`` prints where nobody says since when."""
_NO_DAY = N_("„%(text)s“ ist kein Tag. Schreiben Sie ihn so: 2026-03-31.")
_THERE_ALREADY = N_(
    "Die Datei „%(file)s“ gibt es schon; sie bleibt, wie sie ist. Nennen Sie eine andere."
)
_NOT_WRITABLE = N_(
    "In „%(file)s“ lässt sich nicht schreiben (%(why)s). Nennen Sie einen Ordner, in dem Sie "
    "schreiben dürfen."
)


class Command(BaseCommand):
    """Verify, show and give out the security log."""

    help = _("Das Sicherheitsprotokoll prüfen, zeigen, ausgeben oder Altes daraus entfernen.")

    def add_arguments(self, parser: CommandParser) -> None:
        """Add what can be done, each with its options."""
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="WAS")
        verify = verbs.add_parser("verify", help=_("prüfen, ob jemand etwas daran verändert hat"))
        verify.add_argument(
            "--anchor",
            metavar="NUMMER:PRÜFSUMME",
            help=_("Anker einer früheren Prüfung, der außerhalb aufbewahrt wurde"),
        )
        show = verbs.add_parser("show", help=_("zeigen, Neuestes zuerst"))
        show.add_argument("--since", metavar="TAG", help=_("ab diesem Tag, etwa 2026-03-31"))
        show.add_argument(
            "--event",
            default="",
            metavar="ANFANG",
            help=_("nur Ereignisse, deren Name so beginnt, etwa accounts.session"),
        )
        export = verbs.add_parser("export", help=_("alles in eine Datei schreiben, JSON je Zeile"))
        export.add_argument("file", metavar="DATEI", type=Path)
        verbs.add_parser("seal", help=_("entfernen, was älter als die Aufbewahrungsfrist ist"))

    def handle(self, *, verb: str, **options: Any) -> None:
        """Do it."""
        do: dict[str, Callable[[dict[str, Any]], None]] = {
            "verify": self._verify,
            "show": self._show,
            "export": self._export,
            "seal": self._seal,
        }
        do[verb](options)

    def _verify(self, options: dict[str, Any]) -> None:
        anchor = parse_anchor(options["anchor"]) if options["anchor"] else None
        found = verified(anchor=anchor)
        for line in in_words(found, is_anchored=anchor is not None):
            self.stdout.write(line)
        if not found.is_whole:
            raise CommandError(
                _(
                    "Das Sicherheitsprotokoll ist nicht unversehrt. Sichern Sie die Datenbank, "
                    "wie sie ist, und sagen Sie der oder dem Beauftragten für "
                    "Informationssicherheit Bescheid."
                )
            )

    def _show(self, options: dict[str, Any]) -> None:
        since = _beginning_of(options["since"]) if options["since"] else None
        found = noted(since=since, prefix=options["event"])
        note(EventName.LOG_SEEN, by=None, data={"by": "command"})
        shown = found if since else found[:MOST_SHOWN]
        for event in shown.iterator():
            self.stdout.write(_line(event))

    def _export(self, options: dict[str, Any]) -> None:
        file: Path = options["file"]
        count = 0
        try:
            # Readable for its owner only, and nothing is written over.
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with open(handle, "w", encoding="ascii") as out, transaction.atomic():
                note(EventName.LOG_EXPORTED, by=None, data={"by": "command"})
                for entry in entries():
                    out.write(exported(entry) + "\n")
                    count += 1
        except FileExistsError as error:
            raise Refused(Problem("", _THERE_ALREADY, {"file": file})) from error
        except OSError as error:
            values = {"file": file, "why": error.strerror}
            raise Refused(Problem("", _NOT_WRITABLE, values)) from error
        self.stdout.write(
            ngettext(
                "%(count)d Ereignis steht nun in „%(file)s“.",
                "%(count)d Ereignisse stehen nun in „%(file)s“.",
                count,
            )
            % {"count": count, "file": file}
        )

    def _seal(self, options: dict[str, Any]) -> None:
        before = oldest_kept(timezone.now(), settings.WELTOFFEN_AUDIT_YEARS)
        seal = seal_old(before=before, by=None)
        if seal is None:
            self.stdout.write(_("Nichts ist so alt, dass es zu entfernen wäre."))
            return
        self.stdout.write(
            _("Entfernt: die Ereignisse %(first)d bis %(last)d. Die Kette geht danach weiter.")
            % {"first": seal.first, "last": seal.last}
        )


def in_words(found: Finding, *, is_anchored: bool) -> list[str]:
    """Return what a look at the chain found, in sentences."""
    lines = [str(fault.kind.label) % {"number": fault.number} for fault in found.faults]
    counts = {"events": found.events, "removed": found.removed}
    if found.is_whole:
        lines.append(
            _("Das Sicherheitsprotokoll ist unversehrt (Ereignisse: %(events)d).") % counts
        )
        if is_anchored:
            lines.append(_("Es enthält alles, was es hatte, als der Anker entstand."))
    if found.removed:
        lines.append(_("Nach der Aufbewahrungsfrist entfernt: %(removed)d.") % counts)
    if found.is_whole:
        lines.append(_("Anker, außerhalb aufzubewahren: %(anchor)s") % {"anchor": found.anchor})
    return lines


def _line(event: AuditEvent) -> str:
    moment = timezone.localtime(event.at).strftime("%Y-%m-%d %H:%M:%S")
    data = "" if event.data == "{}" else event.data
    words = (str(event.number), moment, event.event, event.by_name or "–", event.about, data)
    return "  ".join(word for word in words if word)


def _beginning_of(text: str) -> datetime:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise Refused(Problem("--since", _NO_DAY, {"text": text})) from error
    return timezone.make_aware(datetime.combine(day, time.min))
