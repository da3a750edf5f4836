"""kml(tracks), geojson(tracks) -> text: tracks for Google Earth, QGIS and the like, one feature a leg.

A leg ends where nothing was heard for ten minutes, so that no line stands where nobody saw anything. Heights are what
the aircraft sent, as a rule by pressure (above the 1013.25 hPa surface, off from the height above the sea by the
weather); both files say so. What is synthetic is named so in every feature.
"""

import json
import re
from collections.abc import Iterable, Sequence
from html import escape
from itertools import pairwise

import numpy as np

from sightline.flights.legs import Leg, legs, stamp, turned
from sightline.flights.track import Located, Track
from sightline.flights.units import METRES_A_FOOT

# What XML 1.0 has no place for: controls, halves of surrogate pairs, two non-characters.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
SYNTHETIC = "SYNTHETIC"
PRESSURE = "by pressure (above the 1013.25 hPa surface), not above the sea: off by the weather, as a rule within 900 ft"
GEOMETRIC = "geometric, above the WGS84 ellipsoid"
UNKNOWN = "not known"


def kml(tracks: Iterable[Track]) -> str:
    """KML 2.2 with gx:Track: one Placemark a leg, heights in metres. Rows whose height is not known are laid on the
    ground in Placemarks of their own, whose names say so: a height made up would look like one that was seen."""
    found = [leg for track in tracks for leg in legs(track)]
    made_up = f"{SYNTHETIC}: " if found and all(leg.synthetic for leg in found) else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2">\n'
        f"<Document><name>{made_up}Flight tracks from Sightline</name>\n"
        "<description>Times are UTC. Research, not targeting.</description>\n"
        '<Style id="leg"><LineStyle><color>ff1a2b8a</color><width>3</width></LineStyle></Style>\n'
        + "".join(_placemark(leg, a, b) for leg in found for a, b in _parts(leg))
        + "</Document></kml>\n"
    )


def _placemark(leg: Leg, a: int, b: int) -> str:
    said = {name: _said(value) for name, value in _facts(leg).items()}
    told = "; ".join(f"{name}: {value}" for name, value in said.items())
    data = "".join(f'<Data name="{n}"><value>{_xml(v)}</value></Data>' for n, v in said.items())
    name = _name(leg) + ("" if np.isfinite(leg.metres[a]) else " (height not known)")
    return (
        f"<Placemark><name>{_xml(name)}</name><description>{_xml(told)}</description>"
        f"<styleUrl>#leg</styleUrl>\n<ExtendedData>{data}</ExtendedData>\n{_gx_track(leg, a, b)}</Placemark>\n"
    )


def _said(value: str | bool | int | list[str]) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(value) if isinstance(value, list) else str(value)


def _parts(leg: Leg) -> list[tuple[int, int]]:
    """Rows with and without a height, from and to (end exclusive)."""
    known = np.isfinite(leg.metres)
    cuts = [0, *(int(i) + 1 for i in np.flatnonzero(np.diff(known))), len(known)]
    return list(pairwise(cuts))


def _gx_track(leg: Leg, a: int, b: int) -> str:
    """The schema wants all `when` before all `gx:coord`."""
    known = bool(np.isfinite(leg.metres[a]))
    when = "".join(f"<when>{stamp(float(t))}</when>\n" for t in leg.time[a:b])
    rows = zip(
        leg.points.lon[a:b].tolist(), leg.points.lat[a:b].tolist(), leg.metres[a:b].tolist(), strict=True
    )
    coord = "".join(
        f"<gx:coord>{turned(lon):.7f} {lat:.7f} {metres if known else 0:.1f}</gx:coord>\n"
        for lon, lat, metres in rows
    )
    mode = "absolute" if known else "clampToGround"
    return f"<gx:Track><altitudeMode>{mode}</altitudeMode>\n{when}{coord}</gx:Track>\n"


