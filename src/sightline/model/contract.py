"""Readings, claims and their pieces as plain dicts, and back: the shape `sightline.reading/1`.

Used by the command line (JSON Lines), the ledger's rows and, later, the API, so that all print one shape.
Fields that the contract does not know are added beside its own, never in place of them.
`claim_from_dict(claim_to_dict(c)) == c`, and so for the other pairs.
"""

from typing import Any

from sightline.model.claim import Actor, Attribution, Claim, Count, Inference, Item, Likelihood
from sightline.model.document import DateCandidate, Document, Link, Part
from sightline.model.mention import Mention
from sightline.model.period import Period, TimeRelation, from_iso, iso
from sightline.model.place import Candidate, Place, Ring, ring_area
from sightline.model.reading import Reading
from sightline.model.span import Span

SCHEMA = "sightline.reading/1"
Dict = dict[str, Any]


def span_to_dict(span: Span) -> Dict:
    return {"start": span.start, "end": span.end, "text": span.text}


def span_from_dict(row: Dict) -> Span:
    return Span(row["start"], row["end"], row["text"])


def _span_or_none(row: Dict | None) -> Span | None:
    return span_from_dict(row) if row and row.get("start") is not None else None


def period_to_dict(period: Period | None) -> Dict | None:
    if period is None:
        return None
    row: Dict = {
        "text": period.span.text if period.span else None,
        "start": period.span.start if period.span else None,
        "end": period.span.end if period.span else None,
        "edtf": period.edtf,
        "earliest": iso(period.earliest),
        "latest": iso(period.latest, end=True),
        "basis": period.basis,
    }
    if relation := period.relation:
        row["relation"] = {
            "words": relation.words,
            "low_days": relation.low,
            "high_days": relation.high,
            "anchor": span_to_dict(relation.anchor) if relation.anchor else None,
            "claim": relation.claim,
        }
    return row


def period_from_dict(row: Dict | None) -> Period | None:
    if row is None:
        return None
    relation = row.get("relation")
    return Period(
        earliest=from_iso(row.get("earliest")),
        latest=from_iso(row.get("latest"), end=True),
        edtf=row.get("edtf"),
        basis=row.get("basis"),
        span=_span_or_none(row),
        relation=TimeRelation(
            relation["words"],
            relation["low_days"],
            relation["high_days"],
            _span_or_none(relation["anchor"]),
            relation["claim"],
        )
        if relation
        else None,
    )


def place_to_dict(place: Place | None) -> Dict | None:
    if place is None:
        return None
    row: Dict = span_to_dict(place.span) if place.span else {}
    row |= {
        "name": place.name,
        "ref": place.ref,
        "country": place.country,
        "lat": place.lat,
        "lon": place.lon,
        "radius_km": place.radius_km,
        "precision": place.precision,
        "relation": place.relation,
        "candidates": [
            {
                "name": c.name,
                "ref": c.ref,
                "country": c.country,
                "lat": c.lat,
                "lon": c.lon,
                "kind": c.kind,
                "score": c.score,
            }
            for c in place.candidates
        ],
        "reasons": list(place.reasons),
        "probability": place.probability,
    }
    if place.polygon:
        row["polygon"] = polygon_to_geojson(place.polygon)
    return row


def polygon_to_geojson(polygon: tuple[Ring, ...]) -> Dict:
    """The geometry of RFC 7946: a Polygon, or a MultiPolygon where there are several outer rings; longitude first."""
    shapes: list[list[list[list[float]]]] = []
    for ring in polygon:
        points = [[lon, lat] for lat, lon in ring]
        if shapes and ring_area(ring) < 0:
            shapes[-1].append(points)
        else:
            shapes.append([points])
    if len(shapes) == 1:
        return {"type": "Polygon", "coordinates": shapes[0]}
    return {"type": "MultiPolygon", "coordinates": shapes}


