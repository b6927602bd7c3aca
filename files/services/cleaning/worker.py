"""The process that looks inside one file: it reads it, answers with the file made anew or the fault, and ends.

It has no database, no secret, little memory and little time, since what it reads may be made to break it.
"""

from __future__ import annotations

import os
import resource
import sys

from files.rules.faults import FileFault
from files.rules.kinds import MediaType, media_type_of

MOST_MEMORY = 1_200_000_000
MOST_SECONDS = 10
GIVES_WAY = 10
GOOD, BAD = b"+", b"-"


def bind_hands() -> None:
    """From here on: so much memory, so much time, no file written, hardly one opened."""
    os.nice(GIVES_WAY)
    for what, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CPU, MOST_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ):
        resource.setrlimit(what, (most, most))


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


if __name__ == "__main__":
    bind_hands()
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read()))
