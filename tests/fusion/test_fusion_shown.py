"""Grade 1 only where the independence of two voices is shown."""

from dataclasses import replace

import pytest
from fusion_demo import REPORT_TEXT
from fusion_factory import MARCH_23, RIOS, S300, agent, claim, event_of, facts, item, page, voice, voice_count
from hypothesis import given
from hypothesis import strategies as st

from sightline.fusion.fuse import fuse
from sightline.model.claim import Attribution
from sightline.model.document import Part
from sightline.model.publisher import publisher_of
from sightline.model.source import Source

ONE = "Five launchers now stand beside the runway, the page tells."
TWO = "Beside its runway the base has received a battery, one learns."
OWNERS = [voice("Maxar images", "imagery"), voice("pictures by Planet Labs", "imagery")]


def told(text, host, by=(), *, stance="asserted", rest="", actors=(), author=None, site=None):
    d = page(f"{text} {rest}".strip(), site=host)
    d = replace(d, site=site or host, title=None)
    if author:
        d = replace(d, parts=(replace(d.parts[0], author=author), *d.parts[1:]))
    return d, claim(d, text, stance=stance, items=[S300], place=RIOS, time=MARCH_23, by=by, actors=actors)


def graded(*rows, sources=()):
    """(grade, number of voices, all reasons in one string) of the one event."""
    cut = replace(facts([d for d, _ in rows], [c for _, c in rows]), sources=tuple(sources))
    (event,) = fuse(cut).events
    return (
        event.assessment.credibility,
        len(event.voices),
        " | ".join(r.words for r in event.assessment.reasons),
    )


def test_two_paraphrases_without_an_origin_confirm_nothing_and_say_why():
    grade, voices, words = graded(told(ONE, "a.example"), told(TWO, "b.example"))
    assert (grade, voices) == (2, 2)
    assert "2 voices agree, but where a.example and b.example have it from is not known" in words


def test_one_known_origin_is_not_two():
    grade, _, words = graded(told(ONE, "a.example", OWNERS[:1]), told(TWO, "b.example"))
    assert grade == 2
    assert "but where b.example has it from is not known" in words


@pytest.mark.parametrize(
    ("by", "other", "expected"),
    [
        (voice("Maxar images", "imagery"), voice("pictures by Planet Labs", "imagery"), 1),
        (voice("Maxar images", "imagery"), voice("Residents", "witness"), 1),
        (voice("Maxar images", "imagery"), voice("our own picture", "imagery"), 1),
        (voice("our own image", "imagery"), voice("our analysts", "imagery"), 1),
        (voice("Ukrainian officials", "official"), voice("the Pentagon", "official"), 1),
        (voice("a leaked contract", "document"), voice("the Pentagon", "official"), 1),
        (voice("Residents", "witness"), voice("Witnesses", "witness"), 2),
        (voice("Satellite images", "imagery"), voice("Flight trackers", "tracking"), 2),
        (voice("The image of 29 March", "imagery"), voice("Images of Guárico", "imagery"), 2),
        (voice("Images of Capitán Manuel Ríos", "imagery"), voice("Maxar images", "imagery"), 2),
        (voice("images by the Defence Ministry", "imagery"), voice("Maxar images", "imagery"), 2),
        (voice("a general", "military"), voice("the foreign minister", "official"), 2),
        (voice("Reuters", "media"), voice("Interfax", "media"), 2),
    ],
)
def test_origins_of_their_own_kind(by, other, expected):
    grade, voices, _ = graded(told(ONE, "a.example", [by]), told(TWO, "b.example", [other]))
    assert (grade, voices) == (expected, 2)


def test_the_owner_may_stand_behind_the_word_for_the_pictures():
    def shown(text, host):
        d, c = told(text, host)
        return d, replace(c, attribution=(Attribution(d.span(0, len("Pictures")), "imagery"),))

    maxar = told(ONE, "a.example", OWNERS[:1])
    assert graded(maxar, shown("Pictures taken by Planet Labs show a battery.", "b.example"))[:2] == (1, 2)
    assert graded(maxar, shown("Pictures published by Maxar show a battery.", "b.example"))[1] == 1
    assert graded(maxar, shown("Pictures from Guárico show a battery.", "b.example"))[0] == 2
    assert graded(maxar, shown("Pictures released by the General Staff show it.", "b.example"))[0] == 2


