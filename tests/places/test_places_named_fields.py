"""Which airfields a place stands for."""

from dataclasses import replace

import pytest

from sightline.model.place import Place
from sightline.model.vocabulary import Precision
from sightline.places.named_fields import holds, named_fields


def place(lat: float, lon: float, km: float, precision: Precision, ref: str | None = None) -> Place:
    return Place(name="x", ref=ref, lat=lat, lon=lon, radius_km=km, precision=precision)


def idents(found: Place | None) -> list[str]:
    return [f.ident for f in named_fields(found)]


def test_an_airfield_is_itself() -> None:
    assert idents(place(33.5, 36.2, 3, "site", "icao:OSLK")) == ["OSLK"]
    assert idents(Place(ref="icao:OSLK")) == ["OSLK"]


def test_a_town_holds_the_fields_within_its_disc_and_no_others() -> None:
    assert idents(place(10.5945, -66.9562, 4.4, "settlement")) == ["SVMI"]


def test_a_citys_main_airport_may_lie_outside_it() -> None:
    assert "SVMI" in idents(place(10.488, -66.879, 10, "settlement"))


def test_of_the_fields_beside_a_town_the_one_of_its_name_is_meant() -> None:
    le_bourget = Place(name="Le Bourget", lat=48.934, lon=2.436, radius_km=2.9, precision="settlement")
    assert idents(le_bourget) == ["LFPB"]
    assert {"LFPB", "LFPG", "LFPO"} <= set(idents(replace(le_bourget, name="Somewhere")))


@pytest.mark.parametrize("precision", ["country", "region"])
def test_what_is_too_wide_names_no_field(precision: Precision) -> None:
    assert idents(place(7.0, -66.0, 50, precision)) == []
    assert idents(place(7.0, -66.0, 700, "area")) == []


def test_wide_places_hold_fields_without_naming_them() -> None:
    [maiquetia] = named_fields(Place(ref="icao:SVMI"))
    venezuela = Place(lat=7.0, lon=-66.0, radius_km=790, precision="country", country="VE")
    assert holds(venezuela, maiquetia)
    assert not holds(replace(venezuela, country="CO"), maiquetia)
    assert holds(place(10.0, -67.0, 100, "region"), maiquetia)
    assert not holds(place(5.0, -67.0, 100, "region"), maiquetia)
    assert not holds(Place(), maiquetia)


def test_nowhere_names_no_field() -> None:
    assert idents(None) == []
    assert idents(Place()) == []
