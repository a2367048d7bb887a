"""With whom this installation talks, as the operator has set it: the one place that reads it."""

from __future__ import annotations

from ipaddress import ip_address
from pathlib import Path

from django.conf import settings

from weltoffen.ground.problems import N_, Problem, Refused
from weltoffen.intake.asking import Model
from weltoffen.intake.fetching import Endpoint, Limits, Policy

_NO_FETCHING = N_(
    "Diese Installation ruft keine Seiten anderer ab. Speichern Sie die Seite im Browser, und "
    "legen Sie die Datei ab; oder wer weltoffen betreibt, setzt WELTOFFEN_FETCH=1 und "
    "WELTOFFEN_CONTACT (docs/operate/outgoing.md)."
)
_NO_MODEL = N_(
    "Es ist kein Sprachmodell eingerichtet. Setzen Sie WELTOFFEN_MODEL=1, WELTOFFEN_MODEL_ADDRESS "
    "und WELTOFFEN_MODEL_NAME; docs/operate/outgoing.md sagt, was dann dorthin geht."
)


def policy() -> Policy:
    """Return what may be fetched and how. Raises ``Refused`` where nothing may."""
    if not settings.WELTOFFEN_FETCH:
        raise Refused(Problem("WELTOFFEN_FETCH", _NO_FETCHING))
    seconds = settings.WELTOFFEN_FETCH_SECONDS
    usual = Limits()
    limits = Limits(
        connecting=min(usual.connecting, seconds),
        reading=min(usual.reading, seconds),
        in_all=seconds,
        size=int(settings.WELTOFFEN_FETCH_MEGABYTES * 1_000_000),
    )
    return Policy(
        contact=settings.WELTOFFEN_CONTACT,
        exceptions=frozenset(
            Endpoint(ip_address(ip), port) for ip, port in settings.WELTOFFEN_FETCH_INTERNAL
        ),
        limits=limits,
        pause=settings.WELTOFFEN_FETCH_PAUSE,
        # Two may wait before a third is refused, whatever the pause.
        longest_wait=max(60.0, 3 * settings.WELTOFFEN_FETCH_PAUSE),
        authorities=authorities(),
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
        authorities=authorities(),
    )


def model_if_any() -> Model | None:
    """Return the language model that reads beside the rules, None where none is set up."""
    return model() if settings.WELTOFFEN_MODEL else None


def authorities() -> Path | None:
    """Return the file of certificates that are trusted beside the system's, if one is set."""
    return Path(settings.WELTOFFEN_AUTHORITIES) if settings.WELTOFFEN_AUTHORITIES else None
