"""Judgements: every decision as a function of the facts; they survive re-reading and are reopened where they must."""

import datetime as dt
import json
from dataclasses import replace

import pytest
from fusion_factory import (
    CARACAS,
    MARCH_23,
    RIOS,
    S300,
    claim,
    event_of,
    facts,
    item,
    page,
    voice,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.fusion import decide
from sightline.fusion.corrections import ChangeError, corrected, with_was
from sightline.fusion.decide import Hand
from sightline.fusion.fuse import fuse
from sightline.fusion.judged import judged, owners
from sightline.fusion.links import links_of, sides
from sightline.fusion.queue import queue
from sightline.model.capture import Capture
from sightline.model.claim import barely_read, claim_id, machine_made
from sightline.model.contract import place_to_dict
from sightline.model.judgement import judgement_of
from sightline.model.span import Span

NOON = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)


def at(minutes: float) -> dt.datetime:
    return NOON + dt.timedelta(minutes=minutes)


def hand(who: str = "ana", minutes: float = 0, why: str = "I looked") -> Hand:
    return Hand(who, why, at(minutes))


def launchers(name: str, count: float, body: str | None = None, **more):
    """A page that says that so many launchers stand at the airbase, and its claim."""
    words = body or f"Pictures that {name} bought show {count:g} launchers at the Ríos airbase."
    d = page(words, site=f"{name}.example")
    c = claim(
        d,
        words,
        items=[item("launchers", "sam-launcher", count)],
        place=RIOS,
        time=MARCH_23,
        by=[voice(f"{name} pictures", "imagery")],
        **more,
    )
    return d, c


def story():
    pairs = [launchers("alpha", 5), launchers("bravo", 4)]
    return facts([d for d, _ in pairs], [c for _, c in pairs])


def with_judgements(cut, *made):
    return replace(cut, judgements=(*cut.judgements, *made))


def counted(n: float) -> list[tuple[str, str]]:
    return [("items.0.count", json.dumps(n))]


def test_a_corrected_count_removes_the_contradiction_and_is_told_with_who_and_why():
    cut = story()
    five, four = cut.claims
    assert [c.kind for c in event_of(fuse(cut), five).contradictions] == ["count"]
    made = decide.on_claim(four.id, cut, "corrected", hand(why="the page says five"), counted(5))
    fusion = fuse(with_judgements(cut, made))
    assert event_of(fusion, five).contradictions == ()
    (decided,) = fusion.decided
    assert decided.words == (
        "count of launchers corrected from 4 to 5 by ana on 2026-01-01: the page says five",
    )
    after = judged(with_judgements(cut, made)).facts.claims[1]
    assert after.id == four.id
    assert after.origin == f"test + corrected by ana ({made.id})"
    assert (dict(made.changes)["was items.0"], made.words, made.about) == (
        json.dumps(
            json.loads(dict(with_was(four, counted(5)))["was items.0"]), sort_keys=True, separators=(",", ":")
        ),
        four.quote.text,
        (four.id,),
    )


def test_a_correction_can_make_a_contradiction_too():
    pairs = [launchers("alpha", 5), launchers("bravo", 5)]
    cut = facts([d for d, _ in pairs], [c for _, c in pairs])
    one, other = cut.claims
    assert event_of(fuse(cut), one).contradictions == ()
    made = decide.on_claim(other.id, cut, "corrected", hand(), counted(8))
    assert [c.kind for c in event_of(fuse(with_judgements(cut, made)), one).contradictions] == ["count"]


