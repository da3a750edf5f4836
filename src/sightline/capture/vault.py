"""The vault: captured bytes under their own hash, and a custody record for every retrieval.

Layout of a vault folder, readable without Sightline:

  objects/ab/cdef...      the bytes whose SHA-256 is abcdef...
  captures/cap-....json   one custody record a retrieval (fields after the Berkeley Protocol, chapter VI)

Nothing is overwritten: bytes that are there already are the same bytes, and a record's name holds its content.
"""

import contextlib
import datetime as dt
import errno
import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from sightline.model.capture import Capture
from sightline.model.errors import FetchError, LedgerError
from sightline.model.ids import digest as digest_of

_PIECE = 1 << 20  # bytes of a large file held at a time


class Store(Protocol):
    """What fetch needs of a vault; `Vault` keeps it in a folder, `MemoryVault` for one run."""

    def put(self, data: bytes) -> str: ...
    def get(self, digest: str) -> bytes: ...
    def record(self, capture: Capture) -> None: ...
    def captures(self) -> Iterator[Capture]: ...


class MemoryVault:
    """Keeps captures for the length of one run: `sightline read` writes nothing to disk."""

    def __init__(self) -> None:
        self._objects: dict[str, bytes] = {}
        self._captures: list[Capture] = []

    def put(self, data: bytes) -> str:
        digest = digest_of(data)
        self._objects[digest] = data
        return digest

    def get(self, digest: str) -> bytes:
        return _checked(self._objects.get(digest), digest)

    def record(self, capture: Capture) -> None:
        self._captures.append(capture)

    def captures(self) -> Iterator[Capture]:
        return iter(self._captures)


