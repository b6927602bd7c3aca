"""Small files, short functions, and names that say something."""

from __future__ import annotations

import ast

import pytest

from tests.builders.source import ROOT, name_of, parsed, product_modules, templates, tracked_files

EMPTY_NAMES = {"utils", "helpers", "common", "misc", "manager", "base", "util", "helper"}
MODULES = list(product_modules())


def long_functions(tree, most=40):
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    return [f.name for f in functions if (f.end_lineno or 0) - f.lineno + 1 > most]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_has_at_most_250_lines_and_says_what_it_is_for(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 250
    assert ast.get_docstring(ast.parse(text)) or not text.strip()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_function_has_at_most_40_lines(path):
    assert not long_functions(parsed(path))


def test_the_check_on_functions_finds_a_long_one():
    body = "\n".join("    pass" for _ in range(40))
    assert long_functions(ast.parse(f"def long():\n{body}")) == ["long"]
    assert long_functions(ast.parse("def short():\n    pass")) == []


def test_most_functions_are_short():
    lengths = sorted(
        (node.end_lineno or 0) - node.lineno + 1
        for path in MODULES
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef)
    )
    assert lengths[len(lengths) // 2] <= 10


@pytest.mark.parametrize("path", templates(), ids=name_of)
def test_a_template_has_at_most_120_lines(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 120


def test_no_file_has_a_name_that_says_nothing():
    # base.html is the one base that pages extend
    named = [path for path in tracked_files() if path.suffix in (".py", ".html") and "vendor" not in path.parts]
    empty = [name_of(path) for path in named if path.stem in EMPTY_NAMES]
    assert empty == ["templates/base.html"]


def test_product_modules_are_all_seen():
    assert {"app.py", "budget/rules/shares.py", "migrations/cli.py"} <= {name_of(path) for path in MODULES}
    assert ROOT / "tests/conftest.py" not in MODULES
