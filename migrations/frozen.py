"""The schema as SQL text per engine: a version freezes it, so that later models cannot change an old migration.

`python -m migrations.frozen FOLDER` writes the text of today's models.
"""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path
from typing import Any

from sqlalchemy import create_mock_engine

from migrations.tables import every_table

ENGINES = {"sqlite": "sqlite://", "postgresql": "postgresql+psycopg://"}
BETWEEN = ";\n\n"


def statements(engine: str) -> list[str]:
    """What creates all tables, indexes, triggers and first rows on this engine, in order."""
    said: list[str] = []

    def note(statement: Any, *_: Any, **__: Any) -> None:
        said.append(str(statement.compile(dialect=mock.dialect)).strip())

    mock = create_mock_engine(ENGINES[engine], note)
    every_table().create_all(mock, checkfirst=False)
    # a table's indexes come in no order of their own
    runs = [(is_index, list(run)) for is_index, run in groupby(said, _makes_index)]
    return [each for is_index, run in runs for each in (sorted(run) if is_index else run)]


def _makes_index(statement: str) -> bool:
    return statement.startswith(("CREATE INDEX", "CREATE UNIQUE INDEX"))


def freeze(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for engine in ENGINES:
        lines = [line.rstrip() for line in BETWEEN.join(statements(engine)).splitlines()]
        (folder / f"{engine}.sql").write_text("\n".join(lines) + ";\n", encoding="utf-8")


def thaw(folder: Path, engine: str) -> list[str]:
    """The statements as they were frozen."""
    return (folder / f"{engine}.sql").read_text(encoding="utf-8").removesuffix(";\n").split(BETWEEN)


if __name__ == "__main__":
    freeze(Path(sys.argv[1]))
