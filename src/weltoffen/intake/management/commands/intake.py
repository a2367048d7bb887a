"""``weltoffen intake ADDRESS|PATH…``: from pages and files to statements that wait for people."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db.models import Q
from django.utils.translation import gettext as _

from weltoffen.accounts.actions import ensure_function_account
from weltoffen.accounts.models import User
from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.intake.actions import Upload, accept_all, begin_run, compare_again
from weltoffen.intake.actions.counterparts import ensure_home
from weltoffen.intake.carrying_out import carry_out
from weltoffen.intake.enums import DECIDED, OPEN, AttemptState, Verdict
from weltoffen.intake.fetching import survey
from weltoffen.intake.fetching.refusing import printable
from weltoffen.intake.models import Attempt, Run, Statement
from weltoffen.intake.outgoing import model_if_any, policy
from weltoffen.intake.paths import body_of, readable, said, said_in_a_line
from weltoffen.intake.said import differences_in_words, fault_in_words
from weltoffen.intake.selectors import waiting
from weltoffen.intake.work import fetcher, left_over
from weltoffen.places.models import Municipality
from weltoffen.sources.enums import Publisher, SourceKind
from weltoffen.sources.models import Source

READER = "intake-reader"
"""The function account for which pages are read where nobody is named."""
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_NO_HOME = N_(
    "Das Register kennt keine Stadt „%(home)s“. Legen Sie sie am Schreibtisch an, oder geben Sie "
    "mit --home den Namen einer Stadt an, die es gibt."
)
_NOBODY = N_("Anzunehmen ist Sache eines Menschen. Geben Sie mit --by an, wessen Konto es ist.")
_LEFT_OVER = N_(
    "Von abgebrochenen Vorgängen warten noch Adressen oder Dateien: %(count)d. Mit „weltoffen "
    "intake --resume --home %(home)s“ werden sie gelesen."
)
_EMPTY_LIST = N_(
    "In der Liste %(path)s steht nichts, was gelesen werden könnte. Schreiben Sie je Zeile eine "
    "Adresse; Zeilen, die mit # beginnen, zählen nicht."
)
_NO_ACCOUNT = N_("Ein Konto „%(name)s“ gibt es nicht. Prüfen Sie die Schreibweise.")


class Command(BaseCommand):
    """Fetch or open, read, compare with the register, and leave statements waiting."""

    help = _("Seiten und Dateien lesen, mit dem Register vergleichen und Vorschläge bereitlegen.")

    def add_arguments(self, parser: CommandParser) -> None:
        """Take addresses and paths, and whose word they are."""
        parser.add_argument("what", nargs="*", metavar=_("ADRESSE|PFAD"))
        parser.add_argument(
            "--section", default="", metavar=_("ADRESSE"),
            help=_("alle Seiten dieses Bereichs lesen, die die Sitemap nennt"),
        )  # fmt: skip
        parser.add_argument(
            "--list",
            type=Path,
            metavar=_("DATEI"),
            help=_("Adressen aus einer Datei, je Zeile eine"),
        )
        parser.add_argument(
            "--home",
            default="",
            metavar="NAME",
            help=_("wessen Seiten es sind; sonst die Stadt der Installation"),
        )
        parser.add_argument("--by", default="", metavar="KONTO", help=_("für wen gelesen wird"))
        parser.add_argument("--publisher", default="", metavar="NAME", help=_("wer es herausgibt"))
        parser.add_argument(
            "--side", choices=Publisher.values, default=Publisher.HOME, help=_("wessen Wort es ist")
        )
        parser.add_argument(
            "--kind", choices=SourceKind.values, default=SourceKind.WEB_PAGE,
            help=_("was für eine Quelle es ist"),
        )  # fmt: skip
        parser.add_argument(
            "--resume", action="store_true",
            help=_("zuerst lesen, was von abgebrochenen Vorgängen dieser Stadt noch wartet"),
        )  # fmt: skip
        parser.add_argument(
            "--accept-certain", action="store_true",
            help=_("annehmen, was sicher ist; braucht --by mit dem Konto eines Menschen"),
        )  # fmt: skip

    def handle(self, **options: Any) -> None:
        """Do it; what cannot be read is told, and the rest goes on."""
        by = _account(options["by"], is_person=options["accept_certain"])
        home = _home(readable(options["home"]), by)
        failed = self._resumed(home, by, is_wanted=options["resume"])
        what, went_wrong = self._listed(options["list"])
        what = [*options["what"], *what]
        addresses = [readable(each) for each in what if _ADDRESS.match(each)]
        if options["section"]:
            addresses += self._surveyed(options["section"])
        files, unreadable = self._uploads([each for each in what if not _ADDRESS.match(each)], home)
        went_wrong = went_wrong or unreadable
        if files or addresses or not (went_wrong or options["resume"]):
            run = begin_run(
                home=home,
                by=by,
                addresses=addresses,
                files=files,
                publisher=readable(options["publisher"]),
                publisher_side=Publisher(options["side"]),
                source_kind=SourceKind(options["kind"]),
            )
            failed = self._carry_out(run, by) or failed
        if options["accept_certain"]:
            taken = accept_all(statements=waiting(home), by=by)
            self.stdout.write(_("Angenommen: %(count)d") % {"count": len(taken)})
        left = waiting(home).count()
        self.stdout.write(_("Es warten %(count)d Vorschläge am Schreibtisch.") % {"count": left})
        if failed or went_wrong:
            sys.exit(1)

    def _tell(self, line: str) -> None:
        """Write a line in which foreign words can do nothing to the terminal."""
        self.stdout.write(printable(line))

    def _complain(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            self.stderr.write(said_in_a_line(problem, _))

    def _resumed(self, home: Municipality, by: User, *, is_wanted: bool) -> bool:
        """Carry out what stopped runs left waiting, or say how; say whether anything failed."""
        stopped = left_over(home)
        if is_wanted:
            return any([self._carry_out(run, by) for run in stopped])
        if stopped:
            left = Attempt.objects.filter(run__in=stopped, state=AttemptState.WAITING).count()
            values = {"count": left, "home": home.identifier}
            self._tell(_(_LEFT_OVER) % values)
        return False

    def _listed(self, file: Path | None) -> tuple[list[str], bool]:
        """Return what a file lists, and whether something is wrong with it, which is told."""
        try:
            return _lines(file), False
        except Refused as refused:
            self._complain(refused.problems)
            return [], True

    def _uploads(self, paths: list[str], home: Municipality) -> tuple[list[Upload], bool]:
        """Return the files, and whether some cannot be read, which is told."""
        files, failed = [], False
        for path in paths:
            try:
                files.append(_upload(Path(path), home))
            except Refused as refused:
                failed = True
                self._complain(refused.problems)
        return files, failed

    def _surveyed(self, section: str) -> list[str]:
        """Return the pages of a section, telling what of its maps could not be read."""
        surveyed = survey(section, policy=policy())
        self._complain(surveyed.problems)
        found = [each.address for each in surveyed.pages]
        self.stdout.write(_("Die Sitemap nennt dort %(count)d Seiten.") % {"count": len(found)})
        return found

    def _carry_out(self, run: Run, by: User) -> bool:
        """Carry a run out, telling each attempt; say whether anything failed."""
        failed = False
        for attempt in carry_out(run, fetch=fetcher(), by=by, model=model_if_any()):
            compare_again(home=run.home, by=by)
            if attempt.state == AttemptState.FAILED:
                failed = True
                self.stderr.write(printable(f"{attempt}: {fault_in_words(attempt.fault)}"))
                continue
            for line in _told(attempt, run.home):
                self._tell(line)
        return failed


def _lines(file: Path | None) -> list[str]:
    """Return the lines of a file that are not empty and no remarks. Refuses one without any."""
    if file is None:
        return []
    lines = (line.strip() for line in body_of(file).decode("utf-8-sig", "replace").splitlines())
    listed = [line for line in lines if line and not line.startswith("#")]
    if not listed:
        raise Refused(Problem("--list", _EMPTY_LIST, {"path": said(file)}))
    return listed


def _account(name: str, *, is_person: bool) -> User:
    if not name:
        if is_person:
            raise Refused(Problem("--by", _NOBODY))
        return ensure_function_account(username=READER)
    found = User.objects.filter(username=name).first()
    if found is None:
        raise Refused(Problem("--by", _NO_ACCOUNT, {"name": name}))
    if is_person and found.is_function:
        raise Refused(Problem("--by", _NOBODY))
    return found


def _home(name: str, by: User) -> Municipality:
    """Return the home municipality; where the register is empty, the one that the gazetteer has."""
    wanted = name or settings.WELTOFFEN_HOME
    known = Municipality.objects.filter(Q(identifier=wanted) | Q(name_de=wanted)).first()
    found = known or ensure_home(name=wanted, by=by)
    if found is None:
        raise Refused(Problem("--home", _NO_HOME, {"home": wanted}))
    return found


def _upload(path: Path, home: Municipality) -> Upload:
    """Return a file; one of a name that was read before is a newer version of the same source."""
    name = readable(path.name)[-255:]
    return Upload(name, body_of(path), revises=_source_of(name, home))


def _source_of(name: str, home: Municipality) -> Source | None:
    """Return the source that was last read from a file of this name for this home municipality."""
    earlier = Attempt.objects.filter(name=name, run__home=home, state=AttemptState.READ)
    last = earlier.select_related("snapshot__source").order_by("-id").first()
    return last.snapshot.source if last and last.snapshot else None


def _told(attempt: Attempt, home: Municipality) -> Iterator[str]:
    """Yield what an attempt brought: a line of numbers, and one for each contradiction."""
    statements = Statement.objects.filter(snapshot=attempt.snapshot, home=home)
    waiting_now = statements.filter(status__in=OPEN)
    count = Counter(str(each.verdict) for each in waiting_now)
    said = [
        f"{count[verdict]} {Verdict(verdict).label}" for verdict in Verdict.values if count[verdict]
    ]
    decided = statements.filter(status__in=DECIDED).count()
    if decided:
        said.append(_("%(count)d schon entschieden") % {"count": decided})
    values = {"what": attempt, "fresh": attempt.fresh, "said": ", ".join(said) or "–"}
    if attempt.fresh:
        yield _("%(what)s: %(fresh)d neu gelesen (%(said)s)") % values
    else:
        yield _("%(what)s: nichts Neues (%(said)s)") % values
    for note in attempt.notes:
        yield f"  {fault_in_words(note)}"
    for each in waiting_now.filter(verdict=Verdict.CONTRADICTS):
        yield "  " + _("widerspricht") + f": {differences_in_words(each)}"
    for each in waiting_now.filter(verdict=Verdict.PASSED):
        yield f"  {differences_in_words(each)}"
