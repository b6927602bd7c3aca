"""The one place in the web that reads a clock; where a vote depends on it, database.db_now() decides instead."""

from datetime import UTC, datetime


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)
