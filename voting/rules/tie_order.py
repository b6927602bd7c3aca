"""The one order that settles every tie of a count: lower cost, more votes, then the lot or the id."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from voting.rules.election import Election, Rule, Ties
from voting.rules.lot import draw


@dataclass(frozen=True, slots=True)
class TieOrder:
    """`rank[p]` is plan p's place in the order (0 first); `last_resort` names what decides at the end.

    `votes`: how many support a plan; `scores`: what it goes by, votes on approvals and points elsewhere.
    """

    rank: tuple[int, ...]
    costs: tuple[int, ...]
    votes: tuple[int, ...]
    scores: tuple[int, ...]
    last_resort: str

    def first(self, tied: Sequence[int]) -> int:
        return min(tied, key=self.rank.__getitem__)

    def undecided(self, chosen: int, tied: Sequence[int]) -> tuple[int, ...]:
        """The tied plans that equal the chosen one in cost and score too, in the order of the ballot."""
        like = (self.costs[chosen], self.scores[chosen])
        return tuple(sorted(plan for plan in tied if (self.costs[plan], self.scores[plan]) == like))

    def by_score(self, plans: Iterable[int]) -> list[int]:
        """The order in which plans get their turn by votes."""
        return sorted(plans, key=lambda plan: (-self.scores[plan], self.rank[plan]))


def order_ties(election: Election, rule: Rule, votes: tuple[int, ...], scores: tuple[int, ...]) -> TieOrder:
    """Put the plans in the order that settles ties, the same for every step: lower cost, then higher score.

    Example: of three plans with equal ρ those of € 400 go before that of € 500; of the two the one with more
    votes; if these are equal too the lot of the seed decides, or without a seed the lower id.
    """
    costs = tuple(project.cost_cents for project in election.projects)
    ids = [project.id for project in election.projects]
    drawn = [draw(rule.seed, id_) for id_ in ids] if rule.ties is Ties.BY_LOT else [b""] * len(ids)
    order = sorted(range(len(ids)), key=lambda plan: (costs[plan], -scores[plan], drawn[plan], ids[plan]))
    rank = [0] * len(order)
    for place, plan in enumerate(order):
        rank[plan] = place
    return TieOrder(tuple(rank), costs, votes, scores, "lot" if rule.ties is Ties.BY_LOT else "id")
