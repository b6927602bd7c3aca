"""Putting what was measured into a document of ours: under its own heading, once, and nothing else is touched."""

from __future__ import annotations


def with_section(document: str, heading: str, told: str) -> str:
    """The document with this text as the whole of the section; at its end where it has no such section."""
    before, after = _around(document, heading)
    return f"{before}{heading}\n{told}\n{after}"


def with_table(document: str, heading: str, table: str) -> str:
    """The document with this table in the place of the first one of the section; the words around it stay."""
    before, after = _around(document, heading)
    lines = document[len(before) : len(document) - len(after)].split("\n") if heading in document else [heading, ""]
    first = next((place for place, line in enumerate(lines) if line.startswith("|")), len(lines))
    last = next((place for place in range(first, len(lines)) if not lines[place].startswith("|")), len(lines))
    return before + "\n".join([*lines[:first], *table.split("\n"), *(lines[last:] or [""])]) + after


def _around(document: str, heading: str) -> tuple[str, str]:
    """What stands before the section, and from the next heading of its level on with the blank line before it."""
    lines = document.split("\n")
    if heading not in lines:
        return document.rstrip("\n") + "\n\n", ""
    start = lines.index(heading)
    end = next((place for place in range(start + 1, len(lines)) if lines[place].startswith("## ")), len(lines))
    before = "".join(f"{line}\n" for line in lines[:start])
    return before, "\n" + "\n".join(lines[end:]) if end < len(lines) else ""
