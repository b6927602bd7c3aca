"""The result of an area to read on a phone: what is left, one reason once, a search that finds, the way to a plan."""

from __future__ import annotations

import pytest

from tests.builders.browsing import AuditingClient, text_of
from tests.voting.ballots import MEENT as MEENT_CODE
from tests.voting.ballots import Vote
from tests.voting.results.addresses import MEENT, ROUND
from voting.routes.results.areas import shared_reason


@pytest.fixture(autouse=True)
def counted(client: AuditingClient, published: Vote) -> None:
    client.get(ROUND)


def test_what_is_left_and_where_it_went_stands_before_the_plans(client: AuditingClient) -> None:
    shown = text_of(client.get(MEENT))
    left = "Over: € 1.000. Dat geld ging terug naar het geld dat Hilversumse Meent nog kan besteden."
    assert 0 < shown.index(left) < shown.index("Deze plannen krijgen geld, in deze volgorde")


@pytest.mark.parametrize(("reasons", "shared"), [(["A", "A", "A"], "A"), (["A", "B"], None), (["A"], None), ([], None)])
def test_a_reason_is_shared_when_several_plans_have_the_same(reasons, shared):
    assert shared_reason(reasons) == shared


def test_the_reason_of_all_winners_stands_once_above_them(client: AuditingClient) -> None:
    page = client.page(MEENT)
    table = page.select_one("section[aria-labelledby=funded]")
    assert table.get_text().count("gelijke deel van het geld") == 1
    assert table.select("[data-head=Waarom]") == []
    lost = page.select_one("section[aria-labelledby=not-funded]")
    assert len(lost.select("[data-head=Waarom]")) == 1


@pytest.mark.parametrize("wanted", ["feest3", "FEEST 3", "f e e s t 3 in"])
def test_a_search_overlooks_blanks_and_case_and_leads_to_what_it_found(client: AuditingClient, wanted: str) -> None:
    page = client.page(f"{MEENT}?zoek={wanted}")
    assert page.select_one("form.filter-bar")["action"].endswith("#found")
    assert page.select_one("#found")["tabindex"] == "-1"
    assert "1 plan gevonden" in " ".join(page.get_text(" ").split())


def test_the_page_of_a_plan_marks_the_tab_that_it_stands_under(client: AuditingClient) -> None:
    marked = client.page(f"{MEENT}/plan/1").select(".page-tabs [aria-current]")
    assert [(each["aria-current"], each.get_text()) for each in marked] == [("true", "Uitslag")]
    marked = client.page(f"{MEENT}/vergelijken").select(".page-tabs [aria-current]")
    assert [(each["aria-current"], each.get_text()) for each in marked] == [("page", "Anders geteld")]


def test_a_plan_leads_straight_to_its_own_reason(client: AuditingClient, published: Vote) -> None:
    for place, plan in enumerate(published.plans[MEENT_CODE], 1):
        address = client.get(f"/plannen/{plan}").headers["Location"]
        link = client.page(address).find("a", string="Lees de uitslag van dit plan, en waarom")
        answer = client.get(link["href"])
        assert (answer.status_code, answer.headers["Location"]) == (302, f"{MEENT}/plan/{place}")


def test_a_plan_that_was_not_on_this_ballot_leads_to_the_whole_result(client: AuditingClient) -> None:
    assert client.get(f"{MEENT}/voorstel/999").headers["Location"] == MEENT
    assert client.get(f"{ROUND}/nergens/voorstel/1").status_code == 404


def test_one_word_is_used_for_the_record(client: AuditingClient) -> None:
    for page in ("", "/narekenen", "/proces-verbaal"):
        shown = text_of(client.get(f"{MEENT}{page}"))
        assert shown.count("verslag") == shown.count("proces-verbaal (het officiële verslag)")
    assert "proces-verbaal (het officiële verslag)" in text_of(client.get(f"{MEENT}/narekenen"))
