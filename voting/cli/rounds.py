"""`flask round seal|close`: the ballot is fixed, and a vote whose time is over is closed and counted."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import select

import clock
from config import Config
from database import Database
from lives.refused import Refused
from logbook.actors import OPERATOR
from rounds.queries import find_round
from voting.models import BallotBox
from voting.services.counting import count_when_closed
from voting.services.refusals import SealingRefused
from voting.services.sealing import seal_round


@click.command("seal")
@click.argument("round_slug", metavar="ROUND")
@with_appcontext
def seal_command(round_slug: str) -> None:
    """Fix the ballot of ROUND (its name in the address): plans, pots, rules and times stand still from then on."""
    database: Database = current_app.extensions["database"]
    config: Config = current_app.extensions["settings"]
    try:
        with database.reading() as session:
            round_id = find_round(session, round_slug).id
        with database.writing() as session:
            seal_round(session, OPERATOR, clock.now(), round_id, config.argon2_memory_kib)
    except SealingRefused as refused:
        raise click.ClickException("\n".join(str(fault) for fault in refused.faults)) from None
    except Refused as refused:
        raise click.ClickException(str(refused.message)) from None
    click.echo("The ballot is fixed and every pot is set apart.")


@click.command("close")
@with_appcontext
def close_command() -> None:
    """Close and count every vote whose last moment has passed. Meant for a job; pages do the same by themselves."""
    database: Database = current_app.extensions["database"]
    with database.reading() as session:
        waiting = select(BallotBox.round_id).where(BallotBox.state != "published", ~BallotBox.is_reference)
        numbers = session.scalars(waiting.order_by(BallotBox.round_id)).all()
    for number in numbers:
        count_when_closed(database, number, clock.now())
    with database.reading() as session:
        done = select(BallotBox.round_id).where(BallotBox.round_id.in_(numbers), BallotBox.state == "published")
        closed = session.scalars(done).all()
    click.echo(f"{len(closed)} closed and counted, {len(numbers) - len(closed)} not over yet.")
