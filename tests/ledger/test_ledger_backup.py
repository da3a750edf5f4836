"""A backup holds all of a ledger and its vault, on either dialect; what was changed, cut or made up restores nothing."""

import os
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_made import NOON, at, capture_of, numbered, plain_reading
from tamper import flip
from test_ledger_verify import filled

from sightline.archive import manifest as mf
from sightline.capture.vault import Vault
from sightline.fusion.fuse import fuse
from sightline.ledger import tables
from sightline.ledger.add import add_judgement, add_reading
from sightline.ledger.backup import KINDS
from sightline.ledger.ledger import Ledger, open_ledger
from sightline.ledger.look import captures, facts
from sightline.ledger.verify import log_head
from sightline.model.errors import LedgerError
from sightline.model.judgement import judgement_of
from sightline.wiring_backup import BackedUp, all_faults, back_up
from sightline.wiring_restore import Restored, restore


def quiet(*_: object) -> None:
    pass


def kept(ledger: Ledger, vault: Path) -> None:
    """The bytes of every capture, as `sightline add` keeps them."""
    texts = {document.id: document.text for document in facts(ledger).documents}
    for capture in captures(ledger):
        Vault(vault).put(texts[capture.digest].encode())
        Vault(vault).record(capture)
    (vault / "handle.key").write_bytes(b"k" * 32)
    (vault / "handle.key").chmod(0o600)


def saved(ledger: Ledger, vault: Path, target: Path, *, with_vault: bool = True) -> BackedUp:
    return back_up(ledger, vault, target, now=NOON, with_vault=with_vault, tell=quiet)


def put_back(*sources: Path, address: str, vault: Path, into: bool = False, anyway: bool = False) -> Restored:
    def target(create: bool) -> Ledger:
        return open_ledger(address, create=create)

    return restore(sources, target, vault, into=into, anyway=anyway, tell=quiet)


def lines(folder: Path) -> dict[str, str]:
    """The hash of each file of facts in a backup."""
    manifest = mf.from_bytes((folder / mf.NAME).read_bytes(), "it")
    return {entry.kind: entry.sha256 for entry in manifest.entries}


@pytest.fixture
def case(tmp_path: Path) -> tuple[Ledger, Path]:
    with open_ledger(tmp_path / "case.db") as ledger:
        filled(ledger)
        kept(ledger, tmp_path / "case.vault")
        yield ledger, tmp_path / "case.vault"


@pytest.fixture
def folder(case: tuple[Ledger, Path], tmp_path: Path) -> Path:
    assert saved(*case, tmp_path / "backup").faults == ()
    return tmp_path / "backup"


@pytest.mark.parametrize("name", ["backup", "backup.zip"])
def test_all_comes_back_on_either_dialect_to_the_last_link_of_its_log(case, tmp_path, new_address, name):
    ledger, vault = case
    done = saved(ledger, vault, tmp_path / name)
    assert done.counts["readings"] == 5
    assert done.counts["files"] == 4
    address, there = new_address(), tmp_path / "there.vault"
    added = put_back(tmp_path / name, address=address, vault=there).added
    assert (added["readings"], added["documents"], added["files"]) == (5, 4, 4)
    with open_ledger(address) as again:
        assert facts(again) == facts(ledger)
        assert log_head(again) == log_head(ledger)
        assert list(all_faults(again, there, quiet)) == []
        # And a backup of what was restored is the same, byte for byte.
        saved(ledger, vault, tmp_path / "first")
        saved(again, there, tmp_path / "second")
        assert lines(tmp_path / "first") == lines(tmp_path / "second")


def test_a_ledger_that_holds_facts_is_left_alone_unless_told(case, folder, tmp_path):
    ledger, vault = case
    with pytest.raises(LedgerError) as caught:
        put_back(folder, address=ledger.name, vault=vault)
    assert caught.value.code == "ledger-there"
    assert "--into" in caught.value.advice
    added = put_back(folder, address=ledger.name, vault=vault, into=True).added
    assert not +added


