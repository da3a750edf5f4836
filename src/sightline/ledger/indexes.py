"""What a database itself can get wrong, and the tables and indexes that follow from facts: checked, and made again."""

import tempfile
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from sightline.ledger import current, fused, rows, tables
from sightline.ledger.ledger import Ledger, open_ledger
from sightline.ledger.stream import streamed
from sightline.ledger.unpacking import Unpacker
from sightline.model.fault import Fault
from sightline.model.publisher import source_id

REPAIR = "run: sightline verify --repair-indexes (the facts are not touched)"
_OTHER_HAND = "another program changed the ledger's tables: restore it from a backup"
_NAMED = 3  # tables or triggers named one by one
_SCHEMA = "SELECT name, type, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name"


def database_faults(connection: Connection) -> Iterator[Fault]:
    """Damaged pages, and tables, triggers or indexes that are not those the migrations make."""
    if connection.dialect.name == "sqlite":
        yield from _page_faults(connection)
        yield from _schema_faults(connection)
    else:
        yield from _trigger_faults(connection)


def _page_faults(connection: Connection) -> Iterator[Fault]:
    for (said,) in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
        words = " ".join(said.split())
        if "missing from index" in said or "wrong # of entries" in said:
            yield Fault("index-damaged", "indexes", words, REPAIR)
        elif said != "ok":
            yield Fault("damaged", "the file", words, "restore the ledger from a backup")


def _schema_faults(connection: Connection) -> Iterator[Fault]:
    have = {row.name: (row.type, row.sql) for row in connection.exec_driver_sql(_SCHEMA)}
    want = _made_by_migrations()
    gone = {name: want[name][0] for name in want.keys() - have.keys()}
    strange = {name: have[name][0] for name in have.keys() - want.keys()}
    other = {name: want[name][0] for name in want.keys() & have.keys() if want[name] != have[name]}
    for named, words in (
        (gone, "gone"),
        (strange, "none of Sightline's"),
        (other, "not as Sightline makes them"),
    ):
        for kind in sorted(set(named.values())):
            names = sorted(name for name in named if named[name] == kind)
            listed = ", ".join(names[:_NAMED]) + (
                f", and {len(names) - _NAMED} more" if names[_NAMED:] else ""
            )
            where = names[0] if len(names) == 1 else f"{len(names)} {kind}s"
            yield Fault("schema", where, f"{kind} {words}: {listed}", _OTHER_HAND)


def _made_by_migrations() -> dict[str, tuple[str, str]]:
    with (
        tempfile.TemporaryDirectory() as folder,
        open_ledger(Path(folder) / "new.db") as new,
        new.look() as connection,
    ):
        return {row.name: (row.type, row.sql) for row in connection.exec_driver_sql(_SCHEMA)}


_GUARDS = """
SELECT c.relname, count(*) FILTER (WHERE t.tgenabled IN ('O', 'A')) FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_trigger AS t ON t.tgrelid = c.oid AND NOT t.tgisinternal
WHERE n.nspname = current_setting('sightline.schema') AND c.relkind = 'r' GROUP BY 1
"""


def _trigger_faults(connection: Connection) -> Iterator[Fault]:
    """PostgreSQL checks its own pages (data checksums); here only that facts are still guarded against change."""
    guards: dict[str, int] = {row[0]: row[1] for row in connection.exec_driver_sql(_GUARDS)}
    for name in tables.FACTS.tables:
        if not guards.get(name):
            words = f"nothing guards the table {name} against change: its triggers are gone or switched off"
            yield Fault("schema", name, words, _OTHER_HAND)


def index_faults(connection: Connection) -> Iterator[Fault]:
    """Derived rows that are missing, too many, or not what the facts say."""
    if current.version(connection) != current.VERSION:
        yield Fault("index-wrong", "derived", "what is current was made by another version", REPAIR)
        return
    yield from _document_faults(connection)
    yield from _claim_faults(connection)
    yield from fused.fused_faults(connection)
    for name, missing, spare in _COUNTS[connection.dialect.name]:
        lacks, more = (connection.exec_driver_sql(query).scalar() or 0 for query in (missing, spare))
        if lacks or more:
            words = f"the index lacks {lacks} rows, and holds {more} that follow from no fact"
            yield Fault("index-wrong", name, words, REPAIR)


def _document_faults(connection: Connection) -> Iterator[Fault]:
    held, now = tables.current_documents.c, tables.current_readings.c
    stored = streamed(connection, select(held.document, held.reading, held.source).order_by(held.document))
    facts = streamed(connection, select(now.document, now.seq, now.payload).order_by(now.document))
    made = ((document, seq, _source(payload)) for document, seq, payload in facts)
    if any(tuple(a or ()) != b for a, b in zip_longest(stored, made)):
        words = "which readings are current does not stand there as the readings say"
        yield Fault("index-wrong", "current_documents", words, REPAIR)


def _source(payload: str) -> str:
    try:
        return source_id(rows.address(payload))
    except (ValueError, AttributeError):
        return ""  # told already, by the fact's own check


def _claim_faults(connection: Connection) -> Iterator[Fault]:
    now, link, claim = tables.current_readings.c, tables.reading_claims.c, tables.claims.c
    facts = (
        select(now.document, link.ordinal, claim.seq, link.origin, claim.payload)
        .join(tables.reading_claims, link.reading == now.seq)
        .join(tables.claims, claim.seq == link.claim)
        .order_by(now.document, link.ordinal)
    )
    stored = streamed(connection, select(tables.current_claims).order_by(tables.current_claims.c.key))
    unpack = Unpacker().claim

    names = [column.name for column in tables.current_claims.c]

    def made(row: Any) -> tuple[Any, ...]:
        one = {"key": current.key_of(row[0], row[1]), "claim": row[2], "origin": row[3]}
        try:
            one |= rows.current_row(unpack(row[4], "", "", ""))
            return tuple([one[name] for name in names])
        except Exception:  # noqa: BLE001 - a damaged payload may set off anything; the fact's own check tells it
            return ()

    if any(
        a is None or b is None or tuple(a) != made(b)
        for a, b in zip_longest(stored, streamed(connection, facts))
    ):
        words = "which claims are current does not stand there as the readings say"
        yield Fault("index-wrong", "current_claims", words, REPAIR)


_COUNTS = {  # index, what of it is missing, what it has too many of
    "sqlite": (
        (
            "claim_words",
            "SELECT count(*) FROM claims WHERE seq NOT IN (SELECT id FROM claim_words_docsize)",
            "SELECT count(*) FROM claim_words_docsize WHERE id NOT IN (SELECT seq FROM claims)",
        ),
        (
            "claim_boxes",
            "SELECT count(*) FROM current_claims WHERE key NOT IN (SELECT key FROM claim_boxes)",
            "SELECT count(*) FROM claim_boxes WHERE key NOT IN (SELECT key FROM current_claims)",
        ),
    ),
    "postgresql": (
        (
            "claim_words",
            "SELECT count(*) FROM claims AS c WHERE NOT EXISTS (SELECT 1 FROM claim_words AS w WHERE w.seq = c.seq)",
            "SELECT count(*) FROM claim_words AS w WHERE NOT EXISTS (SELECT 1 FROM claims AS c WHERE c.seq = w.seq)",
        ),
    ),
}


def repair_indexes(ledger: Ledger) -> None:
    """Makes everything again that follows from facts; what was fused is thrown away. Facts stay as they are. Raises LedgerError."""
    with ledger.write() as connection:
        current.rebuild(connection)
        fused.clear(connection)
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("REINDEX")
