"""The rules as their papers define them, voter by voter and in fractions: slow, plain, and the oracle of the fast ones.

Nothing here uses the product's counting: only its election as plain values.
"""

from __future__ import annotations

from fractions import Fraction

from voting.rules.election import BallotKind, Election, Utility

Voter = dict[int, int]


def voters_of(election: Election) -> list[tuple[Voter, int]]:
    """Every voter of a ballot that is not empty: points per plan, and the place of the own area."""
    voters = []
    for group in election.ballots:
        if election.kind is BallotKind.APPROVAL:
            points = dict.fromkeys(group.choices, 1)
        elif election.kind is BallotKind.POINTS:
            points = dict(zip(group.choices, group.points, strict=True))
        else:
            points = {choice: election.longest_ranking - rank for rank, choice in enumerate(group.choices)}
        if group.choices:
            voters += [(points, group.area)] * group.voters
    return voters


def votes_of(election: Election) -> list[int]:
    voters = voters_of(election)
    return [sum(points.get(place, 0) > 0 for points, _ in voters) for place in range(len(election.projects))]


def scores_of(election: Election) -> list[int]:
    voters = voters_of(election)
    return [sum(points.get(place, 0) for points, _ in voters) for place in range(len(election.projects))]


def candidates_of(election: Election) -> list[int]:
    """Who may be bought: supported, at the threshold, neither too dear nor free."""
    votes, scores = votes_of(election), scores_of(election)
    hours = election.pot_minutes
    return [
        place
        for place, project in enumerate(election.projects)
        if 0 < project.cost_cents <= election.pot_cents
        and not project.withdrawn
        and votes[place] > 0
        and scores[place] >= max(1, election.threshold)
        and (hours is None or project.minutes <= hours)
    ]


def granted_of(election: Election) -> list[int]:
    votes, scores = votes_of(election), scores_of(election)
    granted: list[int] = []
    free = [
        place
        for place, project in enumerate(election.projects)
        if project.cost_cents == 0
        and (election.pot_minutes is None or project.minutes == 0)
        and not project.withdrawn
        and votes[place] > 0
        and scores[place] >= max(1, election.threshold)
    ]
    for place in sorted(free, key=lambda place: (-scores[place], election.projects[place].id)):
        group = election.projects[place].excludes
        if not group or all(election.projects[other].excludes != group for other in granted):
            granted.append(place)
    return granted


def admits(election: Election, funded: list[int], place: int) -> bool:
    """Whether limits, hours and the exclusion group leave a plan in."""
    project = election.projects[place]
    others = [election.projects[other] for other in funded]
    if project.excludes and any(other.excludes == project.excludes for other in others):
        return False
    hours = election.pot_minutes
    if hours is not None and sum(other.minutes for other in others) + project.minutes > hours:
        return False
    for limit in election.limits:
        spent = sum(other.cost_cents for other in others if limit.covers(other))
        if limit.covers(project) and spent + project.cost_cents > limit.most_cents:
            return False
    return True


def tie_key(election: Election, place: int) -> tuple[int, int, str]:
    project = election.projects[place]
    return project.cost_cents, -scores_of(election)[place], project.id


def starts_of(election: Election, raised: int) -> list[Fraction]:
    """What every voter begins with after so many steps of one euro (or of the common factor)."""
    voters = voters_of(election)
    if not election.areas:
        return [Fraction(election.pot_cents, len(voters)) + 100 * raised] * len(voters)
    factor = 1 + Fraction(100 * raised * len(voters), election.pot_cents)
    sizes = [sum(area == place for _, area in voters) for place in range(len(election.areas))]
    return [factor * Fraction(election.areas[area].share_cents, sizes[area]) for _, area in voters]


def equal_shares(election: Election, starts: list[Fraction], utility: Utility = Utility.COST) -> list[int]:
    """Winners in order, from these starts (cents)."""
    voters = [points for points, _ in voters_of(election)]
    money, funded, granted = list(starts), list[int](), granted_of(election)
    keys = {place: tie_key(election, place) for place in candidates_of(election)}
    while True:
        offers = []
        for place, key in keys.items():
            cost = election.projects[place].cost_cents
            supporters = [voter for voter, points in enumerate(voters) if points.get(place, 0) > 0]
            if place in funded or not admits(election, granted + funded, place):
                continue
            if sum(money[voter] for voter in supporters) < cost:
                continue
            worths = {
                voter: voters[voter][place] if utility is Utility.POINTS else cost if utility is Utility.COST else 1
                for voter in supporters
            }
            offers.append((_rho(money, worths, cost), key, place, worths))
        if not offers:
            return funded
        rho, _, place, worths = min(offers, key=lambda offer: offer[:2])
        funded.append(place)
        for voter, worth in worths.items():
            money[voter] -= min(money[voter], rho * worth)


