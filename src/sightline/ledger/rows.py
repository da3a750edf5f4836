"""Rows and values: the only module that knows both shapes.

Payloads are JSON in the shape of `sightline.model.contract`, less what stands in a column or can be had
from the reading (ids, document, origin, text, capture); those of claims and mentions are packed. Times are ISO
8601 text in UTC with microseconds.
"""

import datetime as dt
import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import RowMapping

from sightline.ledger.claim_format import claim_kept
from sightline.ledger.packing import packed, to_json, unpacked
from sightline.ledger.unpacking import Unpacker
from sightline.model.capture import Capture
from sightline.model.claim import Claim
from sightline.model.contract import (
    document_from_dict,
    document_to_dict,
    mention_from_dict,
    mention_to_dict,
    span_from_dict,
    span_to_dict,
)
from sightline.model.document import Document
from sightline.model.evidence import Evidence
from sightline.model.ids import content_id
from sightline.model.issue import Issue
from sightline.model.judgement import Judgement
from sightline.model.location import written
from sightline.model.mention import Mention
from sightline.model.place import EARTH_RADIUS_KM, Place
from sightline.model.reading import Reading
from sightline.model.source import Source

_DECODE = json.JSONDecoder().raw_decode
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)

Row = dict[str, Any]
Found = RowMapping | Mapping[str, Any]  # a row as the database gives it


def stamp(instant: dt.datetime) -> str:
    """Text whose order is the order of time. Raises ValueError for an instant without a zone."""
    if instant.tzinfo is None:
        raise ValueError("the ledger needs aware instants")
    return instant.astimezone(dt.UTC).isoformat(timespec="microseconds")


