"""What the sentences say, and that they never say more than the claims."""

import datetime as dt
from dataclasses import replace

import brief_factory as factory
import pytest

from sightline.brief.compose import compose
from sightline.brief.embargo import MASK
from sightline.brief.html import write_html
from sightline.brief.markdown import write_markdown
from sightline.model.brief import Brief
from sightline.model.event import Decided, Fusion, Reason, Voice
from sightline.model.facts import Facts
from sightline.model.period import Period, days
from sightline.model.place import Place

D = dt.date


@pytest.fixture(scope="module")
def brief() -> Brief:
    return compose(*factory.case(), now=factory.NOW)


def texts(brief: Brief, section: str) -> list[str]:
    return [s.text for x in brief.sections if x.id == section or x.title == section for s in x.sentences]


def test_imagery_is_said_to_show(brief: Brief) -> None:
    first = texts(brief, "S-300 launchers at Capitán Manuel Ríos Airbase")
    assert first[0] == (
        "news.example says that satellite imagery shows S-300 launchers deployed at Capitán "
        "Manuel Ríos Airbase, Venezuela, between 1 and 30 March 2019."
    )
    assert any("imagery shows four launchers at" in t for t in first)
    assert any("five launchers and a 9S32ME guidance radar were present" in t for t in first)


def test_what_is_reported_possible_planned_or_denied_is_told_as_such(brief: Brief) -> None:
    said = texts(brief, "Missiles activated")
    assert said[0] == (
        "Missiles were reportedly activated by the National Bolivarian Armed Forces on 24 March 2019 (“a day after the "
        "landing”), news.example reports, naming no source."
    )
    denied = "analysis.example cites “the defence ministry” as denying the activation of S-300 systems: “"
    assert said[1].startswith(denied)  # it bears no date: only the other side gave one
    assert "2019" not in said[1][: len(denied)]
    assert "holds it possible (“may”)" in texts(brief, "Crews from Syria")[0]
    assert (
        texts(brief, "Second air bridge announced")[0]
        == (
            "According to analysis.example, an arrival is to take place in May 2019; this is announced, not said to be "
            "done: “A second air bridge is planned for May.”"  # nothing is named, so the words themselves stand there
        )
    )


def test_a_person_aboard_and_cargo_are_not_counted_as_things(brief: Brief) -> None:
    (text,) = texts(brief, "An-124 at Caracas")
    assert (
        "an An-124, special troops and 35 tonnes of cargo arrived in Caracas, Venezuela, on 23 March 2019"
        in text
    )
    assert "with General Vasily Tonkoshkurov named as aboard" in text


def test_forecasts_are_the_sources_and_carry_its_range(brief: Brief) -> None:
    said = texts(brief, "judgements")
    assert any("“unlikely”, which ICD 203 puts at 20 to 45 per cent" in t for t in said)
    assert not any("unlikely" in s.text for s in brief.summary)


def test_comments_stand_apart_and_never_reach_an_event(brief: Brief) -> None:
    assert len(texts(brief, "below")) == 2
    assert (
        "A pingback in Turkish below news.example, dated 3 March 2022, names “T-72” and “BMP-3”"
        in texts(brief, "below")[1]
    )
    below = {c for s in brief.sections if s.id == "below" for x in s.sentences for c in x.claims}
    above = {c for s in brief.sections if s.id != "below" for x in s.sentences for c in x.claims}
    assert below.isdisjoint(above)
    assert below.isdisjoint(c for s in brief.summary for c in s.claims)


def test_an_event_made_of_comments_alone_is_no_event() -> None:
    facts, fusion = factory.case()
    pingback = next(c for c in facts.claims if "tankları" in c.quote.text)
    placed = replace(pingback, place=factory.RIOS)
    event = factory.one("presence", "T-72 at the airbase", [placed], ("v1",), factory.RIOS, None, 3)
    facts = replace(facts, claims=tuple(placed if c.id == placed.id else c for c in facts.claims))
    brief = compose(facts, replace(fusion, events=(*fusion.events, event), loose=()), now=factory.NOW)
    assert "T-72 at the airbase" not in [s.title for s in brief.sections]
    assert "T-72 at the airbase" not in write_html(brief)


def test_the_summary_is_short_and_says_where_the_voices_differ(brief: Brief) -> None:
    assert 3 <= len(brief.summary) <= 8
    assert any("five launchers against four launchers" in s.text for s in brief.summary)
    assert "credibility 3, possibly true" in brief.summary[0].text


def test_every_claim_is_told_somewhere(brief: Brief) -> None:
    told = {c for s in brief.sections for x in s.sentences for c in x.claims}
    assert told == {c.id for c in brief.facts.claims}


def test_weaker_statements_lend_nothing_to_stronger_ones() -> None:
    """A thing only held possible is not named in the sentence about what is stated."""
    facts, fusion = factory.case()
    five = next(c for c in facts.claims if "five launchers" in c.quote.text)
    maybe = replace(five, id="clm-maybe", stance="possible", items=(replace(five.items[1], name="Buk-M2"),))
    event = factory.one("presence", "At the base", [five, maybe], ("v1",), factory.RIOS, None, 3)
    brief = compose(Facts(facts.documents, (five, maybe)), replace(fusion, events=(event,)), now=factory.NOW)
    stated, possible = texts(brief, "At the base")
    assert "Buk" not in stated
    assert "holds it possible" in possible
    assert "Buk-M2" in possible


