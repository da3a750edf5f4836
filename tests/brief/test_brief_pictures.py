"""Pictures of instruments in the page: shown with their verdict and captures, and unable to do anything but be seen."""

import datetime as dt
import re
from dataclasses import replace

import brief_factory as factory
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lx

from sightline.brief.checked import VERDICT_WORDS
from sightline.brief.compose import compose
from sightline.brief.html import write_html
from sightline.brief.markdown import write_markdown
from sightline.brief.pictures import GROUPS, SHAPES, WORDS, cleaned
from sightline.model.capture import Capture
from sightline.model.event import Fusion
from sightline.model.evidence import Evidence
from sightline.model.facts import Facts
from sightline.model.vocabulary import VERDICTS

NS = 'xmlns="http://www.w3.org/2000/svg"'
ALLOWED = {n.lower() for n in GROUPS | SHAPES | WORDS} | {"svg", "title", "desc"}
GOOD = (
    f'<svg {NS} viewBox="0 0 100 50" role="img" aria-labelledby="t d"><title id="t">A track</title>'
    '<desc id="d">Lost at 1,800 ft.</desc><style>body{display:none}</style><defs><clipPath id="c"><rect width="9" height="9"/>'
    '</clipPath></defs><g clip-path="url(#c)" transform="rotate(-22 3 4)"><path class="fig-line fig-h0" d="M1,2l3.5,-4e-1z"/>'
    '<text class="fig-text" x="1" y="2">lost &amp; found <tspan dy="2">here</tspan> again</text></g></svg>'
)


def svg(inner: str, root: str = "") -> str:
    return f'<svg {NS} viewBox="0 0 10 10" {root}>{inner}</svg>'


def test_a_good_picture_comes_through_whole() -> None:
    made = cleaned(GOOD, "p1", "x")
    assert made is not None
    assert made.whole
    assert "display:none" not in made.svg
    tree = lx.fromstring(made.svg)
    assert tree.get("aria-labelledby") == "p1-title p1-desc"
    assert tree.xpath("//*[@id='p1-title']")[0].text == "A track"
    assert tree.xpath("//*[@id='p1-desc']")[0].text == "Lost at 1,800 ft."
    assert 'clip-path="url(#p1-c)"' in made.svg
    assert '<clipPath id="p1-c">' in made.svg
    assert 'd="M1,2l3.5,-4e-1z"' in made.svg
    assert "lost &amp; found <tspan" in made.svg
    assert tree.xpath("string(//text)") == "lost & found here again"


HOSTILE = [
    "<script>alert(1)</script>",
    '<a href="javascript:alert(1)"><text x="1" y="1">go</text></a>',
    '<image href="https://x.example/a.png" width="9" height="9"/>',
    '<image xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="data:image/svg+xml;base64,AAAA"/>',
    '<use href="#c-1"/>',
    '<foreignObject width="9" height="9"><body xmlns="http://www.w3.org/1999/xhtml"><form action="https://x.example"><input/></form></body></foreignObject>',
    '<rect onload="alert(1)" width="3" height="3"/>',
    '<rect style="background:url(https://x.example)" width="3" height="3"/>',
    '<rect fill="url(https://x.example/#a)" width="3" height="3"/>',
    '<rect fill="url(#a)" clip-path="url(https://x.example/#a)" width="3" height="3"/>',
    '<animate attributeName="href" to="javascript:alert(1)"/>',
    '<set attributeName="onclick" to="alert(1)"/>',
    '<g><h:img xmlns:h="http://www.w3.org/1999/xhtml" src="x" onerror="alert(1)"/></g>',
    '<g><path xmlns="" d="M0,0"/></g>',
    '<path d="M0,0&quot;/&gt;&lt;script&gt;alert(1)&lt;/script&gt;"/>',
    '<rect id="main&quot; onclick=&quot;x" width="3" height="3"/>',
    '<rect tabindex="0" autofocus="1" onfocus="alert(1)" width="3" height="3"/>',
    "<filter><feImage href='https://x.example'/></filter>",
    "<metadata>x</metadata>",
    "<g>" * 40 + "<rect/>" + "</g>" * 40,
]


