"""A search means the same on both dialects; text comes back as it went in."""

from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from ledger_made import NOON, at, capture_of, plain_reading

from sightline.ledger.add import add_issue, add_reading
from sightline.ledger.find import find
from sightline.ledger.ledger import open_ledger
from sightline.ledger.look import facts, issues, reading
from sightline.ledger.search import Query, claims
from sightline.ledger.text import ESCAPE, with_nul, without_nul
from sightline.ledger.tokens import tokens
from sightline.model.errors import LedgerError
from sightline.model.issue import Issue

HOSTILE = [
    "New S-300 launchers in Guárico.", "The S-300VM radars stand.", "Türk uçakları İstanbul'a geldi.",
    "俄罗斯部署了导弹系统。", "Танки вошли в город. Ещё танки!", "ТАНКИ, и не танк", "הטנקים נכנסו לעיר",
    "وصلت الدَّبَّابات إلى المدينة", "टैंक शहर में घुसे", "รถถังเข้าเมืองแล้ว", "It's the 'front', \\ and \\' too",
    "a:b <-> c & d | !e *", "ﬁre, œuvre, Straße, ½ Ⅻ x²", "e\u0301clair éclair ECLAIR", "one\u200btwo \u00adsoft",
    "\U0001f680 rocket \U00020000 rare", "% _ __ %%", "NULL null", "x" * 600 + " end", "the " * 300 + "last word",
    "'; DROP TABLE claims; --", "2S19 Msta-S", "8x8 8 x 8", "İ I ı i",
]  # fmt: skip
ASKED = [
    "s-300", "S-300*", "300*", "rada*", "GUARICO", "guárico", "istanbul", "İSTANBUL'A", "导弹", "танки", "ТАНК*",
    "еще", "ещё", "הטנקים", "الدبابات", "दَ", "टैंक", "รถถัง", "it's", "'front'", "\\", "\\'", "'", '"', "a:b", "<->", "&",
    "!e", "c|d", "d:*", "fire", "ﬁre", "strasse", "straße", "½", "ⅻ", "xii", "x²", "eclair", "e\u0301clair", "onetwo",
    "one two", "soft", "\U0001f680", "\U00020000", "%", "_", "null", "x" * 600, "x" * 600 + "*", "x" * 50 + "*", "last word",
    "last-word", "the-last", "drop", "--", "2s19", "msta-s", "8x8", "8-x-8", "i", "ı", "* tanks", "танки 导弹", "end*",
    "a:b-c", "OR", "NOT x", "NEAR(a b)", "^new", "new + s", "{quote} : new", "\0", "s\0300", "\u200b",
]  # fmt: skip


@pytest.fixture(scope="module")
def both(tmp_path_factory, new_schema):
    """The hostile sentences in a ledger of each dialect."""
    opened = [open_ledger(tmp_path_factory.mktemp("words") / "a.db"), open_ledger(new_schema())]
    capture = capture_of(" ".join(HOSTILE))
    for ledger in opened:
        add_reading(ledger, capture, plain_reading(HOSTILE, capture), NOON)
    yield opened
    for ledger in opened:
        ledger.close()


def found(ledger, text):
    return [claim.quote.text for claim in claims(ledger, Query(text=text)).claims]


@pytest.mark.parametrize("text", ASKED)
def test_both_dialects_find_the_same_for_hostile_words(both, text):
    here, there = (found(ledger, text) for ledger in both)
    assert here == there


def test_the_words_are_not_all_without_answer(both):
    assert found(both[1], "S-300*") == HOSTILE[:2]
    assert found(both[1], "导弹") == [HOSTILE[3]]
    assert found(both[1], "x" * 50 + "*") == [HOSTILE[18]]
    assert found(both[1], "last-word") == [HOSTILE[19]]
    assert found(both[1], "the-last") == [HOSTILE[19]]
    assert sum(bool(found(both[1], text)) for text in ASKED) > 30


WORDS = st.sampled_from(sorted({w for line in HOSTILE for w in line.split() if len(w) < 50}))
MADE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=6)
PIECES = st.one_of(WORDS, WORDS.map(lambda w: w[:3] + "*"), MADE, MADE.map(lambda w: w + "*"))


@settings(max_examples=150)
@given(st.lists(PIECES, min_size=1, max_size=3).map(" ".join))
@example("a*b")
@example("**")
def test_both_dialects_find_the_same_for_any_words(both, text):
    here, there = (found(ledger, text) for ledger in both)
    assert here == there


@given(st.text(st.characters(exclude_categories=["Cs"])))
@example("\0")
@example(ESCAPE + "0")
@example(ESCAPE + "1\0" + ESCAPE)
def test_escaped_text_holds_no_nul_and_comes_back(text):
    kept = without_nul(text)
    assert "\0" not in kept
    assert with_nul(kept) == text


def test_a_page_with_nul_is_kept_whole(ledger):
    sentences = ["Tank\0s were \0 seen.", f"So was {ESCAPE}0 and {ESCAPE}."]
    capture = capture_of(" ".join(sentences))
    made = plain_reading(sentences, capture)
    made = replace(made, document=replace(made.document, title="a\0b"))
    add_reading(ledger, replace(capture, url="http://x/\0"), made, at(0))
    add_issue(ledger, Issue("iss-1", "in\0put", "reading", "c", "m\0", "", at(0)))
    assert reading(ledger, capture.digest) == made
    assert facts(ledger).captures[0].url == "http://x/\0"
    assert issues(ledger)[0].input == "in\0put"
    assert found(ledger, "tank") == sentences[:1]
    with pytest.raises(LedgerError):
        find(ledger, "\0")


def test_words_are_taken_apart_as_the_index_does():
    assert tokens(["New S-300 in Guárico", "", "…"]) == [["new", "s", "300", "in", "guarico"], [], []]
