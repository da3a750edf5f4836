"""Registry files: known formats by content, broken rows counted, hostile files refused."""

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sightline.flights import registry_files
from sightline.flights.airframes import addresses_for
from sightline.flights.registry import Entry, Registry, merged
from sightline.flights.registry_files import read_registry
from sightline.model.errors import InputError
from support import shared

PLANE_ALERT = """$ICAO,$Registration,$Operator,$Type,$ICAO Type,#CMPG,$Tag 1,$#Tag 2,$#Tag 3,Category,$#Link
ABCD01,XX-1,Made-up Air Force,"Type, with a comma",C130,Mil,,,,,
ABCD02,N1,Made-up Government,Jet,GLF5,Gov,,,,,
ABCD03,N2,Made-up Police,Jet,EC35,Pol,,,,,
ABCD04,N3,Made-up Airline,Jet,B744,Civ,,,,,
ABCD05,204,Made-up Air Force,Jet,C295,Civ,,,,,
ABCD06,????,Made-up Airline,Jet,UOSUAV,Civ,,,,,
ABCD07,N5,A Person by Name,Jet,GLF5,Gov,,,,,
12345,N4,Made-up Airline,Jet,B744,Civ,,,,,
ABCD01,XX-2,Another,Jet,B744,Civ,,,,,
"""
TAR1090 = """154073;RA-82035;A124;10;ANTONOV An-124;;Made-up Air Force;
a00001;N1;C172;00;CESSNA 172;1970;;
zzzzzz;N2;C172;00;;;;
a00002;;;;;;;
"""
OPENSKY = """'icao24','timestamp','registration','typecode','operator','owner'
'154073','2024','RA-82035','A124','Made-up Air Force','A person'
"""
OPENSKY_OLD = """"icao24","registration","manufacturericao","model","typecode","operator","owner"
"154073","RA-82035","ANTONOV","An-124","a124","","A person"
"""
LINES = """{"icao":"154073","reg":"RA-82035","icaotype":"A124","ownop":"Made-up Air Force","mil":true,"year":1990}
{"icao":"a00001","reg":"N1","icaotype":172,"mil":false}
not json
[1]
{"reg":"N2"}
"""


def written(folder: Path, text: str, name: str = "r.csv", *, packed: bool = False) -> Path:
    path = folder / name
    data = text.encode()
    path.write_bytes(gzip.compress(data) if packed else data)
    return path


def entry(registry: Registry, address: str) -> Entry:
    found = registry.entry(address)
    assert found is not None
    return found


@pytest.mark.parametrize("packed", [False, True])
def test_plane_alert_db(tmp_path: Path, packed: bool) -> None:
    registry = read_registry(written(tmp_path, PLANE_ALERT, packed=packed))
    assert (registry.format, registry.rows, registry.broken, registry.repeated) == ("plane-alert-db", 8, 1, 1)
    assert "ODbL" in registry.licence
    first = entry(registry, "ABCD01")
    assert (first.registration, first.type_code, first.military) == ("XX-1", "C130", True)
    assert first.type_name == "Type, with a comma"
    assert first.source == "r.csv"
    kinds = [
        (entry(registry, f"abcd0{n}").military, entry(registry, f"abcd0{n}").service) for n in range(1, 6)
    ]
    # The last is listed as civil though its operator is an air force: that says nothing.
    assert kinds == [(True, None), (None, "Gov"), (False, "Pol"), (False, None), (None, None)]
    assert entry(registry, "abcd07").service is None  # nobody's government is named
    placeholder = entry(registry, "abcd06")
    assert placeholder.registration is placeholder.type_code is None


def test_tar1090_db(tmp_path: Path) -> None:
    registry = read_registry(written(tmp_path, TAR1090, packed=True))
    assert (registry.format, registry.rows, registry.broken) == ("tar1090-db", 3, 1)
    found = entry(registry, "154073")
    assert (found.registration, found.type_code, found.operator, found.military) == (
        "RA-82035", "A124", "Made-up Air Force", True,
    )  # fmt: skip
    assert entry(registry, "a00001").military is None  # "not marked as military" is not "civil"
    assert addresses_for("ra82035", registry) == {"154073"}


@pytest.mark.parametrize("text", [OPENSKY, OPENSKY_OLD])
def test_opensky(tmp_path: Path, text: str) -> None:
    registry = read_registry(written(tmp_path, text))
    found = entry(registry, "154073")
    assert registry.format == "OpenSky aircraft database"
    assert (found.registration, found.type_code) == ("RA-82035", "A124")
    assert "person" not in repr(registry.entries)  # owners are not read


