"""Objections: to a refusal, a grant of somebody else and to silence; who handles them; what follows. Both engines."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from challenges.models import ChallengeDecision, Objection
from challenges.queries.objections import find_objection, hands_in, objection_clock_of, objections_to
from challenges.rules.objection_life import ObjectionStep
from challenges.rules.remedies import SilenceRemedy
from challenges.rules.states import RequestStep
from challenges.services import receive_default_notice
from challenges.services.answering import agree_to_wait
from challenges.services.hearing import (
    Outcome,
    admit_objection,
    ask_repair,
    decide_objection,
    invite,
    leave_hearing_out,
    put_off,
    record_hearing,
)
from challenges.services.objecting import NewObjection, object_to, repair, withdraw_objection
from challenges.services.refusals import ChallengeStepNotPossible, RequestRefused, TermOver
from lives.periods import day_of
from logbook.actors import Role
from logbook.models import LogRow
from logbook.refusals import NotAllowed, NotFound, Refusal
from tests.builders.people import ADMINISTRATOR, COORDINATOR, FINANCE, RESIDENT, add_person, make_actor
from tests.challenges.requests import (
    CLERK,
    LETTER,
    NEIGHBOUR,
    REVIEWER,
    WHY_NOT,
    ZUID_ONLY,
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
)

# did not prepare the decision
OTHER_CLERK = make_actor("other clerk", Role.COLLEGE_CLERK)
WHY_I_OBJECT = NewObjection(
    "Demo-bewoner", "Ik vroeg het zelf en wil het groen doen.", "Er waren wel tachtig namen van buren."
)
T = ObjectionStep


@pytest.fixture
def place(database, now):
    make_place(database, now)
    with database.writing() as session:
        add_person(session, OTHER_CLERK, now)
    return database


@pytest.fixture
def refused(place, now):
    """A request that was turned down on Monday 23 November 2026: one can object until Monday 4 January."""
    number = make_advised(place, now)
    record(place, now, number, RequestStep.REFUSE, new_decision(now, WHY_NOT))
    return number


def decision(database, number):
    with database.reading() as session:
        chosen = select(ChallengeDecision.id).filter_by(challenge_id=number).order_by(ChallengeDecision.id.desc())
        return session.scalars(chosen.limit(1)).one()


def object_now(database, now, number, by=RESIDENT, new=WHY_I_OBJECT):
    return do(database, object_to, by, now, number, decision(database, number), new, LETTER)


def objection(database, number):
    with database.reading() as session:
        row = find_objection(session, number)
        session.expunge(row)
        return row


def clock(database, number, today):
    with database.reading() as session:
        return objection_clock_of(session, find_objection(session, number), today)


def outcome(now, **change):
    return replace(
        Outcome("De lijst met namen lag er wel degelijk bij.", "Awb 7:11", "BZW 2026-4", day_of(now)), **change
    )


def settle(database, now, number, step=T.UPHOLD, by=OTHER_CLERK, **change):
    return do(database, decide_objection, by, now, number, step, outcome(now, **change), LETTER)


def hear(database, now, number):
    do(database, admit_objection, OTHER_CLERK, now, number)
    do(database, invite, OTHER_CLERK, now, number, day_of(now) + timedelta(days=14), LETTER)
    do(database, record_hearing, OTHER_CLERK, now, number, "De aanvrager liet de lijst zien.")


def test_the_receipt_is_confirmed_with_the_day_of_the_answer(place, now, refused):
    number = object_now(place, now, refused)
    # six weeks after 4 January 2027
    assert clock(place, number, day_of(now)).decide_by == date(2027, 2, 15)
    assert kinds_sent(place)[-1] == "objection_received"
    assert "2027-02-15" in newest_words(place)
    with place.reading() as session:
        log = session.scalars(select(LogRow).order_by(LogRow.seq.desc()).limit(1)).one()
        assert log.subject == f"objection:{number}"
        assert WHY_I_OBJECT.grounds not in log.facts


def test_with_a_committee_there_are_twelve_weeks(place, now, refused):
    open_subject(place, now, objection_committee=True)
    number = object_now(place, now, refused)
    assert clock(place, number, day_of(now)).decide_by == date(2027, 3, 30)


def test_an_upheld_objection_opens_the_decision_again_in_the_same_act(place, now, refused):
    number = object_now(place, now, refused)
    hear(place, now, number)
    settle(place, now, number)
    assert (objection(place, number).state, found(place, refused).state) == ("upheld", "advised")
    record(place, now, refused, by=OTHER_CLERK)
    assert found(place, refused).state == "granted"
    with place.reading() as session:
        kinds = session.scalars(select(ChallengeDecision.kind).order_by(ChallengeDecision.number)).all()
        assert kinds == ["refused", "granted"]


@pytest.mark.parametrize(("step", "state"), [(T.DISMISS, "dismissed"), (T.UPHOLD_PARTLY, "partly_upheld")])
def test_a_dismissed_objection_changes_nothing_and_a_partly_upheld_one_opens_the_decision(
    place, now, refused, step, state
):
    number = object_now(place, now, refused)
    hear(place, now, number)
    settle(place, now, number, step)
    assert objection(place, number).state == state
    assert found(place, refused).state == ("advised" if step is T.UPHOLD_PARTLY else "refused")


def test_a_neighbour_objects_to_a_grant_and_who_objects_is_not_public(place, now):
    number = make_advised(place, now)
    record(place, now, number)
    made = object_now(place, now, number, NEIGHBOUR)
    with place.reading() as session:
        line = objections_to(session, number, day_of(now))[0]
        assert (line.id, line.state, line.decision_number) == (made, "filed", 1)
        assert not hasattr(line, "objector_name")


def test_one_cannot_object_where_the_municipality_s_grant_is_no_decision(place, now):
    open_subject(place, now, grant_can_be_objected_to=False)
    number = make_advised(place, now)
    record(place, now, number)
    with pytest.raises(TermOver):
        object_now(place, now, number)


def test_one_objects_once_to_a_decision_also_in_two_windows(place, now, refused):
    def once(_):
        try:
            return object_now(place, now, refused)
        except Refusal:
            return None

    with ThreadPoolExecutor(3) as pool:
        assert len([each for each in pool.map(once, range(3)) if each]) == 1
    with pytest.raises(TermOver):
        object_now(place, now, refused)
    assert object_now(place, now, refused, NEIGHBOUR)


def test_who_took_an_objection_back_may_object_again(place, now, refused):
    number = object_now(place, now, refused)
    for actor in (NEIGHBOUR, CLERK, OTHER_CLERK):
        with pytest.raises(NotAllowed):
            do(place, withdraw_objection, actor, now, number)
    do(place, withdraw_objection, RESIDENT, now, number)
    assert objection(place, number).state == "objection_withdrawn"
    assert object_now(place, now, refused)


@pytest.mark.parametrize(
    ("change", "field"), [({"name": ""}, "name"), ({"interest": "Nee"}, "interest"), ({"grounds": ""}, "grounds")]
)
def test_an_objection_says_who_how_and_why(place, now, refused, change, field):
    with pytest.raises(RequestRefused) as wrong:
        object_now(place, now, refused, new=replace(WHY_I_OBJECT, **change))
    assert wrong.value.faults[0].field == field


def test_one_objects_to_a_decision_of_this_request(place, now, refused):
    for wrong in (0, 999, 2**63):
        with pytest.raises(NotFound):
            do(place, object_to, RESIDENT, now, refused, wrong, WHY_I_OBJECT, LETTER)
    other = send(place, now)
    with pytest.raises(NotFound):
        do(place, object_to, RESIDENT, now, other, decision(place, refused), WHY_I_OBJECT, LETTER)


def test_a_late_objection_is_turned_away_or_excused_and_one_in_time_is_neither(place, now, refused):
    late = now + timedelta(days=43)  # 5 January 2027
    number = object_now(place, late, refused)
    with pytest.raises(ChallengeStepNotPossible) as wrong:
        do(place, admit_objection, OTHER_CLERK, late, number)
    assert wrong.value.ground == "is_in_time_or_excused"
    do(place, admit_objection, OTHER_CLERK, late, number, "De aanvrager lag in het ziekenhuis.")
    assert objection(place, number).state == "admissible"
    second = object_now(place, late, refused, NEIGHBOUR)
    settle(place, late, second, T.REJECT_AS_INADMISSIBLE)
    assert objection(place, second).state == "objection_inadmissible"
    in_time = object_now(place, now, refused, FINANCE)
    with pytest.raises(ChallengeStepNotPossible):
        settle(place, now, in_time, T.REJECT_AS_INADMISSIBLE)


def test_who_is_not_touched_by_the_decision_is_turned_away(place, now, refused):
    number = object_now(place, now, refused, NEIGHBOUR)
    settle(place, now, number, T.REJECT_AS_INADMISSIBLE, is_party=False)
    assert objection(place, number).state == "objection_inadmissible"


def test_a_letter_posted_in_time_and_received_within_the_week_is_in_time(place, now, refused):
    later = now + timedelta(days=50)
    posted = replace(WHY_I_OBJECT, received_on=date(2027, 1, 11), posted_on=date(2027, 1, 4))
    with pytest.raises(NotAllowed):
        object_now(place, later, refused, RESIDENT, posted)
    number = object_now(place, later, refused, CLERK, posted)
    do(place, admit_objection, OTHER_CLERK, later, number)
    assert objection(place, number).person_key is None
    with pytest.raises(RequestRefused):
        object_now(place, later, refused, CLERK, replace(posted, posted_on=date(2027, 1, 12)))
    with pytest.raises(RequestRefused):
        object_now(place, now, refused, CLERK, posted)  # a day that has not come yet


def test_what_is_missing_is_asked_once_and_the_clock_stands_until_the_answer(place, now, refused):
    number = object_now(place, now, refused)
    do(place, ask_repair, OTHER_CLERK, now, number, day_of(now) + timedelta(days=60), "Zet uw handtekening.", LETTER)
    with pytest.raises(TermOver):
        do(place, ask_repair, OTHER_CLERK, now, number, day_of(now) + timedelta(days=9), "Nog eens.....", LETTER)
    later = now + timedelta(days=52)  # 14 January: 5 to 13 January stood still
    with pytest.raises(NotAllowed):
        do(place, repair, NEIGHBOUR, later, number, "Hierbij mijn handtekening.")
    do(place, repair, RESIDENT, later, number, "Hierbij mijn handtekening.")
    assert clock(place, number, day_of(later)).decide_by == date(2027, 2, 24)
    assert objection(place, number).grounds.endswith("Hierbij mijn handtekening.")
    with pytest.raises(TermOver):
        do(place, repair, RESIDENT, later, number, "Nog een handtekening.")


def test_an_objection_nobody_completed_can_be_turned_away_after_that_day(place, now, refused):
    number = object_now(place, now, refused)
    do(place, ask_repair, OTHER_CLERK, now, number, day_of(now) + timedelta(days=14), "Zet uw handtekening.", LETTER)
    with pytest.raises(ChallengeStepNotPossible):
        settle(place, now + timedelta(days=14), number, T.REJECT_AS_INADMISSIBLE)
    settle(place, now + timedelta(days=15), number, T.REJECT_AS_INADMISSIBLE)


def test_nobody_who_prepared_the_decision_handles_the_objection(place, now, refused):
    number = object_now(place, now, refused)
    with place.reading() as session:
        assert hands_in(session, refused) == {COORDINATOR.key, REVIEWER.key, CLERK.key}
    for step in (
        lambda: do(place, admit_objection, CLERK, now, number),
        lambda: settle(place, now, number, T.REJECT_AS_INADMISSIBLE, by=CLERK, is_party=False),
    ):
        with pytest.raises(ChallengeStepNotPossible) as wrong:
            step()
        assert wrong.value.ground == "is_uninvolved"


@pytest.mark.parametrize("actor", [RESIDENT, NEIGHBOUR, COORDINATOR, REVIEWER, FINANCE, ADMINISTRATOR, ZUID_ONLY])
def test_only_a_clerk_handles_objections(place, now, refused, actor):
    number = object_now(place, now, refused)
    for step in (
        lambda: do(place, admit_objection, actor, now, number),
        lambda: do(place, put_off, actor, now, number, "Wij hebben meer tijd nodig.", LETTER),
        lambda: do(place, ask_repair, actor, now, number, date(2027, 1, 1), "Zet uw handtekening.", LETTER),
        lambda: settle(place, now, number, by=actor),
    ):
        with pytest.raises(NotAllowed):
            step()


def test_a_clerk_handles_no_objection_of_their_own(place, now, refused):
    number = object_now(place, now, refused, OTHER_CLERK)
    with pytest.raises(NotAllowed):
        do(place, admit_objection, OTHER_CLERK, now, number)


def test_a_decision_follows_a_hearing_or_a_written_reason_for_none(place, now, refused):
    number = object_now(place, now, refused)
    do(place, admit_objection, OTHER_CLERK, now, number)
    with pytest.raises(ChallengeStepNotPossible) as wrong:
        settle(place, now, number)
    assert wrong.value.ground == "hearing_may_be_left_out"
    with pytest.raises(TermOver):
        do(place, record_hearing, OTHER_CLERK, now, number, "Er was nog geen hoorzitting.")
    do(place, leave_hearing_out, OTHER_CLERK, now, number, "Wij geven de aanvrager helemaal gelijk.")
    with pytest.raises(TermOver):
        do(place, leave_hearing_out, OTHER_CLERK, now, number, "Nog een andere reden hiervoor.")
    settle(place, now, number)
    assert objection(place, number).state == "upheld"


def test_the_answer_is_put_off_once_in_time_with_a_letter(place, now, refused):
    number = object_now(place, now, refused)
    reason = "De commissie komt pas in maart bij elkaar."
    assert do(place, put_off, OTHER_CLERK, now, number, reason, LETTER) == date(2027, 3, 30)
    with pytest.raises(TermOver):
        do(place, put_off, OTHER_CLERK, now, number, reason, LETTER)
    late = object_now(place, now, refused, NEIGHBOUR)
    with pytest.raises(TermOver):
        do(place, put_off, OTHER_CLERK, now + timedelta(days=85), late, reason, LETTER)


@pytest.mark.parametrize(
    ("change", "field"),
    [({"motivation": ""}, "motivation"), ({"legal_basis": ""}, "legal_basis"), ({"reference": ""}, "reference"),
     ({"announced_on": date(2027, 9, 1)}, "announced_on"), ({"announced_on": date(2026, 1, 1)}, "announced_on")],
)  # fmt: skip
def test_the_decision_on_an_objection_has_all_its_parts(place, now, refused, change, field):
    number = object_now(place, now, refused)
    hear(place, now, number)
    with pytest.raises(RequestRefused) as wrong:
        settle(place, now, number, **change)
    assert wrong.value.faults[0].field == field
    assert objection(place, number).state == "hearing"


def test_one_objects_to_silence_from_two_weeks_after_a_notice_of_default(place, now):
    number = send(place, now)  # until 18 January 2027
    for days in (0, 57):
        with pytest.raises(TermOver):
            do(place, object_to, RESIDENT, now + timedelta(days=days), number, None, WHY_I_OBJECT, LETTER)
    do(place, receive_default_notice, RESIDENT, now + timedelta(days=57), number, LETTER)  # two weeks to 2 February
    with pytest.raises(TermOver):
        do(place, object_to, RESIDENT, now + timedelta(days=71), number, None, WHY_I_OBJECT, LETTER)
    at = now + timedelta(days=72)
    made = do(place, object_to, RESIDENT, at, number, None, WHY_I_OBJECT, LETTER)
    assert clock(place, made, day_of(at)).decide_by == date(2027, 3, 17)  # six weeks from receipt
    do(place, admit_objection, OTHER_CLERK, at, made)
    do(place, leave_hearing_out, OTHER_CLERK, at, made, "Wij hadden allang moeten besluiten.")
    settle(place, at, made)
    assert (objection(place, made).state, found(place, number).state) == ("upheld", "acknowledged")


@pytest.mark.parametrize(
    ("change", "name"),
    [("state = 'upheld'", "decided"), ("state = 'won'", "state"), ("grounds = ''", "whole"),
     ("person_key = NULL", "one_objector"), ("posted_on = '2099-01-01'", "posted_on")],
)  # fmt: skip
def test_the_database_holds_what_an_objection_is(place, now, refused, change, name):
    object_now(place, now, refused)
    with pytest.raises(DatabaseError, match=f"ck_objection_{name}"), place.writing() as session:
        session.execute(text(f"UPDATE objection SET {change}"))
    with place.reading() as session:
        assert session.scalars(select(Objection.state)).one() == "filed"


def test_one_objects_once_to_silence_also_in_two_windows(place, now):
    number = send(place, now)
    do(place, receive_default_notice, RESIDENT, now + timedelta(days=57), number, LETTER)
    at = now + timedelta(days=72)

    def once(_):
        try:
            return do(place, object_to, RESIDENT, at, number, None, WHY_I_OBJECT, LETTER)
        except Refusal:
            return None

    with ThreadPoolExecutor(3) as pool:
        assert len([each for each in pool.map(once, range(3)) if each]) == 1
    assert do(place, object_to, NEIGHBOUR, at, number, None, WHY_I_OBJECT, LETTER)


def test_after_a_decision_nobody_objects_to_silence(place, now):
    number = make_advised(place, now)
    do(place, receive_default_notice, RESIDENT, now + timedelta(days=57), number, LETTER)
    at = now + timedelta(days=73)
    record(place, at, number, RequestStep.REFUSE, new_decision(at, WHY_NOT))
    with pytest.raises(TermOver):
        do(place, object_to, RESIDENT, at + timedelta(days=1), number, None, WHY_I_OBJECT, LETTER)


def test_where_the_municipality_chose_the_court_no_objection_to_silence_is_taken_in(place, now):
    number = send(place, now)
    do(place, receive_default_notice, RESIDENT, now + timedelta(days=57), number, LETTER)
    open_subject(place, now, silence_leads_to=SilenceRemedy.COURT)
    with pytest.raises(TermOver) as told:
        do(place, object_to, RESIDENT, now + timedelta(days=72), number, None, WHY_I_OBJECT, LETTER)
    assert "court" in told.value.message.text


def test_everything_that_is_wrong_with_an_objection_is_said_at_once(place, now, refused):
    with pytest.raises(RequestRefused) as wrong:
        object_now(place, now, refused, new=NewObjection("", "Nee", ""))
    assert [fault.field for fault in wrong.value.faults] == ["name", "interest", "grounds"]


def test_who_is_late_may_say_why_and_the_clerk_reads_it(place, now, refused):
    late = now + timedelta(days=43)
    number = object_now(place, late, refused, new=replace(WHY_I_OBJECT, late_reason="Ik lag in het ziekenhuis."))
    assert objection(place, number).late_reason == "Ik lag in het ziekenhuis."


def test_the_coordinator_at_the_desk_writes_an_objection_on_paper_down_and_does_not_handle_it(place, now, refused):
    paper = replace(WHY_I_OBJECT, received_on=day_of(now), posted_on=day_of(now))
    number = object_now(place, now, refused, COORDINATOR, paper)
    with pytest.raises(NotAllowed):
        do(place, admit_objection, COORDINATOR, now, number)
    for actor in (RESIDENT, NEIGHBOUR, REVIEWER, ZUID_ONLY):
        with pytest.raises(NotAllowed):
            do(place, withdraw_objection, actor, now, number)
    # a letter that takes it back may come to another member of staff
    do(place, withdraw_objection, OTHER_CLERK, now, number)


def test_the_invitation_says_when_and_where(place, now, refused):
    number = object_now(place, now, refused)
    do(place, admit_objection, OTHER_CLERK, now, number)
    day = day_of(now) + timedelta(days=14)
    with pytest.raises(RequestRefused):
        do(place, invite, OTHER_CLERK, now, number, day, LETTER, "x" * 201)
    do(place, invite, OTHER_CLERK, now, number, day, LETTER, "10.00 uur, raadhuis, kamer 3")
    found_now = objection(place, number)
    assert (found_now.hearing_on, found_now.hearing_place) == (day, "10.00 uur, raadhuis, kamer 3")


def test_who_objects_may_give_more_time_and_nobody_else_may(place, now, refused):
    number = object_now(place, now, refused)  # until 15 February 2027
    later = date(2027, 4, 1)
    for actor in (NEIGHBOUR, CLERK, OTHER_CLERK, COORDINATOR):
        with pytest.raises(NotAllowed):
            do(place, agree_to_wait, actor, now, number, later)
    with pytest.raises(RequestRefused) as wrong:
        do(place, agree_to_wait, RESIDENT, now, number, date(2027, 2, 15))
    assert wrong.value.faults[0].field == "until"
    do(place, agree_to_wait, RESIDENT, now, number, later)
    assert clock(place, number, day_of(now)).decide_by == later
    with pytest.raises(TermOver):
        do(place, agree_to_wait, RESIDENT, now + timedelta(days=200), number, date(2027, 9, 1))
