"""Writing a backup: into a folder, which is brought up to date, or into one new zip file.

Killed at any instant, what is there is the backup of before, or none: the manifest comes last, in one step.
"""

import hashlib
import os
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

from sightline.archive import manifest as mf
from sightline.model.errors import LedgerError

_PIECE = 1 << 20  # bytes
_UNFINISHED = ".part"


class Shelf(Protocol):
    """Where a backup is put. Names use "/"."""

    def has(self, name: str, size: int) -> bool: ...
    def put(self, name: str, source: BinaryIO) -> None: ...
    def close(self, manifest: mf.Manifest) -> None: ...


@contextmanager
def shelf(target: Path) -> Iterator[Shelf]:
    """A folder, or a zip file where the name says so. What was not closed with a manifest is no backup. Raises
    LedgerError where it cannot be written."""
    try:
        if target.suffix.lower() == ".zip":
            with _zip_shelf(target) as made:
                yield made
        else:
            yield FolderShelf(target)
    except OSError as trouble:
        raise _unusable(target, trouble) from trouble


class FolderShelf:
    def __init__(self, folder: Path) -> None:
        if folder.exists() and not folder.is_dir():
            raise LedgerError(
                "backup-there", f"{folder} is a file", "name a folder, or a file that ends in .zip"
            )
        if folder.is_dir() and not (folder / mf.NAME).exists() and any(map(_strange, _inside(folder))):
            raise LedgerError(
                "backup-there",
                f"{folder} holds files that are no backup of Sightline's",
                "name a new or empty folder, or a file that ends in .zip",
            )
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder

    def has(self, name: str, size: int) -> bool:
        path = self._folder / name
        return path.is_file() and not path.is_symlink() and path.stat().st_size == size

    def put(self, name: str, source: BinaryIO) -> None:
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with _whole(path) as file:
            while piece := source.read(_PIECE):
                file.write(piece)

    def close(self, manifest: mf.Manifest) -> None:
        with _whole(self._folder / mf.NAME) as file:
            file.write(mf.to_bytes(manifest))
        kept = {entry.file for entry in manifest.entries}
        for path in (*self._folder.glob("facts/*.gz"), *self._folder.glob("vault/*.gz")):
            name = path.relative_to(self._folder).as_posix()
            if name not in kept and mf.FILE.fullmatch(name):
                path.unlink()  # of the backup before this one, or of one that was stopped


_OURS = {"facts", "vault", "vault/objects", "vault/captures", "vault/handle.key"}


def _inside(folder: Path) -> Iterator[str]:
    for pattern in ("*", "facts/*", "vault/*"):
        yield from (path.relative_to(folder).as_posix() for path in folder.glob(pattern))


def _strange(name: str) -> bool:
    """Whether it is none of what a stopped backup leaves."""
    return name not in _OURS and not mf.FILE.fullmatch(name) and not name.endswith(_UNFINISHED)


@contextmanager
def _whole(path: Path) -> Iterator[BinaryIO]:
    """A file that is there all at once, readable by its owner only."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=_UNFINISHED)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)


class ZipShelf:
    def __init__(self, zipped: zipfile.ZipFile) -> None:
        self._zip = zipped
        self.closed = False

    def has(self, name: str, size: int) -> bool:  # noqa: ARG002 - a new file holds nothing yet
        return False

    def put(self, name: str, source: BinaryIO) -> None:
        packed = name.endswith(".gz")
        info = zipfile.ZipInfo(name)  # of 1980: when a file was written is no part of the record
        info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
        info.external_attr = 0o600 << 16
        with self._zip.open(info, "w", force_zip64=True) as file:
            while piece := source.read(_PIECE):
                file.write(piece)

    def close(self, manifest: mf.Manifest) -> None:
        self._zip.writestr(zipfile.ZipInfo(mf.NAME), mf.to_bytes(manifest), zipfile.ZIP_DEFLATED)
        self.closed = True


@contextmanager
def _zip_shelf(target: Path) -> Iterator[ZipShelf]:
    if target.exists():
        raise LedgerError(
            "backup-there",
            f"there is something at {target} already",
            "name a new file, or a folder to bring up to date",
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=_UNFINISHED)
    try:
        with os.fdopen(handle, "w+b") as file:
            with zipfile.ZipFile(file, "w") as zipped:
                made = ZipShelf(zipped)
                yield made
            file.flush()
            os.fsync(file.fileno())
        if made.closed:
            Path(name).replace(target)
    finally:
        Path(name).unlink(missing_ok=True)


def put_lines(to: Shelf, kind: str, folder: str, lines: Iterable[bytes], *, spool: Path) -> mf.Entry:
    """Packs lines (each with its end) into `folder/kind-HASH.jsonl.gz`, the same lines into the same bytes.
    spool: where to put them meanwhile, since their hash is known at the end only."""
    import gzip

    rows = length = 0
    with tempfile.TemporaryFile(dir=spool) as raw:
        with gzip.GzipFile(fileobj=raw, mode="wb", compresslevel=6, mtime=0, filename="") as packed:
            for line in lines:
                packed.write(line)
                rows, length = rows + 1, length + len(line)
        size = raw.tell()
        raw.seek(0)
        made = hashlib.file_digest(raw, "sha256").hexdigest()
        name = f"{folder}/{kind}-{made[:16]}.jsonl.gz"
        if not to.has(name, size):
            raw.seek(0)
            to.put(name, raw)
    return mf.Entry(kind, name, rows, size, made, length)


def _unusable(target: Path, trouble: OSError) -> LedgerError:
    said = trouble.strerror or str(trouble)
    return LedgerError(
        "backup-unwritable", f"cannot write {target}: {said}", "it needs room and your right to write there"
    )
