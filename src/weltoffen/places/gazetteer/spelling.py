"""Names of towns and countries brought into forms that can be compared."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_APOSTROPHES = re.compile("['’‘‛´`ʹʻʼʽʾʿˈ′＇]")
# Accents of Latin letters, behind marks of other scripts too; elsewhere they make letters: й, ї.
_LATIN_MARKS = re.compile("(?<=[a-z])[^\\w\\s\\x00-\\x7f]*[\u0300-\u036f]+")
_LOOSE_MARKS = re.compile("[\u0300-\u036f]+")  # stress accents, once letters are composed
_LETTERS: Final = {
    "ł": "l", "ø": "o", "ı": "i", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe",
    "ħ": "h", "ŋ": "n", "ŧ": "t", "ə": "e",
}  # fmt: skip
_SPECIAL_LETTER = re.compile(f"[{''.join(_LETTERS)}]")
_GAPS = re.compile(r"[^\w\t\n|]+")
_EXPANSIONS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue",
     "Å": "Aa", "Ø": "Oe"}
)  # fmt: skip


def fold_text(text: str) -> str:
    """`fold` for many names at once; tab, newline and | separate names and are kept."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text)).casefold()
        text = unicodedata.normalize("NFKD", text)
        text = _SPECIAL_LETTER.sub(lambda found: _LETTERS[found[0]], text)
        text = unicodedata.normalize("NFC", _LATIN_MARKS.sub("", text))
        text = _LOOSE_MARKS.sub("", text)
    else:
        text = text.lower()
    return _GAPS.sub(" ", _APOSTROPHES.sub("", text).replace("_", " "))


def fold(name: str) -> str:
    """The form in which names are compared; folding it again changes nothing.

    Case, accents of Latin letters, apostrophes of every kind and punctuation do not count:
    "Xi´an" is "xian", "Łódź" is "lodz", "Halle (Saale)" is "halle saale".
    """
    return " ".join(fold_text(name).replace("|", " ").split())


# German ways of saying which town of the name is meant, in folded form, with their abbreviations
# ("a. d. Ruhr"); the words that follow name the river, hills or region.
_CONNECTOR = re.compile(
    r"^(\w\w.*?) (?:am|an der|an den|an dem|im|in der|in den|in|ob der|bei|auf der|unter|vor der"
    r"|a d|a|i d|i|o d|b) (\w.*)$"
)
_ABBREVIATED = re.compile(r"^(\w\w.*?) (?:a d|a|i d|i|o d|b) (\w{1,3})$")
_SAINT = re.compile(r"^(?:sankt|saint|sainte|ste) (?=\w)")
_SET_OFF = re.compile("[(,/]")
# Whether a name needs more than its folded form; asked once for a whole row of names.
NEEDS_CARE = re.compile(
    r"[(/äöüåøÄÖÜÅØ]| (?:a[mnu]|i[mn]|ob|bei|unter|vor) |(?:^|\|)(?:Sankt|Sainte?|Ste)[ -]"
)


def spellings(name: str) -> tuple[str, ...]:
    """Folded forms of one spelling: as it stands, and with ü as ue where that differs."""
    plain = fold(name)
    if name.isascii():
        return (plain,)
    expanded = fold(unicodedata.normalize("NFC", name).translate(_EXPANSIONS))
    return (plain,) if expanded == plain else (plain, expanded)


def joined(key: str) -> str:
    """One form for "Mülheim an der Ruhr", "a. d. Ruhr" and "(Ruhr)"; for "Sankt" and "St."."""
    found = _CONNECTOR.match(key)
    return _SAINT.sub("st ", f"{found[1]} {found[2]}" if found else key)


def qualified(name: str) -> tuple[str, str] | None:
    """Name and qualifier where punctuation parts them: "Halle (Saale)", "Halle/Saale",
    "Buffalo, New York"; None otherwise."""
    sign = _SET_OFF.search(name)
    parts = (name[: sign.start()].strip(), name[sign.end() :].strip(" )")) if sign else ("", "")
    return parts if all(map(fold, parts)) else None


def unqualified(name: str) -> str:
    """The name without bracket, slash part or "am X", folded; '' where it has none of them."""
    parts = qualified(name)
    key = fold(parts[0] if parts else name)
    connected = _CONNECTOR.match(key)
    if connected:
        return connected[1]
    return key if parts else ""


def shortened(name: str) -> tuple[str, ...]:
    """Keys of a qualified name: without its qualifier, and with the first letter of it, so that
    "Frankfurt am Main" is found as "Frankfurt" and "Frankfurt/M."; none for other names."""
    bare = unqualified(name)
    alike = joined(bare)
    rest = joined(fold(name)).removeprefix(alike).strip()
    return (bare, alike, f"{alike} {rest[:1]}") if bare and rest else ()


def abbreviated(key: str) -> str:
    """The last of the `shortened` keys for a key as abbreviated as "freiburg i br"; else ''."""
    found = _ABBREVIATED.match(key)
    return f"{found[1]} {found[2][:1]}" if found else ""
