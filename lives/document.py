"""Writes docs/states.md: every life as a Dutch table and a diagram, made from the tables themselves.

`python -m lives.document` writes it anew; a test fails when it differs from the tables.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from lives.lifecycle import Lifecycle, Row

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs" / "states.md"
HEAD = """# Hoe plannen en rondes verlopen

Dit document is gemaakt uit de tabellen in de code met `python -m lives.document`.
Verander niet dit document maar de tabel. Wat niet in een tabel staat, kan niet.
"""

Translate = Callable[[str], str]
AnyLife = Lifecycle[Any, Any]
_ENTRY = re.compile(r'^msgid ((?:".*"\n?)+)msgstr ((?:".*"\n?)+)', re.MULTILINE)


def write_document(lives: tuple[AnyLife, ...], translate: Translate) -> str:
    """The whole document for these lives."""
    return "\n".join((HEAD, *(_section(life, translate) for life in lives)))


def find_lives(root: Path = ROOT) -> tuple[AnyLife, ...]:
    """Every life in a rules/life.py of a subject, by the name of the subject."""
    paths = sorted(root.glob("*/rules/life.py"))
    modules = [import_module(f"{path.parent.parent.name}.rules.life") for path in paths]
    return tuple(life for module in modules for life in vars(module).values() if isinstance(life, Lifecycle))


def read_dutch(folder: Path = ROOT / "translations" / "nl") -> dict[str, str]:
    """The Dutch of every message in the catalogues."""
    entries = (found for path in sorted(folder.glob("*.po")) for found in _ENTRY.findall(path.read_text("utf-8")))
    return {_unquoted(source): _unquoted(target) for source, target in entries}


def _unquoted(lines: str) -> str:
    joined = "".join(line.strip()[1:-1] for line in lines.strip().splitlines())
    return joined.replace('\\"', '"').replace("\\n", "\n").replace("\\\\", "\\")


def _section(life: AnyLife, translate: Translate) -> str:
    def say(code: str) -> str:
        return life.word(code).rendered(translate)

    return "\n".join(
        (
            f"## {life.title.rendered(translate)}",
            "",
            f"Begint als: **{say(life.start)}** (`{life.start}`).",
            "",
            "| Stap | Van | Naar | Wie | Alleen als | Grond |",
            "| --- | --- | --- | --- | --- | --- |",
            *(_table_line(row, say, translate) for row in life.rows),
            "",
            "```mermaid",
            "stateDiagram-v2",
            *_diagram_lines(life, say),
            "```",
            "",
        )
    )


def _table_line(row: Row[Any, Any], say: Translate, translate: Translate) -> str:
    cells = (
        f"{say(row.step)} (`{row.step}`)",
        say(row.source),
        say(row.target),
        ", ".join(say(who) for who in sorted(row.who)),
        " en ".join(condition.requirement.rendered(translate) for condition in row.conditions) or "altijd",
        row.ground.rendered(translate),
    )
    return f"| {' | '.join(cells)} |"


def _diagram_lines(life: AnyLife, say: Translate) -> Iterator[str]:
    states = dict.fromkeys(state for row in life.rows for state in (row.source, row.target))
    for state in states:
        yield f"    {state}: {say(state)}"
    yield f"    [*] --> {life.start}"
    for row in life.rows:
        yield f"    {row.source} --> {row.target}: {say(row.step)}"


def main() -> None:
    dutch = read_dutch()
    DOCUMENT.parent.mkdir(exist_ok=True)
    DOCUMENT.write_text(write_document(find_lives(), dutch.__getitem__), "utf-8")


if __name__ == "__main__":
    main()
