"""How the register words what the office knows otherwise than a text states.

The date of the office is never put in the mouth of the source: each sentence says whose it is, and
what the source names instead.
"""

from __future__ import annotations

from collections.abc import Collection

from weltoffen.ground.dates import parse_date
from weltoffen.ground.languages import LANGUAGES
from weltoffen.ground.spoken import say_date
from weltoffen.intake.rules.place_names import names_of
from weltoffen.intake.rules.wording import Words, cut, names_act, said_value, said_when
from weltoffen.intake.types import FoundAct, FoundRelation, Kind, Side, Standing
from weltoffen.relations.enums import ActKind

_KNOWS = {"de": "Nach Kenntnis des Büros ", "en": "According to the office, "}
_IS: dict[Kind, Words] = {
    Kind.TWIN: {"de": "ist %s Partnerstadt", "en": "%s is a partner city"},
    Kind.FRIENDSHIP: {"de": "ist %s befreundete Stadt", "en": "%s is a city of friendship"},
    Kind.PROJECT: {"de": "ist %s Projektpartner", "en": "%s is a project partner"},
    Kind.CLIMATE: {"de": "ist %s Klimapartner", "en": "%s is a climate partner"},
    Kind.SOLIDARITY: {"de": "ist %s Solidaritätspartner", "en": "%s is a solidarity partner"},
    Kind.CONTACT: {"de": "besteht Kontakt zu %s", "en": "there is contact with %s"},
    Kind.NETWORK: {
        "de": "gehört die Stadt zum Netzwerk %s",
        "en": "the city belongs to the network %s",
    },
    Kind.CHARTER: {
        "de": "gilt für die Stadt die Selbstverpflichtung %s",
        "en": "the city is bound by the commitment %s",
    },
}
_STANDS: dict[Standing, Words] = {
    Standing.ACTIVE: {
        "de": "besteht die Beziehung zu %(name)s%(when)s ohne Einschränkung",
        "en": "the relation with %(name)s %(is)s without restriction%(when)s",
    },
    Standing.LIMITED: {
        "de": "ist der Kontakt zu %(name)s%(when)s eingeschränkt",
        "en": "contact with %(name)s %(is)s limited%(when)s",
    },
    Standing.RESTING: {
        "de": "ruht die Beziehung zu %(name)s%(when)s",
        "en": "the relation with %(name)s %(is)s resting%(when)s",
    },
    Standing.ENDED: {
        "de": "ist die Beziehung zu %(name)s%(when)s beendet",
        "en": "the relation with %(name)s %(is)s over%(when)s",
    },
    Standing.PLANNED: {
        "de": "ist%(when)s eine Beziehung zu %(name)s geplant",
        "en": "a relation with %(name)s is planned%(when)s",
    },
}
_STATUS: dict[str, Words] = {
    Standing.ACTIVE: {"de": "keine Einschränkung", "en": "no restriction"},
    Standing.LIMITED: {"de": "eine Einschränkung", "en": "a restriction"},
    Standing.RESTING: {"de": "ein Ruhen", "en": "a rest"},
    Standing.ENDED: {"de": "ein Ende", "en": "an end"},
    Standing.PLANNED: {"de": "einen Plan", "en": "a plan"},
}
_ACTED: dict[str, Words] = {
    Side.HOME: {"de": "die Stadt als handelnd", "en": "the city as acting"},
    Side.COUNTERPART: {"de": "die andere Seite als handelnd", "en": "the other side as acting"},
    Side.BOTH: {"de": "beide Seiten als handelnd", "en": "both sides as acting"},
    Side.THIRD: {"de": "Dritte als handelnd", "en": "third parties as acting"},
    Side.UNKNOWN: {"de": "niemanden als handelnd", "en": "nobody as acting"},
}
_NOTHING: dict[str, Words] = {
    "body": {"de": "kein Gremium", "en": "no body"},
    "paper_number": {"de": "keine Drucksache", "en": "no paper number"},
    "term_until": {"de": "keine Frist", "en": "no term"},
    "until": {"de": "kein Ende", "en": "no end"},
}
_WORDS = {"status": _STATUS, "side": _ACTED}
_NO_TIME: Words = {"de": "keine Zeit", "en": "no time"}
_SOURCE = {"de": "(die Quelle nennt %s)", "en": "(the source names %s)"}
_DATES = ("since", "until", "on", "status_on", "term_until")
_LONGEST = 240  # of an act's title


def knows_partner(found: FoundRelation, rest: Words) -> Words:
    """Return "Nach Kenntnis des Büros ist Lyon Partnerstadt seit 1971 (die Quelle nennt 1970)"."""
    said, names = {}, names_of(found.name, found.place)
    for language in LANGUAGES:
        is_one = _IS[found.kind][language] % names[language]
        since = said_when(found.since, Standing.ACTIVE, language)
        comma = "," if since and language == "en" else ""
        said[language] = _told(f"{is_one}{comma}{since}", rest, language)
    return said


def knows_standing(found: FoundRelation, standing: Standing, on: str | None, rest: Words) -> Words:
    """Return the same of a relation that rests, is limited, has ended, is planned or none of it."""
    names = names_of(found.name, found.place)
    return {
        language: _told(
            _STANDS[standing][language]
            % {
                "name": names[language],
                "is": "has been" if on else "is",
                "when": said_when(on, standing, language),
            },
            rest,
            language,
        )
        for language in LANGUAGES
    }


def knows_act(found: FoundAct, fields: Collection[str], rest: Words) -> Words:
    """Return "Ratsbeschluss zu Lyon, nach Kenntnis des Büros 1971 (die Quelle nennt 1970)"."""
    title = names_act(names_of(found.name, found.place), ActKind(found.kind.value))
    knows = {"de": "nach Kenntnis des Büros", "en": "according to the office"}
    return {
        language: cut(
            f"{title[language]}, {knows[language]} {_values(found, fields, language)} "
            f"{rest[language]}"
        )
        for language in LANGUAGES
    }


def source_names(said: FoundRelation | FoundAct, fields: Collection[str]) -> Words:
    """Return "(die Quelle nennt 1970)", with what it says of these fields."""
    return {language: _SOURCE[language] % _values(said, fields, language) for language in LANGUAGES}


def _told(words: str, rest: Words, language: str) -> str:
    room = _LONGEST - len(_KNOWS[language]) - len(rest[language]) - 1
    words = words if len(words) <= room else words[: room - 1] + "…"
    return f"{_KNOWS[language]}{words} {rest[language]}"


def _values(found: FoundRelation | FoundAct, fields: Collection[str], language: str) -> str:
    return ", ".join(_value(found, field, language) for field in fields)


def _value(found: FoundRelation | FoundAct, field: str, language: str) -> str:
    value = getattr(found, field)
    if not value:
        return _NOTHING.get(field, _NO_TIME)[language]
    if field in _DATES:
        return say_date(parse_date(value), language)
    if field in _WORDS:
        return _WORDS[field][value][language]
    if field == "kind" and isinstance(found, FoundAct):
        title = names_act(names_of(found.name, found.place), ActKind(value))
        return f"„{title[language]}“"
    if field == "paper_number":
        return {"de": f"Drucksache {value}", "en": f"paper {value}"}[language]
    return value if field == "body" else said_value("form", str(value))[language]
