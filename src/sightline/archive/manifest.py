"""Manifest: what a backup holds, with the hash of each file; without one, files are no backup."""

import json
import re
from dataclasses import asdict, dataclass, replace
from typing import Any

from sightline.model.errors import LedgerError
from sightline.model.ids import canonical, digest

SCHEMA = "sightline.backup/1"
NAME = "sightline-backup.json"
# Where the files lie that a manifest may name.
FILE = re.compile(r"(facts|vault)/[a-z_]+(-[0-9a-f]{16})?\.(jsonl\.gz|key)")


@dataclass(frozen=True, slots=True)
class Entry:
    """One file. kind: what it holds ("readings", "vault", "key", ...). rows: lines. size, sha256: of the file as it
    lies there. length: bytes of its lines, unpacked."""

    kind: str
    file: str
    rows: int
    size: int
    sha256: str
    length: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """made_at: ISO 8601 in UTC. tool: what made it. migrations: the number of the ledger's newest. judgements,
    head: how many, and the last link of their log. vault: whether captured bytes are in it. faults: what did
    not fit in the ledger or vault when it was made."""

    made_at: str
    tool: str
    migrations: int
    judgements: int
    head: str
    vault: bool
    entries: tuple[Entry, ...]
    faults: tuple[str, ...] = ()

    def entry(self, kind: str) -> Entry | None:
        return next((entry for entry in self.entries if entry.kind == kind), None)


def to_bytes(manifest: Manifest) -> bytes:
    row: dict[str, Any] = {"schema": SCHEMA} | asdict(manifest)
    row["digest"] = digest(canonical(row))
    return json.dumps(row, ensure_ascii=False, indent=1).encode() + b"\n"


def from_bytes(data: bytes, name: str) -> Manifest:
    """Raises LedgerError where it is not one, was changed, or names files that no backup of ours has."""
    try:
        row = json.loads(data)
        said, schema = row.pop("digest"), row.pop("schema")
        if schema != SCHEMA:
            raise LedgerError(
                "backup-newer",
                f"{name} is a backup of another kind ({schema})",
                "update Sightline, then restore",
            )
        if said != digest(canonical({"schema": schema} | row)):
            raise damaged(name, "its manifest was changed or cut")
        entries = tuple(Entry(**entry) for entry in row.pop("entries"))
        made = Manifest(**row, entries=entries)
        _checked(made, name)
        return replace(made, faults=tuple(made.faults))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as trouble:
        raise damaged(name, f"its manifest cannot be read: {trouble}") from trouble


def _checked(manifest: Manifest, name: str) -> None:
    kinds = [entry.kind for entry in manifest.entries]
    for entry in manifest.entries:
        numbers = (entry.rows, entry.size, entry.length)
        if not FILE.fullmatch(entry.file) or kinds.count(entry.kind) > 1:
            raise damaged(name, f"its manifest names a file that belongs to no backup: {entry.file!r}")
        if any(type(number) is not int or number < 0 for number in numbers):
            raise damaged(name, f"its manifest gives {entry.file} no size")


def damaged(name: str, how: str) -> LedgerError:
    return LedgerError(
        "backup-damaged", f"{name} is not whole: {how}", "nothing was restored; use another backup"
    )