@pytest.mark.parametrize(
    ("changes", "seen"),
    [
        ([("stance", '"denied"')], lambda c: c.stance == "denied"),
        ([("event", '"loss"')], lambda c: c.event == "loss"),
        ([("place", json.dumps(place_to_dict(CARACAS)))], lambda c: c.place == CARACAS),
        ([("place", "null")], lambda c: c.place is None),
        ([("time", '{"earliest":"2019-03-26","latest":"2019-03-26"}')], lambda c: c.time.earliest.day == 26),
        ([("items.0.category", '"radar"')], lambda c: c.items[0].category == "radar"),
        ([("items.0.count.low", "3")], lambda c: c.items[0].count.low == 3),
        ([("items.0", "null")], lambda c: c.items == ()),
        (
            [("items.1", '{"name":"radar","category":"radar","count":1}')],
            lambda c: c.items[1].count.high == 1,
        ),
        (
            [("actors", '[{"name":"Russia","kind":"state","country":"RU"}]')],
            lambda c: c.actors[0].country == "RU",
        ),
        ([("attribution.0.kind", '"official"')], lambda c: c.attribution[0].kind == "official"),
        ([("attribution", "[]")], lambda c: c.attribution == ()),
        ([("likelihood", '{"text":"unlikely","low":0.2,"high":0.45}')], lambda c: c.likelihood.high == 0.45),
    ],
)
def test_any_field_can_be_corrected(changes, seen):
    cut = story()
    made = decide.on_claim(cut.claims[0].id, cut, "corrected", hand(), changes)
    whole = judged(with_judgements(cut, made))
    assert seen(whole.facts.claims[0]), whole.facts.claims[0]
    assert whole.decided[0].verdict == "corrected"
    assert "corrected" in whole.decided[0].words[0]
    assert judged(whole.facts).facts.claims == whole.facts.claims  # applied twice is applied once


@pytest.mark.parametrize(
    "change",
    [
        ("stance", '"nonsense"'),
        ("id", '"clm-other"'),
        ("quote", '{"start":0,"end":1,"text":"x"}'),
        ("items.7.count", "4"),
        ("items.0.category", '"spoon"'),
        ("items.0.count", '{"low":9,"high":3}'),
        ("items.0.count", "-1"),
        ("items.0.count", "NaN"),
        ("items.0.nonsense", "1"),
        ("items.first.count", "1"),
        ("items", '"five"'),
        ("place", '{"lat":200,"lon":0,"radius_km":1}'),
        ("place", '"Caracas"'),
        ("time", '{"earliest":"2019-13-44"}'),
        ("actors", '[{"name":"x","kind":"elf"}]'),
        ("likelihood", '{"text":"x","low":0.9,"high":0.1}'),
        ("stance", "not json"),
        ("items.0.ref", "7"),
        ("items.0.count.unit", "[1]"),
        ("items.0.name", "5"),
        ("place.name", "{}"),
        ("place", '{"name":"x","precision":"site","reasons":[1]}'),
        ("place.country", "4"),
        ("time", '{"edtf":5}'),
        ("likelihood", '{"text":1,"low":0.1,"high":0.2}'),
    ],
)
def test_what_does_not_fit_is_refused_when_judging_and_harmless_in_a_log(change):
    cut = story()
    one = cut.claims[0]
    with pytest.raises(ChangeError):
        decide.on_claim(one.id, cut, "corrected", hand(), [change])
    forged = judgement_of(one.id, "corrected", "eve", "x", NOON, changes=[change], words=one.quote.text)
    whole = judged(with_judgements(cut, forged))
    assert replace(whole.facts.claims[0], origin="") == replace(one, origin="")
    assert [r.judgement for r in whole.reopened] == [forged.id]


def test_a_rejected_claim_counts_for_nothing_and_an_accepted_one_is_surely_read():
    cut = story()
    five, four = cut.claims
    no = decide.on_claim(four.id, cut, "rejected", hand())
    fusion = fuse(with_judgements(cut, no))
    assert fusion.loose == (four.id,)
    doubtful = replace(five, origin="model 1.0", confidence=0.3)
    assert barely_read(doubtful)
    cut = replace(cut, claims=(doubtful, four))
    yes = decide.on_claim(five.id, cut, "accepted", hand())
    after = judged(with_judgements(cut, yes)).facts.claims[0]
    assert not barely_read(after)
    assert after.confidence == 0.3


