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
from tests.voting.results.addresses import FILES, MEENT, PAGES, ROUND
from tests.voting.results.recounts import downloaded
from voting.cli.count import count_command

ZUID = f"{ROUND}/zuid"
MANY, FEW = 31, 3


@pytest.fixture(params=[False, True], ids=["own plans", "across"])
def merged(request, app, sqlite_database, now, at: Clocks) -> Vote:
    """The Meent's 31 choose its first two plans, Zuid's three its first: on a list of all that is the fifth."""
    made = merging_vote(sqlite_database, now, at, MANY, FEW, across=request.param)
    cast_alike(sqlite_database, made, MANY, FEW, (0, 1), (4,) if request.param else (0,))
    at(made.closes_at + OVER)
    return made


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
