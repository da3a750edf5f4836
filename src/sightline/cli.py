"""The command line: parses and prints, decides nothing.

Exit codes: 0 all went well; 1 some inputs failed (each with one line on standard error, or an issue in the
ledger), the others were done; 2 the command was not understood; 3 the ledger or the settings cannot be used.
"""

import io
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from sightline import __version__
from sightline.check_cli import check
from sightline.console import (
    INTERRUPTED,
    UNUSABLE,
    complain,
    counted,
    finish,
    opened,
    or_stop,
    processed,
    refuse,
    request_of,
    say,
    settings_for,
    stop,
    table,
    write_whole,
)
from sightline.forecast_cli import forecasts, resolve
from sightline.gazetteer_cli import gazetteer
from sightline.holdings_cli import holdings
from sightline.imagery_cli import imagery
from sightline.judge_cli import judge, log, review, who_decides
from sightline.ledger_cli import backup, restore, verify
from sightline.model.errors import LedgerError, SettingsError
from sightline.owners_cli import owners
from sightline.sources_cli import print_source, sources
from sightline.tracks_cli import tracks

app = typer.Typer(
    name="sightline",
    help="Turns open reporting about military deployments into a checked record.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    epilog="Exit codes: 0 all well, 1 some inputs failed, 2 not understood, 3 ledger or settings unusable.",
)

app.add_typer(gazetteer)
app.command()(check)
app.command()(holdings)
app.command()(imagery)
app.command()(tracks)
app.command()(review)
app.command()(judge)
app.command()(log)
app.command()(owners)
app.command()(forecasts)
app.command()(resolve)
app.command()(sources)
app.command()(verify)
app.command()(backup)
app.command()(restore)

Inputs = Annotated[list[str] | None, typer.Argument(help="Paths, web addresses, or - for standard input.")]
As = Annotated[str | None, typer.Option("--as", help="Media type, where the input does not say it.")]
Published = Annotated[
    str | None,
    typer.Option(help="When it was published, as EDTF: 2019-03-27, 2019-03, 2019-03-23/2019-03-27."),
]
LedgerPath = Annotated[
    str | None, typer.Option("--ledger", help="The file that holds the record, or its address in PostgreSQL.")
]
AllowPrivate = Annotated[bool, typer.Option("--allow-private", help="Fetch from private addresses too.")]
Replay = Annotated[
    Path | None, typer.Option(help="Serve web addresses from the captures in this folder; use no network.")
]


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"sightline {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool,
        typer.Option("--version", help="Print the version and stop.", is_eager=True, callback=_version),
    ] = False,
) -> None:
    pass


