"""`python -m bench.counting.one FILE`: one count by Equal Shares, add1u, in a process of its own, as one JSON object.

`seconds`: what reading and counting took of a processor. `peak_mb`: the most memory above what the idle process had.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time

from lives.refused import Refused
from voting.rules.count import explain
from voting.rules.deciding import Decision, decide
from voting.rules.election import EQUAL_SHARES
from voting.rules.pabulib.faults import FaultyFile
from voting.rules.pabulib.reader import read

SMALL = """META
key;value
description;Demo
country;Demo
unit;Demo
instance;1
num_projects;1
num_votes;1
budget;10
vote_type;approval
rule;unknown
date_begin;2026
date_end;2026
PROJECTS
project_id;cost
a;7
VOTES
voter_id;vote
1;a
"""


def peak_mb() -> float:
    """Of this program alone: what getrusage tells begins with what the process was before it became this one."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("this machine does not tell how much memory was used at most")


def read_and_count(bytes_of: Callable[[], bytes]) -> Decision:
    """As the command does: the file is let go once it is read; explanation and record are no part of this."""
    return decide(read(bytes_of()).election(), EQUAL_SHARES)


def measure(path: Path) -> dict[str, object]:
    # what is imported at the first count of all belongs to the idle process
    read_and_count(SMALL.encode)
    idle, begun, by_the_clock = peak_mb(), process_time(), perf_counter()
    try:
        decision = read_and_count(path.read_bytes)
    except FaultyFile as faulty:
        return {"refused": "; ".join([str(faulty.message), *(str(fault.sentence()) for fault in faulty.faults[:3])])}
    except Refused as refused:
        return {"refused": str(refused.message)}
    seconds, by_the_clock, peak = process_time() - begun, perf_counter() - by_the_clock, peak_mb() - idle
    return _told(decision) | {"seconds": seconds, "by_the_clock": by_the_clock, "peak_mb": peak}


def _told(decision: Decision) -> dict[str, object]:
    counted = explain(decision)
    return {
        "winners": list(counted.winners),
        "voters": counted.n,
        "plans": len(counted.projects),
        "choices": sum(project.votes for project in counted.projects),
        "runs": counted.runs,
    }


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]))))
