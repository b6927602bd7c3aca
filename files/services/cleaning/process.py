"""One checking process per file as the server holds it: begun, waited for, and ended when it takes too long."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from threading import BoundedSemaphore

from files.rules.faults import FileFault
from files.services.cleaning.worker import GOOD
from files.services.refusals import CheckingBusy

ROOT = Path(__file__).resolve().parents[3]
COMMAND = [sys.executable, "-m", "files.services.cleaning.worker"]
# it gets no secret of the server, and one thread
ENVIRONMENT = {"PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
PATIENCE_SECONDS = 30.0
MOST_AT_ONCE = 2
"""So many requests of one server process may be busy with files; the others keep serving voters."""

_places = BoundedSemaphore(MOST_AT_ONCE)


def made_anew(data: bytes, patience_seconds: float = PATIENCE_SECONDS) -> bytes | FileFault:
    """The file without what does not belong in it, or why it is refused. Raises CheckingBusy."""
    if not _places.acquire(timeout=patience_seconds / 2):
        raise CheckingBusy
    try:
        # into a file, since its length can be limited and that of a pipe cannot
        with tempfile.TemporaryFile() as said:
            code = subprocess.run(  # noqa: S603
                COMMAND, input=data, stdout=said, stderr=subprocess.DEVNULL, cwd=ROOT, env=ENVIRONMENT,
                timeout=patience_seconds, check=False,
            ).returncode  # fmt: skip
            said.seek(0)
            return _heard(code, said.read())
    except subprocess.TimeoutExpired:
        return FileFault.GAVE_UP
    finally:
        _places.release()


def _heard(code: int, said: bytes) -> bytes | FileFault:
    """What the process said; one that broke off said nothing that counts."""
    if code != 0 or not said:
        return FileFault.GAVE_UP
    return said[1:] if said[:1] == GOOD else FileFault(said[1:].decode())
