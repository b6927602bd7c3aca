"""Large plans to attack, made in the town by real acts: one flagged, one with the college, one granted, one small."""

from __future__ import annotations

from datetime import date, timedelta

from database import Database
from financing.rules.calendar import Target
from financing.rules.funding import Bearer, Funding, whole
from financing.services import (
    Advice,
    BodyDecision,
    Figures,
    advise,
    ask_maintenance,
    calculate,
    college_decides,
    grant,
    propose_to_council,
    send_to_college,
    take_in,
)
from lives.periods import day_of
from logbook.actors import Actor, Grant, Role
from proposals.services import Cost, Finding, ImportedPlan, Verdict, import_plans, judge
from prove.town import ADMINISTRATOR, FINANCE, MEENT, NOW, YEAR, ZUID
from rounds.rules.calendar import RoundCalendar
from rounds.rules.criteria import DEFAULT_CRITERIA
from rounds.services import NewArea, NewRound, announce_round, make_round

FLAGGED, AT_COLLEGE, GRANTED = 1, 2, 3
SMALL = range(4, 10)
"""The numbers of the plans."""
NET_CENTS = 180_000_00
TEXT = "Een plan dat hier alleen staat om aangevallen te worden."


def officer(role: Role) -> Actor:
    return Actor(role.value, frozenset({Grant(role)}))


def add_large_plans(database: Database) -> None:
    """A round that collects, and the four plans."""
    with database.writing() as session:
        day = timedelta(days=1)
        calendar = RoundCalendar(NOW - day, NOW + 10 * day, NOW + 20 * day, NOW + 40 * day, NOW + 60 * day)
        areas = (NewArea(MEENT, 1_000_000), NewArea(ZUID, 1_000_000))
        round_id = make_round(session, ADMINISTRATOR, NOW, NewRound("Ronde", calendar, areas, YEAR))
        announce_round(session, ADMINISTRATOR, NOW, round_id)
    rows = [_row(f"Park {number}", NET_CENTS, "yes", "green", 20) for number in (FLAGGED, AT_COLLEGE, GRANTED)]
    rows += [_row(f"Feest {number}", 500_00, "no", "none", None) for number in SMALL]
    with database.writing() as session:
        import_plans(session, ADMINISTRATOR, NOW, round_id, MEENT, rows)
    for number in (AT_COLLEGE, GRANTED):
        _lead_to_college(database, number)
    _grant(database)
    all_met = {criterion.code: Finding(True) for criterion in DEFAULT_CRITERIA}
    for number in SMALL:
        with database.writing() as session:
            judge(session, officer(Role.COORDINATOR), NOW, number, Verdict.FEASIBLE, all_met)


def _row(title: str, cents: int, touches: str, kind: str, life: int | None) -> ImportedPlan:
    answers: dict[str, object] = {
        "title": title, "summary": TEXT, "description": TEXT, "theme": "green", "proposer_name": "Demo-bewoner",
        "touches_public_space": touches, "kind": kind, "new_or_repair": "new", "permit": "no",
        "owner_after": "municipality" if life else "proposer", "life_years": life, "upkeep_cents": 0,
    }  # fmt: skip
    return ImportedPlan(answers, (Cost("Aanleg", cents),), proposer_key=f"proposer-{title}")


def _lead_to_college(database: Database, number: int) -> None:
    figures = Figures(NET_CENTS, 0, 0, 20, 0, YEAR + 1)
    with database.writing() as session:
        judge(session, officer(Role.COORDINATOR), NOW, number, Verdict.CAPITAL_ROUTE, {}, TEXT)
        take_in(session, FINANCE, NOW, number)
        ask_maintenance(session, FINANCE, NOW, number)
        advise(session, officer(Role.REVIEWER), NOW, number, Advice(True, 20, 0, TEXT))
        calculate(session, FINANCE, NOW, number, figures)
        send_to_college(session, FINANCE, NOW, number)


def _grant(database: Database) -> None:
    decision, parts = BodyDecision("RB 1", day_of(NOW)), whole(Funding.CHARGES, NET_CENTS, Bearer.AREA, None)
    clerk = officer(Role.COLLEGE_CLERK)
    with database.writing() as session:
        college_decides(session, clerk, NOW, GRANTED, decision, is_yes=True)
        propose_to_council(session, clerk, NOW, GRANTED, Target.WIJZIGING, date(YEAR + 1, 2, 15))
        grant(session, officer(Role.COUNCIL_CLERK), NOW, GRANTED, decision, parts)
