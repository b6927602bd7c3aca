"""Every step from every state, with what must come of it written by hand."""

from __future__ import annotations

from itertools import product

import pytest

from budget.rules.life import PAYMENT_LIFE, PaymentBy, PaymentSituation, PaymentState, PaymentStep
from lives.lifecycle import NOT_BY_THIS_ROLE, NOT_IN_TABLE, StepRefused

ANOTHER, OWN = PaymentSituation(), PaymentSituation(is_by_another=False)
CORRECTED = PaymentSituation(is_corrected=True)
FINANCE = {PaymentBy.FINANCE.value}
OUTCOMES = {
    ("approve", "asked"): ("approved", "is_by_another", "approved"),
    ("approve", "approved"): (NOT_IN_TABLE,) * 3,
    ("approve", "refused"): (NOT_IN_TABLE,) * 3,
    ("approve", "paid"): (NOT_IN_TABLE,) * 3,
    ("refuse", "asked"): ("refused", "is_by_another", "refused"),
    ("refuse", "approved"): (NOT_IN_TABLE,) * 3,
    ("refuse", "refused"): (NOT_IN_TABLE,) * 3,
    ("refuse", "paid"): (NOT_IN_TABLE,) * 3,
    ("pay", "asked"): (NOT_IN_TABLE,) * 3,
    ("pay", "approved"): ("paid", "paid", "paid"),
    ("pay", "refused"): (NOT_IN_TABLE,) * 3,
    ("pay", "paid"): ("is_corrected", "is_corrected", "paid"),
}


def outcome(step: str, state: PaymentState, roles: set[str], situation: PaymentSituation) -> str:
    try:
        return PAYMENT_LIFE.take(step, state, roles, situation).value
    except StepRefused as refused:
        return refused.ground


@pytest.mark.parametrize(("step", "state"), product(PaymentStep, PaymentState))
def test_every_step_of_finance_from_every_state(step: PaymentStep, state: PaymentState) -> None:
    found = tuple(outcome(step, state, FINANCE, situation) for situation in (ANOTHER, OWN, CORRECTED))
    assert found == OUTCOMES[step.value, state.value]


@pytest.mark.parametrize(("step", "state"), product(PaymentStep, PaymentState))
def test_nobody_else_takes_a_step(step: PaymentStep, state: PaymentState) -> None:
    allowed = OUTCOMES[step.value, state.value][0] != NOT_IN_TABLE
    assert outcome(step, state, {"coordinator"}, CORRECTED) == (NOT_BY_THIS_ROLE if allowed else NOT_IN_TABLE)
