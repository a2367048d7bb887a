"""Acts in texts of our own wording; what the sentences say of the cities is made up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weltoffen.intake import types
from weltoffen.intake.reading.act_cues import cues_in
from weltoffen.intake.reading.act_words import CUES, STEMS
from weltoffen.intake.reading.acts import acts_in
from weltoffen.intake.reading.layout import units
from weltoffen.intake.reading.reader import relations_in
from weltoffen.intake.types import FoundAct
from weltoffen.relations import enums


def read(text: str, home: str = "Marburg") -> list[FoundAct]:
    return acts_in(units(text), text, home, relations_in(text, home))


def told(text: str, home: str = "Marburg") -> list[tuple[str, str, str | None]]:
    return [(act.kind.value, act.name, act.on) for act in read(text, home)]


PAGES: list[tuple[str, str, list[tuple[str, str, str | None]]]] = [
    (
        "Marburg",
        "Partnerstadt Sfax\n\nDie Stadtverordnetenversammlung beschloss am 4. Juli 1971 die "
        "Partnerschaft (Vorlage 0815/71), die Urkunde wurde am 23. Januar 1972 in Sfax "
        "unterzeichnet. Am 3. März 1969 hatte es erste Kontakte gegeben.\nDie Gegenzeichnung "
        "erfolgte am 5. Mai 1972 in Marburg.\nSie wurde nicht gekündigt. Der Vertrag soll 2027 "
        "erneut unterzeichnet werden.\nStand: 3. April 2024",
        [
            ("council", "Sfax", "1971-07-04"),
            ("signature", "Sfax", "1972-01-23"),
            ("first-contact", "Sfax", "1969-03-03"),
            ("counter-signature", "Sfax", "1972-05-05"),
        ],
    ),
    (
        "Marburg",
        "Der Rat der Stadt Marburg stimmte am 12. Juni 1980 der Städtepartnerschaft mit Poitiers "
        "zu (Drucksache Nr. 12345-22). Die Urkunden wurden am 14. Mai 1981 in Marburg und am "
        "16. November 1981 in Poitiers unterzeichnet. Der Stadtrat von Poitiers hatte am "
        "2. Februar 1981 zugestimmt.",
        [
            ("council", "Poitiers", "1980-06-12"),
            ("signature", "Poitiers", "1981-05-14"),
            ("counter-signature", "Poitiers", "1981-11-16"),
            ("counterpart-council", "Poitiers", "1981-02-02"),
        ],
    ),
    (
        "Marburg",
        "Rostow am Don\nAm 4. Juli 1977 beschloss der Rat die Partnerschaft; die Partner "
        "unterzeichneten am 23. Januar 1978. Mit Beschluss vom 31. März 2022 hat der Rat die "
        "Kontakte auf Gespräche mit der Stadtspitze beschränkt. Der übrige Austausch ruht seit "
        "dem 1. April 2022.",
        [
            ("council", "Rostow am Don", "1977-07-04"),
            ("signature", "Rostow am Don", "1978-01-23"),
            ("limitation", "Rostow am Don", "2022-03-31"),
            ("suspension", "Rostow am Don", "2022-04-01"),
        ],
    ),
    (
        "Marburg",
        "Kumasi: Am 7. Oktober 2020 unterzeichneten beide Oberbürgermeister eine "
        "Absichtserklärung für zwei Jahre. 2022 beauftragte der Rat die Verwaltung, einen Vertrag "
        "über eine Städtepartnerschaft mit Kumasi vorzubereiten. Am 14. Mai 2024 tauschten die "
        "Stadtoberhäupter die Urkunden aus.",
        [
            ("memorandum", "Kumasi", "2020-10-07"),
            ("mandate", "Kumasi", "2022"),
            ("deed-exchange", "Kumasi", "2024-05-14"),
        ],
    ),
    (
        "Marburg",
        "Netzwerke\nDer Rat der Stadt hat am 9. Mai 2019 den Beitritt zum Klima-Bündnis "
        "beschlossen (DS 20/123). Am 12. Juni 2019 unterzeichnete Oberbürgermeisterin Weiß die "
        "Charta der Vielfalt. 2021 trat Marburg dem Netzwerk Mayors for Peace bei. Der Rat soll im "
        "Herbst den Beitritt zu Eurocities beschließen. Aus dem Städtebund Die Hanse trat die "
        "Stadt 2015 aus.",
        [
            ("accession-council", "Klima-Bündnis", "2019-05-09"),
            ("accession-signed", "Charta der Vielfalt", "2019-06-12"),
            ("accession", "Mayors for Peace", "2021"),
            ("end", "Städtebund Die Hanse", "2015"),
        ],
    ),
    (
        "Marburg",
        "Chronik der Partnerschaft mit Maribor\n1969: Unterzeichnung der Partnerschaftsurkunde in "
        "Marburg\n1991: Aussetzung der Partnerschaft durch Beschluss der "
        "Stadtverordnetenversammlung\n1993: Wiederaufnahme der Partnerschaft\n1994: Empfang zum "
        "Jahrestag der Unterzeichnung\n2003 - Austausch der Urkunden",
        [
            ("signature", "Maribor", "1969"),
            ("suspension", "Maribor", "1991"),
            ("resumption", "Maribor", "1993"),
            ("deed-exchange", "Maribor", "2003"),
        ],
    ),
    (
        "Leeds",
        "Twinning with Brno\nThe City Council approved the partnership with Brno on 2 June 2003 "
        "(Minute 45/2003), and the charter was signed in Brno on 14 September 2003. The city "
        "council of Brno had agreed on 20 May 2003. It was not suspended in 2022. A new memorandum "
        "will be signed in May 2027.",
        [
            ("council", "Brno", "2003-06-02"),
            ("signature", "Brno", "2003-09-14"),
            ("counterpart-council", "Brno", "2003-05-20"),
        ],
    ),
    (
        "Leeds",
        "In March 2022 the council voted to suspend its link with Volgograd. The link was resumed "
        "on 4 May 2025. Leeds signed a declaration of intent with Durban on 3 May 2010, valid "
        "until 3 May 2013. Leeds University signed an agreement with Lyon in 2004. The "
        "council joined Eurocities in 1991 and signed the Covenant of Mayors on 10 February 2009.",
        [
            ("suspension", "Volgograd", "2022-03"),
            ("resumption", "Volgograd", "2025-05-04"),
            ("memorandum", "Durban", "2010-05-03"),
            ("accession", "Eurocities", "1991"),
            ("accession-signed", "Covenant of Mayors", "2009-02-10"),
        ],
    ),
    (
        "Norwich",
        "Our sister city Novi Sad\nFirst contacts date from 1983. After the exchange of deeds on "
        "11 May 1985 the council adopted a resolution on the friendship with Novi Sad on 3 June "
        "1999. The twinning was ended by the council on 1 October 2012. News of 4 January 2020: "
        "the library has reopened.",
        [
            ("first-contact", "Novi Sad", "1983"),
            ("deed-exchange", "Novi Sad", "1985-05-11"),
            ("resolution", "Novi Sad", "1999-06-03"),
            ("end", "Novi Sad", "2012-10-01"),
        ],
    ),
    (
        "Lyon",
        "Jumelage avec Leipzig\nPar délibération n° 2014-35 du 3 mars 2014, le conseil municipal a "
        "approuvé le jumelage avec Leipzig. La charte a été signée le 14 mai 2014 à Leipzig. Le "
        "jumelage n'a pas été suspendu. Une nouvelle charte sera signée en 2027.",
        [("council", "Leipzig", "2014-03-03"), ("signature", "Leipzig", "2014-05-14")],
    ),
    (
        "Lyon",
        "Le conseil municipal a décidé le 21 mars 2022 de suspendre les relations avec Volgograd. "
        "Lyon a adhéré à Eurocities en 1990 et signé le Pacte de Milan le 15 octobre 2015. Une "
        "lettre d'intention a été signée avec Jéricho le 5 juin 2000 pour une durée de trois ans. "
        "Le lycée Ampère a signé en 2005 une convention avec un lycée de Turin.",
        [
            ("suspension", "Volgograd", "2022-03-21"),
            ("accession", "Eurocities", "1990"),
            ("accession-signed", "Pacte de Milan", "2015-10-15"),
            ("memorandum", "Jéricho", "2000-06-05"),
        ],
    ),
    (
        "Tours",
        "Jumelage avec Parme\nLes premiers contacts avec Parme remontent à 1974. Le conseil "
        "municipal a autorisé le maire à négocier un jumelage avec Parme le 2 février 1976, et les "
        "chartes ont été échangées le 9 juin 1976. Le jumelage avec Tver a été rompu en 2022.",
        [
            ("first-contact", "Parme", "1974"),
            ("mandate", "Parme", "1976-02-02"),
            ("deed-exchange", "Parme", "1976-06-09"),
            ("end", "Tver", "2022"),
        ],
    ),
]


@pytest.mark.parametrize(("home", "text", "acts"), PAGES)
def test_pages_with_several_acts(
    home: str, text: str, acts: list[tuple[str, str, str | None]]
) -> None:
    assert sorted(told(text, home), key=str) == sorted(acts, key=str)


@pytest.mark.parametrize(
    ("text", "body", "paper", "side"),
    [
        (
            "Der Rat der Stadt beschloss am 3. Mai 1999 die Partnerschaft mit Sfax (Drucksache "
            "Nr. 12345-22).",
            "Rat der Stadt", "Drucksache Nr. 12345-22", "home",
        ),
        (
            "Mit Vorlage 0815/2019 stimmte der Gemeinderat der Partnerschaft mit Sfax am 5. Juni "
            "2019 zu.",
            "Gemeinderat", "Vorlage 0815/2019", "home",
        ),
        (
            "Am 4. März 2020 genehmigte die Stadtverordnetenversammlung den Vertrag mit Sfax "
            "(DS 20/123).",
            "Stadtverordnetenversammlung", "DS 20/123", "home",
        ),
        (
            "Durch Beschluss des Rates vom 7. Juli 2001 wurde die Partnerschaft mit Sfax "
            "begründet.",
            "Rat", "", "home",
        ),
        (
            "The City Council approved the twinning with Sfax on 3 May 1999 (Minute 45/1999).",
            "City Council", "Minute 45/1999", "home",
        ),
        (
            "Le conseil municipal a approuvé le jumelage avec Sfax le 3 mai 1999 (délibération "
            "n° 1999-35).",
            "conseil municipal", "délibération n° 1999-35", "home",
        ),
        (
            "Der Stadtrat von Sfax beschloss am 3. Mai 1999 die Partnerschaft mit Marburg.",
            "Stadtrat", "", "counterpart",
        ),
    ],
)  # fmt: skip
def test_body_paper_and_side_are_those_of_the_decision(
    text: str, body: str, paper: str, side: str
) -> None:
    [act] = read(text)
    assert (act.name, act.body, act.paper_number, act.side.value) == ("Sfax", body, paper, side)
    assert act.on is not None
    assert act.kind.value == ("council" if side == "home" else "counterpart-council")


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("Am 7. Oktober 2020 wurde mit Sfax ein Memorandum für zwei Jahre unterzeichnet.",
         "2022-10-07"),
        ("Am 29. Februar 2020 unterzeichneten Marburg und Sfax eine auf drei Jahre befristete "
         "Absichtserklärung.", "2023-02-28"),
        ("Im Mai 2010 wurde eine Absichtserklärung mit Sfax unterzeichnet, gültig bis Mai 2014.",
         "2014-05"),
        ("A memorandum of understanding with Sfax was signed in 2016 for a period of five years.",
         "2021"),
        ("Am 7. Oktober 2020 wurde mit Sfax eine Absichtserklärung unterzeichnet.", None),
    ],
)  # fmt: skip
def test_a_memorandum_has_the_term_that_is_said(text: str, until: str | None) -> None:
    [act] = read(text)
    assert (act.kind.value, act.name, act.term_until) == ("memorandum", "Sfax", until)


@pytest.mark.parametrize(
    "text",
    [
        "Der Rat soll am 4. Juli 2027 die Partnerschaft mit Sfax beschließen.",
        "Die Partnerschaft mit Sfax wurde nicht gekündigt.",
        "Die Partnerschaft mit Sfax ruht nicht.",
        "Der Rat hat am 3. Mai 2021 die Partnerschaft mit Sfax nicht beendet.",
        "Der Rat beschloss am 3. Mai 2021, die Partnerschaft mit Sfax nicht zu beenden.",
        "Wenn der Rat am 3. Mai 2027 zugestimmt hat, wird der Vertrag mit Sfax unterzeichnet.",
        "Der Vertrag mit Sfax soll am 3. Mai 2027 unterzeichnet werden.",
        "Marburg plant, 2027 einen Vertrag mit Sfax zu unterzeichnen.",
        "Der Rat beschloss am 3. Mai 2021 einen Zuschuss für die Partnerschaft mit Sfax.",
        "Der Rat beschloss am 3. Mai 2021, den Sfax-Platz zu sanieren, gleich bei der "
        "Partnerschaftslinde.",
        "Das Gymnasium Philippinum unterzeichnete 1999 einen Partnerschaftsvertrag mit einer "
        "Schule in Sfax.",
        "Die Nachbarstadt Gießen unterzeichnete 1980 einen Partnerschaftsvertrag mit Winchester.",
        "Am 5. Mai 2021 wurde in Marburg der Neubau beschlossen.",
        "Die Partnerschaft mit Sfax besteht seit 1971 und ruht derzeit.",
        "Am 3. Mai 2020 feierte Marburg den Jahrestag der Unterzeichnung mit Gästen aus Sfax.",
        "Wurde die Partnerschaft mit Sfax 2020 beendet?",
        "Der Krieg war 1945 beendet. Sfax ist Partnerstadt.",
        "Der Rat lehnte am 3. Mai 2021 die Partnerschaft mit Sfax ab; der Antrag wurde nicht "
        "beschlossen.",
        "The council will vote on the link with Sfax on 3 May 2027.",
        "The link with Sfax was never suspended.",
        "The council rejected the twinning with Sfax on 3 May 2019; it was not approved.",
        "If approved, the charter with Sfax will be signed on 3 May 2027.",
        "Le jumelage avec Sfax n'a jamais été suspendu.",
        "Le conseil municipal doit voter le jumelage avec Sfax le 3 mai 2027.",
        "La charte avec Sfax sera signée le 3 mai 2027.",
        "Marburg ist seit 1996 Mitglied im Netzwerk Eurocities.",
        "Der Rat soll den Beitritt zum Klima-Bündnis am 3. Mai 2027 beschließen.",
        "Marburg ist dem Klima-Bündnis nicht beigetreten.",
        "Partnerstadt Sfax\nAm 3. Mai 2019 trug sich der Bürgermeister ins Goldene Buch ein. 2021 "
        "wurde der Mietvertrag für das Haus der Partnerschaft unterschrieben.",
        "Partnerstadt Sfax\n1963 wurde der Élysée-Vertrag unterzeichnet. Der Friedensvertrag wurde "
        "1947 geschlossen. Die Feuerwehren schlossen 1999 eine Partnerschaft.",
        "Twin city Brno\nLeeds United signed a player from Brno in 2010. The exchange programme "
        "was cancelled in 2020. The bus link with Brno was suspended in 2019.",
        "Ville jumelée : Leipzig\nLe contrat de bus avec Leipzig a été résilié en 2018.",
        "Sfax\nDer Schüleraustausch mit Sfax wurde 2021 wieder aufgenommen.",
        "Die Sparkasse Marburg und die Bank in Sfax schlossen 1999 einen Kooperationsvertrag.",
        "Im Juni 2001 unterzeichneten die Universitäten Marburg und Sfax eine Vereinbarung.",
        "Marburgs Partnerstadt Sfax hat 2005 eine Partnerschaft mit Grenoble geschlossen.",
        "Partnerstadt Sfax\nDer Stadtrat hat am 12. März 2020 eine Resolution gegen Lärm "
        "verabschiedet.",
        "2018 trat Anna Muster dem Städtenetzwerk Eurocities als Geschäftsführerin bei.",
        "Lyon trat 1990 dem Netzwerk Eurocities bei.",
        "Weitere Nachrichten\n\nDer Rat beschloss am 3. Mai 2021 die Partnerschaft mit Sfax.",
        "",
    ],
)
def test_what_is_planned_denied_or_anothers_is_no_act(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "act"),
    [
        (
            "Die Partnerschaft von 1988 mit Sfax wurde 2014 gekündigt.",
            ("end", "Sfax", "2014"),
        ),
        (
            "Die seit 1988 bestehende Partnerschaft mit Sfax wurde am 3. Mai 2022 ausgesetzt.",
            ("suspension", "Sfax", "2022-05-03"),
        ),
        (
            "Stand 2020: Die Urkunde mit Sfax wurde im Juni 1998 unterzeichnet.",
            ("signature", "Sfax", "1998-06"),
        ),
        (
            "Nach der Gründung des Vereins 1985 unterzeichneten Marburg und Sfax 1987 den Vertrag.",
            ("signature", "Sfax", "1987"),
        ),
        (
            "Der Rat beschloss ohne Gegenstimmen am 3. Mai 1999 die Partnerschaft mit Sfax.",
            ("council", "Sfax", "1999-05-03"),
        ),
        (
            "Am 11. September unterschrieben Marburg und Sfax den Partnerschaftsvertrag.",
            ("signature", "Sfax", None),
        ),
        (
            "Der Rat beschloss am 31. März 2022, die Partnerschaft mit Sfax ruhen zu lassen.",
            ("suspension", "Sfax", "2022-03-31"),
        ),
        (
            "Im Mai 1999 beschloss der Stadtrat, den Vertrag mit Sfax zu kündigen.",
            ("end", "Sfax", "1999-05"),
        ),
        (
            "Marburg ist der Charta der Vielfalt mit einem Ratsbeschluss beigetreten.",
            ("accession-council", "Charta der Vielfalt", None),
        ),
        (
            'Mit dem Beitritt zur Charta "Integrating Cities" des Netzwerks Eurocities setzt '
            "Marburg ein Zeichen.",
            ("accession", 'Charta "Integrating Cities"', None),
        ),
        (
            "Das Memorandum of Understanding mit Sfax wurde um 1998 unterzeichnet.",
            ("memorandum", "Sfax", "1998~"),
        ),
    ],
)
def test_of_several_dates_the_acts_own_is_taken(
    text: str, act: tuple[str, str, str | None]
) -> None:
    assert told(text) == [act]


@pytest.mark.parametrize(
    ("home", "text", "acts"),
    [
        (
            "Marburg",
            "Sfax (Tunesien)\nAm 12.06.1980 hat der Rat den Beschluss gefasst, eine Partnerschaft "
            "mit Sfax einzugehen. 2010 feierten beide Städte 30 Jahre Partnerschaft.",
            [("council", "Sfax", "1980-06-12", "home")],
        ),
        (
            "Marburg",
            "Nach einstimmigem Beschluss des Stadtrates vom 17.03.2022 wurde die Partnerschaft mit "
            "Sfax ausgesetzt. Der Stadtrat von Sfax kündigte den Vertrag im Mai 2023.",
            [
                ("suspension", "Sfax", "2022-03-17", "home"),
                ("end", "Sfax", "2023-05", "counterpart"),
            ],
        ),
        (
            "Marburg",
            "Partnerstadt Sfax: Die Vereinbarung vom 23. September 1997 ruht seit dem Beschluss "
            "des Stadtrates vom 30. März 2022.",
            [("suspension", "Sfax", "2022-03-30", "home")],
        ),
        (
            "Marburg",
            "Am 24. Mai 2024 besiegelten der Oberbürgermeister und sein Amtskollege die "
            "Städtepartnerschaft zwischen Marburg und Sfax. Bereits 2011 gab es erste Kontakte. "
            "Dem war ein Auftrag des Rates aus dem Jahr 2022 vorausgegangen.",
            [
                ("signature", "Sfax", "2024-05-24", "both"),
                ("first-contact", "Sfax", "2011", "both"),
                ("mandate", "Sfax", "2022", "home"),
            ],
        ),
        (
            "Marburg",
            "Sfax ist seit 1971 Partnerstadt. Der Mobilfunkvertrag wurde 2019 gekündigt. Der Rat "
            "beschloss am 16. März 2022 Hilfen von 100.000 Euro.",
            [],
        ),
        (
            "Marburg",
            "Der Rat lehnte 2019 eine Partnerschaft mit Sfax ab. Am 3. Mai 2018 unterzeichnete er "
            "die Charta der Städte gegen Lärm.",
            [("accession-signed", "Charta der Städte gegen Lärm", "2018-05-03", "home")],
        ),
        (
            "Norwich",
            "The Cabinet of the Council on 12 January 2011 resolved to end the twinning with "
            "Koblenz. In 1985 an agreement was signed by the Lord Mayor and the Mayor of Novi Sad. "
            "Links with Volgograd, dating back to 1944, were paused by the council in March 2022.",
            [
                ("end", "Koblenz", "2011-01-12", "home"),
                ("signature", "Novi Sad", "1985", "unknown"),
                ("suspension", "Volgograd", "2022-03", "home"),
            ],
        ),
        (
            "Norwich",
            "Norwich and Novi Sad: in 2021, when the war in the region had ended, both cities "
            "signed an updated Memorandum of Understanding.",
            [("memorandum", "Novi Sad", "2021", "both")],
        ),
        (
            "Nantes",
            "Le conseil municipal, réuni le 8 février 2013, a voté l'adhésion à Eurocities. En "
            "avril 2022, la Ville a suspendu ses relations avec Krasnodar.",
            [
                ("accession-council", "Eurocities", "2013-02-08", "home"),
                ("suspension", "Krasnodar", "2022-04", "unknown"),
            ],
        ),
        (
            "Marburg",
            "Mit dem Beitritt zum Klima-Bündnis feierte Marburg am 3. Mai 2020 ein Fest.",
            [("accession", "Klima-Bündnis", None, "home")],
        ),
    ],
)
def test_sentences_of_many_makes(
    home: str, text: str, acts: list[tuple[str, str, str | None, str]]
) -> None:
    assert [(a.kind.value, a.name, a.on, a.side.value) for a in read(text, home)] == acts


def test_the_quote_of_one_of_several_acts_is_its_own_part() -> None:
    text = (
        "Der Rat beschloss am 4. Juli 1977 die Partnerschaft mit Sfax, die Urkunde wurde am "
        "23. Januar 1978 unterzeichnet."
    )
    one, two = read(text)
    assert one.quote.words == "Der Rat beschloss am 4. Juli 1977 die Partnerschaft mit Sfax"
    assert two.quote.words == "die Urkunde wurde am 23. Januar 1978 unterzeichnet."
    assert two.place == one.place is not None


def test_less_is_said_with_less_confidence() -> None:
    [sure] = read("Am 3. Mai 1999 unterzeichneten Marburg und Sfax den Partnerschaftsvertrag.")
    [less] = read("Marburg und Sfax unterzeichneten den Partnerschaftsvertrag.")
    [of_heading] = read("Partnerstadt Sfax\n\nDer Vertrag wurde am 3. Mai 1999 unterzeichnet.")
    assert sure.confidence > of_heading.confidence > less.confidence
    assert sure.rule == "act/2"


def test_values_are_those_of_the_register() -> None:
    assert {each.value for each in types.ActKind} == set(enums.ActKind.values)
    assert {each.value for each in types.Side} == set(enums.Side.values)


@pytest.mark.parametrize("text", [text for _home, text, _acts in PAGES])
def test_the_quick_look_leaves_out_no_words_of_acts(text: str) -> None:
    seen = {(cue.kind, cue.form) for unit in units(text) for cue in cues_in(unit.text)}
    for unit in units(text):
        for kind, form, pattern in CUES:
            for found in pattern.finditer(unit.text):
                assert any(stem in found[0].lower() for stem in STEMS[kind]), (kind, form, found[0])
    assert seen


_WORDS = st.sampled_from(
    ["Der Rat", "beschloss", "am 4. Juli 1977", "die Partnerschaft", "mit Sfax", "unterzeichnet",
     "wurde", "und", ",", "Marburg", "Vorlage 0815/2019", "zu beenden", "Eurocities", "beigetreten",
     "2014-35", "signed", "nicht", ".", "\n", "\n\n", "ausgesetzt", "in Sfax", "für zwei Jahre"]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(_WORDS, max_size=30).map(" ".join)))
def test_quotes_stand_at_their_offsets(text: str) -> None:
    for act in read(text):
        assert text[act.quote.start : act.quote.end] == act.quote.words
        assert act.quote.words.strip() == act.quote.words != ""
        assert 0 < act.confidence <= 1
        assert act.name in text
