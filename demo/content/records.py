"""The shapes of the demo's content, as the loader meets them.

Nothing here decides anything: a field holds what the readable file beside it says.
"""

from dataclasses import dataclass
from typing import Literal

Answer = Literal["yes", "no", "unknown"]
AssetKind = Literal[
    "roads",
    "lighting",
    "street_furniture",
    "play",
    "sports",
    "green",
    "building",
    "water",
    "bridge",
    "other",
    "none",
    "unknown",
]
Work = Literal["new", "replacement", "life_extending", "maintenance", "unknown"]
Owner = Literal["municipality", "proposer", "other", "unknown"]
UpkeepPayer = Literal["municipality", "proposer", "other", "nobody", "unknown"]
Fate = Literal[
    "on_ballot",
    "draft",
    "submitted",
    "feasible",
    "not_feasible",
    "flagged_soft",
    "flagged_hard",
    "capital_route",
    "delivered",
]
RoundCode = Literal["voting-2026", "closed-2026", "collecting-2027", "groene-hart"]


@dataclass(frozen=True)
class DemoNeighbourhood:
    """A buurt; its point is our own choice near the wijk's centre, not a surveyed one."""

    code: str
    name: str
    longitude: float
    latitude: float


@dataclass(frozen=True)
class DemoArea:
    """A wijk with its buurten and its place on our own schematic map (canvas 0-1000, y downwards)."""

    code: str
    name: str
    slug: str
    inhabitants: int
    has_budget: bool
    longitude: float
    latitude: float
    label: tuple[int, int]
    outline: tuple[tuple[int, int], ...]
    neighbourhoods: tuple[DemoNeighbourhood, ...]


@dataclass(frozen=True)
class DemoMunicipality:
    code: str
    name: str
    longitude: float
    latitude: float


@dataclass(frozen=True)
class DemoCostLine:
    label: str
    amount_cents: int
    includes_vat: bool


@dataclass(frozen=True)
class DemoFacts:
    """The answers for the capital-scale test; None is "Weet ik niet"."""

    in_public_space: Answer
    asset_kind: AssetKind
    work: Work
    owner_afterwards: Owner
    life_years: int | None
    upkeep_cents: int | None
    upkeep_payer: UpkeepPayer
    third_party_cents: int
    permit: Answer
    hours_asked: int


@dataclass(frozen=True)
class DemoVerdict:
    """What a reviewer says about one criterion; the reason is public."""

    criterion: str
    met: bool
    reason: str


@dataclass(frozen=True)
class DemoPlan:
    """A plan; `total_cents` is the sum of its cost lines, third-party money included."""

    code: str
    area: str
    neighbourhood: str
    round: RoundCode
    fate: Fate
    proposer: str
    title: str
    summary: str
    description: str
    benefit: str
    own_effort: str
    category: str
    theme: str
    place: str
    longitude: float
    latitude: float
    total_cents: int
    costs: tuple[DemoCostLine, ...]
    facts: DemoFacts
    grounds: tuple[str, ...]
    flag_note: str
    verdicts: tuple[DemoVerdict, ...]
    appeal: int

    @property
    def asked_cents(self) -> int:
        """What the wijk is asked to pay, in cents: 5,000 in lines with 1,000 from others asks 4,000."""
        return self.total_cents - self.facts.third_party_cents


@dataclass(frozen=True)
class DemoLargeProject:
    """The round in which a large project was thought of, and the words of each step, by step."""

    title: str
    description: str
    pot_cents: int
    words: dict[str, str]


@dataclass(frozen=True)
class DemoPerson:
    """A plainly invented account; `area` is empty for roles that hold for the whole town."""

    code: str
    name: str
    email: str
    role: str
    area: str


@dataclass(frozen=True)
class DemoLabel:
    """A category or theme with what people read."""

    code: str
    name_nl: str
    name_en: str


@dataclass(frozen=True)
class DemoPhase:
    """Days from the day of loading, half-open: a phase runs from 0:00 on `first_day` to 0:00 on `end_day`."""

    name: str
    first_day: int
    end_day: int


@dataclass(frozen=True)
class DemoTasteGroup:
    """A share of the voters (`weight` of 100) and how much they like each category, 0 to 10.

    Meant use: such a voter chooses a plan with a chance of likes[category] x plan.appeal percent.
    """

    name: str
    weight: int
    likes: dict[str, int]


@dataclass(frozen=True)
class DemoTurnout:
    area: str
    codes_made: int
    ballots: int
    blank: int
    groups: tuple[DemoTasteGroup, ...]


@dataclass(frozen=True)
class DemoRound:
    """`year_offset` 0 is the year of loading; titles hold the word {year} for it."""

    code: RoundCode
    year_offset: int
    title_nl: str
    title_en: str
    description_nl: str
    description_en: str
    largest_plan_percent: int
    phases: tuple[DemoPhase, ...]
    pots_cents: dict[str, int]
    turnouts: tuple[DemoTurnout, ...]
