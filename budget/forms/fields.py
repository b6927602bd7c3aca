"""The fields in which everyone types an amount, a whole number or a percentage."""

from __future__ import annotations

import re
from typing import Any

from flask_babel import gettext
from wtforms import Field, IntegerField
from wtforms.validators import ValidationError
from wtforms.widgets import TextInput

from budget.rules.amounts import AmountRefused, parse_euros
from wording import say


class MoneyField(Field):
    """An amount as Dutch people write it; `data` is in cents, and what was typed stays in the box."""

    widget = TextInput()

    def __init__(self, label: Any = None, validators: Any = None, *, largest_cents: int | None = None, **kwargs: Any):
        super().__init__(label, validators, **kwargs)
        self.largest_cents = largest_cents
        self.typed: str | None = None

    def _value(self) -> str:
        if self.typed is not None:
            return self.typed
        if self.data is None:
            return ""
        whole, part = divmod(self.data, 100)
        grouped = f"{whole:,}".replace(",", ".")
        return f"{grouped},{part:02d}" if part else grouped

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist:
            return
        self.typed = valuelist[0]
        if not self.typed.strip():
            self.data = None
            return
        try:
            self.data = parse_euros(self.typed)
        except AmountRefused as refused:
            self.data = None
            raise ValueError(say(refused.message)) from refused

    def pre_validate(self, form: Any) -> None:
        if self.largest_cents is not None and self.data is not None and self.data > self.largest_cents:
            raise ValidationError(gettext("This amount is too large."))


class WholeNumberField(IntegerField):
    """A whole number as Dutch people write it: a point may stand between thousands, nothing behind a comma."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # templates draw a field by the name of its kind
        self.type = IntegerField.__name__

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = (valuelist[0] if valuelist else "").strip()
        if not typed:
            self.data = None
            return
        if not re.fullmatch(r"-?([0-9]{1,9}|[0-9]{1,3}(\.[0-9]{3}){1,2})", typed, re.ASCII):
            self.data = None
            raise ValueError(gettext("Fill in a whole number, in figures only."))
        self.data = int(typed.replace(".", ""))


class PercentField(Field):
    """A percentage as Dutch people write it, with at most two figures after the comma; `data` is in hundredths."""

    widget = TextInput()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.typed: str | None = None
        # templates draw a field by the name of its kind
        self.type = IntegerField.__name__

    def _value(self) -> str:
        if self.typed is not None or self.data is None:
            return self.typed or ""
        whole, part = divmod(self.data, 100)
        return f"{whole},{part:02d}".rstrip("0").rstrip(",") if part else str(whole)

    def process_formdata(self, valuelist: list[str]) -> None:
        self.typed = valuelist[0] if valuelist else ""
        bare = self.typed.strip().removesuffix("%").strip()
        self.data = None
        if not bare:
            return
        found = re.fullmatch(r"([0-9]{1,3})(?:[.,]([0-9]{1,2}))?", bare, re.ASCII)
        if found is None:
            raise ValueError(gettext("Write a percentage like 2 or 1,75."))
        self.data = int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))
