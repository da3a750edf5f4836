"""search: what archives of satellite imagery held over a site in a span of time, every answer kept.

An archive that is down, refuses, or speaks no STAC is a value with words, never an error and never "nothing found"; what it had
named before it broke off is used. Items that show another place or time than was asked for are left out and counted.
"""

import datetime as dt
import json
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sightline.capture.archives import Archive
from sightline.capture.catalogues import Walk
from sightline.capture.door import Door
from sightline.capture.footprints import boxes, covers, misfit
from sightline.capture.hrefs import Base, resolved, with_addresses
from sightline.capture.keeping import Keep
from sightline.model.errors import FetchError
from sightline.model.scene import Answered, Asked, Sensor, Site, sensor_of

if TYPE_CHECKING:
    from pystac_client import Client

    from sightline.capture.stac_io import CheckedIO

MOST_ITEMS = 1500  # of one archive: two years of passes of two orbits, every five days, in four overlapping tiles, and some
_PAGE = 100
# Pieces of names of large public collections that are no pictures of ours; a user's own has another name.
_OTHERS = ("sentinel", "landsat", "modis", "viirs", "dem", "naip", "goes", "era5")
_MOST_OWN = 30
_AROUND_M = 600.0  # windows are read so much wider than a site, nearly: a scene that is to stand alone must show that too
# What of a sensor's collections can be used: levels that are corrected for the atmosphere, or for the terrain.
_FITTING = {"sentinel-2": ("sentinel-2", "l2a"), "sentinel-1": ("sentinel-1", "rtc")}


@dataclass(frozen=True, slots=True)
class Found:
    """One item of an archive. item: with absolute hrefs; said: as the archive gave it. capture: id of the answer, or of the item once
    it is kept itself. folder: of a local catalogue, in which its files lie. whole: it shows all of the site, by its footprint."""

    item: dict[str, Any]
    said: dict[str, Any]
    capture: str
    archive: str
    folder: str | None = None
    whole: bool = False


@dataclass(slots=True)
class _Tally:
    """What came of asking one archive."""

    archive: Archive
    site: Site
    start: dt.datetime
    end: dt.datetime
    sensor: Sensor | None
    found: dict[tuple[str, str], Found]
    captures: list[str]
    misfits: dict[str, int]
    left: dict[str, int]
    odd: str = ""

    def take(self, item: dict[str, Any], base: Base, capture: str) -> None:
        if why := misfit(item, self.site, self.start, self.end):
            self.misfits[why] = self.misfits.get(why, 0) + 1
            return
        key = (str(item.get("collection")), str(item.get("id")))
        if key in self.found:
            return
        if self.sensor not in (None, _sensor(item)):
            return
        whole, left = with_addresses(item, base)
        for why in left:
            self.left[why] = self.left.get(why, 0) + 1
        wide = replace(self.site, half_m=min(self.site.half_m + _AROUND_M, 50_000.0))
        shown = covers(item, wide)
        self.found[key] = Found(whole, item, capture, self.archive.name, base.folder, shown)

    def asked(self, status: Answered, trouble: str, collection: str) -> Asked:
        words = [w for w in (trouble, self.odd) if w]
        if self.misfits:
            counted = ", ".join(f"{n} {why}" for why, n in sorted(self.misfits.items()))
            words.append(f"it named items that do not fit what was asked, left out: {counted}")
        usable = any(found.item["assets"] for found in self.found.values())
        if self.found and self.archive.account:
            words.append(self.archive.account)
        elif self.left and not usable:
            counted = ", ".join(f"{n} {why}" for why, n in sorted(self.left.items()))
            words.append(f"none of its files can be had: {counted}")
        captures = tuple(dict.fromkeys(self.captures))
        held = {_plain(str(f.item["collection"])) for f in self.found.values() if f.item.get("collection")}
        collection = collection or ",".join(sorted(held))
        return Asked(self.archive.name, collection, status, len(self.found), "; ".join(words), captures)


