"""Laws that hold for any words of any language: nothing raises, spans quote the text and never overlap."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.model import edtf
from sightline.model.document import Document, Part
from sightline.times.find import find_times
from sightline.times.foreign import LANGUAGES, LEXICONS
from sightline.times.foreign_reader import roman

_SIGNS = [
    ",",
    ".",
    "-",
    "–",
    "'",
    "(",
    "14",
    "31.",
    "2018",
    "90",
    "14:30",
    "с. г.",
    "XIX",
    "14/03/2018",
    "2014-2016",
]


def _words(language):
    x = LEXICONS.get(language, LEXICONS["ru"])
    tables = (x.months, x.weekdays, x.seasons, x.units, x.numbers, x.steps, x.portions, x.ordinals)
    sets = (
        x.of,
        x.year_words,
        x.joiners,
        x.night_words,
        x.night_to,
        x.night_from,
        x.halves,
        x.quarters,
        x.day_words,
    )
    phrases = [
        " ".join(p) for p in [*x.phrases, *x.ago_before, *x.ahead_before, *x.ago, *x.later, *x.decade_leads]
    ]
    return sorted({w for t in (*tables, *sets) for w in t} | set(phrases) | set(_SIGNS))


WORDS = {language: _words(language) for language in sorted(LANGUAGES)}


@settings(max_examples=300, deadline=None)
@given(
    st.data(),
    st.sampled_from(sorted(LANGUAGES)),
    st.sampled_from([None, "2019-03-20", "2019", "0001", "9999-12-31"]),
)
def test_any_words_give_spans_that_quote_themselves(data, language, published):
    words = data.draw(st.lists(st.sampled_from(WORDS[language]), max_size=14))
    text = " ".join(w.capitalize() if data.draw(st.booleans()) else w for w in words)
    doc = Document(
        id="d", capture="c", text=text, language=language, parts=(Part("b", "body", 0, len(text), language),) if text else (),
        published=edtf.parse(published) if published else None,
    )  # fmt: skip
    found = find_times(doc)
    for mention in found:
        assert text[mention.span.start : mention.span.end] == mention.span.text
        assert mention.period is not None
        assert mention.period.basis
        if mention.period.bounded:
            assert mention.period.earliest <= mention.period.latest
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


def test_roman_numerals():
    assert [roman(w) for w in ("I", "IV", "IX", "XIX", "XXIe", "XXI", "A", "", "IIII")] == [
        1,
        4,
        9,
        19,
        21,
        21,
        None,
        None,
        None,
    ]
