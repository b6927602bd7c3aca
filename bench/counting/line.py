"""A line of the counting table: one election under three counters, and which goals it misses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bench.counting.counters import Measured

HEADER = ("election", "voters", "plans", "choices", "runs", "ours, s", "ours, MB", "pabutools exact, s", "MB",
          "times", "equalshares.net floats, s", "MB", "times", "winners")  # fmt: skip
LARGE_VOTERS = 5_000
LARGE_CHOICES = 100_000
MOST_MB = 150
WORTH_SECONDS = 0.1


@dataclass(frozen=True)
class Line:
    name: str
    ours: Measured
    exact: Measured
    floats: Measured

    @property
    def sizes(self) -> tuple[int, int]:
        """Voters and choices."""
        told = self.ours.told or {}
        return int(told.get("voters", 0)), int(told.get("choices", 0))

    @property
    def cells(self) -> tuple[str, ...]:
        told = self.ours.told
        if told is None:
            return (self.name, *"–" * 4, f"not run: {self.ours.not_run}", *"–" * (len(HEADER) - 6))
        sizes = tuple(f"{told[key]:,}" for key in ("voters", "plans", "choices", "runs"))
        return (self.name, *sizes, *_seconds(self.ours), *self._beside(self.exact), *self._beside(self.floats),
                self.agreement)  # fmt: skip

    def _beside(self, other: Measured) -> tuple[str, str, str]:
        times = self.times(other)
        sign = ">" if other.seconds is None else ""
        return (
            *_seconds(other),
            "–" if times is None else f"{sign}{times:,.1f}" if times < 10 else f"{sign}{times:,.0f}",
        )

    def times(self, other: Measured) -> float | None:
        """How many times as long the other takes; where it was stopped, as long as it had at least."""
        theirs = other.seconds if other.seconds is not None else other.at_least_seconds
        return theirs / self.ours.seconds if theirs and self.ours.seconds else None

    @property
    def agreement(self) -> str:
        """Who has other winners than ours; floats may break a tie otherwise, or know no threshold."""
        asked = {"pabutools": self.exact, "equalshares.net": self.floats}
        others = {name: one for name, one in asked.items() if one.seconds is not None}
        differ = [name for name, one in others.items() if one.winners != self.ours.winners]
        if not others:
            return "nobody to compare with"
        return f"{' and '.join(differ)} differ" if differ else f"same as {' and '.join(others)}"

    @property
    def missed(self) -> Iterator[str]:
        if self.ours.seconds is None:
            return
        voters, choices = self.sizes
        beside_exact, beside_floats = self.times(self.exact), self.times(self.floats)
        wanted = 100 if choices > LARGE_CHOICES else 20
        if beside_exact is not None and voters > LARGE_VOTERS and beside_exact < wanted and self.exact.seconds:
            yield f"{wanted} × pabutools"
        faster = 5 if choices > LARGE_CHOICES else 1
        slow = self.floats.seconds is not None and self.floats.seconds >= WORTH_SECONDS
        if slow and beside_floats is not None and beside_floats < faster:
            yield f"{faster} × equalshares.net"
        if self.ours.peak_mb > MOST_MB:
            yield f"{MOST_MB} MB"


def _seconds(one: Measured) -> tuple[str, str]:
    if one.seconds is None:
        return (f">{one.at_least_seconds:.0f}" if one.at_least_seconds else f"not run: {one.not_run}", "–")
    return (f"{one.seconds:.2f}" if one.seconds >= 0.1 else f"{one.seconds:.3f}", f"{one.peak_mb:.0f}")
