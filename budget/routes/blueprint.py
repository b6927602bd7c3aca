"""The blueprint on which all pages of the money hang."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("budget", __name__)
