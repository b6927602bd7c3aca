"""Brings in the modules that hang routes on the blueprint of plans."""

from proposals.routes import checking, correcting, making, mine, starting, thresholds, work
from proposals.routes.blueprint import blueprint

__all__ = ["blueprint", "checking", "correcting", "making", "mine", "starting", "thresholds", "work"]
