"""The pages of a vote of several areas: one result for all of them, under every address, and closed where few voted."""

from __future__ import annotations

import json
from collections import Counter
from datetime import timedelta
from hashlib import sha256

import pytest
from click.testing import CliRunner

from tests.builders.browsing import AuditingClient, text_of
from tests.builders.moments import Clocks
from tests.builders.town import MEENT as MEENT_CODE
from tests.builders.town import ZUID as ZUID_CODE
from tests.voting.ballots import Vote, cast, let_vote, sealed_vote
from tests.voting.pabulib.test_exporting import errors_in
from tests.voting.results.addresses import FILES, FILES_WITH_STEPS, MEENT, PAGES, PAGES_WITH_STEPS, ROUND
from tests.voting.results.recounts import downloaded
from voting.cli.count import count_command
from voting.rules.pabulib.reader import read

ZUID = f"{ROUND}/zuid"


def voted(database, now, at: Clocks, meent: int, zuid: int) -> Vote:
    """The Meent chooses plan 0 and Zuid's first plan (4), Zuid plan 0 and its second (5)."""
    made = sealed_vote(database, now, across=True)
    names = {MEENT_CODE: [f"m{n}" for n in range(meent)], ZUID_CODE: [f"z{n}" for n in range(zuid)]}
    for area, mine in names.items():
        let_vote(database, made, *mine, area=area)
    at(made.begun_at)
    for area, mine in names.items():
        for name in mine:
            cast(database, made, name, 0, 4 if area == MEENT_CODE else 5, area=area)
    at(made.closes_at + timedelta(minutes=6))
    return made


@pytest.fixture
def together(app, sqlite_database, now, at) -> Vote:
    return voted(sqlite_database, now, at, 32, 30)


@pytest.fixture
def few(app, sqlite_database, now, at) -> Vote:
    return voted(sqlite_database, now, at, 40, 6)


def test_the_page_of_the_round_is_the_result_of_all_areas(client: AuditingClient, together: Vote) -> None:
    shown = text_of(client.get(ROUND))
    assert "De bewoners van deze wijken stemden samen: Hilversumse Meent, Zuid." in shown
    assert "Wat elke wijk betaalt" in shown
    assert "Dat geld ging terug naar het geld dat deze wijken nog kunnen besteden." in shown
    assert "62" in shown


@pytest.mark.parametrize("area", [MEENT, ZUID])
def test_every_page_and_file_is_there_under_every_area(client: AuditingClient, together: Vote, area: str) -> None:
    for page in (*PAGES, *FILES):
        assert client.get(f"{area}{page}").status_code == 200, page


def test_areas_show_the_same_record_and_the_same_ballots(client: AuditingClient, together: Vote) -> None:
    for file in FILES:
        assert client.get(f"{MEENT}{file}").data == client.get(f"{ZUID}{file}").data
    record = json.loads(client.get(f"{ZUID}/telling.json").data)
    assert [each["code"] for each in record["areas"]] == [MEENT_CODE, ZUID_CODE]


def test_the_ballot_file_says_the_parts_of_the_areas_and_of_which_area_each_voter_is(
    client: AuditingClient, together: Vote, tmp_path
) -> None:
    data = client.get(f"{MEENT}/stembiljetten.pb").data
    assert not errors_in(data, tmp_path)
    text = data.decode()
    assert "own area's pot: Hilversumse Meent (10000), Zuid (10000)." in text
    assert "num_votes;62" in text
    assert "rule;unknown" in text
    rows = [row.split(";") for row in text.split("VOTES\n")[1].splitlines()]
    assert rows[0] == ["voter_id", "vote", "district"]
    assert Counter(row[2] for row in rows[1:]) == {"Hilversumse Meent": 32, "Zuid": 30}
    assert [row[0] for row in rows[1:]] == [str(number) for number in range(1, 63)]
    districts = {plan.cells["district"] for plan in read(data).projects}
    assert districts == {"Hilversumse Meent", "Zuid"}


@pytest.mark.parametrize("area", [MEENT, ZUID])
def test_anyone_counts_it_again_from_the_published_files_to_the_mark_of_the_record(
    client: AuditingClient, together: Vote, area: str, tmp_path
) -> None:
    answer = CliRunner().invoke(count_command, downloaded(client, area, tmp_path))
    digest = sha256(client.get(f"{MEENT}/telling.json").data).hexdigest()
    assert answer.exit_code == 0, answer.output
    assert f"Its SHA-256 is {digest}." in answer.stdout
    shown = text_of(client.get(f"{area}/narekenen"))
    assert "Achter elke stem staat de wijk uit wiens geld is geteld." in shown
    assert digest in shown


def test_without_the_areas_of_the_voters_it_would_be_another_count(
    client: AuditingClient, together: Vote, tmp_path
) -> None:
    command = downloaded(client, MEENT, tmp_path)
    file = tmp_path / "stembiljetten.pb"
    file.write_text(file.read_text().replace(";Zuid\n", ";Hilversumse Meent\n"))
    answer = CliRunner().invoke(count_command, command)
    assert answer.exit_code == 1
    assert "this count is not that of the record: start" in answer.stderr


def test_every_list_of_plans_says_of_which_area_each_is(client: AuditingClient, together: Vote) -> None:
    mine, theirs = "Feest 1 in WK040208 Hilversumse Meent", "Feest 2 in WK040204 Zuid"
    for page in ("", "/vergelijken", "/proces-verbaal"):
        shown = text_of(client.get(f"{MEENT}{page}"))
        assert mine in shown, page
        assert theirs in shown, page
    asked = client.page(f"{MEENT}/wat-als?pot=30.000&regel=greedy")
    assert "Feest 2 in WK040204 (Zuid)" in [each.get_text() for each in asked.select("select[name=zonder] option")]
    assert "Feest 1 in WK040204 € 1.000, Zuid" in text_of(client.get(f"{MEENT}/wat-als?pot=30.000&regel=greedy"))
    assert "Gebied Zuid" in text_of(client.get(f"{MEENT}/plan/6"))
    assert "Feest 1 in WK040204 € 1.000, Zuid" in text_of(client.get(f"{MEENT}/stappen"))
    for file in ("/plannen.csv", "/stappen.csv"):
        rows = [row.split(";") for row in client.get(f"{MEENT}{file}").get_data(as_text=True).splitlines()]
        area, title = rows[0].index("area"), rows[0].index("title")
        told = {row[title]: row[area] for row in rows[1:]}
        assert told["Feest 1 in WK040208"] == "Hilversumse Meent"
        assert told["Feest 1 in WK040204"] == "Zuid"


def test_the_steps_begin_with_the_part_of_each_area(client: AuditingClient, together: Vote) -> None:
    shown = text_of(client.get(f"{MEENT}/stappen?stap=alle"))
    assert "Iedereen die plannen koos, begon met een gelijk deel van het geld van de eigen wijk." in shown
    assert "per persoon in de ronde die besliste" in shown


@pytest.mark.parametrize("page", [*PAGES_WITH_STEPS, *FILES_WITH_STEPS])
def test_where_few_people_of_one_area_voted_no_step_and_no_ballot_is_public(
    client: AuditingClient, few: Vote, page: str
) -> None:
    assert client.get(f"{MEENT}{page}").status_code == 404
    record = json.loads(client.get(f"{MEENT}/telling.json").data)
    assert "areas" not in record
    assert "steps" not in record["count"]
    assert "Wat elke wijk betaalt" in text_of(client.get(MEENT))
