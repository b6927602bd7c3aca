"""Calculations as rules know them: from a stored row to the schedule it gives, and what must stand by it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from budget.rules.charges import ChargeYear, FirstYear, Investment, Method, Rates, cents_by_year, schedule
from financing.models import CapitalCalculation


@dataclass(frozen=True)
class Inputs:
    """Everything that a schedule follows from."""

    investment: Investment
    rates: Rates
    method: Method
    first_year: FirstYear

    def years(self) -> tuple[ChargeYear, ...]:
        """Raises ChargesImpossible with every fault."""
        return schedule(self.investment, self.rates, self.method, self.first_year)


def inputs_of(row: CapitalCalculation) -> Inputs:
    """What a stored calculation counted with."""
    kept = json.loads(row.rates)
    return Inputs(
        Investment(
            row.investment_cents, row.third_party_cents, row.residual_cents, row.life_years, row.upkeep_cents,
            row.completed_in,
        ),
        Rates(kept["base"], tuple((year, rate) for year, rate in kept["later"])),
        Method(row.method),
        FirstYear(row.first_year),
    )  # fmt: skip


def columns_of(inputs: Inputs) -> dict[str, object]:
    """The columns of a calculation that counts with this."""
    made = inputs.investment
    return {
        "investment_cents": made.investment_cents,
        "third_party_cents": made.third_party_cents,
        "residual_cents": made.residual_cents,
        "life_years": made.life_years,
        "upkeep_cents": made.upkeep_cents,
        "completed_in": made.completed_in,
        "rates": json.dumps({"base": inputs.rates.base, "later": [list(each) for each in inputs.rates.later]}),
        "method": inputs.method.value,
        "first_year": inputs.first_year.value,
    }


def calculations_of(session: Session, case_id: int) -> Sequence[CapitalCalculation]:
    """Every calculation of a case, the first one first."""
    chosen = select(CapitalCalculation).where(CapitalCalculation.case_id == case_id)
    return session.scalars(chosen.order_by(CapitalCalculation.number)).all()


def must_stand(calculations: Iterable[CapitalCalculation]) -> dict[int, int]:
    """What must stand fixed in each year: as granted, and from its year on as each new estimate says.

    A new estimate leaves the years before its own as they were.
    """
    standing: dict[int, int] = {}
    for row in calculations:
        if row.kind == "grant":
            standing = cents_by_year(inputs_of(row).years())
        elif row.from_year is not None:
            since = row.from_year
            before = {year: cents for year, cents in standing.items() if year < since}
            after = cents_by_year(inputs_of(row).years())
            standing = before | {year: cents for year, cents in after.items() if year >= since}
    return standing