@pytest.mark.parametrize("inner", HOSTILE)
def test_hostile_parts_are_left_out_and_that_is_said(inner: str) -> None:
    made = cleaned(svg(inner + '<circle cx="1" cy="1" r="1"/>'), "p1", "x")
    assert made is not None
    assert not made.whole
    assert 'r="1"' in made.svg
    harmless(made.svg)
    page = page_with(svg(inner))
    assert "Parts of the picture that a page may not hold were left out." in page
    harmless(re.findall(r'<svg class="picture".*?</svg>', page, re.S)[0])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not a picture",
        "<svg>",
        f"<svg {NS}/>",
        f'<svg {NS} viewBox="0 0 0 10"/>',
        f'<svg {NS} viewBox="0 0 1 nan"/>',
        f'<svg {NS} viewBox="0 0 1e9 1"/>',
        '<svg viewBox="0 0 1 1"/>',
        '<html xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></html>',
        f'<!DOCTYPE svg [<!ENTITY a "b">]><svg {NS} viewBox="0 0 1 1">&a;</svg>',
        svg("<![CDATA[<script>]]>"),
        svg("<!-- --><text>x</text>"),
        svg("<g>" * 9_999),
        svg("\ud800"),
        svg("x" * 300_000),
    ],
)
def test_what_is_no_drawing_is_not_shown_and_that_is_said(text: str) -> None:
    assert cleaned(text, "p1", "x") is None
    page = page_with(text)
    assert "cannot be shown" in page
    assert 'class="picture"' not in page


def test_deep_nesting_does_not_break_the_page() -> None:
    made = cleaned(svg("<g>" * 20_000 + "</g>" * 20_000), "p1", "x")
    assert made is None or not made.whole


def test_class_names_of_the_page_stay_the_pages() -> None:
    made = cleaned(svg('<rect class="skip fig-h0 claim fig-X fig-" width="1" height="1"/>'), "p1", "x")
    assert made is not None
    assert 'class="fig-h0"' in made.svg


def harmless(text: str) -> None:
    """No element that acts, no attribute that asks for anything, in a browser's eyes (HTML) too."""
    tree = lx.fragment_fromstring(text, create_parent="div")
    for element in tree.iter():
        if element is tree:
            continue
        assert element.tag in ALLOWED
        for name, value in element.attrib.items():
            assert not name.startswith("on")
            assert name not in {"href", "src", "style", "xlink:href", "tabindex"}
            assert ":" not in value or name in {"aria-labelledby"}
            assert "url(" not in value or re.fullmatch(r"url\(#p\d+-[\w-]+\)", value)


PARTS = st.recursive(
    st.one_of(st.text(st.sampled_from("<>&\"'/ abcsvg=:#()\u202e\x00"), max_size=12), st.sampled_from(HOSTILE)),
    lambda inner: st.builds(
        lambda name, attribute, value, body: f'<{name} {attribute}="{value}">{"".join(body)}</{name}>',
        st.sampled_from("g text title style script a use path svg svg:g foreignObject".split()),
        st.sampled_from("class id d href onclick style fill transform xmlns viewBox clip-path".split()),
        st.sampled_from(["fig-a", "url(#a)", "M0,0", "javascript:x", "http://www.w3.org/1999/xhtml", "#fff", "&lt;b&gt;"]),
        st.lists(inner, max_size=3),
    ),
    max_leaves=8,
)  # fmt: skip


@settings(deadline=None, max_examples=150)
@given(st.one_of(st.text(), PARTS.map(svg)))
def test_whatever_comes_out_is_harmless(text: str) -> None:
    made = cleaned(text, "p1", '"><script>')
    if made is not None:
        harmless(made.svg)


