"""Writes an election with its result as a Pabulib file: no age, no sex, no order of casting, fresh voter ids."""

from collections.abc import Iterable, Mapping, Sequence

from voting.rules.amounts import money
from voting.rules.election import BallotKind, Election, LimitKind, Project, Rule
from voting.rules.outcome import Count, ProjectResult, Status
from voting.rules.pabulib.fields import META_KEYS, REQUIRED_META, WITHDRAWN_COST_CENTS
from voting.rules.pabulib.rule_naming import greedy_order, name_rule

Ballots = Sequence[tuple[int, ...]]


def write(
    meta: Mapping[str, str],
    election: Election,
    count: Count,
    vote_type: str = "approval",
    ballots: Ballots | None = None,
) -> bytes:
    """The file as UTF-8 without BOM.

    `meta`: description, country, unit, instance, date_begin, date_end and what else is known; what the count
    settles is filled in here. `ballots` (places in the projects) are written in the order given, which must
    tell nothing about when they were cast: by check code, or by default sorted by content. Blank ballots
    have no place in the format: they are left out and their number stands in the comment.
    Raises ValueError when a required key is missing.
    """
    rows = _sorted_ballots(election) if ballots is None else [ballot for ballot in ballots if ballot]
    lines = ["META", "key;value"]
    lines += [_row(pair) for pair in _meta(meta, election, count, vote_type, len(rows))]
    lines += ["PROJECTS", *_projects(election, count), "VOTES", "voter_id;vote"]
    ids = [project.id for project in election.projects]
    lines += [
        _row((str(number), ",".join(ids[place] for place in sorted(ballot))))
        for number, ballot in enumerate(rows, start=1)
    ]
    return ("\n".join(lines) + "\n").encode()


def _sorted_ballots(election: Election) -> list[tuple[int, ...]]:
    groups = sorted((tuple(sorted(group.choices)), group.voters) for group in election.ballots)
    return [choices for choices, voters in groups for _ in range(voters) if choices]


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
    if election.blank:
        remarks.append(f"{election.blank} blank ballots are left out.")
    remarks += [
        f"Project {project.id} costs {money(project.cost_cents)}, more than the whole budget."
        for project in election.projects
        if election.pot_cents < project.cost_cents != WITHDRAWN_COST_CENTS and not project.withdrawn
    ]
    if any(result.status is Status.NO_VOTES for result in count.projects):
        remarks.append("A project without votes is never funded.")
    first = given.count("#") + 1 if given else 1
    numbered = [f"#{number}: {remark}" for number, remark in enumerate(remarks, start=first)]
    return " ".join([given, *numbered] if given else numbered)


def describe_rule(rule: Rule, kind: BallotKind = BallotKind.APPROVAL) -> str:
    """The rule in the words of the format, for its comment."""
    if not rule.is_equal_shares:
        return rule.method.value
    parts = [f"{rule.method.value}, completion {rule.completion.value}, utility {rule.utility_on(kind).value}"]
    parts += ["exhaustive stop"] * rule.exhaustive_stop + ["comparison with greedy"] * rule.comparison
    return ", ".join(parts)


def _projects(election: Election, count: Count) -> list[str]:
    has_category = any(project.category for project in election.projects)
    has_area = any(project.area for project in election.projects)
    header = ["project_id", "cost", "votes", "name"]
    header += ["category"] * has_category + ["selected"] + ["neighborhood"] * has_area
    results = dict(zip((result.id for result in count.projects), count.projects, strict=True))
    rows = []
    for place in greedy_order(election, count.rule):
        project = election.projects[place]
        result: ProjectResult = results[project.id]
        cells = [project.id, money(_written_cost(project, election)), str(result.votes)]
        cells.append(project.name.strip() or project.id)
        cells += [",".join(part.strip() for part in project.category.split(","))] * has_category
        cells += ["1" if result.is_funded else "0"] + [project.area.strip() or "-"] * has_area
        rows.append(_row(cells))
    return [";".join(header), *rows]


def _written_cost(project: Project, election: Election) -> int:
    """What cannot be funded at all bears the format's own sign for it; the comment keeps the real cost."""
    is_out = project.withdrawn or project.cost_cents > election.pot_cents
    return WITHDRAWN_COST_CENTS if is_out else project.cost_cents
