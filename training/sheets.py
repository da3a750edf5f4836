"""Claim sheets: annotated documents as plain text that a person writes and reviews, and their records.

    python -m training.sheets check FILE...          says what does not fit, file by file
    python -m training.sheets json FILE... > OUT     records in the shape of ../shared/corpora/claims_train
    python -m training.sheets sheet FILE.jsonl [ID ...]   the other way, for reading

A sheet holds documents. Each begins with a head line, then the text, a line `--`, then the claims:

    # id: k:agency-01; language: en; published: 2019-03-25; style: agency; licence: CC0
    Two An-124s landed at Caracas on Saturday, the ministry said.
    --
    * arrival reported | landed | Two An-124s ... Saturday
      item: An-124s | transport-aircraft | 2
      place: Caracas
      time: on Saturday | 2019-03-23/2019-03-23
      by: the ministry | official

A claim line is `* EVENT STANCE | TRIGGER | QUOTE`; a long quote may be given as `first words ... last words`.
Slots, any number of each but place, from and time (one each):

    item: WORDS | CATEGORY | COUNT    COUNT: 2, 5+, 20-30, -40 (at most), each with a unit behind it: `35 t`
    actor: WORDS | ROLE | COUNTRY     COUNTRY: two letters, may be missing
    by: WORDS | KIND                  who says so, nearest voice first
    hedge: WORDS
    place: WORDS | RELATION           RELATION may be missing
    from: WORDS | RELATION
    time: WORDS | EARLIEST/LATEST     the period may be missing

All WORDS are copied from the text. Which occurrence is meant: in the quote, the one nearest to the trigger;
else the last one before the quote, else the first one after it. `WORDS#2` is the second in the whole text.
A document without a text takes it from ../shared by its id (see sources.py): open texts are annotated, not copied.
"""

import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sightline.model.vocabulary import ATTRIBUTION_KINDS, CATEGORIES, EVENT_KINDS, ROLES, STANCES
from training.sources import SourceMissingError, text_of

Row = dict[str, Any]
Where = tuple[int, int]
_HEAD = re.compile(r"^# id: ([^;\n]+);(.*)$", re.M)
_NTH = re.compile(r"^(.*)#(\d+)$", re.S)
_COUNT = re.compile(
    r"^(?:(\d+(?:\.\d+)?)\+|-(\d+(?:\.\d+)?)|(\d+(?:\.\d+)?)(?:-(\d+(?:\.\d+)?))?)(?:\s+(\S.*))?$"
)
_PERIOD = re.compile(r"^(-?\d{4}[^/]*)?/(-?\d{4}[^/]*)?$")
_FAR = 3_000  # characters between a claim and words given for it, beyond which they are a mistake


class SheetError(ValueError):
    """What does not fit, in words that name the line."""


@dataclass
class _Claim:
    line: int
    event: str
    stance: str
    trigger: str
    quote: str
    slots: list[tuple[int, str, list[str]]] = field(default_factory=list)


def records(sheet: str) -> Iterator[Row | SheetError]:
    """The documents of a sheet in the shape of claims_train; a document with a mistake gives its SheetError."""
    heads = list(_HEAD.finditer(sheet))
    ends = [*(h.start() for h in heads[1:]), len(sheet)]
    for head, end in zip(heads, ends, strict=False):
        first_line = sheet.count("\n", 0, head.start()) + 1
        try:
            yield _record(head, sheet[head.end() : end], first_line)
        except SheetError as error:
            yield error


