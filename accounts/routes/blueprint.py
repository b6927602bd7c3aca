"""The blueprint on which the pages about people hang."""

from flask import Blueprint

blueprint = Blueprint("accounts", __name__)
