"""The table of movements: what a person reads, what a program gets, in an order that does not depend on chance."""

import json
import random

from draw_made import FIELD, T0, approach, landing

from sightline.flights.movement import Airframe
from sightline.flights.show import HEAD, Shown, records, rows

TRACK = approach()
RUSSIAN = Airframe("154073", "RU", "RA-82035", "A124", "Russian Air Force", True)


def test_a_row_says_when_where_what_and_why() -> None:
    (row,) = rows([Shown(landing(TRACK), TRACK, RUSSIAN)], {FIELD.ref: FIELD})
    told = dict(zip(HEAD, row, strict=True))
    assert told["From (UTC)"] == "2019-03-23 13:56"
    assert told["To"] == "14:00"
    assert (told["Field"], told["Runway"], told["Movement"], told["Tier"]) == (
        "XAAA",
        "09",
        "landing",
        "inferred",
    )
    assert (told["Callsign"], told["Registration"], told["Type"]) == ("RFF8091", "RA-82035", "A124")
    assert (told["Lowest ft"], told["Why"]) == ("1,500", "as made for the test")


def test_what_is_not_known_is_blank_and_null() -> None:
    bare = Shown(landing(TRACK, runway=None, lowest_ft=None, start=T0 - 90_000), _nameless())
    (row,) = rows([bare])
    told = dict(zip(HEAD, row, strict=True))
    assert (told["Runway"], told["Callsign"], told["Type"], told["Lowest ft"]) == ("", "", "", "")
    assert told["Registration"] == "154073"
    assert told["Field"] == "XAAA"
    assert told["To"].startswith("2019-03-23 ")  # another day than the start's
    (record,) = records([bare])
    assert {k for k, v in record.items() if v is None} == {
        "runway", "callsign", "registration", "type", "state", "operator", "military", "lowest_ft",
    }  # fmt: skip
    json.dumps(record, allow_nan=False)


def _nameless() -> object:
    from dataclasses import replace

    return replace(TRACK, registration=None, type_code=None, callsigns=())


def test_a_height_just_below_the_field_is_no_negative_zero() -> None:
    (row,) = rows([Shown(landing(TRACK, lowest_ft=-3.0), TRACK)])
    assert row[HEAD.index("Lowest ft")] == "0"
    (row,) = rows([Shown(landing(TRACK, lowest_ft=-312.0), TRACK)])
    assert row[HEAD.index("Lowest ft")] == "−310"


def test_the_order_is_by_time_and_always_the_same() -> None:
    found = [
        Shown(landing(TRACK, start=T0 + s, end=T0 + 900, kind=kind, tier=tier), TRACK)
        for s in (0, 60)
        for kind in ("landing", "go-around")
        for tier in ("inferred", "compatible")
    ]
    once = rows(found)
    for seed in range(5):
        random.Random(seed).shuffle(found)
        assert rows(found) == once
    assert [r[0] for r in once] == sorted(r[0] for r in once)
    assert [r["start"] for r in records(found)] == sorted(r["start"] for r in records(found))  # type: ignore[type-var]
