"""Small elections with the traits of the real ones: quoted names, caps, thresholds, blank ballots, one choice."""

from __future__ import annotations

from collections.abc import Sequence

META = {
    "description": "Buurtkas Demostad",
    "country": "Netherlands",
    "unit": "Demostad",
    "instance": "7",
    "num_projects": "",
    "num_votes": "",
    "budget": "1000",
    "vote_type": "approval",
    "rule": "greedy",
    "date_begin": "01.03.2024",
    "date_end": "14.03.2024",
}
Plan = tuple[str, str, str, str]
"""Id, cost, category, neighbourhood."""
PLANS: tuple[Plan, ...] = (
    ("a1", "600", "groen", "Noord"),
    ("a2", "500", "groen", "Noord"),
    ("b7", "400", "spel", "Zuid"),
    ("c/9", "250", "spel", "Zuid"),
)
BALLOTS = (
    "a1,b7",
    "a1,b7",
    "a1,a2",
    "a1",
    "b7,c/9",
    "b7",
    "a2,c/9",
    "",
)
"""a1 4 votes, b7 4, a2 2, c/9 2, and one blank. By votes: b7 (cheaper), a1, then nothing fits 0."""


def made_file(
    plans: Sequence[Plan] = PLANS, ballots: Sequence[str] = BALLOTS, *, bom: bool = False, **meta: str
) -> bytes:
    """A file as cities publish them; `meta` adds or replaces keys (a key with an empty text is left out)."""
    told = META | {"num_projects": str(len(plans)), "num_votes": str(len(ballots))} | meta
    names = {id_: f'"Plan ""{id_}""; met een puntkomma"' for id_, *_ in plans}
    votes = [sum(id_ in ballot.split(",") for ballot in ballots) for id_, *_ in plans]
    lines = ["META", "key;value", *(f"{key};{text}" for key, text in told.items() if text)]
    lines += ["PROJECTS", "project_id;cost;votes;name;category;neighborhood"]
    lines += [
        f"{id_};{cost};{count};{names[id_]};{category};{area}"
        for (id_, cost, category, area), count in zip(plans, votes, strict=True)
    ]
    lines += ["VOTES", "voter_id;vote;age;sex;mood"]
    lines += [f"{1000 + number};{ballot};{20 + number};F;good" for number, ballot in enumerate(ballots)]
    return ("\ufeff" * bom + "\n".join(lines) + "\n").encode()


def made_marks_file(rows: Sequence[tuple[str, str]], *, vote_type: str, **meta: str) -> bytes:
    """A file with points: ids and their numbers; on rankings the numbers are left out."""
    told = META | {"num_projects": str(len(PLANS)), "num_votes": str(len(rows)), "vote_type": vote_type} | meta
    lines = ["META", "key;value", *(f"{key};{text}" for key, text in told.items() if text)]
    lines += ["PROJECTS", "project_id;cost;name;category;beneficiaries;district;latitude;longitude"]
    lines += [f"{id_};{cost};Plan {id_};{category};Children;West;52.25;5.125" for id_, cost, category, _area in PLANS]
    with_points = vote_type != "ordinal"
    lines += ["VOTES", "voter_id;vote;points" if with_points else "voter_id;vote"]
    lines += [f"{900 + n};{vote}" + f";{points}" * with_points for n, (vote, points) in enumerate(rows)]
    return ("\n".join(lines) + "\n").encode()


def line_of_ballot(data: bytes, number: int) -> int:
    """The line on which the ballot with this number (from 0) stands."""
    lines = data.decode("utf-8-sig").split("\n")
    return lines.index("VOTES") + 3 + number
