"""What differs between databases: opening one, adding only what is new, and asking its two indexes.

SQLite today; each function is where a second dialect goes.
"""

import re
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from sqlite3 import OperationalError as SqliteTrouble
from typing import Any

from sqlalchemy import (
    URL,
    ColumnElement,
    Connection,
    Engine,
    Table,
    and_,
    create_engine,
    event,
    func,
    or_,
    select,
)
from sqlalchemy.dialects.sqlite import insert

from sightline.ledger import tables

APPLICATION_ID = 0x534C4454  # "SLDT" in the file's header: this SQLite file is a ledger
BUSY_MS = 30_000  # how long a writer waits for another
WRITES = "sightline_writes"

# Scripts written without spaces between words, where the tokenizer sees a whole clause as one word.
UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


def sqlite_engine(path: Path) -> Engine:
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
    connection.execute("PRAGMA recursive_triggers = ON")  # else INSERT OR REPLACE deletes past the triggers
    connection.execute(
        "PRAGMA synchronous = FULL"
    )  # a document that was reported as added outlives a power cut


def write_ahead(engine: Engine) -> None:
    """Readers and the writer do not wait for each other. The file remembers it, so it is asked for only
    once the file is known to be ours. Changing the mode does not heed busy_timeout, so two
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
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def add_new(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> int:
    """Adds the rows whose key is not there yet; the others change nothing. Returns how many were new."""
    if not rows:
        return 0
    return connection.execute(insert(table).on_conflict_do_nothing(), list(rows)).rowcount


def in_box(south: float, west: float, north: float, east: float, *, reach: bool) -> ColumnElement[bool]:
    """Claims whose point lies in the box, or with `reach` whose circle's box meets it. east >= west, and may
    be above 180."""
    box, claims = tables.claim_boxes.c, tables.claims.c
    turns = (-360, 0, 360)  # circles and boxes may both stand beyond the antimeridian
    meets = [
        select(box.seq).where(
            box.south <= north, box.north >= south, box.west <= east + turn, box.east >= west + turn
        )
        for turn in turns
    ]
    may = claims.seq.in_(meets[0].union(*meets[1:]))
    if reach:
        return may
    points = or_(*(claims.lon.between(west + turn, east + turn) for turn in turns))
    return and_(may, claims.lat.between(south, north), points)


def says(words: str) -> ColumnElement[bool]:
    """Claims whose quote holds every word, whatever the case and accents. A word ending in * stands for all
    that begin so; a hyphenated word is a phrase ("S-300"). Words of scripts without spaces are looked for as
    they stand, which reads every claim."""
    spaced, tests = [], []
    quote = func.json_extract(tables.claims.c.payload, "$.quote.text")
    for word in words.split():
        if UNSPACED.search(word):
            tests.append(func.instr(quote, word.rstrip("*")) > 0)
        else:
            body = word.rstrip("*").replace('"', '""')
            spaced.append(f'"{body}"' + ("*" if word.endswith("*") else ""))
    if spaced:
        index = tables.claim_words.c
        hits = select(index.rowid).where(index.quote.op("MATCH")(" ".join(spaced)))
        tests.append(tables.claims.c.seq.in_(hits))
    return and_(*tests)
