"""Reads a Pabulib file whole, or refuses it with every fault at once."""

from lives.messages import msg
from voting.rules.amounts import money
from voting.rules.election import AreaShare
from voting.rules.pabulib.areas import shares_in
from voting.rules.pabulib.ballots import BallotsReader
from voting.rules.pabulib.cells import CellReader
from voting.rules.pabulib.faults import Faults
from voting.rules.pabulib.fields import COUNTED_TYPES
from voting.rules.pabulib.file import FileBallots, FileProject, PabulibFile, Remark
from voting.rules.pabulib.meta import Meta, MetaReader
from voting.rules.pabulib.projects import ProjectsReader
from voting.rules.pabulib.rows import Rows


def read(data: bytes) -> PabulibFile:
    """Read a `.pb` file (UTF-8, with or without BOM).

    Raises FaultyFile with all faults: what is not UTF-8, cut off, miscounted, doubled, unknown, negative,
    huge, finer than a cent, with comma decimals, or past the limits stated in fields.py. Unknown keys and
    columns are kept and named in `remarks`, as is a `votes` column that differs from the ballots.
    """
    faults = Faults()
    rows = Rows(data, faults)
    meta = MetaReader(rows, faults).read()
    projects = ProjectsReader(rows, faults).read()
    areas = _areas(meta, faults)
    votes = BallotsReader(rows, faults, projects.places, meta.values.get("vote_type", ""), areas)
    ballots = votes.read()
    _check_number(meta, "num_projects", projects.rows_seen, faults)
    _check_number(meta, "num_votes", votes.rows_seen, faults)
    differing = _differing_totals(meta, projects.projects, ballots)
    if differing and not rows.ends_in_a_line_end:
        faults.add(0, "", "", msg("a line end after the last line; it seems cut off"))
    faults.refuse_if_any()
    return PabulibFile(
        meta=meta.values,
        projects=tuple(projects.projects),
        ballots=ballots,
        pot_cents=meta.pot_cents,
        threshold=meta.threshold,
        limits=meta.limits,
        extra_ballot_columns=votes.extra_columns,
        remarks=(*meta.remarks, *projects.remarks, *differing, *votes.remarks),
        areas=areas,
    )


def _areas(meta: Meta, faults: Faults) -> tuple[AreaShare, ...]:
    """The areas that voted as one; their parts are the whole pot."""
    areas = shares_in(meta.values.get("comment", ""))
    whole = sum(area.share_cents for area in areas)
    if areas and whole != meta.pot_cents:
        expected = msg("parts of areas that are the whole budget together (%(budget)s)", budget=money(meta.pot_cents))
        faults.add(meta.lines["comment"], "comment", money(whole), expected)
    return areas


def _check_number(meta: Meta, key: str, found: int | None, faults: Faults) -> None:
    """Hold what the file says against its rows; what was not read to the end cannot be counted."""
    if found is None:
        return
    text = meta.values.get(key)
    stated = CellReader(faults).whole(meta.lines[key], key, text) if text else None
    if stated is not None and stated != found:
        faults.add(meta.lines[key], key, str(stated), msg("%(found)s, as the file has", found=found))


def _differing_totals(meta: Meta, projects: list[FileProject], ballots: FileBallots) -> list[Remark]:
    if meta.values.get("vote_type") not in COUNTED_TYPES:
        return []
    votes = [0] * len(projects)
    for group in ballots.written or ():
        for choice in group.choices:
            votes[choice] += group.voters
    return [
        Remark(
            project.line,
            project.id,
            msg("%(stated)s votes are stated, %(counted)s ballots choose it.", stated=stated, counted=votes[place]),
        )
        for place, project in enumerate(projects)
        if (stated := project.cells.get("votes", "")) and stated != str(votes[place])
    ]
