"""What the capital-scale test knows of a plan: the answers of its form, "I do not know" included."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum


class Answer(StrEnum):
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Kind(StrEnum):
    """What comes of the plan. NONE: nothing that stays (a party). OTHER: something else that stays."""

    ROADS = "roads"
    LIGHTING = "lighting"
    STREET_FURNITURE = "street_furniture"
    PLAY = "play"
    SPORTS = "sports"
    GREEN = "green"
    BUILDING = "building"
    SEWERS = "sewers"
    BRIDGE = "bridge"
    WATER = "water"
    OTHER = "other"
    NONE = "none"
    UNKNOWN = "unknown"


class NewOrRepair(StrEnum):
    NEW = "new"
    REPLACEMENT = "replacement"
    LIFE_EXTENDING = "life_extending"
    MAINTENANCE = "maintenance"
    UNKNOWN = "unknown"


class Owner(StrEnum):
    MUNICIPALITY = "municipality"
    PROPOSER = "proposer"
    OTHER = "other"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Origin:
    """Who proposes it, where and when: by this one sees whether two plans are parts of one.

    Empty strings and None mean unknown, and unknown is never the same as something else.
    """

    proposer: str = ""
    neighbourhood: str = ""
    longitude: float | None = None
    latitude: float | None = None
    day: date | None = None


@dataclass(frozen=True)
class PlanFacts:
    """The answers about one plan; money in cents, all at least zero (else ValueError).

    `amount_cents` is the sum of all cost lines and `third_party_cents` what others pay of it; the plan
    asks the difference. `share_cents` is the area's share of that year, `pot_cents` what the area has
    in the round, `largest_plan_cents` a limit the round itself set: None where there is none.
    """

    amount_cents: int
    third_party_cents: int = 0
    touches_public_space: Answer = Answer.UNKNOWN
    kind: Kind = Kind.UNKNOWN
    new_or_repair: NewOrRepair = NewOrRepair.UNKNOWN
    owner_after: Owner = Owner.UNKNOWN
    life_years: int | None = None
    upkeep_cents_per_year: int | None = None
    share_cents: int | None = None
    pot_cents: int | None = None
    largest_plan_cents: int | None = None
    manual_reason: str = ""
    origin: Origin = Origin()

    def __post_init__(self) -> None:
        if min(self.amount_cents, self.third_party_cents, self.upkeep_cents_per_year or 0) < 0:
            raise ValueError("an amount below zero")

    @property
    def asked_cents(self) -> int:
        """What the budget would pay: EUR 30,000 with 12,000 from others asks 18,000. Never below zero."""
        return max(0, self.amount_cents - self.third_party_cents)

    @property
    def may_touch_public_space(self) -> bool:
        return self.touches_public_space is not Answer.NO

    @property
    def makes_asset(self) -> bool:
        """Whether something lasting comes of it; in doubt it does. Maintenance makes nothing new.

        A plan of which nobody knows what it makes may still be a van that the municipality will own.
        """
        if self.new_or_repair is NewOrRepair.MAINTENANCE:
            return False
        return self.kind is not Kind.NONE or (self.life_years or 0) > 0

    @property
    def leaves_something_outside(self) -> bool:
        """Whether somebody must look after it: a small plan that touches nothing outside is not asked what stays."""
        if self.kind is Kind.UNKNOWN and self.life_years is None and not self.may_touch_public_space:
            return False
        return self.makes_asset

    @property
    def may_be_municipal(self) -> bool:
        return self.owner_after in (Owner.MUNICIPALITY, Owner.UNKNOWN)


@dataclass(frozen=True)
class Neighbouring:
    """Another plan, as far as the test for split plans needs it; what is not known takes the careful side.

    The caller leaves out plans that were withdrawn or not feasible.
    """

    title: str
    amount_cents: int
    third_party_cents: int = 0
    upkeep_cents_per_year: int | None = 0
    kind: Kind = Kind.UNKNOWN
    origin: Origin = Origin()
    touches_public_space: Answer = Answer.UNKNOWN
    new_or_repair: NewOrRepair = NewOrRepair.UNKNOWN
    owner_after: Owner = Owner.UNKNOWN
    life_years: int | None = None

    def facts_beside(self, plan: PlanFacts) -> PlanFacts:
        """This plan's own answers, in the same area and round as `plan`."""
        return replace(
            plan,
            amount_cents=self.amount_cents,
            third_party_cents=self.third_party_cents,
            touches_public_space=self.touches_public_space,
            kind=self.kind,
            new_or_repair=self.new_or_repair,
            owner_after=self.owner_after,
            life_years=self.life_years,
            upkeep_cents_per_year=self.upkeep_cents_per_year,
            manual_reason="",
            origin=self.origin,
        )
