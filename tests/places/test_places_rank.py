"""The ranker: what the text says decides between places of a name, and the probability says how far to trust it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from places_support import document, found, place

from sightline.places.containers import find_containers
from sightline.places.features import Name
from sightline.places.find import choose, find_places
from sightline.places.gazetteer import open_gazetteer
from sightline.places.rank import resolve, weights
from sightline.places.spot import scene
from sightline.places.trust import probability

NAMES = "Paris London Athens Moscow Springfield Lebanon Georgia Victoria Cambridge Perth Hamilton Cairo Birmingham".split()


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Fire crews from Stayton, Silverton and Salem, Oregon, met in Dallas on Monday.", "Dallas", "US"),
        ("Lawmakers in Kansas and Ohio buy steel from China and Mexico.", "China", "CN"),
        ("Lawmakers in Kansas and Ohio buy steel from China and Mexico.", "Mexico", "MX"),
        ("Paratroopers landed on Crete, and Greece gave up.", "Crete", "GR"),
        ("Guyana sent troops from Georgetown to the line with Venezuela.", "Georgetown", "GY"),
        ("The army took Palmyra, and Syria wept; Homs and Hama were quiet.", "Palmyra", "SY"),
    ],
)
def test_what_the_text_speaks_of_decides(text: str, name: str, country: str) -> None:
    assert place(text, name).country == country


def test_states_named_one_after_another_are_states() -> None:
    there = found("Flu is widespread in Kansas, Nevada and Wyoming.")
    assert {m.place.precision for m in there.values() if m.place} == {"region"}


def test_runners_up_are_kept_and_their_shares_add_up_to_no_more_than_one() -> None:
    there = place("A man from Springfield was hurt.", "Springfield")
    assert len(there.candidates) > 1
    assert there.candidates[0].ref == there.ref
    assert sum(c.score for c in there.candidates) <= 1.001


def test_the_probability_is_low_where_nothing_tells_and_high_where_the_text_does() -> None:
    alone = place("A man from Springfield was hurt.", "Springfield").probability
    told = place("A man from Springfield, Illinois, was hurt in Peoria.", "Springfield").probability
    assert alone is not None
    assert told is not None
    assert alone < 0.7 < 0.9 < told


def test_what_is_not_in_the_gazetteer_has_no_probability() -> None:
    assert place("Shells hit the village of Zzyzgorodok.", "Zzyzgorodok").probability is None


def test_one_unresolved_name_does_not_empty_the_rest() -> None:
    there = found("Shells hit the village of Zzyzgorodok near Kherson.")
    kherson = there["Kherson"].place
    assert kherson is not None
    assert kherson.known


@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=6))
def test_shares_and_probabilities_are_such(names: list[str]) -> None:
    for mention in find_places(document(f"Trains run from {', from '.join(names)}."), open_gazetteer()):
        there = mention.place
        assert there is not None
        assert there.probability is not None
        assert 0 < there.probability < 1
        scores = [c.score for c in there.candidates]
        assert scores == sorted(scores, reverse=True)


@given(st.dictionaries(st.sampled_from(["always", "margin", "near", "wide"]), st.floats(-3, 3)))
def test_a_wider_margin_is_never_less_probable(signs: dict[str, float]) -> None:
    table = weights().trust
    less, more = signs | {"margin": -0.5}, signs | {"margin": 0.5}
    assert probability(less, table) <= probability(more, table)


def test_the_order_of_the_rows_changes_nothing() -> None:
    text = "Trains run from Cambridge, from Athens and from Victoria."
    here, gazetteer = scene(text, 0, len(text), "en"), open_gazetteer()
    first = resolve(choose(here, gazetteer), gazetteer)
    turned = choose(here, gazetteer)
    for spot in turned:
        spot.rows = spot.rows[::-1]
    find_containers(here, turned)
    for family, ranked in resolve(turned, gazetteer).items():
        if len(Name.of([s for s in turned if s.family == family]).rows) <= 60:
            assert ranked.rows[0][0] == first[family].rows[0][0]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("It was late.\nHAMPTON — A barn has burned down.", "HAMPTON"),
        ("Oswego firefighters came. A mill burned in Oswego.", "Oswego"),
        ("Hail fell on Sumner, Barton and Reno counties.", "Barton"),
        ("Crews were called to Whitchurch, Wem and Ludlow.", "Wem"),
        ("Senator Ann Moe, R-Wichita, agreed.", "Wichita"),
        ("He sells boats in Mobile and fish in Pensacola.", "Mobile"),
        ("European leaders met.", "European"),
    ],
)
def test_company_makes_a_place(text: str, name: str) -> None:
    assert name in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "The Department of Health and the Ministry of Housing said so.",
        "A ticket costs US$45.",
        "I'll go, she said.",
        "The Coventry virus is new.",
        "Lincoln, 19, who plays here, won.",
    ],
)
def test_company_makes_no_place(text: str) -> None:
    assert found(text) == {}


def test_half_a_word_for_a_people_is_none() -> None:
    assert "African" not in found("The African-American vote counts.")
