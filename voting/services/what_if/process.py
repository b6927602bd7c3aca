"""The counting process as the server holds it: begun, asked, and ended when it is too slow or nobody needs it."""

from __future__ import annotations

import os
import subprocess
import sys
import weakref
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic

from voting.rules.election import Election, Rule
from voting.rules.what_if import Answer, Question
from voting.services.what_if.worker import READY

ROOT = Path(__file__).resolve().parents[3]
COMMAND = [sys.executable, "-m", "voting.services.what_if.worker"]
# it gets no secret of the server, and one thread
ENVIRONMENT = {"PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


BEGIN_SECONDS = 30.0
"""The first question may wait so long for the process to begin; only after that its patience counts."""


class TooSlow(Exception):
    """No answer came in time, or the process went away."""


class CountingProcess:
    """One running worker. It ends with `end()`, or when this object or the server goes."""

    def __init__(self) -> None:
        pipe = subprocess.PIPE
        process = subprocess.Popen(COMMAND, stdin=pipe, stdout=pipe, cwd=ROOT, env=ENVIRONMENT)  # noqa: S603
        assert process.stdin is not None
        assert process.stdout is not None
        self._process = process
        self._questions = Connection(os.dup(process.stdin.fileno()), readable=False)
        self._replies = Connection(os.dup(process.stdout.fileno()), writable=False)
        process.stdin.close()
        process.stdout.close()
        self.end = weakref.finalize(self, _end, process, self._questions, self._replies)

    def wait_until_ready(self) -> None:
        """Raises TooSlow when the process does not begin."""
        try:
            if self._replies.poll(BEGIN_SECONDS) and self._replies.recv() == READY:
                return
        except (EOFError, OSError):
            pass
        raise TooSlow

    @property
    def is_running(self) -> bool:
        return self._process.poll() is None

    def ask(self, key: str, question: Question, election: tuple[Election, Rule] | None, seconds: float) -> Answer | str:
        """The answer within so many seconds; raises TooSlow."""
        until = monotonic() + seconds
        try:
            self._questions.send((key, question, election))
            if self._replies.poll(max(0.0, until - monotonic())):
                reply: Answer | str = self._replies.recv()
                return reply
        except (EOFError, OSError):
            pass
        raise TooSlow


def _end(process: subprocess.Popen[bytes], questions: Connection, replies: Connection) -> None:
    process.kill()
    process.wait()
    questions.close()
    replies.close()
