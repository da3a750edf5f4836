"""The two databases that a ledger may be in, and what both can do. Each is a module of the same functions."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Connection, Engine, Table
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite
from sqlalchemy.exc import DBAPIError

from sightline.ledger import postgresql, rows, sqlite
from sightline.ledger.where import Beside, Where
from sightline.model.claim import Claim


class Dialect(Protocol):
    """What differs between databases: sqlite.py and postgresql.py are of this shape.

    READS, WRITES: the execution options of a transaction that reads, and of one that writes. FEW: how many claims
    are sooner looked at one by one for the words of a search than its index is asked; 0 where never. STRETCHES: the
    claims of a document are found as a stretch of keys, not by an index of their document."""

    NAME: str
    READS: dict[str, object]
    WRITES: dict[str, object]
    FEW: int
    STRETCHES: bool

    def ready(self, engine: Engine) -> None: ...
    def ours_or_empty(self, connection: Connection, name: str) -> None: ...
    def migrated(self, connection: Connection) -> bool: ...
    def found(self, connection: Connection) -> None: ...
    def run(self, connection: Connection, sql: str) -> None: ...
    def in_words(self, trouble: DBAPIError) -> tuple[str, str, str] | None: ...
    def index_words(self, connection: Connection, quotes: Sequence[tuple[int, str]]) -> None:
        """Quotes by the seq of their claims, none of which is in the index."""

    def add_current(
        self, connection: Connection, made: Sequence[rows.Row], claims: Sequence[tuple[int, Claim]]
    ) -> None:
        """Rows of current_claims, and the claims that they are of by key; none of them is there yet."""

    def unbox(self, connection: Connection, keys: Sequence[int]) -> None: ...
    def clear_indexes(self, connection: Connection) -> None: ...
    def meets(self, where: Where) -> ColumnElement[bool]:
        """Current claims that may be there; some that are near besides."""

    def says(self, words: str, beside: Beside) -> ColumnElement[bool]: ...


DIALECTS: dict[str, Dialect] = {"sqlite": sqlite, "postgresql": postgresql}


def of(database: Engine | Connection) -> Dialect:
    return DIALECTS[database.dialect.name]


def add_new(connection: Connection, table: Table, new: Sequence[Mapping[str, Any]]) -> int:
    """Adds the rows whose key is not there yet; the others change nothing. Returns how many were new."""
    if not new:
        return 0
    insert = insert_sqlite if connection.dialect.name == "sqlite" else insert_postgresql
    adding = insert(table).on_conflict_do_nothing()
    return connection.execute(adding, list(new), execution_options={"preserve_rowcount": True}).rowcount
