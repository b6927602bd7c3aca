"""What the house says to people, before it has a language: an English sentence and the values in it.

Rules and services make messages with msg(); pages render them in the reader's language.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Euros:
    """An amount inside a message; the page writes it as the reader's language does (€ 1.250,50)."""

    cents: int

    def __str__(self) -> str:
        whole, part = divmod(abs(self.cents), 100)
        sign = "-" if self.cents < 0 else ""
        return f"€ {sign}{whole:,}.{part:02d}" if part else f"€ {sign}{whole:,}"


@dataclass(frozen=True)
class Amount:
    """An amount in the currency of a replayed election; Euros is the word for our own money."""

    cents: int
    currency: str

    def __str__(self) -> str:
        return f"{self.currency} {self.cents / 100:,.2f}"


@dataclass(frozen=True)
class Tenths:
    """A number with at most one decimal inside a message: 25 tenths are 2.5 (2,5 in Dutch), 350 are 35."""

    tenths: int

    def __str__(self) -> str:
        whole, part = divmod(abs(self.tenths), 10)
        sign = "-" if self.tenths < 0 else ""
        return f"{sign}{whole}.{part}" if part else f"{sign}{whole}"


@dataclass(frozen=True)
class Day:
    """A day inside a message; the page writes it as the reader's language does (3 mei 2027)."""

    date: date

    def __str__(self) -> str:
        return self.date.isoformat()


@dataclass(frozen=True)
class Message:
    """One sentence: its English message id with %(name)s places, and the values that go there.

    A value may be Euros, Tenths, Day or another Message; without values a percent sign stands for itself,
    with values it is written %% (the convention of gettext in Flask-Babel).
    """

    text: str
    values: tuple[tuple[str, object], ...] = ()

    def rendered(self, translate: Callable[[str], str], show: Callable[[object], str] = str) -> str:
        """The sentence in a language: translate() turns the id into that language, show() writes values."""
        translated = translate(self.text)
        if not self.values:
            return translated
        return translated % {name: _shown(value, translate, show) for name, value in self.values}

    def __str__(self) -> str:
        return self.rendered(lambda text: text)


def _shown(value: object, translate: Callable[[str], str], show: Callable[[object], str]) -> str:
    return value.rendered(translate, show) if isinstance(value, Message) else show(value)


def msg(text: str, /, **values: object) -> Message:
    """A message to people; `msg` is the word by which the catalogue finds sentences in the source."""
    return Message(text, tuple(values.items()))
