"""holdings: what was claimed to be where, when first and when last, how many: an order-of-battle table over time.

A pure function of facts and events. Nothing here says that anything *is* somewhere: a row says what was last claimed,
and by how many voices. A departure or a loss takes away from then on, where its date is surely later; an arrival at a
site where the same is already claimed is a sighting, never added, for nothing shows that it is not the same.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from sightline.fusion.held import counted_at, dated, ends, reach, spans
from sightline.fusion.items import ItemKey, family, key_of
from sightline.model.claim import Claim, Item
from sightline.model.event import Event, Fusion, Quantity
from sightline.model.facts import Facts
from sightline.model.holding import Apart, Change, Holding, Sighting
from sightline.model.period import Period
from sightline.model.place import Place
from sightline.model.vocabulary import PEOPLE, SITES, Credibility, EventKind
from sightline.model.words import word_set

CHANGES: dict[EventKind, Change] = {
    "deployment": "present", "presence": "present", "arrival": "present", "delivery": "present",
    "activation": "present", "exercise": "present", "movement": "present", "departure": "gone", "loss": "lost",
}  # fmt: skip
# Words too wide to be held, and what is built rather than brought.
NOT_HELD = SITES | {"cargo", "equipment", "weapon"}
BATTERY = frozenset({"sam-system", "sam-launcher"})
NO_FORCE = word_set(
    "i he she it they we you them him her us me who whom that those these this one people person persons man men woman women"
    " child children boy boys girl girls civilian civilians villager villagers resident residents bystander bystanders"
    " refugee refugees prisoner prisoners hostage hostages fatalities casualties victims bodies dead elderly wounded"
)
GRADES: tuple[Credibility, ...] = (1, 2, 3, 4, 5)
STATING = frozenset({"asserted", "reported", "possible"})
Site = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """One event's word on one thing, with what tells the cell it belongs to."""

    site: Site
    place: Place | None
    thing: str
    items: tuple[Item, ...]
    unit: str | None
    sighting: Sighting
    by: frozenset[str]
    apart: Apart | None
    withheld: bool


def holdings(
    facts: Facts, fusion: Fusion, *, at: dt.datetime | None = None, withheld: Collection[str] = ()
) -> tuple[Holding, ...]:
    """The cells, sorted by country, site, thing, category, unit; those kept apart last. at: only what may have
    happened by then (aware UTC). withheld: ids of events whose site an embargo keeps back."""
    claims = {c.id: c for c in facts.claims}
    published = {d.id: d.published for d in facts.documents}
    voice = _voices(fusion)
    cells: dict[tuple[object, ...], list[Seen]] = defaultdict(list)
    for event in sorted(fusion.events, key=lambda e: e.id):
        if at is not None and event.period and event.period.earliest and event.period.earliest > at:
            continue
        for seen in _of_event(event, claims, published, voice, event.id in withheld):
            category = seen.items[0].category
            cells[seen.site, seen.thing, category, seen.unit or "", seen.apart or ""].append(seen)
    found = [_holding(rows) for rows in cells.values()]
    # casualties are no holding; materiel that only ever left, or was lost, stands apart
    return tuple(sorted((h for h in found if h.apart != "away" or h.category not in PEOPLE), key=_order))


def _order(holding: Holding) -> tuple[object, ...]:
    site = holding.site
    return (
        holding.apart or "",
        site is None,
        (site and site.country) or "~",
        (site and site.name) or "~",
        site_key(site),
        holding.withheld,
        holding.thing,
        holding.category,
        holding.unit or "",
        holding.claims,
    )


def _voices(fusion: Fusion) -> Mapping[str, str]:
    """By document: the voice it speaks with. Voices that share a document are put together over all events, for one
    voice speaks of many."""
    home: dict[str, str] = {}
    by_document: dict[str, str] = {}

    def root(key: str) -> str:
        while home[key] != key:
            key = home[key]
        return key

    for voice in sorted(fusion.voices, key=lambda v: v.id):
        home.setdefault(voice.id, voice.id)
        for document in voice.documents:
            other = root(by_document.setdefault(document, voice.id))
            mine = root(voice.id)
            home[max(other, mine)] = min(other, mine)
    return {document: root(voice) for document, voice in by_document.items()}


def _of_event(
    event: Event,
    claims: Mapping[str, Claim],
    published: Mapping[str, Period | None],
    voice: Mapping[str, str],
    withheld: bool,
) -> list[Seen]:
    """What one event says is, or was, at its place; and, of what came from elsewhere, that it left there."""
    mine = [claims[c] for c in event.claims if c in claims]
    stating = [c for c in mine if c.stance in STATING]
    apart: Apart | None = None
    if not stating:
        stating = [c for c in mine if c.stance == "planned"]
        apart = "planned" if stating else "denied"
        stating = stating or [c for c in mine if c.stance == "denied"]
    change = CHANGES.get(event.kind)
    if change is None or not stating:
        return []
    grade = event.assessment.credibility
    if event.decided and event.decided.credibility is not None:
        grade = event.decided.credibility  # the analyst's own stands before the proposal
    if apart is None and grade == 6:
        apart = "unjudged"
    if event.decided and event.decided.verdict == "rejected":
        apart = "rejected"
    found = []
    for (thing, _, unit), (items, ids) in sorted(
        _things(stating).items(), key=lambda x: (*x[0][:2], x[0][2] or "")
    ):
        quantity = _quantity(event, thing, items[0].category, unit, claims)
        count = quantity.count if quantity else None
        estimate = quantity.estimate if quantity else None
        voices = tuple(sorted({voice[claims[c].document] for c in ids if claims[c].document in voice}))
        reported = reach([published.get(claims[c].document) for c in ids])
        sighting = Sighting(
            event.id, event.kind, change, event.period, count, estimate, grade, voices, ids,
            reported,
        )  # fmt: skip
        by = frozenset(a.country for c in stating for a in c.actors if a.country and a.role == "agent")
        key = site_key(event.place)
        place = None if withheld or key == ("unplaced",) else event.place
        key = ("withheld", *key) if withheld else key
        seen = Seen(key, place, thing, items, unit, sighting, by, apart, withheld)
        found.append(seen)
        origin = next((c.from_place for c in stating if c.from_place and c.from_place.known), None)
        if origin and change == "present" and not withheld:
            left = replace(sighting, change="gone")
            found.append(replace(seen, site=site_key(origin), place=origin, sighting=left))
    return found


