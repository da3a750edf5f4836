"""Words that name no place themselves: what they hang on, and when they hang on nothing."""

import pytest
from places_support import resolved

from sightline.model.place import distance_km


def test_the_north_is_a_part_of_the_country_the_text_speaks_of() -> None:
    text = "Syria said its army had retaken Hama and Homs. Turkish drones were seen over the north on Monday."
    north = resolved(text, "the north")
    assert north.country == "SY"
    assert north.lat is not None
    assert north.lat > 35.2
    assert north.precision == "area"
    assert "Syria" in north.reasons[0]


def test_the_border_is_that_of_two_neighbours_named_before() -> None:
    text = "Rwanda denied the charge of the Congolese army. Its tanks had crossed the border on Sunday."
    border = resolved(text, "the border")
    assert border.relation == "border"
    assert border.lat is not None
    assert border.lon is not None
    assert distance_km(border.lat, border.lon, -2.0, 29.1) < 150


def test_the_border_of_countries_that_do_not_touch_is_not_invented() -> None:
    text = "France and Japan signed an accord. Their tanks had not crossed the border."
    assert not resolved(text, "the border").known


@pytest.mark.parametrize(
    ("words", "country"),
    [("German ports", "DE"), ("the Algerian theatre", "DZ"), ("French channel ports", "FR")],
)
def test_the_people_of_a_country_place_a_common_noun_there(words: str, country: str) -> None:
    found = resolved(f"The navy sent four destroyers to {words} in the spring.", words)
    assert found.country == country
    assert found.precision == "country"


def test_two_peoples_give_the_disc_over_both_countries() -> None:
    found = resolved("Fighters rested in Moroccan and Tunisian camps.", "Moroccan and Tunisian camps")
    assert found.precision == "area"
    assert found.radius_km is not None
    for lat, lon in ((32.0, -6.0), (34.0, 9.5)):
        assert distance_km(found.lat or 0, found.lon or 0, lat, lon) < found.radius_km


@pytest.mark.parametrize("words", ["the sea", "the reef", "30 degrees", "every last mountain", "home"])
def test_what_is_no_detail_of_a_town_is_not_put_there(words: str) -> None:
    assert not resolved(
        f"A ship left Haifa on Monday. It was seen again near {words} on Friday.", words
    ).known


def test_a_detail_of_a_base_is_about_the_base_although_a_town_was_named_since() -> None:
    text = (
        "Six Su-24s stand at Hmeimim Air Base. A spokesman in Latakia would not comment. "
        "Two hangars have risen beside the southern taxiway."
    )
    found = resolved(text, "the southern taxiway")
    assert found.precision == "area"
    assert "Hmeimim" in found.reasons[0]


def test_who_speaks_is_no_setting() -> None:
    text = "Tanks stood in Kharkiv. Moscow said nothing. A shell hit the bunker."
    found = resolved(text, "the bunker")
    assert "Kharkiv" in found.reasons[0]


def test_where_something_came_from_is_no_setting() -> None:
    text = "Two frigates lay at Assab. A convoy arrived from Asmara. Lorries waited beside the shed."
    assert "Assab" in resolved(text, "the shed").reasons[0]


def test_a_kingdom_is_one() -> None:
    text = "Jordan hosts US troops. The US has 900 of them in the kingdom, the US ambassador said."
    assert resolved(text, "the kingdom").country == "JO"


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (
            "Syria's army left Homs. A rocket fell near Hama and then on the capital.",
            "the capital",
            "Damascus",
        ),
        (
            "Tokyo protested. South Korea put two batteries around Incheon and around its capital.",
            "its capital",
            "Seoul",
        ),
        ("Two shells fell in the Yemeni capital on Friday.", "the Yemeni capital", "Sanaa"),
    ],
)
def test_the_capital_is_that_of_the_country_spoken_of(text: str, words: str, name: str) -> None:
    assert resolved(text, words).name == name


def test_a_name_of_many_towns_is_not_put_on_the_map_by_guess() -> None:
    found = resolved("Two tanks stood in Springfield.", "Springfield")
    assert not found.known
    assert len(found.candidates) > 2
    assert "too doubtful" in found.reasons[0]
    named = resolved(
        "The governor of Illinois sent troops. Two tanks stood in Springfield, Illinois.",
        "Springfield, Illinois",
    )
    assert named.known
