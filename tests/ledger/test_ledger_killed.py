"""Killed at any instant nothing is half-written or lost; two writers at once neither corrupt nor lose."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from ledger_made import numbered

from sightline.ledger.ledger import open_ledger
from sightline.ledger.look import facts, reading

WRITER = Path(__file__).with_name("ledger_writer.py")
ROUNDS = int(os.environ.get("SIGHTLINE_KILL_ROUNDS", "4"))


def writer(path: Path, *numbers: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-W", "error", str(WRITER), str(path), *map(str, numbers)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def whole(path: Path, said: set[int]) -> None:
    """Every document that was reported as added is there, and every document that is there is complete."""
    with open_ledger(path) as ledger:
        with ledger.look() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
            claims, quotes = (
                connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar()
                for table in ("claims", "claim_words")
            )
        held = {int(document.text.split()[1]) for document in facts(ledger).documents}
        assert said <= held
        for n in held:
            _, made = numbered(n)
            assert reading(ledger, made.document.id) == made
    assert claims == quotes == 5 * len(held)


@pytest.mark.slow
def test_a_killed_writer_leaves_nothing_half_written_and_loses_nothing(tmp_path):
    path, said, chance = tmp_path / "a.db", set(), random.Random(5)
    for round_ in range(ROUNDS):
        with writer(path, round_ * 100_000, 1, 99_999) as process:
            said.add(int(process.stdout.readline()))
            time.sleep(chance.uniform(0, 0.12))
            process.send_signal(signal.SIGKILL)
            said |= {int(line) for line in process.stdout if line.endswith("\n")}
        assert process.returncode == -signal.SIGKILL
    assert len(said) >= ROUNDS
    whole(path, said)


@pytest.mark.slow
def test_a_writer_killed_while_it_makes_the_ledger_leaves_one_that_opens(tmp_path):
    for n in range(ROUNDS):
        path = tmp_path / f"{n}.db"
        with writer(path, 0, 1, 5) as process:
            deadline = time.monotonic() + 10
            while not path.exists() and time.monotonic() < deadline:
                time.sleep(0.0005)
            time.sleep(n * 0.004)
            process.kill()
        whole(path, set())


@pytest.mark.slow
def test_two_writers_at_once_on_a_ledger_that_neither_has_made(tmp_path):
    path, count = tmp_path / "a.db", 40
    both = [writer(path, first, 2, count) for first in (0, 1)]
    same = writer(path, 0, 1, count)  # and a third that adds what both of them add
    for process in (*both, same):
        with process:
            assert len(process.stdout.readlines()) == count
        assert process.returncode == 0
    whole(path, set(range(2 * count)))
