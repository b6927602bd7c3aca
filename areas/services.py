"""Acts on areas: adding one, and joining buurten into a voting area."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from areas.models import Area, AreaKind, AreaMember
from logbook.services import Act


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
