"""Which sentences the product says: every message id in Python and in the templates, with the place where it stands."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2.ext import babel_extract

ROOT = Path(__file__).resolve().parents[1]
NOT_SAID = {"tests", "bench", "bin", "docs", "instance", "static", "migrations"}
SINGLE = {"_", "_l", "gettext", "lazy_gettext", "msg"}
PLURAL = {"ngettext", "lazy_ngettext", "_n"}
TEMPLATE_ENDS = {".html", ".txt", ".xml"}


@dataclass(frozen=True)
class Said:
    """A sentence in the source; `ids` is the message id, and for a counted sentence its plural too."""

    ids: tuple[str, ...]
    place: str


@dataclass(frozen=True)
class Unreadable:
    """A call whose sentence is not written there, so that no catalogue can find it."""

    place: str


def all_said(root: Path = ROOT) -> Iterator[Said | Unreadable]:
    for path in sorted(root.rglob("*.py")):
        if not _is_left_out(path.relative_to(root)):
            yield from said_in_python(path.read_text(encoding="utf-8"), str(path.relative_to(root)))
    for path in sorted((root / "templates").rglob("*")):
        if path.suffix in TEMPLATE_ENDS:
            yield from said_in_template(path, str(path.relative_to(root)))


def _is_left_out(path: Path) -> bool:
    return path.parts[0] in NOT_SAID or any(part.startswith(".") for part in path.parts)


def said_in_python(source: str, name: str) -> Iterator[Said | Unreadable]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and node.args:
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            count = 1 if called in SINGLE else 2 if called in PLURAL else 0
            read = _read_call(node, count, f"{name}:{node.lineno}") if count else None
            # catalogue.gettext(text) looks a sentence up that somebody else said
            if isinstance(read, Said) or (read and isinstance(node.func, ast.Name)):
                yield read


def _read_call(call: ast.Call, count: int, place: str) -> Said | Unreadable:
    texts = [arg.value for arg in call.args[:count] if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
    return Said(tuple(texts), place) if len(texts) == count else Unreadable(place)


def said_in_template(path: Path, name: str) -> Iterator[Said | Unreadable]:
    keywords = [*SINGLE, *PLURAL]
    with path.open("rb") as file:
        for line, called, texts, _ in babel_extract(file, keywords, [], {"encoding": "utf-8"}):
            count = 2 if called in PLURAL else 1
            given = (texts,) if isinstance(texts, str) else tuple(texts or ())
            ids = tuple(text for text in given[:count] if isinstance(text, str))
            yield Said(ids, f"{name}:{line}") if len(ids) == count else Unreadable(f"{name}:{line}")
