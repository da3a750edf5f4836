"""What an editor would strike out: repetition, brackets in brackets, verbs wider than the source's, and lists
that nobody can find the way in."""

import datetime as dt
import re
from dataclasses import replace

import brief_factory as factory
import pytest

from sightline.brief import words
from sightline.brief.clauses import clause
from sightline.brief.compose import compose, importance
from sightline.brief.finding import FEW, MOST_LANES
from sightline.brief.groups import groups
from sightline.brief.html import whole, write_html
from sightline.brief.index import index
from sightline.model.brief import Brief
from sightline.model.claim import Attribution, Claim, Count
from sightline.model.document import Document
from sightline.model.event import Contradiction, Event, Fusion, Voice
from sightline.model.facts import Facts
from sightline.model.period import days
from sightline.model.place import Place
from sightline.model.vocabulary import EventKind

D = dt.date
TEXT = (
    "Two T-72 tanks were sunk there. Air-defence missiles arrived. About 100 soldiers came. Shots were heard. "
    "No tank has moved. The battalion stayed."
)


def doc(site: str = "a.example", text: str = TEXT) -> Document:
    return factory.document("", site, "Notes", [("body", text)])


def made(d: Document, quote: str, event: EventKind, **more: object) -> Claim:
    return factory.claim(d, quote, event, **more)


def first(d: Document, claims: list[Claim], kind: EventKind) -> str:
    """The first sentence on the event of these claims."""
    event = factory.one(kind, "It", claims, ("v1",), None, None, 3)
    brief = compose(Facts((d,), tuple(claims)), Fusion((Voice("v1", (d.id,)),), (event,)), now=factory.NOW)
    return next(s for s in brief.sections if s.event).sentences[0].text


@pytest.mark.parametrize(
    ("own", "told", "adds"),
    [("23 March", "on 23 March 2019", False), ("the 23rd", "on 23 March 2019", False), ("December", "in December 2018", False),
     ("on 03 Mar 2019", "on 3 March 2019", False), ("Saturday", "on 23 March 2019", True), ("this week", "between 25 and 27 March 2019", True),
     ("dawn on Thursday", "on 14 July 2011", True), ("a day after the landing", "on 24 March 2019", True)],
)  # fmt: skip
def test_the_words_of_a_date_are_quoted_only_where_they_add_something(
    own: str, told: str, adds: bool
) -> None:
    assert words.adds(own, told) is adds


@pytest.mark.parametrize(
    ("text", "inside"),
    [("The foreign ministry", "the foreign ministry"), ("A day after", "a day after"), ("Air-defence missiles", "air-defence missiles"),
     ("An-124", "An-124"), ("A-50", "A-50"), ("Air Force", "Air Force"), ("Russian troops", "Russian troops"), ("Ground Forces", "Ground Forces"),
     ("Troops", "troops"), ("Missiles S-300", "missiles S-300")],
)  # fmt: skip
def test_capitals_of_a_first_word_are_not_carried_into_a_sentence(text: str, inside: str) -> None:
    assert words.small(text) == inside


@pytest.mark.parametrize(
    ("name", "kind", "code", "told"),
    [("Russian", "state", "RU", "Russia"), ("French", "state", "FR", "France"), ("Moscow", "state", "RU", "Moscow"),
     ("Army", "force", "PT", "the army"), ("Philippine government", "state", "PH", "the Philippine government"),
     ("United States", "state", "US", "the United States"), ("Maduro’s Armed Forces", "force", "VE", "Maduro’s Armed Forces"),
     ("Russian troops", "force", "RU", "Russian troops"), ("chief of the General Staff", "person", None, "the chief of the General Staff"),
     ("The Ministry", "organisation", None, "the Ministry")],
)  # fmt: skip
def test_actors_stand_in_a_sentence_as_names_do(name: str, kind: str, code: str | None, told: str) -> None:
    assert words.actor(name, kind, code) == told


@pytest.mark.parametrize("same", ["NASAMS", "HIMARS", "BrahMos", "Typhoons", "airmen", "Su-30MKMs"])
def test_what_is_plural_already_stays(same: str) -> None:
    assert words.plural_of(same) == same


