"""A Pabulib file as read: what it says, and the election that can be counted from it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, overload

from lives.messages import Message
from voting.rules.election import AreaShare, Election, Limit, Project, Rule
from voting.rules.pabulib.counting import election_of
from voting.rules.pabulib.fields import OUR_RULES, WITHDRAWN_COST_CENTS
from voting.rules.packed import PackedBallots


@dataclass(frozen=True, slots=True)
class FileProject:
    """One row of PROJECTS; `cells` holds every column as written, unknown ones too."""

    id: str
    cost_cents: int
    line: int
    cells: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.cells.get("name", "")

    @property
    def category(self) -> str:
        return self.cells.get("category", "")

    @property
    def neighbourhood(self) -> str:
        return self.cells.get("neighborhood", "")

    @property
    def is_selected(self) -> bool:
        """Whether the file says that it was funded (1: by the rule itself)."""
        return self.cells.get("selected") == "1"

    @property
    def is_withdrawn(self) -> bool:
        return self.cost_cents == WITHDRAWN_COST_CENTS

    def as_project(self, minutes: int = 0, excludes: str = "", told_cents: int | None = None) -> Project:
        """`told_cents`: what a plan dearer than the pot costs, as the comment of our own exports says."""
        named = (self.name, self.category, self.neighbourhood)
        if self.is_withdrawn and told_cents is not None:
            return Project(self.id, told_cents, *named, False, minutes, excludes)
        return Project(self.id, self.cost_cents, *named, self.is_withdrawn, minutes, excludes)


class FileBallot(NamedTuple):
    """One row of VOTES: `choices` are places in the file's projects, ascending for sets, else as ranked.

    `points` go with the choices on cumulative and scoring ballots; `extra` are the unknown columns' cells.
    """

    voter_id: str
    choices: tuple[int, ...]
    line: int
    points: tuple[int, ...] = ()
    extra: tuple[str, ...] = ()
    area: int = 0


class Texts(Sequence[str]):
    """Many short texts as one, with where each of them ends."""

    def __init__(self, text: str = "", ends: Sequence[int] = ()) -> None:
        self._text, self._ends = text, ends

    def __len__(self) -> int:
        return len(self._ends)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place: int | slice) -> str | list[str]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        place = range(len(self))[place]
        return self._text[self._ends[place - 1] if place else 0 : self._ends[place]]


class FileBallots(Sequence[FileBallot]):
    """All rows of VOTES in order. Equal cells are kept once in a piece of the file: `numbers[row]` is the place in
    `written` of what a row says."""

    def __init__(
        self,
        voter_ids: Sequence[str] = (),
        numbers: Sequence[int] = (),
        lines: Sequence[int] = (),
        written: PackedBallots | None = None,
        extras: Sequence[tuple[str, ...]] = (),
    ) -> None:
        self._voter_ids, self._numbers, self._lines, self._extras = voter_ids, numbers, lines, extras
        self.written = written

    def __len__(self) -> int:
        return len(self._numbers)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FileBallots) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # compared by value, as a list is

    @overload
    def __getitem__(self, row: int) -> FileBallot: ...
    @overload
    def __getitem__(self, row: slice) -> list[FileBallot]: ...
    def __getitem__(self, row: int | slice) -> FileBallot | list[FileBallot]:
        if isinstance(row, slice):
            return [self[each] for each in range(*row.indices(len(self)))]
        number = self._numbers[row]
        assert self.written is not None  # there are rows
        group, extra = self.written[number], self._extras[row] if self._extras else ()
        return FileBallot(self._voter_ids[row], group.choices, self._lines[row], group.points, extra, group.area)


@dataclass(frozen=True, slots=True)
class Remark:
    """Something worth telling that is no fault: an unknown key or column, a total that differs."""

    line: int
    about: str
    text: Message


@dataclass(frozen=True, slots=True)
class PabulibFile:
    """A sound file. `limits` are its caps per category or neighbourhood, `threshold` in whole votes.

    `areas` where several voted as one: their parts of the pot, as the comment of our own exports says.
    """

    meta: dict[str, str]
    projects: tuple[FileProject, ...]
    ballots: FileBallots
    pot_cents: int
    threshold: int = 0
    limits: tuple[Limit, ...] = ()
    extra_ballot_columns: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    areas: tuple[AreaShare, ...] = ()

    @property
    def vote_type(self) -> str:
        return self.meta["vote_type"]

    @property
    def currency(self) -> str:
        return self.meta.get("currency", "")

    @property
    def rule(self) -> Rule | None:
        """The rule that the file names, when it is one of ours."""
        return OUR_RULES.get(self.meta["rule"])

    @property
    def selected(self) -> frozenset[str]:
        """The ids that the file says were funded; empty when it does not say."""
        return frozenset(project.id for project in self.projects if project.is_selected)

    def election(self, with_limits: bool = False, pot_minutes: int | None = None) -> Election:
        """The election to count; see `election_of`."""
        return election_of(self, with_limits, pot_minutes)
