"""Everyone can count a result again: the file, the command on the page, and the record say the same."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest
from click.testing import CliRunner

from tests.builders.browsing import AuditingClient, text_of
from tests.voting.ballots import Vote
from tests.voting.results.addresses import MEENT, ROUND
from tests.voting.results.recounts import downloaded
from voting.cli.count import count_command


@pytest.fixture(autouse=True)
def counted(client: AuditingClient, published: Vote) -> None:
    client.get(ROUND)


def test_the_command_on_the_page_gives_the_record_to_the_last_step(client: AuditingClient, tmp_path) -> None:
    command = downloaded(client, MEENT, tmp_path)
    answer = CliRunner().invoke(count_command, [*command, "--json"])
    assert answer.exit_code == 0, answer.output
    again = json.loads(answer.stdout)
    record = json.loads(client.get(f"{MEENT}/telling.json").data)
    assert again.pop("seconds") >= 0
    # the file lists the plans by votes, the record as on the ballot
    in_order = [sorted(told.pop("projects"), key=lambda each: each["project"]) for told in (again, record["count"])]
    assert in_order[0] == in_order[1]
    assert again.keys() == record["count"].keys()
    assert again["winners"] == record["count"]["winners"]


def test_it_says_the_mark_of_the_record_that_the_page_shows(client: AuditingClient, tmp_path) -> None:
    answer = CliRunner().invoke(count_command, downloaded(client, MEENT, tmp_path))
    digest = sha256(client.get(f"{MEENT}/telling.json").data).hexdigest()
    assert answer.exit_code == 0, answer.output
    assert f"this count is that of the record. Its SHA-256 is {digest}." in answer.stdout


def test_a_record_of_another_count_is_refused_with_the_parts_that_differ(client: AuditingClient, tmp_path) -> None:
    command = downloaded(client, MEENT, tmp_path)
    record = tmp_path / "telling.json"
    told = json.loads(record.read_text())
    record.write_text(json.dumps(told | {"count": told["count"] | {"spent": "1"}}))
    answer = CliRunner().invoke(count_command, command)
    assert (answer.exit_code, answer.stderr.splitlines()[-1]) == (
        1, "Error: telling.json: this count is not that of the record: spent.",
    )  # fmt: skip
    for nonsense in ("[]", "{", '{"beside": [], "count": 1}', '{"count": {}}'):
        record.write_text(nonsense)
        assert "this is no whole record" in CliRunner().invoke(count_command, command).stderr
    record.write_text(json.dumps(told | {"count": told["count"] | {"projects": []}}))
    assert "The record has other plans than the file." in CliRunner().invoke(count_command, command).stderr


def test_the_hash_on_the_page_is_that_of_the_bytes_one_downloads(client: AuditingClient) -> None:
    digest = sha256(client.get(f"{MEENT}/telling.json").data).hexdigest()
    assert digest in text_of(client.get(f"{MEENT}/narekenen"))
    assert digest in text_of(client.get(f"{MEENT}/proces-verbaal"))


def test_the_record_on_paper_names_rule_marks_steps_result_and_version(client: AuditingClient) -> None:
    record = json.loads(client.get(f"{MEENT}/telling.json").data)
    shown = text_of(client.get(f"{MEENT}/proces-verbaal"))
    for said in (
        "Proces-verbaal van de telling van Hilversumse Meent",
        record["spec_hash"],
        record["input_hash"],
        "Manier van tellen Gelijke delen",
        "Iedereen een euro extra, tot het meer zou kosten dan er is; dan op stemmen wat past",
        "Iedereen begon met € 250",
        "Iedereen begon met, in de ronde die besliste € 499",
        "Versie van het programma 0.1.0",
        "1. Feest 2 in WK040208 30 € 100 € 7.000",
        "ja, als nummer 3",
        "--completion add1u",
    ):
        assert said in shown


def test_seconds_and_machine_stand_outside_the_record(client: AuditingClient) -> None:
    text = client.get(f"{MEENT}/telling.json").get_data(as_text=True)
    assert "seconds" not in text
    assert '"version":"0.1.0"' in text


def test_plans_and_steps_are_tables_too(client: AuditingClient) -> None:
    plans = client.get(f"{MEENT}/plannen.csv")
    assert plans.content_type == "text/csv; charset=utf-8"
    lines = plans.get_data(as_text=True).splitlines()
    assert lines[0].startswith("place;plan;title;category;cost;currency;votes;gets_money;order;status;missed;")
    assert lines[0].endswith(";gets_money_under_greedy;gets_money_under_phragmen")
    third = lines[3].split(";")
    assert (third[4], third[6], third[7], third[9], third[10], third[11]) == (
        "3000.00", "10", "0", "no_money", "2000.00", "99",
    )  # fmt: skip
    steps = client.get(f"{MEENT}/stappen.csv").get_data(as_text=True).splitlines()
    assert len(steps) == 4
    assert steps[3].split(";")[8:12] == ["200.00", "10", "0", "1000.00"]
