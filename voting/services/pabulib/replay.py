"""What of a Pabulib file becomes the frozen spec of a reference round: plans, pot, limits, rule, valid ballots."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from lives.messages import Message, msg
from logbook.refusals import Refusal
from voting.rules.election import EQUAL_SHARES, Rule
from voting.rules.pabulib.cells import CellReader
from voting.rules.pabulib.faults import Faults
from voting.rules.pabulib.fields import COUNTED_TYPES
from voting.rules.pabulib.file import FileProject, PabulibFile, Remark
from voting.rules.spec import Spec, SpecArea, SpecLimit, SpecPlan
from voting.services.keys import SALT_BYTES, Stretching

NO_CURRENCY = "XXX"
"""ISO 4217: no currency was named."""
LONGEST_ID = 80
LONGEST_NAME = 110
META_PREFIX = "pabulib:"
"""The file's own META is kept among the spec's parameters under this prefix, for the export."""
SETTLED_BY_COUNT = ("num_projects", "num_votes", "budget", "vote_type", "rule")
NOT_HELD_TO = (
    "min_sum_cost",
    "min_length_per_category",
    "max_length_per_category",
    "min_sum_cost_per_category",
    "max_sum_cost_per_category",
)


class NotReplayable(Refusal):
    """A sound file, of an election that this version cannot replay."""


def refuse_unless_replayable(file: PabulibFile) -> None:
    """Raises NotReplayable or FaultyFile with what stands in the way, before anything is written."""
    if file.vote_type not in COUNTED_TYPES:
        raise NotReplayable(
            msg(
                "Ballots of the type “%(type)s” cannot be replayed yet; approval and choose-1 can.", type=file.vote_type
            )
        )
    if not file.projects:
        raise NotReplayable(msg("There are no plans in this file."))
    currency = currency_of(file)
    if len(currency) != 3 or not (currency.isascii() and currency.isalpha()):
        raise NotReplayable(msg("A currency has three letters (EUR); the file says “%(found)s”.", found=currency))
    for project in file.projects:
        if len(project.id) > LONGEST_ID:
            expected = msg("an id of at most %(most)s signs", most=LONGEST_ID)
            _refuse(project.line, "project_id", project.id, expected)
    most_sum_cents(file)


def remarks_on(file: PabulibFile) -> tuple[Remark, ...]:
    """What the file says that the replay does not hold its ballots to."""
    told = msg("Ballots are not held to this rule.")
    return tuple(Remark(0, key, told) for key in NOT_HELD_TO if file.meta.get(key))


def title_of(file: PabulibFile) -> str:
    """The election's name with its year: "Centrum Begroot 2020"."""
    year = file.meta["date_end"][-4:]
    title = file.meta["description"][:LONGEST_NAME].strip()
    return title if year in title else f"{title} {year}"


def area_name_of(file: PabulibFile) -> str:
    """Where the election was, from small to large: "Centrum, Amsterdam"."""
    parts = (file.meta.get(key, "") for key in ("subunit", "district", "unit"))
    return ", ".join(dict.fromkeys(part for part in parts if part))[:LONGEST_NAME]


def currency_of(file: PabulibFile) -> str:
    return file.currency or NO_CURRENCY


def rule_to_replay(file: PabulibFile) -> Rule:
    """The file's rule if it is one of ours, else Equal Shares with add1 and a fill."""
    return file.rule or EQUAL_SHARES


def most_sum_cents(file: PabulibFile) -> int | None:
    """What the plans of one ballot may cost together, in cents; None when the file does not say."""
    text = file.meta.get("max_sum_cost")
    if not text:
        return None
    faults = Faults()
    cents = CellReader(faults).amount(0, "max_sum_cost", text)
    faults.refuse_if_any()
    return cents


def ballot_type_of(file: PabulibFile) -> str:
    if file.vote_type == "choose-1":
        return "choose_1"
    return "approval" if most_sum_cents(file) is None else "knapsack"


def spec_of(file: PabulibFile, round_id: int, area_code: str, opens_at: datetime, closes_at: datetime) -> Spec:
    """The spec of the replay: the capital test is off, and it says so."""
    rule, stretching = rule_to_replay(file), Stretching(secrets.token_bytes(SALT_BYTES))
    most = file.meta.get("max_length")
    return Spec(
        round_id=round_id,
        title=title_of(file),
        is_reference=True,
        capital_test=False,
        currency=currency_of(file),
        ballot_type=ballot_type_of(file),
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
        areas=(_spec_area(file, area_code),),
        fewest_choices=int(file.meta.get("min_length") or 0),
        most_choices=1 if file.vote_type == "choose-1" else int(most) if most else None,
        most_sum_cents=most_sum_cents(file),
        parameters={META_PREFIX + key: text for key, text in file.meta.items() if key not in SETTLED_BY_COUNT},
    )


def window_from(moment: datetime) -> tuple[datetime, datetime]:
    """When the replay's vote is open: from a minute ago until it is closed, when its last ballot is cast.

    The end lies so far away that an import that broke off is never closed, so never counted, by its date.
    """
    return moment - timedelta(minutes=1), moment + timedelta(days=36_500)


def _spec_area(file: PabulibFile, code: str) -> SpecArea:
    return SpecArea(
        code=code,
        name=area_name_of(file),
        pot_cents=file.pot_cents,
        plans=tuple(_spec_plan(project, file.pot_cents) for project in file.projects),
        limits=tuple(SpecLimit(limit.kind.value, limit.name, limit.most_cents) for limit in file.limits),
        threshold=file.threshold,
    )


def _spec_plan(project: FileProject, pot_cents: int) -> SpecPlan:
    # a withdrawn plan bears a cost that no pot can pay
    cost = max(project.cost_cents, pot_cents + 1) if project.is_withdrawn else project.cost_cents
    return SpecPlan(project.id, project.name or project.id, cost, project.category, project.neighbourhood)


def _refuse(line: int, cell: str, found: str, expected: Message) -> None:
    faults = Faults()
    faults.add(line, cell, found, expected)
    faults.refuse_if_any()
