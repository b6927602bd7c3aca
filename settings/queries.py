"""Reads of settings: the one in force, and how it came to be so."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from settings.models import Setting


@dataclass(frozen=True)
class SettingRow:
    """A setting as it was from a moment on, by whom and on what ground."""

    value: dict[str, Any]
    set_at: datetime
    set_by_key: str
    ground: str


def current(session: Session, name: str) -> dict[str, Any] | None:
    """The value in force, or None when nobody ever set it."""
    newest = select(Setting.value).where(Setting.name == name).order_by(Setting.id.desc()).limit(1)
    text = session.scalar(newest)
    return None if text is None else json.loads(text)


def history(session: Session, name: str) -> Sequence[SettingRow]:
    """Every value this setting had, the newest first."""
    rows = session.scalars(select(Setting).where(Setting.name == name).order_by(Setting.id.desc()))
    return [SettingRow(json.loads(row.value), row.set_at, row.set_by_key, row.ground) for row in rows]
