"""What is one event and what is two."""

import pytest
from fusion_demo import NEWS_TEXT
from fusion_factory import (
    CARACAS,
    MARCH,
    MARCH_23,
    RIOS,
    S300,
    SOUTH_OF_CARACAS,
    VENEZUELA,
    agent,
    claim,
    copies,
    day,
    event_of,
    facts,
    item,
    near,
    page,
    voice,
)

from sightline.fusion.fuse import fuse
from sightline.fusion.items import alike, family, key_of

AN124 = item("An-124", "transport-aircraft", ref="an-124")


def said(text, site, *args, **more):
    d = page(text, site=site)
    return d, claim(d, text, *args, **more)


def together(*told):
    """The number of events that the claims make."""
    return len(fuse(facts([d for d, _ in told], [c for _, c in told])).events)


def test_one_deployment_told_twice():
    a = said("S-300 systems now stand at the base.", "a.example", items=[S300], place=RIOS, time=MARCH_23)
    b = said(
        "Air defences were seen in Guárico.", "b.example", "presence", items=[S300], place=SOUTH_OF_CARACAS
    )
    assert together(a, b) == 1


def test_different_materiel_is_another_event():
    a = said("S-300 systems now stand at the base.", "a.example", items=[S300], place=RIOS, time=MARCH_23)
    b = said("An An-124 now stands at the base.", "b.example", items=[AN124], place=RIOS, time=MARCH_23)
    assert together(a, b) == 2


def test_far_places_are_two_events():
    a = said("S-300 now in one place.", "a.example", items=[S300], place=near(10, 20), time=MARCH_23)
    b = said("S-300 now in one place.", "b.example", items=[S300], place=near(13, 20), time=MARCH_23)
    assert together(a, b) == 2


def test_disjoint_dates_are_two_events():
    a = said(
        "S-300 arrived in the morning.", "a.example", "arrival", items=[S300], place=RIOS, time=day(3, 1)
    )
    b = said(
        "S-300 arrived in the morning.", "b.example", "arrival", items=[S300], place=RIOS, time=day(3, 20)
    )
    assert together(a, b) == 2


def test_daily_sorties_are_not_one_event():
    a = said("Planes hit the depot.", "a.example", "strike", place=CARACAS, time=day(3, 1))
    b = said("Another raid on the city.", "b.example", "strike", place=CARACAS, time=day(3, 2))
    assert together(a, b) == 2


def test_an_undated_claim_joins_but_never_bridges():
    a = said("S-300 came by ship.", "a.example", "arrival", items=[S300], place=RIOS, time=day(3, 1))
    b = said("More S-300 by air.", "b.example", "arrival", items=[S300], place=RIOS, time=day(8, 1))
    u = said("S-300 have arrived there.", "c.example", "arrival", items=[S300], place=RIOS)
    assert together(a, u) == 1
    fusion = fuse(facts([a[0], b[0], u[0]], [a[1], b[1], u[1]]))
    assert a[1].id not in event_of(fusion, b[1]).claims
    assert event_of(fusion, u[1]).claims == (u[1].id,), "it could be either: it stays by itself"


def test_an_unplaced_claim_never_bridges_two_places():
    a = said("S-300 at one base.", "a.example", items=[S300], place=near(10, 20), time=MARCH_23)
    b = said("S-300 at another base.", "b.example", items=[S300], place=near(40, 20), time=MARCH_23)
    u = said("S-300 were deployed.", "c.example", items=[S300], time=MARCH_23)
    fusion = fuse(facts([a[0], b[0], u[0]], [a[1], b[1], u[1]]))
    assert a[1].id not in event_of(fusion, b[1]).claims


def test_vague_claims_do_not_chain():
    """Undated ones in a row: the first and last have only a country between them."""
    a = said("Troops went to the region.", "a.example", items=[item("troops", "troops")], place=VENEZUELA)
    b = said(
        "Troops and tanks were sent.", "b.example", items=[item("troops", "troops"), item("T-72", "tank")]
    )
    c = said(
        "The tanks of type T-72 moved in.", "c.example", items=[item("T-72", "tank")], place=near(50, 30)
    )
    fusion = fuse(facts([x[0] for x in (a, b, c)], [x[1] for x in (a, b, c)]))
    assert a[1].id not in event_of(fusion, c[1]).claims


def test_a_country_is_not_a_place_for_every_base_in_another():
    a = said("S-300 stand at the base.", "a.example", items=[S300], place=RIOS)
    b = said("S-300 stand in the land.", "b.example", items=[S300], place=near(10, 20, 900, "Chad", "TD"))
    assert together(a, b) == 2


