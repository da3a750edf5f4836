"""Which country a word names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.model.countries import (
    by_demonym,
    by_name,
    by_seat,
    codes,
    country_of,
    country_words,
    name_of,
)


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("US", "US"),
        ("the USA", "US"),
        ("U.S.", "US"),
        ("UK", "GB"),
        ("DPRK", "KP"),
        ("North Koreans", "KP"),
        ("Türkiye", "TR"),
        ("Soviet", "RU"),
        ("TURKEY", "TR"),
        ("Côte d’Ivoire", "CI"),
        ("Nigerien", "NE"),
        ("Guinea-Bissau", "GW"),
        ("Guinea", "GN"),
        ("the Kremlin", "RU"),
        ("Venezüella'ya", "VE"),
        ("Rusya’nın", "RU"),
        ("Венесуэлы", "VE"),
        ("Соединённых Штатов", "US"),
        ("Нигерии", "NG"),
        ("Нигером", "NE"),
        ("Росії", "RU"),
        ("Южной Корее", "KR"),
        ("États-Unis", "US"),
    ],
)
def test_a_word_names_its_country(word: str, code: str) -> None:
    assert country_of(word) == code


@pytest.mark.parametrize(
    "word", ["us", "china", "turkey", "Georgetown University", "", "Россомаха", "polish"]
)
def test_a_word_that_names_none(word: str) -> None:
    assert country_of(word) is None


def test_small_words_of_other_languages_need_their_language() -> None:
    assert country_of("ruso") is None
    assert country_of("ruso", "es") == "RU"
    assert country_of("российских", "ru") == "RU"


def test_name_people_and_seat_are_told_apart() -> None:
    assert (by_name("Russia"), by_demonym("Russia"), by_seat("Russia")) == ("RU", None, None)
    assert (by_name("Russian"), by_demonym("Russian"), by_seat("Russian")) == (None, "RU", None)
    assert (by_name("Moscow"), by_demonym("Moscow"), by_seat("Moscow")) == (None, None, "RU")
    assert by_seat("Вашингтоном") == "US"


def test_every_english_name_finds_its_own_code() -> None:
    assert len(codes()) >= 249
    for code in codes():
        assert country_of(name_of(code), "en") == code, name_of(code)


def test_no_country_no_name() -> None:
    with pytest.raises(KeyError):
        name_of("ZZ")


def test_words_in_running_text() -> None:
    text = (
        "U.S.-led troops and Russian-made S-300s of the Democratic Republic of the Congo stay in the U.S. "
        "Moscow's envoy left Rusya’nın yanında."
    )
    found = [(text[w.start : w.end], w.code) for w in country_words(text)]
    assert found == [
        ("U.S.-led", "US"),
        ("Russian", "RU"),
        ("Democratic Republic of the Congo", "CD"),
        ("U.S.", "US"),
        ("Moscow", "RU"),
        ("Rusya", "RU"),
    ]


@given(st.text(max_size=200), st.sampled_from([None, "en", "ru", "tr", "xx"]))
def test_words_stand_in_order_and_never_overlap(text: str, language: str | None) -> None:
    end = 0
    for word in country_words(text, language):
        assert end <= word.start < word.end <= len(text)
        end = word.end
