"""Two descriptions of one place side by side ("X, 40 km south of Y") check each other.

Where they agree, the place is surer or smaller, and says so; where the words leave no doubt that both mean one place
and they disagree, it is as wide as both, and says so. Two phrases that may as well be two places are left alone.
"""

import re
from dataclasses import replace

from sightline.model.place import Candidate, Place
from sightline.places.constructions import disc_of
from sightline.places.directions import bearing_of
from sightline.places.geometry import Disc, off_course
from sightline.places.meet import either, gap_km, hardly, narrower, overlap
from sightline.places.shapes import Region

_LIES = (
    r"(?:(?:which|that)\s+)?(?:(?:is|are|was|lies|lying|located|situated|sits|sitting|based|ubicad[oa]s?|situad[oa]s?|situ[ée]e?s?|"
    r"расположен\w*|находящ\w+|розташован\w*|gelegen|bulunan)\s*)+"
)
_KIND = r"(?:an?\s+(?:[\w-]+\s+){0,2}?(?:town|village|city|base|airbase|site|settlement|hamlet|port|point|area)\s*,?\s*)?"
_NEXT = re.compile(
    rf"^\s*(?P<mark>[,(–—]|-\s)?\s*(?P<lies>{_LIES})?\s*{_KIND}(?:about|some|roughly|just|only)?\s*$",
    re.IGNORECASE,
)
_AND = re.compile(r"^\s*,?\s*(?:and|but|y|et|и|та|und|ve)\s+(?:just\s+)?$", re.IGNORECASE)
_IN = re.compile(r"^\s*,?\s*(?:in|inside|within|en|dans|в|у|in\s+der)?\s*(?:the\s+|la\s+)?$", re.IGNORECASE)
_MEASURED = re.compile(r"\d|\b(?:hundred|dozen|twenty|thirty|forty|fifty|ten|fifteen)\b", re.IGNORECASE)
# Relations whose circle says little of where in it: nothing is narrowed by them.
_LOOSE = re.compile(
    r"\b(?:road|highway|motorway|railway|route|way|upstream|downstream|across|drive|walk)\b", re.IGNORECASE
)
_WIDE = ("country", "region")
_SLACK = 0.1  # of the described area's radius: outside by so little is no contradiction
_SURER = 0.4  # what is left of the doubt where a second description agrees (own estimate)


def cross_checked(text: str, phrases: list[Place]) -> list[Place]:
    """The phrases of one part in text order, neighbours that describe one place checked against each other; same
    number, same spans, same order."""
    out = list(phrases)
    for i in range(len(out) - 1):
        a, b = out[i], out[i + 1]
        if a.span is None or b.span is None or b.span.start - a.span.end > 60:
            continue
        gap = text[a.span.end : b.span.start]
        out[i], out[i + 1] = _pair(a, b, gap)
    return out


def _pair(a: Place, b: Place, gap: str) -> tuple[Place, Place]:
    if _beside(a) and _beside(b):
        return _both_relations(a, b, gap)
    if not _beside(b):
        return (_narrowed(a, b), b) if _beside(a) and b.precision == "region" and _IN.match(gap) else (a, b)
    match = _NEXT.match(gap)
    if match is None or not b.known or _about(b, a):
        return a, b
    measured = _MEASURED.search(b.relation or "") is not None
    if not (match["mark"] or match["lies"] or measured):
        return a, b
    if a.precision in _WIDE:
        return a, (_narrowed(b, a) if a.precision == "region" and match["mark"] else b)
    certain = measured or match["lies"] is not None or match["mark"] == "("
    if not a.known:
        return (_placed(a, b), b) if certain else (a, b)
    return _name_and_relation(a, b, certain=certain)


def _beside(place: Place) -> bool:
    """Whether it is described by another place; "at" and "in" only say that the name is meant."""
    return place.relation is not None and place.relation not in ("at", "in", "inside", "en", "dans")


def _about(b: Place, a: Place) -> bool:
    """Whether the relation hangs on that very name ("Aleppo, south of Aleppo")."""
    return bool(
        a.ref and b.candidates and b.candidates[0].ref == a.ref and a.precision not in ("site", "area")
    )


def _region(place: Place) -> Region:
    return Region(disc_of(place), place.polygon)


def _said(place: Place) -> str:
    return f'"{" ".join(place.span.text.split())}"' if place.span else str(place.name)


def _fits(candidate: Candidate | Place, radius: float, area: Region) -> bool:
    if candidate.lat is None or candidate.lon is None:
        return False
    slack = radius + _SLACK * area.disc.radius_km
    return gap_km(Disc(candidate.lat, candidate.lon, radius), area) <= slack


def _name_and_relation(a: Place, b: Place, *, certain: bool) -> tuple[Place, Place]:
    area, radius = _region(b), a.radius_km or 1.0
    if _fits(a, radius, area):
        why = f"{_said(b)} agrees: it lies in that area"
        return _surer(a, why), _meant(b, a)
    others = [c for c in a.candidates[1:] if _fits(c, 5.0, area)]
    if certain and len(others) == 1:
        other = others[0]
        why = f"of the places of that name the only one where {_said(b)} says; by the rest of the text it would be {a.name}, {a.country}"
        rest = tuple(c for c in a.candidates if c is not other)
        chosen = replace(
            a, name=other.name, ref=other.ref, country=other.country, lat=other.lat, lon=other.lon, polygon=(),
            candidates=(replace(other, score=max(other.score, 0.7)), *rest), reasons=(why,), probability=None,
        )  # fmt: skip
        return chosen, _meant(b, chosen)
    if not certain:
        return a, b
    return _disagreed(a, b, area)


