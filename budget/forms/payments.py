"""Forms of finance about payments: a decision, one paid amount, and a file of paid amounts."""

from __future__ import annotations

import base64
import binascii

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from budget.forms.fields import MoneyField
from budget.services.payment_imports import LONGEST_NAME, PaymentFile


class RefusePaymentForm(FlaskForm):  # type: ignore[misc]
    """Saying no takes a reason."""

    reason = TextAreaField(
        _l("Why do you refuse this payment?"),
        [InputRequired(_l("Fill in why this payment is refused.")), Length(max=1_000)],
    )


class PaidForm(FlaskForm):  # type: ignore[misc]
    """One paid amount as the municipality's own books have it."""

    amount = MoneyField(_l("Amount"), [InputRequired(_l("Fill in an amount."))])
    paid_on = DateField(
        _l("Day of the payment"), [InputRequired(_l("Fill in the day."))], format=["%Y-%m-%d", "%d-%m-%Y"]
    )
    voucher = StringField(
        _l("Voucher number"), [InputRequired(_l("Fill in the voucher number of the municipality's own books."))]
    )


class ImportForm(FlaskForm):  # type: ignore[misc]
    """A file of paid amounts."""

    file = FileField(_l("File with paid amounts (CSV)"), [FileRequired(_l("Choose a file."))])

    def chosen(self) -> PaymentFile:
        """The file as it was chosen."""
        return PaymentFile((self.file.data.filename or "")[-LONGEST_NAME:], self.file.data.read())


class BookForm(FlaskForm):  # type: ignore[misc]
    """The same file once more, carried by the page that showed what booking it would do."""

    name = HiddenField()
    content = HiddenField()

    def carried(self) -> PaymentFile | None:
        """The file, or None when the page did not carry it whole."""
        try:
            content = base64.b64decode(self.content.data or "", altchars=b"-_", validate=True)
        except (binascii.Error, ValueError):
            return None
        return PaymentFile((self.name.data or "")[-LONGEST_NAME:], content) if content else None

    def carry(self, file: PaymentFile) -> None:
        """Take this file along."""
        self.name.data, self.content.data = file.name, base64.urlsafe_b64encode(file.content).decode()
