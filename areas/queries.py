"""Reads of areas: one, the wijken, the buurten of one, and what a voting area consists of."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from areas.models import Area, AreaKind, AreaMember
from lives.messages import msg
from logbook.refusals import NotFound


@dataclass(frozen=True)
class Outline:
    """An area on the schematic map of 1000 by 1000: its corners and where its name stands."""

    code: str
    name: str
    slug: str
    points: tuple[tuple[int, int], ...]
    label: tuple[int, int]
    has_budget: bool


def find_area(session: Session, code: str) -> Area:
    """The area with this code. Raises NotFound."""
    return _found(session.get(Area, code))


def find_area_by_slug(session: Session, slug: str) -> Area:
    """The area with this address. Raises NotFound."""
    return _found(session.scalar(select(Area).where(Area.slug == slug)))


def _found(area: Area | None) -> Area:
    if area is None:
        raise NotFound(msg("We do not know this area."))
    return area


def districts(session: Session) -> Sequence[Area]:
    """The wijken, by code."""
    return session.scalars(select(Area).where(Area.kind == AreaKind.DISTRICT).order_by(Area.code)).all()


def budget_areas(session: Session) -> Sequence[Area]:
    """The areas that get a share of their own, by code."""
    return session.scalars(select(Area).where(Area.has_budget).order_by(Area.code)).all()


def areas_for_a_pot(session: Session) -> Sequence[Area]:
    """The areas that can have one common pot: the municipality first, then every other, by name."""
    real = select(Area).where(Area.kind != AreaKind.REFERENCE)
    return session.scalars(real.order_by(Area.kind != AreaKind.MUNICIPALITY, Area.name)).all()


def municipality_code(session: Session) -> str | None:
    """The code of the area that is the whole municipality, or None where nobody added it."""
    whole = select(Area.code).where(Area.kind == AreaKind.MUNICIPALITY).order_by(Area.code)
    return session.scalars(whole.limit(1)).first()


def neighbourhoods_of(session: Session, code: str) -> Sequence[Area]:
    """The buurten of a wijk or of a voting area, by name."""
    members = select(AreaMember.member_code).where(AreaMember.area_code == code)
    inside = Area.parent_code.in_(members) | Area.code.in_(members) | (Area.parent_code == code)
    chosen = select(Area).where(Area.kind == AreaKind.NEIGHBOURHOOD, inside)
    return session.scalars(chosen.order_by(Area.name)).all()


def names_by_code(session: Session) -> dict[str, str]:
    """The name of every area."""
    return {row.code: row.name for row in session.execute(select(Area.code, Area.name))}


def outlines(session: Session) -> list[Outline]:
    """The wijken that are drawn on the schematic map."""
    columns = (Area.code, Area.name, Area.slug, Area.outline, Area.label_x, Area.label_y, Area.has_budget)
    drawn = select(*columns).where(Area.kind == AreaKind.DISTRICT, Area.outline.is_not(None)).order_by(Area.code)
    return [
        Outline(
            row.code,
            row.name,
            row.slug,
            tuple((x, y) for x, y in json.loads(row.outline)),
            (row.label_x, row.label_y),
            row.has_budget,
        )
        for row in session.execute(drawn)
    ]
