"""``weltoffen search``: looking after the index of the desk's search."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from weltoffen.finding.actions import MANY, begin_anew, follow_history, read_in, settle
from weltoffen.finding.models import Entry
from weltoffen.finding.selectors import search, waiting_count

TENTHS = 10


class Command(BaseCommand):
    """Make the index anew, bring it up to date, say how it stands, or ask it."""

    help = _("Den Suchindex nachführen oder neu aufbauen, und in ihm suchen.")

    def add_arguments(self, parser: CommandParser) -> None:
        """Add what to do."""
        verbs = parser.add_subparsers(dest="verb", required=True, metavar=_("WAS"))
        verbs.add_parser("update", help=_("einlesen, was sich geändert hat"))
        verbs.add_parser(
            "rebuild", help=_("alles neu einlesen; nach einem Abbruch macht „update“ weiter")
        )
        verbs.add_parser("status", help=_("sagen, wie der Index steht"))
        find = verbs.add_parser(
            "find", help=_("suchen wie am Schreibtisch, ohne Ansehen der Rechte")
        )
        find.add_argument("words", nargs="+", metavar=_("WORT"))

    def handle(self, **options: Any) -> None:
        """Do it."""
        if options["verb"] == "find":
            self.find(" ".join(options["words"]))
            return
        if options["verb"] == "rebuild":
            begin_anew()
        if options["verb"] != "status":
            self.read_all()
        self.stdout.write(
            _("%(entries)d Einträge sind zu finden, %(waiting)d warten.")
            % {"entries": Entry.objects.count(), "waiting": waiting_count()}
        )

    def read_all(self) -> None:
        """Read in all that waits, and say at every tenth how far it is."""
        while follow_history():
            pass
        total, done = waiting_count(), 0
        while read := read_in():
            before, done = done, done + read
            if total and done * TENTHS // total > before * TENTHS // total:
                told = {"done": min(done, total), "total": total}
                self.stdout.write(_("%(done)d von %(total)d Einträgen") % told)
                self.stdout.flush()
        if done >= MANY:
            settle()

    def find(self, typed: str) -> None:
        """Print what is found, with the address' part that leads there."""
        found = search(typed)
        for hit in found.hits:
            self.stdout.write(f"{hit.kind}/{hit.reference}  {hit.title}")
            if hit.excerpt is not None:
                self.stdout.write(f"    {hit.excerpt.text}")
        counted = ", ".join(f"{kind} {count}" for kind, count in sorted(found.counts.items()))
        self.stdout.write(_("%(count)d gefunden") % {"count": found.total} + f" ({counted})")
