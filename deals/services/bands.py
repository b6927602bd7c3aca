"""Setting the limits of settlement, with a ground; what was stays readable as history."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from deals.queries.bands import SETTING
from deals.rules.settlement import Bands
from deals.services.steps import checked_text
from logbook.actors import Actor
from logbook.permissions import require_administrator
from logbook.services import act
from settings.services import put_setting


def set_bands(session: Session, actor: Actor, now: datetime, bands: Bands, reason: str) -> None:
    """Set from which amount a deal needs a report or a financial report. Raises NotAllowed and DealRefused."""
    require_administrator(actor)
    ground = checked_text("reason", reason)
    with act(session, actor, now, "set_settlement_bands", ground=ground, subject=f"setting:{SETTING}") as a:
        put_setting(a, SETTING, vars(bands), ground)
        a.facts.update(vars(bands))
