"""`sightline owners`, run as a person runs it with a table."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sightline.cli import app
from sightline.owners_cli import source_key

FIRST = "Ten T-90 tanks were delivered to Shayrat air base in Syria on 4 March 2026. Drivers who brought fuel saw them under canvas."
SECOND = "Shayrat air base in Syria has received ten T-90 tanks on 4 March 2026. They stand beneath tarpaulins beside the hangars."


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(app, [str(a) for a in args], catch_exceptions=False)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    from sightline.ledger.ledger import open_ledger

    path = tmp_path / "case.db"
    open_ledger(path, create=True)
    return path


def table(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "owners.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_table_is_taken_in_once(ledger: Path, tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "\ufeffsource,owner,reason\nlevantdaily.example,Orion Media,company register\n"
        'https://www.shamtoday.example/about,Orion Media,\nt.me/Chan,"Smith, John",\n',
    )
    done = run("owners", path, "--who", "ann", "--ledger", ledger)
    assert done.exit_code == 0, done.output
    assert "3 new judgements" in done.output
    assert "not in the ledger yet" in done.output
    again = run("owners", path, "--ledger", ledger)
    assert "0 new judgements, 3 rows known already" in again.output
    shown = run("owners", "--ledger", ledger).output
    assert "Smith, John" in shown
    assert "t.me/chan" in shown
    assert "shamtoday.example" in shown
    kept = [json.loads(line) for line in run("log", "--json", "--ledger", ledger).output.splitlines()]
    assert {j["decision"] for j in kept} == {"owned"}
    assert {j["who"] for j in kept} >= {"ann"}
    assert any(j["why"] == "company register" for j in kept)


def test_an_empty_owner_takes_it_back(ledger: Path, tmp_path: Path) -> None:
    run("owners", table(tmp_path, "source,owner\na.example,Orion\n"), "--ledger", ledger)
    run("owners", table(tmp_path, "source;owner\na.example;\n"), "--ledger", ledger)
    assert "No owners are on record" in run("owners", "--ledger", ledger).output


def test_bad_rows_are_named_and_the_others_kept(ledger: Path, tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "source,owner\na.example,Orion\n,Nobody\nnonsense,X\nb.example,Y,r,too many\na.example,Sirius\nc.example,Orion\n",
    )
    done = run("owners", path, "--ledger", ledger)
    assert done.exit_code == 1
    for words in (
        "line 3: no source",
        "line 4: 'nonsense' is no source",
        "line 5: more cells",
        "line 6: a.example has another owner above: 'Orion'",
    ):
        assert words in done.output.replace(path.name + " ", ""), done.output
    assert "2 new judgements" in done.output


@pytest.mark.parametrize("text", ["name,what\nx,y\n", "", b"source,owner\n\xff\xfe\xfa,x\n"])
def test_what_is_no_such_table_is_refused(ledger: Path, tmp_path: Path, text: str | bytes) -> None:
    done = run("owners", table(tmp_path, text), "--ledger", ledger)
    assert done.exit_code == 1
    assert len(done.output.splitlines()) == 1
    assert run("owners", tmp_path / "none.csv", "--ledger", ledger).exit_code == 1


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("A.example", "a.example"),
        ("https://www.news.co.uk/x", "news.co.uk"),
        ("t.me/One", "t.me/one"),
        ("twitter.com/Geo", "x.com/geo"),
        ("x", "x"),
    ],
)
def test_sources_as_people_write_them(text: str, key: str) -> None:
    assert source_key(text) == key
