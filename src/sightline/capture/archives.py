"""Public archives of satellite imagery that are asked in turn, and what a user may name instead.

None of the public ones was asked when this was written (no internet there): roots, collections, the way of signing and what
needs an account are [from memory] of 2025, and tests run against a local archive that behaves as they are documented to.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from sightline.capture.http import check_url
from sightline.model.errors import FetchError
from sightline.model.location import written
from sightline.model.scene import Sensor

PUBLIC = "public"  # the user's word for all of KNOWN
_MOST_NAMED = 4_000_000  # bytes of a catalogue in which its title is looked for
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Archive:
    """kind: a STAC API; a static catalogue, which is files that link to each other; or either, as its root will tell. root: web
    address, or path of a local catalogue (a file or a folder). collections: which to ask for a sensor; empty: those that fit by
    their names, else all. token: where a token for a collection is had without a key, "{}" for the collection's name. token_hosts: ends of
    the names of hosts that the token is for; nobody else gets it. account: why its pixels cannot be had, "" where they can. public: one of those that stand in
    for each other; what a user names is asked in any case."""

    name: str
    kind: Literal["api", "static", "either"]
    root: str
    collections: tuple[tuple[Sensor, str], ...] = ()
    token: str = ""
    token_hosts: tuple[str, ...] = ()
    account: str = ""
    public: bool = False

    @property
    def local(self) -> bool:
        return not _web(self.root)

    def collections_for(self, sensor: Sensor | None) -> tuple[str, ...]:
        return tuple(name for of, name in self.collections if sensor in (None, of))

    def may_hold(self, sensor: Sensor | None) -> bool:
        return not self.collections or bool(self.collections_for(sensor))


# In the order in which they are asked: keyless and plainest first.
KNOWN = (
    # sentinel-1-grd is not terrain-corrected, and so not asked for.
    Archive(
        "Earth Search",
        "api",
        "https://earth-search.aws.element84.com/v1",
        (("sentinel-2", "sentinel-2-l2a"),),
        public=True,
    ),
    Archive(
        "Planetary Computer",
        "api",
        "https://planetarycomputer.microsoft.com/api/stac/v1",
        (("sentinel-2", "sentinel-2-l2a"), ("sentinel-1", "sentinel-1-rtc")),
        token="https://planetarycomputer.microsoft.com/api/sas/v1/token/{}",
        token_hosts=(".blob.core.windows.net",),
        public=True,
    ),
    Archive(
        "Copernicus Data Space",
        "api",
        "https://stac.dataspace.copernicus.eu/v1",
        (("sentinel-2", "sentinel-2-l2a"),),
        account="its pixels need an account there (dataspace.copernicus.eu): download them and give them as pictures",
        public=True,
    ),
)


def archives_of(words: str) -> tuple[Archive, ...]:
    """What the user means: "public", the name of a known archive, the address of a STAC API or static catalogue, or the path of
    a catalogue, an item or a folder of items. Raises FetchError."""
    text = words.strip()
    if text.lower() == PUBLIC:
        return KNOWN
    folded = re.sub(r"[^a-z]", "", text.lower())
    for archive in KNOWN:
        if folded == re.sub(r"[^a-z]", "", archive.name.lower()) or text.rstrip("/") == archive.root:
            return (archive,)
    if _web(text):
        check_url(text)
        name = urlsplit(text).hostname or text
        return (Archive(name, "static" if urlsplit(text).path.lower().endswith(".json") else "either", text),)
    return (_local(text),)


def _local(text: str) -> Archive:
    path = Path(text)
    try:
        there = path.is_file() or path.is_dir()
    except (OSError, ValueError):
        there = False
    if not there:
        raise FetchError(
            "no-archive",
            f"{text} is neither a known archive, nor a web address, nor a file or folder",
            f'say "{PUBLIC}", the address of a STAC API or catalogue, or the path of a catalog.json',
        )
    folder = (path.parent if path.is_file() else path).resolve().name or "local"
    title = _title(path)
    name = f"{title} ({folder})" if title else folder
    return Archive(written(name), "static", text)


def _title(path: Path) -> str:
    """By which the catalogue calls itself; "" where it does not say."""
    try:
        with (path / "catalog.json" if path.is_dir() else path).open("rb") as file:
            said = json.loads(file.read(_MOST_NAMED))
        title = said.get("title") if said.get("type") in ("Catalog", "Collection") else None
    except (OSError, ValueError, AttributeError, RecursionError):
        return ""
    flat = " ".join(title.split()) if isinstance(title, str) else ""
    return flat if len(flat) <= _LONGEST_NAME else ""


def _web(text: str) -> bool:
    return bool(re.match(r"(?i)https?://", text))
