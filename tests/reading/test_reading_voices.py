"""Comments under markup and in forms that no rule names: none is body, and no commenter is named."""

import json
import time

import pytest
from reading_support import ARTICLE, read_page, read_text, said, voices

from sightline.model.contract import document_to_dict
from sightline.reading import handles

BODY = "<h1>Planes land near the capital</h1>" + "".join(f"<p>{p}</p>" for p in ARTICLE.split("\n\n"))
HEAD = "<title>Planes land near the capital</title>"
WHO = "Thaddeus Wrenfield"
SAID = "Forty trucks passed my window that evening, and the street shook until past midnight."
LONG = "Engineers measured the runway for two weeks and found that it bears the heaviest transports. " * 4
MARKUPS = [
    f"<section class='responses'><h3>1 Response</h3><div class='response'><b>{WHO}</b><p>{SAID}</p></div></section>",
    f"<div class='replies'><div class='reply'><p class='who'>{WHO} wrote:</p><p>{SAID}</p></div></div>",
    f"<div id='discussion'><h3>Discussion</h3><div class='m'><h4>{WHO}</h4><p>{SAID}</p></div></div>",
    f"<div class='talkback'><div class='t'><span>{WHO}</span><p>{SAID}</p></div></div>",
    f"<div class='feedback-list'><p><strong>{WHO}</strong> 25 March 2019</p><p>{SAID}</p></div>",
    f"<h3>Readers' views</h3><p><b>{WHO}</b>: {SAID}</p>",
    f"<div class='mt-4'><div class='bold'>{WHO}</div><i>2 days ago</i><p>{SAID}</p><button>Reply</button></div>",
    f"<h3>Comments</h3><p>{WHO}</p><p>25 March 2019</p><p>{SAID}</p>",
    f"<h4>1 Comment</h4><p>{WHO} says:</p><p>{SAID}</p>",
    f"<h3>1 Comment</h3><dl><dt>{WHO}</dt><dd>{SAID}</dd></dl>",
    f"<div class='CommentItem__root'><div class='CommentItem__user'>{WHO}</div><div>{SAID}</div></div>",
    f"<div data-component='comment'><span>{WHO}</span><p>{SAID}</p></div>",
    f"<div class='yorum-listesi'><div class='yorum'><b>{WHO}</b><p>{SAID}</p></div></div>",
    f"<div class='comentario'><b>{WHO}</b><p>{SAID}</p></div>",
    f"<div class='vf-comments'><div class='vf-comment'><span class='vf-name'>{WHO}</span><div>{SAID}</div></div></div>",
]
INSIDE = [
    f"<p class='comment-meta'>Posted by <a>{WHO}</a></p><p>{SAID}</p>",
    f"<p><strong>{WHO}</strong>: {SAID}</p>",
    f"<p>{SAID}</p><p>-- {WHO}</p>",
    f"<h1>{WHO} says</h1><p>{SAID}</p>",
    f"<span class='_name'>{WHO}</span><span>{SAID}</span>",
    f"<a class='nick'>{WHO}</a><p>{SAID}</p>",
    f"<b>{WHO}</b> {SAID}",
    f"<b class='fn'>Thad\u200bdeus Wrenfield</b><p>{SAID}</p>",
    f"<p>{WHO.lower()}: {SAID}</p>",
]
OTHERS = [
    "As Wrenfield said, nobody slept.",
    "cc Thaddeus, see the map.",
    "Wrenfield’s trucks again.",
    "Wren\u200bfield is dreaming.",
]
PLAIN = [
    f"2 comments\n\n{WHO}: {SAID}\nAnn_1: So it was.",
    f"2 comments\n\n- {WHO}\n  {SAID}\n- Ann_1\n  So it was.",
    f"Comments\n\n{WHO}: {SAID}",
    f"## Comments\n**{WHO}** (25 March 2019)\n{SAID}",
    "12 comments\n\nu/Wrenfield · 3 yr. ago\n" + SAID,
    f"2 comments\n\nOn 25 March, {WHO} wrote:\n> {SAID}",
    f"2 comments\n\nPosted by {WHO}\n{SAID}",
    f"2 comments\n\n{SAID}\n-- {WHO}",
    f"#1 Kommentar von {WHO}\n26. März 2004, 16:19\n{SAID}",
]


