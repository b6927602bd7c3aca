"""Made elections as Pabulib files: small, with many ties, plans of nothing, plans dearer than the pot, cents."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

VOTE_TYPES = ("approval", "choose-1", "ordinal", "cumulative", "scoring")
META = "key;value\ndescription;Demo\ncountry;Demo\nunit;Demo\ninstance;1\ndate_begin;2026\ndate_end;2026"
UNITS = ("1", "0.5", "0.01", "3.33", "7")
MOST_POINTS = 6
Ballot = Sequence[tuple[int, int]]
"""Pairs of a plan's place and its points (or 1), the best first in a ranking."""


@st.composite
def files(draw: st.DrawFn, vote_type: str) -> str:
    """The text of a file with up to 7 plans and some 25 voters."""
    costs = draw(st.lists(st.integers(0, 24), min_size=1, max_size=7))
    longest = 1 if vote_type == "choose-1" else draw(st.integers(1, len(costs)))
    kinds = draw(st.lists(st.tuples(_ballots(len(costs), longest, vote_type), st.integers(1, 4)), max_size=7))
    unit = draw(st.sampled_from(UNITS))
    told = {
        "num_projects": str(len(costs)),
        "num_votes": str(sum(voters for _, voters in kinds)),
        "budget": _amount(draw(st.integers(1, 40)), unit),
        "vote_type": vote_type,
        "rule": "greedy",
        "max_length": str(longest),
    }
    if vote_type in ("cumulative", "scoring"):
        told["max_points"] = str(MOST_POINTS)
    if vote_type == "cumulative":
        told["max_sum_points"] = str(MOST_POINTS * longest)
    if threshold := draw(st.sampled_from([0, 0, 0, 2, 5])):
        told["min_project_score_threshold"] = str(threshold)
    return _written(told, [_amount(cost, unit) for cost in costs], kinds)


@st.composite
def _ballots(draw: st.DrawFn, plans: int, longest: int, vote_type: str) -> Ballot:
    # the other side cannot read a blank ballot where there are points
    fewest = 1 if vote_type in ("cumulative", "scoring") else 0
    chosen = draw(st.lists(st.integers(0, plans - 1), unique=True, min_size=fewest, max_size=longest))
    if vote_type not in ("cumulative", "scoring"):
        return [(place, 1) for place in chosen]
    return [(place, draw(st.integers(1, MOST_POINTS))) for place in chosen]


def _amount(number: int, unit: str) -> str:
    whole, cents = divmod(number * round(float(unit) * 100), 100)
    return f"{whole}.{cents:02}" if cents else str(whole)


def _written(meta: dict[str, str], costs: Sequence[str], kinds: Sequence[tuple[Ballot, int]]) -> str:
    with_points = "max_points" in meta
    lines = ["META", META, *(f"{key};{value}" for key, value in meta.items()), "PROJECTS", "project_id;cost"]
    # ids that sort otherwise than their places, so that ties by id are seen
    lines += [f"{_id(place)};{cost}" for place, cost in enumerate(costs)]
    lines += ["VOTES", "voter_id;vote" + ";points" * with_points]
    rows = [ballot for ballot, voters in kinds for _ in range(voters)]
    for voter, ballot in enumerate(rows):
        cells = [str(voter), ",".join(_id(place) for place, _ in ballot)]
        if with_points:
            cells.append(",".join(str(points) for _, points in ballot))
        lines.append(";".join(cells))
    return "\n".join(lines) + "\n"


def _id(place: int) -> str:
    return f"p{(place * 5 + 8) % 13}"
