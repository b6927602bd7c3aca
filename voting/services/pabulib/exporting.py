"""Writes a published vote as Pabulib files, from the frozen spec and the counted ballots: no key, no time, no order."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lives.messages import msg
from lives.periods import day_of
from logbook.refusals import NotFound, Refusal
from rounds.queries import areas_of
from voting.models import BallotBox, CountedBallot
from voting.queries.counted import all_counts
from voting.queries.results import result_of
from voting.rules.amounts import money
from voting.rules.ballot import BallotType
from voting.rules.count import count
from voting.rules.election import BallotGroup
from voting.rules.merging import CountedAreas
from voting.rules.pabulib.areas import DISTRICT, labels_of
from voting.rules.pabulib.writer import write
from voting.rules.publication import FEWEST_BALLOTS, fewest_together, shows_steps
from voting.rules.spec import Spec, SpecArea, read_spec
from voting.rules.spec import together as as_one
from voting.rules.spec_election import ballot_group, election_of_areas, first_places, rule_of
from voting.rules.written import moved
from voting.services.pabulib.codes import in_codes
from voting.services.pabulib.replay import CELLS_PREFIX, META_PREFIX


class NotPublished(Refusal):
    """Nothing of a vote leaves the ballot box before its result is public."""


class TooFewBallots(Refusal):
    """The area is so small that single ballots could be recognised."""


class RecordDiffers(Refusal):
    """The counted ballots no longer give the published result."""


@dataclass(frozen=True)
class ExportedArea:
    """One file: a name that says where it is from, and its bytes."""

    name: str
    data: bytes


def export_round(
    session: Session, round_id: int, slug: str, municipality: str, area_code: str | None = None
) -> list[ExportedArea]:
    """A file for each area of the round, or for the one asked for.

    Raises NotPublished before the result is public, TooFewBallots for an area asked for by name; without a
    name such areas are left out, and TooFewBallots is raised when nothing remains.
    """
    box = session.get(BallotBox, round_id)
    if box is None or box.state != "published":
        raise NotPublished(msg("The result of this round is not published yet."))
    spec = read_spec(box.spec)
    slugs = {place.code: place.slug for place in areas_of(session, round_id)}
    chosen = [each for each in all_counts(session, spec) if area_code in (None, *each.codes)]
    if not chosen:
        raise NotFound(msg("This area does not take part in the round."))
    files = [
        _export(session, spec, each, slug if spec.across else f"{slug}_{slugs[each.codes[0]]}", municipality)
        for each in chosen
        if _may_leave(session, spec, each)
    ]
    if not files:
        raise TooFewBallots(
            msg("There are fewer than %(fewest)s ballots, so they are not published.", fewest=FEWEST_BALLOTS)
        )
    return files


def _may_leave(session: Session, spec: Spec, counted: CountedAreas) -> bool:
    published = result_of(session, spec.round_id, counted.codes[0])
    return spec.is_reference or (published is not None and shows_steps(fewest_together(published.record)))


def _export(session: Session, spec: Spec, together: CountedAreas, name: str, municipality: str) -> ExportedArea:
    area = as_one(together.areas) if len(together.areas) > 1 else together.areas[0]
    by_area = [_counted_texts(session, spec.round_id, code) for code in together.codes]
    published = result_of(session, spec.round_id, area.code)
    record: dict[str, Any] = published.record if published else {"count": {"winners": None, "invalid": 0}}
    texts = [((text, 1) for _code, text in each) for each in by_area]
    election = election_of_areas(spec, together, texts, record["count"]["invalid"])
    counted = count(election, rule_of(spec, record.get("lot", {}).get("seed", "")))
    if record["count"]["winners"] != list(counted.winners):
        raise RecordDiffers(msg("The counted ballots do not give the published result. Nothing was written."))
    meta = _replayed_meta(spec) if spec.is_reference else _own_meta(spec, area, municipality)
    cells = _areas_of_plans(together.areas) | _kept_cells(spec)
    data = write(meta, election, counted, vote_type_of(spec), _ballots(spec, together, by_area), cells)
    return ExportedArea(f"{name}.pb", data)


def _ballots(spec: Spec, together: CountedAreas, by_area: Sequence[Sequence[tuple[str, str]]]) -> list[BallotGroup]:
    """Every ballot by check code, whatever its area: nothing says in which order people voted."""
    named = zip(together.areas, first_places(spec, together), by_area, strict=True)
    coded = sorted((code, text, together.share_of(area), first) for area, first, each in named for code, text in each)
    known = {
        key: ballot_group(spec.kind, moved(spec.kind, key[0], key[2]))._replace(area=key[1])
        for key in {each[1:] for each in coded}
    }
    return [known[each[1:]] for each in coded]


def _areas_of_plans(areas: tuple[SpecArea, ...]) -> dict[str, dict[str, str]]:
    """Where several areas are counted as one: of which each plan is."""
    labels = labels_of([area.name for area in areas]) if len(areas) > 1 else ()
    named = zip(areas, labels, strict=bool(labels))
    return {plan.id: {DISTRICT: label} for area, label in named for plan in area.plans}


def vote_type_of(spec: Spec) -> str:
    """The format's word for the ballots: what the replayed file said, else what ours are."""
    replayed = spec.parameters.get(f"{META_PREFIX}vote_type")
    if replayed:
        return replayed
    if spec.kind is BallotType.POINTS:
        return "scoring" if spec.most_points is None else "cumulative"
    return {BallotType.RANKING: "ordinal", BallotType.CHOOSE_1: "choose-1"}.get(spec.kind, "approval")


