"""One number over two kinds of things: "24 J-11s and J-8s"."""

from collections.abc import Sequence
from dataclasses import replace

from sightline.model.claim import Count, Item
from sightline.model.span import Span
from sightline.model.vocabulary import AIR, LAND, Category

_KINDS: tuple[frozenset[Category], ...] = (
    AIR,
    LAND,
    frozenset({"rocket", "missile", "ballistic-missile", "cruise-missile", "bomb", "munition", "mine"}),
    frozenset({"troops", "advisers", "unit"}),
    frozenset({"small-arms", "weapon", "manpads"}),
)


def counted_together(text: str, items: Sequence[Item], plural: Sequence[bool]) -> list[Item]:
    """The items, those that share one number made one: 24 of both together, nobody said how many of each. plural: of
    each item, whether its words are a plural. As the annotators of the training documents have it."""
    out: list[Item] = []
    counted = False  # whether the last of `out` is a plural with a number before it
    for item, many in zip(items, plural, strict=True):
        if out and counted and many and item.count is None and _beside(text, out[-1], item):
            first = out[-1]
            span = Span(first.span.start, item.span.end, text[first.span.start : item.span.end])
            ref = first.ref if first.ref == item.ref else None
            out[-1] = replace(first, span=span, name=span.text, ref=ref, inferred=())
            counted = False
            continue
        out.append(item)
        counted = many and _is_number(item.count)
    return out


def _beside(text: str, a: Item, b: Item) -> bool:
    alike = a.category == b.category or any({a.category, b.category} <= kind for kind in _KINDS)
    return alike and text[a.span.end : b.span.start] == " and "


def _is_number(count: Count | None) -> bool:
    return (
        count is not None
        and bool(count.text)
        and count.unit is None
        and max(count.low or 0, count.high or 0) > 1
    )
