"""A process of its own that counts a vote that is over: `python -m tests.voting.counter_process URL ROUND MOMENT`."""

from __future__ import annotations

import sys
from datetime import datetime

from database import Database
from voting.services.counting import count_when_closed


def main(url: str, round_id: str, moment: str) -> None:
    database = Database(url)
    print("ready", flush=True)
    sys.stdin.readline()
    count_when_closed(database, int(round_id), datetime.fromisoformat(moment))
    print("counted", flush=True)
    database.dispose()


if __name__ == "__main__":
    main(*sys.argv[1:])
