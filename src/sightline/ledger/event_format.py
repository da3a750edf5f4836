"""Events and voices as they lie in a ledger: lists instead of objects, and numbers for what the claims say already.

An id of a claim of the event, of a document of theirs, or of the voice that such a document is by itself is a
number: its place in the list of all three. A place or period that a claim of the event has is the number of the first
such claim. Made from facts alone and made again where the program is another, so the format may change at will.
"""

import hashlib
import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from sightline.ledger.packing import to_json
from sightline.model.claim import Claim, Count
from sightline.model.contract import period_from_dict, period_to_dict, place_from_dict, place_to_dict
from sightline.model.event import (
    Assessment,
    Contradiction,
    Decided,
    Event,
    Gap,
    Quantity,
    Reason,
    Reopened,
    Voice,
)
from sightline.model.ids import content_id

Ref = int | str  # an id, or its number
Ids = Sequence[str]


@cache
def version() -> str:
    """A hash of this format: of its code, and of the words that its deflate streams are told beforehand."""
    code = (files("sightline.ledger") / "event_format.py").read_bytes()
    return hashlib.sha256(code + _dictionary()).hexdigest()[:8]


@cache
def _dictionary() -> bytes:
    """What fusion often says, the commonest last."""
    return (files("sightline.ledger") / "events.dict").read_bytes()


def packed(text: str) -> bytes:
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY, _dictionary())
    return deflate.compress(text.encode()) + deflate.flush()


def unpacked(data: bytes) -> str:
    """What `packed` was given."""
    return zlib.decompressobj(-15, _dictionary()).decompress(data).decode()


def lone_voice(document: str) -> str:
    """The id of the voice that a document is by itself."""
    return content_id("voi", document)


def _names(claims: Sequence[Claim]) -> list[str]:
    """Ids in the order of their numbers."""
    documents = list(dict.fromkeys(c.document for c in claims))
    return [*(c.id for c in claims), *documents, *map(lone_voice, documents)]


def packed_event(event: Event, seqs: Mapping[str, int], claims: Mapping[str, Claim]) -> bytes:
    """seqs: claim id -> seq of its row. claims: by id, as they were read."""
    mine = [claims[c] for c in event.claims]
    names = _names(mine)
    known: dict[str, Ref] = {name: n for n, name in reversed(list(enumerate(names)))}

    def refs(ids: Ids) -> list[Ref]:
        return [known.get(one, one) for one in ids]

    def reasons(many: Sequence[Reason]) -> list[Any]:
        return [[r.words, r.weight, *refs(r.ids)] for r in many]

    place = next((n for n, c in enumerate(mine) if c.place == event.place), None) if event.place else None
    period = next((n for n, c in enumerate(mine) if c.time == event.period), None) if event.period else None
    row = [
        _steps(seqs[c] for c in event.claims),
        event.kind,
        event.title,
        refs(event.voices),
        place_to_dict(event.place) if place is None else place,
        period_to_dict(event.period) if period is None else period,
        [
            [q.name, q.category, [q.count.low, q.count.high, q.count.unit, q.count.text], q.estimate,
             refs(q.claims), refs(q.voices), reasons(q.reasons)]
            for q in event.quantities
        ],
        event.assessment.credibility,
        reasons(event.assessment.reasons),
        [[c.kind, c.words, [refs(side) for side in c.sides]] for c in event.contradictions],
        [[g.kind, g.words, refs(g.claims)] for g in event.gaps],
        reasons(event.reasons),
        decided_row(event.decided) if event.decided else 0,
    ]  # fmt: skip
    while row and row[-1] in (0, []):  # what most events do not have stands last
        row.pop()
    return packed(to_json(row)[1:-1])


def event_row(payload: bytes) -> list[Any]:
    """A row as it was packed, with all its fields."""
    row: list[Any] = json.loads(f"[{unpacked(payload)}]")
    return [*row, *([] for _ in range(12 - len(row))), *([0] if len(row) < 13 else [])]


def claim_seqs(row: Sequence[Any]) -> list[int]:
    """The claims of a row by their seq."""
    found, last = [], 0
    for step in row[0]:
        last += step
        found.append(last)
    return found


def event_of_row(id_: str, row: Sequence[Any], claims: Sequence[Claim]) -> Event:
    """claims: those of the event in its order, as they were read."""
    (_, kind, title, voices, place, period, quantities, grade, why, against, gaps, because, decided) = row
    names = _names(claims)

    def ids(refs: Sequence[Ref]) -> tuple[str, ...]:
        return tuple([names[one] if type(one) is int else str(one) for one in refs])

    def reasons(many: Sequence[Any]) -> tuple[Reason, ...]:
        return tuple([Reason(words, weight, ids(refs)) for words, weight, *refs in many])

    return Event(
        id=id_,
        kind=kind,
        title=title,
        claims=tuple(c.id for c in claims),
        voices=ids(voices),
        place=claims[place].place if type(place) is int else place_from_dict(place),
        period=claims[period].time if type(period) is int else period_from_dict(period),
        quantities=tuple([
            Quantity(name, category, Count(*count), ids(of), estimate, reasons(said), ids(by))
            for name, category, count, estimate, of, by, said in quantities
        ]),
        assessment=Assessment(grade, reasons(why)),
        contradictions=tuple([
            Contradiction(which, words, tuple([ids(side) for side in sides])) for which, words, sides in against
        ]),
        gaps=tuple([Gap(which, words, ids(of)) for which, words, of in gaps]),
        reasons=reasons(because),
        decided=decided_of(decided) if decided else None,
    )  # fmt: skip


def packed_voice(voice: Voice, whole: bool, seqs: Mapping[str, int]) -> bytes:
    """whole: whether it is a voice of whole documents, not in some event only. seqs: document id -> seq."""
    known: dict[str, Ref] = {document: n for n, document in enumerate(voice.documents)}
    reasons = [[r.words, r.weight, *(known.get(one, one) for one in r.ids)] for r in voice.reasons]
    return packed(to_json([int(whole), _steps(seqs[d] for d in voice.documents), reasons]))


def voice_of_row(id_: str, payload: bytes, documents: Mapping[int, str]) -> tuple[Voice, bool]:
    """The voice, and whether it is one of whole documents. documents: seq -> id."""
    whole, steps, reasons = json.loads(unpacked(payload))
    inside = tuple(documents[seq] for seq in claim_seqs([steps]))

    def ids(refs: Sequence[Ref]) -> tuple[str, ...]:
        return tuple(inside[one] if isinstance(one, int) else one for one in refs)

    return Voice(id_, inside, tuple(Reason(w, weight, ids(refs)) for w, weight, *refs in reasons)), bool(
        whole
    )


def _steps(numbers: Iterable[int]) -> list[int]:
    """Each as the step from the one before: rows of one document lie side by side."""
    found, last = [], 0
    for number in numbers:
        found.append(number - last)
        last = number
    return found


def decided_row(one: Decided) -> list[Any]:
    return [one.subject, one.verdict, one.words, one.judgements, one.disputed, one.credibility, one.estimate]


def decided_of(row: Sequence[Any]) -> Decided:
    subject, verdict, words, judgements, disputed, credibility, estimate = row
    own = (estimate[0], estimate[1]) if estimate else None
    return Decided(subject, verdict, tuple(words), tuple(judgements), tuple(disputed), credibility, own)


def reopened_row(one: Reopened) -> list[Any]:
    return [one.judgement, one.subject, one.why, one.before, one.now, one.verbatim, one.kind]


def reopened_of(row: Sequence[Any]) -> Reopened:
    return Reopened(*row)