class Vault:
    """A vault in a folder, made on the first write."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, data: bytes) -> str:
        """Keeps the bytes and returns their digest ("sha256:...")."""
        digest = digest_of(data)
        path = self._object(digest)
        if not path.exists():
            _write_whole(path, data)
        return digest

    def put_file(self, file: Path) -> tuple[str, int]:
        """Keeps a file of any size, never whole in memory; returns its digest and size. Raises OSError where the file
        cannot be read, LedgerError where the vault cannot be written."""
        with file.open("rb") as source:
            digest = "sha256:" + hashlib.file_digest(source, "sha256").hexdigest()
            path = self._object(digest)
            if not path.exists():
                source.seek(0)
                if _copy_whole(source, path) != digest:
                    raise OSError(errno.EIO, f"{file} changed while it was read")
        return digest, file.stat().st_size

    def put_stream(self, source: BinaryIO, digest: str) -> bool:
        """Keeps bytes that must have that digest; returns whether they were not there, or were damaged, before. Raises
        FetchError where they have another, LedgerError where the vault cannot be written."""
        path = self._object(digest)
        try:
            with path.open("rb") as file:
                if "sha256:" + hashlib.file_digest(file, "sha256").hexdigest() == digest:
                    return False
        except OSError:
            pass  # not there, or unreadable: it is written anew
        if _copy_whole(source, path) != digest:
            raise _damaged(digest)
        return True

    def path_of(self, digest: str) -> Path:
        """Where the bytes of that digest lie, for readers of large files. Raises FetchError where they are missing or
        no longer hash to it."""
        path = self._object(digest)
        if not path.is_file():
            _checked(None, digest)
        with path.open("rb") as file:
            if "sha256:" + hashlib.file_digest(file, "sha256").hexdigest() != digest:
                raise _damaged(digest)
        return path

    def get(self, digest: str) -> bytes:
        """The bytes of that digest. Raises FetchError where they are missing or no longer hash to it."""
        path = self._object(digest)
        try:
            return _checked(path.read_bytes() if path.is_file() else None, digest)
        except OSError as error:
            raise FetchError(
                "unreadable", f"cannot read {path}: {error.strerror}", "check the vault's folder"
            ) from error

    def record(self, capture: Capture) -> None:
        path = self.folder / "captures" / f"{capture.id}.json"
        if not path.exists():
            row = custody_record(capture)
            _write_whole(path, json.dumps(row, ensure_ascii=False, indent=1).encode() + b"\n")

    def record_bytes(self, capture_id: str) -> bytes:
        """The custody record as it was written. Raises OSError where there is none."""
        return (self.folder / "captures" / f"{capture_id}.json").read_bytes()

    def put_record(self, capture_id: str, data: bytes) -> bool:
        """Keeps a custody record as it was written elsewhere; returns whether it was new, or not the same, here. Raises
        LedgerError where the vault cannot be written."""
        path = self.folder / "captures" / f"{capture_id}.json"
        if path.is_file() and path.read_bytes() == data:
            return False
        _write_whole(path, data)
        return True

    def captures(self) -> Iterator[Capture]:
        """Every custody record, in order of time and id."""
        rows = [
            capture_from_record(json.loads(path.read_text("utf-8")))
            for path in (self.folder / "captures").glob("cap-*.json")
        ]
        yield from sorted(rows, key=lambda c: (c.retrieved, c.id))

    def _object(self, digest: str) -> Path:
        name = digest.removeprefix("sha256:")
        if len(name) != 64 or not set(name) <= set("0123456789abcdef"):
            raise FetchError("bad-digest", f"not a SHA-256 digest: {digest}")
        return self.folder / "objects" / name[:2] / name[2:]


def custody_record(capture: Capture) -> dict[str, Any]:
    return {
        "capture_id": capture.id,
        "location": capture.location,
        "url": capture.url,
        "final_url": capture.final_url,
        "http": {"status": capture.status, "headers": [list(h) for h in capture.headers]},
        "media_type": capture.media_type,
        "bytes_sha256": capture.digest.removeprefix("sha256:"),
        "size": capture.size,
        "retrieved_at_utc": capture.retrieved.isoformat(),
        "clock_source": "system clock of the collecting machine",
        "tool": capture.tool,
        "parent": capture.parent,
        "published_said_by_user": capture.published,
    }


def capture_from_record(row: dict[str, Any]) -> Capture:
    """The other way round. Raises KeyError or ValueError where the record is not one of ours."""
    return Capture(
        id=row["capture_id"],
        digest="sha256:" + row["bytes_sha256"],
        size=row["size"],
        location=row["location"],
        url=row["url"],
        final_url=row["final_url"],
        status=row["http"]["status"],
        headers=tuple((str(k), str(v)) for k, v in row["http"]["headers"]),
        media_type=row["media_type"],
        retrieved=dt.datetime.fromisoformat(row["retrieved_at_utc"]),
        tool=row["tool"],
        parent=row["parent"],
        published=row["published_said_by_user"],
    )


def _checked(data: bytes | None, digest: str) -> bytes:
    if data is None:
        raise FetchError("not-preserved", f"the vault holds no bytes {digest}", "restore the vault's folder")
    if digest_of(data) != digest:
        raise _damaged(digest)
    return data


def _damaged(digest: str) -> FetchError:
    return FetchError(
        "damaged", f"bytes in the vault no longer hash to {digest}", "restore them from a copy of the vault"
    )


def kept_once(path: Path, make: Callable[[], bytes]) -> bytes:
    """The bytes at `path`, made and kept where there are none, readable by their owner only. Of two processes
    that make them at once the first holds for both. Raises LedgerError where they are empty or cannot be had."""
    try:
        if not path.exists():
            _write_whole(path, make(), over=False)
        data = path.read_bytes()
    except OSError as error:
        raise _unusable(path, error) from error
    if not data:
        raise LedgerError("vault-damaged", f"{path} is empty", "restore it from a copy of the vault")
    return data


def _write_whole(path: Path, data: bytes, *, over: bool = True) -> None:
    """All of it or nothing: a killed process leaves no half-written file under the final name.

    over: replace what stands there (only ever the same bytes), else leave it. Raises LedgerError where the
    vault cannot be written: that is no input's fault, so it stops the run.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".tmp-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            _name(Path(name), path, over=over)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        raise _unusable(path, error) from error


def _copy_whole(source: BinaryIO, path: Path) -> str:
    """All of an open file or nothing, as `_write_whole` does; returns the digest of what was written."""
    hashed = hashlib.sha256()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".tmp-")
        try:
            with os.fdopen(handle, "wb") as file:
                while piece := source.read(_PIECE):
                    hashed.update(piece)
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
            if "sha256:" + hashed.hexdigest() == "sha256:" + path.parent.name + path.name:
                Path(name).replace(path)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        raise _unusable(path, error) from error
    return "sha256:" + hashed.hexdigest()


def _name(new: Path, path: Path, *, over: bool) -> None:
    if over:
        new.replace(path)
        return
    with contextlib.suppress(FileExistsError):  # another process was first: its bytes hold
        os.link(new, path)


def _unusable(path: Path, error: OSError) -> LedgerError:
    return LedgerError(
        "vault-unusable",
        f"cannot use the vault: {path}: {error.strerror}",
        "it needs room and your right to write there; the setting vault names another folder",
    )
