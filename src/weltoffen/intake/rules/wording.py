"""How the register words what a text states, in both of its languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from weltoffen.ground.dates import Interval, parse_date
from weltoffen.ground.languages import LANGUAGES
from weltoffen.ground.spoken import say_date, say_for, say_interval
from weltoffen.intake.types import Kind, Standing
from weltoffen.relations.enums import ActKind

Words = Mapping[str, str]

_WHO = {"de": "Die Stadt", "en": "The city"}
_AS: dict[Kind, Words] = {
    Kind.TWIN: {"de": "als Partnerstadt", "en": "as a partner city"},
    Kind.FRIENDSHIP: {"de": "als befreundete Stadt", "en": "as a city of friendship"},
    Kind.PROJECT: {"de": "als Projektpartner", "en": "as a project partner"},
    Kind.CLIMATE: {"de": "als Klimapartner", "en": "as a climate partner"},
    Kind.SOLIDARITY: {"de": "als Solidaritätspartner", "en": "as a solidarity partner"},
    Kind.CONTACT: {"de": "unter ihren Kontakten", "en": "among its contacts"},
    Kind.NETWORK: {"de": "unter ihren Netzwerken", "en": "among its networks"},
    Kind.CHARTER: {"de": "unter ihren Selbstverpflichtungen", "en": "among its commitments"},
}
_NOW: dict[Standing, Words] = {
    Standing.LIMITED: {
        "de": "%(who)s sagt, dass der Kontakt zu %(name)s%(when)s eingeschränkt ist",
        "en": "%(who)s says that contact with %(name)s %(is)s limited%(when)s",
    },
    Standing.RESTING: {
        "de": "%(who)s sagt, dass die Beziehung zu %(name)s%(when)s ruht",
        "en": "%(who)s says that the relation with %(name)s %(is)s resting%(when)s",
    },
    Standing.ENDED: {
        "de": "%(who)s sagt, dass die Beziehung zu %(name)s%(when)s beendet ist",
        "en": "%(who)s says that the relation with %(name)s %(is)s over%(when)s",
    },
    Standing.PLANNED: {
        "de": "%(who)s plant%(when)s eine Beziehung zu %(name)s",
        "en": "%(who)s plans a relation with %(name)s%(when)s",
    },
}
_DONE: dict[str, Words] = {
    ActKind.FIRST_CONTACT: {"de": "Erster Kontakt mit %s", "en": "First contact with %s"},
    ActKind.MANDATE: {"de": "Auftrag des Rates zu %s", "en": "Council mandate on %s"},
    ActKind.COUNCIL: {"de": "Ratsbeschluss zu %s", "en": "Council decision on %s"},
    ActKind.COUNTERPART_COUNCIL: {
        "de": "Ratsbeschluss der anderen Seite: %s",
        "en": "Council decision of the other side: %s",
    },
    ActKind.SIGNATURE: {"de": "Unterzeichnung mit %s", "en": "Signature with %s"},
    ActKind.COUNTER_SIGNATURE: {"de": "Gegenzeichnung mit %s", "en": "Counter-signature with %s"},
    ActKind.DEED_EXCHANGE: {
        "de": "Austausch der Urkunden mit %s",
        "en": "Exchange of deeds with %s",
    },
    ActKind.MEMORANDUM: {"de": "Absichtserklärung mit %s", "en": "Memorandum with %s"},
    ActKind.RESOLUTION: {"de": "Entschließung zu %s", "en": "Resolution on %s"},
    ActKind.LIMITATION: {"de": "Einschränkung: %s", "en": "Limitation: %s"},
    ActKind.SUSPENSION: {"de": "Die Beziehung ruht: %s", "en": "The relation rests: %s"},
    ActKind.RESUMPTION: {"de": "Wiederaufnahme mit %s", "en": "Resumption with %s"},
    ActKind.END: {"de": "Ende der Beziehung: %s", "en": "End of the relation: %s"},
    ActKind.ACCESSION_COUNCIL: {
        "de": "Ratsbeschluss über den Beitritt: %s",
        "en": "Council decision on the accession: %s",
    },
    ActKind.ACCESSION_SIGNED: {
        "de": "Unterzeichnung des Beitritts: %s",
        "en": "Signature of the accession: %s",
    },
    ActKind.ACCESSION: {"de": "Beitritt: %s", "en": "Accession: %s"},
}
_OTHER: Words = {"de": "Belegt: %s", "en": "In evidence: %s"}
_LONGEST = 240  # of an act's title


def names_partner(names: Words, kind: Kind, since: str | None, publisher: str = "") -> Words:
    """Return "Die Stadt nennt Lyon als Partnerstadt seit 1970"; ``publisher`` if it is not she."""
    said = {}
    for language in LANGUAGES:
        verb = {"de": "nennt", "en": "names"}[language]
        words = f"{publisher or _WHO[language]} {verb} {names[language]} {_AS[kind][language]}"
        said[language] = cut(words + (_since(since, language) if since else ""))
    return said


def tells_standing(
    names: Words, standing: Standing, on: str | None = None, publisher: str = ""
) -> Words:
    """Return how a source tells that a relation rests, is limited, has ended or is planned.

    ``on`` is EDTF: since when, or for when it is planned.
    """
    return {
        language: cut(
            _NOW[standing][language]
            % {
                "who": publisher or _WHO[language],
                "name": names[language],
                "is": "has been" if on else "is",
                "when": said_when(on, standing, language),
            }
        )
        for language in LANGUAGES
    }


def said_when(on: str | None, standing: Standing, language: str) -> str:
    """Return " seit 2023", " für 2027" of what is planned, ``""`` where no time is stated."""
    if on is None:
        return ""
    if standing is not Standing.PLANNED:
        return _since(on, language)
    return f" {say_for(parse_date(on), language)}"


def names_act(names: Words, kind: str) -> Words:
    """Return the title of an act that a text tells of."""
    words = _DONE.get(kind, _OTHER)
    return {language: cut(words[language] % names[language]) for language in LANGUAGES}


def _since(since: str, language: str) -> str:
    return " " + say_interval(Interval(parse_date(since), None), language)


_FORMS: dict[str, Words] = {
    "contact": {"de": "Kontakt", "en": "contact"},
    "friendship": {"de": "Städtefreundschaft", "en": "friendship"},
    "project": {"de": "Projektpartnerschaft", "en": "project partnership"},
    "climate": {"de": "Klimapartnerschaft", "en": "climate partnership"},
    "solidarity": {"de": "Solidaritätspartnerschaft", "en": "solidarity partnership"},
    "twin": {"de": "Städtepartnerschaft", "en": "twinning"},
    "inner-german": {"de": "innerdeutsche Partnerschaft", "en": "inner-German partnership"},
    "membership": {"de": "Mitgliedschaft", "en": "membership"},
    "commitment": {"de": "Selbstverpflichtung", "en": "commitment"},
    "network": {"de": "Mitgliedschaft", "en": "membership"},
    "charter": {"de": "Selbstverpflichtung", "en": "commitment"},
    "bond": {"de": "die Bindung", "en": "the bond"},
    "channel": {"de": "der amtliche Kontakt", "en": "the official contact"},
    "exchange": {"de": "der Austausch", "en": "the exchange"},
    "active": {"de": "ohne Einschränkung genannt", "en": "named without restriction"},
    "limited": {"de": "eingeschränkt", "en": "limited"},
    "resting": {"de": "ruht", "en": "rests"},
    "ended": {"de": "beendet", "en": "ended"},
    "planned": {"de": "geplant", "en": "planned"},
}
"""Stored values as people say them, in both languages."""

_STANDS: dict[str, Words] = {
    "active": {"de": "besteht", "en": "goes on"},
    "limited": {"de": "ist eingeschränkt", "en": "is limited"},
    "resting": {"de": "ruht", "en": "rests"},
    "ended": {"de": "ist beendet", "en": "has ended"},
    "planned": {"de": "ist geplant", "en": "is planned"},
}
"""How an axis of a relation stands, as its verb."""


def said_value(field: str, value: str) -> Words:
    """Return one side of a difference in both languages: a day, a form, how something stands."""
    if field in ("since", "until", "status-since", "day"):
        return {language: say_date(parse_date(value), language) for language in LANGUAGES}
    if field == "paper-number":
        return dict.fromkeys(LANGUAGES, value)
    axis, _colon, standing = value.rpartition(":")
    if axis:
        return {
            language: f"{_FORMS[axis][language]} {_and(language, standing.split(','), _STANDS)}"
            for language in LANGUAGES
        }
    return {language: _and(language, value.split(","), _FORMS) for language in LANGUAGES}


def _and(language: str, values: Sequence[str], words: Mapping[str, Words]) -> str:
    """Return values in words; of those that are not known by words, the values themselves."""
    joined = {"de": " und ", "en": " and "}[language]
    return joined.join(words.get(each, {}).get(language, each) for each in values)


def cut(words: str) -> str:
    """Return words as long as an act's title may be."""
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"


QUESTIONS: dict[str, Words] = {
    "since": {
        "de": "Seit wann besteht die Beziehung zu %s?",
        "en": "Since when has the relation with %s existed?",
    },
    "form": {
        "de": "Welche Form hat die Beziehung zu %s?",
        "en": "What is the form of the relation with %s?",
    },
    "status": {
        "de": "Wie steht die Beziehung zu %s heute?",
        "en": "How does the relation with %s stand today?",
    },
    "until": {
        "de": "Wann endete die Beziehung zu %s?",
        "en": "When did the relation with %s end?",
    },
    "status-since": {
        "de": "Seit wann steht die Beziehung zu %s so?",
        "en": "Since when has the relation with %s stood so?",
    },
    "paper-number": {
        "de": "Welche Drucksache gehört zu „%s“?",
        "en": "Which council paper belongs to “%s”?",
    },
    "day": {
        "de": "An welchem Tag geschah „%s“?",
        "en": "On which day did “%s” happen?",
    },
}
"""What a contradiction asks, by the field of the difference."""
