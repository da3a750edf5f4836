"""What is current: derived rows of documents and claims, kept beside the facts and made from nothing else.

Written in the transaction that adds a reading, so that neither is ever there without the other. `ensure` makes
all of it anew where another version of this program made it, or none.
"""

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, Row, delete, insert, select

from sightline.ledger import dialect, rows, tables
from sightline.ledger.unpacking import Unpacker
from sightline.model.claim import Claim
from sightline.model.publisher import source_id

VERSION = "1"  # of the rows made here; a change of rows.current_row or of the indexes raises it
SINCE = 3  # the migration that makes its tables
ORDINALS = 1 << 20  # more than a document has claims
_PIECE = 2_000  # documents made anew at a time

_KEY = tables.current_claims.c.key


def key_of(document: int, ordinal: int) -> int:
    """Where a claim stands among all current ones: its document's seq, then its place in it."""
    return document * ORDINALS + ordinal


def ensure(connection: Connection) -> bool:
    """Makes it anew unless this version made it. Needs a write transaction; returns whether there was need."""
    if version(connection) == VERSION:
        return False
    rebuild(connection)
    return True


def version(connection: Connection) -> str | None:
    return connection.scalar(select(tables.derived.c.version).where(tables.derived.c.name == "current"))


def rebuild(connection: Connection) -> None:
    """All of it from the facts; takes about two minutes for a million claims."""
    base = dialect.of(connection)
    base.clear_indexes(connection)
    for table in (tables.current_claims, tables.current_documents):
        connection.execute(delete(table))
    index_words(connection, after=0)
    documents = connection.scalars(select(tables.documents.c.seq).order_by(tables.documents.c.seq)).all()
    for start in range(0, len(documents), _PIECE):
        _insert(connection, documents[start : start + _PIECE])
    connection.execute(delete(tables.derived).where(tables.derived.c.name == "current"))
    connection.execute(insert(tables.derived), {"name": "current", "version": VERSION})


def refresh(connection: Connection, document: int | None) -> None:
    """One document, of which a reading was added."""
    if document is None:
        return
    begin, end = key_of(document, 0), key_of(document + 1, 0)
    old = connection.scalars(select(_KEY).where(begin <= _KEY, end > _KEY)).all()
    if old:
        dialect.of(connection).unbox(connection, old)
        connection.execute(delete(tables.current_claims).where(begin <= _KEY, end > _KEY))
    connection.execute(
        delete(tables.current_documents).where(tables.current_documents.c.document == document)
    )
    _insert(connection, [document])


def _insert(connection: Connection, documents: Iterable[int]) -> None:
    held = tables.current_readings.c
    found = connection.execute(
        select(held.document, held.seq, held.payload).where(held.document.in_(list(documents)))
    ).all()
    if not found:
        return
    connection.execute(
        insert(tables.current_documents),
        [
            {"document": document, "reading": reading, "source": source_id(rows.address(payload))}
            for document, reading, payload in found
        ],
    )
    made, boxes = [], []
    for row, claim in _claims(connection, [reading for _, reading, _ in found]):
        key = key_of(row.document, row.ordinal)
        made.append({"key": key, "claim": row.claim, "origin": row.origin, **rows.current_row(claim)})
        boxes.append((key, claim))
    if made:
        dialect.of(connection).add_current(connection, made, boxes)


def _claims(
    connection: Connection, readings: list[int]
) -> Iterator[tuple[Row[int, int, int, int, bytes], Claim]]:
    reading, link, claim = tables.readings.c, tables.reading_claims.c, tables.claims.c
    query = (
        select(reading.document, link.ordinal, link.claim, link.origin, claim.payload)
        .join(tables.reading_claims, link.reading == reading.seq)
        .join(tables.claims, claim.seq == link.claim)
        .where(reading.seq.in_(readings))
        .order_by(reading.document, link.ordinal)
    )
    unpack = Unpacker().claim
    for row in connection.execute(query):
        yield row, unpack(row.payload, "", "", "")


def index_words(connection: Connection, *, after: int) -> None:
    """Makes the quotes of claims findable that were added after that seq."""
    claim = tables.claims.c
    index = dialect.of(connection).index_words
    unpack = Unpacker().claim
    last = after
    while True:
        query = select(claim.seq, claim.payload).where(claim.seq > last).order_by(claim.seq).limit(_PIECE)
        found = connection.execute(query).all()
        if not found:
            return
        index(connection, [(seq, unpack(payload, "", "", "").quote.text) for seq, payload in found])
        last = found[-1].seq
