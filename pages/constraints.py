"""What a broken constraint of the database means in words: two people did the same thing at the same moment."""

from __future__ import annotations

import re

from sqlalchemy import Table, UniqueConstraint
from sqlalchemy.exc import IntegrityError

from database import Model
from lives.messages import Message, msg

TOO_LARGE = msg("This plan is too large for the neighbourhood budget, or that is not decided yet.")
OWN_SMALL_PLAN = msg("You thought this up or entered it yourself. Somebody else decides about it.")
MEANINGS: dict[str, Message] = {
    "uq_person_email": msg("There is an account with this e-mail address already."),
    "uq_role_grant_person_key_role_area_code": msg("This person has this role already."),
    "uq_area_slug": msg("There is an area with this name already."),
    "uq_round_slug": msg("There is a round with this name already."),
    "pk_budget_year": msg("There is a budget for this year already."),
    "uq_deal_copied_from_id_year": msg("This deal was copied to that year before."),
    "uq_challenge_deal_deal_id": msg("This agreement belongs to something else. Make one of its own."),
    "uq_challenge_deal_challenge_id": msg("An agreement is offered already. Take that offer back first."),
    "uq_challenge_report_challenge_id_due_on": msg("There is a report up to and including this day already."),
    "uq_deal_subject": msg("There is a deal for this plan already."),
    "ck_account_available_not_negative": msg("There is not enough money left in this area for that."),
    "uq_capital_case_proposal_id": msg("Somebody else took this step at the same moment. Look at the plan once more."),
    "uq_capital_decision_case_id_body_round": msg("This decision is recorded already."),
    "ck_proposal_paid_elsewhere_stays_there": msg("Another budget pays for this plan already."),
    "uq_standing_commitment_line": msg("Somebody else changed this amount at the same moment. Look at it once more."),
    "uq_movement_voucher": msg("This voucher number is booked already."),
    "uq_payment_import_file_hash": msg("This file is booked already."),
    "ck_payment_request_two_people": msg("You asked for this payment. Somebody else must decide about it."),
    "uq_college_decision_round_id_area_code": msg("The decision about this result is recorded already."),
    "ck_quick_plan_not_the_own_plan": OWN_SMALL_PLAN,
    "ck_quick_plan_not_the_entered_plan": OWN_SMALL_PLAN,
    "uq_joining_quick_plan_id_partner_id": msg("This partner was asked already. Wait for the answer."),
    "uq_supporter_sheet_id_person_key": msg("You support this already. Everyone counts once."),
    "ck_paper_support_two_people": msg("You handed this list in. Somebody else counts it."),
    "ck_proposal_hard_flag_is_never_admissible": TOO_LARGE,
    "ck_proposal_open_flag_is_never_admissible": TOO_LARGE,
    "ck_ballot_plan_real_plan_is_admissible": TOO_LARGE,
}


def meaning_of(broken: IntegrityError) -> Message | None:
    """The message for the constraint that was broken, or None where it has no words of its own."""
    name = constraint_name(broken)
    return MEANINGS.get(name) if name else None


def constraint_name(broken: IntegrityError) -> str | None:
    """The constraint's name: PostgreSQL says it, SQLite says it for CHECK and names the columns for UNIQUE."""
    diagnosis = getattr(broken.orig, "diag", None)
    if diagnosis is not None:
        return str(diagnosis.constraint_name) if diagnosis.constraint_name else None
    kind, _, detail = str(broken.orig).partition(" constraint failed: ")
    if kind == "UNIQUE":
        return _unique_name(re.findall(r"(\w+)\.(\w+)", detail))
    return detail or None


def all_names() -> set[str]:
    """Every named constraint of the tables."""
    tables = list(Model.metadata.tables.values())
    constraints = {str(constraint.name) for table in tables for constraint in table.constraints}
    indexes = {str(index.name) for table in tables for index in table.indexes}
    return constraints | indexes


def _unique_name(columns: list[tuple[str, str]]) -> str | None:
    if not columns or columns[0][0] not in Model.metadata.tables:
        return None
    table, wanted = Model.metadata.tables[columns[0][0]], {column for _, column in columns}
    return next((name for name, names in _unique_sets(table) if names == wanted), None)


def _unique_sets(table: Table) -> list[tuple[str, set[str]]]:
    found = [(str(table.primary_key.name), {column.name for column in table.primary_key})]
    unique = [each for each in table.constraints if isinstance(each, UniqueConstraint)]
    found += [(str(each.name), {column.name for column in each.columns}) for each in unique]
    indexes = [each for each in table.indexes if each.unique]
    return found + [(str(each.name), {column.name for column in each.columns}) for each in indexes]
