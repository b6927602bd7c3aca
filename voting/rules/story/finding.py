"""Finding a plan by a part of its name, as people type it on a phone."""

from __future__ import annotations

import unicodedata


def is_named(title: str, wanted: str) -> bool:
    """Whether the title has what is wanted in it; only letters and digits count, without case and accents.

    Example: "Drie fietstrommels" is found with "fiets trommel". With nothing but blanks and signs nothing is found.
    """
    sought = _letters(wanted)
    return bool(sought) and sought in _letters(title)


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in plain if sign.isalnum())
