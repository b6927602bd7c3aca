"""`flask areas import`: real wijken and buurten from open data, for the municipality that starts."""

from __future__ import annotations

from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import AppGroup

import clock
from areas.rules.boundaries import BoundariesRefused
from areas.services import import_boundaries
from logbook.actors import OPERATOR

areas = AppGroup("areas", help="Wijken and buurten.")


@areas.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_command(file: Path) -> None:
    """Import the wijken (WK…) and buurten (BU…) of a GeoJSON FILE; known ones get the file's name and outline."""
    try:
        with current_app.extensions["database"].writing() as session:
            added, changed = import_boundaries(session, OPERATOR, clock.now(), file.read_bytes())
    except BoundariesRefused as refused:
        raise click.ClickException("\n".join(f"{file.name}: {fault}" for fault in refused.faults)) from None
    click.echo(f"{added} areas added, {changed} changed")


def register(app: Flask) -> None:
    app.cli.add_command(areas)
