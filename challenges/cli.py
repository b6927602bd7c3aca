"""The command line of the right to challenge: the reminders and alarms of today, as often as one likes."""

from __future__ import annotations

import json

import click
from flask import Flask, current_app
from flask.cli import AppGroup

import clock
from challenges.sender import say_in, sender_of
from challenges.services import Letter
from challenges.services.reminding import remind
from database import Database
from notices.sending import CHORES

commands = AppGroup("challenges", help="The right to challenge.")


@commands.command("remind")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
def send_reminders(as_json: bool) -> None:
    """Put the reminders and alarms of today in the outbox, each once; run it every day."""
    sent = remind_today(current_app._get_current_object())  # type: ignore[attr-defined]
    click.echo(json.dumps({"reminders": sent}) if as_json else f"{sent} reminders")


def remind_today(app: Flask) -> int:
    """What `flask challenges remind` does, and what a running site does by itself every hour."""
    database: Database = app.extensions["database"]
    with app.app_context(), database.writing() as session:
        return remind(session, clock.now(), Letter(say_in, str, sender_of(app)))


def register(app: Flask) -> None:
    app.cli.add_command(commands)
    app.extensions.setdefault(CHORES, []).append(remind_today)
