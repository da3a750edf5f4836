"""Makes a ledger as Sightline wrote it before migration 3: rows in the shape of that time, SQL by hand."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from sightline.ledger import migrate, rows
from sightline.ledger.claim_format import claim_json
from sightline.ledger.ledger import open_ledger
from sightline.model.capture import Capture
from sightline.model.reading import Reading

STAMP = "2026-01-01T12:00:00.000000+00:00"


def make_older_ledger(path: Path, kept: list[tuple[Capture, Reading]], strip: str = "") -> None:
    """strip: a key that the contract did not have then, left out of every place."""
    open_ledger(path, migrations=migrate.shipped()[:2]).close()
    with closing(sqlite3.connect(path)) as db:
        for capture, reading in kept:
            _add(db, capture, reading, strip)
        db.commit()


def _add(db: sqlite3.Connection, capture: Capture, reading: Reading, strip: str) -> None:
    document = reading.document
    capture_row = rows.capture_row(capture, capture.retrieved)
    capture_seq = _put(db, "captures", capture_row)
    document_seq = _put(db, "documents", {"id": document.id, "added_at": STAMP})
    text_seq = _put(db, "texts", {"id": rows.text_id(document.text), "text": document.text})
    payload = rows.document_payload(document)
    mentions = rows.mentions_json(reading.mentions)
    claims = [_claim(claim, strip) for claim in reading.claims]
    reading_seq = _put(
        db, "readings",
        {"id": rows.reading_id(reading, payload, mentions, claims), "document": document_seq, "text": text_seq,
         "origin": rows.reading_origin(reading), "payload": payload, "added_at": STAMP},
    )  # fmt: skip
    _put(db, "reading_captures", {"reading": reading_seq, "capture": capture_seq})
    for n, (mention, text) in enumerate(zip(reading.mentions, mentions, strict=True)):
        row = {"document": document_seq, "content": rows.short_hash(text), "kind": mention.kind,
               "name": mention.name, "ref": mention.ref, "payload": text}  # fmt: skip
        _put(
            db,
            "reading_mentions",
            {"reading": reading_seq, "ordinal": n, "mention": _put(db, "mentions", row)},
        )
    for n, (claim, row) in enumerate(zip(reading.claims, claims, strict=True)):
        origin = _put(db, "origins", {"name": claim.origin})
        link = {"reading": reading_seq, "ordinal": n, "claim": _put(db, "claims", row), "origin": origin}
        _put(db, "reading_claims", link)


def _claim(claim, strip):
    text = claim_json(claim)
    if strip:
        payload = json.loads(text)
        for name in ("place", "from"):
            if payload[name]:
                del payload[name][strip]
        text = rows.to_json(payload)
    south, west, north, east = rows.circle_box(claim.place)
    now = rows.current_row(claim)
    return {
        "id": claim.id, "content": rows.short_hash(text), "event": claim.event, "stance": claim.stance,
        "lat": now["lat"], "lon": now["lon"], "south": south, "west": west, "north": north, "east": east,
        "earliest": now["earliest"], "latest": now["latest"], "payload": text,
    }  # fmt: skip


def _put(db: sqlite3.Connection, table: str, row: dict) -> int:
    names, marks = ", ".join(row), ", ".join("?" * len(row))
    cursor = db.execute(f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({marks})", list(row.values()))
    if cursor.rowcount:
        return cursor.lastrowid
    key = {"mentions": ("document", "content"), "origins": ("name",)}[table]
    where = " AND ".join(f"{name} = ?" for name in key)
    return db.execute(f"SELECT seq FROM {table} WHERE {where}", [row[name] for name in key]).fetchone()[0]
