"""What the financing route does to a plan: parts of the acts of that route."""

from __future__ import annotations

from collections.abc import Sequence

from lives.messages import Euros, msg
from logbook.refusals import Refusal
from logbook.services import Act
from proposals.queries.cases import PlanCase, find_case
from proposals.queries.thresholds import capital_thresholds
from proposals.services.facts import Cost
from proposals.services.importing import ImportedPlan, add_plans
from proposals.services.refusals import Fault, PlanRefused, no_such_plan
from proposals.services.testing import retest

COPIED = (
    "description", "benefit", "theme", "place", "longitude", "latitude", "neighbourhood_code", "proposer_name",
    "touches_public_space", "kind", "new_or_repair", "owner_after", "life_years", "permit",
)  # fmt: skip
"""What a part has in common with the plan that it comes from, until the coordinator knows better."""


class PartTooLarge(Refusal):
    """What was split off is itself too large for the neighbourhood budget."""


def pay_elsewhere(a: Act, case: PlanCase) -> None:
    """From now on another budget pays for this plan: the database keeps it off every ballot and in its state."""
    case.plan.paid_elsewhere = True
    a.session.flush()


def add_part(
    a: Act, whole: PlanCase, round_id: int, title: str, summary: str, costs: Sequence[Cost], upkeep_cents: int
) -> int:
    """A part of a plan as a plan of its own, sent for the same proposer in a round that can still take it; its
    number. It is tested like any other. Raises PlanRefused with every fault, PartTooLarge for a part with a hard
    ground or dearer than the round's largest plan, and Refusal where the round takes none.
    """
    _refuse_more_than_whole(whole, costs)
    answers = {name: getattr(whole.plan, name) for name in COPIED}
    answers |= {"title": title, "summary": summary, "upkeep_cents": upkeep_cents}
    row = ImportedPlan(answers, tuple(costs), whole.plan.proposer_key, a.now)
    number = add_plans(a, round_id, whole.plan.area_code, [row])[0]
    part = find_case(a.session, number, is_locked=True)
    if part is None:
        raise no_such_plan()
    # together with the rest: this is what CAP-SPLIT is for
    retest(a, part, capital_thresholds(a.session))
    _refuse_large(part)
    return number


def _refuse_more_than_whole(whole: PlanCase, costs: Sequence[Cost]) -> None:
    most = whole.plan.amount_cents
    if sum(cost.cents for cost in costs) > most:
        too_much = msg("A part cannot cost more than the whole plan: %(most)s.", most=Euros(most))
        raise PlanRefused((Fault("costs", too_much),))


def _refuse_large(part: PlanCase) -> None:
    if part.plan.hard_grounds:
        raise PartTooLarge(msg("This part is too large for the neighbourhood budget too. Choose a smaller one."))
    percent, asked = part.round.largest_plan_percent, part.plan.amount_cents - part.plan.third_party_cents
    if part.share_cents is not None and asked > part.share_cents * percent // 100:
        largest = Euros(part.share_cents * percent // 100)
        raise PartTooLarge(msg("In this round a plan may ask at most %(largest)s. Choose a smaller part.",
                               largest=largest))  # fmt: skip
