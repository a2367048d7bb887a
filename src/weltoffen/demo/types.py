"""What a register's files say, entry by entry: values, no tables.

Each class is the schema of one kind of entry: its fields have the names that stand in the files,
and each says how it is read. Texts per language are ``{"de": …, "en": …}``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from weltoffen.demo.entry_shapes import Entry, entry
from weltoffen.demo.field_readers import (
    Reference,
    Texts,
    country_code,
    day,
    digest,
    edtf_date,
    edtf_interval,
    identifier,
    many,
    named,
    number,
    one_of,
    text,
    truth,
    whole_number,
    wording,
)
from weltoffen.ground.dates import parse_date
from weltoffen.ground.problems import N_, Problem
from weltoffen.organisations.enums import OrganisationKind
from weltoffen.relations.enums import ActKind, InstrumentKind, Phase, Side, Status, ThemeKind
from weltoffen.sources.enums import Publisher, SourceKind, Standing

_HALF_A_POINT = N_(
    "Zu einem Punkt auf der Erde gehören Breite und Länge. Ergänzen Sie die fehlende oder nehmen "
    "Sie beide heraus."
)
_NOT_ON_EARTH = N_(
    "Dieser Punkt liegt nicht auf der Erde. Die Breite reicht von -90 bis 90, die Länge von -180 "
    "bis 180 Grad."
)
_QUOTE_OR_GIST = N_(
    "Eine Textstelle hat entweder einen Wortlaut (quote) oder sagt in eigenen Worten, was die "
    "Quelle berichtet (gist). Geben Sie genau eines davon an."
)
_NO_NAME = N_("Die Organisation hat keinen Namen. Geben Sie unter „names“ mindestens einen an.")
_NO_CITATION = N_(
    "Der Akt hat keinen Beleg. Führen Sie unter „citations“ die Textstelle an, die ihn zeigt."
)
_TERM_TOO_EARLY = N_(
    "Die Befristung endet am %(until)s, bevor der Akt beginnt. Geben Sie einen Tag nach dem %(on)s "
    "an."
)
_KNOWN_TOO_EARLY = N_(
    "Der Tag liegt vor dem frühesten möglichen Tag des Akts, dem %(on)s. Berichtigen Sie eines von "
    "beiden."
)
_ONE_COUNTERPART = N_(
    "Eine Beziehung hat genau eine andere Seite. Geben Sie entweder „municipality“, „network“ oder "
    "„instrument“ an."
)
_NO_EARLIER_ACT = N_(
    "Ein Akt berichtigt einen früheren Eintrag derselben Beziehung. Nennen Sie einen Akt, der in "
    "dieser Beziehung weiter oben steht."
)
_TWO_ANSWERS = N_("Ein Widerspruch hat mindestens zwei Antworten. Ergänzen Sie die zweite.")
_ONE_USED = N_(
    "Die Stadt kann nur eine Antwort verwenden. Lassen Sie „is_used: true“ nur bei einer stehen."
)
_NO_REASON = N_("Es fehlt, warum die Stadt diese Antwort verwendet. Ergänzen Sie „reason“.")


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryEntry(Entry):
    """A country under the label that the city's policy gives it."""

    code: Annotated[str, country_code]
    label: Annotated[Texts, wording]
    policy: Annotated[Texts | None, wording] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MunicipalityEntry(Entry):
    """A city; coordinates are WGS 84 degrees."""

    identifier: Annotated[str, identifier]
    name: Annotated[Texts, wording]
    country: Annotated[Reference, named("country")]
    endonym: Annotated[str, text] = ""
    script: Annotated[str, text] = ""
    region: Annotated[str, text] = ""
    is_named: Annotated[bool, truth] = True
    geonames_id: Annotated[int | None, whole_number] = None
    wikidata_id: Annotated[str, text] = ""
    ags: Annotated[str, text] = ""
    latitude: Annotated[float | None, number] = None
    longitude: Annotated[float | None, number] = None

    def problems(self) -> Iterator[Problem]:
        """Judge the point on earth."""
        if (self.latitude is None) != (self.longitude is None):
            yield self.spot.at("latitude").problem(_HALF_A_POINT)
        elif abs(self.latitude or 0) > 90 or abs(self.longitude or 0) > 180:
            yield self.spot.at("latitude").problem(_NOT_ON_EARTH)


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotEntry(Entry):
    """What was received of a source; without checksum, nobody here has its wording."""

    received_on: Annotated[date, day]
    media_type: Annotated[str, text] = ""
    sha256: Annotated[str, digest] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEntry(Entry):
    """A page, paper or text that says something."""

    identifier: Annotated[str, identifier]
    kind: Annotated[SourceKind, one_of(SourceKind)]
    standing: Annotated[Standing, one_of(Standing)]
    publisher_side: Annotated[Publisher, one_of(Publisher)]
    title: Annotated[str, text]
    publisher: Annotated[str, text]
    address: Annotated[str, text] = ""
    paper_number: Annotated[str, text] = ""
    content_date: Annotated[str, edtf_date] = "XXXX"
    content_note: Annotated[Texts | None, wording] = None
    language: Annotated[str, text] = "de"
    snapshot: Annotated[SnapshotEntry, entry(SnapshotEntry)]


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageEntry(Entry):
    """Words of a source; ``key`` names them within the files only.

    ``start`` is the quote's offset in characters of the file as received.
    """

    key: Annotated[str, identifier]
    source: Annotated[Reference, named("source")]
    quote: Annotated[str, text] = ""
    start: Annotated[int | None, whole_number] = None
    gist: Annotated[Texts | None, wording] = None
    locator: Annotated[str, text] = ""

    def problems(self) -> Iterator[Problem]:
        """Judge that it quotes or renders."""
        if bool(self.quote) == bool(self.gist):
            yield self.spot.at("quote").problem(_QUOTE_OR_GIST)


