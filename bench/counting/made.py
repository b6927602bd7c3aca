"""Made elections of any size: plans of very different cost and popularity, every voter with some choices."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from random import Random

ROWS_AT_ONCE = 10_000
MOST_POINTS = 5


@dataclass(frozen=True)
class Size:
    """`share`: how much of all costs together the pot can pay. `times`: every amount so many times as large.

    `vote_type`: approval, ordinal, or cumulative with 1 to 5 points for each choice.
    """

    voters: int
    plans: int = 50
    choices: int = 5
    share: float = 0.25
    times: int = 1
    vote_type: str = "approval"


def write_election(path: Path, size: Size, seed: int = 2026) -> Path:
    """The same size and seed give the same bytes."""
    random = Random(seed)
    costs = [size.times * round(random.lognormvariate(9.5, 1), -1) for _ in range(size.plans)]
    pot = max(*costs, sum(costs) * size.share)
    popular = list(accumulate(1 / (place + 3) for place in range(size.plans)))
    random.shuffle(costs)
    with path.open("w", encoding="utf-8") as file:
        file.write(_head(size, round(pot), costs))
        for first in range(0, size.voters, ROWS_AT_ONCE):
            numbers = range(first, min(first + ROWS_AT_ONCE, size.voters))
            file.write("".join(f"{number};{_ballot(random, popular, size)}\n" for number in numbers))
    return path


def _head(size: Size, pot: int, costs: list[float]) -> str:
    meta = {
        "description": "Demo",
        "country": "Demo",
        "unit": "Demostad",
        "instance": "1",
        "num_projects": str(size.plans),
        "num_votes": str(size.voters),
        "budget": str(pot),
        "vote_type": size.vote_type,
        "rule": "unknown",
        "date_begin": "2026",
        "date_end": "2026",
    }
    if size.vote_type == "cumulative":
        meta["max_sum_points"] = str(MOST_POINTS * size.choices)
    header = "voter_id;vote;points" if size.vote_type == "cumulative" else "voter_id;vote"
    lines = ["META", "key;value", *(f"{key};{value}" for key, value in meta.items())]
    lines += ["PROJECTS", "project_id;cost;name"]
    lines += [f"{place + 1};{cost:.0f};Demo plan {place + 1}" for place, cost in enumerate(costs)]
    return "\n".join([*lines, "VOTES", header]) + "\n"


def _ballot(random: Random, popular: list[float], size: Size) -> str:
    drawn = dict.fromkeys(random.choices(range(1, len(popular) + 1), cum_weights=popular, k=size.choices))
    choices = ",".join(map(str, drawn))
    if size.vote_type != "cumulative":
        return choices
    return f"{choices};{','.join(str(random.randint(1, MOST_POINTS)) for _ in drawn)}"