def _record(head: re.Match[str], body: str, first_line: int) -> Row:
    fields = dict(re.findall(r"(\w+): ([^;]+?)\s*(?:;|$)", head[2]))
    text, found, claims = body.partition("\n--\n")
    if not found:
        raise SheetError(f"line {first_line}: no line `--` between text and claims of {head[1]}")
    line = first_line + text.count("\n") + 2
    text, licence = text.strip("\n"), fields.get("licence", "CC0")
    if not text:
        try:
            text, licence = text_of(head[1])
        except SourceMissingError as error:
            raise SheetError(f"line {first_line}: {error}") from None
    mistakes: list[str] = []
    out = []
    for claim in _claims(claims, line, mistakes):
        try:
            out.append(_placed(text, claim))
        except SheetError as error:
            mistakes.append(str(error))
    if mistakes:
        raise SheetError(f"{head[1]}:\n  " + "\n  ".join(mistakes))
    published = fields.get("published")
    return {
        "id": head[1],
        "language": fields.get("language", "en"),
        "published": None if published in {None, "-"} else published,
        "licence": licence,
        "style": fields.get("style"),
        "text": text,
        "claims": sorted(out, key=lambda c: (c["start"], c["trigger"]["start"])),
    }


def _claims(lines: str, first: int, mistakes: list[str]) -> list[_Claim]:
    out: list[_Claim] = []
    for number, line in enumerate(lines.split("\n"), first):
        if not line.strip():
            continue
        if line.startswith("* "):
            parts = [p.strip() for p in line[2:].split(" | ")]
            kind = parts[0].split()
            if len(parts) != 3 or len(kind) != 2:
                mistakes.append(f"line {number}: want `* EVENT STANCE | TRIGGER | QUOTE`, got {line!r}")
                continue
            out.append(_Claim(number, kind[0], kind[1], parts[1], parts[2]))
            continue
        name, colon, rest = line.strip().partition(":")
        if not (line.startswith(" ") and colon and out):
            mistakes.append(f"line {number}: neither a claim nor a slot: {line!r}")
            continue
        out[-1].slots.append((number, name, [p.strip() for p in rest.split(" | ")]))
    return out


def _placed(text: str, claim: _Claim) -> Row:
    at = f"line {claim.line}"
    _one_of(claim.event, EVENT_KINDS, "event", at)
    _one_of(claim.stance, STANCES, "stance", at)
    quote = _quote(text, claim.quote, claim.trigger, at)
    inside = _all(text, _words(claim.trigger)[0], *quote)
    nth = _words(claim.trigger)[1] or 1
    if len(inside) < nth:
        raise SheetError(f"{at}: trigger {claim.trigger!r} does not stand in the quote")
    trigger = inside[nth - 1]
    row: Row = {
        "quote": text[slice(*quote)],
        "trigger": {"text": text[slice(*trigger)], "start": trigger[0], "end": trigger[1]},
        "event": claim.event,
        "stance": claim.stance,
        "hedges": [],
        "attribution": [],
        "actors": [],
        "items": [],
        "place": None,
        "from": None,
        "time": None,
        "start": quote[0],
        "end": quote[1],
    }
    for line, name, parts in claim.slots:
        _fill(row, text, name, parts, quote, trigger, f"line {line}")
    return row


def _fill(row: Row, text: str, name: str, parts: list[str], quote: Where, trigger: Where, at: str) -> None:
    start, end = _nearest(text, parts[0], quote, trigger, at)
    words: Row = {"text": text[start:end], "start": start, "end": end}
    second = parts[1] if len(parts) > 1 else None
    third = parts[2] if len(parts) > 2 else None
    match name:
        case "hedge":
            row["hedges"].append(words["text"])
        case "by":
            row["attribution"].append(words | {"kind": _one_of(second, ATTRIBUTION_KINDS, "kind", at)})
        case "actor":
            country = third.upper() if third else None
            if country and not re.fullmatch("[A-Z]{2}", country):
                raise SheetError(f"{at}: country {third!r} is not two letters")
            row["actors"].append(words | {"role": _one_of(second, ROLES, "role", at), "country": country})
        case "item":
            low, high, unit = _count(third, at)
            category = _one_of(second, CATEGORIES, "category", at)
            row["items"].append(words | {"category": category, "low": low, "high": high, "unit": unit})
        case "place" | "from":
            if row[name]:
                raise SheetError(f"{at}: a second {name}")
            row[name] = words | {"relation": second or None}
        case "time":
            if row[name]:
                raise SheetError(f"{at}: a second time")
            row[name] = words | _period(second, at)
        case _:
            raise SheetError(f"{at}: no such slot: {name!r}")


