"""Reports by who took a task over: due, handed in, asked about, accepted and then public. Both engines."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from accounts.services.organisations import NewOrganisation, make_organisation
from challenges.models import Challenge, ChallengeReport
from challenges.queries.reports import days_open, due_days, report_work_of, reports_of
from challenges.rules.reporting import Cost, Report
from challenges.rules.states import RequestState
from challenges.services.agreeing import write_agreement
from challenges.services.evaluating import begin_evaluation
from challenges.services.refusals import ChallengeStepNotPossible, RequestRefused, TermOver
from challenges.services.reporting import accept_report, answer_report, ask_about_report, hand_in_report
from logbook.models import LogRow
from logbook.refusals import NotAllowed, NotFound
from tests.builders.organisations import let_in
from tests.builders.people import ADMINISTRATOR, COORDINATOR, FINANCE, RESIDENT
from tests.builders.town import add_year
from tests.challenges.requests import (
    CLERK,
    COUNCIL,
    LETTER,
    NEIGHBOUR,
    REVIEWER,
    SECOND,
    ZUID_ONLY,
    do,
    kinds_sent,
    make_place,
    send,
)
from tests.challenges.takeovers import JUNE, MARCH, TERMS, drafted, taken_over

LATER = datetime(2027, 2, 20, 12, tzinfo=UTC)
REPORT = Report(
    date(2026, 12, 1), date(2027, 2, 15), "Wij snoeiden de heggen en ruimden elke week op.", "Veel nieuwe helpers.",
    "Het was te nat om te planten.", 40 * 60, (Cost("Gereedschap", 250_00), Cost("Koffie", 12_50)),
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
def running(place, now):
    return taken_over(place, now)


@pytest.fixture
def reported(place, running):
    return running, do(place, hand_in_report, RESIDENT, LATER, running, REPORT)


def reports(place, number, *, is_public=False):
    with place.reading() as session:
        return reports_of(session, number, is_public=is_public)


def open_days(place, number):
    with place.reading() as session:
        return days_open(session, number)


def test_the_days_for_reports_are_those_of_the_newest_text(place, now):
    number = drafted(place, now)
    do(place, write_agreement, COORDINATOR, now, number, replace(TERMS, report_days=(JUNE, JUNE)), LETTER)
    with place.reading() as session:
        assert due_days(session, number) == [JUNE]


def test_a_day_before_the_agreement_begins_is_refused(place, now):
    number = drafted(place, now)
    with pytest.raises(RequestRefused) as refused:
        wrong = replace(TERMS, report_days=(date(2026, 12, 1),))
        do(place, write_agreement, COORDINATOR, now, number, wrong, LETTER)
    assert [fault.field for fault in refused.value.faults] == ["report_days"]


def test_a_report_answers_to_the_first_day_that_is_due(place, reported):
    number, _report = reported
    assert open_days(place, number) == (JUNE,)
    (shown,) = reports(place, number)
    assert (shown.row.due_on, shown.row.state, shown.spent_cents) == (MARCH, "handed_in", 262_50)
    assert [(cost.what, cost.cents) for cost in shown.costs] == [("Gereedschap", 250_00), ("Koffie", 12_50)]


def test_nobody_else_reads_a_report_before_it_is_accepted(place, reported):
    number, report = reported
    assert reports(place, number, is_public=True) == []
    do(place, accept_report, COORDINATOR, LATER, number, report, 1)
    (shown,) = reports(place, number, is_public=True)
    assert (shown.row.state, shown.row.accepted_by_key) == ("accepted", COORDINATOR.key)
    with place.reading() as session:
        log = session.scalars(select(LogRow).order_by(LogRow.seq.desc()).limit(1)).one()
        assert (log.act, log.subject) == ("accept_challenge_report", f"challenge:{number}")


def test_a_question_is_answered_with_a_new_text_and_an_older_one_is_not_accepted(place, reported):
    number, report = reported
    do(place, ask_about_report, COORDINATOR, LATER, number, report, 1, "Waar is de bon van het gereedschap?", LETTER)
    assert kinds_sent(place)[-1] == "report_question"
    better = replace(REPORT, costs=(Cost("Gereedschap, bon 12", 251_00),))
    do(place, answer_report, RESIDENT, LATER, number, report, better)
    (shown,) = reports(place, number)
    assert (shown.row.version, shown.row.state, shown.spent_cents) == (2, "handed_in", 251_00)
    with pytest.raises(ChallengeStepNotPossible) as refused:
        do(place, accept_report, COORDINATOR, LATER, number, report, 1)
    assert refused.value.ground == "is_newest_text"
    do(place, accept_report, COORDINATOR, LATER, number, report, 2)
    with pytest.raises(ChallengeStepNotPossible):
        do(place, answer_report, RESIDENT, LATER, number, report, better)


def refused_as(act, *arguments):
    """How an act was answered: done, or by the kind of refusal."""
    try:
        act(*arguments)
    except NotAllowed:
        return "not allowed"
    except ChallengeStepNotPossible as refused:
        return "not allowed" if refused.status == 403 else "not now"
    return "done"


MAY = {
    "hand_in": {RESIDENT: "done"},
    "answer": {RESIDENT: "not now"},
    "ask": {COORDINATOR: "done", SECOND: "done"},
    "accept": {COORDINATOR: "done", SECOND: "done"},
}


@pytest.mark.parametrize("actor", EVERYBODY, ids=key)
@pytest.mark.parametrize("name", MAY)
def test_each_act_is_for_its_own_side_alone(place, reported, name, actor):
    number, report = reported
    acts = {
        "hand_in": (hand_in_report, number, REPORT),
        "answer": (answer_report, number, report, REPORT),
        "ask": (ask_about_report, number, report, 1, "Waar is de bon?", LETTER),
        "accept": (accept_report, number, report, 1),
    }
    act, *arguments = acts[name]
    assert refused_as(do, place, act, actor, LATER, *arguments) == MAY[name].get(actor, "not allowed")


@pytest.mark.parametrize(("mandate", "may"), [("write", False), ("represent", True), ("manage", True)])
def test_for_an_organisation_whoever_represents_it_accounts(place, now, running, mandate, may):
    trees = do(place, make_organisation, RESIDENT, now, NewOrganisation("Demo-stichting De Boom", "foundation", ""))
    let_in(place, now, trees, RESIDENT, NEIGHBOUR, mandate)
    with place.writing() as session:
        row = session.get_one(Challenge, running)
        row.applicant, row.organisation_id = "organisation", trees
        session.commit()
    given = refused_as(do, place, hand_in_report, NEIGHBOUR, LATER, running, REPORT)
    assert given == ("done" if may else "not allowed")


ONLY_AFTER_A_TAKE_OVER = {"active", "evaluation", "extended", "completed", "terminated"}


@pytest.mark.parametrize("state", [state for state in RequestState if state is not RequestState.DRAFT])
def test_a_report_belongs_to_a_task_that_was_taken_over(place, running, state):
    with place.writing() as session:
        session.get_one(Challenge, running).state = state.value
        session.commit()
    if state in ONLY_AFTER_A_TAKE_OVER:
        assert do(place, hand_in_report, RESIDENT, LATER, running, REPORT)
    else:
        with pytest.raises(TermOver):
            do(place, hand_in_report, RESIDENT, LATER, running, REPORT)


def test_a_request_that_never_had_an_agreement_has_no_report(place, now):
    number = send(place, now)
    with pytest.raises(TermOver):
        do(place, hand_in_report, RESIDENT, LATER, number, REPORT)
    with pytest.raises(NotFound):
        do(place, accept_report, COORDINATOR, LATER, number, 999, 1)


def test_everything_that_is_wrong_with_a_report_is_told_at_once(place, running):
    wrong = replace(REPORT, done="", first_day=date(2026, 11, 1), costs=(Cost("", 5_00),))
    with pytest.raises(RequestRefused) as refused:
        do(place, hand_in_report, RESIDENT, LATER, running, wrong)
    assert [fault.field for fault in refused.value.faults] == ["first_day", "done", "what-0"]
    assert reports(place, running) == []


def test_a_report_more_than_was_asked_is_possible_but_not_twice_up_to_the_same_day(place, now):
    number = taken_over(place, now, replace(TERMS, report_days=()))
    do(place, hand_in_report, RESIDENT, LATER, number, REPORT)
    with pytest.raises(RequestRefused) as refused:
        do(place, hand_in_report, RESIDENT, LATER, number, REPORT)
    assert [fault.field for fault in refused.value.faults] == ["last_day"]


def test_the_database_itself_knows_one_report_for_a_day(place, reported):
    assert reported
    columns = "challenge_id, due_on, state, version, first_day, last_day, done, went_well, went_less, minutes"
    copied = f"{columns}, question, written_by_key, written_at"
    with place.writing() as session, pytest.raises(DatabaseError, match="due_on"):
        session.execute(text(f"INSERT INTO challenge_report ({copied}) SELECT {copied} FROM challenge_report"))


def work(place, actor, at):
    with place.reading() as session:
        return [(item.kind, item.due) for item in report_work_of(session, actor, at)]


def test_the_work_list_names_reports_to_read_and_days_that_are_over(place, running, now):
    assert work(place, COORDINATOR, LATER) == []
    day_after = datetime(2027, 3, 2, 12, tzinfo=UTC)
    assert work(place, COORDINATOR, day_after - timedelta(days=1)) == []
    assert work(place, COORDINATOR, day_after) == [("challenge_report_late", MARCH)]
    report = do(place, hand_in_report, RESIDENT, day_after, running, REPORT)
    assert work(place, COORDINATOR, day_after) == [("challenge_report", None)]
    for actor in (ZUID_ONLY, CLERK, REVIEWER, RESIDENT):
        assert work(place, actor, day_after) == []
    do(place, accept_report, COORDINATOR, day_after, running, report, 1)
    assert work(place, COORDINATOR, day_after) == []


def test_reports_go_on_while_both_sides_look_back(place, running):
    do(place, begin_evaluation, COORDINATOR, LATER, running)
    do(place, hand_in_report, RESIDENT, LATER, running, REPORT)
    with place.reading() as session:
        assert session.scalars(select(ChallengeReport.state)).one() == "handed_in"
