"""Where words stand in a text: verbatim, but for how much white space lies between them."""

import re

from sightline.model.span import Span


def located(text: str, start: int, end: int, words: str, near: Span | None = None) -> Span | None:
    """The place of `words` inside text[start:end] that lies nearest to `near` (else the first); None where they
    do not stand there. A word is found as a whole: "S-300" does not stand in "S-300V"."""
    pieces = [re.escape(piece) for piece in words.split()]
    if not pieces:
        return None
    pattern = re.compile(r"\s+".join(pieces))
    found = (m.span() for m in pattern.finditer(text, start, end))
    whole = [at for at in found if not _in_a_word(text, *at)]
    if not whole:
        return None
    low, high = min(whole, key=lambda at: _away(at, near)) if near else whole[0]
    return Span(low, high, text[low:high])


def _away(at: tuple[int, int], near: Span) -> int:
    return max(0, near.start - at[1], at[0] - near.end)


def _in_a_word(text: str, start: int, end: int) -> bool:
    return (start > 0 and _joined(text[start - 1], text[start])) or (
        end < len(text) and _joined(text[end - 1], text[end])
    )


def _joined(a: str, b: str) -> bool:
    """Letters without case are let be: their scripts join words that others write apart."""
    return all(c.isdigit() or c.lower() != c.upper() for c in (a, b))
