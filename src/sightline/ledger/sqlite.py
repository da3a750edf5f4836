"""The ledger in one file: SQLite, with its R*Tree for boxes and FTS5 for words."""

import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from sqlite3 import OperationalError as SqliteTrouble

from sqlalchemy import (
    REAL,
    URL,
    Column,
    ColumnElement,
    Connection,
    Engine,
    Integer,
    MetaData,
    Table,
    Text,
    create_engine,
    event,
    insert,
    select,
    true,
)
from sqlalchemy.exc import DBAPIError

from sightline.ledger import claim_format, packing, rows, tables
from sightline.ledger.boxes import TURNS, box_of, times_asked
from sightline.ledger.tokens import asked as words_asked
from sightline.ledger.tokens import spaced
from sightline.ledger.where import Beside, Where
from sightline.model.claim import Claim
from sightline.model.errors import LedgerError

NAME = "sqlite"
APPLICATION_ID = 0x534C4454  # "SLDT" in the file's header: this SQLite file is a ledger
BUSY_MS = 30_000  # how long a writer waits for another
READS: dict[str, object] = {}
WRITES: dict[str, object] = {"sightline_writes": True}
FEW = 0  # FTS5 gives ten thousand claims in the time that looking at three of them takes
STRETCHES = True

ADVICE = {  # what SQLite says -> code, and what to do about it
    "locked": ("ledger-busy", "another program is writing to it: wait for it to end and try again"),
    "readonly": ("ledger-read-only", "make the file and its folder writable, or copy the ledger elsewhere"),
    "not a database": ("not-a-ledger", "name another file with --ledger; this one is left as it is"),
    "malformed": (
        "ledger-damaged",
        "restore a copy; the vault still holds the bytes, so they can be added again",
    ),
    "disk I/O": (
        "disk-trouble",
        "the disk failed, is full, or went away: look at it, then verify; what was added before stays",
    ),
    "locking protocol": (
        "ledger-busy",
        "its folder does not lock files as SQLite needs it: keep the ledger on a disk of this machine",
    ),
    "full": ("disk-full", "free some space and try again; nothing was half-written"),
    "unable to open": (
        "ledger-unreadable",
        "check that the folder exists and that you may read and write there",
    ),
}

_LOG = """
CREATE TABLE IF NOT EXISTS migrations (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  digest TEXT NOT NULL,
  applied_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
)
"""

INDEXES = MetaData()
claim_words = Table("claim_words", INDEXES, Column("rowid", Integer, primary_key=True), Column("quote", Text))
claim_boxes = Table(
    "claim_boxes", INDEXES, Column("key", Integer, primary_key=True),
    *(Column(name, REAL) for name in ("west", "east", "south", "north", "earliest", "latest")),
)  # fmt: skip


def engine_of(path: Path) -> Engine:
    engine = create_engine(URL.create("sqlite", database=str(path)))
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: SqliteConnection, _record: object) -> None:
    connection.isolation_level = None  # transactions are begun by us (_begin), never guessed by the driver
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    connection.execute(
        "PRAGMA page_size = 8192"
    )  # new files only: on 4096, two claims fill a page and waste a third
    connection.execute("PRAGMA foreign_keys = ON")
    # For migration 3, which packs what older ledgers hold.
    connection.create_function("sightline_packed", 1, packing.packed, deterministic=True)
    connection.create_function("sightline_packed_claim", 1, claim_format.packed_claim, deterministic=True)
    connection.execute("PRAGMA recursive_triggers = ON")  # else INSERT OR REPLACE deletes past the triggers
    connection.execute(
        "PRAGMA synchronous = FULL"
    )  # a document that was reported as added outlives a power cut


def ready(engine: Engine) -> None:
    """Write-ahead: readers and the writer do not wait for each other. The file remembers it, so it is asked
    for only once the file is known to be ours. Changing the mode does not heed busy_timeout, so two
    processes that make a ledger at once have to try again."""
    with closing(engine.raw_connection()) as connection:
        cursor = connection.cursor()
        for wait in (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 0.0):
            try:
                if cursor.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                    cursor.execute("PRAGMA journal_mode = WAL").fetchone()
                return
            except SqliteTrouble as trouble:
                if "locked" not in str(trouble) or not wait:
                    raise
            time.sleep(wait)


