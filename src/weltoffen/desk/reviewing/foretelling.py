"""What accepting a proposal will do, in plain words; the rules have decided it as values."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from weltoffen.desk.kinds import LEDGER
from weltoffen.desk.naming import language
from weltoffen.desk.reviewing.words import day, says_since
from weltoffen.ground.dates import parse_date
from weltoffen.ground.languages import LEADING
from weltoffen.ground.problems import N_
from weltoffen.intake.contradictions import Entered
from weltoffen.intake.enums import Verdict
from weltoffen.intake.foreseeing import Foreseen
from weltoffen.intake.rules.deciding import UNDATED, PlannedAct
from weltoffen.intake.rules.entering import Way
from weltoffen.intake.types import FoundClaim
from weltoffen.publication.wording import when_words
from weltoffen.relations.models import Act

_SETTLED = {
    Way.NOTHING: N_(
        "ändert nichts: Der Widerspruch „%(question)s“ ist bekannt und geklärt, und diese Stelle "
        "steht dort schon"
    ),
    Way.PROOF: N_(
        "fügt nur einen Beleg hinzu: Der Widerspruch „%(question)s“ ist bekannt und bleibt geklärt"
    ),
    Way.REOPENS: N_(
        "gibt im geklärten Widerspruch „%(question)s“ eine neue Antwort und öffnet ihn damit wieder"
    ),
}
_OPEN = {
    Way.NOTHING: N_(
        "ändert nichts: Der Widerspruch „%(question)s“ ist bekannt, und diese Stelle steht dort "
        "schon"
    ),
    Way.PROOF: N_(
        "fügt nur einen Beleg hinzu: Der Widerspruch „%(question)s“ ist bekannt und noch offen"
    ),
    Way.ANSWER: N_("gibt im Widerspruch „%(question)s“ eine weitere Antwort; alle bleiben stehen"),
}


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
    if intent.disputes:
        relation = relations.get(intent.relation or 0, "")
        return list(dict.fromkeys(_entered(each, relation) for each in foreseen.entries))
    said = [_planned(each, acts) for each in intent.acts]
    if foreseen.revives and intent.acts:
        again = {"relation": relations.get(match.relation or 0, "?")}
        said.insert(0, _("nimmt die zurückgenommene Beziehung „%(relation)s“ wieder auf") % again)
    if intent.counterpart is not None:
        pair = {"relation": f"{home} – {intent.counterpart.name}"}
        said.insert(0, _("legt die Beziehung „%(relation)s“ an") % pair)
    return said


def _entered(entered: Entered, relation: str) -> str:
    """Say what a contradiction does to the ledger; to a question that is there, with the way."""
    way, question = entered.entry.way, entered.question
    if question is None or entered.is_undone:
        said = _("trägt den Widerspruch bei „%(relation)s“ ein; beide Angaben bleiben stehen")
        return said % {"relation": relation}
    said = _SETTLED[way] if question.settled else _OPEN[way]
    link = format_html('<a href="{}">{}</a>', LEDGER.url(question), str(question))
    return format_html(gettext(said).replace("%(question)s", "{}"), link)


def _planned(planned: PlannedAct, acts: Mapping[int, Act]) -> str:
    title = planned.title.get(language()) or planned.title[LEADING]
    on = "" if planned.on == UNDATED else day(planned.on)
    values = {"title": title, "on": on}
    if planned.replaces is not None:
        old = {"act": acts.get(planned.replaces) or "?"}
        if says_since(title, planned.on):
            return _("setzt an die Stelle von „%(act)s“: „%(title)s“") % (values | old)
        return _("setzt an die Stelle von „%(act)s“: „%(title)s“ (%(on)s)") % (values | old)
    if not on:
        unknown = when_words(parse_date(planned.on), planned.known_by, language())
        return _("hält fest: „%(title)s“ (%(on)s)") % (values | {"on": unknown})
    if says_since(title, planned.on):
        return _("hält fest: „%(title)s“") % values
    return _("hält fest: „%(title)s“ (%(on)s)") % values
