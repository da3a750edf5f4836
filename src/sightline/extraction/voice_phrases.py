"""The noun phrase before or after a reporting verb, as word indices."""

import re

from sightline.extraction.lexicon import actor_words
from sightline.extraction.sentences import Word
from sightline.extraction.voice_kinds import Table
from sightline.extraction.voice_reader import Clause

MARKS = frozenset('.,;:!?"“”«»()—–[]…')


QUOTES = frozenset('"“”«»')


DETERMINERS = frozenset(
    "the a an its their his her our this these some several many two three four five one another both most".split()
)


TRIM = frozenset(
    "but and yet so meanwhile then still however monday tuesday wednesday thursday friday saturday sunday later"
    " earlier today yesterday only even also again instead elsewhere".split()
)


_ADVERBS = 8  # words between a subject and its verb
_REACH = 14  # words looked at to the left of a reporting verb


def is_name(clause: Clause, first: int, last: int) -> bool:
    """One to three capitalised words that no table knows: somebody's name."""
    some = clause.words[first:last]
    return 0 < len(some) <= 3 and all(
        w.text[0].isupper() and w.text.isalpha() and w.low not in _NOT_NAMES for w in some
    )


# Verbs with which even a voice that no table knows has spoken.
_REPORTED = frozenset(
    "said says reported reports claimed claims wrote writes announced announces stated states tweeted posted alleged"
    " alleges confirmed confirms denied denies warned warns added adds noted notes told insisted insists".split()
)
_OPENS = frozenset(("that", ":", ",")) | QUOTES


def speaks(clause: Clause, subject: tuple[int, int], at: int) -> bool:
    """Whether an unknown noun phrase is a voice by where it stands: "..., a post on Telegram claimed." at the end,
    "Rybar claims that ..." at the beginning of a sentence."""
    words, (first, last) = clause.words, subject
    some = words[first:last]
    if words[at].low not in _REPORTED or at != last or any(w.text[0].isdigit() for w in some):
        return False
    if some[0].low in _NOT_NAMES - DETERMINERS or not all(w.text[0].isalpha() for w in some):
        return False
    before = words[first - 1].text if first else ""
    after = words[at + 1].text if at + 1 < len(words) else "."
    tail = next((i for i in range(at + 1, len(words)) if words[i].text in MARKS), len(words))
    named = any(w.text[0].isupper() for w in some[1:]) or (first > 0 and some[0].text[0].isupper())
    if before in {",", *QUOTES} and first > 4 and tail >= len(words) - 2 and tail - at <= 5:
        after_to = tail > at + 1 and words[at + 1].low in ("to", "by", "that", "in", "as")
        return not after_to and (
            named or some[0].low in ("a", "an", "the", "one", "another", "several", "some")
        )
    opens = first == 0 or before in MARKS - {","}
    return opens and after.lower() in _OPENS and (named or is_name(clause, first, last))


_DONE = re.compile(r"(?:[a-z]{3}ed|seen|shown|taken|shot|given|sent)$")
_NOT_NAMES = TRIM | DETERMINERS | {"he", "she", "it", "they", "we", "i", "you", "who", "what", "one", "there"}


def subject_before(clause: Clause, t: Table, at: int) -> tuple[int, int] | None:
    """Words [first, last) of the noun phrase before a verb, past adverbs and an apposition in commas."""
    words = clause.words
    j = _past_adverbs(words, t, at - 1)
    if j >= 1 and words[j].text == ",":
        j = _past_apposition(words, j)
    if j < 0 or words[j].text in MARKS - {")"}:
        return None
    if words[j].text == ")":  # "the chiefs of staff (JCS) said"
        stop = max(-1, j - _REACH)
        while j > stop and words[j].text != "(":
            j -= 1
        j -= 1
    last = j + 1
    first = left_edge(words, t, last)
    if first > 1 and words[first - 1].low in ("who", "whom") and words[first - 2].text not in MARKS:
        last = first - 1  # "a lorry driver who delivers water says"
        first = left_edge(words, t, last)
    return tidy(clause, first, last)


def _past_adverbs(words: tuple[Word, ...], t: Table, j: int) -> int:
    stop = max(-1, j - _ADVERBS)
    while j > stop:
        low = words[j].low
        if "aux" in t.classes(low) or (low.endswith("ly") and low not in ("daily", "weekly")) or low in TRIM:
            j -= 1
            if j >= 0 and words[j].low == "on" and words[j + 1].low in TRIM:
                j -= 1
        else:
            break
    return j


