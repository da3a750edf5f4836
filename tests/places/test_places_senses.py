"""A name that stands for a thing, a voice, an actor or a wider land than the town that bears it."""

import pytest
from places_support import document, found, phrases, place

from sightline.model.place import Place, distance_km
from sightline.places.find import find_places
from sightline.places.gazetteer import open_gazetteer
from sightline.places.voices import ACTS_NOTE, AGENT_NOTE, OWNER_NOTE, PARTY_NOTE, SAYS_NOTE, SPEAKS_NOTE


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("If Russia deploys Iskander missiles to Belarus, others follow.", "Iskander"),
        ("It fired Jericho ballistic missiles.", "Jericho"),
        ("Damage from Iskander launchers was seen.", "Iskander"),
        ("Crews left their Bradford tanks behind.", "Bradford"),
        ("A Lexington-class carrier and a Kirov class cruiser were seen.", "Lexington"),
        ("HMS Kent sailed at dawn.", "Kent"),
        ("The submarine Novosibirsk left port.", "Novosibirsk"),
        ("The Kursk submarine left port.", "Kursk"),
        ("Jericho missiles are old. The Jericho has three stages.", "Jericho"),
    ],
)
def test_things_named_after_places_are_none(text: str, name: str) -> None:
    assert name not in found(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("In Kherson tanks rolled on.", "Kherson"),
        ("They sent to Odesa missiles and guns.", "Odesa"),
        ("The Odesa missile strike killed two.", "Odesa"),
        ("After the Kharkiv drone attacks, power failed.", "Kharkiv"),
        ("Black Sea ships turned back.", "Black Sea"),
        ("Jericho missiles are old. Two people died in Jericho.", "Jericho"),
    ],
)
def test_a_thing_beside_a_place_leaves_it_one(text: str, name: str) -> None:
    assert name in found(text)


@pytest.mark.parametrize(
    ("words", "name", "ref"),
    [
        ("Odesa region", "Odesa", "region:UA:odessa"),
        ("the Kyiv region", "Kyiv", "region:UA:kiev"),
        ("Kharkiv Oblast", "Kharkiv", "region:UA:kharkiv"),
        ("Krasnodar Krai", "Krasnodar", "region:RU:krasnodarskiy"),
        ("Zaporizhzhia oblast", "Zaporizhzhia", "region:UA:zaporizhia"),
        ("Moscow oblast", "Moscow", "region:RU:moskovskaya"),
        ("Donetsk oblast", "Donetsk", "region:UA:donetsk"),
        ("Basra province", "Basra", "region:IQ:basra governorate"),
        ("the province of Aleppo", "Aleppo", "region:SY:aleppo"),
    ],
)
def test_a_region_is_not_its_town(words: str, name: str, ref: str) -> None:
    there = place(f"Drones hit a depot in {words} on Monday.", name)
    assert (there.ref, there.precision) == (ref, "region")
    assert there.radius_km
    assert there.radius_km > 40


def test_a_region_is_not_shown_by_the_name_of_its_town() -> None:
    assert place("Tanks reached the Odesa region.", "Odesa").name == "Odessa region"
    assert place("Tanks reached Kharkiv Oblast.", "Kharkiv").name == "Kharkiv oblast"
    assert place("Tanks reached the province of Aleppo.", "Aleppo").name == "Aleppo province"
    assert place("Tanks reached Basra province.", "Basra").name == "Basra Governorate"


def test_a_region_without_bounds_is_as_wide_as_the_word() -> None:
    there = place("Storms reached the Chicago region.", "Chicago")
    assert there.precision == "region"
    assert there.radius_km
    assert there.radius_km >= 100
    assert "no region of that name" in there.reasons[0]


def test_town_and_region_in_one_text_are_told_apart() -> None:
    text = (
        "Drones hit Odesa. Elsewhere in the Kharkiv region and the Odesa region it was calm. In Kharkiv, too."
    )
    kinds = [
        (m.span.text, m.place.precision) for m in find_places(document(text), open_gazetteer()) if m.place
    ]
    assert kinds == [
        ("Odesa", "settlement"), ("Kharkiv", "region"), ("Odesa", "region"), ("Kharkiv", "settlement")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "name", "inside"),
    [
        ("NATO sent troops to the Baltic states.", "Baltic states", "EE LV LT"),
        ("NATO denied moving troops to the Baltic states. Russia put guns near Kaliningrad.", "Baltic states", "EE LV LT"),
        ("Forces of the Nordic countries trained.", "Nordic countries", "DK FI IS NO SE"),
        ("Arms went to the Gulf states.", "Gulf states", "BH KW OM QA SA AE"),
        ("Peace in the Western Balkans is fragile.", "Western Balkans", "AL BA XK ME MK RS"),
    ],
)  # fmt: skip
def test_groups_of_countries_hold_their_members(text: str, name: str, inside: str) -> None:
    there = place(text, name)
    assert (there.precision, there.country) == ("area", None)
    assert any("a group of countries, not one place" in r for r in there.reasons)
    for code in inside.split():
        row = open_gazetteer().country(code)
        assert row
        assert there.radius_km
        assert distance_km(there.lat or 0, there.lon or 0, row.lat, row.lon) <= there.radius_km