def unstamp(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


def seconds(instant: dt.datetime | None) -> int | None:
    """Whole seconds since 1970 UTC; computed by subtraction, since timestamp() fails before 1970 in places."""
    return None if instant is None else (instant - _EPOCH) // dt.timedelta(seconds=1)


def month(earliest: int | None, latest: int | None) -> str:
    """The month, or else the year, in UTC that holds both instants (seconds since 1970): "2019-03", "2019";
    "longer" where neither does or a side is open, "undated" where nothing is known."""
    if earliest is None or latest is None:
        return "undated" if earliest is latest is None else "longer"
    first, last = ((_EPOCH + dt.timedelta(seconds=s)).isoformat() for s in (earliest, latest))
    return first[:7] if first[:7] == last[:7] else first[:4] if first[:4] == last[:4] else "longer"


def short_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def text_id(text: str) -> str:
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def capture_row(capture: Capture, now: dt.datetime) -> Row:
    return {
        "id": capture.id,
        "digest": capture.digest,
        "size": capture.size,
        "location": capture.location,
        "url": capture.url,
        "final_url": capture.final_url,
        "status": capture.status,
        "headers": to_json(capture.headers),
        "media_type": capture.media_type,
        "retrieved": stamp(capture.retrieved),
        "tool": capture.tool,
        "parent": capture.parent,
        "published": capture.published,
        "added_at": stamp(now),
    }


def capture_value(row: Found) -> Capture:
    return Capture(
        id=row["id"],
        digest=row["digest"],
        size=row["size"],
        location=row["location"],
        url=row["url"],
        final_url=row["final_url"],
        status=row["status"],
        headers=tuple((name, value) for name, value in json.loads(row["headers"])),
        media_type=row["media_type"],
        retrieved=unstamp(row["retrieved"]),
        tool=row["tool"],
        parent=row["parent"],
        published=row["published"],
    )


def document_payload(document: Document) -> str:
    row = document_to_dict(document)
    for elsewhere in ("id", "capture", "text"):
        del row[elsewhere]
    return to_json(row)


def document_value(payload: str, document_id: str, capture: str, text: str) -> Document:
    return document_from_dict(json.loads(payload) | {"id": document_id, "capture": capture, "text": text})


def address(payload: str) -> str | None:
    """The address of the document of that payload."""
    url: str | None = json.loads(payload).get("url")
    return url


def mentions_json(mentions: Sequence[Mention]) -> list[str]:
    """The JSON of each: what the id of a reading is made from."""
    return [to_json(_mention_dict(mention)) for mention in mentions]


def _mention_dict(mention: Mention) -> Row:
    row = mention_to_dict(mention)
    if mention.place and mention.place.span != mention.span:
        # The contract takes the place to stand on the mention's own words; where it does not, say so.
        row["place_span"] = span_to_dict(mention.place.span) if mention.place.span else None
    return row


def mentions_payload(texts: Sequence[str]) -> bytes:
    """What `mentions_json` gave, packed."""
    return packed(f"[{','.join(texts)}]")


def mentions_value(payload: bytes) -> tuple[Mention, ...]:
    return tuple(map(_mention, json.loads(unpacked(payload))))


def mentions_held(payload: bytes) -> list[tuple[str, Any]]:
    """Of each mention its JSON, to the letter as it was added, and what that says. Raises ValueError for a payload
    that is no list."""
    text = unpacked(payload)
    if text[0] != "[" or text[-1] != "]":
        raise ValueError("mentions are kept as a list")
    found, at = [], 1
    while at < len(text) - 1:
        value, end = _DECODE(text, at)
        found.append((text[at:end], value))
        if text[end] not in ",]":
            raise ValueError("mentions are kept as a list")
        at = end + 1
    return found


def _mention(row: Row) -> Mention:
    mention = mention_from_dict(row)
    if "place_span" not in row or mention.place is None:
        return mention
    span = row["place_span"]
    return replace(mention, place=replace(mention.place, span=span_from_dict(span) if span else None))


def circle_box(place: Place | None) -> tuple[float | None, float | None, float | None, float | None]:
    """(south, west, north, east) in degrees around the place's circle, all None where it is unknown. west may
    be below -180 and east above 180; a circle that holds a pole spans all longitudes."""
    if place is None or place.lat is None or place.lon is None or place.radius_km is None:
        return None, None, None, None
    angle = place.radius_km / EARTH_RADIUS_KM  # radians
    reach = math.degrees(angle)
    south, north = place.lat - reach, place.lat + reach
    if south <= -90 or north >= 90:
        return max(south, -90.0), -180.0, min(north, 90.0), 180.0
    # Where a meridian touches the circle: Bronstein, spherical right triangle.
    wide = math.degrees(math.asin(min(1.0, math.sin(angle) / math.cos(math.radians(place.lat)))))
    return south, place.lon - wide, north, place.lon + wide


def claim_row(claim: Claim) -> Row:
    text, payload = claim_kept(claim)
    return {"id": claim.id, "content": short_hash(text), "payload": payload}


def claim_value(payload: bytes, claim_id: str, document_id: str, origin: str) -> Claim:
    """For one claim; for many, keep an `Unpacker`."""
    return Unpacker().claim(payload, claim_id, document_id, origin)


def current_row(claim: Claim) -> Row:
    """What of a claim is asked for; without its key, its claim's seq and its origin's, which the writer knows."""
    place, time = claim.place, claim.time
    categories = sorted({item.category for item in claim.items})
    return {
        "event": claim.event,
        "stance": claim.stance,
        "categories": f" {' '.join(categories)} " if categories else "",
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "earliest": seconds(time.earliest) if time else None,
        "latest": seconds(time.latest) if time else None,
    }


def reading_origin(reading: Reading) -> str:
    """What made it: the reader, then every extractor and gazetteer its claims name."""
    makers = {claim.origin for claim in reading.claims} - {""}
    return " + ".join([reading.document.reader or "unnamed reader", *sorted(makers)])


def reading_id(reading: Reading, payload: str, mentions: Sequence[str], claims: Sequence[Row]) -> str:
    """Made from all that was read; mentions: their JSON. The capture is left out: the same bytes had again
    tomorrow, read by the same tools, are the same reading."""
    return content_id(
        "rdg",
        reading.document.id,
        payload,
        text_id(reading.document.text),
        [short_hash(mention) for mention in mentions],
        [[row["id"], row["content"]] for row in claims],
        [claim.origin for claim in reading.claims],
    )


def issue_row(issue: Issue) -> Row:
    words = {
        name: written(getattr(issue, name)) for name in ("id", "input", "stage", "code", "message", "advice")
    }
    return words | {"at": stamp(issue.at), "document": issue.document}


def issue_value(row: Found) -> Issue:
    return Issue(
        id=row["id"],
        input=row["input"],
        stage=row["stage"],
        code=row["code"],
        message=row["message"],
        advice=row["advice"],
        at=unstamp(row["at"]),
        document=row["document"],
    )


def source_row(source: Source, now: dt.datetime) -> Row:
    return {
        "id": source.id,
        "name": source.name,
        "reliability": source.reliability,
        "reason": source.reason,
        "added_at": stamp(now),
    }


def source_value(row: Found) -> Source:
    return Source(row["id"], row["name"], row["reliability"], row["reason"])


def judgement_row(judgement: Judgement) -> Row:
    """Without its place in the log (previous, link), which chain.py gives it."""
    return {
        "id": judgement.id,
        "subject": judgement.subject,
        "decision": judgement.decision,
        "who": judgement.who,
        "why": judgement.why,
        "at": stamp(judgement.at),
        "about": to_json(judgement.about),
        "changes": to_json(judgement.changes),
        "basis": judgement.basis,
        "words": judgement.words,
    }


def judgement_value(row: Found) -> Judgement:
    return Judgement(
        id=row["id"],
        subject=row["subject"],
        decision=row["decision"],
        who=row["who"],
        why=row["why"],
        at=unstamp(row["at"]),
        about=tuple(json.loads(row["about"])),
        changes=tuple((path, value) for path, value in json.loads(row["changes"])),
        basis=row["basis"],
        words=row["words"],
    )


def evidence_row(evidence: Evidence) -> Row:
    more: Row = {"reasons": evidence.reasons, "figures": evidence.figures, "captures": evidence.captures}
    if evidence.picture is not None:
        more["picture"] = evidence.picture
    if evidence.synthetic:
        more["synthetic"] = True
    return {
        "id": evidence.id,
        "claim": evidence.claim,
        "checker": evidence.checker,
        "verdict": evidence.verdict,
        "payload": to_json(more),
    }


def evidence_value(row: Found) -> Evidence:
    more = json.loads(row["payload"])
    return Evidence(
        id=row["id"],
        claim=row["claim"],
        checker=row["checker"],
        verdict=row["verdict"],
        reasons=tuple(more["reasons"]),
        figures=tuple((name, value) for name, value in more["figures"]),
        captures=tuple(more["captures"]),
        picture=more.get("picture"),  # rows of before there were pictures have none
        synthetic=more.get("synthetic", False),
    )
