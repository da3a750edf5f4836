"""What was claimed to be where: cases an editor would check, and laws."""

import datetime as dt
from dataclasses import replace

from fusion_factory import CARACAS, RIOS, VENEZUELA, claim, copies, day, facts, item, page, voice
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.fusion.fuse import fuse
from sightline.fusion.holdings import holdings

IMAGERY = voice("ImageSat pictures", "imagery")
UTC = dt.UTC


def launchers(number=None, high=None, name="S-300VM launchers", ref="s-300vm"):
    return item(name, "sam-launcher", number, high, ref=ref)


def said(site, words, event="deployment", things=(), place=RIOS, time=None, stance="asserted", **more):
    document = page(words, site=site)
    return document, claim(
        document, words, event, stance, items=things, place=place, time=time, by=[IMAGERY], **more
    )


def held(*told, **options):
    cut = facts([d for d, _ in told], [c for _, c in told])
    return holdings(cut, fuse(cut), **options)


def only(rows, **wanted):
    (found,) = [h for h in rows if all(getattr(h, k) == v for k, v in wanted.items())]
    return found


FIVE = said("a.example", "Five S-300VM launchers stand at the base.", things=[launchers(5)], time=day(3, 23))
LEFT = said("b.example", "The launchers left the base in April.", "departure", [launchers()], time=day(4, 2))
TWO_LEFT = said("c.example", "Two S-300VM launchers left it.", "departure", [launchers(2)], time=day(4, 2))


def test_a_row_says_what_how_many_and_when():
    (row,) = held(FIVE)
    assert row.site is not None
    assert (row.site.name, row.thing, row.count.low, row.estimate, row.state) == (
        RIOS.name,
        "s300",
        5,
        5,
        "claimed",
    )
    assert row.first == row.last == day(3, 23)
    assert row.claims == (FIVE[1].id,)


def test_variants_are_one_kind():
    other = said(
        "b.example", "An Antey-2500 launcher is there too.", "presence",
        [launchers(1, name="Antey-2500 launcher")], time=day(5, 1),
    )  # fmt: skip
    (row,) = held(FIVE, other)
    assert set(row.names) == {"S-300VM launchers", "Antey-2500 launcher"}
    assert (row.first, row.last, row.count.low) == (day(3, 23), day(5, 1), 1)


def test_what_left_is_gone_from_then_and_not_before():
    assert only(held(FIVE, LEFT), thing="s300").state == "said to be gone"
    before = held(FIVE, LEFT, at=dt.datetime(2019, 3, 31, tzinfo=UTC))
    assert only(before, thing="s300").state == "claimed"
    assert only(held(FIVE, TWO_LEFT), thing="s300").count.text == "3"
    assert only(held(FIVE, TWO_LEFT), thing="s300").state == "partly gone"


def test_a_loss_reduces_and_a_later_sighting_counts_anew():
    lost = said("c.example", "One S-300VM launcher was destroyed.", "loss", [launchers(1)], time=day(4, 2))
    again = said(
        "d.example", "Six S-300VM launchers are there now.", "presence", [launchers(6)], time=day(6, 1)
    )
    assert only(held(FIVE, lost)).count.text == "4"
    assert (only(held(FIVE, lost, again)).count.text, only(held(FIVE, lost, again)).state) == ("6", "claimed")


def test_nothing_is_taken_off_for_want_of_a_date():
    undated = said("c.example", "Two S-300VM launchers left it.", "departure", [launchers(2)])
    row = only(held(FIVE, undated))
    assert (row.count.text, row.state) == ("5", "claimed")
    assert any("not surely later" in r.words for r in row.reasons)


def test_an_arrival_is_never_added():
    more = said(
        "c.example", "Two S-300VM launchers arrived there.", "arrival", [launchers(2)], time=day(4, 20)
    )
    row = only(held(FIVE, more))
    assert row.count.text == "5"
    assert any("not added" in r.words for r in row.reasons)
    assert row.last == day(4, 20)


