"""The Groene Hart of the Hilversumse Meent, from the idea to the last year of its costs: every day and every cent.

Of EUR 500,000 the Meent has 35,980.00, of which 7,196.00 is kept for small plans. The park costs 180,000 and lasts
twenty years; upkeep is 3,000 a year. At 1.5 % the first year is 9,000 + 2,700 + 3,000 = 14,700.00, at 2 % 15,600.00.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from areas.models import AreaKind
from areas.services import NewArea as AreaToAdd
from areas.services import add_area
from budget.models import Account
from budget.queries import find_account
from budget.queries.checking import check_books
from budget.services import NewYear, make_year
from budget.services.charging import set_rate
from database import Database
from financing.queries.page import RoutePage, route_page
from financing.queries.yearly import yearly_costs
from financing.rules.calendar import Target
from financing.rules.funding import Bearer, Funding, whole
from financing.rules.states import RouteState
from financing.services import (
    Advice,
    BodyDecision,
    Delivery,
    Figures,
    Part,
    Renewal,
    advise,
    ask_maintenance,
    calculate,
    college_decides,
    council_says_no,
    deliver,
    grant,
    propose_to_council,
    reestimate,
    send_to_college,
    split,
    start_work,
    take_in,
)
from financing.services.refusals import RouteStepNotPossible
from lives.periods import day_of
from logbook.actors import Actor, Role
from logbook.queries import first_broken_row
from logbook.services import act
from proposals.queries.cases import flag_rows
from proposals.services import Cost, Verdict, decide_flag, judge, withdraw
from proposals.services.flags import FlagKept
from proposals.services.refusals import StepNotPossible
from rounds.rules.calendar import RoundCalendar
from rounds.services import NewArea, NewRound, announce_round, make_round
from tests.builders.people import ADMINISTRATOR, COORDINATOR, FINANCE, RESIDENT, add_person, make_actor
from tests.builders.town import fix_by_two
from tests.proposals.plans import ALL_MET, PARTY, flags_of, plan_of, send_plan

EURO = 100
MEENT, MEENT_BUURT = "WK040208", "BU04020801"
WIJKEN = {
    "WK040201": ("Centrum", 9_480),
    "WK040202": ("Noordwest", 7_440),
    "WK040203": ("Zuidwest", 8_860),
    "WK040204": ("Zuid", 17_100),
    "WK040205": ("Zuidoost", 9_750),
    "WK040206": ("Oost", 20_820),
    "WK040207": ("Noordoost", 10_990),
    MEENT: ("Hilversumse Meent", 4_160),
}
REVIEWER = make_actor("reviewer", Role.REVIEWER)
COLLEGE = make_actor("collegeclerk", Role.COLLEGE_CLERK)
COUNCIL = make_actor("councilclerk", Role.COUNCIL_CLERK)
PARK: dict[str, object] = {
    **PARTY,
    "title": "Het Groene Hart",
    "touches_public_space": "yes",
    "kind": "green",
    "new_or_repair": "new",
    "owner_after": "municipality",
    "life_years": 20,
    "upkeep_cents": 3_000 * EURO,
    "theme": "green",
}
COSTS = (Cost("Aanleg", 160_000 * EURO), Cost("Bankjes bij het water", 20_000 * EURO))
NET = 180_000 * EURO
WORDS = "Dit staat zo in het voorstel."


def on(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 12, tzinfo=UTC)


class Story:
    """One municipality, told act by act; `number` is the plan once it was sent."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.round_id = 0
        self.number = 0

    def did(self, do: Callable[..., Any], by: Actor, when: datetime, *given: Any, **named: Any) -> Any:
        with self.database.writing() as session:
            return do(session, by, when, *given, **named)

    def step(self, do: Callable[..., Any], by: Actor, when: datetime, *given: Any, **named: Any) -> Any:
        return self.did(do, by, when, self.number, *given, **named)

    def open_year(self, year: int, when: datetime) -> None:
        self.did(make_year, ADMINISTRATOR, when, NewYear(year, 500_000 * EURO, 20_000 * EURO, "hilversum"))
        fix_by_two(self.database, when, year, f"RB {year - 1}-99")

    def meent(self, year: int) -> Account:
        with self.database.reading() as session:
            found = find_account(session, year, MEENT)
            assert found is not None
            return found

    def route(self, when: datetime) -> RoutePage:
        with self.database.reading() as session:
            found = route_page(session, self.number, day_of(when))
            assert found is not None
            return found

    def expects(self, when: datetime) -> tuple[RouteState, Target, date]:
        """Where it stands, and with what and when the council is expected to decide."""
        large = self.route(when).large
        return large.state, large.coming.target, large.coming.council_on


