"""Small elections for tests, written as people would: names with costs in euros, and who chose what."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from voting.rules.ballot_table import tabulate
from voting.rules.election import BallotGroup, Election, Limit, LimitKind, Project


def election(
    pot: float,
    costs: dict[str, float],
    ballots: dict[str, int],
    *,
    blank: int = 0,
    threshold: int = 0,
    categories: dict[str, str] | None = None,
    limits: dict[str, float] | None = None,
    withdrawn: str = "",
) -> Election:
    """`ballots`: letters of the chosen plans → number of voters; amounts in euros."""
    ids = list(costs)
    named = categories or {}
    return Election(
        projects=tuple(
            Project(id_, round(cost * 100), f"Plan {id_}", named.get(id_, ""), withdrawn=id_ in withdrawn)
            for id_, cost in costs.items()
        ),
        pot_cents=round(pot * 100),
        ballots=tuple(
            BallotGroup(tuple(sorted(ids.index(id_) for id_ in chosen)), voters) for chosen, voters in ballots.items()
        ),
        blank=blank,
        threshold=threshold,
        limits=tuple(Limit(LimitKind.CATEGORY, name, round(most * 100)) for name, most in (limits or {}).items()),
    )


@st.composite
def elections(draw: st.DrawFn, most_cost: int = 40, with_limits: bool = False) -> Election:
    """Up to 7 plans and 8 kinds of ballots; many ties, plans of 0 euros, plans dearer than the pot."""
    count = draw(st.integers(1, 7))
    costs = draw(st.lists(st.integers(0, most_cost), min_size=count, max_size=count))
    unit = draw(st.sampled_from([1, 100, 250, 333]))
    groups = draw(
        st.lists(
            st.tuples(st.sets(st.integers(0, count - 1), min_size=1), st.integers(1, 4)),
            max_size=8,
            unique_by=lambda group: tuple(sorted(group[0])),
        )
    )
    limits: tuple[Limit, ...] = ()
    if with_limits and draw(st.booleans()):
        limits = (Limit(LimitKind.CATEGORY, "green", draw(st.integers(0, 2 * most_cost)) * unit),)
    return Election(
        projects=tuple(
            Project(chr(65 + place), cost * unit, category="green" if place % 2 else "play")
            for place, cost in enumerate(costs)
        ),
        pot_cents=draw(st.integers(1, 2 * most_cost)) * unit,
        ballots=tuple(BallotGroup(tuple(sorted(chosen)), voters) for chosen, voters in groups),
        threshold=draw(st.sampled_from([0, 0, 0, 2])),
        limits=limits,
    )


def plain_equal_shares(an_election: Election, start: Fraction, cardinality: bool = False) -> list[int]:
    """Equal Shares as the paper defines it, voter by voter and in fractions: the oracle of the fast one."""
    votes = tabulate(an_election).votes()
    voters = [set(group.choices) for group in an_election.ballots for _ in range(group.voters)]
    money = [start] * len(voters)
    admitted = [
        place
        for place, project in enumerate(an_election.projects)
        if 0 < project.cost_cents <= an_election.pot_cents
        and votes[place] >= max(1, an_election.threshold)
        and not project.withdrawn
    ]
    funded: list[int] = []
    while True:
        offers = []
        for place in admitted:
            project = an_election.projects[place]
            purses = sorted(money[voter] for voter, chosen in enumerate(voters) if place in chosen)
            if place in funded or sum(purses) < project.cost_cents or not _fits(an_election, funded, place):
                continue
            price = _price(purses, project.cost_cents)
            rho = price if cardinality else price / project.cost_cents
            offers.append((rho, project.cost_cents, -votes[place], project.id, place, price))
        if not offers:
            return funded
        *_, place, price = min(offers)
        funded.append(place)
        money = [
            held - min(held, price) if place in chosen else held for held, chosen in zip(money, voters, strict=True)
        ]


def plain_add1(an_election: Election, cardinality: bool = False) -> tuple[list[int], int]:
    """Winners and the number of whole euros of raise, trying every single start."""
    raised, start = 0, Fraction(an_election.pot_cents, an_election.n)
    kept = plain_equal_shares(an_election, start, cardinality)
    votes = tabulate(an_election).votes()
    while True:
        supported = [
            place
            for place, project in enumerate(an_election.projects)
            if 0 < project.cost_cents <= an_election.pot_cents and votes[place] >= max(1, an_election.threshold)
        ]
        if all(place in kept or not _fits(an_election, kept, place) for place in supported):
            return kept, raised
        following = plain_equal_shares(an_election, start + 100 * (raised + 1), cardinality)
        if sum(an_election.projects[place].cost_cents for place in following) > an_election.pot_cents:
            return kept, raised
        kept, raised = following, raised + 1


def _price(purses: list[Fraction], cost: int) -> Fraction:
    paid = Fraction(0)
    for place, purse in enumerate(purses):
        share = (cost - paid) / (len(purses) - place)
        if share <= purse:
            return share
        paid += purse
    raise AssertionError("affordable plans have a price")


def _fits(an_election: Election, funded: list[int], place: int) -> bool:
    for limit in an_election.limits:
        if limit.covers(an_election.projects[place]):
            spent = sum(
                an_election.projects[other].cost_cents for other in funded if limit.covers(an_election.projects[other])
            )
            if spent + an_election.projects[place].cost_cents > limit.most_cents:
                return False
    return True
