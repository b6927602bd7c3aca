"""A life as one table: which step leads from where to where, by whom, on what ground, on what condition.

For everyone who moves a plan or a round: what is not in the table is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from lives.messages import Message, msg
from lives.refused import Refused

State = TypeVar("State", bound=StrEnum)
Facts = TypeVar("Facts")


@dataclass(frozen=True)
class Condition(Generic[Facts]):
    """A named question about the facts, and the sentence that says what must be so."""

    holds: Callable[[Facts], bool]
    requirement: Message

    @property
    def name(self) -> str:
        return self.holds.__name__


@dataclass(frozen=True)
class Row(Generic[State, Facts]):
    """One line of the table; `ground` is the rule or article on which the step stands."""

    step: str
    source: State
    target: State
    who: frozenset[str]
    ground: Message
    conditions: tuple[Condition[Facts], ...] = ()

    def unmet(self, facts: Facts) -> tuple[Condition[Facts], ...]:
        return tuple(condition for condition in self.conditions if not condition.holds(facts))


NOT_IN_TABLE = "not_in_table"
NOT_BY_THIS_ROLE = "not_by_this_role"


class StepRefused(Refused):
    """A step that the table does not allow; `ground` is a code: not_in_table, not_by_this_role or the
    name of the first condition that does not hold. `message` says the same to people."""

    def __init__(self, step: str, state: str, ground: str, message: Message) -> None:
        super().__init__(message)
        self.step = step
        self.state = state
        self.ground = ground


@dataclass(frozen=True)
class Lifecycle(Generic[State, Facts]):
    """The whole life of one kind of thing.

    `words` gives the English sentence or word for every state, step and role, for pages and documents.
    """

    name: str
    title: Message
    start: State
    rows: tuple[Row[State, Facts], ...]
    words: tuple[tuple[str, Message], ...]

    def take(self, step: str, state: State, actor_roles: Collection[str], facts: Facts) -> State:
        """The state after the step. Raises StepRefused with the reason when the table does not allow it."""
        rows = [row for row in self.rows if row.step == step and row.source == state]
        if not rows:
            raise StepRefused(step, state, NOT_IN_TABLE, self._not_from_here(step, state))
        rows = [row for row in rows if not row.who.isdisjoint(actor_roles)]
        if not rows:
            raise StepRefused(step, state, NOT_BY_THIS_ROLE, self._not_by_you(step))
        for row in rows:
            if not row.unmet(facts):
                return row.target
        missing = rows[0].unmet(facts)[0]
        message = msg("This is only possible when %(requirement)s.", requirement=missing.requirement)
        raise StepRefused(step, state, missing.name, message)

    def may(self, step: str, state: State, actor_roles: Collection[str], facts: Facts) -> bool:
        """Whether take() would succeed: for pages that show or leave out a button."""
        try:
            self.take(step, state, actor_roles, facts)
        except StepRefused:
            return False
        return True

    def open_steps(self, state: State, actor_roles: Collection[str], facts: Facts) -> tuple[str, ...]:
        """The steps that this actor can take now, in the order of the table."""
        steps = dict.fromkeys(row.step for row in self.rows if row.source == state)
        return tuple(step for step in steps if self.may(step, state, actor_roles, facts))

    def word(self, code: str) -> Message:
        return dict(self.words)[code]

    def _not_from_here(self, step: str, state: State) -> Message:
        words = dict(self.words)
        return msg(
            "The step “%(step)s” is not possible now. The state is: %(state)s.",
            step=words.get(step, step),
            state=words.get(state, state),
        )

    def _not_by_you(self, step: str) -> Message:
        return msg("You are not allowed to take the step “%(step)s”.", step=dict(self.words).get(step, step))
