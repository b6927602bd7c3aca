"""Forms about money, and the fields in which everyone types an amount or a whole number."""

from budget.forms.fields import MoneyField, WholeNumberField

__all__ = ["MoneyField", "WholeNumberField"]
