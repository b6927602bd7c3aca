"""The second screen of the booth: the plans of the voter's own area, in an order of the voter's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from flask import current_app, render_template, request
from werkzeug.wrappers import Response

import access
from lives.messages import Message, msg
from voting.booth.desk import current_visit, go, go_to_begin, keep, require_token, visit_token, with_more_time
from voting.booth.typed import NONE_OF_THESE, Typed, read_choices
from voting.booth.visit import Begun, Visit
from voting.booth.words import clock_time, last_moment
from voting.queries.votes import PlanToChoose, plans_to_choose
from voting.routes.blueprint import booth
from voting.rules.ballot import BallotType, Marks
from voting.rules.ballot_rules import BallotFault
from voting.rules.election import Method
from voting.rules.spec import Spec, SpecArea
from voting.services.frozen import FrozenRound, frozen_round
from wording import say

PAGES = {BallotType.POINTS: "voting/booth/points.html", BallotType.RANKING: "voting/booth/ranking.html"}
FIELD_OF_PLAN = {BallotType.POINTS: "points-{}", BallotType.RANKING: "rank-{}"}


@booth.get("/stemmen/kiezen")
@access.public
def choose() -> Response:
    visit = current_visit()
    if visit.begun is None:
        return go_to_begin(visit)
    answer = current_app.make_response(_page(visit.begun, visit.said))
    return keep(answer, replace(visit, said="")) if visit.said else answer


@booth.post("/stemmen/kiezen")
@access.public
def choose_plans() -> Response:
    """Keep the choice in the voter's own browser, right or wrong, and go on when it is right."""
    visit = current_visit()
    if visit.begun is None:
        return go_to_begin(visit)
    require_token()
    asked = request.form.get("action", "")
    typed = read_choices(request.form, frozen_round(access.database(), visit.begun.round_id), visit.begun.area_code)
    if asked == "clear":
        return keep(go("booth.choose"), _with(visit, {}, "cleared"))
    if asked == "longer" and not typed.is_unread:
        return keep(go("booth.choose"), _with(visit, typed.marks, "longer"))
    kept = _with(visit, typed.marks, "")
    if typed.faults:
        assert kept.begun is not None
        return keep(current_app.make_response((_page(kept.begun, "", typed), 422)), kept)
    return keep(go("booth.check"), kept)


def _with(visit: Visit, marks: Marks, said: str) -> Visit:
    assert visit.begun is not None
    return replace(visit, begun=replace(with_more_time(visit.begun), marks=marks), said=said)


@dataclass(frozen=True)
class Row:
    """A plan as the choosing page shows it: what stands in its field, what is wrong there, and what it excludes;
    above the first plan of each area its name, where one chooses from several."""

    plan: PlanToChoose
    text: str
    fault: str
    excludes: str
    heading: str = ""


def _page(begun: Begun, said: str, typed: Typed | None = None) -> str:
    frozen = frozen_round(access.database(), begun.round_id)
    spec, marks = frozen.spec, begun.marks or {}
    area = spec.list_of(begun.area_code)
    rules = frozen.rules[frozen.place_of[begun.area_code]]
    codes = [each.code for each in spec.areas] if spec.across else [begun.area_code]
    plans = plans_to_choose(access.reading(), begun.round_id, codes)
    in_order = in_own_order(plans, begun.seed, begun.area_code)
    page_of: dict[int | None, int] = {plan.place: at for at, plan in enumerate(in_order)}
    # as they stand on the page; what is wrong with the ballot as a whole comes last
    faults = sorted(typed.faults if typed else (), key=lambda fault: page_of.get(fault.place, len(page_of)))
    return render_template(
        PAGES.get(spec.kind, "voting/booth/choose.html"),
        area=area,
        currency=spec.currency,
        is_knapsack=spec.kind == BallotType.KNAPSACK,
        is_across=spec.across,
        goes_with=next((each.name for each in spec.areas if each.code == spec.area(begun.area_code).merge_with), None),
        is_shared=spec.method == Method.EQUAL_SHARES,
        is_single=spec.kind == BallotType.CHOOSE_1,
        limit=rules.most_choices,
        rules=rules,
        plans=_rows(in_order, area, _texts(marks, typed), faults, _headings(spec, in_order, begun.area_code)),
        marks=marks,
        ranked=sorted((rank, area.plans[place].title) for place, rank in marks.items()),
        given=sum(marks.values()),
        chosen_cents=sum(plan.cost_cents for plan in plans if plan.place in marks),
        is_blank=begun.marks == {},
        none_of_these=NONE_OF_THESE,
        faults=[_summed_up(fault, area, spec.kind) for fault in faults],
        said=said,
        token=visit_token(),
        booth_step=2,
        **times(frozen, begun),
    )


