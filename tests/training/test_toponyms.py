"""Our texts with marked places: what is marked is found where it stands, and what does not fit is named."""

import json

import pytest
from training.logistic import conditional, logistic, minimum
from training.rank import windows
from training.ranking import Source, Told, examples
from training.toponyms import FOLDER, ToponymError, filled, ours, texts

from sightline.places.gazetteer import DATA, open_gazetteer
from sightline.places.rank import Weights, weights

SHEET = """# id: t:one; style: local
Fire broke out in [Lebanon], [Pa.], on Monday, [!Washington] said. [~Leeds] University was closed. [Lebanon/2] sent aid.
--
Lebanon: US.Pennsylvania
Pa.: region US =Pennsylvania
Washington: ?
Lebanon/2: country LB
"""


def told(sheet, tmp_path):
    path = tmp_path / "sheet.txt"
    path.write_text(sheet, "utf-8")
    return texts([path], open_gazetteer())


def test_marks_are_taken_out_and_told(tmp_path) -> None:
    sheet, faults = filled(SHEET, open_gazetteer())
    assert faults == []
    [text] = told(sheet, tmp_path)
    assert text.text.startswith(
        "Fire broke out in Lebanon, Pa., on Monday, Washington said. Leeds University"
    )
    assert all(text.text[t.start : t.end] == t.text for t in text.toponyms)
    refs = [t.row.ref if t.row else None for t in text.toponyms]
    assert refs == ["geonames:5197517", "region:US:pennsylvania", None, None, "iso:LB"]
    assert [t.actor for t in text.toponyms] == [False, False, True, False, False]
    assert [t.part for t in text.toponyms] == [False, False, False, True, False]
    assert filled(sheet, open_gazetteer())[0] == sheet, "what is complete stays as it is"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ("# id: t:x; style: a\n[Paris] fell.\n--\n", "nothing is told of 'Paris'"),
        (
            "# id: t:x; style: a\n[Paris] fell.\n--\nParis: FR | geonames:1\n",
            "no FR with the reference geonames:1",
        ),
        ("# id: t:x; style: a\nIt fell.\n--\nParis: ?\n", "told but not marked: Paris"),
        ("# id: t:x; style: a\nIt fell.\n", "no line `--`"),
    ],
)
def test_what_does_not_fit_is_named(wrong: str, words: str, tmp_path) -> None:
    with pytest.raises(ToponymError, match=words):
        told(wrong, tmp_path)


def test_what_may_mean_several_is_asked_for() -> None:
    _, faults = filled("# id: t:x; style: a\n[Richmond] fell.\n--\nRichmond: GB\n", open_gazetteer())
    assert "may be" in faults[0]


def test_our_texts_can_be_read_and_are_enough() -> None:
    found = ours(open_gazetteer())
    assert len(found) >= 120
    assert len({t.id for t in found}) == len(found)
    known = [t for text in found for t in text.toponyms if t.row is not None]
    assert len(known) > 1_000, "most references are in the gazetteer that is shipped"


def test_sentences_are_texts_of_their_own() -> None:
    text = "Fire broke out in Paris. London was quiet. Rome slept."
    at = text.index("London")
    source = Source("t:x", text, (Told(at, at + 6, None, 51.5, -0.1),), held=False, own=True)
    [part] = windows(source, 1)
    assert part.text[part.told[0].start : part.told[0].end] == "London"


def test_an_example_says_which_row_is_meant() -> None:
    text = "The mayor of London, Ontario, resigned."
    source = Source(
        "t:x", text, (Told(13, 19, None, 42.98, -81.25, "settlement", "CA"),), held=False, own=True
    )
    [example] = examples(source, open_gazetteer(), weights())
    meant = [r for r, is_meant in zip(example.rows, example.meant, strict=True) if is_meant]
    assert {r.country for r in meant} == {"CA"}


def test_the_fits_find_what_is_there() -> None:
    points = [({"one": 1.0, "x": x}, x > 0, 1.0) for x in (-2.0, -1.0, -0.5, 0.5, 1.0, 2.0)]
    assert logistic(points, 0.1)["x"] > 1
    assert minimum(lambda w: (float(((w - 3) ** 2).sum()), 2 * (w - 3)), 2) == pytest.approx([3, 3], abs=1e-3)
    text = "The mayor of London, Ontario, resigned."
    source = Source(
        "t:x", text, (Told(13, 19, None, 42.98, -81.25, "settlement", "CA"),), held=False, own=True
    )
    known = [(e, 1.0) for e in examples(source, open_gazetteer(), Weights({}, {}))]
    assert conditional(known, 0.1)["in what is named beside it"] > 0


def test_the_card_says_what_the_weights_were_made_from() -> None:
    card = json.loads((DATA / "rank.json").read_text("utf-8"))
    assert card["texts"]["own"] == len(list(ours(open_gazetteer())))
    assert set(card["scores"]) == {"seen", "held"}
    assert FOLDER.is_dir()
