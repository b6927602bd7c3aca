"""Published votes of two sizes: one of which every step is public, and one too small for that."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.builders.moments import Clocks
from tests.voting.ballots import Vote, cast, let_vote, sealed_vote
from tests.voting.results.addresses import FEW, MANY
from voting.services.what_if.asking import Asker


@pytest.fixture(autouse=True)
def patient(app) -> Iterator[None]:
    """What if is answered on a busy machine too, and its process ends with the test."""
    app.extensions["what_if"] = Asker(patience_seconds=120)
    yield
    app.extensions["what_if"].stop()


def voted(database, now, at: Clocks, voters: int) -> Vote:
    """Three quarters choose the first two plans, one quarter the third and the fourth; then the vote is over."""
    made = sealed_vote(database, now)
    let_vote(database, made, *(f"voter{number}" for number in range(voters)))
    at(made.begun_at)
    for number in range(voters):
        cast(database, made, f"voter{number}", *((0, 1) if number < 3 * voters // 4 else (2, 3)))
    return made


@pytest.fixture
def vote(app, sqlite_database, now, at) -> Vote:
    """An open vote in which forty people voted."""
    return voted(sqlite_database, now, at, MANY)


@pytest.fixture
def published(vote: Vote, at: Clocks) -> Vote:
    at(vote.closes_at + timedelta(minutes=6))
    return vote


@pytest.fixture
def small(app, sqlite_database, now, at) -> Vote:
    """Twelve people voted: nine for the first two plans, three for the others."""
    made = voted(sqlite_database, now, at, FEW)
    at(made.closes_at + timedelta(minutes=6))
    return made
