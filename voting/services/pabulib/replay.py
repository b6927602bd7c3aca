"""What of a Pabulib file becomes the frozen spec of a reference round: plans, pot, limits, rule, valid ballots."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from lives.messages import msg
from logbook.refusals import Refusal
from voting.rules.ballot import MOST_PLACES, MOST_POINTS, BallotType, Marks
from voting.rules.election import EQUAL_SHARES, Rule
from voting.rules.pabulib.cells import CellReader
from voting.rules.pabulib.faults import Faults
from voting.rules.pabulib.fields import POINT_TYPES
from voting.rules.pabulib.file import FileBallot, FileProject, PabulibFile, Remark
from voting.rules.pabulib.writer import SETTLED
from voting.rules.spec import Spec, SpecArea, SpecLimit, SpecPlan
from voting.services.keys import SALT_BYTES, Stretching
from voting.services.pabulib.areas import LONGEST_NAME, AreaToReplay, areas_to_replay, find_plans_of_no_area

NO_CURRENCY = "XXX"
"""ISO 4217: no currency was named."""
LONGEST_ID = 80
META_PREFIX = "pabulib:"
"""The file's own META is kept among the spec's parameters under this prefix, for the export."""
CELLS_PREFIX = "pabulib-project:"
"""And what else the file says of a project, as JSON, under this one."""
SETTLED_BY_COUNT = ("num_projects", "num_votes", "budget", "rule")
NOT_HELD_TO = (
    "min_length_per_category",
    "max_length_per_category",
    "min_sum_cost_per_category",
    "max_sum_cost_per_category",
)


class NotReplayable(Refusal):
    """A sound file, of an election that this version cannot replay."""


def refuse_unless_replayable(file: PabulibFile) -> None:
    """Raises NotReplayable or FaultyFile with what stands in the way, before anything is written."""
    if not file.projects:
        raise NotReplayable(msg("There are no plans in this file."))
    currency = currency_of(file)
    if len(currency) != 3 or not (currency.isascii() and currency.isalpha()):
        raise NotReplayable(msg("A currency has three letters (EUR); the file says “%(found)s”.", found=currency))
    if int(file.meta.get("default_score") or 0):
        raise NotReplayable(msg("A default score gives points to plans that are not named: that cannot be replayed."))
    faults = Faults()
    find_plans_of_no_area(file, faults)
    for project in file.projects:
        if len(project.id) > LONGEST_ID:
            expected = msg("an id of at most %(most)s signs", most=LONGEST_ID)
            faults.add(project.line, "project_id", project.id, expected)
    for ballot in file.ballots if file.vote_type in POINT_TYPES else ():
        for points in ballot.points:
            if not 0 <= points <= MOST_POINTS:
                faults.add(ballot.line, "points", str(points), msg("points from 0 to %(most)s", most=MOST_POINTS))
    for ballot in file.ballots if file.vote_type == "ordinal" else ():
        if len(ballot.choices) > MOST_PLACES:
            told = msg("at most %(most)s places", most=MOST_PLACES)
            faults.add(ballot.line, "vote", str(len(ballot.choices)), told)
    faults.refuse_if_any()
    sum_cents(file, "max_sum_cost")
    sum_cents(file, "min_sum_cost")


def remarks_on(file: PabulibFile) -> tuple[Remark, ...]:
    """What the file says that the replay does not hold its ballots to."""
    told = msg("Ballots are not held to this rule.")
    return tuple(Remark(0, key, told) for key in NOT_HELD_TO if file.meta.get(key))


def title_of(file: PabulibFile) -> str:
    """The election's name with its year: "Centrum Begroot 2020"."""
    year = file.meta["date_end"][-4:]
    title = file.meta["description"][:LONGEST_NAME].strip()
    return title if year in title else f"{title} {year}"


def currency_of(file: PabulibFile) -> str:
    return file.currency or NO_CURRENCY


def rule_to_replay(file: PabulibFile) -> Rule:
    """The file's rule if it is one of ours, else Equal Shares with add1 and a fill."""
    return file.rule or EQUAL_SHARES


def sum_cents(file: PabulibFile, key: str) -> int | None:
    """What the plans of one ballot cost together at most or at least, in cents; None when the file does not say."""
    text = file.meta.get(key)
    if not text:
        return None
    faults = Faults()
    cents = CellReader(faults).amount(0, key, text)
    faults.refuse_if_any()
    return cents


def ballot_type_of(file: PabulibFile) -> BallotType:
    """The kind of our ballots that can hold the file's."""
    if file.vote_type in POINT_TYPES:
        return BallotType.POINTS
    if file.vote_type == "ordinal":
        return BallotType.RANKING
    if file.vote_type == "choose-1":
        return BallotType.CHOOSE_1
    sums = (sum_cents(file, "max_sum_cost"), sum_cents(file, "min_sum_cost"))
    return BallotType.APPROVAL if sums == (None, None) else BallotType.KNAPSACK


