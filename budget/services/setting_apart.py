"""What stands fixed, in the books of its year: set apart from what is available, freed, or short in public."""

from __future__ import annotations

from sqlalchemy.orm import Session

from accounts.queries import people_with_role
from areas.queries import find_area
from budget.models import Account
from budget.queries.accounts import held_by
from budget.queries.standing import owed_in
from budget.rules.grounds import Ground
from budget.rules.ledger import MovementKind, Part
from budget.rules.standing import shortfall_of, to_free, to_set_apart
from budget.services.ledger import commit_money, lock_account
from logbook.actors import Role
from logbook.services import Act
from notices.services import put_in_outbox


def set_apart(a: Act, account_id: int) -> None:
    """Book what stands in this account's year and is not booked yet; what does not fit is the public shortfall."""
    account = lock_account(a.session, account_id)
    for each, cents in to_set_apart(owed_in(a.session, account), account.available):
        commit_money(
            a, account_id, MovementKind.STAND, cents, Ground.STANDING, to_subject=each.subject,
            reference=each.reference,
        )  # fmt: skip
    account.shortfall = shortfall_of(owed_in(a.session, account))
    a.session.flush()


def free_what_is_less(a: Act, account_id: int, subject: str, reference: str) -> None:
    """Give back what was set apart beyond what stands now. Raises PaidAlready."""
    account = lock_account(a.session, account_id)
    for each in owed_in(a.session, account):
        if each.subject != subject:
            continue
        cents = to_free(each, held_by(a.session, account_id, Part.STANDING, subject), account.year)
        if cents:
            commit_money(
                a, account_id, MovementKind.FREE_STANDING, cents, Ground.STANDING_LESS, from_subject=subject,
                reference=reference,
            )  # fmt: skip


def tell_finance_of_shortfall(a: Act, account: Account) -> None:
    """Mail everybody of finance that an area owes more than it has."""
    facts = {"area": find_area(a.session, account.area_code).name, "year": account.year, "cents": account.shortfall}
    for person in people_with_role(a.session, Role.FINANCE):
        put_in_outbox(a.session, person.email, "shortfall", facts, person.language, a.now)


def open_account(session: Session, year: int, area_code: str, unit: str) -> Account:
    """A new account without anything in it."""
    account = Account(year=year, area_code=area_code, unit=unit)
    session.add(account)
    session.flush()
    return account
