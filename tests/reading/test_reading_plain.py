"""Plain text: the text stays as it came, and its voices are told apart."""

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_support import ARTICLE, SHARED, read_text, said, voices


@pytest.mark.shared
def test_the_real_article_falls_into_its_voices() -> None:
    path = SHARED / "cases" / "guarico-2019.txt"
    if not path.exists():
        pytest.skip("../shared/cases is missing")
    text = path.read_text("utf-8")
    document = read_text(text)
    assert document.text == text
    assert [(p.kind, p.language) for p in document.parts if p.kind != "credit"] == [
        ("body", "en"),
        ("comment", "en"),
        ("pingback", "tr"),
    ]
    kinds = dict(said(document))
    assert kinds["body"].startswith("New satellite images")
    assert kinds["body"].endswith("past two months.")
    assert kinds["credit"] == "Anti-Media / ABC Flash Point Military News 2019."
    assert [edtf for _, _, edtf in voices(document)] == ["2021-01-28", "2022-03-03"]
    assert [s.text.split("\n")[0] for s in document.boilerplate] == ["5 1 vote"]
    assert document.dropped >= 1
    assert document.language == "en"
    published = document.published
    assert published is not None
    assert (published.edtf, published.span and published.span.text) == ("2019", "2019")
    assert published.earliest == dt.datetime(2019, 1, 1, tzinfo=dt.UTC)
    assert published.latest == dt.datetime(2019, 12, 31, 23, 59, 59, tzinfo=dt.UTC)
    assert "credit line" in (published.basis or "")


WORDPRESS = """

2 Responses to “Planes land”

Jo Doe says:
January 28, 2021 at 1:39 pm
That will teach them a lesson.
Reply

ana_77 says:
March 3, 2022 at 12:36 pm
@Jo You are wrong.
They left already.
Reply

Leave a Reply

Your email address will not be published. Required fields are marked *
Name *
Email *
Website
Post Comment"""
DISQUS = """

3 Comments

Join the discussion…

Jo Doe
• 3 years ago
That will teach them a lesson.
1
• Reply • Share ›

ana_77
• 2 years ago
They left already.
• Reply • Share ›
"""
WPDISCUZ = """

0 0 votes
Article Rating
Subscribe
Notify of
guest
2 Comments
Oldest
Newest Most Voted
Inline Feedbacks
View all comments
Jo Doe
13-11-2021 10:00
That will teach them a lesson.

Reply
ana_77
02-03-2022 10:00
They left already.

Reply
"""
FACEBOOK = """

2 comments
Jo Doe
That will teach them a lesson.
Like · Reply · 3y
ana_77
They left already.
Like · Reply · 2y
"""
TURKISH = """

2 Yorum

Ali Veli
28 Ocak 2021, 13:39
Bu onlara iyi bir ders olacak, göreceğiz.
Yanıtla

ana_77
3 Mart 2022, 12:36
Uçaklar çoktan gitti, haberiniz yok.
Yanıtla

Bir yanıt yazın
"""
RUSSIAN = """

2 комментария

Иван
28 января 2021 в 13:39
Посмотрим, чем это всё закончится.
Ответить

ana_77
3 марта 2022 в 12:36
Самолёты давно улетели.
Ответить

Добавить комментарий
"""


@pytest.mark.parametrize(
    ("section", "dates"),
    [
        (WORDPRESS, ["2021-01-28", "2022-03-03"]),
        (DISQUS, [None, None]),
        (WPDISCUZ, ["2021-11-13", "2022-03-02"]),
        (FACEBOOK, [None, None]),
        (TURKISH, ["2021-01-28", "2022-03-03"]),
        (RUSSIAN, ["2021-01-28", "2022-03-03"]),
    ],
    ids=["wordpress", "disqus", "wpdiscuz", "facebook", "turkish", "russian"],
)
def test_comment_systems(section: str, dates: list[str | None]) -> None:
    document = read_text(ARTICLE + section)
    assert said(document)[0] == ("body", ARTICLE)
    found = voices(document)
    assert [edtf for _, _, edtf in found] == dates
    for kind, text, _ in found:
        assert kind == "comment"
        assert not any(name in text for name in ("Jo", "ana_77", "Ali", "Иван", "Reply", "Yanıtla", "Like"))
    assert all((p.author or "").startswith("h:") for p in document.parts if p.kind == "comment")
    assert not any("Jo Doe" in s.text or "ana_77" in s.text for s in document.boilerplate)


def test_the_same_handle_has_the_same_hash_and_another_key_another() -> None:
    a = read_text(ARTICLE + WORDPRESS).parts
    b = read_text(ARTICLE + WPDISCUZ).parts
    assert [p.author for p in a if p.author] == [p.author for p in b if p.author]
    assert len({p.author for p in a}) == 3


