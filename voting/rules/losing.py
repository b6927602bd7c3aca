"""What is told of a plan that was not funded: the one reason, and what it missed."""

from dataclasses import replace

from voting.rules.election import Election
from voting.rules.outcome import ProjectResult, Status
from voting.rules.room import Obstacle
from voting.rules.tie_order import TieOrder


def blank_result(election: Election, order: TieOrder, place: int, status: Status) -> ProjectResult:
    """What became of a plan, still without what it missed."""
    project = election.projects[place]
    return ProjectResult(
        project.id,
        order.votes[place],
        project.cost_cents,
        status,
        score=order.scores[place],
        minutes=election.minutes_of(place),
    )


def lost_to(election: Election, order: TieOrder, place: int, obstacle: Obstacle) -> ProjectResult:
    """The result of a plan that this obstacle kept out."""
    return replace(
        blank_result(election, order, place, obstacle.status),
        missed_cents=obstacle.missed_cents,
        missed_minutes=obstacle.missed_minutes,
        limit=obstacle.limit,
        excluded_by=obstacle.excluded_by,
    )
