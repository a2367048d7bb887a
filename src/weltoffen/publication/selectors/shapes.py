"""Which columns of the register's tables the public pages read, as light rows."""

from __future__ import annotations

from typing import Any

from weltoffen.ground.languages import LANGUAGES
from weltoffen.publication.selectors.prepared import Shape


def _worded(*fields: str) -> list[str]:
    return [f"{field}_{language}" for field in fields for language in LANGUAGES]


class _Counterparts:
    """What a relation says of its one other side, as the model does."""

    __slots__ = ()

    municipality: Any
    network: Any
    instrument: Any

    @property
    def counterpart(self) -> Any:
        """Return the one counterpart."""
        return self.municipality or self.network or self.instrument

    @property
    def counterpart_kind(self) -> str:
        """Return ``"municipality"``, ``"network"`` or ``"instrument"``."""
        if self.municipality is not None:
            return "municipality"
        return "network" if self.network is not None else "instrument"


COUNTRY = Shape("pk", "code", *_worded("label"))
PLACE = Shape(
    "pk", "identifier", "endonym", "script", "region", "is_named", "geonames_id", "wikidata_id",
    "latitude", "longitude", "country_id", "made_from", *_worded("name"), country=COUNTRY,
)  # fmt: skip
HOME = Shape(
    "pk", "identifier", "latitude", "longitude", "country_id", "made_from", *_worded("name"),
    country=Shape("pk", "code"),
)  # fmt: skip
NAMED_PLACE = Shape("pk", "visibility", "made_from", *_worded("name"))
ORGANISATION = Shape("pk", "identifier", "visibility", "website")
INSTRUMENT = Shape(
    "pk", "identifier", "kind", "website", "accession_path", "made_from",
    *_worded("name", "description"),
)  # fmt: skip
RELATION = Shape(
    "pk", "identifier", "sort_name", "home_id", "network_id", "lead_id", "made_from",
    *_worded("summary"),
    also=_Counterparts,
    home=HOME,
    municipality=PLACE,
    network=ORGANISATION,
    instrument=INSTRUMENT,
)  # fmt: skip
SOURCE = Shape(
    "pk", "identifier", "title", "publisher", "kind", "standing", "address", "paper_number",
    "content_date", "language", "visibility", "made_from", *_worded("content_note"),
)  # fmt: skip
SNAPSHOT = Shape("pk", "received_on", "sha256", "has_body", source=SOURCE)
PASSAGE = Shape("pk", "quote", "start", "locator", *_worded("gist"), snapshot=SNAPSHOT)
ACT = Shape(
    "pk", "identifier", "kind", "on", "known_by", "earliest", "latest", "side", "body_id",
    "paper_number", "phase", "bond", "channel", "exchange", "civil", "term_until", "planned_for",
    "recorded_at", "made_from", *_worded("title", "note", "wording"),
    place=NAMED_PLACE,
    body=Shape("pk", "visibility", merged_into=Shape("pk", "visibility")),
)  # fmt: skip
CITATION = Shape("pk", "act_id", act=ACT, passage=PASSAGE)
SIGNATORY = Shape("act_id", *_worded("office"))
NAME = Shape("pk", "organisation_id", "earliest", "latest", "made_from", *_worded("name"))
THEME_LINK = Shape(
    "pk",
    theme=Shape(
        "pk", "identifier", "kind", "number", "said_of", *_worded("label", "description")
    ),
    passage=PASSAGE,
)  # fmt: skip
POSITION = Shape(
    "pk", "disagreement_id", "is_used", *_worded("answer"),
    disagreement=Shape(
        "pk", "identifier", "settled", "relation_id", "made_from", *_worded("question", "reason"),
        relation=Shape("pk", "identifier"),
    ),
    passage=PASSAGE,
)  # fmt: skip
VERSION = Shape("pk", "label", "dated", passage=PASSAGE)
DUTY = Shape("pk", "code", *_worded("role", "wording"), passage=PASSAGE)
EVIDENCE = Shape("pk", *_worded("measure"), passage=PASSAGE)
NEWS = Shape(
    "pk", "identifier", "kind", "on", "relation_id", "made_from", *_worded("title"),
    relation=Shape("pk", "identifier"),
)  # fmt: skip
