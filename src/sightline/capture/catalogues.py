"""A static STAC catalogue: files that link to each other, on the web or on this machine, read from its root down.

Links are followed to the same host only, or to files under the catalogue's own folder; a local catalogue leads nobody onto the
network. Only items that show the site in the span are kept, with the catalogues that lead to them.
"""

import datetime as dt
import json
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sightline.capture.bearers import without_secrets
from sightline.capture.door import MOST_ANSWER, Door
from sightline.capture.footprints import misfit, moment
from sightline.capture.hrefs import Base, resolved
from sightline.capture.keeping import Keep
from sightline.model.errors import FetchError
from sightline.model.scene import Site

MOST_FILES = 5000  # read in one search: five years of Sentinel-2 over one site, ten times over
SYNTHETIC = "sightline:synthetic"
_DOWN = ("child", "item", "items", "data")
_PAGES = ("next",)
_ROOTS = ("catalog.json", "collection.json")


@dataclass(frozen=True, slots=True)
class Leaf:
    """An item as its file says. base: what its hrefs are relative to. capture: id of the file's."""

    item: dict[str, Any]
    base: Base
    capture: str


@dataclass(slots=True)
class Walk:
    """One search through a catalogue. troubles: what could not be read, in words; odd: what was read and is no STAC; misfits: items
    that are no answer, by why."""

    root: str
    site: Site
    start: dt.datetime
    end: dt.datetime
    door: Door
    keep: Keep
    local: bool
    troubles: list[str] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)
    misfits: dict[str, int] = field(default_factory=dict)
    files: int = 0

    def leaves(self) -> Iterator[Leaf]:
        """The items that fit, in the order of the links. Raises FetchError where the root itself cannot be read."""
        until = self.door.clock() + 4 * self.door.policy.deadline_s
        starts, folder = self._starts()
        queue = deque((address, False) for address in starts)
        seen = set(starts)
        while queue:
            address, made_up = queue.popleft()
            if self.files >= MOST_FILES or self.door.clock() >= until:
                self.troubles.append(f"it was read only as far as {self.files} files")
                return
            try:
                data, row = self._read(address, until)
            except FetchError as error:
                if address in starts and len(starts) == 1:
                    raise
                self.troubles.append(error.message)
                continue
            base = Base(address, folder)
            made_up = made_up or row.get(SYNTHETIC) is True
            items = _items(row)
            fit = [_marked(item, made_up) for item in items if self._fits(item)]
            down = self._down(row, base)
            if fit or down:
                shown = without_secrets(address)
                capture = self.keep(data, shown, "application/json", url=None if self.local else shown).id
                yield from (Leaf(item, base, capture) for item in fit)
            for onward in down:
                if onward not in seen:
                    seen.add(onward)
                    queue.append((onward, made_up))

    def _starts(self) -> tuple[list[str], str | None]:
        """Where to begin, and the folder that a local catalogue stays in."""
        if not self.local:
            return [self.root], None
        path = Path(self.root)
        if path.is_file():
            return [str(path)], str(path.parent)
        for name in _ROOTS:
            if (path / name).is_file():
                return [str(path / name)], str(path)
        files = sorted(str(p) for p in path.rglob("*.json") if p.is_file())
        if not files:
            raise FetchError("no-archive", f"there are no STAC items in {path}", "give a catalog.json")
        return files, str(path)

    def _read(self, address: str, until: float) -> tuple[bytes, dict[str, Any]]:
        self.files += 1
        if self.local:
            data = _file(address)
        else:
            data = self.door.ask(address, until=min(until, self.door.until()), again=False).body
        try:
            row = json.loads(data)
        except (ValueError, RecursionError) as error:
            raise FetchError("not-stac", f"{without_secrets(address)} is no JSON") from error
        if not isinstance(row, dict):
            raise FetchError("not-stac", f"{without_secrets(address)} is no STAC")
        return data, row

    def _fits(self, item: Mapping[str, Any]) -> bool:
        why = misfit(item, self.site, self.start, self.end)
        if why:
            self.misfits[why] = self.misfits.get(why, 0) + 1
        return not why

    def _down(self, row: Mapping[str, Any], base: Base) -> tuple[str, ...]:
        kind = row.get("type")
        if kind == "Feature" or self._over(row):
            return ()
        if kind not in ("Catalog", "Collection", "FeatureCollection") and "stac_version" not in row:
            self.odd.append(f"{without_secrets(base.address)} is no STAC")
            return ()
        follow = _PAGES if kind == "FeatureCollection" else _DOWN
        out = []
        links = row.get("links")
        for link in links if isinstance(links, list) else ():
            if not isinstance(link, Mapping) or link.get("rel") not in follow:
                continue
            address, why = resolved(link.get("href"), base)
            if address and self.local == bool(urlsplit(address).hostname):
                why = "leads from this machine onto the web"
            elif address and not self.local and urlsplit(address).netloc != urlsplit(self.root).netloc:
                why = "leads to another host"
            if why:
                self.troubles.append(f"a link of {without_secrets(base.address)} {why}")
            else:
                out.append(address)
        return tuple(out)

    def _over(self, row: Mapping[str, Any]) -> bool:
        """Whether a collection says that all of it was before or after. What it says of where is not relied on."""
        extent = row.get("extent")
        temporal = extent.get("temporal") if isinstance(extent, Mapping) else None
        spans = temporal.get("interval") if isinstance(temporal, Mapping) else None
        if not isinstance(spans, list) or not spans or not isinstance(spans[0], list) or len(spans[0]) != 2:
            return False
        first, last = moment(spans[0][0]), moment(spans[0][1])
        return (first is not None and first > self.end) or (last is not None and last < self.start)


def _items(row: Mapping[str, Any]) -> list[dict[str, Any]]:
    if row.get("type") == "Feature":
        return [dict(row)]
    if row.get("type") == "FeatureCollection" and isinstance(row.get("features"), list):
        return [dict(item) for item in row["features"] if isinstance(item, Mapping)]
    return []


def _marked(item: dict[str, Any], made_up: bool) -> dict[str, Any]:
    """What stands in a catalogue of made-up scenes is made up, whether or not it says so itself."""
    return {**item, "properties": {**item["properties"], SYNTHETIC: True}} if made_up else item


def _file(address: str) -> bytes:
    path = Path(address)
    try:
        if path.stat().st_size > MOST_ANSWER:
            raise FetchError("too-large", f"{path} is larger than {MOST_ANSWER / 1e6:.0f} MB")
        return path.read_bytes()
    except OSError as error:
        raise FetchError("unreadable", f"cannot read {path}: {error.strerror}", "check the path") from error