def _count(given: str | None, at: str) -> tuple[float | None, float | None, str | None]:
    if not given:
        return None, None, None
    match = _COUNT.match(given.replace(",", ""))
    if not match:
        raise SheetError(f"{at}: not a count: {given!r}")
    least, most, low, high, unit = match.groups()
    if least:
        return float(least), None, unit
    if most:
        return None, float(most), unit
    return float(low), float(high or low), unit


def _period(given: str | None, at: str) -> Row:
    if not given:
        return {"earliest": None, "latest": None}
    match = _PERIOD.match(given)
    if not match:
        raise SheetError(f"{at}: want EARLIEST/LATEST, got {given!r}")
    return {"earliest": match[1], "latest": match[2]}


def _one_of(word: str | None, known: Iterable[str], what: str, at: str) -> str:
    if word not in known:
        raise SheetError(f"{at}: no such {what}: {word!r}")
    return word


def _words(given: str) -> tuple[str, int | None]:
    match = _NTH.match(given)
    return (match[1], int(match[2])) if match else (given, None)


def _all(text: str, words: str, start: int = 0, end: int | None = None) -> list[Where]:
    """Where the words stand; a line break or several spaces count as one space, and no word is cut in two."""
    if not words.strip():
        return []
    pattern = r"\s+".join(re.escape(w) for w in words.split())
    pattern = (
        (r"(?<!\w)" if words[0].isalnum() else "") + pattern + (r"(?!\w)" if words[-1].isalnum() else "")
    )
    return [m.span() for m in re.compile(pattern).finditer(text, start, len(text) if end is None else end)]


def _quote(text: str, given: str, trigger: str, at: str) -> Where:
    words, nth = _words(given)
    first, dots, last = words.partition(" ... ")
    found = []
    for start, end in _all(text, first):
        if not dots:
            found.append((start, end))
            continue
        ends = [e for s, e in _all(text, last, end) if s - end < 600]
        plain = _words(trigger)[0]
        # The shortest stretch that holds the trigger.
        found += [(start, e) for e in ends if _all(text, plain, start, e)][:1]
    holding = [f for f in found if _all(text, _words(trigger)[0], *f)]
    if not holding:
        raise SheetError(f"{at}: the quote {given!r} does not stand in the text with the trigger in it")
    return holding[min((nth or 1) - 1, len(holding) - 1)]


def _nearest(text: str, given: str, quote: Where, trigger: Where, at: str) -> Where:
    words, nth = _words(given)
    found = _all(text, words)
    if not found or (nth and nth > len(found)):
        raise SheetError(f"{at}: {given!r} does not stand in the text")
    if nth:
        return found[nth - 1]
    inside = [f for f in found if quote[0] <= f[0] and f[1] <= quote[1]]
    if inside:
        return min(inside, key=lambda f: max(trigger[0] - f[1], f[0] - trigger[1]))
    before = [f for f in found if f[1] <= trigger[0]]
    best = before[-1] if before else found[0]
    if abs(best[0] - trigger[0]) > _FAR:
        raise SheetError(f"{at}: {given!r} stands far from the claim")
    return best


