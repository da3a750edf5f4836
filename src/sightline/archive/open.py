"""Reading a backup. Nothing is unpacked by its name: only files that the manifest lists are read, as long as it
says they are, and what they give is put where its own hash belongs. So no path leads elsewhere, and nothing
unpacks to more than was said.
"""

import gzip
import hashlib
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from sightline.archive import manifest as mf
from sightline.model.errors import LedgerError

_PIECE = 1 << 20  # bytes
_LONGEST = 1 << 28  # bytes of one line
_LARGEST = 1 << 24  # bytes of a manifest
_TROUBLE = (
    OSError,
    EOFError,
    zlib.error,
    zipfile.BadZipFile,
    RuntimeError,
    NotImplementedError,
    KeyError,
    ValueError,
)


class _Files(Protocol):
    def open(self, name: str) -> BinaryIO: ...


class _Folder:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def open(self, name: str) -> BinaryIO:
        path = self._folder
        for step in name.split("/"):
            path = path / step
            if path.is_symlink():
                raise OSError(f"{name} is a link")
        return path.open("rb")


class _Zip:
    def __init__(self, zipped: zipfile.ZipFile) -> None:
        self._zip = zipped

    def open(self, name: str) -> BinaryIO:
        return cast(BinaryIO, self._zip.open(name))


class Archive:
    """An open backup. name: how to call it."""

    def __init__(self, name: str, files: _Files) -> None:
        self.name = name
        self._files = files
        self.manifest = mf.from_bytes(self._short(mf.NAME, _LARGEST), name)

    def lines(self, entry: mf.Entry) -> Iterator[bytes]:
        """The lines of a file, checked against its entry as they pass. Raises LedgerError."""
        with self._trouble(entry.file), self._files.open(entry.file) as raw:
            hashed = _Hashed(raw, entry.size)
            rows = length = 0
            with gzip.GzipFile(fileobj=cast(BinaryIO, hashed), mode="rb") as file:
                while line := file.readline(min(_LONGEST, entry.length - length) + 1):
                    rows, length = rows + 1, length + len(line)
                    if length > entry.length or not line.endswith(b"\n"):
                        raise ValueError("it unpacks to more than its manifest says")
                    yield line
            hashed.to_end()
            if hashed.left or (rows, length, hashed.hexdigest()) != (entry.rows, entry.length, entry.sha256):
                raise ValueError("it is not what its manifest says")

    def whole(self, entry: mf.Entry) -> bytes:
        """A small file. Raises LedgerError."""
        data = self._short(entry.file, entry.size)
        with self._trouble(entry.file):
            if len(data) != entry.size or hashlib.sha256(data).hexdigest() != entry.sha256:
                raise ValueError("it is not what its manifest says")
        return data

    def check(self, name: str, sha256: str, size: int) -> None:
        """Raises LedgerError unless the file has that size and hash."""
        with self._trouble(name), self._files.open(name) as raw:
            hashed = _Hashed(raw, size)
            hashed.to_end()
            if hashed.hexdigest() != sha256 or hashed.left:
                raise ValueError("it is not what its manifest says")

    @contextmanager
    def open(self, name: str, size: int) -> Iterator[BinaryIO]:
        """A file of the vault as a stream of at most `size` bytes. Raises LedgerError."""
        with self._trouble(name), self._files.open(name) as raw:
            yield cast(BinaryIO, _Hashed(raw, size))

    def _short(self, name: str, most: int) -> bytes:
        with self._trouble(name), self._files.open(name) as file:
            data = file.read(most + 1)
            if len(data) > most:
                raise ValueError("it is longer than it may be")
            return data

    @contextmanager
    def _trouble(self, name: str) -> Iterator[None]:
        try:
            yield
        except _TROUBLE as trouble:
            if name == mf.NAME and isinstance(trouble, (FileNotFoundError, KeyError)):
                raise mf.damaged(
                    self.name, "it has no manifest: no backup, or one that was stopped"
                ) from trouble
            raise mf.damaged(self.name, f"{name}: {trouble}") from trouble


class _Hashed:
    """Reads at most `size` bytes and hashes them."""

    def __init__(self, raw: BinaryIO, size: int) -> None:
        self._raw, self.left = raw, size
        self._hash = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self._raw.read(self.left if size < 0 else min(size, self.left))
        self.left -= len(data)
        self._hash.update(data)
        return data

    def to_end(self) -> None:
        while self.read(_PIECE):
            pass
        if self._raw.read(1):
            raise ValueError("it is longer than its manifest says")

    def hexdigest(self) -> str:
        return self._hash.hexdigest()


@contextmanager
def archive(source: Path) -> Iterator[Archive]:
    """The backup at a path, a folder or a zip file. Raises LedgerError where there is none or it is not whole."""
    if source.is_dir():
        yield Archive(str(source), _Folder(source))
        return
    try:
        zipped = zipfile.ZipFile(source)
    except FileNotFoundError as trouble:
        raise LedgerError("no-backup", f"there is no backup at {source}", "check the path") from trouble
    except (*_TROUBLE,) as trouble:
        raise mf.damaged(str(source), f"it is no zip file that can be read: {trouble}") from trouble
    with zipped:
        yield Archive(str(source), _Zip(zipped))