def case(
    picture: str | None = GOOD, verdict: str = "supports", words: str = "landed in Caracas"
) -> tuple[Facts, Fusion]:
    facts, fusion = factory.case()
    claim = next(c for c in facts.claims if words in c.quote.text)
    capture = Capture("cap-77", "sha256:" + "ab" * 32, 1234, "/home/someone/private/trace_full_154073.json", None, None,
                      None, (), "application/json", factory.NOW, "sightline/0")  # fmt: skip
    evidence = Evidence("evd-1", claim.id, "flight tracks 1", verdict, ("lost at 1,780 ft", "never seen again"),
                        (("km", 7.4),), ("cap-77", "cap-gone"), picture)  # type: ignore[arg-type]  # fmt: skip
    return replace(facts, evidence=(evidence,), captures=(*facts.captures, capture)), fusion


def page_with(picture: str | None) -> str:
    return write_html(compose(*case(picture), now=factory.NOW))


@pytest.mark.parametrize("verdict", VERDICTS)
def test_a_picture_stands_under_its_event_with_verdict_reasons_and_captures(verdict: str) -> None:
    page = write_html(compose(*case(verdict=verdict), now=factory.NOW))
    tree = lx.fromstring(page)
    (figure,) = tree.xpath("//section[@class='event'][.//h3[contains(., 'An-124')]]//figure[@class='check']")
    told = figure.text_content()
    assert VERDICT_WORDS[verdict] in told  # type: ignore[index]
    assert "lost at 1,780 ft" in told
    assert "sha256:" + "ab" * 32 in told
    assert "cap-gone (not at hand)" in told
    (link,) = [a for a in figure.xpath(".//a/@href") if a == "#cap-77"]
    (entry,) = tree.xpath("//section[@id='sources']//dl[@id='cap-77']")
    assert "trace_full_154073.json" in entry.text_content()
    assert "/home/someone" not in page
    assert link
    assert "Lost at 1,800 ft." in figure.xpath(".//*[local-name()='desc']")[0].text_content()


def test_the_statement_leads_to_its_picture_and_no_id_stands_twice() -> None:
    facts, fusion = case()
    second = replace(facts.evidence[0], id="evd-2", picture=GOOD.replace("here", "there"))
    page = write_html(compose(replace(facts, evidence=(*facts.evidence, second)), fusion, now=factory.NOW))
    tree = lx.fromstring(page)
    claim = facts.evidence[0].claim
    assert tree.xpath("//article[@id=$i]//a[starts-with(@href, '#picture-')]/@href", i=f"c-{claim}") == ["#picture-1", "#picture-2"]  # fmt: skip
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert [h for h in tree.xpath("//@href") if h.startswith("#") and h[1:] not in ids] == []
    for drawn in tree.xpath("//*[local-name()='svg']"):
        assert all(tree.xpath("//*[@id=$i]", i=i) for i in drawn.get("aria-labelledby").split())


def test_one_picture_that_says_the_same_of_several_statements_stands_once() -> None:
    facts, fusion = case()
    first = facts.evidence[0]
    other = next(c.id for c in facts.claims if c.id != first.claim and c.event == "activation")
    second = replace(
        first, id="evd-2", claim=other, reasons=("looked for something else", "never seen again")
    )
    page = write_html(compose(replace(facts, evidence=(first, second)), fusion, now=factory.NOW))
    (figure,) = lx.fromstring(page).xpath("//figure[@class='check']")
    assert len(figure.xpath(".//a[@class='label']")) == 2
    assert [li.text_content() for li in figure.xpath(".//li")] == ["lost at 1,780 ft", "looked for something else", "never seen again"]  # fmt: skip
    assert page.count('href="#picture-1"') == 3  # the other event, both statements


def test_a_statement_in_no_event_bears_its_picture_itself() -> None:
    facts, fusion = case(words="It remains unclear")
    tree = lx.fromstring(write_html(compose(facts, fusion, now=factory.NOW)))
    assert len(tree.xpath("//article[@class='claim']//figure[@class='check']")) == 1


