"""The catalogue's rows hold together, and names are found whatever their spelling."""

import re
import time
from typing import get_args

import pytest

from sightline.extraction.catalogue import Catalogue, fold, open_catalogue
from sightline.extraction.designations import find_designations
from sightline.model.vocabulary import Category

CATALOGUE = open_catalogue()


def names(text: str) -> list[tuple[str, str | None]]:
    return [(d.name, d.ref) for d in find_designations(text, 0, len(text), CATALOGUE)]


def test_it_has_enough_rows_and_a_version() -> None:
    assert len(CATALOGUE) >= 1000
    assert re.fullmatch(r"\d{4}\.\d+", CATALOGUE.version)


def test_every_row_is_sound() -> None:
    categories = set(get_args(Category))
    for ref in CATALOGUE.ids():
        entry = CATALOGUE.get(ref)
        assert entry.category in categories, ref
        assert entry.source, ref
        assert entry.country is None or re.fullmatch(r"[A-Z]{2}", entry.country), ref
        for target in (entry.family, entry.part_of):
            assert target is None or (target in CATALOGUE and target != ref), ref
        assert set(entry.ambiguous) <= {entry.name, *entry.aliases}, ref
        for metres in (entry.length_m, entry.width_m):
            assert metres is None or 0.2 < metres < 400, ref


def test_no_alias_names_two_things() -> None:
    owner: dict[str, str] = {}
    for ref in CATALOGUE.ids():
        entry = CATALOGUE.get(ref)
        for alias in (entry.name, *entry.aliases):
            assert owner.setdefault(fold(alias), ref) == ref, alias


def test_every_unambiguous_name_finds_itself() -> None:
    for ref in CATALOGUE.ids():
        match = CATALOGUE.exact(fold(CATALOGUE.get(ref).name))
        assert match is not None
        assert match.ref == ref


def test_it_opens_quickly() -> None:
    started = time.perf_counter()
    open_catalogue.cache_clear()
    open_catalogue()
    assert time.perf_counter() - started < 20  # it ends; speed is measured in bench/


def test_a_broken_row_is_refused() -> None:
    with pytest.raises(ValueError, match="columns"):
        Catalogue("# version 1\nid\tname\nx\ty\n")


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("Su-30MK2", "su-30mk2"),
        ("Sukhoi Su-30", "su-30"),
        ("Су-30", "su-30"),
        ("Іл-76", "il-76"),
        ("Ми-8", "mi-8"),
        ("S-300VM", "s-300vm"),
        ("С-300ВМ", "s-300vm"),
        ("S–400", "s-400"),
        ("T-72M4CZ", "t-72"),
        ("«Искандерами»", "9k720-iskander"),
        ("F-16’larla", "f-16"),
        ("BTR-80s", "btr-80"),
        ("AN/TPY-2", "an-tpy-2"),
        ("USS Hopper's", "uss-hopper"),
    ],
)
def test_spellings_lead_to_one_row(text: str, ref: str) -> None:
    assert [r for _, r in names(text)] == [ref]


def test_the_longest_name_wins() -> None:
    assert names("Patriot PAC-3 batteries and Leopard 2A6 tanks") == [
        ("Patriot PAC-3", "mim-104-patriot"),
        ("Leopard 2A6", "leopard-2"),
    ]


def test_a_component_implies_its_system_with_the_premise() -> None:
    (inference,) = CATALOGUE.premise("9s32me")
    assert inference.ref == "s-300vm"
    assert "9S32ME" in inference.because
    assert "S-300VM" in inference.because
    assert CATALOGUE.premise("s-400") == ()


@pytest.mark.parametrize(
    "text",
    [
        "COVID-19 cases rose", "an F-1 visa", "the G-20 summit", "the G20", "the road M-25", "трассе М-39",
        "resolution 1701", "flight QR123", "15-17 March 2019", "12/05/2019", "a B-1 visa", "E-5 highway",
    ],
)  # fmt: skip
def test_what_is_no_designation(text: str) -> None:
    found = find_designations(text, 0, len(text), CATALOGUE)
    assert [d for d in found if d.sure and d.category] == []


def test_a_miscopied_designation_is_resolved_and_says_so() -> None:
    text = "a 9532ME radar"
    (found,) = find_designations(text, 0, len(text), CATALOGUE)
    assert found.ref is None
    assert [i.ref for i in found.inferred] == ["9s32me", "s-300vm"]
    assert "5 taken for S" in found.inferred[0].because
    text = "three C-300 launchers"
    (found,) = find_designations(text, 0, len(text), CATALOGUE)
    assert found.ref is None
    assert found.inferred[0].ref == "s-300"


def test_what_is_not_listed_is_caught_by_its_form() -> None:
    text = "MiG-41, AN/XYZ-9, DDG-999, HQ-29 and USS Nonesuch"
    found = {d.name: (d.ref, d.category) for d in find_designations(text, 0, len(text), CATALOGUE)}
    assert found["MiG-41"] == (None, "fighter")
    assert found["DDG-999"] == (None, "destroyer")
    assert found["HQ-29"] == (None, "sam-system")
    assert found["USS Nonesuch"] == (None, "ship")
    assert "AN/XYZ-9" in found


@pytest.mark.parametrize(("one", "other"), [("GBU-10", "GBU-24"), ("HJ-8", "HJ-10"), ("Kh-101", "Kh-102"), ("HMS Daring", "HMS Duncan")])  # fmt: skip
def test_siblings_are_not_one_thing(one: str, other: str) -> None:
    ((_, a),) = names(one)
    ((_, b),) = names(other)
    assert a is not None
    assert b is not None
    assert a != b


def test_a_ship_belongs_to_its_class() -> None:
    assert [i.because for i in CATALOGUE.premise("uss-hopper")] == [
        "USS Hopper belongs to the Arleigh Burke class"
    ]
