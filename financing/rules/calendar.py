"""The budget cycle: with which document of the council a large plan goes along, and when each step may be expected.

For residents who read what happens next and when, and for staff who see by when they must be ready. The council
decides about credits at the kadernota (before summer), at the begroting (by 15 November: Gemeentewet art. 191), or
by a change of the budget in between (art. 192). All days are expectations until the college names a meeting.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from financing.rules.states import RouteBy, RouteState
from lives.messages import Message, msg


class Target(StrEnum):
    KADERNOTA = "kadernota"
    BEGROTING = "begroting"
    WIJZIGING = "begrotingswijziging"


TARGET_WORDS: dict[str, Message] = {
    Target.KADERNOTA: msg("with the plans for next year, before the summer (kadernota)"),
    Target.BEGROTING: msg("with the budget for next year, in autumn (begroting)"),
    Target.WIJZIGING: msg("by a change of this year's budget (begrotingswijziging)"),
}


@dataclass(frozen=True, order=True)
class MonthDay:
    """A day of every year; 29 February is not one."""

    month: int
    day: int

    def in_year(self, year: int) -> date:
        return date(year, self.month, self.day)

    @property
    def is_real(self) -> bool:
        try:
            self.in_year(2027)
        except ValueError:
            return False
        return True


@dataclass(frozen=True)
class BudgetCycle:
    """What is confirmed before a cut-off goes along with that document; the last two say when the council
    usually decides about it; a change of the budget takes some weeks."""

    kadernota_before: MonthDay = field(default=MonthDay(4, 1))
    begroting_before: MonthDay = field(default=MonthDay(9, 1))
    kadernota_decided: MonthDay = field(default=MonthDay(7, 10))
    begroting_decided: MonthDay = field(default=MonthDay(11, 10))
    change_weeks: int = 12


DAYS = ("kadernota_before", "begroting_before", "kadernota_decided", "begroting_decided")
MOST_WEEKS = 52


def cycle_faults(cycle: BudgetCycle) -> tuple[tuple[str, Message], ...]:
    """Everything that is wrong with a cycle, by field: a day that is none, or days that do not follow."""
    found = [(name, msg("This day does not exist in every year.")) for name in DAYS if not getattr(cycle, name).is_real]
    if not 1 <= cycle.change_weeks <= MOST_WEEKS:
        found.append(("change_weeks", msg("Fill in a number of weeks from 1 to %(most)s.", most=MOST_WEEKS)))
    if found:
        return tuple(found)
    pairs = (
        ("begroting_before", cycle.kadernota_before, cycle.begroting_before),
        ("kadernota_decided", cycle.kadernota_before, cycle.kadernota_decided),
        ("begroting_decided", cycle.begroting_before, cycle.begroting_decided),
    )
    return tuple(
        (name, msg("This day must come after the one before it."))
        for name, earlier, later in pairs
        if not earlier < later
    )


def target_for(confirmed_on: date, cycle: BudgetCycle) -> Target:
    """The document that a plan confirmed on this day goes along with.

    31 March goes with the kadernota, 1 April and 31 August with the begroting, 1 September and 31 December by a
    change of the budget.
    """
    if confirmed_on < cycle.kadernota_before.in_year(confirmed_on.year):
        return Target.KADERNOTA
    if confirmed_on < cycle.begroting_before.in_year(confirmed_on.year):
        return Target.BEGROTING
    return Target.WIJZIGING


def council_day(target: Target, since: date, cycle: BudgetCycle) -> date:
    """When the council usually decides about this document, for a plan that stands ready since this day.

    Since 23 November 2026: kadernota 10 July 2027, begroting 10 November 2027, change 15 February 2027. A day that
    a document's cut-off has passed means next year's.
    """
    if target is Target.WIJZIGING:
        return since + timedelta(weeks=cycle.change_weeks)
    is_early = target is Target.KADERNOTA
    before = cycle.kadernota_before if is_early else cycle.begroting_before
    decided = cycle.kadernota_decided if is_early else cycle.begroting_decided
    year = since.year if since < before.in_year(since.year) else since.year + 1
    return decided.in_year(year)


def suggested(confirmed_on: date, today: date, cycle: BudgetCycle) -> tuple[Target, date]:
    """Target and day for a plan confirmed then and looked at today; what took too long is suggested anew.

    Confirmed on 20 March 2027 it is the kadernota of 10 July 2027; on 11 July 2027 and still not decided it has
    become the begroting of 10 November 2027.
    """
    since = confirmed_on
    target = target_for(since, cycle)
    day = council_day(target, since, cycle)
    if day >= today:
        return target, day
    target = target_for(today, cycle)
    return target, council_day(target, today, cycle)


@dataclass(frozen=True)
class Expected:
    """A state still to come, who makes it so, and by which day (None where nobody can say)."""

    state: RouteState
    by: RouteBy
    on: date | None


_S, _B = RouteState, RouteBy
_ROAD: tuple[tuple[RouteState, RouteBy, int], ...] = (
    (_S.CONFIRMED, _B.COORDINATOR, 12),
    (_S.FINANCE_INTAKE, _B.FINANCE, 11),
    (_S.MAINTENANCE_CHECK, _B.FINANCE, 10),
    (_S.CHARGES_CALCULATED, _B.FINANCE, 7),
    (_S.COLLEGE_PROPOSAL, _B.FINANCE, 6),
    (_S.COLLEGE_APPROVED, _B.COLLEGE, 4),
    (_S.COUNCIL_PROPOSAL, _B.COLLEGE, 3),
    (_S.CREDIT_GRANTED, _B.COUNCIL, 0),
)
"""The states before the credit, with how many weeks before the council's day each should be reached."""
_AFTER: tuple[tuple[RouteState, RouteBy], ...] = (
    (_S.IN_EXECUTION, _B.COORDINATOR),
    (_S.DELIVERED, _B.COORDINATOR),
)


def expected_steps(state: RouteState, today: date, decided_on: date) -> tuple[Expected, ...]:
    """What is still to come for a plan in this state, in order, when the council decides on that day.

    A day that has passed is today: the step can be taken at once. A plan that the council put off is proposed again
    first; one that came to an end has nothing to come.
    """
    reached = {each: place for place, (each, _, _) in enumerate(_ROAD)}
    if state is RouteState.FLAGGED:
        first = 0
    elif state is RouteState.DEFERRED:
        first = reached[RouteState.COUNCIL_PROPOSAL]
    elif state in reached:
        first = reached[state] + 1
    else:
        return _work_to_come(state)
    coming = [Expected(each, by, max(today, decided_on - timedelta(weeks=weeks))) for each, by, weeks in _ROAD[first:]]
    # who reached the last place of the road has only the work before it
    return (*coming, *(Expected(each, by, None) for each, by in _AFTER))


def _work_to_come(state: RouteState) -> tuple[Expected, ...]:
    if state is RouteState.IN_EXECUTION:
        return (Expected(RouteState.DELIVERED, RouteBy.COORDINATOR, None),)
    return ()
