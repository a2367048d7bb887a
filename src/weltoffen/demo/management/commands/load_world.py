"""``weltoffen load-world FILE``: the world's twin towns, to try the register at its full size."""

from __future__ import annotations

import csv
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from weltoffen.accounts.actions import ensure_function_account
from weltoffen.demo.world import Resolution, Unresolved, read_world, resolve
from weltoffen.demo.world_writing import (
    not_of_this_city,
    not_yet_there,
    record_list,
    store,
    tell_the_planner,
)
from weltoffen.ground.dates import parse_date
from weltoffen.records.enums import Visibility

LOADER = "load-world"
"""The function account in whose name the list is loaded."""


class Command(BaseCommand):
    """Read, resolve, store, report."""

    help = _("Städtepartnerschaften der Welt aus einer CSV-Datei laden.")

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the file and how to treat it."""
        parser.add_argument("file", metavar="DATEI", type=Path)
        parser.add_argument(
            "--public", action="store_true", help=_("gleich veröffentlichen (sonst: intern)")
        )
        parser.add_argument(
            "--as-of",
            metavar="DATUM",
            default="2026-02",
            help=_("Stand der Liste (ohne Angabe: Februar 2026)"),
        )
        parser.add_argument(
            "--unresolved",
            metavar="DATEI",
            type=Path,
            help=_("hierhin als CSV schreiben, was sich nicht zuordnen ließ"),
        )

    def handle(self, *, file: Path, **options: Any) -> None:
        """Load; Ctrl-C keeps what is stored and the next call goes on from there."""
        as_of = parse_date(options["as_of"], "--as-of").text
        visibility = Visibility.PUBLIC if options["public"] else Visibility.INTERNAL
        self.say(_("%(file)s wird gelesen …") % {"file": file.name})
        world = read_world(file)
        found = resolve(world.rows)
        self.say_what_was_found(len(world.rows), found)
        if options["unresolved"]:
            write_unresolved(options["unresolved"], found.unresolved)
        others = not_of_this_city(found.pairs)
        if own := len(found.pairs) - len(others):
            self.say(
                _(
                    "%(own)d Beziehungen dieser Stadt bleiben außen vor: Ihr Register führt sie "
                    "selbst."
                )
                % {"own": own}
            )
        pairs = not_yet_there(others)
        self.say(
            _("%(there)d Beziehungen sind schon da, %(new)d kommen hinzu.")
            % {"there": len(others) - len(pairs), "new": len(pairs)}
        )
        if not pairs:
            return
        by = ensure_function_account(username=LOADER)
        load = record_list(world, as_of=as_of, visibility=visibility, by=by)
        began = time.monotonic()
        stored = 0
        try:
            for stored in store(pairs, load):
                self.say(
                    _("  %(stored)d von %(all)d (%(seconds).0f s)")
                    % {
                        "stored": stored,
                        "all": len(pairs),
                        "seconds": time.monotonic() - began,
                    }
                )
        except KeyboardInterrupt:
            raise CommandError(
                _("Unterbrochen. %(stored)d sind gespeichert; der nächste Aufruf macht da weiter.")
                % {"stored": stored},
                returncode=130,
            ) from None
        finally:
            tell_the_planner()
        self.say(_("Fertig."))

    def say(self, sentence: str) -> None:
        """Print at once, also into a pipe."""
        self.stdout.write(sentence)
        self.stdout.flush()

    def say_what_was_found(self, lines: int, found: Resolution) -> None:
        """Print what the lines mean and why some mean nothing."""
        self.say(
            _(
                "%(lines)d Zeilen: %(pairs)d Beziehungen, %(repeated)d doppelte Zeilen, "
                "%(left_out)d nicht zugeordnet."
            )
            % {
                "lines": lines,
                "pairs": len(found.pairs),
                "repeated": found.repeated,
                "left_out": found.lines_left_out,
            }
        )
        reasons = Counter(one.why for one in found.unresolved)
        for why, times in reasons.most_common():
            names = len({(u.city, u.country) for u in found.unresolved if u.why == why})
            self.say(
                _("  %(why)s: %(times)d Angaben, %(names)d verschiedene")
                % {"why": _(why), "times": times, "names": names}
            )


def write_unresolved(path: Path, unresolved: Sequence[Unresolved]) -> None:
    """Write what could not be resolved as CSV, one name per line."""
    try:
        with path.open("w", encoding="utf-8", newline="") as out:
            lines = csv.writer(out)
            lines.writerow(["zeile", "ort", "land", "grund", "geonames_kandidaten"])
            for one in unresolved:
                candidates = " ".join(map(str, one.candidates))
                lines.writerow([one.row, one.city, one.country, _(one.why), candidates])
    except OSError as error:
        raise CommandError(
            _("--unresolved: „%(file)s“ lässt sich nicht schreiben (%(why)s).")
            % {"file": path, "why": error.strerror}
        ) from error
