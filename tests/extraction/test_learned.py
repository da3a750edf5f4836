"""The trained model's parts: words to pieces, chunks, tags to spans, columns for pairs; and the model itself."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.extraction.catalogue import open_catalogue
from sightline.extraction.extract import claims_of, material_of
from sightline.extraction.learned.chunks import PIECES, SENTENCES, chunks_of
from sightline.extraction.learned.extract import extract
from sightline.extraction.learned.features import LAYOUT, hints
from sightline.extraction.learned.labels import EVENTS
from sightline.extraction.learned.network import open_model
from sightline.extraction.learned.pairs import PAIR_LAYOUT, Candidate, Stretch, pair_columns, span_columns
from sightline.extraction.learned.read import stretches, with_found
from sightline.extraction.learned.tags import spans_of
from sightline.extraction.learned.wordpieces import WordPieces
from sightline.extraction.sentences import sentences
from sightline.model.document import Document
from sightline.model.vocabulary import SITES
from sightline.times.find import find_times
from support import a_document

VOCABULARY = "\n".join(
    ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "su", "-", "30", "##mk", "##2", "naive", "un", "##able", "京"]
)


def test_words_are_cut_into_the_longest_known_pieces() -> None:
    pieces = WordPieces(VOCABULARY)

    def cut(word: str) -> list[str]:
        return [VOCABULARY.split("\n")[n] for n in pieces.of(word)]

    assert cut("Su-30MK2") == ["su", "-", "30", "##mk", "##2"]
    assert cut("naïve") == ["naive"], "accents are left out"
    assert cut("unable") == ["un", "##able"]
    assert cut("unknown") == ["[UNK]"]
    assert cut("京京") == ["京", "京"]
    assert cut("\u200e") == ["[UNK]"], "never empty"


@given(st.lists(st.text(alphabet="abc .,!?\n-ü京", min_size=0, max_size=300), max_size=3))
def test_chunks_hold_every_word_once_in_order(texts: list[str]) -> None:
    text = "\n\n".join(texts)
    listed = list(sentences(text, 0, len(text)))
    chunks = chunks_of(listed, WordPieces(VOCABULARY))
    assert [w for c in chunks for w in c.words] == [
        (n, k) for n, s in enumerate(listed) for k in range(len(s.words))
    ]
    for chunk in chunks:
        assert chunk.length <= PIECES + 14
        assert len({s for s, _ in chunk.words}) <= SENTENCES


def test_no_span_continues_what_has_not_begun() -> None:
    scores = np.full((5, 5), -5.0, np.float32)
    scores[:, 0] = 0.0
    scores[1, 2] = 3.0  # continues label 0, but nothing has begun
    scores[0, 1] = -1.0
    assert spans_of(scores, [5]) == [(0, 1, 0)], "the beginning is worth its price"
    scores[0, 1] = -9.0
    assert spans_of(scores, [5]) == []
    scores[3, 3] = 2.0
    scores[4, 4] = 2.0
    assert spans_of(scores, [5]) == [(3, 4, 1)]
    assert spans_of(scores, [4, 5]) == [(3, 3, 1)], "a span ends with its sentence"


@given(st.integers(1, 12), st.integers(0, 2**31 - 1))
def test_any_scores_give_spans_in_order_that_do_not_overlap(count: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(count, 7)).astype(np.float32)
    found = spans_of(scores, [count // 2, count] if count > 1 else [count])
    assert all(a <= b < count for a, b, _ in found)
    assert all(x[1] < y[0] for x, y in itertools.pairwise(found))


@given(st.integers(1, 7), st.integers(1, 3), st.integers(0, 2**31 - 1))
def test_the_spans_are_those_of_the_best_sequence(count: int, labels: int, seed: int) -> None:
    scores = (
        np.random.default_rng(seed).normal(size=(min(count, 7 // labels), 1 + 2 * labels)).astype(np.float32)
    )
    tags = range(1 + 2 * labels)

    def fits(sequence: tuple[int, ...]) -> bool:
        before = (0, *sequence)
        return all(tag % 2 or not tag or before[n] in (tag, tag - 1) for n, tag in enumerate(sequence))

    every = filter(fits, itertools.product(tags, repeat=len(scores)))
    best = max(every, key=lambda s: sum(float(scores[n, tag]) for n, tag in enumerate(s)))
    begins = [(n, (tag - 1) // 2) for n, tag in enumerate(best) if tag % 2]
    assert [(a, label) for a, _, label in spans_of(scores, [len(scores)])] == begins


def test_dates_of_one_expression_become_one_candidate() -> None:
    ruled = [Candidate(Stretch(1, 1, 0), "time", ruled=True), Candidate(Stretch(3, 4, 0), "time", ruled=True)]
    [joined] = with_found(ruled, [("time", Stretch(0, 4, 0))])
    assert (joined.words.first, joined.words.last) == (0, 4)
    assert with_found(ruled, [("time", Stretch(3, 4, 0))]) == ruled
    assert len(with_found(ruled, [("item", Stretch(3, 4, 0))])) == 3


def test_columns_of_pairs_say_where_a_span_stands() -> None:
    low = "two tanks , from russia , arrived in paris".split()
    trigger = Stretch(6, 6, 0)
    spans = [
        Candidate(Stretch(1, 1, 0), "item", ruled=True),
        Candidate(Stretch(8, 8, 0), "place", ruled=False),
    ]
    given = [(c, span_columns(low, c)) for c in spans]
    item, place = ([PAIR_LAYOUT[n] for n in on] for on in pair_columns(low, trigger, given, [6], [2, 5], []))
    assert {"kind item", "found by rules", "comma between", "nearest before"} <= set(item)
    assert {"kind place", "behind 'in'", "nearest after"} <= set(place)
    assert "found by rules" not in place


def test_hints_stand_on_the_words_that_the_rules_marked() -> None:
    document = a_document("Two Su-30s landed in Caracas on Saturday, the ministry said.")
    material = material_of(document, (), find_times(document), catalogue=open_catalogue())
    listed = list(sentences(document.text, 0, len(document.text)))
    [columns] = hints(document.text, listed, material, claims_of(document, material))
    words = {w.text: {LAYOUT[n] for n in on} for w, on in zip(listed[0].words, columns, strict=True)}
    assert {"item air", "item begins", "item counted"} <= words["Su-30s"]
    assert {"may be arrival", "rules say arrival"} <= words["landed"]
    assert "time" in words["Saturday"]
    assert "voice other" in words["ministry"]
    assert "in a voice's scope" in words["landed"]


def test_a_stretch_never_runs_over_its_sentence() -> None:
    text = "Tanks came. They left."
    where = stretches(list(sentences(text, 0, len(text))))
    assert where(0, len(text)) == Stretch(0, 2, 0)
    assert where(12, 16) == Stretch(3, 3, 1)
    assert where(len(text), len(text) + 5) is None


def test_the_model_was_made_for_these_rules_and_is_small() -> None:
    model = open_model()
    assert model.card["layout"] == list(LAYOUT)
    assert model.card["size_bytes"] <= 30_000_000


def read(text: str, **given_: object) -> tuple[Document, tuple]:
    document = a_document(text, **given_)  # type: ignore[arg-type]
    _, claims = extract(document, (), find_times(document), catalogue=open_catalogue(), model=open_model())
    return document, claims


def test_what_the_model_finds_names_both_finders() -> None:
    _, claims = read("Two Su-30 fighters landed at the airbase on Saturday, the defence ministry said.")
    arrival = next(c for c in claims if c.event == "arrival")
    assert arrival.origin.startswith("rules")
    assert "model" in arrival.origin
    assert arrival.items[0].count is not None
    assert arrival.items[0].count.low == 2
    assert 0 < arrival.confidence <= 1


@pytest.mark.parametrize(
    "sentence",
    [
        "If Russia deploys S-400 missiles to Belarus, Poland will answer.",
        "Unless Russia has deployed S-400 missiles to Belarus, Poland is safe.",
        "Russia deployed S-400 missiles to Belarus, if the footage is genuine.",
        "The ministry considered deploying S-400 missiles to Belarus.",
        "Moscow does not rule out deploying S-400 missiles to Belarus.",
        "Russia nearly deployed S-400 missiles to Belarus.",
        "Parliament blocked the deployment of S-400 missiles to Belarus.",
        "Rumours that Russia deployed S-400 missiles to Belarus are baseless, the ministry said.",
        "The claim that Russia deployed S-400 missiles to Belarus is false.",
        "Has Russia deployed S-400 missiles to Belarus?",
        "Few believe that Russia deployed S-400 missiles to Belarus.",
        "Russia did not deploy S-400 missiles to Belarus.",
        "An AI-generated satellite image shows S-400 missiles deployed to Belarus.",
    ],
)
def test_what_is_not_said_to_have_happened_is_not_told_as_done(sentence: str) -> None:
    _, claims = read(sentence)
    done = [c for c in claims if c.stance in {"asserted", "reported"} and c.event != "assessment"]
    assert not [c.quote.text for c in done if any("S-400" in i.span.text for i in c.items)]


def test_a_storm_is_no_attack() -> None:
    text = "The army put S-300 missiles on alert following a power cut that hit most of the country."
    _, claims = read(text)
    assert {c.event for c in claims} == {"activation"}
    _, claims = read("During the Suez crisis six British bombers hit the airfield at Almaza.")
    assert "strike" in {c.event for c in claims}


def test_the_date_of_something_else_dates_nothing() -> None:
    _, claims = read("The S-300 system, introduced in 1978, was deployed to Tartus.")
    deployment = next(c for c in claims if c.event == "deployment")
    assert deployment.time is None


def test_one_armed_sentence_does_not_arm_its_neighbours() -> None:
    text = (
        "The mayor opened a school and left for lunch. " * 12
        + "Four F-16 fighters landed at Ramstein on Monday."
    )
    _, claims = read(text)
    assert [c.event for c in claims] == ["arrival"]


def test_what_pictures_show_the_document_says_itself() -> None:
    _, claims = read(
        "Satellite images show six launchers deployed at the airbase, which the army has not denied."
    )
    claim = next(c for c in claims if c.event in {"deployment", "presence"})
    assert claim.stance == "asserted"
    assert [v.kind for v in claim.attribution] == ["imagery"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        ".",
        "\u200f\u200e" * 50,
        "الطائرة An-124 landed в Каракасе 在 北京 on Saturday.",
        "9S32ME " * 500,
        "tanks" * 3_000,
        "T-72 " + "a" * 5_000 + " landed.",
        "Two tanks arrived!" * 300,
        "\x00\x01\x02 missiles \ud83d\ude80 launched",
    ],
    ids=["empty", "stop", "marks", "scripts", "repeats", "one word", "long word", "no space", "control"],
)
def test_strange_text_is_read_without_harm(text: str) -> None:
    document, claims = read(text)
    for claim in claims:
        assert claim.event in EVENTS
        for span in (claim.quote, claim.trigger, *(i.span for i in claim.items)):
            assert span is None or document.text[span.start : span.end] == span.text


def test_what_a_deployment_includes_is_deployed() -> None:
    _, claims = read(
        "S-300 missiles have been deployed to the air base. The active deployment includes five launchers and a radar."
    )
    last = [c for c in claims if "five launchers" in c.quote.text]
    assert [c.event for c in last] == ["deployment"]
    assert last[0].trigger is not None
    assert last[0].trigger.text == "deployment"


def test_who_says_so_is_no_thing_that_was_moved() -> None:
    _, claims = read("Flight trackers recorded an An-124 of the Russian air force arriving at Maiquetia.")
    arrival = next(c for c in claims if c.event == "arrival")
    assert [i.span.text for i in arrival.items] == ["An-124"]


def test_a_denial_needs_a_word_of_denial() -> None:
    text = (
        "Monitors, morning summary\n\n— No launches from the territory of Belarus were recorded.\n"
        "— The train with 20+ T-72B tanks that we wrote about on 17 February has reached Brest.\n"
    )
    _, claims = read(text)
    came = next(c for c in claims if c.event == "arrival")
    assert came.stance in {"asserted", "reported"}
    assert any(i.count and (i.count.low, i.count.high) == (20, None) for i in came.items)


def test_what_a_picture_shows_was_there_when_it_was_taken() -> None:
    text = "Eight launchers were parked at the Luninets airfield on 12 February. None of the launchers were visible in an image dated 3 February."
    _, claims = read(text)
    absent = next(c for c in claims if c.stance == "denied")
    assert absent.time is not None
    assert absent.time.span is not None
    assert absent.time.span.text == "3 February"
    assert [i.span.text for i in absent.items] == ["launchers"]
    assert [v.span.text for v in absent.attribution] == ["an image"]


def test_a_site_is_no_thing_that_moves() -> None:
    text = "The column left the barracks and the depot on Friday with ten tanks."
    _, claims = read(text)
    moved = [c for c in claims if c.event == "departure"]
    assert moved
    assert not [i.span.text for c in moved for i in c.items if i.category in SITES]


def test_what_the_text_tells_itself_is_not_the_word_of_a_voice_beside_it() -> None:
    _, claims = read(
        "The general spoke to reporters at length. Three S-300 batteries had been moved to the port, and two more would follow."
    )
    told = next(c for c in claims if c.trigger and c.trigger.text == "moved")
    assert told.stance == "asserted"
    assert told.attribution == ()
