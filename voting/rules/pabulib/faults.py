"""What is wrong with a file: every fault with its line, its cell and what was expected there."""

from dataclasses import dataclass

from lives.messages import Message, msg
from lives.refused import Refused

MOST_FAULTS_LISTED = 1_000
LONGEST_EXCERPT = 60


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. `line` counts from 1 (0: the file as a whole); `cell` is a META key or a column."""

    line: int
    cell: str
    found: str
    expected: Message

    def sentence(self) -> Message:
        """The fault in one line, for people."""
        values = {"line": self.line, "cell": self.cell, "found": self.found, "expected": self.expected}
        if self.line == 0:
            return msg("The file: expected %(expected)s.", **values)
        if not self.cell:
            return msg("Line %(line)s: expected %(expected)s, found “%(found)s”.", **values)
        return msg("Line %(line)s, %(cell)s: expected %(expected)s, found “%(found)s”.", **values)


class FaultyFile(Refused):
    """A file that cannot be read: `faults` in the order of the file, and how many `more` are not listed."""

    def __init__(self, faults: tuple[Fault, ...], more: int = 0) -> None:
        super().__init__(msg("This file has faults (%(count)s). Nothing was read.", count=len(faults) + more))
        self.faults = faults
        self.more = more


class Faults:
    """Collects faults while a file is read on to its end."""

    def __init__(self) -> None:
        self._listed: list[Fault] = []
        self._more = 0

    def add(self, line: int, cell: str, found: str, expected: Message) -> None:
        if len(self._listed) == MOST_FAULTS_LISTED:
            self._more += 1
            return
        excerpt = found if len(found) <= LONGEST_EXCERPT else found[: LONGEST_EXCERPT - 1] + "…"
        self._listed.append(Fault(line, cell, excerpt, expected))

    def refuse_if_any(self) -> None:
        if self._listed:
            listed = sorted(self._listed, key=lambda fault: (fault.line == 0, fault.line))
            raise FaultyFile(tuple(listed), self._more)
