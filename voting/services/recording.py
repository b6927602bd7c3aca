"""What a record of a count says besides the count: of which vote and ballots it is, and which pot pays for what."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from voting.models import Credential
from voting.rules.amounts import money
from voting.rules.charging import charge
from voting.rules.merging import CountedAreas
from voting.rules.outcome import Count
from voting.rules.spec import SpecArea
from voting.rules.version import VERSION
from voting.services.frozen import FrozenRound
from voting.services.opening import Opened


def record_of(
    session: Session, frozen: FrozenRound, together: CountedAreas, opened: Sequence[Opened], counted: Count
) -> dict[str, Any]:
    """The record without its counts, of one area or of several that are counted as one."""
    areas = together.areas
    percent = {"threshold_percent": areas[0].threshold_percent} if areas[0].threshold_percent else {}
    issued = [_issued(session, frozen.spec.round_id, area.code) for area in areas]
    invalid = sum((each.invalid for each in opened), start=type(opened[0].invalid)())
    told = {
        "version": VERSION,
        "round": frozen.spec.title,
        "ballot_type": frozen.spec.ballot_type,
        "area": ", ".join(area.code for area in areas),
        "currency": frozen.spec.currency,
        "spec_hash": frozen.spec_hash,
        "input_hash": _input_hash(areas, opened),
        "turnout": {"issued": sum(issued), "ballots": sum(len(each.valid) for each in opened)},
        "invalid": {reason.value: number for reason, number in sorted(invalid.items())},
        "plans": {
            plan.id: {"title": plan.title, "proposal": plan.proposal, "category": plan.category}
            for area in areas
            for plan in area.plans
        },
    }
    return (
        percent | told | (_of_several(together, opened, issued, counted, frozen.spec.across) if len(areas) > 1 else {})
    )


def _issued(session: Session, round_id: int, area_code: str) -> int:
    handed_out = (Credential.round_id == round_id, Credential.area_code == area_code)
    return session.scalars(
        select(func.count()).select_from(Credential).where(*handed_out, Credential.state != "withdrawn")
    ).one()


def _input_hash(areas: tuple[SpecArea, ...], opened: Sequence[Opened]) -> str:
    """SHA-256 over the lines of all ballots, with a line feed between them."""
    digest = hashlib.sha256()
    for number, line in enumerate(_lines(areas, opened)):
        digest.update(f"\n{line}".encode() if number else line.encode())
    return digest.hexdigest()


def _lines(areas: tuple[SpecArea, ...], opened: Sequence[Opened]) -> Iterable[str]:
    """A line for each ballot; where several areas vote as one, with the area whose pot its voter divides."""
    if len(areas) == 1:
        return (f"{code};{choices}" for code, choices in opened[0].valid)
    named = zip(areas, opened, strict=True)
    return sorted(f"{code};{choices};{area.code}" for area, each in named for code, choices in each.valid)


def _of_several(
    together: CountedAreas, opened: Sequence[Opened], issued: Sequence[int], counted: Count, across: bool
) -> dict[str, Any]:
    """Each area's part in a vote of several: its pot and ballots, and what it pays of each plan that won.

    Of merged areas the ballots are told once, at the one with the most: nobody learns how few there were elsewhere.
    """
    areas, voted = together.areas, _voted(together, opened, issued)
    costs = {plan.id: plan.cost_cents for area in areas for plan in area.plans}
    paid = charge([costs[won] for won in counted.winners], [area.pot_cents for area in areas])
    return {
        "areas": [
            {
                "code": area.code,
                "name": area.name,
                "pot": money(area.pot_cents),
                "pays": {won: money(parts[place]) for won, parts in zip(counted.winners, paid, strict=True)},
                "spent": money(sum(parts[place] for parts in paid)),
                "left": money(area.pot_cents - sum(parts[place] for parts in paid)),
                **voted[area.code],
                "plans": [plan.id for plan in area.plans],
            }
            for place, area in enumerate(areas)
        ],
        "across": across,
        **({"merged": [[area.code for area in share] for share in together.merged]} if together.merged else {}),
    }


def _voted(together: CountedAreas, opened: Sequence[Opened], issued: Sequence[int]) -> dict[str, dict[str, int | None]]:
    """Codes handed out, ballots, and ballots with a choice, by area."""
    figures = {
        area.code: (codes, len(each.valid), each.valid.chose)
        for area, each, codes in zip(together.areas, opened, issued, strict=True)
    }
    told: dict[str, dict[str, int | None]] = {}
    for share in together.shares:
        first = max(share, key=lambda area: figures[area.code][2])
        sums = [sum(figures[area.code][which] for area in share) for which in range(3)]
        for area in share:
            mine: list[int | None] = [*sums] if area is first else [None] * 3
            told[area.code] = dict(zip(("issued", "ballots", "chose"), mine, strict=True))
    return told
