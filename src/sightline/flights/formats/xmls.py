"""KML (FlightAware, Google Earth, tar1090, FlightRadar24) and GPX: times and places of one airframe, without its address.

Altitudes are metres above the sea; they are kept as `altitude`, since those who write such files convert pressure
altitudes. Heights above the terrain, and such as are clamped to it, are no altitude."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from sightline.flights.formats import values
from sightline.flights.formats.collect import BrokenError, Collector
from sightline.flights.formats.source import Hints, made_up_address
from sightline.flights.formats.table import refuse_naive
from sightline.flights.track import Located

_ADDRESS = re.compile("~?[0-9a-f]{6}")
_ROWS = 1_000_000  # of one track; more is no flight


@dataclass
class _Track:
    """What was read of one Placemark or trk."""

    name: str = ""
    whens: list[str] = field(default_factory=list)
    places: list[tuple[str, ...]] = field(default_factory=list)  # lon, lat, altitude
    absolute: bool = True
    address: str | None = None  # as our own exports say it (flights/export.py)


def read_xml(start: str, stream: BinaryIO, out: Collector, hints: Hints) -> str:
    """Reads a KML or GPX file, whose first characters are `start`. Raises BrokenError where it ends early, after what came before was added."""
    from lxml import etree

    kind, ended, track = next(kinds(start), ""), False, _Track()
    out.found(kind)
    named, depth = "", 0
    try:
        for event, element in etree.iterparse(
            stream,
            events=("start", "end"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            recover=False,
        ):
            tag = str(element.tag).rpartition("}")[2]
            if event == "start":
                depth += 1
                continue
            depth -= 1
            ended = depth == 0
            if tag == "name":
                text = (element.text or "").strip()
                track.name, named = text, named or text
            elif tag in ("Placemark", "trk"):
                _flush(track, named, out, hints)
                track = _Track()
            else:
                _take(track, tag, element)
            if tag not in _KEPT:
                _free(element)
            if len(track.whens) > _ROWS:
                raise BrokenError("too-large", "one of its tracks has more than a million points")
    except etree.XMLSyntaxError as error:
        _flush(track, named, out, hints)
        raise BrokenError(
            "cut-short", f"the XML is damaged or ends early: {str(error)[:100]}; what came before was read",
            "save the file again",
        ) from error  # fmt: skip
    if not ended:
        _flush(track, named, out, hints)
    return kind


_KEPT = frozenset(("ele", "time", "when", "begin", "value"))  # read with what holds them


def _take(track: _Track, tag: str, element: Any) -> None:
    text = (element.text or "").strip()
    if tag == "when":
        track.whens.append(text)
    elif tag == "coord":  # gx:coord: longitude, latitude, altitude
        track.places.append(tuple(text.split()))
    elif tag == "coordinates":
        inside = str(element.getparent().tag).rpartition("}")[2] if element.getparent() is not None else ""
        if inside == "Point":
            track.places.append(tuple(text.split(",")))
    elif tag == "altitudeMode":
        track.absolute = text == "absolute"
    elif tag == "value" and _ADDRESS.fullmatch(text):
        holder = element.getparent()
        if holder is not None and holder.get("name") == "address":
            track.address = text
    elif tag == "trkpt":
        parts = {str(child.tag).rpartition("}")[2]: (child.text or "") for child in element}
        track.whens.append(parts.get("time", ""))
        track.places.append((element.get("lon", ""), element.get("lat", ""), parts.get("ele", "")))


def _free(element: Any) -> None:
    """Drops what was read, and what stands before it, so a file of any size fits."""
    parent = element.getparent()
    if parent is None or str(parent.tag).rpartition("}")[2] in ("trkpt", "Point", "TimeStamp"):
        return
    element.clear()
    while element.getprevious() is not None:
        del parent[0]


def _flush(track: _Track, named: str, out: Collector, hints: Hints) -> None:
    rows = min(len(track.whens), len(track.places))
    out.drop("with a time or a place only", max(len(track.whens), len(track.places)) - rows if rows else 0)
    if not rows:
        return
    whens, places = track.whens[:rows], track.places[:rows]
    time, naive = values.times(whens, hints.zone_s)
    if naive:
        refuse_naive(out)
    name = track.name or named
    made = {
        "time": time,
        "lon": values.numbers([p[0] if p else None for p in places]),
        "lat": values.numbers([p[1] if len(p) > 1 else None for p in places]),
    }
    if track.absolute:
        made["altitude"] = values.numbers([p[2] if len(p) > 2 else None for p in places]) * values.FEET
    callsign = name if len(name) <= 10 and not any(c.isspace() for c in name) else None
    if "SYNTHETIC" in f"{name} {named}".upper():
        made["located"] = values.numbers([float(Located.SYNTHETIC)] * rows)
    out.add(hints.address or track.address or made_up_address(hints.name, named), made, [callsign] * rows)


def kinds(start: str) -> Iterator[str]:
    """ "KML" or "GPX", where the first characters of a file are of such."""
    for tag, kind in (("<kml", "KML"), ("<gpx", "GPX")):
        if tag in start:
            yield kind
