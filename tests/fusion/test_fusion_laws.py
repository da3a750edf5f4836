"""Laws of fusion: order does not matter, copies add nothing, a contradiction never raises credibility, nothing
vague bridges two events, every claim is accounted for."""

from dataclasses import replace

from fusion_demo import COPY_TEXT, NEWS_TEXT, news, report
from fusion_factory import (
    CARACAS,
    MARCH,
    MARCH_23,
    RIOS,
    S300,
    SOUTH_OF_CARACAS,
    VENEZUELA,
    agent,
    claim,
    copies,
    day,
    event_of,
    facts,
    item,
    page,
    voice,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.fusion.fuse import fuse

PLACES = [None, RIOS, CARACAS, SOUTH_OF_CARACAS, VENEZUELA]
TIMES = [None, MARCH_23, MARCH, day(3, 26), day(8, 1)]
THINGS = [
    (),
    (S300,),
    (item("S-300VM", "sam-system", 2, ref="s-300vm"),),
    (item("launchers", "sam-launcher", 5),),
    (item("launchers", "sam-launcher", 8, 9),),
    (item("An-124", "transport-aircraft", 1, ref="an-124"),),
    (item("troops", "troops", 100),),
]
VOICES = [
    (),
    (voice("Satellite images", "imagery"),),
    (voice("according to ImageSat", "imagery"),),
    (voice("sources", "unnamed"),),
    (voice("the Russian Defence Ministry", "official"),),
    (voice("Ukrainian officials", "military"),),
    (voice("Maxar images", "imagery"),),
    (voice("our own picture", "imagery"),),
    (voice("Residents", "witness"),),
]
WORDS = [
    "alpha",
    "bravo",
    "charlie",
    "delta",
    "echo",
    "foxtrot",
    "golf",
    "hotel",
    "india",
    "juliet",
    "kilo",
    "lima",
    "mike",
    "november",
    "oscar",
]


@st.composite
def stories(draw):
    """One page with one to four claims; its text a random run of words, so that pages are rarely alike."""
    sentences = [
        " ".join(draw(st.lists(st.sampled_from(WORDS), min_size=3, max_size=20))) + f" n{i}."
        for i in range(draw(st.integers(1, 4)))
    ]
    comment = draw(st.booleans())
    d = page(
        " ".join(sentences),
        site=draw(st.sampled_from([None, "a.example", "b.example", "c.example"])),
        comments=[("comment", "h:9", "Nonsense written below.")] if comment else (),
        salt=draw(st.uuids()).hex,
    )
    said = [
        claim(
            d,
            sentence,
            draw(st.sampled_from(["deployment", "presence", "arrival", "strike", "assessment"])),
            draw(
                st.sampled_from(
                    ["asserted", "asserted", "reported", "denied", "planned", "possible", "unknown"]
                )
            ),
            items=draw(st.sampled_from(THINGS)),
            place=draw(st.sampled_from(PLACES)),
            time=draw(st.sampled_from(TIMES)),
            actors=draw(st.sampled_from([(), (agent("Russia", "RU"),), (agent("Venezuela", "VE"),)])),
            by=draw(st.sampled_from(VOICES)),
        )
        for sentence in sentences
    ]
    if comment:
        said.append(
            claim(d, "Nonsense written below.", "presence", items=[S300], place=draw(st.sampled_from(PLACES)))
        )
    return d, said


many = st.lists(stories(), min_size=1, max_size=6)


def flat(told):
    return [d for d, _ in told], [c for _, said in told for c in said]


@settings(max_examples=60, deadline=None)
@given(many, st.randoms(use_true_random=False))
def test_order_does_not_matter(told, chance):
    documents, claims = flat(told)
    first = fuse(facts(documents, claims))
    chance.shuffle(documents)
    chance.shuffle(claims)
    assert fuse(facts(documents, claims)) == replace(first)
    assert fuse(facts(documents * 2, claims * 2)) == first, "adding twice is adding once"


@settings(max_examples=60, deadline=None)
@given(many)
def test_every_claim_is_in_one_event_or_loose(told):
    documents, claims = flat(told)
    fusion = fuse(facts(documents, claims))
    placed = [c for e in fusion.events for c in e.claims] + list(fusion.loose)
    assert sorted(placed) == sorted(c.id for c in claims)
    known = {v.id for v in fusion.voices}
    heard = {d for v in fusion.voices for d in v.documents}
    assert heard == {d.id for d in documents}
    for event in fusion.events:
        assert set(event.voices) <= known
        assert event.assessment.reasons
        if event.assessment.credibility == 1:
            assert len(event.voices) >= 2
            assert not event.contradictions
            named = {(c.document, b) for c in claims if c.id in event.claims for b in c.attribution}
            assert len(named) >= 2, "two publishers may use the very same words for their own look"


@settings(max_examples=60, deadline=None)
@given(many, st.integers(1, 10), st.data())
def test_copies_add_nothing(told, number, data):
    documents, claims = flat(told)
    before = fuse(facts(documents, claims))
    d, said = data.draw(st.sampled_from(told))
    more_documents, more_claims = copies(d, said, number)
    after = fuse(facts(documents + more_documents, claims + more_claims))
    for one in claims:
        if one.id in before.loose:
            assert one.id in after.loose
            continue
        old, new = event_of(before, one), event_of(after, one)
        assert set(old.claims) <= set(new.claims)
        assert new.assessment.credibility == old.assessment.credibility
        assert len(new.voices) == len(old.voices)
        assert new.title == old.title
        assert [(q.name, q.count) for q in new.quantities] == [(q.name, q.count) for q in old.quantities]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(VOICES), min_size=3, max_size=3),
    st.sampled_from(VOICES),
    st.sampled_from(["asserted", "reported", "possible"]),
    st.integers(1, 3),
    st.sampled_from(["count", "denial", "actor"]),
    st.sampled_from([None, MARCH_23]),
    st.sampled_from([None, MARCH_23]),
)
def test_a_contradiction_never_raises_credibility(by, other, stance, voices, kind, time, other_time):
    documents, claims = [], []
    russia = (agent("Russia", "RU"),)
    for i in range(voices):
        d = page(
            f"Five S-300 launchers stand at the base, writes reporter {WORDS[i]}.", site=f"{WORDS[i]}.example"
        )
        documents.append(d)
        claims.append(
            claim(
                d,
                d.text,
                stance=stance,
                items=[item("S-300", "sam-launcher", 5, ref="s-300")],
                place=RIOS,
                time=time,
                by=by[i],
                actors=russia,
            )
        )
    d = page("An account of quite another number of S-300 launchers.", site="zulu.example")
    against = claim(
        d,
        d.text,
        stance="denied" if kind == "denial" else "asserted",
        items=[item("S-300", "sam-launcher", 9 if kind == "count" else 5, ref="s-300")],
        place=RIOS,
        time=other_time,
        by=other,
        actors=(agent("Venezuela", "VE"),) if kind == "actor" else russia,
    )
    before = fuse(facts(documents, claims))
    after = fuse(facts([*documents, d], [*claims, against]))
    was, now = event_of(before, claims[0]), event_of(after, claims[0])
    if against.id not in now.claims:
        return
    assert [c.kind for c in now.contradictions] == [kind] or voices > 1
    assert now.contradictions
    if was.assessment.credibility == 6:
        assert now.assessment.credibility > 1
    else:
        assert now.assessment.credibility >= was.assessment.credibility


def test_ten_copies_of_the_demo_page_change_no_grade():
    d, said = news(NEWS_TEXT, "news.example", comments=True)
    e, counted = report()
    before = fuse(facts([d, e], said + counted))
    documents, claims = copies(d, said, 10)
    after = fuse(facts([d, e, *documents], said + counted + claims))
    assert len(after.events) == len(before.events)
    for one in said[:4]:
        assert event_of(after, one).assessment.credibility == event_of(before, one).assessment.credibility
        assert len(event_of(after, one).voices) == len(event_of(before, one).voices)


def test_an_edited_copy_changes_no_grade_either():
    d, said = news(NEWS_TEXT, "news.example")
    e, copied = news(COPY_TEXT, "mirror.example")
    before, after = fuse(facts([d], said)), fuse(facts([d, e], said + copied))
    for one in said[:4]:
        assert event_of(after, one).assessment.credibility == event_of(before, one).assessment.credibility
