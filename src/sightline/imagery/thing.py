"""Thing: what a claim says is there, as an outline on the ground in metres."""

import math
from dataclasses import dataclass
from typing import Literal

# object: stands on the ground and may leave. ground: earthwork, clearing, building, crater: stays. ship: on water.
Trace = Literal["object", "ground", "ship"]
Shape = Literal["transport", "fighter", "ship", "rectangle"]
Corner = tuple[float, float]  # metres: along the length (nose ahead), across it
Outline = tuple[tuple[Corner, ...], ...]  # polygons that may overlap

# Body width over length and wing aspect ratio (span squared over area). From published drawings, from memory:
# An-124 .105 and 8.6, Il-76 .10 and 8.5, Il-62 .07 and 6.7, Boeing 737 .095 and 9.4; Su-27 .12 and 3.5, F-16 .10 and 3.2.
# Not tuned on pictures; the power follows the area of the silhouette, which these give to within a fifth.
_BODY = {"transport": 0.09, "fighter": 0.12}
_ASPECT = {"transport": 8.0, "fighter": 3.4}
_TAPER = 0.35  # chord at the tip over chord at the root
_SWEEP = math.radians(25)
_TAIL = 0.38  # span of the tailplane over that of the wing
_BOW = 0.25  # share of a hull's length over which it narrows to the bow

# How far in reflectance a thing is taken to stand out from what surrounds it when a verdict is chosen. An assumption, not
# a measurement: white paint .6-.8 and grey .2-.3 on concrete .25-.35 or asphalt .10-.15; dry bare soil .15-.25 in red
# against plants .03-.05, wet dark soil far less. So objects 0.2, and 0.1 for ground, which is the cautious end. The power
# is told for 0.1, 0.2 and 0.3 always.
STEPS = (0.1, 0.2, 0.3)
_ASSUMED: dict[Trace, float] = {"object": 0.2, "ground": 0.1, "ship": 0.1}


@dataclass(frozen=True, slots=True)
class Thing:
    """length_m, width_m: over all, metres; of aircraft length and wingspan. source: where the size is from, in words.
    most_m: the largest that things of this name come in, where only the kind is known; the size then is a usual one."""

    name: str
    length_m: float
    width_m: float
    shape: Shape = "rectangle"
    trace: Trace = "object"
    source: str = "as given"
    most_m: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        for metres in (self.length_m, self.width_m, *(self.most_m or ())):
            if not 0 < metres <= 100_000:
                raise ValueError(f"no size of a thing: {metres} m")

    @property
    def critical_m(self) -> float:
        """The smaller dimension over all (Johnson's critical dimension)."""
        return min(self.length_m, self.width_m)

    @property
    def area_m2(self) -> float:
        """Of the silhouette, overlaps counted once (roughly: body and wings overlap by a few percent)."""
        return sum(abs(_area(polygon)) for polygon in outline(self)) - _overlap(self)

    @property
    def side_m(self) -> float:
        """Side of the square of the silhouette's area, metres: what it fills of a pixel."""
        return math.sqrt(self.area_m2)

    @property
    def step(self) -> float:
        """Reflectance by which it is assumed to stand out."""
        return _ASSUMED[self.trace]

    @property
    def size(self) -> str:
        """In words: "13 x 3.8 m"."""
        return f"{self.length_m:g} x {self.width_m:g} m"

    def largest(self) -> "Thing":
        """The same at the large end of its kind."""
        if self.most_m is None:
            return self
        return Thing(self.name, *self.most_m, self.shape, self.trace, self.source)


def outline(thing: Thing) -> Outline:
    """The silhouette from above, centred on its middle, nose towards +length."""
    length, width = thing.length_m, thing.width_m
    if thing.shape == "ship":
        return (_hull(length, width),)
    if thing.shape == "rectangle":
        return (_box(length, width),)
    return _aircraft(length, width, _BODY[thing.shape], _ASPECT[thing.shape])


def _box(length: float, width: float) -> tuple[Corner, ...]:
    a, b = length / 2, width / 2
    return ((-a, -b), (a, -b), (a, b), (-a, b))


def _hull(length: float, width: float) -> tuple[Corner, ...]:
    a, b = length / 2, width / 2
    shoulder = a - _BOW * length
    return ((-a, -b), (shoulder, -b), (a, 0.0), (shoulder, b), (-a, b))


def _aircraft(length: float, span: float, body: float, aspect: float) -> Outline:
    """A body, swept wings and a tailplane as straight-edged pieces."""
    root = 2 * span / (aspect * (1 + _TAPER))
    lead = min(length / 2, 0.1 * length + root / 2)  # wings sit a little ahead of the middle
    wings = _wing(lead, span, min(root, length))
    tail_root = min(root * 0.5, 0.2 * length)
    tail = _wing(-length / 2 + tail_root * 1.5, span * _TAIL, tail_root)
    return (_box(length, body * length), *wings, *tail)


def _wing(lead: float, span: float, root: float) -> Outline:
    """Both halves, from the axis outwards. lead: of the leading edge at the root, metres ahead of the middle."""
    half, tip = span / 2, root * _TAPER
    back = half * math.tan(_SWEEP)
    return tuple(
        ((lead, 0.0), (lead - back, side * half), (lead - back - tip, side * half), (lead - root, 0.0))
        for side in (-1, 1)
    )


def _overlap(thing: Thing) -> float:
    """Of wings and tail with the body: root chords times the body's width."""
    if thing.shape not in _BODY:
        return 0.0
    polygons = outline(thing)
    roots = polygons[1][0][0] - polygons[1][3][0] + polygons[3][0][0] - polygons[3][3][0]
    return roots * _BODY[thing.shape] * thing.length_m * 0.9  # chords shrink outwards


def _area(polygon: tuple[Corner, ...]) -> float:
    return (
        sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(polygon, (*polygon[1:], polygon[0]), strict=True)) / 2
    )
