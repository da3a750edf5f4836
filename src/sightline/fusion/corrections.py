"""Corrections: an analyst's new value for one thing that a claim says, put in its place and told in words.

A change is (dotted path, JSON text) in the shape of the contract: "items.0.count", "stance", "place". What names a
thing in a list is its number when it was judged; the value that stood there then goes along ("was items.0"),
so that a later reading with the things in another order is corrected at the right one, or not at all.
"""

import json
import math
from collections.abc import Sequence
from typing import Any, get_args

from sightline.model import vocabulary as words
from sightline.model.claim import Claim, Count
from sightline.model.contract import claim_from_dict, claim_to_dict
from sightline.model.judgement import WAS
from sightline.model.span import Span

Change = tuple[str, str]
LISTS = frozenset({"items", "actors", "attribution", "hedges"})
FIELDS = frozenset({"event", "stance", "likelihood", "place", "from", "time"}) | LISTS
_KNOWN_AS = {"items": ("name", "category"), "actors": ("name", "role"), "attribution": ("text",)}


class ChangeError(ValueError):
    """A change that does not fit the claim or the contract's vocabulary; the message says why."""


def corrected(claim: Claim, changes: Sequence[Change]) -> Claim:
    """The claim with the changes made, all of them or (ChangeError) none; ids, quote and document never change."""
    row = claim_to_dict(claim)
    was = {path.removeprefix(WAS): text for path, text in changes if path.startswith(WAS)}
    anchor = claim.trigger or claim.quote
    for path, text in changes:
        if not path.startswith(WAS):
            _put(row, path, _value(path, text), was, anchor)
    for item in row["items"]:
        if isinstance(item.get("count"), dict):
            item["count"] = {"low": None, "high": None} | item["count"]
    try:
        made = claim_from_dict(row)
    except (KeyError, TypeError, ValueError, AttributeError) as trouble:
        raise ChangeError(f"does not fit: {trouble}") from trouble
    _check(made)
    return made


def with_was(claim: Claim, changes: Sequence[Change]) -> tuple[Change, ...]:
    """The changes with what stands there now, as a judgement keeps them; changes that come with what stood there
    elsewhere are turned to where that stands here. Raises ChangeError where they do not fit."""
    plain = [(path, text) for path, text in changes if not path.startswith(WAS)]
    gone = {path.split(".")[0] for path, text in plain if text == "null" and path.count(".") == 1}
    if any(sum(path.split(".")[0] == head for path, _ in plain) > 1 for head in gone & LISTS):
        raise ChangeError(
            "take a thing out of a list in a judgement of its own: the numbers of the others change"
        )
    made = corrected(claim, changes)
    was = {path.removeprefix(WAS): text for path, text in changes if path.startswith(WAS)}
    row, after = claim_to_dict(claim), claim_to_dict(made)
    whole, kept = [], {}
    for said, text in plain:
        head, *rest = said.split(".")
        at, path = head, said
        if head in LISTS and rest:
            at = f"{head}.{_which(row[head], head, rest[0], was.get(f'{head}.{rest[0]}'))}"
            path = ".".join([at, *rest[1:]])
        old = _get(row, at)
        if old is not None or head not in LISTS:
            kept[WAS + at] = _json(old)
        whole.append((path, _json(_filled(path, text, after))))
    return (*whole, *kept.items())


def _filled(path: str, text: str, after: dict[str, Any]) -> Any:
    """The value as it came to stand, shorthands written out."""
    value = _value(path, text)
    return value if value is None or path.rsplit(".", maxsplit=1)[-1].isdigit() else _get(after, path, value)


