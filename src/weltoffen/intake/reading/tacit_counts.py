"""Counts of partners beside which the noun is another: "one committee for each town"."""

from __future__ import annotations

import re

from weltoffen.intake.reading.numbers import Number
from weltoffen.intake.reading.patterns import just_before

_EACH = re.compile(
    r"\s[^\W\d]+,?\s(?:je(?:weils)? )?(?:une?|one|eine[rn]?|einen) (?:pour|par|for|per|für) "
    r"(?:chaque|chacune des|each|every|jede[rn]?)?\s?(?:of (?:the|our) )?"
    r"(?:villes? (?:jumel|parten)\w+|(?:twin|sister|partner) (?:town|cit)\w*"
    r"|Partner(?:stadt|gemeinde|kommune))"
)
"""So many of something as there are partners: "six committees, one for each twin town"."""


_ASKED = re.compile(r"\b(?:[Ww]ie viele|[Hh]ow many|[Cc]ombien)\b.*\?\W*\Z")
_LAST = re.compile(r"\s?[.!]?\s*\Z")
_NAMED_FIRST = re.compile(
    r"(?:\A|[,;]\s)(?:Städte)?[Pp]artner(?:städte|schaften)\s(?:hat|haben|zählt|besitzt|unterhält"
    r"|pflegt|sind es|gibt es)\b[^.;:0-9]{0,60}\s\Z"
    r"|\bso viele\s\w*[Pp]artner(?:städte|schaften)\b[^.;:]{0,80}:\s\Z"
)


def answers(text: str, number: Number, before: str, *, is_about: bool) -> bool:
    """Say whether a number ends a sentence on partners, or answers the question how many."""
    if number.start == 0 and is_about and _ASKED.search(before):
        return re.match(r"\s?[.!,;:]|\s*\Z", text[number.end :]) is not None
    is_last = _LAST.match(text, number.end) is not None
    return is_last and _NAMED_FIRST.search(text[: number.start]) is not None


def end_of_tacit(text: str, number: Number) -> int | None:
    """Return where a count that only implies partners ends; None where a number is none."""
    each = _EACH.match(text, number.end)
    return each.end() if each else None


_ABROAD = re.compile(
    r"\s(?:[a-zäöüß]+e\s){0,2}(?:Verbindungen|Beziehungen|Kontakte|Brücken|Bande|links|ties|bonds"
    r"|connections|liens|relations)\s(?:(?:ins|im) Ausland|abroad|overseas|à l['’]étranger"
    r"|(?:in|nach|to|across|with|en|dans|avec) (?:\w+ )?"
    r"(?:Europa|Europe|aller Welt|the world|le monde)\b)"
)
"""So many ties abroad, on a page that has just spoken of twinnings."""
_ELIDED = re.compile(r"\s?[.:;!(–]|,\s|\s*\Z")
_HAVE_SO_MANY = re.compile(
    r"\ben\s(?:a|ont|compte|comptent|possède|entretient)\s(?:(?:désormais|aujourd['’]hui|même"
    r"|déjà)\s)?\Z"
    r"|\b(?:hat|haben|zählt|pflegt|unterhält)\s(?:davon|deren|derer)\s(?:\w+\s)?\Z"
    r"|\b(?:[Dd]avon|[Dd]eren)\s(?:hat|haben|zählt|pflegt|unterhält)\s(?:\w+\s){1,3}\Z"
)
_THE_OTHERS = re.compile(
    r"\s(?:anderen|übrigen|bestehenden|bisherigen|existing|others|other ones|existants?|autres)"
    r"(?=\s?[.,;:]|\s(?:zu|weiter|besser|to|are|sind|sont)\b)"
)
_THE = re.compile(r"\b(?:die|den|der|diese|the|these|our|les|ces|nos)\s\Z", re.IGNORECASE)
_LINKED = re.compile(
    r"\s(?:[^\W\d]+\s){0,5}?(?:towns|cities|communities|places|municipalities|Städte|Gemeinden"
    r"|Kommunen|Orte|villes|communes|cités)\s(?:[^\W\d]+\s){0,4}?"
    r"(?:are|sind|sont)\s(?:[^\W\d]+\s){0,5}?(?:linked|tied|bound|joined|paired|verbunden|liées"
    r"|unies|associées)\b"
)
_BY_DEED = re.compile(
    r"\b(?:charters?|treat(?:y|ies)|agreements?|pacts?|oaths?|Vertr[aä]ge?\w*|Urkunden?"
    r"|Partnerschaft\w*"
    r"|chartes?|serments?|accords?|conventions?|partner\w*|twin\w*|jumel\w*)\b"
)
_LOOKED_AFTER = re.compile(
    r"\b(?:[Tt]win\w*|[Jj]umel\w*|[Pp]artner\w+)\b[^.;:]{0,40}?\b(?:looks? after|maintains?"
    r"|cares? for"
    r"|oversees|runs|supports|betreut|pflegt|begleitet|kümmert sich um|s['’]occupe de|gère|anime)\s"
    r"(?:\w+\s)?\Z"
)
_TIES = re.compile(
    r"\s(?:[a-zà-ÿ]+\s){0,2}(?:links|ties|bonds|Verbindungen|Beziehungen|liens|relations)\b"
)


