"""What came into a ledger since a mark of `fused.facts_mark`, without reading what was there."""

from dataclasses import dataclass

from sqlalchemy import Connection, select, union

from sightline.ledger import fused, look, rows, tables
from sightline.ledger.part import part_of
from sightline.ledger.sources import current_sources
from sightline.model.capture import Capture
from sightline.model.claim import Claim
from sightline.model.document import Document
from sightline.model.evidence import Evidence
from sightline.model.judgement import Judgement
from sightline.model.source import Source


@dataclass(frozen=True, slots=True)
class News:
    """mark: of the facts as they are now. kept: of the facts that what is kept follows from. documents: those that are
    new, were read again or have another capture, each with its claims. captures: new ones. evidence, judgements,
    sources: all there are, where any came; else None."""

    mark: str
    kept: str | None
    documents: tuple[Document, ...]
    claims: tuple[Claim, ...]
    captures: tuple[Capture, ...]
    evidence: tuple[Evidence, ...] | None
    judgements: tuple[Judgement, ...] | None
    sources: tuple[Source, ...] | None


def news_since(connection: Connection, mark: str, rules: str) -> News:
    then = [int(number) for number in mark.split(".")]
    now = fused.facts_mark(connection)
    came = [a != b for a, b in zip(then, map(int, now.split(".")), strict=True)]
    captures, readings, sources, ratings, evidence, judgements = came
    some = part_of(connection, _documents(connection, then[0], then[1]) if captures or readings else ())
    capture = tables.captures.c
    new = select(tables.captures).where(capture.seq > then[0]).order_by(capture.seq)
    return News(
        mark=now,
        kept=fused.kept_of(connection, rules),
        documents=some.documents,
        claims=some.claims,
        captures=tuple(map(rows.capture_value, connection.execute(new).mappings())) if captures else (),
        evidence=look.every(connection, tables.evidence, rows.evidence_value) if evidence else None,
        judgements=some.judgements if judgements else None,
        sources=current_sources(connection) if sources or ratings or judgements else None,
    )


def _documents(connection: Connection, capture: int, reading: int) -> list[str]:
    """Documents (ids) that were read since, or whose reading was found in a capture that came since."""
    document, held, link = tables.documents.c, tables.readings.c, tables.reading_captures.c
    read = select(held.document).where(held.seq > reading)
    linked = (
        select(held.document)
        .join(tables.reading_captures, link.reading == held.seq)
        .join(tables.captures, tables.captures.c.seq == link.capture)
        .where(tables.captures.c.seq > capture)
    )
    return list(connection.scalars(select(document.id).where(document.seq.in_(union(read, linked)))))
