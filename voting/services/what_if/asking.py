"""Asking what if: known answers at once, others from the counting process, one at a time and never for long."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import BoundedSemaphore, Lock

from lives.messages import msg
from logbook.refusals import Refusal
from voting.rules.election import Election, Rule
from voting.rules.what_if import Answer, Question
from voting.services.what_if.process import CountingProcess, TooSlow
from voting.services.what_if.worker import UNKNOWN

MOST_WAITING = 3
"""So many requests of one server process may be busy with this; the others keep serving voters."""
PATIENCE_SECONDS = 5.0
MOST_ANSWERS = 500
Load = Callable[[], tuple[Election, Rule]]


class TooBusy(Refusal):
    """Others are asking now."""

    status = 503
    retry_after = 5

    def __init__(self) -> None:
        super().__init__(
            msg("Others are having something worked out just now."), msg("Please try again in a few seconds.")
        )


class TooHard(Refusal):
    """This question takes longer to count than anybody waits for a page."""

    status = 503

    def __init__(self) -> None:
        super().__init__(
            msg("This takes too long to work out while you wait, so we stopped."),
            msg("Try an amount nearer to the real one, or count the ballots on your own computer."),
        )


class Asker:
    """One per server process; the counting process starts with the first question."""

    def __init__(self, patience_seconds: float = PATIENCE_SECONDS) -> None:
        self._patience = patience_seconds
        self._answers: OrderedDict[tuple[str, Question], Answer] = OrderedDict()
        self._places = BoundedSemaphore(MOST_WAITING)
        self._turn = Lock()
        self._process: CountingProcess | None = None

    def ask(self, key: str, question: Question, load: Load) -> Answer:
        """The answer about the election with this key, which `load` reads when the counting process has not got it.

        Raises TooBusy when too many ask at once, TooHard when the answer does not come in time.
        """
        known = self._answers.get((key, question))
        if known is not None:
            return known
        if not self._places.acquire(blocking=False):
            raise TooBusy
        try:
            return self._in_turn(key, question, load)
        finally:
            self._places.release()

    def stop(self) -> None:
        """End the counting process; the next question begins another."""
        if self._process is not None:
            self._process.end()
            self._process = None

    def _in_turn(self, key: str, question: Question, load: Load) -> Answer:
        if not self._turn.acquire(timeout=self._patience):
            raise TooBusy
        try:
            reply = self._exchange(key, question, None)
            if reply == UNKNOWN:
                reply = self._exchange(key, question, load())
        finally:
            self._turn.release()
        assert isinstance(reply, Answer)
        self._answers[key, question] = reply
        while len(self._answers) > MOST_ANSWERS:
            self._answers.popitem(last=False)
        return reply

    def _exchange(self, key: str, question: Question, election: tuple[Election, Rule] | None) -> Answer | str:
        """Ask the process and wait; it is ended when it takes too long, and begun anew when it is gone."""
        try:
            if self._process is None or not self._process.is_running:
                self.stop()
                self._process = CountingProcess()
                self._process.wait_until_ready()
            return self._process.ask(key, question, election, self._patience)
        except TooSlow:
            self.stop()
            raise TooHard from None
