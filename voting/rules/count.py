"""The count itself: an election and a rule in, winners with every step and every reason out."""

from dataclasses import dataclass, field, replace
from fractions import Fraction

from voting.rules.admission import Admission, admit
from voting.rules.election import EQUAL_SHARES, GREEDY, Completion, Election, Method, Rule
from voting.rules.equal_shares.electorate import Electorate, gather
from voting.rules.equal_shares.replay import Replay, Replayer
from voting.rules.equal_shares.rise import Rise, find_deciding_run
from voting.rules.greedy import Funding
from voting.rules.outcome import Comparison, Count, ProjectResult, SpentOn, Status, Step, Tie
from voting.rules.room import Room
from voting.rules.satisfaction import compare, measure
from voting.rules.tie_order import TieOrder, order_ties


@dataclass(slots=True)
class Tally:
    """A count while it is made; plans are places in `Election.projects`."""

    shared: list[int] = field(default_factory=list)
    filled: list[int] = field(default_factory=list)
    chosen: list[int] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    losers: dict[int, ProjectResult] = field(default_factory=dict)
    start_cents: Fraction = Fraction(0)
    raised: int = 0
    runs: int = 0
    comparison: Comparison | None = None

    @property
    def winners(self) -> list[int]:
        return [*self.shared, *self.filled, *self.chosen]


def count(election: Election, rule: Rule = EQUAL_SHARES) -> Count:
    """Count an election by a rule; the same input always gives the same result, to the byte.

    Example: pot € 100; A (€ 60) and B (€ 40) were chosen by 6 voters, C (€ 40) by 4 others. Greedy funds
    A and B. Under Equal Shares each voter has € 10: B costs its supporters € 6.67 each, which leaves them
    too little for A; C costs its supporters € 10 each. Raises ValueError on a negative cost or pot.
    """
    admission = admit(election, rule)
    order = order_ties(election, rule, admission.votes)
    if not rule.is_equal_shares:
        return _conclude(election, rule, admission, _count_by_votes(election, rule, admission, order))
    tally = _count_by_shares(election, rule, admission, order)
    if rule.comparison:
        tally = _compare_with_greedy(election, admission, order, tally)
    return _conclude(election, rule, admission, tally)


def rules_beside(rule: Rule) -> tuple[Rule, ...]:
    """The other rules whose outcome is always shown beside the one that decides, with its own settings."""
    other = GREEDY if rule.is_equal_shares else EQUAL_SHARES
    return (replace(other, threshold=rule.threshold, ties=rule.ties, seed=rule.seed),)


def _count_by_votes(election: Election, rule: Rule, admission: Admission, order: TieOrder) -> Tally:
    funding = Funding(election, order, Room(election), Status.CHOSEN)
    funding.run(admission.candidates, skips=rule.method is not Method.GREEDY_NO_SKIP)
    return Tally(chosen=funding.winners, steps=funding.steps, ties=funding.ties, losers=funding.losers)


def _count_by_shares(election: Election, rule: Rule, admission: Admission, order: TieOrder) -> Tally:
    if not admission.candidates:
        start = Fraction(election.pot_cents, election.n) if election.n else Fraction(0)
        return Tally(start_cents=start, runs=1)
    electorate = gather(election, admission.candidates, order, rule.utility)
    rise = find_deciding_run(election, electorate, rule)
    replay = Replayer(election, electorate, order, rise).replay()
    tally = Tally(
        shared=[electorate.plans[plan] for plan in rise.winners],
        steps=replay.steps,
        ties=replay.ties,
        start_cents=rise.start_cents,
        raised=rise.raised,
        runs=rise.runs,
    )
    _finish_shares(election, rule, electorate, order, tally)
    _explain_losers(election, electorate, rise, replay, tally)
    return tally


