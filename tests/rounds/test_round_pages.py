"""The administrator's pages of rounds: every fault at once, a concept first, and public only when announced."""

from __future__ import annotations

import pytest

from tests.builders.browsing import AuditingClient, find_form, form_values, soup_of, text_of
from tests.builders.people import ADMINISTRATOR, COORDINATOR, add_person
from tests.builders.town import MEENT, ZUID, add_areas, add_year

NEW = {
    "title": "Buurtbudget 2026",
    "year": "2026",
    f"pot_{MEENT}": "10.000",
    "collect_from": "2026-12-01",
    "collect_until": "2026-12-28",
    "review_until": "2027-01-25",
    "opens_on": "2027-02-15",
    "opens_time": "09:00",
    "closes_on": "2027-03-07",
    "closes_time": "20:00",
}


@pytest.fixture
def town(app, sqlite_database, now, client: AuditingClient):
    add_areas(sqlite_database, now)
    with sqlite_database.writing() as session:
        add_person(session, ADMINISTRATOR, now)
        add_person(session, COORDINATOR, now)
    client.sign_in(ADMINISTRATOR)
    return sqlite_database


def test_a_round_needs_a_year_first(client: AuditingClient, town) -> None:
    assert client.get("/beheer/rondes/nieuw").headers["Location"].endswith("/beheer/jaren")


def test_a_round_is_made_shown_changed_and_announced(client: AuditingClient, town, now) -> None:
    add_year(town, now)
    made = text_of(client.send("/beheer/rondes/nieuw", NEW, follow=True))
    assert "De ronde is een concept." in made
    assert "15 februari 2027, 09:00" in made
    assert "7 maart 2027, 20:00" in made
    assert "Buurtbudget 2026" not in text_of(client.get("/"))
    client.send("/beheer/rondes/buurtbudget-2026/wijzigen", {f"pot_{MEENT}": "12.000"})
    assert "€ 12.000" in text_of(client.get("/beheer/rondes/buurtbudget-2026"))
    public = text_of(client.send("/beheer/rondes/buurtbudget-2026", follow=True))
    assert "De ronde is openbaar." in public
    assert "wijzigen" not in str(client.page("/beheer/rondes/buurtbudget-2026"))
    refused = client.send("/beheer/rondes/buurtbudget-2026/wijzigen", {"title": "Anders"})
    assert refused.status_code == 409
    assert "veranderen niet meer" in text_of(refused)


def test_every_fault_of_a_round_is_told_at_once(client: AuditingClient, town, now) -> None:
    add_year(town, now)
    wrong = {**NEW, f"pot_{MEENT}": "30.000", f"pot_{ZUID}": "1,000.00", "title": ""}
    shown = text_of(client.send("/beheer/rondes/nieuw", wrong))
    assert "Geef de ronde een naam." in shown
    assert "bijvoorbeeld 1.250,00" in shown
    later = {**NEW, f"pot_{MEENT}": "30.000", "closes_on": "2027-02-01"}
    shown = text_of(client.send("/beheer/rondes/nieuw", later))
    assert "Het stemmen moet later eindigen dan het begint." in shown
    assert "Het bedrag van € 30.000 is meer dan de € 24.000 die er nog is." in shown


def test_an_area_goes_with_another_one_of_the_round_when_few_vote(client: AuditingClient, town, now) -> None:
    add_year(town, now)
    asked = {**NEW, f"goes_with_{MEENT}": ZUID}
    refused = text_of(client.send("/beheer/rondes/nieuw", asked))
    assert "Kies een andere wijk die meedoet aan deze ronde, of geen." in refused
    made = text_of(client.send("/beheer/rondes/nieuw", {**asked, f"pot_{ZUID}": "5.000"}, follow=True))
    assert "Als in een wijk minder dan 5 mensen stemmen" in made
    assert "Hilversumse Meent wordt samen geteld met Zuid." in made
    form = client.page("/beheer/rondes/buurtbudget-2026/wijzigen")
    assert form.select_one(f"select[name=goes_with_{MEENT}] option[selected]")["value"] == ZUID
    assert form.select_one(f"select[name=goes_with_{ZUID}] option[selected]")["value"] == ""


def test_a_missing_date_is_told_in_words(client: AuditingClient, town, now) -> None:
    add_year(town, now)
    answer = client.send("/beheer/rondes/nieuw", {**NEW, "opens_on": "", "closes_on": "gisteren"})
    assert answer.status_code == 200
    assert "Vul een dag in." in text_of(answer)


def test_a_round_without_areas_is_refused(client: AuditingClient, town, now) -> None:
    add_year(town, now)
    answer = client.send("/beheer/rondes/nieuw", {**NEW, f"pot_{MEENT}": ""})
    assert "Kies ten minste één gebied." in text_of(answer)


