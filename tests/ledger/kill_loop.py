"""kill -9 at random instants, again and again, and after each: does everything fit, is nothing lost?

  python tests/ledger/kill_loop.py --minutes 5                  on a file of SQLite, and on a PostgreSQL of our own
  python tests/ledger/kill_loop.py --minutes 5 --only sqlite

The tests run a few rounds of each kind (tests/ledger/test_ledger_killed.py).
"""

import argparse
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from ledger_made import numbered
from ledger_writer import NOW, Writers, judged, quiet
from older_ledger import make_older_ledger

from sightline.archive.manifest import NAME
from sightline.capture.vault import Vault
from sightline.fusion.fuse import fuse
from sightline.ledger.add import add_reading
from sightline.ledger.ledger import Ledger, open_ledger
from sightline.ledger.look import facts, reading
from sightline.wiring_backup import all_faults, back_up
from sightline.wiring_fused import cut_of
from sightline.wiring_restore import backup_faults, restore

MEMORY = Path("/dev/shm")  # a disk without waiting; a killed process cannot tell the difference


class Case:
    """A ledger and its vault, that writers are killed at. fused: another ledger, for those who fuse."""

    def __init__(
        self, address: str, folder: Path, chance: random.Random, writers: Writers, fused: str = ""
    ) -> None:
        self.address, self.folder, self.chance, self.writers = address, folder, chance, writers
        self.vault = folder / "case.vault"
        self.fused = fused or str(folder / "fused.db")
        self.said: set[int] = set()
        self.next = 0
        self.killed: Counter[str] = Counter()

    def _killed(self, most: float, *what: object, wait: bool = True) -> list[str]:
        """What a writer said that was killed up to `most` seconds after its first word (or, not to wait, after its
        start)."""
        writer = self.writers.start(*what)
        if wait:
            writer.begun()
        time.sleep(self.chance.uniform(0, most))
        writer.kill()
        assert writer.wait() in {0, -signal.SIGKILL}
        self.killed[str(what[0])] += 1
        return writer.said()

    def add(self, most: float = 0.12) -> None:
        """Kills a writer of new documents, and keeps what it said was done."""
        said = self._killed(most, "add", self.address, self.vault, self.next, 1, 99_999)
        self.said |= set(map(int, said))
        self.next += 100_000

    def fuse(self, most: float = 0.4) -> None:
        """Kills a program that fuses and keeps it, in a ledger of its own: what is kept is what a fusion from scratch
        gives, or does not fit its mark."""
        with open_ledger(self.fused) as ledger:
            cut_of(ledger)
        self._killed(most, "fuse", self.fused, 99)
        with open_ledger(self.fused) as ledger:
            right = fuse(facts(ledger))
            fits(ledger, self.vault.with_name("none"), "no-vault")
            assert cut_of(ledger).fusion == right
            assert not cut_of(ledger).fresh

    def backup(self, most: float = 0.3) -> None:
        """Kills a backup: what looks whole is, and what was said to be done is there."""
        target = self.folder / "backup"
        for done in self._killed(most, "backup", self.address, self.vault, target, 99, wait=False):
            assert list(backup_faults(Path(done), quiet)) == []
        for path in self.folder.glob("backup*"):
            if path.is_dir():
                stopped_or_whole(path)
            else:
                assert list(backup_faults(path, quiet)) == []
                path.unlink()

    def restore(self, most: float = 1.0) -> None:
        """Kills a restore: the ledger holds all of it or none of it."""
        source, there = self.folder / "source", self.folder / f"there-{self.killed['restore']}.db"
        if not source.exists():
            with open_ledger(self.folder / "source.db") as ledger:
                for n in range(60):
                    capture, made = numbered(n)
                    Vault(self.folder / "source.vault").put(made.document.text.encode())
                    Vault(self.folder / "source.vault").record(capture)
                    add_reading(ledger, capture, made, capture.retrieved)
                back_up(ledger, self.folder / "source.vault", source, now=NOW, with_vault=True, tell=quiet)
        vault = there.with_suffix(".vault")
        self._killed(most, "restore", there, vault, source, wait=False)
        if there.exists() and there.stat().st_size:
            with open_ledger(there) as ledger:
                assert len(facts(ledger).documents) in {0, 60}
                fits(ledger, vault)
        restore([source], lambda _: open_ledger(there), vault, into=True, anyway=False, tell=quiet)
        with open_ledger(there) as ledger:
            assert len(facts(ledger).documents) == 60
            fits(ledger, vault)
        shutil.rmtree(vault)
        for left in self.folder.glob(f"{there.name}*"):
            left.unlink()

    def migration(self, most: float = 0.25) -> None:
        """Kills a program that brings an older ledger up to today's schema."""
        old = self.folder / "old.db"
        shutil.copy(self._old(), old)
        self._killed(most, "open", old)
        with open_ledger(old) as ledger:
            found = facts(ledger)
            assert len(found.documents) == 300
            assert len(found.claims) == 1500
            assert [f for f in all_faults(ledger, self.folder / "none", quiet) if f.code != "no-vault"] == []
        old.unlink()

    def _old(self) -> Path:
        """A ledger as it was before claims were packed, made once."""
        path = self.folder / "older.db"
        if not path.exists():
            make_older_ledger(path, [numbered(n) for n in range(300)])
        return path

    def check(self) -> None:
        """Everything fits; every document that was said to be added is there, whole and judged; what was killed in
        between is added again."""
        with open_ledger(self.address) as ledger:
            fits(ledger, self.vault)
            found = facts(ledger)
            held = {int(document.text.split()[1]) for document in found.documents}
            assert self.said <= held
            decided = {judgement.id for judgement in found.judgements}
            for n in held:
                _, made = numbered(n)
                assert reading(ledger, made.document.id) == made
                assert n not in self.said or judged(n, made).id in decided
        assert len(found.claims) == 5 * len(held)

    def complete(self) -> None:
        """Adds again what was killed half-way; then only bytes without a record may be left over."""
        with open_ledger(self.address) as ledger:
            for record in Vault(self.vault).captures():
                n = int(record.location.removeprefix("page-").removesuffix(".txt"))
                add_reading(ledger, *numbered(n), record.retrieved)
            left = {fault.code for fault in all_faults(ledger, self.vault, quiet)}
            assert left <= {"bytes-unknown", "unfinished"}