def test_a_rejected_page_counts_for_nothing_whatever_is_read_in_it_and_a_newer_word_on_a_claim_wins():
    cut = story()
    one = cut.claims[0]
    no = decide.on_document(cut.documents[0], "rejected", hand(why="a hoax"))
    fusion = fuse(with_judgements(cut, no))
    assert fusion.loose == (one.id,)
    assert fusion.decided[0].words == ("rejected with its whole page by ana on 2026-01-01: a hoax",)
    assert fusion.reopened == ()
    more = replace(cut, claims=(shifted(one), cut.claims[1]))
    assert fuse(with_judgements(more, no)).loose == (shifted(one).id,)
    yes = decide.on_claim(one.id, cut, "accepted", hand("bo", 5))
    assert fuse(with_judgements(cut, no, yes)).loose == ()
    before, after = versions("Five launchers stand there.", "Six launchers stand there.")
    no = decide.on_document(before.documents[0], "rejected", hand(minutes=5))
    fusion = fuse(with_judgements(after, no))
    assert fusion.loose == (before.claims[0].id,)
    assert [r.why for r in fusion.reopened] == [
        "The page was captured again with other bytes; only the old ones were judged"
    ]


def test_what_a_language_model_found_stays_marked_when_accepted():
    cut = story()
    one = replace(cut.claims[0], origin="machine-generated: m")
    cut = replace(cut, claims=(one, cut.claims[1]))
    yes = decide.on_claim(one.id, cut, "accepted", hand())
    assert machine_made(judged(with_judgements(cut, yes)).facts.claims[0])


def test_undo_restores_and_undoing_the_undo_takes_away_again():
    cut = story()
    no = decide.on_claim(cut.claims[0].id, cut, "rejected", hand())
    undo = decide.undone(no, hand("bo", 1))
    redo = decide.undone(undo, hand("ana", 2))
    assert fuse(with_judgements(cut, no, undo)).loose == fuse(cut).loose
    assert fuse(with_judgements(cut, no, undo)).events == fuse(cut).events
    assert fuse(with_judgements(cut, no, undo, redo)).loose == (cut.claims[0].id,)


def test_two_analysts_disagree_the_newest_holds_and_it_is_shown():
    cut = story()
    one = cut.claims[0]
    ana = decide.on_claim(one.id, cut, "rejected", hand("ana", 0, "a mock-up"))
    bo = decide.on_claim(one.id, cut, "accepted", hand("bo", 1))
    (decided,) = fuse(with_judgements(cut, ana, bo)).decided
    assert decided.verdict == "accepted"
    assert decided.judgements == (ana.id, bo.id)
    assert decided.disputed == ("ana rejected it on 2026-01-01: a mock-up",)
    six = decide.on_claim(one.id, cut, "corrected", hand("ana", 2), counted(6))
    seven = decide.on_claim(one.id, with_judgements(cut, six), "corrected", hand("bo", 3), counted(7))
    whole = judged(with_judgements(cut, six, seven))
    assert whole.facts.claims[0].items[0].count.low == 7
    assert whole.decided[0].disputed == (
        "ana said otherwise on 2026-01-01: count of launchers corrected from 5 to 6",
    )
    own = decide.on_claim(one.id, with_judgements(cut, six), "corrected", hand("ana", 3), counted(7))
    assert judged(with_judgements(cut, six, own)).decided[0].disputed == ()  # a change of mind is no dispute


def test_merge_and_split():
    far = launchers("charlie", 5)
    far = (far[0], replace(far[1], place=CARACAS))
    cut = story()
    cut = replace(cut, documents=(*cut.documents, far[0]), claims=(*cut.claims, far[1]))
    fusion = fuse(cut)
    here, there = event_of(fusion, cut.claims[0]), event_of(fusion, far[1])
    assert here.id != there.id
    join = decide.merged(here.id, (*here.claims, *there.claims), cut, hand(why="one convoy"), here.title)
    both = event_of(fuse(with_judgements(cut, join)), far[1])
    assert set(both.claims) == {c.id for c in cut.claims}
    assert any(r.words == "Taken for one event by ana on 2026-01-01: one convoy" for r in both.reasons)
    out = decide.split(both, [far[1].id], with_judgements(cut, join), hand("bo", 5))
    apart = fuse(with_judgements(cut, join, out))
    assert set(event_of(apart, far[1]).claims) == {far[1].id}
    assert set(event_of(apart, cut.claims[0]).claims) == set(here.claims)
    assert any("a newer judgement overrules" in r.words for r in event_of(apart, cut.claims[0]).reasons)


