"""picture: a picture from above that the user brings, with the date that the user gives it.

GeoTIFF, cloud-optimised or not, or JPEG 2000, of any size: only windows of it are read. A file's own times are never taken for the
date of the picture; what its header says is offered, as what it is.
"""

import datetime as dt
import hashlib
import io
import math
import re
from pathlib import Path
from typing import Any

from sightline.capture.keeping import Keep
from sightline.capture.rasters import local_file, raster
from sightline.capture.windows import MARGIN_M, kept, piece_of
from sightline.model.errors import InputError, ReadError
from sightline.model.location import written
from sightline.model.period import from_iso
from sightline.model.scene import Asset, Lost, Scene, Site, Window

ARCHIVE = "user"
COLLECTION = "user pictures"
MOST_BANDS = 12
_NOON = dt.time(12, tzinfo=dt.UTC)
_NAMES = {
    "blue": "blue",
    "green": "green",
    "red": "red",
    "nir": "nir",
    "near infrared": "nir",
    "pan": "pan",
    "panchromatic": "pan",
    "b02": "blue",
    "b03": "green",
    "b04": "red",
    "b08": "nir",
    "b2": "blue",
    "b3": "green",
    "b4": "red",
    "b8": "nir",
}
_HEADER_DATE = re.compile(r"(\d{4})[:-](\d\d)[:-](\d\d)")


def given(text: str) -> tuple[dt.datetime | None, Path]:
    """DATE=FILE as the user writes it: a day (then noon UTC stands for it) or an instant, ISO 8601; None where the date is left out.
    Raises ReadError where the date is none."""
    date, mark, name = text.partition("=")
    if not mark or not name:
        if Path(text).is_file():
            return None, Path(text)
        raise ReadError("bad-picture", f"not DATE=FILE: {written(text)}", "write 2019-03-28=picture.tif")
    if not date.strip():
        return None, Path(name)
    try:
        day = date.strip()
        if re.fullmatch(r"\d{4}-\d\d-\d\d", day):
            return dt.datetime.combine(dt.date.fromisoformat(day), _NOON), Path(name)
        moment = from_iso(day)
        if moment is None or len(day) < 10:
            raise ValueError(day)
        return moment.astimezone(dt.UTC), Path(name)
    except ValueError as error:
        raise ReadError(
            "bad-picture", f"not a date: {date[:40]}", "write it as 2019-03-28 or 2019-03-28T14:30Z"
        ) from error


def picture(
    path: Path, moment: dt.datetime | None, site: Site, *, keep: Keep, margin_m: float = MARGIN_M
) -> tuple[Scene, tuple[Window, ...], tuple[Lost, ...]]:
    """The picture as a Scene, and its pixels round a site, kept.

    moment: aware UTC, when it was taken. Raises FetchError where the file cannot be read; ReadError where it is no picture that knows
    where it lies, or nobody says when it was taken (the message offers what the header says).
    """
    name = written(str(path))
    with local_file(path) as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0, io.SEEK_SET)
        with raster(file, name) as dataset:
            header = _header_date(dataset)
            if moment is None:
                raise ReadError("no-date", f"nobody says when {name} was taken", _advice(header, name))
            scene = _scene(dataset, path, moment, digest, site)
            custody = {"file_sha256": digest, "date_in_file": header, "date_by_user": moment.isoformat()}
            windows: list[Window] = []
            lost: list[Lost] = []
            for asset in scene.assets:
                try:
                    piece = piece_of(
                        dataset, file, name, scene, asset, site, margin_m=margin_m, custody=custody
                    )
                    windows.append(kept(piece, keep))
                except InputError as error:
                    lost.append(Lost(scene.id, asset.band, error.code, error.message))
    return scene, tuple(windows), tuple(lost)


def _scene(dataset: Any, path: Path, moment: dt.datetime, digest: str, site: Site) -> Scene:
    name = written(path.name)
    tags = {k.lower(): v.lower() for k, v in dataset.tags().items()}
    synthetic = "synthetic" in name.lower() or tags.get("synthetic", "no") not in {"no", "false", "0"}
    gsd = _gsd_m(dataset, site)
    assets = tuple(
        Asset(band, written(str(path)), index, gsd, nodata=dataset.nodatavals[index - 1])
        for index, band in _bands(dataset)
    )
    if not assets:
        raise ReadError("no-band", f"{name} has no band with a picture")
    return Scene(
        id=f"{name} {moment.date().isoformat()} {digest[:8]}", archive=ARCHIVE, collection=COLLECTION, sensor="user",
        platform=tags.get("platform", ""), at=moment, assets=assets, synthetic=synthetic,
    )  # fmt: skip


def _bands(dataset: Any) -> list[tuple[int, str]]:
    """Number and name of each band, by what the file says of it: its description, else its colour. Bands that say nothing are
    "band1", "band2"; transparency is none."""
    said = []
    for index in range(1, dataset.count + 1):
        colour = dataset.colorinterp[index - 1].name.lower()
        if colour == "alpha":
            continue
        description = (dataset.descriptions[index - 1] or "").strip().lower()
        word = _NAMES.get(description) or _NAMES.get(colour)
        if word is None and colour in {"gray", "grey"} and dataset.count <= 2:
            word = "pan"
        said.append((index, word or f"band{index}"))
    names = [name for _, name in said]
    if len(set(names)) < len(names):  # two bands of one name: the file's words tell nothing
        said = [(index, f"band{index}") for index, _ in said]
    return said[:MOST_BANDS]


def _gsd_m(dataset: Any, site: Site) -> float:
    """Mean side of a pixel in metres; 0.0 where the file has no projection, or a building site's (reading a window then says so)."""
    t = dataset.transform
    area = abs(t.a * t.e - t.b * t.d)
    known = dataset.crs is not None and (dataset.crs.is_geographic or dataset.crs.is_projected)
    if not known or not math.isfinite(area):
        return 0.0
    if dataset.crs.is_geographic:
        area *= math.radians(6_371_008.8) ** 2 * math.cos(math.radians(site.lat))
    else:
        area *= float(dataset.crs.linear_units_factor[1]) ** 2
    return math.sqrt(area)


def _header_date(dataset: Any) -> str:
    return str(dataset.tags().get("TIFFTAG_DATETIME", "")).strip()[:40]


def _advice(header: str, name: str) -> str:
    found = _HEADER_DATE.match(header)
    if not found:
        return f"write the date before it: 2019-03-28={name}"
    day = "-".join(found.groups())
    return f"its header says {header}, which may be when the file was made; if the picture was taken then, write {day}={name}"
