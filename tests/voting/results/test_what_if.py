"""The page "what if": any values in its address, faults in words, and on every part that it is not the result."""

from __future__ import annotations

import pytest

from tests.builders.browsing import AuditingClient, text_of
from tests.voting.ballots import Vote
from tests.voting.results.addresses import MEENT, ROUND

PAGE = f"{MEENT}/wat-als"


@pytest.fixture(autouse=True)
def counted(client: AuditingClient, published: Vote) -> None:
    client.get(ROUND)


def test_the_real_values_stand_in_the_form_and_nothing_is_worked_out(client: AuditingClient) -> None:
    page = client.page(PAGE)
    assert page.select_one("#pot")["value"] == "10.000"
    assert page.select_one("#regel option[selected]")["value"] == "equalshares"
    assert page.select(".what-if__part") == []


def test_more_money_shows_what_would_get_it_beside_the_real_result(client: AuditingClient) -> None:
    shown = text_of(client.get(f"{PAGE}?pot=12.000"))
    assert "U veranderde: het geld, van € 10.000 naar € 12.000." in shown
    assert "“Feest 3 in WK040208” zou wel geld krijgen." in shown
    assert "Deze plannen zouden geld krijgen, en krijgen het nu niet Feest 3 in WK040208" in shown
    assert "Verdeeld € 9.000 € 12.000" in shown


def test_a_plan_left_out_and_another_rule_together(client: AuditingClient) -> None:
    # by votes without the second plan: 4,000, then 2,000 and 3,000
    shown = text_of(client.get(f"{PAGE}?regel=greedy&zonder=2"))
    assert "Deze plannen zouden geen geld krijgen, en krijgen het nu wel Feest 2 in WK040208" in shown
    assert "Verdeeld € 9.000 € 9.000" in shown


@pytest.mark.parametrize(
    ("address", "changed"),
    [
        ("regel=greedy", "de manier van tellen, van “Gelijke delen” naar “Meeste stemmen eerst”"),
        ("pot=8.000,50", "het geld, van € 10.000 naar € 8.000,50"),
        ("drempel=11", "het laagste aantal stemmen, van 0 naar 11"),
        ("zonder=2", "“Feest 2 in WK040208” doet niet mee"),
        ("pot=9000&drempel=2", "het geld, van € 10.000 naar € 9.000; het laagste aantal stemmen, van 0 naar 2"),
        ("afmaken=none", "wat er gebeurt met geld dat over is, van “Iedereen een euro extra"),
        ("regel=greedy&afmaken=none", "naar “Meeste stemmen eerst”."),
    ],
)
def test_the_answer_begins_with_what_was_changed(client: AuditingClient, address: str, changed: str) -> None:
    said = " ".join(client.page(f"{PAGE}?{address}").select_one("[data-lead]").get_text(" ").split())
    assert said.startswith("U veranderde: ")
    assert changed in said


def test_the_real_values_change_nothing_and_give_the_same_plans(client: AuditingClient) -> None:
    shown = text_of(client.get(f"{PAGE}?pot=10000"))
    assert "U veranderde niets. Precies dezelfde plannen zouden geld krijgen." in shown


def test_few_plans_that_would_lose_are_named(client: AuditingClient) -> None:
    shown = text_of(client.get(f"{PAGE}?regel=greedy&zonder=2"))
    assert "“Feest 3 in WK040208” zou wel geld krijgen. “Feest 2 in WK040208” zou geen geld krijgen." in shown


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("pot=0", "Met € 0 kan geen plan geld krijgen: het goedkoopste kost € 2.000."),
        ("pot=1.999,99", "Met € 1.999,99 kan geen plan geld krijgen: het goedkoopste kost € 2.000."),
        ("pot=2.500&zonder=4", "Met € 2.500 kan geen plan geld krijgen: het goedkoopste kost € 3.000."),
        ("drempel=31", "Geen enkel plan heeft 31 stemmen."),
    ],
)
def test_where_no_plan_would_get_money_it_says_why(client: AuditingClient, address: str, why: str) -> None:
    said = " ".join(client.page(f"{PAGE}?{address}").select_one("[data-lead]").get_text(" ").split())
    assert why in said
    assert "zouden geen geld krijgen" in said