def test_officials_of_one_country_are_one_voice_whatever_their_names():
    russia = [agent("Russia", "RU")]
    ministry = told(ONE, "a.example", [voice("the Russian Defence Ministry", "official")], stance="reported")
    general = voice("General Igor Konashenkov", "military")
    named = told(TWO, "b.example", [general], stance="reported", actors=russia)
    assert graded(ministry, named)[:2] == (3, 1)
    assert graded(told(ONE, "a.example", [voice("The Kremlin", "official")]), named)[1] == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("en.news.example", "www.news.example"),
        ("news.co.uk", "sport.news.co.uk"),
        ("name.blogspot.com", "name.blogspot.de"),
    ],
)
def test_one_publisher_is_one_voice(one, other):
    assert graded(told(ONE, one, OWNERS[:1]), told(TWO, other, OWNERS[1:]))[1] == 1


def test_a_site_name_makes_no_publisher():
    a = told(ONE, "news.example", OWNERS[:1], site="Quite Another Name")
    assert graded(a, told(TWO, "en.news.example", OWNERS[1:]))[1] == 1
    b = told(TWO, "elsewhere.example", OWNERS[1:], site="Quite Another Name")
    assert graded(a, b)[1] == 1, "two addresses that go by one name are not shown to be two"


def test_without_a_publisher_nothing_is_confirmed():
    rows = [told(ONE, "a.example", OWNERS[:1]), told(TWO, "b.example", OWNERS[1:])]
    files = [(replace(d, url=None, site=None), c) for d, c in rows]
    grade, _, words = graded(*files)
    assert grade == 2
    assert "who publishes" in words
    assert graded(rows[0], files[1])[0] == 2


def test_one_byline_is_one_voice_a_generic_one_is_none():
    rows = [("a.example", OWNERS[:1]), ("b.example", OWNERS[1:])]

    def by(first, second):
        (h, o), (k, p) = rows
        return graded(told(ONE, h, o, author=first), told(TWO, k, p, author=second))

    grade, voices, _ = by("John Q. Smith", "By John Smith and Jane Doe")
    assert (grade > 1, voices) == (True, 1)
    for first, second in (("Staff", "staff"), ("Admin", "News Desk"), ("Editorial Team", "Editorial Team")):
        assert by(first, second)[:2] == (1, 2)
    assert by("Jane Doe", "John Smith")[:2] == (1, 2)


@pytest.mark.parametrize(
    "rest",
    [
        "As first reported by A-Blog, the site was busy.",
        "According to the A-blog, it was busy.",
        "Source: a-blog.example",
        "Via a-blog.example/story",
        "A-Blog reported that engineers had been there.",
        "Как сообщает A-Blog, там были инженеры.",
    ],
)
def test_who_names_the_other_as_source_is_no_second_voice(rest):
    a = told(ONE, "a-blog.example", OWNERS[:1])
    assert graded(a, told(TWO, "b.example", OWNERS[1:], rest=rest))[1] == 1
    assert graded(a, told(TWO, "b.example", OWNERS[1:], rest="Nothing else was seen on a blog."))[1] == 2


def test_a_title_named_in_the_text_is_a_mention_the_same_headline_is_none():
    (d, c), b = told(ONE, "a.example", OWNERS[:1]), "Missiles Beside the Runway at Last"
    a = (replace(d, title=b), c)
    assert graded(a, told(TWO, "b.example", OWNERS[1:], rest=f"More in “{b}”."))[1] == 1
    e, f = told(TWO, "b.example", OWNERS[1:])
    assert graded(a, (replace(e, title=b), f))[1] == 2


def test_what_is_said_in_comments_names_no_source():
    a = told(ONE, "a-blog.example", OWNERS[:1])
    d, c = told(TWO, "b.example", OWNERS[1:])
    more = "First reported by A-Blog."
    at = len(d.text) + 1
    low = Part("c1", "comment", at, at + len(more), author="h:1")
    d = replace(d, text=f"{d.text}\n{more}", parts=(*d.parts, low))
    assert graded(a, (d, c))[1] == 2


@pytest.mark.parametrize(
    "stance_or_voice", ["possible", "hedged", voice("reportedly", "unnamed"), voice("sources", "unnamed")]
)
def test_hedged_or_unnamed_is_never_1(stance_or_voice):
    def weak(text, host, owner):
        d, c = told(text, host, [owner])
        if stance_or_voice == "possible":
            return d, replace(c, stance="possible")
        if stance_or_voice == "hedged":
            return d, replace(c, hedges=(d.span(0, 4),))
        return d, replace(c, stance="reported", attribution=(stance_or_voice,))

    rated = [Source("a.example", "A", "A"), Source("b.example", "B", "A")]
    rows = [weak(ONE, "a.example", OWNERS[0]), weak(TWO, "b.example", OWNERS[1])]
    assert graded(*rows, sources=rated)[0] > 1


