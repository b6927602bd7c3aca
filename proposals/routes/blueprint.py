"""The blueprint on which every page about making, judging and correcting plans hangs."""

from flask import Blueprint

blueprint = Blueprint("proposals", __name__)
