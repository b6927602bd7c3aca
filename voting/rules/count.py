"""The count itself: an election and a rule in, winners with every step and every reason out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TypedDict

from voting.rules.deciding import Decision, decide
from voting.rules.election import EQUAL_SHARES, GREEDY, PHRAGMEN, BallotKind, Election, Method, Rule
from voting.rules.equal_shares.electorate import starts_of
from voting.rules.losing import blank_result
from voting.rules.outcome import Count, ProjectResult, Start, Status
from voting.rules.satisfaction import measure
from voting.rules.telling import Told, tell


class _Begun(TypedDict):
    """What a count says of its starts."""

    start_cents: Fraction
    raised: int
    runs: int
    starts: tuple[Start, ...]


def count(election: Election, rule: Rule = EQUAL_SHARES, explained: bool = True) -> Count:
    """Count an election by a rule; the same input always gives the same result, to the byte.

    Example: pot € 100; A (€ 60) and B (€ 40) were chosen by 6 voters, C (€ 40) by 4 others. Greedy funds
    A and B. Under Equal Shares each voter has € 10: B costs its supporters € 6.67 each, which leaves them
    too little for A; C costs its supporters € 10 each. Without `explained` the steps of Equal Shares say only
    what was funded, and nothing is replayed exactly: for whoever compares outcomes. Raises RuleDoesNotFit for
    a rule that these ballots do not allow, ValueError on a negative cost or pot.
    """
    return explain(decide(election, rule), replayed=explained)


def rules_beside(rule: Rule, kind: BallotKind = BallotKind.APPROVAL) -> tuple[Rule, ...]:
    """The other rules whose outcome is always shown beside the one that decides, with its own settings.

    Greedy, Equal Shares, and Phragmén where the ballots are approvals; not the one that decides.
    """
    others = [GREEDY] if rule.is_equal_shares else [EQUAL_SHARES]
    if rule.method is Method.PHRAGMEN:
        others.append(GREEDY)
    elif kind is BallotKind.APPROVAL:
        others.append(PHRAGMEN)
    return tuple(replace(other, threshold=rule.threshold, ties=rule.ties, seed=rule.seed) for other in others)


def explain(decision: Decision, replayed: bool = True) -> Count:
    """The whole count of a decision: every step, every reason, and what voters got of it."""
    election, admission = decision.election, decision.admission
    told = tell(decision, replayed)
    spent = sum(election.projects[place].cost_cents for place in decision.winners)

    def ids(places: Sequence[int]) -> tuple[str, ...]:
        return tuple(election.projects[place].id for place in places)

    return Count(
        rule=decision.rule,
        winners=ids(decision.winners),
        shared=ids(decision.shared),
        filled=ids(decision.filled),
        granted=ids(admission.granted),
        steps=tuple(told.steps),
        projects=_results(decision, told),
        pot_cents=election.pot_cents,
        spent_cents=spent,
        left_cents=election.pot_cents - spent,
        n=admission.table.n,
        blank=election.blank,
        invalid=election.invalid,
        threshold=admission.threshold,
        **_starts(decision),
        ties=tuple(told.ties),
        outcome=measure(election, admission.table, decision.winners),
        comparison=decision.comparison,
        left_minutes=decision.room_after().left_minutes,
    )


def _starts(decision: Decision) -> _Begun:
    """What voters began with in the deciding run, the mean where several areas vote together."""
    if not decision.rule.is_equal_shares:
        return _Begun(start_cents=Fraction(0), raised=0, runs=0, starts=())
    election, table, rise = decision.election, decision.admission.table, decision.rise
    cents = rise.starts if rise else starts_of(election, table).cents
    voters = [table.n] if not election.areas else table.voters_per_area(len(election.areas))
    held = sum((start * of_area for start, of_area in zip(cents, voters, strict=True)), Fraction(0))
    starts = tuple(
        Start(area.name, of_area, start)
        for area, of_area, start in zip(election.areas, voters, cents, strict=bool(election.areas))
    )
    return _Begun(
        start_cents=held / table.n if table.n else Fraction(0),
        raised=rise.raised if rise else 0,
        runs=rise.runs if rise else 1,
        starts=starts,
    )


def _results(decision: Decision, told: Told) -> tuple[ProjectResult, ...]:
    funded = dict.fromkeys(decision.shared, Status.SHARED)
    funded |= dict.fromkeys(decision.filled, Status.FILLED)
    funded |= dict.fromkeys(decision.chosen, Status.CHOSEN)
    funded |= dict.fromkeys(decision.admission.granted, Status.GRANTED)
    order = decision.admission.order
    results = {place: blank_result(decision.election, order, place, status) for place, status in funded.items()}
    results |= decision.admission.refused | told.losers
    return tuple(results[place] for place in range(len(decision.election.projects)))