@pytest.mark.parametrize(
    ("name", "count", "told"),
    [("brigade of Iskander-M missiles", Count(1, 1, "brigade"), "one brigade of Iskander-M missiles"),
     ("second battalion of S-400 systems", Count(1, 1, "battalion"), "the second battalion of S-400 systems"),
     ("Ил-76", Count(3, 3, None), "three Ил-76"), ("S-300 brigade", Count(1, 1, "brigade"), "one S-300 brigade"), ("BrahMos batteries", Count(3, 3, "battery"), "three BrahMos batteries"),
     ("Russian troops", Count(90, 110, None, "about 100"), "about 100 Russian troops"), ("tank", Count(24, 99, None, "dozens"), "between 24 and 99 tanks")],
)  # fmt: skip
def test_units_are_not_told_twice_and_round_figures_stay_round(name: str, count: Count, told: str) -> None:
    assert words.counted(name, count) == told


@pytest.mark.parametrize(
    ("place", "told"),
    [(Place(None, "near Krychaw", None, "BY", 53.7, 31.7, 20, "area", "near"), "near Krychaw, Belarus"),
     (Place(None, "south-east of Agadez", None, "NE", 17.0, 8.0, 20, "area", "south-east of"), "south-east of Agadez, Niger"),
     (Place(None, "Slovakia", None, "SK", 48.7, 19.5, 150, "region", "central"), "in central Slovakia"),
     (Place(None, "Uganda", None, "UG", 1.0, 32.0, 300, "region", "border of"), "on the border of Uganda"),
     (Place(None, "United States", None, "US", 40.0, -100.0, 2000, "country"), "in the United States"),
     (Place(None, "the northern Red Sea", None, None, 25.0, 36.0, 500, "area", "the northern"), "in the northern Red Sea")],
)  # fmt: skip
def test_places_read_as_english(place: Place, told: str) -> None:
    assert words.where(place) == told


@pytest.mark.parametrize(
    ("name", "told"),
    [("120th Brigade", "the 120th Brigade"), ("tug SB-406", "the tug SB-406"), ("frigate Te Mana", "the frigate Te Mana"),
     ("9S32ME guidance radar", "a 9S32ME guidance radar"), ("Russian An-124", "a Russian An-124"), ("radar vehicle", "a radar vehicle"),
     ("USS San Diego", "USS San Diego"), ("Russian frigate Admiral Grigorovich", "the Russian frigate Admiral Grigorovich"),
     ("Truman Carrier Strike Group", "the Truman Carrier Strike Group"), ("Carrier Air Wing 1", "Carrier Air Wing 1"), ("Kilo-class submarine", "a Kilo-class submarine")],
)  # fmt: skip
def test_what_bears_a_name_of_its_own_is_not_one_of_many(name: str, told: str) -> None:
    assert words.counted(name, Count(1, 1), indefinite=True) == told


def test_long_dates_name_the_year_once() -> None:
    assert (
        words.when(days(D(2019, 1, 1), D(2019, 12, 30)))
        == "at some time between 1 January and 30 December 2019"
    )
    assert (
        words.when(days(D(2018, 10, 1), D(2019, 9, 30)))
        == "at some time between October 2018 and September 2019"
    )
    assert words.when(days(D(2016, 7, 1), D(2016, 12, 31))) == "at some time between July and December 2016"


def test_the_sources_own_verb_stands_where_ours_is_wider() -> None:
    d = doc()
    tanks = factory.item(d, "T-72 tanks", "T-72 tanks", "tank", 2, 2)
    claim = made(d, "Two T-72 tanks were sunk there.", "loss", trigger="sunk", items=(tanks,))
    assert first(d, [claim], "loss") == "a.example states that two T-72 tanks were sunk."
    other = replace(claim, trigger=factory.span(d, "there"))
    assert "destroyed, damaged or captured (“there”)" in first(d, [other], "loss")


def test_where_nothing_is_named_the_words_themselves_stand_there() -> None:
    d = doc()
    claim = made(d, "Shots were heard.", "strike", trigger="Shots")
    assert first(d, [claim], "strike").endswith("took place: “Shots were heard.”")


def test_a_bare_denial_reads_as_one_and_shows_its_scope() -> None:
    d = doc()
    tank = factory.item(d, "tank", "tank", "tank")
    claim = made(d, "No tank has moved.", "movement", stance="denied", items=(tank,))
    text = first(d, [claim], "movement")
    assert text == "a.example denies the movement of tanks: “No tank has moved.”"
    event = factory.one("movement", "It", [claim], (), None, None, 4)
    brief = compose(Facts((d,), (claim,)), Fusion((), (event,)), now=factory.NOW)
    assert brief.summary[0].text == f"{text} Credibility 4, doubtful."


