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
from pathlib import Path
from time import perf_counter
from typing import Any

from bench.independent import Published, greedy, read_published
from bench.table import print_table

ROOT = Path(__file__).parents[1]
AT_ONCE = 2
LONGEST_SECONDS = 1_800
MEMORY = Path("/dev/shm")
ROOM_NEEDED = 2_000_000_000
COUNTED = ("approval", "choose-1")
HEADER = ("file", "rule", "voters", "plans", "in urn", "totals", "greedy", "official", "export", "ballots/s", "seconds")


class StepFailed(Exception):
    """A command of the product ended with another status than 0."""


@dataclass(frozen=True)
class Replayed:
    """One election: its line in the table, and everything that differs."""

    cells: tuple[str, ...]
    differences: tuple[str, ...]


def main(folder: Path) -> int:
    files = sorted(folder.glob("*.pb"), key=lambda path: -path.stat().st_size)
    counted = [path for path in files if _vote_type(path) in COUNTED]
    if not counted:
        print(f"no approval or choose-1 file in {folder}", file=sys.stderr)
        return 1
    begun = perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        replays = dict(zip(counted, pool.map(replay, counted), strict=True))
    print_table(HEADER, [replays[path].cells for path in sorted(counted)])
    left_out = len(files) - len(counted)
    print(f"{len(counted)} elections in {perf_counter() - begun:.0f} s; {left_out} with ranks or points left out")
    differences = [f"{path.name}: {told}" for path in sorted(counted) for told in replays[path].differences]
    print("\n".join(differences) or "everything as published")
    return 1 if differences else 0


def _vote_type(path: Path) -> str:
    with path.open(encoding="utf-8-sig") as file:
        return next((line.split(";")[1].strip() for line in file if line.startswith("vote_type;")), "")


def replay(path: Path) -> Replayed:
    """One election through the commands, in a database that is thrown away."""
    begun = perf_counter()
    with tempfile.TemporaryDirectory(prefix="election-", dir=_quick_folder()) as folder:
        product = Product(Path(folder))
        told = read_published(path)
        try:
            imported, result, exported = product.take(path)
            differences = dict(compare(told, imported, result, product, exported))
        except StepFailed as failed:
            name = (path.stem, told.meta["rule"])
            return Replayed((*name, *["–"] * (len(HEADER) - len(name))), (str(failed),))
    verdicts = ("totals", "greedy", "official", "export")
    shown = ["differs" if differences.get(each) else "equal" for each in verdicts]
    if not told.selected:
        shown[2] = "not told"
    cells = (path.stem, told.meta["rule"], str(len(told.ballots)), str(len(told.projects)))
    speed = f"{imported['ballots_in_urn'] / imported['seconds']:.0f}"
    seconds = f"{perf_counter() - begun:.0f}"
    in_urn = str(imported["ballots_in_urn"])
    return Replayed((*cells, in_urn, *shown, speed, seconds), tuple(filter(None, differences.values())))


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

    def run(self, *words: str) -> str:
        command = [sys.executable, "-m", "flask", "--app", "app", *words]
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
            raise StepFailed(f"flask {' '.join(words[:2])} ended with {done.returncode}: {done.stderr[-2000:]}")
        return done.stdout


def compare(
    told: Published, imported: dict[str, Any], result: dict[str, Any], product: Product, exported: Path
) -> Iterator[tuple[str, str]]:
    """What was looked at, and in words what differs there (empty: nothing)."""
    cast, in_urn = len(told.ballots), imported["ballots_in_urn"]
    yield (
        "urn",
        ""
        if in_urn == cast and not imported["refused"]
        else (f"{cast} ballots in the file, {in_urn} in the urn, refused: {imported['refused'][:5]}"),
    )
    votes = {project["project"]: project["votes"] for project in result["projects"]}
    published = {id_: int(row["votes"]) for id_, row in told.projects.items()}
    yield "totals", _differing("votes", set(votes.items()), set(published.items()))
    ours = _by_votes(result, product, exported)
    yield "greedy", _differing("greedy", ours, greedy(told))
    official = {*result["winners"], *result["granted"]}
    yield "official", _differing("official winners", official, told.selected) if told.selected else ""
    yield "export", check_export(exported)


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
