"""A vote of this municipality as Pabulib files: only large areas, only after publication, no sign of who voted."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from database import Database
from rounds.queries import find_round
from tests.builders.moments import Clocks
from tests.builders.town import MEENT, ZUID
from tests.voting.ballots import Vote, cast, let_vote, sealed_vote
from tests.voting.pabulib.test_exporting import errors_in
from voting.queries.results import result_of
from voting.rules.pabulib.reader import read
from voting.rules.publication import FEWEST_BALLOTS
from voting.services.counting import count_when_closed
from voting.services.pabulib.exporting import ExportedArea, NotPublished, TooFewBallots, export_round

VOTERS = [f"voter {number}" for number in range(FEWEST_BALLOTS + 1)]


@pytest.fixture
def vote(database: Database, now: datetime, at: Clocks) -> Vote:
    """Knapsack: in the Meent 20 for plans 0 and 1, 10 for plan 2, one blank: 30 with a choice. In Zuid one ballot."""
    made = sealed_vote(database, now, ballot_type="knapsack")
    let_vote(database, made, *VOTERS)
    let_vote(database, made, "zora", area=ZUID)
    at(made.begun_at)
    for place, name in enumerate(VOTERS):
        cast(database, made, name, *((0, 1) if place < 20 else (2,) if place < 30 else ()))
    cast(database, made, "zora", 0, area=ZUID)
    return made


def close(database: Database, vote: Vote, at: Clocks) -> None:
    moment = vote.closes_at + timedelta(minutes=10)
    at(moment)
    count_when_closed(database, vote.round_id, moment)


def export(database: Database, vote: Vote, area: str | None = None) -> list[ExportedArea]:
    with database.reading() as session:
        return export_round(session, vote.round_id, vote.town.slug, "Hilversum", area)


def test_while_people_vote_nothing_leaves(database: Database, vote: Vote) -> None:
    with pytest.raises(NotPublished):
        export(database, vote)


def test_the_ballots_of_a_large_area_leave_as_a_sound_file(
    database: Database, vote: Vote, at: Clocks, tmp_path: Path
) -> None:
    close(database, vote, at)

    (file,) = export(database, vote)

    assert not errors_in(file.data, tmp_path)
    told = read(file.data)
    plans = [str(number) for number in vote.plans[MEENT]]
    chosen = Counter(tuple(sorted(told.projects[place].id for place in ballot.choices)) for ballot in told.ballots)
    assert chosen == {tuple(sorted(plans[:2])): 20, (plans[2],): 10}
    assert told.meta["unit"] == "Hilversum"
    assert told.meta["max_sum_cost"] == "10000"
    # the vote opens on the 24th and closes three weeks later, at noon in UTC
    assert (told.meta["date_begin"], told.meta["date_end"]) == ("24.11.2026", "15.12.2026")
    with database.reading() as session:
        published = result_of(session, vote.round_id, MEENT)
        assert published is not None
        assert told.selected == set(published.record["count"]["winners"])
        assert find_round(session, vote.town.slug).slug in file.name


def test_the_ballots_of_a_small_area_do_not_leave(database: Database, vote: Vote, at: Clocks) -> None:
    close(database, vote, at)

    with pytest.raises(TooFewBallots):
        export(database, vote, ZUID)