def test_forces_are_of_somebody_and_not_held_by_them() -> None:
    d = doc()
    men = factory.item(d, "soldiers", "soldiers", "troops")
    army = factory.actor(d, "battalion", "Uganda", "state", "agent", "UG")
    claim = made(d, "About 100 soldiers came.", "presence", items=(men,), actors=(army,))
    assert first(d, [claim], "presence") == "a.example states that soldiers of Uganda were present."


def events_of(
    d: Document, claim: Claim, kinds: list[tuple[EventKind, int, bool]]
) -> tuple[Facts, list[Event]]:
    """One event for each (kind, number of voices, disputed)."""
    claims = [replace(claim, id=f"clm-{n}", event=k) for n, (k, _, _) in enumerate(kinds)]
    out = []
    for one, (kind, voices, disputed) in zip(claims, kinds, strict=True):
        event = factory.one(kind, kind, [one], tuple(f"v{i}" for i in range(voices)), None, None, 3)
        clash = (Contradiction("count", "How many tanks: 4 against 5.", ((one.id,), (one.id,))),)
        out.append(replace(event, contradictions=clash if disputed else ()))
    return Facts((d,), tuple(claims)), out


def test_the_summary_leads_with_what_most_voices_say_then_with_what_is_disputed() -> None:
    d = doc()
    claim = made(d, "The battalion stayed.", "presence")
    facts, events = events_of(
        d, claim, [("strike", 1, False), ("presence", 2, False), ("exercise", 2, True), ("loss", 1, True)]
    )
    ix = index(facts, Fusion((), tuple(events)))
    order = sorted(events, key=lambda e: importance(e, ix), reverse=True)
    assert [e.title for e in order] == ["exercise", "presence", "loss", "strike"]
    brief = compose(facts, Fusion((), tuple(events)), now=factory.NOW)
    assert "The accounts differ: how many tanks: 4 against 5." in brief.summary[0].text
    assert "Two voices; credibility 3" in brief.summary[0].text


def test_a_plan_never_leads_what_is_said_to_have_happened() -> None:
    d = doc()
    plan = made(d, "The battalion stayed.", "strike", stance="planned")
    done = made(d, "Shots were heard.", "presence")
    events = (
        factory.one("strike", "plan", [plan], ("v1", "v2"), None, None, 2),
        factory.one("presence", "done", [done], ("v1",), None, None, 3),
    )
    brief = compose(Facts((d,), (plan, done)), Fusion((), events), now=factory.NOW)
    assert "announced" in brief.summary[1].text


def test_two_wordings_of_one_thing_are_told_once() -> None:
    d = doc()
    a = factory.item(d, "T-72 tanks", "T-72 tanks", "tank", 2, 2)
    a = replace(a, ref="t-72")
    b = replace(a, name="T-72 main battle tanks")
    claims = [
        made(d, "Two T-72 tanks were sunk there.", "arrival", items=(a,)),
        made(d, "Shots were heard.", "arrival", items=(b,)),
    ]
    event = factory.one("arrival", "It", claims, ("v1",), None, None, 3)
    (group,) = groups(event, index(Facts((d,), tuple(claims)), Fusion((), (event,))))
    assert clause(group, "finite") == "two T-72 tanks arrived"


def test_who_says_so_is_the_document_with_the_words_not_another_of_its_voice() -> None:
    a, b = doc("a.example"), doc("b.example", TEXT + " Copied.")
    said = [
        made(d, "Two T-72 tanks were sunk there.", "loss", items=(factory.item(d, "T-72 tanks", "T-72 tanks", "tank", n, n),),
             stance=stance)
        for d, n, stance in ((a, 2, "asserted"), (b, 3, "reported"))
    ]  # fmt: skip
    event = factory.one("loss", "It", said, ("v1",), None, None, 3)
    fusion = Fusion((Voice("v1", (a.id, b.id)),), (event,))
    brief = compose(Facts((a, b), tuple(said)), fusion, now=factory.NOW)
    first_, second = next(s for s in brief.sections if s.event).sentences[:2]
    assert first_.text.startswith("a.example states that two")
    assert "b.example reports" in second.text
    assert "a.example" not in second.text