def test_restoring_into_heals_a_vault(case, folder):
    ledger, vault = case
    some = sorted(p for p in (vault / "objects").rglob("*") if p.is_file())
    flip(some[0], 3)
    some[1].unlink()
    next((vault / "captures").iterdir()).write_text("{}")
    assert len(list(all_faults(ledger, vault, quiet))) == 3
    assert put_back(folder, address=ledger.name, vault=vault, into=True).added["files"] == 2
    assert list(all_faults(ledger, vault, quiet)) == []


def test_bringing_a_folder_up_to_date_writes_only_what_is_new(case, folder):
    ledger, vault = case
    before = {p: p.stat().st_ino for p in (folder / "vault").rglob("*") if p.is_file()}
    add_reading(ledger, *numbered(77), NOON)
    Vault(vault).put(numbered(77)[1].document.text.encode())
    Vault(vault).record(numbered(77)[0])
    saved(ledger, vault, folder)
    after = {p: p.stat().st_ino for p in (folder / "vault").rglob("*") if p.is_file()}
    same = [p for p in before if after.get(p) == before[p]]
    assert len(same) == 8  # files and records; the list of them and the key are written anew
    assert len(list((folder / "facts").iterdir())) == len(KINDS)


def test_every_table_of_facts_is_in_a_backup():
    within = {"documents", "claims", "origins", "reading_captures", "reading_claims"}  # of readings
    assert {*KINDS, *within, "migrations"} == set(tables.FACTS.tables)


def test_without_the_vault_neither_pages_nor_key_are_in_it(case, tmp_path):
    saved(*case, tmp_path / "backup", with_vault=False)
    assert not (tmp_path / "backup" / "vault").exists()
    done = put_back(tmp_path / "backup", address=str(tmp_path / "new.db"), vault=tmp_path / "new.vault")
    assert "no preserved files" in done.notes[0]
    with open_ledger(tmp_path / "new.db") as ledger:
        assert {f.code for f in all_faults(ledger, tmp_path / "new.vault", quiet)} == {"no-vault"}


def test_the_key_of_another_vault_is_kept_and_told(folder, tmp_path):
    (tmp_path / "new.vault").mkdir()
    (tmp_path / "new.vault" / "handle.key").write_bytes(b"another")
    done = put_back(folder, address=str(tmp_path / "new.db"), vault=tmp_path / "new.vault")
    assert (tmp_path / "new.vault" / "handle.key").read_bytes() == b"another"
    assert any("secret" in note for note in done.notes)


def test_what_the_vault_lost_is_told_and_the_rest_is_saved(case, tmp_path):
    ledger, vault = case
    some = sorted(p for p in (vault / "objects").rglob("*") if p.is_file())
    some[0].unlink()
    flip(some[1], 5)
    done = saved(ledger, vault, tmp_path / "backup")
    assert {f.code for f in done.faults} == {"bytes-missing"}
    assert len(done.faults) == 2
    back = put_back(tmp_path / "backup", address=str(tmp_path / "new.db"), vault=tmp_path / "new.vault")
    assert sum("did not fit already" in note for note in back.notes) == 2
    assert back.added["files"] == 2


def test_places_where_no_backup_can_be(case, tmp_path):
    (tmp_path / "taken.zip").write_text("x")
    (tmp_path / "taken").write_text("x")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("x")
    (tmp_path / "notes" / "facts").mkdir(parents=True)
    (tmp_path / "notes" / "facts" / "letter.txt").write_text("x")
    for name in ("taken.zip", "taken", "mine", "notes"):
        with pytest.raises(LedgerError) as caught:
            saved(*case, tmp_path / name)
        assert caught.value.code == "backup-there"
        assert caught.value.advice
    assert [p.name for p in (tmp_path / "mine").iterdir()] == ["letter.txt"]
    if os.getuid() != 0:  # root may write anywhere
        (tmp_path / "mine").chmod(0o500)
        with pytest.raises(LedgerError):
            saved(*case, tmp_path / "mine" / "b.zip")


