"""The years to come from real books: fixed, concept and estimated shares, on an area and on the whole pot."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

import pytest

from areas.models import AreaKind
from areas.services import NewArea, add_area
from budget.queries.years_ahead import pot_ahead, years_ahead
from budget.rules.years_ahead import Basis
from budget.services import NewYear, make_year
from budget.services.standing import stand_commitment
from budget.services.standing_lines import WHOLE_POT
from database import Database
from logbook.services import act
from tests.builders.people import ADMINISTRATOR, FINANCE
from tests.builders.town import MEENT, ZUID, add_areas, add_year, fix_by_two

TOWN = "GM0402"


@pytest.fixture
def town(database: Database, now: datetime) -> Database:
    add_areas(database, now)
    with database.writing() as session, act(session, ADMINISTRATOR, now, "add_town") as a:
        add_area(a, NewArea(TOWN, "Hilversum", AreaKind.MUNICIPALITY))
    return database


def decide(database: Database, now: datetime, area: str, cents: dict[int, int], subject: str) -> None:
    with database.writing() as session:
        stand_commitment(session, FINANCE, now, area, f"Label {subject}", cents, "RB 1", subject)


def test_nothing_is_told_before_a_year_is_fixed(town: Database, now: datetime) -> None:
    decide(town, now, MEENT, {2027: 1}, "charge:1")
    with town.reading() as session:
        assert years_ahead(session, MEENT, 2026) == ()
        assert pot_ahead(session, 2026) == ()


def test_a_fixed_year_a_concept_and_an_estimate(town: Database, now: datetime) -> None:
    decide(town, now, MEENT, {2026: 1_000_000, 2029: 900_000}, "charge:1")
    decide(town, now, MEENT, {2027: 500_000}, "charge:2")
    add_year(town, now)
    with town.writing() as session:
        # 200,000: a base of 10,000 each, and a quarter of 180,000 for the Meent
        make_year(session, ADMINISTRATOR, now, NewYear(2027, 20_000_000, 1_000_000, "inhabitants", 10))
    with town.reading() as session:
        years = years_ahead(session, MEENT, 2026)
    told = [(y.year, y.basis, y.share_cents, y.standing_cents, y.reserve_cents, y.left_cents) for y in years]
    assert told == [
        (2026, Basis.FIXED, 3_000_000, 1_000_000, 600_000, 1_400_000),
        (2027, Basis.CONCEPT, 5_500_000, 500_000, 550_000, 4_450_000),
        (2028, Basis.ESTIMATE, 3_000_000, 0, 600_000, 2_400_000),
        (2029, Basis.ESTIMATE, 3_000_000, 900_000, 600_000, 1_500_000),
    ]
    assert [(each.subject, each.label, each.cents) for each in years[1].standing] == [
        ("charge:2", "Label charge:2", 500_000)
    ]
    with town.reading() as session:
        assert [each.year for each in years_ahead(session, MEENT, 2027, 2028)] == [2027, 2028]
        assert [each.year for each in years_ahead(session, ZUID, 2026)] == [2026]


def test_what_the_whole_pot_bears_makes_the_estimated_shares_smaller(town: Database, now: datetime) -> None:
    add_year(town, now)
    decide(town, now, WHOLE_POT, {2026: 2_000_000, 2027: 2_000_000}, "capital:7")
    decide(town, now, MEENT, {2027: 300_000}, "charge:1")
    with town.reading() as session:
        here, coming = years_ahead(session, MEENT, 2026)
        this, following = pot_ahead(session, 2026)
        (whole,) = years_ahead(session, TOWN, 2027)
    # fixed shares do not change; next year 80,000 is divided: 10,000 + a quarter of 60,000
    assert (here.share_cents, coming.share_cents) == (3_000_000, 2_500_000)
    assert (whole.share_cents, whole.standing_cents, whole.left_cents) == (2_000_000, 2_000_000, 0)
    assert (this.standing_cents, this.shortfall_cents) == (2_000_000, 2_000_000)
    assert (following.total_cents, following.standing_cents, following.shortfall_cents) == (10_000_000, 2_300_000, 0)
    # 80,000 divided, a fifth of it kept for small plans, 3,000 fixed on the Meent
    assert (following.reserve_cents, following.left_cents) == (1_600_000, 6_100_000)
    assert sum(each.share_cents for each in following.areas) == 10_000_000


def test_an_area_without_a_share_is_told_too(town: Database, now: datetime) -> None:
    add_year(town, now)
    with town.reading() as session:
        (year,) = years_ahead(session, "BU04020801", 2026)
    assert (year.share_cents, year.standing_cents) == (0, 0)


def shares_besides(town: Database, subject: str, until: int) -> list[tuple[int, int, int]]:
    """Year, the Meent's share and what stands on it, as if nothing stood for the subject."""
    with town.reading() as session:
        told = years_ahead(session, MEENT, 2026, until, subject)
        assert [(each.pot_cents, each.pot_part) for each in told] == [(10_000_000, Fraction(1, 4))] * len(told)
        return [(each.year, each.share_cents, each.standing_cents) for each in told]


def test_what_came_off_the_pot_for_one_subject_can_be_left_out_of_every_year(town: Database, now: datetime) -> None:
    decide(town, now, WHOLE_POT, {2026: 2_000_000, 2027: 2_000_000}, "capital:7")
    decide(town, now, WHOLE_POT, {2026: 200_000}, "charge:3")
    decide(town, now, MEENT, {2026: 100_000}, "capital:7")
    decide(town, now, MEENT, {2027: 300_000}, "charge:1")
    add_year(town, now)
    # 78,000 is divided in 2026 and 80,000 in 2027: 10,000 and a quarter of what is above the two bases
    assert shares_besides(town, "", 2028) == [(2026, 2_450_000, 100_000), (2027, 2_500_000, 300_000),
                                              (2028, 3_000_000, 0)]  # fmt: skip
    # without capital:7 it is 98,000 and 100,000
    assert shares_besides(town, "capital:7", 2028) == [(2026, 2_950_000, 0), (2027, 3_000_000, 300_000),
                                                       (2028, 3_000_000, 0)]  # fmt: skip


def test_what_was_decided_after_a_year_was_fixed_never_came_off_its_shares(town: Database, now: datetime) -> None:
    decide(town, now, WHOLE_POT, {2026: 200_000}, "charge:3")
    add_year(town, now)
    decide(town, now, WHOLE_POT, {2026: 2_000_000, 2027: 2_000_000}, "capital:7")
    assert shares_besides(town, "", 2027) == [(2026, 2_950_000, 0), (2027, 2_500_000, 0)]
    assert shares_besides(town, "capital:7", 2027) == [(2026, 2_950_000, 0), (2027, 3_000_000, 0)]


def test_where_everybody_shares_one_pot_all_of_it_stays_the_municipality_s_own(town: Database, now: datetime) -> None:
    decide(town, now, WHOLE_POT, {2026: 2_000_000, 2027: 2_000_000}, "capital:7")
    with town.writing() as session:
        make_year(session, ADMINISTRATOR, now, NewYear(2026, 10_000_000, 0, "common_pot", pot_area=TOWN))
    fix_by_two(town, now, 2026)
    with town.reading() as session:
        told = [years_ahead(session, TOWN, 2026, 2027, besides) for besides in ("", "capital:7")]
    assert [[(each.share_cents, each.standing_cents) for each in years] for years in told] == [
        [(10_000_000, 2_000_000)] * 2,
        [(10_000_000, 0)] * 2,
    ]
