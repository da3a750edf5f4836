"""Ids by their beginning; sources and the grades they were given."""

from dataclasses import replace

import pytest
from ledger_made import at, numbered

from sightline.ledger.add import add_issue, add_reading
from sightline.ledger.find import find
from sightline.ledger.look import facts, readings
from sightline.ledger.sources import Rating, add_source, rate_source, ratings
from sightline.model.errors import LedgerError
from sightline.model.event import Assessment, Event
from sightline.model.issue import Issue
from sightline.model.source import Source


def event_of(id_: str) -> Event:
    return Event(id_, "presence", "x", (), (), None, None, (), Assessment(6, ()))


def test_a_thing_is_found_by_the_beginning_of_its_id_with_or_without_its_kind(ledger):
    capture, made = numbered(1)
    add_reading(ledger, capture, made, at(0))
    issue = Issue("iss-7", "x", "reading", "c", "m", "a", at(0))
    add_issue(ledger, issue)
    claim, event = made.claims[0], event_of("evt-ff")
    assert find(ledger, claim.id) == claim
    assert find(ledger, claim.id[:16]) == claim
    assert find(ledger, claim.id[4:16].upper()) == claim
    assert find(ledger, capture.digest[:12]) == made.document
    assert find(ledger, capture.digest[7:19]) == made.document
    assert find(ledger, "cap-") == capture
    assert find(ledger, "iss") == issue
    assert find(ledger, "evt-", [event]) is event


def test_what_fits_more_than_one_thing_says_which(ledger):
    add_reading(ledger, *numbered(1), at(0))
    with pytest.raises(LedgerError) as caught:
        find(ledger, "clm-")
    assert caught.value.code == "ambiguous-id"
    assert "fits 5 things: clm-" in caught.value.message
    exact = find(ledger, "evt-1", [event_of("evt-1"), event_of("evt-12")])
    assert exact.id == "evt-1"


@pytest.mark.parametrize("prefix", ["", " ", "clm-zzz", "%", "_", "clm%", "~"])
def test_what_fits_nothing_says_so(ledger, prefix):
    add_reading(ledger, *numbered(1), at(0))
    with pytest.raises(LedgerError) as caught:
        find(ledger, prefix)
    assert caught.value.code == "not-found"


def test_a_claim_comes_as_its_current_reading_has_it_even_when_none_has_it_any_more(ledger):
    capture, old = numbered(1)
    surer = replace(old.claims[0], confidence=0.9)
    add_reading(ledger, capture, old, at(0))
    add_reading(ledger, capture, replace(old, claims=(surer,)), at(1))
    assert len(readings(ledger, capture.digest)) == 2
    assert find(ledger, surer.id) == surer
    assert find(ledger, old.claims[1].id) == old.claims[1]


def test_a_source_is_known_once_and_its_newest_grade_holds(ledger):
    source = Source("example.org", "Example")
    assert (add_source(ledger, source, at(0)), add_source(ledger, source, at(1))) == (True, False)
    assert facts(ledger).sources == (source,)
    b = Rating("example.org", "B", "corrects its errors", "ana", at(2))
    assert (rate_source(ledger, b), rate_source(ledger, replace(b, at=at(3)))) == (True, False)
    c = Rating("example.org", "C", "ran a forgery", "ben", at(4))
    assert rate_source(ledger, c)
    add_source(ledger, source, at(5))
    assert facts(ledger).sources == (Source("example.org", "Example", "C", "ran a forgery"),)
    assert rate_source(ledger, replace(b, at=at(6)))  # back to B: a new fact, not the old one
    assert [r.reliability for r in ratings(ledger, "example.org")] == ["B", "C", "B"]


def test_a_source_may_be_rated_before_anything_of_it_was_read(ledger):
    rate_source(ledger, Rating("new.example", "E", "invents", "ana", at(0)))
    assert facts(ledger).sources == (Source("new.example", "new.example", "E", "invents"),)
    with pytest.raises(LedgerError):
        rate_source(ledger, Rating("new.example", "G", "x", "ana", at(0)))
