"""`python -m bench.counting.cast_one FILE`: one file replayed through the ballot box, as one JSON object.

What `flask pabulib import` does, on an empty SQLite database in a temporary folder: a key for every ballot, every
ballot cast by the act of voting, the vote closed, the urn opened and counted. `peak_mb`: the most memory above the
idle process.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from time import process_time

import clock
from bench.counting.one import SMALL, peak_mb, read_and_count
from database import Database
from logbook.actors import OPERATOR
from migrations.tables import every_table
from voting.rules.pabulib.reader import read
from voting.services.pabulib.importing import import_election


def measure(path: Path, folder: Path) -> dict[str, object]:
    read_and_count(SMALL.encode)
    database = Database(f"sqlite:///{folder / 'replay.sqlite'}")
    every_table().create_all(database.engine)
    idle, begun = peak_mb(), process_time()
    file = read(path.read_bytes())
    imported = import_election(database, OPERATOR, clock.now(), file, lambda _: None)
    told = {"ballots": imported.ballots_in_urn, "refused": imported.ballots_in_file - imported.ballots_in_urn}
    database.dispose()
    return told | {"seconds": process_time() - begun, "peak_mb": peak_mb() - idle, "idle_mb": idle}


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="casting-") as temporary:
        print(json.dumps(measure(Path(sys.argv[1]), Path(temporary))))
