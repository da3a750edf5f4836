"""Claims, looks and small sites made for the tests of the check; nothing of it happened."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

from imagery.made_scenes import Thing, every, make_s2
from sightline.model.claim import Attribution, Claim, Item
from sightline.model.period import Period, days
from sightline.model.place import Place
from sightline.model.scene import Site
from sightline.model.span import Span

LAT, LON = 9.3721, -66.9229
NOW = dt.datetime(2026, 5, 6, tzinfo=dt.UTC)
HERE = Place(name="Here", lat=LAT, lon=LON, radius_km=0.05, precision="coordinate", country="VE")
SITE = Site(LAT, LON, 1_000.0, "Here")
FIRST, LAST = dt.date(2019, 3, 22), dt.date(2019, 3, 26)
CLEARING = Thing(LAT, LON, 60, 60, 0.12, since=dt.date(2019, 3, 24))
PASSES = every(
    dt.date(2018, 6, 25), dt.date(2019, 4, 10), 12
)  # 23 before, the last 2019-03-16; then 2019-03-28


def span(words: str) -> Span:
    return Span(0, len(words), words)


def item(name: str, category: str, ref: str | None = None) -> Item:
    return Item(span(name), name, category, ref)  # type: ignore[arg-type]


def a_claim(
    quote: str = "A clearing of 60 by 60 metres was made here",
    *,
    event: str = "construction",
    stance: str = "asserted",
    items: tuple[Item, ...] = (),
    place: Place | None = HERE,
    time: Period | None = None,
    imagery: str = "",
    id_: str = "clm-test",
) -> Claim:
    return Claim(
        id=id_,
        document="sha256:test",
        part="p1",
        quote=span(quote),
        event=event,  # type: ignore[arg-type]
        stance=stance,  # type: ignore[arg-type]
        items=items,
        place=place,
        time=days(FIRST, LAST) if time is None else time,
        attribution=(Attribution(span(imagery), "imagery"),) if imagery else (),
    )


LAUNCHERS = a_claim(
    "Five S-300 launchers were deployed here",
    event="deployment",
    items=(item("S-300 launchers", "sam-launcher", "s-300"),),
    id_="clm-launchers",
)
CLEARED = a_claim(id_="clm-cleared")
NOT_CLEARED = replace(CLEARED, id="clm-denied", stance="denied")
TOO_WIDE = replace(CLEARED, id="clm-wide", place=replace(HERE, radius_km=40.0))


def an_archive(folder: Path, *, things: tuple[Thing, ...] = (CLEARING,), **more: object) -> Path:
    """A catalogue of made-up passes over the site; returns the path of its root."""
    make_s2(folder, SITE, PASSES, things=things, km=2.6, **more)  # type: ignore[arg-type]
    return folder / "catalog.json"
