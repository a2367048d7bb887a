"""What ``weltoffen help`` says: our commands first, in German, then those that came with parts.

``TEST`` is a word of the launcher in the repository, not of the installed command; it is listed
because there is one command book.
"""

from __future__ import annotations

import difflib
import textwrap
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from weltoffen.ground.problems import N_

TEST = "test"


@dataclass(frozen=True, slots=True)
class Entry:
    """A command and what it does; ``does`` is German."""

    name: str
    does: str


BOOK: dict[str, tuple[Entry, ...]] = {
    N_("Anfangen"): (
        Entry("demo", N_("Dortmunds Register laden und im Browser zeigen")),
        Entry(TEST, N_("alles prüfen (im Repositorium: ./weltoffen test)")),
        Entry("help", N_("diese Übersicht; help BEFEHL erklärt einen Befehl")),
    ),
    N_("Auskunft"): (
        Entry("count", N_("nach einer benannten Regel zählen, an einem Tag")),
        Entry("state", N_("sagen, wie eine Beziehung an einem Tag steht")),
        Entry("extract", N_("Texte lesen und sagen, was sie nennen; ohne Datenbank")),
        Entry("evaluate", N_("messen, wie gut gelesen wird")),
        Entry("intake", N_("Seiten und Dateien lesen und Vorschläge bereitlegen")),
    ),
    N_("Betrieb"): (
        Entry("serve", N_("Portal und Schreibtisch ausliefern")),
        Entry("work", N_("erledigen, was im Hintergrund zu tun ist")),
        Entry("audit", N_("das Sicherheitsprotokoll prüfen, zeigen, ausgeben")),
        Entry("privacy", N_("Datenschutz: Verzeichnis, Löschen nach Frist, Auskunft")),
        Entry("search", N_("den Suchindex nachführen oder neu aufbauen")),
        Entry("migrate", N_("die Datenbank anlegen oder auf Stand bringen")),
        Entry("backup", N_("Datenbank und Medien in eine Datei sichern")),
        Entry("restore", N_("eine Sicherung prüfen oder an die Stelle der Daten setzen")),
        Entry("load-demo", N_("Dortmunds Register in die Datenbank laden")),
        Entry("prepare-portal", N_("die redaktionellen Seiten des Portals anlegen")),
        Entry("load-world", N_("Städtepartnerschaften der Welt aus einer CSV-Datei laden")),
        Entry("sweep-documents", N_("Hochgeladenes löschen, das zu keinem Eintrag gehört")),
        Entry("bench", N_("Geschwindigkeit und Größe messen")),
        Entry("account", N_("ein Konto mit allen Rechten öffnen: account open NAME")),
    ),
}
"""Ours, and those of Django that everybody needs, by what one wants to do."""

_HEAD = N_("weltoffen BEFEHL: das Register der internationalen Beziehungen einer Stadt.")
_OTHERS = N_("Von Django und Wagtail")
_UNKNOWN = N_("Einen Befehl „%(name)s“ gibt es nicht.%(hint)s „weltoffen help“ zeigt alle Befehle.")
_PERHAPS = N_(" Meinten Sie: %(close)s?")
ONLY_IN_THE_REPOSITORY = N_(
    "Die Tests gehören zum Repositorium und nicht zur Installation. Rufen Sie dort "
    "„./weltoffen test“ auf."
)


def entries() -> list[Entry]:
    """Return the book's entries in order."""
    return [entry for group in BOOK.values() for entry in group]


def page(installed: Collection[str]) -> str:
    """Return the whole help page. ``installed`` names all commands, as Django spells them."""
    widest = max(len(entry.name) for entry in entries())
    lines = [_HEAD]
    for title, group in BOOK.items():
        lines += ["", f"{title}:"]
        lines += [f"  {entry.name:<{widest}}  {entry.does}" for entry in group]
    lines += ["", f"{_OTHERS}:", _in_columns(others(installed))]
    return "\n".join(lines)


def others(installed: Iterable[str]) -> list[str]:
    """Return the names of commands that the book does not describe."""
    ours = {entry.name for entry in entries()}
    return sorted({spelled(name) for name in installed} - ours)


def unknown(name: str, installed: Iterable[str]) -> str:
    """Return the sentence for a command that does not exist, with those that look like it."""
    known = {entry.name for entry in entries()} | {spelled(name) for name in installed}
    close = difflib.get_close_matches(spelled(name), known, n=3, cutoff=0.6)
    hint = _PERHAPS % {"close": ", ".join(close)} if close else ""
    return _UNKNOWN % {"name": name, "hint": hint}


def spelled(name: str) -> str:
    """Return a command's name as people write it: with hyphens."""
    return name.replace("_", "-")


def _in_columns(names: list[str]) -> str:
    return textwrap.fill(
        "  ".join(names), width=96, initial_indent="  ", subsequent_indent="  ",
        break_on_hyphens=False, break_long_words=False,
    )  # fmt: skip