def geojson(tracks: Iterable[Track]) -> str:
    """RFC 7946: one Feature a leg, cut at the antimeridian (section 3.1.9). Positions have no third number, which would be
    height above the ellipsoid; properties `times` (UTC) and `altitudes_ft` have the shape of the coordinates, null
    at the points added where a line is cut and where a height is not known."""
    found = [_feature(leg) for track in tracks for leg in legs(track)]
    whole = {"type": "FeatureCollection", "features": found}
    return json.dumps(whole, ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n"


Spot = tuple[float, float, str | None, int | None]  # lon, lat, time, feet


def _feature(leg: Leg) -> dict[str, object]:
    lines = _lines(leg)
    shape: dict[str, object]
    if len(lines) == 1 and len(lines[0]) == 1:
        shape = {"type": "Point", "coordinates": _lonlat(lines[0])[0]}
    elif len(lines) == 1:
        shape = {"type": "LineString", "coordinates": _lonlat(lines[0])}
    else:
        shape = {"type": "MultiLineString", "coordinates": [_lonlat(line) for line in lines]}
    times: Sequence[object] = [[s[2] for s in line] for line in lines]
    feet: Sequence[object] = [[s[3] for s in line] for line in lines]
    one = len(lines) == 1
    more = {"times": times[0] if one else times, "altitudes_ft": feet[0] if one else feet}
    return {
        "type": "Feature",
        "geometry": shape,
        "properties": {"name": _clean(_name(leg)), **_facts(leg), **more},
    }


def _lonlat(line: Sequence[Spot]) -> list[list[float]]:
    return [[round(s[0], 7), round(s[1], 7)] for s in line]


def _lines(leg: Leg) -> list[list[Spot]]:
    """The leg as lines that do not cross the antimeridian; a point where each is cut, level between its
    neighbours."""
    feet = leg.metres / METRES_A_FOOT
    spots: list[Spot] = [
        (turned(lon), lat, stamp(t), None if np.isnan(ft) else round(ft))
        for lon, lat, t, ft in zip(
            leg.points.lon.tolist(), leg.points.lat.tolist(), leg.time.tolist(), feet.tolist(), strict=True
        )
    ]
    lines: list[list[Spot]] = [[spots[0]]]
    for before, after in pairwise(spots):
        if abs(after[0] - before[0]) > 180:
            side = 180.0 if before[0] > 0 else -180.0
            span = 360 - abs(after[0] - before[0])
            share = (180 - abs(before[0])) / span if span else 0.5
            lat = before[1] + (after[1] - before[1]) * share
            lines[-1].append((side, lat, None, None))
            lines.append([(-side, lat, None, None)])
        lines[-1].append(after)
    return lines


def _name(leg: Leg) -> str:
    """ "SYNTHETIC RA-82035 RFF8091 2019-03-23 14:02"."""
    who = leg.track.registration or leg.track.address
    parts = (SYNTHETIC if leg.synthetic else None, who, leg.callsign, stamp(leg.start)[:16].replace("T", " "))
    return " ".join(dict.fromkeys(p for p in parts if p))


def _facts(leg: Leg) -> dict[str, str | bool | int | list[str]]:
    """What is known of the leg, names as in the track; nothing unknown."""
    track = leg.track
    kinds = sorted(
        {Located(k).name for k in np.unique(leg.points.located).tolist() if 0 <= k <= max(Located)}
    )
    known = np.isfinite(leg.metres)
    heights = (PRESSURE if leg.pressure else GEOMETRIC) if known.any() else UNKNOWN
    if known.any() and not known.all():
        heights += "; laid on the ground where not known"
    facts = {
        "address": track.address, "callsign": leg.callsign, "registration": track.registration,
        "type_code": track.type_code, "operator": track.operator, "leg": leg.number,
        "start": stamp(leg.start), "end": stamp(leg.end), "positions": len(leg.time),
        "located": [k for k in kinds if k != "UNKNOWN"], "heights": heights, "synthetic": leg.synthetic,
        "captures": list(track.captures),
    }  # fmt: skip
    return {
        k: [_clean(x) for x in v] if isinstance(v, list) else _clean(v) if isinstance(v, str) else v
        for k, v in facts.items()
        if v is not None and v != []
    }


def _clean(text: str) -> str:
    """On one line, only characters that XML and UTF-8 can hold."""
    return " ".join(_NOT_XML.sub(" ", text).split())


def _xml(text: str) -> str:
    return escape(_clean(text))
