"""`python -m bench.oracle FOLDER [--seconds N] [--made N] [--only NAME,…]`: our winners beside those of pabutools.

Every file under every rule that both know, then made elections. Ends with status 1 when anything differs.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from pathlib import Path
from time import perf_counter

from bench.oracle.deciding import DECIDING_RUN, deciding_run
from bench.oracle.many import differences_among_made
from bench.oracle.sides import ENVIRONMENT, Answer, Oracle, ours
from bench.oracle.variants import VARIANTS, Variant, vote_type_of
from bench.table import print_table

HEADER = ("file", "rule", "same winners?", "ours, s", "pabutools, s")
AT_ONCE = 2
TOO_LONG = "needs more than"


def main() -> int:
    asked = _arguments()
    if not ENVIRONMENT.exists():
        sys.exit("not run: .venv-oracle is not there (make oracle installs it)")
    begun = perf_counter()
    files = sorted(asked.folder.glob("*.pb"))
    chosen = [path for path in files if not asked.only or path.stem in asked.only.split(",")]
    if not chosen:
        sys.exit(f"no such file in {asked.folder}")
    # the largest first, so that nobody waits for one at the end
    by_size = sorted(chosen, key=lambda path: -path.stat().st_size)
    # processes: our command is called as its users call it, and prints
    with ProcessPoolExecutor(AT_ONCE) as pool:
        told = dict(zip(by_size, pool.map(_lines, by_size, repeat(asked.seconds)), strict=True))
    lines = [line for path in chosen for line in told[path]]
    print_table(HEADER, lines)
    differing = [f"{line[0]}, {line[1]}: {line[2]}" for line in lines if line[2].startswith("NO")]
    counts = [sum(line[2].startswith(start) for line in lines) for start in ("yes", "NO", "not run")]
    print("\n{} the same, {} different, {} not run; {} files".format(*counts, len(chosen)))
    if asked.made:
        differing += differences_among_made(asked.made)
    print(f"{perf_counter() - begun:.0f} s")
    print("\n".join(differing) or "no difference anywhere")
    return 1 if differing else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.oracle", description=__doc__)
    parser.add_argument("folder", type=Path, help="folder with Pabulib files")
    parser.add_argument("--seconds", type=float, default=120, help="what pabutools gets for one count (120)")
    parser.add_argument("--made", type=int, default=200, help="made elections for each kind of ballot and rule (200)")
    parser.add_argument("--only", default="", help="some of the files, without .pb")
    return parser.parse_args()


def _lines(path: Path, most_seconds: float) -> list[tuple[str, ...]]:
    return list(_compared(path, most_seconds))


def _compared(path: Path, most_seconds: float) -> Iterator[tuple[str, ...]]:
    vote_type, waited_for = vote_type_of(path), set[tuple[str, str]]()
    with Oracle(most_seconds) as oracle:
        for variant in VARIANTS:
            if not variant.suits(vote_type):
                continue
            began_with = (variant.asked.get("completion", ""), variant.asked.get("utility", ""))
            mine = ours(path, variant)
            if began_with[0] == "add1u" and ("add1", began_with[1]) in waited_for:
                theirs = Answer(not_run="its add1 takes too long already")
            else:
                theirs = oracle.ask(path, variant)
            yield _line(path, variant, mine, theirs)
            if TOO_LONG in theirs.not_run and began_with[0] == "add1" and "stop" not in variant.asked:
                waited_for.add(began_with)
                yield _line(path, Variant(f"{variant.name}: {DECIDING_RUN}", {}), *deciding_run(path, variant, oracle))


def _line(path: Path, variant: Variant, mine: Answer, theirs: Answer) -> tuple[str, ...]:
    print(f"{path.stem}, {variant.name}: {verdict(mine, theirs)}", file=sys.stderr, flush=True)
    return (path.stem, variant.name, verdict(mine, theirs), _seconds(mine), _seconds(theirs))


def verdict(mine: Answer, theirs: Answer) -> str:
    """Winners are compared as a set: the others give them in an order of their own."""
    if mine.not_run or theirs.not_run:
        return f"not run: {'; '.join(filter(None, (mine.not_run, theirs.not_run)))}"
    only_ours, only_theirs = set(mine.winners) - set(theirs.winners), set(theirs.winners) - set(mine.winners)
    if not only_ours and not only_theirs:
        return "yes"
    return f"NO: only ours {sorted(only_ours)}, only theirs {sorted(only_theirs)}"


def _seconds(answer: Answer) -> str:
    return "–" if answer.not_run else f"{answer.seconds:.2f}"


if __name__ == "__main__":
    sys.exit(main())
