"""How large what a claim speaks of is: by its words, by the catalogue, by its kind, or unknown."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.imagery.size_table import GROUND, NEVER, USUAL
from sightline.imagery.size_words import ground_noun, thing_given, thing_in_words
from sightline.imagery.sizes import things_of
from sightline.model.claim import Claim, Inference, Item
from sightline.model.span import Span
from sightline.model.vocabulary import CATEGORIES, Category, EventKind


def a_claim(quote: str, *items: Item, event: EventKind = "deployment") -> Claim:
    return Claim("clm-1", "doc", "p1", Span(0, len(quote), quote), event, "asserted", items=items)


def an_item(name: str, category: Category, ref: str | None = None) -> Item:
    return Item(Span(0, len(name), name), name, category, ref)


def no_sizes(_: str) -> None:
    return None


@pytest.mark.parametrize(
    ("words", "name", "length", "width"),
    [
        ("a 60 m clearing", "clearing", 60, 60),
        ("a new 60-metre clearing south of the runway", "clearing", 60, 60),
        ("Ground about 60 metres across was newly cleared", "changed ground", 60, 60),
        ("a 30-metre revetment", "revetment", 30, 30),
        ("two hangars of 40 by 25 m", "hangar", 40, 25),
        ("two 40 x 25 m hangars", "hangar", 40, 25),
        ("the runway was extended by 800 m", "runway", 800, 45),
        ("the runway has grown from 2,500 to 3,500 metres", "runway", 1000, 45),
        ("a crater four metres across", "crater", 4, 4),
        ("a 1.8 km strip", "strip", 1800, 45),
        ("the 360-metre wharf", "wharf", 360, 20),
        ("a 12-hectare site was cleared", "changed ground", 346.4, 346.4),
        ("a 100-foot pad", "pad", 30.48, 30.48),
    ],
)
def test_sizes_in_words(words: str, name: str, length: float, width: float) -> None:
    thing = thing_in_words(words)
    assert thing is not None
    assert (thing.name, thing.trace) == (name, "ground")
    assert (thing.length_m, thing.width_m) == pytest.approx((length, width), abs=0.1)
    assert "the claim’s words" in thing.source


@pytest.mark.parametrize(
    "words",
    [
        "a base 20 km south of Caracas",
        "troops 600 metres from the base",
        "700 square miles of terrain",
        "on the runway, 300 m from the apron",
        "Ten boats kept pace from three kilometres off",
        "at 800 to 1,000 metres on most days",
        "Kilometre 88",
        "the runway was extended by 0 m",
        "",
    ],
)
def test_distances_are_no_sizes(words: str) -> None:
    assert thing_in_words(words) is None


@given(st.text(alphabet="0123456789.,x mkby-metres runwayclearing", max_size=60))
def test_any_words_are_read_without_trouble(words: str) -> None:
    thing = thing_in_words(words)
    assert thing is None or 0 < thing.critical_m <= 100_000


def test_the_catalogue_goes_before_the_kind_and_the_family_stands_in() -> None:
    def sizes(ref: str) -> tuple[float, float, str] | None:
        return (69.1, 73.3, "maker") if ref == "an-124" else None

    (known,) = things_of(a_claim("An-124 landed", an_item("An-124", "transport-aircraft", "an-124")), sizes)
    assert known.thing is not None
    assert (known.thing.size, known.thing.shape, known.thing.source) == (
        "69.1 x 73.3 m",
        "transport",
        "maker",
    )
    variant = replace(
        an_item("An-124-100", "transport-aircraft", "an-124-100"),
        inferred=(Inference("an-124", "is a kind of it"),),
    )
    (found,) = things_of(a_claim("An-124-100 landed", variant), sizes)
    assert found.thing is not None
    assert found.thing.length_m == 69.1
    (usual,) = things_of(a_claim("a transport landed", an_item("a transport", "transport-aircraft")), sizes)
    assert usual.thing is not None
    assert usual.thing.most_m == (84, 88.5)
    assert "usual for transport aircraft" in usual.thing.source


def test_people_and_small_arms_are_never_seen_and_vague_words_have_no_size() -> None:
    items = [an_item("troops", "troops"), an_item("rifles", "small-arms"), an_item("hardware", "equipment")]
    found = things_of(a_claim("troops with rifles and hardware", *items), no_sizes)
    assert [s.thing for s in found] == [None, None, None]
    assert all(s.why for s in found)


def test_what_was_dug_counts_beside_what_was_brought() -> None:
    claim = a_claim(
        "Five S-300 launchers stand on a 60-metre clearing", an_item("S-300 launchers", "sam-launcher")
    )
    named = {s.name: s.thing for s in things_of(claim, no_sizes)}
    assert named["clearing"] is not None
    assert named["clearing"].length_m == 60
    assert named["S-300 launchers"] is not None
    assert named["S-300 launchers"].critical_m < 5


def test_ground_without_a_size_gets_the_usual_one() -> None:
    (found,) = things_of(a_claim("New revetments were built", event="construction"), no_sizes)
    assert found.thing is not None
    assert (found.thing.name, found.thing.trace, found.thing.most_m) == ("revetment", "ground", (80, 80))
    assert things_of(a_claim("Troops moved past revetments", event="movement"), no_sizes) == ()
    assert ground_noun("a new ammunition storage site") == "storage-site"


def test_every_kind_is_sized_never_seen_or_unknown() -> None:
    unknown = {c for c in CATEGORIES if c not in USUAL and c not in NEVER}
    assert unknown == {"weapon", "equipment", "site"}
    assert not set(USUAL) & set(NEVER)
    for usual in (*USUAL.values(), *GROUND.values()):
        assert usual.length <= usual.most[0]
        assert usual.width <= usual.most[1]


@pytest.mark.parametrize(
    ("words", "size"), [("60x60", "60 x 60 m"), ("13 x 3.8 m", "13 x 3.8 m"), ("60", "60 x 60 m")]
)
def test_a_size_as_given(words: str, size: str) -> None:
    assert thing_given(words).size == size


@pytest.mark.parametrize("words", ["", "x", "60x", "1x2x3", "-5", "0x4", "nan", "inf x 3", "large"])
def test_no_size_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        thing_given(words)
