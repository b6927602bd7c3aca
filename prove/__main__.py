"""`python -m prove [--only NAME,...]`: every attack on the money, on both engines, with its guards and without them.

Ends with 1 when an attack gets its way against the product, or fails although its guard was taken out.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine

from bench.servers import postgres
from bench.table import print_table
from prove.attacks import ATTACKS, Attack
from prove.books import faults
from prove.builds import make_build

LONGEST_SECONDS = 120
MOST_STATEMENTS = 60
HEADER = ("invariant", "attack", "engine", "against the product", "without its guard", "verdict")


@dataclass(frozen=True)
class Outcome:
    """What an attack left: how often it was let through, and what is wrong with the books."""

    won: int
    faults: tuple[str, ...]

    def __str__(self) -> str:
        return self.faults[0].split(":")[0] if self.faults else "books right"


class Engines:
    """Fresh databases: a file, or a database of a PostgreSQL that runs for this proof."""

    def __init__(self, folder: Path, postgres_url: str) -> None:
        self.folder, self.postgres_url, self._made = folder, postgres_url, 0

    def fresh(self, engine: str) -> str:
        self._made += 1
        if engine == "sqlite":
            return f"sqlite:///{self.folder / f'prove-{self._made}.sqlite'}"
        name = f"prove_{self._made}"
        desk = create_engine(self.postgres_url, isolation_level="AUTOCOMMIT")
        with desk.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
        desk.dispose()
        return desk.url.set(database=name).render_as_string(hide_password=False)


def attack_once(build: Path, url: str, attack: Attack, first: int = 0) -> Outcome:
    """Let the town be built and attacked by processes of this build, and look at the books."""
    subprocess.run(
        [sys.executable, "-m", "prove.town", url, attack.town], cwd=build, check=True, timeout=LONGEST_SECONDS
    )
    with _attackers(build, url, attack, first) as processes:
        for each in processes:
            assert each.stdout is not None
            each.stdout.readline()
        for each in processes:
            assert each.stdin is not None
            each.stdin.write("go\n")
            each.stdin.flush()
        said = [each.communicate(timeout=LONGEST_SECONDS)[0].strip() for each in processes]
    engine = create_engine(url)
    found = faults(engine)
    engine.dispose()
    return Outcome(sum(int(each or 0) for each in said), tuple(found))


@contextmanager
def _attackers(build: Path, url: str, attack: Attack, first: int) -> Iterator[list[subprocess.Popen[str]]]:
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "prove.attackers", attack.name, url, str(first + number)],
            cwd=build, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )
        for number in range(attack.processes)
    ]  # fmt: skip
    try:
        yield started
    finally:
        for each in started:
            each.kill()
            each.wait()


def outcome_of(engines: Engines, engine: str, attack: Attack, build: Path) -> Outcome:
    """The worst that the attack did; a process that dies is tried at every statement of its act."""
    if attack.name != "die":
        return attack_once(build, engines.fresh(engine), attack)
    worst = Outcome(0, ())
    for statement in range(1, MOST_STATEMENTS, 3):
        worst = attack_once(build, engines.fresh(engine), attack, statement)
        if worst.faults:
            break
    return worst


def prove(attack: Attack, engine: str, engines: Engines, whole: Path, folder: Path) -> tuple[str, ...]:
    """One row of the table."""
    guarded = outcome_of(engines, engine, attack, whole)
    without = folder / f"{attack.name}-{engine}"
    open_door = outcome_of(engines, engine, attack, make_build(without, attack.guards[engine]))
    holds, could_fail = not guarded.faults, bool(open_door.faults)
    verdict = "holds" if holds and could_fail else "BROKEN" if not holds else "PROVES NOTHING"
    return (attack.invariant, attack.how, engine, str(guarded), str(open_door), verdict)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="prove", description=__doc__)
    parser.add_argument("--only", default="", help="names of attacks, with commas between")
    wanted = [name for name in parser.parse_args(arguments).only.split(",") if name]
    rows = []
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="prove-")))
        engines = Engines(folder, stack.enter_context(postgres()))
        whole = make_build(folder / "whole")
        for attack in ATTACKS:
            if wanted and attack.name not in wanted:
                continue
            for engine in ("sqlite", "postgresql"):
                print(f"{attack.how}, {engine} …", file=sys.stderr, flush=True)
                rows.append(prove(attack, engine, engines, whole, folder))
    print_table(HEADER, rows)
    return 0 if rows and all(row[-1] == "holds" for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
