"""The path from a request to a reading, in order; `Tools` are the concrete functions that walk it.

Request -fetch-> Capture -read-> Document -find-> places, times -extract-> Claims -resolve where, when-> Reading

Expected trouble with one input becomes an Issue here, once per document, and nowhere else; the other inputs
go on. Anything that is not an InputError is a bug and propagates.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from sightline.model.capture import Capture, Request
from sightline.model.claim import Claim
from sightline.model.document import Document
from sightline.model.errors import InputError
from sightline.model.ids import content_id
from sightline.model.issue import Issue
from sightline.model.mention import Mention
from sightline.model.place import Place
from sightline.model.reading import Reading

Mentions = tuple[Mention, ...]
Claims = tuple[Claim, ...]
Extract = Callable[[Document, tuple[Place, ...], Mentions], tuple[Mentions, Claims]]


@dataclass(frozen=True, slots=True)
class Tools:
    """What walks the path. describe: place names to place phrases with geometry. extractors: each gives
    mentions and claims; more than one may find the same claim. now: the clock, aware UTC."""

    fetch: Callable[[Request], Capture]
    bytes_of: Callable[[str], bytes]
    read: Callable[[Capture, bytes], Document]
    find_places: Callable[[Document], Mentions]
    describe: Callable[[Document, Mentions], tuple[Place, ...]]
    find_times: Callable[[Document], Mentions]
    extractors: tuple[Extract, ...]
    merge: Callable[[tuple[Claims, ...]], Claims]
    resolve_where: Callable[[Document, Claims, Mentions, tuple[Place, ...]], Claims]
    resolve_when: Callable[[Document, Claims, Mentions], Claims]
    now: Callable[[], dt.datetime]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one request: a capture and its reading, or an issue (with the capture where the bytes
    could be had but not read)."""

    request: Request
    capture: Capture | None
    reading: Reading | None
    issue: Issue | None


def process(requests: Iterable[Request], tools: Tools) -> Iterator[Outcome]:
    """One outcome a request, in the same order."""
    for request in requests:
        yield _one(request, tools)


def _one(request: Request, tools: Tools) -> Outcome:
    capture: Capture | None = None
    stage = "capture"
    try:
        capture = tools.fetch(request)
        stage = "reading"
        document = tools.read(capture, tools.bytes_of(capture.digest))
        stage = "extraction"
        return Outcome(request, capture, reading_of(document, tools), None)
    except InputError as error:
        return Outcome(request, capture, None, _issue(request, capture, stage, error, tools.now()))


def reading_of(document: Document, tools: Tools) -> Reading:
    """Everything there is to take from one document."""
    names = tools.find_places(document)
    phrases = tools.describe(document, names)
    times = tools.find_times(document)
    found = [extract(document, phrases, times) for extract in tools.extractors]
    claims = tools.merge(tuple(c for _, c in found))
    claims = tools.resolve_where(document, claims, names, phrases)
    claims = tools.resolve_when(document, claims, times)
    mentions = {m for ms, _ in found for m in ms} | set(names) | set(times)
    return Reading(document, tuple(sorted(mentions, key=_by_span)), claims)


def _by_span(mention: Mention) -> tuple[int, int, str, str]:
    return mention.span.start, mention.span.end, mention.kind, mention.ref or ""


def _issue(
    request: Request, capture: Capture | None, stage: str, error: InputError, now: dt.datetime
) -> Issue:
    digest = capture.digest if capture else None
    return Issue(
        id=content_id("iss", request.location, stage, error.code, error.message, digest),
        input=request.location,
        stage=stage,
        code=error.code,
        message=error.message,
        advice=error.advice,
        at=now,
        document=digest,
    )