def site_key(place: Place | None) -> Site:
    """What tells sites apart: the gazetteer's id with what the words add ("south of"), else name and point. Words that
    no gazetteer holds ("the base", "here") tell nothing apart: those stand with the unplaced, or with their country."""
    if place is None or (not place.known and place.ref is None):
        return ("country", place.country) if place and place.country else ("unplaced",)
    if place.ref:
        return ("ref", place.ref, place.relation or "")
    return ("point", place.name or "", f"{place.lat:.2f} {place.lon:.2f}", place.relation or "")


Things = dict[tuple[str, str, str | None], tuple[tuple[Item, ...], tuple[str, ...]]]


def _things(stating: Sequence[Claim]) -> Things:
    """The things that claims name, by thing, category and unit: items and claim ids. A plain noun goes with the one
    designation of its category (launchers: of the system) where there is only one; an item without a count with
    the counted ones of its kind."""
    rows = [(c, i, key_of(i)) for c in stating for i in c.items if _held(i)]
    named: dict[str, set[str]] = defaultdict(set)
    for _, item, key in rows:
        if known := _designation(key):
            named[_range(item.category)].add(known)
    found: dict[tuple[str, str, str | None], list[tuple[Claim, Item]]] = defaultdict(list)
    for claim, item, key in rows:
        near = named[_range(item.category)]
        thing = _designation(key) or (next(iter(near)) if len(near) == 1 else key.word)
        found[thing, item.category, item.count.unit if item.count else None].append((claim, item))
    merged = dict(found)
    for (thing, category, unit), row in found.items():
        bare = not any(i.count for _, i in row)
        counted = [k for k in found if k[:2] == (thing, category) and k != (thing, category, unit)]
        if bare and unit is None and counted:
            merged[counted[0]] = merged[counted[0]] + merged.pop((thing, category, unit))
    return {
        key: (tuple(i for _, i in row), tuple(sorted({c.id for c, _ in row}))) for key, row in merged.items()
    }


def _held(item: Item) -> bool:
    """Whether it is a thing or a force that can be held somewhere, and not a pronoun or people who are no force."""
    if item.category in NOT_HELD or not any(ch.isalnum() for ch in item.name):
        return False
    return item.category not in PEOPLE or item.name.casefold().split()[-1] not in NO_FORCE


def _range(category: str) -> str:
    return "air defence" if category in BATTERY else category


def _designation(key: ItemKey) -> str | None:
    """ "s300" for S-300VM, for Antey-2500 (by its catalogue id) and for the catalogue's own s-300v."""
    return (family(key.ref) if key.ref else None) or key.family or key.ref


def _quantity(
    event: Event, thing: str, category: str, unit: str | None, claims: Mapping[str, Claim]
) -> Quantity | None:
    """The event's quantity of a thing: the one of its category and unit whose claims name it."""
    fitting = [q for q in event.quantities if (q.category, q.count.unit) == (category, unit)]
    for quantity in fitting:
        items = [i for c in quantity.claims if c in claims for i in claims[c].items]
        keys = [key_of(i) for i in items if i.category == category and i.count]
        if any((_designation(k) or k.word) == thing for k in keys):
            return quantity
    return fitting[0] if len(fitting) == 1 else None


def _holding(rows: Sequence[Seen]) -> Holding:
    first = rows[0]
    seen = sorted((r.sighting for r in rows), key=lambda s: (ends(s.period), s.event))
    present = [s for s in seen if s.change == "present"]
    stock = counted_at(seen)
    items = [i for r in rows for i in r.items]
    names = sorted({" ".join(i.name.split()) for i in items}, key=lambda n: (family(n) is None, len(n), n))
    names = list({n.casefold(): n for n in reversed(names)}.values())[::-1]
    grades = {s.credibility for s in seen}
    place = min(
        (r.place for r in rows if r.place),
        key=lambda p: (p.radius_km or 0.0, p.name or "", str(p.span)),
        default=None,
    )
    return Holding(
        site=place,
        thing=first.thing,
        category=items[0].category,
        unit=first.unit,
        names=tuple(names),
        refs=tuple(sorted({i.ref for i in items if i.ref})),
        by=tuple(sorted({c for r in rows for c in r.by})),
        count=stock.count,
        estimate=stock.estimate,
        counted=stock.counted,
        first=spans(present, first=True),
        last=spans(present, first=False),
        reported=reach([s.reported for s in seen]),
        state=stock.state,
        credibility=next((g for g in GRADES if g in grades), 6),
        voices=tuple(sorted({v for s in seen for v in s.voices})),
        claims=tuple(dict.fromkeys(c for s in sorted(seen, key=lambda s: dated(s.period)) for c in s.claims)),
        sightings=tuple(seen),
        reasons=stock.reasons,
        apart=first.apart or (None if present else "away"),
        withheld=first.withheld,
    )
