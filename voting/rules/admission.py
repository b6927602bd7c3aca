"""Which plans take part in a count at all, and the one reason why another does not."""

from dataclasses import dataclass

from voting.rules.election import Election, Project, Rule
from voting.rules.outcome import ProjectResult, Status


@dataclass(frozen=True, slots=True)
class Admission:
    """Places in `Election.projects`: who takes part, who is granted outside the count, who is out and why."""

    threshold: int
    votes: tuple[int, ...]
    candidates: tuple[int, ...]
    granted: tuple[int, ...]
    refused: dict[int, ProjectResult]


def admit(election: Election, rule: Rule) -> Admission:
    """Sort the plans before the count. A plan with exactly the threshold's votes passes.

    A plan of 0 euros with support is granted outside the count. With a pot of € 1,000 a plan of € 1,000
    takes part and one of € 1,000.01 does not. Raises ValueError on a negative cost or pot.
    """
    if election.pot_cents < 0 or any(project.cost_cents < 0 for project in election.projects):
        raise ValueError("A pot or a cost is below zero.")
    threshold = election.threshold if rule.threshold is None else rule.threshold
    votes = election.votes()
    refused = {
        place: result
        for place, project in enumerate(election.projects)
        if (result := _refusal(project, votes[place], threshold, election.pot_cents)) is not None
    }
    passed = [place for place in range(len(election.projects)) if place not in refused]
    free = tuple(place for place in passed if election.projects[place].cost_cents == 0)
    priced = tuple(place for place in passed if election.projects[place].cost_cents > 0)
    return Admission(threshold, votes, candidates=priced, granted=free, refused=refused)


def _refusal(project: Project, votes: int, threshold: int, pot_cents: int) -> ProjectResult | None:
    missed_cents: int | None = None
    missed_votes: int | None = None
    if project.withdrawn:
        status = Status.WITHDRAWN
    elif votes < threshold:
        status, missed_votes = Status.BELOW_THRESHOLD, threshold - votes
    elif votes == 0:
        status, missed_votes = Status.NO_VOTES, 1
    elif project.cost_cents > pot_cents:
        status, missed_cents = Status.OVER_POT, project.cost_cents - pot_cents
    else:
        return None
    return ProjectResult(project.id, votes, project.cost_cents, status, missed_cents, missed_votes)
