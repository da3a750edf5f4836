"""verify names everything that was changed, taken out or put in behind the ledger's back, and nothing else."""

import datetime as dt
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from ledger_made import NOON, at, capture_of, numbered, plain_reading
from tamper import flip, tamper

from sightline.ledger import tables
from sightline.ledger.add import add_evidence, add_issue, add_judgement, add_reading
from sightline.ledger.indexes import repair_indexes
from sightline.ledger.ledger import Ledger, open_ledger
from sightline.ledger.sources import Rating, add_source, rate_source
from sightline.ledger.verify import log_head, verify
from sightline.model.errors import LedgerError
from sightline.model.evidence import Evidence, evidence_id
from sightline.model.issue import Issue, issue_id
from sightline.model.judgement import judgement_of
from sightline.model.place import Place
from sightline.model.source import Source

HERE = Place(lat=10.25, lon=-67.65, radius_km=5.0, precision="settlement")


def filled(ledger: Ledger, documents: int = 3) -> None:
    """Some of everything."""
    for n in range(documents):
        capture, reading = numbered(n)
        add_reading(ledger, capture, reading, capture.retrieved)
    sentences = ["Four launchers stood at the base.", "Five stood there, said another."]
    capture = capture_of(" ".join(sentences), "placed.txt")
    reading = plain_reading(sentences, capture, place=HERE)
    add_reading(ledger, capture, reading, NOON)
    add_reading(ledger, capture, plain_reading(sentences, capture, origin="extractor 2", place=HERE), at(5))
    claim = reading.claims[0]
    found = (claim.id, "flights 1", "inconclusive", ("because",), (("km", 3.25),), (capture.id,))
    add_evidence(ledger, Evidence(evidence_id(*found), *found))
    words = ("gone.html", "capture", "http-404", "it is gone", None)
    add_issue(ledger, Issue(issue_id(*words), *words[:4], advice="look elsewhere", at=NOON))
    add_source(ledger, Source("file:", "files"), NOON)
    rate_source(ledger, Rating("file:", "B", "as seen", "ana", at(1)))
    for n, who in enumerate(("ana", "ben", "eva")):
        made = judgement_of(claim.id, "accepted", who, "seen", at(n), about=[claim.id])
        add_judgement(ledger, made)


def codes(ledger: Ledger) -> set[str]:
    return {fault.code for fault in verify(ledger)}


@pytest.fixture
def held(ledger: Ledger) -> Ledger:
    filled(ledger)
    return ledger


def test_an_empty_ledger_and_one_with_some_of_everything_fit(ledger):
    assert list(verify(ledger)) == []
    filled(ledger)
    assert list(verify(ledger)) == []


# What is changed, and by which codes it shows. Where the bytes of a fact are hashed together, several do.
CHANGES = [
    ("UPDATE captures SET location = 'elsewhere' WHERE seq = 1", {"capture-changed"}),
    ("UPDATE captures SET retrieved = '2026-01-02T12:00:00.000000+00:00' WHERE seq = 2", {"capture-changed"}),
    (
        "UPDATE texts SET text = replace(text, 'vehicle 3', 'vehicle 8') WHERE seq = 1",
        {"text-changed", "misquoted"},
    ),
    ("UPDATE readings SET origin = 'somebody else' WHERE seq = 1", {"origin-changed"}),
    (
        "UPDATE readings SET document = 2 WHERE seq = 1",
        {"reading-changed", "no-capture", "claim-id", "orphan", "index-wrong"},
    ),
    ("UPDATE issues SET message = 'all is well'", {"issue-changed"}),
    ("UPDATE evidence SET verdict = 'supports'", {"evidence-changed"}),
    ("UPDATE judgements SET why = 'changed my mind' WHERE seq = 2", {"judgement-changed", "log-broken"}),
    ("UPDATE judgements SET seq = 99 WHERE seq = 2", {"log-broken"}),
    ("DELETE FROM judgements WHERE seq = 2", {"log-broken"}),
    ("DELETE FROM captures WHERE seq = 1", {"link-broken", "no-capture"}),
    ("DELETE FROM documents WHERE seq = 1", {"link-broken"}),
    ("DELETE FROM texts WHERE seq = 1", {"link-broken"}),
    ("DELETE FROM claims WHERE seq = 1", {"link-broken", "reading-changed", "index-wrong"}),
    (
        "DELETE FROM reading_claims WHERE reading = 1 AND ordinal = 4",
        {"reading-changed", "orphan", "index-wrong"},
    ),
    ("DELETE FROM reading_captures WHERE reading = 1", {"no-capture"}),
    ("DELETE FROM readings WHERE seq = 1", {"link-broken", "orphan", "index-wrong"}),
    (
        "UPDATE reading_claims SET ordinal = ordinal + 10 WHERE ordinal = 0",
        {"reading-changed", "index-wrong"},
    ),
]


@pytest.mark.parametrize(("statement", "expected"), CHANGES, ids=[c[0] for c in CHANGES])
def test_what_was_changed_behind_its_back_is_named(held, statement, expected):
    tamper(held, statement)
    found = list(verify(held))
    assert {fault.code for fault in found} == expected
    for fault in found:
        assert fault.where
        assert fault.advice
        assert not fault.harmless


