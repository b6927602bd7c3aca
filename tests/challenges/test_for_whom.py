"""A new request begins with for whom one acts; what is chosen on the request counts, and each page of it says so."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from accounts.models import Organisation
from accounts.services.organisations import NewOrganisation, make_organisation
from challenges.models import Challenge
from tests.builders.browsing import text_of
from tests.builders.moments import NOW
from tests.builders.people import RESIDENT
from tests.challenges.requests import GREEN, make_place, send


@pytest.fixture
def house(app):
    found = app.extensions["database"]
    make_place(found, NOW)
    return found


@pytest.fixture
def trees(house):
    with house.writing() as session:
        return make_organisation(session, RESIDENT, NOW, NewOrganisation("Demo-stichting De Boom", "foundation"))


@pytest.fixture
def me(client, house):
    client.sign_in(RESIDENT)
    return client


def newest(house):
    with house.reading() as session:
        return session.scalars(select(Challenge).order_by(Challenge.id.desc())).first()


def test_a_new_request_begins_with_the_organisation_one_acts_for(me, house, trees):
    me.send("/mijn/voor-wie", {"organisation_id": str(trees)}, "for-whom")
    me.send("/mijn/verzoeken", form="start")
    row = newest(house)
    assert (row.applicant, row.organisation_id, row.person_key) == ("organisation", trees, RESIDENT.key)
    page = me.get(f"/mijn/verzoeken/{row.id}/schrijven/task")
    assert "U doet dit voor: Demo-stichting De Boom" in text_of(page)
    assert "Voor Demo-stichting De Boom" in text_of(me.get("/mijn/verzoeken"))


def test_who_acts_for_oneself_begins_for_a_group(me, house, trees):
    me.send("/mijn/verzoeken", form="start")
    row = newest(house)
    assert (row.applicant, row.organisation_id) == ("group", None)
    page = me.get(f"/mijn/verzoeken/{row.id}/schrijven/task")
    assert "U doet dit voor uzelf of uw groep bewoners" in text_of(page)


def test_the_choice_on_the_request_counts_and_not_the_line_on_top(me, house, trees):
    me.send("/mijn/voor-wie", {"organisation_id": str(trees)}, "for-whom")
    me.send("/mijn/verzoeken", form="start")
    number = newest(house).id
    me.send(f"/mijn/verzoeken/{number}/schrijven/who", {"organisation_id": "0"}, "write")
    row = newest(house)
    assert (row.applicant, row.organisation_id) == ("group", None)
    assert "U doet dit voor uzelf" in text_of(me.get(f"/mijn/verzoeken/{number}/versturen"))
    me.send("/mijn/voor-wie", {"organisation_id": "0"}, "for-whom")
    me.send(f"/mijn/verzoeken/{number}/schrijven/who", {"organisation_id": str(trees)}, "write")
    assert newest(house).organisation_id == trees


def test_who_has_no_organisation_is_not_told_about_one(me, house):
    me.send("/mijn/verzoeken", form="start")
    assert "U doet dit voor" not in text_of(me.get(f"/mijn/verzoeken/{newest(house).id}/schrijven/task"))


def test_everyone_reads_whether_anybody_proved_the_number_of_who_asks(app, client, house):
    with house.writing() as session:
        said = NewOrganisation("Demo-stichting De Boom", "foundation", "12345678")
        number = make_organisation(session, RESIDENT, NOW, said)
    request = send(house, NOW, request=replace(GREEN, applicant="organisation", organisation_id=number))
    page = f"/uitdaagrecht/{request}"
    assert "12345678 (zelf opgegeven, niet bevestigd)" in text_of(client.get(page))
    with house.writing() as session:
        session.get_one(Organisation, number).kvk_confirmed_at = NOW
        session.commit()
    client.sign_in(RESIDENT)
    assert "12345678 (KvK-nummer bevestigd via eHerkenning)" in text_of(client.get(page))
