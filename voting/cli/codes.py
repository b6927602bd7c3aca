"""`flask codes …`: voting codes for the letters, given out once, and a lost letter withdrawn."""

from __future__ import annotations

import csv
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

import click
from flask import current_app
from flask.cli import AppGroup

import clock
from database import Database
from lives.refused import Refused
from logbook.actors import OPERATOR
from rounds.queries import find_round, pot_cents
from voting.rules.codes import printed_code
from voting.services.codes import LETTER_CENTS, NewCode, make_codes, withdraw_code

codes = AppGroup("codes", help="Voting codes: made here for pilots and demonstrations.")


@codes.command("make")
@click.argument("round_slug", metavar="ROUND")
@click.argument("area", metavar="AREA")
@click.argument("number", type=click.IntRange(min=1))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="A new file, readable by you alone.")
def make_command(round_slug: str, area: str, number: int, out: Path) -> None:
    """Make NUMBER voting codes for AREA (its code) of ROUND (its name in the address) and write them to a new file.

    The codes are made on this server, as a pilot or a demonstration does. Only their public keys are kept: the
    file is the only place where they stand. Delete it when the letters are printed.
    """
    try:
        round_id = _tell_costs(round_slug, area, number)
        with _new_file(out) as file:
            _write(file, _make(round_id, area, number))
    except Refused as refused:
        out.unlink(missing_ok=True)
        raise click.ClickException(str(refused.message)) from None
    click.echo(f"{number} codes in {out}. This was the only time: they are kept nowhere else.")


@codes.command("withdraw")
@click.argument("round_slug", metavar="ROUND")
@click.argument("letter", type=int)
@click.option("--reason", required=True, help="Why: this goes into the log.")
def withdraw_command(round_slug: str, letter: int, reason: str) -> None:
    """Make the code of a lost LETTER (its number) worthless, so that a new one can be made."""
    database: Database = current_app.extensions["database"]
    try:
        with database.writing() as session:
            round_id = find_round(session, round_slug).id
            session.rollback()
            withdraw_code(session, OPERATOR, clock.now(), round_id, letter, reason)
    except Refused as refused:
        raise click.ClickException(str(refused.message)) from None
    click.echo(f"Letter {letter} is withdrawn.")


def _tell_costs(round_slug: str, area: str, number: int) -> int:
    """Say what the letters cost beside the pot; the round's number."""
    database: Database = current_app.extensions["database"]
    with database.reading() as session:
        round_id = find_round(session, round_slug).id
        pot = pot_cents(session, round_id, area)
    cost = number * LETTER_CENTS
    click.echo(f"Printing and posting costs about EUR {cost // 100}; the pot is EUR {(pot or 0) // 100}.", err=True)
    return round_id


def _make(round_id: int, area: str, number: int) -> Sequence[NewCode]:
    database: Database = current_app.extensions["database"]
    with (
        database.writing() as session,
        click.progressbar(length=number, label="making codes", file=sys.stderr) as bar,
    ):
        return make_codes(session, OPERATOR, clock.now(), round_id, area, number, lambda done: bar.update(1))


def _new_file(path: Path) -> TextIO:
    """Opened before any code is made: a disk that cannot be written must not cost a code."""
    try:
        return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8", newline="")
    except OSError as failed:
        raise click.ClickException(f"{path}: {failed.strerror}") from None


def _write(file: TextIO, made: Sequence[NewCode]) -> None:
    rows = csv.writer(file, delimiter=";")
    rows.writerow(("letter", "area", "code"))
    rows.writerows((code.letter_number, code.area_code, printed_code(code.code)) for code in made)
