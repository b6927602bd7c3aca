"""From the check to the decision: talks, advice per team, the council, grounds, one decision, on both engines."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from challenges.models import ChallengeAdvice, ChallengeDecision, ChallengeGround
from challenges.queries import challenge_page, work_of
from challenges.rules.clock import ClockState
from challenges.rules.states import RequestStep
from challenges.services import (
    NewTalk,
    TaskFacts,
    admit,
    ask_advice,
    begin_check,
    close_advice,
    describe_task,
    give_advice,
    record_council_answer,
    record_talk,
    refer_to_council,
)
from challenges.services.refusals import ChallengeStepNotPossible, RequestRefused, TermOver
from lives.periods import day_of
from logbook.refusals import NotAllowed, NotFound, Refusal
from tests.builders.people import ADMINISTRATOR, COORDINATOR, FINANCE, RESIDENT
from tests.challenges.requests import (
    CLERK,
    COUNCIL,
    LETTER,
    NEIGHBOUR,
    REVIEWER,
    WHY,
    WHY_NOT,
    ZUID_ONLY,
    advise,
    clock,
    do,
    found,
    kinds_sent,
    make_advised,
    make_place,
    new_decision,
    newest_words,
    open_subject,
    record,
    send,
    take_up,
)


@pytest.fixture
def place(database, now):
    make_place(database, now)
    return database


def fields_of(refused):
    return [fault.field for fault in refused.value.faults]


def decision_of(database, number):
    with database.reading() as session:
        return session.scalars(select(ChallengeDecision).filter_by(challenge_id=number)).one()


def test_a_grant_is_recorded_with_its_reasons_and_told_by_mail(place, now):
    number = make_advised(place, now)
    record(place, now + timedelta(days=30), number, new=new_decision(now + timedelta(days=30)))
    made = decision_of(place, number)
    assert (made.kind, made.body, made.reference, made.granted_cents) == ("granted", "college", "BW 2026-91", 18_000_00)
    assert made.can_be_objected_to
    read = clock(place, number, day_of(now) + timedelta(days=90))
    assert (read.state, read.was_in_time) == (ClockState.STOPPED, True)
    assert kinds_sent(place)[-1] == "decision"
    assert WHY.motivation in newest_words(place)


def test_a_refusal_names_each_ground_with_its_own_reason(place, now):
    number = make_advised(place, now)
    record(place, now, number, RequestStep.REFUSE, new_decision(now, WHY_NOT))
    with place.reading() as session:
        page = challenge_page(session, number, day_of(now))
        assert page.challenge.state == "refused"
        assert [(each.ground, each.reason) for each in page.grounds] == list(WHY_NOT.grounds.items())
        assert page.decisions[0].granted_cents is None


@pytest.mark.parametrize(
    ("step", "why", "fields"),
    [
        (RequestStep.REFUSE, WHY, ["grounds"]),
        (RequestStep.REFUSE, replace(WHY_NOT, motivation="", reference=""), ["motivation", "reference"]),
        (RequestStep.GRANT, WHY_NOT, ["grounds"]),
        (RequestStep.GRANT_PARTLY, WHY, ["differs"]),
        (RequestStep.GRANT, replace(WHY, body="wethouder", legal_basis=""), ["legal_basis", "body"]),
    ],
)
def test_a_decision_without_all_its_parts_is_not_recorded(place, now, step, why, fields):
    number = make_advised(place, now)
    with pytest.raises(RequestRefused) as refused:
        record(place, now, number, step, new_decision(now, why))
    assert fields_of(refused) == fields
    assert found(place, number).state == "advised"


def test_the_days_of_a_decision_are_possible(place, now):
    number = make_advised(place, now)
    tomorrow, before = day_of(now) + timedelta(days=1), day_of(now) - timedelta(days=1)
    for days, fields in (
        ((day_of(now), tomorrow), ["announced_on"]),
        ((day_of(now), before), ["announced_on"]),
        ((before, day_of(now)), ["decided_on"]),
    ):
        new = replace(new_decision(now), decided_on=days[0], announced_on=days[1])
        with pytest.raises(RequestRefused) as refused:
            record(place, now, number, new=new)
        assert fields_of(refused) == fields


def test_a_partial_grant_says_what_differs(place, now):
    number = make_advised(place, now)
    why = replace(WHY, differs="Wel het groen, niet de bankjes.")
    record(place, now, number, RequestStep.GRANT_PARTLY, new_decision(now, why, cents=12_000_00))
    assert (found(place, number).state, decision_of(place, number).differs) == ("partly_granted", why.differs)


@pytest.mark.parametrize("actor", [RESIDENT, NEIGHBOUR, COORDINATOR, REVIEWER, FINANCE, ADMINISTRATOR, ZUID_ONLY])
def test_only_the_college_clerk_records_a_decision(place, now, actor):
    number = make_advised(place, now)
    with pytest.raises(NotAllowed):
        record(place, now, number, by=actor)
    assert found(place, number).state == "advised"


def test_more_than_the_task_costs_now_needs_the_council_first(place, now):
    number = make_advised(place, now, cost_cents=17_999_99)
    with pytest.raises(ChallengeStepNotPossible) as refused:
        record(place, now, number)
    assert refused.value.ground == "needs_no_council"
    do(place, refer_to_council, CLERK, now, number, 18_000_00)
    with pytest.raises(ChallengeStepNotPossible) as refused:
        record(place, now, number)
    assert refused.value.ground == "council_agreed"
    answer = {"agrees": True, "reference": "RB 2026-44", "decided_on": day_of(now)}
    do(place, record_council_answer, COUNCIL, now, number, **answer, letter=LETTER)
    record(place, now, number)
    assert found(place, number).state == "granted"


def test_what_nobody_knows_the_cost_of_needs_the_council_and_its_no_is_no(place, now):
    number = make_advised(place, now, cost_cents=None)
    do(place, refer_to_council, CLERK, now, number, 0)
    no = {"agrees": False, "reference": "RB 2026-45", "decided_on": day_of(now)}
    with pytest.raises(ChallengeStepNotPossible) as refused:
        record(place, now, number, RequestStep.REFUSE, new_decision(now, WHY_NOT))
    assert refused.value.ground == "council_decided"
    do(place, record_council_answer, COUNCIL, now, number, **no, letter=LETTER)
    with pytest.raises(RequestRefused) as twice:
        do(place, record_council_answer, COUNCIL, now, number, **no, letter=LETTER)
    assert fields_of(twice) == ["reference"]
    with pytest.raises(ChallengeStepNotPossible):
        record(place, now, number)
    record(place, now, number, RequestStep.REFUSE, new_decision(now, WHY_NOT))
    assert found(place, number).state == "refused"


def test_the_council_is_not_asked_where_it_does_not_have_to_be(place, now):
    number = make_advised(place, now)
    with pytest.raises(ChallengeStepNotPossible):
        do(place, refer_to_council, CLERK, now, number, 18_000_00)
    with pytest.raises(TermOver):
        answer = {"agrees": True, "reference": "RB 1", "decided_on": day_of(now)}
        do(place, record_council_answer, COUNCIL, now, number, **answer, letter=LETTER)


def test_two_clerks_at_once_make_one_decision(place, now):
    number = make_advised(place, now)

    def one(step):
        try:
            new = new_decision(now, WHY if step is RequestStep.GRANT else WHY_NOT)
            return record(place, now, number, step, new)
        except Refusal:
            return None

    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(one, [RequestStep.GRANT, RequestStep.REFUSE] * 3))
    assert len([each for each in made if each]) == 1
    assert decision_of(place, number).kind in ("granted", "refused")


def test_whether_one_can_object_to_a_grant_is_the_municipality_s_choice_and_to_a_refusal_always(place, now):
    open_subject(place, now, grant_can_be_objected_to=False)
    granted, refused = make_advised(place, now), make_advised(place, now)
    record(place, now, granted)
    record(place, now, refused, RequestStep.REFUSE, new_decision(now, WHY_NOT))
    assert not decision_of(place, granted).can_be_objected_to
    assert decision_of(place, refused).can_be_objected_to


def test_a_request_that_cannot_be_one_is_declared_inadmissible_after_the_check(place, now):
    number = send(place, now)
    with pytest.raises(ChallengeStepNotPossible):
        record(place, now, number, RequestStep.DECLARE_INADMISSIBLE)
    do(place, begin_check, COORDINATOR, now, number)
    record(place, now, number, RequestStep.DECLARE_INADMISSIBLE)
    assert (found(place, number).state, decision_of(place, number).kind) == ("inadmissible", "inadmissible")


def test_what_is_no_decision_is_refused(place, now):
    number = make_advised(place, now)
    with pytest.raises(RequestRefused):
        record(place, now, number, RequestStep.WITHDRAW)


def test_the_assessment_begins_after_a_talk_or_a_word_that_none_is_wanted(place, now):
    number = send(place, now)
    take_up(place, now, number)
    later = day_of(now) + timedelta(days=14)
    with pytest.raises(ChallengeStepNotPossible) as refused:
        do(place, ask_advice, COORDINATOR, now, number, ["Groen"], later)
    assert refused.value.ground == "has_talk"
    none = NewTalk(day_of(now), "De aanvrager wil geen gesprek.", is_wanted=False)
    do(place, record_talk, COORDINATOR, now, number, none)
    do(place, ask_advice, COORDINATOR, now, number, ["Groen", "Inkoop"], later)
    assert found(place, number).state == "assessment"


def test_a_talk_has_happened_and_is_told_by_who_handles_the_request(place, now):
    number = send(place, now)
    with pytest.raises(RequestRefused):
        do(place, record_talk, COORDINATOR, now, number, NewTalk(day_of(now) + timedelta(days=1), "Dit komt nog wel."))
    with pytest.raises(RequestRefused):
        do(place, record_talk, COORDINATOR, now, number, NewTalk(day_of(now), "Kort."))
    for actor in (RESIDENT, NEIGHBOUR, ZUID_ONLY):
        with pytest.raises(NotAllowed):
            do(place, record_talk, actor, now, number, NewTalk(day_of(now), "Wij spraken elkaar."))


def test_every_team_advises_once_before_the_advice_is_closed(place, now):
    number = send(place, now)
    take_up(place, now, number)
    do(place, record_talk, COORDINATOR, now, number, NewTalk(day_of(now), "Wij liepen samen een ronde."))
    later = day_of(now) + timedelta(days=14)
    do(place, ask_advice, COORDINATOR, now, number, ["Groen", "Groen"], later)
    do(place, ask_advice, COORDINATOR, now, number, ["Groen", "Inkoop"], later)
    do(place, give_advice, REVIEWER, now, number, "Groen", "positive", "De buurt kan dit goed aan.")
    with pytest.raises(ChallengeStepNotPossible) as refused:
        do(place, close_advice, COORDINATOR, now, number)
    assert refused.value.ground == "advice_is_in"
    with pytest.raises(TermOver):
        do(place, give_advice, REVIEWER, now, number, "Groen", "negative", "Toch maar liever niet.")
    with pytest.raises(NotFound):
        do(place, give_advice, REVIEWER, now, number, "Wegen", "negative", "Niemand vroeg ons iets.")
    do(place, give_advice, COORDINATOR, now, number, "Inkoop", "positive_if", "Als het onder de grens blijft.")
    do(place, close_advice, COORDINATOR, now, number)
    with place.reading() as session:
        given = session.scalars(select(ChallengeAdvice).order_by(ChallengeAdvice.team)).all()
        assert [(each.team, each.outcome) for each in given] == [("Groen", "positive"), ("Inkoop", "positive_if")]


def test_advice_is_given_by_staff_and_never_about_one_s_own_request(place, now):
    number = send(place, now, by=REVIEWER)
    take_up(place, now, number)
    do(place, record_talk, COORDINATOR, now, number, NewTalk(day_of(now), "Wij liepen samen een ronde."))
    do(place, ask_advice, COORDINATOR, now, number, ["Groen"], day_of(now))
    for actor in (RESIDENT, NEIGHBOUR, FINANCE, REVIEWER):
        with pytest.raises(NotAllowed):
            do(place, give_advice, actor, now, number, "Groen", "positive", "De buurt kan dit goed aan.")


def test_what_the_municipality_knows_of_the_task_is_written_before_the_decision(place, now):
    number = make_advised(place, now)
    facts = TaskFacts("Groen BV", day_of(now), 18_000_00, "Onder de grens.", "Geen staatssteun.")
    do(place, describe_task, CLERK, now, number, facts)
    assert found(place, number).contract_ends_on == day_of(now)
    for actor in (RESIDENT, NEIGHBOUR, ZUID_ONLY):
        with pytest.raises(NotAllowed):
            do(place, describe_task, actor, now, number, facts)
    with pytest.raises(RequestRefused):
        do(place, describe_task, CLERK, now, number, replace(facts, current_cost_cents=-1))
    record(place, now, number)
    with pytest.raises(TermOver):
        do(place, describe_task, CLERK, now, number, replace(facts, current_cost_cents=1))


def test_nobody_of_the_municipality_handles_a_request_of_their_own(place, now):
    number = send(place, now, by=COORDINATOR)
    with pytest.raises(ChallengeStepNotPossible):
        do(place, begin_check, COORDINATOR, now, number)
    own = send(place, now, by=CLERK)
    take_up(place, now, own)
    advise(place, now, own)
    with pytest.raises(NotAllowed):
        record(place, now, own)


@pytest.mark.parametrize("table", ["challenge_decision", "challenge_ground", "council_answer"])
def test_a_decision_is_never_rewritten(place, now, table):
    number = make_advised(place, now, cost_cents=1)
    do(place, refer_to_council, CLERK, now, number, 2)
    do(
        place,
        record_council_answer,
        COUNCIL,
        now,
        number,
        agrees=False,
        reference="RB 1",
        decided_on=day_of(now),
        letter=LETTER,
    )
    record(place, now, number, RequestStep.REFUSE, new_decision(now, WHY_NOT))
    with place.reading() as session:
        assert session.scalars(select(ChallengeGround)).one()
    with pytest.raises(DatabaseError, match="append-only"), place.writing() as session:
        session.execute(text(f"DELETE FROM {table}"))


@pytest.mark.parametrize(
    ("actor", "steps", "sees"),
    [
        (COORDINATOR, 0, True),
        (CLERK, 0, False),
        (ZUID_ONLY, 0, False),
        (RESIDENT, 0, False),
        (COORDINATOR, 2, False),
        (CLERK, 2, True),
    ],
)
def test_the_work_list_shows_what_waits_for_whom(place, now, actor, steps, sees):
    number = send(place, now)
    if steps:
        take_up(place, now, number)
        advise(place, now, number)
    with place.reading() as session:
        items = work_of(session, actor, now)
    assert bool(items) is sees


def test_the_work_list_puts_the_first_day_on_top_and_says_what_is_late(place, now):
    first = send(place, now)
    later = now + timedelta(days=3)
    second = send(place, later)
    with place.reading() as session:
        items = work_of(session, COORDINATOR, later)
        assert [item.values["challenge_id"] for item in items] == [first, second]
        assert items[0].due == day_of(now) + timedelta(days=14)
        assert str(items[0].note) == "Begin the check. 53 days left for the decision."
        last = work_of(session, COORDINATOR, now + timedelta(days=56))
        assert str(last[0].note) == "Begin the check. Today is the last day for the decision."
        near = work_of(session, COORDINATOR, now + timedelta(days=55))
        assert str(near[0].note) == "Begin the check. One day left for the decision."
        late = work_of(session, COORDINATOR, now + timedelta(days=60))
        assert str(late[0].note) == "Begin the check. The decision is 4 days late."


def test_taking_up_is_for_the_coordinator(place, now):
    number = send(place, now)
    do(place, begin_check, COORDINATOR, now, number)
    for actor in (RESIDENT, CLERK, REVIEWER, FINANCE):
        with pytest.raises(ChallengeStepNotPossible):
            do(place, admit, actor, now, number)