def test_a_merge_of_claims_that_are_not_read_any_more_is_reopened():
    cut = story()
    join = decide.merged(cut.claims[0].id, [c.id for c in cut.claims], cut, hand())
    assert fuse(with_judgements(cut, join)).reopened == ()
    fewer = replace(cut, claims=cut.claims[:1])
    assert "Of the 2 claims that were joined, 1" in fuse(with_judgements(fewer, join)).reopened[0].why


def test_event_decisions_stand_beside_the_proposal_and_follow_the_event():
    cut = story()
    event = event_of(fuse(cut), cut.claims[0])
    values = {
        "credibility": 2,
        "estimate": [0.55, 0.8],
        "place": place_to_dict(replace(CARACAS, name="Depot 7")),
    }
    yes = decide.on_event(event, cut, "accepted", hand(), values)
    after = event_of(fuse(with_judgements(cut, yes)), cut.claims[0])
    assert after.assessment == event.assessment
    assert (after.decided.credibility, after.decided.estimate, after.decided.verdict) == (
        2,
        (0.55, 0.8),
        "accepted",
    )
    assert after.place.name == "Depot 7"
    d, c = launchers("charlie", 5)
    grown = with_judgements(facts([*cut.documents, d], [*cut.claims, c]), yes)
    fusion = fuse(grown)
    held = event_of(fusion, c)
    assert held.id != event.id
    assert held.decided.judgements == (yes.id,)
    assert [(r.judgement, r.subject, r.why) for r in fusion.reopened] == [
        (yes.id, held.id, "Since it was judged 1 more claims joined it")
    ]
    with pytest.raises(ChangeError):
        decide.on_event(event, cut, "accepted", hand(), {"credibility": 7})
    with pytest.raises(ChangeError):
        decide.on_event(event, cut, "accepted", hand(), {"estimate": [0.9, 0.1]})


def test_an_event_that_fell_apart_reopens_its_judgement():
    cut = story()
    event = event_of(fuse(cut), cut.claims[0])
    yes = decide.on_event(event, cut, "accepted", hand())
    out = decide.split(event, [cut.claims[1].id], cut, hand("bo", 1))
    fusion = fuse(with_judgements(cut, yes, out))
    assert [e.decided for e in fusion.events] == [None, None]
    assert "is no more" in fusion.reopened[0].why
    both = [decide.on_event(e, cut, "accepted", hand("bo", 9)) for e in fusion.events]
    assert fuse(with_judgements(cut, yes, out, *both)).reopened == ()


def test_forged_values_of_an_event_count_for_nothing():
    cut = story()
    event = event_of(fuse(cut), cut.claims[0])
    bad = [("credibility", "9"), ("estimate", '["x"]'), ("place", '{"lat":999}'), ("time", '"soon"')]
    forged = judgement_of(event.id, "corrected", "eve", "x", NOON, about=event.claims, changes=bad)
    after = event_of(fuse(with_judgements(cut, forged)), cut.claims[0])
    assert (after.decided.credibility, after.decided.estimate) == (None, None)
    assert (after.place, after.period) == (event.place, event.period)


def test_owners_newest_holds_and_undo_and_none():
    a = decide.on_source("a.example", "owned", "Group One", hand(minutes=0))
    b = decide.on_source("a.example", "owned", "Group Two", hand(minutes=1))
    none = decide.on_source("a.example", "owned", "", hand(minutes=2))
    assert owners([b, a]) == {"a.example": "Group Two"}
    assert owners([a, b, decide.undone(b, hand(minutes=3))]) == {"a.example": "Group One"}
    assert owners([a, none]) == {}


# Re-reading.


