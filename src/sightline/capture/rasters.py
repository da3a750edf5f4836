"""Opening a raster that may mean harm: two formats, one file, no network, nothing beside it, nothing that unpacks to too much."""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sightline.model.errors import FetchError, ReadError

if TYPE_CHECKING:
    from sightline.capture.ranges import RangeFile

MOST_BANDS = 1_000
MOST_BLOCK_BYTES = 64_000_000  # of one tile or strip, unpacked: 4096 x 4096 pixels of four bytes
MOST_READS = 20_000  # of one open file: some hundreds are usual
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


@contextmanager
def raster(source: "RangeFile | io.RawIOBase", name: str) -> Iterator[Any]:
    """A rasterio dataset of an open file, checked to be harmless. name: of the file, for messages.

    Raises ReadError for what is no GeoTIFF or JPEG 2000, is broken, or has blocks too large to unpack; FetchError for whatever
    the file itself met with. Both also come out of the block where reading fails in it.
    """
    needs()
    import rasterio
    from rasterio.errors import RasterioError

    head = source.read(12)
    source.seek(0)
    driver = "GTiff" if head.startswith(_TIFF) else "JP2OpenJPEG" if head.startswith(_JPEG_2000) else ""
    troubled(source)
    if not driver:
        raise ReadError(
            "no-raster", f"{name} is no GeoTIFF and no JPEG 2000", "give a picture that knows where on Earth it lies"
        )  # fmt: skip
    size = source.seek(0, io.SEEK_END)
    source.seek(0)
    try:
        with (
            rasterio.Env(**OPTIONS),
            rasterio.open(_NAME, driver=driver, opener=_container(source, size)) as dataset,
        ):
            troubled(source)
            _harmless(dataset, name)
            yield dataset
            troubled(source)
    except RasterioError as error:
        troubled(source)
        raise ReadError(
            "broken-raster", f"{name} cannot be read: {_first_line(error)}", "fetch the file anew"
        ) from error


@contextmanager
def memory(data: bytes, name: str) -> Iterator[Any]:
    """The same of bytes."""
    with raster(io.BytesIO(data), name) as dataset:  # type: ignore[arg-type]
        yield dataset


@contextmanager
def local_file(path: Path) -> Iterator[io.RawIOBase]:
    """A plain file, open. Raises FetchError."""
    try:
        if not path.is_file():
            raise FetchError("no-file", f"there is no file {path}", "check the path")
        with path.open("rb") as file:
            yield file  # type: ignore[misc]
    except OSError as error:
        raise FetchError(
            "unreadable", f"cannot read {path}: {error.strerror}", "check its permissions"
        ) from error


def troubled(source: object) -> None:
    """Raises the trouble that a file met with and could not raise through GDAL."""
    trouble = getattr(source, "trouble", None)
    if trouble is not None:
        raise trouble


def _harmless(dataset: Any, name: str) -> None:
    import numpy as np

    if dataset.count > MOST_BANDS:
        raise ReadError("too-large", f"{name} has {dataset.count} bands")
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


def _container(source: io.RawIOBase, size: int) -> Any:
    """What rasterio wants of a file system: one that holds this very file and nothing else."""
    from rasterio.abc import MultiByteRangeResourceContainer

    class _One(MultiByteRangeResourceContainer):  # type: ignore[misc]
        def open(self, path: str, mode: str = "rb", **_: object) -> "_Shared":
            if mode not in {"r", "rb"}:
                raise FileNotFoundError(path)
            return _Shared(source)

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

    def __init__(self, source: io.RawIOBase) -> None:
        self.source, self.at, self.reads = source, 0, 0

    def read(self, size: int = -1) -> bytes:
        self.reads += 1
        if self.reads > MOST_READS:  # a damaged index that leads back to itself is read for ever
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
    return (str(error).strip().splitlines() or ["no reason given"])[0][:200]