def _past_apposition(words: tuple[Word, ...], comma: int) -> int:
    """Before ", who is in charge," or ", a ministry spokesman," or "(JCS)": index of the last word of the name."""
    for i in range(comma - 1, max(-1, comma - 25), -1):
        if words[i].text == "," and i + 1 < comma:
            if words[i + 1].low in (
                "who",
                "which",
                "whose",
                "a",
                "an",
                "the",
                "its",
                "speaking",
                "commander",
                "chief",
            ):
                return i - 1
            return -1
        if words[i].text in MARKS - {","} and not _abbreviated(words, i):
            return -1
    return -1


def left_edge(words: tuple[Word, ...], t: Table, last: int) -> int:
    first = last
    while first > 0 and last - first < _REACH:
        word = words[first - 1]
        if word.text in MARKS and not (word.text == "." and first < last and _abbreviated(words, first - 1)):
            break
        classes = t.classes(word.low)
        authored = word.low == "by" and first > 1 and "document" in t.classes(words[first - 2].low)
        if ("stop" in classes and not authored) or ("say" in classes and not _nounish(words, first - 1)):
            break
        first -= 1
    return first


def _abbreviated(words: tuple[Word, ...], dot: int) -> bool:
    return dot > 0 and words[dot - 1].end == words[dot].start and len(words[dot - 1].text) <= 4


def _nounish(words: tuple[Word, ...], at: int) -> bool:
    """A word that looks like a reporting verb but is a noun here ("a report of the experts")."""
    after = words[at + 1].low if at + 1 < len(words) else ""
    if words[at].low == "think" and after.startswith("tank"):
        return True
    noun = words[at].low in ("report", "reports", "state", "posts", "claims", "list", "estimates")
    before = words[at - 1] if at else None
    named = before is None or before.low in DETERMINERS or before.text in MARKS or before.low.endswith("'s")
    return noun and after != "to" and (named or (before is not None and before.text[0].isupper()))


def tidy(clause: Clause, first: int, last: int) -> tuple[int, int] | None:
    """Without what stands before the noun phrase: adverbs, "On Monday", "In a statement"."""
    words = clause.words
    while first < last and (words[first].low in TRIM or words[first].text in MARKS):
        first += 1
    prep = actor_words()["particle"] and (
        "in",
        "on",
        "at",
        "from",
        "for",
        "near",
        "after",
        "under",
        "to",
        "of",
    )
    if first < last and words[first].low in prep:
        first = _after_phrase(words, first, last)
    for i in range(last - 1, first, -1):
        before = words[i - 1].low
        if words[i].low in DETERMINERS and before not in (*prep, "and", "with", "by", "all", "one"):
            first = i
            break
    return (first, last) if first < last else None


def _after_phrase(words: tuple[Word, ...], first: int, last: int) -> int:
    """After "On Monday" or "In Moscow": the next word that can begin a noun phrase."""
    i = first + 1
    while i < last and words[i].low in DETERMINERS:
        i += 1
    i += 1
    while i < last and words[i].low in ("of", "in"):
        i += 2
    return i if i < last else first + 1


def subject_after(clause: Clause, t: Table, at: int) -> tuple[int, int] | None:
    """ "..., said a senior officer, who": the noun phrase after the verb."""
    words = clause.words
    if (
        at == 0
        or words[at - 1].text == "."
        or (words[at - 1].text not in MARKS and "aux" not in t.classes(words[at - 1].low))
    ):
        return None
    return phrase_after(clause, t, at + 1)


def phrase_after(clause: Clause, t: Table, first: int) -> tuple[int, int] | None:
    words, last = clause.words, first
    while last < len(words) and last - first < _REACH:
        word = words[last]
        if word.text == "." and last + 1 < len(words) and _abbreviated(words, last):
            last += 1
            continue
        if word.text in MARKS:
            break
        classes = t.classes(word.low)
        if "stop" in classes and word.low not in ("with", "to"):
            break
        if last > first and "say" in classes and not _nounish(words, last):
            break
        dated = last + 1 < len(words) and (words[last + 1].low in TRIM or words[last + 1].text[0].isdigit())
        if last > first and word.low in ("on", "in", "at") and dated:
            break
        if last > first and (word.low in TRIM or word.low == "dated"):
            break
        last += 1
    if (
        last < len(words)
        and words[last].low == "by"
        and last - first > 1
        and _DONE.search(words[last - 1].low)
    ):
        last -= 1  # "imagery reviewed by ..."
    return (first, last) if last > first else None
