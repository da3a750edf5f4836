"""Kinship that is kept up says what kinship from scratch says, whatever comes and goes: also where texts share stock
phrases by the dozen, stand on sites with furniture, gather one another or are too long to be kept whole."""

import random
from dataclasses import replace

import pytest
from fusion_factory import page
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.fusion import copies, meetings
from sightline.fusion.copies import NOTICED, overlaps, site_runs
from sightline.fusion.kin import kinship
from sightline.fusion.kin_kept import KeptKin
from sightline.fusion.meetings import Meetings
from sightline.fusion.noticed import Noticed
from sightline.fusion.profile import profile
from sightline.fusion.site_texts import SiteTexts
from sightline.fusion.sketch import EMPTY, packed, sketch_of

SITES = ["a.example", "b.example", "c.example", "d.example", None]


def words(name, number, start=0):
    return [f"{name}{n}" for n in range(start, start + number)]


class Texts:
    """Pages that have much in common, the same for one seed."""

    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.number = 0

    def text(self):
        chance = self.chance
        own = words(f"own{self.number}x", chance.choice((0, 3, 12, 40, 90)))
        family = words(f"fam{chance.randrange(3)}x", chance.choice((0, 10, 30, 70)), chance.randrange(12))
        stock = words(f"stock{chance.randrange(2)}x", chance.choice((0, 9, 14)))
        parts = [own, family, stock, words("all", chance.choice((0, 8)))]
        chance.shuffle(parts)
        row = [w for part in parts for w in part]
        return [w if chance.random() < 0.97 else f"odd{chance.randrange(99)}" for w in row]

    def sketch(self):
        """Of a text; now and then one that is too long to be kept whole."""
        self.number += 1
        if self.chance.random() < 0.1:
            base = random.Random(self.chance.randrange(3)).sample(range(2**32), 1_400)
            return packed(set(base[: self.chance.choice((700, 1_100, 1_400))]))
        return sketch_of(self.text())

    def profile(self, furniture=True):
        self.number += 1
        chance = self.chance
        site = chance.choice(SITES)
        box = words(f"box{site}x", 12) if furniture and site and chance.random() < 0.7 else []
        body = " ".join([*self.text(), *box])
        url = f"https://{site}/{chance.randrange(30)}" if site else None
        comments = [("comment", "key", "no")] if chance.random() < 0.1 else []
        one = profile(page(body, site=site, url=url, comments=comments, salt=str(chance.random())))
        if chance.random() < 0.15:
            one = replace(one, collection=True)
        if chance.random() < 0.3:
            one = replace(one, authors=("Anna Example",))
        return one


def few(monkeypatch, crowd):
    for module in (copies, meetings):
        monkeypatch.setattr(module, "CROWD", crowd)


def moves(chance, there, number):
    """Whether something comes (True) or which of those that are there goes."""
    for _ in range(number):
        yield True if not there or chance.random() < 0.62 else chance.choice(sorted(there))


@pytest.mark.parametrize("crowd", [5, 24])
@pytest.mark.parametrize("seed", range(6))
def test_what_is_noticed_is_kept(monkeypatch, crowd, seed):
    few(monkeypatch, crowd)
    made, chance = Texts(seed), random.Random(seed)
    texts = {f"s{n:03}": made.sketch() for n in range(20)}
    kept = Noticed(texts)
    for n, move in enumerate(moves(chance, texts, 90)):
        if move is True:
            again = chance.choice(sorted(texts)) if chance.random() < 0.2 and texts else None
            one = f"{chance.choice('amz')}{n:03}"
            texts[one] = texts[again] if again else EMPTY if chance.random() < 0.05 else made.sketch()
            turned = kept.add(one, texts[one])
        else:
            del texts[move]
            turned = kept.remove(move)
        whole = {(o.a, o.b): (o.share, o.shared) for o in overlaps(texts, NOTICED)}
        assert {(a, b): c for a, near in kept.of.items() for b, c in near.items() if a < b} == whole
        assert all(kept.of[b][a] == kept.of[a][b] for a, b in whole)
        assert all(a < b for a, b in turned)


@pytest.mark.parametrize("seed", range(4))
def test_what_belongs_to_a_site_is_kept(seed):
    made, chance = Texts(seed), random.Random(seed)
    first = [made.profile() for _ in range(15)]
    there = {p.id: p for p in first}
    kept = SiteTexts(first)
    own = {key: kept.own(p) for key, p in there.items()}
    for move in moves(chance, there, 60):
        if move is True:
            one = made.profile()
            if chance.random() < 0.2 and there:  # the same text on the same site under another id
                one = replace(there[chance.choice(sorted(there))], id=one.id)
            there[one.id] = one
            turned = kept.add(one) | {one.id}
        else:
            turned = kept.remove(there.pop(move))
        runs = site_runs({k: (p.publisher, p.sketch) for k, p in there.items() if p.publisher})
        now = {}
        for key, p in there.items():
            now[key] = kept.own(p)
            whole = copies.without(p.sketch, runs.get(key, frozenset()))
            assert now[key] == whole
            assert key in turned or now[key] == own[key]
        own = now


@pytest.mark.parametrize("crowd", [5, 24])
@pytest.mark.parametrize("seed", range(6))
def test_voices_are_kept(monkeypatch, crowd, seed):
    few(monkeypatch, crowd)
    made, chance = Texts(seed), random.Random(seed)
    first = [made.profile() for _ in range(12)]
    there = {p.id: p for p in first}
    kept = KeptKin(first)
    before = kinship(there.values())
    for move in moves(chance, there, 60):
        if move is True:
            one = made.profile()
            if chance.random() < 0.2 and there:
                one = replace(there[chance.choice(sorted(there))], id=one.id)
            there[one.id] = one
            turned = kept.add(one)
        else:
            del there[move]
            turned = kept.remove(move)
        whole = kinship(there.values())
        now = kept.kinship(whole=True)
        assert now.of == whole.of
        assert set(now.voices) == set(whole.voices)
        assert len(now.voices) == len(whole.voices)
        assert now.holds == whole.holds
        assert set(now.low) == whole.low
        other = {
            d for d in there if whole.of[d] != before.of.get(d) or whole.holds.get(d) != before.holds.get(d)
        }
        assert other <= turned
        assert turned - {move} <= other | {d for d in there if d not in before.of}
        before = whole


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 40), st.randoms(use_true_random=False))
def test_the_order_of_coming_does_not_matter(seed, number, chance):
    made = Texts(seed)
    pages = [made.profile() for _ in range(number)]
    chance.shuffle(pages)
    kept = KeptKin()
    for one in pages:
        kept.add(one)
    assert kept.of == kinship(pages).of
    chance.shuffle(pages)
    for one in pages:
        kept.remove(one.id)
    assert not kept.of
    assert not kept.documents


def test_a_crowd_is_met_by_its_largest_and_at_ones_sides(monkeypatch):
    """What a new text costs does not grow with the crowd."""
    shared = set(range(0, 4 * 70, 4))  # each a key
    texts = {f"t{n:04}": packed(shared | {1_000_003 + 4 * n}) for n in range(500)}
    kept = Meetings()
    kept.fill(texts.items())
    turn = kept.add("u", packed(shared | {1_500_001}))
    assert 4 <= len(turn.met) <= copies.HUBS + 2 * copies.NEIGHBOURS
    assert len(turn.part) <= copies.NEIGHBOURS
    assert not turn.lesser
    large = kept.add("v", packed(shared | {1_500_005, 1_500_009}))
    assert len(large.met) == 501, "a text that is larger than all the others is held against each"
    assert len(large.lesser) == 1