def stopped_or_whole(folder: Path) -> None:
    """A folder without a manifest never was a backup; with one it is whole."""
    if (folder / NAME).exists():
        assert list(backup_faults(folder, quiet)) == []


def fits(ledger: Ledger, vault: Path, *but: str) -> None:
    wrong = [f for f in all_faults(ledger, vault, quiet) if not f.harmless and f.code not in but]
    assert wrong == [], wrong[:3]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--only", choices=("sqlite", "postgresql"))
    parser.add_argument("--seed", type=int, default=int(time.time()))
    given = parser.parse_args()
    dialects = [given.only] if given.only else ["sqlite", "postgresql"]
    for name in dialects:
        folder = Path(tempfile.mkdtemp(prefix="kill-", dir=MEMORY if MEMORY.is_dir() else None))
        server = None
        if name == "postgresql":
            from postgres_server import Server

            server = Server("fsync=off", "full_page_writes=off", "autovacuum=off")
        try:
            address = server.url() if server else str(folder / "case.db")
            with Writers(folder) as writers:
                fused = f"{address}{'&' if '?' in address else '?'}schema=fused" if server else ""
                case = Case(address, folder, random.Random(given.seed), writers, fused)
                run(case, server, given.minutes / len(dialects) * 60)
            sys.stdout.write(
                f"{name}, seed {given.seed}: {sum(case.killed.values())} kills {dict(case.killed)}, "
                f"{len(case.said)} documents said to be added, none lost, everything fits\n"
            )
        finally:
            if server:
                server.remove()
            shutil.rmtree(folder)


def run(case: Case, server: object, seconds: float) -> None:
    end = time.monotonic() + seconds
    case.add()
    while time.monotonic() < end:
        kinds: list[Callable[[], None]] = [
            case.add,
            case.add,
            case.fuse,
            case.backup,
            case.restore,
            case.migration,
        ]
        if server:
            kinds.append(lambda: crash(case, server))
        case.chance.choice(kinds)()
        case.check()
    case.complete()
    case.check()


def crash(case: Case, server: object) -> None:
    """The server is stopped as if its machine had lost power, in the middle of a writer."""
    case.killed["server"] += 1
    writer = case.writers.start("add", case.address, case.vault, case.next, 1, 99_999)
    writer.begun()
    time.sleep(case.chance.uniform(0, 0.12))
    server.stop("immediate")
    assert writer.wait() == 3  # one of ours, with advice
    server.start()
    case.said |= set(map(int, writer.said()))
    case.next += 100_000


if __name__ == "__main__":
    main()
