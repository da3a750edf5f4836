"""From the beginning of an id to the thing it names."""

from collections.abc import Callable, Sequence

from sqlalchemy import Connection, Table, select

from sightline.ledger import rows, tables
from sightline.ledger.ledger import Ledger
from sightline.ledger.look import NOW, claim_query, reading
from sightline.model.capture import Capture
from sightline.model.claim import Claim
from sightline.model.document import Document
from sightline.model.errors import LedgerError
from sightline.model.event import Event
from sightline.model.evidence import Evidence
from sightline.model.issue import Issue
from sightline.model.judgement import Judgement

Noun = Claim | Document | Capture | Event | Issue | Judgement | Evidence

_PLACES = (
    tables.claims,
    tables.documents,
    tables.captures,
    tables.issues,
    tables.judgements,
    tables.evidence,
)
_SHOWN = 5


def find(ledger: Ledger, prefix: str, events: Sequence[Event] = ()) -> Noun:
    """The one thing whose id begins so; the kind ("clm-", "sha256:") may be left out.

    events: those fused from this ledger, which does not keep them. A claim comes as its current reading has
    it, or, where that no longer has it, as the newest that did. Raises LedgerError where nothing or more than
    one thing fits.
    """
    wanted = prefix.strip().lower()
    with ledger.look() as connection:
        ids = _ids(connection, wanted)
    ids |= {event.id: tables.claims for event in events if _begins(event.id, wanted)}
    if wanted in ids:
        ids = {wanted: ids[wanted]}
    if not wanted or not ids:
        raise LedgerError(
            "not-found", f"nothing here has an id that begins with {prefix!r}", "see: sightline events"
        )
    if len(ids) > 1:
        some = ", ".join(sorted(ids)[:_SHOWN]) + (", ..." if len(ids) > _SHOWN else "")
        raise LedgerError("ambiguous-id", f"{prefix!r} fits {len(ids)} things: {some}", "give more of the id")
    [(id_, table)] = ids.items()
    event = next((event for event in events if event.id == id_), None)
    return event or _value(ledger, id_, table)


def _begins(id_: str, wanted: str) -> bool:
    return id_.startswith(wanted) or _bare(id_).startswith(wanted)


def _bare(id_: str) -> str:
    return id_[max(id_.find("-"), id_.find(":")) + 1 :]


def _ids(connection: Connection, wanted: str) -> dict[str, Table]:
    found: dict[str, Table] = {}
    for table in _PLACES if wanted else ():
        some = connection.scalar(select(table.c.id).limit(1)) or ""
        kind = some.removesuffix(_bare(some))  # the ids of one table are all of one kind
        for begin in {wanted, kind + wanted}:
            # Ids are ASCII: "~" comes after every character of one, so the index answers this.
            fits = select(table.c.id).distinct().where(table.c.id.between(begin, begin + "~")).limit(100)
            found |= dict.fromkeys(connection.scalars(fits), table)
    return found


def _value(ledger: Ledger, id_: str, table: Table) -> Noun:
    if table is tables.documents:
        return reading(ledger, id_).document
    with ledger.look() as connection:
        if table is tables.claims:
            return _claim(connection, id_)
        row = connection.execute(select(table).where(table.c.id == id_)).mappings().one()
        return _VALUES[table.name](row)


def _claim(connection: Connection, claim_id: str) -> Claim:
    for held in (NOW, tables.readings):
        query = claim_query(held).where(tables.claims.c.id == claim_id)
        newest = query.order_by(None).order_by(held.c.added_at.desc(), held.c.id.desc())
        if row := connection.execute(newest).first():
            return rows.claim_value(*row)
    raise AssertionError(f"claim {claim_id} belongs to no reading")


_VALUES: dict[str, Callable[[rows.Found], Noun]] = {
    "captures": rows.capture_value,
    "issues": rows.issue_value,
    "judgements": rows.judgement_value,
    "evidence": rows.evidence_value,
}
