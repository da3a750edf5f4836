"""Claim ids, made and recognised."""

from hypothesis import given
from hypothesis import strategies as st

from sightline.model.claim import claim_id, is_claim_id
from sightline.model.span import Span

WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)


@given(WORDS, WORDS, WORDS, st.integers(0, 20))
def test_an_id_is_known_by_what_it_was_made_from_and_by_nothing_else(document, part, words, nth):
    anchor = Span(3, 3 + len(words), words)
    made = claim_id(document, part, "presence", anchor, nth)
    assert is_claim_id(made, document, part, "presence", anchor, 21)
    assert not is_claim_id(made, document, part, "presence", anchor, nth)
    assert not is_claim_id(made, document, part + "x", "presence", anchor, 21)
    assert not is_claim_id(made, document, part, "arrival", anchor, 21)
