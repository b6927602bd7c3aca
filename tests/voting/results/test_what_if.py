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
    assert "1 plan meer zou geld krijgen." in shown
    assert "Deze plannen zouden geld krijgen, en krijgen het nu niet Feest 3 in WK040208" in shown
    assert "Verdeeld € 9.000 € 12.000" in shown


def test_a_plan_left_out_and_another_rule_together(client: AuditingClient) -> None:
    # by votes without the second plan: 4,000, then 2,000 and 3,000
    shown = text_of(client.get(f"{PAGE}?regel=greedy&zonder=2"))
    assert "Deze plannen zouden geen geld krijgen, en krijgen het nu wel Feest 2 in WK040208" in shown
    assert "Verdeeld € 9.000 € 9.000" in shown


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
