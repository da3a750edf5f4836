"""Restoring wired up: backups, checked to their last byte, into a ledger and its vault."""

import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sightline.archive import manifest as mf
from sightline.archive.names import object_name, record_name
from sightline.archive.open import Archive, archive
from sightline.capture.custody import KEY
from sightline.capture.vault import Vault, capture_from_record, kept_once
from sightline.model.capture import capture_id
from sightline.model.errors import LedgerError
from sightline.model.fault import Fault

if TYPE_CHECKING:
    from sightline.ledger.backup import Line
    from sightline.ledger.ledger import Ledger
    from sightline.ledger.restore import Restoring
    from sightline.ledger.stream import HeldReading

Tell = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Restored:
    """added: what was new, by kind; preserved files as "files". notes: in words, what a user should know."""

    added: Counter[str]
    notes: tuple[str, ...]
    faults: tuple[Fault, ...]


def backup_faults(source: Path, tell: Tell) -> Iterator[Fault]:
    """What does not fit in the facts of a backup that is whole. Raises LedgerError where it is not."""
    with archive(source) as opened:
        yield from _Checked(opened, tell).faults


def restore(
    sources: Sequence[Path],
    open_target: "Callable[[bool], Ledger]",
    vault: Path,
    *,
    into: bool,
    anyway: bool,
    tell: Tell,
) -> Restored:
    """Puts one or more backups into a ledger and its vault. All of a backup is checked before anything is written; the
    vault is filled first, where a stop does no harm, then the ledger in one transaction.

    open_target: opens the ledger, made where it is not there if told so. into: also into a ledger that holds facts.
    anyway: also what does not fit. Raises LedgerError, and then the ledger is as it was.
    """
    from sightline.ledger.restore import restoring

    with ExitStack() as stack:
        opened = [stack.enter_context(archive(source)) for source in sources]
        if not into:
            _must_be_empty(open_target)
        _room_for(sum(entry.length for one in opened for entry in one.manifest.entries), vault)
        checked = [_Checked(one, tell) for one in opened]
        faults = [fault for one in checked for fault in one.faults]
        if faults and not anyway:
            raise _unsound(opened[0].name, faults)
        _room_for(sum(one.size for one in checked), vault)
        notes = [note for one in checked for note in one.fill(Vault(vault))]
        files = sum(one.files_new for one in checked)
        ledger = stack.enter_context(open_target(True))
        act = partial(_load, checked, anyway=anyway, notes=notes, tell=tell)
        added = restoring(ledger, act, _earliest(checked))
    added["files"] = files
    return Restored(added, tuple(notes), tuple(faults))


def _must_be_empty(open_target: "Callable[[bool], Ledger]") -> None:
    from sightline.ledger.restore import is_empty

    try:
        ledger = open_target(False)
    except LedgerError as error:
        if error.code in {"no-ledger", "no-folder"}:
            return
        raise
    with ledger:
        if not is_empty(ledger):
            raise LedgerError(
                "ledger-there",
                f"{ledger.name} holds facts already",
                "name a new one with --ledger, or add what it lacks with --into",
            )


def _unsound(name: str, faults: Sequence[Fault]) -> LedgerError:
    more = f", and {len(faults) - 1} more like it" if len(faults) > 1 else ""
    return LedgerError(
        "backup-unsound",
        f"{name} holds what does not fit: {faults[0].where}: {faults[0].message}{more}",
        "nothing was restored; use another backup, or take it as it is with --anyway",
    )


def _room_for(needed: int, vault: Path) -> None:
    """Raises LedgerError where the disk has not room for so many bytes."""
    there = next(folder for folder in (vault, *vault.absolute().parents) if folder.is_dir())
    if needed > (free := shutil.disk_usage(there).free):
        raise LedgerError(
            "disk-full", f"{needed:,} bytes are needed, and {there} has {free:,} free", "free some space"
        )


