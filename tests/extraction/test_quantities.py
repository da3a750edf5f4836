"""Numbers become intervals as the contract's page and the annotators have them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.extraction.quantities import find_quantities, number


def bounds(text: str, language: str = "en") -> list[tuple[float | None, float | None]]:
    return [(q.count.low, q.count.high) for q in find_quantities(text, language=language)]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("five launchers", 5, 5),
        ("at least five", 5, None),
        ("at least a battalion", 1, None),
        ("up to 20", None, 20),
        ("as many as 40 aircraft", None, 40),
        ("more than 300", 300, None),
        ("some 300 men", 270, 330),
        ("about 6,000 personnel", 5400, 6600),
        ("perhaps a dozen howitzers", 12, 12),
        ("almost 5,000 ships", 4500, 4999),
        ("dozens of rockets", 24, 99),
        ("hundreds of rifles", 200, 999),
        ("thousands of men", 2000, 9999),
        ("tens of thousands of troops", 20000, 99999),
        ("several ships", 3, None),
        ("a few boats", 3, None),
        ("a pair of jets", 2, 2),
        ("a dozen tanks", 12, 12),
        ("half a dozen tanks", 6, 6),
        ("two dozen vehicles", 24, 24),
        ("forty-nine F-105s", 49, 49),
        ("one hundred and twenty men", 120, 120),
        ("four million men", 4_000_000, 4_000_000),
        ("between 10 and 15 guns", 10, 15),
        ("8-10 trucks", 8, 10),
        ("eight to ten trucks", 8, 10),
        ("three or four of them", 3, 4),
        ("a radar", 1, 1),
    ],
)
def test_english(text: str, low: float | None, high: float | None) -> None:
    assert bounds(text)[0] == (low, high)


@pytest.mark.parametrize(
    ("language", "text", "low", "high"),
    [
        ("es", "una veintena de carros", 18, 22),
        ("es", "al menos tres cazas", 3, None),
        ("es", "unos 140 militares", 126, 154),
        ("fr", "une dizaine de chars", 9, 11),
        ("fr", "jusqu'à 20 avions", None, 20),
        ("ru", "свыше тридцати машин", 30, None),
        ("ru", "не более 700 человек", None, 700),
        ("ru", "десятка полтора машин", 14, 16),
        ("uk", "від п'яти до семи літаків", 5, 7),
        ("uk", "понад п’ятнадцять атак", 15, None),
        ("tr", "on iki kamyon", 12, 12),
        ("tr", "yirmi kadar mağara", 18, 22),
        ("tr", "en az dört gemi", 4, None),
    ],
)
def test_other_languages(language: str, text: str, low: float | None, high: float | None) -> None:
    assert bounds(text, language)[0] == (low, high)


def test_units() -> None:
    (tons,) = find_quantities("35 tons of cargo")
    assert (tons.count.low, tons.count.unit, tons.count.text) == (35, "t", "35 tons")
    (money,) = find_quantities("$700 million in emergency aid")
    assert (money.count.low, money.count.unit) == (700_000_000, "USD")


@pytest.mark.parametrize(
    "text",
    ["on 15 May 2019", "at 10:30", "in 2014", "20 km north", "12%", "the F-16", "three days later", "no less than General Petrov", "5-6/7"],
)  # fmt: skip
def test_what_counts_nothing(text: str) -> None:
    assert bounds(text) == []


def test_the_idiom_before_a_rank_gives_no_count_and_a_number_after_it_does() -> None:
    assert bounds("carrying no less than Russian General Vasily Tonkoshkurov") == []
    assert bounds("no less than 20 generals") == [(20, None)]


@given(st.text(alphabet="at least five 20-30 some two dozen, of $€км до п'ять .\n", max_size=80))
def test_quantities_quote_the_text_and_stand_in_order(text: str) -> None:
    last = 0
    for q in find_quantities(text):
        assert last <= q.start < q.end <= len(text)
        assert q.count.text == text[q.start : q.end]
        assert q.count.low is None or q.count.high is None or q.count.low <= q.count.high
        last = q.end


@pytest.mark.parametrize(
    ("text", "value"),
    [("5", 5), ("1,200", 1200), ("1.500", 1500), ("2.5", 2.5), ("1,5", 1.5), ("999999999999", 999999999999)]
    + [(t, None) for t in ("²", "٣", "1-²", "", "1e5", "inf", "nan", "1_000", "1000000000000", "9" * 400)],
)
def test_a_number_is_ascii_and_of_a_size_that_can_be_counted(text: str, value: float | None) -> None:
    assert number(text) == value


@given(st.text(alphabet="0123456789²³¹٣०๓Ⅷ½①９,.- $%milonhudreta", max_size=60))
def test_any_digits_end_in_finite_bounds(text: str) -> None:
    for low, high in bounds(f"about {text} tanks and more than {text} thousand men"):
        assert all(x is None or abs(x) < 1.2e12 for x in (low, high))


@pytest.mark.parametrize("text", ["about " + "9" * 400 + " tanks", "5 " + "hundred " * 400, "9" * 5000])
def test_a_number_beyond_all_measure_is_no_count(text: str) -> None:
    assert bounds(text) == []


@pytest.mark.parametrize(
    "text", ["more than 40 and fewer than 60 tanks", "at least 40 but no more than 60 tanks"]
)
def test_two_hedged_numbers_are_both_ends_of_one(text: str) -> None:
    assert bounds(text) == [(40, 60)]


def test_the_hour_of_a_log_is_no_count() -> None:
    assert bounds("0713 Tanks leave the barracks") == []
