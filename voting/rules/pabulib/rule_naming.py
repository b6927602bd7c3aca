"""Which Pabulib rule name an export may bear: only one under which anybody recomputes the same winners."""

from dataclasses import replace
from fractions import Fraction

from voting.rules.admission import admit
from voting.rules.election import Completion, Election, Method, Rule, Utility
from voting.rules.equal_shares.electorate import UNIT_CENTS, Starts, gather
from voting.rules.equal_shares.rise import find_deciding_run
from voting.rules.outcome import Count, Status
from voting.rules.room import Room

UNKNOWN = "unknown"


def name_rule(election: Election, count: Count) -> str:
    """The rule name of an export; `unknown` or `greedy-custom` wherever the plain name would mislead.

    Pabulib's `equalshares/add1` means whole euros, no fill, no limits, no lot, no threshold, and a count that
    ends because one more euro would overspend.
    """
    if count.rule.method is Method.PHRAGMEN:
        return UNKNOWN
    if not count.rule.is_equal_shares:
        return _name_greedy(election, count)
    rule = count.rule
    is_plain = (
        not rule.comparison
        and not rule.exhaustive_stop
        and rule.utility_on(election.kind) is Utility.COST
        and rule.completion in (Completion.NONE, Completion.ADD1)
        and not _has_bounds(election)
        and not count.threshold
        and not count.granted
        and _is_in_whole_euros(election)
        and any(project.status is Status.SUPPORTERS_SHORT for project in count.projects)
    )
    if not is_plain or not _is_recomputed_alike(election, rule, count):
        return UNKNOWN
    return "equalshares/add1" if rule.completion is Completion.ADD1 else "equalshares"


def _has_bounds(election: Election) -> bool:
    """Whether limits, hours, exclusion groups or several areas make it more than one pot of money."""
    hours = election.pot_minutes is not None and any(project.minutes for project in election.projects)
    return bool(election.limits or election.areas or hours) or any(project.excludes for project in election.projects)


def _name_greedy(election: Election, count: Count) -> str:
    skips = count.rule.method is not Method.GREEDY_NO_SKIP
    left, funded, stopped = election.pot_cents, set(), False
    results = dict(zip((result.id for result in count.projects), count.projects, strict=True))
    for place in greedy_order(election, count.rule):
        project = election.projects[place]
        if results[project.id].score < count.threshold or project.withdrawn or stopped:
            continue
        if project.cost_cents <= left:
            funded.add(project.id)
            left -= project.cost_cents
        elif project.cost_cents <= election.pot_cents:
            stopped = not skips
    if funded != set(count.winners):
        return "greedy-custom"
    if skips:
        return "greedy-threshold" if count.threshold else "greedy"
    return "greedy-no-skip"


def greedy_order(election: Election, rule: Rule) -> list[int]:
    """The plans by votes, ties in the order of the count: the order in which an export lists them."""
    return admit(election, rule).order.by_score(range(len(election.projects)))


def _is_in_whole_euros(election: Election) -> bool:
    amounts = [election.pot_cents, *(project.cost_cents for project in election.projects)]
    return all(cents % UNIT_CENTS == 0 for cents in amounts)


def _is_recomputed_alike(election: Election, rule: Rule, count: Count) -> bool:
    """Repeat the count as Pabulib's checker does: starts at whole euros above pot ÷ n, and no open ties."""
    admission = admit(election, rule)
    electorate = gather(election, admission.table, admission.candidates, admission.order, rule)
    room = Room(election)
    rise = find_deciding_run(election, electorate, replace(rule, completion=Completion.NONE), room)
    met_open_tie = rise.met_open_tie
    if rule.completion is Completion.ADD1:
        start = Fraction((election.pot_cents // UNIT_CENTS // election.n + 1) * UNIT_CENTS)
        starts = Starts((start,), (Fraction(UNIT_CENTS),))
        rise = find_deciding_run(election, electorate, rule, room, starts, rise.winners)
        met_open_tie = met_open_tie or rise.met_open_tie
    winners = {election.projects[electorate.plans[plan]].id for plan in rise.winners}
    is_all = len(rise.winners) == len(electorate.plans)
    return winners == set(count.winners) and not met_open_tie and not is_all
