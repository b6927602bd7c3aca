"""`flask budget check`: for who wants to know whether the money still adds up, line by line."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import cast

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from budget.queries.checking import check_books
from database import Database

commands = AppGroup("budget", help="The money of the areas.")


@commands.command("check")
@click.option("--json", "as_json", is_flag=True, help="Say it as JSON.")
@click.pass_context
def check(context: click.Context, as_json: bool) -> None:
    """Add up every line once more and name what does not fit; ends with 1 when something does not."""
    database = cast(Database, current_app.extensions["database"])
    with database.reading() as session:
        if not database.is_sqlite:
            # one moment for all sums, whatever is booked meanwhile; SQLite reads so by itself
            session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        faults = check_books(session)
    if as_json:
        click.echo(json.dumps({"faults": [asdict(fault) for fault in faults]}))
    elif not faults:
        click.echo("the books add up")
    for fault in faults if not as_json else ():
        click.echo(f"{fault.check}: {fault.where}: {fault.expected} expected, {fault.found} found", err=True)
    if faults:
        context.exit(1)


def register(app: Flask) -> None:
    app.cli.add_command(commands)
