"""Writes an election with its result as a Pabulib file: no age, no sex, no order of casting, fresh voter ids."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, repeat

from voting.rules.amounts import money
from voting.rules.election import BallotGroup, BallotKind, Election, LimitKind, Project, Rule
from voting.rules.outcome import Count, ProjectResult, Status
from voting.rules.pabulib.areas import DISTRICT
from voting.rules.pabulib.bounds import bounds_in_words, is_ours, left_out_in_words
from voting.rules.pabulib.fields import META_KEYS, PROJECT_COLUMNS, REQUIRED_META, WITHDRAWN_COST_CENTS
from voting.rules.pabulib.rule_naming import greedy_order, name_rule

Cells = Mapping[str, Mapping[str, str]]
"""What else is known of the projects: id → column → text."""
_NUMBERED = re.compile(r"#\d+:")
SETTLED = frozenset({"project_id", "cost", "votes", "score", "name", "category", "selected", "neighborhood"})
"""Columns that the election and its count fill in."""


def write(
    meta: Mapping[str, str],
    election: Election,
    count: Count,
    vote_type: str = "approval",
    ballots: Sequence[BallotGroup] | None = None,
    cells: Cells | None = None,
) -> bytes:
    """The file as UTF-8 without BOM.

    `meta`: description, country, unit, instance, date_begin, date_end and what else is known; what the count
    settles is filled in here. `ballots` are written in the order given, which must tell nothing about when they
    were cast: by check code, or by default sorted by content. Blank ballots have no place in the format: they
    are left out and their number stands in the comment. Columns of `cells` that the format does not know are
    left out. Raises ValueError when a required key is missing.
    """
    groups = sorted(election.ballots) if ballots is None else ballots
    header, rows = ballot_rows(election, groups)
    lines = ["META", "key;value"]
    lines += [_row(pair) for pair in _meta(meta, election, count, vote_type, len(rows))]
    lines += ["PROJECTS", *_projects(election, count, cells or {}), "VOTES", header]
    lines += [f"{number};{row}" for number, row in enumerate(rows, start=1)]
    return ("\n".join(lines) + "\n").encode()


def ballot_rows(election: Election, groups: Iterable[BallotGroup]) -> tuple[str, list[str]]:
    """The header of VOTES, and each ballot as a row without its number; equal ballots are written once.

    Where several areas voted as one each row ends with the area whose money its voter gave.
    """
    header = ["voter_id", "vote", *["points"] * (election.kind is not BallotKind.APPROVAL)]
    header += [DISTRICT] * bool(election.areas)
    ids = [project.id for project in election.projects]
    known: dict[BallotGroup, str] = {}
    for group in groups:
        if group.choices and group not in known:
            known[group] = _ballot(election, group, ids)
    rows = chain.from_iterable(repeat(known[group], group.voters) for group in groups if group.choices)
    return ";".join(header), list(rows)


def _ballot(election: Election, group: BallotGroup, ids: Sequence[str]) -> str:
    """Sets in the order of the list of plans, rankings the best first, points from the most on."""
    area = [election.areas[group.area].name] if election.areas else []
    if election.kind is BallotKind.APPROVAL:
        return _row([",".join(ids[place] for place in sorted(group.choices)), *area])
    if election.kind is BallotKind.RANKING:
        # with the points, so that a ballot that ranks fewer plans than it may is read by everyone alike
        points: Sequence[int] = range(election.longest_ranking, 0, -1)
        marked = list(zip(group.choices, points, strict=False))
    else:
        marked = sorted(zip(group.choices, group.points, strict=True), key=lambda each: (-each[1], each[0]))
    return _row((",".join(ids[place] for place, _ in marked), ",".join(str(given) for _, given in marked), *area))


def _row(cells: Iterable[str]) -> str:
    return ";".join(_cell(cell) for cell in cells)


def _cell(text: str) -> str:
    """One cell on one line, quoted as RFC 4180 asks where it holds a semicolon or a quote."""
    plain = " ".join(text.split())
    return '"' + plain.replace('"', '""') + '"' if ";" in plain or '"' in plain else plain


def _meta(
    given: Mapping[str, str], election: Election, count: Count, vote_type: str, rows: int
) -> list[tuple[str, str]]:
    values = {key: text for key, text in given.items() if text and key != "fully_funded"}
    values |= {
        "num_projects": str(len(election.projects)),
        "num_votes": str(rows),
        "budget": money(election.pot_cents),
        "vote_type": vote_type,
        "rule": name_rule(election, count),
    }
    if vote_type == "choose-1":
        values |= {"min_length": "1", "max_length": "1"}
    if election.kind is BallotKind.RANKING:
        values["max_length"] = str(election.longest_ranking)
    elif values.get("max_length", "").isdecimal():
        # the format wants no more choices than there are projects
        values["max_length"] = str(min(int(values["max_length"]), len(election.projects)))
    values.pop("min_project_score_threshold", None)
    if count.threshold:
        values["min_project_score_threshold"] = str(count.threshold)
    values |= _limits(election)
    written = sum(_written_cost(project, election) // 100 for project in election.projects)
    if election.pot_cents // 100 >= written:
        values["fully_funded"] = "1"
    values["comment"] = _comment(values.get("comment", ""), election, count)
    if missing := [key for key in REQUIRED_META if not values.get(key)]:
        raise ValueError(f"A Pabulib file needs: {', '.join(missing)}")
    return [(key, values[key]) for key in META_KEYS if key in values]


def _limits(election: Election) -> dict[str, str]:
    keys = {
        LimitKind.CATEGORY: ("categories", "budget_per_category"),
        LimitKind.NEIGHBOURHOOD: ("neighborhoods", "budget_per_neighborhood"),
    }
    values: dict[str, str] = {}
    for kind, (names, amounts) in keys.items():
        limits = [limit for limit in election.limits if limit.kind is kind]
        if limits:
            values[names] = ",".join(limit.name for limit in limits)
            values[amounts] = ",".join(money(limit.most_cents) for limit in limits)
    return values


def _comment(given: str, election: Election, count: Count) -> str:
    remarks = [f"Counted by: {describe_rule(count.rule, election.kind)}."]
    remarks += [*left_out_in_words(election), *bounds_in_words(election)]
    if any(result.status is Status.NO_VOTES for result in count.projects):
        remarks.append("A project without votes is never funded.")
    said = [part.strip() for part in _NUMBERED.split(given)]
    said = [part for part in said if part and not is_ours(part)]
    return " ".join(f"#{number}: {remark}" for number, remark in enumerate([*said, *remarks], start=1))


def describe_rule(rule: Rule, kind: BallotKind = BallotKind.APPROVAL) -> str:
    """The rule in the words of the format, for its comment."""
    if not rule.is_equal_shares:
        return f"{rule.method.value}{_lot(rule)}"
    parts = [f"{rule.method.value}, completion {rule.completion.value}, utility {rule.utility_on(kind).value}"]
    parts += ["exhaustive stop"] * rule.exhaustive_stop + ["comparison with greedy"] * rule.comparison
    return ", ".join(parts) + _lot(rule)


def _lot(rule: Rule) -> str:
    return f", ties by lot with seed {rule.seed}" if rule.seed else ""


def _projects(election: Election, count: Count, others: Cells) -> list[str]:
    known = {column for cells in others.values() for column, text in cells.items() if text}
    shown = {
        "votes": True,
        "score": election.kind is not BallotKind.APPROVAL,
        "category": any(project.category for project in election.projects),
        "neighborhood": any(project.area for project in election.projects),
    }
    header = [column for column in PROJECT_COLUMNS if shown.get(column, column in SETTLED or column in known)]
    results = dict(zip((result.id for result in count.projects), count.projects, strict=True))
    rows = []
    for place in greedy_order(election, count.rule):
        project = election.projects[place]
        cells = {**others.get(project.id, {}), **_settled(project, election, results[project.id])}
        rows.append(_row(cells.get(column, "") for column in header))
    return [";".join(header), *rows]


def _settled(project: Project, election: Election, result: ProjectResult) -> dict[str, str]:
    return {
        "project_id": project.id,
        "cost": money(_written_cost(project, election)),
        "votes": str(result.votes),
        "score": str(result.score),
        "name": project.name.strip() or project.id,
        "category": ",".join(part.strip() for part in project.category.split(",")),
        "selected": "1" if result.is_funded else "0",
        "neighborhood": project.area.strip() or "-",
    }


def _written_cost(project: Project, election: Election) -> int:
    """What cannot be funded at all bears the format's own sign for it; the comment keeps the real cost."""
    is_out = project.withdrawn or project.cost_cents > election.pot_cents
    return WITHDRAWN_COST_CENTS if is_out else project.cost_cents
