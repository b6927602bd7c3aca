"""Forms about people: signing in, the second step, one's own account, staff."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import DataRequired, Email, Length, Regexp, ValidationError

from accounts.models import EVERYWHERE
from accounts.rules.addresses import LONGEST_ADDRESS, normal_address
from accounts.rules.organisations import fault_of_kvk_number
from accounts.services.organisations import NAME
from accounts.words import KINDS, MANDATES
from lives.texts import faults_within
from logbook.actors import Role
from wording import say

LANGUAGES = [SelectChoice("nl", "Nederlands"), SelectChoice("en", "English")]
ROLES = [
    SelectChoice(Role.COORDINATOR.value, _l("Coordinator: judges plans of an area")),
    SelectChoice(Role.REVIEWER.value, _l("Reviewer: advises on plans")),
    SelectChoice(Role.FINANCE.value, _l("Finance: sees the money of every area")),
    SelectChoice(Role.COLLEGE_CLERK.value, _l("College clerk: records what mayor and aldermen decide")),
    SelectChoice(Role.COUNCIL_CLERK.value, _l("Council clerk: records what the council decides")),
    SelectChoice(Role.ADMINISTRATOR.value, _l("Administrator: sets up years, rounds and staff")),
]


def _digits(value: str | None) -> str | None:
    return "".join(value.split()) if value else value


def _one_line(value: str | None) -> str | None:
    return " ".join(value.split()) if value else value


def _address_field(label: Any) -> StringField:
    return StringField(
        label,
        [
            DataRequired(_l("Fill in an e-mail address.")),
            Length(max=LONGEST_ADDRESS, message=_l("This address is too long.")),
            Email(_l("This is not an e-mail address yet. It looks like name@example.nl."), check_deliverability=False),
        ],
        filters=[lambda value: normal_address(value) if value else value],
    )


def _digits_field(label: Any) -> StringField:
    six = Regexp(r"^[0-9]{6}\Z", message=_l("The code has six digits."))
    return StringField(label, [DataRequired(_l("Fill in the six digits.")), six], filters=[_digits])


class AddressForm(FlaskForm):  # type: ignore[misc]
    """Where the code must go."""

    email = _address_field(_l("Your e-mail address"))


class CodeForm(FlaskForm):  # type: ignore[misc]
    """The six digits from the mail or the app."""

    code = _digits_field(_l("The code of six digits"))


class DetailsForm(FlaskForm):  # type: ignore[misc]
    """Name and language."""

    name = StringField(
        _l("Your name"), [Length(max=120, message=_l("Use at most 120 characters."))], filters=[_one_line]
    )
    language = RadioField(_l("Language of pages and e-mails"), choices=LANGUAGES)


class NewAddressForm(FlaskForm):  # type: ignore[misc]
    """Another address for oneself."""

    email = _address_field(_l("Your new e-mail address"))


class InvitationForm(FlaskForm):  # type: ignore[misc]
    """A new member of staff."""

    name = StringField(
        _l("Name"),
        [DataRequired(_l("Fill in a name.")), Length(max=120, message=_l("Use at most 120 characters."))],
        filters=[_one_line],
    )
    email = _address_field(_l("E-mail address at work"))
    role = RadioField(_l("What will this person do?"), [DataRequired(_l("Choose a role."))], choices=ROLES)
    area = SelectField(_l("In which area?"))
    language = RadioField(_l("Language of the invitation"), choices=LANGUAGES, default="nl")

    def offer_areas(self, names: dict[str, str]) -> None:
        """The areas one can choose from."""
        named = sorted(names.items(), key=lambda each: each[1])
        self.area.choices = [SelectChoice(EVERYWHERE, _l("Everywhere")), *(SelectChoice(*each) for each in named)]


class OrganisationForm(FlaskForm):  # type: ignore[misc]
    """What an organisation is; what cannot be is said of every field at once."""

    name = StringField(_l("Name of the organisation or the group"), filters=[_one_line])
    kind = RadioField(_l("What kind of organisation is it?"), [DataRequired(_l("Choose from the list."))])
    kvk_number = StringField(_l("Number in the trade register (KvK)"), filters=[_one_line])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = [SelectChoice(code, say(word)) for code, word in KINDS.items()]

    def validate_name(self, field: Any) -> None:
        for fault in faults_within(NAME, field.data or ""):
            raise ValidationError(say(fault))

    def validate_kvk_number(self, field: Any) -> None:
        if fault := fault_of_kvk_number(field.data or ""):
            raise ValidationError(say(fault))


class MandateForm(FlaskForm):  # type: ignore[misc]
    """How far somebody acts for an organisation."""

    mandate = RadioField(_l("What may this person do?"), [DataRequired(_l("Choose from the list."))])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mandate.choices = [SelectChoice(code, say(word)) for code, word in MANDATES.items()]


class MemberForm(MandateForm):
    """Somebody else who may act for an organisation."""

    email = _address_field(_l("E-mail address of the other person"))
    language = RadioField(_l("Language of the invitation"), choices=LANGUAGES, default="nl")


class ForWhomForm(FlaskForm):  # type: ignore[misc]
    """Oneself (0) or one of the organisations for which one acts."""

    organisation_id = RadioField(_l("For whom do you act now?"), coerce=int)

    def offer(self, organisations: list[tuple[int, str]]) -> None:
        own = SelectChoice(0, _l("For myself"))
        self.organisation_id.choices = [own, *(SelectChoice(*each) for each in organisations)]


class GroundForm(FlaskForm):  # type: ignore[misc]
    """Why: it goes into the log."""

    ground = StringField(
        _l("Why?"),
        [
            DataRequired(_l("Say why. It goes into the log.")),
            Length(max=300, message=_l("Use at most 300 characters.")),
        ],
        filters=[_one_line],
    )


class ConfirmForm(FlaskForm):  # type: ignore[misc]
    """A button that asks nothing: only the token against forged requests."""
