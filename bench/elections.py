"""Replays real Pabulib elections through import, ballot box, count and export; compares with what was published.

`python -m bench.elections FOLDER` prints a table; it ends with status 1 and the differences when anything differs.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from time import perf_counter
from typing import Any

from bench.independent import Ballot, Published, greedy, read_published
from bench.table import print_table

ROOT = Path(__file__).parents[1]
AT_ONCE = 2
LONGEST_SECONDS = 1_800
MEMORY = Path("/dev/shm")
ROOM_NEEDED = 2_000_000_000
VERDICTS = ("totals", "greedy", "official", "witness", "as cast", "export")
HEADER = ("file", "ballots", "rule", "voters", "plans", "in urn", *VERDICTS, "ballots/s", "seconds")
NOTHING_TOLD = {"official": "not told", "witness": "not asked"}


class StepFailed(Exception):
    """A command of the product ended with another status than 0."""


@dataclass(frozen=True)
class Replayed:
    """One election: its line in the table, and everything that differs."""

    cells: tuple[str, ...]
    differences: tuple[str, ...]


def main(folder: Path) -> int:
    # the largest first, so that nobody waits for one at the end
    files = sorted(folder.glob("*.pb"), key=lambda path: -path.stat().st_size)
    if not files:
        print(f"no Pabulib file in {folder}", file=sys.stderr)
        return 1
    begun = perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        replays = dict(zip(files, pool.map(replay, files), strict=True))
    print_table(HEADER, [replays[path].cells for path in sorted(files)])
    print(f"{len(files)} elections in {perf_counter() - begun:.0f} s")
    differences = [f"{path.name}: {told}" for path in sorted(files) for told in replays[path].differences]
    print("\n".join(differences) or "everything as published")
    return 1 if differences else 0


def replay(path: Path) -> Replayed:
    """One election through the commands, in a database that is thrown away."""
    begun = perf_counter()
    with tempfile.TemporaryDirectory(prefix="election-", dir=_quick_folder()) as folder:
        product = Product(Path(folder))
        told = read_published(path)
        known = (path.stem, told.meta["vote_type"], told.meta["rule"])
        try:
            imported, result, exported = product.take(path)
            differences = dict(compare(told, imported, result, product, exported))
            differences["witness"] = product.witnessed(path)
        except StepFailed as failed:
            return Replayed((*known, *["–"] * (len(HEADER) - len(known))), (str(failed),))
    nothing = {name for name in NOTHING_TOLD if differences.get(name) is None}
    shown = [
        NOTHING_TOLD[each] if each in nothing else "differs" if differences[each] else "equal" for each in VERDICTS
    ]
    sizes = (str(len(told.ballots)), str(len(told.projects)), str(imported["ballots_in_urn"]))
    speed = f"{imported['ballots_in_urn'] / imported['seconds']:.0f}"
    cells = (*known, *sizes, *shown, speed, f"{perf_counter() - begun:.0f}")
    return Replayed(cells, tuple(words for words in differences.values() if words))


def _quick_folder() -> str | None:
    """Memory where there is plenty: here it is about being right, and a slow disk would only make it long."""
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM_NEEDED:
        return str(MEMORY)
    return None


class Product:
    """The product's own commands on an SQLite database of this election alone."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = os.environ | {
            "DATABASE_URL": f"sqlite:///{folder / 'election.sqlite'}",
            "INSTANCE_DIR": str(folder),
            "DEMO": "0",
        }

    def take(self, path: Path) -> tuple[dict[str, Any], dict[str, Any], Path]:
        """Import (cast, close, count), ask for the result, export; the file that was written."""
        self.run("db", "upgrade")
        imported = json.loads(self.run("pabulib", "import", str(path.absolute()), "--json"))
        (result,) = json.loads(self.run("round", "result", imported["round"], "--json"))
        self.run("pabulib", "export", imported["round"], "--out", str(self.folder / "out"))
        (exported,) = (self.folder / "out").glob("*.pb")
        return imported, result, exported

    def witnessed(self, path: Path) -> str | None:
        """In words what differs from the winners that the outside counter found; None where it was not asked."""
        told = json.loads(self._python("bench.oracle.witnessed", str(path.absolute())))
        return "; ".join(told["different"]) if told["same"] or told["different"] else None

    def run(self, *words: str) -> str:
        return self._python("flask", "--app", "app", *words)

    def _python(self, *words: str) -> str:
        command = [sys.executable, "-m", *words]
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=LONGEST_SECONDS,
            check=False,
        )
        if done.returncode != 0:
            raise StepFailed(f"{' '.join(words[:5])} ended with {done.returncode}: {done.stderr[-2000:]}")
        return done.stdout


def compare(
    told: Published, imported: dict[str, Any], result: dict[str, Any], product: Product, exported: Path
) -> Iterator[tuple[str, str | None]]:
    """What was looked at, and in words what differs there: nothing differs, or None where nothing is told."""
    cast, in_urn = len(told.ballots), imported["ballots_in_urn"]
    is_whole = in_urn == cast and not imported["refused"]
    yield "urn", "" if is_whole else f"{cast} ballots, {in_urn} in the urn, refused: {imported['refused'][:5]}"
    yield "totals", "; ".join(filter(None, _totals(told, result)))
    yield "greedy", _differing("greedy", _by_votes(result, product, exported), greedy(told))
    official = {*result["winners"], *result["granted"]}
    yield "official", _differing("official winners", official, told.selected) if told.selected else None
    yield "as cast", _differing("ballots", _kinds(read_published(exported)), _kinds(told))
    yield "export", check_export(exported)


def _totals(told: Published, result: dict[str, Any]) -> Iterator[str]:
    """Votes and points of each plan: ours, those of the file's own columns, and what its ballots add up to."""
    added_up = {"votes": dict(told.votes), "score": told.scores}
    for name, totals in added_up.items():
        ours = {(project["project"], Decimal(project[name])) for project in result["projects"]}
        yield _differing(name, ours, {(id_, Decimal(totals.get(id_, 0))) for id_ in told.projects})
        stated = {(id_, Decimal(row[name])) for id_, row in told.projects.items() if row.get(name)}
        yield _differing(f"stated {name}", ours, stated) if stated else ""


def _kinds(told: Published) -> set[tuple[Ballot, int]]:
    return set(told.kinds_of_ballots.items())


def _by_votes(result: dict[str, Any], product: Product, exported: Path) -> set[str]:
    """Our own count by votes: the result itself, else a count of the exported ballots."""
    if result["rule"] == "equalshares":
        counted = product.run("pabulib", "count", str(exported), "--rule", "greedy", "--limits", "file", "--json")
        result = json.loads(counted)
    return {*result["winners"], *result["granted"]}


def _differing(name: str, ours: set[Any], theirs: set[Any]) -> str:
    if ours == theirs:
        return ""
    return f"{name}: only ours {sorted(ours - theirs)[:5]}, only published {sorted(theirs - ours)[:5]}"


def check_export(exported: Path) -> str:
    """The errors that Pabulib's own checker finds in a file; empty when there are none."""
    command = [sys.executable, "-m", "bench.checked", str(exported)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=LONGEST_SECONDS, check=True)
    return f"export: {'; '.join(done.stdout.split(chr(10))[:5])}" if done.stdout.strip() else ""


if __name__ == "__main__":
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        sys.exit("usage: python -m bench.elections FOLDER")
    sys.exit(main(Path(sys.argv[1])))
