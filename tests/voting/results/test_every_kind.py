"""Every page and file of a result for every kind of ballot and every rule, replayed from made files."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from database import Database
from tests.builders.browsing import AuditingClient, text_of
from tests.voting.pabulib.replaying import replay
from tests.voting.results.recounts import downloaded
from voting.cli.count import count_command

META = (
    "description;Proef", "country;Netherlands", "unit;Demostad", "instance;1", "num_projects;6", "num_votes;36",
    "budget;1000", "date_begin;01.03.2024", "date_end;14.03.2024",
)  # fmt: skip
PLANS = (
    "project_id;cost;category;name", "a1;600;groen;Plan een", "b2;500;groen;Plan twee", "c3;400;spel;Plan drie",
    "d4;250;spel;Plan vier", "e5;0;spel;Plan vijf", "f6;100;spel;Niemand kiest dit",
)  # fmt: skip
CHOICES = ("a1,c3", "a1,c3", "a1,b2", "a1,e5", "c3,d4", "b2,d4")
"""Six voters choose each; of one choice the first counts."""
LIMITS = {"cumulative": "max_sum_points;10", "scoring": "max_points;10", "ordinal": "max_length;2"}
POINTS = {"cumulative": "7,3", "scoring": "9,4"}
PAGES = (
    "", "/stappen", "/stappen?stap=alle", "/vergelijken", "/narekenen", "/proces-verbaal", "/plan/1", "/plan/2",
    "/plan/6", "/wat-als", "/wat-als?pot=1.200&zonder=1", "/wat-als?regel=equalshares", "?zoek=plan",
)  # fmt: skip
FILES = ("/telling.json", "/plannen.csv", "/stappen.csv", "/stembiljetten.pb")
KINDS = ("approval", "choose-1", *LIMITS)
RULES = ("greedy", "greedy-no-skip", "equalshares", "equalshares/add1", "equalshares/add1-comparison", "unknown")


def file_of(kind: str, rule: str) -> bytes:
    """36 voters: enough for every step to be public."""
    points = POINTS.get(kind, "")
    meta = [*META, f"vote_type;{kind}", f"rule;{rule}", *([LIMITS[kind]] if kind in LIMITS else [])]
    ballots = [text.split(",")[0] if kind == "choose-1" else text for text in CHOICES for _voter in range(6)]
    votes = [f"{number};{text}" + f";{points}" * bool(points) for number, text in enumerate(ballots)]
    head = "voter_id;vote" + ";points" * bool(points)
    return "\n".join(["META", "key;value", *meta, "PROJECTS", *PLANS, "VOTES", head, *votes, ""]).encode()


def file_of_areas(kind: str) -> bytes:
    """The same voters twice, once in Noord and once in Zuid; the plans are of both by turns."""
    lines, areas = file_of(kind, "unknown").decode().split("\n"), ("Noord", "Zuid")
    votes, projects = lines.index("VOTES"), lines.index("PROJECTS")
    parts = "comment;#1: Areas voted as one, each voter with a part of the own area's pot: Noord (700), Zuid (300)."
    meta = [line.replace("num_votes;36", "num_votes;72") for line in lines[:projects]]
    plans = [f"{line};{areas[number % 2]}" for number, line in enumerate(lines[projects + 2 : votes])]
    rows = [f"{area}{line};{area}" for area in areas for line in lines[votes + 2 : -1]]
    heads = (f"{lines[projects + 1]};district", f"{lines[votes + 1]};district")
    return "\n".join([*meta, parts, "PROJECTS", heads[0], *plans, "VOTES", heads[1], *rows, ""]).encode()


@pytest.mark.parametrize("kind", ["approval", "ordinal", "cumulative"])
def test_every_page_and_file_of_several_areas_is_sound(
    client: AuditingClient, sqlite_database: Database, now: datetime, kind: str, tmp_path: Path
) -> None:
    imported = replay(sqlite_database, now, file_of_areas(kind))
    # they are one count, so they have one result
    home = str(client.page(f"/uitslagen/{imported.round.slug}").select_one(".page-tabs a")["href"]).removesuffix(
        "/stappen"
    )
    for each in (*PAGES, *FILES):
        answer = client.get(f"{home}{each}")
        assert answer.status_code == 200, f"{home}{each}"
    shown = text_of(client.get(home))
    assert "Noord" in shown
    assert "Zuid" in shown
    recounted = CliRunner().invoke(count_command, downloaded(client, home, tmp_path))
    assert "this count is that of the record." in recounted.stdout, recounted.output


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_page_and_file_is_sound_for_every_ballot_and_rule(
    client: AuditingClient, sqlite_database: Database, now: datetime, kind: str, rule: str, tmp_path: Path
) -> None:
    imported = replay(sqlite_database, now, file_of(kind, rule))
    page = client.page(f"/uitslagen/{imported.round.slug}")
    home = str(page.select_one(".page-tabs a")["href"])
    for each in (*PAGES, *FILES):
        answer = client.get(f"{home}{each}")
        assert answer.status_code == 200, each
    recounted = CliRunner().invoke(count_command, downloaded(client, home, tmp_path))
    assert recounted.exit_code == 0, recounted.output
    assert "this count is that of the record." in recounted.stdout
    shown = text_of(client.get(home))
    assert "Dit is een stemming van elders" in shown
    assert "Niemand stemde op dit plan." in shown
    assert "Het kost niets en er is steun voor." in shown or kind == "choose-1"
