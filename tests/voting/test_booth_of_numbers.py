"""The booth for points and for places, as a browser without JavaScript sees it: every screen and every fault."""

from __future__ import annotations

import pytest

from tests.builders.browsing import find_form, form_values, soup_of, text_of
from tests.builders.people import ADMINISTRATOR
from tests.builders.town import MEENT
from tests.voting.ballots import ballot_in, sealed_vote, urn_of
from voting.rules.codes import printed_code
from voting.services.codes import make_codes

POINTS = {"ballot_type": "points", "most_points": 10, "most_points_per_plan": 6}
RANKING = {"ballot_type": "ranking", "most_choices": 3}
CHOOSE_2 = {"ballot_type": "approval", "most_choices": 2}
SPENDER = {"ballot_type": "knapsack", "least_spend_percent": 50}


@pytest.fixture
def enter(app, sqlite_database, now, at, client):
    """Open a vote of this kind and come in with a code."""

    def come_in(kind):
        vote = sealed_vote(sqlite_database, now, **kind)
        at(vote.begun_at)
        with sqlite_database.writing() as session:
            (code,) = make_codes(session, ADMINISTRATOR, vote.opens_at, vote.round_id, MEENT, 1)
        client.send("/stemmen", {"code": printed_code(code.code)})
        return vote

    return come_in


def fields(page):
    """What stands in the fields behind the plans, without the empty ones."""
    values = form_values(find_form(page, 0))
    return {name: texts[0] for name, texts in values.items() if name.startswith(("points-", "rank-")) and texts[0]}


@pytest.mark.parametrize(
    ("kind", "sent", "marks", "said"),
    [
        (
            POINTS,
            {"points-0": "6", "points-2": "4"},
            {0: 6, 2: 4},
            ("Verdeel uw punten", "U geeft punten aan 2 plannen"),
        ),
        (
            POINTS,
            {"points-3": " 3 ", "points-1": "0"},
            {3: 3},
            ("U hebt 10 punten", "U hebt nog 7 punten over. Dat mag."),
        ),
        (
            RANKING,
            {"rank-2": "1", "rank-0": "2", "rank-3": "3"},
            {2: 1, 0: 2, 3: 3},
            ("Zet uw plannen op volgorde", "Dit is uw volgorde"),
        ),
        (RANKING, {"rank-1": "1"}, {1: 1}, ("hoogstens 3 plaatsen", "1 plan.")),
        (CHOOSE_2, {"plan": ["1", "3"]}, {1: 1, 3: 1}, ("Kies ten hoogste 2 plannen", "U kiest 2 plannen")),
        (SPENDER, {"plan": ["0", "3"]}, {0: 1, 3: 1}, ("van samen ten minste € 5.000", "U kiest 2 plannen")),
    ],
)
def test_a_voter_goes_from_choice_to_proof(enter, client, sqlite_database, kind, sent, marks, said):
    enter(kind)
    assert said[0] in text_of(client.get("/stemmen/kiezen"))
    assert client.send("/stemmen/kiezen", sent).location == "/stemmen/controleren"
    assert said[1] in text_of(client.get("/stemmen/controleren"))
    assert client.send("/stemmen/controleren").location == "/stemmen/bewijs"
    proof = client.get("/stemmen/bewijs")
    assert "U hebt gestemd" in text_of(proof)

    (row,) = urn_of(sqlite_database)
    ballot = ballot_in(sqlite_database, row)
    assert ballot.marks == marks
    assert row.tracker.hex() in client.get("/stemmen/bewijs.txt").get_data(as_text=True)


@pytest.mark.parametrize(
    ("kind", "sent", "said", "anchors"),
    [
        (POINTS, {"points-0": "7"}, ["hoogstens 6 punten"], ["#points-0"]),
        (POINTS, {"points-0": "6", "points-1": "6"}, ["U gaf 12 punten. U hebt er 10: haal er 2 weg."], []),
        (POINTS, {"points-0": "veel", "points-1": "2,5"}, ["Vul een heel getal in"], ["#points-0", "#points-1"]),
        (POINTS, {"points-2": "-1"}, ["Vul een heel getal in"], ["#points-2"]),
        (POINTS, {"points-2": "9" * 400}, ["Vul een heel getal in"], ["#points-2"]),
        (
            POINTS,
            {"points-0": "vier", "points-1": "8", "points-2": "6"},
            ["Vul een heel getal in", "hoogstens 6 punten", "U gaf 14 punten"],
            ["#points-0", "#points-1"],
        ),
        (RANKING, {"rank-0": "1", "rank-1": "1"}, ["meer dan één plan plaats 1"], ["#rank-0", "#rank-1"]),
        (RANKING, {"rank-0": "1", "rank-1": "3"}, ["U gaf geen plan plaats 2"], []),
        (CHOOSE_2, {"plan": ["0", "1", "2"]}, ["U koos 3 plannen"], []),
        (SPENDER, {"plan": ["3"]}, ["Kies plannen van samen ten minste € 5.000, of geen."], []),
    ],
)
def test_every_fault_is_told_at_its_field_and_nothing_that_was_typed_is_lost(
    enter, client, sqlite_database, kind, sent, said, anchors
):
    enter(kind)
    refused = client.send("/stemmen/kiezen", sent)

    assert refused.status_code == 422
    page = soup_of(refused)
    summary = page.select_one(".error-summary")
    for sentence in said:
        assert sentence in " ".join(summary.get_text(" ").split())
    assert sorted(link["href"] for link in summary.select("a")) == anchors
    for anchor in anchors:
        field = page.select_one(anchor)
        assert field["aria-invalid"] == "true"
        assert page.find(id=f"{anchor[1:]}-error") is not None
    if "plan" not in sent:
        assert fields(page) == sent
    assert urn_of(sqlite_database) == []


