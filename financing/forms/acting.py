"""One small form for each step; which of them somebody sees depends on the state and the person."""

from __future__ import annotations

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import IntegerField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Optional

from budget.forms import MoneyField, WholeNumberField
from financing.forms.fields import NO_DAY, Words, day_field, line_field, money_field, offer, reference_field
from financing.rules.calendar import TARGET_WORDS, Target
from financing.rules.funding import BEARER_WORDS, FUNDING_WORDS, Bearer, Funding, Parts, whole
from financing.services import Advice, BodyDecision, Delivery, Figures, Part, Renewal
from proposals.services import Cost

COST_LINES = 3
_NUMBER = [InputRequired(_l("Fill in a number."))]


class NoteForm(FlaskForm):  # type: ignore[misc]
    """A step with a few words beside it, if one likes."""

    words = Words(_l("Do you want to say something about it? Everyone can read it."))

    def note(self) -> str:
        return self.words.data or ""


class ReasonForm(NoteForm):
    """A step that needs its reason."""

    words = Words(_l("Why? Everyone can read this."), is_asked=True)


class AdviceForm(FlaskForm):  # type: ignore[misc]
    can_be_maintained = RadioField(_l("Can it be maintained?"), [InputRequired(_l("Choose an answer."))])
    life_years = WholeNumberField(_l("How many years does it last?"), _NUMBER)
    upkeep_cents = money_field(_l("What does the upkeep cost each year?"))
    words = Words(_l("Explain your advice. Everyone can read it."), is_asked=True)

    def prepare(self) -> None:
        self.can_be_maintained.choices = [SelectChoice("yes", gettext("Yes")), SelectChoice("no", gettext("No"))]

    def advice(self) -> Advice:
        is_yes = self.can_be_maintained.data == "yes"
        return Advice(is_yes, self.life_years.data or 0, self.upkeep_cents.data or 0, self.words.data or "")


class FiguresForm(FlaskForm):  # type: ignore[misc]
    """The interest and the method come from the settings of finance."""

    investment_cents = money_field(_l("What does it cost to make?"))
    third_party_cents = money_field(_l("What do others pay of that?"), _l("Fill in 0 when nobody does."))
    residual_cents = money_field(_l("What is it worth at the end?"), _l("Nearly always 0."))
    life_years = WholeNumberField(_l("How many years does it last?"), _NUMBER)
    upkeep_cents = money_field(_l("What does the upkeep cost each year?"))
    completed_in = IntegerField(_l("In which year is it ready?"), _NUMBER)

    def figures(self) -> Figures:
        return Figures(
            self.investment_cents.data or 0, self.third_party_cents.data or 0, self.residual_cents.data or 0,
            self.life_years.data or 0, self.upkeep_cents.data or 0, self.completed_in.data or 0,
        )  # fmt: skip


class YesForm(FlaskForm):  # type: ignore[misc]
    """A decision of a body."""

    reference = reference_field(_l("Reference of the decision"))
    decided_on = day_field(_l("Day of the decision"))
    words = Words(_l("Do you want to say something about it? Everyone can read it."))

    def decision(self) -> BodyDecision:
        return BodyDecision(self.reference.data or "", self.decided_on.data or NO_DAY, self.words.data or "")


class NoForm(YesForm):
    words = Words(_l("Why? Everyone can read this."), is_asked=True)


class ProposeForm(NoteForm):
    target = RadioField(_l("With what does it go to the council?"), [InputRequired(_l("Choose an answer."))])
    council_on = day_field(_l("When does the council meet about it?"))

    def prepare(self) -> None:
        offer(self.target, TARGET_WORDS)

    def chosen(self) -> Target:
        return Target(self.target.data)


