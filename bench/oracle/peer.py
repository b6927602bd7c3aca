"""The other side: counts Pabulib files with pabutools. Runs under `.venv-oracle` and knows nothing of the product.

One JSON object a line comes in (`path`, `variant`), one goes out: `winners`, `seconds` and more; or `refused`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from gmpy2 import mpq
from pabutools.election import (
    Additive_Cardinal_Sat,
    ApprovalBallot,
    ApprovalProfile,
    CardinalBallot,
    Cardinality_Sat,
    CardinalProfile,
    Cost_Sat,
    Instance,
    OrdinalBallot,
    Project,
    parse_pabulib,
)
from pabutools.rules import (
    exhaustion_by_budget_increase,
    greedy_utilitarian_welfare,
    method_of_equal_shares,
    sequential_phragmen,
)
from pabutools.tiebreaking import TieBreakingRule

WITHDRAWN = 999_999_999


class Asked:
    """One file as pabutools reads it, cut down to what takes part in a count."""

    def __init__(self, path: str) -> None:
        whole, profile = parse_pabulib(path)
        # an empty ballot is blank: it takes no share of the pot
        ballots = [ballot for ballot in profile if len(ballot)]
        self.is_approval = whole.meta["vote_type"] in ("approval", "choose-1")
        self.points = [_points(ballot, whole) for ballot in ballots]
        self.scores: dict[Project, Any] = dict.fromkeys(whole, mpq(0))
        for each in self.points:
            for project, points in each.items():
                self.scores[project] += points
        threshold = mpq(whole.meta.get("min_project_score_threshold") or 0)
        self.instance = Instance(
            [p for p in whole if 0 < self.scores[p] >= threshold and 0 < p.cost <= whole.budget_limit
             and p.cost != WITHDRAWN],
            budget_limit=whole.budget_limit,
        )  # fmt: skip
        self.ties = TieBreakingRule(lambda _i, _p, project: (project.cost, -self.scores[project], project.name))

    def profile(self, times_cost: bool = False) -> Any:
        """Everybody's ballot over the plans that take part; somebody whose plans are all out stays a voter."""
        made: list[Any] = []
        for each in self.points:
            kept = {p: points for p, points in each.items() if p in self.instance}
            if self.is_approval:
                made.append(ApprovalBallot(kept))
            else:
                made.append(CardinalBallot({p: v * p.cost if times_cost else v for p, v in kept.items()}))
        kind = ApprovalProfile if self.is_approval else CardinalProfile
        return kind(made, instance=self.instance).as_multiprofile()


def _points(ballot: Any, whole: Instance) -> dict[Project, Any]:
    """Approval: one each. Ranking: longest possible ballot − rank + 1. Points as given; nothing for 0."""
    if isinstance(ballot, ApprovalBallot):
        return dict.fromkeys(ballot, mpq(1))
    if isinstance(ballot, OrdinalBallot):
        longest = int(whole.meta["max_length"])
        return {project: mpq(longest - place) for place, project in enumerate(ballot)}
    return {project: points for project, points in ballot.items() if points > 0}


def count(asked: Asked, variant: dict[str, str]) -> list[Project]:
    method, completion = variant["rule"], variant.get("completion", "none")
    if not asked.instance or not asked.points:
        return []
    if method == "phragmen":
        return sequential_phragmen(asked.instance, asked.profile(), tie_breaking=asked.ties)
    if method == "greedy":
        return _greedy(asked, [])
    funded = _equal_shares(asked, variant, completion)
    return _greedy(asked, funded) if completion in ("add1u", "greedy") else funded


def _greedy(asked: Asked, funded: list[Project]) -> list[Project]:
    # pabutools divides by cost: votes and points go in times cost
    satisfaction = Cost_Sat if asked.is_approval else Additive_Cardinal_Sat
    return greedy_utilitarian_welfare(
        asked.instance,
        asked.profile(times_cost=True),
        sat_class=satisfaction,
        tie_breaking=asked.ties,
        initial_budget_allocation=funded,
    )


def _equal_shares(asked: Asked, variant: dict[str, str], completion: str) -> list[Project]:
    satisfaction = Additive_Cardinal_Sat
    if asked.is_approval:
        satisfaction = Cardinality_Sat if variant.get("utility") == "cardinality" else Cost_Sat
    profile = asked.profile()
    instance = asked.instance
    if "raised" in variant:
        # one run of many: everybody has so many whole units more than a share of the pot
        instance = Instance(
            instance, budget_limit=instance.budget_limit + int(variant["raised"]) * profile.num_ballots()
        )
    how = {"sat_class": satisfaction, "tie_breaking": asked.ties}
    if completion in ("none", "greedy"):
        return method_of_equal_shares(instance, profile, **how)
    if variant.get("stop"):
        return method_of_equal_shares(asked.instance, profile, voter_budget_increment=1, **how)
    voters = profile.num_ballots()
    return exhaustion_by_budget_increase(
        asked.instance,
        profile,
        method_of_equal_shares,
        how,
        exhaustive_stop=False,
        budget_step=voters,
        # from here on everybody can pay everything alone
        budget_bound=asked.instance.budget_limit + voters * (sum(p.cost for p in asked.instance) + 1),
    )


def _peak_mb() -> float:
    """Of this program alone: what getrusage tells begins with what the process was before it became this one."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("this machine does not tell how much memory was used at most")


def answer(line: str) -> dict[str, Any]:
    told = json.loads(line)
    begun, begun_cpu, idle = perf_counter(), process_time(), _peak_mb()
    try:
        asked = Asked(told["path"])
        winners = count(asked, told["variant"])
    except Exception as failed:
        return {"refused": f"{type(failed).__name__}: {failed}"}
    seconds, processor = perf_counter() - begun, process_time() - begun_cpu
    return {
        "winners": [project.name for project in winners],
        "overspends": sum(project.cost for project in winners) > asked.instance.budget_limit,
        "seconds": seconds,
        "processor_seconds": processor,
        "peak_mb": _peak_mb() - idle,
    }


if __name__ == "__main__":
    sys.setrecursionlimit(10_000)
    for line in sys.stdin:
        print(json.dumps(answer(line)), flush=True)
