"""Keep the catalogues: German is the language of the source, English its translation.

    .venv/bin/python tools/messages.py update     collect sentences, list those without English
    .venv/bin/python tools/messages.py compile    write the .mo beside the .po

Babel does the work, so that no gettext tools are needed; ``tests/architecture/test_catalogues.py``
holds both files against the source.
"""

from __future__ import annotations

import io
import sys
import tokenize
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "weltoffen"
PO = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS: dict[str, Any] = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "N_": None,
}
# The same at every run, so that a change of the catalogue shows only what changed.
FIRST = datetime(2026, 11, 22, tzinfo=UTC)
HEADER: dict[str, Any] = {
    "domain": "django",
    "project": "weltoffen",
    "version": "0",
    "copyright_holder": "weltoffen maintainers",
    "msgid_bugs_address": "",
    "last_translator": "weltoffen maintainers",
    "language_team": "English",
    "charset": "utf-8",
    "creation_date": FIRST,
    "revision_date": FIRST,
    "fuzzy": False,
}
METHODS = [
    ("**/static/**", "ignore"),
    ("**/migrations/**.py", "ignore"),
    ("**/jinja2/**.jinja", "jinja2.ext:babel_extract"),
    ("**.py", "python"),
]
OPTIONS = {
    "**/jinja2/**.jinja": {"trimmed": "true", "newstyle_gettext": "true", "silent": "false"},
}


def _of_django_templates() -> Iterator[tuple[str, int, Any, list[str], str | None]]:
    """Extract from the desk's Django templates, through Django's own rewriting."""
    import django
    from django.conf import settings
    from django.utils.translation.template import templatize

    if not settings.configured:
        settings.configure(USE_I18N=True)
        django.setup()
    # Texts are what allauth says after something was done.
    found_at = [*PACKAGE.glob("*/templates/**/*.html"), *PACKAGE.glob("*/templates/**/*.txt")]
    for path in sorted(found_at):
        rewritten = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        for number, line in enumerate(rewritten.splitlines(), start=1):
            # Django writes what a translate tag says as gettext(…), and a tag's argument as _(…).
            if "gettext" not in line and "_(" not in line:
                continue
            call = io.BytesIO(line.strip().encode())
            try:
                found = list(extract("python", call, KEYWORDS))
            except tokenize.TokenError as error:
                raise SystemExit(f"{path}:{number}: {error}") from error
            for _, message, comments, context in found:
                yield str(path.relative_to(PACKAGE)), number, message, comments, context


def collect() -> Catalog:
    """Return every sentence of the source, without translations."""
    catalog = Catalog(locale="en", **HEADER)
    found = list(
        extract_from_dir(
            PACKAGE,
            METHODS,
            OPTIONS,
            KEYWORDS,
            strip_comment_tags=True,
            comment_tags=("Übersetzung:",),
        )
    )
    for filename, line, message, comments, context in [*found, *_of_django_templates()]:
        catalog.add(
            message,
            None,
            [(Path(filename).as_posix(), line)],
            auto_comments=comments,
            context=context,
        )
    return catalog


def read() -> Catalog:
    """Return the English catalogue as it is kept."""
    if not PO.exists():
        return Catalog(locale="en", domain="django", fuzzy=False)
    with PO.open("rb") as file:
        return read_po(file, locale="en", domain="django")


def missing(kept: Catalog, wanted: Catalog) -> list[str]:
    """Return the sentences of the source that have no English yet."""
    absent = []
    for message in wanted:
        if not message.id:
            continue
        known = kept.get(message.id, message.context)
        filled = (
            known is not None
            and known.string
            and all([known.string] if isinstance(known.string, str) else known.string)
        )
        if not filled or (known is not None and known.fuzzy):
            absent.append(message.id if isinstance(message.id, str) else message.id[0])
    return absent


def compiled(catalog: Catalog) -> bytes:
    """Return the binary form of a catalogue."""
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def update() -> None:
    """Bring the catalogue up to the source; translations stay, sentences no longer used go."""
    kept, wanted = read(), collect()
    for message in wanted:
        known = kept.get(message.id, message.context) if message.id else None
        if known is not None:
            message.string = known.string
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as file:
        write_po(file, wanted, width=100, sort_output=True, omit_header=False, no_location=True)
    PO.with_suffix(".mo").write_bytes(compiled(read()))
    for sentence in missing(read(), wanted):
        print(sentence)


if __name__ == "__main__":
    if sys.argv[1:] == ["update"]:
        update()
    elif sys.argv[1:] == ["compile"]:
        PO.with_suffix(".mo").write_bytes(compiled(read()))
    else:
        raise SystemExit(__doc__)
