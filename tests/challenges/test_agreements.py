"""From a grant to a take-over: promises of both sides, one yes, a deal with its money, looking back. Both engines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from budget.queries import find_account
from budget.rules.ledger import NotEnoughMoney
from challenges.models import ChallengeAgreement, ChallengeEvaluation
from challenges.rules.agreeing import Agreement, faults_of_agreement
from challenges.rules.states import RequestStep
from challenges.services import withdraw
from challenges.services.agreeing import agree, begin_agreement, confirm_agreement, give_agreement_up, write_agreement
from challenges.services.evaluating import Evaluated, begin_evaluation, conclude_evaluation, terminate
from challenges.services.refusals import ChallengeStepNotPossible, RequestRefused, TermOver
from deals.models import Deal, DealPromise
from deals.services import end_deal, record_result, terminate_deal
from lives.periods import day_of
from logbook.refusals import NotAllowed, NotFound
from tests.builders.people import COORDINATOR, RESIDENT
from tests.builders.town import MEENT, add_year
from tests.challenges.requests import (
    CLERK,
    LETTER,
    NEIGHBOUR,
    ZUID_ONLY,
    do,
    found,
    make_advised,
    make_place,
    new_decision,
    record,
)

TERMS = Agreement(
    result="Het groen rond het plein is heel het jaar verzorgd.",
    reporting="Elk kwartaal een ronde en een kort verslag.",
    stopping="Beide kanten kunnen stoppen met een maand tijd.",
    theme="green",
    first_day=date(2026, 12, 1),
    last_day=date(2027, 11, 30),
    year=2026,
    cents=12_000_00,
    paying_area=MEENT,
    their_promises=("Wij snoeien twee keer per jaar.", "Wij houden het plein schoon."),
    our_promises=("De gemeente levert gereedschap.",),
)


@pytest.fixture
def place(database, now):
    make_place(database, now)
    add_year(database, now)
    return database


@pytest.fixture
def granted(place, now):
    """A request granted for EUR 18,000 and 40 hours, of which the agreement is being written."""
    number = make_advised(place, now)
    record(place, now, number, new=new_decision(now, minutes=40 * 60))
    do(place, begin_agreement, COORDINATOR, now, number)
    return number


def fields_of(refused):
    return [fault.field for fault in refused.value.faults]


def available(database):
    with database.reading() as session:
        return find_account(session, 2026, MEENT).available


def make_active(database, now, number, terms=TERMS):
    version = do(database, write_agreement, COORDINATOR, now, number, terms, LETTER)
    do(database, confirm_agreement, RESIDENT, now, number, version)
    return do(database, agree, COORDINATOR, now, number)


def deal_of(database, deal_id):
    with database.reading() as session:
        row = session.get_one(Deal, deal_id)
        session.expunge(row)
        return row


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"result": ""}, "result"),
        ({"reporting": ""}, "reporting"),
        ({"stopping": "Nee"}, "stopping"),
        ({"theme": "money"}, "theme"),
        ({"their_promises": ()}, "their_promises"),
        ({"our_promises": ()}, "our_promises"),
        ({"our_promises": ("x",)}, "our_promises"),
        ({"our_promises": ("Wij helpen.",) * 21}, "our_promises"),
        ({"cents": 18_000_01}, "cents"),
        ({"cents": -1}, "cents"),
        ({"minutes": 40 * 60 + 1}, "minutes"),
        ({"last_day": date(2026, 11, 30)}, "last_day"),
        ({"paying_area": ""}, "paid_from"),
    ],
)
def test_an_agreement_without_one_of_its_parts_is_refused_at_the_field(change, field):
    assert [fault.field for fault in faults_of_agreement(replace(TERMS, **change), 18_000_00, 40 * 60)] == [field]


def test_a_whole_agreement_within_what_was_granted_has_no_faults():
    most = replace(TERMS, cents=18_000_00, minutes=40 * 60)
    assert faults_of_agreement(most, 18_000_00, 40 * 60) == ()


def test_both_sides_agree_and_it_is_a_deal_with_its_money_in_one_act(place, now, granted):
    before = available(place)
    deal = deal_of(place, make_active(place, now, granted))
    assert (found(place, granted).state, deal.kind, deal.state) == ("active", "takeover", "in_execution")
    assert (deal.cents, available(place)) == (12_000_00, before - 12_000_00)
    with place.reading() as session:
        promises = session.execute(select(DealPromise.side, DealPromise.text).order_by(DealPromise.id)).all()
        assert [tuple(each) for each in promises] == [
            ("neighbourhood", "Wij snoeien twee keer per jaar."),
            ("neighbourhood", "Wij houden het plein schoon."),
            ("municipality", "De gemeente levert gereedschap."),
        ]


def test_money_from_elsewhere_leaves_the_neighbourhood_s_budget_alone(place, now, granted):
    before = available(place)
    terms = replace(TERMS, paying_area="", paid_from="Onderhoud openbaar groen")
    deal = deal_of(place, make_active(place, now, granted, terms))
    assert (deal.cents, deal.area_code, available(place)) == (0, MEENT, before)


def test_without_enough_money_nothing_happens_at_all(place, now, granted):
    with place.writing() as session:
        short = replace(TERMS, cents=18_000_00)
        session.rollback()
    number = make_advised(place, now)
    record(place, now, number)
    do(place, begin_agreement, COORDINATOR, now, number)
    make_active(place, now, granted, short)
    with pytest.raises(NotEnoughMoney):
        make_active(place, now, number, short)
    assert found(place, number).state == "agreement_drafting"
    with place.reading() as session:
        assert len(session.scalars(select(Deal)).all()) == 1


def test_a_change_takes_the_yes_away_and_one_says_yes_to_what_one_read(place, now, granted):
    first = do(place, write_agreement, COORDINATOR, now, granted, TERMS, LETTER)
    do(place, confirm_agreement, RESIDENT, now, granted, first)
    second = do(place, write_agreement, COORDINATOR, now, granted, replace(TERMS, cents=1_00), LETTER)
    with pytest.raises(ChallengeStepNotPossible) as refused:
        do(place, agree, COORDINATOR, now, granted)
    assert refused.value.ground == "both_agreed"
    with pytest.raises(TermOver):
        do(place, confirm_agreement, RESIDENT, now, granted, first)
    do(place, confirm_agreement, RESIDENT, now, granted, second)
    do(place, agree, COORDINATOR, now, granted)


def test_nobody_says_yes_for_the_applicant(place, now, granted):
    with pytest.raises(NotFound):
        do(place, confirm_agreement, RESIDENT, now, granted, 1)
    version = do(place, write_agreement, COORDINATOR, now, granted, TERMS, LETTER)
    for actor in (COORDINATOR, CLERK, NEIGHBOUR):
        with pytest.raises(NotAllowed):
            do(place, confirm_agreement, actor, now, granted, version)


def test_only_the_coordinator_writes_it_and_agrees_for_the_municipality(place, now, granted):
    for actor in (RESIDENT, NEIGHBOUR, CLERK, ZUID_ONLY):
        with pytest.raises(NotAllowed):
            do(place, write_agreement, actor, now, granted, TERMS, LETTER)
        with pytest.raises(ChallengeStepNotPossible):
            do(place, agree, actor, now, granted)


def test_more_than_was_granted_cannot_be_written(place, now, granted):
    with pytest.raises(RequestRefused) as refused:
        do(place, write_agreement, COORDINATOR, now, granted, replace(TERMS, cents=18_000_01, our_promises=()), LETTER)
    assert fields_of(refused) == ["our_promises", "cents"]


def test_there_is_an_agreement_to_write_only_after_a_grant(place, now):
    number = make_advised(place, now)
    with pytest.raises(ChallengeStepNotPossible):
        do(place, begin_agreement, COORDINATOR, now, number)
    with pytest.raises(TermOver):
        do(place, write_agreement, COORDINATOR, now, number, TERMS, LETTER)


def test_without_an_agreement_it_stops_with_a_reason_or_the_applicant_withdraws(place, now, granted):
    with pytest.raises(RequestRefused):
        do(place, give_agreement_up, COORDINATOR, now, granted, "")
    do(place, give_agreement_up, COORDINATOR, now, granted, "Wij kwamen er samen niet uit.")
    assert found(place, granted).state == "no_agreement"
    with pytest.raises(ChallengeStepNotPossible):
        do(place, withdraw, RESIDENT, now, granted)


LOOKED_BACK = "Het groen ligt er goed bij en de buurt is tevreden."


def test_looking_back_one_goes_on_extends_or_ends(place, now, granted):
    deal = make_active(place, now, granted)
    do(place, begin_evaluation, COORDINATOR, now, granted)
    do(place, conclude_evaluation, COORDINATOR, now, granted, RequestStep.CONTINUE, Evaluated(day_of(now), LOOKED_BACK))
    assert found(place, granted).state == "active"
    do(place, begin_evaluation, COORDINATOR, now, granted)
    for day in (None, TERMS.last_day):
        with pytest.raises(ChallengeStepNotPossible):
            told = Evaluated(day_of(now), LOOKED_BACK, day)
            do(place, conclude_evaluation, COORDINATOR, now, granted, RequestStep.EXTEND, told)
    later = Evaluated(day_of(now), LOOKED_BACK, date(2028, 11, 30))
    do(place, conclude_evaluation, COORDINATOR, now, granted, RequestStep.EXTEND, later)
    assert (found(place, granted).state, deal_of(place, deal).last_day) == ("extended", date(2028, 11, 30))
    with place.reading() as session:
        assert session.scalars(select(ChallengeEvaluation.outcome)).all() == ["continue", "extend"]
        assert session.scalars(select(ChallengeAgreement.last_day)).one() == date(2028, 11, 30)


def test_it_ends_as_agreed_after_its_deal_was_ended(place, now, granted):
    deal = make_active(place, now, granted, replace(TERMS, cents=1_000_00))
    do(place, begin_evaluation, COORDINATOR, now, granted)
    told = Evaluated(day_of(now), LOOKED_BACK)
    with pytest.raises(TermOver):
        do(place, conclude_evaluation, COORDINATOR, now, granted, RequestStep.FINISH, told)
    assert found(place, granted).state == "evaluation"
    do(place, record_result, COORDINATOR, now, deal, "Het groen ligt er goed bij.")
    do(place, end_deal, COORDINATOR, now, deal)
    do(place, conclude_evaluation, COORDINATOR, now, granted, RequestStep.FINISH, told)
    assert found(place, granted).state == "completed"


def test_it_stops_early_with_a_reason_after_its_deal_was_ended(place, now, granted):
    before = available(place)
    deal = make_active(place, now, granted, replace(TERMS, cents=1_000_00))
    reason = "De groep heeft te weinig mensen over."
    with pytest.raises(TermOver):
        do(place, terminate, COORDINATOR, now, granted, reason)
    do(place, terminate_deal, COORDINATOR, now, deal, reason)
    do(place, terminate, COORDINATOR, now, granted, reason)
    assert (found(place, granted).state, available(place)) == ("terminated", before)


@pytest.mark.parametrize("wrong", [Evaluated(date(2099, 1, 1), LOOKED_BACK), Evaluated(date(2026, 11, 23), "Goed.")])
def test_an_evaluation_happened_and_says_something(place, now, granted, wrong):
    make_active(place, now, granted)
    do(place, begin_evaluation, COORDINATOR, now, granted)
    with pytest.raises(RequestRefused):
        do(place, conclude_evaluation, COORDINATOR, now, granted, RequestStep.CONTINUE, wrong)
    with pytest.raises(RequestRefused):
        told = Evaluated(day_of(now) - timedelta(days=1), LOOKED_BACK)
        do(place, conclude_evaluation, COORDINATOR, now, granted, RequestStep.WITHDRAW, told)


def test_the_database_refuses_a_deal_to_which_the_applicant_did_not_say_yes(place, now, granted):
    make_active(place, now, granted)
    with pytest.raises(DatabaseError, match="ck_challenge_agreement_both_agreed"), place.writing() as session:
        session.execute(text("UPDATE challenge_agreement SET confirmed_at = NULL, confirmed_by_key = NULL"))
