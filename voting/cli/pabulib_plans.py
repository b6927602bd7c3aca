"""`flask pabulib import-plans`: plans from elsewhere in a round of our own, through the capital test."""

from __future__ import annotations

import json
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

import clock
from lives.refused import Refused
from logbook.actors import OPERATOR
from rounds.queries import find_round
from voting.cli.count import tell_faults
from voting.rules.pabulib.faults import FaultyFile
from voting.rules.pabulib.reader import read
from voting.services.pabulib.plans import BroughtIn, import_plans_of


@click.command("import-plans")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--round", "round_slug", required=True, metavar="SLUG", help="The round that takes the plans.")
@click.option("--area", "area_code", required=True, metavar="CODE", help="The area that would pay for them.")
@click.option("--json", "as_json", is_flag=True, help="Print what became of it as one JSON object.")
@with_appcontext
def import_plans_command(file: Path, round_slug: str, area_code: str, as_json: bool) -> None:
    """Bring the plans of the Pabulib FILE into a round, as sent; its ballots are left alone.

    Every plan is tested on capital scale. All or none: faults are named with their lines, and the status is 1.
    """
    try:
        brought = _bring_in(file, round_slug, area_code)
    except FaultyFile as faulty:
        raise click.ClickException(tell_faults(file, faulty)) from None
    except Refused as refused:
        raise click.ClickException(f"{file.name}: {refused.message}") from None
    if as_json:
        told = {"round": round_slug, "area": area_code, "plans": brought.numbers, "flagged": brought.flagged}
        click.echo(json.dumps(told))
        return
    click.echo(f"{len(brought.numbers)} plans; the capital test keeps {brought.flagged} of them off the ballot for now")


def _bring_in(file: Path, round_slug: str, area_code: str) -> BroughtIn:
    told = read(file.read_bytes())
    database = current_app.extensions["database"]
    with database.reading() as session:
        round_id = find_round(session, round_slug).id
    with database.writing() as session:
        return import_plans_of(session, OPERATOR, clock.now(), round_id, area_code, told)
