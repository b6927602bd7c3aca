"""A booth with an open knapsack vote, and codes for it."""

from __future__ import annotations

import pytest

from tests.builders.people import ADMINISTRATOR
from tests.builders.town import MEENT, ZUID
from tests.voting.ballots import sealed_vote
from voting.services.codes import make_codes


@pytest.fixture
def open_vote(app, sqlite_database, now, at):
    """A knapsack vote in its first hour, in the application's database."""
    made = sealed_vote(sqlite_database, now, ballot_type="knapsack")
    at(made.begun_at)
    return made


@pytest.fixture
def codes(sqlite_database, open_vote):
    """Two codes for the Meent and one for Zuid, with their letters."""
    with sqlite_database.writing() as session:
        meent = make_codes(session, ADMINISTRATOR, open_vote.opens_at, open_vote.round_id, MEENT, 2)
        zuid = make_codes(session, ADMINISTRATOR, open_vote.opens_at, open_vote.round_id, ZUID, 1)
    return meent + zuid
