"""Who wins: admission, then the rule, then what completes it. Nothing is explained here; that is count.explain."""

from __future__ import annotations

from dataclasses import dataclass, field

from voting.rules.admission import Admission, admit
from voting.rules.election import Completion, Election, Method, Rule
from voting.rules.equal_shares.electorate import Electorate, gather
from voting.rules.equal_shares.rise import Rise, find_deciding_run
from voting.rules.greedy import Funding
from voting.rules.outcome import Status
from voting.rules.phragmen import Phragmen
from voting.rules.room import Room
from voting.rules.satisfaction import Comparison, compare


@dataclass(slots=True)
class Decision:
    """A count that is decided; plans are places in `Election.projects`, in order of funding.

    `by_votes` is what funded `filled` or `chosen`; `rise` the deciding run of Equal Shares, which also stays when
    the comparison then chose greedy (`electorate` is None if nobody could buy anything).
    """

    election: Election
    rule: Rule
    admission: Admission
    shared: list[int] = field(default_factory=list)
    filled: list[int] = field(default_factory=list)
    chosen: list[int] = field(default_factory=list)
    by_votes: Funding | Phragmen | None = None
    electorate: Electorate | None = None
    rise: Rise | None = None
    comparison: Comparison | None = None

    @property
    def winners(self) -> list[int]:
        return [*self.shared, *self.filled, *self.chosen]

    @property
    def is_replaced(self) -> bool:
        """Whether the comparison put greedy in the place of Equal Shares."""
        return self.comparison is not None and self.comparison.greedy_replaces

    def room(self) -> Room:
        """What granted plans leave."""
        return Room(self.election, self.admission.granted)

    def room_after(self) -> Room:
        """What is left at the end."""
        return self.room().take_all(self.winners)


def decide(election: Election, rule: Rule) -> Decision:
    """Decide who wins. Raises RuleDoesNotFit for a rule that these ballots do not allow, ValueError for nonsense."""
    decision = Decision(election, rule, admit(election, rule))
    if rule.method is Method.PHRAGMEN:
        return _by_load(decision)
    if not rule.is_equal_shares:
        return _by_votes(decision, skips=rule.method is not Method.GREEDY_NO_SKIP)
    _by_shares(decision)
    if rule.comparison:
        _compare_with_greedy(decision)
    return decision


def _by_votes(decision: Decision, skips: bool) -> Decision:
    funding = _greedy(decision, skips)
    decision.by_votes, decision.chosen = funding, funding.winners
    return decision


def _greedy(decision: Decision, skips: bool = True) -> Funding:
    funding = Funding(decision.election, decision.admission.order, decision.room(), Status.CHOSEN)
    return funding.run(decision.admission.candidates, skips)


def _by_load(decision: Decision) -> Decision:
    admission = decision.admission
    phragmen = Phragmen(decision.election, admission.table, admission.order, decision.room())
    phragmen.run(admission.candidates)
    decision.by_votes, decision.chosen = phragmen, phragmen.winners
    return decision


def _by_shares(decision: Decision) -> None:
    election, rule, admission = decision.election, decision.rule, decision.admission
    buyable = tuple(place for place in admission.candidates if place not in admission.hours_alone)
    if buyable:
        electorate = gather(election, admission.table, buyable, admission.order, rule)
        decision.electorate = electorate
        decision.rise = find_deciding_run(election, electorate, rule, decision.room())
        decision.shared = [electorate.plans[plan] for plan in decision.rise.winners]
    if rule.completion in (Completion.ADD1U, Completion.GREEDY):
        others = set(admission.candidates).difference(decision.shared)
        fill = Funding(election, admission.order, decision.room_after(), Status.FILLED)
        fill.run(others, steps_before=len(decision.shared))
        decision.by_votes, decision.filled = fill, fill.winners


def _compare_with_greedy(decision: Decision) -> None:
    """The comparison step: greedy replaces Equal Shares when strictly more voters have more under it."""
    greedy = _greedy(decision)
    table = decision.admission.table
    decision.comparison = compare(decision.election, table, greedy.winners, decision.winners)
    if decision.is_replaced:
        decision.shared, decision.filled = [], []
        decision.by_votes, decision.chosen = greedy, greedy.winners
