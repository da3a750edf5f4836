"""How many pixels a thing covers, and what can be said of it then.

Johnson 1958 (Analysis of Image Forming Systems): half of all observers detect a target at 2 pixels across its critical, that is smaller, dimension, recognise
its class at 8, identify it at 13; good contrast, a human eye. Two additions for satellite pixels, both from signal theory
and not fitted: something long and narrow shows where its area is that of two by two pixels and it fills half a pixel
across (a line half a pixel wide keeps half its contrast); and what is smaller than that is not detectable at any
contrast that the ground beside it may not have too, for one bright pixel is like any other.
"""

from collections.abc import Sequence
from typing import Literal

from sightline.imagery.thing import Thing
from sightline.model.scene import Sensor

State = Literal["could not", "as a change", "could"]
STATES: tuple[State, ...] = ("could not", "as a change", "could")

DETECT_PX, RECOGNISE_PX = 2.0, 8.0
_LINE_PX = 0.5
# Ground resolved distance over ground sample distance. Radar at 10 m a pixel resolves 20 x 22 m (Sentinel-1 GRD, IW; ESA
# product specification), so twice; for optics the expected 1.5 to 2 is told, not applied: Johnson's pixels carry it.
_RESOLVED: dict[Sensor, float] = {"sentinel-1": 2.0}


def resolved_m(sensor: Sensor, gsd_m: float) -> float:
    """The pixel that counts, metres."""
    return gsd_m * _RESOLVED.get(sensor, 1.0)


def across(thing: Thing, pixel_m: float) -> float:
    """Pixels across the critical dimension."""
    return thing.critical_m / pixel_m


def filled(thing: Thing, pixel_m: float) -> float:
    """Side of the square of the silhouette's area, pixels."""
    return thing.side_m / pixel_m


def resolved(thing: Thing, pixel_m: float) -> State:
    """could: its class shows. as a change: that something is there, never what. could not: neither."""
    narrow = across(thing, pixel_m)
    if narrow >= RECOGNISE_PX:
        return "could"
    if narrow >= DETECT_PX or (narrow >= _LINE_PX and filled(thing, pixel_m) >= DETECT_PX):
        return "as a change"
    return "could not"


def beyond(things: Sequence[Thing | None], sensor: Sensor, gsd_m: float) -> bool:
    """Whether none of the things that are sought (None: one whose size is not known) could show at such pixels. Where nothing is
    named any change is sought, which could."""
    pixel = resolved_m(sensor, gsd_m)
    return bool(things) and all(t is None or resolved(t.largest(), pixel) == "could not" for t in things)


def size_words(thing: Thing, pixel_m: float, sensor: Sensor, state: State) -> str:
    """What the pixels of a sensor make of it, with the figures. state: what was found for the largest of its kind."""
    wide, narrow = max(thing.length_m, thing.width_m) / pixel_m, across(thing, pixel_m)
    told = (
        f"“{thing.name}”, {thing.size} ({thing.source}), is {wide:.1f} x {narrow:.2g} pixels of {pixel_m:g} m"
    )
    if sensor == "sentinel-1":
        told += " (what this radar resolves)"
    if state == "could":
        return f"{told}: large enough for its class to show ({RECOGNISE_PX:g} pixels across are needed)"
    if state == "as a change":
        edge = "" if narrow >= DETECT_PX else "; at the edge of what shows, by its area alone"
        return f"{told}: something of this size may show as a change{edge}; what it is cannot be told below {RECOGNISE_PX:g} pixels across"
    more = ""
    if sensor == "sentinel-1":
        more = ". Metal may show by its radar cross-section, which nobody knows for it and which other metal has too"
    return f"{told}: too small to be seen ({DETECT_PX:g} pixels across are needed), whatever its contrast and however many there are{more}"


def needed_m(thing: Thing) -> tuple[float, float]:
    """Ground sample distance in metres at which it is detected, and at which its class shows."""
    return thing.critical_m / DETECT_PX, thing.critical_m / RECOGNISE_PX
