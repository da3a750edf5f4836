"""Words that tie happenings: what they say, what they count from, and what follows for the dates of claims."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.model import edtf
from sightline.model.claim import Claim, claim_id
from sightline.model.document import Document, Part
from sightline.model.period import Period, iso
from sightline.model.span import Span
from sightline.times.find import find_times
from sightline.times.resolve import date_claims
from sightline.times.tie_words import said_in
from sightline.times.tokens import tokenise


def said(text):
    t = tokenise(text)
    return [(s.kind, s.low, s.high, s.clock, " ".join(t.text[s.start : s.end])) for s in said_in(t)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It left two days after the landing.", ("after", 2, 2, False, "the landing")),
        ("The day after the storm, it left.", ("after", 1, 1, False, "the storm")),
        ("It left three weeks before the vote.", ("before", -24, -18, False, "the vote")),
        ("It left at least two weeks after the vote.", ("after", 11, None, False, "the vote")),
        ("It left less than two weeks after the vote.", ("after", 0, 17, False, "the vote")),
        ("It left within hours of the attack.", ("after", 0, 1, True, "the attack")),
        ("It left within two days of the attack.", ("after", 0, 2, False, "the attack")),
        ("It broke a week into the siege.", ("into", 4, 10, False, "the siege")),
        ("It left shortly before the raid.", ("before", -60, 0, False, "the raid")),
        ("It left on the eve of the invasion.", ("before", -3, 0, False, "the invasion")),
        ("It came in the wake of the raid.", ("after", 0, None, False, "the raid")),
        ("It came ahead of the summit.", ("before", None, 0, False, "the summit")),
        ("It lay there until the ship left.", ("until", None, 0, False, "the ship left")),
        ("It lies there since the ship left.", ("since", 0, None, False, "the ship left")),
        ("Once the bridge fell, they ran.", ("after", 0, None, False, "the bridge fell")),
        ("By the time the convoy arrived, they had left.", ("before", None, 0, False, "the convoy arrived")),
        ("It burned while the crew was sleeping.", ("same", 0, 0, False, "the crew was sleeping")),
        ("It burned as part of the exercise.", ("during", 0, 0, False, "the exercise")),
        ("They landed. Two days later, they left.", ("after", 2, 2, False, "")),
        ("They landed. Later that day they left.", ("same", 0, 0, False, "")),
        ("They landed, then took the town.", ("after", 0, None, False, "")),
        ("After the fall of the town six tanks moved up.", ("after", 0, None, False, "the fall of the town")),
        ("After they took the airfield the army left.", ("after", 0, None, False, "they took the airfield")),
    ],
)  # fmt: skip
def test_what_the_words_say(text, expected):
    assert said(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "It has since left.",
        "Since they have no spare parts, they stay.",
        "They looked after the wounded.",
        "Tokyo objects, while Moscow denies all.",
        "Trucks following at a distance.",
        "It left on the following day of rest as usual.",
        "It was a base once.",
        "before and after the war",
    ],
)
def test_what_is_no_tie(text):
    assert [s for s in said(text) if s[4]] == []


def test_hours_are_of_the_clock():
    ((kind, low, high, clock, _),) = said("It left three hours before the raid.")
    assert (kind, clock) == ("before", True)
    assert low * 24 == pytest.approx(-3.5)
    assert high * 24 == pytest.approx(-2.5)


def document(text, published=None):
    return Document(
        id="d", capture="c", text=text, language="en", parts=(Part("b", "body", 0, len(text), "en"),),
        published=edtf.parse(published) if published else None,
    )  # fmt: skip


def claim(doc, trigger, event, when=None, stance="asserted"):
    start = doc.text.index(trigger)
    at = doc.span(start, start + len(trigger))
    first = doc.text.rfind(".", 0, start) + 1
    while doc.text[first] == " ":
        first += 1
    quote = doc.span(first, doc.text.index(".", start))
    span = None
    if when:
        where = doc.text.index(when)
        span = Span(where, where + len(when), when)
    return Claim(
        id=claim_id("d", "b", event, at), document="d", part="b", quote=quote, event=event, stance=stance, trigger=at,
        time=Period(span=span) if span else None,
    )  # fmt: skip


def dated(text, published, *claims):
    """claims: (trigger, event, words of time or None, stance?); gives bounds by trigger, and the contradictions."""
    doc = document(text, published)
    made = [claim(doc, *c) for c in claims]
    out, clashes = date_claims(doc, tuple(made), find_times(doc))
    return {c.trigger.text: c for c in out}, clashes


def bounds(c):
    return (None, None) if c.time is None else (iso(c.time.earliest), iso(c.time.latest, end=True))


def test_a_chain_of_ties_dates_every_claim():
    text = (
        "Troops landed on 10 May 2024. Two days after the landing a convoy moved north. "
        "The day after the convoy moved, guns fired."
    )
    got, clashes = dated(
        text, "2024-06-01", ("landed", "arrival", "10 May 2024"), ("moved", "movement"), ("fired", "strike")
    )
    assert bounds(got["landed"]) == ("2024-05-10", "2024-05-10")
    assert bounds(got["moved"]) == ("2024-05-12", "2024-05-12")
    assert bounds(got["fired"]) == ("2024-05-13", "2024-05-13")
    assert clashes == ()
    assert got["fired"].time.relation.claim == got["moved"].id
    assert "2024-05-12" in got["fired"].time.basis


def test_dating_the_later_one_dates_the_earlier():
    text = "A tanker left port. Guns fired on 12 May 2024, two days after the tanker left port."
    got, _ = dated(text, "2024-06-01", ("left", "departure"), ("fired", "strike", "12 May 2024"))
    doc = document(text, "2024-06-01")
    again = text.index("left", 20)
    made = (
        claim(doc, "Guns fired", "strike", "12 May 2024"),
        Claim(id="x", document="d", part="b", quote=doc.span(again - 11, again + 9), event="departure", stance="asserted",
              trigger=doc.span(again, again + 4), time=Period(span=doc.span(again, again + 9))),
    )  # fmt: skip
    out, _ = date_claims(doc, made, find_times(doc))
    assert bounds(out[1]) == ("2024-05-10", "2024-05-10")
    assert "is told as “two days after” this" in out[1].time.basis
    assert bounds(got["fired"]) == ("2024-05-12", "2024-05-12")


def test_hours_are_counted_from_the_instant():
    text = "A jet took off at 0210Z on 28 May 2020. Five hours later a missile was fired."
    got, _ = dated(text, "2020-06-02", ("took off", "departure", "0210Z on 28 May 2020"), ("fired", "launch"))
    first, last = bounds(got["fired"])
    assert "2020-05-28T06:00:00Z" <= first <= "2020-05-28T07:10:00Z"
    assert "2020-05-28T07:10:00Z" <= last <= "2020-05-28T08:30:00Z"


def test_hours_later_count_although_both_were_given_one_time():
    text = "A jet took off at 0210Z on 28 May 2020 and, five hours later, fired a missile."
    got, _ = dated(
        text,
        "2020-06-02",
        ("took off", "departure", "0210Z on 28 May 2020"),
        ("fired", "launch", "0210Z on 28 May 2020"),
    )
    first, last = bounds(got["fired"])
    assert "2020-05-28T06" <= first <= last <= "2020-05-28T09"
    assert bounds(got["took off"])[0] == "2020-05-28T02:10:00Z"


def test_a_claim_without_words_of_time_is_dated_by_one_that_counts_from_it():
    text = "A tanker left port. Guns fired on 12 May 2024, two days after the tanker sailed from port."
    got, _ = dated(text, "2024-06-01", ("left", "departure"), ("fired", "strike", "12 May 2024"))
    assert bounds(got["left"]) == ("2024-05-10", "2024-05-10")
    assert got["left"].time.span.text == "two days after the tanker sailed from port"
    assert "is told as “two days after” this" in got["left"].time.basis


def test_days_after_an_instant_are_whole_days():
    text = "A jet took off at 2310Z on 28 May 2020. The day after the jet took off, a missile was fired."
    doc = document(text, "2020-06-02")
    jet = claim(doc, "took off", "departure", "2310Z on 28 May 2020")
    out, _ = date_claims(doc, (jet, claim(doc, "fired", "launch")), find_times(doc))
    assert bounds(out[1]) == ("2020-05-29", "2020-05-29")


@pytest.mark.parametrize(
    ("text", "when", "stance", "expected"),
    [
        ("Planes landed on 3 June 2024. Since the landing, guns have fired.", None, "asserted", ("2024-06-03", "2024-06-14")),
        ("Planes landed on 3 June 2024. Before the landing guns fired.", None, "asserted", (None, "2024-06-03")),
        ("Planes landed on 3 June 2024. Guns will have fired before the vote on 6 July 2024.", "6 July 2024", "planned", ("2024-06-14", "2024-07-06")),
        ("Planes landed on 3 June 2024. Guns fired until the truce was signed on 9 June 2024.", "9 June 2024", "asserted", (None, "2024-06-09")),
        ("Planes landed on 3 June 2024. Guns fired hours before the landing.", None, "asserted", ("2024-06-02", "2024-06-03T22:59:59Z")),
        ("Planes landed on 3 June 2024. Guns fired two weeks after a truce.", None, "asserted", (None, None)),
    ],
)  # fmt: skip
def test_other_kinds_of_ties(text, when, stance, expected):
    got, clashes = dated(
        text, "2024-06-14", ("landed", "arrival", "3 June 2024"), ("fired", "strike", when, stance)
    )
    assert bounds(got["fired"]) == expected
    assert clashes == ()


def test_the_date_of_the_anchor_is_not_the_date_of_what_is_told():
    text = "Guns fired before the attack on 6 February 1965."
    got, _ = dated(text, None, ("fired", "strike", "6 February 1965"))
    assert bounds(got["fired"]) == (None, "1965-02-06")


def test_what_cannot_hold_together_is_reported_and_the_dates_stand():
    text = "Troops landed on 10 May 2019. Two days after the landing, on 3 May 2019, guns fired."
    got, clashes = dated(
        text,
        "2019-06-01",
        ("landed", "arrival", "10 May 2019"),
        ("fired", "strike", "Two days after the landing"),
    )
    assert bounds(got["landed"]) == ("2019-05-10", "2019-05-10")
    assert bounds(got["fired"]) == ("2019-05-03", "2019-05-03")
    (clash,) = clashes
    assert clash.kind == "time"
    assert sorted(i for side in clash.sides for i in side) == sorted(c.id for c in got.values())
    for words in ("Two days after", "dated 2019-05-10", "dated 2019-05-03", "cannot hold together"):
        assert words in clash.words
    assert clash.words in got["fired"].time.basis


def test_a_dateline_dates_the_report_and_not_what_it_tells():
    text = "PORT ROYAL, 14 June 2024 (Wire) - Troops landed on Monday. Guns fired."
    got, _ = dated(
        text, "2024-06-14", ("landed", "arrival", "14 June 2024"), ("fired", "strike", "14 June 2024")
    )
    assert bounds(got["landed"]) == ("2024-06-10", "2024-06-10")
    assert got["fired"].time is None


def test_both_ends_of_a_range_count():
    text = "Bases were attacked between 17 October 2023 and 1 November 2023."
    got, _ = dated(text, "2023-11-02", ("attacked", "strike", "17 October 2023"))
    assert bounds(got["attacked"]) == ("2023-10-17", "2023-11-01")


@pytest.mark.parametrize(
    ("text", "trigger", "when", "stance", "expected"),
    [
        ("The frigate is due to reach port in December.", "reach", "December", "planned", "2024-12-01"),
        ("By Christmas, I predict, the base will be empty.", "empty", "Christmas", "forecast", None),
        ("A tug leaves on Monday to relieve it.", "leaves", "Monday", "planned", "2024-06-17"),
        ("The tanks promised in December have not come.", "promised", "December", "planned", "2023-12-01"),
        ("By Wednesday evening, they say, they had crossed the river.", "crossed", "Wednesday evening", "reported", None),
        ("The pair stays till Easter.", "stays", "Easter", "asserted", None),
    ],
)  # fmt: skip
def test_an_open_year_is_read_as_the_claim_tells_it(text, trigger, when, stance, expected):
    got, _ = dated(text, "2024-06-14", (trigger, "movement", when, stance))
    period = got[trigger].time
    if expected:
        assert iso(period.earliest) == expected
    elif stance == "forecast":
        assert iso(period.latest, end=True) == "2024-12-25"
    elif stance == "reported":
        assert period.latest.date().isoformat() == "2024-06-12"
    else:
        assert period.latest is None or period.latest.year >= 2024


def test_both_ends_of_a_range_are_read_in_one_tense():
    text = "It said it would take part in a drill from 25 October to 2 November."
    got, _ = dated(text, "2021-10-30", ("take part", "exercise", "25 October", "planned"))
    assert bounds(got["take part"]) == ("2021-10-25", "2021-11-02")


def test_a_plan_is_not_dated_by_a_day_that_is_over_and_that_another_sentence_gives():
    text = "The Araguari left on Saturday. There she will relieve the Zaire."
    got, _ = dated(
        text,
        "2018-03-26",
        ("left", "departure", "Saturday"),
        ("relieve", "deployment", "Saturday", "planned"),
    )
    assert bounds(got["left"]) == ("2018-03-24", "2018-03-24")
    assert got["relieve"].time is None


def test_a_date_of_another_sentence_says_so():
    text = "Troops landed on 10 May 2024. They burned two trucks."
    got, _ = dated(
        text, "2024-06-01", ("landed", "arrival", "10 May 2024"), ("burned", "loss", "10 May 2024")
    )
    assert got["burned"].time.basis.endswith("carried over from “10 May 2024” in an earlier sentence")
    assert "carried over" not in got["landed"].time.basis


def test_the_words_of_a_tie_do_not_date_what_they_count_from():
    text = "Two days after relieving the siege, the general gave a speech."
    got, _ = dated(text, "2024-06-01", ("siege", "strike", "Two days after"))
    assert got["siege"].time is None


def test_a_plan_and_a_deed_are_not_at_one_time():
    text = "A battle raged. Troops will be stationed there as part of the battle operation."
    got, clashes = dated(
        text, "2024-09-09", ("raged", "strike"), ("stationed", "deployment", None, "planned")
    )
    assert bounds(got["stationed"]) == (None, None)
    assert clashes == ()


def test_a_sentence_keeps_its_own_date_beside_then():
    text = "Guns fired on 3 May 2024. Then, on 1 May 2024, a bridge fell."
    got, clashes = dated(
        text, "2024-06-01", ("fired", "strike", "3 May 2024"), ("fell", "loss", "1 May 2024")
    )
    assert bounds(got["fell"]) == ("2024-05-01", "2024-05-01")
    assert clashes == ()


LINES = (
    "Troops landed on 10 May 2024.", "A convoy moved two days after the landing.", "Guns fired the day after the landing.",
    "Then a bridge fell.", "Until the bridge fell a tanker lay in port.", "Once the guns fired, jets left.",
)  # fmt: skip
TRIGGERS = (
    ("landed", "arrival", "10 May 2024"), ("moved", "movement"), ("fired", "strike"), ("fell", "loss"), ("lay", "presence"),
    ("left", "departure"),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.permutations(range(len(TRIGGERS))))
def test_the_order_in_which_claims_are_given_does_not_matter(order):
    doc = document(" ".join(LINES), "2024-06-01")
    made = [claim(doc, *c) for c in TRIGGERS]
    times = find_times(doc)
    plain, clashes = date_claims(doc, tuple(made), times)
    mixed, others = date_claims(doc, tuple(made[k] for k in order), times)
    assert {c.id: c for c in mixed} == {c.id: c for c in plain}
    assert others == clashes
    assert [c.id for c in mixed] == [made[k].id for k in order]


def test_many_ties_of_one_text_all_hold():
    pairs = list(itertools.pairwise(range(40)))
    text = "Ship 0 sailed on 1 May 2024. " + " ".join(
        f"Ship {b} sailed the day after ship {a} reached port." for a, b in pairs
    )
    doc = document(text, "2025-01-01")
    assert len(said(text)) == len(pairs)
    assert date_claims(doc, (), find_times(doc)) == ((), ())


def test_this_week_told_as_done_ends_with_publication():
    text = "Pictures taken this week show that the launchers have been deployed. More will follow this week."
    got, _ = dated(
        text,
        "2019-03-27",
        ("deployed", "deployment", "this week", "asserted"),
        ("follow", "movement", "this week", "planned"),
    )
    assert bounds(got["deployed"]) == ("2019-03-25", "2019-03-27")
    assert "not after publication" in got["deployed"].time.basis
    assert bounds(got["follow"])[1] == "2019-03-31"
