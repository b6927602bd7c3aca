"""How long a count takes as an election grows: in voters, in plans, and in starts that add1 has to look at."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bench.counting.counters import Measured, ours
from bench.counting.made import Size, write_election
from bench.counting.plot import Panel, draw
from bench.table import table_lines

HEADER = ("what grows", "voters", "plans", "choices", "runs", "seconds", "MB above idle")


@dataclass(frozen=True)
class Growing:
    """One series: `axis` names the number of a count that grows along it."""

    name: str
    axis: str
    sizes: tuple[Size, ...]


SERIES = (
    Growing("voters", "voters", tuple(Size(voters) for voters in (1_000, 3_000, 10_000, 30_000, 100_000, 300_000))),
    Growing("plans", "plans", tuple(Size(10_000, plans) for plans in (10, 20, 40, 80, 160, 320))),
    Growing("starts of add1", "runs", tuple(Size(2_000, times=times) for times in (1, 4, 16, 64, 256))),
)


def measure_growth(picture: Path) -> str:
    """Measures, draws the picture, and gives the table for the docs."""
    rows, panels = [], []
    with tempfile.TemporaryDirectory(prefix="growth-") as folder:
        for series in SERIES:
            points = []
            for size in series.sizes:
                measured = ours(write_election(Path(folder) / "made.pb", size))
                rows.append(_row(series, measured))
                print(" | ".join(rows[-1]), file=sys.stderr, flush=True)
                if measured.told is not None and measured.seconds is not None:
                    points.append((float(measured.told[series.axis]), measured.seconds))
            panels.append(Panel(series.name, tuple(points)))
    picture.write_text(draw("Seconds to read and count a made election", panels), encoding="utf-8")
    return "\n".join(table_lines(HEADER, rows))


def _row(series: Growing, measured: Measured) -> tuple[str, ...]:
    told = measured.told
    if told is None or measured.seconds is None:
        return (series.name, *"–" * 4, f"not run: {measured.not_run}", "–")
    sizes = (f"{told[key]:,}" for key in ("voters", "plans", "choices", "runs"))
    return (series.name, *sizes, f"{measured.seconds:.3f}", f"{measured.peak_mb:.0f}")
