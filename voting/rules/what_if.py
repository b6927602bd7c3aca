"""What if: the same ballots under another rule, with more or less money, another threshold, or one plan less.

For whoever wonders what decided a result. It never is the result, and pages say so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from voting.rules.amounts import digits
from voting.rules.charging import divide
from voting.rules.count import count
from voting.rules.election import Completion, Election, Method, Rule
from voting.rules.outcome import Count

LARGEST_POT_CENTS = 100_000_000_00
LARGEST_THRESHOLD = 10_000_000


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: a rule by its name, the pot in cents, votes (or points) needed, and the place of a plan to
    leave out (from 1 on the ballot; None leaves all in)."""

    method: str
    completion: str
    pot_cents: int
    threshold: int
    without: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What would have happened: places of plans on the ballot (from 1) in order of funding, and what voters got."""

    funded: tuple[int, ...]
    spent_cents: int
    left_cents: int
    voters_with: tuple[int, ...]
    mean_choices: str


def answer(election: Election, rule: Rule, question: Question) -> Answer:
    """Count the changed election; what the question does not name stays as it was in the real count.

    Example: the worked example with a pot of € 13,000 funds all three plans. Raises RuleDoesNotFit for a rule that
    these ballots do not allow, ValueError for a pot below zero.
    """
    counted = count(_changed(election, question), _rule(rule, question), explained=False)
    places = {project.id: number for number, project in enumerate(election.projects, 1)}
    return Answer(
        funded=tuple(places[id_] for id_ in _in_order(counted)),
        spent_cents=counted.spent_cents,
        left_cents=counted.left_cents,
        voters_with=counted.outcome.voters_with,
        mean_choices=digits(counted.outcome.mean_funded_choices),
    )


def _changed(election: Election, question: Question) -> Election:
    projects = tuple(
        replace(project, withdrawn=True) if number == question.without else project
        for number, project in enumerate(election.projects, 1)
    )
    shares = divide(question.pot_cents, [area.share_cents for area in election.areas]) if election.areas else ()
    areas = tuple(replace(area, share_cents=share) for area, share in zip(election.areas, shares, strict=True))
    return replace(election, pot_cents=question.pot_cents, projects=projects, areas=areas)


def _rule(rule: Rule, question: Question) -> Rule:
    method = Method(question.method)
    is_shares = method is Method.EQUAL_SHARES
    return replace(
        rule,
        method=method,
        completion=Completion(question.completion) if is_shares else Completion.NONE,
        comparison=rule.comparison and is_shares,
        exhaustive_stop=rule.exhaustive_stop and is_shares,
        utility=rule.utility if is_shares else None,
        threshold=question.threshold,
    )


def _in_order(counted: Count) -> tuple[str, ...]:
    return (*counted.winners, *counted.granted)
