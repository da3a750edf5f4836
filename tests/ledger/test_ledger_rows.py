"""Rows and values: what goes in comes out."""

import datetime as dt
import math

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from ledger_made import CAPTURES, CLAIMS, DOCUMENTS, INSTANT, MAYBE, MENTIONS, NOON, SHARE, SOME, TEXT, tuples

from sightline.ledger import rows
from sightline.model import vocabulary as words
from sightline.model.evidence import Evidence
from sightline.model.issue import Issue
from sightline.model.judgement import Judgement
from sightline.model.place import Place, distance_km
from sightline.model.source import Source

# Drawing a whole document takes long on a busy machine; that says nothing about the law.
CALM = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@CALM
@given(CAPTURES)
def test_a_capture_comes_back(capture):
    assert rows.capture_value(rows.capture_row(capture, NOON)) == capture


@CALM
@given(DOCUMENTS)
def test_a_document_comes_back(document):
    payload = rows.document_payload(document)
    assert rows.document_value(payload, document.id, document.capture, document.text) == document


@CALM
@given(MENTIONS)
def test_a_mention_comes_back(mention):
    texts = rows.mentions_json([mention, mention])
    payload = rows.mentions_payload(texts)
    assert rows.mentions_value(payload) == (mention, mention)
    assert [text for text, _ in rows.mentions_held(payload)] == texts


@CALM
@given(CLAIMS)
def test_a_claim_comes_back(claim):
    row = rows.claim_row(claim)
    assert rows.claim_value(row["payload"], claim.id, claim.document, claim.origin) == claim


@CALM
@given(st.builds(Issue, SOME, TEXT, TEXT, TEXT, TEXT, TEXT, INSTANT, MAYBE))
def test_an_issue_comes_back(issue):
    assert rows.issue_value(rows.issue_row(issue)) == issue


@CALM
@given(
    st.builds(
        Judgement, SOME, TEXT, st.sampled_from(words.DECISIONS), TEXT, TEXT, INSTANT,
        tuples(TEXT), tuples(st.tuples(TEXT, TEXT)), TEXT, TEXT,
    )
)  # fmt: skip
def test_a_judgement_comes_back(judgement):
    assert rows.judgement_value(rows.judgement_row(judgement)) == judgement


@CALM
@given(
    st.builds(
        Evidence, SOME, SOME, TEXT, st.sampled_from(words.VERDICTS), tuples(TEXT),
        tuples(st.tuples(TEXT, SHARE)), tuples(TEXT), MAYBE,
    )
)  # fmt: skip
def test_evidence_comes_back(evidence):
    assert rows.evidence_value(rows.evidence_row(evidence)) == evidence


def test_evidence_of_before_there_were_pictures_is_read():
    row = {"id": "evd-1", "claim": "clm-1", "checker": "c", "verdict": "supports"}
    old = rows.evidence_value(
        {**row, "payload": '{"captures": [], "figures": [["km", 7.4]], "reasons": ["r"]}'}
    )
    assert old == Evidence("evd-1", "clm-1", "c", "supports", ("r",), (("km", 7.4),))
    assert "picture" not in rows.evidence_row(old)["payload"]


@CALM
@given(st.builds(Source, SOME, TEXT, st.sampled_from("ABCDEF"), TEXT))
def test_a_source_comes_back(source):
    assert rows.source_value(rows.source_row(source, NOON)) == source


def test_a_file_name_that_is_no_text_is_kept_visible():
    issue = Issue("iss-1", "bad\udcff.txt", "capture", "x", "no bad\udcff.txt", "", NOON)
    assert rows.issue_value(rows.issue_row(issue)).input == "bad\\udcff.txt"


@CALM
@given(INSTANT, INSTANT)
def test_the_order_of_stamps_is_the_order_of_time(a, b):
    assert (rows.stamp(a) < rows.stamp(b)) == (a < b)


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="aware"):
        rows.stamp(dt.datetime(2026, 1, 1))


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_what_is_no_number_is_refused(value):
    with pytest.raises(ValueError, match="Out of range"):
        rows.to_json([value])


@CALM
@given(st.floats(-89, 89), st.floats(-180, 180), st.floats(0.01, 3000), st.floats(0, 360))
@example(89.0, 10.0, 500.0, 0.0)
@example(60.0, 179.9, 900.0, 75.0)
def test_the_box_holds_the_whole_circle(lat, lon, radius, bearing):
    south, west, north, east = rows.circle_box(Place(lat=lat, lon=lon, radius_km=radius))
    angle, phi, theta = radius / 6371.0088, math.radians(lat), math.radians(bearing)
    sine = math.sin(phi) * math.cos(angle) + math.cos(phi) * math.sin(angle) * math.cos(theta)
    rim_lat = math.degrees(math.asin(max(-1.0, min(1.0, sine))))
    turn = math.atan2(
        math.sin(theta) * math.sin(angle) * math.cos(phi), math.cos(angle) - math.sin(phi) * sine
    )
    rim_lon = lon + math.degrees(turn)
    assert distance_km(lat, lon, rim_lat, rim_lon) == pytest.approx(radius, rel=1e-3, abs=1e-3)
    assert south - 1e-6 <= rim_lat <= north + 1e-6
    assert any(west - 1e-6 <= rim_lon + spin <= east + 1e-6 for spin in (-360, 0, 360))