def polygon_from_geojson(row: Dict | None) -> tuple[Ring, ...]:
    """The rings, outer ones each before its holes; none of nothing."""
    if row is None:
        return ()
    shapes = [row["coordinates"]] if row["type"] == "Polygon" else row["coordinates"]
    return tuple(tuple((lat, lon) for lon, lat in ring) for shape in shapes for ring in shape)


def place_from_dict(row: Dict | None) -> Place | None:
    if row is None:
        return None
    return Place(
        span=_span_or_none(row),
        name=row.get("name"),
        ref=row.get("ref"),
        country=row.get("country"),
        lat=row.get("lat"),
        lon=row.get("lon"),
        radius_km=row.get("radius_km"),
        precision=row.get("precision", "unknown"),
        relation=row.get("relation"),
        candidates=tuple(Candidate(**c) for c in row.get("candidates", ())),
        reasons=tuple(row.get("reasons", ())),
        probability=row.get("probability"),
        polygon=polygon_from_geojson(row.get("polygon")),
    )


_OF_MENTIONS = "lat lon radius_km country precision relation candidates reasons probability".split()


def mention_to_dict(mention: Mention) -> Dict:
    row = span_to_dict(mention.span) | {"kind": mention.kind, "name": mention.name, "ref": mention.ref}
    if place := mention.place:
        detail = place_to_dict(place) or {}
        row |= {k: detail[k] for k in _OF_MENTIONS}
        if "polygon" in detail:
            row["polygon"] = detail["polygon"]
        row["place_name"], row["place_ref"] = place.name, place.ref
    if period := mention.period:
        row |= {
            "earliest": iso(period.earliest),
            "latest": iso(period.latest, end=True),
            "edtf": period.edtf,
            "basis": period.basis,
        }
        row["period"] = period_to_dict(period)
    return row


def mention_from_dict(row: Dict) -> Mention:
    place = None
    if "precision" in row:
        place = place_from_dict(row | {"name": row["place_name"], "ref": row["place_ref"]})
    return Mention(
        span=span_from_dict(row),
        kind=row["kind"],
        name=row.get("name"),
        ref=row.get("ref"),
        place=place,
        period=period_from_dict(row.get("period")),
    )


def item_to_dict(item: Item) -> Dict:
    count = item.count
    return span_to_dict(item.span) | {
        "name": item.name,
        "ref": item.ref,
        "category": item.category,
        "count": None
        if count is None
        else {"low": count.low, "high": count.high, "unit": count.unit, "text": count.text},
        "inferred": [{"ref": i.ref, "because": i.because} for i in item.inferred],
    }


def item_from_dict(row: Dict) -> Item:
    count = row.get("count")
    return Item(
        span=span_from_dict(row),
        name=row["name"],
        category=row["category"],
        ref=row.get("ref"),
        count=Count(**count) if count else None,
        inferred=tuple(Inference(**i) for i in row.get("inferred", ())),
    )


def actor_to_dict(actor: Actor) -> Dict:
    return span_to_dict(actor.span) | {
        "name": actor.name,
        "kind": actor.kind,
        "country": actor.country,
        "role": actor.role,
    }


def actor_from_dict(row: Dict) -> Actor:
    return Actor(span_from_dict(row), row["name"], row["kind"], row["role"], row.get("country"))


def claim_to_dict(claim: Claim) -> Dict:
    likelihood = claim.likelihood
    return {
        "id": claim.id,
        "document": claim.document,
        "part": claim.part,
        "quote": span_to_dict(claim.quote),
        "trigger": span_to_dict(claim.trigger) if claim.trigger else None,
        "event": claim.event,
        "stance": claim.stance,
        "hedges": [span_to_dict(h) for h in claim.hedges],
        "likelihood": None
        if likelihood is None
        else {"text": likelihood.text, "low": likelihood.low, "high": likelihood.high},
        "attribution": [span_to_dict(a.span) | {"kind": a.kind} for a in claim.attribution],
        "actors": [actor_to_dict(a) for a in claim.actors],
        "items": [item_to_dict(i) for i in claim.items],
        "place": place_to_dict(claim.place),
        "from": place_to_dict(claim.from_place),
        "time": period_to_dict(claim.time),
        "confidence": claim.confidence,
        "origin": claim.origin,
    }


