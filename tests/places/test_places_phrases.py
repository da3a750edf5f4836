import pytest
from places_support import phrases, resolved

from sightline.model.place import Place, distance_km

KIEV, ALEPPO = (50.4547, 30.5238), (36.2012, 37.1612)


def holds(place: Place, lat: float, lon: float) -> bool:
    assert place.lat is not None
    assert place.lon is not None
    assert place.radius_km is not None
    return distance_km(place.lat, place.lon, lat, lon) <= place.radius_km


@pytest.mark.parametrize(
    ("text", "phrase", "inside", "outside"),
    [
        ("They stood 20 km east of Aleppo.", "20 km east of Aleppo", (36.2, 37.38), (36.2, 36.9)),
        (
            "about 15 miles northwest of Baghdad",
            "about 15 miles northwest of Baghdad",
            (33.48, 44.18),
            (33.1, 44.8),
        ),
        ("Forces near Kherson, Ukraine, dug in.", "near Kherson, Ukraine", (46.64, 32.61), (47.9, 35.1)),
        (
            "Shelling in the suburbs of Damascus went on.",
            "in the suburbs of Damascus",
            (33.55, 36.4),
            (34.7, 36.7),
        ),
        ("A frigate off the coast of Tartus.", "off the coast of Tartus", (34.9, 35.5), (33.3, 33.0)),
        ("It fell between Homs and Hama.", "between Homs and Hama", (34.93, 36.74), (36.2, 37.1)),
        ("The Turkish-Syrian border was shut.", "Turkish-Syrian border", (36.8, 38.0), (39.9, 32.9)),
        (
            "Russia's border with Finland is long.",
            "Russia's border with Finland",
            (61.2, 28.9),
            (55.75, 37.6),
        ),
        ("Fighting in eastern Ukraine.", "eastern Ukraine", (48.0, 37.8), (49.8, 24.0)),
        (
            "Una base aérea al sur de Caracas.",
            "Una base aérea al sur de Caracas",
            (9.37, -66.92),
            (10.6, -71.6),
        ),
        ("Радар в 40 км восточнее", None, None, None),
        ("Солдаты под Киевом", "под Киевом", KIEV, ALEPPO),
        ("Halep'in güneyinde çatışma", "Halep'in güneyinde", (35.6, 37.1), (37.0, 37.3)),
    ],
)
def test_relations(
    text: str, phrase: str | None, inside: tuple[float, float], outside: tuple[float, float]
) -> None:
    language = "ru" if "о" in text else "tr" if "ü" in text else "es" if "é" in text else "en"
    found = phrases(text, language)
    if phrase is None:
        assert found == {}
        return
    assert phrase in found, list(found)
    assert found[phrase].precision == "area"
    assert holds(found[phrase], *inside)
    assert not holds(found[phrase], *outside)


def test_plain_and_held_names() -> None:
    text = "S-300 missiles went to the Captain Manuel Rios Airbase in the Guarico state of Venezuela."
    found = phrases(text)
    (base,) = [p for t, p in found.items() if "Airbase in the Guarico state of Venezuela" in t]
    assert (base.ref, base.precision) == ("icao:SVCZ", "site")


@pytest.mark.parametrize(
    ("text", "phrase", "country"),
    [
        ("Drills on Venezuelan soil.", "Venezuelan soil", "VE"),
        ("It left Syrian territory.", "Syrian territory", "SY"),
        ("It entered Turkish airspace.", "Turkish airspace", "TR"),
    ],
)
def test_grounds(text: str, phrase: str, country: str) -> None:
    found = phrases(text)[phrase]
    assert (found.country, found.precision) == (country, "country")


def test_port_of() -> None:
    assert phrases("Ships docked at the port of Tartus.")["the port of Tartus"].precision == "site"


TWO = (
    "Images show launchers at a key airbase south of Caracas. The jet had landed in Caracas. "
    "More missiles went to the Captain Manuel Rios Airbase in the Guarico state of Venezuela. "
    "Crews at the airbase unloaded them there."
)


