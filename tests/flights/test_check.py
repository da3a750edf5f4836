"""The verdicts of the check: what supports, what never contradicts, and what is said of it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import pytest
from check_made import DAY, FIELD, NOW, a_claim, a_track, at, landing, seen, stay, without
from hypothesis import given
from hypothesis import strategies as st

from sightline.flights.check import CHECKER, check
from sightline.flights.clean import clean
from sightline.flights.load import load, sources
from sightline.flights.movement import Movement
from sightline.flights.seen import Seen, doubt_of
from sightline.flights.track import Located
from sightline.model.claim import Claim, Item
from sightline.model.evidence import Evidence
from sightline.model.period import Period, days
from support import shared

HERE = a_track(stay(10.7, -67.2, 13, 14))
FAR = a_track(stay(55.9, 38.0, -30, 56))  # Chkalovsky, two days round


def verdict(claim: Claim, these: Sequence[Seen], moves: Sequence[Movement] = (), fields=(FIELD,)) -> Evidence:
    found = check(claim, these, fields, NOW, moves=lambda t, f: [m for m in moves if m.address == t.address])
    assert found is not None
    assert found.claim == claim.id
    made_up = any(one.synthetic for one in these)
    assert found.checker == CHECKER + (", SYNTHETIC track" if made_up else "")
    assert found.reasons
    assert all(r.strip() for r in found.reasons)
    return found


def said(found: Evidence) -> str:
    return "\n".join(found.reasons)


@pytest.mark.parametrize("tier", ["observed stop", "observed touchdown", "inferred", "bracketed"])
def test_a_landing_of_the_type_and_state_in_the_period_supports(tier: str) -> None:
    found = verdict(a_claim(), [seen(HERE)], [landing(tier=tier)])
    assert found.verdict == "supports"
    assert tier in said(found)
    assert ("weaker" in said(found)) == (not tier.startswith("observed"))
    assert found.captures == ("cap-154073",)
    assert dict(found.figures)["least height above the field, ft"] == 1780


@pytest.mark.parametrize(
    ("claim", "these", "moves", "why"),
    [
        (a_claim(), [seen(HERE)], [landing(tier="compatible")], "here or elsewhere"),
        (a_claim(), [seen(HERE, state="UA")], [landing()], "register of Ukraine, not Russia"),
        (a_claim(), [seen(HERE)], [landing(29.5)], "clock is not said"),
        (a_claim(), [seen(HERE)], [landing(-3, until=3.0)], "clock is not said"),
        (a_claim(), [seen(HERE)], [landing(15, kind="take-off")], "had been there"),
        (a_claim(), [seen(HERE)], [landing(15, kind="stop")], "so it was there"),
        (a_claim(), [seen(HERE)], [landing(15, "observed pass", "go-around")], "go-around"),
        (a_claim("RA-82040, an An-124, landed"), [seen(HERE)], [landing()], "not the airframe"),
    ],
)
def test_what_may_be_something_else_is_inconclusive(claim: Claim, these, moves, why: str) -> None:
    found = verdict(claim, these, moves)
    assert found.verdict == "inconclusive"
    assert why in said(found)


def test_another_kind_of_movement_is_asked_for_by_a_departure() -> None:
    leaving = a_claim(event="departure")
    assert verdict(leaving, [seen(HERE)], [landing(15, kind="take-off")]).verdict == "supports"
    assert verdict(leaving, [seen(HERE)], [landing(15)]).verdict == "inconclusive"


def test_being_there_is_shown_by_a_stop_that_began_before() -> None:
    there = a_claim(event="presence")
    assert verdict(there, [seen(HERE)], [landing(-40, kind="stop", until=10)]).verdict == "supports"


def test_local_days_end_after_the_utc_day_in_the_west() -> None:
    assert verdict(a_claim(), [seen(HERE)], [landing(27.5)]).verdict == "supports"
    assert verdict(a_claim(), [seen(HERE)], [landing(-1)]).verdict == "inconclusive"


def test_a_claim_of_months_is_not_borne_out_by_some_aircraft_of_the_type() -> None:
    long = without(a_claim(), time=days(DAY.replace(month=1), DAY.replace(month=12)))
    assert verdict(long, [seen(HERE)], [landing()]).verdict == "inconclusive"
    named = without(long, quote=a_claim("RA-82035 landed in Here").quote)
    assert verdict(named, [seen(HERE)], [landing()]).verdict == "supports"


def test_a_kind_of_aircraft_needs_state_force_and_a_short_period() -> None:
    kind = a_claim("A Russian transport plane landed", ref=None)
    span = kind.quote
    kind = without(kind, items=(Item(span, "transport plane", "transport-aircraft"),))
    theirs = replace(seen(HERE), airframe=replace(seen(HERE).airframe, military=True))
    assert verdict(kind, [theirs], [landing()]).verdict == "supports"
    assert verdict(kind, [seen(HERE)], [landing()]).verdict == "inconclusive"
    week = without(kind, time=days(DAY.replace(day=20), DAY.replace(day=27)))
    assert verdict(week, [theirs], [landing()]).verdict == "inconclusive"
    assert verdict(without(kind, actors=()), [theirs], [landing()]).verdict == "not observable"


def test_fewer_than_the_claim_says_is_said() -> None:
    assert "not borne out" in said(verdict(a_claim(count=2), [seen(HERE)], [landing()]))


@pytest.mark.parametrize(
    ("claim", "fields", "why"),
    [
        (without(a_claim(), time=None), (FIELD,), "not bounded"),
        (without(a_claim(), time=Period(earliest=days(DAY, DAY).earliest)), (FIELD,), "not bounded"),
        (without(a_claim(), place=None), (), "no place"),
        (a_claim(), (), "no airfield"),
        (without(a_claim(), time=days(DAY.replace(year=2030), DAY.replace(year=2030))), (FIELD,), "not come"),
    ],
)
def test_what_cannot_be_tested_says_why(claim: Claim, fields, why: str) -> None:
    found = verdict(claim, [seen(HERE)], [landing()], fields)
    assert found.verdict == "not observable"
    assert why in said(found)


@pytest.mark.parametrize("event", ["strike", "loss", "assessment", "launch", "construction"])
def test_other_happenings_are_none_of_its_business(event: str) -> None:
    assert check(a_claim(event=event), [seen(HERE)], (FIELD,), NOW, moves=lambda t, f: ()) is None
    assert check(a_claim(ref=None), [seen(HERE)], (FIELD,), NOW, moves=lambda t, f: ()) is None


def test_only_a_named_airframe_that_was_elsewhere_all_the_time_is_contradicted() -> None:
    named = a_claim("RA-82035 landed in Here on Saturday")
    found = verdict(named, [seen(FAR)])
    assert found.verdict == "contradicts"
    assert "knots" in said(found)
    assert dict(found.figures)["least distance to the field in the period, km"] > 9_000
    assert verdict(a_claim("the aircraft, hex 154073, landed"), [seen(FAR)]).verdict == "contradicts"


def test_a_moment_is_decided_by_the_sightings_beside_it() -> None:
    noon = dt.datetime(2019, 3, 23, 12, tzinfo=dt.UTC)
    claim = without(a_claim("RA-82035 landed"), time=Period(noon, noon + dt.timedelta(seconds=59)))
    paris = a_track([(11.98 + n / 300, 48.7, 2.2, 900.0) for n in range(20)])
    assert verdict(claim, [seen(paris)]).verdict == "contradicts"
    before = a_track([(2.98 + n / 300, 48.7, 2.2, 900.0) for n in range(20)])
    assert verdict(claim, [seen(before)]).verdict != "contradicts"  # nine hours are enough for 7,600 km


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (stay(55.9, 38.0, -30, 2), "after it could have gone"),
        (stay(55.9, 38.0, 20, 56), "before it could have come"),
        (stay(55.9, 38.0, -30, 2) + stay(55.9, 38.0, 20, 56), "between it could have been there"),
        ([(h, 55.9, 38.0, 30_000) for h in range(-30, 56)], "single positions prove nothing"),
        (stay(10.6, -66.3, -30, 56), "near enough"),
    ],
)
def test_what_leaves_room_is_no_contradiction(rows, why: str) -> None:
    named = a_claim("RA-82035 landed in Here on Saturday")
    assert verdict(named, [seen(a_track(rows))]).verdict != "contradicts", why


def test_doubtful_positions_and_addresses_are_no_alibi() -> None:
    named = a_claim("RA-82035 landed in Here on Saturday")
    assert verdict(named, [seen(FAR, doubt="Two senders use the address")]).verdict == "inconclusive"
    assert verdict(named, [seen(replace(FAR, address="~154073"))]).verdict == "inconclusive"
    flown = replace(FAR, callsigns=((at(1), "RFF7081"),))
    assert (
        verdict(a_claim("callsign RFF7081 landed"), [seen(flown, registration=None)]).verdict
        == "inconclusive"
    )


def test_doubtful_positions_support_nothing_either() -> None:
    found = verdict(a_claim(), [seen(HERE, doubt="Two senders use the address")], [landing()])
    assert found.verdict == "inconclusive"
    assert "in doubt" in said(found)


@pytest.mark.shared
def test_a_spoofed_track_is_doubted_and_others_are_not() -> None:
    for name, doubted in (("noisy_spoofing", True), ("savan", False), ("noisy_landing", False)):
        [track] = load(sources([shared(f"flights/opensky/{name}.json.gz")])).tracks
        assert bool(doubt_of(clean(track))) == doubted


def test_one_of_two_named_airframes_elsewhere_is_no_contradiction() -> None:
    both = a_claim("RA-82035 and RA-82038 landed in Here on Saturday")
    assert verdict(both, [seen(FAR)]).verdict != "contradicts"


def test_a_type_elsewhere_contradicts_nothing() -> None:
    found = verdict(a_claim(), [seen(FAR)])
    assert found.verdict == "not observable"
    assert "contradicts nothing" in said(found)


def test_looked_and_saw_nothing_is_not_could_not_look() -> None:
    assert verdict(a_claim(), []).verdict == "not observable"
    others = a_track([(h, 10.6, -67.0, 300.0) for h in range(29)], "0d0001")
    found = verdict(a_claim(), [seen(others, "VE", "YV1000", "B738")])
    assert found.verdict == "inconclusive"
    assert "not every aircraft sends its position" in said(found)
    high = a_track([(h, 10.6, -67.0, 9_000.0) for h in range(29)], "0d0001")
    assert verdict(a_claim(), [seen(high, "VE", "YV1000", "B738")]).verdict == "not observable"


def test_heard_without_a_position_is_told() -> None:
    silent = seen(a_track([]), unplaced=77)
    found = verdict(a_claim("RA-82035 landed"), [silent])
    assert found.verdict == "not observable"
    assert "77 times without a position" in said(found)


def test_a_denial_is_tested_by_the_happening() -> None:
    denied = a_claim("RA-82035 did not land in Here", stance="denied")
    assert "against the denial" in said(verdict(denied, [seen(HERE)], [landing()]))
    found = verdict(denied, [seen(FAR)])
    assert found.verdict == "contradicts"
    assert "bears the denial out" in said(found)


@pytest.mark.parametrize("stance", ["planned", "forecast"])
def test_a_plan_is_not_contradicted(stance: str) -> None:
    found = verdict(a_claim("RA-82035 will land in Here", stance=stance), [seen(FAR)])
    assert found.verdict == "inconclusive"
    assert "put off" in said(found)


def test_what_is_made_up_says_so_first() -> None:
    made = seen(a_track(stay(10.7, -67.2, 13, 14), located=Located.SYNTHETIC))
    found = verdict(a_claim(), [made], [landing()])
    assert found.reasons[0].startswith("SYNTHETIC")


def test_the_same_look_has_the_same_id_and_another_another() -> None:
    one, two = (verdict(a_claim(), [seen(HERE)], [landing()]) for _ in range(2))
    assert one == two
    assert one.id != verdict(a_claim(), [seen(HERE)], [landing(15)]).id


def test_the_picture_is_drawn_of_what_was_found() -> None:
    def draw(shown):
        what = shown.move.kind if shown.move else f"elsewhere for {shown.period[1] - shown.period[0]:.0f} s"
        return f"<svg>{shown.seen.track.address} {shown.field.ident} {what}</svg>"

    found = check(a_claim(), [seen(HERE)], (FIELD,), NOW, moves=lambda t, f: [landing()], draw=draw)
    assert found is not None
    assert found.picture == "<svg>154073 XAAA landing</svg>"
    nothing = check(a_claim(), [], (FIELD,), NOW, moves=lambda t, f: [], draw=draw)
    assert nothing is not None
    assert nothing.picture is None
    away = check(
        a_claim("the aircraft, hex 154073, landed"),
        [seen(FAR)],
        (FIELD,),
        NOW,
        moves=lambda t, f: [],
        draw=draw,
    )
    assert away is not None
    assert away.verdict == "contradicts"
    assert away.picture is not None
    assert away.picture.startswith("<svg>154073 XAAA elsewhere for ")


hours = st.floats(-40, 70)
tracks = st.lists(
    st.tuples(hours, st.floats(-90, 90), st.floats(-180, 180), st.floats(-1000, 45_000)), max_size=30
)


@given(tracks, st.sampled_from(["RU", "UA", None]), st.sampled_from(["A124", "B738", None]))
def test_absence_and_other_airframes_never_contradict_a_claim_of_a_type(rows, state, type_code) -> None:
    these = [seen(a_track(sorted(rows)), state, "RA-82035", type_code)]
    assert verdict(a_claim(), these).verdict in ("not observable", "inconclusive")


@given(st.integers(0, 200), st.integers(0, 200), st.integers(0, 30))
def test_losing_rows_never_makes_a_contradiction_of_what_was_none(a: int, b: int, keep: int) -> None:
    """The airframe was at the field: whatever is lost of its track, it has no alibi."""
    rows = stay(55.9, 38.0, -30, -2) + stay(10.6, -67.0, 10, 14) + stay(55.9, 38.0, 28, 50)
    cut = [r for i, r in enumerate(rows) if not (min(a, b) * 7 <= i < max(a, b) * 7 + keep)]
    named = a_claim("RA-82035 landed in Here on Saturday")
    assert verdict(named, [seen(a_track(cut))]).verdict != "contradicts"
