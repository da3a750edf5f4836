"""Readings on standard output: for a person, or as JSON Lines, one a line whatever happens."""

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import typer

from sightline.console import complain, counted, processed, refuse, say
from sightline.model.capture import Request
from sightline.model.contract import SCHEMA, reading_to_dict
from sightline.model.errors import InputError
from sightline.model.location import written
from sightline.model.period import Period, iso
from sightline.model.reading import Reading
from sightline.pipeline import Outcome, Tools
from sightline.render import claim_lines

_KEYS = {"text": "inline", "path": "path", "url": "url"}


def print_batch(batch: Path, tools: Tools) -> int:
    """Reads a batch file and prints a reading a line, in its order; returns how many failed."""
    lines = _lines(batch)
    requests = [_batch_request(n, line) for n, line in enumerate(lines, 1)]
    failed = 0
    good = (r for r in requests if isinstance(r, Request))
    outcomes = processed(good, tools, len(requests))
    for request in requests:
        if isinstance(request, InputError):
            row: dict[str, Any] = _empty_row(request.code, request.message, request.advice)
        else:
            row = _row(next(outcomes))
        if "issue" in row:
            failed += 1
            name = request.location if isinstance(request, Request) else str(batch)
            complain(written(name), row["issue"]["message"], row["issue"]["advice"])
        typer.echo(json_line(row))
    next(outcomes, None)  # lets it come to its end, where it counts troubles
    return failed


def print_readings(outcomes: Iterable[Outcome], *, as_json: bool) -> int:
    """Prints what was read of each input; returns how many failed."""
    failed = 0
    for outcome in outcomes:
        if outcome.issue:
            failed += 1
            complain(outcome.issue.input, outcome.issue.message, outcome.issue.advice)
        if as_json:
            typer.echo(json_line(_row(outcome)))
        elif outcome.reading:
            _print_reading(outcome.request.location, outcome.reading)
    return failed


def _print_reading(name: str, reading: Reading) -> None:
    document = reading.document
    when, why = _published(document.published)
    say(" ".join((document.title or name).split()))
    say(
        f"  {document.language or 'language not known'} · published {when} · "
        f"{counted(len(document.parts), 'part')}: {', '.join(p.kind for p in document.parts)}"
    )
    if why:
        say(f"  publication date from: {why}")
    for note in document.notes:
        say(f"  note: {note}")
    for claim in reading.claims:
        typer.echo("")
        for line in claim_lines(claim, document):
            say(f"  {line}")
    typer.echo("" if reading.claims else "  No claims about armed forces or materiel were found.")


def _published(period: Period | None) -> tuple[str, str | None]:
    """When it was published, in words, and what says so."""
    if period is None or not period.known:
        return "not known", period.basis if period else None
    first, last = iso(period.earliest), iso(period.latest, end=True)
    if first is None or last is None:
        return (f"no earlier than {first}" if first else f"no later than {last}"), period.basis
    one = period.edtf if period.edtf and not period.edtf.startswith("[") else None
    return one or f"between {first} and {last}", period.basis


# What breaks a line for some reader, and the controls that a terminal obeys; JSON lets all of them stand.
_ESCAPED = {n: f"\\u{n:04x}" for n in (0x7F, *range(0x80, 0xA0), 0x2028, 0x2029)}


def json_line(row: dict[str, Any]) -> str:
    """One line of JSON, whatever a reader takes for the end of one; ASCII where the output is not UTF-8."""
    plain = (getattr(sys.stdout, "encoding", None) or "utf-8").lower() not in {"utf-8", "utf8"}
    return json.dumps(row, ensure_ascii=plain).translate(_ESCAPED)


def _row(outcome: Outcome) -> dict[str, Any]:
    if outcome.reading:
        return reading_to_dict(outcome.reading)
    issue = outcome.issue
    digest = outcome.capture.digest if outcome.capture else None
    return _empty_row(issue.code, issue.message, issue.advice, digest) if issue else _empty_row("", "", "")


def _empty_row(code: str, message: str, advice: str, digest: str | None = None) -> dict[str, Any]:
    """A reading of nothing, so that line n of the output belongs to line n of the batch."""
    return {
        "schema": SCHEMA,
        "document": {"id": digest or "", "text": "", "parts": []},
        "mentions": [],
        "claims": [],
        "issue": {"code": code, "message": message, "advice": advice},
    }


def _lines(batch: Path) -> Iterator[bytes]:
    try:
        data = sys.stdin.buffer.read() if str(batch) == "-" else batch.read_bytes()
    except OSError as error:
        refuse(f"cannot read {batch}: {error.strerror}", "give a file of JSON Lines")
    return (line for line in data.split(b"\n") if line.strip())


def _batch_request(number: int, line: bytes) -> Request | InputError:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return InputError("bad-line", f"line {number} is not JSON: {error}", "one JSON object a line")
    kinds = [k for k in _KEYS if isinstance(row, dict) and isinstance(row.get(k), str)]
    if len(kinds) != 1:
        return InputError(
            "bad-line", f"line {number} needs one of text, path or url", "see: sightline read --help"
        )
    for name in ("published", "media_type"):
        if not isinstance(row.get(name), str | None):
            return InputError("bad-line", f"line {number}: {name} is not text", "put it in quotation marks")
    key = kinds[0]
    request = Request(
        location=str(row.get("id") or f"line {number}") if key == "text" else row[key],
        kind=_KEYS[key],  # type: ignore[arg-type]
        media_type=_media_type(row.get("media_type"), inline=key == "text"),
        published=row.get("published") or None,
    )
    if key != "text":
        return request
    text = row[key]
    mark = (
        b"\xef\xbb\xbf" if text.startswith("\ufeff") else b""
    )  # else the text's own mark would pass for ours
    return replace(request, data=mark + text.encode("utf-8", "surrogatepass"))


def _media_type(said: str | None, *, inline: bool) -> str | None:
    """Text given inline is UTF-8 because we encode it; nothing is to be guessed."""
    if not inline:
        return said
    said = said or "text/plain"
    return said if "charset=" in said else f"{said}; charset=utf-8"
