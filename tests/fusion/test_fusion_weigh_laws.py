"""Laws of weighing by itself: any claims taken for one event, any disputes among them."""

from fusion_factory import copies
from hypothesis import given, settings
from hypothesis import strategies as st
from test_fusion_laws import flat, many

from sightline.fusion.contradictions import CONTRADICTION_KINDS
from sightline.fusion.corroboration import say_the_same, tied
from sightline.fusion.independence import kinship
from sightline.fusion.spoken import Spoken, spoken
from sightline.fusion.weigh import weigh
from sightline.model.event import Contradiction, ContradictionKind


def party(documents, claims) -> Spoken:
    return spoken(claims, kinship(documents))


def worse_or_equal(now: int, then: int) -> bool:
    """6 is no grade: from no basis to doubt is no rise, and from a grade to no basis would be a loss of it."""
    return now == then or (now > 3 if then == 6 else now != 6 and now > then)


@st.composite
def disputes(draw, event: Spoken) -> Contradiction | None:
    """Some claims of it against some others; a denial where there is one."""
    kind: ContradictionKind = draw(st.sampled_from(CONTRADICTION_KINDS))
    if kind == "denial":
        if not (event.denying and event.stating):
            return None
        return Contradiction("denial", "x", ((event.stating[0].id,), tuple(c.id for c in event.denying)))
    ids = [c.id for c in event.stating]
    if len(ids) < 2:
        return None
    one = draw(st.lists(st.sampled_from(ids), min_size=1, unique=True, max_size=len(ids) - 1))
    rest = [i for i in ids if i not in one]
    other = draw(st.lists(st.sampled_from(rest), min_size=1, unique=True))
    return Contradiction(kind, "x", tuple(sorted([tuple(sorted(one)), tuple(sorted(other))])))


@settings(max_examples=120, deadline=None)
@given(many, st.data())
def test_one_more_contradiction_never_raises(told, data) -> None:
    event = party(*flat(told))
    against = []
    grade = weigh(event, (), {}).assessment.credibility
    for _ in range(data.draw(st.integers(1, 3))):
        clash = data.draw(disputes(event))
        if clash is None:
            continue
        against.append(clash)
        now = weigh(event, tuple(against), {}).assessment.credibility
        assert worse_or_equal(now, grade)
        grade = now


@settings(max_examples=60, deadline=None)
@given(many, st.integers(1, 4), st.data())
def test_copies_of_one_page_weigh_nothing(told, number, data) -> None:
    documents, claims = flat(told)
    d, said = data.draw(st.sampled_from(told))
    more_documents, more_claims = copies(d, said, number)
    before = weigh(party(documents, claims), (), {})
    after = weigh(party(documents + more_documents, claims + more_claims), (), {})
    assert after.assessment.credibility == before.assessment.credibility
    assert after.agreeing == before.agreeing


@settings(max_examples=60, deadline=None)
@given(many, st.randoms(use_true_random=False))
def test_what_bears_out_is_mutual_and_without_order(told, chance) -> None:
    documents, claims = flat(told)
    event = party(documents, claims)
    for a in event.stating:
        for b in event.stating:
            assert say_the_same(a, b) == say_the_same(b, a)
    voices = {event.voice[c.id].id for c in event.stating}
    groups = tied(event, voices)
    assert sorted(v for group in groups for v in group) == sorted(voices)
    chance.shuffle(documents)
    chance.shuffle(claims)
    assert tied(party(documents, claims), voices) == groups
    assert weigh(party(documents, claims), (), {}) == weigh(event, (), {})


@settings(max_examples=200, deadline=None)
@given(many)
def test_the_short_way_of_a_single_statement_is_the_long_way(told):
    documents, claims = flat(told)
    kin = kinship(documents)
    looked = {
        "clm-of-nothing-here": ()
    }  # evidence on another claim: it changes nothing, but the long way is taken
    for claim in claims:
        alone = spoken([claim], kin)
        assert weigh(alone, (), {}) == weigh(alone, (), looked)
