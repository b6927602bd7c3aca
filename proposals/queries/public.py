"""The public list of plans: searched, filtered, sorted and paged in one query, drafts never among them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from areas.models import Area
from lives.texts import is_forbidden
from proposals.models import AFTER_VOTE, Proposal
from rounds.models import Round

PER_PAGE = 24
LISTED = ("submitted", "feasible", "not_feasible", "capital_route", "on_ballot", *AFTER_VOTE)
ASKED = Proposal.amount_cents - Proposal.third_party_cents
TOO_LARGE = or_(Proposal.state == "capital_route", Proposal.hard_grounds > 0)
FILTERS: dict[str, ColumnElement[bool]] = {
    "submitted": (Proposal.state == "submitted") & (Proposal.hard_grounds == 0),
    "feasible": Proposal.state == "feasible",
    "not_feasible": Proposal.state == "not_feasible",
    "capital_route": TOO_LARGE,
    "on_ballot": Proposal.state == "on_ballot",
    "won": Proposal.state.in_(("won", "decided", "in_execution", "done")),
    "in_execution": Proposal.state == "in_execution",
    "done": Proposal.state == "done",
    "lost": Proposal.state == "lost",
    "not_adopted": Proposal.state == "not_adopted",
}
ORDERS: dict[str, Any] = {
    "new": (Proposal.id.desc(),),
    "cheap": (ASKED, Proposal.id),
    "dear": (ASKED.desc(), Proposal.id),
}


@dataclass(frozen=True)
class PlanFilter:
    """What the visitor asks for; an empty string asks for nothing. Area and round by their address."""

    search: str = ""
    area: str = ""
    theme: str = ""
    state: str = ""
    round: str = ""
    order: str = "new"


@dataclass(frozen=True)
class PlanRow:
    """A plan in the list; `state` is the one that people read."""

    id: int
    title: str
    summary: str
    asked_cents: int
    state: str
    theme: str
    place: str


def public_plans(session: Session, wanted: PlanFilter, page: int) -> tuple[list[PlanRow], int]:
    """One page of the list, and how many plans there are in all; a page behind the last is empty."""
    chosen: Any = (
        select(
            Proposal.id, Proposal.title, Proposal.summary, ASKED, Proposal.state, Proposal.hard_grounds,
            Proposal.open_soft_grounds, Proposal.theme, Area.name, func.count().over(),
        )
        .join(Area, Area.code == Proposal.area_code)
        .where(Proposal.state.in_(LISTED))
        .order_by(*ORDERS.get(wanted.order, ORDERS["new"]))
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    )  # fmt: skip
    rows = session.execute(_narrowed(chosen, wanted)).all()
    plans = [
        PlanRow(number, title, summary, asked, shown_state(state, hard, soft), theme, area)
        for number, title, summary, asked, state, hard, soft, theme, area, _ in rows
    ]
    return plans, rows[0][-1] if rows else 0


def _narrowed(chosen: Select[Any], wanted: PlanFilter) -> Select[Any]:
    if wanted.area:
        chosen = chosen.where(Area.slug == wanted.area)
    if wanted.theme:
        chosen = chosen.where(Proposal.theme == wanted.theme)
    if wanted.state in FILTERS:
        chosen = chosen.where(FILTERS[wanted.state])
    if wanted.round:
        chosen = chosen.join(Round, Round.id == Proposal.round_id).where(Round.slug == wanted.round)
    for word in search_words(wanted.search):
        texts = (Proposal.title, Proposal.summary, Proposal.description, Proposal.place)
        chosen = chosen.where(or_(*(text.icontains(word, autoescape=True) for text in texts)))
    return chosen


def plans_with_hard_grounds(session: Session) -> set[int]:
    """The plans that are certainly too large, by number."""
    return set(session.scalars(select(Proposal.id).where(Proposal.hard_grounds > 0)))


def filter_options(session: Session) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Address and name of each area that can have plans, and of each round that people know of."""
    areas = select(Area.slug, Area.name).where(Area.has_budget).order_by(Area.name)
    rounds = select(Round.slug, Round.title).where(Round.announced_at.is_not(None), ~Round.is_reference)
    newest = rounds.order_by(Round.closes_at.desc(), Round.id.desc())
    return [(row[0], row[1]) for row in session.execute(areas)], [(row[0], row[1]) for row in session.execute(newest)]


def search_words(text: str) -> list[str]:
    """At most six words, without signs that a database cannot hold."""
    return "".join(" " if is_forbidden(sign) else sign for sign in text[:200]).split()[:6]


def shown_state(state: str, hard_grounds: int, open_soft_grounds: int) -> str:
    """The state as people read it: a plan that is being looked at may be too large, or perhaps so."""
    if state == "submitted" and hard_grounds:
        return "hard_flag"
    return "soft_flag" if state == "submitted" and open_soft_grounds else state


def is_public(state: str, was_sent: bool) -> bool:
    """A plan stays readable from the moment it was sent, also when it is withdrawn later."""
    return was_sent and state != "draft"
