"""`python -m bench.counting [FOLDER] [--seconds N] [--write FILE] [--growth FOLDER]`: counting beside other counters.

Every approval file of the folder, Equal Shares with add1 and the fill, one counter after the other in one run.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from time import perf_counter

from bench.counting.counters import Measured, equalshares_net, ours, pabutools
from bench.counting.growth import measure_growth
from bench.counting.line import HEADER, Line
from bench.oracle.variants import APPROVAL, vote_type_of
from bench.sections import with_section, with_table
from bench.table import table_lines

HEADING = "## Counting beside other counters"
GROWTH = "## Counting: as elections grow"


def main() -> int:
    asked = _arguments()
    begun, lines = perf_counter(), []
    files = sorted(path for path in asked.folder.glob("*.pb") if asked.all or vote_type_of(path) in APPROVAL)
    for path in files:
        is_approval = vote_type_of(path) in APPROVAL
        floats = equalshares_net(path, asked.seconds) if is_approval else Measured(not_run="approvals alone")
        line = Line(path.stem, ours(path), pabutools(path, asked.seconds), floats)
        lines.append(line)
        print(f"{perf_counter() - begun:5.0f} s  {' | '.join(line.cells)}", file=sys.stderr, flush=True)
    told = "\n".join(_told(lines, asked.seconds, perf_counter() - begun))
    grown = measure_growth(asked.growth) if asked.growth else ""
    print("\n\n".join([told, grown] if grown else [told]))
    if asked.write:
        document = with_section(asked.write.read_text(encoding="utf-8"), HEADING, told)
        if grown:
            document = with_table(document, GROWTH, grown)
        asked.write.write_text(document, encoding="utf-8")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.counting", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("../shared/data/pabulib"))
    parser.add_argument("--seconds", type=float, default=60, help="what another counter gets for one file (60)")
    parser.add_argument("--all", action="store_true", help="files with points and ranks too")
    parser.add_argument("--growth", type=Path, metavar="FILE", help="measure growth too, and draw it in this SVG")
    parser.add_argument(
        "--write", type=Path, metavar="FILE", help=f"put the tables in this file, under “{HEADING}” and “{GROWTH}”"
    )
    return parser.parse_args()


def _told(lines: list[Line], most_seconds: float, seconds: float) -> list[str]:
    missed = [f"{line.name} ({goal})" for line in lines for goal in line.missed]
    load = os.getloadavg()[1]
    return [
        *table_lines(HEADER, [line.cells for line in lines]),
        "",
        "Seconds of a processor, inside each process, reading and counting; the best of three where that is quick.",
        f"Measured in {seconds:.0f} s on {os.cpu_count()} cores; mean load in five minutes {load:.1f}. Not done",
        f"after {most_seconds:g} s by the clock was stopped: “>” is what is certain then. Goals missed:",
        f"{'; '.join(missed) or 'none of those that could be measured'}.",
    ]


if __name__ == "__main__":
    sys.exit(main())
