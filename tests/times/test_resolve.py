"""resolve_when: the words of a claim's time to bounds, and claims dated by their ties to one another."""

import pytest

from sightline.model import edtf
from sightline.model.claim import Claim, claim_id
from sightline.model.document import Document, Part
from sightline.model.period import Period, iso
from sightline.model.span import Span
from sightline.times.find import find_times
from sightline.times.resolve import resolve_when


def document(text, published=None, language="en"):
    return Document(
        id="d", capture="c", text=text, language=language, parts=(Part("b", "body", 0, len(text), language),),
        published=edtf.parse(published) if published else None,
    )  # fmt: skip


def span(doc, words):
    start = doc.text.index(words)
    return Span(start, start + len(words), words)


def claim(doc, quote, trigger, event, when=None, stance="asserted"):
    at = span(doc, trigger)
    return Claim(
        id=claim_id("d", "b", event, at), document="d", part="b", quote=span(doc, quote), event=event, stance=stance,
        trigger=at, time=Period(span=span(doc, when)) if when else None,
    )  # fmt: skip


def resolved(doc, *claims):
    return resolve_when(doc, claims, find_times(doc))


def bounds(period):
    return iso(period.earliest), iso(period.latest, end=True)


@pytest.mark.parametrize(
    ("text", "words", "published", "stance", "expected"),
    [
        ("They have been there since May.", "since May", "2011-07-14", "asserted", ("2011-05-01", "2011-07-14")),
        ("They have been there since May.", "May", "2011-07-14", "asserted", ("2011-05-01", "2011-07-14")),
        ("They will stay until March 2025.", "until March 2025", "2024-09-09", "planned", ("2024-09-09", "2025-03-31")),
        ("They will leave before May.", "before May", "2024-02-15", "planned", ("2024-02-15", "2024-04-30")),
        ("It ran between 2 and 30 October.", "between 2 and 30 October", "2022-11-09", "asserted", ("2022-10-02", "2022-10-30")),
        ("It runs from 30 November to 18 December.", "from 30 November to 18 December", "2020-11-20", "planned", ("2020-11-30", "2020-12-18")),
        ("They came on 13 and 14 December.", "on 13 and 14 December", "2025-12-19", "asserted", ("2025-12-13", "2025-12-14")),
        ("It ran from 1941 to 1943.", "from 1941 to 1943", None, "asserted", ("1941-01-01", "1943-12-31")),
        ("They landed before dawn on Thursday.", "before dawn on Thursday", "2011-07-14", "asserted", ("2011-07-14", "2011-07-14")),
        ("It still stands there.", "still", "2016-12-15", "asserted", ("2016-12-15", "2016-12-15")),
        ("Llevan allí desde enero.", "desde enero", "2016-05-30", "asserted", ("2016-01-01", "2016-05-30")),
    ],
)  # fmt: skip
def test_words_around_a_date(text, words, published, stance, expected):
    language = "es" if "Llevan" in text else "en"
    doc = document(text, published, language)
    verb = text.split()[1]
    (answer,) = resolved(doc, claim(doc, text.rstrip("."), verb, "presence", words, stance))
    assert bounds(answer.time) == expected
    assert edtf.parse(answer.time.edtf).earliest == answer.time.earliest
    assert answer.time.basis


LANDING = "Troops landed in Caracas on Saturday. Just a day following the landing of troops in Caracas, missiles were activated."


def pair(doc):
    return (
        claim(doc, "Troops landed in Caracas on Saturday", "landed", "arrival", "Saturday"),
        claim(doc, "Just a day following the landing of troops in Caracas, missiles were activated", "activated",
              "activation", "Just a day following the landing of troops in Caracas"),
    )  # fmt: skip


def test_a_day_after_a_dated_claim():
    doc = document(LANDING, "2019-03-27")
    first, second = resolved(doc, *pair(doc))
    assert bounds(first.time) == ("2019-03-23", "2019-03-23")
    assert bounds(second.time) == ("2019-03-24", "2019-03-24")
    assert (second.time.relation.low, second.time.relation.high, second.time.relation.claim) == (
        1,
        1,
        first.id,
    )
    assert second.time.basis == (
        "“Just a day following the landing of troops in Caracas”, counted from “Troops landed in Caracas on Saturday”, "
        "dated 2019-03-23"
    )


def test_a_day_after_an_undated_claim_stays_within_what_is_known():
    doc = document(LANDING, "2019")
    first, second = resolved(doc, *pair(doc))
    assert bounds(first.time) == ("2019-01-01", "2019-12-30")
    assert bounds(second.time) == ("2019-01-02", "2019-12-31")
    doc = document(LANDING)
    first, second = resolved(doc, *pair(doc))
    assert not second.time.known
    assert second.time.relation.claim == first.id


def test_a_tie_that_contradicts_is_dropped_and_said():
    text = "Troops landed on 10 May 2019. Two days after the landing missiles were activated."
    doc = document(text, "2019-06-01")
    landed = claim(doc, "Troops landed on 10 May 2019", "landed", "arrival", "10 May 2019")
    tied = claim(
        doc,
        "Two days after the landing missiles were activated",
        "activated",
        "activation",
        "Two days after the landing",
    )
    late = document(text, "2019-05-11")
    landed, tied = resolved(late, landed, tied)
    assert bounds(landed.time) == ("2019-05-10", "2019-05-10")
    assert not tied.time.earliest
    assert "cannot hold together" in tied.time.basis


def test_no_time_stays_no_time_and_order_is_kept():
    doc = document("Troops landed. Missiles were activated.", "2019-03-27")
    claims = (
        claim(doc, "Missiles were activated", "activated", "activation"),
        claim(doc, "Troops landed", "landed", "arrival"),
    )
    assert resolve_when(doc, claims, find_times(doc)) == claims
    assert resolve_when(doc, (), ()) == ()


def test_a_claim_is_not_tied_to_itself():
    doc = document("A day after the landing of troops in Caracas, it was quiet.", "2019-03-27")
    (only,) = resolved(doc, claim(doc, "A day after the landing of troops in Caracas", "landing", "arrival"))
    assert only.time is None


def test_unresolvable_words_keep_their_words():
    doc = document("They came after the rains.", "2019-03-27")
    (only,) = resolved(doc, claim(doc, "They came after the rains", "came", "arrival", "after the rains"))
    assert only.time.span.text == "after the rains"
    assert not only.time.known
    assert only.time.basis
