"""The pages before and after the vote for staff: plans that exclude each other, and the lot."""

from __future__ import annotations

from datetime import timedelta

import pytest

from logbook.actors import Role
from tests.builders.browsing import soup_of, text_of
from tests.builders.people import ADMINISTRATOR, COORDINATOR, RESIDENT, add_person, make_actor
from tests.builders.town import MEENT
from tests.voting.ballots import announced_vote, cast, let_vote, sealed_vote
from voting.services.excluding import BallotIsFixed, ExclusionRefused, exclude_plans, lift_exclusion
from voting.services.sealing import seal_round

CLERK = make_actor("clerk", Role.COLLEGE_CLERK)
OF_ZUID = make_actor("zuidco", Role.COORDINATOR, area="WK040204")
EXCLUSIONS = "/werk/rondes/buurtbudget-2026/hilversumse-meent/sluiten-uit"
LOT = "/beheer/rondes/buurtbudget-2026/stemming/loting"
DICE = "04815520913766420098"


@pytest.fixture
def people(app, sqlite_database, now):
    with sqlite_database.writing() as session:
        for actor in (ADMINISTRATOR, COORDINATOR, RESIDENT, CLERK, OF_ZUID):
            add_person(session, actor, now)


@pytest.fixture
def vote(people, sqlite_database, now, client):
    """Announced, not sealed; the coordinator of the Meent is signed in."""
    client.sign_in(COORDINATOR)
    return announced_vote(sqlite_database, now)


def test_plans_are_marked_shown_on_their_pages_and_let_go_again(client, vote):
    first, second = (str(number) for number in vote.plans[MEENT][:2])
    assert "Nu sluiten geen plannen" in text_of(client.get(EXCLUSIONS))

    marked = client.send(EXCLUSIONS, {"plans": [first, second], "why": "Zij willen dezelfde hoek."}, follow=True)
    assert "Hoogstens één van deze plannen krijgt geld." in text_of(marked)
    plan = text_of(client.get(f"/plannen/{first}", follow_redirects=True))
    assert "Hoogstens één van deze plannen krijgt geld" in plan
    assert "Zij willen dezelfde hoek." in plan
    assert "Feest 2 in WK040208" in plan

    gone = client.send(EXCLUSIONS, follow=True)
    assert "sluiten elkaar niet meer uit" in text_of(gone)
    assert "Zij willen dezelfde hoek." not in text_of(client.get(f"/plannen/{first}", follow_redirects=True))


@pytest.mark.parametrize(
    ("chosen", "why", "field", "words"),
    [
        (slice(0, 1), "Daarom.", "plans", "Kies ten minste twee plannen."),
        (slice(0, 0), "Daarom.", "plans", "Kies ten minste twee plannen."),
        (slice(0, 2), " ", "why", "Schrijf op waarom zij elkaar uitsluiten."),
        (slice(0, 2), "x" * 301, "why", "300"),
    ],
)
def test_a_group_that_cannot_be_is_refused_at_its_field(client, vote, chosen, why, field, words):
    plans = [str(number) for number in vote.plans[MEENT][chosen]]
    refused = client.send(EXCLUSIONS, {"plans": plans, "why": why})
    error = soup_of(refused).find(id=f"{field}-error")
    assert words in error.get_text(" ", strip=True)
    ticked = [box["value"] for box in soup_of(refused).select("input[name=plans][checked]")]
    assert ticked == plans


@pytest.mark.parametrize("plan", ["abc", "999999", "-1"])
def test_a_plan_from_elsewhere_is_refused(client, vote, plan):
    refused = client.send(EXCLUSIONS, {"plans": [str(vote.plans[MEENT][0]), plan], "why": "Daarom."})
    assert refused.status_code == 200
    assert soup_of(refused).find(id="plans-error") is not None


def test_a_plan_stands_in_one_group_and_in_its_own_area(database, now):
    vote = announced_vote(database, now)
    (first, second, third, _), (far, _) = vote.plans[MEENT], vote.plans["WK040204"]

    def mark(*plans):
        with database.writing() as session:
            return exclude_plans(session, ADMINISTRATOR, now, vote.round_id, MEENT, plans, "Eén plek.")

    group = mark(first, second)
    for pair in ((second, third), (third, far), (third, 10**9)):
        with pytest.raises(ExclusionRefused):
            mark(*pair)
    with database.writing() as session:
        lift_exclusion(session, ADMINISTRATOR, now, group)
    mark(second, third)


