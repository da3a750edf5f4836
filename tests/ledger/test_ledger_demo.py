"""The worked example through the real command: a ledger in PostgreSQL gives the brief that one in a file gives."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from support import ROOT

EXAMPLE = ROOT / "examples" / "guarico"


def run(folder: Path, address: str, *arguments: str, code: int = 0) -> str:
    known = {name: value for name, value in os.environ.items() if not name.startswith("SIGHTLINE_")}
    done = subprocess.run(
        [sys.executable, "-m", "sightline", *arguments],
        env=known | {"SIGHTLINE_LEDGER": address, "SIGHTLINE_VAULT": str(folder / "team.vault")},
        cwd=folder, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == code, done.stderr
    return done.stdout + done.stderr


@pytest.mark.slow
def test_the_brief_is_the_same_wherever_the_ledger_is(tmp_path, new_schema):
    pages = (EXAMPLE / "pages.txt").read_text("utf-8").split()
    told, briefs = [], []
    for address in (str(tmp_path / "case.db"), new_schema()):
        said = run(tmp_path, address, "add", "--replay", str(EXAMPLE / "vault"), *pages)
        assert "Added 3 documents" in said
        assert "Added 0 documents" in run(
            tmp_path, address, "add", "--replay", str(EXAMPLE / "vault"), *pages
        )
        run(tmp_path, address, "rate", "file:", "C", "--why", "a test", "--who", "ana")
        told.append(run(tmp_path, address, "events", "--json"))
        run(tmp_path, address, "brief", "-o", "brief.md")
        lines = (tmp_path / "brief.md").read_text("utf-8").splitlines()
        briefs.append([line for line in lines if "Made on" not in line])
    assert told[0] == told[1]
    assert len(briefs[0]) > 50
    assert briefs[0] == briefs[1]


@pytest.mark.slow
def test_a_server_that_is_not_there_is_one_line_and_no_password(tmp_path):
    said = run(tmp_path, "postgresql://ana:hush@127.0.0.1:1/cases", "events", code=3)
    assert said.count("\n") == 1
    assert "hush" not in said
