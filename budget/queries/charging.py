"""Reads of how yearly costs are calculated: what holds now, and every decision that made it so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.models import Person
from budget.rules.charges import ChargeSettings, settings_from
from settings.queries import current, history

SETTING = "capital_charges"


@dataclass(frozen=True)
class SettingsChange:
    """One decision: what was, what is since, by whom and on what ground. The name is "" once it is erased."""

    before: ChargeSettings
    after: ChargeSettings
    at: datetime
    by: str
    ground: str


def charge_settings(session: Session) -> ChargeSettings:
    """The rates by year, the method and the first year that hold now."""
    return settings_from(current(session, SETTING))


def charge_settings_history(session: Session) -> list[SettingsChange]:
    """Every change, the newest first."""
    rows = history(session, SETTING)
    people = select(Person.key, Person.name).where(Person.key.in_({row.set_by_key for row in rows}))
    names = {row.key: row.name for row in session.execute(people)}
    values = [settings_from(row.value) for row in rows] + [ChargeSettings()]
    return [
        SettingsChange(values[number + 1], values[number], row.set_at, names.get(row.set_by_key, ""), row.ground)
        for number, row in enumerate(rows)
    ]
