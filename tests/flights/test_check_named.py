"""Which airframes words name, and which words only look like a registration."""

import pytest

from sightline.flights.named import Named, named_in, plain


@pytest.mark.parametrize(
    ("text", "registration"),
    [
        ("the An-124 RA-82035 landed", "RA82035"),
        ("registered RF-86898.", "RF86898"),
        ("Ukraine's UR-CAK flew", "URCAK"),
        ("a Gulfstream, N628TS, took off", "N628TS"),
        ("EW-001PA", ""),
        ("EW-385TH arrived", "EW385TH"),
        ("D-AIMA over Frankfurt", "DAIMA"),
        ("7T-WIV of Algeria", "7TWIV"),
        ("Il-76 (A6-EDA)", "A6EDA"),
    ],
)
def test_registrations_are_found(text: str, registration: str) -> None:
    assert named_in(text).registrations == ({registration} if registration else set())


@pytest.mark.parametrize(
    "text",
    [
        "An-124, AN-124-100, IL-76MD, SU-27, MI-17 and TU-160 landed",
        "F-16, F-117A, C-130J, C-17, B-52H, B-1B, P-8A, KC-135, E-3A, D-30, G-550, T-72",
        "S-300PMU-2, 9S32ME, BTR-80, UR-77, UR-100, RA-5, C-RAM, C-UAS, HS-748, I-HAWK",
        "N1, N95 masks, NATO, N4521 highway-side",
        "UN-led, F-TYPE, G-SHOCKS, EU-US, B-ROLLS",
    ],
)
def test_designations_of_equipment_are_no_registrations(text: str) -> None:
    found = named_in(text).registrations
    assert not found & {"AN124", "IL76", "SU27", "F16", "C130J", "B52H", "UR77", "UR100"}
    assert all(len(r) >= 5 for r in found), found
    if "highway" not in text and "NATO" not in text:
        assert not found, found


@pytest.mark.parametrize(
    "text",
    ["hex code 154073", "ICAO 154073", "(Mode S address: 154073)", "ICAO24 154073", "24-bit address 154073"],
)
def test_addresses_need_a_cue(text: str) -> None:
    assert named_in(text).addresses == {"154073"}
    assert not named_in("154073 people").addresses


def test_callsigns_need_a_cue() -> None:
    assert named_in("flying as callsign RFF7081").callsigns == {"RFF7081"}
    assert named_in("flight number AFL213 from Moscow").callsigns == {"AFL213"}
    assert not named_in("RFF7081 and MIG29").callsigns


def test_serials_at_hand_are_found_as_words() -> None:
    known = frozenset({"10-0213", "ZZ177", "F-1"})
    assert named_in("C-17 10-0213 took off", known).registrations == {"100213"}
    assert not named_in("2010-0213-5 and XZZ1777", known).registrations


def test_naming_nothing_is_false() -> None:
    assert not Named()
    assert not named_in("")
    assert plain(None) == ""
    assert plain("ra-82035") == "RA82035"
