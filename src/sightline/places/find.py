"""find_places: every name of a place in a document, with what it most likely is and why."""

from dataclasses import replace

from sightline.model.document import Document
from sightline.model.mention import Mention
from sightline.model.place import Place
from sightline.model.span import Span
from sightline.model.vocabulary import Precision
from sightline.places.company import again, counties, listed
from sightline.places.containers import find_containers
from sightline.places.coordinates import find_coordinates
from sightline.places.dashes import joined
from sightline.places.evidence import ACCEPT, persons, weigh
from sightline.places.gazetteer import SITE_KINDS, Gazetteer, candidate, radius_of
from sightline.places.rank import Ranked, resolve
from sightline.places.regions import as_region, shown_name
from sightline.places.settle import settled
from sightline.places.spot import Scene, Spot, scene, spots
from sightline.places.store import Row
from sightline.places.unknown import unknown_names
from sightline.places.vetoes import VETO, guard, placed, state_named
from sightline.places.voices import OWNER_NOTE, SPEAKS_NOTE, notes
from sightline.places.wide import groups, peoples

__all__ = ["ADJECTIVE_NOTE", "SPEAKS_NOTE", "choose", "find_places", "place_of", "precision_of", "row_place"]
SECTOR_KM = 30.0  # own estimate: sectors of the front named after a town reach this far from it
ADJECTIVE_NOTE = "a word for its people or of its adjective: the country is meant"


def find_places(document: Document, gazetteer: Gazetteer, *, adjectives: bool = True) -> tuple[Mention, ...]:
    """Mentions of kind "place" and "coordinate" in all parts of the document, in text order.

    Each has a Place: point (degrees WGS84), radius (km) that holds the truth as far as the name says,
    precision, country, gazetteer id, reasons in words, candidates best first. What is clearly a place's name
    but not in the gazetteer keeps its text, with precision "unknown" and no point.
    adjectives: whether words for peoples ("Russian") are given too, as the country, with that reason.
    """
    found: list[Mention] = []
    kept: list[tuple[Scene, list[Spot]]] = []
    for part in document.parts:
        here = scene(document.text, part.start, part.end, part.language or document.language)
        kept.append((here, choose(here, gazetteer)))
        found += find_coordinates(document.text, part.start, part.end, here.language)
    everything = [s for _, chosen in kept for s in chosen]
    ranked = resolve([s for s in everything if s.rows], gazetteer)
    for here, chosen in kept:
        for spot in chosen:
            if adjectives or not spot.adjective:
                found.append(_mention(spot, ranked.get(spot.family), here, gazetteer))
    kept_apart = [m for m in found if not _inside_coordinate(m, found)]
    return tuple(sorted(settled(kept_apart, document.text), key=lambda m: m.span))


def _inside_coordinate(mention: Mention, found: list[Mention]) -> bool:
    return mention.kind == "place" and any(
        m.kind == "coordinate" and m.span.overlaps(mention.span) for m in found
    )


def choose(here: Scene, gazetteer: Gazetteer) -> list[Spot]:
    """The stretches of one part taken for names of places: never overlapping, in text order."""
    people = persons(here, gazetteer)
    every = [
        *spots(here, gazetteer),
        *groups(here, gazetteer),
        *peoples(here, gazetteer),
        *unknown_names(here, gazetteer, people),
    ]
    for spot in every:
        weigh(spot, here, gazetteer, people)
        _part_of_union(spot, here)
    _things(every, here)
    _after_comma(every, here)
    joined(every, here)
    counties(every, here)
    again(every, here, people)
    listed(every, here, people)
    every = [s for s in every if s.evidence >= ACCEPT]
    every.sort(key=lambda s: (-_worth(s), s.start))
    chosen: list[Spot] = []
    used: set[int] = set()
    for spot in every:
        cover = range(spot.first, spot.last)
        if not used.intersection(cover):
            used.update(cover)
            chosen.append(spot)
    chosen.sort(key=lambda s: s.start)
    _merge_countries(chosen)
    find_containers(here, chosen)
    return chosen


def _things(every: list[Spot], here: Scene) -> None:
    """What is called a thing once is one wherever nothing says where ("Iskander missiles ... the Iskander")."""
    things = {s.key for s in every if s.thing}
    for spot in every:
        if spot.key in things and not spot.thing and not placed(spot, here):
            spot.evidence += VETO


