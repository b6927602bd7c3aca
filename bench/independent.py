"""A reader of Pabulib files and a count by votes that share no line with the product: what it is compared with."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

LIMITS = (
    ("category", "categories", "budget_per_category"),
    ("neighborhood", "neighborhoods", "budget_per_neighborhood"),
)


@dataclass(frozen=True)
class Published:
    """A file as published: META, projects by id, ballots as lists of ids."""

    meta: dict[str, str]
    projects: dict[str, dict[str, str]]
    ballots: list[list[str]]

    @property
    def votes(self) -> Counter[str]:
        return Counter(id_ for ballot in self.ballots for id_ in ballot)

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
    vote = sections["VOTES"][0].index("vote")
    ballots = [[id_.strip() for id_ in row[vote].split(",") if id_.strip()] for row in sections["VOTES"][1:]]
    return Published(meta, {row[0].strip(): dict(zip(header, row, strict=True)) for row in projects}, ballots)


def greedy(told: Published) -> set[str]:
    """Most votes first, cheaper before dearer, then by id; within the pot and every cap."""
    pot = left = Decimal(told.meta["budget"])
    threshold = Decimal(told.meta.get("min_project_score_threshold") or 0)
    caps = {(kind, name.strip()): Decimal(most) for kind, names, amounts in LIMITS if told.meta.get(amounts)
            for name, most in zip(told.meta[names].split(","), told.meta[amounts].split(","), strict=True)}  # fmt: skip
    votes, won = told.votes, set[str]()
    for id_ in sorted(votes, key=lambda id_: (-votes[id_], Decimal(told.projects[id_]["cost"]), id_)):
        row, cost = told.projects[id_], Decimal(told.projects[id_]["cost"])
        if votes[id_] < threshold or cost > pot:
            continue
        mine = [key for key in caps if row.get(key[0]) == key[1] or key[1] in row.get(key[0], "").split(",")]
        if cost <= left and all(cost <= caps[key] for key in mine):
            won, left = won | {id_}, left - cost
            caps |= {key: caps[key] - cost for key in mine}
        elif told.meta["rule"] == "greedy-no-skip":
            break
    return won