def sheet_of(record: Row) -> str:
    """A record of claims_train as a sheet, for reading; which occurrence is meant is written where it must be."""
    head = (
        f"# id: {record['id']}; language: {record['language']}; published: {record.get('published') or '-'}"
    )
    if record.get("style"):
        head += f"; style: {record['style']}"
    text = record["text"]
    out = [
        f"{head}; licence: {record.get('licence') or 'CC0'}".replace("CC0, written for training", "CC0"),
        text,
        "--",
    ]
    for claim in record["claims"]:
        quote, trigger = (claim["start"], claim["end"]), (claim["trigger"]["start"], claim["trigger"]["end"])
        inside = _all(text, claim["trigger"]["text"], *quote)
        nth = f"#{inside.index(trigger) + 1}" if len(inside) > 1 and trigger in inside else ""
        short = _short(text[slice(*quote)])
        out.append(f"* {claim['event']} {claim['stance']} | {claim['trigger']['text']}{nth} | {short}")

        def words(x: Row, quote: Where = quote, trigger: Where = trigger) -> str:
            here, flat = (x["start"], x["end"]), " ".join(x["text"].split())
            found = _all(text, flat)
            same = here not in found or _nearest(text, flat, quote, trigger, "") == here
            return flat if same else f"{flat}#{found.index(here) + 1}"

        for item in (i for i in claim["items"] if i.get("start") is not None):
            count = _written(item)
            out.append(f"  item: {words(item)} | {item['category']}" + (f" | {count}" if count else ""))
        for actor in (a for a in claim["actors"] if a.get("start") is not None):
            country = f" | {actor['country']}" if actor.get("country") else ""
            out.append(f"  actor: {words(actor)} | {actor['role']}{country}")
        for name in ("place", "from"):
            if claim[name] and claim[name].get("start") is not None:
                relation = claim[name].get("relation")
                out.append(f"  {name}: {words(claim[name])}" + (f" | {relation}" if relation else ""))
        if claim["time"] and claim["time"].get("start") is not None:
            time = claim["time"]
            period = f" | {time.get('earliest') or ''}/{time.get('latest') or ''}"
            out.append(f"  time: {words(time)}{period if len(period) > 4 else ''}")
        told = [v for v in claim["attribution"] if v.get("start") is not None]
        out += [f"  by: {words(voice)} | {voice['kind']}" for voice in told]
        out += [f"  hedge: {hedge}" for hedge in claim["hedges"]]
    return "\n".join(out) + "\n"


def _short(quote: str) -> str:
    words = quote.split()
    return " ".join(words) if len(words) <= 12 else f"{' '.join(words[:4])} ... {' '.join(words[-4:])}"


def _written(item: Row) -> str:
    low, high, unit = item.get("low"), item.get("high"), item.get("unit")
    if low is None and high is None:
        return ""
    if high is None:
        count = f"{_plain(low)}+"
    elif low is None:
        count = f"-{_plain(high)}"
    else:
        count = _plain(low) if low == high else f"{_plain(low)}-{_plain(high)}"
    return f"{count} {unit}" if unit else count


def _plain(number: float) -> str:
    return str(int(number)) if number == int(number) else str(number)


def read_sheets(paths: Iterable[Path], *, unfinished: bool = False) -> list[Row]:
    """All records of the sheets. Raises SheetError for the first that does not fit; unfinished: says so and
    leaves it out."""
    out = []
    for path in paths:
        for record in records(path.read_text("utf-8")):
            if not isinstance(record, SheetError):
                out.append(record)
            elif unfinished:
                print(f"left out: {path.name}: {record}", file=sys.stderr)
            else:
                raise SheetError(f"{path.name}: {record}")
    return out


def _check(paths: list[Path]) -> int:
    bad = 0
    for path in paths:
        good = claims = words = 0
        for record in records(path.read_text("utf-8")):
            if isinstance(record, SheetError):
                bad += 1
                print(f"{path.name}: {record}")
                continue
            good += 1
            claims += len(record["claims"])
            words += len(record["text"].split())
        print(f"{path.name}: {good} documents, {claims} claims, {words} words")
    return 1 if bad else 0


def main(given: list[str]) -> int:
    what, *rest = given or [""]
    if what == "check":
        return _check([Path(p) for p in rest])
    if what == "json":
        for record in read_sheets(Path(p) for p in rest):
            print(json.dumps(record, ensure_ascii=False))
        return 0
    if what == "sheet" and rest:
        wanted = set(rest[1:])
        for line in Path(rest[0]).read_text("utf-8").splitlines():
            record = json.loads(line)
            if not wanted or record["id"] in wanted:
                print(sheet_of(record))
        return 0
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
