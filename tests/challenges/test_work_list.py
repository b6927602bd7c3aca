"""The work list says for each state what to do now and by which day: written by hand. Both engines."""

from __future__ import annotations

from datetime import UTC, date, datetime

from challenges.queries.lists import work_of
from tests.builders.people import COORDINATOR
from tests.challenges.every_state import make_every_state
from tests.challenges.requests import CLERK

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
COORDINATOR_DOES = {
    # received 20 November: two weeks for the check
    "long": ("Begin the check. 53 days left for the decision.", date(2026, 12, 4)),
    "checked": ("Take it up, or ask for what is missing. 53 days left for the decision.", date(2026, 12, 4)),
    # asked on 11 November, with four weeks to complete it
    "waiting": ("Wait for what is missing. The clock stands still.", date(2026, 12, 9)),
    "talked": ("Ask teams for advice. 36 days left for the decision.", date(2026, 12, 29)),
    "offered": ("Ask teams for advice. 36 days left for the decision.", date(2026, 12, 29)),
    "assessed": ("Wait for the advice of the teams. 36 days left for the decision.", date(2026, 12, 29)),
    "stopped_twice": ("Ask teams for advice. The clock stands still.", date(2026, 12, 29)),
    "granted": ("Begin the agreement.", None),
    "partly": ("Begin the agreement.", None),
    "drafting": ("Write the agreement together.", None),
    "evaluated": ("Write down how it went.", None),
}
CLERK_DOES = {
    "waiting": ("Wait for what is missing. The clock stands still.", date(2026, 12, 9)),
    "advised": ("Record the decision. 56 days left for the decision.", date(2027, 1, 18)),
    "late": ("Record the decision. The decision is 42 days late; penalty now € 322.", date(2026, 10, 12)),
    "council": ("Wait for the council. 56 days left for the decision.", date(2027, 1, 18)),
}


def handled(database, names, actor):
    with database.reading() as session:
        items = [item for item in work_of(session, actor, NOW) if item.kind == "challenge"]
    return {names[item.values["challenge_id"]]: (str(item.note), item.due) for item in items}, items


def test_each_state_has_its_own_sentence_and_day_and_what_is_late_comes_first(database):
    names = {number: name for name, number in make_every_state(database, NOW).items()}
    found, items = handled(database, names, COORDINATOR)
    assert found == COORDINATOR_DOES
    days = [item.due for item in items]
    assert days == sorted(days, key=lambda day: day or date.max)
    found, items = handled(database, names, CLERK)
    assert found == CLERK_DOES
    assert names[items[0].values["challenge_id"]] == "late"
