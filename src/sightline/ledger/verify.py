"""verify: does everything in a ledger fit? Every id is made again, every reference followed, every index counted.

Nothing is changed. What cannot be shown: that the whole file was put back to an older state, or that somebody who
knows how wrote all of it anew; against both helps the head of the judgement log, noted elsewhere.
"""

import json
from collections.abc import Callable, Iterator
from functools import partial

from sqlalchemy import Connection, Table, except_, exists, func, select
from sqlalchemy.exc import DatabaseError

from sightline.ledger import chain, rows, sound, tables
from sightline.ledger.indexes import database_faults, index_faults
from sightline.ledger.ledger import Ledger
from sightline.ledger.stream import held_readings, held_rows, streamed
from sightline.model.errors import LedgerError
from sightline.model.fault import Fault

# What is being looked at, how many are done, how many there are.
Tell = Callable[[str, int, int], None]
_MOST = 20  # of one kind of broken reference named one by one
_OFTEN = 500  # rows between two words of progress


def quiet(_what: str, _done: int, _all: int) -> None:
    """Tells nobody."""


def verify(ledger: Ledger, tell: Tell = quiet, *, noted: str = "") -> Iterator[Fault]:
    """Everything in the ledger that does not fit, from one consistent cut of it.

    noted: a head of the judgement log that was taken down earlier. Raises LedgerError where it cannot be read
    at all; a page of it that is damaged is a fault.
    """
    told = False
    try:
        with ledger.look() as connection:
            for what, check in [("database", database_faults), *_checks(tell, noted)]:
                tell(what, 0, 0)
                try:
                    yield from check(connection)
                except DatabaseError as trouble:
                    told = True
                    yield _damage(ledger, what, trouble.orig)
                    if connection.dialect.name != "sqlite":  # its transaction is over
                        return
    except LedgerError as error:  # a damaged file may refuse even the end of a transaction
        if error.code != "ledger-damaged":
            raise
        if not told:
            yield _damage(ledger, "pages", error.message)


def _damage(ledger: Ledger, what: str, said: object) -> Fault:
    words = f"the database cannot read all of its {what}: {said}"
    return Fault("damaged", ledger.name, words, sound.AGAIN)


def fact_faults(connection: Connection, tell: Tell = quiet) -> Iterator[Fault]:
    """What does not fit in the facts as a transaction sees them."""
    for what, check in _checks(tell, ""):
        tell(what, 0, 0)
        yield from check(connection)


def _checks(tell: Tell, noted: str) -> list[tuple[str, Callable[[Connection], Iterator[Fault]]]]:
    return [
        ("references", _reference_faults),
        *((table.name, partial(_plain_faults, table, tell)) for table in _SOUND),
        ("texts", partial(_text_faults, tell)),
        ("readings", partial(_readings_faults, tell)),
        ("evidence and judgements", _about_faults),
        ("judgement log", partial(_chain_faults, noted)),
        ("indexes", index_faults),
    ]


_SOUND: dict[Table, Callable[[rows.Found], Iterator[Fault]]] = {
    tables.captures: sound.capture_faults,
    tables.issues: sound.issue_faults,
    tables.sources: sound.source_faults,
    tables.source_ratings: sound.rating_faults,
    tables.evidence: sound.evidence_faults,
    tables.judgements: sound.judgement_faults,
}


def _plain_faults(table: Table, tell: Tell, connection: Connection) -> Iterator[Fault]:
    total = _count(connection, table)
    for done, row in enumerate(held_rows(connection, table.name)):
        if done % _OFTEN == 0:
            tell(table.name, done, total)
        yield from _SOUND[table](row)


def _text_faults(tell: Tell, connection: Connection) -> Iterator[Fault]:
    total = _count(connection, tables.texts)
    for done, row in enumerate(streamed(connection, select(tables.texts.c.id, tables.texts.c.text))):
        if done % _OFTEN == 0:
            tell("texts", done, total)
        yield from sound.text_faults(row.id, row.text)


def _readings_faults(tell: Tell, connection: Connection) -> Iterator[Fault]:
    total = _count(connection, tables.readings)
    for done, held in enumerate(held_readings(connection)):
        if done % _OFTEN == 0:
            tell("readings", done, total)
        yield from sound.reading_faults(held)


def _count(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0


def _reference_faults(connection: Connection) -> Iterator[Fault]:
    """Links that lead nowhere, and facts that nothing leads to."""
    for table in tables.FACTS.sorted_tables:
        for link in table.foreign_keys:
            column, target = link.parent, link.column
            lost = select(column).where(~exists().where(target == column)).limit(_MOST)
            for number in connection.scalars(lost):
                words = f"a row of {table.name} rests on {target.table.name} number {number}, which is gone"
                yield Fault("link-broken", table.name, words, sound.AGAIN)
    for table, leading in _LED_TO:
        # As sets: not every link has an index, and row by row a ledger of a million claims takes hours.
        unled = except_(select(table.c.seq), select(leading)).limit(_MOST).subquery()
        for id_ in connection.scalars(select(table.c.id).join(unled, unled.c.seq == table.c.seq)):
            yield Fault("orphan", str(id_), f"a row of {table.name} that no reading leads to", sound.CHANGED)


_LED_TO = (
    (tables.documents, tables.readings.c.document),
    (tables.texts, tables.readings.c.text),
    (tables.claims, tables.reading_claims.c.claim),
)


def _about_faults(connection: Connection) -> Iterator[Fault]:
    """Evidence and judgements name claims and captures by id; all of them must be there."""
    for row in held_rows(connection, "evidence"):
        yield from _unknown(connection, row["id"], tables.claims, [row["claim"]])
        yield from _unknown(connection, row["id"], tables.captures, _listed(row["payload"], "captures"))
    for row in held_rows(connection, "judgements"):
        claims = [id_ for id_ in (row["subject"], *_listed(row["about"], "")) if id_.startswith("clm-")]
        yield from _unknown(connection, row["id"], tables.claims, claims)


def _listed(payload: str, name: str) -> list[str]:
    try:
        row = json.loads(payload)
        return [str(one) for one in (row[name] if name else row)]
    except (ValueError, KeyError, TypeError):
        return []  # told already, by the fact's own check


def _unknown(connection: Connection, where: str, table: Table, ids: list[str]) -> Iterator[Fault]:
    for id_ in dict.fromkeys(ids):
        if connection.scalar(select(table.c.seq).where(table.c.id == id_).limit(1)) is None:
            yield Fault(
                "unknown-id", where, f"it is about {id_}, which the ledger does not hold", sound.AGAIN
            )


def log_head(ledger: Ledger) -> tuple[int, str]:
    """How many judgements its log holds, and its last link, to be noted elsewhere. Raises LedgerError."""
    with ledger.look() as connection:
        end = chain.head(connection)
        return end.length, end.link


def _chain_faults(noted: str, connection: Connection) -> Iterator[Fault]:
    for misfit in chain.check_chain(connection, noted):
        where = misfit.id or "the judgement log"
        yield Fault(
            "log-broken", where, misfit.words, "find out who wrote to the ledger, and restore a backup"
        )