def claim_from_dict(row: Dict) -> Claim:
    likelihood = row.get("likelihood")
    return Claim(
        id=row["id"],
        document=row["document"],
        part=row["part"],
        quote=span_from_dict(row["quote"]),
        event=row["event"],
        stance=row["stance"],
        trigger=_span_or_none(row.get("trigger")),
        hedges=tuple(span_from_dict(h) for h in row.get("hedges", ())),
        likelihood=Likelihood(**likelihood) if likelihood else None,
        attribution=tuple(Attribution(span_from_dict(a), a["kind"]) for a in row["attribution"]),
        actors=tuple(actor_from_dict(a) for a in row["actors"]),
        items=tuple(item_from_dict(i) for i in row["items"]),
        place=place_from_dict(row.get("place")),
        from_place=place_from_dict(row.get("from")),
        time=period_from_dict(row.get("time")),
        confidence=row.get("confidence", 0.5),
        origin=row.get("origin", ""),
    )


def part_to_dict(part: Part) -> Dict:
    return {
        "id": part.id,
        "kind": part.kind,
        "start": part.start,
        "end": part.end,
        "language": part.language,
        "author": part.author,
        "published": period_to_dict(part.published),
    }


def part_from_dict(row: Dict) -> Part:
    return Part(
        row["id"],
        row["kind"],
        row["start"],
        row["end"],
        row.get("language"),
        row.get("author"),
        period_from_dict(row.get("published")),
    )


def _link_to_dict(link: Link) -> Dict:
    row: Dict = span_to_dict(link.span) | {"address": link.address}
    return row | {"embedded": True} if link.embedded else row


def document_to_dict(document: Document) -> Dict:
    row: Dict = {
        "id": document.id,
        "capture": document.capture,
        "url": document.url,
        "title": document.title,
        "site": document.site,
        "text": document.text,
        "media_type": document.media_type,
        "charset": document.charset,
        "language": document.language,
        "published": period_to_dict(document.published),
        "parts": [part_to_dict(p) for p in document.parts],
        "dates": [
            {"source": d.source, "trust": d.trust, "period": period_to_dict(d.period), "note": d.note}
            for d in document.dates
        ],
        "boilerplate": [span_to_dict(s) for s in document.boilerplate],
        "dropped": document.dropped,
        "notes": list(document.notes),
        "reader": document.reader,
    }
    if document.links:
        row["links"] = [_link_to_dict(x) for x in document.links]
    return row


def document_from_dict(row: Dict) -> Document:
    return Document(
        id=row["id"],
        capture=row["capture"],
        text=row["text"],
        parts=tuple(part_from_dict(p) for p in row["parts"]),
        url=row.get("url"),
        title=row.get("title"),
        site=row.get("site"),
        media_type=row["media_type"],
        charset=row.get("charset"),
        language=row.get("language"),
        published=period_from_dict(row.get("published")),
        dates=tuple(
            DateCandidate(d["source"], d["trust"], period_from_dict(d["period"]) or Period(), d["note"])
            for d in row.get("dates", ())
        ),
        boilerplate=tuple(span_from_dict(s) for s in row.get("boilerplate", ())),
        dropped=row.get("dropped", 0),
        notes=tuple(row.get("notes", ())),
        reader=row.get("reader", ""),
        links=tuple(
            Link(span_from_dict(x), x["address"], x.get("embedded", False)) for x in row.get("links", ())
        ),
    )


def reading_to_dict(reading: Reading) -> Dict:
    return {
        "schema": SCHEMA,
        "document": document_to_dict(reading.document),
        "mentions": [mention_to_dict(m) for m in reading.mentions],
        "claims": [claim_to_dict(c) for c in reading.claims],
    }


def reading_from_dict(row: Dict) -> Reading:
    return Reading(
        document_from_dict(row["document"]),
        tuple(mention_from_dict(m) for m in row["mentions"]),
        tuple(claim_from_dict(c) for c in row["claims"]),
    )
