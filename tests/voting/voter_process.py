"""A process of its own that casts ballots with one key: `python -m tests.voting.voter_process URL ROUND AREA NAME PLACE
TIMES BEGUN_AT`. Prints a line for every ballot that was acknowledged."""

from __future__ import annotations

import sys
from datetime import datetime

from database import Database
from tests.voting.ballots import key_of
from voting.services.casting import cast_ballot
from voting.services.refusals import NotCounted


def main(url: str, round_id: str, area: str, name: str, place: str, times: str, begun_at: str) -> None:
    database = Database(url)
    print("ready", flush=True)
    sys.stdin.readline()
    for _ in range(int(times)):
        try:
            began = datetime.fromisoformat(begun_at)
            proof = cast_ballot(database, key_of(name), int(round_id), area, [int(place)], began)
        except NotCounted:
            print("refused", flush=True)
        else:
            print(proof.sequence, proof.tracker, place, flush=True)
    database.dispose()


if __name__ == "__main__":
    main(*sys.argv[1:])