def search_in_turn(
    archives: Sequence[Archive],
    site: Site,
    start: dt.datetime,
    end: dt.datetime,
    sensor: Sensor | None,
    door: Door,
    keep: Keep,
) -> tuple[tuple[Asked, ...], tuple[Found, ...]]:
    """Asks each archive that the user named, and of the public ones, which hold the same, one after the other until one answers with
    scenes whose pixels can be had. Those that hold nothing of the sensor are not asked; the scenes of one that broke off are kept
    beside those of the next."""
    asked: list[Asked] = []
    found: list[Found] = []
    enough = False
    for archive in archives:
        if not archive.may_hold(sensor) or (archive.public and enough):
            continue
        said, held = search(archive, site, start, end, sensor, door, keep)
        asked.append(said)
        found.extend(held)
        if archive.public and said.status == "answered" and held and not archive.account:
            enough = True
    return tuple(asked), tuple(found)


def search(
    archive: Archive,
    site: Site,
    start: dt.datetime,
    end: dt.datetime,
    sensor: Sensor | None,
    door: Door,
    keep: Keep,
) -> tuple[Asked, tuple[Found, ...]]:
    """Asks one archive. start, end: aware, both included. sensor: None for all that it holds.

    Items come newest first, or in the order of a catalogue. Raises LedgerError where what it says cannot be kept, ImportError where an API is
    asked without the extra `imagery`; trouble with the archive is in the Asked.
    """
    captures: list[str] = []

    def noted(*args: Any, **kwargs: Any) -> Any:
        kept = keep(*args, **kwargs)
        captures.append(kept.id)
        return kept

    tally = _Tally(archive, site, start, end, sensor, {}, captures, {}, {})
    collection = ",".join(archive.collections_for(sensor))
    try:
        with door:
            if archive.kind == "static":
                trouble = _walk(archive, tally, door, noted)
            else:
                trouble, collection = _ask(archive, tally, sensor, door, noted)
        status: Answered = "unreachable" if trouble else "answered"
    except FetchError as error:
        status = "refused" if error.code == "api-refused" else "unreachable"
        trouble = error.message
        if tally.found:
            status = "unreachable"
            trouble += f"; the {len(tally.found)} scenes that it had named are used"
    return tally.asked(status, trouble, collection), tuple(tally.found.values())


def kept_item(found: Found, keep: Keep) -> Found:
    """The item kept as a Capture of its own, made from the answer that held it."""
    item = found.said
    location = f"{found.archive}/{_plain(str(item.get('collection')))}/{_plain(str(item.get('id')))}"
    try:
        data = json.dumps(
            item, sort_keys=True, separators=(",", ":")
        ).encode()  # ASCII: halves of characters too
    except RecursionError:  # nested as deep as could just be read: the answer that held it must do
        return found
    return replace(found, capture=keep(data, location, "application/geo+json", found.capture).id)


def _plain(text: str) -> str:
    return text.encode("ascii", "backslashreplace").decode()[:200]


def _walk(archive: Archive, tally: _Tally, door: Door, keep: Keep) -> str:
    """What went wrong, in words."""
    walk = Walk(archive.root, tally.site, tally.start, tally.end, door, keep, archive.local)
    for leaf in walk.leaves():
        tally.take(leaf.item, leaf.base, leaf.capture)
    # A catalogue is asked for all that it has: what lies elsewhere is no lie.
    tally.misfits = {why: n for why, n in walk.misfits.items() if why.startswith("no ")}
    tally.odd = _first_of(walk.odd)
    return _first_of(walk.troubles)


def _first_of(words: list[str]) -> str:
    more = len(words) - 1
    return words[0] + (f"; and {more} more such troubles" if more else "") if words else ""


def _ask(archive: Archive, tally: _Tally, sensor: Sensor | None, door: Door, keep: Keep) -> tuple[str, str]:
    """What went wrong and which collections were asked; the tally is filled as answers come, whatever happens then."""
    from sightline.capture.stac_io import CheckedIO

    io = CheckedIO(archive.root, door, keep)
    client = _opened(archive, io)
    if client is None:
        return _walk(archive, tally, door, keep), ""
    collections = archive.collections_for(sensor) or _collections(io, sensor)
    if collections is None:
        return "", ""
    asked = ",".join(map(_plain, collections))
    for box in boxes(tally.site):
        for item in _items(client, io, collections, box, tally):
            if len(tally.found) >= MOST_ITEMS:
                return f"only the first {MOST_ITEMS} of its scenes were taken", asked
            tally.take(item, Base(_address(item, archive.root)), io.capture)
    return "", asked


