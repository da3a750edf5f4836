"""What was changed, cut, forged or made up restores nothing, and says so in words."""

import contextlib
import gzip
import hashlib
import json
import random
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from tamper import flip, tamper
from test_ledger_backup import case, folder, put_back, quiet, saved

from sightline.archive import manifest as mf
from sightline.ledger.backup import KINDS
from sightline.ledger.ledger import open_ledger
from sightline.ledger.look import facts
from sightline.model.errors import LedgerError
from sightline.wiring_backup import all_faults

__all__ = ["case", "folder"]  # fixtures


def nothing_restored(source: Path, tmp_path: Path, *codes: str) -> None:
    address, vault = tmp_path / "new.db", tmp_path / "new.vault"
    with pytest.raises(LedgerError) as caught:
        put_back(source, address=str(address), vault=vault)
    assert caught.value.code in (codes or ("backup-damaged",)), caught.value
    assert caught.value.advice
    assert not address.exists()
    assert not vault.exists()


def test_one_flipped_bit_anywhere_in_a_folder_is_noticed(folder, tmp_path):
    chance = random.Random(3)
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        whole = path.read_bytes()
        flip(path, chance.randrange(len(whole)))
        nothing_restored(folder, tmp_path)
        path.write_bytes(whole)


def test_a_missing_file_or_link_is_noticed(folder, tmp_path):
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        elsewhere = tmp_path / "elsewhere"
        path.replace(elsewhere)
        nothing_restored(folder, tmp_path)
        path.symlink_to(elsewhere)
        if path.name != mf.NAME:
            nothing_restored(folder, tmp_path)
        path.unlink()
        elsewhere.replace(path)


@pytest.mark.slow
def test_a_cut_or_changed_zip_is_noticed(case, tmp_path):
    path, chance = tmp_path / "backup.zip", random.Random(4)
    saved(*case, path)
    whole = path.read_bytes()
    for share in (0, 0.1, 0.5, 0.9, 0.999):
        path.write_bytes(whole[: int(len(whole) * share)])
        nothing_restored(path, tmp_path)
    with zipfile.ZipFile(path.with_name("other.zip"), "w") as other:
        other.writestr("hello.txt", "hello")
    nothing_restored(path.with_name("other.zip"), tmp_path)
    for _ in range(40):
        data = bytearray(whole)
        data[chance.randrange(len(data) - 22)] ^= 1 << chance.randrange(8)
        path.write_bytes(data)
        try:
            put_back(path, address=str(tmp_path / "new.db"), vault=tmp_path / "new.vault")
        except LedgerError:
            assert not (tmp_path / "new.db").exists()
        else:  # a date, or another field of the zip that says nothing
            with open_ledger(tmp_path / "new.db") as ledger:
                assert facts(ledger) == facts(case[0])
            (tmp_path / "new.db").unlink()
            shutil.rmtree(tmp_path / "new.vault")
    nothing_restored(tmp_path / "gone.zip", tmp_path, "no-backup")


def forged(folder: Path, kind: str, change: Callable[[list[dict]], list[dict]], **more: object) -> None:
    """As somebody would who knows how backups are made: the hashes fit again."""
    manifest = mf.from_bytes((folder / mf.NAME).read_bytes(), "it")
    entry = manifest.entry(kind)
    path = folder / entry.file
    held = [json.loads(line) for line in gzip.decompress(path.read_bytes()).splitlines()]
    data = b"".join(json.dumps(line).encode() + b"\n" for line in change(held))
    packed = gzip.compress(data)
    path.write_bytes(packed)
    made = {
        "rows": data.count(b"\n"), "size": len(packed), "length": len(data),
        "sha256": hashlib.sha256(packed).hexdigest(),
    }  # fmt: skip
    entries = tuple(
        mf.Entry(**{n: getattr(e, n) for n in e.__slots__} | (made if e.kind == kind else {}))
        for e in manifest.entries
    )
    fields = {n: getattr(manifest, n) for n in manifest.__slots__} | {"entries": entries} | more
    (folder / mf.NAME).write_bytes(mf.to_bytes(mf.Manifest(**fields)))


def changed(name: str, value: object) -> Callable[[list[dict]], list[dict]]:
    return lambda held: [held[0] | {name: value}, *held[1:]]


FORGED = [
    ("captures", changed("location", "elsewhere"), "backup-unsound"),
    ("captures", lambda held: held[1:], "backup-damaged"),
    ("captures", lambda held: [{"hello": 1}], "backup-damaged"),
    ("captures", changed("headers", 7), "backup-unsound"),
    ("texts", changed("text", "something else"), "backup-unsound"),
    ("texts", lambda held: held[1:], "backup-damaged"),
    ("readings", lambda held: held[1:], "backup-unsound"),
    ("readings", changed("payload", "[]"), "backup-damaged"),
    ("readings", changed("claims", []), "backup-unsound"),
    (
        "readings",
        changed("added_at", "2999-01-01T00:00:00.000000+00:00"),
        None,
    ),  # when it was added is a clock's word, and nothing holds it
    ("evidence", changed("verdict", "supports"), "backup-unsound"),
    ("judgements", lambda held: held[1:], "backup-unsound"),
    ("judgements", lambda held: held[::-1], "backup-unsound"),
    ("judgements", lambda held: held[:-1], "backup-unsound"),
    ("judgements", changed("who", "somebody else"), "backup-unsound"),
    ("judgements", changed("later", "x"), "backup-newer"),
    ("vault", changed("object", "sha256:../../../etc/passwd"), "backup-damaged"),
    ("vault", changed("size", -1), "backup-damaged"),
    ("vault", lambda held: [*held, held[-1] | {"record": "../../x"}], "backup-damaged"),
]


