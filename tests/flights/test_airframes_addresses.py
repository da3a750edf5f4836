"""Addresses and registrations: ICAO's table, ranges of States, arithmetic both ways."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.flights.addresses import (
    block_of,
    blocks,
    number_of,
    service_of,
    services,
    state_of,
    states_of_registration,
)
from sightline.flights.registrations import addresses_of, registrations_of, rules
from sightline.flights.tables import rows
from sightline.model.countries import codes
from support import shared

SIZES = {1024, 4096, 32768, 262144, 1048576}
ANY = st.integers(0, 0xFFFFFF).map(lambda n: f"{n:06x}")


def test_the_table_is_whole() -> None:
    table = blocks()
    assert 190 <= len(table) <= 200
    for before, after in pairwise(table):
        assert before.last < after.first
    for block in table:
        size = block.last - block.first + 1
        assert size in SIZES
        assert block.first % min(size, 1024) == 0
        assert block.first % size == 0 or size == 4096  # no block straddles one of its own size
        assert block.state is None or block.state in codes()
    states = [b.state for b in table if b.state]
    assert len(states) == len(set(states))


@pytest.mark.parametrize(
    ("address", "state"),
    [
        ("154073", "RU"), ("100000", "RU"), ("1fffff", "RU"), ("0d8000", "VE"), ("0dffff", "VE"),
        ("778000", "SY"), ("a00001", "US"), ("adf7c7", "US"), ("4d03c1", "LU"), ("508015", "UA"),
        ("899001", "TW"), ("e84000", "EC"), ("ABCDEF", "US"), ("c88fff", "FJ"), ("501c00", "HR"),
    ],
)  # fmt: skip
def test_the_state_of_an_address(address: str, state: str) -> None:
    assert state_of(address) == state


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("f00001", "addresses ICAO gives out for a time"),
        ("b191d8", "reserved for future use"),
        ("250000", "AFI"),
        ("000004", "unallocated"),
        ("0852f2", "unallocated"),
        ("501800", "EUR"),
    ],
)
def test_addresses_of_no_state_say_so(address: str, words: str) -> None:
    block = block_of(address)
    assert block is not None
    assert block.state is None
    assert words in block.words


@pytest.mark.parametrize("text", ["~154073", "", "15407", "1540733", "15407g", "RA-82035", "１54073"])
def test_what_is_no_address_has_no_block(text: str) -> None:
    assert number_of(text) is block_of(text) is state_of(text) is service_of(text) is None
    assert registrations_of(text) == ()


def test_ranges_of_states_lie_in_their_states() -> None:
    table = services()
    for before, after in pairwise(table):
        assert before.last < after.first
    for service in table:
        assert state_of(f"{service.first:06x}") == state_of(f"{service.last:06x}") == service.state
        assert service.source
        assert service.who


def test_a_range_says_whose_it_is() -> None:
    found = service_of("ae1234")
    assert found is not None
    assert found.military
    assert service_of("adf7c7") is None
    assert service_of("adf7c8") == found
    shared_range = service_of("4b8210")  # with police and coast guard
    assert shared_range is not None
    assert not shared_range.military
    assert service_of("154073") is None  # Russia keeps no range apart


@pytest.mark.parametrize(
    ("address", "registration"),
    [
        ("a00001", "N1"), ("a00002", "N1A"), ("a00003", "N1AA"), ("adf7c7", "N99999"), ("a12345", "N1722M"),
        ("840120", "JA008G"), ("862cb8", "JA6512"), ("4b0000", "HB-AAA"), ("3c70b8", "D-ALEX"), ("c00001", "C-FAAA"),
        ("c044a9", "C-GAAA"), ("7c0000", "VH-AAA"), ("71c068", "HL8068"), ("3c00af", "D-APGS"), ("448421", "OO-AAA"),
    ],
)  # fmt: skip
def test_registrations_by_arithmetic(address: str, registration: str) -> None:
    assert registration in registrations_of(address)
    assert addresses_of(registration) == {address}
    assert addresses_of(registration.lower()) == {address}


def test_a_russian_number_leaves_the_mark_open() -> None:
    assert registrations_of("154073") == ("RA-82035", "RF-82035")
    assert registrations_of("1551e0")[0] == "RA-86496"
    for written in ("RA-82035", "RF-82035", "РА-82035", "РФ-82035"):
        assert addresses_of(written) == {"154073"}
    assert registrations_of("15869f") == ("RA-99999", "RF-99999")
    assert registrations_of("1586a0") == ()


@pytest.mark.parametrize(
    "text",
    ["", "N0", "N", "N1I", "N1O", "N123456", "N12345A", "N1234AB", "RA-8203", "RA-820350", "D-AAA", "YV2035"],
)
def test_what_no_rule_knows_has_no_address(text: str) -> None:
    assert addresses_of(text) == frozenset()


@given(ANY)
def test_registration_and_address_lead_to_each_other(address: str) -> None:
    for registration in registrations_of(address):
        assert address in addresses_of(registration)


@given(st.integers(0xA00001, 0xADF7C7), st.integers(0xA00001, 0xADF7C7))
def test_every_american_address_has_its_own_number(one: int, other: int) -> None:
    (first,), (second,) = registrations_of(f"{one:06x}"), registrations_of(f"{other:06x}")
    assert addresses_of(first) == {f"{one:06x}"}
    assert (first == second) == (one == other)


def test_rules_keep_to_the_blocks_of_their_states() -> None:
    for rule in rules():
        for rest in (rule.low, rule.high):
            offset = rule.offset(rest.zfill(rule.digits) if rule.kind != "letters" else rest)
            assert offset is not None
            assert state_of(f"{rule.base + offset:06x}") == rule.state


def test_marks_name_states() -> None:
    assert states_of_registration("RA-82035") == states_of_registration("RF-82035") == ("RU",)
    assert states_of_registration("B-2447") == ("CN", "TW")
    assert states_of_registration("D-101") == states_of_registration("FAB2101") == ()
    assert states_of_registration("YV2035") == ("VE",)
    assert states_of_registration("n1722m") == ("US",)
    states = {row[2] for row in rows("states.tsv", 6) if row[4]}
    assert len(states) > 180


@pytest.mark.shared
def test_blocks_and_registrations_agree_with_a_registry() -> None:
    """Floors: measured 2026-11-22 (bench/airframes.py)."""
    from bench.airframes import figures

    found = figures(shared("flights/registry/plane-alert-db.csv.gz"))
    assert found.states_checked > 7000
    assert found.states_other / found.states_checked < 0.01
    right, wrong, _ = (sum(row[i] for row in found.registrations.values()) for i in range(3))
    assert right >= 5380
    assert wrong / (right + wrong) < 0.02
    assert all(row[0] > row[1] for row in found.registrations.values() if row[0] + row[1] > 0)
    assert found.names["right"] / found.names.total() > 0.97
    assert found.names["wrong"] / found.names.total() < 0.01
    assert found.types[True][0] / sum(found.types[True]) > 0.98
