"""What fusion made of the facts, kept: events, voices, what was decided; derived rows, made from facts alone.

They count only under their mark, which names the rules of the program that made them and the facts that they follow
from. Facts are only ever added, so the last number of each of their tables tells whether any came since. What does not
fit its mark is as good as not there: whoever needs it fuses anew and keeps that. So nothing has to be undone where a
program was killed, and no writer of facts waits for fusion.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, delete, func, insert, or_, select

from sightline.ledger import event_format as form
from sightline.ledger import tables
from sightline.ledger.ledger import Ledger
from sightline.ledger.packing import to_json
from sightline.ledger.part import claims_by_seq, pieces
from sightline.model.claim import Claim
from sightline.model.event import Decided, Event, Fusion, Reopened, Voice
from sightline.model.facts import Facts
from sightline.model.fault import Fault
from sightline.model.quiet import no_collecting

# Names in `derived`.
MARK, SUMS, PROFILES, PROFILE_SUMS = "fused", "fused sums", "profiles", "profiles sums"
_COUNTED = (
    tables.captures,
    tables.readings,
    tables.sources,
    tables.source_ratings,
    tables.evidence,
    tables.judgements,
)
_SUMMED = (tables.fused_events, tables.fused_voices, tables.fused_decisions)
_AGAIN = "run: sightline verify --repair-indexes (the facts are not touched)"
_SUM = 1 << 128
_PIECE = 5_000
_ALIKE = 100  # events whose ids begin alike, at most

Rows = Mapping[Any, tuple[Any, ...]]  # by key: the other columns


@dataclass(frozen=True, slots=True)
class Kept:
    """Rows as they are to be kept: of events, of voices, of decisions."""

    events: Rows
    voices: Rows
    decisions: Rows


def facts_mark(connection: Connection) -> str:
    """The facts that a transaction sees, in a few numbers."""
    last = [select(func.max(table.c.seq)).scalar_subquery() for table in _COUNTED]
    return ".".join(str(number or 0) for number in connection.execute(select(*last)).one())


def fits(connection: Connection, rules: str) -> bool:
    """Whether what is kept follows from the facts that the transaction sees, by these rules."""
    return kept_of(connection, rules) == facts_mark(connection)


def kept_of(connection: Connection, rules: str) -> str | None:
    """The mark of the facts that what is kept follows from; None where nothing is, or other rules made it."""
    made, _, facts = (_derived(connection, MARK) or "").partition(" ")
    return facts if facts and made == rules else None


def forget(connection: Connection) -> None:
    """What is kept counts no more: in the write transaction of a fact that changes none of the numbers."""
    if (_derived(connection, MARK) or "").endswith(f" {facts_mark(connection)}"):
        connection.execute(delete(tables.derived).where(tables.derived.c.name == MARK))


def clear(connection: Connection) -> None:
    """All of it away, to be made anew."""
    for table in (*_SUMMED, tables.profiles):
        connection.execute(delete(table))
    connection.execute(
        delete(tables.derived).where(tables.derived.c.name.in_((MARK, SUMS, PROFILES, PROFILE_SUMS)))
    )


def _derived(connection: Connection, name: str) -> str | None:
    return connection.scalar(select(tables.derived.c.version).where(tables.derived.c.name == name))


def _set_derived(connection: Connection, name: str, version: str) -> None:
    connection.execute(delete(tables.derived).where(tables.derived.c.name == name))
    connection.execute(insert(tables.derived), {"name": name, "version": version})


def kept_profiles(connection: Connection, rules: str) -> dict[int, bytes]:
    """By seq of the current reading what is kept of its text; nothing where other rules made it."""
    if _derived(connection, PROFILES) != rules:
        return {}
    held, now = tables.profiles.c, tables.current_documents.c
    query = select(held.reading, held.payload).join(tables.current_documents, now.reading == held.reading)
    return {row.reading: row.payload for row in connection.execute(query)}


def current_readings(connection: Connection, documents: Collection[str] | None = None) -> dict[str, int]:
    """Document id -> seq of its current reading; of some documents, or all."""
    now, document = tables.current_documents.c, tables.documents.c
    query = select(document.id, now.reading).join(tables.documents, document.seq == now.document)
    return {row.id: row.reading for row in _in(connection, query, document.id, documents)}


def current_seqs(connection: Connection) -> list[int]:
    """Of each current claim the seq of its row, in the order of the facts."""
    now = tables.current_claims.c
    return list(connection.scalars(select(now.claim).order_by(now.key)))


def document_seqs(connection: Connection, documents: Collection[str] | None = None) -> dict[str, int]:
    """Document id -> its seq; of some documents, or all."""
    document = tables.documents.c
    found = _in(connection, select(document.id, document.seq), document.id, documents)
    return {row.id: row.seq for row in found}


def claim_seqs_of(connection: Connection, claims: Collection[str]) -> dict[str, int]:
    """Claim id -> seq of its current row."""
    now, claim = tables.current_claims.c, tables.claims.c
    query = select(claim.id, claim.seq).join(tables.current_claims, now.claim == claim.seq)
    return {row.id: row.seq for row in _in(connection, query, claim.id, claims)}


def _in(
    connection: Connection, query: Any, column: ColumnElement[str], wanted: Collection[str] | None
) -> Iterator[Any]:
    """Rows of a query; those where a column is one of some keys, or all."""
    if wanted is None:
        yield from connection.execute(query)
        return
    for some in pieces(wanted):
        yield from connection.execute(query.where(column.in_(some)))


def rows_of(fusion: Fusion, facts: Facts, claim_seqs: Sequence[int], documents: Mapping[str, int]) -> Kept:
    """facts: those fused, claims as they were read; claim_seqs: in their order. documents: id -> seq."""
    claims = {c.id: c for c in facts.claims}
    seqs = {c.id: seq for c, seq in zip(facts.claims, claim_seqs, strict=True)}
    with no_collecting():
        return Kept(
            {e.id: event_columns(e, seqs, claims) for e in fusion.events},
            voice_rows(fusion.voices, documents, len(facts.documents)),
            decision_rows(fusion.decided, fusion.reopened),
        )


def event_columns(event: Event, seqs: Mapping[str, int], claims: Mapping[str, Claim]) -> tuple[Any, ...]:
    return len(event.voices), len(event.claims), form.packed_event(event, seqs, claims)


def voice_rows(voices: Iterable[Voice], documents: Mapping[str, int], total: int) -> Rows:
    """voices: in the order of a Fusion: those of whole documents first, which have each of the `total` documents
    once."""
    covered = 0
    marked: list[tuple[Voice, bool]] = []
    for voice in voices:
        marked.append((voice, covered < total))
        covered += len(voice.documents) * (covered < total)
    return rows_of_voices(marked, documents)


def rows_of_voices(voices: Iterable[tuple[Voice, bool]], documents: Mapping[str, int]) -> Rows:
    """voices: each with whether it is one of whole documents. A document that is a voice by itself needs no row."""
    found: dict[str, tuple[Any, ...]] = {}
    for voice, whole in voices:
        lone = len(voice.documents) == 1 and not voice.reasons
        if not (whole and lone and voice.id == form.lone_voice(voice.documents[0])):
            found[voice.id] = (form.packed_voice(voice, whole, documents),)
    return found


def decision_rows(decided: Iterable[Decided], reopened: Iterable[Reopened]) -> Rows:
    return {
        "decided": (form.packed(to_json([form.decided_row(one) for one in decided])),),
        "reopened": (form.packed(to_json([form.reopened_row(one) for one in reopened])),),
    }


def keep(
    ledger: Ledger, rules: str, facts: str, made: Kept, profiles: Mapping[int, bytes] | None = None
) -> bool:
    """Keeps what was made from the facts of a mark, unless others came meanwhile; rows that are there already stay
    untouched. profiles: new ones, by seq of reading. Returns whether it was kept. Raises LedgerError."""
    with ledger.write() as connection:
        if facts_mark(connection) != facts:
            return False
        keep_profiles(connection, rules, profiles or {})
        if fits(connection, rules):  # another program was quicker
            return True
        total = 0
        for table, rows in zip(_SUMMED, (made.events, made.voices, made.decisions), strict=True):
            total += _replace(connection, table, rows)
        _set_derived(connection, SUMS, f"{total % _SUM:032x}")
        _set_derived(connection, MARK, f"{rules} {facts}")
        return True


def keep_profiles(connection: Connection, rules: str, profiles: Mapping[int, bytes]) -> None:
    """Puts new ones in, by seq of reading, and takes those out whose reading is current no more."""
    if _derived(connection, PROFILES) != rules:
        connection.execute(delete(tables.profiles))
        _set_derived(connection, PROFILES, rules)
        _set_derived(connection, PROFILE_SUMS, "0")
    there = set(connection.scalars(select(tables.profiles.c.reading)))
    gone = there.difference(connection.scalars(select(tables.current_documents.c.reading)), profiles)
    _change_profiles(connection, gone, {seq: (row,) for seq, row in profiles.items() if seq not in there})


def _change_profiles(connection: Connection, gone: Iterable[int], new: Rows) -> None:
    out = {*gone, *new}
    total = int(_derived(connection, PROFILE_SUMS) or "0", 16)
    total -= sum(_digest(tables.profiles, *row) for row in _some(connection, tables.profiles, out))
    _delete(connection, tables.profiles, out)
    total += _insert(connection, tables.profiles, new)
    _set_derived(connection, PROFILE_SUMS, f"{total % _SUM:032x}")


def change(
    ledger: Ledger,
    rules: str,
    before: str,
    after: str,
    gone: Sequence[Iterable[str]],
    made: Kept,
    profiles: Mapping[int, bytes] | None = None,
) -> bool:
    """Brings what is kept of the facts `before` to those `after`: takes out rows by key (of events, voices,
    decisions) and puts in others, which may be there already. Only where it still follows from `before`, and no more
    facts came. Returns whether it was so. Raises LedgerError."""
    with ledger.write() as connection:
        if kept_of(connection, rules) != before or facts_mark(connection) != after:
            return False
        if profiles and _derived(connection, PROFILES) == rules:
            _change_profiles(connection, (), {seq: (row,) for seq, row in profiles.items()})
        total = int(_derived(connection, SUMS) or "0", 16)
        for table, keys, rows in zip(_SUMMED, gone, (made.events, made.voices, made.decisions), strict=True):
            out = {*keys, *rows}
            total -= sum(_digest(table, *row) for row in _some(connection, table, out))
            _delete(connection, table, out)
            total += _insert(connection, table, rows)
        _set_derived(connection, SUMS, f"{total % _SUM:032x}")
        _set_derived(connection, MARK, f"{rules} {after}")
        return True


def _replace(connection: Connection, table: Table, rows: Rows) -> int:
    """Makes a table hold these rows. Returns their sum."""
    held = {key: tuple(rest) for key, *rest in connection.execute(select(table))}
    stay = {key for key, rest in held.items() if rows.get(key) == rest}
    _delete(connection, table, held.keys() - stay)
    _insert(connection, table, {key: row for key, row in rows.items() if key not in stay})
    return sum(_digest(table, key, *row) for key, row in rows.items())


def _insert(connection: Connection, table: Table, rows: Rows) -> int:
    names = [column.name for column in table.c]
    new = [dict(zip(names, (key, *rest), strict=True)) for key, rest in rows.items()]
    if new:
        connection.execute(insert(table), new)
    return sum(_digest(table, key, *rest) for key, rest in rows.items())


def _delete(connection: Connection, table: Table, keys: Iterable[Any]) -> None:
    [key] = table.primary_key.columns
    for some in pieces(keys):
        connection.execute(delete(table).where(key.in_(some)))


def _some(connection: Connection, table: Table, keys: Iterable[Any]) -> Iterator[Any]:
    [key] = table.primary_key.columns
    for some in pieces(keys):
        yield from connection.execute(select(table).where(key.in_(some)))


def _digest(table: Table, *row: Any) -> int:
    """Of one row. Those of all rows are added up, so that a change costs what it touches."""
    said = repr((table.name, *(bytes(x) if isinstance(x, memoryview) else x for x in row)))
    return int.from_bytes(hashlib.blake2b(said.encode(), digest_size=16).digest(), "big")


def fusion_in(connection: Connection, facts: Facts) -> Fusion:
    """All that is kept, where it fits. facts: those that the transaction sees."""
    with no_collecting():
        by_seq = dict(zip(current_seqs(connection), facts.claims, strict=True))
        events = []
        held = tables.fused_events.c
        for id_, payload in connection.execute(select(held.id, held.payload).order_by(held.id)):
            row = form.event_row(payload)
            events.append(form.event_of_row(id_, row, [by_seq[seq] for seq in form.claim_seqs(row)]))
        inside = {c for e in events for c in e.claims}
        loose = sorted({c.id for c in facts.claims} - inside)
        decided, reopened = decisions(connection)
        return Fusion(_voices(connection, facts, events), tuple(events), tuple(loose), decided, reopened)


def _voices(connection: Connection, facts: Facts, events: Iterable[Event]) -> tuple[Voice, ...]:
    documents = {seq: id_ for id_, seq in document_seqs(connection).items()}
    held = tables.fused_voices.c
    every: dict[str, Voice] = {}
    whole = set()
    left = {d.id for d in facts.documents}
    for id_, payload in connection.execute(select(held.id, held.payload)):
        every[id_], of_documents = form.voice_of_row(id_, payload, documents)
        if of_documents:
            whole.add(id_)
            left -= set(every[id_].documents)
    for document in left:
        id_ = form.lone_voice(document)
        whole.add(id_)
        every[id_] = Voice(id_, (document,))
    cited = {v for event in events for v in event.voices}
    return tuple(every[id_] for id_ in sorted(every, key=lambda v: (v not in whole, v not in cited, v)))


def events_page(
    connection: Connection, *, limit: int | None = None, after: Event | None = None, by_id: bool = False
) -> list[Event]:
    """Events that most voices and then most claims speak of first, or in the order of their ids; those that come
    after one. Only their own rows and claims are read."""
    held = tables.fused_events.c
    query = select(held.id, held.payload)
    if by_id:
        query = query.order_by(held.id)
        if after is not None:
            query = query.where(held.id > after.id)
    else:
        query = query.order_by(held.voices.desc(), held.claims.desc(), held.id)
        if after is not None:
            voices, claims = len(after.voices), len(after.claims)
            then = or_(held.claims < claims, and_(held.claims == claims, held.id > after.id))
            query = query.where(or_(held.voices < voices, and_(held.voices == voices, then)))
    return _events(connection, connection.execute(query.limit(limit)).all())


def events_like(connection: Connection, prefix: str) -> list[Event]:
    """Events whose id begins so, with or without its kind; some of them where they are very many."""
    held = tables.fused_events.c
    wanted = prefix.strip().lower()
    found: dict[str, Any] = {}
    for begin in {wanted, f"evt-{wanted}"} if wanted else ():
        query = select(held.id, held.payload).where(held.id.between(begin, begin + "~")).limit(_ALIKE)
        found |= {row.id: row for row in connection.execute(query)}
    return _events(connection, [found[id_] for id_ in sorted(found)])


def _events(connection: Connection, found: Sequence[Any]) -> list[Event]:
    with no_collecting():
        rows = [form.event_row(row.payload) for row in found]
        seqs = list(map(form.claim_seqs, rows))
        claims = claims_by_seq(connection, (seq for some in seqs for seq in some))
        return [
            form.event_of_row(one.id, row, [claims[seq] for seq in some])
            for one, row, some in zip(found, rows, seqs, strict=True)
        ]


def decisions(connection: Connection) -> tuple[tuple[Decided, ...], tuple[Reopened, ...]]:
    held = dict(
        connection.execute(select(tables.fused_decisions.c.name, tables.fused_decisions.c.payload)).all()
    )
    decided, reopened = (json.loads(form.unpacked(held[name])) for name in ("decided", "reopened"))
    return tuple(map(form.decided_of, decided)), tuple(map(form.reopened_of, reopened))


def fused_faults(connection: Connection) -> Iterator[Fault]:
    """Whether what is kept is what was kept: rows are added up again. Nothing kept is no fault."""
    for mark, sums, held in ((MARK, SUMS, _SUMMED), (PROFILES, PROFILE_SUMS, (tables.profiles,))):
        if _derived(connection, mark) is None:
            continue
        total = 0
        for table in held:
            found = connection.execution_options(stream_results=True, yield_per=_PIECE).execute(select(table))
            total += sum(_digest(table, *row) for row in found)
        if total % _SUM != int(_derived(connection, sums) or "0", 16):
            yield Fault("index-wrong", held[0].name, "what fusion made is not as it was kept", _AGAIN)
