"""Builds of the product to attack: as it is, or with one guard taken out of its source.

A guard is taken out of a copy by replacing text that must stand there exactly once, so that a guard which moved
or vanished stops the proof instead of passing it.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOT_COPIED = shutil.ignore_patterns("__pycache__", "*.sqlite*", "*.jpg", "*.png", "*.woff2")
PACKAGES = ("accounts", "areas", "budget", "deals", "dialogue", "files", "lives", "logbook", "neighbourhoods",
            "notices", "proposals", "challenges", "financing", "prove", "quick_plans", "reports", "rounds", "settings",
            "voting", "migrations")  # fmt: skip
MODULES = ("clock.py", "config.py", "database.py")


class GuardMoved(Exception):
    """The text of a guard no longer stands where the proof looks for it."""


@dataclass(frozen=True)
class Guard:
    """One place in the source that keeps an invariant: what stands there, and what stands there without it."""

    path: str
    text: str
    without: str


def make_build(folder: Path, removed: Sequence[Guard] = ()) -> Path:
    """Copy the product to a folder and take these guards out of the copy. Raises GuardMoved."""
    for package in PACKAGES:
        shutil.copytree(ROOT / package, folder / package, ignore=NOT_COPIED)
    for module in MODULES:
        shutil.copy(ROOT / module, folder / module)
    for guard in removed:
        _take_out(folder / guard.path, guard)
    return folder


def _take_out(path: Path, guard: Guard) -> None:
    source = path.read_text(encoding="utf-8")
    found = source.count(guard.text)
    if found != 1:
        raise GuardMoved(f"{guard.path}: {found} times instead of once: {guard.text!r}")
    path.write_text(source.replace(guard.text, guard.without), encoding="utf-8")
