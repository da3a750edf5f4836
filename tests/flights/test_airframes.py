"""Airframes: whose an address is, each fact with who says it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.flights.airframes import addresses_for, carries, identify, state_aircraft
from sightline.flights.movement import Airframe
from sightline.flights.registry import Entry, Registry
from sightline.flights.track import Track, points_of


def a_track(address: str = "154073", *callsigns: str, **file: str) -> Track:
    heard = tuple((float(i), c) for i, c in enumerate(callsigns))
    return Track(address, points_of(time=[0.0]), callsigns=heard, **file)  # type: ignore[arg-type]


def a_registry(**entries: Entry) -> Registry:
    return Registry({k.removeprefix("x"): e for k, e in entries.items()}, "mine.csv", "CSV", "", len(entries))


def said(airframe: Airframe, key: str) -> str:
    return " / ".join(words for k, words in airframe.sources if k == key)


def test_an_address_alone() -> None:
    found = identify(a_track())
    assert (found.state, found.registration) == ("RU", "RA-82035 or RF-82035")
    assert found.type_code is found.operator is found.military is None
    assert "Annex 10" in said(found, "state")
    assert "leaves the mark open" in said(found, "registration")
    assert carries(found, "RA-82035")
    assert carries(found, "rf82035")
    assert carries(found, "РА-82035")
    assert not carries(found, "RA-82036")
    assert not state_aircraft(found)


def test_the_callsign_may_say_which_mark() -> None:
    found = identify(a_track("154073", "RFF8041", "RA82035"))
    assert found.registration == "RA-82035"
    assert not carries(found, "RF-82035")
    assert "callsign names one" in said(found, "registration")


def test_a_registry_goes_before_the_file_before_arithmetic() -> None:
    entry = Entry("RA-82035", "A124", "Antonov An-124", "Russian Air Force", True, None, "mine.csv")
    track = a_track(registration="RA-82036", type_code="A124", operator="Somebody")
    found = identify(track, a_registry(x154073=entry))
    assert (found.registration, found.type_code, found.operator, found.military) == (
        "RA-82035", "A124", "Russian Air Force", True,
    )  # fmt: skip
    assert (
        said(found, "registration") == "RA-82035: registry mine.csv / but the file of the track says RA-82036"
    )
    assert said(found, "type_code") == "A124: registry mine.csv"
    assert "but the file of the track says Somebody" in said(found, "operator")
    by_file = identify(track)
    assert by_file.registration == "RA-82036"
    assert "that of RA-82035 or RF-82035" in said(by_file, "registration")


def test_a_registration_of_another_state_is_said() -> None:
    found = identify(a_track("0852f2", registration="PH-STB"))
    assert found.state is None
    assert "unallocated" in said(found, "state")
    assert "but PH-STB is a registration of Netherlands" in said(found, "state")


def test_ranges_of_armed_forces() -> None:
    found = identify(a_track("ae1234"))
    assert found.military is True
    assert found.registration is None
    assert "United States armed forces" in said(found, "military")
    assert state_aircraft(found)


def test_nothing_says_civil_but_a_registry() -> None:
    assert identify(a_track("a12345")).military is None
    civil = Entry("N1722M", military=False, source="mine.csv")
    assert identify(a_track("a12345"), a_registry(xa12345=civil)).military is False
    # A range of armed forces outweighs a list that calls the aircraft civil, and both are said.
    found = identify(a_track("ae1234"), a_registry(xae1234=civil))
    assert found.military is True
    assert "civil" in said(found, "military")


def test_governments_and_police_are_state_aircraft() -> None:
    gov = identify(a_track("a12345"), a_registry(xa12345=Entry(service="Gov", source="mine.csv")))
    assert gov.military is None
    assert state_aircraft(gov)
    police = identify(
        a_track("a12345"), a_registry(xa12345=Entry(service="Pol", military=False, source="mine.csv"))
    )
    assert police.military is False
    assert state_aircraft(police)
    assert "police" in said(police, "military")
    assert state_aircraft(identify(a_track("4b8210")))


def test_a_callsign_is_a_hint_and_decides_nothing() -> None:
    found = identify(a_track("508015", "RFF8041", "VDA4512"))
    assert found.operator is found.military is None
    assert "a hint only" in said(found, "callsign")
    assert "Volga-Dnepr" in said(found, "callsign")
    assert state_aircraft(found)
    assert not state_aircraft(identify(a_track("508015", "VDA4512")))


def test_an_address_that_is_none() -> None:
    found = identify(a_track("~2a3b4c"))
    assert found.state is found.registration is found.military is None
    assert "no address of ICAO" in said(found, "state")


def test_addresses_of_a_registration() -> None:
    assert addresses_for("RA-82035") == {"154073"}
    registry = a_registry(x155aaa=Entry("RA-82035"), xae0001=Entry("01-0001"))
    assert addresses_for("ra 82035", registry) == {"155aaa"}
    assert addresses_for("01-0001", registry) == {"ae0001"}
    assert addresses_for("RA-86496", registry) == {"1551e0"}
    assert addresses_for("0666", registry) == frozenset()


@given(
    st.from_regex(r"~?[0-9a-f]{6}", fullmatch=True),
    st.lists(st.text(max_size=9), max_size=3),
    st.one_of(st.none(), st.text(max_size=9)),
)
def test_every_fact_has_a_source(address: str, callsigns: list[str], registration: str | None) -> None:
    found = identify(
        Track(address, points_of(time=[0.0]), tuple((0.0, c) for c in callsigns), registration=registration)
    )
    keys = {key for key, _ in found.sources}
    for name in ("state", "registration", "type_code", "operator", "military"):
        assert getattr(found, name) is None or name in keys
    assert "state" in keys
    assert len(set(found.sources)) == len(found.sources)


@pytest.mark.parametrize("name", ["", "or", " or "])
def test_no_registration_carries_nothing(name: str) -> None:
    assert not carries(Airframe("154073"), name)
    assert not carries(identify(a_track()), name)
