"""`flask db upgrade` and `flask db check`: for who installs or updates."""

from __future__ import annotations

import json
from typing import cast

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from database import Database

commands = AppGroup("db", help="The database's schema.")


def _database() -> Database:
    return cast(Database, current_app.extensions["database"])


@commands.command("upgrade")
def upgrade_schema() -> None:
    """Bring the database to the newest schema; keeps what is in it."""
    # imported here: alembic would cost every start a quarter of a second
    from migrations.upgrade import newest_version, upgrade, version_of

    before = version_of(_database())
    upgrade(_database())
    click.echo(f"schema {before or 'none'} -> {newest_version()}")


@commands.command("check")
@click.option("--json", "as_json", is_flag=True, help="Say it as JSON.")
@click.pass_context
def check_schema(context: click.Context, as_json: bool) -> None:
    """Say whether the database has the newest schema: exit status 1 when it has not."""
    from migrations.upgrade import newest_version, version_of

    found, newest = version_of(_database()), newest_version()
    if as_json:
        click.echo(json.dumps({"version": found, "newest": newest, "isNewest": found == newest}))
    elif found == newest:
        click.echo(f"schema {found}: newest")
    if found != newest:
        click.echo(f"schema {found or 'none'}, newest is {newest}: run flask db upgrade", err=True)
        context.exit(1)


def register(app: Flask) -> None:
    app.cli.add_command(commands)
