"""Empties the outbox: after a request in a thread of its own, or by `flask mail send`; what failed comes back."""

from __future__ import annotations

import atexit
import smtplib
import threading
import time
from dataclasses import dataclass

from flask import Flask, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

import clock
from config import Config
from database import Database
from notices.rendering import enclose, render_mail
from notices.services import Mail, claim_due, forget_old_mail, mark_failed, mark_sent
from notices.smtp import MailServer

SECONDS_BETWEEN = 60
SECONDS_TO_FINISH = 5
SECONDS_BETWEEN_CHORES = 3600
CHORES = "chores"
"""What subjects do by themselves every hour, each a function of the application that may be run twice."""


@dataclass(frozen=True)
class Sent:
    """How many mails went out, and how many will be tried again."""

    sent: int
    failed: int


def send_waiting(app: Flask) -> Sent:
    """Try every mail that is due, each in its own transaction. Does nothing in demo mode or without a mail server."""
    config: Config = app.extensions["settings"]
    database: Database = app.extensions["database"]
    if config.demo or not config.smtp_url:
        return Sent(0, 0)
    sent = failed = 0
    with app.app_context(), MailServer(config.smtp_url, config.mail_from) as server:
        with database.writing() as session:
            forget_old_mail(session, clock.now())
            due = claim_due(session, clock.now())
        for mail in due:
            reason = _failure(server, mail)
            with database.writing() as session:
                if reason is None:
                    mark_sent(session, mail.id, clock.now())
                else:
                    mark_failed(session, mail.id, reason)
            sent, failed = (sent + 1, failed) if reason is None else (sent, failed + 1)
    return Sent(sent, failed)


def _failure(server: MailServer, mail: Mail) -> str | None:
    """Why it could not be sent, or None. No database is open meanwhile: a slow mail server holds nobody up."""
    try:
        server.send(mail.to_address, enclose(render_mail(mail), mail.letter))
    except (OSError, smtplib.SMTPException) as reason:
        return f"{type(reason).__name__}: {reason}"
    return None


class Postman:
    """One thread per process: wakes after a form was sent, and every minute for mails that wait for another try."""

    def __init__(self, app: Flask) -> None:
        self._app, self._called = app, threading.Event()
        self._starting, self._retired = threading.Lock(), False
        self._thread: threading.Thread | None = None
        self._chores_at = 0.0

    def call(self, response: Response) -> Response:
        """After a request: a form may have left mail behind."""
        if request.method == "POST" or self._thread is None:
            self._start()
            self._called.set()
        return response

    def _start(self) -> None:
        with self._starting:
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="postman", daemon=True)
                self._thread.start()

    def retire(self) -> None:
        """Finish the mail at hand and stop: the process ends."""
        self._retired = True
        self._called.set()
        if self._thread is not None:
            self._thread.join(SECONDS_TO_FINISH)

    def _work(self) -> None:
        while not self._retired:
            self._called.wait(SECONDS_BETWEEN)
            self._called.clear()
            self._do_chores()
            try:
                send_waiting(self._app)
            except SQLAlchemyError:
                self._app.logger.exception("the outbox could not be read")

    def _do_chores(self) -> None:
        """A chore that fails is tried again in an hour, and keeps no mail back."""
        if time.monotonic() < self._chores_at:
            return
        self._chores_at = time.monotonic() + SECONDS_BETWEEN_CHORES
        for chore in self._app.extensions.get(CHORES, ()):
            try:
                chore(self._app)
            except Exception:  # whatever it is, mail goes out
                self._app.logger.exception("a chore failed")


def register(app: Flask) -> None:
    """Send by itself where there is a mail server; tests and the demo have none."""
    config: Config = app.extensions["settings"]
    if config.smtp_url and not config.demo and not config.testing:
        postman = Postman(app)
        app.after_request(postman.call)
        atexit.register(postman.retire)
