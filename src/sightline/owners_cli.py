"""`sightline owners`: who owns which source, from a table; sources of one owner are one voice."""

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer

from sightline.console import SOME_FAILED, complain, counted, finish, opened, refuse, say, settings_for, table
from sightline.judge_cli import LedgerPath, Who, who_decides

if TYPE_CHECKING:
    from sightline.ledger.ledger import Ledger

_MOST = 200  # characters of a name


def owners(
    path: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE.csv]", help="Columns source, owner and, if you like, reason."),
    ] = None,
    who: Who = "",
    ledger: LedgerPath = None,
) -> None:
    """Take in a table of owners; each new row is a judgement. Without a file: print who owns what.

    An empty owner takes an earlier one back. A row that cannot be used is named by its line; the others are kept.
    """
    from sightline.fusion.decide import Hand, on_source
    from sightline.fusion.judged import owners as in_force
    from sightline.ledger.add import add_judgements
    from sightline.ledger.look import judgements
    from sightline.wiring import utc_now

    settings = settings_for(ledger=ledger)
    if path is None:
        with opened(settings) as held:
            _print(in_force(judgements(held)))
        return
    rows, failed = _rows(path)
    with opened(settings) as held:
        known = {k.casefold(): v for k, v in in_force(judgements(held)).items()}
        decider, now = who_decides(who), utc_now()
        made = [
            on_source(source, "owned", owner, Hand(decider, reason or f"table of owners {path.name}", now))
            for source, owner, reason in rows
            if known.get(source, "") != owner
        ]
        add_judgements(held, made)
        unknown = sorted({source for source, _, _ in rows} - _sources(held))
    say(f"{counted(len(made), 'new judgement')}, {counted(len(rows) - len(made), 'row')} known already")
    if unknown:
        more = f" and {len(unknown) - 5} more" if len(unknown) > 5 else ""
        say(f"not in the ledger yet, kept for when they are: {', '.join(unknown[:5])}{more}")
    finish(failed)


def _print(known: dict[str, str]) -> None:
    if not known:
        say("No owners are on record. Take in a table with: sightline owners FILE.csv")
        return
    table(("owner", "source"), sorted(((v, k) for k, v in known.items()), key=lambda r: (r[0].casefold(), r)))


def _rows(path: Path) -> tuple[list[tuple[str, str, str]], int]:
    """(source, owner, reason) of each usable row, the last of each source, and how many could not be used."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        refuse(f"{path} cannot be read: {error.strerror}", "give a CSV file", SOME_FAILED)
    except UnicodeDecodeError:
        refuse(f"{path} is not in UTF-8", "save the table as CSV UTF-8", SOME_FAILED)
    dialect = ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
    reader = csv.DictReader(io.StringIO(text), delimiter=dialect, strict=False)
    head = [(h or "").strip().casefold() for h in reader.fieldnames or ()]
    if not {"source", "owner"} <= set(head):
        refuse(
            f"{path} has no columns source and owner",
            "its first line must be: source,owner,reason",
            SOME_FAILED,
        )
    reader.fieldnames = head
    found: dict[str, tuple[str, str, str]] = {}
    failed = 0
    for row in reader:
        source, owner, reason = (" ".join((row.get(k) or "").split()) for k in ("source", "owner", "reason"))
        trouble = _trouble(source, owner, row)
        if trouble:
            failed += 1
            complain(f"{path.name} line {reader.line_num}", *trouble)
            continue
        key = source_key(source)
        before = found.get(key)
        if before and before[1].casefold() != owner.casefold():
            failed += 1
            about = f"{path.name} line {reader.line_num}"
            complain(about, f"{key} has another owner above: {before[1]!r}", "leave one of them")
            continue
        found[key] = (key, owner, reason)
    return list(found.values()), failed


def _trouble(source: str, owner: str, row: dict[str, str]) -> tuple[str, str] | None:
    if not source:
        return "no source", "a host such as example.com, or an account such as t.me/name"
    if "." not in source_key(source):
        return f"{source!r} is no source", "a host such as example.com, or an account such as t.me/name"
    if len(owner) > _MOST or len(source) > _MOST:
        return f"a name of more than {_MOST} characters", "shorten it"
    if None in row:
        return "more cells than columns", "put names with commas in quotation marks"
    return None


def source_key(source: str) -> str:
    """The source that an address or host stands for, as the ledger names it."""
    from sightline.model.publisher import publisher_of

    url = source if "://" in source else f"https://{source}"
    try:
        host = (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        host = ""
    return publisher_of(url) or host or source.casefold()


def _sources(held: "Ledger") -> set[str]:
    from sightline.ledger.sources import current_sources

    with held.look() as connection:
        return {s.id.casefold() for s in current_sources(connection)}
