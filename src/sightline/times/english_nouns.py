"""Rough ends of English noun phrases, for expressions that count from a happening."""

from sightline.times.english_dates import DASHES
from sightline.times.tokens import Tokens


def noun_phrase(t: Tokens, i: int) -> int:
    """A rough end of the noun phrase at `i`: determiner, words up to "of" and its names."""
    j = i
    while t.low[j] in ("the", "a", "an", "his", "her", "their", "its", "that", "this"):
        j += 1
    if t.text[j].isalpha():
        j += 1
    while (t.text[j][:1].isupper() and t.text[j].isalpha()) or (t.text[j] in DASHES and t.joined(j)):
        j += 1
    if t.low[j] == "of":
        k = j + 1 + (t.low[j + 1] in ("the", "a"))
        if t.text[k].isalpha():
            j = k + 1
            while t.text[j][:1].isupper() and t.text[j].isalpha():
                j += 1
            if t.low[j].endswith("s") and t.text[j].isalpha() and t.low[j] not in ("was", "is", "has", "as"):
                j += 1  # "of Russian troops"
    return j


def with_of(t: Tokens, j: int) -> int:
    """A duration's end, with "of fighting", "of bitter fighting" where the phrase goes on so."""
    if t.low[j] != "of" or not t.text[j + 1].isalpha():
        return j
    for k in (j + 1, j + 2):
        if t.low[k].endswith("ing") or t.low[k] in ("war", "combat", "siege", "negotiations", "conflict"):
            return k + 1
    return j
