"""Money, hours, days and shares, written out by hand for both languages."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from flask import Flask
from flask_babel import Babel, force_locale

from pages import filters


@pytest.fixture(params=["nl"])
def language(request):
    app = Flask(__name__)
    Babel(app, default_locale="nl")
    filters.register(app)
    with app.test_request_context(), force_locale(request.param):
        yield app


in_english = pytest.mark.parametrize("language", ["en"], indirect=True)


@pytest.mark.parametrize(
    ("cents", "written"),
    [
        (0, "€ 0"),
        (5, "€ 0,05"),
        (125000, "€ 1.250"),
        (125050, "€ 1.250,50"),
        (50000000, "€ 500.000"),
        (-320000, "− € 3.200"),
        (990_000_000_000_001, "€ 9.900.000.000.000,01"),
    ],
)
def test_money_reads_as_in_dutch(language, cents, written):
    assert filters.euros(cents) == written.replace(" ", "\u00a0")


@in_english
def test_money_reads_as_in_english(language):
    assert filters.euros(125050) == "€1,250.50"
    assert filters.euros(-320000) == "−\u00a0€3,200"


def test_money_of_another_country_keeps_its_own_sign(language):
    assert filters.euros(100000, "PLN") == "PLN\u00a01.000"


def test_hours_read_as_in_dutch(language):
    assert filters.hours(1) == "1\u00a0uur"
    assert filters.hours(1250) == "1.250\u00a0uur"
    assert filters.hours(Fraction(25, 2)) == "12,5\u00a0uur"
    assert filters.hours(7028 / 60) == "117:08\u00a0uur"
    assert filters.hours(Fraction(87843, 60)) == "1.464:03\u00a0uur"


@in_english
def test_one_hour_is_singular_in_english(language):
    assert filters.hours(1) == "1\u00a0hour"
    assert filters.hours(2) == "2\u00a0hours"


def test_a_moment_is_shown_on_the_clock_of_amsterdam(language):
    assert filters.moment(datetime(2026, 3, 14, 12, 5, tzinfo=UTC)) == "14 maart 2026, 13:05"
    assert filters.moment(datetime(2026, 7, 1, 22, 30, tzinfo=UTC)) == "2 juli 2026, 00:30"


def test_a_late_evening_in_utc_is_the_next_day_in_amsterdam(language):
    assert filters.day(datetime(2026, 7, 1, 22, 30, tzinfo=UTC)) == "2 juli 2026"
    assert filters.day(date(2026, 7, 1)) == "1 juli 2026"
    assert filters.weekday(date(2026, 3, 14)) == "zaterdag 14 maart 2026"


@in_english
def test_days_read_as_in_english(language):
    assert filters.day(date(2026, 3, 14)) == "14 March 2026"
    assert filters.moment(datetime(2026, 3, 14, 12, 5, tzinfo=UTC)) == "14 March 2026, 13:05"


def test_a_moment_without_a_zone_is_refused(language):
    with pytest.raises(ValueError, match="without a zone"):
        filters.moment(datetime(2026, 3, 14, 12, 5))  # noqa: DTZ001


def test_shares_read_as_in_dutch(language):
    assert filters.percent(0.107) == "10,7%"
    assert filters.percent(Fraction(1, 3)) == "33,3%"
    assert filters.percent(Decimal("1")) == "100%"
    assert filters.percent(Fraction(1, 3), 0) == "33%"


def test_a_template_can_use_the_filters_by_name(language):
    template = language.jinja_env.from_string("{{ 125000|euros }} {{ 2|hours }} {{ 0.5|percent }}")
    assert template.render() == "€\u00a01.250 2\u00a0uur 50%"


def test_an_amount_that_stands_in_a_template_follows_the_language_of_each_visitor(language):
    template = language.jinja_env.from_string("{{ 125050|euros }}")
    assert template.render() == "€\u00a01.250,50"
    with force_locale("en"):
        assert template.render() == "€1,250.50"


@pytest.mark.parametrize(
    ("end", "written"),
    [
        (datetime(2026, 12, 4, 23, 0, tzinfo=UTC), "4 december 2026, 24:00"),
        (datetime(2026, 7, 31, 22, 0, tzinfo=UTC), "31 juli 2026, 24:00"),
        (datetime(2026, 12, 4, 19, 0, tzinfo=UTC), "4 december 2026, 20:00"),
    ],
)
def test_an_end_at_midnight_belongs_to_the_day_before(language, end, written):
    assert filters.until(end) == written
