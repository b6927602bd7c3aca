"""Which rule fits which election: what cannot be counted is refused in plain words before anything is counted."""

from lives.messages import Message, msg
from lives.refused import Refused
from voting.rules.election import BallotKind, Election, Method, Rule, Utility


class RuleDoesNotFit(Refused):
    """This rule does not go with these ballots."""


def refuse_misfit(election: Election, rule: Rule) -> None:
    """Raises RuleDoesNotFit for a rule that these ballots do not allow, ValueError for what is no election.

    Points say themselves what a plan is worth to a voter, so neither cost nor number of plans may.
    """
    misfit = misfit_of(rule, election.kind)
    if misfit is not None:
        raise RuleDoesNotFit(misfit)
    amounts = [election.pot_cents, election.pot_minutes or 0, *(area.share_cents for area in election.areas)]
    if min(amounts) < 0 or any(min(project.cost_cents, project.minutes) < 0 for project in election.projects):
        raise ValueError("A pot, a share, a cost or a number of minutes is below zero.")
    if election.areas and sum(area.share_cents for area in election.areas) != election.pot_cents:
        raise ValueError("The shares of the areas do not sum to the pot.")


def misfit_of(rule: Rule, kind: BallotKind) -> Message | None:
    """Why a rule cannot count ballots of this kind, for a form or a command; None when it can."""
    if kind is BallotKind.APPROVAL:
        return msg("Points are worth something on ballots with points only.") if _is_by_points(rule) else None
    if rule.method is Method.PHRAGMEN:
        return msg("Phragmén counts ballots on which one chooses plans, not points or rankings.")
    if rule.utility in (Utility.COST, Utility.CARDINALITY):
        return msg("On ballots with points or rankings the points are what a plan is worth: leave this choice out.")
    return None


def _is_by_points(rule: Rule) -> bool:
    return rule.utility is Utility.POINTS