def _part_of_union(spot: Spot, here: Scene) -> None:
    """ "Georgia National Guard", "Georgia State Patrol": a state of the United States where one has the name."""
    unit = guard(spot, here)
    states = tuple(r for r in spot.rows if r.kind == "region" and r.country == "US")
    if states and (unit or state_named(spot, here)):
        spot.rows, spot.family = states, f"{spot.key} / state"
    if unit:
        spot.notes.append(OWNER_NOTE)


def _worth(spot: Spot) -> float:
    """Longer names first; a known site before the town in its name, a country before a hamlet."""
    return (spot.last - spot.first) * 10 + spot.evidence + (2.0 if spot.rows else -12.0)


def _after_comma(every: list[Spot], here: Scene) -> None:
    """A region or country behind a comma makes the name before it a place: "Nice, France", "Mobile, Ala."."""
    holders = {s.first: s for s in every if s.country or any(r.kind in ("region", "country") for r in s.rows)}
    for spot in every:
        gap = here.gaps[spot.last - 1] if spot.last - 1 < len(here.gaps) else ""
        outer = holders.get(spot.last)
        if outer is None or outer.adjective or gap.strip() not in (",", "("):
            continue
        codes = {outer.country} | {r.country for r in outer.rows}
        if any(r.country in codes for r in spot.rows):
            spot.evidence += 2.5
            outer.evidence += 4.0 if len(outer.key) <= 5 else 1.0


def _merge_countries(chosen: list[Spot]) -> None:
    """A country's name found through the gazetteer and through the table of countries is one family."""
    names = {s.key: s for s in chosen if s.country and not s.adjective}
    for spot in chosen:
        if not spot.country and spot.key in names:
            spot.family = names[spot.key].family


def _mention(spot: Spot, ranked: Ranked | None, here: Scene, gazetteer: Gazetteer) -> Mention:
    span = Span(spot.start, spot.end, spot.text)
    if ranked is None or not ranked.rows:
        why = (*spot.notes, "not in the gazetteer") if spot.site or spot.notes else ("not in the gazetteer",)
        return Mention(span, "place", place=Place(span, name=spot.text, reasons=why))
    ranked = as_region(ranked, spot, gazetteer)
    place = place_of(span, ranked, (*_own_reasons(spot, here, ranked), *spot.notes))
    place = replace(place, name=shown_name(place.name or "", spot, ranked.rows[0][0]))
    if spot.sector:
        place = replace(place, radius_km=max(place.radius_km or 0.0, SECTOR_KM), precision="area",
                        reasons=(*place.reasons, "a sector or axis named after it: the ground around it"))  # fmt: skip
    return Mention(span, "place", name=place.name, ref=place.ref, place=place)


def place_of(span: Span, ranked: Ranked, more: tuple[str, ...] = ()) -> Place:
    best = ranked.rows[0][0]
    return Place(
        span=span,
        name=best.name,
        ref=best.ref,
        country=best.country,
        lat=best.lat,
        lon=best.lon,
        radius_km=round(radius_of(best), 1),
        precision=precision_of(best),
        candidates=tuple(candidate(row, share) for row, share in ranked.rows),
        reasons=(*ranked.reasons, *more),
        probability=None if ranked.probability is None else round(ranked.probability, 3),
    )


def row_place(row: Row, span: Span, reason: str) -> Place:
    """The place of one row of the gazetteer that words were led to without a choice among namesakes."""
    return Place(
        span, row.name, row.ref, row.country, row.lat, row.lon, round(radius_of(row), 1), precision_of(row),
        candidates=(candidate(row, 1.0),), reasons=(reason,),
    )  # fmt: skip


def precision_of(row: Row) -> Precision:
    if row.kind in SITE_KINDS or row.kind == "seat":
        return "site"
    if row.kind == "settlement":
        return "settlement"
    if row.kind in ("region", "country"):
        return row.kind  # type: ignore[return-value]
    return "area"


def _own_reasons(spot: Spot, here: Scene, ranked: Ranked) -> tuple[str, ...]:
    if spot.adjective:
        return (ADJECTIVE_NOTE,)
    return notes(spot, ranked.rows[0][0], here)
