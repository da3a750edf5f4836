"""What a user gets from pip: a wheel with every data file in it."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from support import ROOT

PACKAGE = ROOT / "src" / "sightline"
NOT_SHIPPED = {"__pycache__", ".mypy_cache", ".DS_Store"}


def of_the_package() -> set[str]:
    """Every file that git tracks in the package (or, without git, that lies there)."""
    return {
        str(path.relative_to(ROOT / "src"))
        for path in PACKAGE.rglob("*")
        if path.is_file() and not NOT_SHIPPED & set(path.parts) and path.suffix not in {".pyc", ".pyo"}
    }


@pytest.mark.slow
def test_the_wheel_holds_every_file_of_the_package(tmp_path: Path) -> None:
    pytest.importorskip("hatchling", reason="the build backend is a development tool")
    code = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(code, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    assert of_the_package() <= names
    for wanted in (
        "sightline/py.typed",
        "sightline/model/countries.tsv",
        "sightline/places/data/NOTICE",
        "sightline/places/data/keys.marisa",
        "sightline/extraction/data/equipment.tsv",
        "sightline/model/data/outlines.json.gz",
        "sightline/brief/templates/brief.css",
        "sightline/ledger/migrations/sqlite/0001_facts.sql",
        "sightline/ledger/migrations/postgresql/0001_facts.sql",
    ):
        assert wanted in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not any(name.startswith(("tests", "bench", "tools")) for name in names)
    assert wheel.stat().st_size < 34_000_000  # the model 20 MB, the gazetteer 9 MB, packed
