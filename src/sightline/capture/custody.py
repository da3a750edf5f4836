"""Whether a vault still holds what it was given: every file hashed against its name, every record read.

A killed process may leave bytes that no record speaks of, records that no ledger knows, and unfinished files:
those are harmless and said to be. Anything that is missing or changed is not.
"""

import hashlib
import json
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from sightline.capture.vault import capture_from_record
from sightline.model.capture import Capture, capture_id
from sightline.model.fault import Fault

Tell = Callable[[str, int, int], None]

_RESTORE = "restore the vault from a backup"
_LEAVE = "harmless; take it out if you do not know it"
_UNFINISHED = ".tmp-"
_HEX2, _HEX62 = re.compile("[0-9a-f]{2}"), re.compile("[0-9a-f]{62}")
_RECORD = re.compile(r"cap-[0-9a-f]{20}\.json")
KEY = "handle.key"


def vault_faults(folder: Path, held: Iterable[Capture], tell: Tell) -> Iterator[Fault]:
    """What does not fit in the vault at `folder`. held: the captures that the ledger knows."""
    known = {capture.id: capture for capture in held}
    if not folder.is_dir():
        if known:
            words = f"there is no vault, and the ledger knows {len(known)} captures"
            yield Fault(
                "no-vault", str(folder), words, "name its folder with the setting vault, or restore it"
            )
        return
    records: dict[str, Capture] = {}
    yield from _record_faults(folder / "captures", known, records, tell)
    sizes = {c.digest: c.size for c in (*records.values(), *known.values())}
    wanted = {c.digest for c in known.values()}
    yield from _object_faults(folder / "objects", sizes, wanted, tell)
    yield from _other_faults(folder)


def _record_faults(
    folder: Path, known: dict[str, Capture], records: dict[str, Capture], tell: Tell
) -> Iterator[Fault]:
    """Fills `records` with those that can be read."""
    missing = set(known)
    for path in _files(folder):
        missing.discard(path.stem)
        if not _RECORD.fullmatch(path.name):
            yield _stray(path)
        elif (strange := _no_file(path)) is not None:
            yield strange
        else:
            tell("custody records", len(records), len(known))
            yield from _one_record(path, known.get(path.stem), records)
    for id_ in sorted(missing):
        words = "the vault has no custody record of this capture"
        yield Fault("record-missing", id_, words, _RESTORE)


def _one_record(path: Path, known: Capture | None, records: dict[str, Capture]) -> Iterator[Fault]:
    try:
        capture = capture_from_record(json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as trouble:
        yield Fault("record-unreadable", path.name, f"the custody record cannot be read: {trouble}", _RESTORE)
        return
    made = capture_id(capture.location, capture.digest, capture.retrieved)
    if made != path.stem or capture.id != path.stem:
        yield Fault(
            "record-changed", path.name, "the custody record is not what its name was made from", _RESTORE
        )
        return
    records[capture.id] = capture
    if known is None:
        words = "a custody record that this ledger does not know: an addition that was stopped, or another ledger's"
        yield Fault(
            "record-unknown", path.name, words, "harmless; adding the input again settles it", harmless=True
        )
    elif known != capture:
        words = "the custody record and the ledger do not say the same of this capture"
        yield Fault("record-changed", path.name, words, _RESTORE)


def _object_faults(folder: Path, sizes: dict[str, int], wanted: set[str], tell: Tell) -> Iterator[Fault]:
    missing, done = set(wanted), 0
    for inner in _files(folder):
        if inner.is_symlink() or not inner.is_dir() or not _HEX2.fullmatch(inner.name):
            yield _no_file(inner) or _stray(inner)
            continue
        for path in _files(inner):
            if not _HEX62.fullmatch(path.name):
                yield _stray(path)
                continue
            digest = f"sha256:{inner.name}{path.name}"
            missing.discard(digest)
            done += 1
            tell("preserved files", done, len(sizes))
            yield from _one_object(path, digest, sizes.get(digest))
    for digest in sorted(missing):
        yield Fault(
            "bytes-missing", digest, "the vault does not hold these bytes, which a capture names", _RESTORE
        )


def _one_object(path: Path, digest: str, size: int | None) -> Iterator[Fault]:
    if (strange := _no_file(path)) is not None:
        yield strange
        return
    try:
        with path.open("rb") as file:
            made = "sha256:" + hashlib.file_digest(file, "sha256").hexdigest()
        held = path.stat().st_size
    except OSError as trouble:
        yield Fault(
            "bytes-unreadable", digest, f"cannot read {path}: {trouble.strerror}", "check your rights to it"
        )
        return
    if made != digest:
        yield Fault("bytes-changed", digest, f"{path} no longer hashes to its name", _RESTORE)
    elif size is None:
        words = "bytes that no custody record speaks of: an addition that was stopped"
        yield Fault(
            "bytes-unknown", digest, words, "harmless; adding the input again settles it", harmless=True
        )
    elif size != held:
        yield Fault("size-wrong", digest, f"has {held} bytes, and its captures say {size}", _RESTORE)


def _other_faults(folder: Path) -> Iterator[Fault]:
    for path in _files(folder):
        if path.name in {"objects", "captures"} and path.is_dir() and not path.is_symlink():
            continue
        if path.name != KEY:
            yield _stray(path)
        elif (strange := _no_file(path)) is not None:
            yield strange
        elif path.stat().st_size == 0:
            words = "the secret for commenters' names is empty"
            yield Fault("key-empty", KEY, words, _RESTORE)
        elif stat.S_IMODE(path.stat().st_mode) & 0o077:
            words = "others on this machine may read the secret for commenters' names"
            yield Fault("key-open", KEY, words, f"chmod 600 {path}", harmless=True)


def _files(folder: Path) -> Iterator[Path]:
    try:
        yield from sorted(folder.iterdir())
    except FileNotFoundError:
        return


def _no_file(path: Path) -> Fault | None:
    """A link or anything else that is no plain file: what it shows may lie elsewhere."""
    if path.is_symlink():
        return Fault("link", str(path), "a link stands where the vault's own bytes belong", _RESTORE)
    if path.exists() and not path.is_file() and not path.is_dir():
        return Fault(
            "not-a-file", str(path), "is no plain file", "take it out, and restore the vault from a backup"
        )
    if path.is_dir() and _HEX62.fullmatch(path.name):
        return Fault("not-a-file", str(path), "a folder stands where bytes belong", _RESTORE)
    return None


def _stray(path: Path) -> Fault:
    if path.name.startswith(_UNFINISHED):
        words = "an unfinished file that a stopped addition left"
        return Fault(
            "unfinished", str(path), words, "harmless; it may go when nothing is being added", harmless=True
        )
    return Fault("stray", str(path), "is none of the vault's", _LEAVE, harmless=True)