def test_lines_of_json(tmp_path: Path) -> None:
    registry = read_registry(written(tmp_path, LINES, "basic-ac-db.json.gz", packed=True))
    assert (registry.rows, registry.broken) == (2, 3)
    assert entry(registry, "154073").military is True
    assert entry(registry, "a00001").type_code is None  # a number is no designator


def test_a_folder_of_chunks(tmp_path: Path) -> None:
    chunk = {"4073": ["RA-82035", "A124", "10", "ANTONOV An-124"], "children": ["154"], "4074": 7, "407": []}
    written(tmp_path, json.dumps(chunk), "15.js", packed=True)
    written(tmp_path, json.dumps({"0001": {"r": "N1", "t": "C172"}}), "A0.json")
    written(tmp_path, "{ truncated", "B0.js")
    written(tmp_path, "not a chunk at all", "README.md")
    registry = read_registry(tmp_path)
    assert (registry.rows, registry.broken) == (2, 3)
    assert entry(registry, "154073").military is True
    assert entry(registry, "a00001").registration == "N1"


def test_any_csv_that_names_its_columns(tmp_path: Path) -> None:
    registry = read_registry(written(tmp_path, "\ufeffHex;Reg;TypeCode\n154073;RA-82035;A124\n"))
    assert entry(registry, "154073").type_code == "A124"


def test_only_what_is_wanted_is_kept(tmp_path: Path) -> None:
    registry = read_registry(written(tmp_path, TAR1090), wanted={"154073"})
    assert list(registry.entries) == ["154073"]
    assert registry.rows == 3


@pytest.mark.parametrize(
    "data",
    [b"", b"\n\n", b"\x00\xff\xfe" * 900, b"a,b,c\n1,2,3\n", b"{}", b"[" * 100_000, b"x" * 1_000_000,
     b"icao,registration\n", b"\x1f\x8b", gzip.compress(TAR1090.encode() * 99)[:-9], b'{"icao": 5}\n' * 3],
)  # fmt: skip
def test_what_is_no_registry_is_refused_in_words(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "r.bin"
    path.write_bytes(data)
    with pytest.raises(InputError, match=r"r\.bin"):
        read_registry(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        read_registry(tmp_path / "none.csv")
    with pytest.raises(InputError):
        read_registry(tmp_path)  # a folder without chunks


def test_a_file_that_never_ends_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry_files, "MAX_BYTES", 1 << 20)
    path = written(tmp_path, "icao,reg\n" + "x" * (5 << 20), packed=True)
    with pytest.raises(InputError, match="larger than any registry"):
        read_registry(path)


def test_a_row_of_a_megabyte_is_one_broken_row(tmp_path: Path) -> None:
    registry = read_registry(written(tmp_path, TAR1090 + "x" * (1 << 20) + "\na00009;N9;C172;;;;;\n"))
    assert entry(registry, "a00009").registration == "N9"
    assert registry.broken >= 1


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300), st.sampled_from([PLANE_ALERT, TAR1090, OPENSKY, LINES]))
def test_garbage_behind_good_rows_loses_none(tmp_path: Path, garbage: bytes, text: str) -> None:
    path = tmp_path / "r.csv"
    path.write_bytes(text.encode() + garbage)
    clean = read_registry(written(tmp_path, text, "clean.csv"))
    found = read_registry(path)
    assert set(clean.entries) <= set(found.entries)
    assert found.rows >= clean.rows


def test_several_registries_as_one() -> None:
    one = Registry({"154073": Entry("RA-82035", source="one")}, "one", "CSV", "", 1)
    two = Registry(
        {"154073": Entry("RA-1", "A124", source="two"), "a00001": Entry("N1", source="two")},
        "two",
        "CSV",
        "",
        2,
    )
    both = merged([one, two])
    assert both is not None
    assert (entry(both, "154073").registration, entry(both, "154073").type_code) == ("RA-82035", "A124")
    assert entry(both, "154073").source == "one, two"
    assert entry(both, "a00001").source == "two"
    assert merged([]) is None
    assert merged([one]) is one


def test_a_registration_that_two_addresses_have(tmp_path: Path) -> None:
    text = "icao,reg\n154073,RA-82035\n155aaa,ra 82035\na00001,N1\n155bbb,-\n"
    registry = read_registry(written(tmp_path, text))
    assert addresses_for("RA-82035", registry) == {"154073", "155aaa"}
    assert registry.addresses("-") == registry.addresses("") == frozenset()


@pytest.mark.shared
def test_the_real_file() -> None:
    registry = read_registry(shared("flights/registry/plane-alert-db.csv.gz"))
    assert registry.rows > 17_000
    assert registry.broken < 10
    assert entry(registry, "154073").type_code == "A124"
    assert addresses_for("RA-86496", registry) == {"1551e0"}
