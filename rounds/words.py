"""The settings of a round as people read them, in one sentence each."""

from __future__ import annotations

from lives.messages import Message, msg
from rounds.models import Round

LOTS = {
    "none": msg("The plan with the first number goes before."),
    "automatic": msg("A lot that follows from all votes together decides."),
    "dice": msg("Twenty dice, thrown in public after the vote closes, decide. The count waits for it."),
}


def ballot_in_words(found: Round) -> Message:
    """What a voter does: "Divide 10 points over plans"."""
    plain = {
        "knapsack": msg("Choose plans that together fit the pot"),
        "choose_1": msg("Choose one plan"),
        "points": msg("Divide %(points)s points over plans", points=found.most_points),
        "ranking": msg("Put plans in order: at most %(most)s places", most=found.most_choices),
    }
    if found.ballot_type == "points" and found.most_points_per_plan is not None:
        points, most = found.most_points, found.most_points_per_plan
        return msg("Divide %(points)s points over plans, at most %(most)s for one plan", points=points, most=most)
    if found.ballot_type == "approval" and found.most_choices is not None:
        return msg("Choose at most %(most)s plans", most=found.most_choices)
    return plain.get(found.ballot_type, msg("Choose as many plans as one likes"))


def count_in_words(found: Round) -> Message:
    """By which rule is counted."""
    if found.method == "greedy":
        return msg("Most votes first")
    if found.comparison:
        return msg("Method of Equal Shares, compared with the most votes first")
    return msg("Method of Equal Shares")
