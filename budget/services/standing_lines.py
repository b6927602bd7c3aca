"""What years to come owe, written line by line inside another act; years that are fixed are booked at once.

For acts of the budget itself and of the subjects above it, such as the council's decision about a large project.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from areas.queries import find_area, municipality_code
from budget.models import Account, BudgetYear, StandingCommitment
from budget.queries.accounts import EUROS, find_account
from budget.queries.standing import areas_of, newest_lines
from budget.rules.amounts import LARGEST_CENTS
from budget.rules.standing import fault_in_amounts
from budget.services.ledger import lock_account
from budget.services.setting_apart import free_what_is_less, open_account, set_apart, tell_finance_of_shortfall
from lives.messages import Message, msg
from logbook.refusals import NotFound, Refusal
from logbook.services import Act

WHOLE_POT = ""
"""In place of an area: the whole pot bears it, before the shares."""
NO_REFERENCE = msg("Fill in the reference of the council's decision.")
LONGEST_REFERENCE = 80
LONGEST_LABEL = 120


class CommittedAlready(Refusal):
    """The area has this commitment in this year already."""


class BadCommitment(Refusal):
    """A word or an amount is missing, too long or too large."""


class YearIsClosed(Refusal):
    """What a closed year owed does not change any more."""


class NoWholePot(Refusal):
    """Nobody added the municipality itself as an area."""


class WhichArea(Refusal):
    """The commitment stands on more than one area."""


@dataclass(frozen=True)
class _Place:
    """Whose money, what for, and what it is called."""

    area_code: str
    subject: str
    label: str


def stand(a: Act, subject: str, area_code: str, label: str, cents_by_year: Mapping[int, int], reference: str) -> None:
    """Let an area (or WHOLE_POT) owe these amounts for a subject, as part of an act; by decision of the council.

    Years that are fixed and open are booked at once; what does not fit is a shortfall, and finance is told. Raises
    BadCommitment, NotFound, NoWholePot, YearIsClosed and CommittedAlready.
    """
    place = _Place(
        bearing_area(a.session, area_code), _word(subject, 80), text_of(label, msg("Say what it is."), LONGEST_LABEL)
    )
    decision = checked(cents_by_year, reference, least_cents=1)
    accounts = hold_accounts(a, place.area_code, cents_by_year)
    known = newest_lines(a.session, place.area_code, place.subject)
    twice = sorted(known.keys() & cents_by_year.keys())
    if twice:
        raise CommittedAlready(msg("This is fixed for %(year)s already.", year=twice[0]))
    for year, cents in sorted(cents_by_year.items()):
        _write(a, place, year, None, cents, decision)
    _book(a, accounts, place.subject, decision)
    a.facts["stood"] = {"area": place.area_code, "label": place.label, "cents": _told(cents_by_year)}


def correct_standing(
    a: Act, subject: str, cents_by_year: Mapping[int, int], reference: str, area_code: str | None = None
) -> dict[int, int]:
    """Change what stands for a subject to these amounts (0 ends a year); by how much each year changed.

    Years that are not named stay. A year that had nothing gets its first line. Fixed years are booked at once: more is
    set apart or short, less comes free. Without an area the subject must stand on one only. Raises BadCommitment,
    NotFound, WhichArea, YearIsClosed and PaidAlready.
    """
    decision = checked(cents_by_year, reference, least_cents=0)
    place = _standing_place(a.session, subject, area_code)
    _hold_years(a, cents_by_year)
    newest = newest_lines(a.session, place.area_code, subject)
    had = {year: newest[year].after_cents if year in newest else 0 for year in cents_by_year}
    changed = {year: cents - had[year] for year, cents in sorted(cents_by_year.items()) if cents != had[year]}
    accounts = hold_accounts(a, place.area_code, changed)
    for year in changed:
        _write(a, place, year, newest.get(year), cents_by_year[year], decision)
    _book(a, accounts, subject, decision)
    a.facts["corrected"] = {"area": place.area_code, "label": place.label, "by": _told(changed)}
    return changed


def hold_accounts(a: Act, area_code: str, years: Iterable[int]) -> list[Account]:
    """The area's accounts of the fixed years among these, held until the act ends.

    A fixed year in which the area has nothing gets an account, so that what it owes is seen. Raises YearIsClosed.
    """
    fixed = [each for each in _hold_years(a, years) if each.fixed_at is not None]
    for each in fixed:
        if each.closed_at is not None:
            raise YearIsClosed(msg("The year %(year)s is closed. Nothing in it can change any more.", year=each.year))
    found = [
        find_account(a.session, each.year, area_code) or open_account(a.session, each.year, area_code, EUROS)
        for each in fixed
    ]
    return [lock_account(a.session, each.id) for each in sorted(found, key=lambda account: account.id)]


def bearing_area(session: Session, area_code: str) -> str:
    """The area in whose account the amounts come: of the whole pot that of the municipality itself.

    Raises NotFound and NoWholePot.
    """
    if area_code != WHOLE_POT:
        return find_area(session, area_code).code
    found = municipality_code(session)
    if found is None:
        raise NoWholePot(msg("First add the municipality itself as an area: the whole pot stands in its name."))
    return found


def checked(cents_by_year: Mapping[int, int], reference: str, least_cents: int) -> str:
    """The reference as it is kept. Raises BadCommitment for it or for the amounts."""
    decision = text_of(reference, NO_REFERENCE, LONGEST_REFERENCE)
    fault = fault_in_amounts(cents_by_year, LARGEST_CENTS, least_cents)
    if fault:
        raise BadCommitment(fault)
    return decision


def text_of(text: str, missing: Message, longest: int) -> str:
    """The words on one line. Raises BadCommitment."""
    tidy = " ".join(text.split())
    if not tidy:
        raise BadCommitment(missing)
    return _word(tidy, longest)


def _word(text: str, longest: int) -> str:
    if len(text) > longest:
        raise BadCommitment(msg("Use at most %(most)s characters.", most=longest))
    return text


def _standing_place(session: Session, subject: str, area_code: str | None) -> _Place:
    found = areas_of(session, subject)
    if area_code is not None:
        wanted = bearing_area(session, area_code)
        found = {code: label for code, label in found.items() if code == wanted}
    if not found:
        raise NotFound(msg("There is no such commitment."))
    if len(found) > 1:
        raise WhichArea(msg("This stands on more than one area. Say which one changes."))
    ((code, label),) = found.items()
    return _Place(code, subject, label)


def _hold_years(a: Act, years: Iterable[int]) -> Sequence[BudgetYear]:
    """The years that exist, held: nobody fixes or closes one meanwhile."""
    chosen = select(BudgetYear).where(BudgetYear.year.in_(list(years))).order_by(BudgetYear.year).with_for_update()
    return a.session.scalars(chosen.execution_options(populate_existing=True)).all()


def _write(a: Act, place: _Place, year: int, before: StandingCommitment | None, cents: int, reference: str) -> None:
    """The next line. Two that follow the same one never both stand: the database keeps each number once."""
    had = before.after_cents if before else 0
    a.session.add(
        StandingCommitment(
            area_code=place.area_code,
            subject=place.subject,
            label=place.label,
            year=year,
            line=before.line + 1 if before else 1,
            previous_line=before.line if before else None,
            before_cents=had,
            cents=cents - had,
            after_cents=cents,
            reference=reference,
            made_at=a.now,
            made_by_key=a.actor.key,
        )
    )
    a.session.flush()


def _book(a: Act, accounts: Iterable[Account], subject: str, reference: str) -> None:
    for account in accounts:
        was_short = account.shortfall
        free_what_is_less(a, account.id, subject, reference)
        set_apart(a, account.id)
        if account.shortfall > was_short:
            tell_finance_of_shortfall(a, account)


def _told(cents_by_year: Mapping[int, int]) -> dict[str, int]:
    return {str(year): cents for year, cents in cents_by_year.items()}
