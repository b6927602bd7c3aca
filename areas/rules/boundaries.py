"""Wijken and buurten from an open GeoJSON file (CBS, PDOK): codes, names, and outlines drawn on our own canvas.

For the operator who sets up a municipality: every fault of the file is told at once.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from lives.messages import Message, msg
from lives.refused import Refused

CANVAS = 1000
MARGIN = 40
MOST_POINTS = 80
MOST_AREAS = 2_000
CODES = ("statcode", "wijkcode", "buurtcode", "gm_code", "code")
NAMES = ("statnaam", "wijknaam", "buurtnaam", "naam", "name")
PREFIXES = {"WK": "district", "BU": "neighbourhood"}
Point = tuple[float, float]


class BoundariesRefused(Refused):
    """The file is no list of wijken and buurten; `faults` names everything that is wrong with it."""

    def __init__(self, faults: tuple[Message, ...]) -> None:
        super().__init__(faults[0])
        self.faults = faults


@dataclass(frozen=True)
class Boundary:
    """An area of the file: its code (WK or BU), name, outer ring in degrees and a point inside it."""

    code: str
    name: str
    kind: str
    ring: tuple[Point, ...]
    label: Point

    @property
    def district_code(self) -> str:
        """The wijk that a buurt lies in: the first eight signs of its code. BU04020801 lies in WK040208."""
        return f"WK{self.code[2:8]}"


def read_boundaries(data: bytes) -> tuple[Boundary, ...]:
    """The wijken and buurten of a GeoJSON file, by code. Raises BoundariesRefused."""
    try:
        told = json.loads(data.decode("utf-8-sig"))
        features = told["features"]
    except (ValueError, KeyError, TypeError):
        raise BoundariesRefused((msg("This is no GeoJSON file with a list of features."),)) from None
    if not isinstance(features, list) or not 0 < len(features) <= MOST_AREAS:
        raise BoundariesRefused((msg("A file has from 1 to %(most)s areas.", most=MOST_AREAS),))
    read = [_boundary(number, feature) for number, feature in enumerate(features, 1)]
    found = [each for each in read if isinstance(each, Boundary)]
    faults = [each for each in read if isinstance(each, Message)]
    codes = Counter(area.code for area in found)
    twice = sorted(code for code, times in codes.items() if times > 1)
    faults += [msg("The code %(code)s stands in the file twice.", code=code) for code in twice]
    if faults:
        raise BoundariesRefused(tuple(faults))
    return tuple(sorted(found, key=lambda area: area.code))


def _boundary(number: int, feature: Any) -> Boundary | Message:
    """One feature as an area, or what is wrong with it."""
    try:
        properties, geometry = feature["properties"], feature["geometry"]
        code = next(str(properties[key]).strip() for key in CODES if properties.get(key))
        name = next(str(properties[key]).strip() for key in NAMES if properties.get(key))
        ring = _largest_ring(geometry)
        label = properties.get("label") or _middle(ring)
        inside = (float(label[0]), float(label[1]))
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, StopIteration):
        return msg("Area %(number)s has no code, no name or no outline.", number=number)
    if code[:2] not in PREFIXES or not code[2:].isdigit():
        return msg("Area %(number)s has the code “%(code)s”; a wijk begins with WK, a buurt with BU.",
                   number=number, code=code[:40])  # fmt: skip
    if any(not (-180 <= x <= 180 and -90 <= y <= 90) for x, y in ring):
        return msg("The outline of %(code)s is not in degrees of longitude and latitude.", code=code)
    return Boundary(code, _without_number(name)[:120], PREFIXES[code[:2]], ring, inside)


def _largest_ring(geometry: Any) -> tuple[Point, ...]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    rings = [tuple((float(point[0]), float(point[1])) for point in polygon[0]) for polygon in polygons]
    largest = max(rings, key=len)
    if len(largest) < 4:
        raise ValueError("an outline has at least three corners")
    return largest


def _middle(ring: Sequence[Point]) -> Point:
    return sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)


def _without_number(name: str) -> str:
    """CBS writes "Wijk 01 Centrum"; people say Centrum."""
    words = name.split()
    is_numbered = len(words) > 2 and words[0] in ("Wijk", "Buurt") and words[1].isdigit()
    return " ".join(words[2:]) if is_numbered else name


@dataclass(frozen=True)
class Drawing:
    """How degrees become places on the canvas: one scale both ways, north upwards."""

    west: float
    north: float
    scale: float
    narrowing: float

    def place(self, point: Point) -> tuple[int, int]:
        x = MARGIN + (point[0] - self.west) * self.narrowing * self.scale
        return round(x), round(MARGIN + (self.north - point[1]) * self.scale)

    def outline(self, ring: Sequence[Point]) -> tuple[tuple[int, int], ...]:
        """The ring with at most MOST_POINTS corners, without the repeated last one."""
        step = -(-len(ring) // MOST_POINTS)
        return tuple(dict.fromkeys(self.place(point) for point in ring[::step]))


def drawing_of(areas: Iterable[Boundary]) -> Drawing:
    """The scale at which all areas together fill the canvas."""
    points = [point for area in areas for point in area.ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    # at 52 degrees north a degree of longitude is about 0.62 of one of latitude; exactness is no aim here
    narrowing = 0.62
    extent = max((east - west) * narrowing, north - south) or 1.0
    return Drawing(west, north, (CANVAS - 2 * MARGIN) / extent, narrowing)
