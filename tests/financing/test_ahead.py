"""The years over which ways to pay are compared: what the budget tells of them, without the plan itself."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

import pytest

from areas.models import AreaKind
from areas.services import NewArea, add_area
from budget.queries.years_ahead import years_ahead
from budget.services import NewYear, make_year
from budget.services.standing import stand_commitment
from budget.services.standing_lines import WHOLE_POT
from database import Database
from financing.queries.ahead import Ahead, years_ahead_of
from logbook.services import act
from tests.builders.people import ADMINISTRATOR, FINANCE
from tests.builders.town import MEENT, add_areas, add_year

PLAN = "capital:7"
PARK = dict.fromkeys(range(2026, 2030), 2000000)


@pytest.fixture
def town(database: Database, now: datetime) -> Database:
    """EUR 100,000 a year of which the Meent gets 30,000: a base of 10,000 and a quarter of what is above the bases."""
    add_areas(database, now)
    with database.writing() as session, act(session, ADMINISTRATOR, now, "add_town") as a:
        add_area(a, NewArea("GM0402", "Hilversum", AreaKind.MUNICIPALITY))
    return database


def stands(database: Database, now: datetime, area: str, cents: dict[int, int], subject: str) -> None:
    with database.writing() as session:
        stand_commitment(session, FINANCE, now, area, f"Label {subject}", cents, "RB 1", subject)


def make_concept(database: Database, now: datetime, year: int) -> None:
    """Twice as much, and a tenth kept for small plans: nobody fixed it."""
    with database.writing() as session:
        make_year(session, ADMINISTRATOR, now, NewYear(year, 200_000_00, 10_000_00, "inhabitants", 10))


def ahead(database: Database, first: int = 2026, last: int = 2029, area: str = MEENT) -> Ahead | None:
    with database.reading() as session:
        return years_ahead_of(session, area, first, last, PLAN)


def told(found: Ahead | None) -> list[tuple[int, int, int, int]]:
    return [(e.year, e.pot_cents, e.share_cents, e.standing_cents) for e in found.years] if found else []


def test_years_without_a_budget_are_counted_by_the_last_that_is_fixed(town: Database, now: datetime) -> None:
    add_year(town, now)
    make_concept(town, now, 2027)
    stands(town, now, MEENT, {2028: 4_000_00}, "charge:1")
    found = ahead(town)
    assert told(found) == [
        (2026, 100_000_00, 30_000_00, 0),
        (2027, 200_000_00, 55_000_00, 0),
        (2028, 100_000_00, 30_000_00, 4_000_00),
        (2029, 100_000_00, 30_000_00, 0),
    ]
    assert found
    assert (found.reserve_part, found.area_part, found.estimated_from) == (Fraction(1, 5), Fraction(1, 4), 2028)


def test_what_the_plan_bears_already_makes_no_year_smaller(town: Database, now: datetime) -> None:
    """The comparison takes it off by itself: in a fixed year it would come off twice, in later years too."""
    stands(town, now, WHOLE_POT, PARK, PLAN)
    add_year(town, now)
    assert [share for _, _, share, _ in told(ahead(town))] == [30_000_00] * 4
    stands(town, now, MEENT, {2027: 1_000_00}, PLAN)
    assert [standing for _, _, _, standing in told(ahead(town))] == [0] * 4


def test_what_others_bear_makes_the_year_smaller_in_which_it_stands(town: Database, now: datetime) -> None:
    stands(town, now, WHOLE_POT, {2027: 20_000_00}, "capital:8")
    add_year(town, now)
    assert [share for _, _, share, _ in told(ahead(town))] == [30_000_00, 25_000_00, 30_000_00, 30_000_00]


def test_the_page_of_the_money_tells_the_same_years(town: Database, now: datetime) -> None:
    stands(town, now, WHOLE_POT, {2026: 20_000_00, 2028: 10_000_00}, "capital:8")
    add_year(town, now)
    make_concept(town, now, 2027)
    stands(town, now, MEENT, {2029: 4_000_00}, "charge:1")
    with town.reading() as session:
        years = years_ahead(session, MEENT, 2026, 2029)
    shown = [(each.year, each.pot_cents, each.share_cents, each.standing_cents) for each in years]
    assert told(ahead(town)) == shown
    assert [share for _, _, share, _ in shown] == [25_000_00, 55_000_00, 27_500_00, 30_000_00]


def test_a_year_before_all_budgets_is_no_year_that_is_still_unknown(town: Database, now: datetime) -> None:
    add_year(town, now)
    found = ahead(town, 2025, 2026)
    assert found
    assert ([each.year for each in found.years], found.estimated_from) == ([2025, 2026], None)


def test_nothing_is_compared_without_a_fixed_year_or_without_a_share(town: Database, now: datetime) -> None:
    make_concept(town, now, 2026)
    assert ahead(town) is None
    add_year(town, now, 2027)
    assert ahead(town) is not None
    assert ahead(town, area="BU04020801") is None
