"""Finding the way in a brief of many events: what the timeline draws, and an index by country."""

from collections.abc import Iterable

from sightline.brief import words
from sightline.brief.compose import importance
from sightline.brief.index import Index
from sightline.model.event import Event

FEW = 12  # events up to which a reader finds the way without an index
MOST_LANES = 40  # of the timeline


def dated(events: Iterable[tuple[int, Event]]) -> list[tuple[int, Event]]:
    """The numbered events that have a date."""
    return [(n, e) for n, e in events if e.period is not None and e.period.known]


def lanes(events: list[tuple[int, Event]], ix: Index) -> list[tuple[int, Event]]:
    """The events the timeline shows: all, or of many those that rank first, as in the summary."""
    known = dated(events)
    if len(known) <= MOST_LANES:
        return events
    ranked = sorted(known, key=lambda row: ([-x for x in importance(row[1], ix)], row[0]))
    kept = {n for n, _ in ranked[:MOST_LANES]}
    return [(n, e) for n, e in events if n in kept or not (e.period is not None and e.period.known)]


def by_country(events: Iterable[tuple[int, Event]]) -> list[tuple[str, list[tuple[int, str]]]]:
    """(country, (number, title) of its events), by name; those without a country last."""
    found: dict[str, list[tuple[int, str]]] = {}
    for number, event in events:
        land = words.country(event.place.country) if event.place else None
        found.setdefault(land or "", []).append((number, words.clean(event.title)))
    return [(land or "Country not known", found[land]) for land in sorted(found, key=lambda x: (not x, x))]
