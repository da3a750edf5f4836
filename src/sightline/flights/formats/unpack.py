"""What is inside a file: decompressed, taken out of archives, with limits against bombs. Nothing is ever written
under a name that an archive gives."""

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import BinaryIO, cast

HEAD = 65_536  # first bytes, which formats are told by
_RATIO, _FREE = 250, 256 << 20  # what unpacks to more than 250 times its size, beyond 256 MB, is a bomb
_DEEPEST = 4  # archives and compressions one in another
_MOST_FILES = 200_000
_SPOOL = 32 << 20
# What the standard library's own readers raise for hostile or damaged input.
_FAULTS = (
    OSError, EOFError, zlib.error, lzma.LZMAError, struct.error, ValueError, LookupError, RuntimeError, NotImplementedError,
    tarfile.TarError, zipfile.BadZipFile,
)  # fmt: skip
_UNPACK: Mapping[str, Callable[[BinaryIO], object]] = {"gzip": gzip.open, "bzip2": bz2.open, "xz": lzma.open}
Tell = Callable[[str, str, str, str], None]  # file, code, message, advice


@dataclass
class Budget:
    """Bytes that went in and came out of one thing given by the user."""

    taken: int = 0
    given: int = 0

    @property
    def spent(self) -> bool:
        return self.given > max(_FREE, self.taken * _RATIO)


class Guarded(io.RawIOBase):
    """A stream that ends at the first fault and says which; so what came before it is read like any file."""

    def __init__(self, inner: BinaryIO, budget: Budget, *, packed: bool) -> None:
        self._inner, self._budget, self._packed = inner, budget, packed
        self._whole = not packed and _at_start(inner)
        self.fault: tuple[str, str, str] | None = None

    def readable(self) -> bool:
        return True

    def seekable_or(self, stream: BinaryIO) -> "AbstractContextManager[BinaryIO]":
        """The inner stream where it is a file read from its start, else a copy of `stream`, which reads this."""
        if self._packed or not self._whole:
            return _copied(stream)
        self._budget.taken = max(self._budget.taken, self._inner.seek(0, io.SEEK_END))
        self._inner.seek(0)
        return nullcontext(self._inner)

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        filled = 0
        while filled < len(buffer) and not self.fault:
            data = self._piece(len(buffer) - filled)
            if not data:
                break
            buffer[filled : filled + len(data)] = data
            filled += len(data)
        return filled

    def _piece(self, size: int) -> bytes:
        """At most one step of the inner stream, so that a fault in the next costs nothing of it."""
        step = getattr(self._inner, "read1", self._inner.read)
        try:
            data: bytes = step(size)
        except _FAULTS as error:
            self.fault = (
                "cut-short", f"the file is damaged or ends early: {str(error)[:100]}; what came before was read",
                "fetch the file again",
            )  # fmt: skip
            return b""
        if not self._packed:
            self._budget.taken += len(data)
            return data
        self._budget.given += len(data)
        if self._budget.spent:
            self.fault = (
                "bomb", f"it unpacks to more than {_RATIO} times its size; reading was stopped", "unpack it yourself",
            )  # fmt: skip
            return b""
        return data


@dataclass
class Leaf:
    """A file that is no archive: its name (inside archives: "a.zip!b.json"), its first bytes and the stream that
    begins with them. To be read before the next one is asked for."""

    name: str
    head: bytes
    stream: BinaryIO
    guards: tuple[Guarded, ...]

    def whole(self) -> "AbstractContextManager[BinaryIO]":
        """The same bytes in a file in which one can go back and forth, for formats that need that."""
        return self.guards[-1].seekable_or(self.stream)

    def faults(self) -> tuple[tuple[str, str, str], ...]:
        """What went wrong while reading it: code, message, advice."""
        return tuple(g.fault for g in self.guards if g.fault)


def leaves(name: str, stream: BinaryIO, trouble: Tell) -> Iterator[Leaf]:
    """The files in a stream, one after another."""
    budget = Budget()
    guard = Guarded(stream, budget, packed=False)
    yield from _open(name, guard, (guard,), budget, 0, trouble)