def _opened(archive: Archive, io: "CheckedIO") -> "Client | None":
    """The API; None where the root turns out to be a static catalogue. Raises FetchError."""
    from pystac_client import Client

    row = _landing(archive.root, io)
    if row.get("type") == "Catalog" or archive.kind == "api":
        with _in_our_words(archive.root):
            client = Client.open(archive.root, stac_io=io)
            if client.conforms_to("ITEM_SEARCH"):
                return client
    if archive.kind == "either":
        return None
    raise FetchError("not-stac", f"{archive.root} offers no search")


def _landing(root: str, io: "CheckedIO") -> dict[str, Any]:
    """What the root says, its links well formed; asked once. pystac would resolve each link on the way."""
    with _in_our_words(root):
        return io.read_json(root)


def _collections(io: "CheckedIO", sensor: Sensor | None) -> tuple[str, ...] | None:
    """Of an archive that the user named: those whose names say that they fit the sensor, else those whose names tell of no
    other; () for all, where it does not list them, None where none can hold any."""
    held = [link["href"] for link in _landing(io.root, io).get("links", []) if link["rel"] == "data"]
    address, _ = resolved(held[0] if held else None, Base(io.root))
    if sensor is None or not address:
        return ()
    try:
        with _in_our_words(io.root):
            rows = io.read_json(address).get("collections", [])
    except FetchError:
        return ()  # the search may do nonetheless
    names = [row["id"] for row in rows if isinstance(row.get("id"), str) and row["id"].isascii()]
    pieces = _FITTING.get(sensor)
    fitting = [name for name in names if pieces and all(piece in name.lower() for piece in pieces)]
    own = [name for name in names if not any(other in name.lower() for other in _OTHERS)]
    return tuple(fitting or own[:_MOST_OWN]) or (None if names else ())


def _items(
    client: "Client",
    io: "CheckedIO",
    collections: tuple[str, ...],
    box: tuple[float, float, float, float],
    tally: _Tally,
) -> Iterator[dict[str, Any]]:
    """Page by page. Raises FetchError where a page names nothing but what was named before."""
    root = tally.archive.root
    links = _landing(root, io).get("links", [])
    methods = [link.get("method") for link in links if link["rel"] == "search"]
    with _in_our_words(root):
        asked = client.search(
            method="POST" if "POST" in methods else "GET",
            collections=list(collections) or None,
            bbox=box,
            datetime=(tally.start, tally.end),
            limit=_PAGE,
        )
        pages = asked.pages_as_dicts()
    before: set[str] = set()
    while True:
        with _in_our_words(root):
            page = next(pages, None)
        if page is None:
            return
        named = {f"{item.get('collection')}/{item.get('id')}" for item in page["features"]}
        if named <= before:
            raise FetchError("endless", f"{root} names the same scenes over and over")
        before |= named
        yield from page["features"]


def _sensor(item: dict[str, Any]) -> Sensor:
    said = item.get("properties") or {}
    names = (said.get("constellation"), said.get("platform"), item.get("collection"), item.get("id"))
    held = item.get("assets")
    assets = map(str, held) if isinstance(held, dict) else ()
    return sensor_of(*(name for name in names if isinstance(name, str)), assets=assets)


def _address(item: dict[str, Any], root: str) -> str:
    """The item's own, which its hrefs are relative to; it counts only where it is of the archive's host."""
    links = item.get("links")
    for link in links if isinstance(links, list) else ():
        if isinstance(link, dict) and link.get("rel") == "self" and isinstance(link.get("href"), str):
            try:
                if urlsplit(link["href"]).netloc == urlsplit(root).netloc:
                    return str(link["href"])
            except ValueError:
                break
    return root


@contextmanager
def _in_our_words(root: str) -> Iterator[None]:
    """What pystac-client stumbles over when an answer is not as STAC has it, as a FetchError."""
    from pystac import STACError, STACTypeError
    from pystac_client.errors import ClientTypeError
    from pystac_client.exceptions import APIError
    from pystac_client.warnings import PystacClientWarning

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # pystac-client's, on how well the archive conforms
            yield
    except (
        STACError, STACTypeError, ClientTypeError, APIError, PystacClientWarning, KeyError, IndexError, TypeError, AttributeError,
        ValueError, NotImplementedError, RecursionError,
    ) as error:  # fmt: skip
        raise FetchError("not-stac", f"{root} answers, but not as STAC has it") from error
