"""A plan from its first words to being sent or taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event, func, select

from accounts.models import Person
from logbook.models import LogRow
from logbook.refusals import NotAllowed, NotFound
from notices.models import OutboxMail
from proposals.services import Cost, Saved, save_step, start_draft, submit, withdraw
from proposals.services.drafts import NotCollecting
from proposals.services.refusals import OlderPage, PlanRefused, StepNotPossible, TooManyDrafts
from proposals.services.submitting import ChangedMeanwhile
from tests.builders.people import RESIDENT
from tests.builders.town import MEENT, ZUID_BUURT, make_town
from tests.proposals.plans import (
    GARDEN,
    GARDEN_COSTS,
    NEIGHBOUR,
    PARTY,
    PARTY_COSTS,
    draft_plan,
    flags_of,
    plan_of,
    send_plan,
    steps_of,
)


@pytest.fixture
def round_id(database, now):
    return make_town(database, now).round_id


def test_a_complete_plan_is_sent_and_its_amount_is_the_sum_of_its_lines(database, now, round_id):
    number = send_plan(database, now, round_id)
    plan = plan_of(database, number)
    assert (plan.state, plan.amount_cents, plan.submitted_at) == ("submitted", 500_00, now)
    assert (plan.hard_grounds, plan.open_soft_grounds, plan.admissible) == (0, 0, False)
    assert steps_of(database, number) == [("submit", "submitted")]


def test_sending_is_one_row_in_the_log_and_saving_is_none(database, now, round_id):
    def rows():
        with database.reading() as session:
            return session.scalars(select(func.count()).select_from(LogRow)).one()

    before = rows()
    number = draft_plan(database, now, round_id)
    assert rows() == before
    with database.writing() as session:
        submit(session, RESIDENT, now, number)
    assert rows() == before + 1


def test_the_proposer_gets_a_mail_in_the_own_language(database, now, round_id):
    with database.writing() as session:
        session.add(Person(key=RESIDENT.key, email="bewoner@example.org", language="en", created_at=now))
        session.commit()
    send_plan(database, now, round_id)
    with database.reading() as session:
        mail = session.scalars(select(OutboxMail)).one()
        assert (mail.to_address, mail.template, mail.language) == ("bewoner@example.org", "plan_sent", "en")


def test_a_plan_is_sent_only_while_the_round_collects(database, now, round_id):
    number = draft_plan(database, now, round_id)
    for moment in (now - timedelta(days=2), now + timedelta(days=10)):
        with database.writing() as session, pytest.raises(StepNotPossible) as refused:
            submit(session, RESIDENT, moment, number)
        assert refused.value.ground == "is_collecting"
    with database.writing() as session:
        submit(session, RESIDENT, now + timedelta(days=10) - timedelta(microseconds=1), number)
    assert plan_of(database, number).state == "submitted"


def test_everything_that_is_missing_is_told_at_once(database, now, round_id):
    with database.writing() as session:
        number = start_draft(session, RESIDENT, now, round_id, MEENT, {"touches_public_space": "no"})
    with database.writing() as session, pytest.raises(PlanRefused) as refused:
        submit(session, RESIDENT, now, number)
    missing = [fault.field for fault in refused.value.faults]
    assert missing == ["title", "summary", "description", "costs", "proposer_name", "declared"]
    assert plan_of(database, number).state == "draft"


def test_others_cannot_pay_more_than_the_plan_costs(database, now, round_id):
    number = draft_plan(database, now, round_id, {**PARTY, "third_party_cents": 500_01})
    with database.writing() as session, pytest.raises(PlanRefused) as refused:
        submit(session, RESIDENT, now, number)
    assert [fault.field for fault in refused.value.faults] == ["third_party_cents"]


def test_what_is_sent_is_what_the_proposer_looked_at(database, now, round_id):
    number = draft_plan(database, now, round_id)
    seen = plan_of(database, number).version
    with database.writing() as session:
        save_step(session, RESIDENT, now, number, Saved(seen, "other", {"title": "Iets anders"}))
    with database.writing() as session, pytest.raises(ChangedMeanwhile):
        submit(session, RESIDENT, now, number, version=seen)


def test_a_second_sending_is_refused(database, now, round_id):
    number = send_plan(database, now, round_id)
    with database.writing() as session, pytest.raises(StepNotPossible):
        submit(session, RESIDENT, now, number)
    assert steps_of(database, number) == [("submit", "submitted")]


def test_only_the_proposer_writes_sends_and_withdraws(database, now, round_id):
    number = draft_plan(database, now, round_id)
    saved = Saved(2, "tab", {"title": "Van een ander"})
    with database.writing() as session, pytest.raises(NotAllowed):
        save_step(session, NEIGHBOUR, now, number, saved)
    with database.writing() as session, pytest.raises(NotAllowed):
        submit(session, NEIGHBOUR, now, number)
    with database.writing() as session, pytest.raises(NotFound):
        withdraw(session, NEIGHBOUR, now, number)
    assert plan_of(database, number).title == PARTY["title"]


def test_an_older_page_is_asked_which_text_stays(database, now, round_id):
    number = draft_plan(database, now, round_id)
    version = plan_of(database, number).version
    with database.writing() as session:
        save_step(session, RESIDENT, now, number, Saved(version, "first", {"title": "Van het eerste scherm"}))
    old = Saved(version, "second", {"title": "Van het tweede scherm"})
    with database.writing() as session, pytest.raises(OlderPage) as refused:
        save_step(session, RESIDENT, now, number, old)
    assert refused.value.stored == {"title": "Van het eerste scherm"}
    assert plan_of(database, number).title == "Van het eerste scherm"
    with database.writing() as session:
        save_step(session, RESIDENT, now, number, replace(old, version=refused.value.version, replaces=True))
    assert plan_of(database, number).title == "Van het tweede scherm"


def test_a_page_that_saves_by_itself_may_go_on_and_a_page_that_says_the_same_too(database, now, round_id):
    number = draft_plan(database, now, round_id)
    version = plan_of(database, number).version
    for title in ("Een", "Een fe", "Een feest"):
        with database.writing() as session:
            save_step(session, RESIDENT, now, number, Saved(version, "same", {"title": title}))
    with database.writing() as session:
        save_step(session, RESIDENT, now, number, Saved(version, "other", {"title": "Een feest"}))
    assert plan_of(database, number).title == "Een feest"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "a" * 121),
        ("description", "a" * 100_000),
        ("summary", "een\ntwee"),
        ("title", "bel\u0007"),
        ("place", "nul\u0000"),
        ("kind", "castle"),
        ("hours", -1),
        ("life_years", 201),
        ("third_party_cents", -1),
        ("upkeep_cents", 10**12),
        ("neighbourhood_code", ZUID_BUURT),
    ],
)
def test_an_answer_that_cannot_be_is_refused_and_changes_nothing(database, now, round_id, field, value):
    number = draft_plan(database, now, round_id)
    before = getattr(plan_of(database, number), field)
    with database.writing() as session, pytest.raises(PlanRefused) as refused:
        save_step(session, RESIDENT, now, number, Saved(2, "tab", {field: value, "benefit": "Nieuw"}))
    assert [fault.field for fault in refused.value.faults] == [field]
    after = plan_of(database, number)
    assert (getattr(after, field), after.benefit) == (before, "")


def test_cost_lines_are_refused_by_line(database, now, round_id):
    number = draft_plan(database, now, round_id)
    lines = [Cost("Goed", 1), Cost("", 5), Cost("Niets", 0), Cost("Min", -5)]
    with database.writing() as session, pytest.raises(PlanRefused) as refused:
        save_step(session, RESIDENT, now, number, Saved(2, "tab", costs=lines))
    assert [(fault.field, fault.line) for fault in refused.value.faults] == [("label", 1), ("cents", 2), ("cents", 3)]
    assert plan_of(database, number).amount_cents == 500_00


def test_the_first_rough_amount_gives_way_to_the_lines(database, now, round_id):
    with database.writing() as session:
        number = start_draft(session, RESIDENT, now, round_id, MEENT, {"amount_cents": 2_000_00})
    assert plan_of(database, number).amount_cents == 2_000_00
    with database.writing() as session:
        save_step(session, RESIDENT, now, number, Saved(1, "tab", costs=PARTY_COSTS))
    with database.writing() as session:
        save_step(session, RESIDENT, now, number, Saved(2, "tab", {"amount_cents": 9_000_00}))
    assert plan_of(database, number).amount_cents == 500_00


def test_a_text_may_hold_html_as_text_and_signs_outside_the_alphabet(database, now, round_id):
    title = "<b>Groen</b> & 🌳 voor ’t Hoogt"
    number = draft_plan(database, now, round_id, {**PARTY, "title": title})
    assert plan_of(database, number).title == title


def test_nobody_begins_a_plan_outside_collecting_or_for_an_area_that_takes_no_part(database, now, round_id):
    for moment, area in ((now + timedelta(days=11), MEENT), (now, "BU04020801")):
        with database.writing() as session, pytest.raises(NotCollecting):
            start_draft(session, RESIDENT, moment, round_id, area, {})


def test_there_is_an_end_to_the_plans_in_the_making(sqlite_database, now):
    round_id = make_town(sqlite_database, now).round_id
    for _ in range(20):
        with sqlite_database.writing() as session:
            start_draft(session, RESIDENT, now, round_id, MEENT, {})
    with sqlite_database.writing() as session, pytest.raises(TooManyDrafts):
        start_draft(session, RESIDENT, now, round_id, MEENT, {})


def test_a_plan_that_was_sent_cannot_be_written_in_but_can_be_withdrawn(database, now, round_id):
    number = send_plan(database, now, round_id, GARDEN, GARDEN_COSTS)
    assert flags_of(database, number) == {"CAP-UPKEEP": "raised"}
    with database.writing() as session, pytest.raises(Exception, match="cannot change it any more"):
        save_step(session, RESIDENT, now, number, Saved(3, "tab", {"title": "Later"}))
    with database.writing() as session:
        withdraw(session, RESIDENT, now, number)
    assert steps_of(database, number) == [("submit", "submitted"), ("withdraw", "withdrawn")]


def test_sending_a_plan_takes_at_most_ten_statements(sqlite_database, now):
    round_id = make_town(sqlite_database, now).round_id
    with sqlite_database.writing() as session:
        session.add(Person(key=RESIDENT.key, email="bewoner@example.org", language="nl", created_at=now))
        session.commit()
    number = draft_plan(sqlite_database, now, round_id)
    asked: list[str] = []

    @event.listens_for(sqlite_database.engine, "before_cursor_execute")
    def note(_connection, _cursor, statement, *_more):
        asked.append(statement)

    with sqlite_database.writing() as session:
        submit(session, RESIDENT, now, number)
    assert len([each for each in asked if not each.startswith("BEGIN")]) <= 10
