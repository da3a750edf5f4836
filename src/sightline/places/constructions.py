"""What relations make of a place: a region, and why it is that wide. Distances in kilometres.

How far words reach is our own estimate unless a function says otherwise; it errs on the wide side.
"""

import math
from collections.abc import Callable

from sightline.model.place import Place
from sightline.places import lands
from sightline.places.geometry import Disc, around, inside_part
from sightline.places.shapes import Region, part_of_disc, sector

Built = tuple[Region, str]
Builder = Callable[[Place], Built]
A_PART = "a part of it"
_QUARTER, _EIGHTH = 45.0, 22.5  # degrees to each side: of a bare direction, of one with a distance
_LEAST, _MOST = 0.8, 1.2  # times a stated distance: what it may be, besides counting from the edge


def disc_of(at: Place) -> Disc:
    """The disc of a place that is known. Raises ValueError for one that is not."""
    if at.lat is None or at.lon is None or at.radius_km is None:
        raise ValueError("a place without a point has no disc")
    return Disc(at.lat, at.lon, at.radius_km)


def reach_km(people: int) -> float:
    """How far "south of" a settlement may reach: 40 km for a village, 150 km for three million, 200 at most
    (people relate to the nearest place that readers know)."""
    return max(40.0, min(200.0, 40.0 + 45.0 * math.log10(max(people, 10_000) / 10_000)))


def _people(at: Place) -> int:
    """Population back from the radius that the gazetteer gave a settlement."""
    if at.precision != "settlement" or at.radius_km is None:
        return 0
    return int(max(0.0, (at.radius_km - 1.5) / 0.0125) ** 2)


def _wide(at: Place) -> bool:
    return at.precision in ("country", "region")


def towards(way: float | None) -> Builder:
    """ "South of X": the quarter of the compass round the direction."""

    def build(at: Place) -> Built:
        disc = disc_of(at)
        reach = max(reach_km(_people(at)), disc.radius_km)
        if way is None:
            return Region(around(disc, reach)), "beside it; the direction is not clear"
        why = f"the quarter of the compass in that direction, up to {disc.radius_km + reach:.0f} km; no distance said"
        return sector(disc, way, _QUARTER, 0.0, reach), why

    return build


def away(way: float | None, low: float, high: float) -> Builder:
    """ "20 km east of X": an eighth of the compass, a fifth nearer or farther than said, from the middle or the
    edge."""

    def build(at: Place) -> Built:
        disc, said = disc_of(at), _said(low, high)
        if way is None:
            return Region(around(disc, _MOST * high)), f"within about {said} km"
        if _wide(at):  # counted from its edge, and nobody knows from where on it
            return Region(around(disc, _MOST * high)), f"{said} km beyond it in some stretch of that side"
        why = f"{said} km in that direction, from its middle or its edge, a fifth more or less"
        return sector(disc, way, _EIGHTH, _LEAST * low, _MOST * high), why

    return build


def _said(low: float, high: float) -> str:
    return f"{high:.3g}" if low == high else f"{low:.3g} to {high:.3g}"


def within(km: float, why: str, scale: float = 1.0) -> Builder:
    """In a place or up to `km` from its edge."""

    def build(at: Place) -> Built:
        disc = disc_of(at)
        return Region(around(Disc(disc.lat, disc.lon, disc.radius_km * scale), km)), why

    return build


def distant(low: float, high: float) -> Builder:
    """ "20 km from X", no direction."""
    return within(_MOST * high, f"within about {_said(low, high)} km")


def part(way: float | None) -> Builder:
    """ "Northern X": of a country its outline, of what else has none the disc, cut in that direction."""

    def build(at: Place) -> Built:
        disc = disc_of(at)
        if at.precision == "country" and at.country and (cut := lands.part_of(at.country, way, disc)):
            said = "its middle" if way is None else "the half of it that lies farthest in that direction"
            return cut, f"{A_PART}: {said}"
        if way is None:
            return Region(inside_part(disc, None)), f"{A_PART}: its middle"
        return part_of_disc(disc, way), f"{A_PART}: the larger half of its circle in that direction"

    return build


def on_its_side(way: float | None) -> Builder:
    """ "The north of X": a part of a country or region; of a town, that side of it and what lies before it."""
    of_land, of_town = part(way), side(way, 10.0)
    return lambda at: (of_land if _wide(at) or at.precision == "area" else of_town)(at)


def side(way: float | None, km: float) -> Builder:
    """ "The northern outskirts of X": in that quarter, within it or up to `km` from its edge."""

    def build(at: Place) -> Built:
        disc = disc_of(at)
        if way is None:
            return Region(around(disc, km)), "in or beside it"
        return sector(disc, way, _QUARTER, 0.0, km), "in or beside it, on that side"

    return build


def off_coast(km: float | None = None) -> Builder:
    """ "Off the coast of X", "30 nautical miles off X": the sea before it."""

    def build(at: Place) -> Built:
        disc = disc_of(at)
        if at.precision == "country" and at.country:
            sea = lands.off_country(at.country, disc, km * _MOST if km else lands.OFF_A_COUNTRY_KM)
        else:
            sea = lands.off_town(disc, km * _MOST if km else lands.OFF_A_TOWN_KM)
        said = f"up to about {km:.3g} km out" if km else "how far out is not said"
        if sea is not None:
            return sea, f"at sea before it; {said}"
        reach = km * _MOST if km else lands.OFF_A_TOWN_KM
        return Region(
            around(Disc(disc.lat, disc.lon, disc.radius_km * 1.3), reach)
        ), "at sea before it, where no sea is drawn on our map; so the whole circle"

    return build


def shore() -> Builder:
    """ "The coast of X": along its shore, on land or at sea."""
    return within(lands.OFF_A_TOWN_KM / 2, "along its shore", 1.1)


def inside(km: float) -> Builder:
    """ "20 km inside X": as far from the edge of a country, on whatever side."""

    def build(at: Place) -> Built:
        disc = disc_of(at)
        if at.precision == "country" and at.country:
            band = lands.inside_border(at.country, km * _MOST, disc)
            if band is not None:
                return band, f"within about {km:.3g} km of its border or coast; on which side is not said"
        return Region(disc), "inside it"

    return build
