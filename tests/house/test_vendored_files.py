"""What we took from others is exactly what the manifest says, with its licence, and nothing else lies there."""

import base64
import hashlib
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = [ROOT / "static/vendor", ROOT / "tests/vendor"]


def packages_in(folder):
    return json.loads((folder / "manifest.json").read_text())["packages"]


def sum_of(path):
    return "sha512-" + base64.b64encode(hashlib.sha512(path.read_bytes()).digest()).decode()


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_every_vendored_file_has_the_sum_of_its_manifest(folder):
    files = [file for package in packages_in(folder) for file in package["files"]]
    assert files
    assert {file["path"]: sum_of(folder / file["path"]) for file in files} == {
        file["path"]: file["sha512"] for file in files
    }


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_nothing_lies_beside_what_the_manifest_names(folder):
    named = {file["path"] for package in packages_in(folder) for file in package["files"]}
    present = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert present - {"manifest.json"} == named


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_every_package_comes_with_its_licence_version_and_sum(folder):
    for package in packages_in(folder):
        assert package["name"]
        assert package["version"]
        assert package["sha512"].startswith("sha512-")
        assert package["licence"] in {"OFL-1.1", "MPL-2.0"}
        assert any("LICENSE" in file["path"] for file in package["files"])


def test_visitors_never_receive_what_is_only_for_tests():
    assert {package["name"] for package in packages_in(FOLDERS[0])} == {"@fontsource-variable/figtree"}
