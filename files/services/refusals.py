"""What may not be done with a file, in its own words."""

from __future__ import annotations

from lives.messages import msg
from logbook.refusals import Refusal


class FileRefused(Refusal):
    """This file is not accepted; the message belongs at the field of the file."""

    status = 400


class CheckingBusy(Refusal):
    """Others are adding files now."""

    status = 503
    retry_after = 10

    def __init__(self) -> None:
        super().__init__(msg("Others are adding files just now."), msg("Please try again in a few seconds."))