class _Checked:
    """An archive that was read to its end once: its hashes hold. faults: what does not fit in its facts."""

    def __init__(self, held: Archive, tell: Tell) -> None:
        from sightline.ledger.backup import KINDS
        from sightline.ledger.migrate import shipped

        self.archive, self._tell = held, tell
        self.faults: list[Fault] = []
        self.added_at: dict[str, str] = {}
        self.files_new = 0
        self.size = sum(entry.length for entry in held.manifest.entries)
        self._digests: dict[str, str] = {}
        self._texts: set[str] = set()
        if held.manifest.migrations > max(m.number for m in shipped()):
            raise LedgerError(
                "backup-newer", f"{held.name} was made by a newer Sightline", "update Sightline, then restore"
            )
        if missing := [kind for kind in KINDS if held.manifest.entry(kind) is None]:
            raise mf.damaged(held.name, f"it holds no {missing[0]}")
        for kind in KINDS:
            tell(f"checking {kind}", 0, 0)
            self._check(kind)
        self._check_files()
        if (key := held.manifest.entry("key")) is not None:
            held.whole(key)

    def lines(self, kind: str) -> "Iterator[Line]":
        from sightline.ledger.backup import as_of_today

        entry = self.archive.manifest.entry(kind)
        if entry is None:
            return
        for line in self.archive.lines(entry):
            try:
                row = json.loads(line)
            except (ValueError, RecursionError) as trouble:
                raise mf.damaged(self.archive.name, f"{entry.file}: {trouble}") from trouble
            if not isinstance(row, dict):
                raise mf.damaged(self.archive.name, f"{entry.file} holds a line that is no fact")
            yield as_of_today(kind, row)

    def readings(self) -> "Iterator[HeldReading]":
        from sightline.ledger.backup import reading_of

        for line in self.lines("readings"):
            with self._strange("a reading"):
                held = reading_of(line, self._digests)
                if held.text_id not in self._texts:
                    raise ValueError(f"there is no text {held.text_id}")
            yield held

    def _check(self, kind: str) -> None:
        from sightline.ledger.backup import line_faults
        from sightline.ledger.sound import decoded, reading_faults

        if kind == "readings":
            for held in self.readings():
                self.added_at[held.id] = held.added_at
                self.faults += reading_faults(held)
                with self._strange("a reading"):
                    decoded(held)
            return
        for line in self.lines(kind):
            with self._strange(kind):
                self.faults += line_faults(kind, line)
                if "added_at" in line:
                    self.added_at[line["id"]] = line["added_at"]
                if kind == "texts":
                    self._texts.add(line["id"])
                if kind == "captures":
                    self._digests[line["id"]] = line["digest"]

    def _strange(self, what: str) -> "_Strange":
        return _Strange(self.archive.name, what)

    def _check_files(self) -> None:
        total = entry.rows if (entry := self.archive.manifest.entry("vault")) else 0
        for done, (name, made, size, _) in enumerate(self._files()):
            self._tell("checking files", done, total)
            self.size += size
            self.archive.check(name, made, size)

    def _files(self) -> Iterator[tuple[str, str, int, str]]:
        """Name in the archive, hash, size, and the capture whose record it is or ""."""
        known = set(self._digests.values())
        for line in self.lines("vault"):
            with self._strange("the list of the vault's files"):
                if type(line["size"]) is not int:
                    raise ValueError(f"no size: {line['size']!r}")
                if "object" in line:
                    if line["object"] not in known or not _is_digest(line["object"]):
                        raise ValueError(f"no capture has {line['object']!r}")
                    one = object_name(line["object"]), line["object"][7:], line["size"], ""
                else:
                    if line["record"] not in self._digests:
                        raise ValueError(f"there is no capture {line['record']!r}")
                    one = record_name(line["record"]), line["sha256"], line["size"], line["record"]
            yield one

    def fill(self, vault: Vault) -> Iterator[str]:
        """Puts its files into the vault; what a user should know of it."""
        total = entry.rows if (entry := self.archive.manifest.entry("vault")) else 0
        if not self.archive.manifest.vault:
            yield f"{self.archive.name} holds no preserved files: the vault lacks them"
        for done, (name, made, size, record) in enumerate(self._files()):
            self._tell("restoring files", done, total)
            with self.archive.open(name, size) as file:
                if not record:
                    self.files_new += vault.put_stream(file, f"sha256:{made}")
                else:
                    with self._strange("a custody record"):
                        data = file.read()
                        capture = capture_from_record(json.loads(data))
                        if capture_id(capture.location, capture.digest, capture.retrieved) != record:
                            raise ValueError(f"{record} is not what its id was made from")
                    vault.put_record(record, data)
        if (key := self.archive.manifest.entry("key")) is not None:
            data = self.archive.whole(key)
            if data and kept_once(vault.folder / KEY, lambda: data) != data:
                yield (
                    "the vault here has its own secret for commenters' names, and keeps it: a commenter of both has two names"
                )
        for words in self.archive.manifest.faults:
            yield f"did not fit already when {self.archive.name} was made: {words}"


class _Strange:
    """Turns what a line that is none of ours sets off into words."""

    def __init__(self, name: str, what: str) -> None:
        self._name, self._what = name, what

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if isinstance(error, (KeyError, TypeError, ValueError, AttributeError, IndexError, RecursionError)):
            raise mf.damaged(self._name, f"{self._what} is none of Sightline's: {error}") from error


def _is_digest(text: object) -> bool:
    return isinstance(text, str) and len(text) == 71 and set(text[7:]) <= set("0123456789abcdef")


def _earliest(checked: Sequence[_Checked]) -> dict[str, str]:
    """When each fact that several backups hold was first added by any: so their order decides nothing."""
    if len(checked) < 2:
        return {}
    found: dict[str, str] = {}
    for one in checked:
        for id_, at in one.added_at.items():
            found[id_] = min(at, found.get(id_, at))
    return found


def _load(
    checked: Sequence[_Checked], work: "Restoring", *, anyway: bool, notes: list[str], tell: Tell
) -> None:
    from sightline.ledger.backup import KINDS

    fresh = work.fresh
    for one in checked:
        for kind in KINDS:
            tell(f"restoring {kind}", 0, 0)
            with _Strange(one.archive.name, kind):
                if kind == "readings":
                    work.readings(one.readings())
                else:
                    work.rows(kind, one.lines(kind))
        work.fresh = False
    faults = [fault for fault in work.faults(tell) if not fault.harmless]
    first = checked[0].archive.manifest
    if fresh and len(checked) == 1 and work.head().link != first.head:
        said = (
            f"the judgement log ends with {work.head().link or 'nothing'}, and its manifest says {first.head}"
        )
        faults.append(Fault("log-broken", checked[0].archive.name, said, "use another backup"))
    if faults and not anyway:
        raise _unsound(" and ".join(one.archive.name for one in checked), faults)
    notes += [f"{fault.where}: {fault.message}" for fault in faults]
