"""Opening a raster that may mean harm: two formats, one file, no network, nothing beside it, nothing that unpacks to too much."""

import io
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sightline.capture.codestream import promise
from sightline.model.errors import FetchError, InputError, ReadError

if TYPE_CHECKING:
    from sightline.capture.ranges import RangeFile

MOST_BANDS = 1_000
MOST_BLOCK_BYTES = 64_000_000  # of one tile or strip, unpacked: 4096 x 4096 pixels of four bytes
MOST_INDEX_BYTES = (
    100_000_000  # that a decoder's own tables take: 10,000 tiles of a JPEG 2000, twice what any product has
)
# Reads, the only measure of work that is the same on every machine. Opening takes 16 to 82 (as measured on files of every kind), 10
# more for each further directory; a chain of 70,000 directories took 700,000 and 4 s. Pixels take up to 22,000 a band (4000 x 4000 in
# tiles of 16 x 16), of twelve bands 270,000; JPEG 2000 in small tiles takes millions, since each tile is found from the first on.
MOST_READS_TO_OPEN = 20_000
MOST_READS = 300_000
KINDS = frozenset({"uint8", "int8", "uint16", "int16", "uint32", "int32", "float32", "float64"})
_TIFF = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_JPEG_2000 = (b"\0\0\0\x0cjP  \r\n\x87\n", b"\xffO\xffQ")
# GDAL sees one file and nothing else: no neighbours of it, no notes beside it, no grids of PROJ from the network. Its cache is
# small, since each window is read once.
OPTIONS: dict[str, Any] = {
    "GDAL_DISABLE_READDIR_ON_OPEN": "EMPTY_DIR",
    "GDAL_PAM_ENABLED": "NO",
    "GDAL_CACHEMAX": 64,
    "GDAL_NUM_THREADS": "1",
    "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": "{none}",
    "PROJ_NETWORK": "OFF",
    "GDAL_TIFF_INTERNAL_MASK": "YES",
}
_NAME = "asset"  # what GDAL is told: no address, so none is in its messages


def needs() -> None:
    """Raises ReadError where the imagery libraries are missing."""
    try:
        import rasterio  # noqa: F401
    except ImportError as error:
        raise ReadError(
            "no-imagery", "reading satellite imagery needs libraries that are not there",
            "pip install 'sightline[imagery]'",
        ) from error  # fmt: skip


def gdal_errors() -> tuple[type[Exception], ...]:
    """All that rasterio raises where GDAL fails: its own errors, and those of GDAL that it lets through."""
    from rasterio._err import CPLE_BaseError  # which has no public name
    from rasterio.errors import CRSError, RasterioError

    return RasterioError, CRSError, CPLE_BaseError


@contextmanager
def raster(source: "RangeFile | Held | HeldFile", name: str) -> Iterator[Any]:
    """A rasterio dataset of an open file, checked to be harmless. name: of the file, for messages.

    Raises ReadError for what is no GeoTIFF or JPEG 2000, is broken, or has blocks too large to unpack; FetchError for whatever
    the file itself met with. Both also come out of the block where reading fails in it.
    """
    needs()
    import rasterio

    head = source.read(12)
    source.seek(0)
    driver = "GTiff" if head.startswith(_TIFF) else "JP2OpenJPEG" if head.startswith(_JPEG_2000) else ""
    troubled(source)
    if not driver:
        raise ReadError(
            "no-raster", f"{name} is no GeoTIFF and no JPEG 2000", "give a picture that knows where on Earth it lies"
        )  # fmt: skip
    size = source.seek(0, io.SEEK_END)
    if driver == "JP2OpenJPEG":
        _small_index(source, size, name)
    source.seek(0)
    endless = ReadError(
        "broken-raster", f"{name} cannot be read: its index has no end", "fetch the file anew"
    )
    scattered = ReadError("too-large", f"{name} is in too many small pieces", "save it as a cloud-optimised GeoTIFF")  # fmt: skip
    reads = _Reads(source, MOST_READS_TO_OPEN, endless)
    _without_warnings()
    try:
        with (
            rasterio.Env(**OPTIONS),
            rasterio.open(_NAME, driver=driver, opener=_container(source, size, reads)) as dataset,
        ):
            troubled(source)
            _harmless(dataset, name)
            troubled(source)
            reads.left, reads.trouble = MOST_READS, scattered
            yield dataset
            troubled(source)
    except gdal_errors() as error:
        troubled(source)
        raise ReadError(
            "broken-raster", f"{name} cannot be read: {_first_line(error)}", "fetch the file anew"
        ) from error


@contextmanager
def memory(data: bytes, name: str) -> Iterator[Any]:
    """The same of bytes."""
    with raster(Held(data), name) as dataset:
        yield dataset


class Held(io.BytesIO):
    """Bytes as a file. trouble: the first thing that went wrong, as RangeFile has it."""

    trouble: InputError | None = None


class HeldFile(io.BufferedReader):
    """A file of this machine. trouble: as above."""

    trouble: InputError | None = None


@contextmanager
def local_file(path: Path) -> Iterator[HeldFile]:
    """A plain file, open. Raises FetchError."""
    try:
        if not path.is_file():
            raise FetchError("no-file", f"there is no file {path}", "check the path")
        with HeldFile(path.open("rb", buffering=0)) as file:
            yield file
    except OSError as error:
        raise FetchError(
            "unreadable", f"cannot read {path}: {error.strerror}", "check its permissions"
        ) from error


