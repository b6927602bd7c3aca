"""The register of partners: who keeps it, what it may hold, and its page."""

from __future__ import annotations

import pytest

from logbook.refusals import NotAllowed
from neighbourhoods.queries import partners_for
from neighbourhoods.services import NewPartner, PartnerRefused, add_partner, retire_partner
from tests.builders.browsing import text_of
from tests.builders.people import ADMINISTRATOR, FINANCE, RESIDENT, add_person, make_actor
from tests.builders.town import MEENT, ZUID, add_areas

SCHOOL = NewPartner("Demo-school", "school", "school@example.org", MEENT)


def keeper_of_meent():
    from logbook.actors import Role

    return make_actor("meent", Role.COORDINATOR, area=MEENT)


@pytest.mark.parametrize(
    ("actor", "area", "may"),
    [
        (ADMINISTRATOR, None, True), (ADMINISTRATOR, MEENT, True), (keeper_of_meent(), MEENT, True),
        (keeper_of_meent(), ZUID, False), (keeper_of_meent(), None, False), (FINANCE, MEENT, False),
        (RESIDENT, MEENT, False),
    ],
)  # fmt: skip
def test_who_keeps_which_partners(database, now, actor, area, may):
    add_areas(database, now)
    new = NewPartner("Demo-politie", "police", "politie@example.org", area)
    with database.writing() as session:
        if may:
            number = add_partner(session, actor, now, new)
            retire_partner(session, actor, now, number)
            assert partners_for(session) == []
            return
        with pytest.raises(NotAllowed):
            add_partner(session, actor, now, new)
    with database.writing() as session:
        number = add_partner(session, ADMINISTRATOR, now, new)
        with pytest.raises(NotAllowed):
            retire_partner(session, actor, now, number)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (NewPartner(" ", "school", "a@example.org"), "name"),
        (NewPartner("x" * 121, "school", "a@example.org"), "name"),
        (NewPartner("Demo", "king", "a@example.org"), "kind"),
        (NewPartner("Demo", "school", "nergens"), "email"),
    ],
)
def test_what_the_register_cannot_hold_is_said_at_its_field(database, now, wrong, field):
    with database.writing() as session, pytest.raises(PartnerRefused) as refused:
        add_partner(session, ADMINISTRATOR, now, wrong)
    assert refused.value.field == field


def test_a_partner_of_an_area_is_asked_there_only(database, now):
    add_areas(database, now)
    with database.writing() as session:
        add_partner(session, ADMINISTRATOR, now, SCHOOL)
        with pytest.raises(PartnerRefused):
            add_partner(session, ADMINISTRATOR, now, SCHOOL)
        assert len(partners_for(session, MEENT)) == 1
        assert partners_for(session, ZUID) == []


def test_the_page_lists_adds_and_retires(client, sqlite_database, now):
    add_areas(sqlite_database, now)
    keeper = keeper_of_meent()
    with sqlite_database.writing() as session:
        for actor in (ADMINISTRATOR, keeper):
            add_person(session, actor, now)
    client.sign_in(keeper)
    url = "/beheer/partners"
    assert "Er zijn nog geen partners" in text_of(client.get(url))
    wrong = client.send(url, {"name": "Demo-school", "kind": "school", "email": "fout"}, form="add-partner")
    assert "nog geen e-mailadres" in text_of(wrong)
    assert 'value="Demo-school"' in wrong.get_data(as_text=True)
    given = {"name": "Demo-school", "kind": "school", "email": "school@example.org"}
    assert "Demo-school" in text_of(client.send(url, given, form="add-partner", follow=True))
    retired = client.send(url, form=0, follow=True)
    assert "Wordt niet meer gevraagd" in text_of(retired)
    client.sign_in(ADMINISTRATOR)
    client.page(url)
