"""Rules are pure: standard library, lives, and rules of the own subject or of those below; no clock, no file."""

from __future__ import annotations

import ast
import sys

import pytest

from tests.builders.source import ROOT, SUBJECTS, imported, name_of, parsed, product_modules, rank

RULES = [path for path in product_modules() if "rules" in path.relative_to(ROOT).parts[1:]]
# lives.document is a command that writes documentation: no rule imports it
LIVES = [path for path in product_modules() if path.parent.name == "lives" and path.name != "document.py"]
CLOCKS = {"now", "utcnow", "today"}
CLOCK_FILES = {"clock.py", "database.py"}
IMPURE = {"os", "io", "pathlib", "socket", "subprocess", "threading", "time", "urllib", "http", "sqlite3", "tempfile"}


def outside_the_rules(module, package):
    """Why a rule of this package may not import this module, or nothing."""
    top, parts = module.split(".")[0], module.split(".")
    if top in sys.stdlib_module_names:
        return f"{module} reaches outside" if top in IMPURE and module != "urllib.parse" else None
    if top == "lives":
        return f"{module} is a command" if module == "lives.document" else None
    if top == "numpy":
        return None if package == "voting" else "only the counting uses numpy"
    known = {name for row in SUBJECTS for name in row}
    if top in known and len(parts) > 1 and parts[1] == "rules" and (top == package or rank(top) > rank(package)):
        return None
    return f"{module} is no rule below {package}"


@pytest.mark.parametrize("path", RULES + LIVES, ids=name_of)
def test_rules_import_only_the_standard_library_and_rules_below(path):
    package = path.relative_to(ROOT).parts[0]
    dotted = ".".join(path.relative_to(ROOT).parts[:-1])
    for node in ast.walk(parsed(path)):
        for module in imported(node, dotted):
            assert outside_the_rules(module, package) is None


def test_there_are_rules_in_every_subject_of_the_main_job():
    assert {"budget", "proposals", "rounds", "voting"} <= {path.relative_to(ROOT).parts[0] for path in RULES}


@pytest.mark.parametrize(
    ("module", "package", "allowed"),
    [
        ("fractions", "budget", True),
        ("lives.messages", "budget", True),
        ("budget.rules.shares", "voting", True),
        ("voting.rules.count", "voting", True),
        ("voting.rules", "budget", False),
        ("budget.models", "voting", False),
        ("budget", "voting", False),
        ("numpy", "voting", True),
        ("numpy", "budget", False),
        ("pathlib", "voting", False),
        ("flask", "voting", False),
        ("config", "voting", False),
        ("areas.rules", "settings", False),
    ],
)
def test_the_check_on_imports_of_rules_tells_good_from_bad(module, package, allowed):
    assert (outside_the_rules(module, package) is None) is allowed


def numpy_at_the_top(tree):
    return [node.lineno for node in tree.body if any(m.startswith("numpy") for m in imported(node, ""))]


@pytest.mark.parametrize("path", RULES, ids=name_of)
def test_numpy_is_loaded_only_where_it_counts(path):
    assert not numpy_at_the_top(parsed(path))


def test_the_check_on_numpy_finds_an_import_at_the_top():
    assert numpy_at_the_top(ast.parse("import numpy as np")) == [1]


def clock_reads(tree):
    """Lines where a clock is read: datetime.now(), date.today(), time.time()."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and (node.func.value.id, node.func.attr)
        in {("datetime", each) for each in CLOCKS} | {("date", "today"), ("time", "time"), ("time", "gmtime")}
    ]


@pytest.mark.parametrize("path", list(product_modules()), ids=name_of)
def test_only_the_clock_and_the_database_read_a_clock(path):
    if name_of(path) not in CLOCK_FILES:
        assert not clock_reads(parsed(path))


def test_the_check_on_clocks_finds_each_of_them():
    source = "datetime.now()\ndate.today()\ntime.time()\nclock.now()\nnow()\ntime.monotonic()"
    assert clock_reads(ast.parse(source)) == [1, 2, 3]
