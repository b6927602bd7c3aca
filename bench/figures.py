"""A line of the table: what was measured, beside whom, and whether the goal is met."""

from __future__ import annotations

from dataclasses import dataclass

HEADER = ("act", "figure", "beside", "goal", "met")


@dataclass(frozen=True)
class Figure:
    act: str
    figure: str
    beside: str = "–"
    goal: str = "–"
    is_met: bool | None = None
    """None where there is no goal."""

    @property
    def cells(self) -> tuple[str, ...]:
        met = {True: "yes", False: "NO", None: "–"}[self.is_met]
        return (self.act, self.figure, self.beside, self.goal, met)


@dataclass(frozen=True)
class Goal:
    """At least so many times the figure of somebody."""

    name: str
    theirs: float
    times: float | None = None

    def ratio(self, ours: float) -> str:
        return f"{_short(ours / self.theirs)} × {self.name}"

    @property
    def words(self) -> str:
        return f"≥ {self.times:g} × {self.name}"


def at_least(act: str, ours: float, *beside: Goal) -> Figure:
    """A figure in answers a second, as ratios."""
    held = [goal for goal in beside if goal.times is not None]
    return Figure(
        act,
        f"{_short(ours)}/s",
        ", ".join(goal.ratio(ours) for goal in beside) or "–",
        ", ".join(goal.words for goal in held) or "–",
        all(ours >= goal.theirs * (goal.times or 0) for goal in held) if held else None,
    )


def at_most(act: str, ours: float, most: float, unit: str, beside: str = "–") -> Figure:
    return Figure(act, f"{_short(ours)} {unit}".strip(), beside, f"≤ {most:g} {unit}".strip(), ours <= most)


def _short(value: float) -> str:
    if isinstance(value, int):
        return f"{value:,}"
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"
