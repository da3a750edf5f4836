"""Ledger: one open file of facts, and its two kinds of transaction."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DatabaseError, IntegrityError, ProgrammingError

from sightline.ledger import dialect, migrate
from sightline.model.errors import LedgerError

ADVICE = {  # what SQLite says -> code, and what to do about it
    "locked": ("ledger-busy", "another program is writing to it: wait for it to end and try again"),
    "readonly": ("ledger-read-only", "make the file and its folder writable, or copy the ledger elsewhere"),
    "not a database": ("not-a-ledger", "name another file with --ledger; this one is left as it is"),
    "malformed": (
        "ledger-damaged",
        "restore a copy; the vault still holds the bytes, so they can be added again",
    ),
    "full": ("disk-full", "free some space and try again; nothing was half-written"),
    "unable to open": (
        "ledger-unreadable",
        "check that the folder exists and that you may read and write there",
    ),
}


class Ledger:
    """Made by `open_ledger`. Safe to share between threads; each process opens its own."""

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self.name = name

    @contextmanager
    def look(self) -> Iterator[Connection]:
        """A read transaction: everything read inside is one consistent cut. Raises LedgerError."""
        with in_words(self.name), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A write transaction: all of it or nothing. Waits for other writers. Raises LedgerError."""
        with in_words(self.name), self._engine.connect() as connection:
            writing = connection.execution_options(**{dialect.WRITES: True})
            with writing.begin():
                yield writing

    def write_ahead(self) -> None:
        """Lets readers and a writer go on side by side; kept in the file. Raises LedgerError."""
        with in_words(self.name):
            dialect.write_ahead(self._engine)

    def close(self) -> None:
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_ledger(
    url_or_path: str | Path, *, create: bool = True, migrations: Sequence[migrate.Migration] | None = None
) -> Ledger:
    """The ledger in that file, brought up to this program's schema. `sqlite:///PATH` works as well as a path.

    create: make it where there is none. migrations: others than the shipped ones (for tests).
    Raises LedgerError, with advice: nothing there, a folder, not a ledger, unreadable, newer than the program.
    """
    path = ledger_path(url_or_path)
    _refuse(path, create=create)
    ledger = Ledger(dialect.sqlite_engine(path), str(path))
    try:
        _bring_up(ledger, migrate.shipped() if migrations is None else tuple(migrations))
    except BaseException:
        ledger.close()
        raise
    return ledger


def ledger_path(url_or_path: str | Path) -> Path:
    """The file meant. Raises LedgerError for databases that this version cannot use."""
    text = str(url_or_path)
    if text.startswith("sqlite:///"):
        return Path(text.removeprefix("sqlite:///"))
    if "://" in text:
        kind = text.partition("://")[0]
        raise LedgerError(
            "ledger-kind",
            f"this version keeps ledgers in a file, not in {kind}",
            "give a path: --ledger sightline.db",
        )
    if text in {"", ":memory:"}:
        raise LedgerError("ledger-kind", "a ledger needs a file", "give a path: --ledger sightline.db")
    return Path(text)


def _refuse(path: Path, *, create: bool) -> None:
    try:
        folder, parent = path.is_dir(), path.parent.is_dir()
        empty = not path.exists() or path.stat().st_size == 0
    except OSError as trouble:  # a folder we may not enter, a name that is too long
        raise LedgerError(
            "ledger-unreadable",
            f"cannot look at {path}: {trouble.strerror}",
            "check the path and your rights to it",
        ) from trouble
    if folder:
        raise LedgerError(
            "not-a-ledger", f"{path} is a folder", f"name a file, for example {path / 'sightline.db'}"
        )
    if not parent:
        raise LedgerError(
            "no-folder", f"there is no folder {path.parent}", "make it first, or name another file"
        )
    if empty and not create:
        raise LedgerError(
            "no-ledger", f"there is no ledger at {path}", "make one by adding something: sightline add"
        )


def _bring_up(ledger: Ledger, known: Sequence[migrate.Migration]) -> None:
    with ledger.look() as connection:
        _ours_or_empty(connection, ledger.name)
        have = migrate.applied(connection)
    migrate.check(have, known, ledger.name)
    ledger.write_ahead()
    if len(have) < len(known):
        with ledger.write() as connection:  # what is missing is asked again: another process may be quicker
            migrate.migrate(connection, known, ledger.name)


def _ours_or_empty(connection: Connection, name: str) -> None:
    mark = connection.exec_driver_sql("PRAGMA application_id").scalar()
    anything = connection.exec_driver_sql("SELECT 1 FROM sqlite_master").first()
    if anything and mark != dialect.APPLICATION_ID:
        raise LedgerError(
            "not-a-ledger",
            f"{name} is a database of another program",
            "name another file with --ledger; this one is left as it is",
        )


@contextmanager
def in_words(name: str) -> Iterator[None]:
    """The database's own trouble as a LedgerError; a broken rule of ours is a bug and propagates."""
    try:
        yield
    except (IntegrityError, ProgrammingError):
        raise
    except DatabaseError as trouble:
        said = str(trouble.orig)
        for words, (code, advice) in ADVICE.items():
            if words in said:
                raise LedgerError(code, f"cannot use the ledger {name}: {said}", advice) from trouble
        raise LedgerError("ledger-trouble", f"cannot use the ledger {name}: {said}") from trouble
