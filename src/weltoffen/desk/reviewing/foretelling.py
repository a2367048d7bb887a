"""What accepting a proposal will do, in plain words; the rules have decided it as values."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from weltoffen.desk.naming import language
from weltoffen.desk.reviewing.words import day
from weltoffen.ground.languages import LEADING
from weltoffen.intake.enums import Verdict
from weltoffen.intake.foreseeing import Foreseen
from weltoffen.intake.rules.deciding import UNDATED, PlannedAct
from weltoffen.intake.types import FoundClaim
from weltoffen.relations.models import Act


def sentences(
    foreseen: Foreseen, home: str, relations: Mapping[int, str], acts: Mapping[int, Act]
) -> list[str]:
    """Return what accepting does, a sentence for each thing.

    ``relations`` are the titles of relations and ``acts`` the acts that are spoken of, by key.
    """
    intent, match = foreseen.intent, foreseen.match
    if isinstance(foreseen.found, FoundClaim):
        return [_("hält fest, dass Sie es gesehen haben; ändert nichts am Register")]
    if match.verdict is Verdict.UNCLEAR:
        return [_("geht erst, wenn Sie sagen, welcher Ort gemeint ist")]
    if match.verdict is Verdict.NOT_OURS:
        return [_("geht so nicht: Nach dem Text ist es nicht die Beziehung Ihrer Stadt")]
    if intent.does_nothing:
        return [_("ändert nichts am Register: Dort ist diese Stelle schon Beleg")]
    if intent.cites is not None:
        act = acts.get(intent.cites)
        return [_("fügt dem Akt „%(act)s“ diese Stelle als Beleg hinzu") % {"act": act or "?"}]
    relation = relations.get(intent.relation or 0, "")
    if intent.disputes:
        return [
            _("trägt den Widerspruch bei „%(relation)s“ ein; beide Angaben bleiben stehen")
            % {"relation": relation}
        ]
    said = [_planned(each, acts) for each in intent.acts]
    if intent.counterpart is not None:
        pair = {"relation": f"{home} – {intent.counterpart.name}"}
        said.insert(0, _("legt die Beziehung „%(relation)s“ an") % pair)
    return said


def _planned(planned: PlannedAct, acts: Mapping[int, Act]) -> str:
    title = planned.title.get(language()) or planned.title[LEADING]
    on = "" if planned.on == UNDATED else day(planned.on)
    values = {"title": title, "on": on}
    if planned.replaces is not None:
        old = {"act": acts.get(planned.replaces) or "?"}
        return _("setzt an die Stelle von „%(act)s“: „%(title)s“ (%(on)s)") % (values | old)
    if not on:
        return _("hält fest: „%(title)s“, ohne Tag") % values
    return _("hält fest: „%(title)s“ (%(on)s)") % values
