"""The record of a count as plain values for JSON: what was counted, how, every step, and what came out."""

from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from typing import Any

from voting.rules.election import Election, Limit, Rule
from voting.rules.outcome import Compared, Comparison, Count, Outcome, Payment, ProjectResult, Step, Tie

_TWELVE_DIGITS = Context(prec=12, rounding=ROUND_HALF_EVEN)


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
        "n": count.n,
        "blank": count.blank,
        "invalid": count.invalid,
        "start": money(count.start_cents),
        "raised": count.raised,
        "runs": count.runs,
        "ties": [_tie(tie) for tie in count.ties],
        "steps": [_step(step) for step in count.steps],
        "projects": [_project(project) for project in count.projects],
        "outcome": _outcome(count.outcome),
        "comparison": None if count.comparison is None else _comparison(count.comparison),
    }


def money(cents: int | Fraction) -> str:
    """Cents as a decimal string: 125050 → "1250.5", a third of a euro → "0.333333333333"."""
    return digits(Fraction(cents, 100))


def digits(value: Fraction) -> str:
    """A number in plain notation; exact up to cents, else rounded half-even to 12 significant digits."""
    if (value * 100).denominator == 1:
        number = Decimal((value * 100).numerator).scaleb(-2, Context(prec=60))
    else:
        number = _TWELVE_DIGITS.divide(Decimal(value.numerator), Decimal(value.denominator))
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _parameters(count: Count, election: Election, rule: Rule) -> dict[str, Any]:
    parameters: dict[str, Any] = {
        "threshold": count.threshold,
        "limits": [_limit(limit) for limit in election.limits],
        "ties": rule.ties.value,
        "seed": rule.seed,
    }
    if rule.is_equal_shares:
        parameters |= {
            "completion": rule.completion.value,
            "utility": rule.utility.value,
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


def _step(step: Step) -> dict[str, Any]:
    told: dict[str, Any] = {
        "number": step.number,
        "project": step.project,
        "status": step.status.value,
        "cost": money(step.cost_cents),
        "votes": step.votes,
        "left": money(step.left_cents),
        "compared": [_compared(compared) for compared in step.compared],
        "impossible": list(step.impossible),
    }
    if step.rho is not None and step.effective_votes is not None:
        told |= {"rho": digits(step.rho), "effective_votes": digits(step.effective_votes)}
    if step.payment is not None:
        told["payment"] = _payment(step.payment)
    if step.voters_money is not None:
        told["voters_hold"] = money(step.voters_money.cents)
        told["voters_with_nothing"] = step.voters_money.voters_with_nothing
    return told


def _compared(compared: Compared) -> dict[str, Any]:
    told: dict[str, Any] = {"project": compared.project, "votes": compared.votes}
    if compared.rho is not None and compared.effective_votes is not None:
        told |= {"rho": digits(compared.rho), "effective_votes": digits(compared.effective_votes)}
    return told


def _payment(payment: Payment) -> dict[str, Any]:
    return {"price": money(payment.price_cents), "full": payment.full, "emptied": payment.emptied}


def _project(project: ProjectResult) -> dict[str, Any]:
    return {
        "project": project.id,
        "votes": project.votes,
        "cost": money(project.cost_cents),
        "status": project.status.value,
        "missed": None if project.missed_cents is None else money(project.missed_cents),
        "missed_votes": project.missed_votes,
        "limit": project.limit or None,
        "support_percent": project.support_percent,
        "spent_on": [{"project": spent.project, "amount": money(spent.cents)} for spent in project.spent_on],
    }


def _outcome(outcome: Outcome) -> dict[str, Any]:
    return {
        "mean_funded_choices": digits(outcome.mean_funded_choices),
        "voters_with": list(outcome.voters_with),
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
