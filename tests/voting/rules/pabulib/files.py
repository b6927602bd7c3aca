"""Pabulib files made for tests, with the traits of real ones: quotes, lists, categories, unknown columns."""

from __future__ import annotations

META = {
    "description": "Buurtbudget Voorbeeldwijk",
    "country": "Netherlands",
    "unit": "Voorbeeldstad",
    "instance": "2024",
    "num_projects": "4",
    "num_votes": "6",
    "budget": "1000",
    "vote_type": "approval",
    "rule": "greedy",
    "date_begin": "01.05.2024",
    "date_end": "21.05.2024",
    "currency": "EUR",
}
PROJECTS = [
    "project_id;cost;votes;name;category",
    "A;400;4;Bankjes in het park;groen",
    'B.1/24;500.50;3;"Speeltuin ""De Kuil""; nieuw";spel',
    "C;300;2;Feest 💡 op straat;groen,spel",
    "D;999999999;1;INGETROKKEN;spel",
]
VOTES = ["voter_id;vote", "v1;A,B.1/24", "v2;A", "v3;B.1/24,A", "v4;C,A", "v5;B.1/24,C", "v6;D"]


def pb(
    meta: dict[str, str | None] | None = None, projects: list[str] | None = None, votes: list[str] | None = None
) -> bytes:
    """A sound file, with keys changed or (None) left out, or with other rows."""
    keys = {**META, **(meta or {})}
    lines = ["META", "key;value", *(f"{key};{value}" for key, value in keys.items() if value is not None)]
    lines += ["PROJECTS", *(projects or PROJECTS), "VOTES", *(votes or VOTES)]
    return ("\n".join(lines) + "\n").encode()


def line_of(data: bytes, text: str) -> int:
    """The number of the first line that holds the text."""
    return next(number for number, line in enumerate(data.decode().split("\n"), start=1) if text in line)