def test_a_place_that_does_not_exist_is_refused_at_the_plan(enter, client):
    enter(RANKING)
    data = form_values(find_form(client.page("/stemmen/kiezen"), 0)) | {"rank-0": ["9"]}
    refused = client.post("/stemmen/kiezen", data=data)
    assert refused.status_code == 422
    assert "Plaats 9 bestaat niet. De laatste is 3." in text_of(refused)


@pytest.mark.parametrize("name", ["points-7", "points--1", "points-x", "points-"])
def test_points_for_a_plan_that_is_not_on_this_ballot_are_refused_and_the_others_stay(enter, client, name):
    enter(POINTS)
    data = form_values(find_form(client.page("/stemmen/kiezen"), 0)) | {"points-1": ["4"], name: ["3"]}
    refused = client.post("/stemmen/kiezen", data=data)
    assert refused.status_code == 422
    assert "staat niet op het stembiljet" in text_of(refused)
    assert fields(soup_of(refused)) == {"points-1": "4"}


@pytest.mark.parametrize(
    ("kind", "sent", "meter"),
    [
        (POINTS, {"points-0": "6", "points-1": "3"}, "Nog 1 punt"),
        (RANKING, {"rank-3": "1", "rank-0": "2"}, "Nog 1 plaats"),
    ],
)
def test_the_choice_comes_back_with_its_meter_and_is_wiped_with_one_button(enter, client, kind, sent, meter):
    enter(kind)
    longer = client.send("/stemmen/kiezen", sent, button="action=longer", follow=True)
    assert "half uur" in text_of(longer)
    assert fields(soup_of(longer)) == sent
    assert soup_of(longer).select_one("[data-left-text]").get_text(strip=True) == meter

    cleared = client.send("/stemmen/kiezen", button="action=clear", follow=True)
    assert "Uw keuze is gewist" in text_of(cleared)
    assert fields(soup_of(cleared)) == {}


def test_more_time_keeps_what_is_no_number_too(enter, client):
    enter(POINTS)
    longer = client.send("/stemmen/kiezen", {"points-0": "vier", "points-1": "2"}, button="action=longer")
    assert longer.status_code == 422
    assert fields(soup_of(longer)) == {"points-0": "vier", "points-1": "2"}


def test_the_list_of_a_ranking_stands_in_order_above_the_plans_and_on_the_check_page(enter, client):
    enter(RANKING)
    client.send("/stemmen/kiezen", {"rank-3": "1", "rank-0": "2"})
    listed = client.page("/stemmen/kiezen").select("[data-ranked] li")
    assert [item.get_text() for item in listed] == ["Feest 4 in WK040208", "Feest 1 in WK040208"]
    rows = client.page("/stemmen/controleren").select("tbody tr")
    assert [[cell.get_text(strip=True) for cell in row.select("th, td")][:2] for row in rows] == [
        ["1", "Feest 4 in WK040208"],
        ["2", "Feest 1 in WK040208"],
    ]


def test_points_stand_from_most_to_least_on_the_check_page_with_their_sum(enter, client):
    enter(POINTS)
    client.send("/stemmen/kiezen", {"points-0": "2", "points-3": "5"})
    page = client.page("/stemmen/controleren")
    rows = [[cell.get_text(strip=True) for cell in row.select("th, td")][:2] for row in page.select("tr")]
    assert rows == [
        ["Plan", "Punten"],
        ["Feest 4 in WK040208", "5"],
        ["Feest 1 in WK040208", "2"],
        ["Samen", "7"],
    ]


@pytest.mark.parametrize("kind", [POINTS, RANKING, CHOOSE_2])
def test_a_blank_vote_asks_whether_that_is_meant(enter, client, sqlite_database, kind):
    enter(kind)
    assert client.send("/stemmen/kiezen").location == "/stemmen/controleren"
    assert client.send("/stemmen/controleren").status_code == 422
    assert client.send("/stemmen/controleren", {"blank": "1"}).location == "/stemmen/bewijs"
    (row,) = urn_of(sqlite_database)
    assert ballot_in(sqlite_database, row).marks == {}


@pytest.mark.parametrize(("kind", "sent"), [(POINTS, {"points-0": "6", "points-1": "4"}), (RANKING, {"rank-0": "1"})])
def test_the_visit_stays_of_one_size_in_its_cookie(enter, client, kind, sent):
    enter(kind)
    blank = client.send("/stemmen/kiezen").headers["Set-Cookie"]
    chosen = client.send("/stemmen/kiezen", sent).headers["Set-Cookie"]
    sizes = {len(each.split(";")[0]) for each in (blank, chosen)}
    assert len(sizes) == 1
    assert sizes.pop() < 1_000
