"""The page: complete without the network, every link inside it lands, hostile words stay words."""

import re
from dataclasses import replace
from itertools import pairwise

import brief_factory as factory
import pytest
from lxml import html as lx

from sightline.brief.compose import compose
from sightline.brief.html import write_html
from sightline.brief.page import safe_url
from sightline.model.brief import Brief
from sightline.model.event import Fusion
from sightline.model.facts import Facts
from sightline.model.ids import digest


@pytest.fixture(scope="module")
def brief() -> Brief:
    return compose(*factory.case(), now=factory.NOW)


@pytest.fixture(scope="module")
def page(brief: Brief) -> str:
    return write_html(brief)


def test_every_link_inside_the_page_lands_and_no_id_stands_twice(page: str) -> None:
    tree = lx.fromstring(page)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    inner = [h[1:] for h in tree.xpath("//@href") if h.startswith("#")]
    assert len(inner) > 50
    assert [h for h in inner if h not in set(ids)] == []


def test_every_statement_rests_on_a_quote_printed_word_for_word(brief: Brief, page: str) -> None:
    tree = lx.fromstring(page)
    texts = "".join(tree.xpath("//section[@id='texts']//div[@class='words']//text()"))
    claims = {c.id: c for c in brief.facts.claims}
    sentences = [*brief.summary, *(s for x in brief.sections for s in x.sentences), *brief.unknowns]
    told = [s for s in sentences if s.kind == "statement"]
    assert len(told) >= 15
    for sentence in told:
        assert sentence.claims, sentence.text
        assert any(claims[c].quote.text in texts for c in sentence.claims), sentence.text


def test_every_claim_has_one_card_one_mark_and_the_mark_holds_its_quote(brief: Brief, page: str) -> None:
    tree = lx.fromstring(page)
    for claim in brief.facts.claims:
        assert len(tree.xpath("//article[@id=$i]", i=f"c-{claim.id}")) == 1
        (mark,) = tree.xpath("//mark[@id=$i]", i=f"q-{claim.id}")
        assert mark.text_content() == claim.quote.text


def test_nothing_is_asked_of_the_network(page: str) -> None:
    tree = lx.fromstring(page)
    assert tree.xpath("//script | //link | //iframe | //object | //embed | //form | //img") == []
    assert "@import" not in page
    assert [u for u in re.findall(r"url\(([^)]*)\)", page) if not u.startswith("#")] == []
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'")
    assert [a for a in tree.xpath("//@*") if a.is_attribute and a.attrname.startswith("on")] == []


def test_headings_are_in_order_and_pictures_are_described(page: str) -> None:
    tree = lx.fromstring(page)
    levels = [int(h.tag[1]) for h in tree.xpath("//h1 | //h2 | //h3 | //h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    for svg in tree.xpath("//*[local-name()='svg']"):
        assert svg.get("role") == "img"
        assert all(tree.xpath("//*[@id=$i]", i=i) for i in svg.get("aria-labelledby").split())
    assert all(tree.xpath(f"//{landmark}") for landmark in ("main", "header", "nav[@aria-label]", "footer"))


def test_quotes_bear_their_language(page: str) -> None:
    tree = lx.fromstring(page)
    assert any("tankları" in q.text_content() for q in tree.xpath("//blockquote[@lang='tr']"))
    assert tree.xpath("//div[@class='words'][@lang='tr'][@dir='auto']")


def test_the_page_stays_small(page: str) -> None:
    pictures = re.findall(r"<svg.*?</svg>", page, re.S)
    assert len(pictures) == 4
    assert max(map(len, pictures)) < 150_000


EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)> & \u202eteg"


def hostile() -> tuple[Facts, Fusion]:
    """The same facts, every word that can come from outside turned against the page."""
    facts, fusion = factory.case()
    first = facts.documents[0]
    bad = replace(first, title=EVIL, site=EVIL, url="javascript:alert(1)", language="x\"'", notes=(EVIL,))
    claims = tuple(
        replace(
            c,
            origin=EVIL,
            items=tuple(replace(i, name=EVIL) for i in c.items),
            actors=tuple(replace(a, name=EVIL) for a in c.actors),
            place=replace(c.place, name=EVIL, reasons=(EVIL,)) if c.place else None,
        )
        for c in facts.claims
    )
    events = tuple(
        replace(e, title=EVIL, place=replace(e.place, name=EVIL, reasons=(EVIL,)) if e.place else None)
        for e in fusion.events
    )
    return replace(facts, documents=(bad, *facts.documents[1:]), claims=claims), replace(
        fusion, events=events
    )


def test_hostile_words_stay_words() -> None:
    page = write_html(compose(*hostile(), now=factory.NOW, title=EVIL))
    tree = lx.fromstring(page)
    assert tree.xpath("//script | //img") == []
    assert [a for a in tree.xpath("//@*") if a.is_attribute and a.attrname.startswith("on")] == []
    assert all(h.startswith(("#", "https://")) for h in tree.xpath("//@href"))
    assert "alert(1)" in tree.text_content()
    assert "<b>believe me</b>" in tree.text_content()  # from the comment, as text


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "https://", "https://a b", "http://a\nb", "//a.example",
     "file:///etc/passwd", "", None, "https://[broken"],
)  # fmt: skip
def test_only_http_becomes_a_link(url: str | None) -> None:
    assert safe_url(url) is None
    assert safe_url("https://a.example/?q=1&r=<b>") == "https://a.example/?q=1&r=<b>"


