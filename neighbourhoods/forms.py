"""The form by which a partner comes into the register."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import DataRequired

from neighbourhoods.rules.partners import KINDS
from wording import say

EVERYWHERE = "*"


class PartnerForm(FlaskForm):  # type: ignore[misc]
    """An organisation with its address; the service looks at what was typed."""

    name = StringField(_l("Name of the organisation"), [DataRequired(_l("Fill in a name."))])
    kind = SelectField(_l("What kind of partner?"))
    email = StringField(_l("E-mail address"), [DataRequired(_l("Fill in an e-mail address."))])
    area = SelectField(_l("In which area?"))

    def offer(self, areas: list[tuple[str, str]], *, everywhere: bool) -> None:
        """Kinds, and the areas that this person keeps."""
        self.kind.choices = [SelectChoice(code, say(word)) for code, word in KINDS.items()]
        first = [SelectChoice(EVERYWHERE, _l("Everywhere"))] if everywhere else []
        self.area.choices = [*first, *(SelectChoice(code, name) for code, name in areas)]

    def area_code(self) -> str | None:
        return None if self.area.data == EVERYWHERE else str(self.area.data)
