"""The blueprint on which all pages of this subject hang."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("quick_plans", __name__)
