"""Large blobs on aprons: what came, what went, what cannot be said."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imagery.aircraft_made import APRON, BANDS, FREIGHTER, LINER, airfield, ground, parked, stack
from sightline.imagery.aircraft import aircraft_change
from sightline.imagery.aprons import apron
from sightline.imagery.blobs import blobs
from sightline.imagery.came import changed

PIXEL = (10.0, 10.0)
FIRST, SECOND, THIRD = (84.0, 90.0), (100.0, 104.0), (118.0, 86.0)
MASK = np.zeros((200, 200), bool)
MASK[APRON] = True
INSIDE = np.zeros((200, 200), bool)  # without the edges, which are half grass
INSIDE[72:128, 77:113] = True


def near(blob, place):
    return abs(blob.row - place[0]) <= 2.5 and abs(blob.column - place[1]) <= 2.5


def test_the_apron_is_taken_for_one_and_the_runway_and_the_grass_are_not():
    made = stack([ground(1), ground(2)])
    found = dataclasses.replace(whole := apron(made, airfield()), mask=whole.mask[:200, :200])
    assert found.mask[MASK].mean() > 0.8
    assert found.mask[~MASK].sum() < 0.2 * MASK.sum()
    assert not found.mask[60:140, 59:62].any()
    assert "runway 18/36" in found.words[0]


def test_without_thresholds_nobody_knows_where_the_aprons_are():
    found = apron(stack([ground()]), airfield(thresholds=False))
    assert not found.mask.any()
    assert "not known" in found.words[0]


def test_parked_aircraft_leave_the_apron_whole():
    plain = apron(stack([ground(1), ground(2)]), airfield()).mask
    full = apron(stack([parked(ground(1), FIRST, SECOND, THIRD), ground(2)]), airfield()).mask
    assert (plain & ~full).sum() <= 0.02 * plain.sum()


@settings(max_examples=15, deadline=None)
@given(
    row=st.floats(78, 122),
    column=st.floats(83, 107),
    step=st.sampled_from([-0.18, 0.2, 0.3]),
    thing=st.sampled_from([LINER, FREIGHTER]),
)
def test_one_aircraft_is_one_sure_blob_where_it_stands(row, column, step, thing):
    found = [
        b
        for b in blobs(parked(ground(), (row, column), step=step, thing=thing), BANDS, INSIDE, PIXEL)
        if b.sure
    ]
    assert len(found) == 1
    assert near(found[0], (row, column))
    assert (found[0].step > 0) == (step > 0)


def test_an_empty_apron_has_no_sure_blobs():
    assert [b for b in blobs(ground(), BANDS, INSIDE, PIXEL) if b.sure] == []


def test_small_things_are_no_large_blobs():
    van = dataclasses.replace(LINER, name="van", length_m=8, width_m=3, shape="rectangle")
    assert [
        b for b in blobs(parked(ground(), FIRST, step=0.3, thing=van), BANDS, INSIDE, PIXEL) if b.sure
    ] == []


def test_too_little_ground_says_nothing():
    tiny = np.zeros((200, 200), bool)
    tiny[80:85, 90:95] = True
    assert blobs(parked(ground(), FIRST), BANDS, tiny, PIXEL) == ()


def test_what_came_and_what_went_and_what_stayed():
    before, after = parked(ground(1), FIRST, SECOND), parked(ground(2), FIRST, THIRD)
    found = changed(before, after, BANDS, INSIDE, PIXEL, 35.0)
    assert [near(b, THIRD) for b in found.appeared] == [True]
    assert [near(b, SECOND) for b in found.gone] == [True]
    assert any(near(b, FIRST) for b in found.stayed)
    assert all(b.sure for b in (*found.appeared, *found.gone))


@settings(max_examples=6, deadline=None)
@given(gain=st.floats(0.7, 1.4), haze=st.floats(-0.02, 0.08))
def test_light_and_haze_bring_nothing(gain, haze):
    before = parked(ground(1), FIRST, SECOND)
    after = (parked(ground(2), FIRST, SECOND) * gain + haze).astype(np.float32)
    found = changed(before, after, BANDS, INSIDE, PIXEL, 35.0)
    assert [b for b in (*found.appeared, *found.gone) if b.sure] == []


def test_backwards_what_came_went():
    one, other = parked(ground(1), FIRST), parked(ground(2), FIRST, THIRD)
    there, back = (changed(a, b, BANDS, INSIDE, PIXEL, 35.0) for a, b in ((one, other), (other, one)))
    assert [near(b, THIRD) for b in there.appeared] == [near(b, THIRD) for b in back.gone] == [True]
    assert there.gone == back.appeared == ()


def test_what_a_cloud_hides_did_not_go():
    before, after = parked(ground(1), FIRST), ground(2)
    after[:, 76:92, 82:98] = np.nan
    found = changed(before, after, BANDS, INSIDE, PIXEL, 35.0)
    assert (found.appeared, found.gone) == ((), ())


def test_counts_are_intervals_and_the_words_name_no_type():
    pictures = [ground(n) for n in range(5)]
    pictures += [parked(ground(6), FIRST), parked(ground(7), FIRST, SECOND, THIRD, thing=FREIGHTER)]
    found = aircraft_change(stack(pictures), 5, 6, airfield())
    assert found.why_not == ""
    assert (found.before.low, found.after.low) == (0, 2)
    assert found.after.high >= 3
    assert "2 large blobs" in found.words
    assert "cannot be told" in found.words
    assert not any(word in found.words.lower() for word in ("il-76", "an-124", "transport", "freighter"))
    assert found.usual == (0, 0, 0, 0)
    assert found.p == pytest.approx(1 / 5)
    assert {kind for *_, kind in found.points} >= {"appeared", "stayed"}
    assert any("a blob, never a type" in r for r in found.reasons)


def test_a_pair_says_that_it_does_not_know_the_usual():
    found = aircraft_change(stack([ground(1), parked(ground(2), THIRD)]), 0, 1, airfield())
    assert found.p is None
    assert any("no other dates" in r for r in found.reasons)
    assert found.after.low == 1


@pytest.mark.parametrize(
    ("why", "make"),
    [
        ("radar", lambda: (stack([ground(1), ground(2)], sensor="sentinel-1"), airfield())),
        ("no apron", lambda: (stack([ground(1), ground(2)]), airfield(thresholds=False))),
        ("are needed", lambda: (stack([ground(1), ground(2)], usable=[np.ones((200, 200), bool), np.zeros((200, 200), bool)]), airfield())),
    ],
)  # fmt: skip
def test_what_cannot_be_said_is_said_so(why, make):
    made, field = make()
    found = aircraft_change(made, 0, 1, field)
    assert why in found.why_not
    assert found.appeared == found.gone == ()
    assert found.words == found.why_not


def test_pixels_too_large_for_the_aircraft():
    found = aircraft_change(stack([ground(1), ground(2)]), 0, 1, airfield(), smallest_m=20.0)
    assert "2.0 pixels" in found.why_not
