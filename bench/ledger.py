"""What the pages of the money cost with 1,000 and with 100,000 lines in one account: at most twice as much.

`python -m bench.ledger` measures this alone.
"""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from statistics import median
from time import perf_counter

from sqlalchemy import insert

import clock
from app import create_app
from areas.queries import find_area
from bench.figures import Figure, at_most
from budget.models import Holding, LedgerLine, Movement
from budget.queries import find_account
from budget.rules.ledger import MovementKind
from budget.services import commit_money
from config import read_config
from database import Database
from demo.services.town import build_town, make_one_year
from logbook.actors import OPERATOR
from logbook.services import Act, act
from migrations.tables import every_table

WIJK = "WK040201"
FEW, MANY = 1_000, 100_000
SUBJECTS = 400
TIMES = 60
MOST_TIMES = 2.0


def measure_ledger(secrets_: dict[str, str], folder: Path, now: datetime) -> Iterator[Figure]:
    """Each page is made anew every time: nothing that is kept can help."""
    few, many = (_measured(secrets_, folder, now, lines) for lines in (FEW, MANY))
    for name, seconds in many.items():
        beside = f"{few[name] * 1000:.1f} ms with {FEW:,} lines, {seconds * 1000:.1f} ms with {MANY:,}"
        yield at_most(f"{name}, {MANY:,} lines beside {FEW:,}", seconds / few[name], MOST_TIMES, "×", beside)


def _measured(secrets_: dict[str, str], folder: Path, now: datetime, lines: int) -> dict[str, float]:
    url = f"sqlite:///{folder / f'ledger-{lines}.sqlite'}"
    slug = _build(url, now, lines)
    app = create_app(read_config(secrets_ | {"DATABASE_URL": url, "INSTANCE_DIR": str(folder)}))
    client = app.test_client()
    money = f"/wijken/{slug}/geld"
    pages = {
        "area's money page": f"{money}?x=",
        "money of the year": "/geld?x=",
        "a page of movements": f"{money}?before={lines // 2}&x=",
    }
    found = {}
    for name, address in pages.items():
        times = []
        for number in range(TIMES):
            begun = perf_counter()
            status = client.get(f"{address}{number}").status_code
            times.append(perf_counter() - begun)
            if status != 200:
                raise RuntimeError(f"{address} answers {status}")
        found[name] = median(times)
    app.extensions["database"].dispose()
    return found


def _build(url: str, now: datetime, lines: int) -> str:
    """A town whose first wijk has so many lines; the address of that wijk."""
    database = Database(url)
    every_table().create_all(database.engine)
    with database.writing() as session:
        cast = build_town(session, now)
    with database.writing() as session:
        make_one_year(session, cast, now, now.year)
    with database.writing() as session, act(session, OPERATOR, now, "fill_ledger") as a:
        account = find_account(session, now.year, WIJK)
        assert account is not None
        commit_money(a, account.id, MovementKind.ADD, lines, "bench")
        account.available -= lines // 2
        account.promised += lines // 2
        session.flush()
        _fill(a, account.id, lines // 2)
    with database.reading() as session:
        slug = find_area(session, WIJK).slug
    database.dispose()
    return slug


def _fill(a: Act, account_id: int, count: int) -> None:
    """Promises of one cent, as the one door writes them, but all at once."""
    movements = [
        {"id": 1_000 + number, "account_id": account_id, "kind": MovementKind.COMMIT.value, "cents": 1, "gives": "out",
         "takes": "in", "ground": "bench", "at": a.now, "actor_key": a.actor.key}
        for number in range(count)
    ]  # fmt: skip
    lines = [
        {"movement_id": 1_000 + number, "account_id": account_id, "side": side, "part": part, "moved": 1,
         "cents": cents, "subject": f"deal:{number % SUBJECTS}" if side == "in" else ""}
        for number in range(count)
        for side, part, cents in (("out", "available", -1), ("in", "promised", 1))
    ]  # fmt: skip
    held = [
        {"account_id": account_id, "part": "promised", "subject": f"deal:{number}",
         "cents": len(range(number, count, SUBJECTS)), "asked": 0}
        for number in range(min(SUBJECTS, count))
    ]  # fmt: skip
    a.session.execute(insert(Movement), movements)
    a.session.execute(insert(LedgerLine), lines)
    a.session.execute(insert(Holding), held)


if __name__ == "__main__":
    keys = {
        "SECRET_KEY": secrets.token_hex(32),
        "VOTING_KEY": secrets.token_hex(32),
        "SECURE_COOKIES": "0",
        "DEMO": "0",
    }
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        for figure in measure_ledger(keys, Path(name), clock.now()):
            print(" | ".join(figure.cells))
