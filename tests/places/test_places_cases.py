"""Names of places in the cases and spellings of other languages than English."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from places_support import found, place

from sightline.model.countries import country_words
from sightline.places import inflect
from sightline.places.fold import words
from sightline.places.gazetteer import open_gazetteer


@pytest.mark.parametrize(
    ("language", "text", "words_", "name"),
    [
        ("ru", "Колонна стоит под Харьковом.", "Харьковом", "Kharkiv"),
        ("ru", "Бои шли в Мариуполе.", "Мариуполе", "Mariupol"),
        ("ru", "Эшелон ушёл из Моздока.", "Моздока", "Mozdok"),
        ("ru", "Склад горит в Ростове-на-Дону.", "Ростове-на-Дону", "Rostov-on-Don"),
        ("ru", "Завод стоит в Набережных Челнах.", "Набережных Челнах", "Naberezhnyye Chelny"),
        ("ru", "Самолёты из Нижнего Новгорода.", "Нижнего Новгорода", "Nizhniy Novgorod"),
        ("ru", "Корабли прибыли из Афин.", "Афин", "Athens"),
        ("ru", "Учения идут в Чёрном море.", "Чёрном море", "Black Sea"),
        ("ru", "Части отведены от Великих Лук.", "Великих Лук", "Velikiye Luki"),
        ("ru", "Мост у Уфы, в Уфе и под Уфой.", "Уфой", "Ufa"),
        ("uk", "Бої тривають у Маріуполі.", "Маріуполі", "Mariupol"),
        ("uk", "Бої тривають біля Авдіївки.", "Авдіївки", "Avdiyivka"),
        ("uk", "Ракети летять до Києва.", "Києва", "Kyiv"),
        ("uk", "Ракети летять зі Львова.", "Львова", "Lviv"),
        ("uk", "Завод стоїть у Кривому Розі.", "Кривому Розі", "Kryvyy Rih"),
        ("uk", "Склад горить у Білій Церкві.", "Білій Церкві", "Bila Tserkva"),
        ("uk", "Склад горить у Чернівцях.", "Чернівцях", "Chernivtsi"),
        ("uk", "Колона йде під Сумами.", "Сумами", "Sumy"),
        ("uk", "Кораблі стоять у Чорному морі.", "Чорному морі", "Black Sea"),
        ("pl", "Konwój stoi pod Charkowem.", "Charkowem", "Kharkiv"),
        ("pl", "Konwój stoi w Warszawie.", "Warszawie", "Warsaw"),
        ("tr", "Gemi İstanbul Boğazı'ndan geçti.", "İstanbul Boğazı", "Bosphorus"),
        ("tr", "Tanklar İdlib'de duruyor.", "İdlib", "Idlib"),
        ("es", "La fragata navega por el mar Negro.", "mar Negro", "Black Sea"),
        ("fr", "Des soldats en Côte d'Ivoire.", "Côte d'Ivoire", "Ivory Coast"),
    ],
)
def test_a_name_in_its_case_is_found(language: str, text: str, words_: str, name: str) -> None:
    assert place(text, words_, language).name == name


@pytest.mark.parametrize(
    ("language", "text", "words_", "precision"),
    [
        ("uk", "Бої на Авдіївському напрямку.", "Авдіївському", "area"),
        ("ru", "Бои на Купянском направлении.", "Купянском", "area"),
        ("uk", "Обстріл на Херсонщині.", "Херсонщині", "region"),
        ("ru", "Удар в Донецкой области.", "Донецкой", "region"),
    ],
)
def test_a_word_made_from_a_town_means_its_ground(
    language: str, text: str, words_: str, precision: str
) -> None:
    there = next(m.place for name, m in found(text, language).items() if name.startswith(words_))
    assert there
    assert there.precision == precision
    assert (there.radius_km or 0) >= 30


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Самолёты улетели. Таким был день. Работа идёт. Дела плохи. Не знаю."),
        ("ru", "Иван Иванов и Сергей Макаров встретили Владимира Петрова."),
        ("ru", "Корабль стоит в Безымянном море."),
        ("uk", "Вибухи пролунали. Бої тривають."),
    ],
)
def test_what_is_no_place(language: str, text: str) -> None:
    assert {name: m.place for name, m in found(text, language).items()} == {}


def test_a_stem_takes_case_endings_only() -> None:
    assert [w.code for w in country_words("Самолёты Самоа. В Чехии чехол, у чехов.", "ru")] == [
        "WS",
        "CZ",
        "CZ",
    ]


CASES = ["а", "у", "ом", "е"]


@given(st.sampled_from(["Харьков", "Краснодар", "Бахмут", "Дамаск", "Тегеран"]), st.sampled_from(CASES))
def test_every_case_of_a_hard_stem_leads_back(name: str, ending: str) -> None:
    gazetteer, stretch = open_gazetteer(), words(name + ending)
    key = dict(inflect.names(stretch, gazetteer, "ru")).get(1, stretch[0].fold)
    assert gazetteer.lookup(name)[0] in gazetteer.folded(key)


@given(
    st.text(alphabet="абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґ'", min_size=1, max_size=24),
    st.sampled_from(["ru", "uk"]),
)
def test_any_letters_give_few_forms_and_never_themselves(word: str, table: str) -> None:
    forms = inflect.nominatives(word, table)
    assert len(forms) <= 14
    assert len(set(forms)) == len(forms)
