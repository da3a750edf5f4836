"""What a model may answer, and how much of an answer can be used: bad pieces are left out one by one.

Everything else in the answer (thoughts, code fences, fields nobody asked for) is passed over.
"""

import json
import re
from collections import Counter
from collections.abc import Mapping
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter

from sightline.model.errors import AssistError
from sightline.model.vocabulary import ActorKind, AttributionKind, Category, EventKind, Role, Stance

MOST_CLAIMS = 100  # of one answer; a question of 4,000 characters holds fewer
MOST_FIELDS = 40  # items, actors, voices or hedges of one claim
NOT_AS_ASKED = "not as asked for"
TOO_MANY = "too many"
LONGEST = 2_000  # characters of one quotation
Dropped = Counter[tuple[str, str]]  # ("claim" or "field", why) -> how many
T = TypeVar("T")


def _sized(words: str) -> str:
    """In the schema a longest length would make some servers' grammars too large to use."""
    if not 0 < len(words) <= LONGEST:
        raise ValueError("no quotation is so long")
    return words


Words = Annotated[str, AfterValidator(_sized)]
Number = Annotated[float, Field(allow_inf_nan=False)]

_FENCED = re.compile(r"```(?:json)?\s*\n(.*?)```", re.DOTALL | re.IGNORECASE)
_CLAIMS = re.compile(r'"claims"\s*:\s*\[')
_BETWEEN = re.compile(r"[\s,]*")


class _Said(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class SaidCount(_Said):
    low: Number | None = None
    high: Number | None = None


class SaidItem(_Said):
    words: Words
    category: Category
    count: SaidCount | None = None


class SaidActor(_Said):
    words: Words
    kind: ActorKind
    role: Role


class SaidVoice(_Said):
    words: Words
    kind: AttributionKind


class SaidClaim(_Said):
    """One claim as a model gives it; every string but those of a closed vocabulary is meant as a quotation."""

    passage: int = 0
    quote: Words
    event: EventKind
    stance: Stance
    trigger: Words | None = None
    hedges: tuple[Words, ...] = ()
    attribution: tuple[SaidVoice, ...] = ()
    actors: tuple[SaidActor, ...] = ()
    items: tuple[SaidItem, ...] = ()
    place: Words | None = None
    from_: Words | None = Field(default=None, alias="from")
    time: Words | None = None


class SaidAnswer(_Said):
    claims: tuple[SaidClaim, ...]


_WORDS: TypeAdapter[str] = TypeAdapter(Words)
_COUNT = TypeAdapter(SaidCount)
_CLAIM = TypeAdapter(SaidClaim)
_MANY: dict[str, TypeAdapter[Any]] = {
    "hedges": _WORDS,
    "attribution": TypeAdapter(SaidVoice),
    "actors": TypeAdapter(SaidActor),
    "items": TypeAdapter(SaidItem),
}
_ONE = ("trigger", "place", "from", "time")


def schema() -> dict[str, Any]:
    """The JSON schema of an answer, for endpoints that can hold a model to one."""
    return SaidAnswer.model_json_schema()


def claims_in(said: str, dropped: Dropped) -> list[SaidClaim]:
    """The claims of an answer; what of it is not as asked for is counted. Raises AssistError where it holds no
    list of claims at all."""
    rows, whole = _rows(said)
    if not whole:
        dropped["claim", "cut short"] += 1
    dropped["claim", TOO_MANY] += max(0, len(rows) - MOST_CLAIMS)
    return [c for row in rows[:MOST_CLAIMS] if (c := _claim(row, dropped)) is not None]


def _rows(said: str) -> tuple[list[Any], bool]:
    """The list of claims, and whether it was whole. An answer that was cut off gives those before the cut."""
    for text in (said, *(m[1] for m in _FENCED.finditer(said))):
        try:
            value = json.loads(text)
        except (ValueError, RecursionError):
            continue
        rows = value.get("claims") if isinstance(value, dict) else value
        if isinstance(rows, list):
            return rows, True
    lists = list(_CLAIMS.finditer(said))
    if not lists:
        raise AssistError(
            "assist-malformed",
            "the language model's answer holds no list of claims",
            "try a larger model, or one that follows instructions to answer in JSON",
        )
    return _elements(said, lists[-1].end())  # what stands before may be thoughts about the format


def _elements(said: str, at: int) -> tuple[list[Any], bool]:
    decoder = json.JSONDecoder()
    rows: list[Any] = []
    while True:
        between = _BETWEEN.match(said, at)
        at = between.end() if between else at
        if said[at : at + 1] == "]":
            return rows, True
        try:
            row, at = decoder.raw_decode(said, at)
        except (ValueError, RecursionError):
            return rows, False
        rows.append(row)


def _claim(row: Any, dropped: Dropped) -> SaidClaim | None:
    if not isinstance(row, Mapping):
        dropped["claim", NOT_AS_ASKED] += 1
        return None
    mended = {str(name): value for name, value in row.items()}
    for name, kind in _MANY.items():
        mended[name] = _each(kind, mended.get(name), dropped)
    for name in _ONE:
        mended[name] = _field(_WORDS, mended.get(name) or None, dropped)
    return _valid(_CLAIM, mended, "claim", dropped)


def _each(kind: TypeAdapter[T], rows: Any, dropped: Dropped) -> tuple[T, ...]:
    if rows is None:
        return ()
    if not isinstance(rows, list):
        dropped["field", NOT_AS_ASKED] += 1
        return ()
    dropped["field", TOO_MANY] += max(0, len(rows) - MOST_FIELDS)
    kept = []
    for row in rows[:MOST_FIELDS]:
        mended = row
        if isinstance(row, Mapping) and "count" in row:
            mended = {**row, "count": _field(_COUNT, row["count"], dropped)}
        if (value := _field(kind, mended, dropped)) is not None:
            kept.append(value)
    return tuple(kept)


def _field(kind: TypeAdapter[T], value: Any, dropped: Dropped) -> T | None:
    return None if value is None else _valid(kind, value, "field", dropped)


def _valid(kind: TypeAdapter[T], value: Any, what: str, dropped: Dropped) -> T | None:
    try:
        return kind.validate_python(value)
    except ValueError:  # pydantic's own, and half a character, which is no text
        dropped[what, NOT_AS_ASKED] += 1
        return None