def _counted_texts(session: Session, round_id: int, area_code: str) -> list[tuple[str, str]]:
    """Check codes and written choices in the order in which they were counted."""
    chosen = select(CountedBallot.check_code, CountedBallot.choices).filter_by(round_id=round_id, area_code=area_code)
    return [(code, text) for code, text in session.execute(chosen.order_by(CountedBallot.position))]


def _replayed_meta(spec: Spec) -> dict[str, str]:
    """What the file said that was replayed, in the codes of the format."""
    told = spec.parameters.items()
    return in_codes({key.removeprefix(META_PREFIX): text for key, text in told if key.startswith(META_PREFIX)})


def _kept_cells(spec: Spec) -> dict[str, dict[str, str]]:
    """What the replayed file said of its projects besides."""
    told = spec.parameters.items()
    return {key.removeprefix(CELLS_PREFIX): json.loads(text) for key, text in told if key.startswith(CELLS_PREFIX)}


def _own_meta(spec: Spec, area: SpecArea, municipality: str) -> dict[str, str]:
    last_day = day_of(spec.closes_at - timedelta(seconds=1))
    meta = {
        "description": f"{spec.title}, {area.name}",
        "country": "Netherlands",
        "unit": municipality,
        "district": area.name,
        "instance": f"{last_day:%Y}",
        "date_begin": f"{day_of(spec.opens_at):%d.%m.%Y}",
        "date_end": f"{last_day:%d.%m.%Y}",
        "language": "nl",
        "currency": spec.currency,
    }
    return meta | _ballot_meta(spec, area)


def _ballot_meta(spec: Spec, area: SpecArea) -> dict[str, str]:
    """What a voter might do; the format wants no more choices than there are projects."""
    meta: dict[str, str] = {}
    if spec.most_choices is not None:
        meta["max_length"] = str(min(spec.most_choices, len(area.plans)))
    if spec.kind is BallotType.KNAPSACK:
        meta["max_sum_cost"] = money(area.pot_cents if spec.most_sum_cents is None else spec.most_sum_cents)
        if area.least_sum_cents:
            meta["min_sum_cost"] = money(area.least_sum_cents)
    if spec.most_points is not None:
        meta["max_sum_points"] = str(spec.most_points)
    if spec.most_points_per_plan is not None:
        meta["max_points"] = str(spec.most_points_per_plan)
    return meta
