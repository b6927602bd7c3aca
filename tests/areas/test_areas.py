"""Areas: wijken, their buurten, and a voting area that is any set of them."""

from __future__ import annotations

from datetime import datetime

import pytest

from areas.models import AreaKind
from areas.queries import budget_areas, districts, find_area_by_slug, neighbourhoods_of, outlines
from areas.services import NewArea, add_area, join_areas, slug_of
from database import Database
from logbook.actors import Actor
from logbook.refusals import NotFound
from logbook.services import act
from tests.builders.town import MEENT, MEENT_BUURT, ZUID, ZUID_BUURT, add_areas


@pytest.mark.parametrize(
    ("name", "slug"),
    [("Hilversumse Meent", "hilversumse-meent"), ("'t Hoogt van 't Kruis", "t-hoogt-van-t-kruis"),
     ("West-Indiëkwartier", "west-indiekwartier"), ("★", "gebied")],
)  # fmt: skip
def test_an_area_has_an_address_of_its_name(name: str, slug: str) -> None:
    assert slug_of(name) == slug


def test_a_voting_area_is_any_set_of_buurten(database: Database, administrator: Actor, now: datetime) -> None:
    add_areas(database, now)
    with database.writing() as session, act(session, administrator, now, "join") as a:
        new = NewArea("SG1", "Meent en Bloemen", AreaKind.VOTING_AREA)
        join_areas(a, new, [MEENT_BUURT, ZUID_BUURT])
    with database.reading() as session:
        assert [area.code for area in neighbourhoods_of(session, "SG1")] == [ZUID_BUURT, MEENT_BUURT]
        assert [area.code for area in neighbourhoods_of(session, MEENT)] == [MEENT_BUURT]
        assert [area.code for area in districts(session)] == [ZUID, MEENT]
        assert [area.code for area in budget_areas(session)] == [ZUID, MEENT]


def test_a_voting_area_of_whole_wijken_has_all_their_buurten(
    database: Database, administrator: Actor, now: datetime
) -> None:
    add_areas(database, now)
    with database.writing() as session, act(session, administrator, now, "join") as a:
        join_areas(a, NewArea("SG1", "Samen", AreaKind.VOTING_AREA), [MEENT, ZUID])
    with database.reading() as session:
        assert [area.name for area in neighbourhoods_of(session, "SG1")] == ["Bloemenkwartier", "Meentbuurt"]


def test_only_drawn_wijken_stand_on_the_map(database: Database, administrator: Actor, now: datetime) -> None:
    add_areas(database, now)
    with database.writing() as session, act(session, administrator, now, "draw") as a:
        corners = ((0, 0), (10, 0), (0, 10))
        add_area(a, NewArea("WK1", "Getekend", AreaKind.DISTRICT, outline=corners, label=(3, 3)))
    with database.reading() as session:
        drawn = outlines(session)
    assert [(each.name, each.points, each.label) for each in drawn] == [("Getekend", corners, (3, 3))]


def test_an_unknown_address_is_refused_in_words(database: Database) -> None:
    with database.reading() as session, pytest.raises(NotFound, match="do not know this area"):
        find_area_by_slug(session, "nergens")
