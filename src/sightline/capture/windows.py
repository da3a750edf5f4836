"""read_windows: the pixels of scenes round a site, each asset in its own grid and numbers, kept as small GeoTIFFs.

What is kept is what the archive holds, untouched: no scaling, no resampling, no cloud taken out. All that is done to the pixels
later is a pure function of these bytes (imagery/stacking.py).
"""

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sightline.capture.bearers import without_secrets
from sightline.capture.cutting import cut, window_of
from sightline.capture.keeping import Keep
from sightline.capture.ranges import RangeDoor, RangeFile, Sign
from sightline.capture.rasters import HeldFile, local_file, needs, raster, troubled
from sightline.model.errors import FetchError, InputError
from sightline.model.location import written
from sightline.model.scene import Asset, Lost, Scene, Site, Window

MEDIA_TYPE = "image/tiff; application=geotiff"
MARGIN_M = (
    500.0  # read beyond the site: for control windows, registration, and the turn between two UTM zones
)
AT_ONCE = 8  # files read at the same time: an archive is 50 to 200 ms away, and nearly all of reading is waiting for it


@dataclass(frozen=True, slots=True)
class Piece:
    """One window, cut and not yet kept. location: of the asset, with the window as its fragment. web: whether that is an address."""

    scene: Scene
    asset: Asset
    data: bytes
    location: str
    web: bool


def read_window(
    scene: Scene, asset: Asset, site: Site, *, door: RangeDoor, keep: Keep, sign: Sign | None = None,
    margin_m: float = MARGIN_M,
) -> Window:  # fmt: skip
    """The pixels of one asset within `margin_m` metres of a site, kept. Raises FetchError where they cannot be had, ReadError
    where they cannot be used: no georeference, not this ground, broken, too large."""
    with _opened(asset.href, door, _signed(scene, sign)) as (dataset, source, name):
        return kept(piece_of(dataset, source, name, scene, asset, site, margin_m=margin_m), keep)


def read_windows(
    scenes: Scene | Sequence[Scene], bands: Sequence[str] | Callable[[Scene], Sequence[str]], site: Site, *,
    door: RangeDoor, keep: Keep, sign: Sign | None = None, margin_m: float = MARGIN_M, at_once: int = AT_ONCE,
) -> tuple[tuple[Window, ...], tuple[Lost, ...]]:  # fmt: skip
    """The windows of those bands of one scene or of many, each file opened once, `at_once` files at a time, kept in the order of
    scenes and bands. What cannot be had is lost with its reason, and the rest goes on."""
    wanted, alone = ([scenes], True) if isinstance(scenes, Scene) else (list(scenes), False)
    jobs = [(s, files) for s in wanted for files in _by_file(s, bands(s) if callable(bands) else bands)]
    doors = _Doors(door)
    lock = threading.Lock()  # of whoever signs: one token at a time

    def read(job: tuple[Scene, list[Asset]]) -> list[Piece | Lost]:
        return _read(*job, site, doors.mine(), _locked(_signed(job[0], sign), lock), margin_m)

    windows: list[Window] = []
    lost: list[Lost] = []
    try:
        for answer in _answers(read, jobs, 1 if alone else at_once):
            for row in answer:
                if isinstance(row, Lost):
                    lost.append(row)
                else:
                    windows.append(kept(row, keep))
    finally:
        doors.close()
    return tuple(windows), tuple(lost)


def _answers(
    read: Callable[[tuple[Scene, list[Asset]]], list[Piece | Lost]], jobs: list[tuple[Scene, list[Asset]]], at_once: int
) -> Iterable[list[Piece | Lost]]:  # fmt: skip
    """In the order of the jobs, whichever is done first. Few more are begun than are read at once: what is read and not yet kept
    lies in memory."""
    if at_once <= 1 or len(jobs) <= 1:
        yield from map(read, jobs)
        return
    with ThreadPoolExecutor(min(at_once, len(jobs)), "windows") as pool:
        begun: deque[Future[list[Piece | Lost]]] = deque()
        try:
            for job in jobs:
                begun.append(pool.submit(read, job))
                if len(begun) >= 2 * at_once:
                    yield begun.popleft().result()
            while begun:
                yield begun.popleft().result()
        finally:
            for future in begun:
                future.cancel()


