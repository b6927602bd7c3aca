"""The rules that both sides know, as each of them wants to be asked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

APPROVAL = ("approval", "choose-1")


@dataclass(frozen=True)
class Variant:
    """`asked`: what the other side gets. `options`: those of `flask pabulib count`."""

    name: str
    asked: dict[str, str]
    approval_only: bool = False

    @property
    def options(self) -> list[str]:
        # ties by cost, votes and id and limits "none" are the defaults
        told = {"--rule": self.asked["rule"]}
        if self.asked["rule"] == "equalshares":
            told["--completion"] = self.asked["completion"]
        if "utility" in self.asked:
            told["--utility"] = self.asked["utility"]
        stop = ["--exhaustive-stop"] if "stop" in self.asked else []
        return [word for pair in told.items() for word in pair] + stop

    def suits(self, vote_type: str) -> bool:
        return vote_type in APPROVAL or not self.approval_only


def _shares(completion: str, *, utility: str = "", stop: bool = False) -> Variant:
    name = f"{utility} {completion}".strip() + " to exhaustion" * stop
    asked = {"rule": "equalshares", "completion": completion}
    if utility:
        asked["utility"] = utility
    if stop:
        asked["stop"] = "yes"
    return Variant(f"shares: {name}", asked, approval_only=utility == "cardinality")


VARIANTS = (
    Variant("greedy", {"rule": "greedy"}),
    Variant("Phragmén", {"rule": "phragmen"}, approval_only=True),
    _shares("none"),
    _shares("none", utility="cardinality"),
    _shares("greedy"),
    _shares("add1"),
    _shares("add1u"),
    _shares("add1", stop=True),
    _shares("add1", utility="cardinality"),
    _shares("add1u", utility="cardinality"),
)
"""Without a word about utility: cost on approval ballots, the points elsewhere."""


def vote_type_of(path: Path) -> str:
    with path.open(encoding="utf-8-sig") as file:
        return next((line.split(";")[1].strip() for line in file if line.startswith("vote_type;")), "")
