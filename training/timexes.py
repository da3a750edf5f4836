"""Texts with their time expressions marked, for measuring `sightline.times` on news: read and checked.

    python -m training.timexes check FILE...          says what does not fit, file by file
    python -m training.timexes json FILE... > OUT     records for ../shared/eval/score.py times

A file holds texts, each under a head line; every expression stands in square brackets with its value:

    # id: t:quake-01; written: 1998-02-09
    Crews dug on [Monday|1998-02-09] for survivors of a quake that hit [last week|1998-W06]. Aid comes [daily|SET P1D].

The marks follow the TimeML 1.2.1 annotation guidelines (Sauri et al. 2006; DATE, TIME, DURATION, SET), as TimeBank and
TempEval-3 apply them: no prepositions, bare ages ("she was 88") unmarked. A value is a TIMEX3 value; `SET` stands
before that of a set, `?` is a value that the guidelines leave open. The kind follows from the value.
The texts are invented (CC0); none is of a corpus.
"""

import datetime as dt
import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal

Row = dict[str, Any]
TEXTS = Path(__file__).with_name("times")
_HEAD = re.compile(r"^# id: (?P<id>t:[\w-]+); written: (?P<written>\d{4}-\d\d-\d\d)$\n", re.M)
_MARK = re.compile(r"\[([^\[\]|]+)\|([^\[\]|]+)\]")
_STRAY = re.compile(r"[\[\]|]")
_DAY_PART = r"(?:MO|AF|EV|NI|DT|MI|\d\d:\d\d)"
_VALUE = re.compile(
    rf"\?|(?:PAST|PRESENT|FUTURE)_REF|FY\d{{4}}|P(?:\d+(?:\.\d+)?|X)(?:[YMWDEC]|GY)|PT(?:\d+(?:\.\d+)?|X)[HMS]"
    rf"|\d\d|\d{{3}}|\d{{4}}(?:-(?:Q[1-4]|H[12]|SP|SU|FA|WI|W\d\d(?:-WE)?|\d\d(?:-\d\d(?:T{_DAY_PART})?)?))?"
    rf"|T{_DAY_PART}|XXXX-(?:WXX-[1-7]|\d\d|\d\d-XXTMO|XX-XXT{_DAY_PART})"
)
_LEADING = re.compile(r"(?:on|in|at|for|since|until|during|after|within) ", re.I)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class TimexError(ValueError):
    """What does not fit, in words that name the text and the mark."""


def records(sheet: str) -> Iterator[Row]:
    """The texts of a file in the shape of ../shared/corpora/temporal_wikiwars. Raises TimexError."""
    heads = list(_HEAD.finditer(sheet))
    if not heads or sheet[: heads[0].start()].strip() or sheet.count("\n# id") + 1 != len(heads):
        raise TimexError("each text begins with a line `# id: t:NAME; written: YYYY-MM-DD`")
    for head, end in zip(heads, [*(h.start() for h in heads[1:]), len(sheet)], strict=True):
        yield _record(head["id"], head["written"], sheet[head.end() : end].strip())


def _record(name: str, written: str, marked: str) -> Row:
    dt.date.fromisoformat(written)
    text, spans, at = "", [], 0
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        words, value = mark[1], mark[2]
        _check(name, words, value)
        kind, value = kind_of(value), value.removeprefix("SET ")
        start, text = len(text), text + words
        spans.append(
            {"id": f"T{len(spans)}", "start": start, "end": len(text), "label": "TIMEX3", "text": words,
             "value": None if value == "?" else value, "type": kind}
        )  # fmt: skip
        at = mark.end()
    text += marked[at:]
    if _STRAY.search(text):
        raise TimexError(f"{name}: a bracket or bar that marks nothing")
    return {
        "id": name,
        "language": "en",
        "published": written,
        "licence": "CC0",
        "text": text,
        "spans": spans,
    }


def kind_of(value: str) -> Literal["DATE", "TIME", "DURATION", "SET"]:
    """The TIMEX3 type that goes with a value as the texts write it."""
    if value.startswith("SET "):
        return "SET"
    if re.match(r"P(?!A|R)", value):
        return "DURATION"
    return "TIME" if re.search(r"(?:^|\d|X)T", value) else "DATE"


def _check(name: str, words: str, value: str) -> None:
    bare = value.removeprefix("SET ")
    if words != words.strip() or not _VALUE.fullmatch(bare):
        raise TimexError(f"{name}: [{words}|{value}] has no value of TIMEX3, or spaces at its edge")
    if _LEADING.match(words):
        raise TimexError(f"{name}: [{words}|...] begins with a preposition")
    if re.match(r"\d{4}-W\d\d", bare) and not 1 <= int(bare[6:8]) <= 53:
        raise TimexError(f"{name}: {bare} is no week")
    if re.match(r"\d{4}-\d\d-\d\d", bare):
        day, said = dt.date.fromisoformat(bare[:10]), words.lower()
        named = [d for d in _DAYS if d in said and "week" not in said]
        months = re.findall(r"\b(" + "|".join(_MONTHS) + r")[a-z.]* ?\d", said)
        if (named and _DAYS[day.weekday()] not in named) or (months and _MONTHS[day.month - 1] not in months):
            raise TimexError(f"{name}: {words!r} is not {bare}, a {_DAYS[day.weekday()]}")


def kept(name: str) -> bool:
    """Whether a text is only for measuring, and so stands in `times/kept`: about half are, by a hash of the id."""
    return hashlib.sha256(name.encode()).digest()[0] % 2 == 0


def all_records(folder: Path) -> list[Row]:
    """Every text of `TEXTS / "seen"` or `TEXTS / "kept"`, in the order of files and lines."""
    return [row for path in sorted(folder.glob("*.txt")) for row in records(path.read_text(encoding="utf-8"))]


def main(arguments: Iterable[str]) -> int:
    """The command line of this module; the exit status is 1 where a file does not fit."""
    command, *files = arguments
    wrong = False
    for file in files:
        try:
            rows = list(records(Path(file).read_text(encoding="utf-8")))
        except (TimexError, ValueError) as error:
            print(f"{file}: {error}", file=sys.stderr)
            wrong = True
            continue
        if command == "json":
            print(*(json.dumps(row, ensure_ascii=False) for row in rows), sep="\n")
        else:
            print(f"{file}: {len(rows)} texts, {sum(len(row['spans']) for row in rows)} expressions")
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
