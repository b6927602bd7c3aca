"""The schema as SQL text per engine: a version freezes it, so that later models cannot change an old migration.

`python -m migrations.frozen FOLDER TABLE …` writes what makes these tables today; without tables, the whole schema.
On PostgreSQL the text of a table that exists already is then replaced, by hand, with what changes it.
"""

from __future__ import annotations

import sys
from collections.abc import Collection
from itertools import groupby
from pathlib import Path
from typing import Any

from sqlalchemy import create_mock_engine

from migrations.rebuilding import table_of
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


def freeze(folder: Path, tables: Collection[str] = ()) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for engine in ENGINES:
        chosen = [each for each in statements(engine) if not tables or _is_about(each, tables)]
        lines = [line.rstrip() for line in BETWEEN.join(chosen).splitlines()]
        (folder / f"{engine}.sql").write_text("\n".join(lines) + ";\n", encoding="utf-8")


def _is_about(statement: str, tables: Collection[str]) -> bool:
    """Whether it makes one of the tables, or something of it; a trigger's function bears its table's name."""
    is_function = statement.startswith(tuple(f"CREATE FUNCTION {table}_" for table in tables))
    return is_function or table_of(statement) in tables


def thaw(folder: Path, engine: str) -> list[str]:
    """The statements as they were frozen."""
    return (folder / f"{engine}.sql").read_text(encoding="utf-8").removesuffix(";\n").split(BETWEEN)


if __name__ == "__main__":
    freeze(Path(sys.argv[1]), sys.argv[2:])
