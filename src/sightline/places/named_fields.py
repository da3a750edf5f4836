"""named_fields: the airfields that a place is or holds, where its words are narrow enough to name any."""

from sightline.model.airfield import PAVED, Airfield
from sightline.model.place import Place, distance_km
from sightline.places.airfields import Airfields, open_airfields
from sightline.places.fold import fold

SITE_KM = 5.0  # a site's point may be its gate, the field's the middle of its runways
TOWN_KM = 30.0  # as far as the main airport of a town lies out
AREA_KM = 60.0  # a wider disc names no field
LONG_M = 2_400.0  # what airliners and heavy transports are given


def named_fields(place: Place | None, table: Airfields | None = None) -> tuple[Airfield, ...]:
    """Nearest first; () where the place is unknown or too wide. A site that is an airfield stands for itself; a town
    for the fields within its disc, and, where none of these has a long paved runway, for those within 30 km that
    bear its name, else for those there that have one; an area for all fields in it."""
    table = table or open_airfields()
    if place is None or place.lat is None or place.lon is None or place.radius_km is None:
        own = table.of(place.ref) if place and place.ref else None
        return (own,) if own else ()
    if place.ref and not place.relation and (own := table.of(place.ref)):
        return (own,)
    if place.precision in ("country", "region", "unknown") or place.radius_km > AREA_KM:
        return ()
    reach = (
        max(place.radius_km, SITE_KM) if place.precision in ("site", "coordinate") else place.radius_km + 1.0
    )
    inside = [f for f, _ in table.near(place.lat, place.lon, reach) if _open(f)]
    if place.precision == "settlement" and not any(_long(f) for f in inside):
        around = [f for f, _ in table.near(place.lat, place.lon, max(reach, TOWN_KM)) if _open(f)]
        bearing = [f for f in around if _bears(f, place.name)]
        inside += [f for f in bearing or around if f not in inside and (bearing or _long(f))]
    return tuple(inside)


def holds(place: Place, field: Airfield) -> bool:
    """Whether a field lies in a place too wide to name any: in its country, for a country, else in its disc."""
    if place.precision == "country" and place.country:
        return field.country == place.country
    if place.lat is None or place.lon is None or place.radius_km is None:
        return False
    return distance_km(place.lat, place.lon, field.lat, field.lon) <= place.radius_km


def _open(field: Airfield) -> bool:
    """Whether anything but closed runways and helipads is known of it, or nothing at all is."""
    return not field.runways or any(not r.closed and (r.length_m or 400.0) >= 400.0 for r in field.runways)


def _bears(field: Airfield, name: str | None) -> bool:
    """ "Paris-Le Bourget Airport" bears the name of Le Bourget."""
    return bool(name) and f" {fold(name or '')} " in f" {fold(field.name)} "


def _long(field: Airfield) -> bool:
    return any(not r.closed and r.surface in PAVED and (r.length_m or 0.0) >= LONG_M for r in field.runways)
