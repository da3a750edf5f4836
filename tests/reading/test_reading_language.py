"""Which language a part is in, where names of places speak for another one."""

import pytest

from sightline.reading import language
from sightline.reading.language import language_of


def test_small_words_decide_between_two_likely_languages() -> None:
    english = "the launchers were moved from Naha to Ishigaki and the battery was seen at the port by night"
    assert language._by_function_words(english, [("de", 0.52), ("en", 0.45)]) == "en"
    german = "die Werfer wurden von der Bundeswehr auf die Insel und das Radar in den Hafen gebracht"
    assert language._by_function_words(german, [("en", 0.5), ("de", 0.45)]) == "de"
    assert language._by_function_words("Naha Ishigaki Okinawa", [("de", 0.52), ("en", 0.45)]) is None
    assert language._by_function_words(english, [("de", 0.52), ("af", 0.45)]) is None, (
        "a language not in the table"
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The launchers were moved to the coast and have been seen there since Monday.", "en"),
        ("Die Werfer wurden an die Küste verlegt und stehen dort seit Montag.", "de"),
        ("Los lanzadores fueron trasladados a la costa y están allí desde el lunes.", "es"),
        ("Пусковые установки переброшены на побережье и стоят там с понедельника.", "ru"),
        ("12", None),
    ],
)
def test_plain_texts(text: str, code: str | None) -> None:
    assert language_of(text) == code
