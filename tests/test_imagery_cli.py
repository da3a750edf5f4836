"""`sightline imagery` and `sightline check --imagery`, run as a user runs them, on made-up passes and on bad input."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from imagery.claims_made import LAT, LON, an_archive
from sightline.cli import app
from sightline.ledger.ledger import open_ledger
from sightline.ledger.look import facts
from support import ROOT

HERE = f"{LAT},{LON}"
TIMES = ("--before", "2019-03-22", "--after", "2019-03-26")
TEXT = f"""Five S-300 launchers were deployed at {LAT} N, {-LON} W between 25 and 29 March 2019.

A missile struck a warehouse of 60 by 60 metres at {LAT} N, {-LON} W between 22 and 26 March 2019.
"""


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(app, [str(a) for a in args], catch_exceptions=False)


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return an_archive(tmp_path_factory.mktemp("archive"))


def test_a_place_is_looked_at_by_hand(catalogue: Path, tmp_path: Path) -> None:
    out = tmp_path / "seen.html"
    result = run("imagery", HERE, *TIMES, "--archive", catalogue, "--radius", "250", "--picture", out)
    assert result.exit_code == 0, result.output
    assert "Verdict: a change is seen" in result.output
    assert "SYNTHETIC" in result.output
    assert "the least that could have come out is" in result.output
    assert "\ttested" in result.output
    assert "SYNTHETIC" in out.read_text()


def test_launchers_could_not_be_seen_and_what_would_be_needed_is_said(
    catalogue: Path, tmp_path: Path
) -> None:
    ledger = tmp_path / "case.db"
    look = ("imagery", HERE, *TIMES, "--thing", "S-300", "--radius", "250", "--ledger", ledger, "--json")
    result = run(*look[:-1], "--size", "13x3.8", "--archive", catalogue)
    assert result.exit_code == 2  # --thing or --size
    look = tuple(a for a in look if a not in ("--thing", "S-300"))
    result = run(*look, "--size", "13x3.8", "--archive", catalogue)
    assert result.exit_code == 0, result.output
    record = json.loads(result.stdout)
    assert record["verdict"] == "not observable"
    assert "1.9 m or less" in record["needed"]
    assert record["synthetic"] is True
    drawn = tmp_path / "scaled.svg"
    again = run(*look, "--size", "13x3.8", "--picture", drawn)  # the ledger holds the look
    assert json.loads(again.stdout) == record
    assert "Too small for these pixels" in drawn.read_text()


@pytest.mark.slow
def test_claims_of_documents_are_checked_and_stand_in_the_brief(catalogue: Path, tmp_path: Path) -> None:
    ledger, text, out = tmp_path / "case.db", tmp_path / "a.txt", tmp_path / "brief.html"
    text.write_text(TEXT)
    run("add", "--ledger", ledger, "--published", "2019-04-01", text)
    result = run("check", "--ledger", ledger, "--imagery", catalogue)
    assert result.exit_code == 0, result.output
    assert "about what shows from above" in result.output
    with open_ledger(str(ledger)) as held:
        found = {e.verdict for e in facts(held).evidence}
    assert found == {"supports", "not observable"}
    assert "; 0 new in" in run("check", "--ledger", ledger).output
    assert run("brief", "--ledger", ledger, "--out", out).exit_code == 0
    assert "SYNTHETIC" in out.read_text()


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        ((HERE, *TIMES), 2, "--archive public"),
        ((HERE, "--before", "2019-03-26", "--after", "2019-03-22", "--archive", "x"), 3, "before"),
        ((HERE, "--before", "soon", "--after", "2019-03-22", "--archive", "x"), 3, "soon"),
        (("Atlantis-on-Nowhere-xyz", *TIMES, "--archive", "x"), 3, "no place"),
        (("95.0,10.0", *TIMES, "--archive", "x"), 3, "not on Earth"),
        ((HERE, *TIMES, "--archive", "x", "--size", "big"), 3, "no size"),
        ((HERE, *TIMES, "--archive", "x", "--thing", "warp drive"), 3, "--size"),
        ((HERE, *TIMES, "--archive", "x", "--radius", "90000"), 3, "radius"),
        ((HERE, *TIMES, "--archive", "x", "--sensor", "sentinel-9"), 2, "sentinel-2"),
        ((HERE, *TIMES, "--archive", "x", "--picture", "a.gif"), 2, ".svg"),
        ((HERE, *TIMES, "--archive", "no/such/catalog.json"), 3, "nothing could be looked at"),
    ],
)
def test_what_is_not_understood_stops_it_with_a_line(args: tuple[str, ...], code: int, words: str) -> None:
    result = run("imagery", *args)
    assert result.exit_code == code, result.output
    assert words in result.output


def test_a_place_that_is_too_wide_wants_a_radius() -> None:
    result = run("imagery", "Caracas", *TIMES, "--archive", "x")
    assert result.exit_code == 3
    assert "--radius" in result.output


def test_without_its_libraries_it_says_what_to_install(tmp_path: Path) -> None:
    """The rest works; a process in which rasterio cannot be found."""
    (tmp_path / "hide.py").write_text(
        "import sys\n"
        "class Hidden:\n"
        "    def __init__(self, finder): self.finder = finder\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.partition('.')[0] in ('rasterio', 'pystac_client', 'skimage', 'scipy'):\n"
        "            return None\n"
        "        return self.finder.find_spec(name, path, target)\n"
        "sys.meta_path[:] = [Hidden(finder) for finder in sys.meta_path]\n"
        "from sightline.cli import main\n"
        "main()\n"
    )

    def hidden(*args: str | Path) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, str(tmp_path / "hide.py"), *map(str, args)],
            capture_output=True,
            text=True,
            check=False,
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        )

    by_hand = hidden("imagery", HERE, *TIMES, "--archive", "x")
    assert by_hand.returncode == 3
    assert "pip install 'sightline[imagery]'" in by_hand.stderr
    text, ledger = tmp_path / "a.txt", tmp_path / "case.db"
    text.write_text(TEXT)
    assert hidden("add", "--ledger", ledger, text).returncode == 0
    checked = hidden("check", "--ledger", ledger, "--imagery", "x")
    assert checked.returncode == 3
    assert "pip install 'sightline[imagery]'" in checked.stderr
    track = ROOT / "examples" / "guarico" / "tracks" / "SYNTHETIC-an-124-svmi.json"
    assert hidden("check", "--ledger", ledger, "--tracks", track).returncode == 0
