"""A piece of work that waits for somebody of the municipality: what every subject offers to the work list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from lives.messages import Message


@dataclass(frozen=True)
class WorkItem:
    """One thing to do: what, where it is done, for which area, and by which day ("tot en met") if there is one."""

    kind: str
    title: str
    endpoint: str
    values: Mapping[str, object] = field(default_factory=dict)
    area_code: str = ""
    due: date | None = None
    note: Message | None = None
