"""The form of the booth's door: one field, for the code on the letter."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import InputRequired


class CodeForm(FlaskForm):  # type: ignore[misc]
    """The booth's own token stands beside this form: it knows no account and no session."""

    class Meta:
        csrf = False

    code = StringField(_l("Voting code"), validators=[InputRequired()])

    def say_fault(self, text: str) -> None:
        """Show this at the field."""
        self.code.errors = (text,)
