"""Which areas a replayed election has: one, or each of those that voted as one in a file of our own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lives.messages import msg
from voting.rules.pabulib.areas import DISTRICT
from voting.rules.pabulib.faults import Faults
from voting.rules.pabulib.file import FileProject, PabulibFile

LONGEST_NAME = 110


@dataclass(frozen=True)
class AreaToReplay:
    """An area of the round that a file becomes: its part of the pot, and the places of its plans in the file."""

    name: str
    pot_cents: int
    plans: tuple[int, ...]


def areas_to_replay(file: PabulibFile) -> tuple[AreaToReplay, ...]:
    """One area, or where several voted as one each of them, in the order in which the file names them."""
    if not file.areas:
        return (AreaToReplay(area_name_of(file), file.pot_cents, tuple(range(len(file.projects)))),)
    places: dict[str, list[int]] = {area.name: [] for area in file.areas}
    for place, project in enumerate(file.projects):
        places[_district(project)].append(place)
    return tuple(AreaToReplay(area.name, area.share_cents, tuple(places[area.name])) for area in file.areas)


def places_on_ballot(areas: Sequence[AreaToReplay]) -> list[int]:
    """Where each plan of the file stands on the ballot: area by area, each in the order of the file."""
    on_ballot = {place: number for number, place in enumerate(place for area in areas for place in area.plans)}
    return [on_ballot[place] for place in range(len(on_ballot))]


def find_plans_of_no_area(file: PabulibFile, faults: Faults) -> None:
    """Where several areas voted as one, each plan says of which of them it is."""
    names = [area.name for area in file.areas]
    for project in file.projects if names else ():
        if _district(project) not in names:
            expected = msg("one of: %(names)s", names=", ".join(names))
            faults.add(project.line, DISTRICT, _district(project), expected)


def _district(project: FileProject) -> str:
    return project.cells.get(DISTRICT, "").strip()


def area_name_of(file: PabulibFile) -> str:
    """Where the election was, from small to large: "Centrum, Amsterdam"."""
    parts = (file.meta.get(key, "") for key in ("subunit", "district", "unit"))
    return ", ".join(dict.fromkeys(part for part in parts if part))[:LONGEST_NAME]
