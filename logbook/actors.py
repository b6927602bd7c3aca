"""Who acts: a frozen value that services get as an argument, never read from the web."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """The closed list of roles; resident is everyone who signed in."""

    RESIDENT = "resident"
    COORDINATOR = "coordinator"
    REVIEWER = "reviewer"
    FINANCE = "finance"
    COLLEGE_CLERK = "college_clerk"
    COUNCIL_CLERK = "council_clerk"
    ADMINISTRATOR = "administrator"


STAFF = frozenset(Role) - {Role.RESIDENT}


@dataclass(frozen=True)
class Grant:
    """A role, in one area or (area None) everywhere."""

    role: Role
    area: str | None = None


@dataclass(frozen=True)
class Actor:
    """A person key (or "operator", "clock") with the roles it acts under."""

    key: str
    grants: frozenset[Grant] = field(default_factory=frozenset)

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(grant.role for grant in self.grants)

    @property
    def is_staff(self) -> bool:
        return bool(self.roles & STAFF)

    def has(self, role: Role, area: str | None = None) -> bool:
        """Has this role here: a grant without area counts everywhere."""
        return any(g.role is role and (g.area is None or area is None or g.area == area) for g in self.grants)


OPERATOR = Actor("operator", frozenset({Grant(Role.ADMINISTRATOR)}))
CLOCK = Actor("clock")
"""What follows from dates alone, whoever happened to look first."""
