"""The demo is loaded through the real acts, on both engines, and tells the story that a newcomer walks through."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from sqlalchemy import func, select

import clock
from accounts.secrets import Secrets
from areas.models import Area
from budget.queries import accounts_of_year, find_account
from budget.queries.checking import check_books
from challenges.models import Challenge, ChallengeEvent
from database import ClockShift, Database
from demo.services.factors import digits_now
from demo.services.story import CODES_PER_AREA, Told, tell_story
from financing.queries.page import route_page
from financing.rules.states import RouteState
from lives.periods import amsterdam_moment, day_of
from logbook.queries import first_broken_row
from proposals.models import CapitalFlag, CostLine, Proposal
from rounds.queries import phase_of, round_by_id
from rounds.rules.calendar import Phase
from voting.models import Urn
from voting.queries.results import published_results

SECRETS = Secrets("5e" * 32)
SHARES = {
    "Centrum": 5_638_000, "Noordwest": 4_856_000, "Zuidwest": 5_400_000, "Zuid": 8_562_000, "Zuidoost": 5_740_000,
    "Oost": 9_990_000, "Noordoost": 6_216_000, "Hilversumse Meent": 3_598_000,
}  # fmt: skip


@pytest.fixture
def told(database: Database) -> Told:
    return tell_story(database, SECRETS, clock.now())


def test_the_demo_tells_its_whole_story(told: Told, database: Database) -> None:
    now: datetime = clock.now()
    with database.reading() as session:
        phases = {code: phase_of(round_by_id(session, made.round_id), now) for code, made in told.rounds.items()}
        assert phases == {
            "closed-2026": Phase.CLOSED, "voting-2026": Phase.VOTING, "collecting-2027": Phase.COLLECTING
        }  # fmt: skip
        shares = {name: account.allocated for account, name, _slug in accounts_of_year(session, now.year)}
        assert shares == SHARES
        assert len(told.rounds["voting-2026"].told.pots_cents) >= 3
        results = published_results(session, told.rounds["closed-2026"].round_id)
        assert sorted(results) == ["WK040205", "WK040206"]
        assert all(result.record["count"]["winners"] for result in results.values())
        assert len(told.codes) == 4 * CODES_PER_AREA
        _check_plans(session)
        _check_groene_hart(session)
        _check_requests(session, now)
        assert session.scalars(select(func.count()).select_from(Urn)).one() == 163 + 247 + 4 * 45
        assert session.scalars(select(ClockShift)).all() == []
        assert first_broken_row(session) is None
        shown = {each.email: each.digits for each in digits_now(session, SECRETS, now)}
        assert len(shown["coordinator@demo.example"]) == 6
        assert "bewoner@demo.example" not in shown


def _check_plans(session: object) -> None:
    plans = session.scalars(select(Proposal)).all()
    assert len(plans) >= 40
    assert len({plan.description for plan in plans}) == len(plans)
    assert {plan.state for plan in plans} == {
        "draft", "submitted", "feasible", "not_feasible", "capital_route", "on_ballot", "won", "lost",
        "decided",
    }  # fmt: skip
    per_plan = select(CostLine.proposal_id, func.sum(CostLine.cents)).group_by(CostLine.proposal_id)
    sums = {key: total for key, total in session.execute(per_plan)}  # noqa: C416
    assert {plan.id: plan.amount_cents for plan in plans} == {key: int(total) for key, total in sums.items()}
    for plan in plans:
        buurt = session.get(Area, plan.neighbourhood_code)
        assert buurt.parent_code == plan.area_code
        assert plan.place


def _check_requests(session: object, now: datetime) -> None:
    """Each request is where its story leaves it, its steps in the order of their moments, all of them over."""
    asked = session.scalars(select(Challenge)).all()
    events = select(ChallengeEvent).order_by(ChallengeEvent.id)
    told: dict[int, list[ChallengeEvent]] = {each.id: [] for each in asked}
    for event in session.scalars(events):
        told[event.challenge_id].append(event)
    for steps in told.values():
        moments = [each.at for each in steps]
        assert moments == sorted(moments)
        assert moments[-1] < now
    begin = ("submit", "acknowledge", "check")
    to_decision = (*begin, "admit", "talk", "assess", "close_advice")
    found = {each.title: (each.state, tuple(event.step for event in told[each.id])) for each in asked}
    assert found == {
        "De speelplek aan de Demoweide": ("granted", (*to_decision, "grant")),
        "De buurtbus naar het ziekenhuis": ("assessment", (*begin, "admit", "talk", "assess")),
        "Het groen rond het Demoplein": ("awaiting_completion", (*begin, "ask_completion")),
        "De heemtuin aan de Demolaan": (
            "active",
            (*to_decision, "points_done", "grant", "draft_agreement", "confirm_agreement", "agree", "report_handed_in",
             "report_accepted"),
        ),
        "De fietsenstalling bij het Demostation": ("refused", (*to_decision, "refuse")),
    }  # fmt: skip


def _check_groene_hart(session: object) -> None:
    heart = session.scalars(select(Proposal).where(Proposal.title == "Het Groene Hart van de Hilversumse Meent")).one()
    assert (heart.amount_cents, heart.life_years, heart.area_code) == (18_000_000, 20, "WK040208")
    flags = session.scalars(select(CapitalFlag).filter_by(proposal_id=heart.id)).all()
    assert {flag.code for flag in flags if flag.is_hard} >= {"CAP-ACTIVATE", "CAP-AMOUNT"}
    assert not heart.admissible
    assert not session.scalars(select(Proposal).where(Proposal.title.contains("waterspeelplaats"))).one().admissible
    year = clock.now().year
    route = route_page(session, heart.id, day_of(clock.now()))
    if clock.now() >= amsterdam_moment(date(year, 10, 1), 10):
        # 180,000 over 20 years at 2 %, with 3,000 upkeep: 43 % of the Meent's 35,980 in the first year
        assert route.state == RouteState.DELIVERED
        assert (min(route.stands), max(route.stands)) == (year + 1, year + 20)
        assert route.stands[year + 1] == 15_600_00
        assert [line.after_cents for line in route.lines if line.year == year + 1] == [14_700_00, 15_600_00]
    account = find_account(session, year + 1, "WK040208")
    assert account.standing == route.stands[year + 1] + 3_000_00
    assert check_books(session) == []
