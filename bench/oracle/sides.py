"""Both sides answer the same question about a file: ours in this process, the other in one of its own."""

from __future__ import annotations

import json
import resource
import selectors
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from bench.oracle.variants import Variant
from voting.cli.count import count_command

ROOT = Path(__file__).parents[2]
ENVIRONMENT = ROOT / ".venv-oracle" / "bin" / "python"
PEER = Path(__file__).with_name("peer.py")


@dataclass(frozen=True)
class Answer:
    """`winners` by order of funding; or, in words, why there are none. `processor_seconds`: also of who was stopped."""

    winners: tuple[str, ...] = ()
    seconds: float = 0.0
    not_run: str = ""
    peak_mb: float = 0.0
    overspends: bool = False
    processor_seconds: float = 0.0


def ours(path: Path, variant: Variant) -> Answer:
    """The command that everybody has, called without starting a process for each of thousands of files."""
    told = CliRunner().invoke(count_command, [str(path), *variant.options, "--json"])
    if told.exit_code:
        reason = told.stderr.strip().splitlines() or [repr(told.exception)]
        return Answer(not_run=f"the product refused: {reason[-1]}")
    counted = json.loads(told.stdout)
    return Answer(tuple(counted["winners"]), counted["seconds"])


class Oracle:
    """pabutools behind a pipe. Who takes longer than allowed is stopped and started again for the next file."""

    def __init__(self, most_seconds: float, command: Sequence[str | Path] = (ENVIRONMENT, PEER)) -> None:
        self.most_seconds, self.command = most_seconds, command
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Oracle:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """End the process; the next question starts another, with no memory of what went before."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def ask(self, path: Path, variant: Variant) -> Answer:
        process = self._process = self._process or self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps({"path": str(path), "variant": variant.asked}).encode() + b"\n")
        process.stdin.flush()
        with selectors.DefaultSelector() as waiting:
            waiting.register(process.stdout, selectors.EVENT_READ)
            came = waiting.select(self.most_seconds)
        line = process.stdout.readline() if came else b""
        if not line:
            used = processor_seconds_of_children()
            self.stop()
            used = processor_seconds_of_children() - used
            return Answer(processor_seconds=used, not_run="pabutools ended without an answer" if came else
                          f"pabutools needs more than {self.most_seconds:g} s")  # fmt: skip
        return _read(json.loads(line))

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def processor_seconds_of_children() -> float:
    """Of those that have ended and were waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _read(told: dict[str, Any]) -> Answer:
    if "refused" in told:
        return Answer(not_run=f"pabutools refused: {told['refused']}")
    return Answer(
        tuple(told["winners"]),
        told["seconds"],
        peak_mb=told["peak_mb"],
        overspends=told["overspends"],
        processor_seconds=told["processor_seconds"],
    )
