"""Networks, charters and pledges that the page's city has joined, by name or by words of joining.

A name alone proves nothing ("Eurocities has published a study"): a sentence has to tie it to the
city, or it stands in a list of memberships.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from weltoffen.intake.reading import joining
from weltoffen.intake.reading.homes import Home
from weltoffen.intake.reading.layout import Form, Unit
from weltoffen.intake.types import FoundRelation, Kind, Quote, Standing

NAME_RULE = "network-name/1"
WORDS_RULE = "membership-words/1"
_FIRM, _WORDS, _LOOSE, _WEAK = 0.95, 0.8, 0.7, 0.5
_QUOTES = "\"'“”„«»‚‘’"
_CHARTER_WORDS = re.compile(
    r"chart[ae]|charter|pledge|covenant|konvent|resolution|erklärung|declaration|déclaration"
    r"|agenda|selbstverpflichtung|manifest|appell|appeal|pacte",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence as far as its quotation marks reach, and where it stands.

    ``intro`` is the heading or sentence that announces it, ``before`` the one before it in its
    paragraph.
    """

    text: str
    start: int
    is_item: bool
    intro: str
    before: str


@dataclass(frozen=True, slots=True)
class _Named:
    """A name in a statement: which network, where it stands, and by which rule."""

    key: str
    kind: Kind
    start: int
    end: int
    rule: str


def networks_in(units: Sequence[Unit], text: str, home: Home | str) -> list[FoundRelation]:
    """Return the networks and charters of a text, each once, in the order of their statements."""
    whose = Home(home) if isinstance(home, str) else home
    best: dict[str, FoundRelation] = {}
    for statement in statements(units):
        for key, found in _of_statement(statement, text, whose):
            known = best.get(key)
            best[key] = found if known is None else _better(known, found)
    return sorted(best.values(), key=lambda found: (found.quote.start, found.name))


def _better(one: FoundRelation, other: FoundRelation) -> FoundRelation:
    """Return the statement that says more: a date, then surer words, then the first."""

    def worth(found: FoundRelation) -> tuple[bool, bool, float]:
        return (found.since is not None, found.status is not Standing.ACTIVE, found.confidence)

    return other if worth(other) > worth(one) else one


def statements(units: Sequence[Unit]) -> Iterator[Statement]:
    """Yield sentences; one that ends within a quotation ("Vielfalt verbindet! …") goes on."""
    intro, before, block = "", "", -1
    at = 0
    while at < len(units):
        first = last = units[at]
        said = first.text
        while at + 1 < len(units) and units[at + 1].block == first.block and _is_open(said):
            at += 1
            said += " " * (units[at].start - last.end) + units[at].text
            last = units[at]
        at += 1
        before = before if first.block == block else ""
        yield Statement(said, first.start, first.form is Form.ITEM, intro, before)
        before, block = said, first.block
        if first.form is Form.HEADING and _is_name(said):
            continue  # one of several that stand in lines of their own below a heading
        if first.form is Form.HEADING or said.rstrip().endswith(":"):
            intro = said
        elif first.form is not Form.ITEM:
            intro = ""


def _is_open(said: str) -> bool:
    """Say whether a quotation has begun and not ended."""
    german = said.count("„") > said.count("“") + said.count("”")
    return said.count('"') % 2 == 1 or german or said.count("«") != said.count("»")


def names_in_statement(said: str) -> Iterator[tuple[str, int, int]]:
    """Yield the networks and charters that a statement names: which, and where it stands."""
    listed = _listed_names(said)
    for name in (*listed, *_worded_names(said, listed)):
        yield name.key, name.start, name.end


def _of_statement(
    statement: Statement, text: str, home: Home
) -> Iterator[tuple[str, FoundRelation]]:
    said = statement.text
    listed = _listed_names(said)
    named = [*listed, *_worded_names(said, listed)]
    if not named or joining.is_denied(said) or joining.is_of_another(said, home):
        return
    rest = _without(said, listed)
    standing = joining.standing_of(rest)
    dates = joining.dates_of(said, [(name.start, name.end) for name in named])
    for name, on in zip(named, dates, strict=True):
        sureness = _sureness(name, statement, rest, home, len(listed) > 1)
        if not sureness:
            continue
        ended = standing is Standing.ENDED
        start = statement.start
        yield (
            name.key,
            FoundRelation(
                home=home.name,
                name=text[start + name.start : start + name.end],
                country=None,
                kind=name.kind,
                since=None if ended or standing is Standing.PLANNED else on,
                until=on if ended else None,
                status=standing,
                quote=_quote(text, statement),
                rule=name.rule,
                confidence=sureness,
            ),
        )


