"""The dates of comments, where the markup sets the head of a comment apart from what it says."""

import pytest
from reading_support import ARTICLE, read_page, voices

BODY = (
    "<article><h1>Planes land near the capital</h1>"
    + "".join(f"<p>{p}</p>" for p in ARTICLE.split("\n\n"))
    + "</article>"
)
SAID = "They have left again, I saw them go in the night."

HEADS = [
    # the words are called "comment", too
    '<ol class="comment-list"><li class="comment"><article class="comment-body"><header class="comment-meta">'
    '<b class="fn">Thaddeus Wrenfield</b><time datetime="2019-03-25T10:00:00Z">x</time></header>'
    f'<section class="comment-content comment"><p>{SAID}</p></section></article></li></ol>',
    # a list of terms: the head in <dt>
    '<dl id="comment_list"><dt class="comment"><span class="comment_author">Thaddeus Wrenfield</span>'
    f'<span class="comment_time"><a href="#c1">March 25, 2019 at 10:25 pm</a></span></dt><dd class="comment"><p>{SAID}</p></dd></dl>',
    # the head beside the only element that is called a comment
    '<div class="comments"><div class="c1 first"><p class="info"><span>Thaddeus Wrenfield</span> schrieb:<br>'
    f'<time datetime="2019-03-25T14:25:40+00:00">25.03.2019 um 14:25 Uhr</time></p><div class="comment"><p>{SAID}</p></div></div></div>',
    # RDFa
    '<div class="comments"><article class="comment" typeof="schema:Comment"><footer><span class="username">Thaddeus Wrenfield</span>'
    '<span property="schema:dateCreated" content="2019-03-25T14:40:07+00:00"></span></footer>'
    f'<div property="schema:text"><p>{SAID}</p></div></article></div>',
]  # fmt: skip


@pytest.mark.parametrize("markup", HEADS, ids=["called twice", "terms", "beside", "RDFa"])
def test_a_comment_keeps_the_day_of_its_head(markup: str) -> None:
    document = read_page(BODY + markup)
    assert voices(document) == [("comment", SAID, "2019-03-25")]
    assert "Wrenfield" not in document.text
    assert document.parts[-1].author is not None


def test_two_comments_do_not_lend_each_other_their_heads() -> None:
    markup = "".join(
        f'<div class="row"><time datetime="2019-03-2{d}">x</time><div class="comment"><p>{SAID} {d}</p></div></div>'
        for d in (5, 6)
    )
    said = [
        (text[-1], day) for _, text, day in voices(read_page(BODY + f'<div class="comments">{markup}</div>'))
    ]
    assert said == [("5", "2019-03-25"), ("6", "2019-03-26")]
    markup = f'<div class="comments"><time datetime="2019-03-25">x</time><div class="comment"><p>{SAID} a</p></div><div class="comment"><p>{SAID} b</p></div></div>'
    assert [day for _, _, day in voices(read_page(BODY + markup))] == [None, None]
