"""The grades against the wording of the scale, one situation each; docs/fusion.md tells the same ones."""

from dataclasses import replace

import pytest
from fusion_factory import MARCH_23, RIOS, S300, claim, day, facts, page, voice

from sightline.fusion.fuse import fuse
from sightline.fusion.independence import kinship
from sightline.fusion.spoken import spoken
from sightline.fusion.weigh import UNTIED, weigh
from sightline.fusion.weights import THRESHOLDS, WEIGHTS, WORDS
from sightline.model.claim import Claim, Likelihood
from sightline.model.document import Document
from sightline.model.event import Assessment
from sightline.model.evidence import Evidence
from sightline.model.vocabulary import VERDICTS

Row = tuple[Document, Claim]
MAXAR, PLANET = voice("Maxar images", "imagery"), voice("pictures by Planet Labs", "imagery")
MINISTRY = voice("the ministry", "official")
SOURCES = voice("sources", "unnamed")


def said(text: str, host: str, stance: str = "asserted", **more: object) -> Row:
    d = page(text, site=host)
    return d, claim(d, text, stance=stance, **{"items": [S300], "place": RIOS, "time": MARCH_23, **more})  # type: ignore[arg-type]


def assessed(*rows: Row, evidence: tuple[Evidence, ...] = ()) -> Assessment:
    cut = replace(facts([d for d, _ in rows], [c for _, c in rows]), evidence=evidence)
    (event,) = fuse(cut).events
    return event.assessment


def shown(row: Row, verdict: str) -> Evidence:
    return Evidence(f"evd-{verdict}", row[1].id, "flight tracks 1", verdict, ("a reason",))  # type: ignore[arg-type]


ONE = "Five launchers now stand beside the runway, the page tells."
TWO = "Beside its runway the base has received a battery, one learns."
NO = "There is no battery beside the runway of the base at all."


def test_1_takes_two_origins_that_are_known_and_differ() -> None:
    assert assessed(said(ONE, "a.example", by=[MAXAR]), said(TWO, "b.example", by=[PLANET])).credibility == 1


def test_2_takes_somebody_or_something_else_that_bears_it_out() -> None:
    alone = said(ONE, "a.example", by=[MAXAR])
    assert assessed(alone).credibility == 3, "the best that one voice can get"
    assert any("Nothing else bears it out" in r.words for r in assessed(alone).reasons)
    assert assessed(alone, said(TWO, "b.example")).credibility == 2
    assert assessed(alone, evidence=(shown(alone, "supports"),)).credibility == 2


def test_what_shares_too_little_bears_nothing_out() -> None:
    """One town, no day, no materiel: it may be about the same, and does not say the same."""
    town = replace(RIOS, precision="settlement", radius_km=10.0)
    text = "Its jets bombed two hospitals in the town in December."
    one = said(text, "a.example", items=[], place=town, time=day(12, 1), by=[MAXAR])
    two = said("The heaviest bombardment yet is upon the town.", "b.example", items=[], place=town, time=None)
    a = (one[0], replace(one[1], event="strike"))
    b = (two[0], replace(two[1], event="strike"))
    party = spoken([a[1], b[1]], kinship([a[0], b[0]]))
    found = weigh(party, (), {})
    assert (found.assessment.credibility, found.agreeing) == (3, 1)
    assert any(r.words == UNTIED and len(r.ids) == 1 for r in found.assessment.reasons)
    dated = replace(b[1], time=day(12, 1))
    found = weigh(spoken([a[1], dated], kinship([a[0], b[0]])), (), {})
    assert (found.assessment.credibility, found.agreeing) == (2, 2)


def test_two_pages_with_nameless_origins_are_no_better_than_3() -> None:
    rows = [
        said(ONE, "a.example", "reported", by=[SOURCES]),
        said(TWO, "b.example", "reported", by=[SOURCES]),
    ]
    assert assessed(*rows).credibility == 3


def test_4_is_one_voice_denied_or_in_doubt_of_itself() -> None:
    denial = said(NO, "z.example", "denied", by=[MINISTRY])
    assert assessed(said(ONE, "a.example", "reported", by=[MINISTRY]), denial).credibility == 4
    assert assessed(said(ONE, "a.example", "possible", place=None, by=[SOURCES])).credibility == 4
    assert assessed(said(ONE, "a.example", by=[MAXAR]), denial).credibility == 3, "a word against pictures"


def test_5_takes_more_than_one_voices_word_against_another() -> None:
    rumour = said(ONE, "a.example", "reported", by=[SOURCES])
    denial = said(NO, "z.example", "denied", by=[MINISTRY])
    assert assessed(rumour, denial).credibility == 4
    hedged = said(ONE, "a.example", "possible", by=[SOURCES])
    assert assessed(hedged, denial).credibility == 5
    official = said(ONE, "a.example", "reported", by=[MINISTRY])
    assert assessed(official, evidence=(shown(official, "contradicts"),)).credibility == 5


def test_a_denial_weighs_what_it_rests_on() -> None:
    def weight(by) -> float:  # type: ignore[no-untyped-def]
        found = assessed(said(ONE, "a.example", by=[MAXAR]), said(NO, "z.example", "denied", by=by))
        return next(r.weight for r in found.reasons if r.words.startswith("Contradicted"))

    assert weight([PLANET]) < weight([MINISTRY]) < weight([]) < weight([SOURCES]) < 0


@pytest.mark.parametrize(
    "odds",
    [
        Likelihood("almost certainly", 0.95, 0.99),
        Likelihood("unlikely", 0.2, 0.45),
        Likelihood("perhaps", 0.05, 0.2),
    ],
)
def test_the_sources_own_odds_are_told_and_turned_into_no_weight(odds: Likelihood) -> None:
    d, c = said(ONE, "a.example", by=[MAXAR])
    bare, with_odds = assessed((d, c)), assessed((d, replace(c, likelihood=odds)))
    assert with_odds.credibility == bare.credibility
    assert sum(r.weight for r in with_odds.reasons) == sum(r.weight for r in bare.reasons)
    assert any(odds.text in r.words and "no weight" in r.words for r in with_odds.reasons)


def test_every_weight_has_words_where_a_reason_prints_them() -> None:
    told = {
        "hedged",
        "second voice",
        "further voice",
        "most further",
        "also said",
        "count",
        "time",
        "place",
        "actor",
        "denial",
    }
    assert set(WEIGHTS) - set(WORDS) == told | set(VERDICTS)
    assert sorted(THRESHOLDS.values(), reverse=True) == list(THRESHOLDS.values())


def test_the_sum_is_the_sum_of_the_reasons() -> None:
    found = assessed(said(ONE, "a.example", by=[MAXAR]), said(TWO, "b.example", by=[PLANET]))
    total = sum(r.weight for r in found.reasons)
    assert found.reasons[-1].words == f"Confirmed by other sources: the weights come to {total:+.2f}"
