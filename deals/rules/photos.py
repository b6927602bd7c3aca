"""A photo as somebody sends it with what is told of a deal."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class NewPhoto:
    """A file as it was sent, and what is on it in words."""

    data: bytes
    alt: str
