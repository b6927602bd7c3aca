from __future__ import annotations

import threading
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from accounts.limits import LimitReached, check, check_and_count, count
from accounts.models import Attempt
from accounts.rules.limits import LIMITS, Kind
from database import Database
from logbook.models import LogRow

KIND = Kind.VOTING_CODE_FAILURE
MOST = LIMITS[KIND].most


def allowed(database: Database, source: str, now: datetime) -> bool:
    with database.reading() as session:
        try:
            check(session, KIND, source, now)
        except LimitReached:
            return False
        return True


def test_ten_failures_in_ten_minutes_are_enough(database: Database, now: datetime) -> None:
    for _ in range(MOST - 1):
        count(database, KIND, "203.0.113.0/24", now)
    assert allowed(database, "203.0.113.0/24", now)
    count(database, KIND, "203.0.113.0/24", now)
    assert not allowed(database, "203.0.113.0/24", now)
    assert allowed(database, "198.51.100.0/24", now)


def test_the_refusal_says_when_to_come_back(database: Database, now: datetime) -> None:
    for _ in range(MOST):
        check_and_count(database, KIND, "x", now)
    with pytest.raises(LimitReached) as refused:
        check_and_count(database, KIND, "x", now + timedelta(minutes=4))
    assert (refused.value.status, refused.value.retry_after) == (429, 360)
    check_and_count(database, KIND, "x", now + timedelta(minutes=10))


def test_a_refused_attempt_does_not_make_the_wait_longer(database: Database, now: datetime) -> None:
    for _ in range(MOST):
        check_and_count(database, KIND, "x", now)
    for _ in range(5):
        with pytest.raises(LimitReached):
            check_and_count(database, KIND, "x", now + timedelta(minutes=9))
    assert allowed(database, "x", now + timedelta(minutes=10))


def test_kinds_are_counted_apart(database: Database, now: datetime) -> None:
    for _ in range(MOST):
        count(database, Kind.SIGN_IN_FAILURE, "x", now)
    assert allowed(database, "x", now)


def test_old_attempts_are_deleted_and_nothing_is_logged(database: Database, now: datetime) -> None:
    count(database, KIND, "x", now)
    count(database, KIND, "y", now + timedelta(minutes=61))
    with database.reading() as session:
        assert session.scalars(select(Attempt.source)).all() == ["y"]
        assert session.scalar(select(func.count()).select_from(LogRow)) == 0


def test_many_at_once_never_pass_as_fewer(database: Database, now: datetime) -> None:
    passed: list[bool] = []

    def attempt() -> None:
        try:
            check_and_count(database, KIND, "x", now)
            passed.append(True)
        except LimitReached:
            passed.append(False)

    threads = [threading.Thread(target=attempt) for _ in range(MOST + 6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(passed) == [False] * 6 + [True] * MOST