def troubled(source: object) -> None:
    """Raises the trouble that a file met with and could not raise through GDAL."""
    trouble = getattr(source, "trouble", None)
    if trouble is not None:
        raise trouble


class _Reads:
    """How often a file may still be read; then it has this trouble, and no more bytes."""

    def __init__(self, source: "RangeFile | Held | HeldFile", left: int, trouble: ReadError) -> None:
        self.source, self.left, self.trouble = source, left, trouble

    def spent(self) -> bool:
        self.left -= 1
        if self.left < 0:
            self.source.trouble = self.source.trouble or self.trouble
        return self.left < 0


def _without_warnings() -> None:
    """What rasterio warns of, a raster without georeference, is told in our own words; its warning names a file of this machine.

    Not with catch_warnings, which may not be used in threads. Putting the same filter in again changes nothing.
    """
    from rasterio.errors import NotGeoreferencedWarning

    warnings.filterwarnings("ignore", category=NotGeoreferencedWarning)


def _small_index(source: "RangeFile | Held | HeldFile", size: int, name: str) -> None:
    """Raises ReadError for a JPEG 2000 that would fill memory as soon as it is opened, or that is none."""
    said = promise(source, size)
    troubled(source)
    if said is None:
        raise ReadError("broken-raster", f"{name} has no picture in it that makes sense", "fetch the file anew")  # fmt: skip
    if said.index_bytes > MOST_INDEX_BYTES:
        raise ReadError(
            "too-large",
            f"{name} says that it has {said.tiles} tiles of {said.bands} bands",
            "save it as a tiled GeoTIFF",
        )


def _harmless(dataset: Any, name: str) -> None:
    import numpy as np

    _ = (
        dataset.mask_flag_enums
    )  # for which GDAL goes through all directories of the file: now, while reads are few
    if dataset.count > MOST_BANDS:
        raise ReadError("too-large", f"{name} has {dataset.count} bands")
    _ = (
        dataset.mask_flag_enums
    )  # for which GDAL goes through all directories of the file: now, while reads are few
    for kind, (height, width) in zip(dataset.dtypes, dataset.block_shapes, strict=True):
        if kind not in KINDS:
            raise ReadError("no-numbers", f"{name} holds {kind}, which is no plain brightness")
        together = dataset.count if str(dataset.interleaving).endswith("pixel") else 1
        if height * width * together * np.dtype(kind).itemsize > MOST_BLOCK_BYTES:
            raise ReadError(
                "too-large",
                f"{name} unpacks to more than {MOST_BLOCK_BYTES / 1e6:.0f} MB at a time (blocks of {width} x {height})",
                "save it as a tiled or cloud-optimised GeoTIFF",
            )


def _container(source: "RangeFile | Held | HeldFile", size: int, reads: _Reads) -> Any:
    """What rasterio wants of a file system: one that holds this very file and nothing else."""
    from rasterio.abc import MultiByteRangeResourceContainer

    class _One(MultiByteRangeResourceContainer):  # type: ignore[misc]
        def open(self, path: str, mode: str = "rb", **_: object) -> "_Shared":
            if mode not in {"r", "rb"}:
                raise FileNotFoundError(path)
            return _Shared(source, reads)

        def isfile(self, path: str) -> bool:
            return path == _NAME

        def isdir(self, path: str) -> bool:  # noqa: ARG002
            return False

        def ls(self, path: str) -> list[str]:  # noqa: ARG002
            return []

        def mtime(self, path: str) -> int:  # noqa: ARG002
            return 0

        def rm(self, path: str) -> None:
            raise FileNotFoundError(path)

        def size(self, path: str) -> int:  # noqa: ARG002
            return size

    return _One()


class _Shared:
    """One place in a file that GDAL opens more than once; closing it closes nothing."""

    def __init__(self, source: "RangeFile | Held | HeldFile", reads: _Reads) -> None:
        self.source, self.at, self.reads = source, 0, reads

    def read(self, size: int = -1) -> bytes:
        if self.reads.spent():
            return b""
        self.source.seek(self.at)
        data = self.source.read(size) or b""
        self.at += len(data)
        return data

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self.source.seek(self.at)
        self.at = self.source.seek(offset, whence)
        return self.at

    def tell(self) -> int:
        return self.at

    def get_byte_ranges(self, offsets: Sequence[int], sizes: Sequence[int]) -> list[bytes]:
        """All tiles that a window touches at once, so that neighbours can come in one request."""
        fetch = getattr(self.source, "fetch", None)
        if fetch is not None:
            fetch([(at, at + size) for at, size in zip(offsets, sizes, strict=True)])
        found = []
        for at, size in zip(offsets, sizes, strict=True):
            self.source.seek(at)
            # GDAL counts on every byte; what could not be had is in `trouble`, and the zeros are thrown away.
            found.append((self.source.read(size) or b"").ljust(size, b"\0"))
        return found

    def close(self) -> None:
        pass

    def __enter__(self) -> "_Shared":
        return self

    def __exit__(self, *_: object) -> None:
        pass


def _first_line(error: Exception) -> str:
    """Of its words, 200 characters at most: GDAL's may hold a whole projection."""
    told = str(error).strip().removesuffix("See previous exception for details.").strip()
    return (told.splitlines() or ["no reason given"])[0][:200]
