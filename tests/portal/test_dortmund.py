"""Lists and pages of relations, with the packaged register."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.test import Client

from tests.portal.showing import heading, names, queries, shown, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]
LIST = "/de/partnerstaedte/"
ROSTOW = "/de/beziehungen/dortmund-rostow-am-don/"


@pytest.mark.parametrize(
    ("on", "number"),
    [
        ("2018-12-31", "9"),
        ("2024-06-01", "10"),
        ("2025-06-01", "10, vielleicht 11"),
        ("2025-12-31", "11"),
    ],
)
def test_the_number_holds_on_its_day(client: Client, on: str, number: str) -> None:
    page = shown(client, f"{LIST}?on={on}")
    assert heading(page) == f"{number} Partnerstädte"
    assert page.find(".//h1/a").get("href").endswith(f"/partner-cities/?on={on}")


def test_a_doubtful_member_is_marked(client: Client) -> None:
    page = shown(client, f"{LIST}?on=2025-06-01")
    marked = page.xpath("//tr[.//*[contains(@class, 'wo-status--uncertain')]]/th/a")
    assert [words(link) for link in marked] == ["Schytomyr"]
    assert "Sicher: 10, möglich: 11" in words(page)


@pytest.mark.parametrize("typed", ["2018-12-31", "31.12.2018"])
def test_another_day_is_said_and_kept_in_links(client: Client, typed: str) -> None:
    page = shown(client, f"{LIST}?on={typed}")
    banner = page.find_class("wo-banner")[0]
    assert "Sie sehen den Stand vom 31. Dezember 2018" in words(banner)
    assert banner.find(".//a").get("href") == LIST
    assert page.xpath("//table//th/a/@href")[0].endswith("/?on=2018-12-31")


@pytest.mark.parametrize("typed", ["quatsch", "2018-02-30", "2018", "<script>"])
def test_a_day_that_is_none_is_told_at_its_field(client: Client, typed: str) -> None:
    page = shown(client, f"{LIST}?on={typed}")
    field = page.get_element_by_id("day")
    assert field.get("aria-invalid") == "true"
    problem = words(page.get_element_by_id(field.get("aria-describedby")))
    assert typed in problem
    assert "Stand von heute" in problem
    banner = page.find_class("wo-banner")[0]
    assert typed in words(banner)
    assert banner.find(".//a").get("href") == "#day"
    assert "Amiens" in names(page)


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("2023-02-30", "Den Tag „2023-02-30“ gibt es im Kalender nicht."),
        ("31.2.2023", "Den Tag „31.2.2023“ gibt es im Kalender nicht."),
        ("2023", "„2023“ ist kein einzelner Tag."),
        ("um 1977", "„um 1977“ ist kein einzelner Tag."),
        ("abc", "„abc“ können wir nicht als Tag lesen."),
    ],
)
@pytest.mark.parametrize("path", ["/de/", LIST, ROSTOW, "/de/wie-wir-zaehlen/"])
def test_it_says_what_is_wrong_with_a_day_and_keeps_the_control(
    client: Client, path: str, typed: str, fault: str
) -> None:
    page = shown(client, f"{path}?on={typed}")
    problem = words(page.get_element_by_id("day-problem"))
    assert problem.startswith(f"{fault} Geben Sie einen Tag an")


@pytest.mark.parametrize("path", ["/de/", LIST, ROSTOW, "/de/wie-wir-zaehlen/partner-cities/"])
@time_machine.travel("2026-11-22")
def test_a_day_in_the_future_says_so(client: Client, path: str) -> None:
    banner = shown(client, f"{path}?on=2026-11-23").find_class("wo-banner")[0]
    assert "Der 23. November 2026 liegt in der Zukunft" in words(banner)
    yesterday = shown(client, f"{path}?on=2026-11-21").find_class("wo-banner")[0]
    assert "Zukunft" not in words(yesterday)


@pytest.mark.parametrize("on", ["0001-01-01", "1959-12-31"])
def test_a_day_before_the_first_act_leads_to_it(client: Client, on: str) -> None:
    page = shown(client, f"{LIST}?country=FR&on={on}")
    banner = page.find_class("wo-banner")[0]
    assert "liegt vor allem, was dieses Register mit Datum kennt" in words(banner)
    first = banner.find(".//a")
    assert (words(first), first.get("href")) == ("1960", f"{LIST}?country=FR&on=1960-12-31")
    assert page.get_element_by_id("day").get("value") == on
    assert "Sie sehen den Stand" in words(
        shown(client, first.get("href")).find_class("wo-banner")[0]
    )


def test_where_a_term_has_run_out_that_is_the_reason_given(client: Client) -> None:
    page = shown(client, "/de/beziehungen/dortmund-kumasi/?on=2023-06-01")
    lead = words(page.find_class("wo-lead")[0])
    assert "befristet bis zum 6. Oktober 2022" in lead
    assert "Ob es danach weiterging, ist nicht belegt." in lead
    assert "ungefähr" not in words(page.find_class("wo-axes")[0])
    projects = words(shown(client, "/de/projektpartnerschaften/?on=2023-06-01"))
    assert "Eine Frist ist abgelaufen" in projects
    before = shown(client, "/de/beziehungen/dortmund-kumasi/?on=2022-10-06")
    assert "seit dem 7. Oktober 2020 eine Projektpartnerschaft" in words(
        before.find_class("wo-lead")[0]
    )


def test_filters_and_order(client: Client) -> None:
    assert names(shown(client, f"{LIST}?country=fr")) == ["Amiens"]
    assert names(shown(client, f"{LIST}?form=inner-german")) == ["Zwickau"]
    assert "Zwickau" not in names(shown(client, f"{LIST}?form=abroad"))
    assert names(shown(client, f"{LIST}?exchange=resting")) == ["Rostow am Don"]
    assert "Rostow am Don" not in names(shown(client, f"{LIST}?exchange=active"))
    oldest = names(shown(client, f"{LIST}?sort=since"))
    assert oldest[:3] == ["Amiens", "Leeds", "Rostow am Don"]
    page = shown(client, f"{LIST}?country=FR&sort=since")
    assert page.xpath("//select[@name='country']/option[@selected]/@value") == ["FR"]
    assert heading(page).startswith("11 ")
    assert "1 von 11" in words(page.find(".//table/caption"))


def test_values_that_are_not_on_offer_change_nothing(client: Client) -> None:
    page = shown(client, f"{LIST}?country=Frankreich&form=x&exchange=&sort=1;drop&after=x")
    assert len(names(page)) == 11


def test_no_line_passes_the_filters(client: Client) -> None:
    page = shown(client, f"{LIST}?country=BR")
    assert "passt keine Partnerstadt" in words(page)


def test_what_rests_leads_to_the_act_that_says_so(client: Client) -> None:
    page = shown(client, LIST)
    (notice,) = page.xpath("//td/a[contains(@class, 'wo-status--resting')]")
    assert words(notice) == "Austausch: ruht seit dem 31. März 2022"
    address, _, anchor = notice.get("href").partition("#")
    assert words(shown(client, address).get_element_by_id(anchor)).count("31. März 2022")


def test_every_since_leads_to_its_act(client: Client) -> None:
    page = shown(client, LIST)
    links = page.xpath("//td/a[contains(@href, '#act-')][starts-with(text(), 'seit')]/@href")
    assert len(links) == 11
    address, _, anchor = links[0].partition("#")
    assert shown(client, address).get_element_by_id(anchor) is not None


@time_machine.travel("2026-03-01")
def test_rostow_says_what_rests_since_when_and_by_which_resolution(client: Client) -> None:
    page = shown(client, ROSTOW)
    notice = page.find_class("wo-notice")[0]
    assert "Austausch: ruht seit dem 31. März 2022" in words(notice)
    assert "Resolution des Rates" in words(notice)
    anchor = notice.find(".//a").get("href")[1:]
    act = page.get_element_by_id(anchor)
    assert "31. März 2022" in words(act)
    assert "Rat der Stadt Dortmund" in words(act)
    proof = act.find_class("wo-proof")[0].get("href")[1:]
    assert "wo-passage--reported" in page.get_element_by_id(proof).get("class")
    axes = {words(one.find("dt")): words(one.find("dd")) for one in page.find_class("wo-axes__one")}
    assert axes["förmliche Bindung"].startswith("aktiv seit dem 4. Juli 1977")
    assert axes["amtlicher Kontakt"].startswith("eingeschränkt seit dem 31. März 2022")


def test_rostow_before_the_resolution(client: Client) -> None:
    page = shown(client, f"{ROSTOW}?on=2018-12-31")
    assert not page.find_class("wo-notice")
    (coming,) = page.find_class("wo-acts--coming")
    assert "31. März 2022" in words(coming)
    assert "31. März 2022" not in words(page.find_class("wo-acts")[0])


def test_since_when_has_four_answers_with_their_acts(client: Client) -> None:
    page = shown(client, ROSTOW)
    rows = page.xpath("//section[@aria-labelledby='since']//tbody/tr")
    answers = [words(row[1]) for row in rows]
    assert answers == ["1977", "23. Januar 1978", "nicht belegt", "4. Juli 1977"]
    assert rows[3].find(".//a").get("href").startswith("#act-")


def test_disagreement_stands_on_the_page_with_both_answers(client: Client) -> None:
    page = shown(client, ROSTOW)
    used, other = page.find_class("wo-answer")
    assert "seit 1977" in words(used)
    assert "so verwendet es die Stadt" in words(used)
    assert "seit 1978" in words(other)


def test_unknown_date_of_the_charter_is_said(client: Client) -> None:
    page = shown(client, "/de/beziehungen/dortmund-integrating-cities-charter/")
    assert "Seit wann das so ist, ist nicht bekannt." in words(page.find_class("wo-lead")[0])
    when = words(page.find_class("wo-act__when")[0])
    assert "Zeitpunkt nicht genannt; bekannt seit dem " in when
    assert not page.find_class("wo-time")
    steps = page.find_class("wo-accession__step")
    assert len(steps) == 5
    assert all("nicht belegt" in words(step) for step in steps)
    duties = page.find_class("wo-duty")
    assert [words(duty[0]) for duty in duties][:3] == ["P1", "P2", "P3"]
    assert len(duties) == 11
    assert all("noch kein Nachweis" in words(duty) for duty in duties)


def test_charter_asks_at_most_ten_queries(client: Client) -> None:
    assert queries(client, "/de/beziehungen/dortmund-integrating-cities-charter/") <= 10
    assert queries(client, ROSTOW) <= 10


def test_own_name_is_marked_with_its_language(client: Client) -> None:
    own = shown(client, ROSTOW).find_class("kern-subline")[0]
    assert words(own) == "Ростов-на-Дону"
    assert own.get("lang") == "ru"


def test_permanent_address_leads_back(client: Client) -> None:
    page = shown(client, ROSTOW)
    (address,) = page.xpath("//section[@aria-labelledby='address']//a[1]/@href")[:1]
    assert address == "/id/dortmund-rostow-am-don"
    answer = client.get(address, headers={"accept": "text/html", "accept-language": "de"})
    assert answer.headers["location"].endswith(ROSTOW)


@pytest.mark.parametrize("identifier", ["dortmund-nirgendwo", "x"])
def test_no_such_relation(client: Client, identifier: str) -> None:
    assert client.get(f"/de/beziehungen/{identifier}/").status_code == 404


def test_every_relation_of_dortmund_has_a_page_on_any_day(client: Client) -> None:
    addresses = client.get("/sitemap.xml").content.decode().split("<loc>")
    paths = {a.split("<")[0].partition("/de/")[2] for a in addresses}
    paths = {path for path in paths if path.startswith("beziehungen/")}
    assert len(paths) == 31
    for path in sorted(paths):
        for on in ("", "?on=1950-01-01", "?on=2025-06-01"):
            shown(client, f"/de/{path}{on}")


@time_machine.travel("2026-03-01")
def test_projects_planned_and_work_without_a_bond(client: Client) -> None:
    page = shown(client, "/de/projektpartnerschaften/")
    assert heading(page).endswith("Projektpartnerschaften")

    def listed(anchor: str) -> list[str]:
        section = page.get_element_by_id(anchor).getparent()
        return [words(link) for link in section.xpath(".//tbody//th/a")]

    assert {"Bondo", "Cluj-Napoca", "Dabola", "Dura", "Pittsburgh"} <= set(listed("counted"))
    assert len(listed("planned")) == 2
    assert listed("unbound") == ["Mykolajiw"]
    assert "Kumasi" not in words(page.find(".//main"))


@pytest.mark.parametrize("on", ["2018-12-31", "2019-06-01", "2026-11-22"])
def test_what_was_only_planned_is_never_said_to_be_agreed(client: Client, on: str) -> None:
    page = shown(client, f"/de/projektpartnerschaften/?on={on}")
    [planned] = page.xpath("//section[@aria-labelledby='planned']")
    for country in ("Kolumbien", "Südafrika"):
        assert country in words(planned)
        assert words(page).count(f"{country} (Stadt nicht benannt)") == 1
    relation = shown(client, f"/de/beziehungen/dortmund-kolumbien/?on={on}")
    rows = relation.xpath("//section[@aria-labelledby='since']//tr/td[1]")
    assert not any("2019" in words(row) for row in rows)


def test_kumasi_was_a_project_partner(client: Client) -> None:
    page = shown(client, "/de/projektpartnerschaften/?on=2021-06-01")
    assert "Kumasi" in names(page)


@time_machine.travel("2026-03-01")
def test_networks_and_charters_say_unknown_dates(client: Client) -> None:
    page = shown(client, "/de/netzwerke-und-chartas/")
    rows = {words(row[0]): [words(cell) for cell in row[1:]] for row in page.xpath("//tbody/tr")}
    assert rows["Eurocities"][0] == "seit 1996"
    assert rows["Connective Cities"][0] == "Datum unbekannt"
    assert rows["Integrating Cities Charter"][1] == "Datum unbekannt"
    assert "0 von 5 belegt" in rows["Integrating Cities Charter"][2]


def test_time_of_the_page_is_the_offices_day(client: Client) -> None:
    """A quarter past midnight in Dortmund is still yesterday in UTC."""
    with time_machine.travel(dt.datetime(2018, 12, 30, 23, 15, tzinfo=dt.UTC)):
        assert "31. Dezember 2018" in words(shown(client, LIST).find(".//footer"))
