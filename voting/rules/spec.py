"""The spec of a vote: everything that decides it, frozen at sealing as exact bytes with their hash.

For whoever votes (what is on the ballot), casts (what is valid), counts (by which rule) and checks afterwards.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from voting.rules.ballot import MOST_PLACES, MOST_POINTS, BallotForm, BallotType
from voting.rules.ballot_rules import BallotRules
from voting.rules.publication import FEWEST_PEOPLE

ENCODING_VERSION = 1


class Lot(StrEnum):
    """What decides a tie after cost and votes. NONE: the order of ids. AUTOMATIC: a lot that follows from the spec
    and the ballots in the urn. DICE: two people throw twenty dice after closing, and the count waits for them."""

    NONE = "none"
    AUTOMATIC = "automatic"
    DICE = "dice"


@dataclass(frozen=True)
class SpecPlan:
    """A plan on the ballot; `proposal` is None in a replayed election, `hours` is what it asks of the
    municipality's own people, `group` the name of the exclusion group it stands in."""

    id: str
    title: str
    cost_cents: int
    category: str = ""
    neighbourhood: str = ""
    proposal: int | None = None
    hours: int = 0
    group: str = ""


@dataclass(frozen=True)
class SpecGroup:
    """Plans of which at most one gets money, and why."""

    name: str
    why: str = ""


@dataclass(frozen=True)
class SpecLimit:
    """Plans of one category or neighbourhood cost together at most so much."""

    kind: str
    name: str
    most_cents: int


@dataclass(frozen=True)
class SpecArea:
    """What the voters of one area decide about; plans in the order in which ballots are written.

    `hours` is the pot of staff time, None where hours do not count; `least_sum_cents` is what the plans of a
    knapsack must cost together at least (0: nothing). `threshold_percent`: instead of a number of votes, how many
    percent of the ballots with a choice, which only the count knows. `merge_with`: the area that this one is counted
    with when fewer people choose something than the spec's `merge_below`; empty where none is named."""

    code: str
    name: str
    pot_cents: int
    plans: tuple[SpecPlan, ...]
    limits: tuple[SpecLimit, ...] = ()
    threshold: int = 0
    hours: int | None = None
    groups: tuple[SpecGroup, ...] = ()
    least_sum_cents: int = 0
    threshold_percent: int = 0
    merge_with: str = ""

    def group(self, name: str) -> SpecGroup | None:
        """The exclusion group of this name."""
        return next((group for group in self.groups if group.name == name), None)


def together(areas: tuple[SpecArea, ...]) -> SpecArea:
    """Areas that vote as one: all their plans in spec order; pots, hours and limits summed; one threshold for all.

    Pots of 10,000.00 and 5,000.00 make one of 15,000.00; half of it for one theme, rounded per pot, stays the sum.
    """
    first, names = areas[0], {(limit.kind, limit.name) for area in areas for limit in area.limits}
    return replace(
        first,
        name=", ".join(area.name for area in areas),
        pot_cents=sum(area.pot_cents for area in areas),
        plans=tuple(plan for area in areas for plan in area.plans),
        limits=tuple(_summed_limit(areas, *each) for each in sorted(names)),
        hours=None if first.hours is None else sum(area.hours or 0 for area in areas),
        groups=tuple(group for area in areas for group in area.groups),
        least_sum_cents=sum(area.least_sum_cents for area in areas),
    )


def _summed_limit(areas: tuple[SpecArea, ...], kind: str, name: str) -> SpecLimit:
    limits = (limit for area in areas for limit in area.limits if (limit.kind, limit.name) == (kind, name))
    return SpecLimit(kind, name, sum(limit.most_cents for limit in limits))


@dataclass(frozen=True)
class Spec:
    """A vote. `most_choices` None: as many as one likes (places, on a ranking); a knapsack ballot's sum may not
    pass the pot (`most_sum_cents` in a replayed election). `most_points` is what a voter divides, None where
    only each plan has a most; `utility` is empty where the ballot itself says what a choice is worth."""

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
    most_points: int | None = None
    fewest_points: int = 0
    most_points_per_plan: int | None = None
    fewest_points_per_plan: int = 0
    utility: str = ""
    exhaustive_stop: bool = False
    lot: str = Lot.NONE.value
    encoding_version: int = ENCODING_VERSION
    parameters: dict[str, str] = field(default_factory=dict)
    across: bool = False
    """Whether voters choose from the plans of all areas: one election, each voter with a part of the own area's pot."""
    merge_below: int = FEWEST_PEOPLE
    """An area with fewer ballots than this is counted with the area that it names (merging.py)."""

    def list_of(self, code: str) -> SpecArea:
        """What a voter of this area chooses from, as one list. Raises KeyError for an area that does not take part."""
        area = self.area(code)
        return together(self.areas) if self.across else area

    def area(self, code: str) -> SpecArea:
        """Raises KeyError for an area that does not take part."""
        for area in self.areas:
            if area.code == code:
                return area
        raise KeyError(code)

    @property
    def kind(self) -> BallotType:
        return BallotType(self.ballot_type)

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
    groups = tuple(SpecGroup(**group) for group in told.get("groups", ()))
    return SpecArea(**(told | {"plans": plans, "limits": limits, "groups": groups}))


def _as_text(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"no place in a spec for {value!r}")


def ballot_form(spec: Spec, digest: str) -> BallotForm:
    """How every ballot of the vote is written; `digest` is the hash of the frozen bytes."""
    plans = tuple(len(spec.list_of(area.code).plans) for area in spec.areas)
    return BallotForm(bytes.fromhex(digest), plans, spec.kind, _most_mark(spec))


def _most_mark(spec: Spec) -> int:
    if spec.kind is BallotType.POINTS:
        per_plan = spec.most_points if spec.most_points_per_plan is None else spec.most_points_per_plan
        return MOST_POINTS if per_plan is None else max(1, min(MOST_POINTS, per_plan))
    if spec.kind is BallotType.RANKING:
        return max(longest_ranking(spec, spec.list_of(area.code)) for area in spec.areas)
    return 1


def longest_ranking(spec: Spec, area: SpecArea) -> int:
    """How many places a ranking in this area has: as many as the spec says, but no more than there are plans."""
    stated = MOST_PLACES if spec.most_choices is None else spec.most_choices
    return max(1, min(stated, len(area.plans), MOST_PLACES))


def ballot_rules(spec: Spec, area: SpecArea) -> BallotRules:
    """What makes a ballot of this area valid."""
    return BallotRules(
        ballot_type=spec.kind,
        costs_cents=tuple(plan.cost_cents for plan in area.plans),
        pot_cents=area.pot_cents if spec.most_sum_cents is None else spec.most_sum_cents,
        fewest_choices=spec.fewest_choices,
        most_choices=longest_ranking(spec, area) if spec.kind is BallotType.RANKING else spec.most_choices,
        least_sum_cents=area.least_sum_cents,
        most_points=spec.most_points,
        fewest_points=spec.fewest_points,
        most_points_per_plan=_most_points_per_plan(spec),
        fewest_points_per_plan=spec.fewest_points_per_plan,
    )


def _most_points_per_plan(spec: Spec) -> int | None:
    """Where the sum of points does not keep a number within its 16 bits, the number itself has to."""
    if spec.most_points_per_plan is not None:
        return min(MOST_POINTS, spec.most_points_per_plan)
    return None if spec.most_points is not None and spec.most_points <= MOST_POINTS else MOST_POINTS
