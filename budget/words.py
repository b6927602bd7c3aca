"""The words for parts, movements, grounds and subjects of the money: one list for all pages, exports and reports."""

from __future__ import annotations

from budget.rules.charges import FirstYear, Method
from budget.rules.grounds import Ground
from budget.rules.ledger import MovementKind, Part
from budget.rules.payments import DifferenceKind
from lives.messages import Euros, Message, msg

PARTS: dict[Part, Message] = {
    Part.ALLOCATED: msg("Share of this year"),
    Part.CARRIED_IN: msg("Taken along from last year"),
    Part.ADDITIONS: msg("Added during the year"),
    Part.STANDING: msg("Fixed already for large projects"),
    Part.SAVED: msg("Saved for later"),
    Part.RESERVE_LEFT: msg("Left for small plans"),
    Part.RING_FENCED: msg("Set apart for the vote"),
    Part.PROMISED: msg("Promised and not paid yet"),
    Part.DELIVERED: msg("Delivered and not paid yet"),
    Part.PAID: msg("Paid out"),
    Part.LAPSED: msg("Gone back to the municipality"),
    Part.CARRIED_OUT: msg("Taken along to next year"),
    Part.AVAILABLE: msg("Still free to spend"),
}
KINDS: dict[MovementKind, Message] = {
    MovementKind.ALLOCATE: msg("The area gets its share"),
    MovementKind.CARRY_IN: msg("Money of last year comes in"),
    MovementKind.CARRY_IN_PROMISED: msg("A promise of last year comes in"),
    MovementKind.CARRY_IN_SAVED: msg("Savings of last year come in"),
    MovementKind.ADD: msg("Money is added"),
    MovementKind.RESERVE: msg("Money is kept for small plans"),
    MovementKind.FREE_RESERVE: msg("Money for small plans is free again"),
    MovementKind.STAND: msg("Yearly costs of a large project are set apart"),
    MovementKind.CHARGE: msg("Yearly costs of a large project are paid"),
    MovementKind.FREE_STANDING: msg("Money for a large project is free again"),
    MovementKind.RING_FENCE: msg("Money is set apart for the vote"),
    MovementKind.RELEASE: msg("Money of the vote is free again"),
    MovementKind.AWARD: msg("A plan wins in the vote"),
    MovementKind.COMMIT_AWARD: msg("The plan that won is promised its money"),
    MovementKind.COMMIT: msg("Money is promised"),
    MovementKind.GRANT: msg("A small plan is promised its money"),
    MovementKind.FREE_PROMISE: msg("Promised money is free again"),
    MovementKind.PAY: msg("A payment"),
    MovementKind.RETURN: msg("A payment comes back"),
    MovementKind.DELIVER: msg("What was promised is delivered and waits for payment"),
    MovementKind.PAY_DELIVERED: msg("What was delivered is paid"),
    MovementKind.SAVE: msg("Money is saved for later"),
    MovementKind.USE_SAVING: msg("Savings are free to spend"),
    MovementKind.LAPSE: msg("What is left goes back to the municipality"),
    MovementKind.CARRY_OUT: msg("Money goes along to next year"),
    MovementKind.CARRY_OUT_PROMISED: msg("A promise goes along to next year"),
    MovementKind.CARRY_OUT_SAVED: msg("Savings go along to next year"),
    MovementKind.CORRECT: msg("A correction"),
}
GROUNDS: dict[Ground, Message] = {
    Ground.SHARE: msg("Share by the adopted budget"),
    Ground.STANDING: msg("Decided by the council in an earlier year"),
    Ground.STANDING_LESS: msg("Less stands fixed than was set apart"),
    Ground.COVERED: msg("Used to cover the shortfall"),
    Ground.RESERVE: msg("Kept for small plans of this year"),
    Ground.PAYMENT: msg("Paid by the municipality's own books"),
    Ground.CAME_BACK: msg("Came back by the municipality's own books"),
    Ground.CHARGE: msg("Yearly costs by decision of the council"),
    Ground.POT: msg("Set apart for the vote when the ballot was fixed"),
    Ground.RESULT: msg("Result of the vote"),
    Ground.NOT_DIVIDED: msg("Not divided by the vote"),
    Ground.COLLEGE_YES: msg("Decision of mayor and aldermen"),
    Ground.COLLEGE_NO: msg("Refused by mayor and aldermen"),
    Ground.SMALL_PLAN: msg("The coordinator's answer, under a mandate"),
    Ground.DEAL: msg("Agreed with the neighbourhood"),
    Ground.SETTLEMENT: msg("The deal was settled"),
    Ground.ADDITION: msg("Added by decision of the council"),
    Ground.CARRIED_OVER: msg("Taken along by decision of the council"),
    Ground.CARRIED_PROMISE: msg("Promised, and not delivered at the end of the year"),
    Ground.DELIVERED: msg("Delivered in the year"),
    Ground.NOT_DELIVERED: msg("Not delivered, so free again"),
    Ground.SAVED: msg("Saved by decision of the council"),
    Ground.SAVING_USED: msg("Saved money that is used now"),
    Ground.LARGE_PROJECT: msg("A large project that the council said yes to"),
    Ground.YEAR_END: msg("The year was closed"),
}

METHODS: dict[Method, Message] = {
    Method.LINEAR: msg("Linear: every year the same depreciation, and less interest each year"),
    Method.ANNUITY: msg("Annuity: every year the same amount"),
}
FIRST_YEARS: dict[FirstYear, Message] = {
    FirstYear.AFTER: msg("In the year after it is ready"),
    FirstYear.HALF: msg("With half a year in the year in which it is ready"),
}

DIFFERENCES: dict[DifferenceKind, Message] = {
    DifferenceKind.AMOUNT: msg("Another amount is paid than was approved"),
    DifferenceKind.PAID_ALREADY: msg("This request was paid before"),
    DifferenceKind.NOT_APPROVED: msg("This request is not approved"),
    DifferenceKind.MISSING: msg("Approved, but not in the file"),
}


def subject_in_words(subject: str) -> Message:
    """What a subject key such as "round:7" is called where its own name is not at hand."""
    kind, _, number = subject.partition(":")
    made = {
        "round": msg("Voting round %(number)s", number=number),
        "plan": msg("Plan for the neighbourhood %(number)s", number=number),
        "quick": msg("Small plan %(number)s", number=number),
        "deal": msg("Agreement %(number)s", number=number),
        "charge": msg("Large project %(number)s", number=number),
        "capital": msg("Large project %(number)s", number=number),
        "save": msg("Saving %(number)s", number=number),
        "challenge": msg("Taking over task %(number)s", number=number),
    }
    return made.get(kind) or Message(subject)


def ground_in_words(ground: str) -> Message:
    """The sentence for a ground that a service wrote; free text stands for itself."""
    return GROUNDS[Ground(ground)] if ground in set(Ground) else Message(ground)


def kind_in_words(kind: str) -> Message:
    """The words for a kind of movement as it is stored."""
    return KINDS[MovementKind(kind)]


def part_in_words(part: str) -> Message:
    """The words for a part as it is stored."""
    return PARTS[Part(part)]


def shortfall_in_words(cents: int, year: int) -> Message:
    """What everyone reads where an area owes more than it has."""
    return msg(
        "Short by %(amount)s: in %(year)s the area owes more for large projects than it has. Until that is solved "
        "nothing new can be promised.",
        amount=Euros(cents),
        year=year,
    )