def _rho(money: list[Fraction], worths: dict[int, int], cost: int) -> Fraction:
    """The smallest q with the sum of min(money, q × worth) equal to the cost: try the poorest as short, one by one."""
    order = sorted(worths, key=lambda voter: money[voter] / worths[voter])
    paid, worth = Fraction(0), sum(worths.values())
    for voter in order:
        rho = (cost - paid) / worth
        if rho * worths[voter] <= money[voter]:
            return rho
        paid += money[voter]
        worth -= worths[voter]
    raise AssertionError("affordable plans have a price")


def add1(election: Election, utility: Utility = Utility.COST, exhaustive: bool = False) -> tuple[list[int], int]:
    """Winners and the number of steps, trying every single start."""
    raised, granted = 0, granted_of(election)
    kept = equal_shares(election, starts_of(election, 0), utility)
    bought_alone = [start > 0 for start in starts_of(election, 0)]
    voters = [points for points, _ in voters_of(election)]
    waited_for = [
        place
        for place in candidates_of(election)
        if any(has and points.get(place, 0) > 0 for has, points in zip(bought_alone, voters, strict=True))
    ]
    while True:
        open_plans = [p for p in waited_for if p not in kept and admits(election, granted + kept, p)]
        if exhaustive:
            left = election.pot_cents - sum(election.projects[place].cost_cents for place in kept)
            open_plans = [place for place in open_plans if election.projects[place].cost_cents <= left]
        if not open_plans:
            return kept, raised
        following = equal_shares(election, starts_of(election, raised + 1), utility)
        if sum(election.projects[place].cost_cents for place in following) > election.pot_cents:
            return kept, raised
        kept, raised = following, raised + 1


def phragmen(election: Election) -> list[int]:
    """Winners in order: the plan whose supporters then bear least; the end once it or one tied does not fit."""
    voters = [points for points, _ in voters_of(election)]
    loads, funded = [Fraction(0)] * len(voters), list[int]()
    granted, waiting = granted_of(election), set(candidates_of(election))
    while True:
        taken = {election.projects[place].excludes for place in granted + funded} - {""}
        waiting = {p for p in waiting if p not in funded and election.projects[p].excludes not in taken}
        if not waiting:
            return funded
        then = {}
        for place in waiting:
            supporters = [voter for voter, points in enumerate(voters) if place in points]
            borne = sum(loads[voter] for voter in supporters)
            then[place] = (election.projects[place].cost_cents + borne) / len(supporters)
        tied = [place for place in waiting if then[place] == min(then.values())]
        left = election.pot_cents - sum(election.projects[place].cost_cents for place in funded)
        if any(election.projects[p].cost_cents > left or not admits(election, granted + funded, p) for p in tied):
            return funded
        chosen = min(tied, key=lambda place: tie_key(election, place))
        funded.append(chosen)
        loads = [then[chosen] if chosen in points else load for load, points in zip(loads, voters, strict=True)]


def greedy(election: Election) -> list[int]:
    """Winners in order of score, skipping what does not fit; plans that cost hours alone take part too."""
    scores, funded, granted = scores_of(election), list[int](), granted_of(election)
    hours_alone = [
        place
        for place, project in enumerate(election.projects)
        if election.pot_minutes is not None
        and project.cost_cents == 0
        and 0 < project.minutes <= election.pot_minutes
        and not project.withdrawn
        and votes_of(election)[place] > 0
        and scores[place] >= max(1, election.threshold)
    ]
    turns = sorted([*candidates_of(election), *hours_alone], key=lambda p: (-scores[p], tie_key(election, p)))
    for place in turns:
        left = election.pot_cents - sum(election.projects[other].cost_cents for other in funded)
        if election.projects[place].cost_cents <= left and admits(election, granted + funded, place):
            funded.append(place)
    return funded
