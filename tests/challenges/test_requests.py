"""Writing, sending, completing and withdrawing a request, on both engines."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from challenges.models import Challenge, ChallengeVersion
from challenges.queries import (
    RegisterFilter,
    challenge_page,
    challenges_of_person,
    find_challenge,
    history_of,
    public_requests,
    request_of,
)
from challenges.rules.asking import Request
from challenges.rules.clock import ClockState
from challenges.rules.history import Event, Happening
from challenges.rules.presets import Preset
from challenges.rules.states import RequestStep
from challenges.services import (
    ask_completion,
    begin_check,
    complete,
    discard_draft,
    go_on,
    save_draft,
    submit,
    withdraw,
)
from challenges.services.refusals import (
    ChallengeStepNotPossible,
    OlderVersion,
    RequestRefused,
    TooManyDrafts,
)
from lives.periods import day_of
from logbook.models import LogRow
from logbook.refusals import NotAllowed, NotFound, Refusal
from notices.models import OutboxMail
from tests.builders.people import ADMINISTRATOR, COORDINATOR, RESIDENT
from tests.challenges.requests import (
    CLERK,
    GREEN,
    LETTER,
    NEIGHBOUR,
    SECOND,
    WHY,
    ZUID_ONLY,
    clock,
    do,
    found,
    kinds_sent,
    make_place,
    new_decision,
    open_subject,
    record,
    send,
    sent_letters,
    take_up,
    write_draft,
)


@pytest.fixture
def place(database, now):
    make_place(database, now)
    return database


def fields_of(refused):
    return [fault.field for fault in refused.value.faults]


def test_a_draft_is_kept_step_by_step_without_a_row_in_the_log(place, now):
    number = write_draft(place, now, request=Request())
    with place.reading() as session:
        rows = len(session.scalars(select(LogRow)).all())
    version = do(place, save_draft, RESIDENT, now, number, 1, {"title": "Het groen", "contact_name": "Demo-bewoner"})
    version = do(place, save_draft, RESIDENT, now, number, version, {"ways": frozenset({"better"}), "cost_cents": 0})
    kept = request_of(found(place, number))
    assert (version, kept.title, kept.ways, kept.cost_cents) == (3, "Het groen", frozenset({"better"}), 0)
    with place.reading() as session:
        assert len(session.scalars(select(LogRow)).all()) == rows


def test_an_older_window_may_go_on_where_it_says_the_same_and_else_one_chooses(place, now):
    number = write_draft(place, now)
    do(place, save_draft, RESIDENT, now, number, 1, {"title": "Nieuwe naam"})
    assert do(place, save_draft, RESIDENT, now, number, 1, {"title": "Nieuwe naam"}) == 3
    with pytest.raises(OlderVersion) as refused:
        do(place, save_draft, RESIDENT, now, number, 1, {"title": "Andere naam"})
    assert (refused.value.stored["title"], refused.value.version) == ("Nieuwe naam", 3)
    do(place, save_draft, RESIDENT, now, number, 1, {"title": "Andere naam"}, replaces=True)
    assert found(place, number).title == "Andere naam"


def test_a_draft_is_read_and_changed_by_nobody_else(place, now):
    number = write_draft(place, now)
    for actor in (NEIGHBOUR, COORDINATOR, CLERK, ADMINISTRATOR):
        with pytest.raises(NotFound):
            do(place, save_draft, actor, now, number, 1, {"title": "Van mij"})
        with pytest.raises(NotFound):
            do(place, submit, actor, now, number, 1, LETTER)
        with pytest.raises(NotFound):
            do(place, discard_draft, actor, number)
        with place.reading() as session, pytest.raises(NotFound):
            challenge_page(session, number, day_of(now), actor)
    with place.reading() as session:
        assert public_requests(session, RegisterFilter(), day_of(now), 1) == ([], 0)
        assert challenge_page(session, number, day_of(now), RESIDENT).clock is None
        assert [line.id for line in challenges_of_person(session, RESIDENT.key, day_of(now))] == [number]
        assert challenges_of_person(session, NEIGHBOUR.key, day_of(now)) == []


def test_a_draft_that_is_thrown_away_is_gone(place, now):
    number = write_draft(place, now)
    do(place, discard_draft, RESIDENT, number)
    with place.reading() as session, pytest.raises(NotFound):
        find_challenge(session, number)


def test_a_request_that_was_sent_cannot_be_thrown_away_or_changed(place, now):
    number = send(place, now)
    with pytest.raises(Refusal):
        do(place, discard_draft, RESIDENT, number)
    with pytest.raises(Refusal):
        do(place, save_draft, RESIDENT, now, number, 2, {"title": "Andere naam"})
    assert found(place, number).title == GREEN.title


def test_sending_confirms_the_receipt_at_once_with_the_last_day(place, now):
    number = send(place, now)  # Monday 23 November 2026
    row = found(place, number)
    assert (row.state, row.preset, row.received_at) == ("acknowledged", "awb", now)
    assert clock(place, number, day_of(now)).last_day == date(2027, 1, 18)
    with place.reading() as session:
        mail = session.scalars(select(OutboxMail)).one()
        assert (mail.template, mail.letter_id is not None) == ("letter", True)
        assert "2027-01-18" in json.loads(mail.facts)["core"]
        log = session.scalars(select(LogRow).order_by(LogRow.seq.desc()).limit(1)).one()
        assert (log.act, log.subject) == ("submit_challenge", f"challenge:{number}")
        assert GREEN.contact_name not in log.facts
        assert [line.id for line in public_requests(session, RegisterFilter(), day_of(now), 1)[0]] == [number]
        assert history_of(session, number) == (Event(Happening.RECEIVED, day_of(now)),)


def test_everything_that_is_missing_is_told_at_once_and_nothing_is_sent(place, now):
    number = write_draft(place, now, request=replace(GREEN, support="", cost_cents=None, ways=frozenset()))
    with pytest.raises(RequestRefused) as refused:
        do(place, submit, RESIDENT, now, number, 1, LETTER)
    assert fields_of(refused) == ["ways", "support", "cost_cents"]
    assert found(place, number).state == "draft"
    assert kinds_sent(place) == []


def test_what_is_sent_is_what_the_applicant_looked_at(place, now):
    number = write_draft(place, now)
    do(place, save_draft, RESIDENT, now, number, 1, {"title": "In een ander venster"})
    with pytest.raises(OlderVersion):
        do(place, submit, RESIDENT, now, number, 1, LETTER)


def test_nothing_can_be_asked_while_the_subject_is_switched_off(place, now):
    number = write_draft(place, now)
    open_subject(place, now, is_open=False)
    with pytest.raises(Refusal):
        write_draft(place, now)
    with pytest.raises(ChallengeStepNotPossible) as refused:
        do(place, submit, RESIDENT, now, number, 1, LETTER)
    assert refused.value.ground == "is_open_for_requests"
    assert found(place, number).state == "draft"


def test_a_request_is_sent_once(place, now):
    number = send(place, now)
    with pytest.raises(ChallengeStepNotPossible):
        do(place, submit, RESIDENT, now, number, 1, LETTER)
    with place.reading() as session:
        assert len(history_of(session, number)) == 1


def test_another_setting_moves_no_deadline_of_a_request_that_came_in(place, now):
    number = send(place, now)
    open_subject(place, now, preset=Preset.AMSTERDAM, owes_penalty=False)
    assert clock(place, number, day_of(now)).last_day == date(2027, 1, 18)
    assert clock(place, send(place, now), day_of(now)).last_day == date(2027, 5, 24)


def test_a_day_of_a_later_decree_moves_the_last_day_of_terms_under_the_act(place, now):
    number = send(place, now)
    open_subject(place, now, equated_days=(date(2027, 1, 18),))
    assert clock(place, number, day_of(now)).last_day == date(2027, 1, 19)


@pytest.mark.parametrize("field", ["title", "task", "ways", "support", "contact_name"])
def test_the_database_refuses_a_request_that_was_sent_and_is_not_whole(place, now, field):
    number = send(place, now)
    with pytest.raises(DatabaseError, match="ck_challenge_whole_when_sent"), place.writing() as session:
        session.execute(text(f"UPDATE challenge SET {field} = '' WHERE id = {number}"))


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("preset = NULL", "terms_of_receipt"),
        ("state = 'draft'", "received"),
        ("state = 'won'", "state"),
        ("person_key = NULL", "one_applicant"),
        ("cost_cents = NULL", "whole_when_sent"),
        ("applicant = 'organisation'", "organisation_when_sent"),
    ],
)
def test_the_database_holds_what_a_request_is(place, now, change, name):
    number = send(place, now)
    with pytest.raises(DatabaseError, match=f"ck_challenge_{name}"), place.writing() as session:
        session.execute(text(f"UPDATE challenge SET {change} WHERE id = {number}"))


@pytest.mark.parametrize("table", ["challenge_event", "challenge_version"])
def test_what_happened_is_never_rewritten(place, now, table):
    send(place, now)
    with pytest.raises(DatabaseError, match="append-only"), place.writing() as session:
        session.execute(text(f"DELETE FROM {table}"))


def make_asked(place, now):
    number = send(place, now)
    do(place, begin_check, COORDINATOR, now, number)
    return number, do(place, ask_completion, COORDINATOR, now, number, "De lijst met namen mist nog.", LETTER)


def test_asked_to_complete_the_clock_stands_until_the_answer_and_both_versions_stay(place, now):
    number, until = make_asked(place, now)
    assert until == date(2026, 12, 21)
    later = now + timedelta(days=10)
    assert clock(place, number, day_of(later)).state is ClockState.STANDING
    answer = replace(GREEN, support="Hierbij de lijst met tachtig namen van buren.", title="Het groen om het plein")
    do(place, complete, RESIDENT, later, number, answer, LETTER)
    read = clock(place, number, day_of(later))
    # 24 November to 2 December: nine days after 18 January
    assert (read.state, read.last_day, [stop.length for stop in read.stops]) == (
        ClockState.RUNNING,
        date(2027, 1, 27),
        [9],
    )
    assert found(place, number).state == "admissibility_check"
    with place.reading() as session:
        versions = session.scalars(select(ChallengeVersion).order_by(ChallengeVersion.number)).all()
        assert [json.loads(each.answers)["title"] for each in versions] == [GREEN.title, "Het groen om het plein"]
    assert kinds_sent(place) == ["receipt", "completion_asked", "completion_received"]


def test_an_answer_that_leaves_something_out_is_refused_and_the_clock_stands_on(place, now):
    number, _ = make_asked(place, now)
    with pytest.raises(RequestRefused) as refused:
        do(place, complete, RESIDENT, now, number, replace(GREEN, task=""), LETTER)
    assert fields_of(refused) == ["task"]
    assert found(place, number).task == GREEN.task


def test_completing_changes_neither_who_asks_nor_where(place, now):
    number, _ = make_asked(place, now)
    do(place, complete, RESIDENT, now, number, replace(GREEN, area_code=None, applicant="organisation"), LETTER)
    row = found(place, number)
    assert (row.area_code, row.applicant) == (GREEN.area_code, "group")


def test_nobody_else_completes_or_withdraws(place, now):
    number, _ = make_asked(place, now)
    for actor in (NEIGHBOUR, COORDINATOR, CLERK):
        with pytest.raises(NotAllowed):
            do(place, complete, actor, now, number, GREEN, LETTER)
        with pytest.raises(NotAllowed):
            do(place, withdraw, actor, now, number)


def test_a_request_nobody_completed_is_left_unhandled_within_four_weeks_or_gone_on_with(place, now):
    number, _ = make_asked(place, now)  # until 21 December
    with pytest.raises(ChallengeStepNotPossible) as early:
        record(place, now + timedelta(days=28), number, RequestStep.NOT_PROCESS)
    assert early.value.ground == "completion_term_is_over"
    with pytest.raises(ChallengeStepNotPossible) as late:
        record(place, now + timedelta(days=57), number, RequestStep.NOT_PROCESS)
    assert late.value.ground == "may_still_not_process"
    do(place, go_on, COORDINATOR, now + timedelta(days=57), number)
    assert found(place, number).state == "admissibility_check"


def test_a_request_that_is_not_handled_is_a_decision_with_its_reasons(place, now):
    number, _ = make_asked(place, now)
    at = now + timedelta(days=29)
    with pytest.raises(RequestRefused) as refused:
        record(place, at, number, RequestStep.NOT_PROCESS, new_decision(at, replace(WHY, motivation="")))
    assert fields_of(refused) == ["motivation"]
    record(place, at, number, RequestStep.NOT_PROCESS, new_decision(at))
    assert (found(place, number).state, kinds_sent(place)[-1]) == ("not_processed", "decision")
    assert clock(place, number, day_of(at)).state is ClockState.STOPPED


def test_who_asked_takes_it_back_until_there_is_an_agreement(place, now):
    number = send(place, now)
    take_up(place, now, number)
    do(place, withdraw, RESIDENT, now, number, "Wij hebben geen tijd meer.")
    assert found(place, number).state == "withdrawn"
    read = clock(place, number, day_of(now))
    assert (read.state, read.was_in_time) == (ClockState.STOPPED, None)
    with pytest.raises(ChallengeStepNotPossible):
        do(place, withdraw, RESIDENT, now, number)


def test_at_the_desk_the_clock_begins_on_the_day_of_the_stamp_and_somebody_else_handles_it(place, now):
    number = write_draft(place, now, by=COORDINATOR, at_desk=True)
    stamped = day_of(now) - timedelta(days=3)
    with pytest.raises(RequestRefused):
        do(place, submit, COORDINATOR, now, number, 1, LETTER, day_of(now) + timedelta(days=1))
    do(place, submit, COORDINATOR, now, number, 1, LETTER, stamped)
    assert clock(place, number, day_of(now)).received_on == stamped
    (letter,) = sent_letters(place)
    assert (letter.way, letter.to_name) == ("paper", GREEN.contact_name)
    with pytest.raises(ChallengeStepNotPossible):
        do(place, begin_check, COORDINATOR, now, number)
    do(place, begin_check, SECOND, now, number)


def test_only_the_desk_says_on_which_day_it_came_in(place, now):
    number = write_draft(place, now)
    with pytest.raises(RequestRefused) as refused:
        do(place, submit, RESIDENT, now, number, 1, LETTER, day_of(now) - timedelta(days=30))
    assert fields_of(refused) == ["received_on"]
    with pytest.raises(NotAllowed):
        write_draft(place, now, by=NEIGHBOUR, at_desk=True)


def test_a_coordinator_elsewhere_handles_nothing_here_and_a_request_for_the_whole_town_everybody_may(place, now):
    here = send(place, now)
    with pytest.raises(ChallengeStepNotPossible):
        do(place, begin_check, ZUID_ONLY, now, here)
    town = send(place, now, request=replace(GREEN, area_code=None))
    do(place, begin_check, ZUID_ONLY, now, town)


def test_one_has_at_most_ten_drafts(place, now):
    for _ in range(10):
        write_draft(place, now)
    with pytest.raises(TooManyDrafts):
        write_draft(place, now)


def test_a_draft_keeps_nothing_that_cannot_be(place, now):
    for wrong in ({"title": "x" * 121}, {"cost_cents": -1}, {"ways": frozenset({"faster"})}):
        with pytest.raises(RequestRefused):
            write_draft(place, now, request=replace(GREEN, **wrong))
    with pytest.raises(NotFound):
        write_draft(place, now, request=replace(GREEN, area_code="WK999999"))


def test_a_number_that_is_none_is_not_found(place, now):
    for number in (0, -1, 999, 2**63):
        with place.reading() as session, pytest.raises(NotFound):
            find_challenge(session, number)


def test_every_field_of_a_request_is_a_column(place, now):
    number = write_draft(place, now)
    assert asdict(request_of(found(place, number))) == asdict(GREEN)
    assert set(Request.__dataclass_fields__) <= set(Challenge.__table__.columns.keys())
