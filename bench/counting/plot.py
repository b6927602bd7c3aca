"""Points in panels side by side, both axes by powers of ten, as an SVG that needs nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from math import ceil, floor, log10

WIDTH, HEIGHT, GAP = 300, 260, 70
TOP, LEFT, BOTTOM = 62, 62, 54
GROUND, LINES, WORDS, INK = "#fff", "#d9d4c8", "#3d3a34", "#1f6f5c"
FONT = 'font-family="system-ui, sans-serif"'


@dataclass(frozen=True)
class Panel:
    """Pairs of what grows and seconds, the smallest first."""

    name: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class _Axis:
    low: int
    high: int
    start: float
    length: float

    def at(self, value: float) -> float:
        return round(self.start + self.length * (log10(value) - self.low) / (self.high - self.low), 1)

    @property
    def tens(self) -> range:
        return range(self.low, self.high + 1)


def draw(title: str, panels: Sequence[Panel]) -> str:
    """Raises ValueError for a panel without points: there is nothing to show then."""
    width, height = LEFT + len(panels) * (WIDTH + GAP), TOP + HEIGHT + BOTTOM
    all_seconds = [seconds for panel in panels for _, seconds in panel.points]
    if not all(panel.points for panel in panels):
        raise ValueError("a panel has no points")
    down = _axis(all_seconds, TOP + HEIGHT, -HEIGHT)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-label="{escape(title)}" {FONT}>',
        f'<rect width="{width}" height="{height}" fill="{GROUND}"/>',
        _text(LEFT, 26, title, size=17, anchor="start"),
    ]
    for place, panel in enumerate(panels):
        left = LEFT + place * (WIDTH + GAP)
        parts += _drawn(panel, _axis([grown for grown, _ in panel.points], left, WIDTH), down)
    return "\n".join([*parts, "</svg>"]) + "\n"


def _axis(values: Sequence[float], start: float, length: float) -> _Axis:
    low = floor(log10(min(values)))
    return _Axis(low, max(ceil(log10(max(values))), low + 1), start, length)


def _drawn(panel: Panel, across: _Axis, down: _Axis) -> list[str]:
    left, right = across.start, across.start + across.length
    parts = [_text(left, TOP - 12, f"more {panel.name}", size=14, anchor="start")]
    for ten in down.tens:
        height = down.at(10**ten)
        parts.append(f'<path d="M{left} {height}H{right}" stroke="{LINES}"/>')
        parts.append(_text(left - 8, height + 4, f"{10**ten:g} s", anchor="end"))
    for ten in across.tens:
        parts.append(f'<path d="M{across.at(10**ten)} {TOP}V{TOP + HEIGHT}" stroke="{LINES}"/>')
        parts.append(_text(across.at(10**ten), TOP + HEIGHT + 20, f"{10**ten:,}"))
    spots = [(across.at(grown), down.at(seconds)) for grown, seconds in panel.points]
    for (x, y), (next_x, next_y) in pairwise(spots):
        parts.append(f'<path d="M{x} {y}L{next_x} {next_y}" stroke="{INK}" stroke-width="2"/>')
    parts += [f'<circle cx="{x}" cy="{y}" r="4" fill="{INK}"/>' for x, y in spots]
    return parts


def _text(x: float, y: float, words: str, size: int = 12, anchor: str = "middle") -> str:
    return f'<text x="{x}" y="{y}" font-size="{size}" fill="{WORDS}" text-anchor="{anchor}">{escape(words)}</text>'
