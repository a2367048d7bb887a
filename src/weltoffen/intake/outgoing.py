"""With whom this installation talks, as the operator has set it: the one place that reads it."""

from __future__ import annotations

from django.conf import settings

from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.intake.asking import Model

_NO_MODEL = N_(
    "Es ist kein Sprachmodell eingerichtet. Setzen Sie WELTOFFEN_MODEL=1, WELTOFFEN_MODEL_ADDRESS "
    "und WELTOFFEN_MODEL_NAME; docs/operate/outgoing.md sagt, was dann dorthin geht."
)


def model() -> Model:
    """Return the language model that may be asked. Raises ``Refused`` where none is set up."""
    if not settings.WELTOFFEN_MODEL:
        raise Refused(Problem("WELTOFFEN_MODEL", _NO_MODEL))
    return Model(
        address=settings.WELTOFFEN_MODEL_ADDRESS,
        name=settings.WELTOFFEN_MODEL_NAME,
        key=settings.WELTOFFEN_MODEL_KEY,
        seconds=settings.WELTOFFEN_MODEL_SECONDS,
    )
