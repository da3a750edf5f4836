"""`python -m bench.values`: tables as people have them, and what comes out."""

import csv
import gzip
import io
import math
import sys

import numpy as np
import pytest
from bench.values import main, printed
from bench.values_baselines import BASELINES
from bench.values_compare import compare
from bench.values_reading import number, table
from bench.values_sets import MADE

from sightline.fusion.reconcile import Numbers


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234", 1234), ("1 234", 1234), ("1'234.5", 1234.5), ("$5", 5), ("€1,000", 1000), ("12%", 12), ("-3.5", -3.5),
        ("(120)", -120), ("1.2M", 1.2e6), ("3 bn", 3e9), ("2.5e3", 2500), ("+7", 7), ("−4", -4), ("five", 5),
        ("10:35 AM", 635), ("10:35 PM", 1355), ("2011-12-01 07:05", 425), ('"42"', 42), (" 40 ", 40),
        ("3,5", 3.5), ("1.234,50", 1234.5), ("5 tanks", 5),
    ],
)  # fmt: skip
def test_numbers_as_people_print_them(text, value):
    found = number(text)
    assert found is not None
    assert found[0] == pytest.approx(value)
    assert found[1] <= found[0] <= found[2]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("3-5", 3, 5), ("3 to 5", 3, 5), ("between 3 and 5", 3, 5), (">100", 100, math.inf), ("at least 7", 7, math.inf),
        ("50+", 50, math.inf), ("<= 9", -math.inf, 9), ("up to 9", -math.inf, 9), ("about 40", 36, 44), ("~40", 36, 44),
        ("1.2M", 1.15e6, 1.25e6),
    ],
)  # fmt: skip
def test_intervals(text, low, high):
    found = number(text)
    assert found is not None
    assert found[1:3] == pytest.approx((low, high))


@pytest.mark.parametrize(
    "text", ["", "N/A", "nan", "-", "--", "unknown", "inf", "see note", "12 apples and 3", "1-2-3", "25:99"]
)
def test_what_is_no_number(text):
    assert number(text) is None


def run(monkeypatch, capsys, tmp_path, data, name="t.csv"):
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    monkeypatch.setattr(sys, "argv", ["values", str(path)])
    main()
    told = capsys.readouterr()
    return {r["object"]: r for r in csv.DictReader(io.StringIO(told.out))}, told.err


PLAIN = "source,object,value\na,x,5\nb,x,5\nc,x,9\na,y,7\n"


@pytest.mark.parametrize(
    "data",
    [
        PLAIN,
        "\ufeff" + PLAIN,
        PLAIN.replace(",", ";"),
        PLAIN.replace(",", "\t"),
        PLAIN.replace("\n", "\r\n"),
        PLAIN.replace("source,object,value\n", ""),
        "Value,Source,Object\n5,a,x\n5,b,x\n9,c,x\n7,a,y\n",
        '"object","value","source","note"\nx,5,a,\nx,5,b,"a, b"\nx,9,c,\ny,7,a,\n',
        gzip.compress(PLAIN.encode()),
        PLAIN + "d,x,unknown\nbroken\n\n,,\n",
    ],
)
def test_one_table_in_many_dresses(monkeypatch, capsys, tmp_path, data):
    found, _ = run(monkeypatch, capsys, tmp_path, data)
    assert list(found) == ["x", "y"]
    assert (found["x"]["estimate"], found["y"]["estimate"]) == ("5", "7")
    assert all(float(r["low"]) <= float(r["estimate"]) <= float(r["high"]) for r in found.values())


def test_bad_rows_are_counted_and_an_object_without_a_number_has_an_empty_row(monkeypatch, capsys, tmp_path):
    found, err = run(monkeypatch, capsys, tmp_path, PLAIN + "a,z,soon\nbroken\n")
    assert found["z"]["estimate"] == found["z"]["low"] == ""
    assert "2 rows not used" in err
    assert "1 no number" in err


def test_a_later_row_of_a_source_takes_the_place_of_its_earlier_one(monkeypatch, capsys, tmp_path):
    found, _ = run(monkeypatch, capsys, tmp_path, "source,object,value\na,x,5\na,x,6\n")
    assert (found["x"]["estimate"], found["x"]["low"], found["x"]["high"]) == ("6",) * 3 or found["x"][
        "estimate"
    ] == "6"


def test_clock_times_come_out_as_clock_times(monkeypatch, capsys, tmp_path):
    told = ["10:35 AM", "10:35 AM", "11:20 AM"]
    rows = "".join(f"{s},x{i},{t}\n" for i in range(20) for s, t in zip("abc", told, strict=True))
    found, _ = run(monkeypatch, capsys, tmp_path, "source,object,value\n" + rows)
    assert found["x0"]["estimate"] == "10:35"


def test_an_empty_table(monkeypatch, capsys, tmp_path):
    found, _ = run(monkeypatch, capsys, tmp_path, "source,object,value\n")
    assert found == {}
    assert table([])


def test_round_numbers_are_coarse_only_where_more_end_in_noughts_than_by_chance():
    rng = np.random.default_rng(1)
    plain = rng.integers(1, 10**6, 5000).astype(float)
    places = np.zeros(5000, dtype=np.int64)
    step, rounded, rate = printed(plain, places)
    assert (step == 1).all()
    assert (rounded > 0).mean() < 0.02
    plain[:1000] = np.round(plain[:1000], -3)
    step, rounded, rate = printed(plain, places)
    assert (rounded[:1000] >= 500).mean() > 0.9
    assert 0.15 < np.median(rate[:1000]) < 0.25


def test_baselines_are_what_they_say():
    source, object_ = np.array([0, 1, 2, 0, 1]), np.array([0, 0, 0, 1, 1])
    value = np.array([1.0, 1.0, 10.0, 4.0, 4.0])
    claims = Numbers(source, object_, value, value, value)
    found = {name: method(claims, 2, 3) for name, method in BASELINES.items()}
    assert all(np.isfinite(f).all() and f[1] == pytest.approx(4, abs=0.2) for f in found.values())
    for name in ("median", "vote", "TruthFinder", "ACCU", "CRH"):
        assert found[name][0] == 1
    assert found["mean"][0] == 4


@pytest.mark.slow
@pytest.mark.parametrize("name", list(MADE))
def test_no_worse_than_median_and_vote_on_any_made_set(name):
    told = compare(MADE[name](11))
    assert told["sightline"][0] <= min(told["median"][0], told["vote"][0]) + 0.005
