"""Reminders by themselves: the command, the chore of a running site, and the mail that a real server gets."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app import create_app
from notices.sending import CHORES, Postman, Sent, send_waiting
from tests.builders.people import COORDINATOR
from tests.challenges.requests import SECOND, make_place, send
from tests.notices.test_sending import letterbox  # noqa: F401 - a fixture

BEGINS = datetime(2026, 9, 28, 11, tzinfo=UTC)
LATE = datetime(2026, 11, 24, 11, tzinfo=UTC)  # the day after the last day


@pytest.fixture
def mailed(config, sqlite_database, at, letterbox):  # noqa: F811
    box, url = letterbox
    app = create_app(replace(config, smtp_url=url, site_url="https://buurt.example"))
    make_place(sqlite_database, BEGINS)
    send(sqlite_database, BEGINS)
    at(LATE)
    yield box, app
    app.extensions["database"].dispose()


def test_the_command_sends_each_reminder_once_with_a_link_to_the_page(mailed):
    box, app = mailed
    send_waiting(app)
    first = len(box.mails)
    run = app.test_cli_runner()
    assert run.invoke(args=["challenges", "remind"]).output == "2 reminders\n"  # the talk and the decision are late
    assert json.loads(run.invoke(args=["challenges", "remind", "--json"]).output) == {"reminders": 0}
    assert send_waiting(app) == Sent(5, 0)
    told = box.mails[first:]
    alarms = [mail for mail in told if mail["Subject"].startswith("Alarm: het besluit over")]
    assert {f"{each.key}@example.org" for each in (COORDINATOR, SECOND)} <= {mail["To"] for mail in alarms}
    text = alarms[0].get_content()
    assert "Het besluit moest uiterlijk op 23 november 2026 zijn verstuurd: het is 1 dag te laat." in text
    assert "https://buurt.example/werk/uitdaagrecht/1" in text


def test_a_running_site_does_it_by_itself_and_a_chore_that_fails_keeps_no_mail_back(mailed):
    box, app = mailed

    def broken(_app):
        raise ValueError("no chore")

    app.extensions[CHORES].insert(0, broken)
    postman = Postman(app)
    postman._do_chores()
    assert send_waiting(app).sent == 5  # the receipt is too old to go
    postman._do_chores()  # not again within the hour
    assert send_waiting(app).sent == 0
    assert len(box.mails) == 5
