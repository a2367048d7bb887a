"""The editorial pages that every installation has: where they lie and how they begin.

Their first wording is in ``data/editorial.yaml``; from then on editors own it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

SLUGS: Mapping[str, Mapping[str, str]] = {
    "imprint": {"de": "impressum", "en": "imprint"},
    "privacy": {"de": "datenschutz", "en": "privacy"},
    "accessibility": {"de": "barrierefreiheit", "en": "accessibility"},
}
"""Address of each page per role and language. The footer of every page leads there, without a
look-up, so these addresses are fixed."""


@dataclass(frozen=True, slots=True)
class Opening:
    """How an editorial page begins its life.

    ``body`` holds (block, value): a heading, a paragraph of plain text, or a list of such.
    """

    role: str
    language: str
    slug: str
    title: str
    intro: str
    body: tuple[tuple[str, Any], ...]


@cache
def openings() -> tuple[Opening, ...]:
    """Return the first wording of every page in every language."""
    text = files("weltoffen.portal").joinpath("data/editorial.yaml").read_text("utf-8")
    return tuple(
        Opening(
            role=role,
            language=language,
            slug=SLUGS[role][language],
            title=said["title"],
            intro=said["intro"],
            body=tuple(_block(block) for block in said["body"]),
        )
        for role, languages in yaml.safe_load(text).items()
        for language, said in languages.items()
    )


def _block(written: Mapping[str, Any]) -> tuple[str, Any]:
    ((kind, value),) = written.items()
    return kind, value
