"""How a relation stands is said of it: not of a pause that is over, nor of an exchange."""

from __future__ import annotations

import pytest

from weltoffen.intake.reading.findings import findings_in
from weltoffen.intake.types import FoundAct, FoundRelation

_LIST = "Unsere Partnerstädte\n\n- "


def stands(text: str) -> dict[str, tuple[str | None, str | None, str, str | None]]:
    """Return since and until when each partner is one, how that stands, and since when it does."""
    return {
        each.name: (each.since, each.until, str(each.status), each.status_on)
        for each in findings_in(text, "Dortmund")
        if isinstance(each, FoundRelation)
    }


def done(text: str) -> list[tuple[str, str, str | None]]:
    found = findings_in(text, "Dortmund")
    return [(each.name, str(each.kind), each.on) for each in found if isinstance(each, FoundAct)]


@pytest.mark.parametrize(
    "text",
    [
        "Die Partnerschaft mit Lyon besteht seit 1970 und ruht seit 2022 nicht mehr.",
        f"{_LIST}Lyon (Frankreich), seit 1970, ruht seit 2022 nicht mehr",
        "Die Städtepartnerschaft mit Lyon, die seit 1970 besteht, ist nicht seit 2022 ausgesetzt.",
        "Die Städtepartnerschaft mit Lyon, die seit 1970 besteht, ist nicht länger ausgesetzt.",
        "The twinning with Lyon dates from 1970 and has not been suspended since 2022.",
        "The twinning with Lyon dates from 1970 and is no longer suspended.",
        "Le jumelage avec Lyon date de 1970 et n'est plus suspendu depuis 2022.",
    ],
)
def test_a_pause_that_is_denied_or_over_is_none(text):
    assert stands(text) == {"Lyon": ("1970", None, "active", None)}
    assert done(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Die Partnerschaft mit Lyon besteht seit 1970. "
        "Seit 2022 ruht der Jugendaustausch mit Lyon.",
        f"{_LIST}Lyon (Frankreich), seit 1970, Jubiläumsfeier für 2030 geplant",
        f"{_LIST}Lyon (Frankreich), 1970; das Jugendcamp pausiert seit 2020",
        f"{_LIST}Lyon (Frankreich), seit 1970. Die Schulpartnerschaft ruht seit 2020.",
        f"{_LIST}Lyon (Frankreich), seit 1970; Verein aufgelöst 2011",
        f"{_LIST}Lyon (Frankreich), 1970 (ruhte 2015–2020)",
        "Die Städtepartnerschaft mit Lyon besteht seit 1970, "
        "ein neues Projekt ist ab 2027 geplant.",
        "Die Partnerschaft mit Lyon besteht seit 1970, das Projektbüro wurde 2019 aufgelöst.",
        "Die Städtepartnerschaft mit Lyon besteht seit 1970; "
        "die Flugverbindung wurde 2012 beendet.",
        "Der Partnerschaftsverein Lyon wurde 2012 aufgelöst. "
        "Die Städtepartnerschaft mit Lyon besteht seit 1970.",
        "Mit Lyon besteht seit 1970 eine Städtepartnerschaft, deren Förderverein 2012 aufgelöst "
        "wurde.",
        "Lyon ist seit 1970 Partnerstadt. Ein Besuch ist für 2027 geplant.",
        "The twinning with Lyon dates from 1970; "
        "the school exchange has been suspended since 2022.",
        "The twinning association for Lyon was wound up in 2012. "
        "The twinning with Lyon dates from 1970.",
        "Exchange visits are suspended, but the twinning with Lyon (1970) goes on.",
        "Le jumelage avec Lyon date de 1970; l'échange scolaire est suspendu depuis 2022.",
        "Le comité de jumelage de Lyon a été dissous en 2012. "
        "Le jumelage avec Lyon existe depuis 1970.",
        "Un voyage à Lyon, ville jumelle depuis 1970, est prévu en 2027.",
    ],
)
def test_what_rests_or_is_planned_within_a_bond_says_nothing_of_the_bond(text):
    assert stands(text) == {"Lyon": ("1970", None, "active", None)}
    assert not {kind for _name, kind, _on in done(text)} & {"suspension", "limitation", "end"}


