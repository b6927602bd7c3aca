"""`flask pabulib import`: a published election replayed through our own ballot box."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from time import perf_counter

import click
from flask import current_app
from flask.cli import with_appcontext

import clock
from lives.refused import Refused
from logbook.actors import OPERATOR
from voting.cli.count import tell_faults
from voting.rules.pabulib.faults import FaultyFile
from voting.rules.pabulib.file import PabulibFile, Remark
from voting.rules.pabulib.reader import read
from voting.services.pabulib.importing import Imported, import_election
from voting.services.pabulib.replay import remarks_on

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("import")
@click.argument("file", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="Print what became of it as one JSON object.")
@with_appcontext
def import_command(file: Path, as_json: bool) -> None:
    """Replay the election in the Pabulib FILE as a reference round: cast every ballot, close, count, publish.

    A file with faults leaves nothing behind; every fault is named on standard error, and the status is 1.
    """
    begun = perf_counter()
    try:
        told = read(file.read_bytes())
        _tell_remarks((*told.remarks, *remarks_on(told)), file.name)
        imported = _import(told)
    except FaultyFile as faulty:
        raise click.ClickException(tell_faults(file, faulty)) from None
    except Refused as refused:
        raise click.ClickException(f"{file.name}: {refused.message}") from None
    seconds = perf_counter() - begun
    if as_json:
        click.echo(json.dumps(report(imported, seconds), ensure_ascii=False, indent=2))
    else:
        _print(imported, seconds)


def _import(told: PabulibFile) -> Imported:
    database = current_app.extensions["database"]
    steps = 2 * len(told.ballots)
    with click.progressbar(length=steps, label="keys and ballots", file=sys.stderr, update_min_steps=200) as bar:
        return import_election(database, OPERATOR, clock.now(), told, bar.update, bar.update)


def report(imported: Imported, seconds: float) -> dict[str, object]:
    """The report as plain values; `seconds` covers reading, casting, closing and counting."""
    return {
        "round": imported.round.slug,
        "areas": list(imported.round.area_codes),
        "projects": imported.projects,
        "ballots_in_file": imported.ballots_in_file,
        "ballots_in_urn": imported.ballots_in_urn,
        "refused": [{"line": ballot.line, "reason": " ".join(map(str, ballot.reasons))} for ballot in imported.refused],
        "more_refused": imported.more_refused,
        "seconds": round(seconds, 3),
    }


def _print(imported: Imported, seconds: float) -> None:
    areas = ", ".join(imported.round.area_codes)
    click.echo(f"Reference round {imported.round.slug}, area {areas}: {imported.projects} plans")
    click.echo(f"{imported.ballots_in_urn} of {imported.ballots_in_file} ballots in the urn, in {seconds:.1f} s")
    for ballot in imported.refused:
        click.echo(f"Line {ballot.line} is refused: {' '.join(map(str, ballot.reasons))}", err=True)
    if imported.more_refused:
        click.echo(f"And {imported.more_refused} more are refused.", err=True)


def _tell_remarks(remarks: tuple[Remark, ...], name: str) -> None:
    for remark in remarks:
        place = f"line {remark.line}, {remark.about}" if remark.line else remark.about
        click.echo(f"{name}: {place}: {remark.text}", err=True)
