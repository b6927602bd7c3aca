"""`flask log check`: for who wants to know whether anyone changed the log behind the product's back."""

from __future__ import annotations

import json
from typing import cast

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from database import Database
from logbook.queries import first_broken_row, read_head

commands = AppGroup("log", help="The log of all acts.")


@commands.command("check")
@click.option("--json", "as_json", is_flag=True, help="Say it as JSON.")
@click.pass_context
def check_log(context: click.Context, as_json: bool) -> None:
    """Recompute the chain; keep the hash it prints elsewhere, to see later that no end was cut off."""
    with cast(Database, current_app.extensions["database"]).reading() as session:
        broken, (rows, head) = first_broken_row(session), read_head(session)
    if as_json:
        click.echo(json.dumps({"rows": rows, "head": head, "firstBrokenRow": broken}))
    elif broken is None:
        click.echo(f"{rows} acts, all in their place; head {head}")
    if broken is not None:
        click.echo(f"row {broken} of the log is not as it was written", err=True)
        context.exit(1)


def register(app: Flask) -> None:
    app.cli.add_command(commands)
