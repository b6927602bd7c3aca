"""Which plans take part in a count at all, and the one reason why another does not."""

from dataclasses import dataclass, replace

from voting.rules.ballot_table import BallotTable, tabulate
from voting.rules.election import Election, Rule
from voting.rules.fitting import refuse_misfit
from voting.rules.losing import blank_result
from voting.rules.outcome import ProjectResult, Status
from voting.rules.tie_order import TieOrder, order_ties


@dataclass(frozen=True, slots=True)
class Admission:
    """Places in `Election.projects`: who takes part, who is granted outside the count, who is out and why.

    `hours_alone`: the plans among the candidates that cost hours and no money.
    """

    table: BallotTable
    threshold: int
    order: TieOrder
    candidates: tuple[int, ...]
    granted: tuple[int, ...]
    hours_alone: frozenset[int]
    refused: dict[int, ProjectResult]


def admit(election: Election, rule: Rule) -> Admission:
    """Sort the plans before the count. A plan with exactly the threshold's votes (or points) passes.

    A plan of 0 euros, and 0 hours where these count, is granted outside the count when it has support. With a
    pot of € 1,000 a plan of € 1,000 takes part and one of € 1,000.01 does not. Raises RuleDoesNotFit for a rule
    that these ballots do not allow, ValueError on a negative cost, number of minutes or pot.
    """
    refuse_misfit(election, rule)
    table = tabulate(election)
    order = order_ties(election, rule, table.votes(), table.scores())
    threshold = election.threshold if rule.threshold is None else rule.threshold
    refused = {
        place: result
        for place in range(len(election.projects))
        if (result := _refusal(election, order, place, threshold)) is not None
    }
    passed = [place for place in range(len(election.projects)) if place not in refused]
    free = [place for place in passed if _costs_nothing(election, place)]
    granted, excluded = _grant(election, order, free)
    candidates = tuple(place for place in passed if place not in free)
    return Admission(
        table,
        threshold,
        order,
        candidates,
        granted,
        frozenset(place for place in candidates if election.projects[place].cost_cents == 0),
        refused | excluded,
    )


def _costs_nothing(election: Election, place: int) -> bool:
    return election.projects[place].cost_cents == 0 and election.minutes_of(place) == 0


def _grant(election: Election, order: TieOrder, free: list[int]) -> tuple[tuple[int, ...], dict[int, ProjectResult]]:
    """Of free plans that exclude each other the one with the highest score is granted, ties by the tie order."""
    taken: dict[str, int] = {}
    excluded = {}
    for place in order.by_score(free):
        group = election.projects[place].excludes
        if group in taken:
            result = blank_result(election, order, place, Status.EXCLUDED)
            excluded[place] = replace(result, excluded_by=election.projects[taken[group]].id)
        elif group:
            taken[group] = place
    return tuple(place for place in free if place not in excluded), excluded


def _refusal(election: Election, order: TieOrder, place: int, threshold: int) -> ProjectResult | None:
    """Without support, or with no more points than 0, a plan is never funded, whatever the threshold."""
    project, score = election.projects[place], order.scores[place]
    over_cents = project.cost_cents - election.pot_cents
    over_minutes = election.minutes_of(place) - (election.pot_minutes or 0)
    if project.withdrawn:
        return blank_result(election, order, place, Status.WITHDRAWN)
    if score < threshold:
        return replace(blank_result(election, order, place, Status.BELOW_THRESHOLD), missed_votes=threshold - score)
    if order.votes[place] == 0 or score <= 0:
        return replace(blank_result(election, order, place, Status.NO_VOTES), missed_votes=1 - min(score, 0))
    if over_cents > 0:
        return replace(blank_result(election, order, place, Status.OVER_POT), missed_cents=over_cents)
    if over_minutes > 0:
        return replace(blank_result(election, order, place, Status.OVER_HOURS), missed_minutes=over_minutes)
    return None