def end_of_elided(text: str, number: Number, before: str, *, is_about: bool) -> int | None:
    """Return where a count ends whose noun is left out, or is one of ties of any kind.

    "Paimpol en a trois", "the three others", "acht Verbindungen ins Ausland": ``is_about`` says
    that the sentences before speak of twinnings.
    """
    if number.value > _MOST:
        return None
    deed = _LINKED.match(text, number.end)
    if deed and _BY_DEED.search(text, deed.end()):
        return deed.end()
    ties = _TIES.match(text, number.end)
    if ties and _LOOKED_AFTER.search(text, 0, number.start):
        return ties.end()
    if not is_about or _OF_OTHER_KIND.search(text, 0, number.start):
        return None
    if abroad := _ABROAD.match(text, number.end):
        return abroad.end()
    if just_before(_HAVE_SO_MANY, text, number.start) and _ELIDED.match(text, number.end):
        return number.end
    others = (
        _THE_OTHERS.match(text, number.end) if _BONDS_NEAR.search(text + before[-_NEAR:]) else None
    )
    return others.end() if others and just_before(_THE, text, number.start) else None


_MOST = 60
_NEAR = 160
_BONDS_NEAR = re.compile(r"[Pp]artnerschaft|twinning|jumelage|[Pp]artnerst[aä]dt|partnership")
_OF_OTHER_KIND = re.compile(
    r"\b(?:Kinder|Schulen|Vereine|children|schools|clubs|enfants|écoles|associations|Euro"
    r"|Stellen)\b"
)
_ONLY_ONE = re.compile(
    r"\bn['’](?:a|entretient|en a|compte|possède)\s(?:qu['’]|que\s)(?:ce(?:tte)?\s|une?\s)?seule?\s"
    r"(?:partenariat|jumelage|ville (?:jumelée|jumelle|partenaire|sœur))"
    r"|\b(?:hat|unterhält|pflegt|besitzt|gibt es)\s(?:\w+\s){0,2}?(?:nur|lediglich|bloß|einzig)\s"
    r"(?:diese|die|eine)\s(?:eine|einzige)?\s?(?:Partnerstadt|Städtepartnerschaft|Partnerschaft"
    r"|Partnergemeinde)"
    r"|\b(?:has|have|maintains)\s(?:only|just)\s(?:this|the|a)\s(?:one|single)\s"
    r"(?:twin|sister|partner)(?:ned)?[ -](?:town|city)"
)


def only_one_in(text: str) -> tuple[int, int] | None:
    """Return where a sentence says that there is but one partner: "n'a que ce seul jumelage"."""
    found = _ONLY_ONE.search(text)
    return found.span() if found else None
