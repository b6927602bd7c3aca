"""What every page about a request shows: its state and clock in words, its timeline, its answers."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import current_app, url_for
from flask_babel import gettext as _

import access
from accounts.shown import kvk_in_words
from challenges.models import Challenge
from challenges.queries import Page
from challenges.routes.beside import beside
from challenges.routes.objections_shown import objections_shown
from challenges.rules.clock import Clock, ClockState
from challenges.rules.grounds import BODY_WORDS, GROUND_WORDS, DecidingBody, RefusalGround
from challenges.rules.life import REQUEST_LIFE
from challenges.sender import say_in, sender_of
from challenges.services import Letter
from challenges.words import LEGAL_FORMS, OUTCOMES, STOPS, WAYS
from lives.periods import day_of
from wording import day, euros, hours, say

TEXTS = ("task", "why_better", "how_cheaper", "experience", "quality", "support", "partners", "cost_explained",
         "own_contribution", "cooperation", "risks", "target_group")  # fmt: skip


def letter() -> Letter:
    """What services need to write a letter: words in its language, the address of its page, who sends it."""
    return Letter(
        say_in,
        lambda number: url_for("challenges.letter", letter_id=number, _external=True),
        sender_of(current_app),
    )


def today() -> date:
    return day_of(access.now())


def state_word(state: str) -> str:
    """A state as people read it."""
    return say(REQUEST_LIFE.word(state))


def shown(page: Page, *, is_public: bool = True) -> dict[str, Any]:
    """What the templates about one request need; `is_public` leaves out what is for who asked and for staff alone."""
    row, objecting = page.challenge, objections_shown(page, today())
    besides = beside(page, today(), objecting["happened"], is_public=is_public)
    return {
        **objecting,
        "page": page,
        "challenge": row,
        "state": state_word(row.state),
        "clock": page.clock,
        "days_left": days_left_of(page.clock) if page.clock else None,
        "stops": [(say(STOPS[stop.ground]), stop) for stop in page.clock.stops] if page.clock else [],
        "rows": public_rows(page) if is_public else own_rows(page),
        "texts": [(heading, text) for name, heading in _headings().items() if (text := getattr(row, name))],
        "advice": [(each, say(OUTCOMES[each.outcome]) if each.outcome else None) for each in page.advice],
        "decisions": [(each, state_word(each.kind), say(BODY_WORDS[DecidingBody(each.body)]), _grounds(page, each.id))
                      for each in page.decisions],
        **besides,
        "events": [*besides["events"], *objecting["ahead"]],
    }  # fmt: skip


def own_rows(page: Page) -> list[tuple[str, object]]:
    """As below, with the contact person: for who asked and for who handles it."""
    return [*public_rows(page), (_("Contact person (not public)"), page.challenge.contact_name or None)]


def _kvk(page: Page) -> str | None:
    ours = page.organisation
    return kvk_in_words(ours.kvk_number, ours.kvk_confirmed_at) if ours else None


def public_rows(page: Page) -> list[tuple[str, object]]:
    """The short facts of a request that everyone may read; those that nobody filled in are left out."""
    row = page.challenge
    return [
        (_("Who asks"), page.organisation.name if page.organisation else _("A group of residents")),
        (_("Trade register (KvK)"), _kvk(page)),
        (_("Is there a legal person?"), say(LEGAL_FORMS[row.legal_form])),
        (_("Where"), page.area_name or _("The whole town")),
        (_("How it gets better"), ", ".join(say(WAYS[way]) for way in filter(None, row.ways.split(","))) or None),
        (_("Cost in a year"), None if row.cost_cents is None else euros(row.cost_cents)),
        (_("Own money"), euros(row.own_cents) if row.own_cents else None),
        (_("Own hours"), hours(row.own_minutes / 60) if row.own_minutes else None),
        (_("Hours of staff asked"), hours(row.asked_minutes / 60) if row.asked_minutes else None),
        (_("From"), day(row.first_day) if row.first_day else None),
        (_("Up to and including"), day(row.last_day) if row.last_day else None),
        (_("Who carries it out now"), row.current_executor or None),
        (_("That contract ends on"), day(row.contract_ends_on) if row.contract_ends_on else None),
        (_("It costs now in a year"), None if row.current_cost_cents is None else euros(row.current_cost_cents)),
    ]


def days_left_of(clock: Clock) -> int | None:
    """As the deadline component counts: 0 is today; nothing while it stands still or is over."""
    if clock.state in (ClockState.STOPPED, ClockState.STANDING):
        return None
    return (clock.last_day - today()).days


def _headings() -> dict[str, str]:
    return {
        "task": _("The task"),
        "why_better": _("Why it gets better"),
        "how_cheaper": _("How it gets cheaper"),
        "experience": _("What we know and did before"),
        "quality": _("How it stays good"),
        "support": _("Support in the neighbourhood"),
        "partners": _("With whom"),
        "cost_explained": _("The costs explained"),
        "own_contribution": _("What we bring in"),
        "cooperation": _("What we need from the municipality"),
        "risks": _("What can go wrong"),
        "target_group": _("For whom"),
    }


def _grounds(page: Page, decision_id: int) -> list[tuple[str, str]]:
    return [
        (say(GROUND_WORDS[RefusalGround(each.ground)]), each.reason)
        for each in page.grounds
        if each.decision_id == decision_id
    ]


def title_of(row: Challenge) -> str:
    """A draft without a name has one on the page."""
    return row.title or _("A request without a name yet")
