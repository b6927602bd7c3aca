"""The limits of small plans as the municipality set them, or the defaults while it set nothing."""

from __future__ import annotations

from sqlalchemy.orm import Session

from quick_plans.rules.asking import QuickLimits
from settings.queries import current

SETTING = "quick_plans"


def quick_limits(session: Session) -> QuickLimits:
    """What is in force now."""
    value = current(session, SETTING) or {}
    return QuickLimits(**{name: value[name] for name in ("largest_cents", "days") if name in value})
