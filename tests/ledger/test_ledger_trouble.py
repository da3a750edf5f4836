"""What a disk can do to a ledger and its vault: said in words, with advice, and nothing half-written."""

import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from ledger_made import numbered

from sightline.capture.vault import Vault
from sightline.ledger.add import add_reading
from sightline.ledger.ledger import open_ledger
from sightline.ledger.look import facts
from sightline.ledger.verify import verify
from sightline.model.errors import LedgerError
from sightline.wiring_backup import back_up

FILL = """
import sys, resource, signal
from pathlib import Path
from ledger_made import numbered
from sightline.ledger.add import add_reading
from sightline.ledger.ledger import open_ledger
from sightline.model.errors import LedgerError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
ledger = open_ledger(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (1_500_000, 1_500_000))
n = 0
try:
    for n in range(1000):
        capture, reading = numbered(n)
        add_reading(ledger, capture, reading, capture.retrieved)
except LedgerError as error:
    print(n, error.code, bool(error.advice))
"""


def test_a_disk_that_fills_up_stops_in_words_and_keeps_what_was_added(tmp_path):
    path = tmp_path / "a.db"
    done = subprocess.run(
        [sys.executable, "-c", FILL, str(path)], capture_output=True, text=True, check=True, timeout=120,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    many, code, advised = done.stdout.split()
    assert code in {"disk-full", "disk-trouble"}
    assert advised == "True"
    with open_ledger(path) as ledger:
        assert len(facts(ledger).documents) == int(many) > 0
        assert list(verify(ledger)) == []
        add_reading(ledger, *numbered(5000), numbered(5000)[0].retrieved)


@pytest.mark.skipif(os.getuid() == 0, reason="root may read and write anything")
def test_a_file_that_may_only_be_read(tmp_path):
    path = tmp_path / "a.db"
    with open_ledger(path) as ledger:
        add_reading(ledger, *numbered(1), numbered(1)[0].retrieved)
    path.chmod(0o400)
    with pytest.raises(LedgerError) as caught, open_ledger(path) as ledger:
        add_reading(ledger, *numbered(2), numbered(2)[0].retrieved)
    assert caught.value.advice


def test_a_folder_that_goes_away(tmp_path):
    (tmp_path / "case").mkdir()
    path = tmp_path / "case" / "a.db"
    open_ledger(path).close()
    shutil.rmtree(tmp_path / "case")
    with pytest.raises(LedgerError) as caught:
        open_ledger(path)
    assert caught.value.code == "no-folder"


def test_a_ledger_that_another_program_holds_says_so(tmp_path, monkeypatch):
    path = tmp_path / "a.db"
    open_ledger(path).close()
    with closing(sqlite3.connect(path)) as other, open_ledger(path) as ledger:
        other.execute("BEGIN EXCLUSIVE")
        with ledger.look() as connection:
            connection.exec_driver_sql("PRAGMA busy_timeout = 50")
        with pytest.raises(LedgerError) as caught:
            add_reading(ledger, *numbered(1), numbered(1)[0].retrieved)
        assert caught.value.code == "ledger-busy"
        other.rollback()
        add_reading(ledger, *numbered(1), numbered(1)[0].retrieved)


def test_a_vault_or_backup_without_room_says_so(tmp_path):
    """No file may grow beyond a few kilobytes here."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    old = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, before[1]))
        with pytest.raises(LedgerError) as caught:
            Vault(tmp_path / "v").put(b"x" * 20_000)
        assert caught.value.code == "vault-unusable"
        assert [p for p in (tmp_path / "v").rglob("*") if p.is_file()] == []
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, old)
    with open_ledger(tmp_path / "a.db") as ledger:
        for n in range(20):
            add_reading(ledger, *numbered(n), numbered(n)[0].retrieved)
        old = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        try:
            resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, before[1]))
            for name in ("b.zip", "b"):
                now = numbered(1)[0].retrieved
                with pytest.raises(LedgerError) as caught:
                    back_up(ledger, tmp_path / "v", tmp_path / name, now=now, with_vault=True, tell=print)
                assert caught.value.code == "backup-unwritable"
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
            signal.signal(signal.SIGXFSZ, old)
    assert not (tmp_path / "b.zip").exists()
    assert not list(Path(tmp_path / "b").glob("*.json"))
