"""Small elections for tests, written as people would: names with costs in euros, and who chose what."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from voting.rules.election import AreaShare, BallotGroup, BallotKind, Election, Limit, LimitKind, Project


def election(
    pot: float,
    costs: dict[str, float],
    ballots: dict[str, int],
    *,
    blank: int = 0,
    threshold: int = 0,
    categories: dict[str, str] | None = None,
    limits: dict[str, float] | None = None,
    withdrawn: str = "",
    hours: dict[str, float] | None = None,
    pot_hours: float | None = None,
    excludes: dict[str, str] | None = None,
) -> Election:
    """`ballots`: letters of the chosen plans → number of voters; amounts in euros, hours per plan and in the pot."""
    ids = list(costs)
    named, time, groups = categories or {}, hours or {}, excludes or {}
    return Election(
        projects=tuple(
            Project(
                id_,
                round(cost * 100),
                f"Plan {id_}",
                named.get(id_, ""),
                withdrawn=id_ in withdrawn,
                minutes=round(time.get(id_, 0) * 60),
                excludes=groups.get(id_, ""),
            )
            for id_, cost in costs.items()
        ),
        pot_cents=round(pot * 100),
        ballots=tuple(
            BallotGroup(tuple(sorted(ids.index(id_) for id_ in chosen)), voters) for chosen, voters in ballots.items()
        ),
        blank=blank,
        threshold=threshold,
        limits=tuple(Limit(LimitKind.CATEGORY, name, round(most * 100)) for name, most in (limits or {}).items()),
        pot_minutes=None if pot_hours is None else round(pot_hours * 60),
    )


def points_election(pot: float, costs: dict[str, float], ballots: list[dict[str, int]]) -> Election:
    """One voter for each of the `ballots`: points by the letters of plans."""
    ids = list(costs)
    groups = [BallotGroup(tuple(ids.index(id_) for id_ in points), 1, tuple(points.values())) for points in ballots]
    return replace(election(pot, costs, {}), ballots=tuple(groups), kind=BallotKind.POINTS)


def ranking_election(pot: float, costs: dict[str, float], ballots: list[str], longest: int) -> Election:
    """One voter for each of the `ballots`: letters of plans, the best first."""
    ids = list(costs)
    groups = tuple(BallotGroup(tuple(ids.index(id_) for id_ in ranked), 1) for ranked in ballots)
    return replace(election(pot, costs, {}), ballots=groups, kind=BallotKind.RANKING, longest_ranking=longest)


BOUNDS = ("limits", "hours", "groups", "areas")
KINDS = tuple(BallotKind)


@st.composite
def elections(
    draw: st.DrawFn,
    most_cost: int = 40,
    kinds: tuple[BallotKind, ...] = (BallotKind.APPROVAL,),
    bounds: tuple[str, ...] = (),
) -> Election:
    """Up to 7 plans and 8 kinds of ballots; many ties, plans of 0 euros, plans dearer than the pot.

    `bounds` may occur: limits, hours, exclusion groups, several areas.
    """
    count = draw(st.integers(1, 7))
    unit = draw(st.sampled_from([1, 100, 250, 333]))
    kind = draw(st.sampled_from(kinds))
    has = {bound: bound in bounds and draw(st.booleans()) for bound in BOUNDS}
    projects = tuple(draw(_projects(place, unit, most_cost, has)) for place in range(count))
    pot_cents = draw(st.integers(1, 2 * most_cost)) * unit
    green = Limit(LimitKind.CATEGORY, "green", draw(st.integers(0, 2 * most_cost)) * unit)
    return Election(
        projects=projects,
        pot_cents=pot_cents,
        ballots=tuple(draw(_ballots(count, kind, 2 if has["areas"] else 1))),
        threshold=draw(st.sampled_from([0, 0, 0, 2])),
        limits=(green,) if has["limits"] else (),
        kind=kind,
        longest_ranking=count if kind is BallotKind.RANKING else 0,
        pot_minutes=draw(st.integers(0, 200)) if has["hours"] else None,
        areas=draw(_areas(pot_cents)) if has["areas"] else (),
    )


@st.composite
def _projects(draw: st.DrawFn, place: int, unit: int, most_cost: int, has: dict[str, bool]) -> Project:
    return Project(
        chr(65 + place),
        draw(st.integers(0, most_cost)) * unit,
        category="green" if place % 2 else "play",
        minutes=draw(st.sampled_from([0, 30, 60, 95])) if has["hours"] else 0,
        excludes=draw(st.sampled_from(["", "", "corner", "hall"])) if has["groups"] else "",
    )


@st.composite
def _ballots(draw: st.DrawFn, plans: int, kind: BallotKind, areas: int) -> list[BallotGroup]:
    choices = st.lists(st.integers(0, plans - 1), min_size=1, unique=True)
    least = -1 if kind is BallotKind.POINTS else 1
    drawn = draw(st.lists(st.tuples(choices, st.integers(1, 4), st.integers(0, areas - 1)), max_size=8))
    groups = {}
    for chosen, voters, area in drawn:
        places = tuple(chosen) if kind is BallotKind.RANKING else tuple(sorted(chosen))
        points = tuple(draw(st.integers(least, 5)) for _ in places) if kind is BallotKind.POINTS else ()
        groups[places, points, area] = BallotGroup(places, voters, points, area)
    return list(groups.values())


@st.composite
def _areas(draw: st.DrawFn, pot_cents: int) -> tuple[AreaShare, ...]:
    north = draw(st.integers(0, pot_cents))
    return AreaShare("north", north), AreaShare("south", pot_cents - north)
