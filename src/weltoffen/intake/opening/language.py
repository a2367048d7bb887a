"""In which of the three languages a text is written, by its small words.

Counting them is enough: every third or fourth word of a sentence is one. Words that languages share
count for each of them. Lists of names have none; then nothing is said. No library: those that exist
guess among a hundred languages, and take the name of a town for a sentence.
"""

from __future__ import annotations

import re
from collections import Counter

_READ = ("de", "en", "fr")
# The neighbours are here so that a text in one of them is not taken for one of the three.
_SMALL_WORDS = {
    "de": "und der die das den dem des ein eine einer einen ist sind war wurde wird werden nicht "
    "in mit für von vom zu zum zur auf bei nach aus als auch seit zwischen über durch sich sie wir "
    "hat haben im am oder",
    "en": "the and of to in is are was were has have with for from by as an at its their which "
    "that this these between since been not we our it be or on a",
    "fr": "le la les des de du et est en sont était une un dans pour avec par sur au aux qui que "
    "ce cette ses leur depuis entre nous pas plus il elle ont été ou a à",
    "nl": "de het een en van in is op te dat die voor met zijn aan door ook bij er niet werd "
    "tussen sinds naar heeft hebben",
    "es": "el la los las de del y en un una que es con por para al se su fue desde entre no más "
    "ha son a o",
    "it": "il la lo gli le di del della e in un una che è con per dal dalla da sono si nel nella "
    "tra ha al dei alla a",
    "da": "og i at det en den til er som på de med af for der et fra har var ikke om ved blev "
    "siden",
    "pl": "i w na z do się jest od o że oraz przez są dla po jako roku był za to",
}
_LANGUAGES: dict[str, list[str]] = {}
for _code, _words in _SMALL_WORDS.items():
    for _word in _words.split():
        _LANGUAGES.setdefault(_word, []).append(_code)
_WORD = re.compile(r"[^\W\d_]+")
_LOOKED_AT = 50_000
"""Characters; more would say the same."""
_LEAST = 5
"""Small words below which nothing is said."""
_LEAST_SHARE = 0.1
"""Of all words; running text has three times as many, lists with sentences between them fewer."""
_LEAST_LEAD = 1.5
"""How many times as many small words as in the next language."""


def language_of(text: str) -> str:
    """Return ``de``, ``en`` or ``fr`` where the words of a text say so clearly, otherwise ""."""
    words = [word.lower() for word in _WORD.findall(text[:_LOOKED_AT])]
    counts = Counter(code for word in words for code in _LANGUAGES.get(word, ()))
    (best, most), (_next, second) = [*counts.most_common(2), ("", 0), ("", 0)][:2]
    if most < max(_LEAST, _LEAST_SHARE * len(words), _LEAST_LEAD * second):
        return ""
    return best if best in _READ else ""