def _quote(text: str, statement: Statement) -> Quote:
    end = statement.start + len(statement.text)
    return Quote(text[statement.start : end], statement.start, end)


def _sureness(
    name: _Named, statement: Statement, rest: str, home: Home, is_one_of_several: bool
) -> float:
    """Return how sure it is that the city has joined, 0 where nothing ties the name to it."""
    is_listed = joining.is_list_of_memberships(statement.intro)
    if name.rule == WORDS_RULE:
        said = f"{statement.before} {statement.text}"
        if joining.has_subject(said, home) or joining.begins(statement.text) or is_listed:
            return _WORDS
        # a network that works in cities, named on a city's page without a word of joining
        return 0.0 if joining.is_firm(statement.text) else _WEAK
    if joining.is_firm(rest):
        return _FIRM
    if is_listed and (statement.is_item or not re.search(r"[^\W\d]", rest)):
        return _WORDS
    is_tied = is_one_of_several or joining.is_loose(rest)
    return _LOOSE if is_tied and joining.has_subject(rest, home) else 0.0


def _without(said: str, named: Sequence[_Named]) -> str:
    """Return a statement without the names, whose own words ("Netzwerk") would tie them."""
    for name in named:
        said = said[: name.start] + " " * (name.end - name.start) + said[name.end :]
    return said


@cache
def _aliases() -> tuple[re.Pattern[str], dict[str, tuple[str, Kind]]]:
    """Return one pattern for all names, and which network each of them means."""
    meant: dict[str, tuple[str, Kind]] = {}
    lines = (files("weltoffen.intake") / "data" / "networks.tsv").read_text("utf-8").splitlines()
    for line in lines:
        if line.strip() and not line.startswith("#"):
            name, kind, aliases = line.split("\t")
            meant |= {_plain(alias): (name, Kind(kind)) for alias in aliases.split("|")}
    ordered = sorted(meant, key=len, reverse=True)
    joint = rf"(?:[\s-]+[{_QUOTES}]?|[{_QUOTES}]?[\s-]+)"
    names = "|".join(
        joint.join(re.escape(word).replace("'", "['’´`]") for word in alias.split())
        for alias in ordered
    )
    return re.compile(rf"(?<![\w@/.-])(?:{names})s?(?![\w@/]|\.\w)", re.IGNORECASE), meant


def canonical_name(words: str) -> str | None:
    """Return the name under which a widely known network or charter is listed; None for others."""
    entry = _aliases()[1].get(_plain(words))
    return entry[0] if entry else None


def kind_of_body(name: str) -> Kind:
    """Return whether a name that can be joined is a network's or a charter's, by list or words."""
    entry = _aliases()[1].get(_plain(name))
    if entry is not None:
        return entry[1]
    return Kind.CHARTER if _CHARTER_WORDS.search(name) else Kind.NETWORK


def _plain(words: str) -> str:
    words = re.sub("[’´`]", "'", words)
    return " ".join(re.sub(r'["“”„«»‚‘-]|(?<!\w)\'|\'(?!\w)', " ", words).casefold().split())


@cache
def _first_words() -> frozenset[str]:
    """Return the words with which the names begin, folded; a single one also in the genitive."""
    words = {word for alias in _aliases()[1] if (word := _first_word(alias))}
    return frozenset(words | {f"{word}s" for word in words})


def _first_word(words: str) -> str:
    found = re.match(r"\w+", words)
    return found[0] if found else ""


@lru_cache(maxsize=8192)
def _listed_names(said: str) -> tuple[_Named, ...]:
    if _first_words().isdisjoint(_WORD.findall(said.casefold())):
        return ()
    pattern, meant = _aliases()
    found = []
    for each in pattern.finditer(said):
        plain = _plain(each[0])
        entry = meant.get(plain) or meant.get(plain.removesuffix("s"))
        if entry is None or (each[0].islower() and len(plain.split()) == 1):
            continue
        end = each.end()
        if each[0].count('"') % 2 and said[end : end + 1] == '"':
            end += 1
        found.append(_Named(entry[0], entry[1], each.start(), end, NAME_RULE))
    return tuple(found)


def _is_name(said: str) -> bool:
    return not re.search(r"[^\W\d]", _without(said, _listed_names(said)))


def _worded_names(said: str, listed: Sequence[_Named]) -> Iterator[_Named]:
    """Yield the names that words of joining introduce and that no list of ours knows."""
    taken = [(name.start, name.end) for name in listed]
    for start, end, is_charter in joining.introduced_names(said):
        if all(end <= low or start >= high for low, high in taken):
            taken.append((start, end))
            kind = Kind.CHARTER if is_charter else Kind.NETWORK
            yield _Named(_plain(said[start:end]), kind, start, end, WORDS_RULE)
