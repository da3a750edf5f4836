"""From scores for tags to spans: the best sequence in which nothing continues what has not begun."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sightline.extraction.learned.labels import OUTSIDE

Scores = NDArray[np.float32]


def spans_of(scores: Scores, sentence_ends: Sequence[int]) -> list[tuple[int, int, int]]:
    """(first word, last word, label) of every span. scores: [words, 1 + 2 labels]; sentence_ends: first words
    of the next sentence; no span runs over one. Viterbi over begin and continue tags."""
    out: list[tuple[int, int, int]] = []
    begin = 0
    for end in sentence_ends:
        out += [(a + begin, b + begin, label) for a, b, label in _sentence(scores[begin:end])]
        begin = end
    return out


def _sentence(scores: Scores) -> list[tuple[int, int, int]]:
    # A word is outside nearly always: a sentence whose best tags are already a sequence needs no search.
    tags = scores.argmax(-1)
    if not _legal(tags):
        tags = _viterbi(scores)
    out: list[tuple[int, int, int]] = []
    for n, tag in enumerate(tags.tolist()):
        if tag == OUTSIDE:
            continue
        label, continues = (tag - 1) // 2, tag % 2 == 0
        if continues:
            out[-1] = (out[-1][0], n, label)
        else:
            out.append((n, n, label))
    return out


def _legal(tags: NDArray[np.int64]) -> bool:
    inside = (tags > 0) & (tags % 2 == 0)
    if not inside.any():
        return True
    before = np.concatenate([[0], tags[:-1]])
    return bool(np.all(~inside | (before == tags) | (before == tags - 1)))


def _viterbi(scores: Scores) -> NDArray[np.int64]:
    count, width = scores.shape
    continues = np.arange(2, width, 2)
    best = scores[0].copy()
    best[continues] = -np.inf
    back = np.zeros((count, width), np.int64)
    for n in range(1, count):
        top = int(best.argmax())
        arrive = np.full(width, best[top])
        back[n] = top
        from_begin, from_same = best[continues - 1], best[continues]
        arrive[continues] = np.maximum(from_begin, from_same)
        back[n, continues] = np.where(from_begin >= from_same, continues - 1, continues)
        best = arrive + scores[n]
    tags = np.zeros(count, np.int64)
    tags[-1] = int(best.argmax())
    for n in range(count - 1, 0, -1):
        tags[n - 1] = back[n, tags[n]]
    return tags
