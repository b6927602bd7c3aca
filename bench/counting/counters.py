"""Three counters asked the same: ours, pabutools in exact fractions, and the tool of equalshares.net in floats.

Each in a process of its own, timed inside it, reading and counting, in seconds of a processor: on a shared machine
the clock tells of the neighbours. What is not here is not run: nothing is estimated.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from typing import Any

from bench.oracle.sides import ENVIRONMENT, ROOT, Oracle, processor_seconds_of_children
from bench.oracle.variants import Variant

ADD1U = Variant("shares: add1u", {"rule": "equalshares", "completion": "add1u"})
DRIVER = Path(__file__).with_name("equalshares_net.mjs")
FOLDER = "EQUALSHARES_NET"
"""The variable that names a folder with the unmodified source of equalshares.net's tool."""
QUICK_SECONDS = 5.0
TIMES = 3
STARTING_SECONDS = 2.0


@dataclass(frozen=True)
class Measured:
    seconds: float | None = None
    peak_mb: float = 0.0
    winners: frozenset[str] = frozenset()
    not_run: str = ""
    at_least_seconds: float = 0.0
    """Stopped after so much of a processor: it needs more."""
    told: dict[str, Any] | None = None


def ours(path: Path) -> Measured:
    return _best(lambda: _process([sys.executable, "-m", "bench.counting.one", path], 600))


def pabutools(path: Path, most_seconds: float) -> Measured:
    if not ENVIRONMENT.exists():
        return Measured(not_run="no .venv-oracle here")
    return _best(lambda: _ask_pabutools(path, most_seconds))


def _ask_pabutools(path: Path, most_seconds: float) -> Measured:
    with Oracle(most_seconds) as oracle:
        told = oracle.ask(path, ADD1U)
    if told.not_run:
        is_slow = "more than" in told.not_run
        return Measured(not_run=told.not_run, at_least_seconds=_certain(told.processor_seconds) if is_slow else 0)
    return Measured(told.processor_seconds, told.peak_mb, frozenset(told.winners))


def equalshares_net(path: Path, most_seconds: float) -> Measured:
    folder = os.environ.get(FOLDER)
    if not folder or not which("node"):
        return Measured(not_run=f"{FOLDER} is not set" if which("node") else "no node here")
    return _best(lambda: _process(["node", DRIVER, folder, path], most_seconds))


def _process(command: list[str | Path], most_seconds: float) -> Measured:
    used = processor_seconds_of_children()
    try:
        ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=most_seconds, check=False)
    except subprocess.TimeoutExpired:
        used = processor_seconds_of_children() - used
        return Measured(not_run=f"more than {most_seconds:g} s", at_least_seconds=_certain(used))
    if ended.returncode:
        return Measured(not_run=(ended.stderr.strip().splitlines() or ["no word why"])[-1])
    told = json.loads(ended.stdout)
    if "refused" in told:
        return Measured(not_run=told["refused"])
    return Measured(told["seconds"], told["peak_mb"], frozenset(told["winners"]), told=told)


def _certain(used: float) -> float:
    """What counting alone took at least of all that a process used: starting and imports take less than the rest."""
    return max(used - STARTING_SECONDS, 0)


def _best(ask: Any) -> Measured:
    """The quickest of three where one is quick: on a shared machine the slowest tells of the neighbours."""
    first: Measured = ask()
    if first.seconds is None or first.seconds > QUICK_SECONDS:
        return first
    others = [ask() for _ in range(TIMES - 1)]
    return min((first, *others), key=lambda one: one.seconds if one.seconds is not None else float("inf"))