def test_a_wrong_date_shows_as_contradiction_inside_one_event():
    text = "An An-124 with troops on board landed in Caracas"
    a = said(f"{text} on Saturday.", "a.example", "arrival", items=[AN124], place=CARACAS, time=day(3, 23))
    b = said(f"{text} on Sunday.", "b.example", "arrival", items=[AN124], place=CARACAS, time=day(3, 24))
    (event,) = fuse(facts([a[0], b[0]], [a[1], b[1]])).events
    assert [c.kind for c in event.contradictions] == ["time"]
    assert "2019-03-23 (a.example) against 2019-03-24 (b.example)" in event.contradictions[0].words
    assert event.period is not None
    assert event.period.edtf == "2019-03-23/2019-03-24"
    assert event.assessment.credibility > 1


def test_a_denial_is_a_contradiction_and_lowers():
    a = said(
        "S-300 stand at the base.",
        "a.example",
        items=[S300],
        place=RIOS,
        by=[voice("Ukrainian army", "military")],
    )
    b = said("There are no S-300 there.", "b.example", "deployment", "denied", items=[S300], place=RIOS)
    before = fuse(facts([a[0]], [a[1]])).events[0]
    (event,) = fuse(facts([a[0], b[0]], [a[1], b[1]])).events
    assert [c.kind for c in event.contradictions] == ["denial"]
    assert event.contradictions[0].sides == ((a[1].id,), (b[1].id,))
    assert len(event.voices) == 1
    assert event.assessment.credibility > before.assessment.credibility


def test_only_a_denial():
    b = said("There are no S-300 there.", "b.example", "deployment", "denied", items=[S300], place=RIOS)
    (event,) = fuse(facts([b[0]], [b[1]])).events
    assert event.title.startswith("Denied: deployment of S-300 at")
    assert event.voices == ()
    assert event.assessment.credibility == 4


def test_a_plan_is_said_to_be_one():
    a = said("S-300 will go there.", "a.example", "deployment", "planned", items=[S300], place=RIOS)
    (event,) = fuse(facts([a[0]], [a[1]])).events
    assert event.title == "Planned deployment of S-300 at Capitán Manuel Ríos Airbase, Venezuela"
    assert any("planned" in r.words for r in event.assessment.reasons)


def test_two_voices_with_pictures_of_two_owners_agree():
    maxar, planet = voice("Maxar images", "imagery"), voice("pictures by Planet Labs", "imagery")
    a = said("S-300 stand at the base.", "a.example", items=[S300], place=RIOS, time=MARCH, by=[maxar])
    b = said(
        "Launchers of type S-300VM arrived to stay.",
        "b.example",
        items=[item("S-300VM", "sam-system")],
        place=RIOS,
        by=[planet],
    )
    (event,) = fuse(facts([a[0], b[0]], [a[1], b[1]])).events
    assert event.assessment.credibility == 1
    assert event.period == MARCH
    assert not any(g.kind == "no independent voice" for g in event.gaps)


def test_nothing_to_judge_by():
    a = said(
        "Weapons were reportedly activated.",
        "a.example",
        "activation",
        "reported",
        by=[voice("reportedly", "unnamed")],
    )
    (event,) = fuse(facts([a[0]], [a[1]])).events
    assert event.assessment.credibility == 6
    assert {g.kind for g in event.gaps} == {
        "no independent voice", "no imagery named", "unnamed origin", "undated", "unplaced",
    }  # fmt: skip


def test_partners_are_no_dispute_other_agents_are():
    both = [agent("Russia", "RU"), agent("Venezuela", "VE")]
    a = said("Joint drill at the base.", "a.example", "exercise", place=RIOS, time=MARCH_23, actors=both)
    b = said("A drill by Russia.", "b.example", "exercise", place=RIOS, time=MARCH_23, actors=both[:1])
    c = said(
        "A drill by Cuba.", "c.example", "exercise", place=RIOS, time=MARCH_23, actors=[agent("Cuba", "CU")]
    )
    assert not fuse(facts([a[0], b[0]], [a[1], b[1]])).events[0].contradictions
    (event,) = fuse(facts([a[0], c[0]], [a[1], c[1]])).events
    assert [x.kind for x in event.contradictions] == ["actor"]


def test_numbers_within_one_page_are_no_contradiction():
    d = page(NEWS_TEXT + " Two launchers stand on the apron.", site="a.example")
    one = claim(d, "five launchers", items=[item("launchers", "sam-launcher", 5)], place=RIOS)
    two = claim(d, "Two launchers", items=[item("launchers", "sam-launcher", 2)], place=RIOS)
    (event,) = fuse(facts([d], [one, two])).events
    assert not event.contradictions
    assert event.quantities[0].count.text == "2 to 5"


