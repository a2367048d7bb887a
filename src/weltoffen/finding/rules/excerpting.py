"""Of a record's texts, the words that show why it was found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from weltoffen.finding.rules.analysing import Forms, forms_of
from weltoffen.finding.rules.folding import Token, tokens
from weltoffen.finding.types import Excerpt, Grade, Question, Said, Wanted

LENGTH, BEFORE = 180, 50
"""An excerpt has so many characters, of them at most so many before the first word found."""
MOST_CHARACTERS = 60_000
"""So much of a record is looked through for an excerpt."""
Marks = tuple[tuple[int, int], ...]


def marks_in(text: str, question: Question) -> Marks:
    """Return where in a text the words stand that were asked for, in whatever form."""
    return tuple((token.start, token.end) for token, _, _ in _found(text, question))


def told_by(text: str, question: Question) -> frozenset[int]:
    """Return the numbers of the words that a text has, in whatever form."""
    return frozenset(word for _, word, _ in _found(text, question))


def best_excerpt(
    said: Sequence[Said], question: Question, told: frozenset[int] = frozenset()
) -> Excerpt | None:
    """Return words of the text that has most of what was asked for; None if none has any.

    What is ``told`` already, by the title, counts after what is not. Of texts that have as much,
    the one that has it more exactly, then the first.
    """
    best: tuple[tuple[int, int, int], Said, list[tuple[Token, int, Grade]]] | None = None
    left = MOST_CHARACTERS
    for each in said:
        found = _found(each.text[:left], question)
        if found and (best is None or _value(found, told) > best[0]):
            best = (_value(found, told), each, found)
        left -= len(each.text)
        if left <= 0 or (best is not None and best[0][1:] == (len(question.words), 0)):
            break
    return None if best is None else _cut(best[1], [token for token, _, _ in best[2]])


def _value(found: Iterable[tuple[Token, int, Grade]], told: frozenset[int]) -> tuple[int, int, int]:
    """Return how many words a text has that are news, how many at all, and how exactly."""
    nearest: dict[int, Grade] = {}
    for _, word, grade in found:
        nearest[word] = min(grade, nearest.get(word, grade))
    return len(nearest.keys() - told), len(nearest), -sum(nearest.values())


def _found(text: str, question: Question) -> list[tuple[Token, int, Grade]]:
    """Return the words of a text that were asked for, each with which and how near it is.

    Words that only share a part with a compound count where the text has all its parts.
    """
    whole: list[tuple[Token, int, Grade]] = []
    pieces: list[tuple[Token, int, Grade]] = []
    covered: dict[int, set[str]] = {}
    for token in tokens(text):
        forms = forms_of(token.text)
        near = list(_nearness(forms, question.words))
        if near:
            grade, number = min(near)
            whole.append((token, number, grade))
            continue
        for number, word in enumerate(question.words):
            shared = {*forms.lemmas, *forms.parts} & set(word.parts)
            if shared:
                covered.setdefault(number, set()).update(shared)
                pieces.append((token, number, Grade.PART))
                break
    complete = {n for n, parts in covered.items() if parts >= set(question.words[n].parts)}
    found = [*whole, *(piece for piece in pieces if piece[1] in complete)]
    return sorted(found, key=lambda each: each[0].start)


def _nearness(forms: Forms, words: Sequence[Wanted]) -> Iterator[tuple[Grade, int]]:
    for number, word in enumerate(words):
        if any(_is_spelled(spelling, word) for spelling in forms.exact):
            yield Grade.EXACT, number
        elif not set(forms.lemmas).isdisjoint(word.lemmas):
            yield Grade.LEMMA, number
        elif not set(forms.parts).isdisjoint(word.lemmas):
            yield Grade.PART, number


def _is_spelled(spelling: str, word: Wanted) -> bool:
    return any(spelling == e or (word.is_prefix and spelling.startswith(e)) for e in word.exact)


def _cut(said: Said, found: Sequence[Token]) -> Excerpt:
    """Cut a text around the first word found, at the ends of words."""
    text, first = said.text, found[0]
    start = 0 if first.start <= BEFORE else text.rfind(" ", 0, first.start - BEFORE + 1) + 1
    start = max(start, first.start - 2 * BEFORE)
    end = min(len(text), max(start + LENGTH, first.end))
    if end < len(text):
        space = text.rfind(" ", first.end, end)
        end = space if space > 0 else end
    ahead, behind = "… " if start else "", " …" if end < len(text) else ""
    shift = len(ahead) - start
    marks = tuple(
        (t.start + shift, t.end + shift) for t in found if start <= t.start and t.end <= end
    )
    flat = "".join(" " if sign.isspace() else sign for sign in text[start:end])
    return Excerpt(said.where, said.detail, f"{ahead}{flat}{behind}", marks)
