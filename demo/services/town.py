"""The demo's town: areas, people with their roles, and two budget years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from accounts.models import EVERYWHERE, Person, RoleGrant
from areas.models import AreaKind
from areas.services import NewArea, add_area
from budget.models import BudgetYear
from budget.services import NewYear, fix_year, make_year, propose_fixing, seal_of
from database import new_key
from demo.content import read_areas, read_municipality, read_people
from demo.content.records import DemoArea, DemoPerson
from logbook.actors import OPERATOR, Actor, Grant, Role
from logbook.services import Act, act

TOTAL_CENTS, BASE_CENTS = 50_000_000, 2_000_000
TOTAL_HOURS, BASE_HOURS = 2_000, 100
PAST_RESERVE_PERCENT = 10
"""What was kept for small plans in the past year: most of it was left, and lapsed."""


@dataclass(frozen=True)
class Cast:
    """The demo's people by their code in the content, as actors."""

    actors: dict[str, Actor]
    people: dict[str, DemoPerson]

    def coordinator_of(self, area_code: str) -> Actor:
        """The demo coordinator of a wijk."""
        found = next(p for p in self.people.values() if p.role == "coordinator" and p.area == area_code)
        return self.actors[found.code]


def build_town(session: Session, now: datetime) -> Cast:
    """Areas and people in one act each; the years as an administrator would make them."""
    with act(session, OPERATOR, now, "load_demo_areas") as a:
        _add_areas(a)
    with act(session, OPERATOR, now, "load_demo_people") as a:
        return _add_people(a)


def make_one_year(session: Session, cast: Cast, now: datetime, year: int, reserve_percent: int = 20) -> None:
    """A year, made by the administrator and fixed by finance."""
    administrator = cast.actors["administrator"]
    make_year(
        session, administrator, now, NewYear(year, TOTAL_CENTS, BASE_CENTS, reserve_percent=reserve_percent,
                                             total_minutes=TOTAL_HOURS * 60, base_minutes=BASE_HOURS * 60)
    )  # fmt: skip
    propose_fixing(session, administrator, now + timedelta(hours=1), year, f"Demo-raadsbesluit {year - 1}-114")
    seen = seal_of(session.get_one(BudgetYear, year))
    session.rollback()
    fix_year(session, cast.actors["finance"], now + timedelta(hours=2), year, seen)


def _add_areas(a: Act) -> None:
    town = read_municipality()
    add_area(a, NewArea(town.code, town.name, AreaKind.MUNICIPALITY, slug="gemeente"))
    a.session.flush()
    for area in read_areas():
        _add_district(a, area, town.code)


def _add_district(a: Act, area: DemoArea, parent: str) -> None:
    add_area(
        a,
        NewArea(
            area.code,
            area.name,
            AreaKind.DISTRICT,
            parent,
            area.inhabitants,
            area.has_budget,
            area.longitude,
            area.latitude,
            area.outline,
            area.label,
            area.slug,
        ),
    )
    a.session.flush()
    for buurt in area.neighbourhoods:
        add_area(
            a,
            NewArea(
                buurt.code,
                buurt.name,
                AreaKind.NEIGHBOURHOOD,
                area.code,
                longitude=buurt.longitude,
                latitude=buurt.latitude,
                slug=f"buurt-{buurt.code.lower()}",
            ),
        )


def _add_people(a: Act) -> Cast:
    people = {person.code: person for person in read_people()}
    actors: dict[str, Actor] = {}
    for person in people.values():
        key = new_key()
        a.session.add(Person(key=key, email=person.email, name=person.name, language="nl", created_at=a.now))
        a.session.flush()
        actors[person.code] = Actor(key, _grants(a, key, person))
    return Cast(actors, people)


def _grants(a: Act, key: str, person: DemoPerson) -> frozenset[Grant]:
    role = Role(person.role)
    if role is Role.RESIDENT:
        return frozenset({Grant(Role.RESIDENT)})
    a.session.add(
        RoleGrant(
            person_key=key,
            role=role.value,
            area_code=person.area or EVERYWHERE,
            granted_at=a.now,
            granted_by_key=OPERATOR.key,
        )
    )
    return frozenset({Grant(Role.RESIDENT), Grant(role, person.area or None)})