def test_once_the_ballot_is_fixed_nothing_changes_any_more(client, vote, sqlite_database, now):
    with sqlite_database.writing() as session:
        group = exclude_plans(session, COORDINATOR, now, vote.round_id, MEENT, vote.plans[MEENT][:2], "Eén plek.")
    with sqlite_database.writing() as session:
        seal_round(session, ADMINISTRATOR, now, vote.round_id)

    page = client.get(EXCLUSIONS)
    assert "Het stembiljet ligt vast" in text_of(page)
    assert soup_of(page).select("main form") == []
    with sqlite_database.writing() as session, pytest.raises(BallotIsFixed):
        lift_exclusion(session, ADMINISTRATOR, now, group)
    with sqlite_database.writing() as session, pytest.raises(BallotIsFixed):
        exclude_plans(session, ADMINISTRATOR, now, vote.round_id, MEENT, vote.plans[MEENT][2:], "Eén plek.")


def test_only_staff_of_the_area_come_here(client, vote):
    client.sign_in(RESIDENT)
    assert client.get(EXCLUSIONS).status_code == 403
    client.sign_in(OF_ZUID)
    assert client.get(EXCLUSIONS).status_code == 403
    assert client.get(EXCLUSIONS.replace("hilversumse-meent", "zuid")).status_code == 200
    assert client.get(EXCLUSIONS.replace("hilversumse-meent", "nergens")).status_code == 404


@pytest.fixture
def waiting(people, sqlite_database, now, at, client):
    """A vote that is over and waits for its dice; the administrator is signed in."""
    made = sealed_vote(sqlite_database, now, lot="dice")
    let_vote(sqlite_database, made, "ann")
    at(made.begun_at)
    cast(sqlite_database, made, "ann", 0)
    at(made.closes_at + timedelta(minutes=10))
    client.sign_in(ADMINISTRATOR)
    return made


def test_two_people_enter_the_dice_and_the_result_is_there(client, waiting):
    assert "wacht" in text_of(client.get("/uitslagen/buurtbudget-2026"))
    first = client.send(LOT, {"digits": "0481 5520 9137 6642 0098"}, follow=True)
    assert "Nu vult iemand anders dezelfde cijfers in." in text_of(first)

    client.sign_in(CLERK)
    assert "Lees de dobbelstenen zelf" in text_of(client.get(LOT))
    assert DICE not in client.get(LOT).get_data(as_text=True)
    second = client.send(LOT, {"digits": DICE})
    assert second.location == "/uitslagen/buurtbudget-2026"
    assert "krijgt geld" in text_of(client.get("/uitslagen/buurtbudget-2026"))
    assert DICE in text_of(client.get(LOT))


def test_digits_that_differ_leave_the_vote_waiting(client, waiting):
    client.send(LOT, {"digits": DICE})
    client.sign_in(CLERK)
    client.send(LOT, {"digits": DICE[::-1]})
    page = text_of(client.get(LOT))
    assert "U hebt cijfers ingevuld" in page
    assert "Iemand anders heeft cijfers ingevuld" in page
    assert "wacht" in text_of(client.get("/uitslagen/buurtbudget-2026"))


@pytest.mark.parametrize("digits", ["", "123", "x" * 20, DICE + "0"])
def test_what_is_no_twenty_digits_is_refused_at_the_field_and_stays(client, waiting, digits):
    refused = client.send(LOT, {"digits": digits})
    page = soup_of(refused)
    assert "20 cijfers" in page.find(id="digits-error").get_text(" ", strip=True)
    assert page.select_one("input[name=digits]")["value"] == digits


def test_the_work_list_of_the_college_clerk_leads_to_the_lot(client, waiting):
    client.get(LOT)
    client.sign_in(CLERK)
    links = [link["href"] for link in client.page("/werk").select("main a")]
    assert LOT in links


def test_before_the_end_there_is_nothing_to_draw(people, sqlite_database, now, at, client):
    vote = sealed_vote(sqlite_database, now, lot="dice")
    at(vote.begun_at)
    client.sign_in(ADMINISTRATOR)
    page = client.get(LOT)
    assert "Hier is nu geen loting nodig." in text_of(page)
    assert soup_of(page).select("main form") == []
