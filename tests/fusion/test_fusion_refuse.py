"""Fusing what changed gives what fusing everything gives."""

import datetime as dt
import random
from dataclasses import replace

import pytest
from fusion_demo import COPY_TEXT, NEWS_TEXT, news, report
from fusion_factory import MARCH_23, RIOS, S300, claim, day, facts, item, page, voice
from hypothesis import given, settings
from hypothesis import strategies as st
from test_fusion_laws import many
from test_fusion_record import QUICK

from sightline.fusion import copies, meetings
from sightline.fusion.decide import Hand, on_claim
from sightline.fusion.fuse import fuse
from sightline.fusion.judged import concerned, judged
from sightline.fusion.refuse import Fused
from sightline.model.evidence import Evidence
from sightline.model.facts import Facts
from sightline.model.judgement import judgement_of
from sightline.model.source import Source

NOON = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)


def facts_of(told, evidence=(), judgements=(), sources=()):
    documents, claims = [d for d, _ in told], [c for _, said in told for c in said]
    return Facts(tuple(documents), tuple(claims), (), tuple(sources), tuple(evidence), tuple(judgements))


def same(state, told, **rest):
    left, right = state.fusion(), fuse(facts_of(told, **rest))
    assert [e.claims for e in left.events] == [e.claims for e in right.events]
    assert left.events == right.events
    assert left.voices == right.voices
    assert left == right


@settings(max_examples=60, deadline=None, phases=QUICK)
@given(many, many, st.data())
def test_any_stream_of_documents(first, second, data):
    state = Fused(facts_of(first))
    same(state, first)
    told = {d.id: (d, said) for d, said in first}
    for d, said in second:
        gone = data.draw(st.lists(st.sampled_from(sorted(told)), unique=True, max_size=2)) if told else []
        state.refuse([(d, said)], gone)
        told = {k: v for k, v in told.items() if k not in gone} | {d.id: (d, said)}
        same(state, list(told.values()))


@settings(max_examples=60, deadline=None, phases=QUICK)
@given(many, st.data())
def test_evidence_ratings_and_judgements(told, data):
    state = Fused(facts_of(told))
    ids = sorted(c.id for _, said in told for c in said)
    evidence, judgements, sources = [], [], []
    for n in range(3):
        one = data.draw(st.sampled_from(ids))
        what = data.draw(st.sampled_from(["evidence", "rejected", "corrected", "merged", "split", "rated"]))
        about = tuple(sorted(set(data.draw(st.lists(st.sampled_from(ids), min_size=2, max_size=4)))))
        at = NOON + dt.timedelta(minutes=n)
        if what == "evidence":
            verdict = data.draw(st.sampled_from(["supports", "contradicts"]))
            evidence.append(Evidence(f"evd-{n}", one, "eye", verdict, ("seen",)))
        elif what == "rated":
            sources = [Source("a.example", "a.example", "B")]
        elif what == "rejected":
            judgements.append(judgement_of(one, "rejected", "ann", "why", at))
        elif what == "corrected":
            changes = (("event", '"arrival"'),)
            judgements.append(judgement_of(one, "corrected", "ann", "why", at, changes=changes))
        elif what == "merged":
            judgements.append(judgement_of(about[0], "merged", "ann", "why", at, about=about))
        else:
            out = (("out", f'["{about[0]}"]'),)
            judgements.append(judgement_of(about[0], "split", "ann", "why", at, about=about, changes=out))
        state.refuse(evidence=evidence, judgements=judgements, sources=sources)
        same(state, told, evidence=evidence, judgements=judgements, sources=sources)


@settings(max_examples=60, deadline=None, phases=QUICK)
@given(many, st.data())
def test_only_the_documents_that_judgements_mean_are_looked_at(told, data):
    whole = facts_of(told)
    judgements = []
    for n in range(data.draw(st.integers(1, 3))):
        one = data.draw(st.sampled_from(whole.claims))
        hand = Hand("ann", "I looked", NOON + dt.timedelta(minutes=n))
        judgements.append(on_claim(one.id, whole, data.draw(st.sampled_from(["accepted", "rejected"])), hand))
    lost = data.draw(
        st.sampled_from(sorted(c.id for c in whole.claims))
    )  # what was judged may be gone by now
    claims = tuple(c for c in whole.claims if c.id != lost)
    whole = replace(whole, claims=claims, judgements=tuple(judgements))
    meant = concerned(judgements, {c.id: c.document for c in claims})
    assert meant <= {d.id for d in whole.documents} | {j.subject for j in judgements}
    part = replace(
        whole,
        documents=tuple(d for d in whole.documents if d.id in meant),
        claims=tuple(c for c in claims if c.document in meant),
    )
    left, right = judged(whole), judged(part)
    assert replace(left, facts=part) == replace(right, facts=part)
    assert left.facts.claims == tuple(
        {c.id: c for c in right.facts.claims}.get(one.id, one) for one in claims
    )


