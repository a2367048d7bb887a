"""What asking a language model takes and gives: values, no sockets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from weltoffen.ground.problems import N_, Problem
from weltoffen.intake.types import Found

VERSION = 1
"""Raised when asking or checking changes what is found; it stands in every finding's rule."""
HIGHEST_CONFIDENCE = 0.6
"""No finding of a model is surer than this, so that none ever counts as certain."""


@dataclass(frozen=True, slots=True)
class Model:
    """The chat endpoint that the operator has set up.

    ``address`` is the base of an OpenAI-compatible interface (``https://…/v1``), ``name`` the model
    asked for there, ``key`` what is sent as the bearer's token, "" for none. ``seconds`` is how
    long one answer may take in all. ``authorities`` is a file of certificates to trust beside the
    system's.
    """

    address: str
    name: str
    key: str = field(default="", repr=False)
    seconds: float = 120.0
    authorities: Path | None = None

    @property
    def rule(self) -> str:
        """Return what a finding of this model names as its rule."""
        return f"model:{self.name}/{VERSION}"


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a text that is sent at once: ``text[start:end]``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ProposedRelation:
    """A relation as a model proposes it, "" where it says nothing; nothing is believed yet."""

    quote: str
    name: str
    home: str
    kind: str
    status: str
    country: str
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class ProposedCount:
    """A number of something as a model proposes it: nothing in it is believed yet."""

    quote: str
    of: str
    value: float


Proposed = ProposedRelation | ProposedCount


class Reason(StrEnum):
    """Why a proposal, or a part of it, was dropped."""

    SHAPE = "shape"
    QUOTE = "quote"
    LONG = "long"
    NAME = "name"
    HOME = "home"
    WORD = "word"
    NUMBER = "number"
    DATE = "date"
    EXACTNESS = "exactness"
    COUNTRY = "country"


REASONS: Mapping[Reason, str] = {
    Reason.SHAPE: N_("hat nicht die verlangte Form"),
    Reason.QUOTE: N_("Zitat steht nicht wörtlich im Text"),
    Reason.LONG: N_("Zitat ist zu lang, um etwas zu belegen"),
    Reason.NAME: N_("Name steht nicht beim Zitat"),
    Reason.HOME: N_("wessen Beziehung es ist, steht nicht beim Zitat"),
    Reason.WORD: N_("Art oder Stand ist keiner der vorgesehenen"),
    Reason.NUMBER: N_("Zahl steht nicht im Zitat"),
    Reason.DATE: N_("Datum steht nicht beim Zitat; nur das Datum wurde verworfen"),
    Reason.EXACTNESS: N_("Datum ist genauer als der Text; das Jahr wurde behalten"),
    Reason.COUNTRY: N_("Land passt nicht zum Ort; nur das Land wurde verworfen"),
}
"""Each reason in words, as catalogue keys."""


@dataclass(frozen=True, slots=True)
class Consulted:
    """What came of asking: what held, how often something was dropped and why, what went wrong."""

    found: tuple[Found, ...]
    dropped: Mapping[Reason, int]
    problems: tuple[Problem, ...] = ()
