"""Ledger: one open record of facts, in a file or in a database, and its two kinds of transaction."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DatabaseError, DBAPIError, IntegrityError, ProgrammingError

from sightline.ledger import address, current, dialect, migrate, postgresql, sqlite
from sightline.model.errors import LedgerError


class Ledger:
    """Made by `open_ledger`. Safe to share between threads; each process opens its own. name: how to call it in
    messages, a password left out. dialect: what differs between databases."""

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self.name = name
        self.dialect = dialect.of(engine)

    @contextmanager
    def look(self) -> Iterator[Connection]:
        """A read transaction: everything read inside is one consistent cut. Raises LedgerError."""
        with in_words(self), self._engine.connect() as connection:
            reading = connection.execution_options(**self.dialect.READS)
            with reading.begin():
                yield reading

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A write transaction: all of it or nothing. Waits for other writers. Raises LedgerError."""
        with in_words(self), self._engine.connect() as connection:
            writing = connection.execution_options(**self.dialect.WRITES)
            with writing.begin():
                yield writing

    def ready(self) -> None:
        """Lets readers and a writer go on side by side. Raises LedgerError."""
        with in_words(self):
            self.dialect.ready(self._engine)

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
    """The ledger in that file, or at that address of PostgreSQL (`postgresql://user@host/database`, see
    `address_of`), brought up to this program's schema. `sqlite:///PATH` works as well as a path.

    create: make it where there is none. migrations: others than the shipped ones (for tests).
    Raises LedgerError, with advice: nothing there, a folder, not a ledger, unreadable, newer than the program;
    no server, wrong password, no rights, no PostGIS.
    """
    ledger = _named(str(url_or_path), create=create)
    try:
        known = migrate.shipped(ledger.dialect.NAME) if migrations is None else tuple(migrations)
        _bring_up(ledger, known, create=create)
    except BaseException:
        ledger.close()
        raise
    return ledger


def _named(text: str, *, create: bool) -> Ledger:
    if address.is_address(text):
        place = address.address_of(text)
        return Ledger(postgresql.engine_of(place), place.name)
    if "://" in text and not text.startswith("sqlite:///"):
        raise LedgerError(
            "ledger-kind",
            f"ledgers are kept in a file or in PostgreSQL, not in {text.partition('://')[0]}",
            "give a path, --ledger sightline.db, or --ledger postgresql://USER@HOST/DATABASE",
        )
    path = sqlite.path_of(text)
    sqlite.refuse(path, create=create)
    return Ledger(sqlite.engine_of(path), str(path))


def _bring_up(ledger: Ledger, known: Sequence[migrate.Migration], *, create: bool) -> None:
    with ledger.look() as connection:
        ledger.dialect.ours_or_empty(connection, ledger.name)
        have = migrate.applied(connection)
    if not have and not create:
        raise LedgerError(
            "no-ledger", f"there is no ledger in {ledger.name}", "make one by adding something: sightline add"
        )
    migrate.check(have, known, ledger.name)
    ledger.ready()
    if len(have) < len(known):
        with ledger.write() as connection:  # what is missing is asked again: another process may be quicker
            migrate.migrate(connection, known, ledger.name)
    if known[-1].number >= current.SINCE:
        with ledger.look() as connection:
            made = current.version(connection) == current.VERSION
        if not made:
            with ledger.write() as connection:
                current.ensure(connection)


@contextmanager
def in_words(ledger: Ledger) -> Iterator[None]:
    """The database's own trouble as a LedgerError; a broken rule of ours is a bug and propagates."""
    try:
        yield
    except DBAPIError as trouble:
        known = ledger.dialect.in_words(trouble)
        if known is None and isinstance(trouble, (IntegrityError, ProgrammingError)):
            raise
        if known is None and not isinstance(trouble, DatabaseError):
            raise
        code, said, advice = known or ("ledger-trouble", str(trouble.orig), "")
        raise LedgerError(code, f"cannot use the ledger {ledger.name}: {said}", advice) from trouble