def test_right_to_left_words_are_isolated() -> None:
    text = "أُرسلت قاذفات إلى القاعدة."
    doc = factory.document("", "akhbar.example", "قاذفات", [("body", text)])
    doc = replace(doc, language="ar", parts=tuple(replace(p, language="ar") for p in doc.parts))
    claim = factory.claim(doc, text, "deployment", items=(factory.item(doc, "قاذفات", "قاذفات", "bomber"),))
    event = factory.one("deployment", "قاذفات", [claim], (), None, None, 6)
    page = write_html(compose(Facts((doc,), (claim,)), Fusion((), (event,)), now=factory.NOW))
    tree = lx.fromstring(page)
    assert tree.xpath("//blockquote[@lang='ar'][@dir='auto']")
    assert "\u2068قاذفات\u2069" in page


def test_nothing_at_all_still_makes_a_page() -> None:
    page = write_html(compose(Facts((), ()), Fusion((), ()), now=factory.NOW))
    tree = lx.fromstring(page)
    assert "no military event" in tree.text_content()
    assert tree.xpath("//*[@id='map']") == []


def test_a_commenter_is_never_named_and_silent_comments_are_not_printed() -> None:
    facts, fusion = factory.case()
    quiet = replace(facts, claims=tuple(c for c in facts.claims if c.quote.text != factory.COMMENT))
    assert "They will be gone" in write_html(compose(facts, fusion, now=factory.NOW))
    page = write_html(compose(quiet, fusion, now=factory.NOW))
    assert "They will be gone" not in page
    assert "h:91ab" not in page


def test_captured_is_not_published(page: str) -> None:
    rows = {
        d.xpath("string(dt)"): d.xpath("string(dd)")
        for d in lx.fromstring(page).xpath("(//article[@class='source'])[1]//dl/div")
    }
    assert rows["Published"] == "30 March 2019 (meta article:published_time)"
    assert rows["Captured"].startswith("22 November 2026")
    assert "says nothing about when it was published" in rows["Captured"]


def test_a_long_part_prints_only_the_surroundings_of_its_quotes() -> None:
    filler = "Nothing of note happened here. " * 4000
    said = "Three tanks arrived at the port."
    doc = factory.document("", "long.example", "Long", [("body", filler + said + filler)])
    claim = factory.claim(doc, said, "arrival")
    page = write_html(compose(Facts((doc,), (claim,)), Fusion((), ()), now=factory.NOW))
    assert len(page) < 60_000
    assert "characters on which no statement rests" in page
    assert lx.fromstring(page).xpath("string(//mark)") == said
    assert digest(doc.text.encode()) == doc.id
