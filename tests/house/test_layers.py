"""Who may know whom: the contracts hold, and each of them breaks when it is violated."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.builders.source import ROOT, SUBJECTS

LINT = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]


def lint(folder, *options):
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    return subprocess.run([*LINT, *options], cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def house(tmp_path):
    """The packages of the house with nothing in them, under the house's own contracts."""
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text(encoding="utf-8"), encoding="utf-8")
    for package in settings()["root_packages"]:
        build(tmp_path, f"{package}/__init__.py")
        for room in ("rules", "services", "routes"):
            build(tmp_path, f"{package}/{room}/__init__.py")
        for room in ("models", "queries", "forms", "cli"):
            build(tmp_path, f"{package}/{room}.py")
    return tmp_path


def settings():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]


def build(folder, name, text=""):
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def test_the_house_keeps_its_contracts():
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout


def test_a_house_that_violates_nothing_passes(house):
    done = lint(house)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("contract", "file", "line"),
    [
        ("subjects", "budget/services/years.py", "import voting"),
        ("subjects", "areas/queries.py", "import settings.models"),
        ("subjects", "settings/routes/a.py", "from areas import queries"),
        ("subjects", "lives/periods.py", "def f():\n    import logbook"),
        ("subjects", "voting/services/cast.py", "from pages.filters import euros"),
        ("subjects", "pages/home.py", "import demo.cli"),
        ("pure", "budget/rules/shares.py", "import sqlalchemy"),
        ("pure", "voting/rules/count.py", "from clock import now"),
        ("pure", "proposals/rules/test.py", "from database import Model"),
        ("pure", "rounds/rules/a.py", "import budget.models"),
        ("pure", "lives/days.py", "import flask"),
        ("webless", "accounts/services/people.py", "from flask import g"),
        ("webless", "voting/queries.py", "import access"),
        ("webless", "rounds/models.py", "import wtforms"),
        ("webless", "rounds/services/a.py", "from wording import say"),
        ("inside", "rounds/models.py", "from rounds import queries"),
        ("inside", "proposals/queries.py", "from proposals.services import submit"),
        ("inside", "accounts/services/a.py", "from accounts.forms import F"),
        ("inside", "accounts/forms.py", "import accounts.routes"),
        ("inside", "voting/rules/a.py", "import voting.models"),
        ("tools", "pages/routes/a.py", "import migrations"),
    ],
)
def test_a_contract_breaks_when_it_is_violated(house, contract, file, line):
    # what the violating line reaches does something forbidden itself, where the contract looks through modules
    build(house, "budget/models.py", "import sqlalchemy\n")
    build(house, file, f"{line}\n")
    done = lint(house, "--contract", contract)
    assert done.returncode == 1, done.stdout
    assert "1 broken" in done.stdout


def test_the_contracts_name_every_subject_in_the_order_of_the_house():
    subjects = next(each for each in settings()["contracts"] if each["id"] == "subjects")
    assert tuple(tuple(layer.split(" | ")) for layer in subjects["layers"]) == SUBJECTS


def test_every_package_at_the_top_is_under_the_contracts():
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "bench", "bin", "prove"}
    assert packages == set(settings()["root_packages"])
