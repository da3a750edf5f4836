"""Facts are only added, and adding twice adds nothing."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledger_made import at, capture_of, numbered, plain_reading
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from sightline.ledger import look, rows, tables
from sightline.ledger.add import (
    Added,
    add_capture,
    add_evidence,
    add_issue,
    add_judgement,
    add_reading,
)
from sightline.ledger.ledger import open_ledger
from sightline.ledger.sources import Rating, rate_source
from sightline.model.errors import InputError
from sightline.model.evidence import Evidence
from sightline.model.issue import Issue
from sightline.model.judgement import Judgement
from sightline.model.mention import Mention
from sightline.model.place import Place
from sightline.model.reading import Reading
from sightline.model.span import Span


def test_what_is_added_is_counted_and_comes_back(ledger):
    capture, made = numbered(1)
    assert add_reading(ledger, capture, made, at(0)) == Added(1, 1, 1, 5, 5)
    assert look.reading(ledger, capture.digest) == made
    facts = look.facts(ledger)
    assert (facts.documents, facts.claims, facts.captures) == ((made.document,), made.claims, (capture,))


def test_adding_twice_adds_nothing(ledger):
    capture, made = numbered(1)
    add_reading(ledger, capture, made, at(0))
    once = look.facts(ledger)
    assert add_reading(ledger, capture, made, at(5)) == Added()
    assert look.facts(ledger) == once


def test_the_same_bytes_had_again_are_one_more_capture_only(ledger):
    capture, made = numbered(1)
    add_reading(ledger, capture, made, at(0))
    again, same = numbered(1, when=at(60))
    assert add_reading(ledger, again, same, at(61)) == Added(captures=1)
    facts = look.facts(ledger)
    assert facts.captures == (capture, again)
    assert facts.documents == (made.document,)  # still the capture that was retrieved first


def test_a_newer_extractor_gives_a_new_reading_and_the_older_remains(ledger):
    sentences = ["One radar stood there.", "Two tanks stood there."]
    capture = capture_of(" ".join(sentences))
    old = plain_reading(sentences, capture, origin="extractor 1")
    place = Place(name="Caracas", lat=10.5, lon=-66.9, radius_km=15.0, precision="settlement")
    new = plain_reading(sentences, capture, origin="extractor 2", place=place)
    new = Reading(new.document, new.mentions, new.claims[:1])
    add_reading(ledger, capture, old, at(0))
    assert add_reading(ledger, capture, new, at(1)) == Added(readings=1, claims=1)
    assert look.facts(ledger).claims == new.claims
    first, last = look.readings(ledger, capture.digest)
    assert (first.origin, last.origin) == ("reader 1 + extractor 1", "reader 1 + extractor 2")
    assert (first.added_at, last.added_at) == (at(0), at(1))
    assert look.reading(ledger, capture.digest) == new
    assert look.reading(ledger, capture.digest, first.id) == old


def test_a_new_version_that_finds_the_same_is_a_new_origin_and_no_new_claim(ledger):
    capture, old = numbered(1)
    new = replace(old, claims=tuple(replace(c, origin="extractor 2") for c in old.claims))
    add_reading(ledger, capture, old, at(0))
    assert add_reading(ledger, capture, new, at(1)) == Added(readings=1)
    assert {c.origin for c in look.facts(ledger).claims} == {"extractor 2"}


def test_the_same_thing_named_twice_in_a_document_comes_back_twice(ledger):
    capture, made = numbered(1)
    doubled = replace(made, mentions=made.mentions * 2)
    assert add_reading(ledger, capture, doubled, at(0)).mentions == 5
    assert look.reading(ledger, capture.digest) == doubled


def test_a_document_without_claims_is_a_fact_too(ledger):
    capture, made = numbered(1)
    add_reading(ledger, capture, Reading(made.document, (), ()), at(0))
    assert look.facts(ledger).documents == (made.document,)


def test_a_reading_that_does_not_fit_is_refused_whole(ledger):
    capture, made = numbered(1)
    other, _ = numbered(2)
    claim = made.claims[1]
    wrong = Span(claim.quote.start + 1, claim.quote.end + 1, claim.quote.text)
    stray = replace(made, claims=(made.claims[0], replace(claim, quote=wrong)))
    foreign = replace(made, claims=(replace(claim, document=other.digest),))
    for pair in ((other, made), (capture, stray), (capture, foreign)):
        with pytest.raises(InputError) as caught:
            add_reading(ledger, *pair, at(0))
        assert caught.value.code == "reading-unfit"
    halved = replace(made, mentions=(Mention(Span(0, 1, "\ud800"), "place"),))
    with pytest.raises(InputError):
        add_reading(ledger, capture, halved, at(0))
    assert look.facts(ledger).captures == ()


def test_the_other_facts(ledger):
    issue = Issue("iss-1", "x.pdf", "reading", "empty", "nothing in it", "try another", at(0))
    judgement = Judgement("jdg-1", "clm-1", "rejected", "ana", "a joke", at(1))
    evidence = Evidence("evd-1", "clm-1", "imagery", "not observable", ("cloud",), (("cloud", 0.9),))
    drawn = Evidence("evd-2", "clm-1", "tracks", "supports", ("seen",), captures=("cap-1",), picture="<svg/>")
    capture, _ = numbered(1)
    for _ in range(2):
        add_issue(ledger, issue)
        add_judgement(ledger, judgement)
        add_evidence(ledger, evidence)
        add_evidence(ledger, drawn)
    assert add_issue(ledger, issue) is False
    assert (add_capture(ledger, capture, at(0)), add_capture(ledger, capture, at(9))) == (True, False)
    facts = look.facts(ledger)
    assert (facts.issues, facts.judgements, facts.evidence) == ((issue,), (judgement,), (evidence, drawn))
    assert look.issues(ledger) == (issue,)
    assert look.captures(ledger) == (capture,)


def test_evidence_of_before_there_were_pictures_is_read():
    row = {"id": "evd-1", "claim": "clm-1", "checker": "imagery", "verdict": "supports",
           "payload": '{"captures":[],"figures":[["cloud",0.5]],"reasons":["clear"]}'}  # fmt: skip
    assert rows.evidence_value(row) == Evidence(
        "evd-1", "clm-1", "imagery", "supports", ("clear",), (("cloud", 0.5),)
    )


@pytest.mark.parametrize("table", sorted(tables.FACTS.tables))
def test_the_database_itself_refuses_to_change_or_delete_facts(ledger, table):
    add_everything(ledger)
    columns = [column.name for column in tables.FACTS.tables[table].c]
    key = ", ".join(column.name for column in tables.FACTS.tables[table].primary_key)
    attempts = [f"UPDATE {table} SET {columns[0]} = {columns[0]}", f"DELETE FROM {table}"]
    if ledger.dialect.NAME == "sqlite":
        attempts.append(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
    else:
        attempts.append(f"TRUNCATE {table} CASCADE")
        attempts.append(
            f"INSERT INTO {table} SELECT * FROM {table}"
            f" ON CONFLICT ({key}) DO UPDATE SET {columns[-1]} = excluded.{columns[-1]}"
        )
    with ledger.look() as connection:
        before = connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar()
    assert before > 0
    for attempt in attempts:
        with pytest.raises(IntegrityError, match="facts are only added"), ledger.write() as inside:
            inside.exec_driver_sql(attempt)
    with ledger.look() as connection:
        assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() == before


def add_everything(ledger):
    add_reading(ledger, *numbered(1), at(0))
    add_issue(ledger, Issue("iss-1", "x", "reading", "c", "m", "a", at(0)))
    add_judgement(ledger, Judgement("jdg-1", "clm-1", "rejected", "ana", "a joke", at(1)))
    add_evidence(ledger, Evidence("evd-1", "clm-1", "imagery", "supports", ()))
    rate_source(ledger, Rating("example.org", "B", "good record", "ana", at(0)))
    with ledger.write() as connection:  # as ledgers of before the judgement log hold them
        old = {"source": 1, "reliability": "C", "reason": "", "who": "ana", "at": rows.stamp(at(0))}
        connection.execute(insert(tables.source_ratings), old)


@st.composite
def deeds(draw):
    """Readings of a few documents by up to three versions of the extractor, each at its own time."""
    made = []
    for n in range(draw(st.integers(1, 3))):
        capture, reading = numbered(n, draw(st.integers(0, 3)), at(n))
        for version in range(draw(st.integers(1, 3))):
            kept = draw(st.integers(0, 3))
            claims = tuple(replace(c, origin=f"extractor {version}") for c in reading.claims[:kept])
            made.append((capture, replace(reading, claims=claims), at(draw(st.integers(0, 2)))))
    unique = {(c.id, repr(r)): (c, r, when) for c, r, when in made}
    return list(unique.values())


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(deeds(), st.data())
def test_any_order_any_number_of_times_gives_the_same_facts(new_address, made, data):
    other = data.draw(st.permutations(made + data.draw(st.lists(st.sampled_from(made), max_size=4))))
    assert facts_of(new_address(), made) == facts_of(new_address(), other)


def facts_of(address, made):
    """Documents, claims and captures by id: first sight decides where each stands, and nothing else."""
    with open_ledger(address) as ledger:
        total = Added()
        for capture, reading, now in made:
            total += add_reading(ledger, capture, reading, now)
        facts = look.facts(ledger)
        assert (total.documents, total.captures) == (len(facts.documents), len(facts.captures))
        seen = list(dict.fromkeys(reading.document.id for _, reading, _ in made))
        assert [d.id for d in facts.documents] == seen
        return tuple(
            sorted(group, key=lambda v: v.id) for group in (facts.documents, facts.claims, facts.captures)
        )
