"""write_markdown(brief) -> CommonMark: the same sentences, with the quotes they rest on as notes.

A plain second writer: no map, no timeline. What comes from documents is escaped so that it can neither make
links nor HTML.
"""

import re
from collections.abc import Iterable

from sightline.brief import checked, holdings, words
from sightline.brief.index import Index, index
from sightline.brief.lent import noted
from sightline.brief.page import MOST_REFS, published_words, rests
from sightline.brief.sentences import grade_words
from sightline.brief.visible import visible
from sightline.model.brief import Brief, Sentence
from sightline.model.claim import machine_made
from sightline.model.publisher import source_of
from sightline.model.vocabulary import RELIABILITY_WORDS

SPECIAL = re.compile(r"([\\`*_\[\]<>#&])")
SCHEME = re.compile(r"(?i)\b(https?|ftp|mailto|javascript|data):")


def plain(text: str) -> str:
    """Escaped, on one line; a URL in it is not turned into a link by readers that link on sight."""
    return SCHEME.sub(r"\1\\:", SPECIAL.sub(r"\\\1", " ".join(text.split())))


def write_markdown(brief: Brief) -> str:
    ix = index(brief.facts, brief.fusion)
    events = {e.id: e for e in brief.fusion.events}
    told = rests(ix)
    out = [
        f"# {plain(brief.title)}",
        f"Made on {words.moment(brief.made)}. Rests on {told['documents']}, {told['voices']} and {told['claims']}. "
        f"{told['confirmed']}",
        "*Research, not targeting. Machine-made proposals, to be confirmed by an analyst.*",
        "## Summary",
        *_lines(brief.summary, ix),
    ]
    numbered = 0
    for section in brief.sections:
        if section.event in events:
            numbered += 1
            event = events[section.event]
            out += [
                f"## {numbered}. {plain(section.title)}",
                f"Proposed grade: {grade_words(event.assessment)}.",
            ]
            out += _lines(section.sentences, ix)
            looks = checked.told(event, ix, brief.facts.captures)
            out += ["\n".join(f"- {plain(look)}" for look in looks)] if looks else []
        else:
            out.append(f"## {plain(section.title)}")
            out += _lines(section.sentences, ix)
    if held := holdings.told(brief.holdings):
        rows = tuple(Sentence(holdings.sentence(h, ix), h.claims) for h in held)
        out += ["## What was claimed to be where", *_lines(rows, ix)]
    out += ["## What is not known", *(_lines(brief.unknowns, ix) or ["No gap was found by the rules."])]
    out += ["## Sources", *_sources(brief, ix), "## Words that the sentences rest on", *_quotes(ix)]
    return visible("\n\n".join(out)) + "\n"


def _lines(sentences: Iterable[Sentence], ix: Index) -> list[str]:
    """One list, or nothing."""
    rows = []
    for sentence in sentences:
        refs = [ix.labels[c] for c in sentence.claims if c in ix.labels]
        more = f" and {len(refs) - MOST_REFS} more" if len(refs) > MOST_REFS else ""
        labels = " ".join(refs[:MOST_REFS]) + more
        rows.append(f"- {plain(sentence.text)}" + (f" ({labels})" if labels else ""))
    return ["\n".join(rows)] if rows else []


def _sources(brief: Brief, ix: Index) -> list[str]:
    rows = []
    for document in brief.facts.documents:
        source = source_of(document, brief.facts.sources)
        capture = next((c for c in brief.facts.captures if c.id == document.capture), None)
        rows.append(
            f"- **{ix.letters[document.id].upper()}** {plain(document.title or 'Without a title')}. "
            f"{plain(document.site or 'no site known')}. {plain(document.url or 'no address')}. "
            f"Published: {plain(published_words(document))}. "
            f"Captured: {words.moment(capture.retrieved) if capture else 'not recorded'}. "
            f"Reliability {source.reliability}: {RELIABILITY_WORDS[source.reliability].lower()}. `{document.id}`"
        )
    return ["\n".join(rows)]


def _quotes(ix: Index) -> list[str]:
    claims = ix.known(ix.claims)
    rows = []
    for c in claims:
        where = noted(c, ix.documents[c.document])
        note = f" ({where})" if where else ""
        note += f" ({plain(c.origin)})" if machine_made(c) else ""
        rows.append(f"- ({ix.labels[c.id]}) {words.quoted(plain(c.quote.text), 2000)}{note}")
    return ["\n".join(rows)] if rows else ["None."]
