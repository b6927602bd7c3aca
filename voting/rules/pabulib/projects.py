"""Reads the PROJECTS section: each plan with its cost, and whatever else the file says of it."""

from lives.messages import msg
from voting.rules.pabulib.cells import CellReader
from voting.rules.pabulib.faults import Faults
from voting.rules.pabulib.fields import MOST_PROJECTS, PROJECT_COLUMNS, SELECTED
from voting.rules.pabulib.file import FileProject, Remark
from voting.rules.pabulib.rows import Row, Rows


def check_header(rows: Rows, name: str, required: tuple[str, ...], faults: Faults) -> list[str]:
    """The column names of a section; notes a wrong first, a missing and a doubled column."""
    section = rows.sections.get(name)
    if section is None or not section.header:
        return []
    header, line = section.header, section.header_line
    if header[0] != required[0]:
        faults.add(line, "", ";".join(header), msg("%(column)s as the first column", column=required[0]))
    for column in required[1:]:
        if column not in header:
            faults.add(line, column, ";".join(header), msg("a column of this name"))
    for column in sorted({column for column in header if header.count(column) > 1}):
        faults.add(line, column, ";".join(header), msg("each column once"))
    return header


class ProjectsReader:
    """Reads one PROJECTS section and notes its faults; `places` gives each id its place in `projects`."""

    def __init__(self, rows: Rows, faults: Faults) -> None:
        self._rows, self._faults, self._cells = rows, faults, CellReader(faults)
        self.projects: list[FileProject] = []
        self.places: dict[str, int] = {}
        self.remarks: list[Remark] = []
        self.rows_seen: int | None = 0
        """How many rows there are, faulty ones included; None when reading stopped before the end."""

    def read(self) -> "ProjectsReader":
        header = check_header(self._rows, "PROJECTS", ("project_id", "cost"), self._faults)
        for column in header:
            if column not in PROJECT_COLUMNS:
                line = self._rows.sections["PROJECTS"].header_line
                text = msg("A column that Pabulib does not know; kept.")
                self.remarks.append(Remark(line, column, text))
        for seen, row in enumerate(self._rows.of("PROJECTS"), 1):
            if len(self.projects) == MOST_PROJECTS:
                expected = msg("at most %(most)s plans", most=MOST_PROJECTS)
                self._faults.add(row[0], "", ";".join(row[1]), expected)
                self.rows_seen = None
                break
            self.rows_seen = seen
            self._read_row(header, row)
        return self

    def _read_row(self, header: list[str], row: Row) -> None:
        line, written = row
        if len(written) != len(header):
            expected = msg("%(count)s cells, as in the header", count=len(header))
            self._faults.add(line, "", ";".join(written), expected)
        cells = dict(zip(header, (cell.strip() for cell in written), strict=False))
        project_id = cells.get("project_id", "")
        if not project_id or "," in project_id:
            self._faults.add(line, "project_id", project_id, msg("an id without a comma"))
        elif project_id in self.places:
            self._faults.add(line, "project_id", project_id, msg("each id once"))
            return
        cost_cents = self._cells.amount(line, "cost", cells["cost"]) if "cost" in cells else 0
        for column in ("votes", "score"):
            if cells.get(column):
                self._cells.whole(line, column, cells[column])
        if (cells.get("selected") or "0") not in SELECTED:
            self._faults.add(line, "selected", cells["selected"], msg("one of: %(names)s", names=", ".join(SELECTED)))
        for column, most in (("latitude", 90), ("longitude", 180)):
            if cells.get(column):
                self._cells.degrees(line, column, cells[column], most)
        self.places[project_id] = len(self.projects)
        self.projects.append(FileProject(project_id, cost_cents or 0, line, cells))
