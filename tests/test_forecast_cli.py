"""`sightline forecasts`, `resolve` and `sources`, by hand on the worked example."""

import json
import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sightline.cli import app
from support import ROOT

RUN = CliRunner()
PAGES = ROOT / "examples" / "guarico"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("forecasts") / "case.db"
    pages = (PAGES / "pages.txt").read_text("utf-8").split()
    done = RUN.invoke(app, ["add", "--ledger", str(path), "--replay", str(PAGES / "vault"), *pages])
    assert done.exit_code == 0, done.output
    return path


@pytest.fixture
def ledger(made: Path, tmp_path: Path) -> str:
    for path in made.parent.glob("case.db*"):
        shutil.copy(path, tmp_path / path.name)
    return str(tmp_path / "case.db")


def told(*args: str, code: int = 0) -> str:
    done = RUN.invoke(app, list(args))
    assert done.exit_code == code, done.output
    return done.output


def rows(command: str, ledger: str, *more: str) -> list[dict]:  # type: ignore[type-arg]
    return [json.loads(line) for line in told(command, "--json", "--ledger", ledger, *more).splitlines()]


def test_a_forecast_is_listed_resolved_scored_and_resolved_again(ledger: str) -> None:
    (likely,) = [
        f for f in rows("forecasts", ledger) if f["likelihood"] and f["likelihood"]["text"] == "likely"
    ]
    assert likely["state"] == "due"
    assert likely["outcome"] is None
    said = ["--why", "pictures of 20 April", "--who", "ann", "--ledger", ledger]
    told("resolve", likely["id"][:14], "--happened", "--on", "2019-04-20", *said)
    (held,) = rows("forecasts", ledger, "--state", "resolved")
    assert (held["id"], held["outcome"]["happened"], held["outcome"]["on"]) == (
        likely["id"],
        True,
        "2019-04-20",
    )
    assert "Brier 0.11 (0.04 to 0.20 within the ranges given; base rate 0.00; n 1)" in told(
        "forecasts", "--ledger", ledger
    )
    told("resolve", likely["id"], "--not", *said)
    (held,) = rows("forecasts", ledger, "--state", "resolved")
    assert held["outcome"]["happened"] is False


def test_what_does_not_fit_is_refused_in_one_line(ledger: str) -> None:
    why = ["--not", "--why", "x", "--ledger", ledger]
    told("resolve", "clm-nothing", *why, code=3)
    told("resolve", "", *why, code=3)
    told("resolve", "clm-", *why, code=3)
    told("resolve", "clm-1", "--on", "yesterday", *why, code=2)
    told("forecasts", "--state", "lost", "--ledger", ledger, code=2)
    told("sources", "nobody.example", "--ledger", ledger, code=3)


def test_sources_are_listed_with_the_grade_set_and_the_one_proposed(ledger: str) -> None:
    every = {s["source"]: s for s in rows("sources", ledger)}
    watch = every["airfield-watch.example"]
    assert (watch["reliability"], watch["proposed"], watch["decided"]) == (None, "F", 0)
    assert watch["share_low"] is None, "nothing decided is no share"
    told("rate", "airfield-watch.example", "F", "--why", "too new", "--ledger", ledger)
    (watch,) = rows("sources", ledger, "airfield-watch")
    assert (watch["reliability"], watch["reason"]) == ("F", "too new"), (
        "F that a person set is a grade that was set"
    )
    text = told("sources", "airfield-watch.example", "--ledger", ledger)
    assert "reliability: F, reliability cannot be judged; too new" in text
    assert re.search(
        r"proposed: +F, reliability cannot be judged: nothing that it says was ever decided", text
    )
    assert told("show", "airfield-watch.example", "--ledger", ledger) == text
    assert "sources" not in told("sources", "--ledger", ledger).splitlines()[1]
