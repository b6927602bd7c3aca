"""An ordinary agreement out of the talks: offered, said yes to, and linked both ways. Both engines."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from budget.queries import find_account
from challenges.models import Challenge, ChallengeDeal, ChallengeEvent
from challenges.queries.instead import deals_to_offer, instead_of, offered_deal, request_of_deal
from challenges.rules.instead import sign_of
from challenges.rules.states import RequestState
from challenges.services.offering import confirm_deal, offer_deal, take_offer_back
from challenges.services.refusals import ChallengeStepNotPossible, RequestRefused, TermOver
from deals.models import Deal
from deals.rules.terms import DealKind, NewDeal, Promise, Side
from deals.services import change_deal, make_deal, terminate_deal
from lives.periods import day_of
from logbook.models import LogRow
from logbook.refusals import NotAllowed, NotFound
from pages.constraints import constraint_name, meaning_of
from tests.builders.people import ADMINISTRATOR, COORDINATOR, FINANCE, RESIDENT
from tests.builders.town import MEENT, ZUID, add_year
from tests.challenges.requests import (
    CLERK,
    COUNCIL,
    LETTER,
    NEIGHBOUR,
    REVIEWER,
    SECOND,
    ZUID_ONLY,
    clock,
    do,
    found,
    kinds_sent,
    make_place,
    send,
    take_up,
)

SQUARE = NewDeal(
    MEENT, 2026, DealKind.OTHER, "green", "Samen het plein onderhouden", "Het plein ligt er netjes bij.",
    cents=1_500_00, partner_name="Demo-groep", last_day=date(2027, 11, 30),
    promises=(Promise(Side.NEIGHBOURHOOD, "Wij snoeien."), Promise(Side.MUNICIPALITY, "Wij leveren gereedschap.")),
)  # fmt: skip
EVERYBODY = (RESIDENT, NEIGHBOUR, COORDINATOR, SECOND, ZUID_ONLY, CLERK, COUNCIL, REVIEWER, FINANCE, ADMINISTRATOR)


def key(each):
    return each.key if hasattr(each, "key") else str(each)


@pytest.fixture
def place(database, now):
    make_place(database, now)
    add_year(database, now)
    return database


@pytest.fixture
def talking(place, now):
    number = send(place, now)
    take_up(place, now, number)
    return number


@pytest.fixture
def deal(place, now):
    return do(place, make_deal, COORDINATOR, now, SQUARE)


@pytest.fixture
def offered(place, now, talking, deal):
    do(place, offer_deal, COORDINATOR, now, talking, deal, LETTER)
    return talking


def sign(place, number):
    with place.reading() as session:
        offer = instead_of(session, number)
        return sign_of(offered_deal(offer.deal, offer.promises))


def put_in_state(place, number, state):
    with place.writing() as session:
        session.get_one(Challenge, number).state = state
        session.commit()


def available(place):
    with place.reading() as session:
        return find_account(session, 2026, MEENT).available


def test_a_yes_lets_the_agreement_hold_and_ends_the_request_with_its_money_promised_once(place, now, talking, deal):
    before = available(place)
    do(place, offer_deal, COORDINATOR, now, talking, deal, LETTER)
    assert do(place, confirm_deal, RESIDENT, now, talking, sign(place, talking)) == deal
    assert (found(place, talking).state, available(place)) == ("withdrawn", before)
    assert str(clock(place, talking, day_of(now)).state) == "stopped"
    with place.reading() as session:
        row = session.get_one(Deal, deal)
        assert (row.state, row.partner_key, row.cents) == ("in_execution", RESIDENT.key, 1_500_00)
        assert instead_of(session, talking).deal.id == deal
        assert request_of_deal(session, deal) == (talking, "Het groen rond het plein")
        steps = session.scalars(select(ChallengeEvent.step).order_by(ChallengeEvent.id.desc()).limit(2)).all()
        assert steps == ["deal_instead", "offer_deal"]
        log = session.scalars(select(LogRow).order_by(LogRow.seq.desc()).limit(1)).one()
        assert (log.act, log.subject) == ("confirm_deal_instead", f"challenge:{talking}")
    assert "deal_offered" in kinds_sent(place)


def test_an_agreement_that_is_merely_offered_leads_nowhere_yet(place, offered, deal):
    with place.reading() as session:
        assert request_of_deal(session, deal) is None
        assert session.get_one(Deal, deal).state == "concept"
    assert found(place, offered).state == "dialogue"


def test_a_yes_to_an_older_text_does_not_count(place, now, offered, deal):
    old = sign(place, offered)
    do(place, change_deal, COORDINATOR, now, deal, replace(SQUARE, planned_result="Iets heel anders."))
    with pytest.raises(ChallengeStepNotPossible) as refused:
        do(place, confirm_deal, RESIDENT, now, offered, old)
    assert refused.value.ground == "has_offered_deal"
    assert found(place, offered).state == "dialogue"
    do(place, confirm_deal, RESIDENT, now, offered, sign(place, offered))


def test_an_agreement_that_was_ended_meanwhile_takes_nothing_with_it(place, now, offered, deal):
    read = sign(place, offered)
    do(place, terminate_deal, COORDINATOR, now, deal, "Toch niet.")
    with pytest.raises(Exception, match=r".") as refused:
        do(place, confirm_deal, RESIDENT, now, offered, read)
    assert getattr(refused.value, "status", 409) == 409
    assert found(place, offered).state == "dialogue"


def answer(act, *arguments):
    try:
        do(arguments[0], act, *arguments[1:])
    except NotAllowed:
        return "not allowed"
    except ChallengeStepNotPossible as refused:
        return "not allowed" if refused.status == 403 else "not now"
    except TermOver:
        return "not now"
    return "done"


WHO = {
    "offer": {COORDINATOR: "done", SECOND: "done"},
    "take_back": {COORDINATOR: "done", SECOND: "done"},
    "confirm": {RESIDENT: "done"},
}


@pytest.mark.parametrize("actor", EVERYBODY, ids=key)
@pytest.mark.parametrize("name", WHO)
def test_each_act_is_for_its_own_side_alone(place, now, talking, deal, name, actor):
    if name == "offer":
        given = answer(offer_deal, place, actor, now, talking, deal, LETTER)
    else:
        do(place, offer_deal, COORDINATOR, now, talking, deal, LETTER)
        act, *more = (take_offer_back,) if name == "take_back" else (confirm_deal, sign(place, talking))
        given = answer(act, place, actor, now, talking, *more)
    assert given == WHO[name].get(actor, "not allowed")


IN_TALKS = {"dialogue", "assessment"}


@pytest.mark.parametrize("state", [state for state in RequestState if state is not RequestState.DRAFT])
def test_an_ordinary_agreement_comes_out_of_the_talks_alone(place, now, talking, deal, state):
    put_in_state(place, talking, state.value)
    expected = "done" if state in IN_TALKS else "not now"
    assert answer(offer_deal, place, COORDINATOR, now, talking, deal, LETTER) == expected


@pytest.mark.parametrize("state", [state for state in RequestState if state is not RequestState.DRAFT])
def test_a_yes_counts_during_the_talks_alone_and_an_offer_is_taken_back_always(place, now, offered, state):
    read = sign(place, offered)
    put_in_state(place, offered, state.value)
    expected = "done" if state in IN_TALKS else "not now"
    assert answer(confirm_deal, place, RESIDENT, now, offered, read) == expected
    back = "not now" if state in IN_TALKS else "done"
    assert answer(take_offer_back, place, COORDINATOR, now, offered) == back


def test_one_agreement_is_offered_at_a_time_and_to_one_request(place, now, offered, deal):
    another = do(place, make_deal, COORDINATOR, now, SQUARE)
    with pytest.raises(TermOver):
        do(place, offer_deal, COORDINATOR, now, offered, another, LETTER)
    second = send(place, now)
    take_up(place, now, second)
    with pytest.raises(RequestRefused):
        do(place, offer_deal, COORDINATOR, now, second, deal, LETTER)
    do(place, take_offer_back, COORDINATOR, now, offered)
    do(place, offer_deal, COORDINATOR, now, second, deal, LETTER)


def test_the_database_itself_gives_an_agreement_to_one_request_alone(place, now, offered, deal):
    other = send(place, now)
    row = ChallengeDeal(challenge_id=other, deal_id=deal, offered_by_key=COORDINATOR.key, offered_at=now)
    with place.writing() as session, pytest.raises(IntegrityError) as broken:
        session.add(row)
        session.flush()
    assert constraint_name(broken.value) == "uq_challenge_deal_deal_id"
    assert meaning_of(broken.value) is not None


def test_two_requests_that_reach_for_one_agreement_at_once_do_not_both_get_it(place, now, talking, deal):
    other = send(place, now)
    take_up(place, now, other)

    def reach(number):
        try:
            do(place, offer_deal, COORDINATOR, now, number, deal, LETTER)
        except (RequestRefused, IntegrityError):
            return False
        return True

    with ThreadPoolExecutor(2) as both:
        got = list(both.map(reach, (talking, other)))
    assert sorted(got) == [False, True]


def test_only_what_can_be_offered_stands_in_the_list(place, now, deal):
    do(place, make_deal, COORDINATOR, now, replace(SQUARE, is_active=True))
    elsewhere = do(place, make_deal, ADMINISTRATOR, now, replace(SQUARE, area_code=ZUID))
    with place.reading() as session:
        assert [number for number, _ in deals_to_offer(session, COORDINATOR)] == [elsewhere, deal]
        assert [number for number, _ in deals_to_offer(session, ZUID_ONLY)] == [elsewhere]


def test_a_deal_that_nobody_knows_is_not_offered(place, now, talking):
    with pytest.raises(NotFound):
        do(place, offer_deal, COORDINATOR, now, talking, 999, LETTER)
    unfinished = do(place, make_deal, COORDINATOR, now, replace(SQUARE, planned_result=""))
    with pytest.raises(RequestRefused) as refused:
        do(place, offer_deal, COORDINATOR, now, talking, unfinished, LETTER)
    assert [fault.field for fault in refused.value.faults] == ["deal_id"]
