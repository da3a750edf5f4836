"""What the commands share: settings, errors in one line, tables, progress, plain where no one watches."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar

import typer

from sightline.model.errors import FetchError, LedgerError, SettingsError, SightlineError

if TYPE_CHECKING:
    from sightline.ledger.ledger import Ledger
    from sightline.model.capture import Request
    from sightline.pipeline import Outcome, Tools
    from sightline.settings import Settings

SOME_FAILED, NOT_UNDERSTOOD, UNUSABLE = 1, 2, 3
_WATCHED_FROM = 3  # inputs; fewer are done before a progress bar could be read
T = TypeVar("T")


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
    typer.echo(f"{message} ({advice})" if advice else message, err=True)
    raise typer.Exit(code)


def complain(about: str, message: str, advice: str) -> None:
    """One line on standard error for one input that failed; the others go on."""
    line = message if about in message else f"{about}: {message}"
    typer.echo(f"{line} ({advice})" if advice else line, err=True)


def finish(failed: int) -> NoReturn:
    raise typer.Exit(SOME_FAILED if failed else 0)


def request_of(text: str, media_type: str | None, published: str | None) -> "Request":
    from sightline.model.capture import Request

    kind = "stdin" if text == "-" else "url" if "://" in text else "path"
    return Request(text, kind, media_type=media_type, published=published)  # type: ignore[arg-type]


def processed(requests: Iterable["Request"], tools: "Tools", total: int) -> Iterator["Outcome"]:
    """The pipeline's outcomes, with a progress bar where somebody watches."""
    from sightline.pipeline import process

    outcomes = process(requests, tools)
    if total < _WATCHED_FROM or not sys.stderr.isatty():
        yield from outcomes
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(outcomes, "Reading", total=total, console=Console(stderr=True))


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table for a person, tab-separated lines for a program."""
    if not sys.stdout.isatty():
        for row in (head, *rows):
            typer.echo("\t".join(" ".join(cell.split()) for cell in row))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    shown = Table(*head, box=None, header_style="bold", pad_edge=False)
    for row in rows:
        shown.add_row(*(Text(cell) for cell in row))
    Console().print(shown)


def counted(number: int, noun: str) -> str:
    """ "1 claim", "2 claims"."""
    return f"{number} {noun}" + ("" if number == 1 else "s")
