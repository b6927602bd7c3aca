"""The command line of accounts: the operator makes the first administrator, and helps when the last one is stuck."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask import Flask, current_app
from flask.cli import AppGroup
from sqlalchemy import select
from sqlalchemy.orm import Session

import clock
from accounts.models import Person
from accounts.rules.addresses import normal_address
from accounts.services.factor import reset_factor
from accounts.services.staff import add_administrator
from database import Database
from lives.refused import Refused
from logbook.actors import OPERATOR

commands = AppGroup("staff", help="People who work for the municipality.")


@commands.command("add-administrator")
@click.argument("email")
@click.option("--name", default="", help="How this person is called on the pages.")
def add(email: str, name: str) -> None:
    """Make EMAIL an administrator, who then signs in with a code by mail and sets up a second factor."""
    with _writing() as session:
        add_administrator(session, OPERATOR, clock.now(), email, name)
    click.echo(f"{normal_address(email)} is an administrator. Sign in at /inloggen.")


@commands.command("reset-factor")
@click.argument("email")
@click.option("--ground", required=True, help="Why: this goes into the log.")
def reset(email: str, ground: str) -> None:
    """Take away the lost second factor of EMAIL; a new one is set up at the next sign-in."""
    with _writing() as session:
        key = session.scalar(select(Person.key).where(Person.email == normal_address(email)))
        if key is None:
            raise click.ClickException("There is no account with this e-mail address.")
        reset_factor(session, OPERATOR, clock.now(), key, ground)
    click.echo("The second factor is gone, and all sessions of this person ended.")


@contextmanager
def _writing() -> Iterator[Session]:
    database: Database = current_app.extensions["database"]
    try:
        with database.writing() as session:
            yield session
    except Refused as refused:
        raise click.ClickException(str(refused.message)) from refused


def register(app: Flask) -> None:
    app.cli.add_command(commands)
