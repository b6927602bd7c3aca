"""The vote's records: published results of a year, and what came in through the site. Nothing of a running vote."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from proposals.models import Proposal
from reports.queries.small_plans import small_plans_sent
from reports.rules.digital import SiteUse
from reports.rules.themes import NO_THEME
from reports.rules.votes import AreaVote, VotedPlan
from rounds.models import Round
from rounds.queries import areas_of, real_rounds
from voting.queries.results import PublishedResult, published_results
from voting.rules.publication import turnout_of_area
from voting.rules.story.amounts import cents_of


def votes_of(session: Session, year: int) -> tuple[AreaVote, ...]:
    """Every published result of the year's rounds, by round and area."""
    votes = []
    for each in reversed([found for found in real_rounds(session) if found.year == year]):
        results = published_results(session, each.id)
        places = [place for place in areas_of(session, each.id) if place.code in results]
        votes += [_vote(session, each, place.code, results[place.code]) for place in places]
    return tuple(votes)


def _vote(session: Session, round_: Round, area: str, published: PublishedResult) -> AreaVote:
    record = published.record
    count = record["count"]
    proposals = {key: plan.get("proposal") for key, plan in record["plans"].items()}
    themes = _themes_of(session, [number for number in proposals.values() if number])
    won = {*count["winners"], *count["granted"]}
    part = next((each for each in record.get("areas", ()) if each["code"] == area), None)
    plans = tuple(
        VotedPlan(themes.get(proposals[each["project"]], NO_THEME), cents_of(each["cost"]), each["project"] in won)
        for each in count["projects"]
        if part is None or each["project"] in part["plans"]
    )
    issued, ballots = turnout_of_area(record, area)
    return AreaVote(
        round_title=round_.title,
        area_code=area,
        issued=issued,
        ballots=ballots,
        pot_cents=cents_of((part or count)["pot"]),
        spent_cents=cents_of((part or count)["spent"]),
        plans=plans,
    )


def _themes_of(session: Session, numbers: Sequence[int]) -> dict[int, str]:
    chosen = select(Proposal.id, Proposal.theme).where(Proposal.id.in_(numbers))
    return {number: theme for number, theme in session.execute(chosen)}  # noqa: C416


def site_use_of(session: Session, year: int) -> tuple[SiteUse, ...]:
    """What came in through the site: plans for the year's rounds, small plans, and votes that were counted."""
    plans = (
        select(Proposal.area_code, func.count())
        .join(Round, Round.id == Proposal.round_id)
        .where(Round.year == year, ~Round.is_reference, Proposal.submitted_at.is_not(None))
        .group_by(Proposal.area_code)
        .order_by(Proposal.area_code)
    )
    used = [SiteUse(area, plans_sent=number) for area, number in session.execute(plans)]
    used += [SiteUse(area, small_plans_sent=number) for area, number in small_plans_sent(session, year)]
    used += [SiteUse(each.area_code, votes_cast=each.sayable) for each in votes_of(session, year)]
    return tuple(used)
