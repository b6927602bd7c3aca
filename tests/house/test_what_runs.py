"""A suite that grows smaller by itself is found: engines that do not start and tests that went missing."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.builders.source import ROOT
from tests.conftest import ENGINES, engine_floor

ON_BOTH = "tests/migrations/test_upgrade.py::test_the_first_row_of_the_log_stands_after_migrating"
NO_POSTGRES = {"PGSERVER_POSTGRES_VERSION": "99"}


def run(test, **environment):
    kept = {n: v for n, v in os.environ.items() if n not in ("ENGINE_FLOOR", "REQUIRE_POSTGRES", "PYTEST_XDIST_WORKER")}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", test]
    return subprocess.run(command, cwd=ROOT, env={**kept, **environment}, capture_output=True, text=True, check=False)


def test_fewer_tests_than_the_floor_on_an_engine_end_in_failure():
    done = run(ON_BOTH, ENGINE_FLOOR="1")
    assert done.returncode == 1
    for engine in ENGINES:
        assert f"{engine}: 1 passed, fewer than {engine_floor()[engine]}: tests went missing" in done.stdout


def test_without_a_floor_asked_for_a_few_tests_may_be_run():
    assert run(ON_BOTH).returncode == 0


@pytest.mark.parametrize(("required", "status", "said"), [("0", 0, "1 skipped"), ("1", 1, "1 error")])
def test_an_engine_that_does_not_start_is_a_failure_where_it_is_required(required, status, said):
    done = run(ON_BOTH, REQUIRE_POSTGRES=required, **NO_POSTGRES)
    assert done.returncode == status
    assert said in done.stdout


def test_the_floor_is_near_what_there_is_and_not_a_formality():
    assert set(engine_floor()) == set(ENGINES)
    assert min(engine_floor().values()) >= 100