def _surer(a: Place, why: str) -> Place:
    first = a.candidates[:1]
    raised = tuple(replace(c, score=round(1 - _SURER * (1 - c.score), 3)) for c in first)
    sure = None if a.probability is None else round(1 - _SURER * (1 - a.probability), 3)
    return replace(a, candidates=(*raised, *a.candidates[1:]), reasons=(*a.reasons, why), probability=sure)


def _meant(b: Place, a: Place) -> Place:
    """The relation phrase, taken as the named place that it describes."""
    why = f"taken as {_said(a)}, which these words describe"
    runner = tuple(replace(c, score=0.2) for c in b.candidates[:1])
    return replace(
        b, name=a.name, ref=a.ref, country=a.country, lat=a.lat, lon=a.lon, radius_km=a.radius_km,
        precision=a.precision, polygon=a.polygon, candidates=(*a.candidates[:1], *runner), reasons=(why, *b.reasons),
        probability=a.probability, relation=None,  # it is the place now, not something about it
    )  # fmt: skip


def _disagreed(a: Place, b: Place, area: Region) -> tuple[Place, Place]:
    both = either(_region(a), area)
    off = gap_km(disc_of(a), area)
    why = f"two descriptions disagree: {a.name} lies {off:.0f} km outside {_said(b)}; as wide as both"
    return _wide_as(both, a, b, (a, b), why), _wide_as(both, b, a, (a, b), why)


def _wide_as(both: Region, place: Place, other: Place, said: tuple[Place, Place], why: str) -> Place:
    runners = tuple(c for p in said for c in p.candidates[:1])
    disc, country = both.disc, place.country if place.country == other.country else None
    return replace(
        place, ref=None, country=country, lat=disc.lat, lon=disc.lon, radius_km=disc.radius_km, precision="area",
        polygon=both.polygon, candidates=runners, reasons=(why, *place.reasons), probability=None,
    )  # fmt: skip


def _placed(a: Place, b: Place) -> Place:
    """A name that the gazetteer lacks, placed by its description."""
    why = f"{_said(a)} itself is not in the gazetteer; placed by {_said(b)}"
    return replace(
        a, country=b.country, lat=b.lat, lon=b.lon, radius_km=b.radius_km, polygon=b.polygon, precision="area",
        relation=b.relation, candidates=b.candidates, reasons=(why, *b.reasons[:1]), probability=b.probability,
    )  # fmt: skip


def _narrowed(relation: Place, region: Place) -> Place:
    """A relation phrase said to lie in a region ("20 km from the border, in Idlib province")."""
    if not relation.known or not region.known:
        return relation
    shared = overlap(_region(relation), _region(region))
    both = _region(relation), _region(region)
    if shared is None or not narrower(shared, both[0]) or hardly(shared, *both):
        return relation
    relation = replace(relation, country=relation.country or region.country)
    return _as(shared, relation, f"only what lies in {region.name}, named beside it")


def _both_relations(a: Place, b: Place, gap: str) -> tuple[Place, Place]:
    if not a.known or not b.known or not _one_place(a, b, gap):
        return a, b
    if any(_LOOSE.search(p.relation or "") for p in (a, b)):
        return a, b
    both = _region(a), _region(b)
    shared = overlap(*both)
    if shared is None:
        match = _NEXT.match(gap)
        # Without "which lies" they may be two places of a list.
        return _disagreed(a, b, both[1]) if match and match["lies"] else (a, b)
    if hardly(shared, *both):
        return a, b
    if not all(narrower(shared, r) for r in both):
        return _agreeing(a, b), _agreeing(b, a)
    return (
        _as(shared, a, f"and {_said(b)}: where both are true"),
        _as(shared, b, f"and {_said(a)}: where both are true"),
    )


def _agreeing(place: Place, other: Place) -> Place:
    return replace(place, reasons=(*place.reasons, f"{_said(other)} agrees: the one area lies in the other"))


def _one_place(a: Place, b: Place, gap: str) -> bool:
    """A comma with a measured distance after it, or opposite directions joined with "and" ("south of A and north of
    B"); all else may be two places."""
    if _AND.match(gap):
        one, two = bearing_of(a.relation or ""), bearing_of(b.relation or "")
        return one is not None and two is not None and off_course(one, two) >= 135.0
    match = _NEXT.match(gap)
    measured = any(_MEASURED.search(p.relation or "") for p in (a, b))
    return match is not None and (bool(match["lies"]) or (measured and match["mark"] is not None))


def _as(region: Region, place: Place, why: str) -> Place:
    disc = region.disc
    return replace(
        place, lat=disc.lat, lon=disc.lon, radius_km=disc.radius_km, polygon=region.polygon, reasons=(*place.reasons, why)
    )  # fmt: skip
