"""The attacks on large plans: to a ballot past the council, a decision taken twice, money nobody decided about."""

from __future__ import annotations

from prove.attack import NO_BEGIN, NO_PAIR, Attack, everywhere
from prove.builds import Guard

PLANS, CASES = "proposals/models.py", "financing/models.py"

NO_HARD_CHECK = Guard(
    PLANS,
    '        CheckConstraint("NOT (admissible AND hard_grounds > 0)", name="hard_flag_is_never_admissible"),\n',
    "",
)
NO_OPEN_CHECK = Guard(
    PLANS,
    '        CheckConstraint("NOT (admissible AND open_soft_grounds > 0)", name="open_flag_is_never_admissible"),\n',
    "",
)
NO_FLAG_KEY = Guard(
    PLANS,
    '        ForeignKeyConstraint(["proposal_id", "plan_admissible"], ["proposal.id", "proposal.admissible"]),\n',
    "",
)
NO_PAID_CHECK = Guard(
    PLANS,
    "NOT paid_elsewhere OR state = 'capital_route'",
    "NOT paid_elsewhere OR state <> ''",
)
NO_TWO_PEOPLE = Guard(
    PLANS,
    """        CheckConstraint("state <> 'confirmed' OR decided_by_key <> proposed_by_key", name="two_people"),\n""",
    "",
)
NO_SECOND_PERSON = Guard(
    "proposals/services/corrections.py",
    "        _require_second_person(actor, case, correction)\n        _refuse_state(case)\n",
    "        _refuse_state(case)\n",
)
NO_LAST_TEST = Guard(
    "proposals/services/ballot.py", "    if any(flag.keeps_off_ballot for flag in flags):", "    if False:"
)
NO_LEADING_OFF = Guard(
    "proposals/services/testing.py",
    "    lead_off_or_back(a, case)\n    return flags",
    "    return flags",
)
NO_CONDITION = Guard("proposals/rules/life.py", "(_SEALING, _NO_HARD, _NO_FLAG)", "(_SEALING,)")
NO_SEALED_CHECK = Guard(
    "proposals/services/flags.py",
    "        refuse_sealed(case.plan)\n        _refuse_closed(case.plan.state)\n",
    "",
)
NO_PLAN_LOCK = Guard(
    "proposals/queries/cases.py",
    "chosen.with_for_update(of=Proposal).execution_options(populate_existing=True)",
    "chosen.execution_options(populate_existing=True)",
)
NO_CASE_LOCK = Guard(
    "financing/queries/cases.py",
    "chosen.with_for_update().execution_options(populate_existing=True)",
    "chosen.execution_options(populate_existing=True)",
)
NO_ONE_DECISION = Guard(CASES, '        UniqueConstraint("case_id", "body", "round"),\n', "")
NO_CREDIT_CHECK = Guard(
    CASES,
    "(state IN ({_WITH_CREDIT})) = (credit_reference <> '')",
    "(state IN ({_WITH_CREDIT})) OR (state <> '')",
)
NO_FIXED_CALCULATION = Guard(
    CASES,
    "for _facts in (CapitalEvent, CapitalAdvice, CapitalCalculation, CapitalDecision, CapitalSplit):",
    "for _facts in (CapitalEvent, CapitalAdvice, CapitalDecision, CapitalSplit):",
)
NO_BALLOT_CHECKS = (NO_HARD_CHECK, NO_OPEN_CHECK, NO_FLAG_KEY)


def _large(invariant: str, name: str, how: str, guards: dict[str, tuple[Guard, ...]], processes: int = 1) -> Attack:
    return Attack(invariant, name, how, guards, processes, "large")


LARGE_ATTACKS: tuple[Attack, ...] = (
    _large("no large plan on a ballot", "seal_large", "seal a plan that is too large",
           everywhere(*NO_BALLOT_CHECKS, NO_LAST_TEST, NO_LEADING_OFF, NO_CONDITION)),
    _large("no large plan on a ballot", "write_on_ballot", "write it on the ballot by hand",
           everywhere(*NO_BALLOT_CHECKS)),
    _large("no large plan on a ballot", "flag_and_seal", "8 processes seal plans and raise grounds at once",
           everywhere(*NO_BALLOT_CHECKS, NO_SEALED_CHECK), 8),
    _large("no large plan on a ballot", "correct_alone", "one person corrects a hard ground away",
           everywhere(NO_SECOND_PERSON, NO_TWO_PEOPLE)),
    _large("paid once", "ballot_granted", "a plan with credit goes back to the ballot", everywhere(NO_PAID_CHECK)),
    _large("the council decides", "grant_alone", "a credit without a decision", everywhere(NO_CREDIT_CHECK)),
    _large("one decision", "decide", "8 clerks record one decision at once",
           {"sqlite": (NO_BEGIN, NO_PAIR, NO_ONE_DECISION),
            "postgresql": (NO_PLAN_LOCK, NO_CASE_LOCK, NO_ONE_DECISION)}, 8),
    _large("what stands was decided", "rewrite_calculation", "change what a decision counted with",
           everywhere(NO_FIXED_CALCULATION)),
)  # fmt: skip