def test_a_backup_is_one_cut_while_others_go_on_adding(tmp_path):
    path, stop = tmp_path / "a.db", threading.Event()

    def go_on() -> None:
        with open_ledger(path) as mine:
            n = 1000
            while not stop.is_set():
                capture, reading = numbered(n, 2)
                Vault(tmp_path / "a.vault").put(reading.document.text.encode())
                Vault(tmp_path / "a.vault").record(capture)
                add_reading(mine, capture, reading, NOON)
                add_judgement(mine, judgement_of(reading.claims[0].id, "accepted", "ana", "seen", at(n)))
                n += 1

    with open_ledger(path) as ledger:
        filled(ledger, 20)
        kept(ledger, tmp_path / "a.vault")
        writer = threading.Thread(target=go_on)
        writer.start()
        try:
            for n in range(3):
                saved(ledger, tmp_path / "a.vault", tmp_path / "backup")
                put_back(
                    tmp_path / "backup", address=str(tmp_path / f"{n}.db"), vault=tmp_path / f"{n}.vault"
                )
                with open_ledger(tmp_path / f"{n}.db") as again:
                    assert list(all_faults(again, tmp_path / f"{n}.vault", quiet)) == []
        finally:
            stop.set()
            writer.join()


# --- several into one -------------------------------------------------------------------------------------------

READ = st.tuples(st.integers(0, 2), st.sampled_from(["extractor 1", "extractor 2"]), st.integers(0, 9))


def streams() -> st.SearchStrategy:
    """Which document is read by which extractor at which minute, in the order of time."""
    return st.lists(READ, max_size=6).map(lambda found: sorted(found, key=lambda r: r[2]))


def of_stream(path: Path, stream: list, who: str) -> None:
    with open_ledger(path) as ledger:
        for n, origin, minute in stream:
            sentences = [f"Document {n} says that {k + 4} launchers stood there." for k in range(2)]
            capture = capture_of(" ".join(sentences), f"page-{n}.txt")
            reading = plain_reading(sentences, capture, origin=origin)
            add_reading(ledger, capture, reading, at(minute))
            add_judgement(ledger, judgement_of(reading.claims[0].id, "accepted", who, "seen", at(minute)))


@pytest.mark.slow
@settings(max_examples=15)
@given(streams(), streams())
def test_two_ledgers_make_the_same_one_whichever_comes_first(tmp_path_factory, one, other):
    place = tmp_path_factory.mktemp("two")
    for name, stream in (("a", one), ("b", other)):
        of_stream(place / f"{name}.db", stream, name)
        with open_ledger(place / f"{name}.db") as ledger:
            saved(ledger, place / f"{name}.vault", place / f"{name}-backup", with_vault=False)
    found = []
    for order in ("ab", "ba"):
        sources = [place / f"{name}-backup" for name in order]
        put_back(*sources, address=str(place / f"{order}.db"), vault=place / "v")
        with open_ledger(place / f"{order}.db") as ledger:
            cut = facts(ledger)
            assert list(all_faults(ledger, place / "no", quiet))[1:] == []  # all fits but the vault
        found.append((cut, fuse(cut)))
    (first, events), (second, again) = found
    assert set(first.documents) == set(second.documents)
    assert set(first.claims) == set(second.claims)
    assert {(j.id, j.at) for j in first.judgements} == {(j.id, j.at) for j in second.judgements}
    assert set(events.events) == set(again.events)
    assert {c.id for c in first.claims} >= {c.id for c in second.claims}


def test_putting_a_ledger_together_with_itself_adds_nothing(folder, tmp_path):
    put_back(folder, folder, address=str(tmp_path / "new.db"), vault=tmp_path / "new.vault")
    with open_ledger(tmp_path / "new.db") as ledger:
        assert len(facts(ledger).documents) == 4
        assert len(facts(ledger).judgements) == 4
        assert list(all_faults(ledger, tmp_path / "new.vault", quiet)) == []
