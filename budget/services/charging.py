"""Finance sets how yearly costs are calculated: a rate of interest for a year, the method, and the first year."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from budget.models import BudgetYear
from budget.queries.charging import SETTING, charge_settings
from budget.rules.charges import LARGEST_RATE, ChargesImpossible, FirstYear, Method
from budget.services.standing_lines import LONGEST_REFERENCE, YearIsClosed
from lives.messages import Message, msg
from logbook.actors import Actor
from logbook.permissions import require_finance
from logbook.services import act
from settings.services import put_setting

FIRST_YEAR, LAST_YEAR = 2000, 2400


def set_rate(session: Session, actor: Actor, now: datetime, year: int, rate: int, reference: str) -> None:
    """Let a rate of interest (hundredths of a percent) hold from a year on, until the next year that has one.

    Raises NotAllowed, ChargesImpossible with every fault at its field, and YearIsClosed.
    """
    require_finance(actor)
    reference = " ".join(reference.split())
    _refuse(
        ("year", not FIRST_YEAR <= year <= LAST_YEAR, msg("Fill in a year from 2000 to 2400.")),
        ("rate", not 0 <= rate <= LARGEST_RATE, msg("Fill in a rate of interest from 0 to 25 percent.")),
        *_reference_faults(reference),
    )
    with act(session, actor, now, "set_interest_rate", ground=reference, subject=f"setting:{SETTING}") as a:
        closed = select(BudgetYear.year).where(BudgetYear.closed_at.is_not(None), BudgetYear.year >= year)
        if session.scalars(closed.limit(1)).first() is not None:
            raise YearIsClosed(msg("The year %(year)s is closed. Nothing in it can change any more.", year=year))
        put_setting(a, SETTING, charge_settings(session).with_rate(year, rate).kept(), reference)
        a.facts.update(year=year, rate=rate)


def set_conventions(
    session: Session, actor: Actor, now: datetime, method: Method, first_year: FirstYear, reference: str
) -> None:
    """Choose the method and the first year for calculations from now on; nothing happens when nothing differs.

    What was calculated before keeps its own. Raises NotAllowed and ChargesImpossible.
    """
    require_finance(actor)
    reference = " ".join(reference.split())
    _refuse(*_reference_faults(reference))
    before = charge_settings(session)
    chosen = replace(before, method=method, first_year=first_year)
    if chosen == before:
        session.rollback()
        return
    with act(session, actor, now, "set_charge_conventions", ground=reference, subject=f"setting:{SETTING}") as a:
        put_setting(a, SETTING, chosen.kept(), reference)
        a.facts.update(method=method.value, first_year=first_year.value)


def _reference_faults(reference: str) -> tuple[tuple[str, bool, Message], ...]:
    return (
        ("reference", not reference, msg("Fill in the reference of the decision.")),
        ("reference", len(reference) > LONGEST_REFERENCE, msg("Use at most %(most)s characters.",
                                                              most=LONGEST_REFERENCE)),
    )  # fmt: skip


def _refuse(*found: tuple[str, bool, Message]) -> None:
    faults = tuple((name, message) for name, is_fault, message in found if is_fault)
    if faults:
        raise ChargesImpossible(faults)
