"""The path from a request to a reading, in order; `Tools` are the concrete functions that walk it.

Request -fetch-> Capture -read-> Document -find-> places, times -extract-> Claims -resolve where, when-> Reading
Claims -check-> Evidence

Expected trouble with one input becomes an Issue here, once per document, and nowhere else; the other inputs
go on. Trouble of an assistant becomes an Issue too, beside the reading, which stands without it. Anything
that is not an InputError is a bug and propagates.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sightline.model.assisted import Assisted
from sightline.model.capture import Capture, Request
from sightline.model.claim import Claim
from sightline.model.document import Document
from sightline.model.errors import AssistError, InputError, ReadError
from sightline.model.event import Contradiction
from sightline.model.evidence import Evidence
from sightline.model.issue import Issue, issue_id
from sightline.model.location import written
from sightline.model.mention import Mention
from sightline.model.place import Place
from sightline.model.publisher import source_of
from sightline.model.reading import Reading

if TYPE_CHECKING:
    from sightline.ledger.add import Added
    from sightline.ledger.ledger import Ledger

Mentions = tuple[Mention, ...]
Claims = tuple[Claim, ...]
Extract = Callable[[Document, tuple[Place, ...], Mentions], tuple[Mentions, Claims]]
Assist = Callable[[Document, tuple[Place, ...], Mentions], Assisted]
# What an instrument shows about a claim; None where it has nothing to say of claims of the kind.
Checker = Callable[[Claim], Evidence | None]


@dataclass(frozen=True, slots=True)
class Tools:
    """What walks the path. describe: place names to place phrases with geometry. extractors: each gives
    mentions and claims; more than one may find the same claim. now: the clock, aware UTC. max_text:
    characters of a document, beyond which it is refused rather than read for minutes. assistants: extractors
    that a reading can do without, such as a language model."""

    fetch: Callable[[Request], Capture]
    bytes_of: Callable[[str], bytes]
    read: Callable[[Capture, bytes], Document]
    find_places: Callable[[Document], Mentions]
    describe: Callable[[Document, Mentions], tuple[Place, ...]]
    find_times: Callable[[Document], Mentions]
    extractors: tuple[Extract, ...]
    merge: Callable[[tuple[Claims, ...]], Claims]
    resolve_where: Callable[[Document, Claims, Mentions, tuple[Place, ...]], Claims]
    resolve_when: Callable[[Document, Claims, Mentions], tuple[Claims, tuple[Contradiction, ...]]]
    now: Callable[[], dt.datetime]
    max_text: int = 500_000
    assistants: tuple[Assist, ...] = ()


@dataclass(frozen=True, slots=True)
class Trouble:
    """What went wrong with one thing that claims are checked against, or should be known of it. input: as the user gave it.
    failed: whether some of it could not be used."""

    input: str
    error: InputError
    failed: bool = True


@dataclass(frozen=True, slots=True)
class Instrument:
    """One kind of thing that claims are checked against, with what is at hand of it. name: how the names of its checker
    begin. stage: of the issues that come of it. about: which claims, for a reader ("claims about aircraft"). counts: what
    is at hand, the innermost first ((2, "airframe"), (1, "file")); the last is 0 where nothing is, and nothing is checked.
    troubles: as of now, for looking at a claim may bring more."""

    name: str
    stage: str
    about: str
    checker: Checker
    counts: tuple[tuple[int, str], ...]
    troubles: Callable[[], tuple[Trouble, ...]]

    @property
    def ready(self) -> bool:
        return self.counts[-1][0] > 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one request: a capture and its reading, or an issue (with the capture where the bytes
    could be had but not read). troubles: what assistants could not do for the reading."""

    request: Request
    capture: Capture | None
    reading: Reading | None
    issue: Issue | None
    troubles: tuple[Issue, ...] = ()


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
        reading, missed = reading_of(document, tools)
        troubles = tuple(issue_of(request, capture, "assist", error, tools.now()) for error in missed)
        return Outcome(request, capture, reading, None, troubles)
    except InputError as error:
        return Outcome(request, capture, None, issue_of(request, capture, stage, error, tools.now()))


def keep(ledger: "Ledger", outcome: Outcome, now: dt.datetime) -> "tuple[Added, Outcome]":
    """Adds what became of one request to the ledger: its capture, its reading and who publishes it, or its
    issue. Returns what was new, and the outcome, which is an issue where the ledger refused the reading.
    Raises LedgerError where the ledger cannot be used."""
    from sightline.ledger.add import Added, add_capture, add_issue, add_reading
    from sightline.ledger.sources import add_source

    added = Added()
    if outcome.capture and outcome.reading:
        try:
            added = add_reading(ledger, outcome.capture, outcome.reading, now)
            add_source(ledger, source_of(outcome.reading.document), now)
        except InputError as error:
            issue = issue_of(outcome.request, outcome.capture, "ledger", error, now)
            outcome = replace(outcome, reading=None, issue=issue)
    if outcome.issue:
        if outcome.capture:
            add_capture(ledger, outcome.capture, now)
        add_issue(ledger, outcome.issue)
    for trouble in outcome.troubles:
        add_issue(ledger, trouble)
    return added, outcome


def checked(claims: Iterable[Claim], checkers: Iterable[Checker]) -> Iterator[tuple[Claim, Evidence]]:
    """What instruments show about claims, in the order of the claims."""
    checkers = tuple(checkers)
    for claim in claims:
        for checker in checkers:
            if (evidence := checker(claim)) is not None:
                yield claim, evidence


def reading_of(document: Document, tools: Tools) -> tuple[Reading, tuple[AssistError, ...]]:
    """Everything there is to take from one document, and what assistants could not do. Raises ReadError where
    it is longer than `max_text`."""
    if len(document.text) > tools.max_text:
        raise ReadError(
            "too-long",
            f"its text has {len(document.text):,} characters, more than {tools.max_text:,}",
            "split it, or raise the setting max_text if you have the time",
        )
    names = tools.find_places(document)
    phrases = tools.describe(document, names)
    times = tools.find_times(document)
    found = [extract(document, phrases, times) for extract in tools.extractors]
    assisted = [assist(document, phrases, times) for assist in tools.assistants]
    claims = tools.merge((*(c for _, c in found), *(a.claims for a in assisted)))
    claims = tools.resolve_where(document, claims, names, phrases)
    claims, clashes = tools.resolve_when(document, claims, times)
    mentions = {m for ms, _ in found for m in ms} | set(names) | set(times)
    notes = [
        *(n for a in assisted for n in a.notes),
        *(f"contradiction of {c.kind}: {c.words}" for c in clashes),
    ]
    document = replace(document, notes=(*document.notes, *notes))
    reading = Reading(document, tuple(sorted(mentions, key=_by_span)), claims)
    return reading, tuple(a.trouble for a in assisted if a.trouble is not None)


def _by_span(mention: Mention) -> tuple[int, int, str, str, bool, bool]:
    """In one order on every run, also where two finders marked the same words: first the one that says more."""
    bare = mention.place is None, mention.period is None
    return mention.span.start, mention.span.end, mention.kind, mention.ref or "", *bare


def issue_of(
    request: Request, capture: Capture | None, stage: str, error: InputError, now: dt.datetime
) -> Issue:
    """What went wrong with one input, as it can be kept: text of file names that are no UTF-8 written out."""
    digest = capture.digest if capture else None
    location, message = written(request.location), written(error.message)
    return Issue(
        id=issue_id(location, stage, error.code, message, digest),
        input=location,
        stage=stage,
        code=error.code,
        message=message,
        advice=error.advice,
        at=now,
        document=digest,
    )
