"""Two blueprints: the public results with the administration, and the booth, which knows no account."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("voting", __name__)
booth = Blueprint("booth", __name__)
