"""The thresholds of the capital-scale test: a municipality's settings, with Hilversum's defaults."""

from __future__ import annotations

from dataclasses import dataclass

from proposals.rules.capital.facts import Kind
from proposals.rules.capital.lives import USEFUL_LIVES, Asset, longest_life

INVESTMENT_KINDS = frozenset(
    {
        Kind.ROADS,
        Kind.SEWERS,
        Kind.LIGHTING,
        Kind.BRIDGE,
        Kind.BUILDING,
        Kind.PLAY,
        Kind.SPORTS,
        Kind.WATER,
    }
)


@dataclass(frozen=True)
class CapitalThresholds:
    """Amounts in cents, lives in years; an amount or percentage of None switches that rule off.

    `has_framework_credit`: the council granted a yearly credit for small investments, which makes
    CAP-ACTIVATE soft. `kinds` are those of CAP-KIND. `useful_lives` says how long each asset usually lasts.
    """

    activate_cents: int | None = 20_000_00
    activate_life_years: int = 3
    has_framework_credit: bool = False
    amount_cents: int | None = 50_000_00
    share_percent: int | None = 50
    applies_round_limits: bool = True
    life_cents: int | None = 10_000_00
    life_years: int = 10
    upkeep_cents: int | None = 1_000_00
    upkeep_percent: int = 5
    upkeep_floor_cents: int = 250_00
    kind_cents: int | None = 10_000_00
    kinds: frozenset[Kind] = INVESTMENT_KINDS
    split_months: int | None = 12
    split_metres: int = 100
    useful_lives: tuple[tuple[Asset, int], ...] = USEFUL_LIVES

    @staticmethod
    def off() -> CapitalThresholds:
        """For a round that replays an election from elsewhere: only what staff flag by hand counts."""
        return CapitalThresholds(
            activate_cents=None,
            amount_cents=None,
            share_percent=None,
            applies_round_limits=False,
            life_cents=None,
            upkeep_cents=None,
            kind_cents=None,
            split_months=None,
        )

    def usual_life(self, kind: Kind) -> int | None:
        """Years that a thing of this kind lasts when nobody knows better; None where the list does not say."""
        return longest_life(kind, self.useful_lives)
