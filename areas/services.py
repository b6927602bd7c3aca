"""Acts on areas: adding one, and joining buurten into a voting area."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from areas.models import Area, AreaKind, AreaMember
from areas.rules.boundaries import Boundary, Drawing, drawing_of, read_boundaries
from logbook.actors import Actor
from logbook.permissions import require_administrator
from logbook.services import Act, act


@dataclass(frozen=True)
class NewArea:
    code: str
    name: str
    kind: AreaKind
    parent_code: str | None = None
    inhabitants: int = 0
    has_budget: bool = False
    longitude: float | None = None
    latitude: float | None = None
    outline: tuple[tuple[int, int], ...] = ()
    label: tuple[int, int] | None = None
    slug: str | None = None


def slug_of(name: str) -> str:
    """The name as it stands in an address: 't Hoogt van 't Kruis becomes t-hoogt-van-t-kruis."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:100] or "gebied"


def add_area(a: Act, new: NewArea) -> Area:
    """Add an area as part of an act."""
    area = Area(
        code=new.code,
        kind=new.kind.value,
        name=new.name,
        slug=new.slug or slug_of(new.name),
        parent_code=new.parent_code,
        inhabitants=new.inhabitants,
        has_budget=new.has_budget,
        longitude=new.longitude,
        latitude=new.latitude,
        outline=json.dumps(new.outline) if new.outline else None,
        label_x=new.label[0] if new.label else None,
        label_y=new.label[1] if new.label else None,
    )
    a.session.add(area)
    return area


def join_areas(a: Act, new: NewArea, member_codes: Sequence[str]) -> Area:
    """Add a voting area: any set of buurten or wijken that votes together."""
    area = add_area(a, new)
    a.session.flush()
    a.session.add_all(AreaMember(area_code=new.code, member_code=code) for code in member_codes)
    return area


def import_boundaries(session: Session, actor: Actor, now: datetime, data: bytes) -> tuple[int, int]:
    """Import wijken and buurten from a GeoJSON file: how many were added and how many changed.

    Inhabitants and budgets stay as they are. Raises BoundariesRefused naming every fault: then nothing changes.
    """
    require_administrator(actor)
    found = read_boundaries(data)
    drawing = drawing_of(found)
    with act(session, actor, now, "import_areas") as a:
        known = {area.code: area for area in session.scalars(select(Area))}
        new = [each for each in found if each.code not in known]
        # wijken first: a buurt hangs on its wijk
        for boundary in sorted(found, key=lambda each: each.kind):
            if boundary.code in known:
                _redraw(known[boundary.code], boundary, drawing)
            else:
                known[boundary.code] = _add_boundary(a, boundary, drawing, known)
                session.flush()
        a.facts.update(added=len(new), changed=len(found) - len(new))
    return len(new), len(found) - len(new)


def _redraw(area: Area, boundary: Boundary, drawing: Drawing) -> None:
    area.name, (area.longitude, area.latitude) = boundary.name, boundary.label
    area.outline = json.dumps(drawing.outline(boundary.ring))
    area.label_x, area.label_y = drawing.place(boundary.label)


def _add_boundary(a: Act, boundary: Boundary, drawing: Drawing, known: dict[str, Area]) -> Area:
    is_wijk = boundary.kind == AreaKind.DISTRICT
    return add_area(
        a,
        NewArea(
            boundary.code,
            boundary.name,
            AreaKind(boundary.kind),
            None if is_wijk or boundary.district_code not in known else boundary.district_code,
            longitude=boundary.label[0],
            latitude=boundary.label[1],
            outline=drawing.outline(boundary.ring),
            label=drawing.place(boundary.label),
            slug=slug_of(boundary.name) if is_wijk else f"buurt-{boundary.code.lower()}",
        ),
    )
