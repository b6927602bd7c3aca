"""Forms about money, and the field in which everyone types an amount."""

from budget.forms.fields import MoneyField

__all__ = ["MoneyField"]
