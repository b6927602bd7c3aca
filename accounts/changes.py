"""How many rows a conditional statement changed: the database's answer to whether we were the one."""

from __future__ import annotations

from typing import Any, cast

from sqlalchemy import CursorResult
from sqlalchemy.orm import Session


def changed_rows(session: Session, statement: Any) -> int:
    """Run an UPDATE or DELETE without touching what the session holds; the number of rows it met."""
    session.flush()
    result = session.execute(statement, execution_options={"synchronize_session": False})
    return cast("CursorResult[Any]", result).rowcount