@dataclass(frozen=True, slots=True, kw_only=True)
class NameEntry(Entry):
    """A name, when it was borne, and the passage that shows it."""

    name: Annotated[Texts, wording]
    valid: Annotated[str, edtf_interval] = "../.."
    passage: Annotated[Reference | None, named("passage")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationEntry(Entry):
    """A body with its names, the one it bears first."""

    identifier: Annotated[str, identifier]
    kind: Annotated[OrganisationKind, one_of(OrganisationKind)]
    names: Annotated[tuple[NameEntry, ...], many(entry(NameEntry))]
    municipality: Annotated[Reference | None, named("municipality")] = None
    task: Annotated[Texts | None, wording] = None
    website: Annotated[str, text] = ""
    street: Annotated[str, text] = ""
    postal_code: Annotated[str, text] = ""
    locality: Annotated[str, text] = ""

    def problems(self) -> Iterator[Problem]:
        """Judge that it has a name."""
        if not self.names:
            yield self.spot.at("names").problem(_NO_NAME)


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionEntry(Entry):
    """A dated version of an instrument's text."""

    label: Annotated[str, text]
    dated: Annotated[str, edtf_date]
    passage: Annotated[Reference, named("passage")]


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyEntry(Entry):
    """One duty that an instrument brings."""

    code: Annotated[str, text]
    role: Annotated[Texts, wording]
    wording: Annotated[Texts, wording]
    passage: Annotated[Reference, named("passage")]


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentEntry(Entry):
    """A charter, pledge, resolution, initiative or title."""

    identifier: Annotated[str, identifier]
    kind: Annotated[InstrumentKind, one_of(InstrumentKind)]
    name: Annotated[Texts, wording]
    description: Annotated[Texts | None, wording] = None
    issuer: Annotated[Reference | None, named("organisation")] = None
    website: Annotated[str, text] = ""
    accession_path: Annotated[tuple[ActKind, ...], many(one_of(ActKind))] = ()
    versions: Annotated[tuple[VersionEntry, ...], many(entry(VersionEntry))] = ()
    duties: Annotated[tuple[DutyEntry, ...], many(entry(DutyEntry))] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeEntry(Entry):
    """A field of cooperation, or one of the 17 goals."""

    identifier: Annotated[str, identifier]
    kind: Annotated[ThemeKind, one_of(ThemeKind)]
    label: Annotated[Texts, wording]
    number: Annotated[int | None, whole_number] = None
    description: Annotated[Texts | None, wording] = None
    said_of: Annotated[Phase | str, one_of(Phase)] = ""
    passage: Annotated[Reference | None, named("passage")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TagEntry(Entry):
    """That a relation is about a theme, as a passage says."""

    theme: Annotated[Reference, named("theme")]
    passage: Annotated[Reference, named("passage")]


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectsEntry(Entry):
    """What an act changed; ``term_until`` is the first day on which it no longer holds."""

    phase: Annotated[Phase | str, one_of(Phase)] = ""
    bond: Annotated[Status | str, one_of(Status)] = ""
    channel: Annotated[Status | str, one_of(Status)] = ""
    exchange: Annotated[Status | str, one_of(Status)] = ""
    civil: Annotated[Status | str, one_of(Status)] = ""
    term_until: Annotated[date | None, day] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatoryEntry(Entry):
    """Who signed, as the holder of an office; never a bare name."""

    side: Annotated[Side, one_of(Side)]
    office: Annotated[Texts, wording]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActEntry(Entry):
    """Something that happened, or a source's word on how things stand."""

    identifier: Annotated[str, identifier]
    kind: Annotated[ActKind, one_of(ActKind)]
    on: Annotated[str, edtf_date]
    title: Annotated[Texts, wording]
    citations: Annotated[tuple[Reference, ...], many(named("passage"))]
    side: Annotated[Side, one_of(Side)] = Side.UNKNOWN
    known_by: Annotated[date | None, day] = None
    body: Annotated[Reference | None, named("organisation")] = None
    place: Annotated[Reference | None, named("municipality")] = None
    paper_number: Annotated[str, text] = ""
    note: Annotated[Texts | None, wording] = None
    effects: Annotated[EffectsEntry | None, entry(EffectsEntry)] = None
    wording: Annotated[Texts | None, wording] = None
    signatories: Annotated[tuple[SignatoryEntry, ...], many(entry(SignatoryEntry))] = ()
    corrects: Annotated[Reference | None, named("act")] = None

    def problems(self) -> Iterator[Problem]:
        """Judge the proof, and that nothing ends before it begins."""
        on = parse_date(self.on).earliest
        if not self.citations:
            yield self.spot.at("citations").problem(_NO_CITATION)
        until = self.effects.term_until if self.effects else None
        if self.effects and until is not None and until <= on:
            spot = self.effects.spot.at("term_until")
            yield spot.problem(_TERM_TOO_EARLY, on=on, until=until)
        if self.known_by is not None and self.known_by < on:
            yield self.spot.at("known_by").problem(_KNOWN_TOO_EARLY, on=on)


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationEntry(Entry):
    """A relation of a home municipality with one counterpart, and its acts."""

    identifier: Annotated[str, identifier]
    home: Annotated[Reference, named("municipality")]
    municipality: Annotated[Reference | None, named("municipality")] = None
    network: Annotated[Reference | None, named("organisation")] = None
    instrument: Annotated[Reference | None, named("instrument")] = None
    lead: Annotated[Reference | None, named("organisation")] = None
    summary: Annotated[Texts, wording]
    open_question: Annotated[str, text] = ""
    themes: Annotated[tuple[TagEntry, ...], many(entry(TagEntry))] = ()
    acts: Annotated[tuple[ActEntry, ...], many(entry(ActEntry))] = ()

    def problems(self) -> Iterator[Problem]:
        """Judge the counterpart, and that corrections point at earlier acts of this relation."""
        if [self.municipality, self.network, self.instrument].count(None) != 2:
            yield self.spot.at("municipality").problem(_ONE_COUNTERPART)
        earlier: set[str] = set()
        for act in self.acts:
            if act.corrects is not None and act.corrects.name not in earlier:
                yield act.corrects.spot.problem(_NO_EARLIER_ACT)
            earlier.add(act.identifier)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerEntry(Entry):
    """One source's answer to a question on which sources disagree."""

    answer: Annotated[Texts, wording]
    passage: Annotated[Reference, named("passage")]
    is_used: Annotated[bool, truth] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DisagreementEntry(Entry):
    """A question with all its answers."""

    identifier: Annotated[str, identifier]
    home: Annotated[Reference, named("municipality")]
    question: Annotated[Texts, wording]
    answers: Annotated[tuple[AnswerEntry, ...], many(entry(AnswerEntry))]
    relation: Annotated[Reference | None, named("relation")] = None
    reason: Annotated[Texts | None, wording] = None
    settled: Annotated[bool, truth] = False

    def problems(self) -> Iterator[Problem]:
        """Judge the answers."""
        used = sum(answer.is_used for answer in self.answers)
        if len(self.answers) < 2:
            yield self.spot.at("answers").problem(_TWO_ANSWERS)
        if used > 1:
            yield self.spot.at("answers").problem(_ONE_USED)
        if used and self.reason is None:
            yield self.spot.at("reason").problem(_NO_REASON)


@dataclass(frozen=True, slots=True)
class Register:
    """All that a folder says, checked."""

    countries: tuple[CountryEntry, ...]
    sources: tuple[SourceEntry, ...]
    passages: tuple[PassageEntry, ...]
    municipalities: tuple[MunicipalityEntry, ...]
    organisations: tuple[OrganisationEntry, ...]
    instruments: tuple[InstrumentEntry, ...]
    themes: tuple[ThemeEntry, ...]
    relations: tuple[RelationEntry, ...]
    ledger: tuple[DisagreementEntry, ...]