@pytest.mark.parametrize(
    ("text", "status", "until"),
    [
        ("Der Rat hat die Städtepartnerschaft mit Lyon 2022 ausgesetzt.", "resting", None),
        ("Seit dem Besuch von 2019 ruht die Städtepartnerschaft mit Lyon.", "resting", None),
        ("Nach dem Ende des Jugendaustauschs ruht die Städtepartnerschaft mit Lyon.", "resting",
         None),
        ("After the visit of 2019 the twinning with Lyon was put on hold.", "resting", None),
        ("Die Stadt hat die Partnerschaft und den Jugendaustausch mit Lyon 2012 beendet.", "ended",
         "2012"),
        ("Mit dem letzten Besuch 2012 endete die Städtepartnerschaft mit Lyon.", "ended", "2012"),
        ("Die Städtepartnerschaft mit Lyon, deren Austausch längst eingeschlafen war, wurde 2012 "
         "beendet.", "ended", "2012"),
        ("Der Partnerschaftsvertrag mit Lyon wurde 2012 gekündigt.", "ended", "2012"),
        ("Neben dem Jugendaustausch ist auch eine Städtepartnerschaft mit Lyon geplant.",
         "planned", None),
        ("Wir planen mit Lyon eine Städtepartnerschaft und einen Jugendaustausch.", "planned",
         None),
    ],
)  # fmt: skip
def test_what_stands_beside_the_bond_does_not_hide_it(text, status, until):
    [(_since, ended, said, _on)] = stands(text).values()
    assert (said, ended) == (status, until)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Die Partnerschaft mit Lyon hat der Rat 2022 ausgesetzt, nicht gekündigt.", "resting"),
        ("Der Kontakt zur Partnerstadt Lyon beschränkt sich auf Grüße zum Jahreswechsel.",
         "limited"),
        ("Die Partnerschaft mit Lyon ist auf humanitäre Hilfe begrenzt.", "limited"),
        (f"{_LIST}Lyon, Frankreich, 1970, derzeit nur Kontakte auf Vereinsebene", "limited"),
        (f"{_LIST}Lyon, Frankreich: Partnerschaft für 2027 vorgesehen", "planned"),
        ("The twinning with Lyon has been reduced to a yearly letter.", "limited"),
        ("The council put the twinning with Lyon on pause in March 2022.", "resting"),
        ("Avec Lyon, le jumelage est au repos depuis 2015.", "resting"),
        ("Le jumelage avec Lyon est caduc depuis 2018.", "ended"),
        ("Die Partnerschaft mit Lyon ging am 31. März 2023 zu Ende.", "ended"),
        ("Antrag der Fraktion: Partnerschaft mit Lyon beenden", "active"),
        ("A member proposed that the twinning with Lyon be wound up.", "active"),
        ("The twinning with Lyon is neither suspended nor ended.", "active"),
        ("Twinned with Lyon: active again since 2023 after four years in abeyance.", "active"),
        ("En veille depuis 2012, le jumelage avec Lyon, signé en 1981, n'est plus en sommeil.",
         "active"),
        ("Die Städtepartnerschaft mit Lyon, die seit 2017 geruht hat, ist wieder aufgenommen.",
         "active"),
        ("Klimapartnerschaft mit Lyon: Das Projekt Solarboot endete im Juni 2022.", "active"),
    ],
)  # fmt: skip
def test_words_of_minutes_letters_and_lists(text, status):
    [(_since, _until, said, _on)] = stands(text).values()
    assert said == status


