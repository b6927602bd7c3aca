"""A whole request day by day: who is reminded on which day, once, on both engines and by however many runners."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from challenges.models import ChallengeReminder
from challenges.queries import work_of
from challenges.rules.history import Happening
from challenges.rules.states import RequestStep
from challenges.services import (
    ask_advice,
    ask_completion,
    begin_check,
    complete,
    receive_default_notice,
    stop_clock,
    withdraw,
)
from challenges.services.objecting import NewObjection, object_to
from challenges.services.reminding import remind
from lives.periods import day_of
from logbook.actors import Role
from logbook.models import LogRow
from notices.models import OutboxMail
from tests.builders.people import COORDINATOR, RESIDENT, add_person, make_actor
from tests.challenges.requests import (
    CLERK,
    GREEN,
    LETTER,
    NEIGHBOUR,
    REVIEWER,
    SECOND,
    WHY_NOT,
    ZUID_ONLY,
    advise,
    do,
    make_advised,
    make_place,
    new_decision,
    open_subject,
    record,
    send,
    take_up,
)

OTHER_CLERK = make_actor("other clerk", Role.COLLEGE_CLERK)
REASON = "De school is pas na de vakantie weer bereikbaar."
BEGINS = datetime(2026, 9, 28, 11, tzinfo=UTC)  # a Monday


@pytest.fixture
def place(database):
    make_place(database, BEGINS)
    with database.writing() as session:
        add_person(session, OTHER_CLERK, BEGINS)
    return database


def at(day):
    return datetime(day.year, day.month, day.day, 11, tzinfo=UTC)


def mails(database):
    """(day, to whom, kind of page) of every reminder in the outbox."""
    with database.reading() as session:
        rows = session.scalars(select(OutboxMail).filter_by(template="challenge_reminder").order_by(OutboxMail.id))
        return [(day_of(row.created_at), row.to_address, json.loads(row.facts)) for row in rows]


def address(actor):
    return f"{actor.key}@example.org"


def told(database):
    """(day, kind, step) of everything that was said."""
    with database.reading() as session:
        rows = session.scalars(select(ChallengeReminder).order_by(ChallengeReminder.id))
        return [(day_of(row.made_at), row.kind, row.step) for row in rows]


def look(database, first, last):
    """Somebody looks every day."""
    for days in range((last - first).days + 1):
        do(database, remind, at(first + timedelta(days=days)), LETTER)


def test_a_request_that_nobody_decides_is_told_day_by_day(place):
    number = send(place, BEGINS)
    look(place, date(2026, 9, 28), date(2026, 10, 1))
    take_up(place, at(date(2026, 10, 1)), number)
    look(place, date(2026, 10, 2), date(2026, 11, 27))
    do(place, receive_default_notice, RESIDENT, at(date(2026, 11, 30)), number, LETTER)
    look(place, date(2026, 11, 28), date(2027, 3, 1))
    assert told(place) == [
        (date(2026, 10, 19), "talk_soon", 7),  # the first talk by 26 October
        (date(2026, 10, 27), "talk_late", 0),
        (date(2026, 11, 9), "decision_soon", 14),  # the decision by 23 November
        (date(2026, 11, 16), "decision_soon", 7),
        (date(2026, 11, 21), "decision_soon", 2),
        (date(2026, 11, 24), "decision_late", 0),
        (date(2026, 11, 30), "in_default", 0),
        (date(2026, 12, 15), "penalty_runs", 0),  # 23, each week, at most 42 days to 25 January
        (date(2026, 12, 22), "penalty_runs", 1),
        (date(2026, 12, 29), "penalty_runs", 2),
        (date(2027, 1, 5), "penalty_runs", 3),
        (date(2027, 1, 12), "penalty_runs", 4),
        (date(2027, 1, 19), "penalty_runs", 5),
    ]
    amounts = [facts["core"].rpartition("So far: ")[2] for _, to, facts in mails(place)
               if to == address(CLERK) and "So far" in facts["core"]]  # fmt: skip
    # days 1, 8, 15, 22, 29 and 36: 23 · 184 · 322+35 · 357+245 · 322+490+45 · 857+315
    assert amounts == ["€ 23.", "€ 184.", "€ 357.", "€ 602.", "€ 857.", "€ 1,172."]


def test_each_reminder_goes_to_who_can_do_something_and_never_to_another_area(place):
    number = send(place, BEGINS)
    take_up(place, BEGINS, number)
    look(place, date(2026, 10, 19), date(2026, 10, 19))
    assert {to for _, to, _ in mails(place)} == {address(COORDINATOR), address(SECOND)}
    look(place, date(2026, 11, 24), date(2026, 11, 24))
    late = {to for _, to, facts in mails(place) if "1 day late" in facts["core"]}
    assert late == {address(each) for each in (COORDINATOR, SECOND, CLERK, OTHER_CLERK)}
    assert address(ZUID_ONLY) not in {to for _, to, _ in mails(place)}
    assert {facts["path"] for _, _, facts in mails(place)} == {f"/werk/uitdaagrecht/{number}"}


def test_when_it_is_ready_for_the_decision_the_clerk_is_reminded_too(place):
    make_advised(place, BEGINS)
    look(place, date(2026, 11, 9), date(2026, 11, 9))
    assert {to for _, to, _ in mails(place)} == {address(each) for each in (COORDINATOR, SECOND, CLERK, OTHER_CLERK)}


def test_who_was_asked_to_complete_hears_it_a_week_before_and_the_moved_day_has_reminders_of_its_own(place):
    number = send(place, BEGINS)
    do(place, begin_check, COORDINATOR, BEGINS, number)
    do(place, ask_completion, COORDINATOR, at(date(2026, 11, 10)), number, "De begroting ontbreekt.", LETTER)
    look(place, date(2026, 11, 9), date(2026, 12, 3))
    # asked on 10 November, until 8 December: the clock stands from the 11th, a week before is 1 December
    assert told(place)[-1] == (date(2026, 12, 1), "completion_soon", 7)
    assert mails(place)[-1][1] == address(RESIDENT)
    assert mails(place)[-1][2]["path"] == f"/mijn/verzoeken/{number}"
    do(place, complete, RESIDENT, at(date(2026, 12, 3)), number, GREEN, LETTER)
    # it stood for 22 days, 11 November to 2 December: the last day is 15 December
    before = len(told(place))
    look(place, date(2026, 12, 3), date(2026, 12, 16))
    decision = [(day, kind, step) for day, kind, step in told(place)[before:] if kind.startswith("decision")]
    assert decision == [
        (date(2026, 12, 3), "decision_soon", 14),
        (date(2026, 12, 8), "decision_soon", 7),
        (date(2026, 12, 13), "decision_soon", 2),
        (date(2026, 12, 16), "decision_late", 0),
    ]


def test_what_was_not_completed_is_told_once_to_who_must_go_on(place):
    number = send(place, BEGINS)
    do(place, begin_check, COORDINATOR, BEGINS, number)
    do(place, ask_completion, COORDINATOR, BEGINS, number, "De begroting ontbreekt.", LETTER)
    look(place, date(2026, 10, 27), date(2026, 10, 29))
    assert [kind for _, kind, _ in told(place)] == ["completion_over"]
    assert address(RESIDENT) not in {to for _, to, _ in mails(place)}


def test_while_the_clock_stands_nobody_is_reminded_of_the_decision(place):
    number = send(place, BEGINS)
    take_up(place, BEGINS, number)
    advise(place, BEGINS, number)
    do(place, stop_clock, COORDINATOR, at(date(2026, 11, 2)), number, Happening.FORCE_MAJEURE, REASON, LETTER)
    look(place, date(2026, 11, 2), date(2026, 12, 31))
    assert told(place) == []


def test_nothing_is_said_about_what_is_over(place):
    withdrawn, decided = send(place, BEGINS), make_advised(place, BEGINS)
    do(place, withdraw, RESIDENT, BEGINS, withdrawn)
    record(place, BEGINS, decided)
    look(place, date(2026, 10, 1), date(2026, 12, 1))
    assert [each for each in told(place) if each[1] != "talk_soon"] == []


def test_advice_reminds_who_gives_it_per_team(place):
    number = send(place, BEGINS)
    take_up(place, BEGINS, number)
    from challenges.services import NewTalk, give_advice, record_talk

    do(place, record_talk, COORDINATOR, BEGINS, number, NewTalk(day_of(BEGINS), "Wij liepen samen een ronde."))
    do(place, ask_advice, COORDINATOR, BEGINS, number, ["Groen", "Inkoop"], date(2026, 10, 12))
    do(place, give_advice, REVIEWER, BEGINS, number, "Inkoop", "positive", "De buurt kan dit goed aan.")
    look(place, date(2026, 10, 1), date(2026, 10, 16))
    assert told(place) == [(date(2026, 10, 10), "advice_soon", 2), (date(2026, 10, 13), "advice_late", 0)]
    assert [to for day, to, _ in mails(place) if day == date(2026, 10, 10)] == [address(REVIEWER)]


def test_an_objection_reminds_clerks_who_did_not_prepare_the_decision(place):
    now = datetime(2026, 11, 20, 11, tzinfo=UTC)
    number = make_advised(place, now)
    decision = record(place, now, number, RequestStep.REFUSE, new_decision(now, WHY_NOT))
    against = NewObjection("Demo-buur", "Ik woon aan het plein en loop er elke dag.", "De lijst lag er wel bij.")
    objected = do(place, object_to, NEIGHBOUR, now, number, decision, against, LETTER)
    look(place, date(2027, 1, 25), date(2027, 2, 17))  # an answer by 15 February 2027
    assert told(place) == [
        (date(2027, 2, 1), "objection_soon", 14),
        (date(2027, 2, 8), "objection_soon", 7),
        (date(2027, 2, 13), "objection_soon", 2),
        (date(2027, 2, 16), "objection_late", 0),
    ]
    assert {to for _, to, _ in mails(place)} == {address(OTHER_CLERK)}
    assert {facts["path"] for _, _, facts in mails(place)} == {f"/werk/bezwaren/{objected}"}


def test_a_second_run_says_nothing_again_and_leaves_no_row_in_the_log(place):
    send(place, BEGINS)
    day = at(date(2026, 11, 9))
    assert do(place, remind, day, LETTER) == 2  # the talk is late, the decision comes near
    with place.reading() as session:
        rows = len(session.scalars(select(LogRow)).all())
        newest = session.scalars(select(LogRow).order_by(LogRow.seq.desc()).limit(1)).one()
        assert (newest.act, newest.actor_key, newest.subject) == ("remind_of_challenge", "clock", "challenge:1")
    assert do(place, remind, day, LETTER) == 0
    with place.reading() as session:
        assert len(session.scalars(select(LogRow)).all()) == rows


def test_many_runners_at_once_say_it_once(place):
    for _ in range(3):
        send(place, BEGINS)
    with ThreadPoolExecutor(6) as runners:
        sent = list(runners.map(lambda _: do(place, remind, at(date(2026, 11, 24)), LETTER), range(6)))
    assert sum(sent) == 6  # per request the talk and the decision
    assert len(told(place)) == 6
    assert len(mails(place)) == 3 * (2 + 4)


def test_the_database_keeps_what_was_said(place):
    send(place, BEGINS)
    do(place, remind, at(date(2026, 11, 24)), LETTER)
    with pytest.raises(DatabaseError, match="append-only: challenge_reminder"), place.writing() as session:
        session.execute(text("DELETE FROM challenge_reminder"))


def test_a_municipality_chooses_its_days(place):
    open_subject(place, BEGINS, remind_before=(20,))
    number = send(place, BEGINS)
    take_up(place, BEGINS, number)
    advise(place, BEGINS, number)
    look(place, date(2026, 11, 2), date(2026, 11, 23))
    assert told(place) == [(date(2026, 11, 3), "decision_soon", 20)]


def test_the_work_list_says_how_late_it_is_and_what_it_costs(place):
    number = make_advised(place, BEGINS)

    def note(day):
        with place.reading() as session:
            (item,) = work_of(session, CLERK, at(day))
            return str(item.note)

    assert note(date(2026, 11, 20)) == "Record the decision. 3 days left for the decision."
    assert note(date(2026, 11, 26)) == "Record the decision. The decision is 3 days late."
    do(place, receive_default_notice, RESIDENT, at(date(2026, 11, 30)), number, LETTER)
    assert "from 2026-12-15 on every day costs money" in note(date(2026, 12, 1))
    assert note(date(2026, 12, 17)) == "Record the decision. The decision is 24 days late; penalty now € 69."


def test_who_asked_is_never_reminded_as_staff(place):
    both = make_actor("both", Role.COORDINATOR)
    with place.writing() as session:
        add_person(session, both, BEGINS)
    send(place, BEGINS, by=both, request=replace(GREEN, title="Van een medewerker"))
    look(place, date(2026, 11, 24), date(2026, 11, 24))
    assert mails(place)
    assert address(both) not in {to for _, to, _ in mails(place)}