def marks_of(file: PabulibFile, ballot: FileBallot, on_ballot: Sequence[int]) -> Marks:
    """A ballot of the file as ours: points and ranks by where their plan stands on it; 0 points are no choice."""
    places = [on_ballot[place] for place in ballot.choices]
    if file.vote_type in POINT_TYPES:
        return {place: points for place, points in zip(places, ballot.points, strict=True) if points}
    if file.vote_type == "ordinal":
        return {place: rank for rank, place in enumerate(places, start=1)}
    return dict.fromkeys(places, 1)


def cells_to_keep(project: FileProject) -> dict[str, str]:
    """What the file says of a project beyond what the spec and the count hold: for the export."""
    return {column: text for column, text in project.cells.items() if text and column not in SETTLED}


def spec_of(
    file: PabulibFile, round_id: int, area_codes: Sequence[str], opens_at: datetime, closes_at: datetime
) -> Spec:
    """The spec of the replay: the capital test is off, and it says so. `area_codes` as `areas_to_replay` gives them."""
    rule, stretching = rule_to_replay(file), Stretching(secrets.token_bytes(SALT_BYTES))
    kind = ballot_type_of(file)
    return Spec(
        round_id=round_id,
        title=title_of(file),
        is_reference=True,
        capital_test=False,
        currency=currency_of(file),
        ballot_type=kind.value,
        method=rule.method.value,
        completion=rule.completion.value,
        comparison=rule.comparison,
        opens_at=opens_at,
        closes_at=closes_at,
        grace_seconds=0,
        salt=stretching.salt.hex(),
        argon2_memory_kib=stretching.memory_kib,
        argon2_passes=stretching.passes,
        argon2_lanes=stretching.lanes,
        areas=_spec_areas(file, area_codes),
        across=bool(file.areas),
        fewest_choices=int(file.meta.get("min_length") or 0),
        most_choices=1 if kind is BallotType.CHOOSE_1 else _number(file, "max_length"),
        most_sum_cents=_most_sum(file) if kind is BallotType.KNAPSACK else None,
        most_points=_number(file, "max_sum_points") if kind is BallotType.POINTS else None,
        fewest_points=(_number(file, "min_sum_points") or 0) if kind is BallotType.POINTS else 0,
        most_points_per_plan=_number(file, "max_points") if kind is BallotType.POINTS else None,
        fewest_points_per_plan=(_number(file, "min_points") or 0) if kind is BallotType.POINTS else 0,
        utility=rule.utility.value if rule.utility else "",
        parameters=_kept_words(file),
    )


def _number(file: PabulibFile, key: str) -> int | None:
    text = file.meta.get(key)
    return int(text) if text else None


def _most_sum(file: PabulibFile) -> int:
    """Where the file names a least alone, the most is all plans together."""
    most = sum_cents(file, "max_sum_cost")
    return sum(project.cost_cents for project in file.projects) if most is None else most


def _kept_words(file: PabulibFile) -> dict[str, str]:
    meta = {META_PREFIX + key: text for key, text in file.meta.items() if key not in SETTLED_BY_COUNT}
    told = ((project.id, cells_to_keep(project)) for project in file.projects)
    return meta | {CELLS_PREFIX + id_: json.dumps(cells, ensure_ascii=False) for id_, cells in told if cells}


def window_from(moment: datetime) -> tuple[datetime, datetime]:
    """When the replay's vote is open: from a minute ago until it is closed, when its last ballot is cast.

    The end lies so far away that an import that broke off is never closed, so never counted, by its date.
    """
    return moment - timedelta(minutes=1), moment + timedelta(days=36_500)


def _spec_areas(file: PabulibFile, codes: Sequence[str]) -> tuple[SpecArea, ...]:
    """What bounds all areas together is a bound of the first: there is one list, and the sums of all bind."""
    first, *others = (_spec_area(file, *each) for each in zip(codes, areas_to_replay(file), strict=True))
    limits = tuple(SpecLimit(limit.kind.value, limit.name, limit.most_cents) for limit in file.limits)
    return (replace(first, limits=limits, least_sum_cents=sum_cents(file, "min_sum_cost") or 0), *others)


def _spec_area(file: PabulibFile, code: str, area: AreaToReplay) -> SpecArea:
    plans = tuple(_spec_plan(file.projects[place], file.pot_cents) for place in area.plans)
    return SpecArea(code=code, name=area.name, pot_cents=area.pot_cents, plans=plans, threshold=file.threshold)


def _spec_plan(project: FileProject, pot_cents: int) -> SpecPlan:
    # a withdrawn plan bears a cost that no pot can pay
    cost = max(project.cost_cents, pot_cents + 1) if project.is_withdrawn else project.cost_cents
    return SpecPlan(project.id, project.name or project.id, cost, project.category, project.neighbourhood)
