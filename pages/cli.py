"""The command line of the house: staff, mail, and whatever other packages add themselves."""

from __future__ import annotations

from flask import Flask

import accounts.cli
import notices.cli


def register(app: Flask) -> None:
    """Add the commands of accounts and notices."""
    accounts.cli.register(app)
    notices.cli.register(app)
