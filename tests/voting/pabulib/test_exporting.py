"""What leaves the ballot box after publication: sound Pabulib files that anybody counts to the same result."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from pabulib.checker import Checker
from sqlalchemy import select

from database import Database
from logbook.refusals import NotFound
from tests.voting.pabulib.made_files import PLANS, made_file
from tests.voting.pabulib.replaying import counted_choices, export, record_of, replay
from voting.models import CountedBallot
from voting.rules.pabulib.reader import read
from voting.services.pabulib.exporting import NotPublished, export_round
from voting.services.pabulib.importing import open_reference_round

FILES = {
    "greedy": made_file(bom=True),
    "threshold": made_file(budget="5000", rule="greedy-threshold", min_project_score_threshold="3"),
    "no skip": made_file(budget="800", rule="greedy-no-skip"),
    "caps": made_file(neighborhoods="Noord,Zuid", budget_per_neighborhood="500,500"),
    "one choice": made_file(ballots=("a1", "a1", "c/9"), vote_type="choose-1", min_length="1", max_length="1"),
    "knapsack": made_file(budget="1100", max_sum_cost="1100"),
    "cents": made_file(plans=(("a1", "600.50", "groen", "Noord"), *PLANS[1:]), budget="1000.55"),
    "equal shares": made_file(rule="equalshares/add1"),
    "equal shares, nothing left out": made_file(rule="equalshares/add1", budget="99999"),
    "rule not ours": made_file(rule="unknown"),
    "words for codes": made_file(country="Nederland", language="Nederlands", currency="eur", max_length="9"),
    "a remark without a number": made_file(comment="Eerste keer."),
    "a plan dearer than the pot": made_file(plans=(*PLANS, ("big", "5000", "spel", "Zuid"))),
}


def errors_in(data: bytes, folder: Path) -> object:
    path = folder / "exported.pb"
    path.write_bytes(data)
    told = Checker().process_files([str(path)])
    results = told["exported"]["results"]
    return results.get("errors") if isinstance(results, dict) else None


@pytest.mark.parametrize("name", FILES)
def test_the_checker_of_pabulib_finds_no_error_in_an_export(
    sqlite_database: Database, now: datetime, name: str, tmp_path: Path
) -> None:
    exported = export(sqlite_database, replay(sqlite_database, now, FILES[name]))

    assert not errors_in(exported, tmp_path)


def test_the_checker_would_find_an_error(tmp_path: Path) -> None:
    assert errors_in(made_file(num_votes="9"), tmp_path)


@pytest.mark.parametrize("name", [name for name in FILES if not name.startswith("equal shares")])
def test_import_export_import_gives_the_same_winners(database: Database, now: datetime, name: str) -> None:
    first = replay(database, now, FILES[name])
    second = replay(database, now, export(database, first))

    winners = [record_of(database, each)["count"]["winners"] for each in (first, second)]
    assert winners[0] == winners[1] != []
    assert counted_choices(database, first) - counted_choices(database, second) in ({}, {"": 1})


def test_an_export_tells_nothing_about_voters(database: Database, now: datetime) -> None:
    imported = replay(database, now, made_file())

    text = export(database, imported).decode()

    header, *rows = text.split("VOTES\n")[1].splitlines()
    assert header == "voter_id;vote"
    # ids are new (the file's began at 1000), and the one blank ballot has no row
    assert [row.split(";")[0] for row in rows] == [str(number) for number in range(1, 8)]
    assert "1 blank ballots are left out." in text
    with database.reading() as session:
        codes = session.scalars(select(CountedBallot.check_code).order_by(CountedBallot.position)).all()
    assert codes == sorted(codes)
    assert not any(code in text for code in codes)


def test_the_rows_stand_in_the_order_of_the_check_codes(database: Database, now: datetime) -> None:
    imported = replay(database, now, made_file(ballots=["a1", "b7", "a2", "c/9"] * 15))

    rows = [row.split(";")[1] for row in export(database, imported).decode().split("VOTES\n")[1].splitlines()[1:]]

    ids = [plan[0] for plan in PLANS]
    with database.reading() as session:
        chosen = session.scalars(select(CountedBallot.choices).order_by(CountedBallot.position)).all()
    assert rows == [ids[int(places)] for places in chosen]
    # 1 in 60!/(15!)^4 that chance keeps the order of casting
    assert rows != ["a1", "b7", "a2", "c/9"] * 15


def test_names_with_semicolons_and_quotes_survive(database: Database, now: datetime) -> None:
    exported = read(export(database, replay(database, now, made_file())))

    assert {project.name for project in exported.projects} == {
        f'Plan "{id_}"; met een puntkomma' for id_ in ("a1", "a2", "b7", "c/9")
    }


def test_nothing_is_exported_before_publication(database: Database, now: datetime) -> None:
    from logbook.actors import OPERATOR

    opened = open_reference_round(database, OPERATOR, now, read(made_file()), [bytes([n]) * 32 for n in range(8)])

    with database.reading() as session, pytest.raises(NotPublished):
        export_round(session, opened.round_id, opened.slug, "Hilversum")


def test_an_area_that_does_not_take_part_is_not_exported(database: Database, now: datetime) -> None:
    imported = replay(database, now, made_file())
    with database.reading() as session, pytest.raises(NotFound):
        export_round(session, imported.round.round_id, imported.round.slug, "Hilversum", "WK040208")
