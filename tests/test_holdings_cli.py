"""`sightline holdings` and the table in a brief, on the worked example."""

import csv
import io
import json
import re
from pathlib import Path

import pytest

from support import ROOT
from test_cli import run

EXAMPLE = ROOT / "examples" / "guarico"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("holdings") / "g.db"
    pages = (EXAMPLE / "pages.txt").read_text("utf-8").split()
    assert run("add", "--ledger", path, "--replay", EXAMPLE / "vault", *pages).exit_code == 0
    return path


def rows(ledger: Path, *more: str) -> list[dict[str, str]]:
    found = run("holdings", "--ledger", ledger, "--csv", *more)
    assert found.exit_code == 0
    return list(csv.DictReader(io.StringIO(found.output)))


def test_launchers_at_the_base_with_both_numbers_and_two_voices(ledger: Path) -> None:
    (found,) = rows(ledger, "--site", "rios", "--type", "launcher")
    assert (found["how many"], found["voices"], found["record"]) == ("4-5", "2", "last claimed")
    assert found["where"].endswith("Ríos Air Base, VE")
    assert found["claims"].startswith("clm-")


def test_one_kind_by_designation_and_by_country(ledger: Path) -> None:
    kinds = {r["category"] for r in rows(ledger, "--type", "S 300", "--country", "ve")}
    assert kinds == {"sam-launcher", "sam-system"}
    assert rows(ledger, "--country", "FR") == []


def test_nothing_that_can_only_be_later(ledger: Path) -> None:
    before = {r["what"] for r in rows(ledger, "--at", "2019-03-24")}
    assert any("An-124" in what for what in before)
    assert not any(
        "launchers" in r["what"] and "Ríos" in r["where"] for r in rows(ledger, "--at", "2019-03-24")
    )


def test_denials_and_plans_stand_apart(ledger: Path) -> None:
    out = run("holdings", "--ledger", ledger).output
    table, apart = out.split("Kept apart: ")
    assert "batteries" not in table
    assert re.search(r"batteries.*denied", apart)
    assert "announced only" not in apart, "the example announces nothing"


def test_every_row_opens_its_claims(ledger: Path) -> None:
    for line in run("holdings", "--ledger", ledger, "--json").output.splitlines():
        row = json.loads(line)
        assert row["claims"]
        assert set(row["claims"]) == {c for s in row["sightings"] for c in s["claims"]}
        assert (row["credibility"] is None) == (row["grade"] == "6")


def test_an_embargo_withholds_sites(ledger: Path) -> None:
    held = run("holdings", "--ledger", ledger, "--embargo-days", "36500", "--json").output
    assert "Ríos" not in held
    assert all(json.loads(x)["withheld"] and json.loads(x)["site"] is None for x in held.splitlines())


@pytest.mark.parametrize("ending", [".html", ".md"])
def test_a_brief_has_the_table(ledger: Path, tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"brief{ending}"
    assert run("brief", "--ledger", ledger, "--out", out).exit_code == 0
    text = out.read_text("utf-8")
    assert "What was claimed to be where" in text
    assert "between four and five" in text.casefold()
    held = tmp_path / f"held{ending}"
    run("brief", "--ledger", ledger, "--out", held, "--embargo-days", "36500")
    table = held.read_text("utf-8").split("What was claimed to be where")[-1]
    section = re.split("Judgements and forecasts|What is not known", table)[0]
    assert "Place withheld" in section
    assert "Ríos" not in section


@pytest.mark.parametrize(("option", "value"), [("--at", "March"), ("--by", "size")])
def test_what_is_not_understood(ledger: Path, option: str, value: str) -> None:
    assert run("holdings", "--ledger", ledger, option, value).exit_code == 2


def test_a_ledger_without_holdings(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("The minister spoke about trade.", "utf-8")
    run("add", "--ledger", tmp_path / "x.db", page)
    assert "No holdings" in run("holdings", "--ledger", tmp_path / "x.db").output
