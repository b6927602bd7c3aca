"""The form of the lot: the twenty digits as one person reads them off the dice."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import InputRequired


class LotForm(FlaskForm):  # type: ignore[misc]
    digits = StringField(_l("The 20 digits of the dice, in order"), [InputRequired(_l("Fill in the 20 digits."))])
