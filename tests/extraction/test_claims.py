"""Claims from sentences by the rules alone, through the whole pipeline; every sentence was written for these
tests. What the trained model makes of such sentences: test_learned.py."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.model.capture import Request
from sightline.model.claim import Claim
from sightline.model.reading import Reading
from sightline.pipeline import Tools, process
from sightline.settings import Settings
from sightline.wiring import tools_for

PUBLISHED = "2021-06-16"  # a Wednesday


@cache
def tools() -> Tools:
    return tools_for(Settings(extractor="rules"), keep=False)


def reading(text: str, published: str = PUBLISHED) -> Reading:
    request = Request("t", "inline", text.encode(), "text/plain; charset=utf-8", published)
    outcome = next(process([request], tools()))
    assert outcome.reading is not None, outcome.issue
    return outcome.reading


def claims(text: str, *events: str) -> list[Claim]:
    return [c for c in reading(text).claims if not events or c.event in events]


def only(text: str, *events: str) -> Claim:
    found = claims(text, *events)
    assert len(found) == 1, [(c.event, c.quote.text) for c in found]
    return found[0]


def things(claim: Claim) -> list[tuple[str, str, float | None]]:
    return [(i.span.text, i.category, i.count.low if i.count else None) for i in claim.items]


@pytest.mark.parametrize(
    ("sentence", "event", "item"),
    [
        ("Norway has deployed six F-35 fighters to Iceland.", "deployment", ("F-35 fighters", "fighter", 6)),
        ("Three T-90 tanks arrived in Tartus on Sunday.", "arrival", ("T-90 tanks", "tank", 3)),
        ("A convoy of trucks carrying Grad rockets moved towards Homs.", "movement", None),
        (
            "Greece sold four Mirage 2000 fighters to India.",
            "delivery",
            ("Mirage 2000 fighters", "fighter", 4),
        ),
        ("The navy withdrew two frigates from Djibouti.", "departure", ("frigates", "frigate", 2)),
        ("Artillery destroyed five tanks near Aleppo.", "loss", None),
        ("Two Su-24 bombers struck a depot near Idlib.", "strike", None),
        ("The army put its S-400 batteries on alert.", "activation", None),
        ("Engineers built twelve hangars at the Kleine Brogel airbase.", "construction", None),
        (
            "North Korea test-fired two ballistic missiles.",
            "launch",
            ("ballistic missiles", "ballistic-missile", 2),
        ),
        ("Poland and Lithuania held a joint exercise with forty tanks near Suwalki.", "exercise", None),
        ("The brigade has 31 Leopard 2 tanks.", "presence", ("Leopard 2 tanks", "tank", 31)),
    ],
)
def test_events(sentence: str, event: str, item: tuple[str, str, float] | None) -> None:
    found = claims(sentence, event)
    assert len(found) == 1, [(c.event, c.quote.text) for c in claims(sentence)]
    if item:
        assert item in things(found[0])


@pytest.mark.parametrize(
    ("sentence", "stance"),
    [
        ("Russia deployed S-400 missiles to Belarus.", "asserted"),
        ("Russia deployed S-400 missiles to Belarus, a ministry spokesman said.", "reported"),
        ("Russia has reportedly deployed S-400 missiles to Belarus.", "reported"),
        ("Russia has not deployed S-400 missiles to Belarus.", "denied"),
        ("The ministry denied that Russia had deployed S-400 missiles to Belarus.", "denied"),
        ("Russia will deploy S-400 missiles to Belarus.", "planned"),
        ("Russia plans to deploy S-400 missiles to Belarus.", "planned"),
        ("Russia may have deployed S-400 missiles to Belarus.", "possible"),
        ("Satellite images show that Russia deployed S-400 missiles to Belarus.", "asserted"),
    ],
)
def test_stances(sentence: str, stance: str) -> None:
    assert only(sentence, "deployment").stance == stance


def test_hedges_are_kept_whatever_the_stance() -> None:
    claim = only("Russia has reportedly deployed S-400 missiles to Belarus.", "deployment")
    assert [h.text for h in claim.hedges] == ["reportedly"]
    assert [a.kind for a in claim.attribution] == ["unnamed"]


def test_pictures_are_an_attribution_not_a_report() -> None:
    claim = only("The image of 3 June shows four S-300 launchers near Hama.", "presence")
    assert claim.stance == "asserted"
    assert [a.kind for a in claim.attribution] == ["imagery"]
    assert things(claim) == [("S-300 launchers", "sam-launcher", 4)]


def test_what_is_seen_arriving_arrives_once() -> None:
    found = claims("Flight trackers recorded an Il-76 landing at Tripoli on 2 May.")
    assert [c.event for c in found] == ["arrival"]
    assert [a.kind for a in found[0].attribution] == ["tracking"]


def test_the_date_of_the_report_is_not_the_date_of_the_event() -> None:
    claim = only("Turkey has sent drones to Libya, the ministry said on Tuesday.", "deployment")
    assert claim.time is None
    dated = only("Turkey sent drones to Libya on Tuesday, the ministry said.", "deployment")
    assert dated.time is not None
    assert dated.time.edtf == "2021-06-15"


def test_two_verbs_two_claims() -> None:
    found = claims("Rebels bombed the depot near Idlib and captured three tanks.", "strike", "loss")
    assert {c.event for c in found} == {"strike", "loss"}
    loss = next(c for c in found if c.event == "loss")
    assert ("tanks", "tank", 3) in things(loss)


def test_lists_stay_together_and_counts_stay_apart() -> None:
    claim = only(
        "Russia deployed two S-400 launchers, a Pantsir system and several radars to Tartus.", "deployment"
    )
    assert things(claim) == [
        ("S-400 launchers", "sam-launcher", 2), ("Pantsir system", "sam-system", 1), ("radars", "radar", 3),
    ]  # fmt: skip


def test_roles() -> None:
    given_away = only("Germany handed over 18 Leopard 2 tanks to Ukraine.", "delivery")
    assert {(a.country, a.role) for a in given_away.actors} == {("DE", "agent"), ("UA", "recipient")}
    struck = only("A convoy of tanks was bombed by Turkey near Idlib.", "strike")
    assert ("TR", "agent") in {(a.country, a.role) for a in struck.actors}


def test_the_two_allies_are_both_named() -> None:
    claim = only(
        "Russian-Egyptian ties are close. In May the two allies held naval exercises with four frigates.",
        "exercise",
    )
    assert {a.country for a in claim.actors} == {"RU", "EG"}


def test_who_travels_along() -> None:
    text = "An Il-96 landed in Havana on Monday. The minister was accompanied by 40 soldiers and 12 tons of cargo."
    with_him = next(c for c in claims(text, "arrival") if any(i.category == "cargo" for i in c.items))
    assert {(i.category, i.count.low if i.count else None) for i in with_him.items} == {
        ("troops", 40),
        ("cargo", 12),
    }
    assert with_him.place is not None
    assert with_him.place.name == "Havana"


def test_an_exercise_does_not_restrain_itself() -> None:
    assert claims("The minister urged both armies to exercise restraint over the tanks.", "exercise") == []


def test_a_month_is_no_march_and_a_noun_no_second_strike() -> None:
    assert claims("On 22 March the tank regiment was at rest near Kyiv.", "movement") == []


def test_a_noun_that_points_back_dates_and_tells_nothing_new() -> None:
    text = "Two An-26 transports landed in Bamako on Friday. A day after the landing, soldiers put the radars on alert."
    assert len(claims(text, "arrival")) == 1
    alert = only(text, "activation")
    assert alert.time is not None
    assert alert.time.relation is not None
    assert alert.time.edtf == "2021-06-12"


def test_purpose_is_part_of_the_sending() -> None:
    found = claims("Moscow denied that it was sending 300 soldiers to fight in Mali.")
    assert [(c.event, c.stance) for c in found] == [("deployment", "denied")]


@pytest.mark.parametrize(
    ("sentence", "stance", "odds"),
    [
        ("It is unlikely that Turkey will return the S-400 missiles.", "forecast", (0.2, 0.45)),
        ("It remains unclear whether the S-400 missiles are operational.", "unknown", None),
        ("The deployment of tanks is meant to send a message to Tehran.", "analysis", None),
        ("The S-400 missiles could be a threat to NATO aircraft.", "possible", None),
    ],
)
def test_judgements_are_no_happenings(sentence: str, stance: str, odds: tuple[float, float] | None) -> None:
    found = claims(sentence)
    assert [(c.event, c.stance) for c in found] == [("assessment", stance)], [c.quote.text for c in found]
    likelihood = found[0].likelihood
    assert (likelihood and (likelihood.low, likelihood.high)) == odds


def test_the_site_is_meant_where_only_its_apron_is_named() -> None:
    text = "We looked at Shayrat airbase. The picture shows five Su-22 jets on the apron."
    claim = only(text, "presence")
    assert claim.place is not None
    assert claim.place.name is not None
    assert "Shayrat" in claim.place.name


def test_news_of_other_things_makes_no_claims() -> None:
    text = (
        "The champions left the stadium after the attack on the referee. Police raided two shops and charged three"
        " men. The company launched a campaign to buy new buses, and the mayor will send them to the border towns."
    )
    assert claims(text) == []


def test_one_military_sentence_in_other_news_is_found() -> None:
    text = (
        "The mayor opened a school and left for lunch. " * 12
        + "Four F-16 fighters landed at Ramstein on Monday."
    )
    found = claims(text)
    assert [c.event for c in found] == ["arrival"]


@pytest.mark.parametrize(
    ("text", "event", "item"),
    [
        ("El ejército desplegó cuatro tanques T-72 cerca de Caracas.", "deployment", "T-72"),
        ("Россия разместила комплексы С-400 в Крыму.", "deployment", "С-400"),
        ("Росія перекинула танки Т-72 до Криму.", "movement", "Т-72"),
        ("Rusya S-400 füzelerini Lazkiye'ye konuşlandırdı.", "deployment", "S-400"),
        ("L'armée a déployé trois chars Leclerc à Tallinn.", "deployment", "Leclerc"),
    ],
)
def test_other_languages_are_read_shallowly(text: str, event: str, item: str) -> None:
    found = claims(text + " " + text, event)
    assert found, [(c.event, c.quote.text) for c in claims(text + " " + text)]
    assert any(item in i.span.text for c in found for i in c.items)
    assert all(c.origin.startswith("shallow") for c in found)
    assert all(c.confidence < 0.5 for c in found)


WORDS = (
    "The Russian army deployed two S-400 batteries to Tartus on Monday , reportedly . It is unlikely that Turkey will"
    " attack ; however three frigates left Novorossiysk after landing troops and satellite images show that a convoy"
    " was destroyed near Kyiv \n\n “ He said ” T-72 C-130s [ ] 5 km south of Aleppo following the exercise the two allies"
).split(" ")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=60))
def test_whatever_the_words_every_span_quotes_itself(words: list[str]) -> None:
    got = reading(" ".join(words) + " x")
    text = got.document.text
    seen = set()
    for claim in got.claims:
        assert claim.id not in seen
        seen.add(claim.id)
        spans = [claim.quote, claim.trigger, *claim.hedges, *(a.span for a in claim.attribution)]
        spans += [i.span for i in claim.items] + [a.span for a in claim.actors]
        spans += [p.span for p in (claim.place, claim.from_place, claim.time) if p]
        assert all(text[s.start : s.end] == s.text for s in spans if s)
        assert claim.trigger is not None
        assert claim.quote.contains(claim.trigger)
        assert 0 <= claim.confidence <= 1
        part = got.document.part(claim.part)
        assert part.start <= claim.quote.start
        assert claim.quote.end <= part.end