def test_only_an_administrator_comes_here(client: AuditingClient, town) -> None:
    client.sign_in(COORDINATOR)
    for url in ("/beheer/rondes", "/beheer/rondes/nieuw"):
        assert client.get(url).status_code == 403


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ({"ballot_type": "approval"}, "Zo veel plannen kiezen als men wil"),
        ({"ballot_type": "approval", "most_choices": "3"}, "Hoogstens 3 plannen kiezen"),
        ({"ballot_type": "choose_1", "method": "greedy"}, "Eén plan kiezen"),
        ({"ballot_type": "knapsack", "least_spend_percent": "50"}, "samen binnen het bedrag passen"),
        ({"ballot_type": "points", "most_points": "10"}, "10 punten verdelen over plannen"),
        (
            {"ballot_type": "points", "most_points": "10", "most_points_per_plan": "4"},
            "10 punten verdelen over plannen, hoogstens 4 voor één plan",
        ),
        ({"ballot_type": "ranking", "most_choices": "5"}, "Plannen op volgorde zetten: hoogstens 5 plaatsen"),
        ({"lot": "dice", "threshold": "5"}, "Twintig dobbelstenen"),
        ({"threshold_percent": "5"}, "Stemmen van 5 procent van de stemmers die iets kiezen, naar boven afgerond"),
        ({"limit_green": "40"}, "Groen: 40 %"),
        ({"comparison": "y"}, "vergeleken met de meeste stemmen eerst"),
    ],
)
def test_a_round_of_every_kind_is_made_on_the_page_and_filled_in_again(
    client: AuditingClient, town, now, kind: dict[str, str], words: str
) -> None:
    add_year(town, now)
    shown = text_of(client.send("/beheer/rondes/nieuw", {**NEW, **kind}, follow=True))
    assert words in shown
    # sent again as it stands, nothing has changed
    assert words in text_of(client.send("/beheer/rondes/buurtbudget-2026/wijzigen", follow=True))


@pytest.mark.parametrize(
    ("kind", "field", "words"),
    [
        ({"ballot_type": "points"}, "most_points", "Geef elke stemmer 2 tot 1000 punten."),
        ({"ballot_type": "points", "most_points": "veel"}, "most_points", ""),
        (
            {"ballot_type": "points", "most_points": "10", "utility": "cost"},
            "utility",
            "Punten en plaatsen zeggen zelf wat een plan waard is.",
        ),
        (
            {"ballot_type": "ranking", "most_choices": "3", "utility": "cardinality"},
            "utility",
            "Punten en plaatsen zeggen zelf wat een plan waard is.",
        ),
        ({"ballot_type": "ranking"}, "most_choices", "Een volgorde heeft 2 tot 20 plaatsen."),
        ({"ballot_type": "choose_1", "most_choices": "2"}, "most_choices", "Laat dit leeg"),
        ({"least_spend_percent": "50"}, "least_spend_percent", "Alleen als plannen samen in het geld moeten passen"),
        ({"limit_green": "100"}, "limit_green", "Vul een percentage in van 1 tot 99"),
        ({"threshold": "-1"}, "threshold", "Vul een heel getal in van 0 tot 1000000."),
        ({"threshold_percent": "100"}, "threshold_percent", "Vul een heel getal in van 0 tot 99."),
        ({"threshold": "5", "threshold_percent": "5"}, "threshold_percent", "Kies één van de twee"),
        (
            {"ballot_type": "points", "most_points": "10", "threshold_percent": "5"},
            "threshold_percent",
            "Een percentage kan hier niet.",
        ),
        ({"across": "y"}, "across", "Stemmen op plannen van andere wijken kan alleen met twee of meer wijken."),
        ({"closes_on": "2027-02-01"}, "closes_on", "Het stemmen moet later eindigen dan het begint."),
    ],
)
def test_each_fault_stands_at_its_field_and_what_was_typed_stays(
    client: AuditingClient, town, now, kind: dict[str, str], field: str, words: str
) -> None:
    add_year(town, now)
    answer = client.send("/beheer/rondes/nieuw", {**NEW, **kind})
    page = soup_of(answer)
    error = page.find(id=f"{field}-error")
    assert error is not None
    assert words in " ".join(error.get_text(" ").split())
    values = form_values(find_form(page, 0))
    assert {name: values[name][0] for name in kind} == kind
    folded = page.find("details", class_="panel")
    assert folded is not None
    assert folded.has_attr("open") == (error in folded.descendants)


def test_the_page_says_which_count_suits_which_ballot(client: AuditingClient, town, now) -> None:
    add_year(town, now)
    shown = text_of(client.get("/beheer/rondes/nieuw"))
    assert "Kiest een stemmer één plan? Dan is “de meeste stemmen eerst” de logische telling" in shown
    assert "Alleen punten helpen bij gelijke delen goedkope plannen" in shown
    assert "Uren van mensen van de gemeente" not in shown


def test_hours_are_asked_where_the_year_divides_them(client: AuditingClient, town, now) -> None:
    add_year(town, now, hours=160)
    made = text_of(client.send("/beheer/rondes/nieuw", {**NEW, f"hours_{MEENT}": "32"}, follow=True))
    assert "Uren" in made
    refused = client.send("/beheer/rondes/nieuw", {**NEW, f"hours_{MEENT}": "33"})
    error = soup_of(refused).find(id=f"hours_{MEENT}-error")
    assert error is not None
    assert "33 uur is meer dan de 32 uur die er nog zijn." in error.get_text(" ", strip=True)