def test_a_card_shows_what_decides_and_folds_the_rest() -> None:
    facts, fusion = case(verdict="inconclusive")
    page = lx.fromstring(write_html(compose(facts, fusion, now=factory.NOW)))
    (row,) = page.xpath("//article//dd[starts-with(., 'flight tracks 1')]")
    assert row.text == "flight tracks 1: inconclusive; lost at 1,780 ft"
    assert row.xpath("string(details//li)") == "never seen again"
    assert row.xpath("details[not(@open)]")


def test_evidence_without_a_picture_makes_no_figure() -> None:
    page = page_with(None)
    assert 'class="check"' not in page
    assert "lost at 1,780 ft" in page


def test_markdown_tells_it_in_words() -> None:
    told = write_markdown(compose(*case(), now=factory.NOW))
    (line,) = [x for x in told.splitlines() if x.startswith("- Checked by")]
    assert "Supports the statement. Lost at 1,780 ft. Never seen again." in line
    assert "sha256:" + "ab" * 32 in line
    assert "svg" not in told.replace("\\", "")


def test_a_p_value_keeps_its_letter() -> None:
    facts, fusion = case()
    told = replace(facts.evidence[0], reasons=("p = 0.04; ranked", "planes were seen"))
    text = write_markdown(compose(replace(facts, evidence=(told,)), fusion, now=factory.NOW))
    assert "statement. p = 0.04; ranked. Planes were seen." in text


def test_an_embargo_keeps_picture_and_reasons_in_the_house() -> None:
    """They tell where and when; the verdict does not."""
    early = dt.datetime(2019, 4, 1, tzinfo=dt.UTC)
    facts, fusion = case()
    brief = compose(facts, fusion, now=early, embargo_days=365)
    assert [(e.verdict, e.picture, e.figures) for e in brief.facts.evidence] == [("supports", None, ())]
    for page in (write_html(brief), write_markdown(brief)):
        assert "1,780 ft" not in page
        assert "A track" not in page
    open_ = compose(facts, fusion, now=factory.NOW, embargo_days=30)
    assert open_.facts.evidence == facts.evidence


def test_an_embargo_keeps_the_names_of_what_was_looked_at_in_the_house_too() -> None:
    """A file of a satellite archive is called after the place."""
    early = dt.datetime(2019, 4, 1, tzinfo=dt.UTC)
    brief = compose(*case(), now=early, embargo_days=365)
    assert [e.captures for e in brief.facts.evidence] == [()]
    assert "cap-77" not in {c.id for c in brief.facts.captures}
    for page in (write_html(brief), write_markdown(brief)):
        assert "trace_full_154073" not in page
        assert "ab" * 32 not in page


def test_a_picture_of_many_files_and_reasons_stays_readable() -> None:
    """Windows of satellite pictures come by the hundred: four are named, the others stand folded, none is left out."""
    facts, fusion = case()
    windows = tuple(
        Capture(f"cap-w{n}", f"sha256:{n:064x}", 10, f"https://x.example/S2A/B0{n}.tif#xywh={n},0,36,19", None, None, None, (),
                "image/tiff", factory.NOW, "sightline/0") for n in range(9)
    )  # fmt: skip
    evidence = replace(
        facts.evidence[0],
        captures=tuple(w.id for w in windows),
        reasons=tuple(f"reason {n}" for n in range(20)),
    )
    facts = replace(facts, evidence=(evidence,), captures=(*facts.captures, *windows))
    tree = lx.fromstring(write_html(compose(facts, fusion, now=factory.NOW)))
    (figure,) = tree.xpath("//figure[@class='check']")
    assert [d.findtext("summary") for d in figure.xpath(".//details")] == [
        "and 8 more reasons",
        "and 5 more files",
    ]
    for n in range(20):
        assert f"reason {n}" in figure.text_content()
    for n in range(9):
        assert f"B0{n}.tif (window {n},0,36,19)" in figure.text_content()
        assert f"{n:064x}" in figure.text_content()
        assert tree.xpath(f"//section[@id='looked-at']//*[@id='cap-w{n}']")
