"""Packed claims as values, quickly: a million in half a minute."""

import json
import zlib
from collections.abc import Callable, Sequence
from typing import Any, TypeVar, cast

from sightline.ledger.packing import FORMAT, dictionary, unpacked
from sightline.model.claim import (
    Actor,
    Attribution,
    Claim,
    Count,
    Inference,
    Item,
    Likelihood,
)
from sightline.model.contract import claim_from_dict, period_from_dict, place_from_dict
from sightline.model.period import Period
from sightline.model.place import Place
from sightline.model.span import Span

T = TypeVar("T")

_KEPT = 200_000  # values remembered at most, of each kind
_DECODE = json.JSONDecoder().raw_decode


def _quickly(kind: type[T]) -> Callable[..., T]:
    """A constructor for a frozen value that was valid when it was packed: all fields by position, no checks.

    Frozen dataclasses set each field through object.__setattr__, which makes up most of the time of reading a
    million claims. A twin with the same slots sets them directly and then becomes the real thing.
    """
    names: Sequence[str] = kind.__slots__  # type: ignore[attr-defined]
    twin = type(f"_{kind.__name__}", (), {"__slots__": tuple(names)})
    sets = "".join(f" _made.{name} = {name}\n" for name in names)
    source = (
        f"def make({', '.join(names)}):\n _made = _new(_twin)\n{sets} _made.__class__ = _kind\n return _made"
    )
    space: dict[str, Any] = {"_new": twin.__new__, "_twin": twin, "_kind": kind}
    exec(source, space)  # the names of our own fields and nothing else
    return cast("Callable[..., T]", space["make"])


_span = _quickly(Span)
_claim = _quickly(Claim)
_place = _quickly(Place)
_period = _quickly(Period)
_item = _quickly(Item)
_actor = _quickly(Actor)
_attribution = _quickly(Attribution)
_count = _quickly(Count)


class Unpacker:
    """Makes claims of payloads, and keeps what they have in common (places as resolved, periods, names) only
    once; for one reading of the ledger, then thrown away."""

    def __init__(self) -> None:
        self._places: dict[str, Place] = {}
        self._periods: dict[str, Period] = {}
        self._same: dict[Any, Any] = {}
        self._dictionary = dictionary()

    def claim(self, payload: bytes, claim_id: str, document_id: str, origin: str) -> Claim:
        """The claim as it was added. Raises LedgerError for a format of a later program."""
        if payload[:1] != FORMAT:
            unpacked(payload)
        text = zlib.decompressobj(-15, self._dictionary).decompress(payload[1:]).decode()
        if text[0] == "{":
            beside = {"id": claim_id, "document": document_id, "origin": origin}
            return claim_from_dict(json.loads(text) | beside)
        fields, where, whence, when = text.split("\0")
        (part, quote, event, stance, trigger, hedges, likelihood, attribution, actors, items,
         place, from_place, time, confidence) = _DECODE(fields)[0]  # fmt: skip
        if len(self._same) > _KEPT:
            self._same.clear()
        one, span = self._same.setdefault, _span
        start, words = quote
        return _claim(
            claim_id,
            document_id,
            one(part, part),
            span(start, start + len(words), words),
            one(event, event),
            one(stance, stance),
            self._spanned(trigger) if trigger else None,
            tuple([self._spanned(hedge) for hedge in hedges]) if hedges else (),
            Likelihood(*likelihood) if likelihood else None,
            tuple([_attribution(span(s, s + len(t), t), one(k, k)) for s, t, k in attribution])
            if attribution
            else (),
            tuple([
                _actor(span(s, s + len(t), one(t, t)), one(n, n), one(k, k), one(r, r), one(c, c))
                for s, t, n, k, c, r in actors
            ]) if actors else (),
            tuple([self._item(item) for item in items]) if items else (),
            self._place(where, place) if where else None,
            self._place(whence, from_place) if whence else None,
            self._period(when, time) if when else None,
            confidence,
            origin,
        )  # fmt: skip

    def _spanned(self, words: tuple[int, str]) -> Span:
        start, text = words
        return _span(start, start + len(text), self._same.setdefault(text, text))

    def _item(self, row: list[Any]) -> Item:
        start, text, name, ref, category, count, inferred = row
        one = self._same.setdefault
        return _item(
            _span(start, start + len(text), one(text, text)),
            one(name, name),
            one(category, category),
            one(ref, ref),
            _count(*count) if count else None,
            tuple([Inference(*x) for x in inferred]) if inferred else (),
        )

    def _place(self, detail: str, words: tuple[int, str] | None) -> Place:
        bare = self._places.get(detail)
        if bare is None:
            if len(self._places) > _KEPT:
                self._places.clear()
            made = place_from_dict(json.loads(detail))
            assert made is not None
            bare = self._places[detail] = made
        if words is None:
            return bare
        return _place(
            self._spanned(words), bare.name, bare.ref, bare.country, bare.lat, bare.lon,
            bare.radius_km, bare.precision, bare.relation, bare.candidates, bare.reasons, bare.probability,
            bare.polygon,
        )  # fmt: skip

    def _period(self, detail: str, words: tuple[int, str] | None) -> Period:
        bare = self._periods.get(detail)
        if bare is None:
            if len(self._periods) > _KEPT:
                self._periods.clear()
            made = period_from_dict(json.loads(detail))
            assert made is not None
            bare = self._periods[detail] = made
        if words is None:
            return bare
        span = self._spanned(words)
        return _period(bare.earliest, bare.latest, bare.edtf, bare.basis, span, bare.relation)
