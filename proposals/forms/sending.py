"""Small forms around a plan of one's own: sending it as it was looked at, and taking it back."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import HiddenField


class SendForm(FlaskForm):  # type: ignore[misc]
    """What is sent is the version that the page showed."""

    version = HiddenField()

    def seen_version(self) -> int:
        text = str(self.version.data or "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


class WithdrawForm(FlaskForm):  # type: ignore[misc]
    """Nothing but the proof that the person's own page sent it."""
