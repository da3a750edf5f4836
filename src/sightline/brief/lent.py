"""Where the words for a claim's place or date stand, if not in the words quoted: a neighbouring sentence lent them."""

import re

from sightline.model.claim import Claim
from sightline.model.document import Document
from sightline.model.span import Span

_END = re.compile(r"(\b\w+)?(?:[.!?]|[…。؟])['\"’”»)\]]*(?=\s|$)\s*|\s*\n\s*")
_SHORT = frozenset("gen lt col maj capt sgt adm cmdr brig mr mrs ms dr st no sen rep gov fig approx".split())


def own(span: Span | None, claim: Claim) -> bool:
    """Whether the words stand in the claim's quote, in part at least; so too where there are none to tell."""
    return span is None or span.overlaps(claim.quote)


def lent(span: Span | None, claim: Claim, document: Document) -> str | None:
    """ "named in the sentence before": where the words stand, seen from the quote; None where they are in it."""
    if span is None or own(span, claim):
        return None
    if span.end <= claim.quote.start:
        ends = _ends(document.text[span.end : claim.quote.start])
        return ("named in the same sentence", "named in the sentence before", "named earlier in the text")[
            min(ends, 2)
        ]
    ends = _ends(document.text[claim.quote.end - 1 : span.start])
    return ("named in the same sentence", "named in the next sentence", "named later in the text")[
        min(ends, 2)
    ]


def _ends(between: str) -> int:
    """How many sentences or lines end there; the stop of an abbreviation or of an initial ends none."""
    return sum(1 for m in _END.finditer(between) if "\n" in m.group() or not _abbreviation(m.group(1) or ""))


def _abbreviation(word: str) -> bool:
    return word.casefold() in _SHORT or (len(word) == 1 and word.isupper())


def noted(claim: Claim, document: Document) -> str | None:
    """All of them, for a list of quotes: "place named in the sentence before"; None where nothing was lent."""
    told = {
        "place": lent(claim.place.span if claim.place else None, claim, document),
        "origin": lent(claim.from_place.span if claim.from_place else None, claim, document),
        "date": lent(claim.time.span if claim.time else None, claim, document),
    }
    return "; ".join(f"{name} {where}" for name, where in told.items() if where) or None
