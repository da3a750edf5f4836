""" "Odesa region": the first-order region, not the town that lends it its name."""

from dataclasses import replace

from sightline.places.features import BARE_REGIONS
from sightline.places.fold import fold
from sightline.places.gazetteer import Gazetteer, radius_of, row_distance_km
from sightline.places.rank import Ranked
from sightline.places.spot import Spot
from sightline.places.store import Row
from sightline.places.words import REGION_NOUNS

_CITY = 45.0  # km: a first-order region smaller than this is a city with the rank of one
_ENGLISH = frozenset(("region", "oblast", "krai", "province", "governorate", "voivodeship", "prefecture"))
_ROUND = 100.0  # km: how far "the X region" may reach where the gazetteer has no region for it (own estimate)


def as_region(ranked: Ranked, spot: Spot, gazetteer: Gazetteer) -> Ranked:
    """The ranking with the region put first that the words ask for, where its best row is a town or a city with
    the rank of a region. The rest as it was."""
    best = ranked.rows[0][0] if ranked.rows else None
    if best is None or spot.class_noun is None or spot.site:
        return ranked
    if best.kind == "region" and (_wide(best) or best.country in BARE_REGIONS):
        return ranked
    if best.kind not in ("settlement", "region"):
        return ranked
    named = next((r for r, _ in ranked.rows if r.kind == "region" and _wide(r)), None)
    row, why = (named, f"the words say {spot.class_noun}") if named else _region(best, spot, gazetteer)
    reasons = (why,) if named else (why, *ranked.reasons)
    rest = tuple((r, share * 0.2) for r, share in ranked.rows[:5] if r is not row)
    return Ranked(((row, 0.8 * ranked.rows[0][1]), *rest), reasons, ranked.probability)


def shown_name(name: str, spot: Spot, row: Row) -> str:
    """With the class noun that the text gives ("Odessa region"), so that no reader takes it for the town."""
    if spot.class_noun is None or row.kind != "region":
        return name
    noun = spot.class_noun if spot.class_noun in _ENGLISH else "region"
    last = fold(name).split()[-1:]
    return name if last and last[0] in REGION_NOUNS else f"{name} {noun}"


def _wide(row: Row) -> bool:
    return (row.radius or 0.0) >= _CITY


def _region(best: Row, spot: Spot, gazetteer: Gazetteer) -> tuple[Row, str]:
    own = gazetteer.region_of(best)
    vague = spot.class_noun == "region"
    if own is not None and _wide(own) and (not vague or _alike(own, best, gazetteer)):
        return own, f"the words say {spot.class_noun}: {own.name}, in which {best.name} lies"
    if best.country not in BARE_REGIONS and (own is None or not _wide(own)):
        around = [
            r
            for r in gazetteer.regions(best.country)
            if _wide(r) and row_distance_km(r, best) <= (r.radius or 0.0)
        ]
        around.sort(key=lambda r: (not _alike(r, best, gazetteer), row_distance_km(r, best), r.number))
        if around:
            return around[
                0
            ], f"the words say {spot.class_noun}: {around[0].name}, which lies around {best.name}"
    radius = max(_ROUND, 3 * radius_of(best))
    shown = replace(best, kind="region", radius=radius, region=None)
    return (
        shown,
        f"the land around {best.name}; the gazetteer has no {spot.class_noun} of that name",
    )


def _alike(region: Row, town: Row, gazetteer: Gazetteer) -> bool:
    """Whether the region is called after the town: a name of both, or a name that begins alike ("Tver": Tverskaya)."""
    if any(r.number == town.number for r in gazetteer.folded(fold(region.name))):
        return True
    one, two = fold(region.name), fold(town.name)
    stem = two[:-1] if len(two) > 4 else two
    return one.startswith(stem[:6]) if len(stem) > 6 else one.startswith(stem)
