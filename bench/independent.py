"""A reader of Pabulib files and a count by votes that share no line with the product: what it is compared with."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

LIMITS = (
    ("category", "categories", "budget_per_category"),
    ("neighborhood", "neighborhoods", "budget_per_neighborhood"),
)
POINTS = ("cumulative", "scoring")
Ballot = tuple[tuple[str, Decimal], ...]
"""Ids with what they get: 1 each, points, or for a ranking the longest ballot − place + 1; in the order of the id."""


@dataclass(frozen=True)
class Published:
    """A file as published: META, projects by id, ballots."""

    meta: dict[str, str]
    projects: dict[str, dict[str, str]]
    ballots: list[Ballot]

    @property
    def votes(self) -> Counter[str]:
        return Counter(id_ for ballot in self.ballots for id_, points in ballot if points > 0)

    @property
    def scores(self) -> dict[str, Decimal]:
        totals = dict.fromkeys(self.projects, Decimal(0))
        for ballot in self.ballots:
            for id_, points in ballot:
                totals[id_] += points
        return totals

    @property
    def kinds_of_ballots(self) -> Counter[Ballot]:
        """How many voters have each ballot, without blank ones."""
        return Counter(ballot for ballot in self.ballots if ballot)

    @property
    def selected(self) -> set[str]:
        return {id_ for id_, row in self.projects.items() if row.get("selected") == "1"}


def read_published(path: Path) -> Published:
    sections: dict[str, list[list[str]]] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.reader(file, delimiter=";"):
            if row and row[0].strip() in ("META", "PROJECTS", "VOTES") and len(row) == 1:
                rows = sections[row[0].strip()] = []
            elif row:
                rows.append(row)
    meta = {row[0]: row[1].strip() for row in sections["META"][1:]}
    header, *projects = sections["PROJECTS"]
    ballots = list(_ballots(sections["VOTES"], meta))
    return Published(meta, {row[0].strip(): dict(zip(header, row, strict=True)) for row in projects}, ballots)


def _ballots(rows: list[list[str]], meta: dict[str, str]) -> Iterator[Ballot]:
    header, vote_type = rows[0], meta["vote_type"]
    vote = header.index("vote")
    chosen = [[id_.strip() for id_ in row[vote].split(",") if id_.strip()] for row in rows[1:]]
    longest = int(meta.get("max_length") or max(map(len, chosen), default=0))
    for row, ids in zip(rows[1:], chosen, strict=True):
        worth: list[Decimal | int] = [1] * len(ids)
        if vote_type == "ordinal":
            worth = [longest - place for place in range(len(ids))]
        elif vote_type in POINTS and ids:
            worth = [Decimal(points) for points in row[header.index("points")].split(",")]
        yield tuple(sorted((id_, Decimal(points)) for id_, points in zip(ids, worth, strict=True)))


def greedy(told: Published) -> set[str]:
    """Most votes or points first, cheaper before dearer, then by id; within the pot and every cap."""
    pot = left = Decimal(told.meta["budget"])
    threshold = Decimal(told.meta.get("min_project_score_threshold") or 0)
    caps = {(kind, name.strip()): Decimal(most) for kind, names, amounts in LIMITS if told.meta.get(amounts)
            for name, most in zip(told.meta[names].split(","), told.meta[amounts].split(","), strict=True)}  # fmt: skip
    scores, won = told.scores, set[str]()
    supported = [id_ for id_, score in scores.items() if score > 0]
    for id_ in sorted(supported, key=lambda id_: (-scores[id_], Decimal(told.projects[id_]["cost"]), id_)):
        row, cost = told.projects[id_], Decimal(told.projects[id_]["cost"])
        if scores[id_] < threshold or cost > pot:
            continue
        mine = [key for key in caps if row.get(key[0]) == key[1] or key[1] in row.get(key[0], "").split(",")]
        if cost <= left and all(cost <= caps[key] for key in mine):
            won, left = won | {id_}, left - cost
            caps |= {key: caps[key] - cost for key in mine}
        elif told.meta["rule"] == "greedy-no-skip":
            break
    return won
