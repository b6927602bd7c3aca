"""Commands of the vote: `flask pabulib …`, and what is registered beside it."""

from __future__ import annotations

from flask import Flask
from flask.cli import AppGroup

from voting.cli.count import count_command

pabulib = AppGroup("pabulib", help="Count, import and export elections in the Pabulib format.")
pabulib.add_command(count_command)


def register(app: Flask) -> None:
    app.cli.add_command(pabulib)
