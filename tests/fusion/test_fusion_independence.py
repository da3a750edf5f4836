"""Voices: copies, truncated copies, versions, syndication, common origin, comments."""

import pytest
from fusion_demo import NEWS_TEXT, REPORT_TEXT
from fusion_factory import MARCH_23, RIOS, S300, claim, event_of, facts, page, voice, voice_count

from sightline.fusion.copies import overlaps
from sightline.fusion.fuse import fuse
from sightline.fusion.independence import kinship, plain_url
from sightline.fusion.sketch import sketch_of
from sightline.fusion.words import name_words, same_name, words

OTHER = (
    "Residents of Calabozo told our correspondent that they had watched long trucks drive through the town at "
    "night and into the air base, where guards now turn everybody away from the fence."
)


def seen(d, quote, **more):
    return claim(d, quote, items=[S300], place=RIOS, time=MARCH_23, **more)


def test_a_truncated_copy_is_a_copy():
    whole = page(NEWS_TEXT, site="a.example")
    cut = page(NEWS_TEXT[: NEWS_TEXT.index("The deployment")], site="b.example")
    (voice_,) = kinship([whole, cut]).voices
    assert voice_.documents == tuple(sorted((whole.id, cut.id)))
    assert "100%" in voice_.reasons[0].words


def test_every_twelfth_word_changed_is_a_copy():
    edited = [("EDIT" if i % 12 == 5 else w) for i, w in enumerate(NEWS_TEXT.split())]
    (voice_,) = kinship([page(NEWS_TEXT, site="a.example"), page(" ".join(edited), site="b.example")]).voices
    assert 0.5 < voice_.reasons[0].weight < 0.7


def test_independent_reports_are_two_voices_even_with_the_same_comment_below():
    widget = [("comment", "h:1", NEWS_TEXT)]
    a = page(REPORT_TEXT, site="a.example", comments=widget)
    b = page(OTHER, site="b.example", comments=widget)
    assert len(kinship([a, b]).voices) == 2


def test_versions_of_one_page_are_one_voice():
    a = page(REPORT_TEXT, url="https://www.a.example/story/?utm_source=x#top")
    b = page(OTHER, url="http://a.example/story")
    (voice_,) = kinship([a, b]).voices
    assert "two versions of one page" in voice_.reasons[0].words
    assert plain_url("https://a.example/story?id=1") != plain_url("https://a.example/story?id=2")


def test_the_same_agency_in_the_credit_needs_similar_text_too():
    shared = " ".join(NEWS_TEXT.split()[:24])
    a = page(f"{shared} {REPORT_TEXT}", site="a.example", credit="Reuters / A. Writer 2019")
    b = page(f"{shared} {OTHER}", site="b.example", credit="Reuters")
    c = page(OTHER.replace("trucks", "lorries").upper(), site="c.example", credit="Reuters")
    assert len(kinship([a, b]).voices) == 1
    assert "both credit Reuters" in kinship([a, b]).voices[0].reasons[0].words
    assert len(kinship([a, c]).voices) == 2


def test_a_named_common_origin_is_one_voice():
    a, b = page(REPORT_TEXT, site="a.example"), page(OTHER, site="b.example")
    one = seen(a, REPORT_TEXT[:60], by=[voice("according to ImageSat", "imagery")])
    two = seen(b, OTHER[:60], by=[voice("ImageSat International pictures", "imagery")])
    fusion = fuse(facts([a, b], [one, two]))
    event = event_of(fusion, one)
    assert two.id in event.claims
    assert len(event.voices) == 1
    (heard,) = [v for v in fusion.voices if v.id in event.voices]
    assert any("rest on one origin" in r.words and "ImageSat" in r.words for r in heard.reasons)


@pytest.mark.parametrize("words_", ["satellite images", "New satellite imagery", "Officials", "sources"])
def test_a_nameless_origin_joins_nobody(words_):
    a, b = page(REPORT_TEXT, site="a.example"), page(OTHER, site="b.example")
    said = [
        seen(a, REPORT_TEXT[:60], by=[voice(words_, "imagery")]),
        seen(b, OTHER[:60], by=[voice(words_, "imagery")]),
    ]
    fusion = fuse(facts([a, b], said))
    assert voice_count(fusion, said[0]) == 2
    assert event_of(fusion, said[0]).assessment.credibility == 2, "no origin is known: nothing is confirmed"


