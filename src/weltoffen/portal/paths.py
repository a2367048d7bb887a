"""The portal's addresses, worked out once per language: a list of pages asks for hundreds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.urls import get_script_prefix, reverse
from django.utils import translation

_LISTED = ("relation", "source", "theme", "disagreement", "organisation", "counting-rule")
_ARGUMENT = {"counting-rule": "rule"}


@dataclass(frozen=True, slots=True)
class Paths:
    """Addresses in one language; each method takes the identifier of what it leads to."""

    before: dict[str, str]
    prefix: str

    def relation(self, identifier: str) -> str:
        """Return the address of a relation's page."""
        return f"{self.before['relation']}{identifier}/"

    def act(self, relation: str, act: str) -> str:
        """Return the address of an act on its relation's page."""
        return f"{self.before['relation']}{relation}/#act-{act}"

    def source(self, identifier: str) -> str:
        """Return the address of a source's page."""
        return f"{self.before['source']}{identifier}/"

    def passage(self, source: str, number: int) -> str:
        """Return the address of a passage on its source's page."""
        return f"{self.before['source']}{source}/#passage-{number}"

    def theme(self, identifier: str) -> str:
        """Return the address of a theme's page."""
        return f"{self.before['theme']}{identifier}/"

    def disagreement(self, identifier: str) -> str:
        """Return the address of one entry of the ledger."""
        return f"{self.before['disagreement']}{identifier}/"

    def organisation(self, identifier: str) -> str:
        """Return the address of an organisation's page."""
        return f"{self.before['organisation']}{identifier}/"

    def rule(self, name: str) -> str:
        """Return the address of a counting rule's page."""
        return f"{self.before['counting-rule']}{name}/"

    def permanent(self, identifier: str) -> str:
        """Return the permanent address, the same in every language."""
        return f"{self.prefix}id/{identifier}"


@lru_cache(maxsize=64)
def _paths(language: str, prefix: str) -> Paths:
    before = {}
    with translation.override(language):
        for name in _LISTED:
            example = reverse(f"portal:{name}", kwargs={_ARGUMENT.get(name, "identifier"): "0"})
            before[name] = example.removesuffix("0/")
    return Paths(before, prefix)


def paths(language: str) -> Paths:
    """Return the addresses in a language."""
    return _paths(language, get_script_prefix())


@lru_cache(maxsize=4096)
def _path(language: str, prefix: str, route: str, arguments: tuple[tuple[str, str], ...]) -> str:
    with translation.override(language):
        return reverse(f"portal:{route}", kwargs=dict(arguments))


def path_of(language: str, route: str, arguments: tuple[tuple[str, str], ...] = ()) -> str:
    """Return the address of one page in a language; ``route`` as named in ``portal.urls``."""
    return _path(language, get_script_prefix(), route, arguments)
