"""What tests of the search share: bare items without pixels, a door that does not really wait."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

from imagery.archive_server import ArchiveServer
from sightline.capture.archives import Archive, archives_of
from sightline.capture.door import Door
from sightline.capture.keeping import make_keep
from sightline.capture.policy import Policy
from sightline.capture.stac import Found, search
from sightline.capture.vault import MemoryVault
from sightline.model.scene import Asked, Sensor, Site
from support import NOW

SITE = Site(9.37, -66.92, 1000.0, "SVCZ")
START, END = dt.datetime(2019, 1, 1, tzinfo=dt.UTC), dt.datetime(2019, 12, 31, tzinfo=dt.UTC)


class Clock:
    """Time that passes only by sleeping, so that no test waits."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    def now(self) -> float:
        return 1000.0 + sum(self.slept)


def a_door(clock: Clock | None = None, **policy: Any) -> Door:
    clock = clock or Clock()
    made = Policy(**({"allow_private": True, "timeout_s": 5.0, "deadline_s": 60.0} | policy))
    return Door(made, clock.sleep, clock.now, lambda: NOW)


def ring(lon: float, lat: float, half: float = 0.5) -> list[list[float]]:
    w, s, e, n = lon - half, lat - half, lon + half, lat + half
    return [[w, s], [e, s], [e, n], [w, n], [w, s]]


def an_item(day: int = 0, **over: Any) -> dict[str, Any]:
    """A plain item over the site, `day` days after 1 March 2019. over: its top-level fields; properties are added to the usual."""
    at = dt.datetime(2019, 3, 1, 14, 57, 31, tzinfo=dt.UTC) + dt.timedelta(day)
    properties = {"datetime": at.isoformat(), "platform": "sentinel-2a", "eo:cloud_cover": 3}
    made: dict[str, Any] = {
        "type": "Feature",
        "stac_version": "1.0.0",
        "id": f"S2A_19PGL_{at:%Y%m%d}_0_L2A",
        "collection": "sentinel-2-l2a",
        "geometry": {"type": "Polygon", "coordinates": [ring(SITE.lon, SITE.lat)]},
        "bbox": [SITE.lon - 0.5, SITE.lat - 0.5, SITE.lon + 0.5, SITE.lat + 0.5],
        "assets": {"B04": {"href": "./B04.tif", "type": "image/tiff; application=geotiff", "gsd": 10}},
        "links": [],
    }
    properties |= over.pop("properties", {})
    return made | {"properties": properties} | over


def lay(folder: Path, *items: dict[str, Any]) -> Path:
    """The items as files of a folder, with a catalogue over them."""
    links = []
    for item in items:
        name = f"items/{len(links):04d}.json"
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(json.dumps(item))
        links.append({"rel": "item", "href": f"./{name}"})
    root = {"type": "Catalog", "stac_version": "1.0.0", "id": "c", "description": "c", "links": links}
    (folder / "catalog.json").write_text(json.dumps(root))
    return folder / "catalog.json"


def sought(
    where: str | Path | ArchiveServer | Archive,
    *,
    vault: MemoryVault | None = None,
    clock: Clock | None = None,
    site: Site = SITE,
    sensor: Sensor | None = "sentinel-2",
    start: dt.datetime = START,
    end: dt.datetime = END,
    **policy: Any,
) -> tuple[Asked, tuple[Found, ...]]:
    """One search of one archive."""
    if isinstance(where, ArchiveServer):
        where = where.url
    archive = where if isinstance(where, Archive) else archives_of(str(where))[0]
    keep = make_keep(vault or MemoryVault(), lambda: NOW)
    return search(archive, site, start, end, sensor, a_door(clock, **policy), keep)
