"""The made-up passes of the worked example, and what a reader is told of them from the pages to the brief."""

import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from support import ROOT
from test_cli import run

rasterio = pytest.importorskip("rasterio", reason="needs the imagery extra")
EXAMPLE = ROOT / "examples" / "guarico"
HELD = EXAMPLE / "imagery"
ITEMS = sorted(HELD.glob("sentinel-2-l2a/*/*.json"))


def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build", ROOT / "tools" / "build_example_imagery.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def pixels(path: Path) -> np.ndarray:
    with rasterio.open(path) as file:
        return file.read(1).astype(int)


@pytest.mark.slow
def test_building_it_again_gives_what_is_kept(tmp_path: Path) -> None:
    """The same bytes. Another version of the libraries may pack otherwise or round one number in ten thousand the other way."""
    tool().build(tmp_path)
    made = sorted(p.relative_to(tmp_path) for p in tmp_path.rglob("*") if p.is_file())
    assert made == sorted(p.relative_to(HELD) for p in HELD.rglob("*") if p.is_file())
    for name in made:
        if (tmp_path / name).read_bytes() == (HELD / name).read_bytes():
            continue
        assert name.suffix == ".tif", name
        apart = np.abs(pixels(tmp_path / name) - pixels(HELD / name))
        assert (apart > 0).mean() < 1e-4, name


def test_everything_says_that_it_is_made_up() -> None:
    assert len(ITEMS) >= 24
    catalogue = (HELD / "catalog.json").read_text("utf-8")
    assert catalogue.count("SYNTHETIC") > len(ITEMS)
    for path in ITEMS:
        item = json.loads(path.read_text("utf-8"))
        assert item["id"].startswith("SYNTHETIC")
        assert item["properties"]["sightline:synthetic"] is True
        assert item["properties"]["license"] == "CC0-1.0"
        for asset in item["assets"].values():
            with rasterio.open(path.parent / asset["href"]) as file:
                assert "SYNTHETIC" in file.tags()["TIFFTAG_IMAGEDESCRIPTION"]
                assert file.crs.to_epsg() == item["properties"]["proj:epsg"]


def test_it_stays_small() -> None:
    assert sum(p.stat().st_size for p in HELD.rglob("*") if p.is_file()) < 2_500_000


@pytest.mark.slow
def test_the_launchers_are_in_it_and_cannot_be_seen() -> None:
    """At their true size they cover a third of a pixel at most."""
    build = tool()
    share = build.Ground().comes["launcher"]
    assert share.sum() == pytest.approx(5 * 13 * 3.8 / 100, rel=0.02)
    assert share.max() < 0.5


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("imagery") / "g.db"
    pages = (EXAMPLE / "pages.txt").read_text("utf-8").split()
    assert run("add", "--ledger", path, "--replay", EXAMPLE / "vault", *pages).exit_code == 0
    result = run("check", "--ledger", path, "--imagery", HELD / "catalog.json")
    assert result.exit_code == 0, result.output
    return path


@pytest.mark.slow
def test_both_verdicts_of_the_example(ledger: Path) -> None:
    rows = [json.loads(line) for line in run("check", "--ledger", ledger, "--json").output.splitlines() if line.startswith("{")]  # fmt: skip
    by_verdict: dict[str, list[str]] = {}
    for row in rows:
        if "satellite" in row["checker"]:
            by_verdict.setdefault(row["verdict"], []).append(" ".join(row["reasons"]))
    (seen,) = by_verdict["supports"]
    assert "clearing" in seen
    assert "SYNTHETIC" in seen
    assert re.search(r"p = 0\.0[0-5]", seen)
    assert "trials" in seen
    unseen = [words for words in by_verdict["not observable"] if "launchers" in words]
    assert unseen
    for words in unseen:
        if "passes" in words or "1 pass" in words:
            assert "too small to be seen" in words
            assert "pixels of 10 m" in words
    assert set(by_verdict) == {"supports", "not observable"}


@pytest.mark.slow
def test_the_brief_shows_both_with_pixels(ledger: Path, tmp_path: Path) -> None:
    out = tmp_path / "brief.html"
    assert run("brief", "--ledger", ledger, "--out", out).exit_code == 0
    page = out.read_text("utf-8")
    figures = re.findall(r'<figure class="check".*?</figure>', page, re.S)
    assert len(figures) >= 2
    told = [re.search(r"<strong>Picture \d+\. (.*?)</strong>", f) for f in figures]
    assert {t[1] for t in told if t} == {
        "Supports the statement",
        "Could not be seen or tested with this instrument; says nothing for or against",
    }
    for figure in figures:
        assert figure.count("data:image/png;base64,") >= 3
        assert figure.count(">SYNTHETIC<") >= 3
        assert "left out" not in figure
    assert not re.search(r'(?:src|href)="(?!#|data:image/png|https://[a-z.-]+\.example)', page)
