"""Migrations: numbered, forward only, each in one transaction, each recorded with its time and digest."""

import hashlib
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

from sqlalchemy import Connection, select

from sightline.ledger import dialect, tables
from sightline.model.errors import LedgerError

_LOG = """
CREATE TABLE IF NOT EXISTS migrations (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  digest TEXT NOT NULL,
  applied_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
)
"""


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


def statements(sql: str) -> list[str]:
    """The script cut where a statement is complete; the semicolons inside a trigger do not cut."""
    found, pending = [], ""
    for piece in sql.split(";"):
        pending += piece + ";"
        if sqlite3.complete_statement(pending):
            found.append(pending.strip())
            pending = ""
    return found


def applied(connection: Connection) -> dict[int, str]:
    """Numbers of the applied migrations and their digests; empty for a ledger that has none yet."""
    log = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'migrations'"
    if connection.exec_driver_sql(log).first() is None:
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
    have = applied(connection)
    check(have, known, name)
    missing = [migration for migration in known if migration.number not in have]
    if missing and not have:
        connection.exec_driver_sql(f"PRAGMA application_id = {dialect.APPLICATION_ID}")
        connection.exec_driver_sql(_LOG)
    for migration in missing:
        for statement in statements(migration.sql):
            connection.exec_driver_sql(statement)
        record = {"number": migration.number, "name": migration.name, "digest": migration.digest}
        connection.exec_driver_sql(
            "INSERT INTO migrations (number, name, digest) VALUES (:number, :name, :digest)", record
        )
    return len(missing)
