from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from accounts.rules.limits import KEPT, LIMITS, Kind, Limit, network_of, seconds_to_wait

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
THREE_IN_TEN = Limit(3, timedelta(minutes=10))


def minutes_ago(*minutes: float) -> list[datetime]:
    return [NOON - timedelta(minutes=each) for each in minutes]


@pytest.mark.parametrize(
    ("ago", "seconds"),
    [
        ([], 0),
        ([1, 2], 0),
        # the third newest, 4 minutes ago, leaves after 6 more minutes
        ([1, 2, 4], 360),
        ([1, 2, 4, 9], 360),
        # exactly ten minutes ago counts no more
        ([1, 2, 10], 0),
        ([1, 2, 9.999], 1),
    ],
)
def test_one_waits_until_the_oldest_attempt_that_counts_is_too_long_ago(ago: list[float], seconds: int) -> None:
    assert seconds_to_wait(THREE_IN_TEN, minutes_ago(*ago), NOON) == seconds


def test_every_kind_has_a_limit_and_none_looks_back_further_than_attempts_are_kept() -> None:
    assert set(LIMITS) == set(Kind)
    assert all(limit.within <= KEPT for limit in LIMITS.values())


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.77", "203.0.113.0/24"),
        ("fe80::1%eth0", "fe80::/64"),
        ("not an address", "unknown"),
        (None, "unknown"),
    ],
)
def test_an_address_counts_as_its_network(address: str | None, network: str) -> None:
    assert network_of(address) == network
