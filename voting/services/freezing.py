"""From a round as it was announced to the spec of its vote: numbers that depend on a pot are settled here, once."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from proposals.queries import FeasiblePlan
from rounds.models import Round
from rounds.queries import RoundPlace, areas_of, limits_of
from rounds.rules.settings import least_sum_cents, limit_cents
from voting.queries.exclusions import groups_in
from voting.rules.election import LimitKind
from voting.rules.spec import Spec, SpecArea, SpecGroup, SpecLimit, SpecPlan
from voting.services.keys import LEAST_PASSES, SALT_BYTES, Stretching


def spec_of_round(session: Session, found: Round, plans: Mapping[str, Sequence[FeasiblePlan]], memory_kib: int) -> Spec:
    """The spec of the round's vote, with these plans on the ballots of its areas, by area code."""
    stretching = Stretching(secrets.token_bytes(SALT_BYTES), memory_kib, LEAST_PASSES)
    areas = areas_of(session, found.id)
    return Spec(
        round_id=found.id,
        title=found.title,
        is_reference=False,
        capital_test=True,
        currency=found.currency,
        ballot_type=found.ballot_type,
        method=found.method,
        completion=found.completion,
        comparison=found.comparison,
        opens_at=found.opens_at,
        closes_at=found.closes_at,
        grace_seconds=found.grace_seconds,
        salt=stretching.salt.hex(),
        argon2_memory_kib=stretching.memory_kib,
        argon2_passes=stretching.passes,
        argon2_lanes=stretching.lanes,
        areas=tuple(_area(session, found, area, plans[area.code]) for area in areas),
        most_choices=found.most_choices,
        most_points=found.most_points,
        most_points_per_plan=found.most_points_per_plan,
        utility=found.utility,
        lot=found.lot,
        across=found.across,
    )


def _area(session: Session, found: Round, area: RoundPlace, plans: Sequence[FeasiblePlan]) -> SpecArea:
    on_ballot = {plan.id for plan in plans}
    # a plan that fell off leaves its group; a group of one binds nobody
    groups = {
        f"{area.code}/{group.id}": group
        for group in groups_in(session, found.id, area.code)
        if len(on_ballot.intersection(group.plans)) > 1
    }
    group_of = {plan: name for name, group in groups.items() for plan in group.plans}
    return SpecArea(
        code=area.code,
        name=area.name,
        pot_cents=area.pot_cents,
        plans=tuple(
            SpecPlan(
                str(plan.id),
                plan.title,
                plan.asked_cents,
                category=plan.theme,
                proposal=plan.id,
                hours=plan.hours if area.hours is not None else 0,
                group=group_of.get(plan.id, ""),
            )
            for plan in plans
        ),
        limits=tuple(
            SpecLimit(LimitKind.CATEGORY.value, theme, limit_cents(area.pot_cents, percent))
            for theme, percent in limits_of(session, found.id).items()
        ),
        threshold=found.threshold,
        threshold_percent=found.threshold_percent,
        merge_with=area.merges_with or "",
        hours=area.hours,
        groups=tuple(SpecGroup(name, group.why) for name, group in groups.items()),
        least_sum_cents=least_sum_cents(area.pot_cents, found.least_spend_percent),
    )
