"""`python -m bench.counting.million`: as many ballots as a file may have, counted; and one more, refused.

Ends with status 1 when the million is not counted, or the one more is not refused with the limit named.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from bench.counting.counters import ours
from bench.counting.made import Size, write_election
from bench.table import print_table
from voting.rules.pabulib.fields import MOST_BALLOTS

HEADER = ("ballots", "plans", "choices", "file, MB", "seconds", "MB above idle", "what came of it")
PLANS = 100


def main() -> int:
    rows, is_well = [], True
    with tempfile.TemporaryDirectory(prefix="million-") as folder:
        for ballots in (MOST_BALLOTS, MOST_BALLOTS + 1):
            path = write_election(Path(folder) / "made.pb", Size(ballots, PLANS))
            size = path.stat().st_size / 1e6
            measured = ours(path)
            told = measured.told
            if told is None or measured.seconds is None:
                rows.append(
                    (f"{ballots:,}", *"––", f"{size:.0f}", *"––", f"refused: {measured.not_run.splitlines()[-1]}")
                )
                is_well = is_well and ballots > MOST_BALLOTS and str(MOST_BALLOTS) in measured.not_run
            else:
                sizes = (f"{told['voters']:,}", f"{told['plans']}", f"{told['choices']:,}", f"{size:.0f}")
                rows.append((*sizes, f"{measured.seconds:.1f}", f"{measured.peak_mb:.0f}", "counted"))
                is_well = is_well and ballots <= MOST_BALLOTS
    print_table(HEADER, rows)
    return 0 if is_well else 1


if __name__ == "__main__":
    sys.exit(main())
