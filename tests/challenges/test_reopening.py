"""After an objection to a grant was upheld: what runs is ended by its own door, then decided again. Both engines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from budget.queries import find_account
from challenges.models import ChallengeAgreement, ChallengeDecision, ChallengeEvent
from challenges.queries import find_challenge, work_of
from challenges.queries.objectors import objection_page
from challenges.queries.reopening import reopened
from challenges.rules.states import RequestStep
from challenges.services import record_council_answer, refer_to_council, withdraw
from challenges.services.agreeing import agree, begin_agreement, confirm_agreement, give_agreement_up, write_agreement
from challenges.services.evaluating import Evaluated, begin_evaluation, conclude_evaluation, terminate
from challenges.services.refusals import ChallengeStepNotPossible, RequestRefused, TermOver
from challenges.services.reopening import decide_again
from deals.services import end_deal, record_result, terminate_deal
from lives.periods import day_of
from logbook.refusals import NotAllowed
from tests.builders.people import ADMINISTRATOR, COORDINATOR, FINANCE, RESIDENT, add_person
from tests.builders.town import MEENT, add_year
from tests.challenges.requests import (
    CLERK,
    COUNCIL,
    LETTER,
    NEIGHBOUR,
    REVIEWER,
    WHY_NOT,
    do,
    found,
    make_advised,
    make_place,
    new_decision,
    record,
)
from tests.challenges.test_agreements import TERMS, make_active
from tests.challenges.test_objections import OTHER_CLERK, T, hear, object_now, objection, settle

WHY_IT_STOPS = "Het bezwaar tegen de toewijzing is gegrond."


@pytest.fixture
def place(database, now):
    make_place(database, now)
    add_year(database, now)
    with database.writing() as session:
        add_person(session, OTHER_CLERK, now)
    return database


@pytest.fixture
def granted(place, now):
    number = make_advised(place, now)
    record(place, now, number, new=new_decision(now))
    return number


@pytest.fixture
def running(place, now, granted):
    """Taken over for EUR 4,000, which the area settles at once when it stops; a neighbour objects."""
    do(place, begin_agreement, COORDINATOR, now, granted)
    deal = make_active(place, now, granted, replace(TERMS, cents=4_000_00))
    return granted, deal, object_now(place, now, granted, NEIGHBOUR)


def available(database):
    with database.reading() as session:
        return find_account(session, 2026, MEENT).available


def next_for(database, number, now):
    with database.reading() as session:
        return reopened(session, find_challenge(session, number), day_of(now))


def uphold(database, now, number, step=T.UPHOLD):
    hear(database, now, number)
    settle(database, now, number, step)


@pytest.mark.parametrize(
    ("until", "before", "after", "follow_up"),
    [
        ((), "granted", "advised", "decide_again"),
        (("begin",), "agreement_drafting", "advised", "decide_again"),
        (("begin", "give up"), "no_agreement", "advised", "decide_again"),
        (("begin", "agree"), "active", "active", "end_agreement"),
        (("begin", "agree", "evaluate"), "evaluation", "evaluation", "end_agreement"),
        (("begin", "agree", "evaluate", "extend"), "extended", "extended", "end_agreement"),
        (("begin", "agree", "stop"), "terminated", "terminated", "nothing_left"),
        (("begin", "agree", "evaluate", "finish"), "completed", "completed", "nothing_left"),
        (("withdraw",), "withdrawn", "withdrawn", "nothing_left"),
    ],
)
def test_what_follows_an_upheld_objection_to_a_grant(place, now, granted, until, before, after, follow_up):
    made = object_now(place, now, granted, NEIGHBOUR)
    for each in until:
        go(place, now, granted, each)
    assert found(place, granted).state == before
    uphold(place, now, made)
    assert (found(place, granted).state, objection(place, made).follow_up) == (after, follow_up)


def go(database, now, number, what):
    """One step on the way of a granted request."""
    early = {"begin": begin_agreement, "evaluate": begin_evaluation}
    if what in early:
        do(database, early[what], COORDINATOR, now, number)
    elif what == "give up":
        do(database, give_agreement_up, COORDINATOR, now, number, "Wij kwamen er niet uit.")
    elif what == "agree":
        make_active(database, now, number, replace(TERMS, cents=4_000_00))
    elif what == "extend":
        told = Evaluated(day_of(now), "Het groen ligt er goed bij.", date(2028, 11, 30))
        do(database, conclude_evaluation, COORDINATOR, now, number, RequestStep.EXTEND, told)
    elif what == "withdraw":
        do(database, withdraw, RESIDENT, now, number)
    else:
        end(database, now, number, what)


def end(database, now, number, what):
    with database.reading() as session:
        deal = session.scalars(select(ChallengeAgreement.deal_id).filter_by(challenge_id=number)).one()
    if what == "stop":
        do(database, terminate_deal, COORDINATOR, now, deal, "De groep heeft te weinig mensen.")
        do(database, terminate, COORDINATOR, now, number, "De groep heeft te weinig mensen.")
        return
    do(database, record_result, COORDINATOR, now, deal, "Het groen is een jaar verzorgd.")
    do(database, end_deal, COORDINATOR, now, deal)
    told = Evaluated(day_of(now), "Het groen ligt er goed bij.")
    do(database, conclude_evaluation, COORDINATOR, now, number, RequestStep.FINISH, told)


def test_the_whole_way_from_an_agreement_that_runs_to_a_new_one(place, now, running):
    number, deal, made = running
    before = available(place)
    uphold(place, now, made)
    told = next_for(place, number, now)
    assert (told.must_end_first, told.deal_id, told.decide_by) == (True, deal, date(2027, 2, 15))
    do(place, terminate_deal, COORDINATOR, now, deal, WHY_IT_STOPS)
    assert available(place) == before + 4_000_00
    do(place, terminate, COORDINATOR, now, number, WHY_IT_STOPS)
    do(place, decide_again, CLERK, now, number)
    assert (found(place, number).state, objection(place, made).follow_up) == ("advised", "decide_again")
    assert not next_for(place, number, now).must_end_first
    record(place, now, number, by=OTHER_CLERK, new=new_decision(now, cents=3_000_00))
    assert next_for(place, number, now) is None
    do(place, begin_agreement, COORDINATOR, now, number)
    with pytest.raises(RequestRefused):  # above the new grant
        do(place, write_agreement, COORDINATOR, now, number, replace(TERMS, cents=3_000_01), LETTER)
    second = make_active(place, now, number, replace(TERMS, cents=3_000_00))
    assert (second != deal, available(place)) == (True, before + 1_000_00)
    with place.reading() as session:
        page = objection_page(session, made, day_of(now))
        assert (page.decision.number, page.next_decision.number) == (1, 2)
        kept = session.scalars(select(ChallengeAgreement.deal_id).order_by(ChallengeAgreement.id)).all()
        assert kept == [deal, second]
        steps = session.scalars(select(ChallengeEvent.step).filter_by(challenge_id=number)).all()
        assert steps.index("end_after_objection") < steps.index("terminate") < steps.index("decide_again")


def test_the_new_decision_may_be_a_refusal(place, now, running):
    number, deal, made = running
    uphold(place, now, made, T.UPHOLD_PARTLY)
    do(place, terminate_deal, COORDINATOR, now, deal, WHY_IT_STOPS)
    do(place, terminate, COORDINATOR, now, number, WHY_IT_STOPS)
    do(place, decide_again, OTHER_CLERK, now, number)
    record(place, now, number, RequestStep.REFUSE, new_decision(now, WHY_NOT), by=OTHER_CLERK)
    assert found(place, number).state == "refused"
    with place.reading() as session:
        assert session.scalars(select(ChallengeDecision.kind).order_by(ChallengeDecision.number)).all() == [
            "granted", "refused"
        ]  # fmt: skip


def test_while_the_agreement_runs_or_without_an_upheld_objection_nothing_is_decided_again(place, now, running):
    number, deal, made = running
    with pytest.raises(ChallengeStepNotPossible) as wrong:
        do(place, decide_again, CLERK, now, number)
    assert wrong.value.ground == "not_in_table"
    uphold(place, now, made)
    with pytest.raises(ChallengeStepNotPossible):
        do(place, decide_again, CLERK, now, number)
    do(place, terminate_deal, COORDINATOR, now, deal, WHY_IT_STOPS)
    do(place, terminate, COORDINATOR, now, number, WHY_IT_STOPS)
    for actor in (RESIDENT, NEIGHBOUR, COORDINATOR, REVIEWER, FINANCE, COUNCIL, ADMINISTRATOR):
        with pytest.raises(NotAllowed):
            do(place, decide_again, actor, now, number)
    do(place, decide_again, CLERK, now, number)
    with pytest.raises(ChallengeStepNotPossible):
        do(place, decide_again, CLERK, now, number)


def test_an_agreement_that_stopped_for_another_reason_is_not_decided_again(place, now, running):
    number, deal, made = running
    do(place, terminate_deal, COORDINATOR, now, deal, "De groep heeft te weinig mensen.")
    do(place, terminate, COORDINATOR, now, number, "De groep heeft te weinig mensen.")
    uphold(place, now, made)
    with pytest.raises(ChallengeStepNotPossible) as wrong:
        do(place, decide_again, CLERK, now, number)
    assert wrong.value.ground == "objection_is_upheld"


def test_a_draft_agreement_of_the_old_grant_cannot_be_agreed_on_after_the_new_decision(place, now, granted):
    made = object_now(place, now, granted, NEIGHBOUR)
    do(place, begin_agreement, COORDINATOR, now, granted)
    version = do(place, write_agreement, COORDINATOR, now, granted, TERMS, LETTER)
    do(place, confirm_agreement, RESIDENT, now, granted, version)
    uphold(place, now, made)
    record(place, now, granted, by=OTHER_CLERK, new=new_decision(now, cents=1_000_00))
    do(place, begin_agreement, COORDINATOR, now, granted)
    with pytest.raises(ChallengeStepNotPossible):
        do(place, agree, COORDINATOR, now, granted)
    assert next_for(place, granted, now + timedelta(days=1)) is None


def test_two_upheld_objections_to_one_decision_open_it_once(place, now, granted):
    first, second = object_now(place, now, granted, NEIGHBOUR), object_now(place, now, granted)
    uphold(place, now, first)
    uphold(place, now, second)
    assert found(place, granted).state == "advised"
    with place.reading() as session:
        steps = session.scalars(select(ChallengeEvent.step).filter_by(challenge_id=granted)).all()
        assert steps.count("decide_again") == 1


def test_what_the_council_said_of_the_old_decision_does_not_count_for_the_new_one(place, now):
    number, later = make_advised(place, now, cost_cents=1_000_00), now + timedelta(days=1)
    yes = {"agrees": True, "reference": "RB 2026-7", "decided_on": day_of(now), "letter": LETTER}
    do(place, refer_to_council, CLERK, now, number, 18_000_00)
    do(place, record_council_answer, COUNCIL, now, number, **yes)
    record(place, now, number)
    made = object_now(place, now, number, NEIGHBOUR)
    uphold(place, now, made)
    do(place, refer_to_council, CLERK, later, number, 18_000_00)
    with pytest.raises(ChallengeStepNotPossible) as wrong:
        record(place, later, number)
    assert wrong.value.ground == "council_agreed"
    do(place, record_council_answer, COUNCIL, later, number, **{**yes, "reference": "RB 2026-9"})
    record(place, later, number)
    assert found(place, number).state == "granted"


def test_the_work_list_names_the_last_day_for_the_new_decision(place, now, granted):
    made = object_now(place, now, granted, NEIGHBOUR)
    uphold(place, now, made)
    with place.reading() as session:
        items = work_of(session, CLERK, now)
    assert [(item.kind, item.due) for item in items] == [("challenge", date(2027, 2, 15))]


def test_an_agreement_that_must_end_goes_on_no_longer_and_ended_as_agreed_leaves_nothing_to_decide(place, now, running):
    number, _deal, made = running
    uphold(place, now, made)
    go(place, now, number, "evaluate")
    with pytest.raises(TermOver):
        go(place, now, number, "extend")
    go(place, now, number, "finish")
    assert (found(place, number).state, objection(place, made).follow_up) == ("completed", "nothing_left")
    assert next_for(place, number, now) is None
