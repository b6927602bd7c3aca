"""`python -m bench.counting.one FILE OPTION…`: one count in a process of its own, as one JSON object.

`seconds`: reading and counting, as the command tells them. `peak_mb`: the most memory above what the idle process had.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

from click.testing import CliRunner

from voting.cli.count import count_command
from voting.rules.count import count
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
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(path: Path, options: list[str]) -> dict[str, object]:
    # what is imported at the first count of all belongs to the idle process
    count(read(SMALL.encode()).election())
    idle = peak_mb()
    told = CliRunner().invoke(count_command, [str(path), *options, "--json"])
    if told.exit_code:
        return {"refused": told.stderr.strip()}
    counted = json.loads(told.stdout)
    return {
        "winners": counted["winners"],
        "seconds": counted["seconds"],
        "peak_mb": peak_mb() - idle,
        "voters": counted["n"],
        "plans": len(counted["projects"]),
        "choices": sum(int(float(project["votes"])) for project in counted["projects"]),
        "runs": counted["runs"],
    }


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), sys.argv[2:])))
