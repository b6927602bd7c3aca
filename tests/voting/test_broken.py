"""When something breaks while a ballot is kept: the voter hears what is certain, and acknowledged ballots stay."""

from __future__ import annotations

import pytest
from sqlalchemy import event, text

from tests.builders.browsing import find_form, form_values, soup_of, text_of
from tests.voting.ballots import cast, chosen_by, let_vote, sealed_vote, state_of, urn_of
from voting.rules.codes import printed_code
from voting.services.refusals import NotCounted, OutcomeUnknown

NAMES = [f"voter {number}" for number in range(400)]
LOSE_CONNECTION = (
    "CREATE FUNCTION lose_connection() RETURNS trigger LANGUAGE plpgsql AS "
    "$$BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END$$"
)
BEFORE_COMMIT = "CREATE TRIGGER lost AFTER INSERT ON urn FOR EACH ROW EXECUTE FUNCTION lose_connection()"
IN_COMMIT = (
    "CREATE CONSTRAINT TRIGGER lost AFTER INSERT ON urn DEFERRABLE INITIALLY DEFERRED "
    "FOR EACH ROW EXECUTE FUNCTION lose_connection()"
)


@pytest.mark.parametrize(("trigger", "refusal"), [(BEFORE_COMMIT, NotCounted), (IN_COMMIT, OutcomeUnknown)])
def test_a_lost_connection_is_told_for_what_it_is_and_voting_again_works(postgres_database, now, at, trigger, refusal):
    vote = sealed_vote(postgres_database, now)
    let_vote(postgres_database, vote, "ann")
    at.databases.append(postgres_database)
    at(vote.begun_at)
    with postgres_database.engine.begin() as connection:
        connection.execute(text(LOSE_CONNECTION))
        connection.execute(text(trigger))

    with pytest.raises(refusal):
        cast(postgres_database, vote, "ann", 0)
    assert urn_of(postgres_database) == []
    assert state_of(postgres_database, "ann") == "issued"

    with postgres_database.engine.begin() as connection:
        connection.execute(text("DROP TRIGGER lost ON urn"))
    assert cast(postgres_database, vote, "ann", 1).sequence == 1
    assert chosen_by(postgres_database, "ann") == (1,)


def test_on_a_full_disk_nothing_is_acknowledged_that_is_not_there(sqlite_database, now, at):
    vote = sealed_vote(sqlite_database, now)
    let_vote(sqlite_database, vote, *NAMES)
    at(vote.begun_at)
    with sqlite_database.engine.connect() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
    event.listen(
        sqlite_database.engine, "connect", lambda connection, _: connection.execute(f"PRAGMA max_page_count={pages}")
    )
    sqlite_database.engine.dispose()

    acknowledged = []
    with pytest.raises(NotCounted):
        for name in NAMES:
            acknowledged.append((name, cast(sqlite_database, vote, name, 0).tracker))

    assert 0 < len(acknowledged) < len(NAMES)
    assert {row.tracker.hex() for row in urn_of(sqlite_database)} == {tracker for _, tracker in acknowledged}
    assert state_of(sqlite_database, NAMES[len(acknowledged)]) == "issued"


def test_a_voter_whose_vote_was_not_counted_hears_so_and_presses_the_button_again(client, codes, sqlite_database):
    client.send("/stemmen", {"code": printed_code(codes[0].code)})
    client.send("/stemmen/kiezen", {"plan": ["0", "3"]})
    with sqlite_database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE urn RENAME TO away"))
    broken = client.send("/stemmen/controleren")
    with sqlite_database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE away RENAME TO urn"))

    assert broken.status_code == 503
    assert "Uw stem is niet geteld. Uw keuze staat er nog. Probeer het opnieuw." in text_of(broken)
    again = client.post("/stemmen/controleren", data=form_values(find_form(soup_of(broken), 0)))
    assert again.location == "/stemmen/bewijs"
    assert len(urn_of(sqlite_database)) == 1
