"""Web pages: the article, and each comment apart, without its author's name."""

import gzip
import json

import pytest
from reading_support import ARTICLE, SHARED, read_bytes, read_page, said, voices

from sightline.model.contract import document_to_dict

BODY = "<h1>Planes land near the capital</h1>" + "".join(f"<p>{p}</p>" for p in ARTICLE.split("\n\n"))
HEAD = "<title>Planes land near the capital - Example News</title>"
WORDPRESS = """<div id="comments" class="comments-area"><h2>3 thoughts on “Planes land”</h2><ol class="commentlist">
<li class="comment even" id="comment-1"><article id="div-comment-1" class="comment-body"><div class="comment-author
vcard"><b class="fn">Zacharias Quill</b> <span class="says">says:</span></div><div class="comment-metadata">
<a href="#"><time datetime="2021-01-28T13:39:00+00:00">January 28, 2021 at 1:39 pm</time></a></div>
<div class="comment-content"><p>That will teach them a lesson, all of them.</p></div>
<div class="reply"><a>Reply</a></div></article><ol class="children"><li class="comment" id="comment-2"><article
id="div-comment-2" class="comment-body"><div class="comment-author vcard"><b class="fn">hawk_1977</b></div>
<div class="comment-metadata"><a>March 3, 2022 at 12:36 pm</a></div><div class="comment-content"><p>@Zacharias Quill
You are wrong. Zacharias Quill never reads the article.</p></div></article></li></ol></li>
<li class="pingback" id="comment-3"><div class="comment-body">Pingback: <a>Planes seen again</a></div></li></ol>
<div id="respond" class="comment-respond"><form>Leave a Reply</form></div></div>"""
WPDISCUZ = """<div id="wpdcom"><div class="wpd-thread-list"><div id="wpd-comm-12_0" class="comment wpd-comment">
<div class="wpd-comment-wrap"><div class="wpd-comment-header"><div class="wpd-comment-author">Zacharias Quill</div>
<div class="wpd-comment-date" title="28-01-21 13:39">5 years ago</div></div><div class="wpd-comment-text"><p>That will
teach them a lesson, all of them.</p></div><div class="wpd-comment-footer">Reply</div></div></div>
<div id="wpd-comm-13_0" class="comment wpd-comment"><div class="wpd-comment-author">hawk_1977</div>
<div class="wpd-comment-date" title="03-03-22 12:36">4 years ago</div><div class="wpd-comment-text"><p>[…] uçakları,
helikopterleri, tankları ve zırhlı araçlar ve hava savunması sınıra doğru ilerliyor […]</p></div></div></div></div>"""
SCHEMA = """<section class="discussion"><div itemscope itemtype="https://schema.org/Comment">
<span itemprop="author">Zacharias Quill</span><meta itemprop="dateCreated" content="2021-01-28">
<div itemprop="text">That will teach them a lesson, all of them.</div></div></section>"""


def page(section: str) -> str:
    return f"<nav><a>Home</a></nav><article>{BODY}</article>{section}<footer>About us</footer>"


@pytest.mark.parametrize(
    ("section", "kinds", "dates"),
    [
        (WORDPRESS, ["comment", "comment", "pingback"], ["2021-01-28", "2022-03-03", None]),
        (WPDISCUZ, ["comment", "pingback"], ["2021-01-28", "2022-03-03"]),
        (SCHEMA, ["comment"], ["2021-01-28"]),
    ],
    ids=["wordpress", "wpdiscuz", "schema.org"],
)
def test_each_comment_apart_and_no_names(section: str, kinds: list[str], dates: list[str | None]) -> None:
    document = read_page(page(section), HEAD)
    assert [k for k, _, _ in voices(document)] == kinds
    assert [d for _, _, d in voices(document)] == dates
    assert voices(document)[0][1] == "That will teach them a lesson, all of them."
    assert ("headline", "Planes land near the capital") in said(document)
    assert ("body", ARTICLE) in said(document)
    everything = json.dumps(document_to_dict(document), ensure_ascii=False)
    for name in ("Zacharias", "Quill", "hawk_1977"):
        assert name not in everything
    assert document.parts[-len(kinds)].author is not None


def test_handles_are_keyed_and_told_apart() -> None:
    authors = [p.author for p in read_page(page(WORDPRESS), HEAD).parts if p.kind == "comment"]
    assert len(set(authors)) == 2
    assert all(a is not None and len(a) == 18 and a.startswith("h:") for a in authors)


def test_parts_are_spans_of_a_text_joined_by_blank_lines() -> None:
    document = read_page(page(WORDPRESS), HEAD)
    assert document.text == "\n\n".join(text for _, text in said(document))


def test_an_opinion_page_marked_comment_is_still_an_article() -> None:
    document = read_page(f'<article class="comment">{BODY}</article>', HEAD)
    assert ("body", ARTICLE) in said(document)


def test_captions_and_bylines() -> None:
    figure = "<figure><img src=x><figcaption>Planes on the apron, seen on Saturday.</figcaption></figure>"
    byline = '<p class="byline">By Ann Roe</p>'
    document = read_page(
        f"<article><h1>Planes land near the capital</h1>{byline}{BODY}{figure}</article>", HEAD
    )
    kinds = dict(said(document))
    assert kinds["caption"] == "Planes on the apron, seen on Saturday."
    assert kinds["credit"] == "By Ann Roe"
    assert kinds["body"] == ARTICLE


def test_a_head_run_together_is_no_part_of_the_comment() -> None:
    section = """<ol><li class="pingback"><p>Savunma Notu <small>April 2, 2019 at 9:10 am</small></p>
        <p>[…] uçakları ve tankları sınıra doğru ilerliyor […]</p></li></ol>"""
    document = read_page(page(section), HEAD)
    assert voices(document) == [
        ("pingback", "[…] uçakları ve tankları sınıra doğru ilerliyor […]", "2019-04-02")
    ]
    assert document.parts[-1].author is not None


def test_a_short_headline_speaks_the_language_of_its_article() -> None:
    title = "What the pictures of Guárico show"
    document = read_page(f"<article><h1>{title}</h1>{BODY}</article>", f"<title>{title}</title>")
    assert [p.language for p in document.parts if p.kind == "headline"] == ["en"]


def test_a_handle_that_is_a_plain_word_stays_inside_sentences() -> None:
    section = SCHEMA.replace("Zacharias Quill", "Moscow").replace(
        "That will teach", "Planes from Moscow will teach"
    )
    document = read_page(page(section), HEAD)
    assert voices(document)[0][1].startswith("Planes from Moscow will")


@pytest.mark.shared
def test_comments_of_real_pages() -> None:
    folder = SHARED / "corpora" / "webpages_trafilatura" / "train"
    if not folder.is_dir():
        pytest.skip("../shared/corpora is missing")
    gold = json.loads((folder / "evaldata.json").read_text("utf-8"))
    right = wrong = 0
    for url, row in list(gold.items())[:25]:
        document = read_bytes(
            gzip.decompress((folder / "html" / f"{row['file']}.gz").read_bytes()), "text/html", url=url
        )
        talk = " ".join(" ".join(text for _, text, _ in voices(document)).split())
        for passage in row.get("comments") or ():
            right += " ".join(passage.split()) in talk
        for passage in row["with"]:
            wrong += " ".join(passage.split()) in talk
    assert right >= 35
    assert wrong <= 1
