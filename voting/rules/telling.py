"""What is told of a decided count: its steps, its ties, and for each plan that lost the reason and what it missed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from voting.rules.deciding import Decision
from voting.rules.equal_shares.electorate import Electorate
from voting.rules.equal_shares.replay import Replay, Replayer
from voting.rules.losing import blank_result, lost_to
from voting.rules.outcome import ProjectResult, SpentOn, Status, Step, Tie


@dataclass(slots=True)
class Told:
    """Steps and ties in order; `losers` by their place in `Election.projects`."""

    steps: list[Step] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    losers: dict[int, ProjectResult] = field(default_factory=dict)


def tell(decision: Decision, replayed: bool) -> Told:
    """Tell a count. Not `replayed`: the steps of Equal Shares name the plan alone, and no shortfall is known."""
    told = Told()
    by_shares = decision.rule.is_equal_shares and not decision.is_replaced
    replay = None
    if by_shares and decision.electorate is not None:
        replay = _replay(decision, decision.electorate) if replayed else Replay(steps=_bare_steps(decision))
        told.steps += replay.steps
        told.ties += replay.ties
    if decision.by_votes is not None:
        told.steps += decision.by_votes.steps
        told.ties += decision.by_votes.ties
        told.losers = dict(decision.by_votes.losers)
    elif by_shares:
        told.losers = _left_out(decision)
    if by_shares:
        told.losers |= _closed_during_shares(decision, told.losers)
    if replay is not None and decision.electorate is not None:
        _explain_losers(decision, decision.electorate, replay, told)
    return told


def _replay(decision: Decision, electorate: Electorate) -> Replay:
    assert decision.rise is not None  # found together with the electorate
    order = decision.admission.order
    return Replayer(decision.election, electorate, order, decision.room(), decision.rise).replay()


def _bare_steps(decision: Decision) -> list[Step]:
    room, steps = decision.room(), []
    for number, place in enumerate(decision.shared, start=1):
        room.take(place)
        project, score = decision.election.projects[place], decision.admission.order.scores[place]
        left = (room.left_cents, room.left_minutes)
        steps.append(Step(number, project.id, Status.SHARED, project.cost_cents, score, left[0], left_minutes=left[1]))
    return steps


def _left_out(decision: Decision) -> dict[int, ProjectResult]:
    """Without a fill: what keeps a plan out for good, else that its supporters had too little."""
    election, order, room = decision.election, decision.admission.order, decision.room_after()
    losers = {}
    for place in set(decision.admission.candidates).difference(decision.shared):
        obstacle = room.lasting_obstacle(place)
        is_free = place in decision.admission.hours_alone
        status = Status.HOURS_ALONE if is_free else Status.SUPPORTERS_SHORT
        losers[place] = (
            lost_to(election, order, place, obstacle) if obstacle else blank_result(election, order, place, status)
        )
    return losers


def _closed_during_shares(decision: Decision, losers: dict[int, ProjectResult]) -> dict[int, ProjectResult]:
    """A plan that hours, a limit or its group kept out left right then: what it missed is told as of that moment."""
    room, found = decision.room(), dict[int, ProjectResult]()
    if not room.binds:
        return found
    order = decision.admission.order
    for winner in decision.shared:
        room.take(winner)
        for place in sorted(losers.keys() - found.keys()):
            obstacle = room.lasting_obstacle(place)
            if obstacle is not None:
                found[place] = lost_to(decision.election, order, place, obstacle)
    return found


def _explain_losers(decision: Decision, electorate: Electorate, replay: Replay, told: Told) -> None:
    """Add what only Equal Shares knows: how near a plan came, and what its supporters spent on."""
    assert decision.rise is not None  # found together with the electorate
    projects = decision.election.projects
    for number, place in enumerate(electorate.plans):
        loser = told.losers.get(place)
        if loser is None:
            continue
        shortfall = replay.shortfalls.get(number)
        spent = replay.spent.get(number, {})
        missed = loser.missed_cents
        if loser.status is Status.SUPPORTERS_SHORT and shortfall is not None:
            missed = shortfall.missed_cents
        told.losers[place] = replace(
            loser,
            missed_cents=missed,
            support_percent=None if shortfall is None else shortfall.support_percent,
            spent_on=tuple(
                SpentOn(projects[electorate.plans[winner]].id, spent[winner])
                for winner in decision.rise.winners
                if winner in spent
            ),
        )
