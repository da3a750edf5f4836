"""What the slots of a claim hold where only the model found the words."""

import numpy as np
import pytest

from sightline.extraction.extract import Material
from sightline.extraction.learned.pairs import Candidate, Stretch
from sightline.extraction.learned.slots import Slots
from sightline.model.claim import Item
from sightline.model.span import Span
from sightline.model.vocabulary import CATEGORIES
from support import a_document


def item(text: str, words: str, category: str) -> Item:
    """The item that the model alone finds on the words."""
    doc = a_document(text)
    start = text.index(words)
    span = Span(start, start + len(words), words)
    slots = Slots(doc, doc.parts[0], Material((), (), (), (), ()), lambda _: span)
    scores = np.zeros((1, len(CATEGORIES)), np.float32)
    scores[0, CATEGORIES.index(category)] = 1.0
    return slots.item(Candidate(Stretch(0, 0, 0), "item", ruled=False), {"category": scores})


@pytest.mark.parametrize(
    ("text", "words", "category", "low", "high"),
    [
        ("The mandate is for more. Around 310 were in the camp.", "310", "troops", 279, 341),
        ("Star Fjord was hit twice off Mokha.", "Star Fjord", "ship", 1, 1),
        ("Washington's army returned to White Plains.", "Washington's army", "troops", 1, 1),
        ("The Americans have 150 people at Pituffik.", "people at Pituffik", "troops", 150, 150),
        ("Some 7,700 men of the 103rd Division were flown in.", "men of the 103rd Division", "troops", 6930, 8470),
        ("Beaufort was held by a few dozen Palestinians.", "Palestinians", "troops", 24, 99),
        ("Government barges, six by the count of a patrol, were pushed past.", "Government barges", "ship", 6, 6),
        ("Italians remain. They, some 250 of them, drill at noon.", "They", "troops", 225, 275),
    ],
)  # fmt: skip
def test_how_many_there_are_of_what_only_the_model_found(
    text: str, words: str, category: str, low: float, high: float
) -> None:
    count = item(text, words, category).count
    assert count is not None
    assert (round(count.low or 0), round(count.high or 0)) == (low, high)


@pytest.mark.parametrize(
    ("text", "words", "category"),
    [
        ("Lost: Tucano 312, against a ridge.", "Tucano 312", "attack-aircraft"),
        ("His men were mown down.", "men", "troops"),
        ("Some say battalions of the East Bengal Regiment mutinied.", "battalions of the East Bengal Regiment", "unit"),
        ("Dallas Cowboys vehicles were seen.", "vehicles", "vehicle"),
        ("Narva itself had fallen.", "Narva", "site"),
    ],
)  # fmt: skip
def test_digits_of_a_name_and_bare_plurals_are_no_count(text: str, words: str, category: str) -> None:
    assert item(text, words, category).count is None