@settings(max_examples=40, deadline=None, phases=QUICK)
@given(many, st.data())
def test_judgements_stay_right_while_documents_come_and_go(told, data):
    by_id = {d.id: (d, said) for d, said in told}
    state = Fused(facts_of(told))
    judgements = []
    for n in range(3):
        whole = facts_of(list(by_id.values()))
        if not whole.claims:
            break
        one = data.draw(st.sampled_from(whole.claims))
        hand = Hand("ann", "I looked", NOON + dt.timedelta(minutes=n))
        judgements.append(on_claim(one.id, whole, data.draw(st.sampled_from(["accepted", "rejected"])), hand))
        state.refuse(judgements=judgements)
        same(state, list(by_id.values()), judgements=judgements)
        key = data.draw(st.sampled_from(sorted(by_id)))
        document, said = by_id[key]
        kept = data.draw(st.integers(0, len(said)))
        by_id[key] = document, said[:kept]  # read again, and some is not read any more
        state.refuse([by_id[key]])
        same(state, list(by_id.values()), judgements=judgements)


def test_what_changed_is_told():
    a, b, c = news(NEWS_TEXT, "news.example", comments=True), news(COPY_TEXT, "mirror.example"), report()
    state = Fused(facts_of([a, c]))
    untouched = {e.id for e in state.events.values() if not set(e.claims) & {x.id for x in a[1][:4] + c[1]}}
    change = state.refuse([b])
    assert not untouched & (change.events.keys() | change.gone)
    assert all(set(e.claims) & {x.id for x in b[1]} for e in change.events.values())
    assert state.fusion() == fuse(facts([a[0], b[0], c[0]], a[1] + b[1] + c[1]))
    assert state.refuse().events == {}, "nothing came, nothing changes"
    back = state.refuse(removed=[b[0].id])
    assert back.gone
    assert state.fusion() == fuse(facts_of([a, c]))


def stock_pages(seed, number):
    """Pages whose texts are alike by stock phrases, furniture and copies of one another, with what they claim."""
    chance = random.Random(seed)
    sites = [*(f"s{n}.example" for n in range(5)), None]
    for n in range(number):
        site = chance.choice(sites)
        told = chance.randrange(6)
        sentences = [
            f"S-300 launchers of battery {told} stand at the base near town {told} since this morning."
        ]
        if chance.random() < 0.3:
            sentences.append(f"Nobody knows how many tanks are at town {told}.")
        stock = [
            "Officials said the situation in the area remains tense and is developing after the recent events there.",
            "The region has seen heavy military traffic during the last weeks, with columns moving along its roads.",
            "Read about what the ministry said before and after the meeting of the commanders in the capital.",
        ]
        body = [*sentences, *chance.sample(stock, chance.randrange(4))]
        body += [" ".join(f"own{n}w{i}" for i in range(chance.choice((0, 8, 30, 60))))]
        body += [" ".join(f"told{told}w{i}" for i in range(chance.choice((0, 40))))]
        body += [
            f"This box stands on every page of {site} whatever the page itself is about, as everybody knows."
        ]
        url = f"https://{site}/{chance.randrange(12)}" if site else None
        d = page(" ".join(body), site=site, url=url, salt=str(n))
        by = chance.choice([(), (voice("Maxar images", "imagery"),), (voice("sources", "unnamed"),)])
        said = [claim(d, sentences[0], items=[S300], place=RIOS, time=day(3, 1 + 5 * told), by=by)]
        if len(sentences) > 1:
            said.append(
                claim(
                    d,
                    sentences[1],
                    stance="unknown",
                    items=[item("tanks", "tank")],
                    place=RIOS,
                    time=MARCH_23,
                )
            )
        yield d, said


@pytest.mark.parametrize("crowd", [5, 24])
@pytest.mark.parametrize("seed", range(2))
def test_texts_that_share_stock_phrases(monkeypatch, crowd, seed):
    for module in (copies, meetings):
        monkeypatch.setattr(module, "CROWD", crowd)
    chance = random.Random(seed)
    made = list(stock_pages(seed, 44))
    told = {d.id: (d, said) for d, said in made[:30]}
    sources = [Source("s1.example", "s1.example", "B"), Source("s2.example", "s2.example", "D")]
    state = Fused(facts_of(told.values(), sources=sources))
    for d, said in made[30:]:
        before = dict(state.events)
        gone = chance.sample(sorted(told), chance.choice((0, 0, 1, 2)))
        change = state.refuse([(d, said)], gone)
        told = {k: v for k, v in told.items() if k not in gone} | {d.id: (d, said)}
        assert change.events == {k: e for k, e in state.events.items() if before.get(k) != e}
        assert change.gone == before.keys() - state.events.keys()
        same(state, list(told.values()), sources=sources)
    again = next(iter(told))
    d, said = told[again]
    told[again] = (replace(d, site="s1.example", url="https://s1.example/new"), said)
    state.refuse([told[again]])
    same(state, list(told.values()), sources=sources)
