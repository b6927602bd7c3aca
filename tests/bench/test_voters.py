"""What the generator of load sends is what the booth takes: else the measurement would measure refusals."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from urllib.parse import parse_qs

from bench.site import PLANS_PER_WIJK
from bench.voters import CHOICES, COOKIE, TOKEN_FIELD, casts
from voting.booth.visit import is_token_of, open_visit

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
KEY = bytes(32)


def test_a_made_voter_comes_with_a_visit_that_the_booth_opens():
    site = SimpleNamespace(vote_id=7, area_code="WK040201")
    (request,) = casts(site, [bytes(range(32))], KEY, NOW, 5000)
    head, body = request.decode().split("\r\n\r\n")
    cookie = next(line for line in head.split("\r\n") if line.startswith("Cookie: ")).removeprefix(f"Cookie: {COOKIE}=")
    visit = open_visit(cookie, KEY, NOW)
    assert visit is not None
    assert visit.begun is not None
    assert (visit.begun.round_id, visit.begun.area_code, visit.begun.seed) == (7, "WK040201", bytes(range(32)))
    assert set(visit.begun.marks.values()) == {1}
    assert len(visit.begun.marks) == CHOICES
    assert max(visit.begun.marks) < PLANS_PER_WIJK
    assert is_token_of(visit, KEY, parse_qs(body)[TOKEN_FIELD][0])
