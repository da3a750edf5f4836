"""Links of the article's text: where its words lead, and what it embeds."""

import pytest
from reading_support import read_page

from sightline.model.contract import document_from_dict, document_to_dict
from sightline.reading.links import MOST, clean

PARAGRAPH = "Launchers were brought to the base on Tuesday night in a convoy that was seen by drivers on the coast road. "


def links(body, url="https://news.example/world/story"):
    page = f"<nav><a href='/world'>World news</a></nav><article><h1>Launchers at the base again</h1>{body}</article>"
    return read_page(page, url=url)


def test_words_that_lead_somewhere():
    d = links(
        f"<p>{PARAGRAPH}</p><p>The count is by <a href='https://x.com/geo/status/7?ref_src=tw'>an analyst</a> of pictures. {PARAGRAPH}</p>"
    )
    (link,) = d.links
    assert (link.span.text, link.address, link.embedded) == (
        "an analyst",
        "https://x.com/geo/status/7",
        False,
    )
    assert d.text[link.span.start : link.span.end] == "an analyst"
    assert document_from_dict(document_to_dict(d)) == d


def test_the_second_of_two_equal_words():
    d = links(f"<p>A report said so. {PARAGRAPH} Another <a href='/r'>report</a> denied it. {PARAGRAPH}</p>")
    (link,) = d.links
    assert d.text[: link.span.start].endswith("Another ")
    assert link.address == "https://news.example/r"


def test_embedded_posts_stand_where_they_are_shown():
    d = links(
        f"<p>{PARAGRAPH}</p><script async data-telegram-post='chan/44'></script><p>{PARAGRAPH}</p>"
        "<blockquote class='twitter-tweet'><p>Look</p>&mdash; G (@geo) <a href='https://twitter.com/geo/status/9'>May</a></blockquote>"
        "<iframe src='https://t.me/other/5?embed=1'></iframe>"
    )
    shown = {x.address for x in d.links if x.embedded}
    assert {
        "https://t.me/chan/44",
        "https://twitter.com/geo/status/9",
        "https://t.me/other/5?embed=1",
    } <= shown
    for link in d.links:
        assert d.text[link.span.start : link.span.end] == link.span.text


def test_menus_and_comments_lead_nowhere():
    d = links(
        f"<p>{PARAGRAPH}{PARAGRAPH}</p><aside><p>See <a href='https://other.example/x'>another story here</a></p></aside>"
        "<div id='comments'><div class='comment'><p>I read it at <a href='https://blog.example/y'>my own blog page</a>.</p></div></div>"
    )
    assert d.links == ()


def test_no_more_than_the_most():
    many = "".join(
        f"<p>{PARAGRAPH} <a href='https://e.example/{i}'>number {i} of many</a></p>" for i in range(3 * MOST)
    )
    assert len(links(many).links) == MOST


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://a.example/s?utm_source=x&id=4&fbclid=7#part", "https://a.example/s?id=4"),
        ("/relative", "https://news.example/relative"),
        ("//cdn.example/x", "https://cdn.example/x"),
        ("https://user:secret@a.example/x", "https://a.example/x"),
        ("https://a.example:8443/x", "https://a.example:8443/x"),
        ("http://192.168.1.1/x", None),
        ("http://127.0.0.1/", None),
        ("http://[::1]/", None),
        ("http://router/", None),
        ("http://printer.local/", None),
        ("mailto:a@b.example", None),
        ("javascript:alert(1)", None),
        ("https://twitter.com/intent/tweet?url=x", None),
        ("https://www.facebook.com/sharer/sharer.php?u=x", None),
        ("https://t.me/share/url?url=x", None),
        ("https://news.example/world/story#top", None),
        ("https://a.example/" + "x" * 600, None),
        ("http://[", None),
        ("", None),
        (None, None),
    ],
)
def test_addresses_are_cleaned(address, kept):
    assert clean(address, "https://news.example/world/story") == kept
