"""A small town to attack, made inside a build: `python -m prove.town URL [large]`."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

from areas.models import AreaKind
from areas.services import NewArea, add_area
from budget.models import BudgetYear
from budget.queries import find_account
from budget.rules.ledger import MovementKind
from budget.services import NewYear, commit_money, fix_year, make_year, propose_fixing, seal_of
from budget.services.standing import stand_commitment
from database import Database
from logbook.actors import Actor, Grant, Role
from logbook.services import act
from migrations.tables import every_table

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
YEAR = 2026
MEENT, ZUID = "WK040208", "WK040204"
ADMINISTRATOR = Actor("administrator", frozenset({Grant(Role.ADMINISTRATOR)}))
FINANCE = Actor("finance", frozenset({Grant(Role.FINANCE)}))
COMMITTED_CENTS = 500_000
STANDING, STANDING_CENTS = "charge:1", 500_000


def build_town(database: Database) -> None:
    """EUR 60,000 over two wijken, a next year that waits for its second person, one commitment of 5,000, and a pond."""
    every_table().create_all(database.engine)
    with database.writing() as session, act(session, ADMINISTRATOR, NOW, "add_areas") as a:
        for code, name in ((MEENT, "Hilversumse Meent"), (ZUID, "Zuid")):
            add_area(a, NewArea(code, name, AreaKind.DISTRICT, inhabitants=5000, has_budget=True))
    with database.writing() as session:
        owed = dict.fromkeys((YEAR, YEAR + 1, YEAR + 2), STANDING_CENTS)
        stand_commitment(session, FINANCE, NOW, ZUID, "A pond", owed, "RB 2025-7", STANDING)
        for year in (YEAR, YEAR + 1):
            make_year(session, ADMINISTRATOR, NOW, NewYear(year, 6_000_000, 1_000_000, "inhabitants"))
            propose_fixing(session, ADMINISTRATOR, NOW, year, "RB 2025-99")
        seen = seal_of(session.get_one(BudgetYear, YEAR))
        session.rollback()
        fix_year(session, FINANCE, NOW, YEAR, seen)
    with database.writing() as session, act(session, FINANCE, NOW, "commit") as a:
        account = find_account(session, YEAR, MEENT)
        assert account is not None
        commit_money(a, account.id, MovementKind.COMMIT, COMMITTED_CENTS, "agreed", to_subject="deal:1")


if __name__ == "__main__":
    made = Database(sys.argv[1])
    build_town(made)
    if sys.argv[2:] == ["large"]:
        from prove.large_town import add_large_plans

        add_large_plans(made)
    made.dispose()
