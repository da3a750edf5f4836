"""Backups wired up: a ledger, and the files of its vault that it knows, into a folder or one zip file."""

import datetime as dt
import hashlib
import io
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sightline import __version__
from sightline.archive import manifest as mf
from sightline.archive.names import object_name, record_name
from sightline.archive.open import Archive, archive
from sightline.archive.store import Shelf, put_lines, shelf
from sightline.capture.custody import KEY, vault_faults
from sightline.capture.vault import Vault, capture_from_record
from sightline.model.errors import FetchError, LedgerError
from sightline.model.fault import Fault

if TYPE_CHECKING:
    from sightline.ledger.backup import Cut
    from sightline.ledger.ledger import Ledger

Tell = Callable[[str, int, int], None]
_OFTEN = 500
_MOST = 100  # faults that a manifest tells one by one


@dataclass(frozen=True, slots=True)
class BackedUp:
    """counts: facts by kind, preserved files as "files". size: bytes of all its files, those that were there before too.
    faults: what did not fit in ledger or vault, and so does not in the backup."""

    counts: Counter[str]
    size: int
    manifest: mf.Manifest
    faults: tuple[Fault, ...]


def all_faults(ledger: "Ledger", vault: Path, tell: Tell, noted: str = "") -> Iterator[Fault]:
    """What does not fit in a ledger and its vault. Raises LedgerError where the ledger cannot be opened."""
    from sightline.ledger.look import captures
    from sightline.ledger.verify import verify

    damaged = False
    for fault in verify(ledger, tell, noted=noted):
        damaged = damaged or fault.code == "damaged"
        yield fault
    try:
        known = captures(ledger)
    except (LedgerError, ValueError):  # its captures cannot be read, which was told
        known = ()
    if known or not damaged:
        yield from vault_faults(vault, known, tell)


def back_up(
    ledger: "Ledger", vault: Path, target: Path, *, now: dt.datetime, with_vault: bool, tell: Tell
) -> BackedUp:
    """Writes a backup of one cut of the ledger, with the files of the vault that it knows, and reads it back. Others
    may go on adding. Raises LedgerError."""
    from sightline.ledger.backup import KINDS, cut

    work = _Backup(Vault(vault), tell)
    with cut(ledger) as held, shelf(target) as to:
        spool = target if target.is_dir() else target.parent
        entries = [put_lines(to, kind, "facts", work.facts(held, kind), spool=spool) for kind in KINDS]
        if with_vault:
            entries.append(put_lines(to, "vault", "vault", work.files(to), spool=spool))
            entries += work.key(to)
        made = mf.Manifest(
            made_at=now.astimezone(dt.UTC).isoformat(timespec="seconds"),
            tool=f"sightline {__version__}",
            migrations=held.migrations,
            judgements=held.head.length,
            head=held.head.link,
            vault=with_vault,
            entries=tuple(entries),
            faults=_in_words(work.faults),
        )
        to.close(made)
    with archive(target) as again:
        _read_back(again, work.put, tell)
    counts = Counter({entry.kind: entry.rows for entry in entries}) | work.counts
    return BackedUp(counts, work.size + sum(e.size for e in entries), made, tuple(work.faults))


def _in_words(faults: Sequence[Fault]) -> tuple[str, ...]:
    words = [f"{fault.where}: {fault.message}" for fault in faults[:_MOST]]
    return (*words, f"and {len(faults) - _MOST} more") if len(faults) > _MOST else tuple(words)


class _Backup:
    """What passes by while a backup is written. put: the vault's files that were written this time."""

    def __init__(self, vault: Vault, tell: Tell) -> None:
        self._vault, self._tell = vault, tell
        self.faults: list[Fault] = []
        self.counts: Counter[str] = Counter()
        self.put: list[tuple[str, str, int]] = []
        self.size = 0
        self._digests: dict[str, str] = {}
        self._sizes: dict[str, int] = {}

    def facts(self, held: "Cut", kind: str) -> Iterator[bytes]:
        from sightline.ledger.backup import line_faults, reading_line, to_line
        from sightline.ledger.sound import readable, reading_faults

        total = held.count(kind)
        if kind == "readings":
            for done, one in enumerate(held.readings()):
                self._told(kind, done, total)
                self.faults += reading_faults(one)
                if readable(one):
                    self.counts["claims"] += len(one.claims)
                    yield to_line(reading_line(one))
            return
        for done, line in enumerate(held.lines(kind)):
            self._told(kind, done, total)
            self.faults += line_faults(kind, line)
            if kind == "captures":
                self._digests[line["id"]] = line["digest"]
                self._sizes[line["digest"]] = line["size"]
            yield to_line(line)

    def _told(self, what: str, done: int, total: int) -> None:
        if done % _OFTEN == 0:
            self._tell(what, done, total)

    def files(self, to: Shelf) -> Iterator[bytes]:
        """Puts the vault's files there that the ledger knows, and gives the lines that list them."""
        if self._sizes and not self._vault.folder.is_dir():
            words = f"there is no vault, and the ledger knows {len(self._digests)} captures"
            advice = "name its folder with the setting vault; without it only the facts are in the backup"
            self.faults.append(Fault("no-vault", str(self._vault.folder), words, advice))
            return
        for done, (digest, size) in enumerate(self._sizes.items()):
            self._tell("preserved files", done, len(self._sizes))
            name = object_name(digest)
            if not to.has(name, size):
                try:
                    path = self._vault.path_of(digest)
                except (FetchError, OSError) as trouble:
                    self._lost(digest, trouble)
                    continue
                with path.open("rb") as file:
                    to.put(name, file)
                self.put.append((name, digest.removeprefix("sha256:"), size))
            self.size += size
            self.counts["files"] += 1
            yield _line({"object": digest, "size": size})
        for id_ in self._digests:
            if (line := self._record(to, id_)) is not None:
                yield _line(line)

    def _record(self, to: Shelf, id_: str) -> dict[str, Any] | None:
        try:
            data = self._vault.record_bytes(id_)
            capture_from_record(json.loads(data))
        except (OSError, ValueError, KeyError, TypeError) as trouble:
            self._lost(id_, trouble)
            return None
        name, made = record_name(id_), hashlib.sha256(data).hexdigest()
        if not to.has(name, len(data)):
            to.put(name, io.BytesIO(data))
            self.put.append((name, made, len(data)))
        self.size += len(data)
        return {"record": id_, "sha256": made, "size": len(data)}

    def _lost(self, where: str, trouble: Exception) -> None:
        words = f"is not in the backup, for the vault does not hold it as it was: {trouble}"
        self.faults.append(Fault("bytes-missing", where, words, "see: sightline verify"))

    def key(self, to: Shelf) -> list[mf.Entry]:
        path = self._vault.folder / KEY
        if not path.is_file():
            return []
        data = path.read_bytes()
        with path.open("rb") as file:
            to.put(f"vault/{KEY}", file)
        made = hashlib.sha256(data).hexdigest()
        return [mf.Entry("key", f"vault/{KEY}", 1, len(data), made, len(data))]


def _line(row: dict[str, Any]) -> bytes:
    return json.dumps(row, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def _read_back(again: Archive, put: Sequence[tuple[str, str, int]], tell: Tell) -> None:
    """Raises LedgerError unless what was written this time can be read again as it was."""
    for entry in again.manifest.entries:
        tell(f"reading back {entry.kind}", 0, 0)
        if entry.kind == "key":
            again.whole(entry)
        else:
            for _ in again.lines(entry):
                pass
    for done, (name, made, size) in enumerate(put):
        tell("reading back files", done, len(put))
        again.check(name, made, size)
