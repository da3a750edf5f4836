"""Time grows with the length of the text, whatever it repeats."""

import time

import pytest

from sightline.extraction.actors import find_actors
from sightline.extraction.catalogue import open_catalogue
from sightline.extraction.items import find_items
from sightline.extraction.learned.extract import extract
from sightline.extraction.learned.network import open_model
from sightline.extraction.names import find_names
from sightline.extraction.voices import find_voices
from sightline.model.document import Document, Part
from sightline.model.quiet import no_collecting
from sightline.times.find import find_times

STAGES = {
    "items": lambda d: find_items(d, open_catalogue()),
    "actors": find_actors,
    "voices": find_voices,
    "names": lambda d: find_names(d, find_actors(d)),
}
REPEATED = (
    "9", "9,", "9.", "-", "1-", "T-72 and ", "01-", "Putin said ", "A ", "north of Moscow ", "the ", "new ",
    "new russian ", "more than ", "about ", "$5 ", "1,000,", "Ab (AB) ", "USS Ab ", "X: ", "USS ", "[…] ",
)  # fmt: skip


MILITARY = (
    "Two T-72 tanks were deployed to Tartus on Monday, the army said. ",
    "It left. ",
    "tanks and ",
    "Three ships: ",
)


@pytest.mark.slow
@pytest.mark.parametrize("piece", MILITARY)
def test_reading_with_the_model_grows_with_the_text_only(piece: str) -> None:
    def read(text: str) -> float:
        document = Document(
            "sha256:0", "cap-0", text, (Part("p1", "body", 0, len(text), "en"),), language="en"
        )
        with no_collecting():  # what thousands of tests left behind is not the stage's
            begun = time.process_time()
            extract(document, (), find_times(document), catalogue=open_catalogue(), model=open_model())
            return time.process_time() - begun

    read("Russia sent five tanks to Syria, a spokesman said.")
    text = piece * (12_000 // len(piece))
    once, twice = read(text), read(text * 2)
    assert twice < 3.5 * once or twice < 0.5


def seconds(stage: str, text: str) -> float:
    part = Part("p1", "body", 0, len(text), language="en")
    document = Document("sha256:0", "cap-0", text, (part,), language="en")
    with no_collecting():  # what thousands of tests left behind is not the stage's
        begun = time.process_time()
        STAGES[stage](document)
        return time.process_time() - begun


@pytest.mark.slow
@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("piece", REPEATED)
def test_twice_the_text_takes_no_more_than_thrice_the_time(stage: str, piece: str) -> None:
    seconds(stage, "Russia sent five tanks to Syria, a spokesman said.")
    text = piece * (6_000 // len(piece))
    once, twice = seconds(stage, text), seconds(stage, text * 2)
    # No measure of speed: what must not come back is work that grows with the square of the text.
    assert twice < 3.5 * once or twice < 0.5
