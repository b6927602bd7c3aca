"""The count step by step, the plan's own page, and the rules beside each other."""

from __future__ import annotations

import pytest

from tests.builders.browsing import AuditingClient, text_of
from tests.voting.ballots import Vote
from tests.voting.results.addresses import MEENT, PAGES, ROUND


@pytest.fixture(autouse=True)
def counted(client: AuditingClient, published: Vote) -> None:
    client.get(ROUND)


def test_the_first_step_says_what_everybody_began_with_and_who_paid(client: AuditingClient) -> None:
    shown = text_of(client.get(f"{MEENT}/stappen"))
    assert "De € 10.000 is gelijk verdeeld over de 40 mensen die plannen kozen: ieder € 250." in shown
    # thirty voters, each 100: the cheaper of two plans with thirty votes goes first
    assert "Stap 1 “Feest 2 in WK040208” krijgt € 3.000" in shown
    assert "30 stemmers betaalden ieder € 100." in shown
    assert "Stap 1 van 3" in shown


def test_a_step_says_what_is_no_longer_possible(client: AuditingClient) -> None:
    shown = text_of(client.get(f"{MEENT}/stappen?stap=3"))
    # with 499 each it costs 9,000; with 500 the ten could pay the third plan too, and that makes 12,000
    assert "Stap 3 “Feest 4 in WK040208” krijgt € 2.000" in shown
    assert "10 stemmers betaalden ieder € 200." in shown
    assert "Wat de stemmers op andere plannen samen nog kunnen betalen Feest 3 in WK040208 99%" in shown
    assert "€ 3.000 € 4.990 € 2.990" in shown
    assert "hebben de stemmers op dit plan samen te weinig om het te betalen: Feest 3 in WK040208." in shown


def test_a_step_says_that_the_voters_money_is_counting_money_and_what_is_really_left(client: AuditingClient) -> None:
    begun = text_of(client.get(f"{MEENT}/stappen"))
    assert "Daarom kreeg iedereen € 249 extra om mee te rekenen en begon de telling opnieuw, met € 499 voor" in begun
    shown = text_of(client.get(f"{MEENT}/stappen?stap=3"))
    told = "Hieronder staat rekengeld: iedereen kreeg € 249 extra om mee te rekenen, boven op het echte deel van € 250."
    assert f"{told} Echt over is € 1.000. Wat de stemmers op andere plannen" in shown


def test_a_step_that_a_lower_cost_decided_says_so(client: AuditingClient) -> None:
    shown = text_of(client.get(f"{MEENT}/stappen"))
    assert "In deze stap stond het gelijk met “Feest 1 in WK040208”. Dan gaat het plan voor dat minder kost" in shown
    assert "Zo geteld had dit plan de meeste stemmen" not in shown


def test_one_goes_back_and_on_without_javascript(client: AuditingClient) -> None:
    page = client.page(f"{MEENT}/stappen?stap=2")
    links = {str(link["rel"][0]): link["href"] for link in page.select(".player a")}
    assert links == {"prev": f"{MEENT}/stappen?stap=1", "next": f"{MEENT}/stappen?stap=3"}
    assert [link["href"] for link in page.select(".step-list a")] == [f"{MEENT}/stappen?stap={n}" for n in (1, 2, 3)]
    assert page.select_one("[data-play]").has_attr("hidden")


def test_all_steps_can_be_read_on_one_page(client: AuditingClient) -> None:
    page = client.page(f"{MEENT}/stappen?stap=alle")
    assert [each["id"] for each in page.select(".count-step")] == ["stap-1", "stap-2", "stap-3"]
    assert "Na de laatste stap is er € 1.000 over." in text_of(client.get(f"{MEENT}/stappen?stap=alle"))


@pytest.mark.parametrize("wanted", ["0", "4", "-1", "x", "1.5", "9999999999", "²"])
def test_a_step_that_is_not_there_is_not_found(client: AuditingClient, wanted: str) -> None:
    answer = client.get(f"{MEENT}/stappen?stap={wanted}")
    assert answer.status_code == 404
    assert "Deze telling heeft stap 1 tot en met 3." in text_of(answer)


def test_a_plan_that_lost_has_a_page_with_what_its_voters_got_instead(client: AuditingClient) -> None:
    shown = text_of(client.get(f"{MEENT}/plan/3"))
    assert "Krijgt geen geld" in shown
    # ten voters with 499 each, 4,990, paid 2,000 for the fourth plan; of the real money 1,000 is left
    assert (
        "Na stap 3 hadden de stemmers op dit plan samen nog € 2.990 van de € 3.000 die het kost: dat is 99%,"
        " € 10 te weinig, want hun geld was al gegaan naar “Feest 4 in WK040208” (€ 2.000)."
    ) in shown
    assert "Toen het aan het eind aan de beurt kwam, was er van het echte geld nog € 1.000 over: € 2.000 te" in shown
    assert "Hoe dichtbij het kwam Wat het kost € 3.000" in shown
    assert "Wat de stemmers samen nog hadden na stap 3 (99%) € 2.990" in shown
    assert "Waar hun geld toen al naartoe was Feest 4 in WK040208 € 2.000" in shown
    assert "Deze bedragen zijn rekengeld" in shown
    assert "Meeste stemmen eerst: het had geen geld gekregen." in shown


def test_a_plan_that_won_says_who_paid_and_leads_to_its_step(client: AuditingClient) -> None:
    page = client.page(f"{MEENT}/plan/4")
    assert "10 stemmers betaalden ieder € 200." in text_of(client.get(f"{MEENT}/plan/4"))
    assert page.find("a", href=f"{MEENT}/stappen?stap=3")


def test_a_plan_that_is_not_on_the_ballot_is_not_found(client: AuditingClient) -> None:
    assert client.get(f"{MEENT}/plan/5").status_code == 404
    assert client.get(f"{MEENT}/plan/0").status_code == 404


def test_the_rules_stand_beside_each_other_with_what_voters_got(client: AuditingClient) -> None:
    shown = text_of(client.get(f"{MEENT}/vergelijken"))
    # by votes too the cheaper of the last two goes first
    assert "A. Gelijke delen (dit telt) 3 € 9.000" in shown
    assert "B. Meeste stemmen eerst 3 € 9.000" in shown
    assert "Hoeveel van hun eigen keuzes krijgen geld?" in shown


@pytest.mark.parametrize("page", PAGES)
def test_every_page_of_a_result_reads_in_english_too(client: AuditingClient, page: str) -> None:
    english = text_of(client.get(f"{MEENT}{page}{'&' if '?' in page else '?'}taal=en"))
    assert "Counted otherwise" in english
    assert "stemmers" not in english
