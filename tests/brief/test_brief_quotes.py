"""Marks nest, cross and touch; the text under them stays the document's own, letter by letter."""

from dataclasses import replace

import brief_factory as factory
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lx

from sightline.brief.quotes import marked
from sightline.model.document import Part
from sightline.model.span import Span

TEXT = "Five launchers & a <radar> stood\nat the base. أُرسلت\u202e 35 t."
DOC = factory.document("", "x.example", "X", [("body", TEXT)])
FIRST = factory.claim(DOC, "launchers", "presence")


def claims(edges: list[tuple[int, int]]) -> list:
    spans = [sorted((a % len(TEXT), b % len(TEXT))) for a, b in edges]
    return [
        replace(FIRST, id=f"clm-{n}", quote=Span(a, b + 1, TEXT[a : b + 1])) for n, (a, b) in enumerate(spans)
    ]


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), max_size=7))
def test_any_spans_leave_the_text_whole_and_the_page_well_formed(edges: list[tuple[int, int]]) -> None:
    found = claims(edges)
    out = marked(DOC, Part("p0", "body", 0, len(TEXT)), found, {c.id: c.id for c in found})
    assert out.count("<mark") == out.count("</mark>")
    tree = lx.fromstring(f"<div>{out}</div>")
    assert tree.text_content() == TEXT
    assert sorted(tree.xpath("//mark/@id")) == sorted(f"q-{c.id}" for c in found)
    assert [r.tag for r in tree.iter() if r.tag not in {"div", "mark", "a", "bdi"}] == []


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), min_size=1, max_size=5))
def test_each_letter_is_marked_exactly_where_a_quote_covers_it(edges: list[tuple[int, int]]) -> None:
    found = claims(edges)
    out = marked(DOC, Part("p0", "body", 0, len(TEXT)), found, {c.id: c.id for c in found})
    deep: list[int] = []

    def walk(node: lx.HtmlElement, depth: int) -> None:
        depth += node.tag == "mark"
        deep.extend([depth] * len(node.text or ""))
        for child in node:
            walk(child, depth)
            deep.extend([depth] * len(child.tail or ""))

    walk(lx.fromstring(f"<div>{out}</div>"), 0)
    assert deep == [sum(c.quote.start <= i < c.quote.end for c in found) for i in range(len(TEXT))]
