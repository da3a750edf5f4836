"""Migrations: numbered, forward only, each in one transaction, each recorded with its time and digest."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

from sqlalchemy import Connection, insert, select

from sightline.ledger import dialect, tables
from sightline.model.errors import LedgerError


@dataclass(frozen=True, slots=True)
class Migration:
    """number: 1, 2, ... without holes. name: what it brings. sql: its statements."""

    number: int
    name: str
    sql: str

    @property
    def digest(self) -> str:
        return "sha256:" + hashlib.sha256(self.sql.encode()).hexdigest()


def shipped(dialect_name: str = "sqlite") -> tuple[Migration, ...]:
    """The migrations of this program, in order: migrations/<dialect>/NNNN_name.sql."""
    folder = files("sightline.ledger") / "migrations" / dialect_name
    found = []
    for file in folder.iterdir():
        number, _, name = file.name.removesuffix(".sql").partition("_")
        if file.name.endswith(".sql"):
            found.append(Migration(int(number), name, file.read_text("utf-8")))
    return tuple(sorted(found, key=lambda migration: migration.number))


def applied(connection: Connection) -> dict[int, str]:
    """Numbers of the applied migrations and their digests; empty for a ledger that has none yet."""
    if not dialect.of(connection).migrated(connection):
        return {}
    return {row.number: row.digest for row in connection.execute(select(tables.migrations))}


def check(have: dict[int, str], known: Sequence[Migration], name: str) -> None:
    """Raises LedgerError for a ledger that this program does not know."""
    ours = {migration.number: migration.digest for migration in known}
    if newer := sorted(have.keys() - ours.keys()):
        raise LedgerError(
            "ledger-newer",
            f"{name} was made by a newer Sightline (it has migration {newer[-1]}, this program knows {max(ours)})",
            "update Sightline, or open the ledger with the version that made it; nothing was changed",
        )
    if other := sorted(number for number, digest in have.items() if ours[number] != digest):
        raise LedgerError(
            "ledger-other",
            f"{name} was made by another build of Sightline (migration {other[0]} is not the same)",
            "open it with the build that made it, or start a new ledger and add the inputs again",
        )


def migrate(connection: Connection, known: Sequence[Migration], name: str) -> int:
    """Applies what is missing, within the caller's write transaction. Returns how many. Raises LedgerError."""
    database = dialect.of(connection)
    have = applied(connection)
    check(have, known, name)
    missing = [migration for migration in known if migration.number not in have]
    if missing and not have:
        database.found(connection)
    for migration in missing:
        database.run(connection, migration.sql)
        record = {"number": migration.number, "name": migration.name, "digest": migration.digest}
        connection.execute(insert(tables.migrations), record)
    return len(missing)