class _Doors:
    """One door a thread, since a door has one deadline; what they ask and receive is counted at the first."""

    def __init__(self, first: RangeDoor) -> None:
        self.first, self.made, self.local = first, list[RangeDoor](), threading.local()

    def mine(self) -> RangeDoor:
        if threading.current_thread() is threading.main_thread():
            return self.first
        if not hasattr(self.local, "door"):
            self.local.door = self.first.twin()
            self.made.append(self.local.door)
        door: RangeDoor = self.local.door
        return door

    def close(self) -> None:
        for door in self.made:
            self.first.requests += door.requests
            self.first.received += door.received
            door.close()


def _read(
    scene: Scene, assets: list[Asset], site: Site, door: RangeDoor, sign: Callable[[str], str] | None, margin_m: float
) -> list[Piece | Lost]:  # fmt: skip
    """The assets of one file; one without a file is lost at once."""
    if not assets[0].href:
        return [Lost(scene.id, a.band, "no-asset", f"the archive names no file for band {a.band}") for a in assets]  # fmt: skip
    made: dict[str, Piece | Lost] = {}
    try:
        with _opened(assets[0].href, door, sign) as (dataset, source, name):
            for asset in assets:
                try:
                    made[asset.band] = piece_of(dataset, source, name, scene, asset, site, margin_m=margin_m)
                except InputError as error:
                    made[asset.band] = Lost(scene.id, asset.band, error.code, error.message)
    except InputError as error:
        for asset in assets:
            made.setdefault(asset.band, Lost(scene.id, asset.band, error.code, error.message))
    return list(made.values())


def _by_file(scene: Scene, bands: Sequence[str]) -> list[list[Asset]]:
    """The assets of those bands, those in one file together; a band that the scene does not have as one without address."""
    files: dict[str, list[Asset]] = {}
    for band in dict.fromkeys(bands):
        asset = scene.asset(band) or Asset(band, "")
        files.setdefault(asset.href, []).append(asset)
    return list(files.values())


def _signed(scene: Scene, sign: Sign | None) -> Callable[[str], str] | None:
    return None if sign is None else lambda href: sign(scene.archive, scene.collection, href)


def _locked(sign: Callable[[str], str] | None, lock: threading.Lock) -> Callable[[str], str] | None:
    if sign is None:
        return None

    def locked(href: str) -> str:
        with lock:
            return sign(href)

    return locked


@contextmanager
def _opened(
    href: str, door: RangeDoor, sign: Callable[[str], str] | None
) -> Iterator[tuple[Any, "RangeFile | HeldFile", str]]:
    """The raster, the file it is in, and the address that may be kept."""
    needs()
    if urlsplit(href).scheme in {"http", "https"}:
        with door.open(href, sign) as source, raster(source, source.href) as dataset:
            yield dataset, source, source.href
    elif "://" in href:
        raise FetchError(
            "bad-url", f"not a web address: {without_secrets(href)}", "give one that begins with https://"
        )
    else:
        name = written(href)
        with local_file(Path(href)) as file, raster(file, name) as dataset:
            yield dataset, file, name


def piece_of(
    dataset: Any, source: object, name: str, scene: Scene, asset: Asset, site: Site, *,
    margin_m: float, custody: dict[str, str] | None = None,
) -> Piece:  # fmt: skip
    """One band of an open raster, cut. custody: more to say in its tags. Raises ReadError, FetchError."""
    box = window_of(dataset, site, margin_m, name)
    web = urlsplit(name).scheme in {"http", "https"}
    # Of a file of this machine the name alone: its folder stands in the custody record, and the same pixels stay the same bytes.
    tags = {"scene": scene.id, "band": asset.band, "href": name if web else Path(name).name}
    tags |= {"window": ",".join(map(str, box))} | (custody or {})
    if isinstance(source, RangeFile):
        version = source.version
        tags |= {"size": str(version.size), "etag": version.etag, "last_modified": version.changed}
    data = cut(dataset, asset, box, tags, name)
    troubled(source)
    # A fragment is never sent to a server; xywh is that of Media Fragments URI 1.0 (W3C), 4.2.2.
    location = f"{name}#xywh={tags['window']}" + (f"&band={asset.index}" if asset.index != 1 else "")
    return Piece(scene, asset, data, location, web)


def kept(piece: Piece, keep: Keep) -> Window:
    """The window, its bytes preserved; found in the item of its scene."""
    url = piece.location if piece.web else None
    capture = keep(piece.data, piece.location, url=url, media_type=MEDIA_TYPE, parent=piece.scene.item or None)  # fmt: skip
    return Window(piece.scene.id, piece.asset.band, capture.id, capture.digest)