@pytest.mark.parametrize(("kind", "change", "code"), FORGED)
def test_a_forged_backup_restores_nothing(folder, tmp_path, kind, change, code):
    forged(folder, kind, change)
    address, vault = tmp_path / "new.db", tmp_path / "new.vault"
    if code is None:
        put_back(folder, address=str(address), vault=vault)
        return
    with pytest.raises(LedgerError) as caught:
        put_back(folder, address=str(address), vault=vault)
    assert caught.value.code == code, caught.value
    if address.exists():  # what shows only when all is together: nothing was added
        with open_ledger(address) as ledger:
            assert facts(ledger).documents == ()


STRANGE = [None, 7, -1, "", "x", [], {}, "[" * 5000, 1e308, "2026", "\ud800", True, ["a"], {"start": 0}]


@pytest.mark.slow
def test_whatever_a_forger_writes_is_refused_in_words(folder, tmp_path):
    """Values of other types, missing and deep ones, in each field of each kind."""
    chance, whole = random.Random(9), tmp_path / "whole"
    shutil.copytree(folder, whole)
    for n in range(60):
        kind = chance.choice([*KINDS, "vault"])

        def strange(held: list[dict], chance: random.Random = chance) -> list[dict]:
            if not held:
                return held
            row = held[chance.randrange(len(held))]
            name = chance.choice(sorted(row))
            if chance.random() < 0.2:
                del row[name]
            elif name in {"payload", "claims"} and chance.random() < 0.6:
                payload = json.loads(row["payload"] if name == "payload" else row["claims"][0][1])
                payload[chance.choice(sorted(payload))] = chance.choice(STRANGE)
                text = json.dumps(payload, sort_keys=True, separators=(",", ":"))
                if name == "payload":
                    row["payload"] = text
                else:
                    row["claims"][0][1] = text
            else:
                row[name] = chance.choice(STRANGE)
            return held

        forged(folder, kind, strange)
        address = tmp_path / f"{n}.db"
        with contextlib.suppress(LedgerError):
            put_back(folder, address=str(address), vault=tmp_path / f"{n}.vault")
        if address.exists():
            with open_ledger(address) as ledger:
                assert len(facts(ledger).documents) in {0, 4}
        shutil.rmtree(folder)
        shutil.copytree(whole, folder)


def test_names_that_lead_elsewhere_and_lengths_that_are_lies(folder, tmp_path):
    whole = (folder / mf.NAME).read_bytes()
    manifest = mf.from_bytes(whole, "it")
    first = manifest.entries[0]
    for name, value, code in (
        ("file", "../../../etc/passwd", "backup-damaged"),
        ("file", "/etc/passwd", "backup-damaged"),
        ("file", "facts/../../x.jsonl.gz", "backup-damaged"),
        ("length", 10**18, "disk-full"),
        ("length", first.length - 1, "backup-damaged"),
        ("length", -1, "backup-damaged"),
        ("size", 10**18, "backup-damaged"),
    ):
        row = json.loads(whole)
        row["entries"][0][name] = value
        entries = tuple(mf.Entry(**entry) for entry in row["entries"])
        made = {n: getattr(manifest, n) for n in manifest.__slots__} | {"entries": entries}
        (folder / mf.NAME).write_bytes(mf.to_bytes(mf.Manifest(**made)))
        nothing_restored(folder, tmp_path, code, "backup-damaged")


def test_what_unpacks_to_more_than_it_says_is_stopped(folder, tmp_path):
    """A bomb: a few kilobytes that unpack to a hundred megabytes of one line."""
    forged(folder, "issues", lambda held: held)
    manifest = mf.from_bytes((folder / mf.NAME).read_bytes(), "it")
    entry = manifest.entry("issues")
    packed = gzip.compress(b"a" * 100_000_000)
    (folder / entry.file).write_bytes(packed)
    made = mf.Entry("issues", entry.file, 1, len(packed), hashlib.sha256(packed).hexdigest(), 1000)
    entries = tuple(made if e.kind == "issues" else e for e in manifest.entries)
    fields = {n: getattr(manifest, n) for n in manifest.__slots__} | {"entries": entries}
    (folder / mf.NAME).write_bytes(mf.to_bytes(mf.Manifest(**fields)))
    nothing_restored(folder, tmp_path)


def test_a_backup_of_a_newer_program_is_refused(folder, tmp_path):
    forged(folder, "issues", lambda held: held, migrations=999)
    nothing_restored(folder, tmp_path, "backup-newer")


def test_a_backup_of_an_older_program_is_restored(folder, tmp_path):
    """One of before judgements said what they speak of, and of before the log was linked."""
    bare = ("id", "subject", "decision", "who", "why", "at")
    forged(
        folder, "judgements", lambda held: [{n: row[n] for n in bare} for row in held], migrations=1, head=""
    )
    put_back(folder, address=str(tmp_path / "new.db"), vault=tmp_path / "new.vault")
    with open_ledger(tmp_path / "new.db") as ledger:
        assert len(facts(ledger).judgements) == 4
        assert list(all_faults(ledger, tmp_path / "new.vault", quiet)) == []


def test_a_damaged_ledgers_backup_is_taken_only_as_it_is(case, tmp_path):
    ledger, vault = case
    tamper(ledger, "UPDATE issues SET message = 'all is well'")
    assert [f.code for f in saved(ledger, vault, tmp_path / "backup").faults] == ["issue-changed"]
    nothing_restored(tmp_path / "backup", tmp_path, "backup-unsound")
    done = put_back(
        tmp_path / "backup", address=str(tmp_path / "new.db"), vault=tmp_path / "new.vault", anyway=True
    )
    assert len(done.faults) == 1