def shifted(one, by: int = 1):
    """The claim as a better extractor finds it: its trigger a little elsewhere, so its id is another."""
    quote = one.quote
    trigger = Span(quote.start + by, quote.start + by + 4, quote.text[by : by + 4])
    return replace(one, trigger=trigger, id=claim_id(one.document, one.part, one.event, trigger))


def test_a_judgement_survives_a_better_gazetteer_and_says_that_it_is_read_otherwise():
    cut = story()
    one = cut.claims[0]
    no = decide.on_claim(one.id, cut, "rejected", hand())
    again = replace(cut, claims=(replace(one, place=CARACAS), cut.claims[1]))
    fusion = fuse(with_judgements(again, no))
    assert fusion.loose == (one.id,)
    assert fusion.reopened[0].why == (
        "Read otherwise now than when it was judged:"
        " place was Capitán Manuel Ríos Airbase (airport:SVCZ), is Caracas (gn:3646738)"
    )
    looked = decide.like(no, one.id, with_judgements(again, no), hand(minutes=9))
    assert fuse(with_judgements(again, no, looked)).reopened == ()
    same = replace(cut, claims=(replace(one, origin="rules 9", confidence=0.1), cut.claims[1]))
    assert fuse(with_judgements(same, no)).reopened == ()


def test_an_acceptance_is_of_what_was_read_and_overrules_what_it_overruled():
    cut = story()
    one = cut.claims[0]
    no = decide.on_claim(one.id, cut, "rejected", hand("ana", 0))
    yes = decide.on_claim(one.id, cut, "accepted", hand("bo", 1))
    six = decide.on_claim(one.id, cut, "corrected", hand("bo", 0.5), counted(6))
    other = replace(cut, claims=(replace(one, stance="planned"), cut.claims[1]))
    fusion = fuse(with_judgements(other, no, yes))
    assert (fusion.decided, fusion.loose) == ((), ())
    assert [(r.judgement, r.kind) for r in fusion.reopened] == [(yes.id, "otherwise")]
    assert "stance was asserted, is planned" in fusion.reopened[0].why
    kept = fuse(with_judgements(other, six, yes))
    assert [d.judgements for d in kept.decided] == [(six.id,)]
    assert fuse(with_judgements(other, no)).loose == (one.id,)  # a rejection holds
    moved = replace(cut, claims=(replace(one, place=CARACAS, time=None), cut.claims[1]))
    assert [d.verdict for d in fuse(with_judgements(moved, yes)).decided] == ["accepted"]


def test_a_shifted_anchor_carries_the_judgement_over_and_says_so():
    cut = story()
    one = cut.claims[0]
    made = decide.on_claim(one.id, cut, "corrected", hand(), counted(6))
    moved = shifted(one)
    whole = judged(with_judgements(replace(cut, claims=(moved, cut.claims[1])), made))
    assert whole.facts.claims[0].items[0].count.low == 6
    assert "carried over to the same words read anew" in whole.decided[0].words[0]
    assert whole.reopened == ()


def test_a_judgement_is_not_carried_to_what_stood_beside_it_or_to_one_of_two():
    d = page("Five launchers and two radars stand at the Ríos airbase.", site="a.example")
    both = [
        claim(d, d.text, nth=n, items=[thing], place=RIOS)
        for n, thing in enumerate([item("launchers", "sam-launcher", 5), item("radars", "radar", 2)])
    ]
    cut = facts([d], both)
    no = decide.on_claim(both[1].id, cut, "rejected", hand())
    alone = fuse(with_judgements(facts([d], both[:1]), no))
    assert alone.loose == ()
    assert [(r.judgement, r.subject) for r in alone.reopened] == [(no.id, "")]
    other = claim(d, "two radars stand at the Ríos airbase", "loss", items=both[1].items, place=RIOS)
    (again,) = fuse(with_judgements(facts([d], [both[0], other]), no)).reopened
    assert (again.subject, again.kind) == (other.id, "gone")
    cut = facts([d], [both[0], other])
    alike = decide.like(no, other.id, with_judgements(cut, no), hand(minutes=9))
    assert fuse(with_judgements(cut, no, alike)).reopened == ()
    assert fuse(with_judgements(cut, no, decide.undone(no, hand(minutes=9)))).reopened == ()
    two = [shifted(both[0], 1), shifted(both[1], 2)]
    assert fuse(with_judgements(facts([d], two), no)).loose == ()


