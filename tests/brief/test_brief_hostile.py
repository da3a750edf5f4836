"""Dates at the ends of the calendar, places at the ends of the world, characters that hide or turn words."""

import datetime as dt
import re
from dataclasses import replace

import brief_factory as factory
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lx

from sightline.brief.compose import compose
from sightline.brief.html import write_html
from sightline.brief.markdown import write_markdown
from sightline.brief.svgtimeline import FIRST, LAST, draw_timeline, ticks
from sightline.brief.visible import TURNS, symbols, visible
from sightline.model.event import Fusion
from sightline.model.facts import Facts
from sightline.model.period import Period, day_end, day_start, days
from sightline.model.place import Place

D = dt.date
DAYS = st.one_of(st.dates(), st.sampled_from([D.min, D(1, 1, 2), D(9999, 12, 30), D.max]))
TEXT = "Five tanks were moved to the old port."
DOC = factory.document("", "x.example", "X", [("body", TEXT)])


@st.composite
def periods(draw: st.DrawFn) -> Period | None:
    first, last = sorted((draw(DAYS), draw(DAYS)))
    kind = draw(st.sampled_from(("none", "both", "day", "from", "to", "open")))
    if kind == "none":
        return None
    if kind == "open":
        return Period()
    if kind == "day":
        return days(first, first)
    return Period(
        day_start(first) if kind in {"both", "from"} else None,
        day_end(last) if kind in {"both", "to"} else None,
    )


PLACES = st.one_of(
    st.none(),
    st.builds(
        lambda lat, lon, km, precision: Place(
            None, "the old port", None, None, lat, lon, km, "area" if precision == "unknown" else precision
        ),
        st.one_of(st.floats(-90, 90), st.sampled_from([-90.0, 90.0, 0.0])),
        st.one_of(st.floats(-180, 180), st.sampled_from([-180.0, 180.0, 179.9999])),
        st.one_of(st.floats(0.01, 20_040), st.sampled_from([0.01, 20_040.0])),
        st.sampled_from(("coordinate", "site", "settlement", "area", "region", "country")),
    ),
)


def facts_of(
    rows: list[tuple[Period | None, Place | None]], published: Period | None
) -> tuple[Facts, Fusion]:
    claims = [
        factory.claim(DOC, TEXT, "movement", nth=n, time=period, place=place)
        for n, (period, place) in enumerate(rows)
    ]
    events = [factory.one("movement", f"Move {n}", [c], (), c.place, c.time, 6) for n, c in enumerate(claims)]
    return Facts((replace(DOC, published=published),), tuple(claims)), Fusion((), tuple(events))


@pytest.mark.slow
@settings(max_examples=12, deadline=None)
@given(st.lists(st.tuples(periods(), PLACES), min_size=1, max_size=5), periods())
def test_any_dates_and_places_make_a_whole_page(
    rows: list[tuple[Period | None, Place | None]], published: Period | None
) -> None:
    brief = compose(*facts_of(rows, published), now=factory.NOW)
    page = write_html(brief)
    tree = lx.fromstring(page)
    assert len(tree.xpath("//section[@class='event']")) == len(rows)
    pictures = "".join(re.findall(r"<svg.*?</svg>", page, re.S))
    assert not re.search(r"\b(nan|inf)\b", pictures, re.IGNORECASE)
    assert write_markdown(brief)


@settings(deadline=None)
@given(st.lists(periods(), min_size=1, max_size=6), st.lists(periods(), max_size=3))
def test_every_event_is_on_the_timeline_or_listed(
    when: list[Period | None], printed: list[Period | None]
) -> None:
    _, fusion = facts_of([(p, None) for p in when], None)
    numbered = list(enumerate(fusion.events, 1))
    made = draw_timeline(numbered, [("a", p) for p in printed])
    drawn = set(map(int, re.findall(r'href="#event-(\d+)"', made.svg or "")))
    outside = {n for n, _ in made.outside}
    assert drawn | outside | set(made.undated) == {n for n, _ in numbered}
    assert not drawn & outside


def test_one_date_at_the_end_of_time_leaves_the_others_readable() -> None:
    rows = [(days(D(2019, 3, 23), D(2019, 3, 23)), None), (days(D(2019, 3, 25), D(2019, 3, 25)), None),
            (days(D(9999, 12, 31), D(9999, 12, 31)), None), (days(D(1, 1, 1), D(1, 1, 1)), None)]  # fmt: skip
    page = write_html(compose(*facts_of(rows, None), now=factory.NOW))
    told = lx.fromstring(page).xpath("string(//section[@id='timeline']//figcaption)")
    assert "A century or more off the time shown" in told
    assert "on 31 December 9999" in told
    assert "on 1 January 1" in told
    assert "24 Mar 2019" in page