@app.command()
def read(
    inputs: Inputs = None,
    media_type: As = None,
    published: Published = None,
    batch: Annotated[
        Path | None,
        typer.Option(
            help='JSON Lines of {"id", "text"|"path"|"url", "published"?, "media_type"?}; - for stdin.'
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print readings as JSON Lines.")] = False,
    allow_private: AllowPrivate = False,
    replay: Replay = None,
) -> None:
    """Read documents and print their claims. Nothing is kept.

    With --batch the readings come as JSON Lines in the order of the batch, one a line whatever happens: an
    input that cannot be read gives an empty reading with its issue.
    """
    from sightline.batch import print_batch, print_readings
    from sightline.wiring import tools_for

    settings = settings_for(allow_private=allow_private)
    if bool(inputs) == bool(batch):
        refuse("give either inputs or --batch", "see: sightline read --help")
    tools = or_stop(lambda: tools_for(settings, keep=False, replay_from=replay))
    if batch is not None:
        finish(print_batch(batch, tools))
    requests = [request_of(i, media_type, published) for i in inputs or ()]
    finish(print_readings(processed(requests, tools, len(requests)), as_json=as_json))


@app.command()
def add(
    inputs: Inputs = None,
    media_type: As = None,
    published: Published = None,
    ledger: LedgerPath = None,
    allow_private: AllowPrivate = False,
    replay: Replay = None,
) -> None:
    """Preserve documents in the vault and add their claims to the ledger. Adding twice adds nothing."""
    from sightline.ledger.add import Added
    from sightline.pipeline import keep
    from sightline.wiring import tools_for, utc_now

    if not inputs:
        refuse("give at least one input", "see: sightline add --help")
    settings = settings_for(ledger=ledger, allow_private=allow_private)
    total, failed = Added(), 0
    with opened(settings, create=True) as held:
        tools = or_stop(lambda: tools_for(settings, keep=True, replay_from=replay))
        requests = [request_of(i, media_type, published) for i in inputs]
        for processed_one in processed(requests, tools, len(requests)):
            added, outcome = keep(held, processed_one, utc_now())
            total += added
            if outcome.issue:
                failed += 1
                complain(outcome.issue.input, outcome.issue.message, outcome.issue.advice)
    say(
        f"Added {counted(total.documents, 'document')} and {counted(total.claims, 'claim')} to {held.name}"
        + (f"; {counted(failed, 'input')} failed (see: sightline issues)" if failed else "")
    )
    finish(failed)


@app.command()
def events(
    ledger: LedgerPath = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print events as JSON Lines, by their ids.")
    ] = False,
    limit: Annotated[int | None, typer.Option(min=1, help="How many at most.")] = None,
    after: Annotated[str, typer.Option(help="Go on after the event of this id, or its beginning.")] = "",
) -> None:
    """List the events that the claims are about, those that most voices and claims speak of first."""
    from sightline.batch import json_line
    from sightline.render import event_rows, event_to_dict
    from sightline.wiring_fused import events_of

    with opened(settings_for(ledger=ledger)) as held:
        found = or_stop(lambda: events_of(held, limit=limit, after=after, by_id=as_json))
    if as_json:
        for event in found:
            typer.echo(json_line(event_to_dict(event)))
        return
    if not found:
        typer.echo(
            "No more events." if after else "No events yet. Add documents with: sightline add INPUT..."
        )
        return
    table(("event", "what", "when", "where", "voices", "grade"), event_rows(found))
    if len(found) == limit:
        say(f"There may be more: sightline events --limit {limit} --after {found[-1].id}")


@app.command()
def show(
    id_: Annotated[
        str, typer.Argument(metavar="ID", help="An id or its beginning: event, claim, document; or a source.")
    ],
    ledger: LedgerPath = None,
) -> None:
    """Show one event, claim, document, capture, issue or source with everything it rests on."""
    from sightline.judged_text import judgement_lines
    from sightline.ledger.sources import is_source
    from sightline.render import describe_noun
    from sightline.wiring import fused
    from sightline.wiring_fused import thing_of

    with opened(settings_for(ledger=ledger)) as held:
        if is_source(held, id_):
            print_source(*fused(held), id_)
            return
        noun, facts, fusion = or_stop(lambda: thing_of(held, id_))
    say(describe_noun(noun, facts))
    for line in judgement_lines(noun, facts, fusion):
        say(line)


@app.command()
def brief(
    out: Annotated[Path, typer.Option("-o", "--out", help="Where to write it; .html or .md.")] = Path(
        "brief.html"
    ),
    ledger: LedgerPath = None,
    title: Annotated[str | None, typer.Option(help="Title of the brief.")] = None,
    embargo_days: Annotated[int | None, typer.Option(help="Keep places of younger events out.")] = None,
) -> None:
    """Write a brief in which every sentence opens the words it rests on."""
    from sightline.wiring import WRITERS, fused, make_brief, utc_now

    settings = settings_for(ledger=ledger, embargo_days=embargo_days)
    writer = WRITERS.get(out.suffix.lower())
    if writer is None:
        refuse(f"cannot write {out.suffix or 'a file without an ending'}", f"use {', '.join(WRITERS)}")
    with opened(settings) as held:
        facts, fusion = fused(held)
    if not facts.documents:
        refuse("the ledger holds no documents yet", "add some with: sightline add INPUT...", UNUSABLE)
    made = make_brief(facts, fusion, now=utc_now(), title=title, embargo_days=settings.embargo_days)
    try:
        write_whole(out, writer()(made))
    except OSError as error:
        refuse(f"cannot write {out}: {error.strerror}", "name another place with -o", UNUSABLE)
    say(
        f"Wrote {out}: {counted(len(fusion.events), 'event')} from {counted(len(facts.documents), 'document')} "
        f"in {counted(len(fusion.voices), 'voice')}"
    )


@app.command()
def issues(ledger: LedgerPath = None) -> None:
    """List the inputs that went wrong, and what to do about each."""
    from sightline.ledger.look import issues as recorded

    with opened(settings_for(ledger=ledger)) as held:
        found = recorded(held)
    if not found:
        typer.echo("No issues.")
        return
    table(
        ("when", "input", "stage", "what", "advice"),
        [(f"{i.at:%Y-%m-%d %H:%M}", i.input, i.stage, i.message, i.advice) for i in found],
    )


@app.command()
def rate(
    source: Annotated[str, typer.Argument(help="A source as `sightline show` names it, such as a host.")],
    reliability: Annotated[str, typer.Argument(help="A to F of the Admiralty scale; F: no basis.")],
    why: Annotated[str, typer.Option(help="The reason, which is kept.")],
    who: Annotated[str, typer.Option(help="Who decides.")] = "",
    ledger: LedgerPath = None,
) -> None:
    """Set the reliability of a source; the newest grade holds, the older ones stay on record."""
    from sightline.ledger.sources import Rating, rate_source
    from sightline.wiring import utc_now

    with opened(settings_for(ledger=ledger)) as held:
        letter = reliability.upper()
        rating = Rating(source, letter, why, who_decides(who), utc_now())  # type: ignore[arg-type]
        new = or_stop(lambda: rate_source(held, rating))
    say(f"{source} is rated {letter}" if new else f"{source} was rated {letter} already")


def main() -> NoReturn:
    """The entry point: errors that are expected give one line and an exit code, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # half characters, and terminals that are not UTF-8
    signal.signal(signal.SIGINT, _interrupted)
    code = 0
    try:
        code = _run()
        sys.stdout.flush()
    except BrokenPipeError:  # the reader of the pipe went away: nothing to say, and nowhere to say it
        code = 0
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code)


def _interrupted(*_: object) -> NoReturn:
    """Ctrl-C ends the program at once. A KeyboardInterrupt would be swallowed, or end in a traceback, where it met the
    import of a library; a process may be killed at any instant without harm to the vault or the ledger."""
    with suppress(OSError, RuntimeError, ValueError):
        sys.stdout.flush()
    os.write(2, b"Stopped. What was added before stays; nothing is half-written.\n")
    os._exit(INTERRUPTED)


def _run() -> int:
    try:
        app()
    except (LedgerError, SettingsError) as error:
        try:
            stop(error)
        except typer.Exit as done:
            return done.exit_code
    except SystemExit as done:
        # Click ends a program whose pipe was closed with 1, which here means that inputs failed.
        closed = not isinstance(sys.stdout, io.TextIOBase)
        return done.code if isinstance(done.code, int) and not closed else 0
    return 0
