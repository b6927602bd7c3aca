"""The record of a count as plain values for JSON: what was counted, how, every step, and what came out."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from voting.rules.amounts import digits, hours, money
from voting.rules.election import Election, Limit, Rule
from voting.rules.outcome import Count, ProjectResult, Start, Tie
from voting.rules.recorded_steps import step_as_json
from voting.rules.satisfaction import Comparison, Outcome, Part


def record_text(record: Mapping[str, Any]) -> str:
    """A record as the exact text that is frozen and published: JSON with sorted keys and no blanks."""
    return json.dumps(record, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def record_hash(text: str) -> str:
    """SHA-256 of the text of a record, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def count_as_json(count: Count, election: Election, rule: Rule) -> dict[str, Any]:
    """The whole count; ids as on the ballot, amounts as decimal strings in the currency of the election.

    Amounts and ρ that are no whole cents are rounded half-even to 12 digits: € 100 for 3 voters starts at
    "33.3333333333". `rule` is the rule that was asked for.
    """
    return {
        "rule": rule.method.value,
        "parameters": _parameters(count, election, rule),
        "winners": list(count.winners),
        "shared": list(count.shared),
        "filled": list(count.filled),
        "granted": list(count.granted),
        "pot": money(count.pot_cents),
        "spent": money(count.spent_cents),
        "left": money(count.left_cents),
        "left_hours": _hours(count.left_minutes),
        "n": count.n,
        "blank": count.blank,
        "invalid": count.invalid,
        "start": money(count.start_cents),
        "starts": [_start(start) for start in count.starts],
        "raised": count.raised,
        "runs": count.runs,
        "ties": [_tie(tie) for tie in count.ties],
        "steps": [step_as_json(step) for step in count.steps],
        "projects": [_project(project) for project in count.projects],
        "outcome": _outcome(count.outcome),
        "comparison": None if count.comparison is None else _comparison(count.comparison),
    }


def _parameters(count: Count, election: Election, rule: Rule) -> dict[str, Any]:
    parameters: dict[str, Any] = {
        "ballots": election.kind.value,
        "threshold": count.threshold,
        "hours": _hours(election.pot_minutes),
        "limits": [_limit(limit) for limit in election.limits],
        "ties": rule.ties.value,
        "seed": rule.seed,
    }
    if rule.is_equal_shares:
        parameters |= {
            "completion": rule.completion.value,
            "utility": rule.utility_on(election.kind).value,
            "exhaustive_stop": rule.exhaustive_stop,
            "comparison": rule.comparison,
        }
    return parameters


def _limit(limit: Limit) -> dict[str, str]:
    return {"kind": limit.kind.value, "name": limit.name, "most": money(limit.most_cents)}


def _tie(tie: Tie) -> dict[str, Any]:
    return {
        "step": tie.step,
        "tied": list(tie.tied),
        "chosen": tie.chosen,
        "decided_by": tie.decided_by,
    }


def _start(start: Start) -> dict[str, Any]:
    return {"area": start.area, "voters": start.voters, "start": money(start.cents)}


def _hours(minutes: int | None) -> str | None:
    return None if minutes is None else hours(minutes)


def _project(project: ProjectResult) -> dict[str, Any]:
    return {
        "project": project.id,
        "votes": project.votes,
        "score": project.score,
        "cost": money(project.cost_cents),
        "hours": hours(project.minutes),
        "status": project.status.value,
        "missed": None if project.missed_cents is None else money(project.missed_cents),
        "missed_votes": project.missed_votes,
        "missed_hours": _hours(project.missed_minutes),
        "limit": project.limit or None,
        "excluded_by": project.excluded_by or None,
        "support_percent": project.support_percent,
        "spent_on": [{"project": spent.project, "amount": money(spent.cents)} for spent in project.spent_on],
    }


def _outcome(outcome: Outcome) -> dict[str, Any]:
    return {
        "mean_funded_choices": digits(outcome.mean_funded_choices),
        "voters_with": list(outcome.voters_with),
        "categories": [_part(part) for part in outcome.categories],
        "neighbourhoods": [_part(part) for part in outcome.neighbourhoods],
        "areas": [_part(part) for part in outcome.areas],
    }


def _part(part: Part) -> dict[str, Any]:
    return {
        "name": part.name,
        "mean_funded_choices": digits(part.mean_funded_choices),
        "voters_with": list(part.voters_with),
        "funded": list(part.funded),
        "spent": money(part.spent_cents),
    }


def _comparison(comparison: Comparison) -> dict[str, Any]:
    return {
        "greedy": list(comparison.greedy),
        "shares": list(comparison.shares),
        "more_under_greedy": comparison.more_under_greedy,
        "more_under_shares": comparison.more_under_shares,
        "equal": comparison.equal,
        "greedy_replaces": comparison.greedy_replaces,
    }
