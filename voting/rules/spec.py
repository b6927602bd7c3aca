"""The spec of a vote: everything that decides it, frozen at sealing as exact bytes with their hash.

For whoever votes (what is on the ballot), casts (what is valid), counts (by which rule) and checks afterwards.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from voting.rules.election import Completion, Election, Limit, LimitKind, Method, Project, Rule

ENCODING_VERSION = 1


@dataclass(frozen=True)
class SpecPlan:
    """A plan on the ballot; `proposal` is None in a replayed election."""

    id: str
    title: str
    cost_cents: int
    category: str = ""
    neighbourhood: str = ""
    proposal: int | None = None


@dataclass(frozen=True)
class SpecLimit:
    """Plans of one category or neighbourhood cost together at most so much."""

    kind: str
    name: str
    most_cents: int


@dataclass(frozen=True)
class SpecArea:
    """What the voters of one area decide about; plans in the order in which ballots are written."""

    code: str
    name: str
    pot_cents: int
    plans: tuple[SpecPlan, ...]
    limits: tuple[SpecLimit, ...] = ()
    threshold: int = 0


@dataclass(frozen=True)
class Spec:
    """A vote. `most_choices` None: as many as one likes; a knapsack ballot's sum may not pass the pot
    (`max_sum_cents` in a replayed election)."""

    round_id: int
    title: str
    is_reference: bool
    capital_test: bool
    currency: str
    ballot_type: str
    method: str
    completion: str
    comparison: bool
    opens_at: datetime
    closes_at: datetime
    grace_seconds: int
    salt: str
    argon2_memory_kib: int
    argon2_passes: int
    argon2_lanes: int
    areas: tuple[SpecArea, ...]
    fewest_choices: int = 0
    most_choices: int | None = None
    most_sum_cents: int | None = None
    encoding_version: int = ENCODING_VERSION
    parameters: dict[str, str] = field(default_factory=dict)

    def area(self, code: str) -> SpecArea:
        """Raises KeyError for an area that does not take part."""
        for area in self.areas:
            if area.code == code:
                return area
        raise KeyError(code)

    @property
    def closes_for_good_at(self) -> datetime:
        return self.closes_at + timedelta(seconds=self.grace_seconds)


def spec_bytes(spec: Spec) -> bytes:
    """The spec as the exact bytes that are frozen: JSON with sorted keys and no blanks, moments as ISO in UTC."""
    return json.dumps(
        asdict(spec), sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_as_text
    ).encode()


def spec_hash(frozen: bytes) -> str:
    """SHA-256 of the frozen bytes, in hexadecimal."""
    return hashlib.sha256(frozen).hexdigest()


def read_spec(frozen: bytes) -> Spec:
    """The spec from its frozen bytes."""
    told: dict[str, Any] = json.loads(frozen)
    told["opens_at"] = datetime.fromisoformat(told["opens_at"])
    told["closes_at"] = datetime.fromisoformat(told["closes_at"])
    told["areas"] = tuple(_area(area) for area in told["areas"])
    return Spec(**told)


def _area(told: dict[str, Any]) -> SpecArea:
    plans = tuple(SpecPlan(**plan) for plan in told["plans"])
    limits = tuple(SpecLimit(**limit) for limit in told["limits"])
    return SpecArea(**(told | {"plans": plans, "limits": limits}))


def _as_text(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"no place in a spec for {value!r}")


def election_without_ballots(area: SpecArea) -> Election:
    """What goes into the area's count, still without ballots."""
    return Election(
        projects=tuple(Project(p.id, p.cost_cents, p.title, p.category, p.neighbourhood) for p in area.plans),
        pot_cents=area.pot_cents,
        ballots=(),
        limits=tuple(Limit(LimitKind(each.kind), each.name, each.most_cents) for each in area.limits),
        threshold=area.threshold,
    )


def rule_of(spec: Spec) -> Rule:
    """The rule by which the vote is counted."""
    return Rule(method=Method(spec.method), completion=Completion(spec.completion), comparison=spec.comparison)
