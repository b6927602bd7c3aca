"""Books to report on: Hilversum's 2018 from single movements, and a small town with deals and small plans."""

from __future__ import annotations

from datetime import date, datetime

from areas.models import AreaKind
from areas.services import NewArea, add_area
from budget.models import BudgetYear
from budget.queries import accounts_of_year, find_account
from budget.rules.ledger import MovementKind as Kind
from budget.services import NewYear, commit_money, fix_year, make_year, propose_fixing, seal_of
from database import Database
from deals.models import Deal
from logbook.services import act
from reports.services import make_report
from tests.builders.people import ADMINISTRATOR, FINANCE
from tests.builders.town import MEENT

HILVERSUM = (
    ("WK040201", "Centrum", 9480),
    ("WK040202", "Noordwest", 7440),
    ("WK040203", "Zuidwest", 8860),
    ("WK040204", "Zuid", 17100),
    ("WK040205", "Zuidoost", 9750),
    ("WK040206", "Oost", 20820),
    ("WK040207", "Noordoost", 10990),
    ("WK040208", "Hilversumse Meent", 4160),
)
OOST = "WK040206"
LEFT_CENTS = 36_501_00


def hilversum_2018(database: Database, now: datetime) -> None:
    """EUR 500,000.00 over eight wijken: all of it is promised, paid or delivered, but for 36,501.00 in Oost."""
    with database.writing() as session, act(session, ADMINISTRATOR, now, "add_areas") as a:
        for code, name, people in HILVERSUM:
            add_area(a, NewArea(code, name, AreaKind.DISTRICT, inhabitants=people, has_budget=True))
    fixed_year(database, now, NewYear(2018, 500_000_00, 20_000_00, "hilversum"))
    with database.writing() as session, act(session, FINANCE, now, "spend") as a:
        accounts = [(account.id, account.area_code) for account, *_ in accounts_of_year(session, 2018)]
        for number, (account, area) in enumerate(accounts, 1):
            row = find_account(session, 2018, area)
            assert row is not None
            small, large = row.reserve_left, row.available - (LEFT_CENTS if area == OOST else 0)
            a.session.add(made_deal(area, 2018, now, number=number, kind="green" if number % 2 else "other"))
            commit_money(a, account, Kind.GRANT, small, "grant", to_subject=f"quick:{number}")
            commit_money(a, account, Kind.PAY, small, "paid", from_subject=f"quick:{number}",
                         to_subject=f"quick:{number}", external_reference=f"Q{number}")  # fmt: skip
            commit_money(a, account, Kind.COMMIT, large, "deal", to_subject=f"deal:{number}")
            commit_money(a, account, Kind.DELIVER, 500_00, "delivered", from_subject=f"deal:{number}",
                         to_subject=f"deal:{number}")  # fmt: skip
            commit_money(a, account, Kind.PAY, large - 500_00, "paid", from_subject=f"deal:{number}",
                         to_subject=f"deal:{number}", external_reference=f"D{number}")  # fmt: skip


def fixed_year(database: Database, now: datetime, new: NewYear) -> None:
    """Made by the administrator, who also proposes; fixed by finance."""
    with database.writing() as session:
        make_year(session, ADMINISTRATOR, now, new)
        propose_fixing(session, ADMINISTRATOR, now, new.year, f"RB {new.year - 1}-1")
        seen = seal_of(session.get_one(BudgetYear, new.year))
        session.rollback()
        fix_year(session, FINANCE, now, new.year, seen)


def made_deal(
    area: str, year: int, now: datetime, *, number: int | None = None, kind: str = "other", **values: object
) -> Deal:
    """A deal that holds, unless told otherwise; green ones are upkeep."""
    told = {
        "theme": "green" if kind == "green" else "meeting",
        "title": f"Afspraak {number or ''} in {area}",
        "cents": 1_000_00,
        "state": "in_execution",
        "activated_at": now,
        "last_day": date(year, 12, 31),
        "subject": f"deal:{number or 0}-{area}-{year}",
        "sub_kind": "upkeep" if kind == "green" else "",
    }
    return Deal(id=number, area_code=area, year=year, kind=kind, made_at=now, made_by_key="k" * 26, **(told | values))


def spend(database: Database, now: datetime, cents: int, subject: str, *, area: str = MEENT, year: int = 2026) -> None:
    """Promise free money of an area to a subject."""
    with database.writing() as session, act(session, FINANCE, now, "spend") as a:
        account = find_account(session, year, area)
        assert account is not None
        commit_money(a, account.id, Kind.COMMIT, cents, "test", to_subject=subject)


def report_made(database: Database, now: datetime, year: int = 2026) -> int:
    with database.writing() as session:
        return make_report(session, FINANCE, now, year)
