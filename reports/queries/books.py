"""The money's records: what each account says, and what every subject holds of it, with the subject's theme."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from budget.models import Account, Holding
from budget.queries import EUROS
from budget.rules.ledger import Part
from proposals.models import Proposal
from reports.queries.agreements import themes_of_deals
from reports.queries.small_plans import themes_of_small_plans
from reports.rules.money import AccountParts
from reports.rules.themes import CHARGES, NO_THEME, SAVINGS, SubjectMoney

SPENT = (Part.PROMISED, Part.DELIVERED, Part.PAID)
_OTHERS = {"charge": CHARGES, "save": SAVINGS}


def accounts_of(session: Session, year: int) -> tuple[AccountParts, ...]:
    """Every account of the year in which anything ever came in, by area."""
    chosen = select(Account).where(Account.year == year).order_by(Account.area_code, Account.unit)
    # what was read before the accounts were locked is older than what they say now
    found = session.scalars(chosen.execution_options(populate_existing=True))
    told = (AccountParts(a.area_code, a.unit, {part: int(getattr(a, part.value)) for part in Part}) for a in found)
    return tuple(each for each in told if each.came_in)


def subjects_of(session: Session, year: int) -> tuple[SubjectMoney, ...]:
    """What each subject of the year has promised, delivered and paid; the sums are the accounts' own."""
    rows = session.execute(
        select(Account.area_code, Holding.subject, Holding.part, Holding.cents)
        .join(Account, Account.id == Holding.account_id)
        .where(Account.year == year, Account.unit == EUROS, Holding.cents > 0)
        .where(Holding.part.in_([part.value for part in SPENT]))
        .order_by(Account.area_code, Holding.subject)
    )
    held: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for area, subject, part, cents in rows:
        held[area, subject][part] = cents
    themes = themes_by_subject(session, {subject for _, subject in held})
    return tuple(SubjectMoney(area, themes[subject], **parts) for (area, subject), parts in held.items())


def themes_by_subject(session: Session, subjects: Iterable[str]) -> dict[str, str]:
    """The theme of every subject; money that is for no plan or deal has a row of its own."""
    numbers: dict[str, dict[int, str]] = defaultdict(dict)
    themes = {}
    for subject in subjects:
        kind, _, number = subject.partition(":")
        themes[subject] = _OTHERS.get(kind, NO_THEME)
        if number.isdecimal():
            numbers[kind][int(number)] = subject
    for kind, of_kind in (
        ("plan", _themes_of_plans),
        ("quick", themes_of_small_plans),
        ("deal", themes_of_deals),
    ):
        found = of_kind(session, list(numbers[kind]))
        themes |= {numbers[kind][number]: theme for number, theme in found.items()}
    return themes


def _themes_of_plans(session: Session, numbers: list[int]) -> dict[int, str]:
    chosen = select(Proposal.id, Proposal.theme).where(Proposal.id.in_(numbers))
    return {number: theme for number, theme in session.execute(chosen)}  # noqa: C416
