"""Mail to a real SMTP server on this machine."""

from __future__ import annotations

import email
import time
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from flask import Flask

from app import create_app
from config import Config
from database import Database, transaction
from notices.models import OutboxMail
from notices.queries import MailCount, count_mail
from notices.sending import Postman, Sent, send_waiting
from notices.services import put_in_outbox
from tests.builders.moments import NOW, Clocks
from tests.builders.sites import free_port


class Letterbox:
    """Takes mail, except for addresses that begin with "refused"."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address.startswith("refused"):
            return "550 nobody here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        received = email.message_from_bytes(envelope.content, policy=default)
        assert isinstance(received, EmailMessage)
        self.mails.append(received)
        return "250 OK"


@pytest.fixture
def letterbox() -> Iterator[tuple[Letterbox, str]]:
    box, port = Letterbox(), free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    yield box, f"smtp://127.0.0.1:{port}"
    controller.stop()


def application(config: Config, smtp_url: str | None) -> Flask:
    return create_app(replace(config, smtp_url=smtp_url))


def put(app: Flask, to: str, template: str = "sign_in", language: str = "nl", **facts: str) -> None:
    house: Database = app.extensions["database"]
    with house.writing() as session, transaction(session):
        put_in_outbox(session, to, template, facts or {"code": "123456"}, language, NOW)


def counted(app: Flask) -> MailCount:
    house: Database = app.extensions["database"]
    with house.reading() as session:
        return count_mail(session)


def test_a_code_arrives_in_dutch_and_in_english(config: Config, letterbox: tuple[Letterbox, str], at: Clocks) -> None:
    box, url = letterbox
    app = application(config, url)
    put(app, "een@example.org")
    put(app, "two@example.org", language="en")
    assert send_waiting(app) == Sent(2, 0)
    first, second = box.mails
    assert (first["To"], first["Subject"]) == ("een@example.org", "Uw code om in te loggen: 123456")
    assert first["From"] == "Leve de Buurt <buurt@gemeente.example>"
    assert first["Auto-Submitted"] == "auto-generated"
    assert first.get_content_type() == "text/plain"
    assert "U wilt inloggen bij Leve de Buurt in Hilversum." in first.get_content()
    assert "14 035" in first.get_content()
    assert second["Subject"] == "Your code to sign in: 123456"
    assert counted(app) == MailCount(0, 0)


@pytest.mark.parametrize("template", ["sign_in", "change_email", "email_changed", "factor_reset", "invitation"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_mail_of_the_accounts_reads_well(
    config: Config, letterbox: tuple[Letterbox, str], template: str, language: str
) -> None:
    box, url = letterbox
    app = application(config, url)
    link = "https://buurt.example/uitnodiging/x"
    put(app, "a@example.org", template, language, code="123456", link=link, name="<Demo> & Co")
    send_waiting(app)
    (mail,) = box.mails
    text = mail.get_content()
    assert mail["Subject"]
    assert "\n" not in mail["Subject"]
    assert "%(" not in text
    assert "&lt;" not in text
    assert ("code" not in text.lower()) == (template in ("email_changed", "factor_reset", "invitation"))
    assert (link in text and "<Demo> & Co" in text) == (template == "invitation")


def test_what_the_server_refuses_is_kept_and_the_rest_goes_out(
    config: Config, letterbox: tuple[Letterbox, str]
) -> None:
    box, url = letterbox
    app = application(config, url)
    put(app, "refused@example.org")
    put(app, "a@example.org")
    assert send_waiting(app) == Sent(1, 1)
    assert [mail["To"] for mail in box.mails] == ["a@example.org"]
    assert counted(app) == MailCount(1, 0)
    house: Database = app.extensions["database"]
    with house.reading() as session:
        kept = session.query(OutboxMail).filter(OutboxMail.sent_at.is_(None)).one()
        assert "550" in str(kept.failure)
        assert "123456" in kept.facts


def test_without_a_server_at_the_address_mail_waits(config: Config) -> None:
    app = application(config, f"smtp://127.0.0.1:{free_port()}")
    put(app, "a@example.org")
    assert send_waiting(app) == Sent(0, 1)
    assert counted(app) == MailCount(1, 0)


def test_without_a_mail_server_and_in_a_demonstration_nothing_is_sent(
    config: Config, letterbox: tuple[Letterbox, str]
) -> None:
    box, url = letterbox
    for app in (application(config, None), create_app(replace(config, smtp_url=url, demo=True))):
        put(app, "a@example.org")
        assert send_waiting(app) == Sent(0, 0)
    assert box.mails == []


def test_the_postman_sends_after_a_form(config: Config, letterbox: tuple[Letterbox, str]) -> None:
    box, url = letterbox
    app = application(config, url)
    postman = Postman(app)
    app.after_request(postman.call)
    put(app, "a@example.org")
    app.test_client().post("/inloggen")
    _wait_for(box, 1)
    postman.retire()
    assert box.mails[0]["To"] == "a@example.org"


def _wait_for(box: Letterbox, count: int) -> None:
    for _ in range(100):
        if len(box.mails) >= count:
            return
        time.sleep(0.05)
    raise AssertionError("no mail came")


def test_the_command_line_sends_and_says_what_waits(config: Config, letterbox: tuple[Letterbox, str]) -> None:
    _, url = letterbox
    runner = application(config, url).test_cli_runner()
    app = application(config, url)
    put(app, "a@example.org")
    assert runner.invoke(args=["mail", "status"]).output == "1 waiting, 0 given up\n"
    done = runner.invoke(args=["mail", "send", "--json"])
    assert (done.exit_code, done.output) == (0, '{"sent": 1, "failed": 0}\n')
    put(app, "refused@example.org")
    assert runner.invoke(args=["mail", "send"]).exit_code == 1


def test_the_command_line_says_when_there_is_no_mail_server(config: Config) -> None:
    done = application(config, None).test_cli_runner().invoke(args=["mail", "send"])
    assert done.exit_code == 1
    assert "SMTP_URL" in done.stderr
