"""The result as rows for spreadsheets and programs: plans and steps, with names of columns that never change.

Amounts are decimal numbers in the currency of the vote; numbers of 1 to 4 people are written "<5". The column `area` is
that of the plan where several areas voted as one, else empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from voting.rules.publication import FEWEST_PEOPLE, is_too_few
from voting.rules.story.plans import PlanTold
from voting.rules.story.whole import Story

Cell = str | int | Decimal | None
PLAN_COLUMNS = (
    "place", "plan", "title", "category", "cost", "currency", "votes", "gets_money", "order", "status", "missed",
    "supporters_could_pay_percent", "area",
)  # fmt: skip
STEP_COLUMNS = (
    "step", "plan", "title", "status", "cost", "currency", "votes", "votes_that_count", "paid_per_voter",
    "voters_who_paid_that", "voters_who_paid_less", "left", "no_longer_possible", "area",
)  # fmt: skip


def plan_rows(story: Story, beside: Sequence[Story]) -> Iterator[Sequence[Cell]]:
    """A row per plan in the order of the ballot; at the end what the other rules would have done (1 or 0)."""
    yield (*PLAN_COLUMNS, *(f"gets_money_under_{other.rule}" for other in beside))
    for plan in story.plans:
        under = (int(other.plans[plan.place - 1].is_funded) for other in beside)
        yield (*_plan_cells(plan, story.currency), *under)


def step_rows(story: Story) -> Iterator[Sequence[Cell]]:
    """A row per step of the count, in order; a small area has none."""
    yield STEP_COLUMNS
    for step in story.steps:
        counted, paid = step.counted, step.paid
        yield (
            step.number, step.plan.id, step.plan.title, step.status, euros(step.plan.cost_cents), story.currency,
            people(step.plan.votes), None if counted is None or is_too_few(step.plan.votes) else counted,
            euros(paid.price_cents) if paid else None,
            *(payers(paid.full, paid.emptied) if paid else (None, None)),
            euros(step.left_cents), ",".join(plan.id for plan in step.impossible), step.plan.area,
        )  # fmt: skip


def euros(cents: int | None) -> Decimal | None:
    return None if cents is None else Decimal(cents).scaleb(-2)


def people(number: int) -> Cell:
    """A number of people, "<5" for 1 to 4."""
    return f"<{FEWEST_PEOPLE}" if is_too_few(number) else number


def payers(full: int, emptied: int) -> tuple[Cell, Cell]:
    """Who paid the whole price and who paid less. The votes stand beside it: of two numbers that make them up, one of
    1 to 4 would follow from the other, which is empty then."""
    if is_too_few(full) or is_too_few(emptied):
        return (people(full) if is_too_few(full) else None, people(emptied) if is_too_few(emptied) else None)
    return full, emptied


def _plan_cells(plan: PlanTold, currency: str) -> tuple[Cell, ...]:
    return (
        plan.place, plan.id, plan.title, plan.category, euros(plan.cost_cents), currency, people(plan.votes),
        int(plan.is_funded), plan.order, plan.status, euros(plan.missed_cents),
        plan.shortage.percent if plan.shortage else None, plan.area,
    )  # fmt: skip
