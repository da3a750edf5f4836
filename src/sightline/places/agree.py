"""Two descriptions of one place check each other: a region with a site noun, and a named site of the text."""

from dataclasses import replace

from sightline.model.mention import Mention
from sightline.model.place import Candidate, Place, bearing_deg, distance_km
from sightline.places.geometry import off_course
from sightline.places.siteref import head_of
from sightline.places.words import DIRECTIONS

_WITHIN = 60.0  # degrees off the said direction that words like "south of" still allow
_FAR = 1.6  # times the region's radius


def named_sites(names: tuple[Mention, ...]) -> tuple[Place, ...]:
    """The sites named in a document, each once."""
    sites: dict[str, Place] = {}
    for mention in names:
        place = mention.place
        if place is not None and place.precision == "site" and place.ref and place.known:
            sites.setdefault(place.ref, place)
    return tuple(sites.values())


def agreed(region: Place, sites: tuple[Place, ...], anchors: tuple[Place, ...]) -> Place:
    """The named site that a relation phrase with a site noun must mean, where exactly one fits by kind, by
    direction and by distance; the region stays as runner-up. Else the region as it was."""
    words = region.span.text if region.span else ""
    kinds = head_of(words)
    if region.relation is None or kinds is None or not region.known:
        return region
    fitting = [s for s in sites if _kind(s) in kinds and _fits(region, s, anchors)]
    if len(fitting) != 1:
        return region
    site = fitting[0]
    runner = region.candidates[:1] or (
        Candidate(
            region.name or words, "", region.country, region.lat or 0.0, region.lon or 0.0, "area", 0.3
        ),
    )
    said = site.span.text if site.span else site.name
    best = tuple(replace(c, score=0.7) for c in site.candidates[:1])
    return replace(
        site,
        span=region.span,
        relation=region.relation,
        candidates=(*best, *(replace(c, score=0.3) for c in runner)),
        reasons=(
            f'taken as {said}, the only such site that the text names: it lies where "{words}" says',
            f"if not: {region.reasons[0]}" if region.reasons else "if not: the region as described",
        ),
    )


def _kind(site: Place) -> str:
    return site.candidates[0].kind if site.candidates else "military-site"


def _fits(region: Place, site: Place, anchors: tuple[Place, ...]) -> bool:
    """Inside the region, or up to a little beyond it in the direction said from the place it hangs on."""
    if (
        region.lat is None
        or region.lon is None
        or site.lat is None
        or site.lon is None
        or region.radius_km is None
    ):
        return False
    if region.country and site.country and region.country != site.country and region.precision != "area":
        return False
    apart = distance_km(region.lat, region.lon, site.lat, site.lon)
    if apart <= region.radius_km:
        return True
    way = next((w for w in DIRECTIONS if w in (region.relation or "").split()), None)
    anchor = next(
        (a for a in anchors if a.span and region.span and region.span.contains(a.span) and a.known), None
    )
    if way is None or anchor is None or anchor.lat is None or anchor.lon is None:
        return False
    course = bearing_deg(anchor.lat, anchor.lon, site.lat, site.lon)
    return apart <= _FAR * region.radius_km and off_course(course, DIRECTIONS[way]) <= _WITHIN
