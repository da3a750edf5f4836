"""`sightline verify`, `backup`, `restore`: a record that can prove itself, and outlives its machine."""

import sys
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated

import typer

from sightline.console import counted, finish, one_line, opened, or_stop, say, settings_for, stop
from sightline.model.errors import LedgerError
from sightline.model.fault import Fault

if TYPE_CHECKING:
    from sightline.settings import Settings

LedgerPath = Annotated[
    str | None, typer.Option("--ledger", help="The file or address that holds the record.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON Lines.")]
_MOST = 20  # harmless things of one kind that are named; --json names all
_EVERY_S = 0.2


def verify(
    ledger: LedgerPath = None,
    backup: Annotated[
        Path | None, typer.Option("--backup", help="Verify this backup instead of a ledger.")
    ] = None,
    head: Annotated[
        str,
        typer.Option("--head", help="The head of the judgement log that you noted: it must still be there."),
    ] = "",
    repair_indexes: Annotated[
        bool, typer.Option("--repair-indexes", help="Make again what follows from the facts, then verify.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Prove that ledger and vault are what they were: every id and file is hashed again. Changes no fact.

    Each thing that does not fit is named in one line. Exit code 1 where anything is missing or changed.
    """
    settings = settings_for(ledger=ledger)
    if backup is not None:
        from sightline.wiring_restore import backup_faults

        faults = _found(lambda: backup_faults(backup, told()), str(backup))
        _print(faults, str(backup), as_json=as_json)
        finish(sum(not fault.harmless for fault in faults))
    faults, log = _ledger_faults(settings, head, repair_indexes)
    _print(faults, settings_name(settings), as_json=as_json)
    wrong = sum(not fault.harmless for fault in faults)
    if log and not as_json:
        say(log)
        if not wrong and "sha256:" in log:
            say("Note this elsewhere: verify --head shows with it, later, that nothing was cut off.")
    finish(wrong)


def _ledger_faults(settings: "Settings", head: str, repair: bool) -> tuple[list[Fault], str]:
    from sightline.ledger.indexes import repair_indexes
    from sightline.ledger.ledger import open_ledger
    from sightline.ledger.verify import log_head
    from sightline.wiring import vault_folder
    from sightline.wiring_backup import all_faults
    from sightline.wiring_fused import cut_of

    log = ""

    def looked() -> Iterable[Fault]:
        nonlocal log
        with open_ledger(settings.ledger, create=False) as held:
            if repair:
                repair_indexes(held)
                cut_of(held)
            yield from all_faults(held, vault_folder(settings), told(), head)
            log = _log(*log_head(held))

    return _found(looked, settings_name(settings)), log


def _log(length: int, link: str) -> str:
    if not length:
        return "The judgement log is empty."
    return f"The judgement log holds {counted(length, 'judgement')} and ends with {link or 'unlinked ones'}"


def _found(look: Callable[[], Iterable[Fault]], name: str) -> list[Fault]:
    """What is found, a damaged ledger or backup among it; stops where there is nothing to look at."""
    found: list[Fault] = []
    try:
        found += look()
    except LedgerError as error:
        if error.code not in _DAMAGED:
            stop(error)
        found.append(Fault(error.code, name, error.message, error.advice))
    finally:
        told()("", 0, 0)
    return found


_DAMAGED = {"ledger-damaged", "backup-damaged", "ledger-trouble", "not-a-ledger"}


def settings_name(settings: "Settings") -> str:
    """The ledger, without a password."""
    from sightline.ledger.address import address_of, is_address

    return address_of(settings.ledger).name if is_address(settings.ledger) else settings.ledger


def _print(faults: list[Fault], name: str, *, as_json: bool) -> None:
    if as_json:
        from sightline.batch import json_line

        for fault in faults:
            typer.echo(json_line(asdict(fault)))
        return
    seen: Counter[str] = Counter()
    for fault in faults:
        seen[fault.code] += 1
        if not fault.harmless or seen[fault.code] <= _MOST:
            mark = "note" if fault.harmless else "WRONG"
            typer.echo(one_line(f"{mark} {fault.where}: {fault.message} ({fault.advice})"))
    for code, number in seen.items():
        if number > _MOST and all(f.harmless for f in faults if f.code == code):
            typer.echo(f"note: {number - _MOST} more of the kind {code} (--json names them)")
    wrong = sum(not fault.harmless for fault in faults)
    say(f"{name}: {counted(wrong, 'thing')} wrong" if wrong else f"{name}: everything fits")


def backup(
    target: Annotated[
        Path, typer.Argument(help="A folder, which is brought up to date, or a new file ending in .zip.")
    ],
    ledger: LedgerPath = None,
    without_vault: Annotated[
        bool,
        typer.Option(
            "--without-vault", help="Leave out the preserved files, which you may not be free to share."
        ),
    ] = False,
) -> None:
    """Copy ledger and vault, while others go on adding. What was written is read back before it counts."""
    from sightline.wiring import utc_now, vault_folder
    from sightline.wiring_backup import back_up

    settings = settings_for(ledger=ledger)
    with opened(settings) as held:
        vault, tell = vault_folder(settings), told()
        done = or_stop(
            lambda: back_up(held, vault, target, now=utc_now(), with_vault=not without_vault, tell=tell)
        )
    told()("", 0, 0)
    for fault in done.faults[:_MOST]:
        typer.echo(one_line(f"WRONG {fault.where}: {fault.message} ({fault.advice})"), err=True)
    if len(done.faults) > _MOST:
        typer.echo(f"WRONG: {len(done.faults) - _MOST} more things (see: sightline verify)", err=True)
    files = counted(done.counts["files"], "preserved file")
    say(
        f"Backed up {counted(done.counts['readings'], 'reading')}, {counted(done.counts['claims'], 'claim')}, "
        f"{counted(done.counts['judgements'], 'judgement')} and {files} to {target} ({done.size:,} bytes)"
    )
    if without_vault:
        say(
            "Without the preserved files, and without the secret for commenters' names. Texts and quotes are in it."
        )
    elif done.manifest.entry("key"):
        say("It holds the pages and the secret for commenters' names: keep it as you keep the vault.")
    finish(len(done.faults))


def restore(
    sources: Annotated[
        list[Path], typer.Argument(metavar="BACKUP...", help="Backups; of several, one ledger is made.")
    ],
    ledger: LedgerPath = None,
    into: Annotated[
        bool, typer.Option("--into", help="Add to a ledger that holds facts already what it lacks.")
    ] = False,
    anyway: Annotated[
        bool,
        typer.Option("--anyway", help="Take facts too that do not fit, as a damaged ledger's backup has."),
    ] = False,
) -> None:
    """Make a ledger and its vault from backups, on either kind of database. Everything is checked before, and all
    of it is added or nothing."""
    from sightline.ledger.ledger import open_ledger
    from sightline.wiring import vault_folder
    from sightline.wiring_restore import restore as put_back

    settings = settings_for(ledger=ledger)
    tell = told()
    done = or_stop(
        lambda: put_back(
            sources,
            lambda create: open_ledger(settings.ledger, create=create),
            vault_folder(settings),
            into=into,
            anyway=anyway,
            tell=tell,
        )
    )
    tell("", 0, 0)
    for note in done.notes:
        typer.echo(one_line(f"note: {note}"), err=True)
    added = done.added
    say(
        f"Added {counted(added['documents'], 'document')}, {counted(added['claims'], 'claim')}, "
        f"{counted(added['judgements'], 'judgement')} and {counted(added['files'], 'preserved file')} "
        f"to {settings_name(settings)}"
    )
    finish(len(done.faults))


def told() -> Callable[[str, int, int], None]:
    """Says on standard error, where somebody watches, how far it is."""
    if not sys.stderr.isatty():
        return lambda _what, _done, _all: None
    last = 0.0

    def tell(what: str, done: int, total: int) -> None:
        nonlocal last
        if what and done and monotonic() - last < _EVERY_S:
            return
        last = monotonic()
        share = f" {done:,} of {total:,}" if total else ""
        sys.stderr.write(f"\r\x1b[K{what}{share}")
        sys.stderr.flush()

    return tell
