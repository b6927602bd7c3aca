"""`flask pabulib export`: a published vote as Pabulib files, for whoever wants to count it again."""

from __future__ import annotations

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from lives.refused import Refused
from rounds.queries import find_round
from voting.services.pabulib.exporting import export_round


@click.command("export")
@click.argument("round_slug", metavar="ROUND")
@click.option("--area", "area_code", metavar="CODE", help="Only this area.")
@click.option("--out", "folder", required=True, type=click.Path(file_okay=False, path_type=Path), help="Where to.")
@with_appcontext
def export_command(round_slug: str, area_code: str | None, folder: Path) -> None:
    """Write the counted ballots and the result of ROUND as Pabulib files into a folder, one for each area.

    Ends with status 1 and the reason as long as the result is not public.
    """
    municipality = current_app.extensions["settings"].municipality
    try:
        with current_app.extensions["database"].reading() as session:
            found = find_round(session, round_slug)
            files = export_round(session, found.id, found.slug, municipality, area_code)
    except Refused as refused:
        raise click.ClickException(str(refused.message)) from None
    folder.mkdir(parents=True, exist_ok=True)
    for file in files:
        path = folder / file.name
        path.write_bytes(file.data)
        click.echo(path)
