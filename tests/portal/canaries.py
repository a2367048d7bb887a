"""A small register with everything in it twice: what everybody may see, and what nobody may."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from tests.factories import (
    ActFactory,
    CountryFactory,
    InstrumentFactory,
    MunicipalityFactory,
    OrganisationFactory,
    PassageFactory,
    RelationFactory,
    SnapshotFactory,
    SourceFactory,
    ThemeFactory,
    somebody,
)
from tests.portal.marking import INTERNAL_DAY, Marks
from weltoffen.accounts.actions import ensure_group
from weltoffen.accounts.enums import RoleName
from weltoffen.organisations.actions import name_organisation
from weltoffen.organisations.enums import OrganisationKind
from weltoffen.organisations.models import Organisation
from weltoffen.places.models import Country, Municipality
from weltoffen.portal.actions import prepare_editorial_pages
from weltoffen.portal.models import EditorialPage, EditorialRoot
from weltoffen.records.enums import Visibility
from weltoffen.relations.actions import (
    Answer,
    Effects,
    correct_act,
    record_disagreement,
    record_duty,
    record_duty_evidence,
    record_instrument_version,
    tag_relation,
)
from weltoffen.relations.enums import ActKind, Phase, Side, Status, ThemeKind
from weltoffen.relations.models import Act, Instrument, Relation, Theme
from weltoffen.sources.models import Passage, Snapshot

TEXT = {"de": "Text", "en": "text"}
PUBLIC_DAY = dt.date(1977, 7, 4)
SIGNED = Effects(
    phase=Phase.TWIN, bond=Status.ACTIVE, channel=Status.ACTIVE, exchange=Status.ACTIVE,
    civil=Status.ACTIVE,
)  # fmt: skip
JOINED = Effects(phase=Phase.MEMBERSHIP, bond=Status.ACTIVE)


@dataclass(frozen=True)
class Half:
    """One of the two: everything of one visibility, and the day on which all of it happens."""

    visibility: Visibility
    day: dt.date
    snapshot: Snapshot
    office: Organisation
    city: Municipality
    network: Organisation
    instrument: Instrument

    def passage(self, snapshot: Snapshot | None = None) -> Passage:
        """Record a passage."""
        return PassageFactory(
            snapshot=snapshot or self.snapshot,
            quote="Wort",
            start=0,
            gist=TEXT,
            locator="Seite",
        )

    def act(self, relation: Relation, *citations: Passage, **said: Any) -> Act:
        """Record an act with everything that an act may say."""
        return ActFactory(
            **{
                "relation": relation,
                "on": self.day.isoformat(),
                "title": TEXT,
                "note": TEXT,
                "wording": TEXT,
                "effects": SIGNED,
                "side": Side.BOTH,
                "signatories": [(Side.HOME, TEXT)],
                "body": self.office,
                "place": self.city,
                "citations": citations or [self.passage()],
                "visibility": self.visibility,
            }
            | said
        )


def _half(home: Municipality, abroad: Country, visibility: Visibility, day: dt.date) -> Half:
    seen = {"visibility": visibility}
    source = SourceFactory(content_date=day.isoformat(), content_note=TEXT, **seen)
    snapshot = SnapshotFactory(
        source=source, received_on=day, media_type="text/plain", body=b"Wort"
    )
    passage = PassageFactory(snapshot=snapshot, quote="Wort", start=0, gist=TEXT)
    office = OrganisationFactory(
        kind=OrganisationKind.OFFICE, municipality=home, task=TEXT, named_by=passage, name=TEXT,
        valid=f"{day.isoformat()}/..", **seen,
    )  # fmt: skip
    network = OrganisationFactory(name=TEXT, task=TEXT, valid=f"{day.isoformat()}/..", **seen)
    name_organisation(
        organisation=network, name=TEXT, valid=f"../{day.isoformat()}", by=somebody(),
        passage=passage,
    )  # fmt: skip
    instrument = InstrumentFactory(
        name=TEXT, description=TEXT, issuer=network,
        accession_path=[ActKind.ACCESSION_COUNCIL, ActKind.ACCESSION], **seen,
    )  # fmt: skip
    record_instrument_version(
        instrument=instrument, label="x", dated=day.isoformat(), passage=passage, by=somebody()
    )
    city = MunicipalityFactory(name=TEXT, country=abroad, endonym="x", **seen)
    return Half(visibility, day, snapshot, office, city, network, instrument)


def _relations(side: Half, home: Municipality, theme: Theme) -> tuple[Relation, ...]:
    given = {"home": home, "summary": TEXT, "lead": side.office, "visibility": side.visibility}
    found = (
        RelationFactory(municipality=side.city, **given),
        RelationFactory(municipality=None, network=side.network, **given),
        RelationFactory(municipality=None, instrument=side.instrument, **given),
    )
    twin, member, bound = found
    wrong = side.act(twin)
    correct_act(
        act=wrong, identifier="y", kind=ActKind.SIGNATURE, on=side.day.isoformat(), title=TEXT,
        citations=[side.passage()], effects=SIGNED, visibility=side.visibility, by=somebody(),
    )  # fmt: skip
    side.act(twin, kind=ActKind.STATED, side=Side.HOME)
    side.act(member, effects=JOINED)
    side.act(bound, kind=ActKind.ACCESSION, effects=JOINED)
    duty = record_duty(
        instrument=side.instrument, code="1", role=TEXT, wording=TEXT, position=1,
        passage=side.passage(), by=somebody(),
    )  # fmt: skip
    record_duty_evidence(
        relation=bound, duty=duty, measure=TEXT, passage=side.passage(), by=somebody()
    )
    for relation in found:
        tag_relation(relation=relation, theme=theme, passage=side.passage(), by=somebody())
        _disagree(side, home, relation, side.passage())
    _disagree(side, home, None, side.passage())
    return found


def _disagree(
    side: Half, home: Municipality, relation: Relation | None, *passages: Passage
) -> None:
    record_disagreement(
        identifier="x", home=home, relation=relation, question=TEXT, reason=TEXT,
        answers=[
            Answer(TEXT, passage, is_used=place == 0)
            for place, passage in enumerate([*passages, side.passage()])
        ],
        visibility=side.visibility, by=somebody(),
    )  # fmt: skip


def record_both(marks: Marks) -> Municipality:
    """Record the register under marks, and return the municipality whose it is."""
    with marks.at_work():
        german = CountryFactory(code="DE", label=TEXT, policy=TEXT)
        abroad = CountryFactory(code="FR", label=TEXT, policy=TEXT)
        home = MunicipalityFactory(name=TEXT, country=german)
        public = _half(home, abroad, Visibility.PUBLIC, PUBLIC_DAY)
        theme = ThemeFactory(
            label=TEXT, description=TEXT, said_of=Phase.TWIN, passage=public.passage()
        )
        goal = Theme.objects.filter(kind=ThemeKind.SDG).count() + 1  # no two of one number
        ThemeFactory(kind=ThemeKind.SDG, number=goal, label=TEXT, description=TEXT)
        twin, _member, bound = _relations(public, home, theme)
        prepare_editorial_pages(
            by=somebody(),
            editors=ensure_group(role=RoleName.COORDINATOR),
            public_address="http://127.0.0.1:8000",
        )
        with marks.internal():
            hidden = _half(home, abroad, Visibility.INTERNAL, INTERNAL_DAY)
            _relations(hidden, home, theme)
            _hide_between(public, hidden, home, theme, twin, bound)
            _draft(marks)
        _show_beside(public, hidden, home, twin)
    return home


def _hide_between(
    public: Half,
    hidden: Half,
    home: Municipality,
    theme: Theme,
    twin: Relation,
    bound: Relation,
) -> None:
    """Record what nobody may see about public records."""
    hidden.act(twin, public.passage(), place=public.city, body=public.office)
    hidden.act(bound, kind=ActKind.ACCESSION_COUNCIL, effects=Effects())
    tag_relation(relation=twin, theme=theme, passage=hidden.passage(), by=somebody())
    _disagree(hidden, home, twin, public.passage())
    record_duty_evidence(
        relation=bound, duty=bound.instrument.duties.get(), measure=TEXT,
        passage=hidden.passage(), by=somebody(),
    )  # fmt: skip
    record_instrument_version(
        instrument=bound.instrument, label="x", dated=INTERNAL_DAY.isoformat(),
        passage=hidden.passage(), by=somebody(),
    )  # fmt: skip


def _draft(marks: Marks) -> None:
    """Write an editorial page that nobody has published yet."""
    where = ("portal.EditorialPage", "title")
    root = EditorialRoot.objects.get(locale__language_code="de")
    draft = EditorialPage(
        title=marks.new(where, internal=True),
        slug=marks.new(where, internal=True),
        locale=root.locale,
        live=False,
    )
    root.add_child(instance=draft)


def _show_beside(public: Half, hidden: Half, home: Municipality, twin: Relation) -> None:
    """Record public statements that touch what nobody may see."""
    public.act(twin, public.passage(), body=hidden.office, place=hidden.city, on="1999-01-01")
    internal = RelationFactory(
        home=home, municipality=MunicipalityFactory(country=home.country), lead=hidden.office
    )
    public.act(internal)
    about = Relation.objects.filter(visibility=Visibility.INTERNAL).first()
    _disagree(public, home, about, public.passage())
