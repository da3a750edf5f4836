"""The judgement log as a chain of hashes: every row holds the link before it, and a link over both.

What it shows: that a row was changed, taken out, put in or moved, by anybody who did not write the whole rest of
the log anew. What it cannot show by itself: that the end was cut off, or that all of it was written anew. Against
that helps only a head noted elsewhere (`head`): a log that once had it and is whole still holds it.

The chain is of the order of adding here; two ledgers that hold the same judgements may have other chains.
After Haber and Stornetta, How to time-stamp a digital document (1991).
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select

from sightline.ledger import rows, tables
from sightline.model.ids import JSON, canonical

_SAID = ("id", "subject", "decision", "who", "why", "at", "about", "changes", "basis", "words")
_LOG = tables.judgements


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the log: how many judgements it has, and the link of the last ("" while none is linked)."""

    length: int
    link: str


@dataclass(frozen=True, slots=True)
class Misfit:
    """One thing that does not fit. id: the judgement at which it shows, "" for the log as a whole."""

    id: str
    words: str


def append(connection: Connection, row: rows.Row) -> bool:
    """Puts a row of `rows.judgement_row` at the end of the log, in the caller's write transaction; returns
    whether it was new. Writers must not overlap: the lock that
    `Ledger.write` takes sees to it, and the database refuses a log that forks."""
    if connection.scalar(select(_LOG.c.seq).where(_LOG.c.id == row["id"])) is not None:
        return False
    previous = _last(connection) or beginning(connection)
    connection.execute(insert(_LOG), row | {"previous": previous, "link": link_of(previous, row)})
    return True


def head(connection: Connection) -> Head:
    """What to note elsewhere, so that a cut end of the log would show."""
    length = connection.execute(select(func.count()).select_from(_LOG)).scalar()
    return Head(length or 0, _last(connection))


def _last(connection: Connection) -> str:
    return connection.execute(select(_LOG.c.link).order_by(_LOG.c.seq.desc()).limit(1)).scalar() or ""


def link_of(previous: str, row: rows.Found) -> str:
    """`sha256:...` over the link before and all that the row says."""
    return _hash([previous, *(row[name] for name in _SAID)])


def beginning(connection: Connection) -> str:
    """What the first link comes after: a hash over the judgements and grades that a ledger held before there were
    links."""
    unlinked = select(_LOG).where(_LOG.c.link == "").order_by(_LOG.c.seq)
    given, source = tables.source_ratings, tables.sources
    grades = (
        select(source.c.id, given.c.reliability, given.c.reason, given.c.who, given.c.at)
        .join(source, source.c.seq == given.c.source)
        .order_by(given.c.seq)
    )
    said: list[JSON] = [[row[n] for n in _SAID] for row in connection.execute(unlinked).mappings()]
    return _hash(["sightline judgement log", said, [list(grade) for grade in connection.execute(grades)]])


def _hash(content: JSON) -> str:
    return "sha256:" + hashlib.sha256(canonical(content)).hexdigest()


def check_chain(connection: Connection, noted: str = "") -> list[Misfit]:
    """Everything in the log that does not fit, in its order; empty where all does. noted: a head taken down
    earlier, or its beginning (16 characters at least), which must still be in the log."""
    found = list(_misfits(connection))
    if noted and not _holds(connection, noted):
        short = noted if len(noted) <= 24 else noted[:24] + "..."
        found.append(
            Misfit("", f"the log no longer holds {short}: its end was cut off, or it was written anew")
        )
    return found


def _holds(connection: Connection, noted: str) -> bool:
    wanted = noted if noted.startswith("sha256:") else "sha256:" + noted
    if len(wanted) < len("sha256:") + 16:
        return False
    near = select(_LOG.c.seq).where(_LOG.c.link.between(wanted, wanted + "~")).limit(1)
    return connection.scalar(near) is not None


def _misfits(connection: Connection) -> Iterator[Misfit]:
    links = dict.fromkeys(connection.scalars(select(_LOG.c.link).where(_LOG.c.link != "")))
    before: str | None = None  # the link of the row above; None before the first linked one
    for row in connection.execute(select(_LOG).order_by(_LOG.c.seq)).mappings():
        if not row["link"]:
            if before is not None:
                yield Misfit(row["id"], "was put into the log without a link")
            continue
        if row["link"] != link_of(row["previous"], row):
            yield Misfit(row["id"], "was changed after it was written")
        expected = beginning(connection) if before is None else before
        if row["previous"] != expected:
            yield Misfit(row["id"], _why(row["previous"], before, links))
        before = row["link"]


def _why(previous: str, before: str | None, links: dict[str, None]) -> str:
    if previous in links:
        return "does not come after the judgement that it was written after: something was put in or moved"
    if before is None:
        return "was not the first, or what was judged before there were links was changed"
    return "the judgement that it was written after was taken out or changed"