def test_a_reason_for_nothing_is_not_given_where_plans_would_get_money(client: AuditingClient) -> None:
    assert "kan geen plan geld krijgen" not in text_of(client.get(f"{PAGE}?pot=2000"))
    assert "Geen enkel plan heeft" not in text_of(client.get(f"{PAGE}?drempel=30"))


def test_who_opens_an_address_with_values_finds_the_answer_before_the_form(client: AuditingClient) -> None:
    def order(page) -> list[str]:
        return [each.name for each in page.select(".what-if > form, .what-if > [data-answer]")]

    assert order(client.page(f"{PAGE}?pot=12000")) == ["div", "form"]
    assert order(client.page(PAGE)) == ["form", "div"]
    # what is wrong is put right first
    assert order(client.page(f"{PAGE}?pot=veel")) == ["form", "div"]


def test_every_part_says_that_it_is_not_the_result_and_no_machine_keeps_it(client: AuditingClient) -> None:
    answer = client.get(f"{PAGE}?pot=12000&zonder=1")
    page = client.page(f"{PAGE}?pot=12000&zonder=1")
    parts = page.select(".what-if__part")
    assert len(parts) >= 3
    assert all("Dit is niet de uitslag" in part.get_text() for part in parts)
    assert "Niet de uitslag" in page.title.get_text()
    assert page.select_one("meta[name=robots]")["content"] == "noindex"
    assert answer.headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("pot=veel", "Schrijf het bedrag alleen met cijfers"),
        ("pot=", "Vul een bedrag in."),
        ("pot=-5", "Het geld dat er is:"),
        ("pot=100000001", "Het geld dat er is:"),
        ("drempel=", "Vul een aantal in, of 0."),
        ("drempel=-1", "Laagste aantal stemmen:"),
        ("drempel=1,5", "Laagste aantal stemmen:"),
        ("drempel=99999999999999999999", "Vul een heel getal in"),
        ("drempel=10000001", "Vul een heel getal in, vanaf 0."),
        ("regel=loterij", "Kies een van deze."),
        ("afmaken=alles", "Kies een van deze."),
        ("zonder=99", "Kies een van deze."),
        ("zonder=x", "Kies een van deze."),
    ],
)
def test_values_that_cannot_be_are_named_at_their_field_and_kept(
    client: AuditingClient, address: str, fault: str
) -> None:
    page = client.page(f"{PAGE}?{address}")
    assert fault in " ".join(page.select_one(".error-summary").get_text(" ").split())
    assert page.select(".what-if__part") == []
    name, _, typed = address.partition("=")
    if name in ("pot", "drempel"):
        assert page.select_one(f"#{name}")["value"] == typed


def test_several_faults_are_told_at_once(client: AuditingClient) -> None:
    page = client.page(f"{PAGE}?pot=veel&drempel=x&regel=loterij")
    assert len(page.select(".error-summary li")) == 3


@pytest.mark.parametrize(
    "address", ["pot=0", "pot=0,01", "drempel=10000000", "pot=100.000.000", "afmaken=none&drempel=31"]
)
def test_odd_values_are_answered_too(client: AuditingClient, address: str) -> None:
    assert len(client.page(f"{PAGE}?{address}").select(".what-if__part")) >= 1


def test_numbers_of_few_people_are_not_said(client: AuditingClient) -> None:
    for address in ("drempel=31", "pot=0", "regel=greedy", "zonder=4"):
        page = client.page(f"{PAGE}?{address}")
        last = page.select(".what-if__part table tr")[-1]
        assert {cell.get_text() for cell in last.select("td")}.isdisjoint({"1", "2", "3", "4"})