@pytest.fixture
def story(database: Database) -> Story:
    made_at = on(2026, 10, 1)
    with database.writing() as session, act(session, ADMINISTRATOR, made_at, "add_areas") as a:
        for code, (name, people) in WIJKEN.items():
            add_area(a, AreaToAdd(code, name, AreaKind.DISTRICT, inhabitants=people, has_budget=True))
        session.flush()
        add_area(a, AreaToAdd(MEENT_BUURT, "Meentbuurt", AreaKind.NEIGHBOURHOOD, parent_code=MEENT))
    with database.writing() as session:
        for actor in (ADMINISTRATOR, COORDINATOR, FINANCE, RESIDENT, REVIEWER, COLLEGE, COUNCIL):
            add_person(session, actor, made_at)
    told = Story(database)
    told.open_year(2027, on(2026, 11, 20))
    days = (on(2027, 1, 11), on(2027, 2, 8), on(2027, 3, 8), on(2027, 4, 5), on(2027, 4, 26))
    new = NewRound(
        "Buurtenbudget 2027", calendar=RoundCalendar(*days), areas=(NewArea(MEENT, 28_784 * EURO),), year=2027
    )
    told.round_id = told.did(make_round, ADMINISTRATOR, on(2026, 12, 1), new)
    told.did(announce_round, ADMINISTRATOR, on(2026, 12, 1), told.round_id)
    return told


def send_and_confirm(story: Story) -> None:
    """Sent on 20 January, confirmed on 10 February 2027: before 1 April, so it goes along with the kadernota."""
    story.number = send_plan(story.database, on(2027, 1, 20), story.round_id, PARK, COSTS)
    with story.database.reading() as session:
        flags = {row.code: row.is_hard for row in flag_rows(session, story.number).values()}
    # 180,000 is past 20,000 and 50,000, above the pot of 28,784, lasts 20 years, and 3,000 upkeep is past 1,000
    assert flags == {
        "CAP-ACTIVATE": True, "CAP-AMOUNT": True, "CAP-SHARE": True, "CAP-LIFE": False, "CAP-UPKEEP": False,
    }  # fmt: skip
    with pytest.raises(FlagKept):
        story.step(decide_flag, COORDINATOR, on(2027, 2, 9), "CAP-ACTIVATE", is_right=False, reason="Het mag toch.")
    # seen on 9 February it is still the coordinator's turn
    assert story.expects(on(2027, 2, 9)) == (RouteState.FLAGGED, Target.KADERNOTA, date(2027, 7, 10))
    story.step(judge, COORDINATOR, on(2027, 2, 10), Verdict.CAPITAL_ROUTE, {}, WORDS)
    assert story.expects(on(2027, 2, 10)) == (RouteState.CONFIRMED, Target.KADERNOTA, date(2027, 7, 10))


def part_of(story: Story) -> Part:
    costs = (Cost("Twaalf banken", 6_000 * EURO),)
    return Part(story.round_id, "Banken bij het water", "Twaalf banken.", costs, 0, WORDS, date(2027, 2, 19))


def split_off(story: Story) -> None:
    """Twelve benches can go to the ballot of April; beside the park they are asked about, and the rest stays."""
    part = story.step(split, COORDINATOR, on(2027, 2, 20), part_of(story))
    assert flags_of(story.database, part) == {"CAP-SPLIT": "raised"}
    story.did(decide_flag, COORDINATOR, on(2027, 2, 21), part, "CAP-SPLIT", is_right=False, reason="Los te gebruiken.")
    story.did(judge, COORDINATOR, on(2027, 2, 21), part, Verdict.FEASIBLE, ALL_MET)
    assert plan_of(story.database, part).state == "feasible"
    route = story.route(on(2027, 2, 21))
    assert (route.state, [each.id for each in route.parts]) == (RouteState.FINANCE_INTAKE, [part])
    assert plan_of(story.database, story.number).amount_cents == NET


def work_out(story: Story) -> None:
    """Finance, who looks after the green, and the costs: 14,700.00 in 2029, 12,135.00 in 2048, 268,350.00 in all."""
    story.step(take_in, FINANCE, on(2027, 2, 17))
    split_off(story)
    with pytest.raises(RouteStepNotPossible):
        story.step(send_to_college, FINANCE, on(2027, 2, 18))
    story.step(ask_maintenance, FINANCE, on(2027, 2, 22))
    story.step(advise, REVIEWER, on(2027, 3, 15), Advice(True, 20, 3_000 * EURO, "Dit kan worden onderhouden."))
    story.step(calculate, FINANCE, on(2027, 4, 1), Figures(NET, 0, 0, 20, 3_000 * EURO, 2028))
    costs = yearly_costs(story.route(on(2027, 4, 1)))
    assert costs is not None
    assert (costs.first.year, costs.last.year) == (2029, 2048)
    # 9,000 + 180,000 x 1.5 % + 3,000; in the last year 9,000 x 1.5 % = 135
    assert (costs.first.cents, costs.last.cents) == (14_700_00, 12_135_00)
    # interest falls by 135 a year from 2,700 to 135: 20 x 1,417.50 = 28,350
    assert costs.total_cents == 180_000_00 + 28_350_00 + 60_000_00
    assert story.meent(2027).standing == 0


