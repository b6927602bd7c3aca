"""The demo's content, read from the files beside this one, for the demo loader.

Every person, plan and number of voters in these files is invented.
"""

import tomllib
from pathlib import Path
from typing import Any

from demo.content.records import (
    DemoArea,
    DemoCostLine,
    DemoFacts,
    DemoLabel,
    DemoLargeProject,
    DemoMunicipality,
    DemoNeighbourhood,
    DemoPerson,
    DemoPhase,
    DemoPlan,
    DemoRound,
    DemoTasteGroup,
    DemoTurnout,
    DemoVerdict,
)

FOLDER = Path(__file__).parent

Table = dict[str, Any]


def read_toml(name: str) -> Table:
    """One of the files beside this one."""
    with (FOLDER / name).open("rb") as file:
        return tomllib.load(file)


def read_municipality() -> DemoMunicipality:
    return DemoMunicipality(**read_toml("areas.toml")["municipality"])


def read_areas() -> tuple[DemoArea, ...]:
    """All wijken in order of code, each with its buurten; `has_budget` is false for the rural one."""
    return tuple(_area(table) for table in read_toml("areas.toml")["area"])


def _area(table: Table) -> DemoArea:
    label = (table["label"][0], table["label"][1])
    outline = tuple((x, y) for x, y in table["outline"])
    neighbourhoods = tuple(DemoNeighbourhood(*row) for row in table["neighbourhoods"])
    return DemoArea(**(table | {"label": label, "outline": outline, "neighbourhoods": neighbourhoods}))


def read_plans() -> tuple[DemoPlan, ...]:
    """All plans, wijk by wijk in order of code, in the order of their files."""
    plans: list[DemoPlan] = []
    for area in read_areas():
        if area.has_budget:
            plans += [_plan(area.code, table) for table in read_toml(f"plans/{area.slug}.toml")["plan"]]
    return tuple(plans)


def read_large_project() -> tuple[DemoPlan, DemoLargeProject]:
    """The Groene Hart of the Meent and what was said on its way to the council and back."""
    table = read_toml("groene_hart.toml")
    [plan] = table["plan"]
    return _plan("WK040208", plan), DemoLargeProject(**table["round"], words=table["words"])


def _plan(area: str, table: Table) -> DemoPlan:
    longitude, latitude = table.pop("point")
    placed: Table = {"area": area, "longitude": longitude, "latitude": latitude}
    unless_written: Table = {"flag_note": "", "appeal": 5}
    shaped: Table = {
        "description": " ".join(table["description"].split()),
        "costs": tuple(DemoCostLine(*row) for row in table["costs"]),
        "facts": _facts(table["facts"]),
        "grounds": tuple(table.get("grounds", ())),
        "verdicts": tuple(DemoVerdict(*row) for row in table.get("verdicts", ())),
    }
    return DemoPlan(**(placed | unless_written | table | shaped))


def _facts(table: Table) -> DemoFacts:
    not_known: Table = {"life_years": None, "upkeep_cents": None}
    return DemoFacts(**(not_known | table))


def read_people() -> tuple[DemoPerson, ...]:
    """Staff first, then residents; each proposer of a plan is one of them."""
    return tuple(DemoPerson(**({"area": ""} | table)) for table in read_toml("people.toml")["person"])


def read_categories() -> tuple[DemoLabel, ...]:
    return tuple(DemoLabel(*row) for row in read_toml("themes.toml")["categories"])


def read_themes() -> tuple[DemoLabel, ...]:
    return tuple(DemoLabel(*row) for row in read_toml("themes.toml")["themes"])


def read_rounds() -> tuple[DemoRound, ...]:
    return tuple(_round(table) for table in read_toml("rounds.toml")["round"])


def _round(table: Table) -> DemoRound:
    phases = tuple(DemoPhase(name, *days) for name, days in table["phases"].items())
    turnouts = tuple(_turnout(turnout) for turnout in table.get("turnouts", ()))
    return DemoRound(**(table | {"phases": phases, "turnouts": turnouts}))


def _turnout(table: Table) -> DemoTurnout:
    groups = tuple(DemoTasteGroup(**group) for group in table["groups"])
    return DemoTurnout(**(table | {"groups": groups}))
