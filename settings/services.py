"""Changing a setting: a new row with its ground; what was stays readable as history."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from logbook.actors import Actor
from logbook.permissions import require_administrator
from logbook.services import Act, act
from settings.models import Setting
from settings.queries import current

MUNICIPALITY = "municipality"


def put_setting(a: Act, name: str, value: Mapping[str, object], ground: str) -> None:
    """Set a value as part of an act; the caller has checked what the value may be."""
    row = Setting(
        name=name,
        value=json.dumps(dict(value), sort_keys=True, ensure_ascii=False),
        set_at=a.now,
        set_by_key=a.actor.key,
        ground=ground,
    )
    a.session.add(row)
    a.session.flush()


def set_municipality(
    session: Session, actor: Actor, now: datetime, name: str, help_phone: str, help_email: str
) -> None:
    """Say how the municipality is called and where people get help; nothing happens when nothing differs."""
    require_administrator(actor)
    value = {"name": name, "help_phone": help_phone, "help_email": help_email}
    if current(session, MUNICIPALITY) == value:
        session.rollback()
        return
    with act(session, actor, now, "set_municipality", subject="setting:municipality") as a:
        put_setting(a, MUNICIPALITY, value, "")
        a.facts.update(value)
