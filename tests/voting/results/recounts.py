"""What anybody does who counts a result again: download two files, and give the command on the page."""

from __future__ import annotations

import shlex
from pathlib import Path

from tests.builders.browsing import AuditingClient

FILES = ("stembiljetten.pb", "telling.json")


def downloaded(client: AuditingClient, area: str, folder: Path) -> list[str]:
    """The arguments of `flask pabulib count` as the page says them, with the two files in this folder."""
    for name in FILES:
        (folder / name).write_bytes(client.get(f"{area}/{name}").data)
    command = shlex.split(client.page(f"{area}/narekenen").select_one("#command-text").get_text())
    assert command[:5] == [".venv/bin/flask", "--app", "app", "pabulib", "count"]
    return [str(folder / part) if part in FILES else part for part in command[5:]]
