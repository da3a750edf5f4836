"""The review queue: what matters most first, each with its reasons; what was judged leaves it."""

import math
from dataclasses import replace

from fusion_factory import CARACAS, claim, event_of, facts, item, page
from hypothesis import given, settings
from hypothesis import strategies as st
from test_fusion_judged import DECISIONS, base, decided, hand, launchers, versions

from sightline.fusion import decide
from sightline.fusion.fuse import fuse
from sightline.fusion.judged import judged
from sightline.fusion.queue import BORDER, _near_border, queue
from sightline.fusion.weights import THRESHOLDS
from sightline.model.event import Assessment, Reason


def entries(cut):
    return queue(judged(cut).facts, fuse(cut))


def entry(cut, subject):
    return next((e for e in entries(cut) if e.subject == subject), None)


def test_a_contradiction_stands_before_what_nobody_disputes():
    pairs = [launchers("alpha", 5), launchers("bravo", 4)]
    d = page("Tanks stand in Caracas.", site="c.example")
    calm = claim(d, d.text, items=[item("tanks", "tank")], place=replace(CARACAS, probability=0.3))
    cut = facts([d, *(d for d, _ in pairs)], [calm, *(c for _, c in pairs)])
    first, *rest = entries(cut)
    assert first.subject == event_of(fuse(cut), pairs[0][1]).id
    assert "Contradiction of count" in first.reasons[0].words
    (unsure,) = [e for e in rest if e.subject == calm.id]
    assert "is only 30% likely" in unsure.reasons[0].words


def test_a_graded_event_on_one_doubtful_reading_stands_there_until_it_is_judged():
    d, c = launchers("alpha", 5)
    for origin, words in (
        ("model 1", "with little certainty (40%)"),
        ("machine-generated: m", "language model"),
    ):
        doubtful = replace(c, origin=origin, confidence=0.4)
        cut = facts([d], [doubtful])
        found = entry(cut, c.id)
        assert found is not None
        assert any(words in r.words for r in found.reasons)
        yes = decide.on_claim(c.id, cut, "accepted", hand())
        assert entry(replace(cut, judgements=(yes,)), c.id) is None


def test_a_judged_event_takes_its_claims_out_of_the_queue():
    pairs = [launchers("alpha", 5), launchers("bravo", 4)]
    claims = [replace(c, origin="model 1", confidence=0.4) for _, c in pairs]
    cut = facts([d for d, _ in pairs], claims)
    event = event_of(fuse(cut), claims[0])
    assert {e.subject for e in entries(cut)} == {event.id, *(c.id for c in claims)}
    yes = decide.on_event(event, cut, "accepted", hand())
    assert entries(replace(cut, judgements=(yes,))) == ()


def test_what_was_reopened_stands_first_with_the_old_words():
    before, after = versions("Five launchers stand there.", "Six launchers stand there.")
    yes = decide.on_claim(before.claims[0].id, before, "accepted", hand(minutes=5))
    first = entries(replace(after, judgements=(yes,)))[0]
    assert first.subject == after.claims[1].id
    assert first.reopened is not None
    assert first.reopened.before == "Five launchers stand there."
    assert first.reasons[0].ids == (yes.id,)


def test_only_a_grade_that_a_small_change_would_move_is_near_its_border():
    d, c = launchers("alpha", 5)
    alone = event_of(fuse(facts([d], [c])), c)
    pairs = [launchers("alpha", 5), launchers("bravo", 5)]
    both = event_of(fuse(facts([d for d, _ in pairs], [c for _, c in pairs])), pairs[0][1])
    for event in (alone, both):
        for name, least in THRESHOLDS.items():
            for away in (0.05, 1.0):
                made = Assessment(3, (Reason("as it were", round(least + away, 4)),))
                near = "Near the border" in _near_border(replace(event, assessment=made))
                others = [x for x in THRESHOLDS.values() if abs(x - least - away) < BORDER]
                if event is alone:
                    assert not near  # one voice, undisputed: 3 whatever the weights
                elif away < BORDER and name in ("confirmed", "probable"):
                    assert near
                elif not others:
                    assert not near
    assert _near_border(replace(both, assessment=Assessment(6, ()))) == ""


@settings(max_examples=40, deadline=None)
@given(DECISIONS, st.data())
def test_the_queue_is_stable_and_every_score_is_the_sum_of_its_reasons(deeds, data):
    cut = decided(base(), deeds)
    found = entries(cut)
    turned = replace(
        cut,
        claims=tuple(data.draw(st.permutations(cut.claims))),
        judgements=tuple(data.draw(st.permutations(cut.judgements))),
    )
    assert entries(turned) == found
    for one in found:
        assert one.reasons
        assert math.isclose(one.score, sum(r.weight for r in one.reasons), abs_tol=0.01)
    held = {d.subject for d in fuse(cut).decided}
    assert not [e for e in found if e.subject in held and e.reopened is None]