def test_the_page_of_the_origin_itself_is_no_second_voice():
    a = page(REPORT_TEXT, site="imagesatintl.com")
    b = page(OTHER, site="b.example")
    one, two = seen(a, REPORT_TEXT[:60]), seen(b, OTHER[:60], by=[voice("ImageSat", "imagery")])
    assert voice_count(fuse(facts([a, b], [one, two])), one) == 1


def test_two_articles_of_one_site_are_one_voice_two_accounts_of_a_platform_are_two():
    a, b = page(REPORT_TEXT, site="a.example"), page(OTHER, site="www.a.example")
    said = [seen(a, REPORT_TEXT[:60]), seen(b, OTHER[:60])]
    assert voice_count(fuse(facts([a, b], said)), said[0]) == 1
    a = page(REPORT_TEXT, site="t.me", url="https://t.me/one/5")
    b = page(OTHER, site="t.me", url="https://t.me/two/7")
    said = [seen(a, REPORT_TEXT[:60]), seen(b, OTHER[:60])]
    assert voice_count(fuse(facts([a, b], said)), said[0]) == 2


def test_a_sentence_taken_over_is_no_second_voice():
    sentence = "Five launchers of the S-300 system stand at the Capitán Manuel Ríos airbase since Saturday, a picture shows."
    a = page(f"{sentence} {REPORT_TEXT} {REPORT_TEXT.upper().replace('A', 'E')}", site="a.example")
    b = page(f"{OTHER} {OTHER.replace('e', 'i')} {sentence}", site="b.example")
    assert len(kinship([a, b]).voices) == 2
    said = [seen(a, sentence), seen(b, sentence)]
    assert voice_count(fuse(facts([a, b], said)), said[0]) == 1


def test_a_comment_corroborates_nothing():
    a = page(REPORT_TEXT, site="a.example", comments=[("pingback", "h:7", OTHER)])
    one, low = seen(a, REPORT_TEXT[:60]), seen(a, OTHER[:60])
    alone = event_of(fuse(facts([a], [one])), one)
    fusion = fuse(facts([a], [one, low]))
    event = event_of(fusion, one)
    assert low.id in event.claims
    assert event.voices == alone.voices
    assert event.assessment.credibility == alone.assessment.credibility
    assert any("not counted" in r.words for r in event.assessment.reasons)
    assert any("never an independent voice" in r.words for v in fusion.voices for r in v.reasons)


def test_what_only_comments_say_cannot_be_judged():
    a = page(REPORT_TEXT, site="a.example", comments=[("comment", "h:7", OTHER)])
    low = seen(a, OTHER[:60])
    event = event_of(fuse(facts([a], [low])), low)
    assert event.assessment.credibility == 6
    assert event.gaps[0].words == "Only comments or pingbacks say so."


def test_near_copies_are_found_among_thousands():
    """Through the index: nobody compares all with all."""
    texts = {f"d{i:04}": sketch_of([f"w{i}_{j}" for j in range(120)]) for i in range(2_100)}
    tokens = [f"w7_{j}" for j in range(120)]
    texts["short"] = sketch_of(tokens[40:100])
    (found,) = overlaps(texts, 0.15)
    assert (found.a, found.b, found.share) == ("d0007", "short", 1.0)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("according to ImageSat", "ImageSat International", True),
        ("@ImageSatIntl", "ImageSat", True),
        ("Russia's Defence Ministry", "the Russian Ministry of Defense", True),
        ("Reuters", "Interfax", False),
        ("U.S. Southern Command", "Northern Command", False),
        ("officials", "Officials", False),
        ("данным Интерфакса", "Interfax", True),
    ],
)
def test_names(a, b, same):
    assert same_name(name_words(a), name_words(b)) is same


def test_words_of_dense_scripts_are_characters():
    assert words("S-300 部署在") == ["s", "300", "部", "署", "在"]