def _begin(connection: Connection) -> None:
    # A write lock taken late fails at once where another wrote in between; taken first, it waits its turn.
    writes = connection.get_execution_options().get("sightline_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def path_of(text: str) -> Path:
    """The file meant by a path or a sqlite:/// address. Raises LedgerError."""
    path = text.removeprefix("sqlite:///")
    if path in {"", ":memory:"}:
        raise LedgerError("ledger-kind", "a ledger needs a file", "give a path: --ledger sightline.db")
    return Path(path)


def refuse(path: Path, *, create: bool) -> None:
    """Raises LedgerError, with advice, where no ledger can be at `path`."""
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


def ours_or_empty(connection: Connection, name: str) -> None:
    """Raises LedgerError for a database of another program."""
    mark = connection.exec_driver_sql("PRAGMA application_id").scalar()
    anything = connection.exec_driver_sql("SELECT 1 FROM sqlite_master").first()
    if anything and mark != APPLICATION_ID:
        raise LedgerError(
            "not-a-ledger",
            f"{name} is a database of another program",
            "name another file with --ledger; this one is left as it is",
        )


def migrated(connection: Connection) -> bool:
    """Whether it holds the table of migrations."""
    log = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'migrations'"
    return connection.exec_driver_sql(log).first() is not None


def found(connection: Connection) -> None:
    """Makes an empty database a ledger without tables."""
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(_LOG)


def run(connection: Connection, sql: str) -> None:
    """Every statement of a migration."""
    for statement in statements(sql):
        connection.exec_driver_sql(statement)


def statements(sql: str) -> list[str]:
    """The script cut where a statement is complete; the semicolons inside a trigger do not cut."""
    found, pending = [], ""
    for piece in sql.split(";"):
        pending += piece + ";"
        if sqlite3.complete_statement(pending):
            found.append(pending.strip())
            pending = ""
    return found


def in_words(trouble: DBAPIError) -> tuple[str, str, str] | None:
    """(code, what SQLite says, advice) of expected trouble; None for what is a bug."""
    said = str(trouble.orig)
    for words, (code, advice) in ADVICE.items():
        if words in said:
            return code, said, advice
    return None


def index_words(connection: Connection, quotes: Sequence[tuple[int, str]]) -> None:
    """Characters of scripts without spaces are words of their own, so that any stretch of them can be found."""
    connection.exec_driver_sql(
        "INSERT INTO claim_words (rowid, quote) VALUES (?, ?)",
        [(seq, spaced(quote)) for seq, quote in quotes],
    )


def add_current(
    connection: Connection, made: Sequence[rows.Row], claims: Sequence[tuple[int, Claim]]
) -> None:
    connection.execute(insert(tables.current_claims), list(made))
    connection.exec_driver_sql(
        "INSERT INTO claim_boxes (key, west, east, south, north, earliest, latest) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(key, *box_of(claim)) for key, claim in claims],
    )


def unbox(connection: Connection, keys: Sequence[int]) -> None:
    connection.exec_driver_sql("DELETE FROM claim_boxes WHERE key = ?", [(key,) for key in keys])


def clear_indexes(connection: Connection) -> None:
    connection.exec_driver_sql("INSERT INTO claim_words (claim_words) VALUES ('delete-all')")
    connection.exec_driver_sql("DELETE FROM claim_boxes")


def meets(where: Where) -> ColumnElement[bool]:
    tree = claim_boxes.c
    asked = [select(tree.key).where(*there, *then) for there in _across(where) for then in _during(where)]
    return tables.current_claims.c.key.in_(asked[0].union_all(*asked[1:]) if len(asked) > 1 else asked[0])


Tests = list[ColumnElement[bool]]


def _across(where: Where) -> list[Tests]:
    tree = claim_boxes.c
    if where.south is None or where.west is None or where.north is None or where.east is None:
        return [[]]
    return [
        [tree.south <= where.north, tree.north >= where.south,
         tree.west <= where.east + turn, tree.east >= where.west + turn]
        for turn in TURNS
    ]  # fmt: skip


def _during(where: Where) -> list[Tests]:
    tree = claim_boxes.c
    times = times_asked(where)
    return [[tree.earliest <= last, tree.latest >= first] for first, last in times] if times else [[]]


def says(words: str, _beside: Beside) -> ColumnElement[bool]:
    """Claims whose quote holds every word, whatever the case and accents. A word ending in * stands for all
    that begin so; a hyphenated word is a phrase ("S-300"), and so is a word of a script without spaces."""
    asked = []
    for word in words_asked(words):
        body = spaced(word.rstrip("*")).replace('"', '""')
        asked.append(f'"{body}"' + ("*" if word.endswith("*") else ""))
    if not asked:
        return true()
    index = claim_words.c
    hits = select(index.rowid).where(index.quote.op("MATCH")(" ".join(asked)))
    return tables.current_claims.c.claim.in_(hits)
