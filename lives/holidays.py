"""Which days are no working days by the Algemene termijnenwet (the Dutch General Terms Act), in any year.

For everyone who counts a legal term: weekends, the holidays of article 3, and the days that a royal decree equates.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from types import MappingProxyType

FIRST_YEAR = 2014
"""King's Day is on 27 April since 2014; for earlier years these rules say nothing."""
_SATURDAY, _SUNDAY = 5, 6


class Holiday(StrEnum):
    """The days of article 3, paragraphs 1 and 2, and those of a decree under paragraph 3."""

    NEW_YEAR = "new_year"
    GOOD_FRIDAY = "good_friday"
    EASTER_MONDAY = "easter_monday"
    KINGS_DAY = "kings_day"
    LIBERATION_DAY = "liberation_day"
    ASCENSION_DAY = "ascension_day"
    WHIT_MONDAY = "whit_monday"
    CHRISTMAS_DAY = "christmas_day"
    SECOND_CHRISTMAS_DAY = "second_christmas_day"
    EQUATED = "equated"


EQUATED_DAYS = frozenset(
    {
        # decree equating days of 2023 up to and including 2025 with a holiday
        date(2023, 4, 28),
        date(2023, 5, 19),
        date(2024, 5, 10),
        date(2024, 12, 27),
        date(2025, 5, 30),
        # decree equating days of 2026 up to and including 2028 with a holiday
        date(2026, 1, 2),
        date(2026, 5, 15),
        date(2027, 5, 7),
        date(2028, 4, 28),
        date(2028, 5, 26),
    }
)
"""Algemene termijnenwet art. 3 para 3: named by royal decree for some years at a time, so the table grows.
A municipality adds days of a later decree in its settings."""


def easter_sunday(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the anonymous computation published in Nature (20 April 1876).

    `year` 1 to 9999; Easter falls on 22 March to 25 April. 2027 gives 28 March.
    """
    golden = year % 19
    century, year_of_century = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    moon_correction = (8 * century + 13) // 25
    epact = (19 * golden + century - leap_centuries - moon_correction + 15) % 30
    leap_years, year_rest = divmod(year_of_century, 4)
    weekday = (32 + 2 * century_rest + 2 * leap_years - epact - year_rest) % 7
    lateness = (golden + 11 * epact + 19 * weekday) // 433
    month = (epact + weekday - 7 * lateness + 90) // 25
    day = (epact + weekday - 7 * lateness + 33 * month + 19) % 32
    return date(year, month, day)


def kings_day(year: int) -> date:
    """The day on which the King's birthday is celebrated: 27 April, and the Saturday before where that is a Sunday.

    2025: Saturday 26 April, because 27 April 2025 was a Sunday.
    """
    birthday = date(year, 4, 27)
    return birthday - timedelta(days=1) if birthday.weekday() == _SUNDAY else birthday


@cache
def holidays_of(year: int) -> Mapping[date, Holiday]:
    """The holidays of a year by day, in the order of the calendar (Algemene termijnenwet art. 3, paras 1 and 2).

    Raises ValueError before 2014. Where 5 May is Ascension Day too (2016) it stands there once.
    """
    if year < FIRST_YEAR:
        raise ValueError(f"the holidays of {year} are not known here: these rules begin with {FIRST_YEAR}")
    easter = easter_sunday(year)
    days = {
        date(year, 1, 1): Holiday.NEW_YEAR,
        easter - timedelta(days=2): Holiday.GOOD_FRIDAY,
        easter + timedelta(days=1): Holiday.EASTER_MONDAY,
        kings_day(year): Holiday.KINGS_DAY,
        date(year, 5, 5): Holiday.LIBERATION_DAY,
        easter + timedelta(days=39): Holiday.ASCENSION_DAY,
        easter + timedelta(days=50): Holiday.WHIT_MONDAY,
        date(year, 12, 25): Holiday.CHRISTMAS_DAY,
        date(year, 12, 26): Holiday.SECOND_CHRISTMAS_DAY,
    }
    return MappingProxyType(dict(sorted(days.items())))


@dataclass(frozen=True)
class WorkingDays:
    """The calendar of working days; `equated` are the days of royal decrees (art. 3 para 3)."""

    equated: frozenset[date] = EQUATED_DAYS

    def with_days(self, days: Iterable[date]) -> WorkingDays:
        """The same calendar with days of a later decree."""
        return WorkingDays(self.equated | frozenset(days))

    def holiday_on(self, day: date) -> Holiday | None:
        """Which holiday this day is, or nothing; a weekend is no holiday. 29 March 2027: Easter Monday."""
        return holidays_of(day.year).get(day, Holiday.EQUATED if day in self.equated else None)

    def is_working_day(self, day: date) -> bool:
        """Not a Saturday, a Sunday or a holiday (the words of art. 1 para 1)."""
        return day.weekday() not in (_SATURDAY, _SUNDAY) and self.holiday_on(day) is None

    def next_working_day(self, day: date) -> date:
        """This day if it is a working day, otherwise the first one after it. 26 March 2027 (Good Friday): 30 March."""
        while not self.is_working_day(day):
            day += timedelta(days=1)
        return day
