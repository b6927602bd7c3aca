"""Who votes in an area that may be counted with another one reads so while choosing."""

from __future__ import annotations

from tests.builders.browsing import text_of
from tests.builders.people import ADMINISTRATOR
from tests.builders.town import MEENT, ZUID
from tests.voting.merging import merging_vote
from voting.rules.codes import printed_code
from voting.services.codes import make_codes

TOLD = "Kiezen minder dan 5 mensen in uw wijk iets? Dan wordt uw wijk samen geteld met Hilversumse Meent."


def choosing_in(client, database, vote, area):
    with database.writing() as session:
        (code,) = make_codes(session, ADMINISTRATOR, vote.opens_at, vote.round_id, area, 1)
    client.send("/stemmen", {"code": printed_code(code.code)})
    return text_of(client.get("/stemmen/kiezen"))


def test_the_choosing_page_says_with_which_area_one_goes(client, app, sqlite_database, now, at):
    vote = merging_vote(sqlite_database, now, at, 1, 1)
    assert TOLD in choosing_in(client, sqlite_database, vote, ZUID)


def test_an_area_that_names_no_other_says_nothing_of_it(client, app, sqlite_database, now, at):
    vote = merging_vote(sqlite_database, now, at, 1, 1)
    assert "samen geteld" not in choosing_in(client, sqlite_database, vote, MEENT)
