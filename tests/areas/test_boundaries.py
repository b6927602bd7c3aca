"""Wijken and buurten from an open GeoJSON file: read with every fault named, drawn to scale, imported once."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest

from areas.models import Area
from areas.queries import districts, neighbourhoods_of, outlines
from areas.rules.boundaries import CANVAS, MOST_POINTS, BoundariesRefused, drawing_of, read_boundaries
from areas.services import import_boundaries
from database import Database
from logbook.actors import Actor
from logbook.refusals import NotAllowed
from tests.builders.town import MEENT, add_areas

SQUARE = [[5.1, 52.2], [5.2, 52.2], [5.2, 52.3], [5.1, 52.3], [5.1, 52.2]]


def feature(code: str = "WK040201", name: str = "Wijk 01 Centrum", ring: list[Any] | None = None, **more: Any) -> Any:
    geometry = {"type": "Polygon", "coordinates": [ring or SQUARE]}
    return {"type": "Feature", "properties": {"statcode": code, "statnaam": name, **more}, "geometry": geometry}


def file_of(*features: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def test_a_file_is_read_by_code_with_the_names_people_use() -> None:
    found = read_boundaries(file_of(feature("WK040202", "Noordwest"), feature(), feature("BU04020801", "Meent")))
    assert [(area.code, area.name, area.kind) for area in found] == [
        ("BU04020801", "Meent", "neighbourhood"), ("WK040201", "Centrum", "district"),
        ("WK040202", "Noordwest", "district"),
    ]  # fmt: skip
    assert found[0].district_code == "WK040208"


def test_the_largest_part_of_an_area_in_parts_is_drawn() -> None:
    islands = feature()
    islet = [[5.0, 52.0], [5.01, 52.0], [5.01, 52.01], [5.0, 52.0]]
    islands["geometry"] = {"type": "MultiPolygon", "coordinates": [[islet], [SQUARE]]}
    assert len(read_boundaries(file_of(islands))[0].ring) == 5


def test_the_drawing_keeps_north_up_and_stays_on_the_canvas() -> None:
    many = [[5.1 + i / 1000, 52.2] for i in range(200)] + [[5.3, 52.3], [5.1, 52.3], [5.1, 52.2]]
    (area,) = read_boundaries(file_of(feature(ring=many)))
    drawing = drawing_of([area])
    outline = drawing.outline(area.ring)
    assert len(outline) <= MOST_POINTS
    assert all(0 <= x <= CANVAS and 0 <= y <= CANVAS for x, y in outline)
    assert drawing.place((5.1, 52.3))[1] < drawing.place((5.1, 52.2))[1]


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"[]", b'{"features": 3}', b'{"features": []}', b'{"a": 1}'])
def test_what_is_no_list_of_areas_is_refused(data: bytes) -> None:
    with pytest.raises(BoundariesRefused):
        read_boundaries(data)


def test_every_fault_of_a_file_is_told_at_once() -> None:
    nameless = feature()
    nameless["properties"] = {"statcode": "WK1"}
    wrong = file_of(
        feature("GM0402"), nameless, feature("WK040203", ring=[[5, 52], [5, 53]]), None,
        feature("WK040204", ring=[[140000, 470000]] * 5), feature(), feature(),
    )  # fmt: skip
    with pytest.raises(BoundariesRefused) as refused:
        read_boundaries(wrong)
    assert [str(fault) for fault in refused.value.faults] == [
        "Area 1 has the code “GM0402”; a wijk begins with WK, a buurt with BU.",
        "Area 2 has no code, no name or no outline.",
        "Area 3 has no code, no name or no outline.",
        "Area 4 has no code, no name or no outline.",
        "The outline of WK040204 is not in degrees of longitude and latitude.",
        "The code WK040201 stands in the file twice.",
    ]


def test_an_import_adds_new_areas_and_redraws_known_ones(
    database: Database, administrator: Actor, now: datetime
) -> None:
    add_areas(database, now)
    data = file_of(feature(MEENT, "De Meent"), feature("BU04020802", "Zuidbuurt"), feature())
    with database.writing() as session:
        assert import_boundaries(session, administrator, now, data) == (2, 1)
        assert import_boundaries(session, administrator, now, data) == (0, 3)
    with database.reading() as session:
        meent = session.get_one(Area, MEENT)
        assert (meent.name, meent.inhabitants, meent.has_budget) == ("De Meent", 4160, True)
        assert [area.name for area in neighbourhoods_of(session, MEENT)] == ["Meentbuurt", "Zuidbuurt"]
        assert [area.name for area in districts(session)] == ["Centrum", "Zuid", "De Meent"]
        assert [drawn.name for drawn in outlines(session)] == ["Centrum", "De Meent"]


def test_a_file_with_a_fault_changes_nothing(database: Database, administrator: Actor, now: datetime) -> None:
    with database.writing() as session:
        with pytest.raises(BoundariesRefused):
            import_boundaries(session, administrator, now, file_of(feature(), feature("XX1")))
        assert districts(session) == []


def test_only_an_administrator_imports(database: Database, coordinator: Actor, now: datetime) -> None:
    with database.writing() as session, pytest.raises(NotAllowed):
        import_boundaries(session, coordinator, now, file_of(feature()))