def named(words: str) -> bool:
    bare = words.replace("\u200b", "").casefold()
    return "wrenfield" in bare or "thaddeus" in bare


@pytest.mark.parametrize("inside", [True, False], ids=["in the article", "below it"])
@pytest.mark.parametrize("markup", MARKUPS)
def test_unknown_markup(markup: str, inside: bool) -> None:
    page = f"<article>{BODY}{markup}</article>" if inside else f"<article>{BODY}</article>{markup}"
    document = read_page(page, HEAD)
    assert not any(
        "Forty trucks" in text for kind, text in said(document) if kind not in ("comment", "pingback")
    )
    assert not named(json.dumps(document_to_dict(document), ensure_ascii=False))
    assert ("body", ARTICLE) in said(document)


@pytest.mark.parametrize("inside", INSIDE)
def test_no_name_survives_in_a_comment_or_its_answers(inside: str) -> None:
    answers = "".join(
        f"<div class='comment'><b class='fn'>ann_{i}</b><p>{x}</p></div>" for i, x in enumerate(OTHERS)
    )
    page = f"<article>{BODY}</article><div id='comments'><div class='comment'>{inside}</div>{answers}</div>"
    document = read_page(page, HEAD)
    assert not named(json.dumps(document_to_dict(document), ensure_ascii=False))
    assert voices(document)[0][1] == SAID
    assert len(voices(document)) == 1 + len(OTHERS)
    assert all(p.author for p in document.parts if p.kind == "comment")


@pytest.mark.parametrize("section", PLAIN)
def test_name_lines_of_plain_text_stand_in_no_part(section: str) -> None:
    text = f"{ARTICLE}\n\n{ARTICLE}\n\n{section}"
    document = read_text(text)
    assert document.text == text
    (kind, first, _), comment = voices(document)[0], next(p for p in document.parts if p.kind == "comment")
    assert (kind, first.removeprefix("> ")) == ("comment", SAID)
    assert comment.author is not None
    assert not any(named(words) for _, words in said(document))


@pytest.mark.parametrize(
    "section",
    [
        f"<h2>Discussion</h2><p>{LONG}</p><p>{LONG}</p>",
        f"<h2>Discussion</h2><h3>Naval Forces</h3><p>{LONG}</p>",
        f"<section id='discussion'><h2>Discussion</h2><p>{LONG}</p></section>",
        f"<div class='response-wrapper'><h2>Government response</h2><p>{LONG}</p></div>",
        f"<h2>Reactions</h2><p>Colombia: {LONG}</p><p>Brazil: {LONG}</p>",
    ],
)
def test_an_article_keeps_its_own_discussion(section: str) -> None:
    document = read_page(f"<div class='page comments-open'><article>{BODY}{section}</article></div>", HEAD)
    assert voices(document) == []
    assert "heaviest transports" in dict(said(document))["body"]


def test_countries_and_great_cities_are_words_and_no_names() -> None:
    names = handles.names_of({"Russia", "Moscow Watch", "Wrenfield"})
    assert handles.without("Trucks from Russia left Moscow.", names) == "Trucks from Russia left Moscow."
    assert handles.without("Wrenfield's trucks, Watch them.", names) == "[name]'s trucks, [name] them."


def test_thousands_of_names_and_buttons_are_no_quadratic_work() -> None:
    one = "<div class='comment'><b class='fn'>Wren field{}</b> They left.</div><div><a>Reply</a>"
    started = time.monotonic()
    read_page(f"<article>{BODY}</article>" + "".join(one.format(i) for i in range(3000)))
    assert time.monotonic() - started < 30