def test_things_in_another_order_are_corrected_at_the_right_one_or_not_at_all():
    d = page("Five launchers and two radars stand at the Ríos airbase.", site="a.example")
    things = [item("launchers", "sam-launcher", 5), item("radars", "radar", 2)]
    one = claim(d, d.text, items=things, place=RIOS)
    made = decide.on_claim(one.id, facts([d], [one]), "corrected", hand(), [("items.1.count", "3")])
    turned = replace(one, items=tuple(things[::-1]))
    after = judged(with_judgements(facts([d], [turned]), made)).facts.claims[0]
    assert [(i.name, i.count.low) for i in after.items] == [("radars", 3), ("launchers", 5)]
    fewer = replace(one, items=tuple(things[:1]))
    whole = judged(with_judgements(facts([d], [fewer]), made))
    assert whole.facts.claims[0].items == fewer.items
    assert any("does not fit any more" in r.why for r in whole.reopened)


def versions(old_words: str, new_words: str, new_body: str | None = None):
    """One address captured twice."""
    pairs = []
    for n, words in enumerate([old_words, new_words]):
        body = (new_body or words) if n else words
        d = page(body, site="a.example", url="https://a.example/story", salt=str(n))
        quote = words if words in body else body
        pairs.append((d, claim(d, quote, items=[item("launchers", "sam-launcher", 5)], place=RIOS)))
    captures = tuple(
        Capture(d.capture, d.id, 1, d.url, d.url, d.url, 200, (), "text/html", at(60 * n), "test")
        for n, (d, _) in enumerate(pairs)
    )
    first = pairs[0]
    before = replace(facts([first[0]], [first[1]]), captures=captures[:1])
    return before, replace(facts([d for d, _ in pairs], [c for _, c in pairs]), captures=captures)


def test_a_changed_page_reopens_with_old_and_new_words_side_by_side():
    old, new = "Five launchers stand at the airbase.", "Six launchers stand at the airbase."
    before, after = versions(old, new)
    yes = decide.on_claim(before.claims[0].id, before, "accepted", hand(minutes=5))
    assert fuse(with_judgements(before, yes)).reopened == ()
    (again,) = fuse(with_judgements(after, yes)).reopened
    assert (again.subject, again.before, again.now, again.verbatim) == (after.claims[1].id, old, new, False)
    looked = decide.like(yes, again.subject, with_judgements(after, yes), hand(minutes=90))
    assert fuse(with_judgements(after, yes, looked)).reopened == ()


def test_a_changed_page_that_still_has_the_words_says_so():
    old = "Five launchers stand at the airbase."
    before, after = versions(old, old, "Correction: the date was wrong. " + old)
    yes = decide.on_claim(before.claims[0].id, before, "accepted", hand(minutes=5))
    (again,) = fuse(with_judgements(after, yes)).reopened
    assert again.verbatim is True
    assert "still stand" in again.why
    before, after = versions(old, "Nothing was seen.")
    yes = decide.on_claim(before.claims[0].id, before, "accepted", hand(minutes=5))
    (again,) = fuse(with_judgements(after, yes)).reopened
    assert (again.subject, again.verbatim) == ("", False)
    assert "gone" in again.why


def test_a_judgement_made_after_the_change_stands():
    before, after = versions("Five launchers stand there.", "Six launchers stand there.")
    yes = decide.on_claim(before.claims[0].id, after, "accepted", hand(minutes=61))
    assert fuse(with_judgements(after, yes)).reopened == ()


