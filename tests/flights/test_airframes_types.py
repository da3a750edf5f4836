"""Type designators: catalogue ids and the words of reports, and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.extraction.catalogue import open_catalogue
from sightline.flights.airframes import categories_of, designators_for, names_of
from sightline.flights.callsigns import hint_of
from sightline.flights.designators import types
from sightline.flights.tables import rows
from sightline.model.countries import codes
from sightline.model.vocabulary import AIR

CATALOGUE = open_catalogue()


def test_every_id_of_the_table_is_in_the_catalogue() -> None:
    for found in types().values():
        assert all(ref in CATALOGUE for ref in found.ids), found
        assert all(c in AIR for c in found.categories), found
        assert found.names, found
        for ref in found.ids:
            assert found.designator in designators_for(ref)


def test_the_table_is_large_and_has_no_designator_twice() -> None:
    table = rows("types.tsv", 5)
    assert len(table) == len(types()) > 500
    military = [t for t in types().values() if t.ids]
    assert len(military) > 200


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("an-124", "A124"), ("An-124", "A124"), ("Ан-124", "A124"), ("Antonov An-124-100 Ruslan", "A124"),
        ("an-225", "A225"), ("il-62", "IL62"), ("Ил-62М", "IL62"), ("Il-62M", "IL62"), ("Il-96-300PU", "IL96"),
        ("il-76", "IL76"), ("il-78", "IL76"), ("Il-76MD", "IL76"), ("Boeing C-17 Globemaster III", "C17"),
        ("c-5", "C5M"), ("C-130H", "C130"), ("c-130j", "C30J"), ("kc-135", "K35R"), ("kc-46", "B762"),
        ("a330-mrtt", "A332"), ("e-3", "E3TF"), ("e-3", "E3CF"), ("rc-135", "R135"), ("Rivet Joint", "R135"),
        ("p-8", "P8"), ("mq-9", "Q9"), ("rq-4", "Q4"), ("tu-95", "TU95"), ("Tu-95MS", "TU95"), ("tu-160", "T160"),
        ("tu-22m3", "T22M"), ("su-30mk2", "SU27"), ("mi-8", "MI8"), ("Mi-17V5", "MI8"), ("uh-60", "H60"),
        ("ch-47", "H47"), ("A124", "A124"), ("c-2", "KC2"), ("C-2 Greyhound", "C2"), ("U-2S", "U2"),
        ("Gulfstream G550", "GLF5"), ("y-20", "Y20"), ("EC-130J", "C30J"), ("WAH-64D Apache AH1", "H64"), ("Typhoon FGR4", "EUFI"),
        ("Lockheed F16", "F16"), ("A330-243-MRTT", "A332"), ("KC-46A", "B762"), ("LC-130H", "C130"), ("EC-130", "EC30"), ("EC-130", "C130"), ("RC-135W", "R135"), ("AH1 Wildcat", "LYNX"),
        ("H225 Super Puma", "EC25"), ("FA-50PH", "T50"), ("EA-6B Prowler", "A6"), ("WP-3D", "P3"), ("NC-135W", "C135"), ("e-6b", "E6"), ("a400m", "A400"),
    ],
)  # fmt: skip
def test_words_of_reports_lead_to_designators(words: str, expected: str) -> None:
    assert expected in designators_for(words)


@pytest.mark.parametrize(
    "words",
    [
        "",
        " ",
        "-",
        "T-72",
        "s-300vm",
        "F-150",
        "aircraft",
        "Fox 2",
        "An-",
        "124",
        "An-12444",
        "🛩",
        "Orion drone",
        "GJ-11",
        "WZ-8",
        "DF-15",
        "SA-10",
        "FP-1 drone",
        "WS-3",
        "AT-7",
        "CH-6",
        "Tu-2",
        "TU-2",
        "EA-300",
        "Lancaster House",
    ],
)
def test_what_is_no_aircraft_of_the_table_has_no_designator(words: str) -> None:
    assert designators_for(words) == frozenset()


def test_a_variant_is_not_another_aircraft() -> None:
    assert designators_for("An-12") == {"AN12"}
    assert "AN12" not in designators_for("An-124")
    assert "C30J" not in designators_for("C-130H")
    assert designators_for("MiG-29") != designators_for("MiG-2")
    assert "B1" not in designators_for("B-17")


def test_names_say_what_else_a_designator_may_be() -> None:
    assert {"KC-46", "767-200"} <= set(names_of("B762"))
    assert names_of("a124")[0] == "An-124"
    assert names_of("QQQQ") == categories_of("QQQQ") == ()
    assert categories_of("IL76") == ("transport-aircraft", "tanker-aircraft")


@given(st.text(max_size=40))
def test_any_words_are_answered(words: str) -> None:
    assert designators_for(words) <= set(types())


@given(
    st.sampled_from(sorted({n for t in types().values() for n in t.names})), st.sampled_from(["", " ", "-"])
)
def test_names_lead_back(name: str, mark: str) -> None:
    """However the designation is joined: "An-124", "An 124", "AN124"."""
    expected = {t.designator for t in types().values() if name in t.names}
    assert expected <= designators_for(name)
    assert expected <= designators_for(name.replace("-", mark).upper())


@pytest.mark.parametrize(
    ("callsign", "who", "kind"),
    [
        ("RFF8041", "Russian Air Force", "military"), ("rch871 ", "US Air Force", "military"),
        ("RRR9912", "Royal Air Force", "military"), ("VDA4512", "Volga-Dnepr", "carrier"), ("TTF12", "224th", "military"),
        ("NATO01", "NATO", "military"), ("TUAF512", "Turkish", "military"), ("CTM1203", "French", "military"),
    ],
)  # fmt: skip
def test_callsigns_hint_at_who(callsign: str, who: str, kind: str) -> None:
    hint = hint_of(callsign)
    assert hint is not None
    assert who in hint.who
    assert hint.kind == kind


@pytest.mark.parametrize(
    "callsign", ["", "RFF", "RFFALCON", "RA82035", "QQQ123", "12RFF", "RCH 871", "NATOXX"]
)
def test_other_callsigns_hint_at_nobody(callsign: str) -> None:
    assert hint_of(callsign) is None


def test_the_table_of_callsigns() -> None:
    table = rows("callsigns.tsv", 5)
    assert len({row[0] for row in table}) == len(table)
    for _, kind, state, who, source in table:
        assert kind in ("military", "state", "carrier")
        assert state in codes() or not state
        assert who
        assert source in ("Doc 8585", "on the air")
