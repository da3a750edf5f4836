"""Facts of a backup into a ledger, in one write transaction of the caller's: all of them or none.

An empty ledger becomes what was backed up, to the last link of its judgement log. Into one that holds facts goes
what it lacks: ids are made from content, so what both hold is held once; judgements go to the end of its log.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, Table, insert, select
from sqlalchemy.exc import SQLAlchemyError

from sightline.ledger import add, chain, rows, sources, tables
from sightline.ledger.backup import Line
from sightline.ledger.claim_format import packed_claim
from sightline.ledger.dialect import add_new
from sightline.ledger.ledger import Ledger
from sightline.ledger.stream import HeldClaim, HeldReading
from sightline.ledger.verify import Tell, fact_faults
from sightline.model.errors import LedgerError
from sightline.model.fault import Fault

_AT_ONCE = 500  # rows of a plain table given to the database together
Times = dict[str, str]  # id -> the earliest instant at which any of the backups says that it was added


def is_empty(ledger: Ledger) -> bool:
    """Whether it holds no fact at all."""
    with ledger.look() as connection:
        return _empty(connection)


def _empty(connection: Connection) -> bool:
    facts = (t for t in tables.FACTS.sorted_tables if t is not tables.migrations)
    return all(connection.execute(select(table).limit(1)).first() is None for table in facts)


class Restoring:
    """Made within a write transaction. `added` counts what was new, by kind. earliest: where several backups are put
    together, when each fact was first added by any of them, so that their order decides nothing."""

    def __init__(self, connection: Connection, earliest: Times) -> None:
        self._connection = connection
        self._earliest = earliest
        self.fresh = _empty(connection)
        self.added: Counter[str] = Counter()

    def rows(self, kind: str, lines: Iterable[Line]) -> None:
        """Facts of one of the plain kinds, in their order."""
        if kind == "judgements":
            self._judgements(lines)
        elif kind == "source_ratings":
            self._ratings(lines)
        else:
            table = tables.FACTS.tables[kind]
            for some in _batches(lines):
                new = [self._known(table, self._dated(line)) for line in some]
                self.added[kind] += add_new(self._connection, table, new)

    def readings(self, held: Iterable[HeldReading]) -> None:
        """Readings in their order; their captures and texts are there already. Raises LedgerError where a reading does
        not become what it was."""
        for one in held:
            self.added["readings"] += self._reading(one)

    def _reading(self, held: HeldReading) -> bool:
        new = add.Prepared(
            id=held.id,
            document=held.document,
            text=held.text_id,
            payload=held.payload,
            origin=held.origin,
            mentions=list(held.mentions or ()),
            claims=[_claim_row(claim) for claim in held.claims],
            makers=[claim.origin for claim in held.claims],
        )
        captures = [id_ for id_, _ in held.captures]
        at = self._earliest.get(held.id, held.added_at)
        added = add.insert_reading(self._connection, new, captures, at)
        self.added["claims"] += added.claims
        self.added["documents"] += added.documents
        return bool(added.readings)

    def _judgements(self, lines: Iterable[Line]) -> None:
        log = tables.judgements
        for line in lines:
            row = self._known(log, line)
            if self.fresh:
                self._connection.execute(insert(log), row)
                self.added["judgements"] += 1
            else:
                bare = {name: value for name, value in row.items() if name not in {"previous", "link"}}
                self.added["judgements"] += chain.append(self._connection, bare)

    def _ratings(self, lines: Iterable[Line]) -> None:
        """Grades of before the judgement log. The log's first link covers them, so none is added beside it."""
        for line in lines:
            if self.fresh:
                of = select(tables.sources.c.seq).where(tables.sources.c.id == line["source"])
                row = self._known(tables.source_ratings, line) | {"source": self._connection.scalar(of)}
                self._connection.execute(insert(tables.source_ratings), row)
                continue
            rating = sources.Rating(
                line["source"], line["reliability"], line["reason"], line["who"], rows.unstamp(line["at"])
            )
            row = rows.judgement_row(sources.rating_judgement(rating))
            self.added["judgements"] += chain.append(self._connection, row)

    def _dated(self, line: Line) -> Line:
        first = self._earliest.get(line.get("id", ""))
        return line | {"added_at": first} if first else line

    def _known(self, table: Table, line: Line) -> Line:
        if strange := sorted(line.keys() - {column.name for column in table.c}):
            raise LedgerError(
                "backup-newer",
                f"this program knows no {table.name}.{strange[0]}",
                "update Sightline, then restore",
            )
        return dict(line)

    def head(self) -> chain.Head:
        return chain.head(self._connection)

    def faults(self, tell: Tell) -> Iterator[Fault]:
        """What does not fit in the ledger as it is about to be."""
        return fact_faults(self._connection, tell)


def _claim_row(claim: HeldClaim) -> rows.Row:
    """To the letter as it was."""
    payload = packed_claim(claim.payload or "")
    return {"id": claim.id, "content": claim.content, "payload": payload}


def _batches(lines: Iterable[Line]) -> Iterator[list[Line]]:
    some: list[Line] = []
    for line in lines:
        some.append(line)
        if len(some) == _AT_ONCE:
            yield some
            some = []
    if some:
        yield some


def restoring(ledger: Ledger, act: Callable[[Restoring], Any], earliest: Times) -> Counter[str]:
    """Runs `act` within one write transaction: where it raises, nothing was added. Returns how many were new, by
    kind. Raises LedgerError."""
    try:
        with ledger.write() as connection:
            work = Restoring(connection, earliest)
            act(work)
            return work.added
    except (
        SQLAlchemyError
    ) as trouble:  # a fact that no ledger could hold: something is missing, or of another type
        said = str(getattr(trouble, "orig", None) or trouble).splitlines()[0]
        raise LedgerError(
            "backup-unsound",
            f"the backup holds what no ledger can: {said}",
            "nothing was added; use another backup",
        ) from trouble
