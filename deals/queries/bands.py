"""The limits of settlement as the municipality set them, or the usual ones."""

from __future__ import annotations

from sqlalchemy.orm import Session

from deals.rules.settlement import Bands
from settings.queries import current

SETTING = "settlement_bands"


def settlement_bands(session: Session) -> Bands:
    """What is in force now."""
    value = current(session, SETTING)
    return Bands() if value is None else Bands(value["at_once_cents"], value["report_cents"])
