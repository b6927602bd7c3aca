"""The process that looks inside one file: it reads it, answers with the file made anew or the fault, and ends.

It has no database, no secret, little memory and little time, and once it has the file it can open nothing any more:
no file, no connection. What it reads may be made to break it.
"""

from __future__ import annotations

import os
import resource
import sys
from importlib import import_module

from files.rules.faults import FileFault
from files.rules.kinds import MOST_BYTES, MediaType, media_type_of

MOST_MEMORY = 1_200_000_000
MOST_SECONDS = 6
GIVES_WAY = 5
LOADED_BEFORE = (
    *(f"encodings.{name}" for name in ("latin_1", "utf_16", "utf_16_be", "utf_16_le")),
    *(f"PIL.{name}ImagePlugin" for name in ("Bmp", "Gif", "Jpeg", "Mpo", "Png", "Ppm", "Tiff")),
    "PIL.ImageColor", "PIL.ImagePalette", "files.services.cleaning.documents",
)  # fmt: skip
GOOD, BAD = b"+", b"-"


def bind_hands() -> None:
    """From here on: so much memory, so much time, an answer that is hardly larger than a file may be."""
    os.nice(GIVES_WAY)
    _limit(resource.RLIMIT_AS, MOST_MEMORY)
    _limit(resource.RLIMIT_CPU, MOST_SECONDS)
    _limit(resource.RLIMIT_FSIZE, MOST_BYTES + 1_000)
    _limit(resource.RLIMIT_CORE, 0)


def close_doors() -> None:
    """From here on nothing can be opened: whatever reads a file of the programs themselves is loaded before."""
    for name in LOADED_BEFORE:
        import_module(name)
    _limit(resource.RLIMIT_NOFILE, 0)


def answer(data: bytes) -> bytes:
    """One sign, then the new file or the name of the fault."""
    from files.services.cleaning.documents import clean_document
    from files.services.cleaning.pictures import Unfit, clean_picture

    kind = media_type_of(data)
    try:
        if kind is None:
            return BAD + FileFault.BROKEN.encode()
        return GOOD + (clean_document(data) if kind is MediaType.PDF else clean_picture(data, kind))
    except Unfit as unfit:
        return BAD + unfit.fault.encode()
    except (MemoryError, RecursionError):
        return BAD + FileFault.GAVE_UP.encode()


def _limit(what: int, most: int) -> None:
    resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    bind_hands()
    sent = sys.stdin.buffer.read()
    close_doors()
    sys.stdout.buffer.write(answer(sent))