def test_an_aircraft_and_what_it_brought_arrive_together():
    d = page(
        "An An-124 landed in Caracas. Special troops came with it, and 35 tons of cargo.", site="a.example"
    )
    one = claim(d, "An An-124 landed in Caracas", "arrival", items=[AN124], place=CARACAS)
    two = claim(d, "Special troops came with it", "arrival", items=[item("troops", "troops")], place=CARACAS)
    assert len(fuse(facts([d], [one, two])).events) == 1


def test_a_denial_of_something_else_is_none():
    d = page(
        "Talks failed and the town was shelled on Monday. It never had orders to raid ships.",
        site="a.example",
    )
    one = claim(d, "the town was shelled on Monday", "strike")
    two = claim(d, "It never had orders to raid ships.", "strike", "denied", items=[item("ships", "ship")])
    assert len(fuse(facts([d], [one, two])).events) == 2


def test_a_pingback_does_not_continue_the_article():
    d = page(
        "Russian troops landed in Caracas.",
        site="a.example",
        comments=[("pingback", "h:1", "Forces that move towards the border")],
    )
    one = claim(
        d, "Russian troops landed in Caracas.", "arrival", items=[item("troops", "troops")], place=CARACAS
    )
    border = near(7.8, -72.4, 400, "the border", "VE")
    two = claim(
        d, "Forces that move towards the border", "movement", items=[item("forces", "unit")], place=border
    )
    fusion = fuse(facts([d], [one, two]))
    assert event_of(fusion, one).claims == (one.id,)
    assert event_of(fusion, two).assessment.credibility == 6


def test_two_vague_reports_confirm_nothing():
    """One town, no date, no materiel in common: nothing says that it is one happening."""
    a = said(
        "Forces liberated the area last week.",
        "a.example",
        "loss",
        items=[item("area", "site")],
        place=CARACAS,
    )
    b = said("A terrain was taken.", "b.example", "loss", items=[item("terrain", "site")], place=CARACAS)
    assert together(a, b) == 2


def test_pictures_without_an_owner_weigh_less():
    weights = []
    for words_ in ("Satellite images", "Maxar satellite images"):
        d, c = said(
            "S-300 stand at the base.", "a.example", items=[S300], place=RIOS, by=[voice(words_, "imagery")]
        )
        weights.append(fuse(facts([d], [c])).events[0].assessment.reasons[0].weight)
    assert weights == [0.4, 1.1]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("S-300", "s300"), ("S-300VM", "s300"), ("С-300", "с300"), ("An-124", "an124"), ("9S32ME", "9s32"),
        ("Buk-M2", "buk"), ("MiG-29", "mig29"), ("MiG-31K", "mig31"), ("Su-30MK2", "su30"), ("T-72B3", "t72"),
        ("Type 052D", "type052"), ("launchers", None), ("Pantsir-S1", "pantsir"), ("M1A2 Abrams", "m1"),
    ],
)  # fmt: skip
def test_families_of_designations(name, expected):
    assert family(name) == expected


@pytest.mark.parametrize(
    ("a", "b", "compatible"),
    [
        (item("S-300", "sam-system"), item("S-300VM", "sam-system", ref="s-300vm"), True),
        (item("S-300", "sam-system"), item("S-400", "sam-system"), False),
        (item("MiG-29", "fighter"), item("MiG-31", "fighter"), False),
        (item("aircraft", "aircraft"), item("An-124", "transport-aircraft"), True),
        (item("tanks", "tank"), item("helicopters", "helicopter"), False),
        (item("launchers", "sam-launcher"), item("9S32ME", "radar"), True),
        (item("troops", "troops"), item("cargo", "cargo"), False),
    ],
)
def test_items_that_can_be_the_same(a, b, compatible):
    assert (alike(key_of(a), key_of(b)) > 0) is compatible
    assert alike(key_of(a), key_of(b)) == alike(key_of(b), key_of(a))


def test_two_contents_of_one_page_are_no_dispute_however_often_copied():
    d = page("Russia sent S-300 to the base. Venezuela sent S-300 to the base.", site="a.example")
    one = claim(d, "Russia sent S-300 to the base.", items=[S300], place=RIOS, actors=[agent("Russia", "RU")])
    two = claim(
        d, "Venezuela sent S-300 to the base.", items=[S300], place=RIOS, actors=[agent("Venezuela", "VE")]
    )
    documents, claims = copies(d, [one, two], 2)
    (event,) = fuse(facts([d, *documents], [one, two, *claims])).events
    assert not event.contradictions