def _finish_shares(election: Election, rule: Rule, electorate: Electorate, order: TieOrder, tally: Tally) -> None:
    """Fill by votes where the rule says so; else say why each plan that was not paid stays out."""
    room = Room(election).take_all(tally.shared)
    others = [place for place in electorate.plans if place not in tally.shared]
    if rule.completion in (Completion.ADD1U, Completion.GREEDY):
        fill = Funding(election, order, room, Status.FILLED)
        fill.run(others, steps_before=len(tally.steps))
        tally.filled = fill.winners
        tally.steps += fill.steps
        tally.ties += fill.ties
        tally.losers = fill.losers
        return
    for place in others:
        project = election.projects[place]
        missed, limit = room.full_limit(place) or (None, "")
        status = Status.LIMIT if limit else Status.SUPPORTERS_SHORT
        tally.losers[place] = ProjectResult(
            project.id, order.votes(place), project.cost_cents, status, missed, limit=limit
        )


def _explain_losers(election: Election, electorate: Electorate, rise: Rise, replay: Replay, tally: Tally) -> None:
    """Add what only Equal Shares knows: how near a plan came, and what its supporters spent on."""
    for number, place in enumerate(electorate.plans):
        loser = tally.losers.get(place)
        if loser is None:
            continue
        shortfall = replay.shortfalls.get(number)
        spent = replay.spent.get(number, {})
        missed = loser.missed_cents
        if loser.status is Status.SUPPORTERS_SHORT and shortfall is not None:
            missed = shortfall.missed_cents
        tally.losers[place] = replace(
            loser,
            missed_cents=missed,
            support_percent=None if shortfall is None else shortfall.support_percent,
            spent_on=tuple(
                SpentOn(election.projects[electorate.plans[winner]].id, spent[winner])
                for winner in rise.winners
                if winner in spent
            ),
        )


def _compare_with_greedy(election: Election, admission: Admission, order: TieOrder, shares: Tally) -> Tally:
    """The comparison step: greedy replaces Equal Shares when strictly more voters have more under it."""
    funding = Funding(election, order, Room(election), Status.CHOSEN).run(admission.candidates)
    comparison = compare(election, funding.winners, shares.winners)
    if not comparison.greedy_replaces:
        shares.comparison = comparison
        return shares
    return replace(
        shares,
        shared=[],
        filled=[],
        chosen=funding.winners,
        steps=funding.steps,
        ties=funding.ties,
        losers=funding.losers,
        comparison=comparison,
    )


def _conclude(election: Election, rule: Rule, admission: Admission, tally: Tally) -> Count:
    projects = election.projects
    spent = sum(projects[place].cost_cents for place in tally.winners)

    def ids(places: list[int]) -> tuple[str, ...]:
        return tuple(projects[place].id for place in places)

    return Count(
        rule=rule,
        winners=ids(tally.winners),
        shared=ids(tally.shared),
        filled=ids(tally.filled),
        granted=ids(list(admission.granted)),
        steps=tuple(tally.steps),
        projects=_results(election, admission, tally),
        pot_cents=election.pot_cents,
        spent_cents=spent,
        left_cents=election.pot_cents - spent,
        n=election.n,
        blank=election.blank,
        invalid=election.invalid,
        threshold=admission.threshold,
        start_cents=tally.start_cents,
        raised=tally.raised,
        runs=tally.runs,
        ties=tuple(tally.ties),
        outcome=measure(election, set(tally.winners)),
        comparison=tally.comparison,
    )


def _results(election: Election, admission: Admission, tally: Tally) -> tuple[ProjectResult, ...]:
    funded = dict.fromkeys(tally.shared, Status.SHARED)
    funded |= dict.fromkeys(tally.filled, Status.FILLED)
    funded |= dict.fromkeys(tally.chosen, Status.CHOSEN)
    funded |= dict.fromkeys(admission.granted, Status.GRANTED)
    results = {
        place: ProjectResult(
            election.projects[place].id,
            admission.votes[place],
            election.projects[place].cost_cents,
            status,
        )
        for place, status in funded.items()
    }
    results |= admission.refused | tally.losers
    return tuple(results[place] for place in range(len(election.projects)))