def test_a_cut_log_shows_by_a_head_noted_earlier(held):
    length, link = log_head(held)
    assert length == 4
    tamper(held, "DELETE FROM judgements WHERE seq = (SELECT max(seq) FROM judgements)")
    assert codes(held) == set()  # honestly: the log alone cannot show it
    assert {fault.code for fault in verify(held, noted=link)} == {"log-broken"}


def test_a_put_in_judgement_is_named(held):
    columns = [c.name for c in tables.judgements.c if c.name not in {"seq", "id", "previous"}]
    some = ", ".join(columns)
    tamper(
        held,
        f"INSERT INTO judgements (seq, id, previous, {some}) "
        f"SELECT 50, 'jdg-00000000000000000000', 'sha256:aa', {some} FROM judgements WHERE seq = 1",
    )
    assert codes(held) == {"judgement-changed", "log-broken"}


def test_evidence_about_nothing_is_named(held):
    gone = ("clm-00000000000000000000", "flights 1", "supports", (), (), ("cap-00000000000000000000",))
    add_evidence(held, Evidence(evidence_id(*gone), *gone))
    assert codes(held) == {"unknown-id"}


def test_verifying_changes_nothing(tmp_path):
    path = tmp_path / "a.db"
    with open_ledger(path) as ledger:
        filled(ledger)
    before = path.read_bytes()
    with open_ledger(path) as ledger:
        assert codes(ledger) == set()
    assert path.read_bytes() == before


def test_tables_of_another_hand_are_named(tmp_path):
    path = tmp_path / "a.db"
    with open_ledger(path) as ledger:
        filled(ledger)
        with closing(sqlite3.connect(path)) as db:
            db.execute("DROP TRIGGER claims_no_update")
            db.execute("CREATE TABLE mine (x)")
            db.commit()
        found = {fault.where for fault in verify(ledger) if fault.code == "schema"}
    assert found == {"claims_no_update", "mine"}


def test_a_damaged_page_is_a_fault_and_the_rest_is_still_looked_at(tmp_path):
    path = tmp_path / "a.db"
    with open_ledger(path) as ledger:
        filled(ledger, 60)
    size = 8192
    data = bytearray(path.read_bytes())
    with closing(sqlite3.connect(path)) as db:
        [root] = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'texts'").fetchone()
    data[(root - 1) * size : root * size] = b"\xff" * size
    path.write_bytes(data)
    with open_ledger(path) as ledger:
        assert "damaged" in codes(ledger)


def opened_codes(path: Path) -> set[str]:
    """What shows where the file may not even open."""
    try:
        with open_ledger(path, create=False) as ledger:
            return codes(ledger)
    except LedgerError as error:
        return {error.code}


def test_a_cut_file_is_refused_or_named(tmp_path):
    path = tmp_path / "a.db"
    with open_ledger(path) as ledger:
        filled(ledger, 60)
    whole = path.read_bytes()
    for share in (0.3, 0.6, 0.95):
        path.write_bytes(whole[: int(len(whole) * share)])
        assert opened_codes(path) & {"damaged", "index-damaged", "ledger-damaged"}


def test_every_flipped_bit_in_the_pages_of_facts_is_noticed(tmp_path):
    """Not one in the free space of a page, which holds nothing."""
    path = tmp_path / "a.db"
    with open_ledger(path) as ledger:
        filled(ledger)
    whole = path.read_bytes()
    for words in (b"vehicle 3 stood", b"placed.txt", b"extractor 2", b"because", b"it is gone"):
        flip(path, whole.index(words) + 3)
        with open_ledger(path) as ledger:
            assert codes(ledger), words
        path.write_bytes(whole)


INDEXES = {
    "sqlite": (
        "DELETE FROM claim_boxes WHERE key > 5",
        "DELETE FROM claim_words_docsize WHERE id = 2",
        "UPDATE current_claims SET lat = 1 WHERE lat IS NOT NULL",
        "DELETE FROM current_documents WHERE document = 1",
        "UPDATE derived SET version = 'old'",
    ),
    "postgresql": (
        "DELETE FROM claim_words WHERE seq = 2",
        "UPDATE current_claims SET lat = 1 WHERE lat IS NOT NULL",
        "DELETE FROM current_documents WHERE document = 1",
    ),
}


def test_indexes_are_counted_and_can_be_made_again(held):
    for statement in INDEXES[held.dialect.NAME]:
        tamper(held, statement)
        found = list(verify(held))
        assert {fault.code for fault in found} == {"index-wrong"}
        assert "--repair-indexes" in found[0].advice
        repair_indexes(held)
        assert codes(held) == set()


def test_times_of_other_zones_are_the_same_instants(ledger):
    capture, reading = numbered(1, when=dt.datetime(2026, 1, 1, 12, 30, 15, 5, tzinfo=dt.UTC))
    add_reading(ledger, capture, reading, capture.retrieved)
    assert codes(ledger) == set()
