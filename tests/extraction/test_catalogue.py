"""The catalogue's rows hold together, and names are found whatever their spelling."""

import re
import time
from typing import get_args

import pytest
from tools import check_catalogue

from sightline.extraction.catalogue import Catalogue, fold, open_catalogue
from sightline.extraction.designations import find_designations
from sightline.extraction.schemes import class_of_form
from sightline.model.vocabulary import Category
from support import shared

CATALOGUE = open_catalogue()
# Metres over all that the types of a class can have.
SIZES = {
    "fighter": (7, 26), "bomber": (10, 56), "transport-aircraft": (7, 85), "helicopter": (7, 42), "uav": (0.05, 20),
    "tank": (4, 12), "ifv": (5, 11), "apc": (4, 11), "armoured-vehicle": (3, 11), "artillery": (1, 16), "mlrs": (2, 16),
    "vehicle": (2, 24), "engineer-vehicle": (2, 20), "sam-launcher": (3, 16), "ballistic-missile": (2, 36),
    "cruise-missile": (2, 12), "frigate": (70, 160), "destroyer": (90, 260), "corvette": (35, 120), "submarine": (10, 185),
    "aircraft-carrier": (150, 345),
}  # fmt: skip


def names(text: str) -> list[tuple[str, str | None]]:
    return [(d.name, d.ref) for d in find_designations(text, 0, len(text), CATALOGUE)]


def test_it_has_enough_rows_and_a_version() -> None:
    assert len(CATALOGUE) >= 5000
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
        shortest, longest = SIZES.get(entry.category, (0.2, 400))
        assert entry.length_m is None or shortest <= entry.length_m <= longest, ref
        assert entry.width_m is None or 0.1 < entry.width_m <= 90, ref


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
        ("S\u2011400", "s-400"),
        ("T-72M4CZ", "t-72"),
        ("«Искандерами»", "9k720-iskander"),
        ("F-16’larla", "f-16"),
        ("BTR-80s", "btr-80"),
        ("AN/TPY-2", "an-tpy-2"),
        ("T-72B3M", "t-72"),
        ("BMP-2/3", "bmp-2"),
        ("SA-21 Growler", "s-400"),
        ("Fishbed", "mig-21"),
        ("AS-17", "kh-31"),
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
        "M-4 junction", "At 12 they left", "As 15 men came", "R-134a refrigerant", "DDR-5 memory", "an A-96 closure",
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


@pytest.mark.parametrize(
    ("name", "category"),
    [
        ("2S99", "artillery"), ("9T999", "vehicle"), ("1V199", "command-post"), ("9A399", "sam-launcher"), ("9S499", "radar"),
        ("1L299", "radar"), ("5P99M", "sam-launcher"), ("Ural-99999-0122", "vehicle"), ("KamAZ-53949M", "armoured-vehicle"),
        ("BTR-99", "apc"), ("BMP-9M", "ifv"), ("BREM-9", "engineer-vehicle"), ("MTO-XY", None), ("ZTZ-77", "tank"),
        ("PLZ-99", "artillery"), ("AN/TPQ-99", "radar"), ("AN/ALQ-99", "equipment"), ("VPK-12345", "armoured-vehicle"),
        ("R-399BM", None), ("R-149XM", ("command-post", False)), ("COVID-19", None), ("M25", None), ("F-1", ("fighter", False)),
    ],
)  # fmt: skip
def test_a_scheme_gives_the_class(name: str, category: object) -> None:
    found = class_of_form(name)
    if isinstance(category, str):
        assert found == (category, True)
    else:
        assert found == category


def test_what_batteries_consist_of() -> None:
    """Each main air-defence and missile system has a row for its parts, each with its role there."""
    parts: dict[str, set[str]] = {}
    for ref in CATALOGUE.ids():
        entry = CATALOGUE.get(ref)
        if entry.part_of:
            assert entry.role, ref
            parts.setdefault(entry.part_of, set()).add(entry.category)
    for system in ("s-300p", "s-300v", "s-400", "9k37-buk", "mim-104-patriot"):
        assert {"radar", "command-post", "sam-launcher"} <= parts[system], system
    for system in (
        "9k330-tor",
        "96k6-pantsir-s1",
        "nasams",
        "iris-t-slm",
        "9k720-iskander",
        "hq-9",
        "k-300p-bastion-p",
    ):
        assert len(parts[system]) >= 1, system


@pytest.mark.shared
def test_the_sources_say_which_list_confirmed_a_row() -> None:
    """Checking again changes nothing, and a row that a list contradicts is kept for a reason that is written down."""
    shared("corpora/oryx_equipment/train.jsonl")
    shared("corpora/nato_reporting_names/names.jsonl")
    confirmed, contradicted = check_catalogue.checked_rows(CATALOGUE)
    for ref, lists in confirmed.items():
        source = CATALOGUE.get(ref).source
        assert check_catalogue.with_checks(source, lists) == source, ref
    assert contradicted.keys() <= check_catalogue.KEPT.keys()