def test_a_picture_that_shows_nothing_denies_nothing_itself() -> None:
    d = doc("a.example", "No tank was visible in an image.")
    tank = factory.item(d, "tank", "tank", "tank")
    image = Attribution(factory.span(d, "an image"), "imagery")
    claim = made(
        d,
        "No tank was visible in an image.",
        "presence",
        stance="denied",
        items=(tank,),
        attribution=(image,),
    )
    assert first(d, [claim], "presence").startswith(
        "a.example says that imagery did not show the presence of tanks"
    )


def test_a_judgement_copied_word_for_word_is_told_once() -> None:
    a, b = doc("a.example"), doc("b.example", TEXT + " Copied.")
    said = [made(d, "The battalion stayed.", "assessment", stance="unknown") for d in (a, b)]
    fusion = Fusion((Voice("v1", (a.id, b.id)),), (), tuple(c.id for c in said))
    brief = compose(Facts((a, b), tuple(said)), fusion, now=factory.NOW)
    (row,) = next(s for s in brief.sections if s.id == "judgements").sentences
    assert (
        row.text == "Said by a.example (also carried by b.example) not to be known: “The battalion stayed.”"
    )
    assert set(row.claims) == {c.id for c in said}
    apart = compose(Facts((a, b), tuple(said)), Fusion((), (), fusion.loose), now=factory.NOW)
    assert len(next(s for s in apart.sections if s.id == "judgements").sentences) == 2


def test_no_bracket_stands_in_a_bracket() -> None:
    brief = compose(*factory.case(), now=factory.NOW)
    for sentence in [*brief.summary, *(s for x in brief.sections for s in x.sentences)]:
        ours = re.sub(r"“[^”]*”", "", sentence.text)
        assert not re.search(r"\([^()]*\(", ours), ours


def test_designations_do_not_break_and_nothing_is_let_through() -> None:
    assert whole("an An-124 <b>") == 'an <span class="nb">An-124</span> &lt;b&gt;'


def many(count: int) -> Brief:
    text = " ".join(f"Column {n} of T-72 tanks was seen." for n in range(count))
    d = factory.document("", "a.example", "Notes", [("body", text)])
    claims, events = [], []
    for n in range(count):
        place = Place(
            None, f"Town {n}", None, ("SY", "UA", None)[n % 3], 30 + n / 10, 35 + n / 10, 3.0, "settlement"
        )
        period = days(D(2019, 1, 1) + dt.timedelta(n), D(2019, 1, 1) + dt.timedelta(n))
        claim = made(d, f"Column {n} of T-72 tanks was seen.", "presence", place=place, time=period)
        claims.append(claim)
        events.append(factory.one("presence", f"Column {n}", [claim], ("v1",), place, period, 3))
    facts = Facts((d,), tuple(claims))
    return compose(facts, Fusion((Voice("v1", (d.id,)),), tuple(events)), now=factory.NOW)


def test_a_page_of_150_events_is_small_and_has_an_index_by_country() -> None:
    page = write_html(many(150))
    assert len(page.encode()) < 3_000_000
    index_of = page[page.index('class="lands"') : page.index('id="event-1"')]
    assert re.findall(r"<summary>([^<]+?) <span", index_of) == ["Syria", "Ukraine", "Country not known"]
    assert {f"#event-{n}" for n in range(1, 151)} == set(re.findall(r'href="(#event-\d+)"', index_of))
    lanes = page[page.index('class="timeline"') : page.index("</svg>", page.index('class="timeline"'))]
    assert lanes.count('class="bar event"') == MOST_LANES
    assert f"{150 - MOST_LANES} more have a date" in page
    assert "too many places for numbers" in page
    assert 'class="pill' not in page


def test_a_page_of_few_events_has_no_index() -> None:
    assert 'class="lands"' not in write_html(many(FEW))
    assert 'class="pill' in write_html(many(FEW))


def test_who_attacks_is_not_what_is_attacked() -> None:
    d = doc("a.example", "Rebel fighters shelled a depot. Rebel fighters were shelled.")
    men = factory.item(d, "Rebel fighters", "rebel fighters", "troops")
    depot = factory.item(d, "depot", "depot", "depot")
    claim = made(d, "Rebel fighters shelled a depot.", "strike", trigger="shelled", items=(men, depot))
    assert "by rebel fighters involving" in first(d, [claim], "strike")
    hit = replace(men, span=factory.span(d, "Rebel fighters", 20))
    passive = made(d, "Rebel fighters were shelled.", "strike", items=(hit,))
    passive = replace(passive, trigger=factory.span(d, "shelled", 40))
    assert "involving rebel fighters" in first(d, [passive], "strike")
