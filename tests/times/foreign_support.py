"""Tables of sentences in other languages: "language | text with [time] in brackets | the period of each bracket".

A period is an EDTF date ("2019-03-14", "2019-03", "2018"), two of them joined by "..", "-" for a time that is found but
has no bounds, or "= English words", which must then mean the same. A text without brackets holds no dated time.
"""

import re

from sightline.model import edtf
from sightline.model.document import Document, Part
from sightline.model.period import iso
from sightline.times.find import find_times

PUBLISHED = "2019-03-20"  # a Wednesday


def dated(text, language, published=PUBLISHED):
    """[(start, end, first day, last day)] of the times that have bounds."""
    doc = Document(
        id="d", capture="c", text=text, language=language, parts=(Part("b", "body", 0, len(text), language),),
        published=edtf.parse(published) if published else None,
    )  # fmt: skip
    return [
        (m.span.start, m.span.end, iso(m.period.earliest), iso(m.period.latest, end=True))
        for m in find_times(doc)
        if m.period.known
    ]


def table(rows):
    found = []
    for line in rows.strip().splitlines():
        if line.strip() and not line.startswith("#"):
            cells = [cell.strip() for cell in line.split("|")]
            found.append((cells[0], cells[1], cells[2] if len(cells) > 2 else ""))
    return found


def _meant(words):
    if words.startswith("="):
        got = dated(f"They came {words[1:].strip()}.", "en")
        assert len(got) == 1, (words, got)
        return got[0][2:]
    first, _, last = words.partition("..")
    if "T" in words:
        return first, last
    return iso(edtf.parse(first).earliest), iso(edtf.parse(last or first).latest, end=True)


def check(language, marked, meant):
    """Exactly the bracketed words are dated, each as the table says; an extent may be shorter or longer by a word."""
    text = marked.replace("[", "").replace("]", "")
    brackets, shift = [], 0
    for match in re.finditer(r"\[([^\]]*)\]", marked):
        start = match.start() - shift
        brackets.append((start, start + len(match.group(1))))
        shift += 2
    got = dated(text, language)
    assert [g[2:] for g in got] == [_meant(w.strip()) for w in meant.split(";") if w.strip()], got
    for a, b, *_ in got:  # the days of one range share a bracket
        assert any(a < end and start < b for start, end in brackets), text[a:b]
    for start, end in brackets:
        assert any(a < end and start < b for a, b, *_ in got), text[start:end]