def decide(story: Story) -> None:
    """The college on 20 April, put off by the council on 10 July, granted on 10 November 2027."""
    story.step(send_to_college, FINANCE, on(2027, 4, 6))
    story.step(college_decides, COLLEGE, on(2027, 4, 21), BodyDecision("BW 2027-31", date(2027, 4, 20)), is_yes=True)
    story.step(propose_to_council, COLLEGE, on(2027, 5, 3), Target.KADERNOTA, date(2027, 7, 7))
    assert story.expects(on(2027, 5, 4)) == (RouteState.COUNCIL_PROPOSAL, Target.KADERNOTA, date(2027, 7, 7))
    put_off = BodyDecision("RB 2027-40", date(2027, 7, 7), "Eerst willen wij de begroting zien.")
    story.step(council_says_no, COUNCIL, on(2027, 7, 8), put_off, is_deferred=True)
    # before 1 September, so now it goes along with the begroting
    assert story.expects(on(2027, 7, 8)) == (RouteState.DEFERRED, Target.BEGROTING, date(2027, 11, 10))
    story.step(propose_to_council, COLLEGE, on(2027, 9, 1), Target.BEGROTING, date(2027, 11, 10))
    parts = whole(Funding.CHARGES, NET, Bearer.AREA, None)
    story.step(grant, COUNCIL, on(2027, 11, 11), BodyDecision("RB 2027-88", date(2027, 11, 10)), parts)
    route = story.route(on(2027, 11, 11))
    assert [(each.body, each.outcome, each.reference) for each in route.decisions] == [
        ("college", "yes", "BW 2027-31"), ("council", "deferred", "RB 2027-40"), ("council", "yes", "RB 2027-88"),
    ]  # fmt: skip
    assert (route.stands[2029], route.stands[2040], route.stands[2048]) == (14_700_00, 13_215_00, 12_135_00)
    with pytest.raises(RouteStepNotPossible):
        story.step(split, COORDINATOR, on(2027, 11, 12), part_of(story))
    with pytest.raises(StepNotPossible):
        story.step(withdraw, RESIDENT, on(2027, 11, 12))


def carry_out(story: Story) -> None:
    """Made in 2028; 2029 is fixed with 14,700.00 standing; finance sets 2 % from 2029 on, and it becomes 15,600.00."""
    story.open_year(2028, on(2027, 11, 20))
    story.step(start_work, COORDINATOR, on(2028, 2, 1))
    story.step(deliver, COORDINATOR, on(2028, 6, 16), Delivery(date(2028, 6, 15), NET, "Het park is open."))
    assert story.meent(2028).standing == 0
    story.open_year(2029, on(2028, 11, 20))
    meent = story.meent(2029)
    # 35,980 - 7,196 - 14,700
    assert (meent.allocated, meent.reserve_left, meent.standing, meent.available) == (
        35_980_00, 7_196_00, 14_700_00, 14_084_00,
    )  # fmt: skip
    story.did(set_rate, FINANCE, on(2028, 12, 1), 2029, 200, "RB 2028-90")
    changed = story.step(reestimate, FINANCE, on(2028, 12, 2), Renewal(2029, "RB 2028-90", "De rente is 2 procent."))
    # half a percent of the booked value: 900.00 in 2029, 45.00 in 2048
    assert (changed[2029], changed[2048], sum(changed.values())) == (900_00, 45_00, 9_450_00)


def test_the_groene_hart_by_single_acts_to_the_last_cent_of_its_last_year(story: Story) -> None:
    send_and_confirm(story)
    work_out(story)
    decide(story)
    carry_out(story)
    meent = story.meent(2029)
    assert (meent.standing, meent.available, meent.shortfall) == (15_600_00, 13_184_00, 0)
    route = story.route(on(2028, 12, 3))
    assert route.state is RouteState.DELIVERED
    # what the Meent pays each year until 2040 and on, and who decided that
    assert list(route.stands) == list(range(2029, 2049))
    assert [route.stands[year] for year in range(2029, 2041)] == [
        15_600_00, 15_420_00, 15_240_00, 15_060_00, 14_880_00, 14_700_00,
        14_520_00, 14_340_00, 14_160_00, 13_980_00, 13_800_00, 13_620_00,
    ]  # fmt: skip
    assert sum(route.stands.values()) == 180_000_00 + 37_800_00 + 60_000_00
    lines = [(line.after_cents, line.reference) for line in route.lines if line.year == 2040]
    assert lines == [(13_215_00, "RB 2027-88"), (13_620_00, "RB 2028-90")]
    with story.database.reading() as session:
        assert check_books(session) == []
        assert first_broken_row(session) is None
    assert not plan_of(story.database, story.number).admissible