def _open(
    name: str, raw: Guarded, guards: tuple[Guarded, ...], budget: Budget, depth: int, trouble: Tell
) -> Iterator[Leaf]:
    stream = cast(BinaryIO, io.BufferedReader(raw, buffer_size=HEAD))
    head = stream.peek(HEAD)[:HEAD]  # type: ignore[attr-defined]
    kind = _packing(head)
    if kind and depth >= _DEEPEST:
        trouble(
            name, "too-deep", f"it is packed more than {_DEEPEST} times, one in another", "unpack it yourself"
        )
    elif kind == "zstd":
        trouble(name, "zstd", "Zstandard is not unpacked here", "unpack it with zstd -d, then add it again")
    elif kind in ("zip", "tar"):
        members = _zip if kind == "zip" else _tar
        try:
            for member, inner in members(name, stream, raw, trouble):
                guard = Guarded(inner, budget, packed=kind == "zip")
                yield from _open(f"{name}!{member}", guard, (*guards, guard), budget, depth + 1, trouble)
                if budget.spent:
                    break
        except _FAULTS as error:
            trouble(name, "archive", f"the archive is damaged: {str(error)[:100]}", "fetch it again")
    elif kind:
        inner = cast(BinaryIO, _UNPACK[kind](stream))
        guard = Guarded(inner, budget, packed=True)
        yield from _open(name, guard, (*guards, guard), budget, depth + 1, trouble)
    else:
        yield Leaf(name, head, stream, guards)


def _packing(head: bytes) -> str:
    for start, kind in (
        (b"\x1f\x8b\x08", "gzip"), (b"BZh", "bzip2"), (b"\xfd7zXZ\x00", "xz"), (b"PK\x03\x04", "zip"), (b"PK\x05\x06", "zip"),
        (b"\x28\xb5\x2f\xfd", "zstd"),
    ):  # fmt: skip
        if head.startswith(start):
            return kind
    return "tar" if head[257:262] == b"ustar" else ""


def _zip(name: str, stream: BinaryIO, raw: Guarded, trouble: Tell) -> Iterator[tuple[str, BinaryIO]]:
    with raw.seekable_or(stream) as whole, zipfile.ZipFile(whole) as archive:
        entries = archive.infolist()
        if len(entries) > _MOST_FILES:
            trouble(
                name, "too-many", f"the archive holds more than {_MOST_FILES:,} files", "unpack it yourself"
            )
            return
        for entry in entries:
            if entry.filename.endswith("/") or not _proper(name, entry.filename, trouble):
                continue
            try:
                with archive.open(entry) as inner:
                    yield entry.filename, cast(BinaryIO, inner)
            except _FAULTS as error:  # locked, damaged, or packed in a way that zipfile does not know
                trouble(
                    f"{name}!{entry.filename}",
                    "archive",
                    f"it cannot be unpacked: {str(error)[:100]}",
                    "unpack it yourself",
                )


def _tar(name: str, stream: BinaryIO, _: Guarded, trouble: Tell) -> Iterator[tuple[str, BinaryIO]]:
    with tarfile.open(fileobj=stream, mode="r|") as archive:
        for count, entry in enumerate(archive):
            if count >= _MOST_FILES:
                trouble(
                    name,
                    "too-many",
                    f"the archive holds more than {_MOST_FILES:,} files",
                    "unpack it yourself",
                )
                return
            if not entry.isfile():
                if not entry.isdir():
                    trouble(
                        f"{name}!{entry.name}",
                        "archive",
                        "links and devices in archives are not followed",
                        "",
                    )
                continue
            inner = archive.extractfile(entry) if _proper(name, entry.name, trouble) else None
            if inner is not None:
                yield entry.name, cast(BinaryIO, inner)


def _proper(archive: str, name: str, trouble: Tell) -> bool:
    """Whether a member's name stays inside the archive; what macOS adds of its own is passed over in silence."""
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0]:
        trouble(
            archive,
            "archive",
            f"a file in it has a path that leads outside: {name[:100]}",
            "unpack it yourself",
        )
        return False
    return parts[0] != "__MACOSX" and not parts[-1].startswith(".")


def _copied(stream: BinaryIO) -> "AbstractContextManager[BinaryIO]":
    """A temporary file, in memory up to 32 MB and deleted when closed."""
    copy = tempfile.SpooledTemporaryFile(_SPOOL)  # noqa: SIM115 - closed by whoever asked for it
    while data := stream.read(1 << 20):
        copy.write(data)
    copy.seek(0)
    return cast("AbstractContextManager[BinaryIO]", copy)


def _at_start(stream: BinaryIO) -> bool:
    try:
        return stream.seekable() and stream.tell() == 0
    except (OSError, ValueError, AttributeError):
        return False
