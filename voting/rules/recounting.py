"""How anyone counts a published file again: the options of `flask pabulib count` that belong to a record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

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