def test_what_an_analyst_rejected_carries_no_sentence_about_events() -> None:
    facts, fusion = factory.case()
    landed = next(c for c in facts.claims if "landed" in c.quote.text)
    no = Decided(landed.id, "rejected", ("rejected by an analyst: another aircraft",), ("j1",))
    brief = compose(facts, replace(fusion, decided=(no,)), now=factory.NOW)
    assert "An-124 at Caracas" not in [s.title for s in brief.sections]
    assert len(texts(brief, "rejected")) == 1
    assert "rejected by an analyst" in write_html(brief).lower()


def test_the_order_of_the_facts_changes_nothing() -> None:
    facts, fusion = factory.case()
    turned = replace(facts, claims=facts.claims[::-1])
    flipped = replace(fusion, events=fusion.events[::-1])
    a, b = compose(facts, fusion, now=factory.NOW), compose(turned, flipped, now=factory.NOW)
    assert [(s.title, s.sentences) for s in a.sections] == [(s.title, s.sentences) for s in b.sections]
    assert a.summary == b.summary


def test_a_time_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        compose(*factory.case(), now=dt.datetime(2026, 1, 1))


SPOT = Place(None, "9.3719, -66.9228", None, "VE", 9.3719, -66.9228, 0.1, "coordinate")


def at_spot(period: Period | None, published: Period | None) -> tuple[Facts, Fusion]:
    text = "Two launchers stand at 9.3719, -66.9228 near the runway."
    doc = factory.document("", "x.example", "Launchers", [("body", text)], published=published)
    place = replace(SPOT, span=factory.span(doc, "9.3719, -66.9228"))
    claim = factory.claim(doc, text, "presence", place=place, time=period)
    event = factory.one("presence", "Launchers by a runway", [claim], (), place, period, 6)
    return Facts((doc,), (claim,)), Fusion((), (event,))


YESTERDAY, LAST_YEAR = days(D(2026, 11, 21), D(2026, 11, 21)), days(D(2025, 11, 21), D(2025, 11, 21))


@pytest.mark.parametrize(
    ("period", "published", "held"),
    [(YESTERDAY, None, True), (LAST_YEAR, YESTERDAY, False), (None, YESTERDAY, True), (None, LAST_YEAR, False),
     (None, None, True), (Period(earliest=LAST_YEAR.earliest), None, True)],
)  # fmt: skip
def test_the_embargo_takes_the_position_out_of_everything(
    period: Period | None, published: Period | None, held: bool
) -> None:
    brief = compose(*at_spot(period, published), now=factory.NOW, embargo_days=14)
    for page in (write_html(brief), write_markdown(brief), repr(brief)):
        assert ("9.37" in page) is not held
        assert ("withheld" in page) is held
        assert (MASK in page) is held
    assert ('class="dot"' in write_html(brief)) is not held
    assert "9.37" in write_html(compose(*at_spot(period, published), now=factory.NOW))


def test_markdown_holds_the_sentences_and_makes_no_link_of_what_documents_say(brief: Brief) -> None:
    page = write_markdown(brief)
    assert "## Summary" in page
    assert "35 tonnes of cargo arrived in Caracas" in page
    assert "\\<b\\>believe me" in page
    assert "https://" not in page


def test_documents_of_one_origin_are_one_voice_in_that_event_only() -> None:
    """Fusion may join two documents in one event, and give a comment a voice of its own beside its document."""
    facts, fusion = factory.case()
    five = next(c for c in facts.claims if "five launchers" in c.quote.text)
    four = next(c for c in facts.claims if "four launchers" in c.quote.text)
    plain = [replace(c, attribution=(), event="presence") for c in (five, four)]
    joined = Voice("v-origin", (five.document, four.document), (Reason("both name one origin", 0.5),))
    below = Voice("v-comment", (five.document,), (Reason("a comment", 0.0),))
    event = factory.one("presence", "At the base", plain, ("v-origin",), factory.RIOS, None, 3)
    fusion = replace(fusion, voices=(*fusion.voices, joined, below), events=(event,))
    brief = compose(Facts(facts.documents, tuple(plain)), fusion, now=factory.NOW)
    assert brief.summary[0].text.startswith("news.example (also carried by analysis.example) states")
    assert "One voice; credibility 3" in brief.summary[0].text
    assert "two voices</strong>" in write_html(brief)  # the documents as such remain two


def test_a_site_is_where_it_is_and_not_what_is_deployed() -> None:
    facts, fusion = factory.case()
    seen = next(c for c in facts.claims if c.event == "deployment")
    site = replace(seen.items[0], name="Manuel Rios air base", category="site")
    claim = replace(seen, items=(site, *seen.items))
    event = factory.one("deployment", "At the base", [claim], ("v1",), factory.RIOS, None, 3)
    brief = compose(Facts(facts.documents, (claim,)), replace(fusion, events=(event,)), now=factory.NOW)
    assert "imagery shows S-300 launchers deployed at" in texts(brief, "At the base")[0]
