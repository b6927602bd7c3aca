"""The form by which staff write down that a letter on paper was posted."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms.validators import InputRequired

from deals.forms.fields import DayField


class PostedForm(FlaskForm):  # type: ignore[misc]
    posted_on = DayField(_l("On which day was it posted?"), [InputRequired(_l("Fill in a day."))])
