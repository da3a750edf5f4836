"""A PostgreSQL of our own, thrown away afterwards: started by a user who is not root, on a socket in its folder.

By hand: `python tests/ledger/postgres_server.py` prints the address of one and keeps it until Ctrl-C.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

UNPRIVILEGED = ("postgres", "nobody")  # who runs the server where we are root, which it refuses
UNSAFE_BUT_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off")


class NoServer(Exception):
    """Why none can be started here."""


def program(name: str) -> str:
    """Its path; Debian keeps it off PATH. Raises NoServer."""
    found = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda p: float(p.parts[4]), reverse=True
    )
    path = next(map(str, found), None) or shutil.which(name)
    if path is None:
        raise NoServer(f"no {name} found: install postgresql and its PostGIS")
    return path


class Server:
    """One cluster in a folder of its own. Raises NoServer."""

    def __init__(self, *settings: str) -> None:
        self.user = self._unprivileged() if os.getuid() == 0 else None
        self.folder = Path(tempfile.mkdtemp(prefix="sl-pg-", dir="/tmp"))  # a socket's path must be short
        self.settings = ("listen_addresses=", f"unix_socket_directories={self.folder}", *settings)
        self.process: subprocess.Popen[bytes] | None = None
        if self.user is not None:
            shutil.chown(self.folder, self.user)
        try:
            self._run("initdb", "-D", str(self.data), "-U", "sightline", "-A", "trust", "-E", "UTF8",
                      "--locale", "C", "--no-sync")  # fmt: skip
            self.start()
            self.sql("CREATE EXTENSION postgis")
        except BaseException:
            self.remove()
            raise

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def url(self, database: str = "postgres", user: str = "sightline") -> str:
        return f"postgresql://{user}@/{database}?host={self.folder}"

    @staticmethod
    def _unprivileged() -> str:
        known = {entry.pw_name for entry in pwd.getpwall()}
        for name in UNPRIVILEGED:
            if name in known:
                return name
        raise NoServer("the server does not run as root, and there is no user postgres or nobody")

    def _run(self, name: str, *arguments: str) -> str:
        done = subprocess.run(
            [program(name), *arguments], user=self.user, cwd=self.folder, capture_output=True, text=True,
            check=False, env={**os.environ, "LC_ALL": "C", "HOME": str(self.folder)},
        )  # fmt: skip
        if done.returncode:
            raise NoServer(f"{name}: {done.stderr.strip()[-300:]}")
        return done.stdout

    def start(self) -> None:
        flags = [part for setting in self.settings for part in ("-c", setting)]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [program("postgres"), "-D", str(self.data), *flags], user=self.user, cwd=self.folder,
                stdout=log, stderr=log,
            )  # fmt: skip
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self.process.poll() is None:
            if (
                subprocess.run([program("pg_isready"), "-q", "-h", str(self.folder)], check=False).returncode
                == 0
            ):
                return
            time.sleep(0.05)
        raise NoServer("it does not start: " + (self.folder / "log").read_text()[-300:])

    def sql(self, statement: str, database: str = "postgres") -> str:
        """What psql prints, bare. Raises NoServer."""
        return self._run(
            "psql", "-h", str(self.folder), "-U", "sightline", "-d", database, "-v", "ON_ERROR_STOP=1",
            "-qAtc", statement,
        ).strip()  # fmt: skip

    def stop(self, mode: str = "fast") -> None:
        """mode: fast, or immediate, which is a crash."""
        if self.process is not None and self.process.poll() is None:
            self._run("pg_ctl", "stop", "-D", str(self.data), "-m", mode, "-w")
            self.process.wait(30)

    def remove(self) -> None:
        try:
            self.stop("immediate")
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)


if __name__ == "__main__":
    server = Server("shared_buffers=1GB", "max_wal_size=4GB", "maintenance_work_mem=512MB", "work_mem=64MB")
    try:
        print(server.url(), flush=True)  # noqa: T201
        server.process.wait()  # type: ignore[union-attr]
    except KeyboardInterrupt:
        pass
    finally:
        server.remove()