def test_the_users_trust_stands_for_an_origin():
    rows = [told(ONE, "a.example"), told(TWO, "news.b.co.uk", site="Big Paper")]

    def rate(first, letter, second="a.example"):
        return graded(*rows, sources=[Source(first, first, letter), Source(second, second, letter)])[0]

    assert [rate("b.co.uk", letter) for letter in "ABCDEF"] == [1, 1, 1, 2, 2, 2]
    assert rate("news.b.co.uk", "B") == 1
    assert rate("Big Paper", "A") == 2, "anyone can take that name"
    assert graded(*rows, sources=[Source("a.example", "", "A")])[0] == 2


def test_a_rated_site_name_counts_where_the_address_bears_it():
    rows = [told(ONE, "big-paper.example", site="Big Paper"), told(TWO, "b.example")]
    assert graded(*rows, sources=[Source("Big Paper", "", "B"), Source("b.example", "", "B")])[0] == 1


def test_a_name_written_small_is_the_same_name():
    a = page(REPORT_TEXT, site="a.example")
    b = page("A firm has looked at it again and says that the launchers are there.", site="b.example")
    one = claim(a, REPORT_TEXT[:50], items=[S300], place=RIOS, by=[voice("ImageSat", "other")])
    two = claim(b, b.text, items=[S300], place=RIOS, by=[voice("according to imagesat", "other")])
    assert voice_count(fuse(facts([a, b], [one, two])), one) == 1
    own = page("Our picture of the base is here.", site="imagesat.example")
    three = claim(own, own.text, items=[S300], place=RIOS)
    fusion = fuse(facts([b, own], [two, three]))
    assert len(event_of(fusion, two).voices) == 1


def test_an_altered_copy_brings_no_origin_of_its_own():
    """It disputes its original, so what the two rest on is open; and the dispute raises nothing."""
    (d, c), b = told(ONE, "a.example"), told(TWO, "b.example", OWNERS[1:])
    five, nine = item("S-300", "sam-launcher", 5), item("S-300", "sam-launcher", 9)
    a = (d, replace(c, items=(five,)))
    before = graded(a, b)
    e, f = told(ONE.replace("Five", "Nine"), "c.example", OWNERS[:1], rest="First reported by a.example.")
    after = graded(a, b, (e, replace(f, items=(nine,))))
    assert after[1] == 2
    assert after[0] >= before[0] == 2
    assert "two versions" in after[2]


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.bbc.co.uk/news/1", "bbc.co.uk"),
        ("https://en.orinoco-dispatch.example/x", "orinoco-dispatch.example"),
        ("https://function.mil.ru/news", "mil.ru"),
        ("https://www.mod.gov.uk/x", "mod.gov.uk"),
        ("https://haber.example.com.tr:8443/x", "example.com.tr"),
        ("https://twitter.com/One/status/1", "x.com/one"),
        ("https://t.me/s/one/5", "t.me/one"),
        ("https://www.youtube.com/@one/videos", "youtube.com/one"),
        ("https://www.youtube.com/watch?v=1", None),
        ("https://one.substack.com/p/x", "one.substack.com"),
        ("https://one.github.io/", "one.github.io"),
        ("https://one.wordpress.com/2019/", "one.wordpress.com"),
        ("https://web.archive.org/web/20190327000000/https://www.news.example/a", "news.example"),
        ("https://archive.ph/abc", None),
        ("http://127.0.0.1:8000/a", None),
        ("http://[::1]/a", None),
        ("http://[", None),
        ("file:///home/x.html", None),
        ("", None),
    ],
)
def test_who_publishes(url, key):
    assert publisher_of(url) == key


@given(st.text(max_size=40))
def test_any_address_has_a_publisher_or_none(text):
    for url in (text, f"https://{text}", f"https://t.me/{text}", f"https://{text}.blogspot.com/"):
        key = publisher_of(url)
        assert key is None or key


def read_as(row, origin, confidence):
    d, c = row
    return d, replace(c, origin=origin, confidence=confidence)


def test_a_doubtful_reading_is_judged_by_nothing_and_corroborates_nothing():
    sure = told(ONE, "a.example", OWNERS[:1])
    doubtful = read_as(told(TWO, "b.example", OWNERS[1:]), "model 1.0", 0.4)
    grade, _, why = graded(doubtful)
    assert grade == 6
    assert "little certainty" in why
    assert graded(sure, doubtful)[0] == graded(sure)[0]
    both = read_as(doubtful, "rules 0.1 + model 1.0", 0.4)
    assert graded(sure, both)[0] == 1, "the rules read the same: that is no doubtful reading"
    certain = read_as(doubtful, "model 1.0", 0.8)
    assert graded(sure, certain)[0] == 1
