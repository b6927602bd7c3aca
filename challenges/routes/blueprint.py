"""The blueprint on which all pages of this subject hang."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("challenges", __name__)
