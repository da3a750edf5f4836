"""Relations in running text: which words they take, and what the area holds and leaves out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from places_support import phrases

from sightline.model.place import Place, distance_km
from sightline.places.directions import bearing_of, english
from sightline.places.measures import distance_said
from sightline.places.relations import before
from sightline.places.rings import holds

Point = tuple[float, float]


def inside(place: Place, point: Point) -> bool:
    """In the disc and, where there is one, in the polygon."""
    assert place.lat is not None
    assert place.lon is not None
    assert place.radius_km is not None
    if distance_km(place.lat, place.lon, *point) > place.radius_km:
        return False
    return not place.polygon or holds(place.polygon, *point)


# Text, language, phrase, a point that it holds, a point that it does not; shape: whether there is a polygon.
CASES: list[tuple[str, str, str, Point, Point, bool]] = [
    ("The convoy stood 20 km east of Aleppo.", "en", "20 km east of Aleppo", (36.2, 37.38), (36.2, 36.9), True),
    ("A depot fifteen miles north-northwest of Baghdad burned.", "en", "fifteen miles north-northwest of Baghdad", (33.55, 44.3), (33.1, 44.5), True),
    ("It lies 12km NE of Hama.", "en", "12km NE of Hama", (35.21, 36.85), (35.05, 36.66), True),
    ("It burned 20-30 km west of Donetsk.", "en", "20-30 km west of Donetsk", (48.02, 37.5), (48.02, 38.1), True),
    ("Troops massed in northern Syria.", "en", "northern Syria", (36.5, 38.0), (32.7, 36.2), True),
    ("They hold the north of Syria.", "en", "the north of Syria", (36.5, 38.0), (32.7, 36.2), True),
    ("Ukraine's east was shelled.", "en", "Ukraine's east", (48.0, 37.8), (49.8, 24.0), True),
    ("Fire in the western outskirts of Damascus.", "en", "in the western outskirts of Damascus", (33.52, 36.15), (33.5, 36.6), True),
    ("They hit Aleppo's eastern suburbs.", "en", "Aleppo's eastern suburbs", (36.2, 37.3), (36.2, 36.9), True),
    ("They met halfway between Homs and Hama.", "en", "halfway between Homs and Hama", (34.93, 36.74), (35.13, 36.75), False),
    ("A column on the Aleppo-Damascus highway.", "en", "on the Aleppo-Damascus highway", (34.9, 36.7), (35.3, 40.1), True),
    ("A column on the road from Homs to Palmyra.", "en", "on the road from Homs to Palmyra", (34.6, 37.5), (36.2, 37.2), True),
    ("The Kharkiv-Izium-Kupiansk triangle.", "en", "The Kharkiv-Izium-Kupiansk triangle", (49.6, 37.0), (48.0, 37.8), True),
    ("Guns between Kharkiv, Izium and Kupiansk.", "en", "between Kharkiv, Izium and Kupiansk", (49.6, 37.0), (48.0, 37.8), True),
    ("A frigate lay off the coast of Syria.", "en", "off the coast of Syria", (35.3, 35.2), (35.0, 38.5), True),
    ("A frigate sailed off Tartus.", "en", "off Tartus", (34.9, 35.5), (34.9, 36.3), True),
    ("It fell 30 nautical miles off Sevastopol.", "en", "30 nautical miles off Sevastopol", (44.3, 33.2), (45.1, 34.1), True),
    ("They dug in on the Sudan-Chad border.", "en", "Sudan-Chad border", (13.5, 22.3), (15.6, 32.5), True),
    ("They are 20 km from the Turkish border in Syria.", "en", "20 km from the Turkish border", (36.6, 37.0), (34.5, 38.3), True),
    ("They crossed 20 miles inside Ukraine.", "en", "20 miles inside Ukraine", (50.2, 36.9), (49.0, 32.0), True),
    ("Two hours' drive from Kabul stands a camp.", "en", "Two hours' drive from Kabul", (35.6, 69.2), (31.6, 65.7), False),
    ("A stone's throw from Sanaa.", "en", "A stone's throw from Sanaa", (15.36, 44.2), (15.8, 44.2), False),
    ("It is within sight of Taipei.", "en", "within sight of Taipei", (25.2, 121.5), (24.1, 120.7), False),
    ("A dam upstream of Mosul.", "en", "upstream of Mosul", (36.63, 42.8), (33.3, 44.4), False),
    ("La base está a 20 km al sur de Caracas.", "es", "a 20 km al sur de Caracas", (10.3, -66.9), (10.7, -66.9), True),
    ("Combates en el norte de Siria.", "es", "en el norte de Siria", (36.5, 38.0), (32.7, 36.2), True),
    ("Un buque frente a las costas de Venezuela.", "es", "frente a las costas de Venezuela", (11.2, -67.0), (8.0, -66.0), True),
    ("En la frontera entre Colombia y Venezuela.", "es", "En la frontera entre Colombia y Venezuela", (7.8, -72.4), (10.5, -66.9), True),
    ("Une position à 20 km au nord de Damas.", "fr", "à 20 km au nord de Damas", (33.7, 36.3), (33.3, 36.3), True),
    ("Combats dans le nord de la Syrie.", "fr", "dans le nord de la Syrie", (36.5, 38.0), (32.7, 36.2), True),
    ("Des navires au large de Tartous.", "fr", "au large de Tartous", (34.9, 35.5), (34.9, 36.3), True),
    ("Бои идут к югу от Донецка.", "ru", "к югу от Донецка", (47.5, 37.8), (48.6, 37.8), True),
    ("Радар стоит в 20 км к востоку от Харькова.", "ru", "в 20 км к востоку от Харькова", (49.99, 36.55), (49.99, 35.8), True),
    ("Колонна в 15 километрах южнее Херсона.", "ru", "в 15 километрах южнее Херсона", (46.5, 32.6), (46.8, 32.6), True),
    ("На юге Украины идут бои.", "ru", "На юге Украины", (46.6, 32.6), (51.4, 30.0), True),
    ("Бои на границе России и Украины.", "ru", "на границе России и Украины", (50.6, 36.4), (55.7, 37.6), True),
    ("Бої на південь від Донецька.", "uk", "на південь від Донецька", (47.5, 37.8), (48.6, 37.8), True),
    ("Радар за 20 км на схід від Харкова.", "uk", "за 20 км на схід від Харкова", (49.99, 36.55), (49.99, 35.8), True),
    ("На сході України тривають бої.", "uk", "На сході України", (48.0, 37.8), (49.8, 24.0), True),
    ("Die Basis liegt 20 Kilometer östlich von Aleppo.", "de", "20 Kilometer östlich von Aleppo", (36.2, 37.38), (36.2, 36.9), True),
    ("Kämpfe nördlich von Damaskus.", "de", "nördlich von Damaskus", (34.2, 36.3), (33.0, 36.3), True),
    ("Im Osten der Ukraine wird gekämpft.", "de", "Im Osten der Ukraine", (48.0, 37.8), (49.8, 24.0), True),
    ("Zwischen Homs und Hama.", "de", "Zwischen Homs und Hama", (34.93, 36.74), (36.2, 37.2), True),
    ("Halep'in 20 km doğusunda bir üs var.", "tr", "Halep'in 20 km doğusunda", (36.2, 37.38), (36.2, 36.9), True),
    ("Suriye'nin kuzeyinde çatışma.", "tr", "Suriye'nin kuzeyinde", (36.5, 38.0), (32.7, 36.2), True),
    ("Lazkiye açıklarında gemiler.", "tr", "Lazkiye açıklarında", (35.5, 35.5), (35.5, 36.1), True),
    ("Humus ile Hama arasında.", "tr", "Humus ile Hama arasında", (34.93, 36.74), (36.2, 37.2), True),
]  # fmt: skip


@pytest.mark.parametrize(("text", "language", "phrase", "held", "left_out", "shape"), CASES)
def test_what_relations_hold(
    text: str, language: str, phrase: str, held: Point, left_out: Point, shape: bool
) -> None:
    found = phrases(text, language)
    assert phrase in found, list(found)
    place = found[phrase]
    assert place.precision == "area"
    assert place.reasons
    assert place.relation
    assert inside(place, held)
    assert not inside(place, left_out)
    assert bool(place.polygon) is shape


def test_a_direction_is_not_the_town_itself_and_talks_are_no_place() -> None:
    assert not inside(phrases("Jets south of Caracas.")["south of Caracas"], (10.6, -66.9))
    assert "between" not in " ".join(phrases("They cut off Aleppo."))
    assert phrases("They cut off Aleppo.")["Aleppo"].relation is None


def test_names_of_relations_are_in_english() -> None:
    assert phrases("Радар в 20 км к востоку от Харькова.", "ru").popitem()[1].name == "20 km east of Kharkiv"
    assert phrases("Suriye'nin kuzeyinde çatışma.", "tr").popitem()[1].name == "northern Syria"


@pytest.mark.parametrize(
    ("words", "bearing"),
    [
        ("north", 0.0), ("north-east", 45.0), ("southwest", 225.0), ("north-north-west", 337.5), ("NNE", 22.5), ("SW", 225.0),
        ("suroeste", 225.0), ("noreste", 45.0), ("oeste", 270.0), ("nord-ouest", 315.0), ("est", 90.0), ("nordöstlich", 45.0),
        ("Westen", 270.0), ("юго-западу", 225.0), ("восточнее", 90.0), ("південний схід", 135.0), ("північніше", 0.0),
        ("güneydoğu", 135.0), ("kuzeybatı", 315.0), ("western", 270.0), ("central", None),
    ],
)  # fmt: skip
def test_directions(words: str, bearing: float | None) -> None:
    assert bearing_of(words) == bearing


@given(st.floats(0, 359.99))
def test_the_english_word_is_the_nearest(course: float) -> None:
    back = bearing_of(english(course))
    assert back is not None
    assert abs((back - course + 180) % 360 - 180) <= 22.5


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("20 km", 20, 20), ("1,200 km", 1200, 1200), ("12.5 miles", 20.117, 20.117), ("two dozen miles", 38.62, 38.62),
        ("a few kilometres", 2, 8), ("30 nautical miles", 55.56, 55.56), ("500 m", 0.5, 0.5), ("20-30 km", 20, 30),
        ("20 морских миль", 37.04, 37.04), ("20 миль", 32.187, 32.187), ("12 millas náuticas", 22.224, 22.224),
        ("0,5 km", 0.5, 0.5),
    ],
)  # fmt: skip
def test_distances(text: str, low: float, high: float) -> None:
    import re

    from sightline.places.measures import NUMBER, UNIT

    match = re.fullmatch(rf"{NUMBER}[\s-]*{UNIT}", text, re.IGNORECASE)
    assert match is not None
    assert distance_said(match) == (pytest.approx(low, rel=1e-3), pytest.approx(high, rel=1e-3))


@given(st.text(alphabet="0123456789 kmofnrthesuw,.-'äöкмвюгот", max_size=200))
def test_any_words_before_a_name_are_read_or_left(text: str) -> None:
    made = before(text + " ", len(text) + 1, 0)
    assert made is None or 0 <= made.start <= len(text)


AGREE = [
    ("The airbase at Tiyas, 60 km west of Palmyra, was hit.", "The airbase at Tiyas", "agrees"),
    ("Shelling in Hama, 45 km north of Homs, went on.", "Hama", "agrees"),
    ("Strikes hit Homs, which lies south of Hama.", "Homs", "agrees"),
    ("It fell in Tripoli, 80 km north of Beirut.", "Tripoli", "agrees"),
    ("Tanks entered the village of Qazbalun, 12 km south of Idlib.", "the village of Qazbalun", "not in the gazetteer; placed by"),
    ("They struck Palmyra, 200 km north of Aleppo, on Monday.", "Palmyra", "disagree"),
    ("Strikes hit Homs, which lies north of Aleppo.", "Homs", "disagree"),
    ("They hold ground south of Aleppo and north of Hama.", "south of Aleppo", "where both are true"),
    ("A convoy stopped 20 km from the Turkish border in Idlib province.", "20 km from the Turkish border", "only what lies in Idlib"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "phrase", "said"), AGREE)
def test_two_descriptions_check_each_other(text: str, phrase: str, said: str) -> None:
    place = phrases(text)[phrase]
    assert any(said in reason for reason in place.reasons), place.reasons


def test_agreement_narrows_and_is_surer() -> None:
    alone = phrases("Shelling in Hama went on near Homs.")["Hama"].candidates[0].score
    both = phrases("Shelling in Hama, 45 km north of Homs, went on.")
    assert both["Hama"].candidates[0].score > alone
    assert both["45 km north of Homs"].ref == both["Hama"].ref, "the description is of the town"
    one = phrases("They hold ground south of Aleppo.")["south of Aleppo"]
    two = phrases("They hold ground south of Aleppo and north of Hama.")["south of Aleppo"]
    assert two.radius_km is not None
    assert one.radius_km is not None
    assert two.radius_km < one.radius_km
    assert phrases("It fell in Tripoli, 80 km north of Beirut.")["Tripoli"].country == "LB"


def test_disagreement_is_as_wide_as_both() -> None:
    found = phrases("They struck Palmyra, 200 km north of Aleppo, on Monday.")
    for place in found.values():
        assert inside(place, (34.55, 38.28)), "Palmyra"
        assert inside(place, (38.0, 37.16)), "200 km north of Aleppo"
        assert [c.name for c in place.candidates] == ["Tadmur", "200 km north of Aleppo"]


def test_a_list_of_places_stays_a_list() -> None:
    found = phrases("They hit Aleppo, near Homs and south of Damascus.")
    assert len({(p.lat, p.lon) for p in found.values()}) == 3
    assert not any("agree" in r for p in found.values() for r in p.reasons)


def test_vague_ways_narrow_nothing_and_lists_stay_lists() -> None:
    road = phrases("A tank burned 35 km south-east of Melitopol, on the road to Berdyansk.")
    alone = phrases("A tank burned 35 km south-east of Melitopol.")
    both = [p["35 km south-east of Melitopol"] for p in (road, alone)]
    assert both[0].radius_km == both[1].radius_km
    assert inside(both[0], (46.63, 35.7))
    agreeing = phrases("They sit 25 km south of Idlib, 50 km north of Hama.")["25 km south of Idlib"]
    assert "agrees" in agreeing.reasons[-1]
    apart = phrases("They hit posts 20 km north of Aleppo, 30 km south of Hama.")
    assert len({(p.lat, p.lon) for p in apart.values()}) == 2, "two places of a list"


def test_the_other_side_of_a_border_may_be_who_acts_or_a_place_in_it() -> None:
    for text in (
        "Ukraine moved a brigade to the border with Belarus.",
        "Tanks left Chernihiv for the border with Belarus.",
    ):
        there = phrases(text)["to the border with Belarus" if "moved" in text else "the border with Belarus"]
        assert there.name == "border of Ukraine and Belarus" or there.name == "border of Belarus and Ukraine"
        assert there.polygon
