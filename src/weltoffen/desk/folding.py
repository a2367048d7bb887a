"""Text as it is compared when somebody searches: the same on SQLite and on PostgreSQL.

Capitals, accents and apostrophes do not count, and ß, æ, œ, þ are two letters. Of ä, ö, ü, å, ø
there are two spellings, o and oe; a folded column has both, so that "goteborg", "goeteborg" and
"Göteborg" all find "Göteborg". One table of letters serves Python and both databases.
"""

from __future__ import annotations

from itertools import chain
from typing import Any, Final
from unicodedata import normalize

from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Concat, Replace
from django.db.models.lookups import Contains

from weltoffen.places.gazetteer.spelling import fold

EXPANDED: Final = {
    "ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe",
    "Ä": "ae", "Ö": "oe", "Ü": "ue", "Å": "aa", "Ø": "oe",
}  # fmt: skip
TWO_LETTERS: Final = {
    "ß": "ss", "ẞ": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "þ": "th", "Þ": "th",
}  # fmt: skip
DROPPED: Final = "".join(map(chr, range(0x300, 0x370))) + "'’‘‛´`ʹʻʼʽʾʿˈ′＇"
"""Accents that are letters of their own in the text, and apostrophes."""
BETWEEN: Final = "\x1f"
"""Between both spellings in a folded column; nobody types it."""
_LETTERS: Final = chain(
    range(0x41, 0x5B), range(0xC0, 0x250), range(0x370, 0x530), range(0x1E00, 0x2000)
)
SINGLE: Final = {
    chr(code): folded
    for code in _LETTERS
    if chr(code) not in TWO_LETTERS
    and chr(code).isalpha()
    and len(folded := fold(chr(code))) == 1
    and folded != chr(code)
}
"""Capitals and accented letters, Latin, Greek and Cyrillic, with the letter that they stand for."""
_PLAIN: Final = str.maketrans(SINGLE | TWO_LETTERS | dict.fromkeys(DROPPED, ""))
_EXPANDED: Final = str.maketrans(SINGLE | TWO_LETTERS | dict.fromkeys(DROPPED, "") | EXPANDED)


def spelled(text: str) -> tuple[str, ...]:
    """Return a text as it is compared: as it stands, and with ö as oe where that differs."""
    text = normalize("NFC", text)
    plain, expanded = text.translate(_PLAIN), text.translate(_EXPANDED)
    return (plain,) if plain == expanded else (plain, expanded)


def folded_column(text: str | None) -> str | None:
    """Return a column's text with both spellings; what SQLite calls for each row."""
    return None if text is None else BETWEEN.join(spelled(text))


SQLITE_NAME: Final = "weltoffen_folded"


def teach_sqlite(connection: Any, **kwargs: Any) -> None:
    """Give a fresh connection to SQLite the function; PostgreSQL has all it needs."""
    if connection.vendor == "sqlite":
        connection.connection.create_function(SQLITE_NAME, 1, folded_column, deterministic=True)


class Folded(Func):
    """A text column, folded by the database."""

    function = SQLITE_NAME
    arity = 1
    output_field = models.TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Fold by PostgreSQL's own functions."""
        column = Func(
            self.source_expressions[0], template="normalize(%(expressions)s::text, NFC)",
            output_field=models.TextField(),
        )  # fmt: skip
        spellings = (_folded(column, {}), Value(BETWEEN), _folded(column, EXPANDED))
        both = Concat(*spellings, output_field=models.TextField())
        return compiler.compile(both)


def _folded(column: Any, first: dict[str, str]) -> Any:
    for letter, letters in (first | TWO_LETTERS).items():
        column = Replace(column, Value(letter), Value(letters), output_field=models.TextField())
    # What has no counterpart at the end of the second list is dropped.
    lists = ("".join(SINGLE) + DROPPED, "".join(SINGLE.values()))
    return Func(column, *map(Value, lists), function="TRANSLATE", output_field=models.TextField())


def has(column: str, word: str) -> Q:
    """Return the condition that a word occurs in a column, in any spelling."""
    found = Q()
    for spelling in spelled(word):
        found |= Q(Contains(Folded(F(column)), spelling))
    return found
