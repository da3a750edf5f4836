"""Killed at any instant nothing is half-written or lost; many writers at once neither corrupt nor lose.

A dozen kills; the long form is `python tests/ledger/kill_loop.py --minutes 5`.
"""

import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from kill_loop import Case, fits
from ledger_made import numbered
from ledger_writer import Writers, judged

from sightline.ledger.add import add_judgement, add_reading
from sightline.ledger.ledger import open_ledger
from sightline.ledger.look import facts
from sightline.ledger.verify import log_head

pytestmark = pytest.mark.slow


@pytest.fixture
def writers(tmp_path: Path) -> Iterator[Writers]:
    with Writers(tmp_path) as started:
        yield started


def test_killed_writers_leave_nothing_half_written_and_lose_nothing(new_address, tmp_path, writers):
    case = Case(new_address(), tmp_path, random.Random(5), writers)
    for _ in range(4):
        case.add()
    case.check()
    case.complete()
    case.check()
    assert len(case.said) >= 4


def test_a_killed_backup_or_restore_leaves_nothing_that_looks_whole(tmp_path, writers):
    case = Case(str(tmp_path / "a.db"), tmp_path, random.Random(6), writers)
    case.add()
    for _ in range(3):
        case.backup()
    for _ in range(2):
        case.restore()


def test_who_is_killed_while_it_fuses_leaves_what_was_kept_or_nothing(new_address, tmp_path, writers):
    case = Case(str(tmp_path / "a.db"), tmp_path, random.Random(8), writers, new_address())
    for _ in range(4):
        case.fuse()


def test_a_killed_migration_leaves_a_ledger_that_opens(tmp_path, writers):
    case = Case(str(tmp_path / "a.db"), tmp_path, random.Random(7), writers)
    for _ in range(2):
        case.migration()


def test_a_writer_killed_while_it_makes_the_ledger_leaves_one_that_opens(new_address, tmp_path, writers):
    for n in range(4):
        address = new_address()
        writer = writers.start("add", address, tmp_path / "v", 0, 1, 5)
        time.sleep(n * 0.02)
        writer.kill()
        writer.wait()
        with open_ledger(address) as ledger:
            fits(ledger, tmp_path / "v")


def one_after_the_other(new_address: Callable[[], str], numbers: range) -> object:
    with open_ledger(new_address()) as ledger:
        for n in numbers:
            capture, reading = numbered(n)
            add_reading(ledger, capture, reading, capture.retrieved)
            add_judgement(ledger, judged(n, reading))
        return facts(ledger)


def test_four_writers_at_once_on_a_ledger_that_none_has_made(new_address, tmp_path, writers):
    """Two add half of the documents each, two add all of them; a reader looks on."""
    address, vault, count = new_address(), tmp_path / "v", 10
    halves = [writers.start("add", address, vault, first, 2, count) for first in (0, 1)]
    same = [writers.start("add", address, vault, 0, 1, 2 * count) for _ in range(2)]
    halves[0].begun()
    seen: list[int] = []
    with open_ledger(address) as ledger:
        while any(w.alive() for w in (*halves, *same)):
            cut = facts(ledger)
            assert len(cut.claims) == 5 * len(cut.documents)
            seen.append(len(cut.documents))
    for writer, many in zip((*halves, *same), (count, count, 2 * count, 2 * count), strict=True):
        assert writer.wait() == 0
        assert len(writer.said()) == many
    assert seen == sorted(seen)
    with open_ledger(address) as ledger:
        fits(ledger, vault)
        found, wanted = facts(ledger), one_after_the_other(new_address, range(2 * count))
        assert log_head(ledger)[0] == 2 * count
    for name in ("documents", "claims", "captures", "judgements"):
        held, other = (list(getattr(cut, name)) for cut in (found, wanted))
        assert len(held) == len(other)
        assert set(held) == set(other)


def test_a_slow_reader_holds_no_writer_up_and_sees_one_cut(new_address, tmp_path, writers):
    address = new_address()
    with open_ledger(address) as ledger:
        add_reading(ledger, *numbered(500), numbered(500)[0].retrieved)
        with ledger.look() as connection:
            count = "SELECT count(*) FROM readings"
            assert connection.exec_driver_sql(count).scalar() == 1
            writer = writers.start("add", address, tmp_path / "v", 0, 1, 5)
            assert writer.wait() == 0
            assert connection.exec_driver_sql(count).scalar() == 1
        with ledger.look() as connection:
            assert connection.exec_driver_sql(count).scalar() == 6