@pytest.mark.parametrize("whole", [False, True])
def test_two_descriptions_of_one_place(whole: bool) -> None:
    place = resolved(TWO, "a key airbase south of Caracas", whole=whole)
    assert (place.ref, place.precision, place.relation) == ("icao:SVCZ", "site", "south of")
    assert any("Captain Manuel Rios Airbase" in r for r in place.reasons)
    assert [c.kind for c in place.candidates] == ["airbase", "area"]


@pytest.mark.parametrize(
    "named",
    [
        "Nothing else is named.",
        "Others went to Ramstein Air Base in Germany.",  # right kind, wrong place
        "Others went to Fort Tiuna.",  # near, wrong kind
        "Others went to Captain Manuel Rios Airbase and to El Libertador Air Base.",  # two fit
    ],
)
def test_where_no_single_site_fits_it_stays_a_region(named: str) -> None:
    place = resolved(
        f"Launchers stand at a key airbase south of Caracas. {named}", "a key airbase south of Caracas"
    )
    assert place.precision == "area"
    assert place.ref is None
    assert holds(place, 9.37, -66.92)
    assert place.lat is not None
    assert place.lat < 10.3, "never Caracas itself"


def test_words_for_a_place_named_before() -> None:
    place = resolved(TWO, "the airbase")
    assert place.ref == "icao:SVCZ"
    assert any("named before" in r for r in place.reasons)
    assert resolved(TWO, "there").ref == "icao:SVCZ"
    assert (
        resolved("They went to the airbase. Later, Engels Air Base was hit.", "the airbase").precision
        == "unknown"
    )
    assert resolved("Jets left Engels Air Base. Ships left the port.", "the port").precision == "unknown"
    apron = resolved("Jets flew to Engels Air Base. Six were parked on the main apron.", "the main apron")
    assert (apron.precision, apron.ref) == (
        "area",
        resolved("Jets flew to Engels Air Base.", "Engels Air Base").ref,
    )
    assert "names no place" in apron.reasons[0]
    assert apron.radius_km is not None
    assert apron.radius_km >= 20
    far = (
        "Jets flew to Engels Air Base. "
        + "Nothing else was said that day. " * 30
        + "They use the main apron."
    )
    assert resolved(far, "the main apron").precision == "unknown", "too long ago"


def test_unknown_stays_unknown_with_its_words() -> None:
    place = resolved("They dug in at some old brickworks.", "some old brickworks")
    assert place.precision == "unknown"
    assert place.span is not None
    assert place.span.text == "some old brickworks"
    assert place.reasons


def test_a_name_held_by_the_possessive_before_it() -> None:
    place = phrases("They left northwestern Syria’s Idlib province.")["northwestern Syria’s Idlib province"]
    assert (place.country, place.precision) == ("SY", "region")


def test_a_lacking_name_with_its_country_says_what_is_placed() -> None:
    place = resolved("Jets hit Xyzqurat, Syria, on Monday.", "Xyzqurat, Syria")
    assert (place.country, place.precision) == ("SY", "country")
    assert any("not in the gazetteer" in r for r in place.reasons)


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (
            "Ships left the Black Sea for the Bosphorus. Mines drifted in the strait.",
            "the strait",
            "Bosphorus",
        ),
        ("Rebels took Aleppo. Residents fled the city.", "the city", "Aleppo"),
        ("They met in Erbil. Rockets hit the airport.", "the airport", "Erbil International Airport"),
        ("A flight to SVMI was seen.", "SVMI", "Simon Bolivar International Airport"),
    ],
)
def test_nouns_that_stand_for_a_place_named(text: str, words: str, name: str) -> None:
    found = resolved(text, words)
    assert found.name is not None
    assert name.split(maxsplit=1)[0] in found.name or found.ref == "icao:SVMI"


@pytest.mark.parametrize("words", ["the Northeast", "the American base", "our street"])
def test_vague_words_are_not_looked_up(words: str) -> None:
    assert resolved(f"They moved to {words} of theirs.", words).precision == "unknown"
