"""Blocks leave out no pair that could join, and the bulk way gives what `match` gives."""

from itertools import combinations

from bench.fusion import Maker
from hypothesis import given, settings
from hypothesis import strategies as st
from test_fusion_laws import flat, many

from sightline.fusion.blocks import FAMILY_CODES, keys_of, place_codes
from sightline.fusion.edges import edges_of
from sightline.fusion.match import bare, match
from sightline.fusion.nodes import joins_itself, nodes_of
from sightline.fusion.score import columns, scored
from sightline.fusion.statement import Where, statements
from sightline.model.place import distance_km
from sightline.model.vocabulary import EVENT_KINDS


def made_up(seed):
    return [c for _, said in Maker("skewed", seed=seed).documents(100) for c in said]


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10_000))
def test_the_bulk_way_scores_as_match_does(seed):
    import numpy as np

    said = statements(made_up(seed))
    gists = [s.gist for s in said]
    i, j = (np.array(side) for side in zip(*combinations(range(len(gists)), 2), strict=True))
    found = scored(columns(gists), i, j, misses=True)
    kept = dict(zip(found.at.tolist(), range(len(found.at)), strict=True))
    for at, (x, y) in enumerate(zip(i.tolist(), j.tolist(), strict=True)):
        one = bare(gists[x], gists[y])
        assert (one is None) == (at not in kept)
        if one is not None:
            n = kept[at]
            assert round(one.score * 10) == found.score[n]
            assert (one.missed, one.anchors, one.particular, one.about) == (
                found.missed[n], found.anchors[n], found.particular[n], found.about[n],
            )  # fmt: skip
            same = gists[x].denied == gists[y].denied
            assert (one.joins and (same or one.about)) == found.enough[n]


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10_000))
def test_what_joins_whatever_its_words_shares_a_block(seed):
    gists = list({s.gist for s in statements(made_up(seed))})
    for one, other in combinations(gists, 2):
        found = bare(one, other)
        if found is not None and found.joins:
            assert joins_itself(one)
            assert joins_itself(other), "nothing fits a gist better than itself"
            assert set(keys_of(one)) & set(keys_of(other))


@settings(max_examples=40, deadline=None)
@given(many)
def test_an_edge_is_a_match_of_two_statements(told):
    _, claims = flat(told)
    nodes = nodes_of(statements(claims))
    edges = edges_of(nodes)
    for a, b in combinations(nodes, 2):
        edge = edges.get(a, {}).get(b)
        matches = [m for x in a.statements for y in b.statements if (m := match(x, y)) and m.joins]
        if edge is not None:
            assert matches
            assert edge[0] <= max(round(m.score * 10) for m in matches)
            assert edges[b][a] == edge
        without = [bare(x, y) for x in a.gists for y in b.gists]
        same = a.gists[0].denied == b.gists[0].denied
        if any(m and m.joins and (same or m.about) for m in without):
            assert edge is not None


def where(lat, lon, radius):
    return Where(None, lat, lon, radius, False, None, None, "")


@settings(max_examples=400, deadline=None)
@given(
    st.floats(-90, 90),
    st.floats(-180, 180),
    st.floats(0.1, 150),
    st.floats(-3, 3),
    st.floats(-3, 3),
    st.floats(0.1, 150),
)
def test_circles_that_meet_share_a_square(lat, lon, radius, up, right, other):
    """At the poles and the date line too."""
    lat2, lon2 = max(-90.0, min(90.0, lat + up)), (lon + right + 180) % 360 - 180
    if distance_km(lat, lon, lat2, lon2) <= radius + other:
        assert set(place_codes(where(lat, lon, radius))) & set(place_codes(where(lat2, lon2, other)))


def test_every_kind_of_event_has_a_family():
    from sightline.fusion.statement import FAMILIES

    assert {FAMILIES.get(k, k) for k in EVENT_KINDS} == FAMILY_CODES.keys()