def _json(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _value(path: str, text: str) -> Any:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as trouble:
        raise ChangeError(f"{path}: {text!r} is not JSON") from trouble
    if (
        path.rsplit(".", maxsplit=1)[-1] == "count"
        and isinstance(value, int | float)
        and not isinstance(value, bool)
    ):
        return {"low": value, "high": value}
    return value


def _get(row: Any, path: str, default: Any = None) -> Any:
    for step in path.split("."):
        if isinstance(row, dict) and step in row:
            row = row[step]
        elif isinstance(row, list) and step.isdigit() and int(step) < len(row):
            row = row[int(step)]
        else:
            return default
    return row


def _put(row: dict[str, Any], path: str, value: Any, was: dict[str, str], anchor: Span) -> None:
    head, *rest = path.split(".")
    if head not in FIELDS:
        raise ChangeError(f"{head!r} cannot be corrected; can be: {', '.join(sorted(FIELDS))}")
    if not rest:
        row[head] = [_whole(head, one, anchor) for one in value or ()] if head in LISTS else value
        return
    if head not in LISTS:
        _put_in(row, head, rest, value)
        return
    things: list[Any] = row[head]
    number = _which(things, head, rest[0], was.get(f"{head}.{rest[0]}"))
    if len(rest) > 1:
        if number == len(things):
            raise ChangeError(f"{head} has no number {number}")
        _put_in(things, number, rest[1:], value)
    elif value is None:
        if number < len(things):
            del things[number]
    elif number == len(things):
        things.append(_whole(head, value, anchor))
    else:
        things[number] = _whole(head, value, anchor)


def _put_in(row: Any, key: Any, rest: Sequence[str], value: Any) -> None:
    for step in rest:
        if row[key] is None:
            row[key] = {}
        row, key = row[key], step
        if not isinstance(row, dict) or (key not in row and key not in ("low", "high", "unit", "text")):
            raise ChangeError(f"there is no {'.'.join(rest)} to correct")
    row[key] = value


def _which(things: list[Any], head: str, said: str, was: str | None) -> int:
    """The number that the thing meant has now; one past the end for a new thing."""
    if not said.isdigit():
        raise ChangeError(f"{head}.{said}: things in a list go by number, from 0")
    number = int(said)
    if was is None:
        if number > len(things):
            raise ChangeError(f"there is no {head}.{number}")
        return number
    names = _KNOWN_AS.get(head, ("text",))
    meant = _value("", was)
    if not isinstance(meant, dict):
        raise ChangeError(f"{was!r} names no thing")

    def same(thing: Any) -> bool:
        return all(thing.get(n) == meant.get(n) for n in names)

    if number < len(things) and same(things[number]):
        return number
    found = [i for i, thing in enumerate(things) if same(thing)]
    if len(found) != 1:
        raise ChangeError(f"{meant.get(names[0])!r} is not there any more, or more than once")
    return found[0]


def _whole(head: str, value: Any, anchor: Span) -> Any:
    """A thing that an analyst names, filled up; its words are the claim's own where none are given."""
    if not isinstance(value, dict):
        raise ChangeError(f"{head}: {value!r} is no JSON object")
    span = {"start": anchor.start, "end": anchor.end, "text": anchor.text}
    more: dict[str, Any] = {"actors": {"role": "agent"}}.get(head, {})
    made = span | more | value
    count = made.get("count")
    if isinstance(count, int | float) and not isinstance(count, bool):
        made["count"] = {"low": count, "high": count}
    return made


def _check(claim: Claim) -> None:
    """Raises ChangeError for what the contract's vocabulary does not know."""
    _one_of("event", claim.event, words.EVENT_KINDS)
    _one_of("stance", claim.stance, words.STANCES)
    for item in claim.items:
        _one_of("category", item.category, words.CATEGORIES)
        _named(item.name)
        _words(item.ref, *(x for i in item.inferred for x in (i.ref, i.because)))
        if item.count:
            _check_count(item.count)
    for actor in claim.actors:
        _named(actor.name)
        _one_of("kind", actor.kind, words.ACTOR_KINDS)
        _one_of("role", actor.role, words.ROLES)
        if actor.country is not None and not (len(str(actor.country)) == 2 and str(actor.country).isupper()):
            raise ChangeError(f"{actor.country!r} is no country code")
    for voice in claim.attribution:
        _one_of("kind", voice.kind, words.ATTRIBUTION_KINDS)
    for place in (claim.place, claim.from_place):
        if place:
            _words(place.name, place.ref, place.country, place.relation, *place.reasons)
            _one_of("precision", place.precision, get_args(words.Precision))
    if claim.time:
        _words(claim.time.edtf, claim.time.basis)
    if likely := claim.likelihood:
        _words(likely.text)
        _finite(likely.low, likely.high)
        if not 0 <= likely.low <= likely.high <= 1:
            raise ChangeError("a likelihood lies between 0 and 1, the low end first")


def _one_of(what: str, value: object, known: Sequence[object]) -> None:
    if value not in known:
        raise ChangeError(f"{value!r} is no {what}; one of: {', '.join(map(str, known))}")


def _named(name: object) -> None:
    if not isinstance(name, str) or not name.strip():
        raise ChangeError("a thing needs a name")


def _words(*values: object) -> None:
    for value in values:
        if not isinstance(value, str | None):
            raise ChangeError(f"{value!r} are no words")


def _check_count(count: Count) -> None:
    _words(count.unit, count.text)
    sides = [x for x in (count.low, count.high) if x is not None]
    _finite(*sides)
    if any(x < 0 for x in sides) or sides != sorted(sides):
        raise ChangeError("a count is 0 or more, the low end first")


def _finite(*numbers: object) -> None:
    for number in numbers:
        if isinstance(number, bool) or not isinstance(number, int | float) or not math.isfinite(number):
            raise ChangeError(f"{number!r} is no number")
