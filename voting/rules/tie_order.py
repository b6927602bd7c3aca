"""The one order that settles every tie of a count: lower cost, more votes, then the lot or the id."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from voting.rules.election import Election, Rule, Ties


@dataclass(frozen=True, slots=True)
class TieOrder:
    """`rank[p]` is plan p's place in the order (0 first); `last_resort` names what decides at the end."""

    rank: tuple[int, ...]
    cost_and_votes: tuple[tuple[int, int], ...]
    last_resort: str

    def votes(self, plan: int) -> int:
        return -self.cost_and_votes[plan][1]

    def first(self, tied: Sequence[int]) -> int:
        return min(tied, key=self.rank.__getitem__)

    def undecided(self, chosen: int, tied: Sequence[int]) -> tuple[int, ...]:
        """The tied plans that equal the chosen one in cost and votes too, in the order of the ballot."""
        same = [plan for plan in tied if self.cost_and_votes[plan] == self.cost_and_votes[chosen]]
        return tuple(sorted(same))


def order_ties(election: Election, rule: Rule, votes: Sequence[int]) -> TieOrder:
    """Put the plans in the order that settles ties, the same for every step of the count."""
    keys = tuple((project.cost_cents, -votes[p]) for p, project in enumerate(election.projects))
    ids = [project.id for project in election.projects]
    drawn = [draw(rule.seed, id_) for id_ in ids] if rule.ties is Ties.BY_LOT else [b""] * len(ids)
    order = sorted(range(len(ids)), key=lambda plan: (keys[plan], drawn[plan], ids[plan]))
    rank = [0] * len(order)
    for place, plan in enumerate(order):
        rank[plan] = place
    return TieOrder(tuple(rank), keys, "lot" if rule.ties is Ties.BY_LOT else "id")


def draw(seed: str, project_id: str) -> bytes:
    """A plan's lot: SHA-256(seed ‖ 0x00 ‖ id); the lowest goes first. Both texts as UTF-8."""
    return sha256(seed.encode() + b"\x00" + project_id.encode()).digest()
