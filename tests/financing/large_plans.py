"""Large plans for tests: the Groene Hart of 180,000 in the Meent, and everybody who works on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from budget.queries import find_account
from budget.queries.charging import SETTING
from budget.rules.charges import ChargeSettings, Rates
from budget.services.year_end import save_money
from database import Database
from financing.models import CapitalCase, CapitalDecision, CapitalEvent
from financing.queries.cases import find_case, grounds_of, state_of
from financing.rules.calendar import Target
from financing.rules.funding import Bearer, Funding, Parts, whole
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
    start_work,
    take_in,
)
from lives.periods import day_of
from logbook.actors import Actor, Role
from logbook.services import act
from notices.models import OutboxMail
from proposals.models import Proposal
from proposals.services import Cost, Verdict, judge
from settings.services import put_setting
from tests.builders.people import (
    ADMINISTRATOR,
    COORDINATOR,
    FINANCE,
    RESIDENT,
    add_person,
    make_actor,
)
from tests.builders.town import MEENT, ZUID, Town, make_town
from tests.proposals.plans import PARTY, send_plan

REVIEWER = make_actor("reviewer", Role.REVIEWER)
COLLEGE = make_actor("collegeclerk", Role.COLLEGE_CLERK)
SECOND_COLLEGE = make_actor("secondcollege", Role.COLLEGE_CLERK)
COUNCIL = make_actor("councilclerk", Role.COUNCIL_CLERK)
SECOND_COUNCIL = make_actor("secondcouncil", Role.COUNCIL_CLERK)
ZUID_COORDINATOR = make_actor("zuidcoordinator", Role.COORDINATOR, area=ZUID)
EVERYBODY = (
    ADMINISTRATOR, COORDINATOR, FINANCE, RESIDENT, REVIEWER, COLLEGE, SECOND_COLLEGE, COUNCIL, SECOND_COUNCIL,
    ZUID_COORDINATOR,
)  # fmt: skip
GREEN_HEART: dict[str, object] = {
    **PARTY,
    "title": "Groene Hart van de Meent",
    "summary": "Een park in het midden van de wijk, met water en paden.",
    "touches_public_space": "yes",
    "kind": "green",
    "new_or_repair": "new",
    "owner_after": "municipality",
    "life_years": 20,
    "upkeep_cents": 3_000_00,
    "theme": "green",
}
GREEN_HEART_COSTS = (Cost("Aanleg", 180_000_00),)
# a festival of 60,000: too large, and nothing that stays
FESTIVAL: dict[str, object] = {**PARTY, "title": "Een groot festival"}
FESTIVAL_COSTS = (Cost("Podium en muziek", 60_000_00),)
WHY = "Dit is te groot voor het geld van de wijk."
NET = 180_000_00
FIGURES = Figures(NET, 0, 0, 20, 3_000_00, 2027)
ADVICE = Advice(True, 20, 3_000_00, "Het park past bij het onderhoud van de wijk.")


def make_place(database: Database, now: datetime) -> Town:
    """The town with a round that is collecting, and everybody in it."""
    town = make_town(database, now)
    with database.writing() as session:
        for actor in EVERYBODY:
            add_person(session, actor, now)
    return town


def flagged_plan(database: Database, now: datetime, town: Town, answers: Any = None, costs: Any = None) -> int:
    return send_plan(database, now, town.round_id, answers or GREEN_HEART, costs or GREEN_HEART_COSTS)


def confirmed_plan(database: Database, now: datetime, town: Town, answers: Any = None, costs: Any = None) -> int:
    """A plan of which the coordinator said that it is too large."""
    number = flagged_plan(database, now, town, answers, costs)
    with database.writing() as session:
        judge(session, COORDINATOR, now, number, Verdict.CAPITAL_ROUTE, {}, WHY)
    return number


def did(database: Database, do: Callable[..., Any], actor: Actor, now: datetime, number: int, *args: Any,
        **kwargs: Any) -> Any:  # fmt: skip
    """Do one act in a session of its own."""
    with database.writing() as session:
        return do(session, actor, now, number, *args, **kwargs)


def advised_plan(database: Database, now: datetime, town: Town) -> int:
    number = confirmed_plan(database, now, town)
    did(database, take_in, FINANCE, now, number)
    did(database, ask_maintenance, FINANCE, now, number)
    did(database, advise, REVIEWER, now, number, ADVICE)
    return number


def plan_at_council(database: Database, now: datetime, town: Town, figures: Figures = FIGURES) -> int:
    """Calculated, with the yes of mayor and aldermen, and put before the council."""
    number = advised_plan(database, now, town)
    did(database, calculate, FINANCE, now, number, figures)
    did(database, send_to_college, FINANCE, now, number)
    did(database, college_decides, COLLEGE, now, number, decision(now), is_yes=True)
    did(database, propose_to_council, COLLEGE, now, number, Target.WIJZIGING, date(2027, 2, 15))
    return number


def granted_plan(database: Database, now: datetime, town: Town) -> int:
    """The council said yes, with yearly costs out of the money of the Meent."""
    number = plan_at_council(database, now, town)
    parts = whole(Funding.CHARGES, NET, Bearer.AREA, None)
    did(database, grant, COUNCIL, now, number, decision(now, "RB 2026-55"), parts)
    return number


def set_rates(database: Database, now: datetime, base: int, *later: tuple[int, int]) -> None:
    """The rate of interest at first, and each later one by year, in hundredths of a percent."""
    with database.writing() as session, act(session, FINANCE, now, "set") as a:
        put_setting(a, SETTING, ChargeSettings(Rates(base, later)).kept(), "RB 1")


def decision(now: datetime, reference: str = "BW 2026-101", words: str = "") -> BodyDecision:
    return BodyDecision(reference, day_of(now), words)


def where(database: Database, number: int) -> str | None:
    """The state of the route."""
    with database.reading() as session:
        plan = session.get_one(Proposal, number)
        state = state_of(plan, grounds_of(session, number), find_case(session, number))
        return state.value if state else None


def case_of(session: Session, number: int) -> CapitalCase:
    found = find_case(session, number)
    assert found is not None
    return found


def told(database: Database, number: int) -> list[tuple[str, str, str]]:
    """The timeline: step, state after it, and who did it."""
    with database.reading() as session:
        chosen = select(CapitalEvent).where(CapitalEvent.proposal_id == number).order_by(CapitalEvent.id)
        return [(event.step, event.to_state, event.body) for event in session.scalars(chosen)]


def mails(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(select(OutboxMail.template).order_by(OutboxMail.id)))


def decisions(database: Database) -> list[tuple[str, int, str]]:
    with database.reading() as session:
        rows = session.scalars(select(CapitalDecision).order_by(CapitalDecision.id))
        return [(row.body, row.round, row.outcome) for row in rows]


__all__ = ["MEENT", "ZUID"]


def with_saved_money(database: Database, now: datetime, town: Town) -> int:
    """At work, with 5,000.00 of saved money in it and the rest from the programme of investments."""
    with database.writing() as session:
        account = find_account(session, 2026, MEENT)
        assert account is not None
        number_of_account = account.id
        session.rollback()
        saving = save_money(session, FINANCE, now, number_of_account, 5_000_00, "Groene Hart", 2028, "RB 2026-1")
    number = plan_at_council(database, now, town)
    parts = Parts(Funding.MIX, NET - 5_000_00, 0, 5_000_00, None, saving)
    did(database, grant, COUNCIL, now, number, decision(now, "RB 2026-55"), parts)
    did(database, start_work, COORDINATOR, now, number)
    return number
