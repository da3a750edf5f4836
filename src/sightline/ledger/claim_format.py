"""The JSON of a claim as the ledger packs it, and back to the letter: its content hash is of that JSON.

Four JSON texts with NUL between them: a list of the fields in the order of _LIST, where a span is [start, text];
then what was resolved of its place, of where it came from and of its time, without their spans and empty where
there is none. Many claims speak of one place or day: the same text makes one value (unpacking.py).

This is format 1, frozen: it knows nothing of today's contract. A claim with other fields is packed as the JSON
object it is, which reads the same and takes a little more room; a contract that grows deserves a format 2.
"""

import json
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from sightline.ledger.packing import packed, to_json, unpacked
from sightline.model.claim import Claim
from sightline.model.contract import claim_to_dict

Dict = dict[str, Any]

_LIST = (
    "part quote event stance trigger hedges likelihood attribution actors items place from time confidence"
).split()
_KEYS = frozenset(_LIST)
_WORDS = frozenset({"start", "end", "text"})
_LIKELIHOOD = ("text", "low", "high")
_ATTRIBUTION = ("kind",)
_ACTOR = ("name", "kind", "country", "role")
_ITEM = ("name", "ref", "category", "count", "inferred")
_COUNT = ("low", "high", "unit", "text")
_INFERRED = ("ref", "because")
_RESOLVED = ("place", "from", "time")


def claim_json(claim: Claim) -> str:
    """What a claim's content hash is made from: everything but id, document and origin, which stand beside it."""
    return to_json(_row(claim))


def claim_kept(claim: Claim) -> tuple[str, bytes]:
    """Its `claim_json`, and that packed."""
    row = _row(claim)
    text = to_json(row)
    return text, _packed(row, text)


def packed_claim(text: str) -> bytes:
    """What `claim_json` gave, now or in an older program, packed."""
    return _packed(json.loads(text), text)


def _row(claim: Claim) -> Dict:
    row = claim_to_dict(claim)
    for elsewhere in ("id", "document", "origin"):
        del row[elsewhere]
    return row


def _packed(row: Dict, text: str) -> bytes:
    try:
        lists = _lists(row)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):  # not a claim of format 1
        return packed(text)
    return packed("\0".join([to_json(lists), *(_resolved(row[name]) for name in _RESOLVED)]))


def stored_claim_json(payload: bytes) -> str:
    """The other way round, to the letter."""
    return stored_claim(payload)[0]


def stored_claim(payload: bytes) -> tuple[str, Any]:
    """The same, and what it says. What is resolved in it may be part of other claims too: not to be changed."""
    text = unpacked(payload)
    if text.startswith("{"):
        return text, json.loads(text)
    fields, *resolved = text.split("\0")
    row = dict(zip(_LIST, json.loads(fields), strict=True))
    for name in ("quote", "trigger"):
        row[name] = _span_dict(row[name])
    row["hedges"] = [_span_dict(hedge) for hedge in row["hedges"]]
    row["likelihood"] = _dict(_LIKELIHOOD, row["likelihood"])
    row["attribution"] = [_span_dict(one, _ATTRIBUTION) for one in row["attribution"]]
    row["actors"] = [_span_dict(one, _ACTOR) for one in row["actors"]]
    row["items"] = [_item_dict(one) for one in row["items"]]
    for name, detail in zip(_RESOLVED, resolved, strict=True):
        row[name] = _resolved_dict(row[name], detail, always=name == "time")
    return to_json(row), row


def _lists(row: Dict) -> list[Any]:
    """Raises one of the usual errors where it has not just the fields of format 1."""
    if row.keys() != _KEYS:
        raise ValueError("other fields")
    return [
        row["part"],
        _span_list(row["quote"]),
        row["event"],
        row["stance"],
        _span_list(row["trigger"]),
        [_span_list(hedge) for hedge in row["hedges"]],
        _list(_LIKELIHOOD, row["likelihood"]),
        [_span_list(one, _ATTRIBUTION) for one in row["attribution"]],
        [_span_list(one, _ACTOR) for one in row["actors"]],
        [_item_list(one) for one in row["items"]],
        *(_words_of(row[name], always=name == "time") for name in _RESOLVED),
        row["confidence"],
    ]


def _list(names: Iterable[str], row: Dict | None) -> list[Any] | None:
    if row is None:
        return None
    found = [row[name] for name in names]
    if len(found) != len(row):
        raise ValueError("other fields")
    return found


def _dict(names: Iterable[str], values: list[Any] | None) -> Dict | None:
    return None if values is None else dict(zip(names, values, strict=True))


def _span_list(row: Dict | None, names: tuple[str, ...] = ()) -> list[Any] | None:
    """[start, text, ...]"""
    if row is None:
        return None
    start, text = row["start"], row["text"]
    if len(row) != 3 + len(names) or row["end"] != start + len(text):
        raise ValueError("other fields")
    return [start, text, *[row[name] for name in names]]


def _span_dict(values: list[Any] | None, names: tuple[str, ...] = ()) -> Dict | None:
    if values is None:
        return None
    start, text, *rest = values
    return {"start": start, "end": start + len(text), "text": text, **dict(zip(names, rest, strict=True))}


def _item_list(row: Dict) -> list[Any]:
    count, inferred = row["count"], row["inferred"]
    values = _span_list(row, _ITEM) or []
    return [*values[:5], _list(_COUNT, count), [_list(_INFERRED, one) for one in inferred]]


def _item_dict(values: list[Any]) -> Dict:
    row = _span_dict(values, _ITEM) or {}
    row["count"] = _dict(_COUNT, row["count"])
    row["inferred"] = [_dict(_INFERRED, one) for one in row["inferred"]]
    return row


def _words_of(row: Dict | None, *, always: bool) -> list[Any] | None:
    """always: a period without words says so with three nulls, a place leaves them out."""
    if row is None:
        return None
    words = {name: row[name] for name in _WORDS if name in row}
    if words == (dict.fromkeys(_WORDS) if always else {}):
        return None
    return _span_list(words)


def _resolved(row: Dict | None) -> str:
    return "" if row is None else to_json({k: v for k, v in row.items() if k not in _WORDS})


def _resolved_dict(words: list[Any] | None, detail: str, *, always: bool) -> Dict | None:
    if not detail:
        return None
    row = _detail(detail)
    if words is None:
        return row | dict.fromkeys(_WORDS) if always else row
    return row | (_span_dict(words) or {})


@lru_cache(maxsize=10_000)
def _detail(text: str) -> Dict:
    """Many claims speak of one place or day."""
    row: Dict = json.loads(text)
    return row
