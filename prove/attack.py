"""What an attack is, and the guards that more than one list of attacks takes out."""

from __future__ import annotations

from dataclasses import dataclass

from prove.builds import Guard

TABLES, DATABASE = "budget/models/ledger.py", "database.py"
NO_PAIR = Guard(TABLES, 'for side in ("gives", "takes")', "for side in ()")
NO_BEGIN = Guard(DATABASE, "        connection.exec_driver_sql(begin)", "        pass")


def everywhere(*guards: Guard) -> dict[str, tuple[Guard, ...]]:
    """The same guards on both engines."""
    return {"sqlite": guards, "postgresql": guards}


@dataclass(frozen=True)
class Attack:
    """An invariant, the attack on it, by how many processes at once, and its guards by engine."""

    invariant: str
    name: str
    how: str
    guards: dict[str, tuple[Guard, ...]]
    processes: int = 1
    town: str = "money"
    """Which town is attacked; "large" has large plans in it."""
