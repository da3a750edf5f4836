"""Sources judged by their record: laws, and cases that simple methods get wrong."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.fusion.reconcile import Numbers, reconcile


def numbers(rows, half=0.5):
    """rows: source, object, value."""
    source, object_, value = (np.array(c) for c in zip(*rows, strict=True))
    value = value.astype(float)
    return Numbers(source, object_, value, value - half, value + half)


def solved(rows, half=0.5, **more):
    held = numbers(rows, half)
    return reconcile(held, int(held.object.max()) + 1, int(held.source.max()) + 1, **more)


table = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 8), st.integers(-50, 3000)),
    min_size=1, max_size=60, unique_by=lambda r: r[:2],
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(table, st.randoms())
def test_the_order_of_rows_does_not_matter(rows, chance):
    mixed = list(rows)
    chance.shuffle(mixed)
    a, b = solved(rows), solved(mixed)
    for one, other in ((a.estimate, b.estimate), (a.low, b.low), (a.high, b.high)):
        np.testing.assert_allclose(one, other, rtol=1e-6, equal_nan=True)


@settings(max_examples=60, deadline=None)
@given(table)
def test_a_range_holds_its_estimate_and_nothing_is_lost(rows):
    found = solved(rows)
    told = {o for _, o, _ in rows}
    for i, (low, best, high) in enumerate(zip(found.low, found.estimate, found.high, strict=True)):
        assert np.isfinite(best) == (i in told)
        if i in told:
            assert low <= best <= high


def test_columns_must_be_of_one_length():
    held = numbers([(0, 0, 1.0)])
    with pytest.raises(ValueError, match="length"):
        reconcile(Numbers(held.source, held.object, held.value[:0], held.low, held.high), 1, 1)


def truth(rng, many):
    return np.round(np.exp(rng.normal(8, 1.5, many)))


def test_copies_of_a_bad_source_do_not_outvote_two_good_ones():
    rng = np.random.default_rng(1)
    true = truth(rng, 300)
    rows, bad = [], np.where(rng.random(300) < 0.45, np.round(true * rng.uniform(0.5, 2, 300)), true)
    for i, t in enumerate(true):
        for s in (0, 1, 2):  # honest, each wrong one time in ten, in a way of its own
            rows.append((s, i, t if rng.random() < 0.9 else np.round(t * rng.uniform(0.5, 2))))
        rows += [(s, i, bad[i]) for s in (3, 4, 5, 6, 7)]
    found = solved(rows)
    assert len(set(found.voice[3:8])) == 1
    assert len(set(found.voice[:4])) == 4
    assert np.mean(found.estimate == true) > 0.95  # a vote is right on 55 %


def test_a_source_that_counts_in_thousands_is_read_so():
    rng = np.random.default_rng(2)
    true = truth(rng, 100) * 1000
    rows = [(s, i, t / 1000 if s == 2 else t) for i, t in enumerate(true) for s in range(4)]
    found = solved(rows)
    assert np.allclose(found.estimate, true)
    assert np.allclose(found.low, found.high, rtol=1e-6)


def test_measurements_are_averaged_without_bias_and_ranges_hold_the_truth():
    ours, plain, held = [], [], []
    for seed in range(6):  # a dozen biases do not cancel out in any one set
        rng = np.random.default_rng(seed)
        true, bias, spread = rng.normal(60, 15, 200), rng.normal(0, 1, 12), np.exp(rng.normal(0, 0.5, 12))
        said = np.round(true[:, None] + bias + spread * rng.normal(size=(200, 12)), 1)
        rows = [(s, i, said[i, s]) for i in range(200) for s in range(12)]
        found = solved(rows, 0.05)
        ours.append(np.abs(found.estimate - true).mean())
        plain.append(np.abs(said.mean(1) - true).mean())
        held.append(np.mean((found.low <= true) & (true <= found.high)))
    assert np.mean(ours) < np.mean(plain)
    assert np.mean(held) > 0.85


def test_a_crowd_s_guesses_are_compared_as_ratios():
    rng = np.random.default_rng(4)
    true = np.exp(rng.normal(6, 2, 200))
    rows = [
        (s, i, float(f"{t * np.exp(rng.normal(0, 0.5 if s < 25 else 3)):.6g}"))
        for i, t in enumerate(true) for s in rng.choice(30, 12, replace=False)
    ]  # fmt: skip
    found = solved(rows, 1e-6)
    median = np.array([np.median([v for _, o, v in rows if o == i]) for i in range(200)])
    assert np.abs(np.log(found.estimate / true)).mean() < np.abs(np.log(median / true)).mean()


def test_a_source_may_mean_another_thing_by_one_kind_only():
    rng = np.random.default_rng(5)
    true = truth(rng, 400)
    other = np.round(true * rng.uniform(1.1, 2, 400))
    kinds = np.arange(400) % 2
    rows = []
    for i, t in enumerate(true):
        for s in range(6):
            strange = kinds[i] == 1 and s < 2 and rng.random() < 0.9
            if rng.random() < 0.8:
                rows.append(
                    (
                        s,
                        i,
                        other[i]
                        if strange
                        else t
                        if rng.random() < 0.95
                        else np.round(t * rng.uniform(0.5, 2)),
                    )
                )
    whole, parted = solved(rows), solved(rows, kinds=kinds)
    assert np.mean(parted.estimate == true) >= np.mean(whole.estimate == true)


def test_nothing_said_is_nothing_found():
    empty = np.array([], dtype=np.int64)
    none = np.array([], dtype=float)
    found = reconcile(Numbers(empty, empty, none, none, none), 3, 0)
    assert np.isnan(found.estimate).all()


def test_a_handful_of_numbers_is_taken_to_be_looked_up():
    """Two objects tell nothing of how sources scatter: what two of four say alike stands, and no range runs wild."""
    rows = [
        (0, 0, 5.0),
        (1, 0, 5.0),
        (2, 0, 500.0),
        (3, 0, 1234.0),
        (0, 1, 10.0),
        (1, 1, 11.0),
        (2, 1, 12.0),
        (2, 2, 7.0),
    ]
    source, object_, value = (np.array(column) for column in zip(*rows, strict=True))
    told = reconcile(Numbers(source, object_, value, value - 0.5, value + 0.5), 3, 4)
    assert told.estimate[0] == 5.0
    assert 0.1 < told.low[2] <= 7.0 <= told.high[2] < 700.0
