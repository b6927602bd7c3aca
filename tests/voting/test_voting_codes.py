"""Codes: only their public keys are kept, they open the booth of their own area, and lost letters are withdrawn."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select, text

from database import Database
from logbook.models import LogRow
from logbook.refusals import NotAllowed
from migrations.tables import every_table
from tests.builders.people import ADMINISTRATOR, COORDINATOR
from tests.builders.town import MEENT, ZUID
from tests.voting.ballots import announced_vote, cast, let_vote, sealed_vote, state_of
from voting.models import Credential
from voting.rules.codes import parse_code
from voting.services.admitting import admit_voter
from voting.services.codes import make_codes, withdraw_code
from voting.services.keys import Stretching, public_key_of
from voting.services.refusals import CannotBeReplaced, CodesRefused, CodeUnknown, NotSealed


def make(database, vote, number=3, area=MEENT, now=None, by=ADMINISTRATOR):
    with database.writing() as session:
        return make_codes(session, by, now or vote.opens_at, vote.round_id, area, number)


def withdraw(database, vote, letter, reason="lost in the post"):
    with database.writing() as session:
        withdraw_code(session, ADMINISTRATOR, vote.opens_at, vote.round_id, letter, reason)


def test_made_codes_are_valid_differ_and_open_the_booth_of_their_own_area(database, now, at):
    vote = sealed_vote(database, now)
    made = make(database, vote) + make(database, vote, 1, ZUID)
    at(vote.begun_at)

    assert len({code.code for code in made}) == len({code.letter_number for code in made}) == 4
    for code in made:
        admitted = admit_voter(database, parse_code(code.code))
        assert (admitted.round_id, admitted.area_code) == (vote.round_id, code.area_code)
        assert vote.begun_at <= admitted.begun_at


def test_nothing_in_the_database_holds_a_code_or_its_seed(database, now):
    vote = sealed_vote(database, now)
    codes = [code.code for code in make(database, vote)]

    with database.reading() as session:
        everything = "".join(str(session.execute(table.select()).all()) for table in every_table().sorted_tables)
        assert session.scalars(select(func.count()).select_from(Credential)).one() == 3
    assert "19456" in everything
    for code in codes:
        assert code not in everything
        assert code[:8] not in everything


def test_the_key_follows_from_code_and_salt_with_the_parameters_that_are_promised():
    cost = Stretching(b"0123456789abcdef")
    assert (cost.memory_kib, cost.passes, cost.lanes) == (19_456, 2, 1)
    assert cost.seed_of("7K2M9XQA4TPD8WZN") == cost.seed_of("7K2M9XQA4TPD8WZN")
    assert public_key_of(cost.seed_of("7K2M9XQA4TPD8WZN")) != public_key_of(cost.seed_of("7K2M9XQA4TPD8WZP"))
    assert Stretching(b"0123456789abcdeg").seed_of("7K2M9XQA4TPD8WZN") != cost.seed_of("7K2M9XQA4TPD8WZN")


def test_codes_exist_only_for_a_sealed_ballot_that_is_not_over(database, now, at):
    vote = announced_vote(database, now)
    with pytest.raises(NotSealed):
        make(database, vote)


@pytest.mark.parametrize(("number", "area"), [(0, MEENT), (100_001, MEENT), (1, "WK999999")])
def test_a_wrong_number_or_area_makes_no_code(database, now, number, area):
    vote = sealed_vote(database, now)
    with pytest.raises(CodesRefused):
        make(database, vote, number, area)


def test_after_the_vote_closed_no_codes_are_made(database, now, at):
    vote = sealed_vote(database, now)
    at(vote.closes_at)
    with pytest.raises(CodesRefused):
        make(database, vote)


def test_only_an_administrator_makes_codes(database, now):
    vote = sealed_vote(database, now)
    with pytest.raises(NotAllowed):
        make(database, vote, by=COORDINATOR)


def test_a_withdrawn_letter_does_not_vote_any_more_and_the_log_says_why(database, now, at):
    vote = sealed_vote(database, now)
    (letter,) = let_vote(database, vote, "ann")
    withdraw(database, vote, letter)
    at(vote.begun_at)

    with pytest.raises(CodeUnknown):
        cast(database, vote, "ann", 0)
    assert state_of(database, "ann") == "withdrawn"
    with database.reading() as session:
        row = session.scalars(select(LogRow).where(LogRow.act == "withdraw_code")).one()
        assert row.ground == "lost in the post"


def test_a_voted_a_withdrawn_and_an_unknown_letter_cannot_be_replaced_in_the_same_words(database, now, at):
    vote = sealed_vote(database, now)
    voted, gone = let_vote(database, vote, "ann", "bob")
    withdraw(database, vote, gone)
    at(vote.begun_at)
    cast(database, vote, "ann", 0)

    said = set()
    for letter in (voted, gone, 1):
        with pytest.raises(CannotBeReplaced) as refused:
            withdraw(database, vote, letter)
        said.add(refused.value.message)
    assert len(said) == 1
    assert state_of(database, "ann") == "voted"


def test_a_letter_is_not_withdrawn_without_a_reason(database, now):
    vote = sealed_vote(database, now)
    (letter,) = let_vote(database, vote, "ann")
    with pytest.raises(CodesRefused):
        withdraw(database, vote, letter, "  ")


def test_a_code_opens_the_booth_only_while_the_vote_is_open(database, now, at):
    vote = sealed_vote(database, now)
    (code,) = make(database, vote, 1)
    for moment in (vote.opens_at - vote.town.calendar.grace, vote.closes_at):
        at(moment)
        with pytest.raises(CodeUnknown):
            admit_voter(database, code.code)


def test_no_table_of_the_vote_holds_a_person_a_moment_or_an_order(database):
    """I7, first part: what lies beside a ballot names nobody and no time."""
    wanted = {
        "credential": {"public_key", "round_id", "area_code", "letter_number", "state"},
        "urn": {"public_key", "round_id", "area_code", "sequence", "ballot", "signature", "tracker"},
        "counted_ballot": {"round_id", "area_code", "position", "check_code", "choices"},
    }
    tables = every_table().tables
    assert {name: {column.name for column in tables[name].columns} for name in wanted} == wanted
    if database.is_sqlite:
        assert_without_rowid(database, "credential", "urn")


def assert_without_rowid(database: Database, *tables: str) -> None:
    with database.engine.connect() as connection:
        for table in tables:
            made = connection.execute(text("SELECT sql FROM sqlite_master WHERE name = :name"), {"name": table})
            assert "WITHOUT ROWID" in made.scalar_one()
