"""`flask pabulib count --record`: whether a published file gives the published record, word for word."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from voting.rules.election import Election, Rule
from voting.rules.record import record_hash, record_text
from voting.rules.recounting import differing, recounted


def hold_to_record(path: Path, election: Election, rule: Rule) -> str:
    """A sentence with the hash of the record that the new count gives; ends with status 1 where it is another one."""
    record = _read(path)
    try:
        again = recounted(record, election, rule)
    except ValueError as wrong:
        raise click.ClickException(f"{path.name}: {wrong}") from None
    if parts := differing(record, again):
        raise click.ClickException(f"{path.name}: this count is not that of the record: {', '.join(parts)}.")
    return f"{path.name}: this count is that of the record. Its SHA-256 is {record_hash(record_text(again))}."


def _read(path: Path) -> dict[str, Any]:
    try:
        told = json.loads(path.read_bytes())
        if isinstance(told, dict) and isinstance(told["beside"], list) and told["count"]["projects"] is not None:
            return told
    except (ValueError, KeyError, TypeError):
        pass
    raise click.ClickException(f"{path.name}: this is no whole record of a count (telling.json).")
