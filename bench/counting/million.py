"""`python -m bench.counting.million [--cast]`: as many ballots as a file may have, counted; and one more, refused.

Of approvals, rankings and points. With `--cast` the approvals are also cast one by one through the ballot box, as
`flask pabulib import` does, which takes some fifteen minutes; `--ballots N` measures a smaller file.
Ends with status 1 when a file is not counted or cast whole, or the one ballot more is not refused with the limit named.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.counting.counters import ours
from bench.counting.made import Size, write_election
from bench.oracle.sides import ROOT
from bench.table import print_table
from voting.rules.pabulib.fields import MOST_BALLOTS

HEADER = ("ballots", "kind", "plans", "choices", "file, MB", "seconds", "MB above idle", "what came of it")
PLANS = 100
MOST_SECONDS = 3_600
Row = tuple[tuple[str, ...], bool]
"""A line of the table, and whether it is as it should be."""


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--cast", action="store_true")
    parser.add_argument("--ballots", type=int, default=MOST_BALLOTS)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="million-") as folder:
        rows = list(_rows(Path(folder), asked.ballots, asked.cast))
    print_table(HEADER, [row for row, _ in rows])
    return 0 if all(is_well for _, is_well in rows) else 1


def _rows(folder: Path, ballots: int, is_cast: bool) -> Iterator[Row]:
    path = folder / "made.pb"
    for vote_type in ("ordinal", "cumulative", "approval"):
        yield _counted(write_election(path, Size(ballots, PLANS, vote_type=vote_type)), vote_type)
    if is_cast:
        yield _cast(path)
    yield _refused(write_election(path, Size(MOST_BALLOTS + 1, PLANS)))


def _counted(path: Path, vote_type: str) -> Row:
    measured = ours(path)
    told = measured.told
    if told is None or measured.seconds is None:
        return ("–", vote_type, "–", "–", _size(path), "–", "–", measured.not_run), False
    sizes = (f"{told['voters']:,}", vote_type, str(told["plans"]), f"{told['choices']:,}", _size(path))
    return (*sizes, f"{measured.seconds:.1f}", f"{measured.peak_mb:.0f}", "counted"), True


def _cast(path: Path) -> Row:
    command = [sys.executable, "-m", "bench.counting.cast_one", path]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=MOST_SECONDS, check=True)
    told = json.loads(ended.stdout)
    figures = (f"{told['seconds']:.0f}", f"{told['peak_mb']:.0f}")
    row = (f"{told['ballots']:,}", "approval", str(PLANS), "–", _size(path), *figures, "cast, closed, counted")
    return row, not told["refused"]


def _refused(path: Path) -> Row:
    told = ours(path).not_run
    row = (f"{MOST_BALLOTS + 1:,}", "approval", str(PLANS), "–", _size(path), "–", "–", f"refused: {told}")
    return row, str(MOST_BALLOTS) in told


def _size(path: Path) -> str:
    return f"{path.stat().st_size / 1e6:.0f}"


if __name__ == "__main__":
    sys.exit(main())
