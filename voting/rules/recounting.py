"""How anyone counts a published file again: the options of `flask pabulib count` that belong to a record, and
whether the new count gives the record to the last sign."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from voting.rules.count import count, rules_beside
from voting.rules.election import BallotGroup, BallotKind, Election, Rule
from voting.rules.record import count_as_json

APPROVALS = "approval"


def recount_options(count: Mapping[str, Any]) -> tuple[str, ...]:
    """The options with which the file of this record gives the same count.

    Every choice is said, so that nothing hangs on what the file says or on defaults. Example: Equal Shares with a
    threshold of 5 → --rule equalshares --completion add1u --utility cost --no-exhaustive-stop --threshold 5 ….
    """
    parameters = count["parameters"]
    options = ["--rule", count["rule"]]
    if count["rule"] == "equalshares":
        options += ["--completion", parameters["completion"]]
        if parameters.get("ballots", APPROVALS) == APPROVALS:
            options += ["--utility", parameters["utility"]]
        options += ["--exhaustive-stop" if parameters["exhaustive_stop"] else "--no-exhaustive-stop"]
        options += ["--comparison"] * bool(parameters["comparison"])
    options += ["--threshold", str(parameters["threshold"] or "none")]
    options += ["--limits", "file" if parameters["limits"] else "none"]
    if parameters.get("hours") is not None:
        options += ["--hours", parameters["hours"]]
    if parameters["seed"]:
        options += ["--ties", "lot", "--seed", parameters["seed"]]
    return tuple(options)


def recounted(record: Mapping[str, Any], election: Election, rule: Rule) -> dict[str, Any]:
    """The record with its counts made anew from this election; what was not counted stays as it stands there.

    Where the ballots and the rule are those of the record it is the record itself, and so is its hash. Raises
    ValueError where these are not its plans.
    """
    ordered = in_order(election, [each["project"] for each in record["count"]["projects"]])

    def counted(by: Rule) -> dict[str, Any]:
        return count_as_json(count(ordered, by), ordered, by)

    beside = [counted(other) for other in rules_beside(rule, election.kind)]
    return {**record, "count": counted(rule), "beside": beside}


def differing(record: Mapping[str, Any], again: Mapping[str, Any]) -> tuple[str, ...]:
    """The parts of a record that a new count gives otherwise: ("winners", "steps", "beside")."""
    parts = [key for key in again["count"] if again["count"][key] != record["count"].get(key)]
    return (*parts, *["beside"] * (again["beside"] != record["beside"]))


def in_order(election: Election, ids: Sequence[str]) -> Election:
    """The same election with its plans in this order: a file lists them by votes, a record as on the ballot.

    Plans B, A and a ballot for B become A, B and a ballot for place 1. Raises ValueError where these are not its plans.
    """
    places = {project.id: place for place, project in enumerate(election.projects)}
    if sorted(ids) != sorted(places):
        raise ValueError("The record has other plans than the file.")
    new_place = {places[id_]: place for place, id_ in enumerate(ids)}

    def moved(group: BallotGroup) -> BallotGroup:
        choices = tuple(new_place[place] for place in group.choices)
        if election.kind is BallotKind.RANKING:
            return group._replace(choices=choices)
        if not group.points:
            return group._replace(choices=tuple(sorted(choices)))
        pairs = sorted(zip(choices, group.points, strict=True))
        return group._replace(choices=tuple(place for place, _ in pairs), points=tuple(given for _, given in pairs))

    return replace(
        election,
        projects=tuple(election.projects[places[id_]] for id_ in ids),
        ballots=tuple(map(moved, election.ballots)),
    )