def test_pingbacks_by_wording_and_by_shape() -> None:
    document = read_text(
        ARTICLE
        + "\n\nComments are closed.\n\nPingback: Planes seen again | Some Site\n\n"
        + "12 May 2020\n\n[...] said on Saturday that the planes [...]\n"
    )
    assert [kind for kind, _, _ in voices(document)] == ["pingback", "pingback"]


LIVE = """Live: the third day of the exercise

14:05 - The first column has reached the river, the ministry says. It has about forty vehicles.

13:39

A second bridge was laid north of the town, a spokesman said; engineers finished it in an hour.

28-01-21 12:10

Comments from the ministry: none so far. The defence committee asked for a reply by Friday.

28-01-21 11:55

Jets were heard over the town, residents said."""
INTERVIEW = """The colonel answers

Colonel Smith says:
We have moved two batteries to the coast, and they stay until the exercise ends in October of this year.

Reporter wrote:
The ministry denies it, and the pictures that were published on Monday show empty positions at both sites.

COMMENT: The statement is the first of its kind. Share of imports: 40 percent."""
COUNTED = """Planes land near the capital

The ministry calls it routine; the neighbours do not, and ask for an explanation before the week is out, they say.

3 comments

Ann Author
24 March 2019

""" + "\n\n".join(
    f"Paragraph {i} of the story goes on about the planes and what they brought to the capital." * 3
    for i in range(9)
)


@pytest.mark.parametrize(
    "text", [LIVE, INTERVIEW, COUNTED], ids=["live blog", "interview", "counter at the top"]
)
def test_articles_that_only_look_like_comments_keep_their_text(text: str) -> None:
    document = read_text(text)
    assert voices(document) == []
    kept = sum(p.end - p.start for p in document.parts)
    assert kept > 0.98 * len(text.replace("\n\n", "\n"))


@pytest.mark.shared
def test_no_claim_of_the_hand_annotated_articles_is_cut_off() -> None:
    folder = SHARED / "corpora" / "claims_train"
    if not folder.is_dir():
        pytest.skip("../shared/corpora is missing")
    lost = []
    for line in (folder / "written.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        document = read_text(row["text"])
        assert document.text == row["text"]
        assert not document.boilerplate
        assert voices(document) == []
        lost += [
            c["quote"]
            for c in row["claims"]
            if not any(p.start <= c["start"] and c["end"] <= p.end for p in document.parts)
        ]
    assert lost == []


@pytest.mark.parametrize(
    ("first", "kind"),
    [
        ("Typhoons are back - and so is the noise", "headline"),
        ("Are the planes here to stay?", "headline"),
        ("Planes landed on Saturday, officials said.", "body"),
        ("CARACAS, March 24 (Reuters) - Two planes landed.", "body"),
    ],
)
def test_headlines_only_where_clear(first: str, kind: str) -> None:
    assert said(read_text(f"{first}\n\n{ARTICLE}"))[0][0] == kind


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Reporting by Jo Doe; Editing by Ann Roe", "credit"),
        ("© 2019 The Associated Press. All rights reserved.", "credit"),
        ("Photo: Reuters/Jo Doe", "credit"),
        ("Some Blog / Example News 2021.", "credit"),
        ("Some Blog / agencies, 2021", "credit"),
        ("The brigade left for Example News Square in 2021 and stayed there.", "body"),
        ("Moscow, Minsk and Beijing", "body"),
        ("Guards Tank Division 2021", "body"),
    ],
)
def test_credit_lines(line: str, kind: str) -> None:
    document = read_text(f"{ARTICLE}\n\n{line}")
    part = document.part_at(len(document.text) - 2)
    assert part is not None
    assert part.kind == kind


def test_byline_is_the_authors_own_name() -> None:
    document = read_text(f"Planes land near the capital\n\nBy Ann Roe, Example News\n\n{ARTICLE}")
    assert [k for k, _ in said(document)] == ["headline", "credit", "body"]
    assert document.parts[-1].author == "Ann Roe"


@given(st.text(max_size=300))
def test_text_is_never_rewritten_and_parts_are_spans_of_it(text: str) -> None:
    if not any(c.isalnum() for c in text) or text.startswith("\ufeff"):
        return
    whole = ARTICLE + "\r\n\r\n" + text + WORDPRESS
    document = read_text(whole)
    assert document.text == whole
    last = 0
    for part in document.parts:
        assert last <= part.start < part.end <= len(whole)
        assert whole[part.start : part.end].strip()
        last = part.end
    for span in document.boilerplate:
        assert whole[span.start : span.end] == span.text
        assert not any(p.start < span.end and span.start < p.end for p in document.parts)
