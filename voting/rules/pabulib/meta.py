"""Reads the META section: what the election is, its pot, its threshold and its limits."""

from dataclasses import dataclass, field

from lives.messages import msg
from voting.rules.ballot_table import MOST_POINTS
from voting.rules.election import Limit, LimitKind
from voting.rules.pabulib.cells import CellReader
from voting.rules.pabulib.faults import Faults
from voting.rules.pabulib.fields import (
    AMOUNT_META,
    AMOUNTS_META,
    FLAG_META,
    META_KEYS,
    POINTS_META,
    REQUIRED_META,
    RULE_NAMES,
    VOTE_TYPES,
    WHOLE_META,
    WHOLES_META,
)
from voting.rules.pabulib.file import Remark
from voting.rules.pabulib.rows import Rows

LONGEST_NUMBER = 16
LIMIT_KEYS = (
    (LimitKind.CATEGORY, "categories", "budget_per_category"),
    (LimitKind.NEIGHBOURHOOD, "neighborhoods", "budget_per_neighborhood"),
)


@dataclass(slots=True)
class Meta:
    """The keys with their values as written, the line of each, and what the count needs of them."""

    values: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    title_line: int = 0
    pot_cents: int = 0
    threshold: int = 0
    limits: tuple[Limit, ...] = ()
    remarks: list[Remark] = field(default_factory=list)


class MetaReader:
    """Reads one META section and notes its faults."""

    def __init__(self, rows: Rows, faults: Faults) -> None:
        self._rows, self._faults, self._cells = rows, faults, CellReader(faults)
        self._meta = Meta()

    def read(self) -> Meta:
        section = self._rows.sections.get("META")
        if section is None:
            return self._meta
        self._meta.title_line = section.title_line
        if section.header[:2] != ["key", "value"]:
            self._faults.add(section.header_line, "", ";".join(section.header), msg("the header key;value"))
        for line, cells in self._rows.of("META"):
            self._keep(line, [cell.strip() for cell in cells])
        for key in REQUIRED_META:
            if not self._meta.values.get(key):
                line = self._meta.lines.get(key, section.title_line)
                self._faults.add(line, key, "", msg("a value: this key is required"))
        self._understand()
        return self._meta

    def _keep(self, line: int, cells: list[str]) -> None:
        key, value = cells[0], cells[1] if len(cells) > 1 else ""
        if len(cells) != 2:
            self._faults.add(line, key, ";".join(cells), msg("a key and a value, with one semicolon"))
        elif key in self._meta.values:
            self._faults.add(line, key, value, msg("each key once"))
        else:
            self._meta.values[key], self._meta.lines[key] = value, line
            if key not in META_KEYS:
                self._meta.remarks.append(Remark(line, key, msg("A key that Pabulib does not know; kept.")))

    def _understand(self) -> None:
        meta, cells = self._meta, self._cells
        if text := meta.values.get("budget"):
            meta.pot_cents = cells.amount(meta.lines["budget"], "budget", text) or 0
        key = "min_project_score_threshold"
        if text := meta.values.get(key):
            meta.threshold = cells.whole_rounded_up(meta.lines[key], key, text) or 0
        for key in ("date_begin", "date_end"):
            if text := meta.values.get(key):
                cells.day(meta.lines[key], key, text)
        for keys, check in (
            (WHOLE_META, cells.whole),
            (WHOLES_META, self._wholes),
            (POINTS_META, self._points),
            (AMOUNT_META, cells.amount),
            (FLAG_META, self._flag),
            (AMOUNTS_META, self._amounts),
        ):
            for key in keys:
                if text := meta.values.get(key):
                    check(meta.lines[key], key, text)
        self._in_order("min_length", "max_length")
        self._in_order("min_sum_points", "max_sum_points")
        self._one_of("vote_type", VOTE_TYPES)
        self._one_of("rule", RULE_NAMES)
        if meta.values.get("vote_type") == "cumulative" and not meta.values.get("max_sum_points"):
            expected = msg("a value: this key is required")
            self._faults.add(meta.title_line, "max_sum_points", "", expected)
        meta.limits = tuple(limit for keys in LIMIT_KEYS for limit in self._limits(*keys))

    def _points(self, line: int, key: str, text: str) -> None:
        least = -MOST_POINTS if self._meta.values.get("vote_type") == "scoring" else 0
        if key.endswith("sum_points"):
            self._cells.whole(line, key, text, least)
        else:
            self._cells.points(line, key, text, least)

    def _flag(self, line: int, key: str, text: str) -> None:
        if text != "1":
            self._faults.add(line, key, text, msg("1, or no such key"))

    def _wholes(self, line: int, key: str, text: str) -> None:
        for number in text.split(","):
            self._cells.whole(line, key, number.strip())

    def _amounts(self, line: int, key: str, text: str) -> None:
        for amount in text.split(","):
            self._cells.amount(line, key, amount.strip())

    def _in_order(self, least: str, most: str) -> None:
        found = [self._meta.values.get(key, "") for key in (least, most)]
        if all(text.isdecimal() and len(text) < LONGEST_NUMBER for text in found) and int(found[0]) > int(found[1]):
            told = msg("no less than %(key)s (%(least)s)", key=least, least=found[0])
            self._faults.add(self._meta.lines[most], most, found[1], told)

    def _one_of(self, key: str, known: tuple[str, ...]) -> None:
        text = self._meta.values.get(key)
        if text and text not in known:
            expected = msg("one of: %(names)s", names=", ".join(known))
            self._faults.add(self._meta.lines[key], key, text, expected)

    def _limits(self, kind: LimitKind, names_key: str, amounts_key: str) -> list[Limit]:
        text = self._meta.values.get(amounts_key)
        if not text:
            return []
        line = self._meta.lines[amounts_key]
        names = [name.strip() for name in self._meta.values.get(names_key, "").split(",") if name.strip()]
        amounts = [amount.strip() for amount in text.split(",")]
        if len(names) != len(amounts):
            expected = msg("as many amounts as %(key)s has names (%(count)s)", key=names_key, count=len(names))
            self._faults.add(line, amounts_key, text, expected)
            return []
        cents = [self._cells.amount(line, amounts_key, amount) for amount in amounts]
        return [Limit(kind, name, most or 0) for name, most in zip(names, cents, strict=True)]
