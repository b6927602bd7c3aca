"""The process that counts what people ask. It holds a few elections, answers one question at a time, and gives way
to everything else on the machine; whoever started it ends it when an answer takes too long."""

from __future__ import annotations

import os
import sys
from collections import OrderedDict
from multiprocessing.connection import Connection

from voting.rules.election import Election, Rule
from voting.rules.what_if import Answer, Question, answer

MOST_ELECTIONS = 4
IDLE_SECONDS = 300
GIVES_WAY = 10
UNKNOWN = "unknown"
"""The answer to a question about an election that was not handed over yet."""
READY = "ready"


class Bench:
    """The elections that the process has at hand, the least used leaving first."""

    def __init__(self) -> None:
        self._elections: OrderedDict[str, tuple[Election, Rule]] = OrderedDict()

    def take(self, key: str, election: tuple[Election, Rule]) -> None:
        self._elections[key] = election
        while len(self._elections) > MOST_ELECTIONS:
            self._elections.popitem(last=False)

    def reply(self, key: str, question: Question) -> Answer | str:
        if key not in self._elections:
            return UNKNOWN
        self._elections.move_to_end(key)
        return answer(*self._elections[key], question)


def serve(questions: Connection, answers: Connection) -> None:
    """Answer until nobody asks any more: the other end closed, or five minutes of silence."""
    import numpy  # noqa: F401  loaded before the first question, not with it

    answers.send(READY)
    bench = Bench()
    while questions.poll(IDLE_SECONDS):
        try:
            key, question, election = questions.recv()
        except EOFError:
            return
        if election is not None:
            bench.take(key, election)
        answers.send(bench.reply(key, question))


if __name__ == "__main__":
    os.nice(GIVES_WAY)
    serve(Connection(sys.stdin.fileno(), writable=False), Connection(sys.stdout.fileno(), readable=False))