def test_years_that_are_given_respectively_are_given_so():
    text = "We are twinned with Lyon and Gdynia, since 1959 and 1979 respectively."
    assert {name: since for name, (since, *_rest) in stands(text).items()} == {
        "Lyon": "1959", "Gdynia": "1979",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Die Partnerschaft mit Lyon ruht; Ende der Woche wurde das Gesuch verworfen.", "resting"),
        ("Der Vorschlag, die Partnerschaft mit Lyon zu beenden, wurde abgelehnt.", "active"),
    ],
)  # fmt: skip
def test_what_was_refused_is_refused_and_nothing_else(text, status):
    [(_since, _until, said, _on)] = stands(text).values()
    assert said == status


def test_a_pause_that_is_over_gives_no_time_to_the_bond():
    text = "Die Städtepartnerschaft mit Lyon (1970) war von 2015 bis 2020 ausgesetzt."
    assert stands(text) == {"Lyon": ("1970", None, "active", None)}
    assert done(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Die Städtepartnerschaft mit Lyon ruht seit 2022; mit Gdynia besteht sie seit 1973.",
        "Die Städtepartnerschaft mit Lyon ruht seit 2022, die mit Gdynia besteht seit 1973.",
        "The twinning with Lyon has been suspended since 2022; with Gdynia it has existed since "
        "1973.",
    ],
)
def test_a_pause_is_of_the_town_in_whose_part_of_the_sentence_it_stands(text):
    assert stands(text) == {
        "Lyon": (None, None, "resting", "2022"), "Gdynia": ("1973", None, "active", None),
    }  # fmt: skip
    assert done(text) == [("Lyon", "suspension", "2022")]


def test_each_of_two_times_is_of_its_own_verb():
    text = "Die Partnerschaft mit Lyon besteht seit 1970 und ruht seit 2022."
    assert stands(text) == {"Lyon": ("1970", None, "resting", "2022")}
    assert done(text) == [("Lyon", "suspension", "2022")]


def test_since_when_there_is_a_bond_is_not_since_when_it_is_limited():
    text = "Die Städtepartnerschaft mit Lyon (seit 1970) ist derzeit eingeschränkt."
    assert [on for _name, kind, on in done(text) if kind == "limitation"] in ([], [None])


@pytest.mark.parametrize(
    ("text", "said", "act"),
    [
        ("Der Rat beschloss am 3. März 2022, die Partnerschaft mit Lyon auszusetzen.",
         (None, None, "resting", None), "suspension"),
        ("Der Rat hat am 3. März 2022 die Aussetzung der Städtepartnerschaft mit Lyon beschlossen.",
         (None, None, "resting", None), "suspension"),
        ("Am 3. März 2022 beschloss der Rat, die seit 1970 bestehende Partnerschaft mit Lyon ruhen "
         "zu lassen.", ("1970", None, "resting", None), "suspension"),
        ("Der Rat beschloss am 3. März 2022, die Partnerschaft mit Lyon zu beenden.",
         (None, "2022-03-03", "ended", None), "end"),
        ("Der Rat hat am 3. März 2022 das Ende der Städtepartnerschaft mit Lyon beschlossen.",
         (None, "2022-03-03", "ended", None), "end"),
        ("Der Rat beschloss am 3. März 2022, den Partnerschaftsvertrag mit Lyon zu kündigen.",
         (None, "2022-03-03", "ended", None), "end"),
        ("The council decided on 3 March 2022 to end the twinning with Lyon.",
         (None, "2022-03-03", "ended", None), "end"),
        ("Le conseil municipal a décidé le 3 mars 2022 de suspendre le jumelage avec Lyon.",
         (None, None, "resting", None), "suspension"),
        ("Am 3. März 2022 beschloss der Rat, die Partnerschaft mit Lyon einzugehen.",
         ("2022-03-03", None, "active", None), "council"),
    ],
)  # fmt: skip
def test_the_day_of_a_decision_is_that_of_what_was_decided(text, said, act):
    assert stands(text) == {"Lyon": said}
    assert done(text) == [("Lyon", act, "2022-03-03")]