def test_deciding_alike_finds_the_right_thing_in_another_claim():
    d = page("Five launchers and two radars stand at the Ríos airbase.", site="a.example")
    e = page(d.text, site="b.example")
    things = [item("launchers", "sam-launcher", 5), item("radars", "radar", 2)]
    one, other = claim(d, d.text, items=things), claim(e, e.text, items=things[::-1])
    cut = facts([d, e], [one, other])
    assert decide.copies_of(one, cut.claims) == [other]
    made = decide.on_claim(one.id, cut, "corrected", hand(), [("items.1.count", "3")])
    alike = decide.like(made, other.id, cut, hand())
    after = judged(with_judgements(cut, made, alike)).facts.claims
    assert [[(i.name, i.count.low) for i in c.items] for c in after] == [
        [("launchers", 5), ("radars", 3)],
        [("radars", 3), ("launchers", 5)],
    ]
    with pytest.raises(ChangeError):
        decide.on_claim(one.id, cut, "corrected", hand(), [("items.0", "null"), ("items.1.count", "3")])


# Laws.

DECISIONS = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.sampled_from(["accept", "reject", "count", "stance", "merge", "split", "undo", "event", "page"]),
        st.sampled_from(["ana", "bo"]),
        st.integers(0, 5),
        st.integers(1, 9),
    ),
    max_size=7,
)


def base():
    pairs = [launchers("alpha", 5), launchers("bravo", 4), launchers("charlie", 5)]
    d = page("A column of tanks drove to Caracas.", site="d.example")
    pairs.append((d, claim(d, d.text, "movement", items=[S300], place=CARACAS)))
    return facts([d for d, _ in pairs], [c for _, c in pairs])


def decided(cut, deeds):
    """Judgements made one after the other, each on what stood then."""
    for n, what, who, minute, number in deeds:
        one = cut.claims[n]
        by = hand(who, minute, f"{what} {number}")
        fusion = fuse(cut)
        event = next((e for e in fusion.events if one.id in e.claims), None)
        made = None
        if what == "accept" or what == "reject":
            made = decide.on_claim(one.id, cut, f"{what}ed", by)
        elif what == "count":
            made = decide.on_claim(one.id, cut, "corrected", by, counted(number))
        elif what == "stance":
            made = decide.on_claim(one.id, cut, "corrected", by, [("stance", '"denied"')])
        elif what == "merge":
            made = decide.merged(
                one.id, (one.id, cut.claims[number % 4].id, cut.claims[(n + 1) % 4].id), cut, by
            )
        elif what == "split" and event and len(event.claims) > 1:
            made = decide.split(event, [one.id], cut, by)
        elif what == "undo" and cut.judgements:
            made = decide.undone(cut.judgements[number % len(cut.judgements)], by)
        elif what == "page":
            made = decide.on_document(cut.documents[n], "rejected", by)
        elif what == "event" and event:
            made = decide.on_event(event, cut, "accepted", by, {"credibility": 1 + number % 6})
        cut = with_judgements(cut, made) if made else cut
    return cut


@settings(max_examples=60, deadline=None)
@given(DECISIONS, st.data())
def test_the_order_of_judgements_and_claims_decides_nothing(deeds, data):
    cut = decided(base(), deeds)
    turned = replace(
        cut,
        judgements=tuple(data.draw(st.permutations(cut.judgements))),
        claims=tuple(data.draw(st.permutations(cut.claims))),
        documents=tuple(data.draw(st.permutations(cut.documents))),
    )
    a, b = fuse(cut), fuse(turned)
    assert (a.events, sorted(a.loose), a.decided) == (b.events, sorted(b.loose), b.decided)
    assert set(a.reopened) == set(b.reopened)
    assert fuse(replace(cut, judgements=cut.judgements * 2)) == a  # twice is once


@settings(max_examples=60, deadline=None)
@given(DECISIONS)
def test_every_judgement_survives_re_reading(deeds):
    """The same bytes, read by tools that find the same at another surety and with other candidates."""
    cut = decided(base(), deeds)
    again = replace(
        cut,
        claims=tuple(
            replace(c, origin="other 2", confidence=0.5, place=replace(c.place, reasons=("anew",)))
            for c in cut.claims
        ),
    )
    a, b = fuse(cut), fuse(again)
    assert [d.words for d in a.decided] == [d.words for d in b.decided]
    assert [(e.claims, e.decided, e.quantities) for e in a.events] == [
        (e.claims, e.decided, e.quantities) for e in b.events
    ]
    assert a.reopened == b.reopened


