"""What a stranger gets: no address of a registry, no path of a machine, no test that looks away."""

from __future__ import annotations

import re
import subprocess
import tomllib

import pytest

from tests.builders.source import ROOT, name_of, tracked_files

# written in two parts, so that this file itself does not hold them
REGISTRIES = (
    "pypi" + ".org/simple",
    "pythonhosted" + ".org",
    "registry." + "npmjs",
    "yarnpkg" + ".com",
    "index-" + "url",
)
MACHINES = ("/ro" + "ot/", "/ho" + "me/", "/wo" + "rk/", "/o" + "pt/", "C:" + "\\\\Users")
LOOKS_AWAY = re.compile(r"mark\.(skip|skipif|xfail)\b|pytest\.(skip|xfail|importorskip)\(|unittest\.mock")
DECISIONS = sorted((ROOT / "docs/decisions").glob("*.md"))


def text_of(path):
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


OWN_TEXTS = [path for path in tracked_files() if "vendor" not in path.parts and text_of(path)]


@pytest.mark.parametrize("words", [REGISTRIES, MACHINES], ids=["registries", "machines"])
def test_no_file_names_a_registry_or_a_machine(words):
    assert [(name_of(p), word) for p in OWN_TEXTS for word in words if word in text_of(p)] == []


def test_no_test_looks_away():
    """Only the fixtures may skip, and only where a machine lacks an engine or a browser."""
    tests = [path for path in OWN_TEXTS if path.is_relative_to(ROOT / "tests") and path.name != "conftest.py"]
    assert [name_of(p) for p in tests if LOOKS_AWAY.search(text_of(p)) and p.name != "test_repository.py"] == []


def test_every_test_file_has_a_test():
    tests = [path for path in OWN_TEXTS if path.name.startswith("test_") and path.suffix == ".py"]
    assert [name_of(p) for p in tests if not re.search(r"^ *(def test_|class Test|Test\w+ = )", text_of(p), re.M)] == []


def pinned(name):
    """Each package with its versions: some differ by the version of Python."""
    return set(re.findall(r"^([\w.-]+)==([\w.]+)", (ROOT / name).read_text(encoding="utf-8"), re.M))


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-test.txt"])
def test_every_dependency_is_pinned_with_its_sum(name):
    blocks = re.split(r"\n(?=\S)", (ROOT / name).read_text(encoding="utf-8").strip())
    assert len(blocks) == len(pinned(name)) > 20
    assert all("--hash=sha256:" in block for block in blocks)


def test_the_locks_follow_what_the_project_asks():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    locked = {(name.lower(), version) for name, version in pinned("requirements.txt")}
    wanted = [re.sub(r"\[.*\]", "", each).lower().partition("==") for each in project["dependencies"]]
    assert [name for name, _, version in wanted if (name, version) not in locked] == []


def test_the_tests_run_with_the_versions_that_installations_get():
    assert pinned("requirements.txt") - pinned("requirements-test.txt") == set()


@pytest.mark.parametrize("path", DECISIONS, ids=name_of)
def test_a_decision_is_short_and_says_what_was_left_and_why(path):
    text = path.read_text(encoding="utf-8")
    assert re.fullmatch(r"\d{4}-[a-z0-9-]+\.md", path.name)
    assert len(text.splitlines()) <= 40
    for heading in ("# ", "## Context", "## Options", "## Decision", "## Consequences"):
        assert re.search(rf"^{heading}", text, re.M), heading


def test_decisions_are_numbered_without_gaps():
    assert [int(path.name[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))


def test_the_readme_is_short_and_its_paths_exist():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(readme.splitlines()) < 150
    named = re.findall(r"\]\((?!https?:|#)([^)]+)\)|`((?:[\w-]+/)+[\w.-]*)`", readme)
    paths = [link or code for link, code in named]
    assert paths
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_the_commands_that_the_texts_name_exist():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    texts = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / ".ci/run", *sorted((ROOT / "docs").rglob("*.md"))]
    named = {name for path in texts for name in re.findall(r"(?:`|^\s*)make ([a-z]+)", text_of(path), re.M)}
    assert {"run", "test", "check", "elections"} <= named
    assert named - targets == set()


@pytest.mark.parametrize("script", [".ci/run"])
def test_scripts_have_no_slip_of_the_pen(script):
    assert subprocess.run(["bash", "-n", str(ROOT / script)], check=False).returncode == 0
    assert (ROOT / script).stat().st_mode & 0o111


def test_commit_messages_and_texts_speak_of_the_product_alone():
    assert [
        name_of(p) for p in OWN_TEXTS if re.search(r"\bissue #?\d|#\d+\b(?=[^;{\w])", text_of(p)) and p.suffix == ".md"
    ] == []
