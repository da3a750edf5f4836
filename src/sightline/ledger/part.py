"""A part of the facts: some documents with what was read in them, without reading all others."""

from collections.abc import Collection, Iterable, Iterator
from typing import TypeVar

from sqlalchemy import Connection, select

from sightline.ledger import look, rows, tables
from sightline.ledger.current import ORDINALS
from sightline.ledger.unpacking import Unpacker
from sightline.model.claim import Claim
from sightline.model.document import Document
from sightline.model.facts import Facts

K = TypeVar("K", int, str)

_PIECE = 1_000


def part_of(connection: Connection, documents: Collection[str]) -> Facts:
    """Some documents (ids), their claims, the evidence on those, and every judgement; no captures, sources, issues."""
    found: list[Document] = []
    claims: list[Claim] = []
    evidence = []
    unpack = Unpacker().claim
    table = tables.current_readings
    for some in pieces(documents):
        query = look.document_query(table).where(tables.documents.c.id.in_(some))
        for row in connection.execute(query).mappings().all():
            found.append(look.document_of(row, look.first_captures(connection, row["seq"])[row["seq"]]))
        query_ = look.claim_query(table).where(tables.documents.c.id.in_(some))
        claims += [unpack(*held) for held in connection.execute(query_)]
    for some in pieces({c.id for c in claims}):
        wanted = select(tables.evidence).where(tables.evidence.c.claim.in_(some))
        evidence += [rows.evidence_value(row) for row in connection.execute(wanted).mappings()]
    judged = select(tables.judgements).order_by(tables.judgements.c.seq)
    return Facts(
        documents=tuple(found),
        claims=tuple(claims),
        evidence=tuple(evidence),
        judgements=tuple(rows.judgement_value(row) for row in connection.execute(judged).mappings()),
    )


def claims_by_seq(connection: Connection, seqs: Iterable[int]) -> dict[int, Claim]:
    """Current claims by the seq of their rows."""
    now, claim, document = tables.current_claims.c, tables.claims.c, tables.documents.c
    unpack = Unpacker().claim
    found: dict[int, Claim] = {}
    for some in pieces(set(seqs)):
        query = (
            select(claim.seq, claim.payload, claim.id, now.key, tables.origins.c.name)
            .join(tables.current_claims, now.claim == claim.seq)
            .join(tables.origins, tables.origins.c.seq == now.origin)
            .where(claim.seq.in_(some))
        )
        held = connection.execute(query).all()
        named = select(document.seq, document.id).where(
            document.seq.in_(sorted({row.key // ORDINALS for row in held}))
        )
        ids = {row.seq: row.id for row in connection.execute(named)}
        for row in held:
            found[row.seq] = unpack(row.payload, row.id, ids[row.key // ORDINALS], row.name)
    return found


def pieces(of: Iterable[K]) -> Iterator[list[K]]:
    """Keys, sorted, as many at a time as a query may ask for."""
    every = sorted(of)
    for start in range(0, len(every), _PIECE):
        yield every[start : start + _PIECE]
