"""The form by which the clerk records that the penalty was fixed."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField


class PenaltyForm(FlaskForm):  # type: ignore[misc]
    reference = StringField(_l("Reference of the decision"))
