"""`sightline verify`, `backup`, `restore`, run as a user runs them, on the worked example and on harm done to it."""

import hashlib
import json
import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sightline.cli import app
from support import ROOT

EXAMPLE = ROOT / "examples" / "guarico"


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(app, [str(a) for a in args], catch_exceptions=False)


@pytest.fixture(scope="module")
def added(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("added") / "case.db"
    urls = (EXAMPLE / "pages.txt").read_text().split()
    assert run("add", "--ledger", path, "--replay", EXAMPLE / "vault", *urls).exit_code == 0
    assert run("check", "--ledger", path, "--tracks", EXAMPLE / "tracks").exit_code == 0
    assert run("add", "--ledger", path, path.with_name("gone.txt")).exit_code == 1
    assert run("rate", "example.org", "B", "--why", "seen", "--who", "ana", "--ledger", path).exit_code == 0
    return path


@pytest.fixture
def ledger(added: Path, tmp_path: Path) -> Path:
    """The example's ledger and vault, its own for each test."""
    shutil.copy(added, tmp_path / "case.db")
    shutil.copytree(added.with_suffix(".vault"), tmp_path / "case.vault")
    return tmp_path / "case.db"


def objects(ledger: Path) -> list[Path]:
    return sorted(p for p in (ledger.with_suffix(".vault") / "objects").rglob("*") if p.is_file())


def codes(ledger: Path, expected: int = 1) -> dict[str, bool]:
    """What verify finds, and whether it is harmless."""
    result = run("verify", "--ledger", ledger, "--json")
    assert result.exit_code == expected, result.output
    return {row["code"]: row["harmless"] for row in map(json.loads, result.stdout.splitlines())}


def test_the_example_fits_and_its_log_has_a_head_to_note(ledger: Path) -> None:
    result = run("verify", "--ledger", ledger)
    assert result.exit_code == 0, result.output
    assert "everything fits" in result.output
    assert "1 judgement and ends with sha256:" in result.output
    head = result.output.split("ends with ")[1].split()[0]
    assert run("verify", "--ledger", ledger, "--head", head).exit_code == 0
    assert run("verify", "--ledger", ledger, "--head", "sha256:" + "0" * 64).exit_code == 1


def test_a_flipped_bit_in_the_vault_is_named(ledger: Path) -> None:
    first = objects(ledger)[0]
    data = bytearray(first.read_bytes())
    data[100] ^= 1
    first.write_bytes(data)
    result = run("verify", "--ledger", ledger)
    assert result.exit_code == 1
    assert first.name in result.output
    assert "restore the vault from a backup" in result.output
    assert codes(ledger) == {"bytes-changed": False}


def test_harm_done_to_a_vault(ledger: Path) -> None:
    vault = ledger.with_suffix(".vault")
    one, two, three, four = objects(ledger)
    swap = one.read_bytes()
    one.write_bytes(two.read_bytes())
    two.write_bytes(swap)
    three.unlink()
    target = four.with_name("elsewhere")
    four.rename(target)
    four.symlink_to(target)
    records = sorted((vault / "captures").iterdir())
    row = json.loads(records[0].read_text())
    records[0].write_text(json.dumps(row | {"final_url": "https://elsewhere.example/"}))
    records[1].write_text(json.dumps(json.loads(records[1].read_text()) | {"location": "elsewhere"}))
    records[2].write_text("{")
    records[3].unlink()
    (vault / "handle.key").write_bytes(b"")
    (vault / "objects" / ".tmp-x").write_bytes(b"half")
    (vault / "letter.txt").write_text("dear")
    assert codes(ledger) == {
        "bytes-changed": False, "bytes-missing": False, "link": False, "record-changed": False,
        "record-unreadable": False, "record-missing": False, "key-empty": False, "unfinished": True,
        "stray": True,
    }  # fmt: skip


def test_what_a_killed_addition_leaves_is_harmless(ledger: Path) -> None:
    vault = ledger.with_suffix(".vault")
    (vault / "objects" / "ab").mkdir()
    name = "sha256 of nothing that any capture names"
    made = hashlib.sha256(name.encode()).hexdigest()
    (vault / "objects" / made[:2]).mkdir(exist_ok=True)
    (vault / "objects" / made[:2] / made[2:]).write_text(name)
    assert codes(ledger, 0) == {"bytes-unknown": True}
    shutil.rmtree(vault)
    assert codes(ledger) == {"no-vault": False}


def test_a_ledger_that_is_cut_or_none(ledger: Path, tmp_path: Path) -> None:
    ledger.write_bytes(ledger.read_bytes()[:20_000])
    assert "ledger-damaged" in codes(ledger) or "damaged" in codes(ledger)
    assert run("verify", "--ledger", tmp_path / "none.db").exit_code == 3
    assert not (tmp_path / "none.db").exists()


def test_indexes_are_made_again(ledger: Path) -> None:
    assert run("verify", "--ledger", ledger, "--repair-indexes").exit_code == 0


@pytest.mark.parametrize("name", ["backup", "backup.zip"])
def test_there_and_back_gives_the_same_brief(ledger: Path, tmp_path: Path, name: str) -> None:
    result = run("backup", tmp_path / name, "--ledger", ledger)
    assert result.exit_code == 0, result.output
    assert re.search(r"3 readings, [34]\d claims, 1 judgement and 4 preserved files", result.output)
    assert "secret for commenters' names" in result.output
    again = tmp_path / "again" / "case.db"
    again.parent.mkdir()
    result = run("restore", tmp_path / name, "--ledger", again)
    assert result.exit_code == 0, result.output
    assert codes(again, 0) == {}
    for path in (ledger, again):
        assert run("brief", "--ledger", path, "-o", path.with_suffix(".md")).exit_code == 0
    assert ledger.with_suffix(".md").read_bytes() == again.with_suffix(".md").read_bytes()
    # Adding the pages again finds the same: the key for commenters' names came along.
    urls = (EXAMPLE / "pages.txt").read_text().split()
    result = run("add", "--ledger", again, "--replay", EXAMPLE / "vault", *urls)
    assert "Added 0 documents and 0 claims" in result.output


def test_a_backup_is_verified_by_itself(ledger: Path, tmp_path: Path) -> None:
    assert run("backup", tmp_path / "b", "--ledger", ledger).exit_code == 0
    assert "everything fits" in run("verify", "--backup", tmp_path / "b").output
    some = next((tmp_path / "b" / "vault" / "objects").rglob("*/*"))
    some.write_bytes(some.read_bytes()[:-1])
    result = run("verify", "--backup", tmp_path / "b")
    assert result.exit_code == 1
    assert "is not whole" in result.output
    assert run("verify", "--backup", tmp_path / "none").exit_code == 3


def test_what_cannot_be_done_says_what_to_do(ledger: Path, tmp_path: Path) -> None:
    assert run("backup", tmp_path / "b.zip", "--ledger", ledger).exit_code == 0
    for words in (
        ("backup", tmp_path / "b.zip", "--ledger", ledger),
        ("restore", tmp_path / "b.zip", "--ledger", ledger),
        ("restore", tmp_path / "none.zip", "--ledger", tmp_path / "new.db"),
        ("backup", tmp_path / "c.zip", "--ledger", tmp_path / "none.db"),
    ):
        result = run(*words)
        assert result.exit_code == 3, words
        assert "(" in result.output
        assert "Traceback" not in result.output
    result = run("restore", tmp_path / "b.zip", "--ledger", ledger, "--into")
    assert "Added 0 documents, 0 claims, 0 judgements and 0 preserved files" in result.output
