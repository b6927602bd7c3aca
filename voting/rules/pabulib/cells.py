"""What single cells may hold: amounts, whole numbers, dates. A fault is noted and None comes back."""

import re
from datetime import date
from fractions import Fraction
from math import ceil

from lives.messages import msg
from voting.rules.ballot_table import MOST_POINTS
from voting.rules.pabulib.faults import Faults
from voting.rules.pabulib.fields import MOST_EUROS

_NUMBER = re.compile(r"(\d+)(?:\.(\d+))?")
LONGEST_HOURS = 12
_DEGREES = re.compile(r"-?\d{1,3}(?:\.\d{1,20})?")
_WHOLE = re.compile(r"-?\d{1,15}")
_DATE = re.compile(r"(?:(\d\d)\.(\d\d)\.)?(\d{4})")


class CellReader:
    """Reads cells of one file and notes what is wrong with them."""

    def __init__(self, faults: Faults) -> None:
        self._faults = faults

    def amount(self, line: int, cell: str, text: str) -> int | None:
        """An amount in cents: decimal point, nothing finer than a cent, not negative, at most a billion × 1000.

        `1250` and `1250.00` are 125000 cents; `1250,50`, `-1` and `0.001` are faults.
        """
        found = _NUMBER.fullmatch(text)
        if found is None:
            expected = msg("an amount of 0 or more, with a decimal point (1250.50)")
            self._faults.add(line, cell, text, expected)
            return None
        whole, part = found[1].lstrip("0") or "0", (found[2] or "").rstrip("0")
        if len(part) > 2:
            self._faults.add(line, cell, text, msg("no parts finer than a cent"))
            return None
        if len(whole) > len(str(MOST_EUROS)) or int(whole) > MOST_EUROS:
            self._faults.add(line, cell, text, msg("an amount of at most %(most)s", most=MOST_EUROS))
            return None
        return int(whole) * 100 + int(part.ljust(2, "0"))

    def whole(self, line: int, cell: str, text: str, least: int = 0) -> int | None:
        """A whole number of at least `least`."""
        if _WHOLE.fullmatch(text) is None or int(text) < least:
            self._faults.add(line, cell, text, msg("a whole number of %(least)s or more", least=least))
            return None
        return int(text)

    def points(self, line: int, cell: str, text: str, least: int) -> int | None:
        """The points that a ballot gives a plan: a whole number from `least` to a million."""
        number = self.whole(line, cell, text, least)
        if number is not None and number > MOST_POINTS:
            self._faults.add(line, cell, text, msg("at most %(most)s points for a plan", most=MOST_POINTS))
            return None
        return number

    def minutes(self, line: int, cell: str, text: str) -> int | None:
        """Hours as minutes, nothing finer: `1.5` is 90; `0.333` is a fault."""
        found = _NUMBER.fullmatch(text)
        if found is None or len(text) > LONGEST_HOURS:
            self._faults.add(line, cell, text, msg("hours of 0 or more, with a decimal point (1.5)"))
            return None
        minutes = Fraction(text) * 60
        if minutes.denominator != 1:
            self._faults.add(line, cell, text, msg("hours with no parts finer than a minute"))
            return None
        return int(minutes)

    def degrees(self, line: int, cell: str, text: str, most: int) -> None:
        """A place on earth, in degrees with a decimal point, from −most to most."""
        if _DEGREES.fullmatch(text) is None or abs(float(text)) > most:
            self._faults.add(
                line, cell, text, msg("degrees from -%(most)s to %(most)s, with a decimal point", most=most)
            )

    def whole_rounded_up(self, line: int, cell: str, text: str) -> int | None:
        """A threshold: votes, with a part of a vote rounded up."""
        cents = self.amount(line, cell, text)
        return None if cents is None else ceil(cents / 100)

    def day(self, line: int, cell: str, text: str) -> None:
        """A day (dd.mm.yyyy) or a year (yyyy)."""
        found = _DATE.fullmatch(text)
        try:
            if found is None:
                raise ValueError
            date(int(found[3]), int(found[2] or 1), int(found[1] or 1))
        except ValueError:
            self._faults.add(line, cell, text, msg("a day (dd.mm.yyyy) or a year (yyyy)"))