def _texts(marks: Marks, typed: Typed | None) -> dict[int, str]:
    """What stands in the fields: as it was typed if something was wrong with it, else the kept numbers."""
    return {place: str(mark) for place, mark in marks.items()} | dict(typed.texts if typed else {})


def _summed_up(fault: BallotFault, area: SpecArea, kind: BallotType) -> tuple[str, str | None]:
    """A fault as it stands above the page: with its plan and the way there, if it is about one plan."""
    if fault.place is None:
        return say(fault.message), None
    return f"{area.plans[fault.place].title}: {say(fault.message)}", FIELD_OF_PLAN[kind].format(fault.place)


def _rows(
    plans: list[PlanToChoose],
    area: SpecArea,
    texts: dict[int, str],
    faults: Sequence[BallotFault],
    headings: dict[int, str],
) -> list[Row]:
    wrong = {place: " ".join(say(each.message) for each in faults if each.place == place) for place in texts}
    return [
        Row(
            plan, texts.get(plan.place, ""), wrong.get(plan.place, ""), _excludes(area, plan.place),
            headings.get(plan.place, ""),
        )
        for plan in plans
    ]  # fmt: skip


def _headings(spec: Spec, in_order: list[PlanToChoose], own: str) -> dict[int, str]:
    """The name of each area by the place of its first plan on the page; none where one chooses from one area."""
    if not spec.across:
        return {}
    first: dict[str, int] = {}
    for plan in in_order:
        first.setdefault(plan.area_code, plan.place)
    names = {area.code: area.name for area in spec.areas}
    mine = msg("Your own area: %(area)s", area=names[own])
    return {place: say(mine) if code == own else names[code] for code, place in first.items()}


def _excludes(area: SpecArea, place: int) -> str:
    """Which other plans never get money beside this one, and why; empty for most plans."""
    name = area.plans[place].group
    group = area.group(name) if name else None
    if group is None:
        return ""
    others = [plan.title for at, plan in enumerate(area.plans) if plan.group == name and at != place]
    return say(_excluded(others, group.why))


def _excluded(others: list[str], why: str) -> Message:
    titles = ", ".join(f"“{title}”" for title in others)
    return msg("At most one of these plans gets money: this one or %(others)s. %(why)s", others=titles, why=why)


def times(frozen: FrozenRound, begun: Begun) -> dict[str, object]:
    """What every screen says about time: until when this visit lasts, and the vote."""
    return {
        "until": clock_time(begun.until),
        "minutes_left": max(1, round((begun.until - access.now()).total_seconds() / 60)),
        "closing": say(last_moment(frozen.spec.closes_at)),
        "grace_minutes": frozen.spec.grace_seconds // 60,
    }


def in_own_order(plans: list[PlanToChoose], seed: bytes, own: str = "") -> list[PlanToChoose]:
    """At random, but for one voter always the same, also after coming back. Plans of one area stay together: those
    of the voter's own come first, the other areas at random as well."""

    def drawn(what: bytes) -> bytes:
        return sha256(b"order" + seed + what).digest()

    by_area = sorted(plans, key=lambda plan: drawn(plan.place.to_bytes(4)))
    return sorted(by_area, key=lambda plan: (plan.area_code != own, drawn(plan.area_code.encode())))
