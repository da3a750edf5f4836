"""Processes to be killed. Each says on a line of its own what is done and may not be lost.

`Writers` starts them by fork from one process that has loaded everything, so that a kill takes no second.

ledger_writer.py add LEDGER VAULT FIRST STEP COUNT      bytes, record, reading and a judgement of each document
ledger_writer.py backup LEDGER VAULT FOLDER COUNT       a folder brought up to date, and new zip files beside it
ledger_writer.py restore LEDGER VAULT BACKUP
ledger_writer.py fuse LEDGER COUNT                      reads, fuses and keeps what it fused, and follows itself
ledger_writer.py open LEDGER                            brings it up to this program's schema
"""

import datetime as dt
import json
import os
import signal
import subprocess
import sys
import time
import traceback
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Self

from ledger_made import numbered

from sightline.capture.vault import Vault
from sightline.ledger.add import add_judgement, add_reading
from sightline.ledger.ledger import open_ledger
from sightline.model.errors import LedgerError
from sightline.model.judgement import Judgement, judgement_of
from sightline.model.reading import Reading
from sightline.wiring_backup import back_up
from sightline.wiring_follow import Follower
from sightline.wiring_fused import cut_of
from sightline.wiring_restore import restore as put_back

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def judged(n: int, reading: Reading) -> Judgement:
    """What the writers decide of the n-th document."""
    return judgement_of(reading.claims[0].id, "accepted", "ana", f"number {n}", NOW)


def quiet(*_: object) -> None:
    pass


def say(what: object) -> None:
    os.write(1, f"{what}\n".encode())


def add(address: str, folder: str, first: str, step: str, many: str) -> None:
    vault = Vault(Path(folder))
    with open_ledger(address) as ledger:
        for n in range(int(first), int(first) + int(step) * int(many), int(step)):
            capture, reading = numbered(n)
            vault.put(reading.document.text.encode())
            vault.record(capture)
            add_reading(ledger, capture, reading, capture.retrieved)
            add_judgement(ledger, judged(n, reading))
            say(n)


def backup(address: str, folder: str, target: str, many: str) -> None:
    with open_ledger(address, create=False) as ledger:
        for n in range(int(many)):
            path = Path(target) if n % 2 else free(Path(target))
            back_up(ledger, Path(folder), path, now=NOW, with_vault=True, tell=quiet)
            say(path)


def free(target: Path) -> Path:
    return next(p for n in count() if not (p := target.with_name(f"{target.name}-{n}.zip")).exists())


def restore(address: str, folder: str, source: str) -> None:
    put_back(
        [Path(source)], lambda create: open_ledger(address, create=create), Path(folder),
        into=True, anyway=False, tell=quiet,
    )  # fmt: skip
    say(source)


def fuse(address: str, many: str) -> None:
    """New documents, each fused and kept: by a follower, and by commands that start."""
    with open_ledger(address) as ledger:
        follower = Follower(ledger)
        for n in range(int(many)):
            capture, reading = numbered(-1 - n, 2)
            add_reading(ledger, capture, reading, capture.retrieved)
            say(n)
            if n % 3:
                follower.catch_up()
            else:
                cut_of(ledger)


def open_(address: str) -> None:
    say("begun")
    open_ledger(address, create=False).close()
    say("done")


DO = {"add": add, "backup": backup, "restore": restore, "fuse": fuse, "open": open_}


class Writer:
    """One process. said: the file of what it says."""

    def __init__(self, pid: int, said: Path, parent: "Writers") -> None:
        self.pid, self._file, self._parent = pid, said, parent

    def said(self) -> list[str]:
        return [line[:-1] for line in self._file.read_text().splitlines(keepends=True) if line.endswith("\n")]

    def begun(self, seconds: float = 60) -> None:
        """Waits for its first word, or its end."""
        deadline = time.monotonic() + seconds
        while not self.said() and time.monotonic() < deadline and self.alive():
            time.sleep(0.001)

    def alive(self) -> bool:
        return Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> int:
        """Its exit code, below 0 for a signal."""
        return self._parent.wait(self.pid)


class Writers:
    """Where they come from. folder: for what they say."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._numbers = folder, count()
        self._process = subprocess.Popen(
            [sys.executable, "-W", "error", __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def start(self, *what: object) -> Writer:
        said = self._folder / f"said-{next(self._numbers)}"
        said.touch()
        return Writer(self._ask([*map(str, what), str(said)]), said, self)

    def wait(self, pid: int) -> int:
        return self._ask(pid)

    def _ask(self, what: object) -> int:
        self._process.stdin.write(json.dumps(what) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(30)


def serve() -> None:
    """A list of words is done by a new process, whose id is the answer; an id is waited for."""
    for line in sys.stdin:
        what = json.loads(line)
        if isinstance(what, int):
            sys.stdout.write(f"{os.waitstatus_to_exitcode(os.waitpid(what, 0)[1])}\n")
        elif pid := os.fork():
            sys.stdout.write(f"{pid}\n")
        else:
            _do(*what)
        sys.stdout.flush()


def _do(name: str, *arguments: str) -> None:
    os.dup2(os.open(arguments[-1], os.O_WRONLY | os.O_APPEND), 1)
    code = 1
    try:
        DO[name](*arguments[:-1])
        code = 0
    except LedgerError:
        code = 3
    except BaseException:
        traceback.print_exc()
        raise
    finally:
        os._exit(code)


if __name__ == "__main__":
    serve()
