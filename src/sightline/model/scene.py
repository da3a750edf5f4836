"""Site, Scene, Window, Look: what was asked of archives of satellite imagery, and which pixels are held."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Literal

from sightline.model.period import from_iso

# user: a picture that the analyst brought, of whatever satellite or aircraft.
Sensor = Literal["sentinel-2", "sentinel-1", "user"]
# answered: also with nothing. unreachable: nobody knows what it holds. refused: it does not take the question.
Answered = Literal["answered", "unreachable", "refused"]
Direction = Literal["ascending", "descending"]


@dataclass(frozen=True, slots=True)
class Site:
    """A square of ground, north up. lat, lon: its middle, degrees WGS84. half_m: half its side, metres. name: what the
    report or the user calls it."""

    lat: float
    lon: float
    half_m: float
    name: str = ""

    def __post_init__(self) -> None:
        if not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):
            raise ValueError(f"not on Earth: {self.lat}, {self.lon}")
        if not 0 < self.half_m <= 50_000:
            raise ValueError(f"no site of {self.half_m} m")


@dataclass(frozen=True, slots=True)
class Asset:
    """One band of a scene in one file. band: "B02", "B03", "B04", "B08", "B11", "SCL" of Sentinel-2; "VV", "VH" of Sentinel-1; "blue", "green", "red",
    "nir", "pan" of what a user brings. href: where the file lies. index: 1-based, of the band in the file. gsd_m: side of a pixel, metres.
    scale, offset: physical value = stored value * scale + offset as the item tells (raster:bands); None where it does
    not. nodata: the stored value that means "nothing here"."""

    band: str
    href: str
    index: int = 1
    gsd_m: float = 10.0
    scale: float | None = None
    offset: float | None = None
    nodata: float | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """One acquisition as an archive describes it.

    id: the archive's. at: the moment of the pass, aware UTC. orbit: relative orbit number. tile: MGRS tile
    ("19PGL") or burst. cloud: percent of the whole scene. baseline: processing baseline ("05.09"). offset_applied: whether the archive
    says that it took the offset of baseline 04.00 off already; None where it is silent. item: id of the Capture that holds the archive's words.
    synthetic: made up for a test or a demonstration.
    """

    id: str
    archive: str
    collection: str
    sensor: Sensor
    platform: str
    at: dt.datetime
    assets: tuple[Asset, ...]
    orbit: int | None = None
    direction: Direction | None = None
    tile: str | None = None
    cloud: float | None = None
    baseline: str | None = None
    offset_applied: bool | None = None
    item: str = ""
    synthetic: bool = False

    def asset(self, band: str) -> Asset | None:
        return next((a for a in self.assets if a.band == band), None)


@dataclass(frozen=True, slots=True)
class Window:
    """Pixels of one asset round a site, kept as a small GeoTIFF in the asset's own grid and numbers. capture, digest: of those bytes."""

    scene: str
    band: str
    capture: str
    digest: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One archive's answer. words: what went wrong, for a reader; "" where nothing did. scenes: how many it named. captures: ids of
    its answers."""

    archive: str
    collection: str
    status: Answered
    scenes: int = 0
    words: str = ""
    captures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lost:
    """Pixels that could not be had. code, words: as of the error."""

    scene: str
    band: str
    code: str
    words: str


@dataclass(frozen=True, slots=True)
class Look:
    """One look at a site through archives: what was asked between two moments (aware UTC), what answered, the scenes and
    the pixels that are held. Kept as a Capture (JSON), so that a check can be done again from it alone."""

    site: Site
    start: dt.datetime
    end: dt.datetime
    asked: tuple[Asked, ...]
    scenes: tuple[Scene, ...]
    windows: tuple[Window, ...]
    lost: tuple[Lost, ...] = ()


def sensor_of(*names: str, assets: Iterable[str] = ()) -> Sensor:
    """By the names that an archive gives to constellation, platform, collection and scene; where they say nothing, by the
    assets that only one of them has (Sentinel-2's scene classification, its numbers of bands)."""
    folded = re.sub(r"[ _]", "-", " ".join(names).lower())
    if "sentinel-2" in folded or re.search(r"\bs2[a-d]-", folded):
        return "sentinel-2"
    if "sentinel-1" in folded or re.search(r"\bs1[a-d]-|\brtc-s1\b", folded):
        return "sentinel-1"
    held = {name.upper() for name in assets}
    return "sentinel-2" if "SCL" in held or {"B04", "B08"} <= held else "user"


def look_to_dict(look: Look) -> dict[str, Any]:
    """As JSON can hold it; instants in ISO 8601 with Z."""
    made = asdict(look)
    made["start"], made["end"] = _instant(look.start), _instant(look.end)
    for scene, row in zip(look.scenes, made["scenes"], strict=True):
        row["at"] = _instant(scene.at)
    return made


def look_from_dict(data: dict[str, Any]) -> Look:
    """The other way round. Raises ValueError, KeyError or TypeError where it is no look."""
    return Look(
        site=Site(**data["site"]),
        start=_moment(data["start"]),
        end=_moment(data["end"]),
        asked=tuple(Asked(**{**row, "captures": tuple(row["captures"])}) for row in data["asked"]),
        scenes=tuple(
            Scene(
                **{
                    **row,
                    "at": _moment(row["at"]),
                    "assets": tuple(Asset(**asset) for asset in row["assets"]),
                }
            )
            for row in data["scenes"]
        ),
        windows=tuple(Window(**row) for row in data["windows"]),
        lost=tuple(Lost(**row) for row in data["lost"]),
    )


def _instant(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")


def _moment(text: str) -> dt.datetime:
    moment = from_iso(text)
    if moment is None:
        raise ValueError("no instant")
    return moment
