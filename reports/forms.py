"""The button that makes a report."""

from __future__ import annotations

from flask_wtf import FlaskForm


class MakeReportForm(FlaskForm):  # type: ignore[misc]
    """Nothing to fill in: who presses it has read what will be kept."""
