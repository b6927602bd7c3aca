"""The blueprint of everything about a vote that is not the booth: its administration and its result."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("voting", __name__)
