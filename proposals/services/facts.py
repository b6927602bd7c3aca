"""What may be written into a plan: every fault of every answer at once, for forms, imports and corrections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from areas.queries import neighbourhoods_of
from areas.rules.themes import THEMES
from budget.rules.amounts import LARGEST_CENTS
from lives.messages import Euros, Message, msg
from lives.texts import tidy_text
from proposals.models import CostLine, Proposal
from proposals.rules.texts import LIMITS, faults_of_text
from proposals.services.refusals import Fault
from proposals.words import KINDS, NEW_OR_REPAIR, OWNERS, YES_NO
from rounds.models import RoundArea

TEXTS = frozenset(LIMITS) - {"cost_line", "reason"}
CHOICES: dict[str, Mapping[str, Message]] = {
    "theme": THEMES,
    "touches_public_space": YES_NO,
    "kind": KINDS,
    "new_or_repair": NEW_OR_REPAIR,
    "owner_after": OWNERS,
    "permit": YES_NO,
}
AMOUNTS = frozenset({"amount_cents", "third_party_cents", "upkeep_cents"})
NUMBERS = {"life_years": 200, "hours": 10_000}
MAY_BE_UNKNOWN = frozenset({"upkeep_cents", "life_years"})
PLACES = frozenset({"longitude", "latitude"})
MOST_LINES = 40


@dataclass(frozen=True)
class Cost:
    """One cost line, in cents."""

    label: str
    cents: int
    includes_vat: bool = True


def faults_of_answers(answers: Mapping[str, object]) -> list[Fault]:
    """What is wrong with answers by column; a text may still be too short, since it is a draft.

    Raises KeyError for a column that nobody may fill in.
    """
    return [Fault(name, each) for name, value in answers.items() for each in _faults_of(name, value)]


def _faults_of(name: str, value: object) -> tuple[Message, ...]:
    if name in TEXTS:
        return faults_of_draft_text(name, str(value))
    if name in CHOICES:
        return () if value in CHOICES[name] else (msg("Choose one of the answers."),)
    if value is None and name in (MAY_BE_UNKNOWN | PLACES | {"neighbourhood_code"}):
        return ()
    if name in AMOUNTS:
        return _faults_of_number(value, LARGEST_CENTS)
    if name in NUMBERS:
        return _faults_of_number(value, NUMBERS[name])
    if name in PLACES or name == "neighbourhood_code":
        return ()
    raise KeyError(name)


def _faults_of_number(value: object, most: int) -> tuple[Message, ...]:
    if isinstance(value, int) and 0 <= value <= most:
        return ()
    return (msg("This number is too large, or below zero."),)


def faults_of_draft_text(name: str, text: str) -> tuple[Message, ...]:
    """Everything but that the text is too short: it can still grow."""
    return faults_of_text(name, tidy_text(text).ljust(LIMITS[name].least, "."))


def faults_of_costs(costs: Sequence[Cost]) -> list[Fault]:
    """What is wrong with the cost lines, by line from 0."""
    faults: list[Fault] = []
    if len(costs) > MOST_LINES:
        faults.append(Fault("costs", msg("A plan has at most %(most)s cost lines.", most=MOST_LINES)))
    for line, cost in enumerate(costs):
        faults += [Fault("label", each, line) for each in faults_of_text("cost_line", cost.label)]
        if cost.cents <= 0:
            faults.append(Fault("cents", msg("Fill in an amount of more than zero."), line))
    if sum(cost.cents for cost in costs) > LARGEST_CENTS:
        largest = Euros(LARGEST_CENTS)
        faults.append(Fault("costs", msg("Together the costs are too large. At most %(largest)s.", largest=largest)))
    return faults


def faults_of_place(session: Session, plan: Proposal, answers: Mapping[str, object]) -> list[Fault]:
    """A buurt lies in the plan's own area."""
    code = answers.get("neighbourhood_code")
    if code is None or code in {area.code for area in neighbourhoods_of(session, plan.area_code)}:
        return []
    return [Fault("neighbourhood_code", msg("This buurt does not lie in the wijk of the plan."))]


def fill(plan: Proposal, answers: Mapping[str, object]) -> None:
    """Write answers that have no faults."""
    for name, value in answers.items():
        setattr(plan, name, tidy_text(str(value)) if name in TEXTS else value)


def replace_costs(session: Session, plan: Proposal, costs: Sequence[Cost]) -> None:
    """Write the cost lines; the plan's amount is their sum, or stays the first rough answer without any."""
    session.execute(delete(CostLine).where(CostLine.proposal_id == plan.id))
    session.add_all(
        CostLine(
            proposal_id=plan.id,
            position=position,
            label=tidy_text(cost.label),
            cents=cost.cents,
            includes_vat=cost.includes_vat,
        )
        for position, cost in enumerate(costs)
    )
    if costs:
        plan.amount_cents = sum(cost.cents for cost in costs)


def takes_part(session: Session, round_id: int, area_code: str) -> bool:
    chosen = select(RoundArea.round_id).filter_by(round_id=round_id, area_code=area_code)
    return session.scalar(chosen) is not None
