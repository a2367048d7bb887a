"""Texts of our own wording, and reading them into a register as the product does."""

from __future__ import annotations

from django.db.models import QuerySet

from tests.factories import CountryFactory, MunicipalityFactory, somebody
from weltoffen.intake.actions import Upload, begin_run
from weltoffen.intake.carrying_out import carry_out
from weltoffen.intake.enums import AttemptState
from weltoffen.intake.fetching.types import Fetched, Known, NotModified
from weltoffen.intake.models import Attempt, Statement
from weltoffen.places.models import Municipality
from weltoffen.sources.models import Source

PAGE = """Städtepartnerschaften

Bielefeld hat drei Partnerstädte:

- Lyon, Frankreich, seit 1970
- Gdynia, Polen, seit 1973
- Zadar, Kroatien, seit 1981

Daneben gibt es eine Projektpartnerschaft mit Bondo (Kenia).
"""


def at_home() -> Municipality:
    """Record the home municipality of these tests."""
    return MunicipalityFactory(
        identifier="bielefeld",
        name={"de": "Bielefeld"},
        country=CountryFactory(code="DE", label={"de": "Deutschland"}),
    )


def no_network(address: str, known: Known | None) -> Fetched | NotModified:
    """Stand where files alone are read and nothing is fetched."""
    raise AssertionError(f"{address} should not be asked for")


def read(
    home: Municipality, text: str | bytes, name: str = "seite.txt", revises: Source | None = None
) -> Attempt:
    """Let a file be read, as a run of its own."""
    body = text.encode() if isinstance(text, str) else text
    upload = Upload(name, body, revises=revises)
    run = begin_run(home=home, by=somebody(), files=[upload])
    [attempt] = carry_out(run, fetch=no_network, by=somebody())
    assert attempt.state == AttemptState.READ, attempt.fault
    return attempt


def statements() -> QuerySet[Statement]:
    """Return all statements in the order of their text."""
    return Statement.objects.order_by("snapshot", "start", "id")
