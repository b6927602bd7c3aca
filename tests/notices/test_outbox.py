from __future__ import annotations

import threading
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from database import Database, transaction
from notices.models import OutboxMail
from notices.queries import MailCount, count_mail
from notices.rules.delivery import MOST_ATTEMPTS, wait_after
from notices.services import claim_due, forget_old_mail, mark_failed, mark_sent, put_in_outbox


def put(database: Database, now: datetime, to: str = "a@example.org") -> None:
    with database.writing() as session, transaction(session):
        put_in_outbox(session, to, "sign_in", {"code": "123456"}, "nl", now)


def claimed(database: Database, now: datetime) -> list[int]:
    with database.writing() as session:
        return [mail.id for mail in claim_due(session, now)]


@pytest.mark.parametrize(("attempts", "minutes"), [(1, 1), (2, 2), (3, 4), (4, 8), (7, 64), (8, 120), (50, 120)])
def test_each_wait_is_twice_the_one_before_up_to_two_hours(attempts: int, minutes: int) -> None:
    assert wait_after(attempts) == timedelta(minutes=minutes)


def test_a_mail_stands_only_if_its_act_does(database: Database, now: datetime) -> None:
    with pytest.raises(RuntimeError), database.writing() as session, transaction(session):
        put_in_outbox(session, "a@example.org", "sign_in", {"code": "1"}, "nl", now)
        session.flush()
        raise RuntimeError("the act fails")
    with database.reading() as session:
        assert count_mail(session) == MailCount(0, 0)


def test_a_claimed_mail_comes_back_after_a_minute_if_nobody_sent_it(database: Database, now: datetime) -> None:
    put(database, now)
    assert len(claimed(database, now)) == 1
    assert claimed(database, now + timedelta(seconds=59)) == []
    assert len(claimed(database, now + timedelta(seconds=60))) == 1


def test_a_sent_mail_forgets_its_code(database: Database, now: datetime) -> None:
    put(database, now)
    (number,) = claimed(database, now)
    with database.writing() as session:
        mark_sent(session, number, now)
    with database.reading() as session:
        row = session.get_one(OutboxMail, number)
        assert (row.facts, row.sent_at) == ("{}", now)
    assert claimed(database, now + timedelta(days=1)) == []


def test_a_mail_that_always_fails_is_given_up_and_counted(database: Database, now: datetime) -> None:
    put(database, now)
    moment = now
    for _ in range(MOST_ATTEMPTS):
        (number,) = claimed(database, moment)
        with database.writing() as session:
            mark_failed(session, number, "no such host")
        moment += timedelta(hours=2)
    assert claimed(database, moment) == []
    with database.reading() as session:
        assert count_mail(session) == MailCount(0, 1)
        assert session.scalars(select(OutboxMail.failure)).one() == "no such host"


def test_old_mail_is_deleted(database: Database, now: datetime) -> None:
    put(database, now)
    put(database, now + timedelta(days=1))
    with database.writing() as session:
        forget_old_mail(session, now + timedelta(days=30, seconds=1))
        assert session.scalar(select(func.count()).select_from(OutboxMail)) == 1


def test_two_senders_never_take_the_same_mail(database: Database, now: datetime) -> None:
    for number in range(12):
        put(database, now, f"a{number}@example.org")
    taken: list[int] = []
    threads = [threading.Thread(target=lambda: taken.extend(claimed(database, now))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == len(set(taken)) == 12
