"""The pages of a result of which a part was merged: nothing tells how few voted where, and anybody can recount it."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest
from click.testing import CliRunner

from tests.builders.browsing import AuditingClient, text_of
from tests.builders.moments import Clocks
from tests.builders.town import MEENT as MEENT_CODE
from tests.builders.town import ZUID as ZUID_CODE
from tests.voting.ballots import Vote
from tests.voting.merging import OVER, cast_alike, merging_vote
from tests.voting.pabulib.test_exporting import errors_in
from tests.voting.results.addresses import FILES, FILES_WITH_STEPS, MEENT, PAGES, PAGES_WITH_STEPS, ROUND
from tests.voting.results.recounts import downloaded
from voting.cli.count import count_command

ZUID = f"{ROUND}/zuid"
MANY, FEW = 31, 3


def voted(database, now, at: Clocks, across: bool) -> Vote:
    """The Meent's 31 choose its first two plans, Zuid's three its first: on a list of all that is the fifth."""
    made = merging_vote(database, now, at, MANY, FEW, across=across)
    cast_alike(database, made, MANY, FEW, (0, 1), (4,) if across else (0,))
    at(made.closes_at + OVER)
    return made


@pytest.fixture
def merged(app, sqlite_database, now, at: Clocks) -> Vote:
    return voted(sqlite_database, now, at, across=True)


@pytest.fixture
def own_plans(app, sqlite_database, now, at: Clocks) -> Vote:
    return voted(sqlite_database, now, at, across=False)


@pytest.mark.parametrize("area", [MEENT, ZUID])
def test_every_page_and_file_is_there_under_both_areas(client: AuditingClient, merged: Vote, area: str) -> None:
    for page in (*PAGES, *FILES):
        assert client.get(f"{area}{page}").status_code == 200, page


def test_the_result_is_of_both_and_says_why(client: AuditingClient, merged: Vote) -> None:
    shown = text_of(client.get(ZUID))
    assert "Uitslag van Hilversumse Meent, Zuid" in shown
    assert "In één daarvan stemden zo weinig mensen dat de uitslag zou verraden wie wat koos." in shown
    assert "Wat elke wijk betaalt" in shown
    assert "Stemmers 34" in shown
    steps = text_of(client.get(f"{ZUID}/stappen?stap=alle"))
    assert "€ 20.000 is gelijk verdeeld over de 34 mensen die plannen kozen" in steps
    assert "begon met een gelijk deel van het geld van de eigen wijk" not in steps


def test_no_page_or_file_says_how_few_there_were(client: AuditingClient, merged: Vote) -> None:
    record = json.loads(client.get(f"{MEENT}/telling.json").data)
    assert [(each["code"], each["ballots"], each["chose"]) for each in record["areas"]] == [
        (MEENT_CODE, MANY + FEW, MANY + FEW), (ZUID_CODE, None, None),
    ]  # fmt: skip
    assert (record["count"]["starts"], record["count"]["outcome"]["areas"]) == ([], [])
    file = client.get(f"{MEENT}/stembiljetten.pb").get_data(as_text=True)
    header = file.split("VOTES\n")[1].splitlines()[0]
    assert header == "voter_id;vote"
    assert "Areas voted as one" not in file


@pytest.mark.parametrize("area", [MEENT, ZUID])
def test_anyone_counts_it_again_to_the_mark_of_the_record(
    client: AuditingClient, merged: Vote, area: str, tmp_path
) -> None:
    command = downloaded(client, area, tmp_path)
    assert not errors_in((tmp_path / "stembiljetten.pb").read_bytes(), tmp_path)
    answer = CliRunner().invoke(count_command, command)
    digest = sha256(client.get(f"{MEENT}/telling.json").data).hexdigest()
    assert answer.exit_code == 0, answer.output
    assert f"Its SHA-256 is {digest}." in answer.stdout


def test_where_all_areas_are_one_result_the_page_of_the_round_is_it(client: AuditingClient, merged: Vote) -> None:
    assert "Uitslag van Hilversumse Meent, Zuid" in text_of(client.get(ROUND))


@pytest.mark.parametrize("page", [*PAGES_WITH_STEPS, *FILES_WITH_STEPS])
def test_where_each_area_has_its_own_plans_no_ballot_is_public_for_it_tells_its_area(
    client: AuditingClient, own_plans: Vote, page: str
) -> None:
    answer = client.get(f"{ZUID}{page}")
    assert answer.status_code == 404
    assert "In één van deze wijken kozen zo weinig mensen plannen dat hun stemmen te herkennen" in text_of(answer)


def test_winners_and_totals_of_areas_with_their_own_plans_are_shown_together(
    client: AuditingClient, own_plans: Vote
) -> None:
    for area in (MEENT, ZUID):
        shown = text_of(client.get(area))
        assert "Deze wijken zijn samen geteld, met één bedrag: Hilversumse Meent, Zuid." in shown
        assert "Stemmers 34" in shown
        assert "Wat elke wijk betaalt" in shown
        for page in ("/narekenen", "/proces-verbaal", "/plan/5", "/plannen.csv"):
            assert client.get(f"{area}{page}").status_code == 200, page
    record = json.loads(client.get(f"{ZUID}/telling.json").data)
    assert "areas" not in record
    assert set(record["count"]) == {"rule", "parameters", "winners", "granted", "pot", "spent", "left"}
