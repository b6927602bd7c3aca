"""All tables of the product: whoever makes or compares a database asks here."""

from __future__ import annotations

from importlib import import_module

from sqlalchemy import MetaData

from database import Model

PACKAGES = (
    "logbook",
    "notices",
    "settings",
    "areas",
    "accounts",
    "dialogue",
    "files",
    "neighbourhoods",
    "budget",
    "deals",
    "rounds",
    "proposals",
    "quick_plans",
    "challenges",
    "financing",
    "voting",
    "reports",
)


def every_table() -> MetaData:
    """The metadata with every package's tables in it."""
    for package in PACKAGES:
        import_module(f"{package}.models")
    return Model.metadata