def test_what_came_from_elsewhere_left_there():
    there = said(
        "a.example",
        "An An-124 stands at Caracas.",
        "presence",
        [item("An-124", "transport-aircraft", 1)],
        CARACAS,
        day(3, 1),
    )
    moved = said(
        "b.example", "The An-124 flew on to the base.", "movement",
        [item("An-124", "transport-aircraft", 1)], RIOS, day(3, 5), from_place=CARACAS,
    )  # fmt: skip
    rows = held(there, moved)
    assert only([h for h in rows if h.site.name == "Caracas"]).state == "said to be gone"
    assert only([h for h in rows if h.site.name == RIOS.name]).state == "claimed"


def test_plans_denials_and_what_cannot_be_judged_stand_apart():
    plan = said(
        "a.example",
        "Tanks will arrive.",
        "arrival",
        [item("T-72 tanks", "tank", 9)],
        time=day(5, 1),
        stance="planned",
    )
    denial = said(
        "b.example", "There are no Su-30 fighters.", "presence", [item("Su-30", "fighter")], stance="denied"
    )
    bare = page("Some Buk launchers were seen.", site="c.example")
    nothing = bare, claim(bare, bare.text, "presence", items=[item("Buk", "sam-launcher")])
    rows = held(plan, denial, nothing)
    assert {h.thing: h.apart for h in rows} == {"t72": "planned", "su30": "denied", "buk": "unjudged"}


def test_a_site_that_no_gazetteer_holds_is_not_a_site():
    vague = replace(
        RIOS, name=None, ref=None, lat=None, lon=None, radius_km=None, country=None, precision="unknown"
    )
    (row,) = held(
        said(
            "a.example",
            "Five S-300VM launchers at the base.",
            things=[launchers(5)],
            place=vague,
            time=day(3, 1),
        )
    )
    assert row.site is None
    country = held(
        said(
            "a.example",
            "Five S-300VM launchers in Venezuela.",
            things=[launchers(5)],
            place=VENEZUELA,
            time=day(3, 1),
        )
    )
    assert country[0].site.precision == "country"


def test_withheld_sites_are_neither_shown_nor_joined():
    other = said(
        "b.example",
        "Three S-300VM launchers at Caracas.",
        things=[launchers(3)],
        place=CARACAS,
        time=day(3, 24),
    )
    cut = facts([FIVE[0], other[0]], [FIVE[1], other[1]])
    fusion = fuse(cut)
    rows = holdings(cut, fusion, withheld=[e.id for e in fusion.events])
    assert [(h.site, h.withheld) for h in rows] == [(None, True)] * 2
    assert sorted(h.count.low for h in rows) == [3, 5]
    assert "Ríos" not in repr(rows)


def test_one_thing_in_two_units_is_two_rows():
    both = [launchers(6), item("S-300VM launchers", "sam-launcher", 1, ref="s-300vm", unit="battery")]
    rows = held(said("a.example", "Six S-300VM launchers, a battery.", things=both, time=day(3, 1)))
    assert [(h.unit, h.count.low) for h in rows] == [(None, 6), ("battery", 1)]


def test_casualties_and_pronouns_are_no_holdings():
    lost = said(
        "a.example",
        "Twelve civilians were killed.",
        "loss",
        [item("civilians", "troops", 12)],
        time=day(3, 1),
    )
    pronoun = said("b.example", "They arrived.", "arrival", [item("They", "troops")], time=day(3, 1))
    assert held(lost, pronoun) == ()


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.sampled_from([FIVE, LEFT, TWO_LEFT]), unique_by=lambda t: t[1].id, min_size=1),
    st.integers(1, 10),
    st.randoms(),
)
def test_order_and_copies_change_no_number(told, number, chance):
    def short(rows):
        return [(h.site.name, h.thing, h.count, h.estimate, h.state, len(h.voices), h.apart) for h in rows]

    documents, claims = [d for d, _ in told], [c for _, c in told]
    before = facts(documents, claims)
    more = copies(*told[0][:1], [told[0][1]], number)
    documents, claims = documents + more[0], claims + more[1]
    chance.shuffle(documents)
    chance.shuffle(claims)
    after = facts(documents, claims)
    assert short(holdings(after, fuse(after))) == short(holdings(before, fuse(before)))
