"""The blueprint on which every page of this package hangs its routes."""

from flask import Blueprint

blueprint = Blueprint("pages", __name__)
