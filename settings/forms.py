"""The form about the municipality itself."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import DataRequired, Email, Length, Regexp


def _stripped(value: str | None) -> str | None:
    return value.strip() if value else value


class MunicipalityForm(FlaskForm):  # type: ignore[misc]
    """Its name, and where people get help."""

    name = StringField(
        _l("Name of the municipality"),
        [DataRequired(_l("Fill in a name.")), Length(max=80, message=_l("Use at most 80 characters."))],
        filters=[_stripped],
    )
    help_phone = StringField(
        _l("Telephone number for help"),
        [
            DataRequired(_l("Fill in a telephone number.")),
            Regexp(r"^\+?[0-9][0-9 \-]{2,24}$", message=_l("Use digits and spaces only, for example 14 035.")),
        ],
        filters=[_stripped],
    )
    help_email = StringField(
        _l("E-mail address for help"),
        [DataRequired(_l("Fill in an e-mail address.")), Email(_l("This is not an e-mail address yet."))],
        filters=[_stripped],
    )
