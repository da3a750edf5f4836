"""Adding and removing documents gives what the same claims give from scratch."""

import random

import pytest
from bench.fusion import Maker
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from test_fusion_laws import many

import sightline.fusion.blocks as blocks
import sightline.fusion.edges as edges
import sightline.fusion.shelves as shelves
from sightline.fusion.bonds import NO_BONDS, Bonds, marks_of
from sightline.fusion.cluster import clusters
from sightline.fusion.record import Record
from sightline.fusion.statement import statements

QUICK = (Phase.explicit, Phase.reuse, Phase.generate)  # to shrink a stream of documents takes minutes


def shape(groups):
    """Groups by their claims, with what made them one."""
    return {
        frozenset(c.id for n in g.nodes for s in n.statements for c in s.claims): sorted(
            (edge[0], *sorted((a.key, b.key))) for a, b, edge in g.links
        )
        for g in groups
    }


def scratch(told, low=frozenset(), bonds=NO_BONDS):
    claims = [c for many_ in told.values() for c in many_]
    return shape(clusters(statements(claims, low, marks_of(bonds)), bonds.together))


def same(record, told, low=frozenset(), bonds=NO_BONDS):
    left, right = shape(record.groups()), scratch(told, low, bonds)
    assert set(left) == set(right)
    assert left == right


def by_document(told):
    return {d.id: tuple(c for c in said if c.part == "p0") for d, said in told}


@settings(max_examples=150, deadline=None, phases=QUICK)
@given(many, many, st.data())
def test_any_stream_of_documents_gives_what_scratch_gives(first, second, data):
    held, more = by_document(first), by_document(second)
    record = Record(held)
    same(record, held)
    left = dict(more)
    while left:
        names = data.draw(st.lists(st.sampled_from(sorted(left)), min_size=1, unique=True))
        added = {d: left.pop(d) for d in names}
        removed = data.draw(st.lists(st.sampled_from(sorted(held)), unique=True)) if held else []
        record.replace(added, removed)
        held = {d: c for d, c in held.items() if d not in removed} | added
        same(record, held)


@settings(max_examples=60, deadline=None, phases=QUICK)
@given(many, st.data())
def test_judgements_too(told, data):
    held = by_document(told)
    ids = sorted(c.id for said in held.values() for c in said)
    record = Record(held)
    for _ in range(3):
        chosen = (
            data.draw(st.lists(st.sampled_from(ids), min_size=2, max_size=6, unique=True))
            if len(ids) > 1
            else []
        )
        half = len(chosen) // 2
        apart = (frozenset(chosen[:half]), frozenset(chosen[half:]))
        bonds = data.draw(
            st.sampled_from([Bonds(), Bonds((frozenset(chosen),)), Bonds((), (apart,)) if half else Bonds()])
        )
        record.replace(bonds=bonds)
        same(record, held, bonds=bonds)
        if bonds.apart:
            for group in shape(record.groups()):
                assert not (group & apart[0] and group & apart[1])
        for joined in bonds.together:
            assert any(joined <= group for group in shape(record.groups()))


@pytest.mark.parametrize("kind", ["skewed", "hostile"])
@pytest.mark.parametrize("crowd", [(48, 16), (6, 2)])
def test_crowds_too(kind, crowd, monkeypatch):
    """With crowds of seven, most blocks are crowded."""
    for module in (blocks, edges, shelves):
        for name, value in zip(("CROWD", "REACH"), crowd, strict=True):
            if hasattr(module, name):
                monkeypatch.setattr(module, name, value)
    made = [(d, said) for d, said in Maker(kind, seed=3).documents(500)]
    chance = random.Random(4)
    held = {d.id: tuple(said) for d, said in made[:40]}
    record = Record(held)
    for n, (d, said) in enumerate(made[40:]):
        gone = [chance.choice(sorted(held))] if n % 3 == 0 else []
        record.replace({d.id: tuple(said)}, gone)
        held = {k: v for k, v in held.items() if k not in gone} | {d.id: tuple(said)}
        if n % 5 == 0:
            same(record, held)
    same(record, held)
