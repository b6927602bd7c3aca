"""The product's own files, as the house tests read them."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SUBJECTS = (
    ("demo",),
    ("pages",),
    ("reports",),
    ("voting", "financing", "quick_plans", "challenges"),
    ("proposals",),
    ("rounds",),
    ("deals",),
    ("budget",),
    ("neighbourhoods",),
    ("dialogue", "files"),
    ("accounts",),
    ("areas", "settings"),
    ("notices",),
    ("logbook",),
    ("lives",),
)
"""From top to bottom: a subject knows only what stands below it."""


def rank(package: str) -> int:
    return next(number for number, row in enumerate(SUBJECTS) if package in row)


@cache
def tracked_files() -> tuple[Path, ...]:
    """Every file that belongs to the product, new ones too."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return tuple(path for path in (ROOT / name for name in sorted(set(names))) if path.is_file())


def product_modules() -> Iterator[Path]:
    """Python that runs in an installation."""
    outside = ("tests", "bench", "bin", "prove")
    for path in tracked_files():
        parts = path.relative_to(ROOT).parts
        if path.suffix == ".py" and parts[0] not in outside and parts[:2] != ("migrations", "versions"):
            yield path


def templates() -> list[Path]:
    return [path for path in tracked_files() if path.is_relative_to(ROOT / "templates") and path.suffix == ".html"]


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imported(node: ast.AST, package: str) -> list[str]:
    """The modules that an import statement names, in full."""
    if isinstance(node, ast.Import):
        return [each.name for each in node.names]
    if isinstance(node, ast.ImportFrom):
        if not node.level:
            return [node.module or ""]
        above = package.split(".")[: -(node.level - 1) or None]
        return [".".join([*above, node.module] if node.module else above)]
    return []
