"""The preserved text with every quote marked where it stands.

Marks nest where quotes nest; where two cross, the inner one is closed and taken up again, so the page stays
well formed and the text of the page is the text of the document, letter by letter (labels are drawn by the
style sheet and are not part of it; control characters become symbols, one for one, where the page is written).
"""

from collections.abc import Sequence
from html import escape

from sightline.brief.visible import turns
from sightline.model.claim import Claim
from sightline.model.document import Document, Part

LONG = 60_000  # characters of one part beyond which only the surroundings of quotes are printed
AROUND = 600


def anchor(claim: str) -> str:
    return f"q-{claim}"


def back(claim: str) -> str:
    return f"c-{claim}"


def marked(document: Document, part: Part, claims: Sequence[Claim], labels: dict[str, str]) -> str:
    """HTML of one part, escaped. claims: those whose quote lies in the part."""
    quotes = sorted(
        (c for c in claims if c.quote.within(part)),
        key=lambda c: (c.quote.start, -c.quote.end, c.id),
    )
    return "".join(_piece(document.text, start, end, quotes, labels) for start, end in _windows(part, quotes))


def _windows(part: Part, quotes: Sequence[Claim]) -> list[tuple[int, int]]:
    """The stretches printed; negative start: left out."""
    if part.end - part.start <= LONG:
        return [(part.start, part.end)]
    out: list[tuple[int, int]] = []
    for claim in quotes:
        start = max(part.start, claim.quote.start - AROUND)
        end = min(part.end, claim.quote.end + AROUND)
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def left_out(part: Part, claims: Sequence[Claim]) -> int:
    """How many characters of the part are not printed."""
    quotes = sorted(
        (c for c in claims if c.quote.within(part)),
        key=lambda c: c.quote.start,
    )
    return part.end - part.start - sum(end - start for start, end in _windows(part, quotes))


def _piece(text: str, start: int, end: int, quotes: Sequence[Claim], labels: dict[str, str]) -> str:
    inside = [c for c in quotes if start <= c.quote.start and c.quote.end <= end]
    edges = sorted({start, end, *(e for c in inside for e in (c.quote.start, c.quote.end))})
    out: list[str] = []
    stack: list[Claim] = []
    for here, following in zip(edges, [*edges[1:], None], strict=True):
        again: list[Claim] = []
        while any(c.quote.end == here for c in stack):
            top = stack.pop()
            out.append("</mark>")
            if top.quote.end != here:
                again.append(top)
        for claim in reversed(again):
            stack.append(claim)
            out.append("<mark>")
        for claim in inside:
            if claim.quote.start == here:
                stack.append(claim)
                out.append(_open(claim, labels[claim.id]))
        if following is not None:
            out.append(_isolated(text[here:following]))
    return "<div class='stretch'>" + "".join(out) + "</div>"


def _isolated(text: str) -> str:
    """Escaped; what turns the direction of writing turns no more than its own stretch."""
    return f"<bdi>{escape(text)}</bdi>" if turns(text) else escape(text)


def _open(claim: Claim, label: str) -> str:
    return (
        f'<mark id="{escape(anchor(claim.id))}"><a class="back" href="#{escape(back(claim.id))}" '
        f'data-label="{escape(label)}" aria-label="Back to statement {escape(label)}"></a>'
    )
