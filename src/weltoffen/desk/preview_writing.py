"""What taking a row of a table writes, in words; the rules have foreseen it as values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from weltoffen.desk.naming import language
from weltoffen.desk.reviewing.words import day, says_since
from weltoffen.ground.languages import LEADING
from weltoffen.intake.enums import Verdict
from weltoffen.intake.rules.deciding import UNDATED, Intent, PlannedAct
from weltoffen.intake.said import difference_in_words
from weltoffen.intake.tabling import Fate, Line
from weltoffen.relations.models import Act

Acts = Mapping[int, Act]


def acts_named(lines: Iterable[Line]) -> Acts:
    """Return the acts that the rows prove or say more exactly, by key, in one query."""
    wanted = {
        pk
        for line in lines
        if line.outcome is not None
        for intent in line.outcome.intents
        for pk in (intent.cites, *(each.replaces for each in intent.acts))
        if pk is not None
    }
    return Act.objects.in_bulk(wanted) if wanted else {}


def writes(line: Line, home: str, acts: Acts) -> list[str]:
    """Return what taking a row writes, a sentence for each thing; of one that waits, what later."""
    if line.outcome is None:
        return [_("nichts: Die Zeile hat Fehler")]
    if line.fate is Fate.TAKEN:
        return _said(line, home, acts) or [_("nichts: Die Zeile ist dort schon Beleg")]
    said = [_("vorerst nichts: Die Zeile wartet als Vorschlag")]
    if line.follows:
        told = _("Zeile %(row)s ändert dieselbe Beziehung; verglichen wird danach noch einmal")
        return [*said, told % {"row": line.follows}]
    if line.verdict is Verdict.UNCLEAR:
        return said
    later = _said(line, home, acts)
    return [*said, *(_("wenn Sie annehmen: %(what)s") % {"what": each} for each in later)]


def _said(line: Line, home: str, acts: Acts) -> list[str]:
    assert line.outcome is not None  # looked at before
    name = line.row.relation.name if line.row.relation is not None else ""
    said = [each for i in line.outcome.intents for each in _intent(i, name, home, acts)]
    return list(dict.fromkeys(said))


def _intent(intent: Intent, name: str, home: str, acts: Acts) -> list[str]:
    said = []
    if intent.counterpart is not None:
        pair = f"{home} – {intent.counterpart.name}"
        said.append(_("neue Beziehung: %(relation)s") % {"relation": pair})
    said += [_planned(each, acts) for each in intent.acts]
    if intent.cites is not None:
        said.append(_("Beleg zu: „%(act)s“") % {"act": acts.get(intent.cites) or "?"})
    for each in intent.disputes:
        values = {"field": each.field, "ours": each.ours, "theirs": each.theirs}
        told = {"difference": difference_in_words(values, name)}
        said.append(_("Widerspruch ins Verzeichnis: %(difference)s") % told)
    return said


def _planned(planned: PlannedAct, acts: Acts) -> str:
    title = planned.title.get(language()) or planned.title[LEADING]
    if planned.on != UNDATED and not says_since(title, planned.on):
        title = f"{title} ({day(planned.on)})"
    if planned.replaces is not None:
        old = {"act": acts.get(planned.replaces) or "?", "title": title}
        return _("genauerer Eintrag statt „%(act)s“: %(title)s") % old
    return _("neuer Eintrag: %(title)s") % {"title": title}
