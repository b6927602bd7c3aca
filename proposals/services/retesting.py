"""Testing other plans again because something around them changed: a plan of the same person, or the thresholds."""

from __future__ import annotations

from logbook.services import Act
from proposals.queries.cases import PlanCase, open_cases, open_cases_of
from proposals.queries.thresholds import capital_thresholds
from proposals.rules.capital import CapitalThresholds
from proposals.services.steps import tell
from proposals.services.testing import retest


def retest_siblings(a: Act, case: PlanCase, thresholds: CapitalThresholds) -> None:
    """Together with this plan, the same person's other plans may now be parts of a larger one, or no longer."""
    a.session.flush()
    for other in open_cases_of(a.session, case.plan.proposer_key, case.plan.id):
        retest(a, other, thresholds)


def retest_open_plans(a: Act) -> int:
    """Test every plan again that may still reach a ballot; how many got other grounds. Part of the act that
    changes the thresholds. Hard grounds found before stay."""
    a.session.flush()
    thresholds = capital_thresholds(a.session)
    changed = 0
    for case in open_cases(a.session):
        before = (case.plan.hard_grounds, case.plan.open_soft_grounds)
        retest(a, case, thresholds)
        if before != (case.plan.hard_grounds, case.plan.open_soft_grounds):
            tell(a, case.plan, "retest")
            changed += 1
    return changed