@given(st.floats(FIRST, LAST), st.floats(FIRST, LAST), st.sampled_from((3, 6)))
def test_ticks_lie_within_the_axis(one: float, two: float, most: int) -> None:
    first, last = sorted((one, two))
    for instant, _ in ticks(first, last, most):
        assert first - 1 <= instant.timestamp() <= last + 1


def test_controls_are_shown_and_turns_are_numbers() -> None:
    text = "Five tanks \x1b]0;x\x07 were \u202egnp.exe moved\x85 to the port.\nA plain line."
    doc = factory.document("", "x.example", "An\x1b[31m odd \u202etitle", [("body", text)])
    claim = factory.claim(doc, text.partition("\n")[0], "movement", trigger="moved")
    facts = Facts((doc,), (claim,))
    event = factory.one("movement", "Tanks\x1b \u202emoved", [claim], (), None, None, 6)
    brief = compose(facts, Fusion((), (event,)), now=factory.NOW)
    page = write_html(brief)
    for out in (page, write_markdown(brief)):
        assert not [c for c in out if ord(c) < 32 and c not in "\n\t\r"]
        assert not [c for c in out if c in TURNS or c in "\x7f\x85"]
    (mark,) = lx.fromstring(page).xpath("//mark")
    assert mark.text_content() == symbols(claim.quote.text)
    assert "␛]0;x␇ were \u202egnp" in mark.text_content()
    assert mark.xpath(".//bdi")
    assert "Control characters in a text" in page


@given(st.text())
def test_symbols_keep_every_place(text: str) -> None:
    assert len(symbols(text)) == len(text)
    visible(text).encode()


def lending(quote: str, place: str, when: str = "") -> tuple[Facts, Fusion]:
    text = "Gen. Smith spoke in Odesa on 3 May 2022. Five tanks arrived. Two jets left. All was calm in Kyiv."
    doc = factory.document("", "x.example", "X", [("body", text)])
    there = Place(factory.span(doc, place), place, None, "UA", 46.5, 30.7, 14.0, "settlement")
    time = replace(days(D(2022, 5, 3), D(2022, 5, 3)), span=factory.span(doc, when)) if when else None
    claim = factory.claim(doc, quote, "arrival", place=there, time=time)
    event = factory.one("arrival", "Tanks", [claim], (), there, time, 6)
    return Facts((doc,), (claim,)), Fusion((), (event,))


def rows(facts: Facts, fusion: Fusion) -> dict[str, str]:
    page = write_html(compose(facts, fusion, now=factory.NOW))
    found = lx.fromstring(page).xpath("//article[@class='claim']//dl/div")
    return {r.xpath("string(dt)"): r.xpath("string(dd)") for r in found}


def test_a_lent_place_or_date_is_said_to_be_lent() -> None:
    told = rows(*lending("Five tanks arrived.", "Odesa", "3 May 2022"))
    assert told["Where"].endswith("(named in the sentence before)")
    assert told["When"].endswith("(named in the sentence before)")
    assert rows(*lending("Two jets left.", "Odesa"))["Where"].endswith("(named earlier in the text)")
    assert rows(*lending("Two jets left.", "Kyiv"))["Where"].endswith("(named in the next sentence)")
    assert rows(*lending("Five tanks arrived.", "Kyiv"))["Where"].endswith("(named later in the text)")
    assert rows(*lending("spoke", "Odesa"))["Where"].endswith("(named in the same sentence)")
    assert (
        "named"
        not in rows(*lending("Gen. Smith spoke in Odesa on 3 May 2022.", "Odesa", "3 May 2022"))["Where"]
    )


def test_markdown_says_it_too() -> None:
    text = write_markdown(compose(*lending("Five tanks arrived.", "Odesa"), now=factory.NOW))
    assert "“Five tanks arrived.” (place named in the sentence before)" in text


def test_a_sentence_takes_the_place_that_a_claim_names_in_its_own_words() -> None:
    text = "Smith spoke in Odesa. Five tanks arrived. Five tanks arrived in Kyiv region."
    doc = factory.document("", "x.example", "X", [("body", text)])
    lent = Place(factory.span(doc, "Odesa"), "Odesa", None, "UA", 46.5, 30.7, 14.0, "settlement")
    said = Place(factory.span(doc, "Kyiv region"), "Kyiv region", None, "UA", 50.3, 30.5, 160.0, "region")
    claims = [
        factory.claim(doc, "Five tanks arrived.", "arrival", place=lent),
        factory.claim(doc, "Five tanks arrived in Kyiv region.", "arrival", place=said),
    ]
    event = factory.one("arrival", "Tanks", claims, (), said, None, 6)
    brief = compose(Facts((doc,), tuple(claims)), Fusion((), (event,)), now=factory.NOW)
    assert "Kyiv region" in brief.sections[0].sentences[0].text
    assert "Odesa" not in brief.sections[0].sentences[0].text
