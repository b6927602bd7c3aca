"""The public register: filtered, sorted, paged, and told as open data, on both engines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import event

from accounts.services.organisations import NewOrganisation, make_organisation
from challenges.queries.opendata import open_rows
from challenges.queries.register import (
    DAYS_LEFT,
    PER_PAGE,
    WHOLE_TOWN,
    RegisterFilter,
    entries,
    found_requests,
    public_requests,
    register_options,
)
from challenges.rules.states import RequestStep
from challenges.services import ask_completion, begin_check, withdraw
from challenges.services.agreeing import begin_agreement
from lives.periods import day_of
from tests.builders.people import COORDINATOR, RESIDENT
from tests.builders.town import MEENT, ZUID
from tests.challenges.every_state import make_every_state
from tests.challenges.requests import (
    GREEN,
    LETTER,
    NEIGHBOUR,
    WHY_NOT,
    advise,
    do,
    make_place,
    new_decision,
    record,
    send,
    take_up,
    write_draft,
)


@pytest.fixture
def place(database, now):
    make_place(database, now)
    return database


@pytest.fixture
def requests(place, now):
    """By name: one of each group that a register has soon."""
    made = {"open": send(place, now - timedelta(days=3), request=replace(GREEN, title="Het pontje", area_code=None))}
    for name in ("granted", "drafting", "refused"):
        number = made[name] = send(place, now - timedelta(days=2))
        take_up(place, now - timedelta(days=2), number)
        advise(place, now - timedelta(days=2), number)
    record(place, now, made["granted"])
    partly = replace(
        new_decision(now), decision=replace(new_decision(now).decision, differs="Alleen de perken, niet de heggen.")
    )
    record(place, now, made["drafting"], RequestStep.GRANT_PARTLY, partly)
    do(place, begin_agreement, COORDINATOR, now, made["drafting"])
    record(place, now, made["refused"], RequestStep.REFUSE, new_decision(now, WHY_NOT))
    made["stopped"] = send(place, now, request=replace(GREEN, title="De bibliotheek", area_code=ZUID))
    do(place, withdraw, RESIDENT, now, made["stopped"])
    write_draft(place, now, NEIGHBOUR, replace(GREEN, title="Nog geheim"))
    return made


def numbers(database, today, **wanted):
    with database.reading() as session:
        return found_requests(session, RegisterFilter(**wanted), today)


@pytest.mark.parametrize(
    ("group", "names"),
    [
        ("open", ["open"]), ("granted", ["granted"]), ("partly", ["drafting"]), ("refused", ["refused"]),
        ("stopped", ["stopped"]), ("running", []), ("ended", []), ("bestaat-niet", []),
        ("", ["stopped", "refused", "drafting", "granted", "open"]),
    ],
)  # fmt: skip
def test_a_group_shows_what_belongs_to_it_and_nothing_else(place, requests, now, group, names):
    assert numbers(place, day_of(now), group=group) == [requests[name] for name in names]


def test_the_register_is_searched_by_area_year_and_words(place, requests, now):
    today = day_of(now)
    assert numbers(place, today, area=WHOLE_TOWN) == [requests["open"]]
    assert numbers(place, today, area="zuid") == [requests["stopped"]]
    assert numbers(place, today, area="nergens") == []
    assert len(numbers(place, today, year="2026")) == 5
    for year in ("2025", "0000", "9999", "x", "20261", "²026"):
        assert numbers(place, today, year=year) == []
    assert numbers(place, today, search="PONTJE plein") == [requests["open"]]
    assert numbers(place, today, search="100%_") == []
    with place.reading() as session:
        areas, years = register_options(session)
    assert (years, [slug for slug, _name in areas]) == ([2026], ["hilversumse-meent", "zuid"])


def test_the_fewest_days_left_come_first_and_what_is_decided_last(place, now):
    old = send(place, now - timedelta(days=50))
    late = send(place, now - timedelta(days=90))
    gone = send(place, now - timedelta(days=60))
    do(place, withdraw, RESIDENT, now, gone)
    new = send(place, now)
    assert numbers(place, day_of(now), order=DAYS_LEFT) == [late, old, new, gone]
    assert numbers(place, day_of(now)) == [new, old, gone, late]


def test_pages_hold_a_fixed_number_and_one_behind_the_last_is_empty(place, now):
    sent = [send(place, now + timedelta(minutes=minute)) for minute in range(PER_PAGE + 1)]
    with place.reading() as session:
        first, count = public_requests(session, RegisterFilter(), day_of(now), 1)
        second, _ = public_requests(session, RegisterFilter(), day_of(now), 2)
        third, _ = public_requests(session, RegisterFilter(), day_of(now), 3)
    assert count == PER_PAGE + 1
    assert [each.id for each in (*first, *second)] == sent[::-1]
    assert third == []


def test_an_organisation_is_named_and_residents_are_not(place, now):
    trees = do(place, make_organisation, RESIDENT, now, NewOrganisation("Demo-stichting De Boom", "foundation", ""))
    send(place, now, request=replace(GREEN, applicant="organisation", organisation_id=trees))
    send(place, now + timedelta(minutes=1))
    with place.reading() as session:
        found, _ = public_requests(session, RegisterFilter(), day_of(now), 1)
    assert [each.organisation for each in found] == [None, "Demo-stichting De Boom"]


def test_a_stop_is_counted_in_the_register(place, now):
    number = send(place, now)
    do(place, begin_check, COORDINATOR, now, number)
    do(place, ask_completion, COORDINATOR, now, number, "De lijst met namen.", LETTER)
    with place.reading() as session:
        (entry,), _ = public_requests(session, RegisterFilter(), day_of(now) + timedelta(days=10), 1)
    # from the day after we asked, 24 November, up to and including today, 3 December
    assert (entry.clock.state, entry.clock.counted.stopped) == ("standing", 10)


def test_open_data_has_a_row_with_the_newest_decision_of_each_request(place, requests, now):
    with place.reading() as session:
        found = entries(session, [requests["refused"], requests["granted"], requests["open"]], day_of(now))
        refused, granted, waiting = open_rows(session, found)
    assert (refused.decision.kind, refused.grounds) == ("refused", ("no_support",))
    assert (granted.decision.kind, granted.decision.granted_cents, granted.grounds) == ("granted", 18_000_00, ())
    assert (granted.area_code, granted.preset, granted.current_cost_cents) == (MEENT, "awb", 18_000_00)
    assert granted.entry.clock.ended_on == date(2026, 11, 23)
    assert (waiting.decision, waiting.agreement, waiting.evaluation, waiting.area_code) == (None, None, None, None)


def test_open_data_tells_the_agreement_and_what_followed_from_looking_back(database, now):
    made = make_every_state(database, now)
    names = {number: name for name, number in made.items()}
    with database.reading() as session:
        found = entries(session, found_requests(session, RegisterFilter(), day_of(now)), day_of(now))
        rows = {names[row.entry.id]: row for row in open_rows(session, found)}
    assert set(rows) == set(made) - {"draft", "whole_draft"}
    assert (rows["extended"].agreement.first_day, rows["extended"].agreement.last_day) == (
        date(2026, 9, 1), date(2028, 11, 30),
    )  # fmt: skip
    assert {name for name, row in rows.items() if row.evaluation} == {"extended"}
    # an agreement that is still being written is theirs alone
    assert {name for name, row in rows.items() if row.agreement} == {
        "running", "reported", "evaluated", "extended", "terminated",
    }  # fmt: skip
    assert rows["refused"].grounds == ("no_support", "commercial_party")


@pytest.mark.parametrize("order", ["nieuw", DAYS_LEFT])
def test_the_register_asks_the_database_the_same_however_long_it_is(place, now, order):
    asked = []
    event.listen(place.read_bind(), "before_cursor_execute", lambda *given: asked.append(given[2]))
    counts = []
    for _ in range(2):
        for _ in range(3):
            send(place, now)
        asked.clear()
        with place.reading() as session:
            public_requests(session, RegisterFilter(order=order), day_of(now), 1)
            register_options(session)
        counts.append(len([each for each in asked if each.startswith("SELECT")]))
    assert counts[0] == counts[1] <= 8