@settings(max_examples=60, deadline=None)
@given(DECISIONS)
def test_undoing_everything_is_as_if_nothing_had_been_judged(deeds):
    cut = decided(base(), deeds)
    plain = [j for j in cut.judgements if j.decision != "undone"]
    later = [
        decide.undone(j, hand("cy", 99))
        for j in (*plain, *[j for j in cut.judgements if j.decision == "undone"])
    ]
    bare = fuse(base())
    fusion = fuse(with_judgements(cut, *later))
    assert (fusion.events, fusion.loose, fusion.decided) == (bare.events, bare.loose, ())


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.booleans(),
            st.frozensets(st.sampled_from("abcdefg"), min_size=2, max_size=5),
            st.integers(1, 4),
        ),
        max_size=8,
    )
)
def test_links_never_contradict_themselves_and_the_newest_holds_whole(deeds):
    made = []
    for n, (join, claims, number) in enumerate(deeds):
        ordered = sorted(claims)
        out = ordered[: min(number, len(ordered) - 1)]
        changes = [] if join else [("out", json.dumps(out))]
        made.append(
            judgement_of(
                "evt", "merged" if join else "split", "ana", str(n), at(n), about=ordered, changes=changes
            )
        )
    links = links_of(made)
    for one, other in links.apart:
        assert one
        assert other
        assert not any(joined & one and joined & other for joined in links.together)
    everything = [c for joined in links.together for c in joined]
    assert len(everything) == len(set(everything))
    if made:
        last = made[-1]
        if last.decision == "merged":
            assert any(set(last.about) <= joined for joined in links.together)
        else:
            assert sides(last) in links.apart
        assert last.id not in links.overruled


@settings(max_examples=60, deadline=None)
@given(DECISIONS)
def test_links_hold_in_the_events(deeds):
    cut = decided(base(), deeds)
    fusion = fuse(cut)
    links = judged(cut).links
    home = {c: e.id for e in fusion.events for c in e.claims}
    for joined in links.together:
        assert len({home[c] for c in joined if c in home}) <= 1
    for one, other in links.apart:
        assert not {home[c] for c in one if c in home} & {home[c] for c in other if c in home}


JUNK = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
PATHS = st.sampled_from(
    [
        p.replace("_", " ")
        for p in (
            "items items.0 items.0.count items.0.count.low items.9 place time stance out owner credibility estimate "
            "actors attribution.0 hedges likelihood reliability . items. was_items.0 was_document was_event "
            "was_siblings was_read was_was"
        ).split()
    ]
)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(
        ["accepted", "corrected", "rejected", "merged", "split", "owned", "rated", "undone", "resolved"]
    ),
    st.lists(st.tuples(PATHS, JUNK.map(json.dumps) | st.text(max_size=5)), max_size=4),
    st.sampled_from(["claim", "event", "gone", "page"]),
)
def test_no_judgement_of_anybody_stops_the_work(decision, changes, subject):
    cut = base()
    event = fuse(cut).events[0]
    named = {"claim": cut.claims[0].id, "event": event.id, "gone": "clm-gone", "page": cut.documents[0].id}
    about = event.claims if subject == "event" else ()
    forged = judgement_of(
        named[subject], decision, "eve", "x", NOON, about=about, changes=changes, words="said", basis="b"
    )
    fusion = fuse(with_judgements(cut, forged))
    known = {c for e in fusion.events for c in e.claims} | set(fusion.loose)
    assert known == {c.id for c in cut.claims}
    assert owners([forged]).keys() <= {named[subject]}
    queue(judged(with_judgements(cut, forged)).facts, fusion)


def test_with_was_keeps_what_stood_there():
    one = story().claims[0]
    kept = dict(with_was(one, counted(6)))
    assert json.loads(kept["was items.0"])["count"]["low"] == 5
    assert json.loads(kept["items.0.count"]) == {"low": 6, "high": 6, "unit": None, "text": ""}
    assert corrected(one, list(kept.items())).items[0].count.low == 6