def test_the_sea_stays_a_sea() -> None:
    assert place("Ships crossed the Baltic Sea.", "Baltic Sea").ref == "area:baltic-sea"
    assert place("Ships sailed for the Gulf.", "Gulf").ref == "area:persian-gulf"


@pytest.mark.parametrize(
    "text",
    ["It is not true that Russia sent tanks to Donetsk.", "Tanks reached Donetsk.", "Kyiv lost Donetsk."],
)
def test_the_seat_of_a_region_is_meant_before_a_small_namesake(text: str) -> None:
    assert place(text, "Donetsk").country == "UA"


def test_what_stands_in_the_next_sentence_holds_nothing() -> None:
    there = place("Russia sent tanks to Donetsk. Ukraine protested.", "Donetsk")
    assert not any("named beside it" in r for r in there.reasons)
    there = place("Russia sent tanks to Donetsk, Ukraine.", "Donetsk")
    assert any("named beside it" in r for r in there.reasons)


def test_a_national_guard_is_no_country() -> None:
    text = "The Georgia National Guard sent 200 soldiers to Kuwait."
    guard = place(text, "Georgia")
    assert (guard.country, guard.ref) == ("US", "region:US:georgia")
    assert OWNER_NOTE in guard.reasons
    assert list(phrases(text)) == ["Kuwait"]
    assert place("Georgia State Patrol officers came.", "Georgia").country == "US"
    assert place("Troops of Georgia trained in Tbilisi.", "Georgia").country == "GE"


@pytest.mark.parametrize(
    ("text", "name", "note"),
    [
        ("According to Ukraine, tanks were moved to Belgorod.", "Ukraine", SAYS_NOTE),
        ("Tanks were moved to Belgorod, according to the United States.", "United States", SAYS_NOTE),
        ("Ukraine said tanks were moved to Belgorod.", "Ukraine", SAYS_NOTE),
        ("Paris denied that tanks were moved to Belgorod.", "Paris", SAYS_NOTE),
        ("Tanks sent by Germany were moved to Belgorod.", "Germany", AGENT_NOTE),
        ("Tanks were deployed by the United States to Belgorod.", "United States", AGENT_NOTE),
        ("Moscow, tired of waiting, sent tanks to Belgorod.", "Moscow", ACTS_NOTE),
        ("Beijing's decision to move tanks to Belgorod angered all.", "Beijing", ACTS_NOTE),
        ("The Kremlin has not repeatedly dismissed it; tanks are in Belgorod.", "Kremlin", ACTS_NOTE),
        ("Seoul and Tokyo agreed to share what they know of Belgorod.", "Seoul", ACTS_NOTE),
        ("Seoul and Tokyo agreed to share what they know of Belgorod.", "Tokyo", ACTS_NOTE),
        ("Talks between Ankara and Damascus opened in Belgorod.", "Ankara", PARTY_NOTE),
        ("Talks between Ankara and Damascus opened in Belgorod.", "Damascus", PARTY_NOTE),
        ("Sanctions on Minsk will hurt Belgorod.", "Minsk", PARTY_NOTE),
        ("Kyiv accuses Moscow of shelling from Belgorod.", "Moscow", PARTY_NOTE),
        ("Tehran-backed fighters were seen in Belgorod.", "Tehran", AGENT_NOTE),
    ],
)
def test_voices_and_actors_say_who_not_where(text: str, name: str, note: str) -> None:
    assert note in place(text, name).reasons
    assert not any(name in p for p in phrases(text))
    assert any("Belgorod" in p for p in phrases(text))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ukraine was hit by drones.", "Ukraine"),
        ("The enclave is surrounded by Senegal.", "Senegal"),
        ("Fighting by Kherson went on.", "Kherson"),
        ("Officials in Kyiv said so.", "Kyiv"),
        ("The mayors of Kyiv and Warsaw signed it.", "Warsaw"),
        ("Crowds in Georgia, Ukraine and Moldova welcomed it.", "Moldova"),
        ("Athens was without buses.", "Athens"),
        ("Moscow's streets were empty.", "Moscow"),
        ("The road between Ankara and Konya is shut.", "Ankara"),
    ],
)
def test_places_that_only_look_like_voices_stay(text: str, name: str) -> None:
    assert any(name in p for p in phrases(text))


def test_the_note_on_governments_stays() -> None:
    there: Place = place("Moscow said Russian troops would leave.", "Moscow")
    assert {SPEAKS_NOTE, SAYS_NOTE} <= set(there.reasons)
