"""From scores for tags to spans: the best sequence in which nothing continues what has not begun."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sightline.extraction.learned.labels import OUTSIDE

Scores = NDArray[np.float32]


def spans_of(scores: Scores, sentence_ends: Sequence[int]) -> list[tuple[int, int, int]]:
    """(first word, last word, label) of every span. scores: [words, 1 + 2 labels]; sentence_ends: first words
    of the next sentence; no span runs over one. Viterbi over begin and continue tags."""
    out: list[tuple[int, int, int]] = []
    # A word is outside nearly always: a sentence whose best tags are already a sequence needs no search.
    best: list[int] = scores.argmax(-1).tolist()
    begin = 0
    for end in sentence_ends:
        tags = best[begin:end]
        if any(tags):
            if not _legal(tags):
                tags = _viterbi(scores[begin:end].tolist())
            out += _spans(tags, begin)
        begin = end
    return out


def _spans(tags: Sequence[int], offset: int) -> list[tuple[int, int, int]]:
    out: list[tuple[int, int, int]] = []
    for n, tag in enumerate(tags, offset):
        if tag == OUTSIDE:
            continue
        label, continues = (tag - 1) // 2, tag % 2 == 0
        if continues:
            out[-1] = (out[-1][0], n, label)
        else:
            out.append((n, n, label))
    return out


def _legal(tags: Sequence[int]) -> bool:
    before = OUTSIDE
    for tag in tags:
        if tag and tag % 2 == 0 and before not in (tag, tag - 1):
            return False
        before = tag
    return True


def _viterbi(scores: Sequence[Sequence[float]]) -> list[int]:
    """In plain Python: for a sentence and a few tags quicker than with arrays."""
    width = len(scores[0])
    continues = range(2, width, 2)
    best = [-math.inf if tag and tag % 2 == 0 else score for tag, score in enumerate(scores[0])]
    back: list[list[int]] = []
    for here in scores[1:]:
        top = max(best)
        came, arrive = [best.index(top)] * width, [top] * width
        for tag in continues:
            begun, same = best[tag - 1], best[tag]
            came[tag], arrive[tag] = (tag - 1, begun) if begun >= same else (tag, same)
        back.append(came)
        best = [a + b for a, b in zip(arrive, here, strict=True)]
    tags = [best.index(max(best))]
    for came in reversed(back):
        tags.append(came[tags[-1]])
    return tags[::-1]
