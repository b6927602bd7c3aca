"""Agreements made in talks: written down, open until the coordinator ticks them. Both engines."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from challenges.models import ChallengeEvent, ChallengePoint
from challenges.queries.points import points_of
from challenges.services import NewTalk, record_talk, withdraw
from challenges.services.refusals import RequestRefused, TermOver
from challenges.services.ticking import MOST_POINTS, tick_points
from lives.periods import day_of
from logbook.models import LogRow
from logbook.refusals import NotAllowed, NotFound
from tests.builders.people import ADMINISTRATOR, COORDINATOR, FINANCE, RESIDENT
from tests.challenges.requests import (
    CLERK,
    COUNCIL,
    NEIGHBOUR,
    REVIEWER,
    SECOND,
    ZUID_ONLY,
    do,
    make_place,
    send,
    take_up,
)

AGREED = ("De groep stuurt voor 1 december het rooster.", "De gemeente zoekt de tekening op.")


@pytest.fixture
def place(database, now):
    make_place(database, now)
    return database


@pytest.fixture
def talked(place, now):
    number = send(place, now)
    take_up(place, now, number)
    return talk(place, now, number)


def talk(place, now, number, points=AGREED):
    do(place, record_talk, COORDINATOR, now, number, NewTalk(day_of(now), "Wij liepen een ronde.", points=points))
    return number


def lines(place, number):
    with place.reading() as session:
        return [(point.id, point.text, point.done_at is not None) for point in points_of(session, number)]


def test_what_was_agreed_stays_open_until_it_is_ticked(place, talked, now):
    (first, *_), (second, *_) = lines(place, talked)
    assert [(text, done) for _id, text, done in lines(place, talked)] == [(AGREED[0], False), (AGREED[1], False)]
    do(place, tick_points, COORDINATOR, now, talked, [second])
    assert [done for _id, _text, done in lines(place, talked)] == [False, True]
    with place.reading() as session:
        told = session.scalars(select(ChallengeEvent).filter_by(step="points_done")).one()
        assert (told.reason, told.to_state) == (AGREED[1], "dialogue")
        log = session.scalars(select(LogRow).order_by(LogRow.seq.desc()).limit(1)).one()
        assert (log.act, log.subject) == ("tick_challenge_points", f"challenge:{talked}")
    with pytest.raises(TermOver):
        do(place, tick_points, COORDINATOR, now, talked, [first, second])
    assert [done for _id, _text, done in lines(place, talked)] == [False, True]


@pytest.mark.parametrize(
    ("actor", "may"),
    [
        (COORDINATOR, True), (SECOND, True), (ZUID_ONLY, False), (CLERK, False), (COUNCIL, False), (REVIEWER, False),
        (FINANCE, False), (ADMINISTRATOR, False), (RESIDENT, False), (NEIGHBOUR, False),
    ],
    ids=lambda each: each.key if hasattr(each, "key") else str(each),
)  # fmt: skip
def test_only_who_handles_the_request_ticks(place, talked, now, actor, may):
    ((first, *_), _second) = lines(place, talked)
    if may:
        do(place, tick_points, actor, now, talked, [first])
    else:
        with pytest.raises(NotAllowed):
            do(place, tick_points, actor, now, talked, [first])
    assert lines(place, talked)[0][2] is may


def test_a_point_of_another_request_is_not_ticked(place, talked, now):
    other = send(place, now)
    take_up(place, now, other)
    talk(place, now, other)
    ((first, *_), _second) = lines(place, talked)
    with pytest.raises(NotFound):
        do(place, tick_points, COORDINATOR, now, other, [first])
    with pytest.raises(RequestRefused):
        do(place, tick_points, COORDINATOR, now, other, [])
    assert not any(done for _id, _text, done in lines(place, talked))


def test_what_was_agreed_can_still_be_ticked_after_the_request_ended(place, talked, now):
    do(place, withdraw, RESIDENT, now, talked)
    do(place, tick_points, COORDINATOR, now, talked, [lines(place, talked)[0][0]])
    assert lines(place, talked)[0][2]


@pytest.mark.parametrize("points", [("x",), ("x" * 301,), ("Een afspraak.",) * (MOST_POINTS + 1)])
def test_agreements_are_short_lines_and_not_too_many(place, talked, now, points):
    with pytest.raises(RequestRefused) as refused:
        talk(place, now, talked, points)
    assert [fault.field for fault in refused.value.faults] == ["points"]
    with place.reading() as session:
        assert len(session.scalars(select(ChallengePoint)).all()) == 2


def test_empty_lines_are_no_agreements(place, talked, now):
    talk(place, now, talked, ("", "  ", "De gemeente belt maandag."))
    assert len(lines(place, talked)) == 3
