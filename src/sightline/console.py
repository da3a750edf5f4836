"""What the commands share: settings, errors in one line, tables, progress, plain where no one watches."""

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar

import typer

from sightline.model.errors import FetchError, LedgerError, SettingsError, SightlineError

if TYPE_CHECKING:
    from sightline.flights.registry import Registry
    from sightline.ledger.ledger import Ledger
    from sightline.model.capture import Request
    from sightline.pipeline import Outcome, Tools, Trouble
    from sightline.settings import Settings

SOME_FAILED, NOT_UNDERSTOOD, UNUSABLE, INTERRUPTED = 1, 2, 3, 130
_WATCHED_FROM = 3  # inputs; fewer are done before a progress bar could be read
# C0 and C1 controls but tab and newline, and those that turn the direction of writing: a page or a file's
# name that holds them could rewrite what a terminal shows.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
T = TypeVar("T")


def shown(text: str) -> str:
    """`text` as a terminal may have it: controls are written out (`\\x1b`), never sent."""
    return _CONTROLS.sub(_written_out, text)


def _written_out(found: re.Match[str]) -> str:
    return ascii(found[0])[1:-1]


def say(text: str) -> None:
    """Prints words that may come from a document."""
    typer.echo(shown(text))


def one_line(text: str) -> str:
    return shown(text.replace("\n", "\\n").replace("\t", "\\t"))


def settings_for(**options: object) -> "Settings":
    """The settings in force, options of the command line first; stops the program where one is wrong."""
    from sightline.settings import load_settings, with_values

    given = {k: v for k, v in options.items() if v is not None and v is not False}
    return or_stop(lambda: with_values(load_settings(os.environ, Path.cwd()), given, "the command line"))


def opened(settings: "Settings", *, create: bool = False) -> "Ledger":
    from sightline.ledger.ledger import open_ledger

    return or_stop(lambda: open_ledger(settings.ledger, create=create))


def or_stop(act: Callable[[], T]) -> T:
    """What `act` gives; where it raises one of ours, one line and exit code 3."""
    try:
        return act()
    except (LedgerError, SettingsError, FetchError) as error:
        stop(error)


def stop(error: SightlineError) -> NoReturn:
    refuse(error.message, error.advice, UNUSABLE)


def refuse(message: str, advice: str, code: int = NOT_UNDERSTOOD) -> NoReturn:
    typer.echo(one_line(f"{message} ({advice})" if advice else message), err=True)
    raise typer.Exit(code)


def complain(about: str, message: str, advice: str) -> None:
    """One line on standard error for one input that failed; the others go on."""
    line = message if about in message else f"{about}: {message}"
    typer.echo(one_line(f"{line} ({advice})" if advice else line), err=True)


def tell_troubles(troubles: Iterable["Trouble"]) -> None:
    for trouble in troubles:
        complain(trouble.input, trouble.error.message, trouble.error.advice)


def registry_at(files: Sequence[Path] | None) -> "Registry | None":
    """The user's files that say whose aircraft an address is, as one; stops the program where one is none."""
    from sightline.wiring_flights import registry_of

    return or_stop(lambda: registry_of(files or (), complain))


def finish(failed: int) -> NoReturn:
    raise typer.Exit(SOME_FAILED if failed else 0)


def request_of(text: str, media_type: str | None, published: str | None) -> "Request":
    from sightline.model.capture import Request

    kind = "stdin" if text == "-" else "url" if "://" in text else "path"
    return Request(text, kind, media_type=media_type, published=published)  # type: ignore[arg-type]


def processed(requests: Iterable["Request"], tools: "Tools", total: int) -> Iterator["Outcome"]:
    """The pipeline's outcomes, with a progress bar where somebody watches. What assistants could not do is told
    once, and counted at the end."""
    from sightline.pipeline import process

    outcomes = _troubles_told(process(requests, tools))
    if total < _WATCHED_FROM or not sys.stderr.isatty():
        yield from outcomes
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(outcomes, "Reading", total=total, console=Console(stderr=True))


def _troubles_told(outcomes: Iterable["Outcome"]) -> Iterator["Outcome"]:
    troubled = 0
    for outcome in outcomes:
        if outcome.troubles and not troubled:
            first = outcome.troubles[0]
            complain(first.input, f"{first.message}; what Sightline read itself stands", first.advice)
        troubled += bool(outcome.troubles)
        yield outcome
    if troubled > 1:
        typer.echo(f"In all {counted(troubled, 'input')} went without some of the model's help", err=True)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table for a person, tab-separated lines for a program."""
    if not sys.stdout.isatty():
        for row in (head, *rows):
            say("\t".join(" ".join(cell.split()) for cell in row))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(*head, box=None, header_style="bold", pad_edge=False)
    for row in rows:
        drawn.add_row(*(Text(shown(cell)) for cell in row))
    Console().print(drawn)


def write_whole(path: Path, text: str) -> None:
    """All of it or nothing, and the folder it lies in. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        new.write_text(text, encoding="utf-8")
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def counted(number: int, noun: str) -> str:
    """ "1 claim", "2 claims"."""
    return f"{number} {noun}" + ("" if number == 1 else "s")