class GrantForm(YesForm):
    """What the council said about the money; the amounts are asked only where more than one source pays."""

    funding = RadioField(_l("From what is it paid?"), [InputRequired(_l("Choose an answer."))])
    bearer = RadioField(_l("Who bears the costs per year?"), [Optional()])
    saving = SelectField(_l("Which saved money?"), [Optional()])
    programme_cents = MoneyField(_l("From the programme of investments"), [Optional()])
    charges_cents = MoneyField(_l("By costs per year out of the neighbourhood budget"), [Optional()])
    saved_cents = MoneyField(_l("From saved money"), [Optional()])

    def prepare(self, savings: list[tuple[int, str]]) -> None:
        offer(self.funding, FUNDING_WORDS)
        offer(self.bearer, BEARER_WORDS)
        none = SelectChoice("", gettext("No saved money"))
        self.saving.choices = [none, *(SelectChoice(str(number), words) for number, words in savings)]

    net_cents = 0
    """What must be paid for; whoever makes the form knows."""

    def chosen_parts(self) -> Parts:
        """What was chosen, for a project of that much."""
        funding = Funding(self.funding.data)
        bearer = Bearer(self.bearer.data) if self.bearer.data in set(Bearer) else None
        saving_id = int(self.saving.data) if self.saving.data else None
        if funding is not Funding.MIX:
            return whole(funding, self.net_cents, bearer, saving_id)
        return Parts(
            funding, self.programme_cents.data or 0, self.charges_cents.data or 0, self.saved_cents.data or 0,
            bearer, saving_id,
        )  # fmt: skip


class DeliverForm(FlaskForm):  # type: ignore[misc]
    completed_on = day_field(_l("On which day was it ready?"))
    real_cents = money_field(_l("What did it cost in the end?"), _l("Without what others paid."))
    words = Words(_l("What came of it? Everyone can read this."), is_asked=True)

    def delivery(self) -> Delivery:
        return Delivery(self.completed_on.data or NO_DAY, self.real_cents.data or 0, self.words.data or "")


class PaymentForm(FlaskForm):  # type: ignore[misc]
    cents = money_field(_l("How much is asked?"))
    purpose = Words(_l("What is it for? Everyone can read this."), is_asked=True)


class RenewForm(FlaskForm):  # type: ignore[misc]
    from_year = IntegerField(_l("From which year on?"), _NUMBER, description=_l("Earlier years stay as they are."))
    reference = reference_field(_l("Reference of the decision or of the new rate"))
    words = Words(_l("Why? Everyone can read this."), is_asked=True)

    def renewal(self) -> Renewal:
        return Renewal(self.from_year.data or 0, self.reference.data or "", self.words.data or "")


class SplitForm(FlaskForm):  # type: ignore[misc]
    """A part as a plan of its own; made with its cost lines by split_form_class()."""

    round = SelectField(_l("In which round does the part go along?"), [InputRequired(_l("Choose a round."))])
    title = line_field(_l("Name of the part"), "title")
    summary = line_field(_l("The part in one or two sentences"), "summary")
    words = Words(_l("Why is this part useful by itself? Everyone can read this."), is_asked=True)
    upkeep_cents = money_field(_l("What does the upkeep of the part cost each year?"))
    agreed_on = day_field(_l("On which day did the proposer agree?"))
    label_1 = line_field(_l("What does the part cost? First line"), "cost_line")
    cents_1 = MoneyField(_l("Amount of the first line"), [InputRequired(_l("Fill in an amount."))])
    label_2 = line_field(_l("Second line"), "cost_line", is_asked=False)
    cents_2 = MoneyField(_l("Amount of the second line"), [Optional()])
    label_3 = line_field(_l("Third line"), "cost_line", is_asked=False)
    cents_3 = MoneyField(_l("Amount of the third line"), [Optional()])

    def prepare(self, rounds: list[tuple[int, str]]) -> None:
        self.round.choices = [SelectChoice(str(number), title) for number, title in rounds]

    def costs(self) -> tuple[Cost, ...]:
        """The lines of which anything was filled in."""
        lines = ((self[f"label_{n}"].data or "", self[f"cents_{n}"].data or 0) for n in range(1, COST_LINES + 1))
        return tuple(Cost(label, cents) for label, cents in lines if label.strip() or cents)

    def part(self) -> Part:
        return Part(
            int(self.round.data), self.title.data or "", self.summary.data or "", self.costs(),
            self.upkeep_cents.data or 0, self.words.data or "", self.agreed_on.data or NO_DAY,
        )  # fmt: skip
