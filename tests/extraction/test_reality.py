"""What is only conditional, asked, rumoured or prevented is not said to have happened."""

import pytest
from test_claims import claims, only


@pytest.mark.parametrize(
    ("sentence", "stance"),
    [
        ("If Russia deploys S-400 missiles to Belarus, Poland will answer.", "possible"),
        ("Unless Russia has deployed S-400 missiles to Belarus, Poland is safe.", "possible"),
        ("Russia deployed S-400 missiles to Belarus, if the footage is genuine.", "possible"),
        ("The ministry considered deploying S-400 missiles to Belarus.", "possible"),
        ("Moscow does not rule out deploying S-400 missiles to Belarus.", "possible"),
        ("Russia nearly deployed S-400 missiles to Belarus.", "denied"),
        ("Parliament blocked the deployment of S-400 missiles to Belarus.", "denied"),
        ("Rumours that Russia deployed S-400 missiles to Belarus are baseless, the ministry said.", "denied"),
        ("The claim that Russia deployed S-400 missiles to Belarus is false.", "denied"),
        ("Poland accused Russia of deploying S-400 missiles to Belarus.", "reported"),
        ("The minister called for the deployment of S-400 missiles to Belarus.", "planned"),
        ("Reports of the deployment of S-400 missiles to Belarus are not confirmed.", "possible"),
        (
            "Reports that Russia deployed S-400 missiles to Belarus could not be independently verified.",
            "possible",
        ),
        ("Russia deployed S-400 missiles to Belarus, the number of which is not confirmed.", "asserted"),
        ("Few believe that Russia deployed S-400 missiles to Belarus.", "possible"),
    ],
)
def test_frames(sentence: str, stance: str) -> None:
    assert only(sentence, "deployment").stance == stance


def test_a_question_tells_nothing() -> None:
    assert claims("Has Russia deployed S-400 missiles to Belarus?") == []


def test_a_made_up_picture_supports_nothing() -> None:
    claim = only("An AI-generated satellite image shows 40 T-90 tanks near Tartus.", "presence")
    assert claim.stance == "possible"
    assert claim.attribution == ()


def test_who_deploys_is_not_where() -> None:
    claim = only("Five S-300 launchers were deployed by Russia at Hmeimim Air Base in Syria.", "deployment")
    assert claim.place is not None
    assert claim.place.country == "SY"
    sent = only("Twenty T-72 tanks were sent by Germany to Poland.", "deployment")
    assert sent.place is not None
    assert sent.place.country == "PL"


@pytest.mark.parametrize(
    "text",
    [
        "In 2014 Russia seized Crimea with T-72 tanks. Ukraine has received 40 F-16 fighters.",
        "Germany sent five Leopard 2 tanks to Poland. Iran bought 20 Su-35 fighters.",
    ],
)
def test_no_place_or_date_is_lent_to_another_matter(text: str) -> None:
    claim = only(text, "delivery")
    assert claim.place is None
    assert claim.time is None


def test_a_place_is_lent_where_the_sentence_points_back() -> None:
    found = claims("Four Su-24 bombers arrived at Hmeimim in May. They struck a depot.", "strike")
    assert found[0].place is not None
    assert found[0].place.name is not None
    assert "mei" in found[0].place.name


@pytest.mark.parametrize(
    "text",
    [
        "The S-300 system, introduced in 1978, was deployed to Tartus.",
        "T-90 tanks made in 1992 were deployed to Tartus.",
        "Speaking on 4 May 2020, the minister said that T-90 tanks had been deployed to Tartus.",
        "The 2019 budget pays for the T-90 tanks deployed to Tartus.",
    ],
)
def test_a_date_of_something_else_dates_nothing(text: str) -> None:
    assert only(text, "deployment").time is None


def test_a_dateline_is_where_the_reporter_sat() -> None:
    text = "MOSCOW, March 3 (Amber) - Russia has deployed Iskander missiles. Two T-90 battalions took up combat duty."
    for claim in claims(text):
        assert claim.place is None or claim.place.name != "Moscow"


def test_a_log_that_doubts_does_not_ask() -> None:
    assert claims("Three T-90 tanks arrived in Tartus on Sunday??")
    assert not claims("Three T-90 tanks arrived in Tartus on Sunday?")
