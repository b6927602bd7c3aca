"""Votes, small plans and partners in the report, from real rounds and rows, on both engines."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from budget.rules.ledger import MovementKind
from database import Database
from neighbourhoods.models import Partner
from quick_plans.models import Joining, Mandate, QuickPlan
from reports.queries import find_report, report_equals_ledger
from reports.rules.content import Content, Line, content_from_text
from tests.builders.moments import Clocks
from tests.builders.people import COORDINATOR, RESIDENT, add_person
from tests.builders.town import MEENT, ZUID, add_areas, add_year
from tests.reports.books import report_made, spend
from tests.voting.ballots import Vote, cast, let_vote, sealed_vote
from voting.services.counting import count_when_closed

DAY = timedelta(days=1)


@pytest.fixture
def vote(database: Database, now: datetime, at: Clocks) -> Vote:
    """Meent: six codes, four votes, three plans win the whole pot; Zuid: nobody votes."""
    made = sealed_vote(database, now)
    let_vote(database, made, "anna", "bram", "chris", "dina", "eva", "frank")
    at(made.begun_at)
    for name in ("anna", "bram", "chris"):
        cast(database, made, name, 0, 1)
    cast(database, made, "dina", 2)
    return made


def content_of(database: Database, report_id: int) -> Content:
    with database.reading() as session:
        assert report_equals_ledger(session, report_id) == []
        return content_from_text(find_report(session, report_id).content)


def rows_of(content: Content, section: str, table: str) -> dict[tuple[str, str], tuple[object, ...]]:
    found = content.section(section)
    assert found is not None
    rows = next(each for each in found.tables if each.code == table).rows
    return {(row.group, row.key): row.values for row in rows}


def test_a_running_vote_is_not_in_the_report(database: Database, vote: Vote) -> None:
    content = content_of(database, report_made(database, vote.begun_at))
    assert content.section("vote") is None


def test_a_published_vote_is_told_by_area_and_theme(database: Database, vote: Vote, at: Clocks) -> None:
    over = vote.closes_at + timedelta(minutes=10)
    at(over)
    count_when_closed(database, vote.round_id, over)
    content = content_of(database, report_made(database, over))
    areas = rows_of(content, "vote", "vote_areas")
    title = "Buurtbudget 2026"
    # four people voted: so few that their number and their part of the codes are nobody's business
    assert areas[title, MEENT] == (6, None, None, 4, 3, 10_000_00, 10_000_00)
    assert areas[title, ZUID] == (0, 0, None, 2, 0, 10_000_00, 0)
    assert areas[title, ""] == (6, None, None, 6, 3, 20_000_00, 10_000_00)
    themes = rows_of(content, "vote", "vote_themes")
    assert [values for (group, key), values in themes.items() if group == MEENT and key] == [(4, 3, 10_000_00)]
    use = rows_of(content, "digital", "digital_areas")
    # the column of votes is not there: it would say that four voted
    assert use["", MEENT] == (4,)
    assert use["", ""] == (6,)


def test_the_winners_money_counts_under_the_themes_of_their_plans_once_it_is_promised(
    database: Database, vote: Vote, at: Clocks
) -> None:
    from budget.queries import find_account
    from budget.services import commit_money
    from logbook.services import act

    over = vote.closes_at + timedelta(minutes=10)
    at(over)
    count_when_closed(database, vote.round_id, over)
    plan = f"plan:{vote.plans[MEENT][0]}"
    with database.writing() as session, act(session, COORDINATOR, over, "test") as a:
        account = find_account(session, 2026, MEENT)
        assert account is not None
        commit_money(a, account.id, MovementKind.COMMIT_AWARD, 4_000_00, "adopted", from_subject=plan, to_subject=plan)
    themes = rows_of(content_of(database, report_made(database, over)), "themes", "themes_areas")
    assert themes[MEENT, "meeting"] == (4_000_00, 0, 0, 4_000_00)


@pytest.fixture
def small_plans(database: Database, now: datetime) -> Database:
    """Four small plans in the Meent: granted in time, granted late, refused, waiting; one of 2025; two signatures."""
    add_areas(database, now)
    add_year(database, now, 2025)
    add_year(database, now)
    with database.writing() as session:
        for actor in (COORDINATOR, RESIDENT):
            add_person(session, actor, now)
        session.add(
            Mandate(
                id=1,
                person_key=COORDINATOR.key,
                largest_cents=2_500_00,
                valid_from=date(2025, 1, 1),
                valid_until=date(2027, 1, 1),
                reference="M 1",
                recorded_by_key="k" * 26,
                recorded_at=now,
            )
        )
        session.add_all(Partner(id=number, name=f"Partner {number}", kind=kind, email="p@example.org", added_at=now,
                                added_by_key="k" * 26)
                        for number, kind in enumerate(("police", "housing"), 1))  # fmt: skip
        session.flush()
        session.add_all([
            small_plan(1, now - 30 * DAY, "granted", now - 20 * DAY),
            small_plan(2, now - 40 * DAY, "granted", now - 20 * DAY),
            small_plan(3, now - 15 * DAY, "refused", now - DAY),
            small_plan(4, now, "sent", None, at_desk=True),
            small_plan(5, now - 365 * DAY, "refused", now - 360 * DAY),
        ])  # fmt: skip
        session.flush()
        session.add_all([joining(1, 1, now, now), joining(2, 1, now, now), joining(2, 2, now, None)])
        session.commit()
    return database


def small_plan(
    number: int, sent_at: datetime, state: str, decided: datetime | None, at_desk: bool = False
) -> QuickPlan:
    granted = state == "granted"
    return QuickPlan(
        id=number, area_code=MEENT, public_name="Demo", title=f"Plan {number}", description="Een straatfeest",
        theme="culture", cents=1_000_00, stays="no", kind="none", state=state, sent_at=sent_at,
        proposer_key=None if at_desk else RESIDENT.key, entered_by_key=RESIDENT.key if at_desk else None,
        decide_by=(sent_at + 14 * DAY).date(), decided_at=decided, reason="" if granted else "Te laat",
        decided_by_key=COORDINATOR.key if decided else None, mandate_id=1 if decided else None,
        mandate_cents=2_500_00 if decided else None, granted_cents=900_00 if granted else None,
        granted_minutes=0 if granted else None,
    )  # fmt: skip


def joining(plan: int, partner: int, now: datetime, signed: datetime | None) -> Joining:
    return Joining(
        quick_plan_id=plan, partner_id=partner, asked_by_key=RESIDENT.key, asked_at=now, expires_at=now + DAY,
        token_hash=f"{plan}-{partner}", signed_at=signed, contribution="Wij helpen" if signed else "",
    )  # fmt: skip


def test_small_plans_are_told_with_what_was_answered_in_time(small_plans: Database, now: datetime) -> None:
    spend(small_plans, now, 900_00, "quick:1")
    content = content_of(small_plans, report_made(small_plans, now))
    assert [(line, [each.code for each in sections]) for line, sections in content.lines] == [
        (Line.CYCLE, ["money", "themes"]),
        (Line.VISIBLE, ["small_plans"]),
        (Line.DIGITAL, ["digital"]),
        (Line.DIALOGUE, ["partners"]),
    ]
    assert rows_of(content, "small_plans", "small_areas")["", MEENT] == (4, 2, 1, 1_800_00, 3, 2)
    assert rows_of(content, "small_plans", "small_years")["", "2025"] == (1, 0, 1, 0, 1, 1)
    assert rows_of(content, "themes", "themes_whole")["", "culture"][0] == 900_00
    assert rows_of(content, "digital", "digital_areas")["", MEENT] == (3, 1)


def test_partners_that_signed_are_told_by_kind(small_plans: Database, now: datetime) -> None:
    content = content_of(small_plans, report_made(small_plans, now))
    assert rows_of(content, "partners", "partners_kinds") == {("", "partner_police"): (1, 2), ("", ""): (1, 2)}


def test_a_year_begins_at_midnight_in_amsterdam(small_plans: Database, now: datetime) -> None:
    from datetime import UTC

    with small_plans.writing() as session:
        session.add(small_plan(9, datetime(2025, 12, 31, 23, 30, tzinfo=UTC), "sent", None))
        session.add(small_plan(10, datetime(2025, 12, 31, 22, 30, tzinfo=UTC), "sent", None))
        session.commit()
    content = content_of(small_plans, report_made(small_plans, now))
    years = rows_of(content, "small_plans", "small_years")
    assert (years["", "2026"][0], years["", "2025"][0]) == (5, 2)
