"""The command line of mail: send what waits, say what does."""

from __future__ import annotations

import json

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from config import Config
from database import Database
from notices.printing import can_print
from notices.queries import count_mail
from notices.sending import send_waiting

commands = AppGroup("mail", help="Mail that waits in the outbox.")


@commands.command("send")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
def send(as_json: bool) -> None:
    """Send every mail that is due; exit status 1 when one failed or there is no mail server."""
    config: Config = current_app.extensions["settings"]
    if config.demo or not config.smtp_url:
        raise click.ClickException("There is no mail server: set SMTP_URL, and leave demo mode.")
    done = send_waiting(current_app._get_current_object())  # type: ignore[attr-defined]
    click.echo(json.dumps(vars(done)) if as_json else f"{done.sent} sent, {done.failed} to be tried again")
    if done.failed:
        raise click.exceptions.Exit(1)


@commands.command("status")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
def status(as_json: bool) -> None:
    """How many mails wait, how many were given up, and whether letters can go along as PDF."""
    database: Database = current_app.extensions["database"]
    with database.reading() as session:
        found = count_mail(session)
    if as_json:
        click.echo(json.dumps({**vars(found), "lettersAsPdf": can_print()}))
        return
    click.echo(f"{found.waiting} waiting, {found.given_up} given up")
    if not can_print():
        click.echo("Letters go without PDF: install WeasyPrint (pip extra pdf) and the system's Pango.")


def register(app: Flask) -> None:
    app.cli.add_command(commands)
